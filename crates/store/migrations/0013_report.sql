CREATE TABLE report (
    -- What became of the acts of the last outage: one row, replaced at the next one.
    id INTEGER PRIMARY KEY CHECK (id = 1),
    -- JSON; its form is the sync engine's
    text TEXT NOT NULL,
    -- The server's time at the end of the round, RFC 3339; NULL until then
    closed_at TEXT
) STRICT;
