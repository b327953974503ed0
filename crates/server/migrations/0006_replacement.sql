-- A void licence's case can be issued anew.

-- The licence that was issued in the place of one that its window had made void; no row is changed or
-- removed. What an administrator revokes says so itself.
CREATE TABLE replacement (
    -- The void licence's number.
    number TEXT NOT NULL UNIQUE,
    replaced_by TEXT NOT NULL,
    -- As in window_key and revocation: every row of the three has another one.
    changed INTEGER PRIMARY KEY
) STRICT;
