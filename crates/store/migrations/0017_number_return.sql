-- What is given back of a block of a year that is over.

-- The first number that is given back, with all above it; NULL for a block that is not closed. A closed
-- block gives no number.
ALTER TABLE number_block ADD COLUMN returned_from INTEGER;
-- The server's epoch under which it was told of that; NULL where it was not yet.
ALTER TABLE number_block ADD COLUMN returned_epoch INTEGER;
