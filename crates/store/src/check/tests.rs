use crate::sample::{
    Elsewhere, Window, accepted, act, block, case_id, digest, issued, key, now, received, scope,
};
use crate::{PulledEntry, Store, StoreError};
use clerk_domain::digest::Digest;
use clerk_domain::number::{self, Suffix};
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use std::path::Path;

/// A window with two cases of its own and one of another window.
fn window() -> Window {
    let mut window = Window::new("shangwu-03");
    for n in 1..3 {
        act(&mut window, case_id(n), received(&format!("n-{n}"), "徐州示例贸易有限公司")).unwrap();
        act(&mut window, case_id(n), accepted()).unwrap();
        act(&mut window, case_id(n), issued(&format!("SWWZ-{n}"))).unwrap();
    }
    let mut elsewhere = Elsewhere::new("shangwu-04");
    elsewhere.act(case_id(3), received("n-3", "单示例"));
    elsewhere.act(case_id(3), accepted());
    window.apply_pulled(&scope(), &elsewhere.entries, digest(&elsewhere.entries)).unwrap();
    window
}

#[test]
fn tampering_by_somebody_who_has_the_key_is_found() {
    let untrigger = "DROP TRIGGER journal_unchanged; DROP TRIGGER journal_undeleted;
                     DROP TRIGGER foreign_entry_unchanged; DROP TRIGGER foreign_entry_undeleted;";
    let table = [
        ("journal_broken", "UPDATE journal SET text = replace(text, 'wang', 'wong') WHERE seq = 2"),
        ("journal_broken", "UPDATE journal SET hash = zeroblob(32) WHERE seq = 6"),
        ("journal_broken", "UPDATE journal SET text = '{}' WHERE seq = 1"),
        ("journal_broken", "DELETE FROM journal WHERE seq = 3"),
        ("journal_broken", "DELETE FROM journal WHERE seq > 4"),
        ("journal_broken", "UPDATE foreign_entry SET text = replace(text, '单', '王')"),
        ("journal_broken", "UPDATE foreign_entry SET hash = zeroblob(32) WHERE seq = 1"),
        ("database_damaged", "UPDATE case_file SET number = 'n-9' WHERE row = 1"),
        ("database_damaged", "UPDATE case_file SET state = 'accepted' WHERE row = 1"),
        ("database_damaged", "UPDATE case_file SET licence = 'SWWZ-9' WHERE row = 1"),
        ("database_damaged", "UPDATE case_file SET conflict = 1 WHERE row = 3"),
        ("database_damaged", "UPDATE case_file SET entries = '[]' WHERE row = 1"),
        (
            "database_damaged",
            "UPDATE case_file SET entries = '[[\"shangwu-03\",[1,2]]]' WHERE row = 1",
        ),
        ("database_damaged", "DELETE FROM case_file WHERE row = 1"),
        ("database_damaged", "DELETE FROM foreign_entry WHERE seq = 2"),
    ];
    for (code, tamper) in table {
        let mut window = window();
        window.acknowledge(6).unwrap();
        let report = window.check().unwrap();
        assert_eq!((report.entries, report.foreign_entries, report.cases), (6, 2, 3));
        window.db.execute_batch(&format!("{untrigger}{tamper}")).unwrap();
        let error = window.check().expect_err(tamper);
        assert_eq!(error.code(), code, "{tamper}: {error}");
    }
}

#[test]
fn an_entry_rewritten_together_with_its_hash_breaks_the_next_ones_link() {
    for table in ["journal", "foreign_entry"] {
        let window = window();
        let sql = format!("SELECT text FROM {table} WHERE seq = 1");
        let text: String = window.db.query_row(&sql, [], |row| row.get(0)).unwrap();
        let text = text.replace("wang", "wong");
        let hash = Digest::of(text.as_bytes()).0;
        window.db.execute_batch(&format!("DROP TRIGGER {table}_unchanged")).unwrap();
        let sql = format!("UPDATE {table} SET text = ?, hash = ? WHERE seq = 1");
        window.db.execute(&sql, (text, hash)).unwrap();
        assert_eq!(window.check().unwrap_err().code(), "journal_broken", "{table}");
    }
}

