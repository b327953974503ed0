CREATE TABLE number_block (
    -- 号段: numbers leased to this window. A number below next is used, never again free.
    lease INTEGER PRIMARY KEY,
    series TEXT NOT NULL,
    year INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    -- The next number to give; last + 1 once the block is used up.
    next INTEGER NOT NULL,
    CHECK (first >= 0 AND first <= next AND next <= last + 1)
) STRICT;
