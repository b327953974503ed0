-- What the server leased, so that a changed block is found: SM3 of lease|series|year|first|last.
-- NULL for a block that was kept before this column.
ALTER TABLE number_block ADD COLUMN seal BLOB;