/// A window with numbers given in this instance and in one that it lost.
fn window_with_numbers() -> Window {
    let number = |place| number::format(&"SWWZ".into(), 2026, place, Suffix::from_random(place));
    let whole = |window: &mut Window, n: u128, place: u32| {
        let acts = [received(&format!("n-{n}"), "示例"), accepted(), issued(&number(place))];
        acts.map(|a| act(window, case_id(n), a).unwrap())
    };
    let mut window = Window::new("shangwu-03");
    let mut lost = Window::new("shangwu-03");
    for window in [&mut window, &mut lost] {
        window.add_block(&block(1, 1, 20)).unwrap();
        window.add_block(&block(2, 41, 60)).unwrap();
    }
    let mut take = window.begin_act().unwrap();
    for _ in 0..5 {
        take.take_number(&"SWWZ".into(), 2026).unwrap();
    }
    take.commit().unwrap();
    for n in 1..=5 {
        whole(&mut window, n, u32::try_from(n).unwrap());
    }
    let entries: Vec<_> = (6..=8).flat_map(|n| whole(&mut lost, n, n as u32 - 2)).collect();
    let pulled = entries.iter().zip(1..).map(|(sealed, counter)| PulledEntry {
        counter,
        journal: "shangwu-03".into(),
        seq: sealed.entry.seq,
        sealed: Some(sealed.clone()),
    });
    let pulled: Vec<_> = pulled.collect();
    assert!(window.apply_pulled(&scope(), &pulled, digest(&pulled)).unwrap());
    window
}

#[test]
fn a_thousand_changed_bytes_are_each_found_and_named() {
    const CHANGES: u64 = 1000;
    let only = std::env::var("CLERK_SEED").ok().and_then(|text| text.parse().ok());
    let window = window_with_numbers();
    window.check().unwrap();
    let untrigger = "DROP TRIGGER journal_unchanged; DROP TRIGGER foreign_entry_unchanged;";
    window.db.execute_batch(untrigger).unwrap();
    let columns = [
        ("journal", "text"),
        ("journal", "hash"),
        ("foreign_entry", "text"),
        ("foreign_entry", "hash"),
        ("number_block", "series"),
        ("number_block", "year"),
        ("number_block", "first"),
        ("number_block", "last"),
        ("number_block", "next"),
    ];
    for seed in only.map_or(0..CHANGES, |seed: u64| seed..seed + 1) {
        let mut rng = StdRng::seed_from_u64(seed);
        let (table, column) = columns[rng.random_range(0..columns.len())];
        let rows: i64 = window
            .db
            .query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))
            .unwrap();
        let rowid: i64 = window
            .db
            .query_row(
                &format!("SELECT rowid FROM {table} LIMIT 1 OFFSET ?"),
                [rng.random_range(0..rows)],
                |row| row.get(0),
            )
            .unwrap();
        let place = Place { table, column, rowid };
        let before = place.read(&window);
        if place.change(&window, &before, &mut rng) {
            let error = window.check().expect_err(&format!("CLERK_SEED={seed}: {table}.{column}"));
            let said = error.to_string();
            let named = said.contains("entry") || said.contains("number block");
            assert!(named, "CLERK_SEED={seed}: {said}");
        }
        assert!(place.write(&window, &before));
    }
    window.check().unwrap();
}

struct Place<'a> {
    table: &'a str,
    column: &'a str,
    rowid: i64,
}

