CREATE TABLE cursor (
    -- How far each scope was pulled.
    scope TEXT PRIMARY KEY,
    counter INTEGER NOT NULL,
    -- The running SM3 digest over the hashes of all entries up to the counter
    digest BLOB NOT NULL
) STRICT, WITHOUT ROWID;
