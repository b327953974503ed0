CREATE TABLE person (
    -- Who has logged in at this window; the key slots beside the database hold no rights.
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    -- clerk, chief, leader, supervisor, admin
    role TEXT NOT NULL,
    department TEXT NOT NULL,
    -- When the server last confirmed the person, in milliseconds since 1970: offline login ages.
    online_login_ms INTEGER NOT NULL
) STRICT;