impl Place<'_> {
    fn read(&self, window: &Window) -> Vec<u8> {
        let Self { table, column, rowid } = self;
        let sql = format!("SELECT CAST({column} AS BLOB) FROM {table} WHERE rowid = ?");
        window.db.query_row(&sql, [rowid], |row| row.get(0)).unwrap()
    }

    /// `false` where the table itself refuses it.
    fn write(&self, window: &Window, bytes: &[u8]) -> bool {
        let Self { table, column, rowid } = self;
        let kind = match *column {
            "text" | "series" => "TEXT",
            "hash" => "BLOB",
            _ => "INTEGER",
        };
        let sql = format!("UPDATE {table} SET {column} = CAST(? AS {kind}) WHERE rowid = ?");
        window.db.execute(&sql, (bytes, rowid)).is_ok()
    }

    fn change(&self, window: &Window, before: &[u8], rng: &mut StdRng) -> bool {
        let mut bytes = before.to_vec();
        let at = rng.random_range(0..bytes.len());
        bytes[at] = match self.column {
            "text" | "hash" | "series" => bytes[at] ^ (1 << rng.random_range(0..6)),
            _ => b'1' + (bytes[at] - b'0' + rng.random_range(0..8)) % 9,
        };
        bytes != before && self.write(window, &bytes)
    }
}

#[test]
fn the_journal_is_append_only_even_to_a_stray_statement() {
    let window = window();
    for sql in [
        "UPDATE journal SET text = ''",
        "DELETE FROM journal",
        "UPDATE foreign_entry SET seq = 9",
        "DELETE FROM foreign_entry",
    ] {
        let error = window.db.execute_batch(sql).unwrap_err().to_string();
        assert!(error.contains("a journal entry"), "{error}");
    }
    window.check().unwrap();
}

#[test]
fn a_start_verifies_what_the_server_does_not_hold_yet() {
    let mut window = window();
    assert_eq!(window.verify_journal(0).unwrap(), window.chain().unwrap());
    assert_eq!(window.verify_journal(6).unwrap(), window.chain().unwrap());
    window.acknowledge(3).unwrap();
    let tamper = "DROP TRIGGER journal_unchanged;
                  UPDATE journal SET text = replace(text, 'wang', 'wong') WHERE seq = 5";
    window.db.execute_batch(tamper).unwrap();
    assert_eq!(window.verify_journal(3).unwrap_err().code(), "journal_broken");
    assert_eq!(window.verify_journal(5).unwrap(), window.chain().unwrap());
}

#[test]
fn acknowledgements_move_inside_the_journal() {
    let mut window = window();
    assert_eq!(window.entries_after(window.acknowledged().unwrap(), 2).unwrap().len(), 2);
    window.acknowledge(4).unwrap();
    window.acknowledge(2).unwrap();
    assert_eq!((window.acknowledged().unwrap(), window.outbox_count().unwrap()), (4, 2));
    let unsent = window.entries_after(window.acknowledged().unwrap(), 100).unwrap();
    assert_eq!(unsent.iter().map(|row| row.seq).collect::<Vec<_>>(), [5, 6]);
    assert_eq!(window.journal_hash(6).unwrap(), Some(unsent[1].hash));
    assert_eq!(window.acknowledge(7).unwrap_err().code(), "acknowledged_ahead");
    window.lower_acknowledged(1).unwrap();
    window.lower_acknowledged(3).unwrap();
    assert_eq!(window.acknowledged().unwrap(), 1);
}

fn open(path: &Path) -> Result<Store, StoreError> {
    Store::open(path, &key())
}

