-- The server's database. Once released, migrations are append-only and their checksums are verified:
-- then never edit this file, add the next one. Expand first, contract one release later, so that the
-- release before can still run against the newer tables.
--
-- Instants are milliseconds since 1970-01-01 UTC. Digests are the 32 bytes of an SM3 digest.

CREATE TABLE centre (
    -- One row.
    id INTEGER PRIMARY KEY CHECK (id = 1),
    -- Changes when the database was restored from an older backup; below 2^53.
    epoch INTEGER NOT NULL,
    -- 1 once it was: windows may then hold blocks of numbers that it forgot.
    restored INTEGER NOT NULL DEFAULT 0,
    -- 32 random bytes that the windows' tokens are derived with.
    secret BLOB NOT NULL,
    -- The public halves of the centre's SM2 keys, uncompressed SEC1 in hexadecimal; the keys lie in files
    -- of their own. One signs, the other opens what windows seal.
    signing_public TEXT NOT NULL,
    sealing_public TEXT NOT NULL,
    -- Of the key from which clearance codes are made.
    clearance_digest BLOB NOT NULL
) STRICT;

CREATE TABLE rule_pack (
    version INTEGER PRIMARY KEY,
    -- The whole pack as JSON.
    text TEXT NOT NULL,
    published_at INTEGER NOT NULL,
    -- The centre's signature over the text, in hexadecimal.
    signature TEXT NOT NULL
) STRICT;

