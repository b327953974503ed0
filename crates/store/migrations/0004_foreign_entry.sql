CREATE TABLE foreign_entry (
    -- Entries of other windows of the department, pulled from the server, never changed.
    -- A rowid table, because rows of this size overflow their page without one.
    id INTEGER PRIMARY KEY,
    window TEXT NOT NULL,
    seq INTEGER NOT NULL,
    -- SM3 of text
    hash BLOB NOT NULL,
    text TEXT NOT NULL,
    -- Why the case's rule refused the act; NULL where it was carried into the case.
    refused TEXT,
    UNIQUE (window, seq)
) STRICT;

CREATE TRIGGER foreign_entry_unchanged BEFORE UPDATE OF window, seq, hash, text ON foreign_entry
BEGIN SELECT raise(ABORT, 'a journal entry never changes'); END;

CREATE TRIGGER foreign_entry_undeleted BEFORE DELETE ON foreign_entry
BEGIN SELECT raise(ABORT, 'a journal entry is never deleted'); END;
