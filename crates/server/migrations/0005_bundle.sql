-- Exchange files of windows without a network. Each is taken in once; the answer to it is kept, as the
-- file that carries it may be lost on its way.

CREATE TABLE bundle (
    -- SM3 over every byte before the file's signature.
    digest BLOB PRIMARY KEY,
    window TEXT NOT NULL REFERENCES service_window (id),
    taken_at INTEGER NOT NULL,
    -- The whole file that answers it: signed by the centre, encrypted to the window.
    reply BLOB NOT NULL
) STRICT;

CREATE INDEX bundle_window ON bundle (window, taken_at);
