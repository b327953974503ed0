//! One connection to a file.

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::time::Duration;

/// Room for every statement of either end.
const STATEMENTS: usize = 128;

/// FULL: what is acknowledged survives a power cut (WAL alone loses the last commits).
/// 4,000 pages between checkpoints (16 MiB at a window, 64 MiB at the centre, whose pages are larger):
/// each costs two more syncs, and should come rarely inside a burst.
const SETTINGS: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;
    PRAGMA wal_autocheckpoint = 4000;
";

/// Opens a file that is there, for one thread at a time. It waits so long for another program's
/// transaction. What is set before the first page is read, such as a key, the caller sets next; then
/// it calls [`keep_what_is_committed`].
///
/// # Errors
/// Whatever SQLite says, also where there is no file.
pub fn open(path: &Path, busy_timeout: Duration) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags)?;
    db.busy_timeout(busy_timeout)?;
    db.set_prepared_statement_cache_capacity(STATEMENTS);
    // A plan that depends on the values bound is made anew for each of them, which takes longer than
    // most of the statements do; there are no statistics that would make it another one.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(db)
}

/// Sets what both ends rest on: a commit is on the disk, readers and the writer do not wait for one
/// another, and keys refer to what is there.
///
/// # Errors
/// Whatever SQLite says.
pub fn keep_what_is_committed(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch(SETTINGS)
}

#[cfg(test)]
mod tests {
    use super::{keep_what_is_committed, open};
    use rusqlite::StatementStatus;
    use rusqlite::types::Value;
    use std::time::Duration;
    use tempfile::TempDir;

    #[test]
    fn every_commit_is_flushed_to_a_write_ahead_log() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("a.db");
        assert!(open(&path, Duration::ZERO).is_err(), "made a file that was not there");
        std::fs::File::create(&path).unwrap();
        let db = open(&path, Duration::from_millis(70)).unwrap();
        keep_what_is_committed(&db).unwrap();
        const FULL: i64 = 2;
        let table = [
            ("journal_mode", Value::from("wal".to_owned())),
            ("synchronous", FULL.into()),
            ("foreign_keys", 1.into()),
            ("wal_autocheckpoint", 4000.into()),
            ("busy_timeout", 70.into()),
        ];
        for (pragma, wanted) in table {
            let set: Value = db.pragma_query_value(None, pragma, |row| row.get(0)).unwrap();
            assert_eq!(set, wanted, "{pragma}");
        }
    }
    #[test]
    fn a_statement_is_prepared_once_for_all_values() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("a.db");
        std::fs::File::create(&path).unwrap();
        let db = open(&path, Duration::ZERO).unwrap();
        db.execute_batch("CREATE TABLE t (a INTEGER, b INTEGER); CREATE INDEX ta ON t (a)")
            .unwrap();
        let mut statement = db.prepare("SELECT b FROM t WHERE a > ? AND a < ?").unwrap();
        for from in 0..3 {
            assert!(!statement.exists((from, from + 9)).unwrap());
        }
        assert_eq!(statement.get_status(StatementStatus::RePrepare), 0);
    }
}
