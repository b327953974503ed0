use super::{FILE_NAME, SqliteRepository};
use crate::error::ServerError;
use crate::repository::conformance::conformance;
use crate::repository::{Packs as _, StoredPack};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool};
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

async fn raw(folder: &Path) -> SqlitePool {
    let options = SqliteConnectOptions::new().filename(folder.join(FILE_NAME));
    SqlitePool::connect_with(options).await.unwrap()
}

#[tokio::test]
async fn every_commit_is_flushed_to_a_write_ahead_log() {
    let folder = TempDir::new().unwrap();
    let repository = SqliteRepository::open(folder.path()).await.unwrap();
    let pragma = async |name: &'static str| -> String {
        let text = sqlx::AssertSqlSafe(format!("SELECT CAST({name} AS TEXT) FROM pragma_{name}"));
        sqlx::query_scalar(text).fetch_one(&repository.write).await.unwrap()
    };
    assert_eq!(pragma("journal_mode").await, "wal");
    const FULL: &str = "2";
    assert_eq!(pragma("synchronous").await, FULL);
}

#[tokio::test]
async fn migrations_that_were_changed_or_are_newer_are_refused() {
    let newer = "INSERT INTO _sqlx_migrations
                 (version, description, success, checksum, execution_time)
                 VALUES (9999, 'of a newer program', true, x'00', 0)";
    let changed = "UPDATE _sqlx_migrations SET checksum = x'00' WHERE version = 1";
    for statement in [newer, changed] {
        let folder = TempDir::new().unwrap();
        SqliteRepository::open(folder.path()).await.unwrap().close().await;
        let pool = raw(folder.path()).await;
        sqlx::query(statement).execute(&pool).await.unwrap();
        pool.close().await;
        let refused = SqliteRepository::open(folder.path()).await;
        assert!(matches!(refused, Err(ServerError::Schema(_))), "{statement}");
    }
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

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_may_enter_a_folder_that_it_made() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("centre");
    SqliteRepository::open(&path).await.unwrap();
    assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o700);
}
