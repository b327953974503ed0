-- What the centre signs, and what it signs with.

-- The centre's SM2 key, 32 bytes; made once, by the first program that finds none.
ALTER TABLE centre ADD COLUMN signing_key BLOB;

-- The centre's signature over the pack's text, in hexadecimal; empty for a pack published before there
-- were signatures, which no window takes any more.
ALTER TABLE rule_pack ADD COLUMN signature TEXT NOT NULL DEFAULT '';

-- Every key that was ever a window's, with the centre's word for it; no row is changed or removed.
CREATE TABLE window_key (
    public_key TEXT NOT NULL,
    window TEXT NOT NULL REFERENCES service_window (id),
    -- The legal day of the enrolment, such as 2026-11-23.
    day TEXT NOT NULL,
    -- The centre's signature over WCK1|window|public_key|day, in hexadecimal.
    signature TEXT NOT NULL,
    -- Milliseconds since 1970; every row of this table and the next has another one.
    changed INTEGER PRIMARY KEY
) STRICT;

-- Licences that hold no more; no row is changed or removed.
CREATE TABLE revocation (
    -- The licence's number.
    number TEXT NOT NULL UNIQUE,
    -- The legal day.
    day TEXT NOT NULL,
    -- As the public reads it.
    reason TEXT NOT NULL,
    -- The number of the licence in its place.
    replaced_by TEXT,
    changed INTEGER PRIMARY KEY
) STRICT;
