CREATE TABLE case_file (
    -- 办件: what lists show of a case, and where its entries are. The case itself is kept nowhere: it
    -- is folded from its entries when it is read, so that an act writes each fact once.
    -- Grows with time, so that the newest case has the highest row.
    row INTEGER PRIMARY KEY,
    -- UUID, 16 bytes
    case_id BLOB NOT NULL UNIQUE,
    -- Not unique: a copied machine may give a number twice, and what was given is a fact.
    number TEXT NOT NULL COLLATE NOCASE,
    -- The window that received it.
    window TEXT NOT NULL,
    item TEXT NOT NULL,
    -- received, correction_due, accepted, referred, issued, delivered, not_accepted, refused, withdrawn
    state TEXT NOT NULL,
    -- 1 in a state with which the window is done
    closed INTEGER NOT NULL,
    applicant TEXT NOT NULL,
    -- The applicant's identity number or credit code.
    applicant_number TEXT NOT NULL,
    -- The licence's number, once issued.
    licence TEXT,
    -- What it is found by: no hyphens, 0 for O, 1 for I and L, as clerk_domain::search::number_key.
    licence_key TEXT AS
        (replace(replace(replace(replace(lower(licence), '-', ''), 'o', '0'), 'i', '1'), 'l', '1')),
    -- The legal date of receipt (China Standard Time), as 20261123.
    day INTEGER NOT NULL,
    -- Milliseconds since 1970, by the device that did the act.
    received_ms INTEGER NOT NULL,
    updated_ms INTEGER NOT NULL,
    -- The promised last day, as 20261123; NULL before acceptance.
    due INTEGER,
    -- 1 while a fee is to be paid
    fee_open INTEGER NOT NULL,
    -- 1 where an entry was kept that the case's rule refused
    conflict INTEGER NOT NULL,
    -- JSON: the case's entries in the order in which they are folded: [["window", [seq, …]], …].
    -- Kept here and not as an index on the entries: this row is written at every act anyhow.
    entries TEXT NOT NULL
) STRICT;

CREATE INDEX case_file_number ON case_file (number);
CREATE INDEX case_file_day ON case_file (day);
CREATE INDEX case_file_licence ON case_file (licence_key) WHERE licence IS NOT NULL;
-- The open cases, few, by age alone: a case that goes from one open state to another touches no index.
CREATE INDEX case_file_open ON case_file (closed) WHERE closed = 0;
CREATE INDEX case_file_closed ON case_file (state) WHERE closed = 1;
