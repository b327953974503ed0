-- What windows gave back of blocks of a year that is over.

-- The first number that was given back, with all above it; NULL for a block of which none was. Once set,
-- it is never changed.
ALTER TABLE number_lease ADD COLUMN returned_from INTEGER;
-- Milliseconds since 1970.
ALTER TABLE number_lease ADD COLUMN returned_at INTEGER;