CREATE TABLE person (
    -- Who may log in with which password; who a person is, the appointments say.
    -- The login name.
    id TEXT PRIMARY KEY,
    -- Argon2id, as a PHC string.
    password_hash TEXT NOT NULL,
    -- Since when.
    password_at INTEGER NOT NULL,
    -- 1 where an administrator gave it, so that it must be changed first.
    password_given INTEGER NOT NULL,
    -- 1 where the person is locked out of every log-in.
    disabled INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE login_attempts (
    -- A login name; or ? and three digits, for the names that are nobody's.
    person TEXT PRIMARY KEY,
    -- Wrong passwords since the last right one.
    wrong INTEGER NOT NULL,
    locked_until INTEGER
) STRICT;

CREATE TABLE service_window (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    -- Also the scope that its acts go into.
    department TEXT NOT NULL,
    -- Hexadecimal; opens the recovery slot of the window's own database.
    recovery TEXT NOT NULL
) STRICT;

CREATE TABLE enrolment_code (
    -- SM3 of the code; the code itself is not kept.
    hash BLOB PRIMARY KEY,
    window TEXT NOT NULL REFERENCES service_window (id),
    expires_at INTEGER NOT NULL,
    -- The code itself, in a demonstration centre only, so that it can be shown again.
    sample TEXT,
    -- When, by which device and by whom it was used.
    used_at INTEGER,
    used_key TEXT,
    used_by TEXT
) STRICT;

CREATE INDEX enrolment_code_window ON enrolment_code (window);

CREATE TABLE device (
    -- SM2, uncompressed SEC1 in hexadecimal.
    public_key TEXT PRIMARY KEY,
    -- A window is one device at a time; a new enrolment ends the old device.
    window TEXT NOT NULL REFERENCES service_window (id),
    -- SM3 of its bearer token.
    token_hash BLOB NOT NULL UNIQUE,
    enrolled_at INTEGER NOT NULL,
    -- When another one took its place, or it was disabled.
    ended_at INTEGER,
    -- When the centre last heard of it, to a minute; since when without a long pause; and the last time
    -- before that pause.
    seen_at INTEGER,
    seen_since INTEGER,
    seen_before INTEGER
) STRICT;

CREATE INDEX device_window ON device (window);
CREATE UNIQUE INDEX device_in_use ON device (window) WHERE ended_at IS NULL;

CREATE TABLE scope (
    -- A department.
    id TEXT PRIMARY KEY,
    -- How many entries it has.
    counter INTEGER NOT NULL,
    -- The running digest over their hashes.
    digest BLOB NOT NULL
) STRICT;

CREATE TABLE journal (
    -- The journals of windows and of the centre's desks, and their branches. A window that was restored
    -- to an older copy, or runs twice, acts on from an entry that another one follows already. What it did
    -- are facts: they are kept as a journal of their own.
    -- A journal has its author's name; a branch that, ~, and its number from 1 on.
    id TEXT NOT NULL UNIQUE,
    -- Who keeps it: shangwu-03, centre/shangwu, centre.
    author TEXT NOT NULL,
    -- Which journal it branches from, and the last entry that both have; NULL and 0 for none.
    parent TEXT,
    parent_seq INTEGER NOT NULL,
    -- What the server holds of it: place and hash of the last entry.
    seq INTEGER NOT NULL,
    head BLOB NOT NULL
) STRICT;

CREATE INDEX journal_author ON journal (author);

CREATE TABLE journal_entry (
    -- Its scope, and its place there, from 1 on without a gap.
    scope TEXT NOT NULL,
    counter INTEGER NOT NULL,
    -- Which journal, and its place there, from 1 on without a gap.
    journal TEXT NOT NULL,
    seq INTEGER NOT NULL,
    -- What it is about: case/…, enquiry/…, day/…, person/…, window/…
    subject TEXT NOT NULL,
    hash BLOB NOT NULL,
    -- The running digest of the scope up to this entry.
    running BLOB NOT NULL,
    -- The exact text that the hash is over.
    text TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX journal_entry_scope ON journal_entry (scope, counter);
CREATE UNIQUE INDEX journal_entry_journal ON journal_entry (journal, seq);
CREATE INDEX journal_entry_subject ON journal_entry (subject);

CREATE TABLE case_file (
    -- What the entries of a case make of it; can be made again from them at any time.
    scope TEXT NOT NULL,
    id BLOB NOT NULL,
    number TEXT NOT NULL,
    -- The window that received it.
    window TEXT NOT NULL,
    item TEXT NOT NULL,
    -- What is applied for, for whom: action, the applicant's number as it is compared, and the name of whom
    -- the licence brings about; by these the same application is found.
    wanted TEXT NOT NULL,
    -- received, accepted, issued, …
    state TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    -- The number of its licence, once issued.
    licence TEXT,
    PRIMARY KEY (scope, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX case_file_number ON case_file (number);
CREATE INDEX case_file_wanted ON case_file (scope, item, wanted);

CREATE TABLE licence (
    -- Its number, with / and its version from the second one on. One licence of a number stands; beside it
    -- there may be one that has exceptions which no supervisor confirmed.
    number TEXT NOT NULL,
    scope TEXT NOT NULL,
    case_id BLOB NOT NULL,
    licence_type TEXT NOT NULL,
    -- The entry that issued it.
    journal TEXT NOT NULL,
    seq INTEGER NOT NULL,
    -- The item, the applicant's number as it is compared, and the legal date of issue: cumulative limits
    -- count them over all windows.
    item TEXT NOT NULL,
    applicant TEXT NOT NULL,
    issued_on TEXT NOT NULL,
    -- Whose it is: the number on it, else the name.
    holder TEXT NOT NULL,
    PRIMARY KEY (number, journal, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX licence_issued ON licence (scope, item, applicant, issued_on);

CREATE TABLE number_use (
    -- Each number that an act gave from a leased block, or made void; can be made again from the entries
    -- at any time.
    journal TEXT NOT NULL,
    seq INTEGER NOT NULL,
    number TEXT NOT NULL,
    -- given, void
    what TEXT NOT NULL,
    PRIMARY KEY (journal, seq, number, what)
) STRICT, WITHOUT ROWID;

CREATE INDEX number_use_number ON number_use (number);

CREATE TABLE journal_exception (
    -- Entries kept as facts that the server could not follow; for a supervisor to settle.
    journal TEXT NOT NULL,
    seq INTEGER NOT NULL,
    -- case_rule, licence_number_twice, …
    code TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    -- When a supervisor settled it, who, and by which remedy: a code, or a text. All or none.
    settled_at INTEGER,
    settled_by TEXT,
    remedy TEXT,
    PRIMARY KEY (journal, seq, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE number_lease (
    -- Never used again, even after a row is gone.
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    series TEXT NOT NULL,
    year INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    window TEXT NOT NULL REFERENCES service_window (id),
    -- Which of the window's blocks of this series and year, from 1 on.
    ordinal INTEGER NOT NULL,
    leased_at INTEGER NOT NULL,
    -- The first number that was given back, with all above it; NULL for a block of which none was. Once
    -- set, it is never changed.
    returned_from INTEGER,
    returned_at INTEGER,
    UNIQUE (series, year, first),
    UNIQUE (window, series, year, ordinal)
) STRICT;

CREATE TABLE act_signature (
    -- What persons signed of the journals, as it came with the entries.
    journal TEXT NOT NULL,
    -- The last entry that it is for; the hash of it is what is signed.
    seq INTEGER NOT NULL,
    person TEXT NOT NULL,
    -- The first entry that it is for.
    first INTEGER NOT NULL,
    -- Hexadecimal.
    signature TEXT NOT NULL,
    PRIMARY KEY (journal, seq, person)
) STRICT, WITHOUT ROWID;

-- 名册: what the register says of devices, appointments and keys of persons. A row is replaced where it
-- ends, and removed never. Each is the JSON of what the centre says with its signature over it.

CREATE TABLE window_device (
    public_key TEXT PRIMARY KEY,
    window TEXT NOT NULL,
    from_ms INTEGER NOT NULL,
    text TEXT NOT NULL,
    -- Milliseconds since 1970; every row of the register's tables has another one.
    changed INTEGER NOT NULL UNIQUE
) STRICT;

CREATE INDEX window_device_window ON window_device (window, from_ms);

CREATE TABLE appointment (
    person TEXT NOT NULL,
    from_ms INTEGER NOT NULL,
    text TEXT NOT NULL,
    changed INTEGER NOT NULL UNIQUE,
    PRIMARY KEY (person, from_ms)
) STRICT, WITHOUT ROWID;

CREATE TABLE person_key (
    public_key TEXT PRIMARY KEY,
    window TEXT NOT NULL,
    from_ms INTEGER NOT NULL,
    text TEXT NOT NULL,
    changed INTEGER NOT NULL UNIQUE
) STRICT;

CREATE INDEX person_key_window ON person_key (window, from_ms);

CREATE TABLE revocation (
    -- Licences that hold no more; no row is changed or removed.
    -- The licence's number.
    number TEXT NOT NULL UNIQUE,
    -- The legal day.
    day TEXT NOT NULL,
    -- As the public reads it.
    reason TEXT NOT NULL,
    -- The number of the licence in its place.
    replaced_by TEXT,
    -- 1 where it was cancelled (注销), 0 where it was revoked or superseded.
    cancelled INTEGER NOT NULL,
    changed INTEGER PRIMARY KEY
) STRICT;

CREATE TABLE replacement (
    -- The licence that was issued in the place of one that its window had made void; no row is changed or
    -- removed. What an administrator revokes says so itself.
    -- The void licence's number.
    number TEXT NOT NULL UNIQUE,
    replaced_by TEXT NOT NULL,
    changed INTEGER PRIMARY KEY
) STRICT;

CREATE TABLE bundle (
    -- Exchange files of windows without a network. Each is taken in once; the answer to it is kept, as the
    -- file that carries it may be lost on its way.
    -- SM3 over every byte before the file's signature.
    digest BLOB PRIMARY KEY,
    window TEXT NOT NULL REFERENCES service_window (id),
    taken_at INTEGER NOT NULL,
    -- The whole file that answers it: signed by the centre, encrypted to the window.
    reply BLOB NOT NULL
) STRICT;

CREATE INDEX bundle_window ON bundle (window, taken_at);

CREATE VIEW published AS
    -- The versions of what windows keep to: the newest rule pack's, and the register's, which is the
    -- number of its last change. 0 for none.
    SELECT
        (SELECT coalesce(max(version), 0) FROM rule_pack) AS pack,
        max(
            (SELECT coalesce(max(changed), 0) FROM window_device),
            (SELECT coalesce(max(changed), 0) FROM appointment),
            (SELECT coalesce(max(changed), 0) FROM person_key),
            (SELECT coalesce(max(changed), 0) FROM revocation),
            (SELECT coalesce(max(changed), 0) FROM replacement)
        ) AS register;
