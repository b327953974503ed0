//! Opening the encrypted file, and what every connection to it is set to.

use crate::error::{Doing as _, StoreError};
use crate::key::DatabaseKey;
use rusqlite::{Connection, ErrorCode};
use std::path::Path;
use std::sync::Once;
use std::time::Duration;

/// How long a connection waits for another program's transaction. An act takes milliseconds.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// What each connection is set to as well, once the key is given.
///
/// FAST secure_delete: what is deleted is wiped where that costs no further write; all is encrypted.
const SETTINGS: &str = "
    PRAGMA temp_store = MEMORY;
    PRAGMA secure_delete = FAST;
    PRAGMA trusted_schema = OFF;
    PRAGMA cache_size = -8000;
    PRAGMA journal_size_limit = 33554432;
";

/// Each page is sealed with it, at each reading and writing. Processors have instructions for SHA-256 and
/// seldom for SHA-512, SQLCipher's own choice, which takes twice as long.
const PAGE_SEAL: &str = "PRAGMA cipher_hmac_algorithm = HMAC_SHA256";

/// SQLite counts itself as initialised before SQLCipher's part of it is, so that of several threads
/// that open their first connection at once some would find no cipher. Here one goes first.
fn wait_for_the_cipher() {
    const TRIES: u32 = 200;
    const BETWEEN: Duration = Duration::from_millis(5);
    static READY: Once = Once::new();
    READY.call_once(|| {
        let works = || Connection::open_in_memory()?.execute_batch("PRAGMA key = 'any'");
        for _ in 0..TRIES {
            if works().is_ok() {
                return;
            }
            std::thread::sleep(BETWEEN);
        }
    });
}

/// Opens a connection to a file that is there.
pub fn open(path: &Path, key: &DatabaseKey) -> Result<Connection, StoreError> {
    const DOING: &str = "open the database";
    if !path.exists() {
        return Err(StoreError::Missing { path: path.to_owned() });
    }
    wait_for_the_cipher();
    let db = clerk_sqlite::open(path, BUSY_TIMEOUT).doing(DOING)?;
    db.execute_batch(&key.pragma()).doing(DOING)?;
    db.execute_batch(PAGE_SEAL).doing(DOING)?;
    // Faults come back as errors; SQLCipher would write them to stderr as well.
    db.execute_batch("PRAGMA cipher_log_level = NONE").doing(DOING)?;
    match db.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())) {
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::NotADatabase) => {
            return Err(wrong_key_or_damaged(&db, path));
        }
        read => read.doing(DOING)?,
    }
    clerk_sqlite::keep_what_is_committed(&db).doing(DOING)?;
    db.execute_batch(SETTINGS).doing(DOING)?;
    Ok(db)
}

/// The first page does not open. Where no page at all opens, the key is another one; where some do,
/// the key is right and the file is damaged.
fn wrong_key_or_damaged(db: &Connection, path: &Path) -> StoreError {
    const CIPHER_PAGE_BYTES: u64 = 4096;
    let pages = path.metadata().map_or(0, |meta| meta.len() / CIPHER_PAGE_BYTES);
    match cipher_faults(db) {
        Ok(faults) if pages > 1 && (faults.len() as u64) < pages => {
            StoreError::damaged(faults.into_iter().next().unwrap_or_default())
        }
        Ok(_) | Err(_) => StoreError::KeyWrong { path: path.to_owned() },
    }
}

/// The pages that do not open under the key, in SQLCipher's words.
pub fn cipher_faults(db: &Connection) -> Result<Vec<String>, StoreError> {
    const DOING: &str = "check the encryption";
    let mut statement = db.prepare("PRAGMA cipher_integrity_check").doing(DOING)?;
    let rows = statement.query_map([], |row| row.get(0)).doing(DOING)?;
    rows.collect::<rusqlite::Result<_>>().doing(DOING)
}

#[cfg(test)]
mod tests {
    use crate::{DatabaseKey, Store};

    /// In earlier ones, where one connection checkpoints just as another winds the log back, commits
    /// can be left out of the file, which is then damaged: <https://sqlite.org/wal.html#walresetbug>.
    #[test]
    fn sqlite_has_the_fix_of_the_wal_reset_race() {
        let folder = tempfile::tempdir().unwrap();
        let key = DatabaseKey::from_bytes([7; 32]);
        let store = Store::create(&folder.path().join("window.db"), &key).unwrap();
        let read = "SELECT sqlite_version()";
        let version: String = store.db.query_row(read, [], |row| row.get(0)).unwrap();
        let parts: Vec<u32> = version.split('.').map(|part| part.parse().unwrap()).collect();
        assert!(parts >= vec![3, 51, 3], "{version}");
    }
}
