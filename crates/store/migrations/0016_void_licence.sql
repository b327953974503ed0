-- Licences that were made void before they were handed over, and the papers of those that came after.

CREATE TABLE void_licence (
    -- By which number a void licence's case is found. What is known of it is in the case.
    number TEXT NOT NULL COLLATE NOCASE,
    case_row INTEGER NOT NULL REFERENCES case_file (row),
    -- As case_file.licence_key.
    number_key TEXT AS
        (replace(replace(replace(replace(lower(number), '-', ''), 'o', '0'), 'i', '1'), 'l', '1')),
    PRIMARY KEY (number, case_row)
) STRICT, WITHOUT ROWID;

CREATE INDEX void_licence_key ON void_licence (number_key);
CREATE INDEX void_licence_case ON void_licence (case_row);

CREATE TABLE print_job_of_edition (
    -- The print ledger: each paper that was to come out. One row a copy, so that there is one
    -- original and never a second. The file's name follows from the key.
    case_row INTEGER NOT NULL REFERENCES case_file (row),
    -- materials_receipt, correction_notice, acceptance_notice, fee_receipt, licence
    document TEXT NOT NULL,
    -- Of a licence, how many of the case's were void before it; 0 of every other paper.
    edition INTEGER NOT NULL,
    -- 0 for the original
    copy INTEGER NOT NULL,
    -- reserved: to be printed; sent: handed to the printer; confirmed: in the clerk's hand; spoiled
    state TEXT NOT NULL,
    -- Milliseconds since 1970, of the last change of state
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (case_row, document, edition, copy)
) STRICT, WITHOUT ROWID;

INSERT INTO print_job_of_edition SELECT case_row, document, 0, copy, state, at_ms FROM print_job;
DROP TABLE print_job;
ALTER TABLE print_job_of_edition RENAME TO print_job;
