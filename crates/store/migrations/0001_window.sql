-- The window's database.

CREATE TABLE meta (
    -- What this window is and knows of the server, one fact a row.
    -- window_id      whose journal this is; absent before enrolment
    -- window         JSON: the window as the server described it
    -- secret_key     64 hexadecimal digits: the window's SM2 key
    -- device_token   the secret by which the server knows the device
    -- centre_key     the centre's public key, by which what it signed is known
    -- sealing_key    the centre's public key to which exchange files are sealed
    -- clearances     JSON: commitments to the codes that clear a halt, in the order of their numbers
    -- clearances_used  the number of the last code that was used
    -- halted         JSON: why the window issues nothing; absent where it does
    -- pack_version   the version of the rule pack in force
    -- register_version  of the register, as far as its pages came
    -- servers        JSON: the servers that the window was told to ask, a text of the desk's own each
    -- acknowledged   the last journal entry that the server is known to hold
    -- server_epoch   changes when the server was restored from an older backup
    -- server_time    RFC 3339: the server's time at the last contact
    -- clock_cleared  JSON: when a supervisor said that the device's time is right, after which entry
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE rule_pack (
    -- Every rule pack that was in force here, as the centre signed it: a case keeps to the item that it was
    -- received under. Of a version that entries which came back rest on, and that was never here, the text is
    -- empty until the centre has sent it.
    version INTEGER PRIMARY KEY,
    -- JSON
    text TEXT NOT NULL,
    signature TEXT NOT NULL
) STRICT;

-- Each round asks whether any is lacking.
CREATE INDEX rule_pack_lacked ON rule_pack (version) WHERE text = '';

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

CREATE TABLE journal (
    -- 流水: this window's own entries, from 1 on without a gap, never changed.
    -- Rows above meta.acknowledged are what is still to be sent: there is no other outbox.
    seq INTEGER PRIMARY KEY,
    -- SM3 of text
    hash BLOB NOT NULL,
    -- The entry as JSON, sent byte for byte as it stands here; it holds the hash before it.
    text TEXT NOT NULL,
    -- Why the rule of what it is about refuses an own entry in the centre's order, which is known once the
    -- entry has come by in the scope; NULL for all others. The entry itself never changes.
    refused TEXT
) STRICT;

CREATE TABLE act_signature (
    -- What persons signed of the own journal: each act in the transaction that adds it.
    -- The last entry that it is for; the hash of it is what is signed.
    seq INTEGER PRIMARY KEY REFERENCES journal (seq),
    person TEXT NOT NULL,
    -- The first entry that it is for: since the person logged in.
    first INTEGER NOT NULL,
    -- 64 bytes
    signature BLOB NOT NULL
) STRICT;

CREATE TABLE register_line (
    -- 名册: what the centre's signed pages said, one thing a row; what is said anew takes its row.
    -- device, appointment, key: each with the centre's own signature, and revoked.
    kind TEXT NOT NULL,
    -- The public key; person/beginning of an appointment; the licence's number.
    key TEXT NOT NULL,
    -- JSON
    text TEXT NOT NULL,
    PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER journal_unchanged BEFORE UPDATE OF seq, hash, text ON journal
BEGIN SELECT raise(ABORT, 'a journal entry never changes'); END;

CREATE TRIGGER journal_undeleted BEFORE DELETE ON journal
BEGIN SELECT raise(ABORT, 'a journal entry is never deleted'); END;

CREATE TABLE foreign_entry (
    -- Entries of other journals, pulled from the server, never changed: of the department's other windows,
    -- of its desk of the centre, and what a copy of this window did.
    -- A rowid table, because rows of this size overflow their page without one.
    id INTEGER PRIMARY KEY,
    journal TEXT NOT NULL,
    seq INTEGER NOT NULL,
    -- SM3 of text
    hash BLOB NOT NULL,
    text TEXT NOT NULL,
    -- Why the rule of what it is about refused the act; NULL where it was carried into that.
    refused TEXT,
    UNIQUE (journal, seq)
) STRICT;

CREATE TRIGGER foreign_entry_unchanged BEFORE UPDATE OF journal, seq, hash, text ON foreign_entry
BEGIN SELECT raise(ABORT, 'a journal entry never changes'); END;

CREATE TRIGGER foreign_entry_undeleted BEFORE DELETE ON foreign_entry
BEGIN SELECT raise(ABORT, 'a journal entry is never deleted'); END;

CREATE TABLE case_file (
    -- 办件: what lists show of a case, and where its entries are. The case itself is kept nowhere: it
    -- is folded from its entries when it is read, so that an act writes each fact once.
    -- Grows with time, so that the newest case has the highest row.
    row INTEGER PRIMARY KEY,
    -- UUID, 16 bytes
    case_id BLOB NOT NULL UNIQUE,
    -- Not unique: a copied machine may give a number twice, and what was given is a fact.
    number TEXT NOT NULL COLLATE NOCASE,
    -- The window that received it.
    window TEXT NOT NULL,
    item TEXT NOT NULL,
    -- The version of the rule pack whose item it keeps to.
    pack_version INTEGER NOT NULL DEFAULT 0,
    -- received, correction_due, accepted, referred, issued, delivered, not_accepted, refused, withdrawn
    state TEXT NOT NULL,
    -- 1 in a state with which the window is done
    closed INTEGER NOT NULL,
    applicant TEXT NOT NULL,
    -- The applicant's identity number or credit code.
    applicant_number TEXT NOT NULL,
    -- The licence's number, once issued.
    licence TEXT,
    -- What it is found by: no hyphens, 0 for O, 1 for I and L, as clerk_domain::search::number_key.
    licence_key TEXT AS
        (replace(replace(replace(replace(lower(licence), '-', ''), 'o', '0'), 'i', '1'), 'l', '1')),
    -- The legal date of receipt (China Standard Time), as 20261123.
    day INTEGER NOT NULL,
    -- Milliseconds since 1970, by the device that did the act.
    received_ms INTEGER NOT NULL,
    updated_ms INTEGER NOT NULL,
    -- The promised last day, as 20261123; NULL before acceptance.
    due INTEGER,
    -- 1 while a fee is to be paid
    fee_open INTEGER NOT NULL,
    -- 1 where an entry was kept that the case's rule refused
    conflict INTEGER NOT NULL,
    -- 1 in the green channel (绿色通道)
    green INTEGER NOT NULL DEFAULT 0,
    -- JSON: the case's entries in the order in which they are folded: [["journal", [seq, …]], …].
    -- Kept here and not as an index on the entries: this row is written at every act anyhow.
    entries TEXT NOT NULL,
    -- The print ledger stands here, since this row is written at every act anyhow: a table of its own was
    -- one more page to encrypt and sync for each act with a paper.
    -- JSON: each paper of the case that was to come out, one a copy, so that there is one original and
    -- never a second: [[document, edition, copy, state, ms], …].
    --   document: materials_receipt, correction_notice, acceptance_notice, fee_receipt, licence,
    --     non_acceptance, refusal
    --   edition: of a licence, how many of the case's were void before it; 0 of every other paper
    --   copy: 0 for the original
    --   state: reserved: to be printed; sent: handed to the printer; confirmed: in the clerk's hand; spoiled
    --   ms: milliseconds since 1970, of the last change of state
    papers TEXT NOT NULL DEFAULT '[]'
) STRICT;

CREATE INDEX case_file_number ON case_file (number);
CREATE INDEX case_file_day ON case_file (day);
CREATE INDEX case_file_licence ON case_file (licence_key) WHERE licence IS NOT NULL;
-- The open cases, few, by age alone: a case that goes from one open state to another touches no index.
CREATE INDEX case_file_open ON case_file (closed) WHERE closed = 0;
CREATE INDEX case_file_closed ON case_file (state) WHERE closed = 1;

CREATE TABLE void_licence (
    -- By which number the case is found that made a licence void, or put a newer version of the number in
    -- its place. What is known of it is in the case.
    number TEXT NOT NULL COLLATE NOCASE,
    case_row INTEGER NOT NULL REFERENCES case_file (row),
    -- 1 where a newer version stands in its place, 0 where it was made void.
    superseded INTEGER NOT NULL,
    -- As case_file.licence_key.
    number_key TEXT AS
        (replace(replace(replace(replace(lower(number), '-', ''), 'o', '0'), 'i', '1'), 'l', '1')),
    PRIMARY KEY (number, case_row)
) STRICT, WITHOUT ROWID;

CREATE INDEX void_licence_key ON void_licence (number_key);
CREATE INDEX void_licence_case ON void_licence (case_row);

CREATE VIRTUAL TABLE case_search USING fts5 (
    -- What a case is found by, one document a case_file.row; written when the case begins,
    -- and anew where the applicant is corrected.
    -- Hexadecimal pairs of neighbouring characters of the applicant's name, one for all that are
    -- written alike; its first character (s…); its first pinyin initial, pairs and triples of
    -- neighbouring ones (p…), its syllables (y…); the parts of the case's number (n…); the applicant's
    -- number (i…). In numbers 0 stands for O, 1 for I and L.
    tokens,
    content = '',
    columnsize = 0,
    detail = none,
    tokenize = 'ascii'
);

-- SQLCipher takes 80 bytes of each page: the default of 4,050 would spill each leaf into a second page.
INSERT INTO case_search (case_search, rank) VALUES ('pgsz', 3900);

CREATE TABLE subject_file (
    -- What is no case and is folded from its entries as it is read: an enquiry, a window's day.
    -- enquiry/<identifier>, day/<window>/<date>
    subject TEXT PRIMARY KEY,
    -- 1 while somebody has still to do something
    open INTEGER NOT NULL,
    -- When it began, in milliseconds since 1970.
    began_ms INTEGER NOT NULL,
    -- JSON: as case_file.entries
    entries TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The status counts the open ones at each change, and lists begin with them.
CREATE INDEX subject_file_open ON subject_file (open, began_ms);

CREATE TABLE draft (
    -- A case being taken in, as typed so far; gone once the case is received.
    id TEXT PRIMARY KEY,
    -- JSON of the desk's own form
    body TEXT NOT NULL,
    -- Milliseconds since 1970
    saved_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE number_block (
    -- 号段: numbers leased to this window. A number below next is used, never again free.
    lease INTEGER PRIMARY KEY,
    series TEXT NOT NULL,
    year INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    -- The next number to give; last + 1 once the block is used up.
    next INTEGER NOT NULL,
    -- What the server leased, so that a changed block is found: SM3 of lease|series|year|first|last.
    seal BLOB NOT NULL,
    -- The first number that is given back, with all above it; NULL for a block that is not closed. A
    -- closed block gives no number.
    returned_from INTEGER,
    -- The server's epoch under which it was told of that; NULL where it was not yet.
    returned_epoch INTEGER,
    CHECK (first >= 0 AND first <= next AND next <= last + 1)
) STRICT;

CREATE TABLE number_used (
    -- The highest number that this window is known to have given before it was restored to an
    -- older copy; no block gives
    -- a number up to it again.
    series TEXT NOT NULL,
    year INTEGER NOT NULL,
    place INTEGER NOT NULL,
    PRIMARY KEY (series, year)
) STRICT, WITHOUT ROWID;

CREATE TABLE number_use (
    -- Numbers on acts of this window, also of instances that it lost: made from the entries, with them.
    journal TEXT NOT NULL,
    seq INTEGER NOT NULL,
    number TEXT NOT NULL,
    -- 0 where the act gives the number, 1 where it makes it void
    void INTEGER NOT NULL,
    PRIMARY KEY (journal, seq, number, void)
) STRICT, WITHOUT ROWID;

CREATE TABLE cursor (
    -- How far each scope was pulled.
    scope TEXT PRIMARY KEY,
    counter INTEGER NOT NULL,
    -- The running SM3 digest over the hashes of all entries up to the counter
    digest BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE report (
    -- What became of the acts of the last outage: one row, replaced at the next one.
    id INTEGER PRIMARY KEY CHECK (id = 1),
    -- The places in the journal of the first and the last entry that it is about, all between included.
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    -- JSON: how both sides stood at the end, null until then; its form is the sync engine's
    text TEXT NOT NULL,
    -- The server's time at the end of the round, RFC 3339; NULL until then
    closed_at TEXT
) STRICT;

CREATE TABLE report_act (
    -- Of the entries of the report those of which more is to be said than that they were taken in.
    -- The entry's place in the journal.
    seq INTEGER PRIMARY KEY,
    -- JSON; its form is the sync engine's
    text TEXT NOT NULL
) STRICT;

CREATE TABLE bundle_export (
    -- Exchange files that this window wrote: a reply is taken in only to one of these, and once.
    id INTEGER PRIMARY KEY,
    -- SM3 over every byte before the file's signature
    digest BLOB NOT NULL UNIQUE,
    -- The device's time, RFC 3339
    made_at TEXT NOT NULL,
    -- The last entry of each push in it, and the one before the first: JSON, [12, 1012, 1380]
    places TEXT NOT NULL,
    -- The device's time at which it no longer waited, RFC 3339; NULL while it waits
    ended_at TEXT,
    -- Whether it ended by its own reply
    answered INTEGER NOT NULL DEFAULT 0
) STRICT;
