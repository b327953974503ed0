use super::{FILE_NAME, MIGRATIONS, Pool, SqliteRepository};
use crate::error::{During as _, ServerError};
use crate::repository::conformance::conformance;
use crate::repository::{Packs as _, StoredPack};
use rusqlite::Connection;
use rusqlite::types::Value;
use std::path::Path;
use std::sync::Mutex;
use tempfile::TempDir;

#[tokio::test]
async fn sqlite_conforms() {
    let folders = Mutex::new(Vec::new());
    conformance(|| {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("not there yet");
        folders.lock().unwrap().push(folder);
        async move { SqliteRepository::open(&path).await.unwrap() }
    })
    .await;
}

async fn pragma(pool: &Pool, name: &'static str) -> Value {
    let read = |db: &mut Connection| db.pragma_query_value(None, name, |row| row.get(0));
    pool.here(move |db| read(db).during("read a setting")).await.unwrap()
}

#[tokio::test]
async fn every_commit_is_flushed_to_a_write_ahead_log() {
    let folder = TempDir::new().unwrap();
    let repository = SqliteRepository::open(folder.path()).await.unwrap();
    let SqliteRepository { short, long, write } = &repository;
    for (pool, query_only) in [(short, 1), (long, 1), (write, 0)] {
        const FULL: i64 = 2;
        let table = [
            ("journal_mode", Value::from("wal".to_owned())),
            ("synchronous", FULL.into()),
            ("foreign_keys", 1.into()),
            ("page_size", 16_384.into()),
            ("wal_autocheckpoint", 4000.into()),
            ("busy_timeout", 10_000.into()),
            ("query_only", query_only.into()),
        ];
        for (name, wanted) in table {
            assert_eq!(pragma(pool, name).await, wanted, "{name}");
        }
    }
    assert_eq!(pragma(write, "cache_size").await, Value::from(-65_536));
}

/// In earlier ones, where one connection checkpoints just as another winds the log back, commits
/// can be left out of the file, which is then damaged: <https://sqlite.org/wal.html#walresetbug>.
#[tokio::test]
async fn sqlite_has_the_fix_of_the_wal_reset_race() {
    let folder = TempDir::new().unwrap();
    let repository = SqliteRepository::open(folder.path()).await.unwrap();
    let read = |db: &Connection| {
        db.query_row("SELECT sqlite_version()", [], |row| row.get::<_, String>(0)).during("read")
    };
    let version = repository.read(read).await.unwrap();
    let parts: Vec<u32> = version.split('.').map(|part| part.parse().unwrap()).collect();
    assert!(parts >= vec![3, 51, 3], "{version}");
}

#[tokio::test]
async fn migrations_that_were_changed_or_are_newer_are_refused() {
    let newer = "INSERT INTO migration VALUES (9999, 'of a newer program', zeroblob(32))";
    let changed = "UPDATE migration SET checksum = zeroblob(32) WHERE number = 1";
    for statement in [newer, changed] {
        let folder = TempDir::new().unwrap();
        SqliteRepository::open(folder.path()).await.unwrap().close().await;
        let raw = Connection::open(folder.path().join(FILE_NAME)).unwrap();
        raw.execute_batch(statement).unwrap();
        drop(raw);
        let refused = SqliteRepository::open(folder.path()).await;
        assert!(matches!(refused, Err(ServerError::Schema(_))), "{statement}");
    }
}

#[test]
fn no_migration_is_left_out() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let names = std::fs::read_dir(folder).unwrap();
    let mut files: Vec<_> = names.map(|f| f.unwrap().file_name().into_string().unwrap()).collect();
    files.sort();
    let known: Vec<_> = MIGRATIONS.iter().map(|m| format!("{}.sql", m.name)).collect();
    assert_eq!(files, known);
}

#[tokio::test]
async fn a_reader_cannot_write_and_needs_a_database() {
    let folder = TempDir::new().unwrap();
    assert!(SqliteRepository::open_to_read(folder.path()).await.is_err());
    let writer = SqliteRepository::open(folder.path()).await.unwrap();
    let reader = SqliteRepository::open_to_read(folder.path()).await.unwrap();
    let pack = StoredPack { text: "{}".to_owned(), signature: String::new() };
    writer.add_pack(1, &pack, chrono::DateTime::UNIX_EPOCH).await.unwrap();
    assert_eq!(reader.pack_version().await.unwrap(), 1);
    assert!(reader.add_pack(2, &pack, chrono::DateTime::UNIX_EPOCH).await.is_err());
}

#[tokio::test]
async fn what_fails_or_says_no_half_way_is_undone() {
    let folder = TempDir::new().unwrap();
    let repository = SqliteRepository::open(folder.path()).await.unwrap();
    let half = |db: &Connection| {
        db.execute("INSERT INTO scope (id, counter, digest) VALUES ('a', 1, x'00')", [])
            .map(drop)
            .during("change")
    };
    let count = |db: &Connection| {
        db.query_row("SELECT count(*) FROM scope", [], |row| row.get::<_, i64>(0)).during("count")
    };
    let failed = repository.write("fail", move |db| {
        half(db)?;
        Err::<(), _>(ServerError::NoPack)
    });
    assert!(matches!(failed.await, Err(ServerError::NoPack)));
    assert!(!repository.write_if("refuse", move |db| half(db).map(|()| false)).await.unwrap());
    assert_eq!(repository.read(count).await.unwrap(), 0);
    assert!(repository.write_if("keep", move |db| half(db).map(|()| true)).await.unwrap());
    assert_eq!(repository.read_aside(count).await.unwrap(), 1);
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_may_enter_a_folder_that_it_made() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("centre");
    SqliteRepository::open(&path).await.unwrap();
    assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o700);
}