#[test]
fn a_wrong_key_a_damaged_file_and_none_are_told_apart() {
    let window = window();
    let (path, dir) = (window.path(), window.dir);
    drop(window.store);
    let other = crate::DatabaseKey::from_bytes([8; 32]);
    assert_eq!(Store::open(&path, &other).unwrap_err().code(), "key_wrong");
    assert_eq!(Store::create(&path, &key()).unwrap_err().code(), "database_exists");
    let nowhere = dir.path().join("nowhere.db");
    assert_eq!(open(&nowhere).unwrap_err().code(), "database_missing");
    assert!(!nowhere.exists());

    let good = std::fs::read(&path).unwrap();
    for page in 0..good.len() / 4096 {
        let mut bad = good.clone();
        bad[page * 4096 + 2000] ^= 1;
        std::fs::write(&path, &bad).unwrap();
        let error = open(&path).and_then(|store| store.check()).unwrap_err();
        assert_eq!(error.code(), "database_damaged", "page {}: {error}", page + 1);
        assert_eq!(std::fs::read(&path).unwrap(), bad, "left as it was");
    }
    std::fs::write(&path, &good[..good.len() - 3 * 4096]).unwrap();
    let error = open(&path).and_then(|store| store.check()).unwrap_err();
    assert_eq!(error.code(), "database_damaged", "{error}");
    std::fs::write(&path, good.iter().map(|byte| byte ^ 0x55).collect::<Vec<_>>()).unwrap();
    assert_eq!(open(&path).unwrap_err().code(), "key_wrong");
    std::fs::write(&path, &good).unwrap();
    open(&path).unwrap().check().unwrap();
}

#[test]
fn reading_a_damaged_page_says_so() {
    let mut window = window();
    for n in 10..40 {
        act(&mut window, case_id(n), received(&format!("n-{n}"), "示例")).unwrap();
    }
    let (path, _dir) = (window.path(), window.dir);
    drop(window.store);
    let mut bytes = std::fs::read(&path).unwrap();
    for page in 5..bytes.len() / 4096 {
        bytes[page * 4096 + 2000] ^= 1;
    }
    std::fs::write(&path, bytes).unwrap();
    let read = open(&path).and_then(|store| {
        store.entries_after(store.acknowledged()?, 100)?;
        store.list(&crate::CaseFilter::newest(100))
    });
    let error = read.unwrap_err();
    assert_eq!(error.code(), "database_damaged", "{error:?}");
}

#[test]
fn nothing_lies_in_the_file_in_the_clear() {
    let mut window = window();
    window.save_draft("d", "{\"applicant\":\"徐州示例贸易有限公司\"}", now()).unwrap();
    let plain = ["徐州示例贸易有限公司", "SQLite format 3", "shangwu", "CREATE TABLE", "SWWZ"];
    let mut looked_at = 0;
    for file in std::fs::read_dir(window.dir.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        looked_at += bytes.len();
        for text in plain {
            let found = bytes.windows(text.len()).any(|part| part == text.as_bytes());
            assert!(!found, "{text}");
        }
    }
    assert!(looked_at > 100_000, "{looked_at}");
}

#[test]
fn each_connection_is_set_so_that_a_power_cut_loses_nothing() {
    let window = window();
    let setting = |name: &str| -> String {
        let sql = format!("SELECT CAST({name} AS TEXT) FROM pragma_{name}");
        window.db.query_row(&sql, [], |row| row.get(0)).unwrap()
    };
    assert_eq!(setting("journal_mode"), "wal");
    assert_eq!(setting("synchronous"), "2");
    assert_eq!(setting("foreign_keys"), "1");
    let version: String =
        window.db.query_row("PRAGMA cipher_version", [], |row| row.get(0)).unwrap();
    assert!(version.starts_with('4'), "{version}");
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read_the_database() {
    use std::os::unix::fs::PermissionsExt as _;
    let window = window();
    for file in std::fs::read_dir(window.dir.path()).unwrap() {
        let file = file.unwrap();
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o077, 0, "{file:?}");
    }
}

#[test]
fn a_creation_that_was_cut_is_finished_by_opening() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("window.db");
    std::fs::write(&path, "").unwrap();
    let store = open(&path).unwrap();
    assert_eq!(store.check().unwrap(), crate::CheckReport::default());
    assert_eq!(store.chain().unwrap_err().code(), "not_enrolled");
}
