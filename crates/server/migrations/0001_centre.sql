-- The central server's database. Migrations are append-only and their checksums are verified: never
-- edit this file, add the next one. Expand first, contract one release later, so that the release
-- before can still run against the newer tables.
--
-- Instants are milliseconds since 1970-01-01 UTC. Digests are the 32 bytes of an SM3 digest.

CREATE TABLE centre (
    -- One row.
    id INTEGER PRIMARY KEY CHECK (id = 1),
    -- Changes when the database was put back to an older backup; below 2^53.
    epoch INTEGER NOT NULL,
    -- 32 random bytes that the windows' tokens are derived with.
    secret BLOB NOT NULL
) STRICT;

CREATE TABLE rule_pack (
    version INTEGER PRIMARY KEY,
    -- The whole pack as JSON.
    text TEXT NOT NULL,
    published_at INTEGER NOT NULL
) STRICT;

CREATE TABLE person (
    -- The login name.
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    -- clerk, chief, leader, supervisor, admin
    role TEXT NOT NULL,
    department TEXT NOT NULL,
    -- Argon2id, as a PHC string.
    password_hash TEXT NOT NULL
) STRICT;

CREATE TABLE login_attempts (
    -- A login name; or ? and three digits, for the names that are nobody's.
    person TEXT PRIMARY KEY,
    -- Wrong passwords since the last right one.
    wrong INTEGER NOT NULL,
    locked_until INTEGER
) STRICT;

CREATE TABLE service_window (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    -- Also the scope that its acts go into.
    department TEXT NOT NULL,
    -- Hexadecimal; opens the recovery slot of the window's own database.
    recovery TEXT NOT NULL,
    -- What the centre holds of its journal: place and hash of the last entry.
    seq INTEGER NOT NULL,
    head BLOB NOT NULL
) STRICT;

CREATE TABLE enrolment_code (
    -- SM3 of the code; the code itself is not kept.
    hash BLOB PRIMARY KEY,
    window TEXT NOT NULL REFERENCES service_window (id),
    expires_at INTEGER NOT NULL,
    -- The code itself, in a demonstration centre only, so that it can be shown again.
    sample TEXT,
    -- When, by which device and by whom it was used.
    used_at INTEGER,
    used_key TEXT,
    used_by TEXT
) STRICT;

CREATE INDEX enrolment_code_window ON enrolment_code (window);

CREATE TABLE device (
    -- A window is one device at a time; a new enrolment replaces the old device.
    window TEXT PRIMARY KEY REFERENCES service_window (id),
    -- SM2, uncompressed SEC1 in hexadecimal.
    public_key TEXT NOT NULL,
    -- SM3 of its bearer token.
    token_hash BLOB NOT NULL UNIQUE,
    enrolled_at INTEGER NOT NULL
) STRICT;

CREATE TABLE scope (
    -- A department.
    id TEXT PRIMARY KEY,
    -- How many entries it has.
    counter INTEGER NOT NULL,
    -- The running digest over their hashes.
    digest BLOB NOT NULL
) STRICT;

CREATE TABLE journal_entry (
    -- Its scope, and its place there, from 1 on without a gap.
    scope TEXT NOT NULL,
    counter INTEGER NOT NULL,
    -- Whose journal, and its place there, from 1 on without a gap.
    window TEXT NOT NULL,
    seq INTEGER NOT NULL,
    -- 16 bytes.
    case_id BLOB NOT NULL,
    hash BLOB NOT NULL,
    -- The running digest of the scope up to this entry.
    running BLOB NOT NULL,
    -- The exact text that the hash is over.
    text TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX journal_entry_scope ON journal_entry (scope, counter);
CREATE UNIQUE INDEX journal_entry_window ON journal_entry (window, seq);
CREATE INDEX journal_entry_case ON journal_entry (case_id);

-- What the entries of a case make of it; can be made again from them at any time.
CREATE TABLE case_file (
    scope TEXT NOT NULL,
    id BLOB NOT NULL,
    number TEXT NOT NULL,
    -- The window that received it.
    window TEXT NOT NULL,
    item TEXT NOT NULL,
    -- received, accepted, issued, …
    state TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    -- The number of its licence, once issued.
    licence TEXT,
    PRIMARY KEY (scope, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX case_file_number ON case_file (number);

CREATE TABLE licence (
    number TEXT PRIMARY KEY,
    scope TEXT NOT NULL,
    case_id BLOB NOT NULL,
    licence_type TEXT NOT NULL,
    -- The entry that issued it.
    window TEXT NOT NULL,
    seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Entries kept as facts that the centre could not follow; for a supervisor to settle.
CREATE TABLE journal_exception (
    window TEXT NOT NULL,
    seq INTEGER NOT NULL,
    -- case_rule, licence_number_twice
    code TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    PRIMARY KEY (window, seq, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE number_lease (
    -- Never used again, even after a row is gone.
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    series TEXT NOT NULL,
    year INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    window TEXT NOT NULL REFERENCES service_window (id),
    -- Which of the window's blocks of this series and year, from 1 on.
    ordinal INTEGER NOT NULL,
    leased_at INTEGER NOT NULL,
    UNIQUE (series, year, first),
    UNIQUE (window, series, year, ordinal)
) STRICT;
