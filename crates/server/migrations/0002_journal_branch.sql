-- Branches of a window's journal. A window that was put back to an older copy, or runs twice, acts on
-- from an entry that another one follows already. What it did are facts: they are kept as a journal of
-- their own, named in journal_entry.window, journal_exception.window and licence.window by this id.

CREATE TABLE journal_branch (
    -- The window's name, ~, and the number of the branch from 1 on.
    id TEXT PRIMARY KEY,
    window TEXT NOT NULL REFERENCES service_window (id),
    -- Which journal it branches from, and the last entry that both have; 0 for none.
    parent TEXT NOT NULL,
    parent_seq INTEGER NOT NULL,
    -- What the centre holds of it: place and hash of the last entry.
    seq INTEGER NOT NULL,
    head BLOB NOT NULL
) STRICT;

CREATE INDEX journal_branch_window ON journal_branch (window);
