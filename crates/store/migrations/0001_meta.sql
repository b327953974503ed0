CREATE TABLE meta (
    -- What this window is and knows of the server, one fact a row.
    -- window_id      whose journal this is; absent before enrolment
    -- window         JSON: the window as the server described it
    -- secret_key     64 hexadecimal digits: the window's SM2 key
    -- device_token   the secret by which the server knows the device
    -- pack_version   the version of the rule pack in force
    -- pack           JSON: the rule pack in force
    -- acknowledged   the last journal entry that the server is known to hold
    -- server_epoch   changes when the server was put back to an older backup
    -- server_time    RFC 3339: the server's time at the last contact
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
