CREATE TABLE draft (
    -- A case being taken in, as typed so far; gone once the case is received.
    id TEXT PRIMARY KEY,
    -- JSON of the desk's own form
    body TEXT NOT NULL,
    -- Milliseconds since 1970
    saved_ms INTEGER NOT NULL
) STRICT;
