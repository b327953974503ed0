CREATE TABLE print_job (
    -- The print ledger: each paper that was to come out. One row a copy, so that there is one
    -- original and never a second. The file's name follows from the key.
    case_row INTEGER NOT NULL REFERENCES case_file (row),
    -- materials_receipt, correction_notice, acceptance_notice, fee_receipt, licence
    document TEXT NOT NULL,
    -- 0 for the original
    copy INTEGER NOT NULL,
    -- reserved: to be printed; sent: handed to the printer; confirmed: in the clerk's hand; spoiled
    state TEXT NOT NULL,
    -- Milliseconds since 1970, of the last change of state
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (case_row, document, copy)
) STRICT, WITHOUT ROWID;
