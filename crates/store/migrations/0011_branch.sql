-- What comes back to a window that was put back to an older copy of itself.

-- Why the case's rule refused an own entry that came back from the server; NULL for all others.
ALTER TABLE journal ADD COLUMN refused TEXT;

CREATE TABLE number_used (
    -- The highest number that this window is known to have given in a life that it lost; no block gives
    -- a number up to it again.
    series TEXT NOT NULL,
    year INTEGER NOT NULL,
    place INTEGER NOT NULL,
    PRIMARY KEY (series, year)
) STRICT, WITHOUT ROWID;
