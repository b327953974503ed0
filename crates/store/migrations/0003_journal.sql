CREATE TABLE journal (
    -- 流水: this window's own entries, from 1 on without a gap, never changed.
    -- Rows above meta.acknowledged are what is still to be sent: there is no other outbox.
    seq INTEGER PRIMARY KEY,
    -- SM3 of text
    hash BLOB NOT NULL,
    -- The entry as JSON, sent byte for byte as it stands here; it holds the hash before it.
    text TEXT NOT NULL
) STRICT;

CREATE TRIGGER journal_unchanged BEFORE UPDATE ON journal
BEGIN SELECT raise(ABORT, 'a journal entry never changes'); END;

CREATE TRIGGER journal_undeleted BEFORE DELETE ON journal
BEGIN SELECT raise(ABORT, 'a journal entry is never deleted'); END;
