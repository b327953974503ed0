CREATE TABLE bundle_export (
    -- Exchange files that this window wrote: a reply is taken in only to one of these, and once.
    id INTEGER PRIMARY KEY,
    -- SM3 over every byte before the file's signature
    digest BLOB NOT NULL UNIQUE,
    -- The device's time, RFC 3339
    made_at TEXT NOT NULL,
    -- The last entry of each push in it, and the one before the first: JSON, [12, 1012, 1380]
    places TEXT NOT NULL,
    -- The device's time at which it no longer waited, RFC 3339; NULL while it waits
    ended_at TEXT,
    -- Whether it ended by its own reply
    answered INTEGER NOT NULL DEFAULT 0
) STRICT;
