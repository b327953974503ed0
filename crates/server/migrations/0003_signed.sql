-- What the centre signs, and what it signs with.

-- The centre's SM2 key, 32 bytes; made once, by the first program that finds none.
ALTER TABLE centre ADD COLUMN signing_key BLOB;

-- The centre's signature over the pack's text, in hexadecimal; empty for a pack published before there
-- were signatures, which no window takes any more.
ALTER TABLE rule_pack ADD COLUMN signature TEXT NOT NULL DEFAULT '';
