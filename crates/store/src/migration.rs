//! The window's schema; `clerk-sqlite` says how it comes into a database.

use crate::error::StoreError;
use clerk_sqlite::{Migration, SchemaError};
use rusqlite::Connection;

/// Every migration, in order.
const MIGRATIONS: &[Migration] = clerk_sqlite::migrations!["0001_window"];

/// Checks what was applied, and applies what is new, all of it or nothing.
pub fn migrate(db: &mut Connection) -> Result<(), StoreError> {
    clerk_sqlite::migrate(db, MIGRATIONS).map_err(StoreError::from)
}

impl From<SchemaError> for StoreError {
    fn from(error: SchemaError) -> Self {
        match error {
            SchemaError::Newer { found, known } => Self::SchemaNewer { found, known },
            SchemaError::Changed(name) => Self::MigrationChanged { name },
            SchemaError::Database(source) => {
                Self::sqlite("bring the database's schema up to date", source)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MIGRATIONS, migrate};
    use rusqlite::Connection;

    #[test]
    fn each_refusal_has_its_code() {
        let newer = "INSERT INTO migration VALUES (99, '0099_newer', zeroblob(32))";
        let changed = "UPDATE migration SET checksum = zeroblob(32) WHERE number = 1";
        let lost = "DROP TABLE migration";
        let table =
            [(newer, "schema_newer"), (changed, "migration_changed"), (lost, "database_failed")];
        for (statement, code) in table {
            let mut db = Connection::open_in_memory().unwrap();
            migrate(&mut db).unwrap();
            db.execute_batch(statement).unwrap();
            assert_eq!(migrate(&mut db).unwrap_err().code(), code);
        }
    }

    #[test]
    fn the_files_are_numbered_without_a_gap_and_none_is_left_out() {
        let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
        let mut files: Vec<String> = std::fs::read_dir(dir)
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        files.sort();
        let known: Vec<_> = MIGRATIONS.iter().map(|m| format!("{}.sql", m.name)).collect();
        assert_eq!(files, known);
        for (name, number) in known.iter().zip(1..) {
            assert!(name.starts_with(&format!("{number:04}_")), "{name}");
        }
        migrate(&mut Connection::open_in_memory().unwrap()).unwrap();
    }

    /// What was released is never edited: a new line belongs here with each new file, and no old
    /// line changes.
    #[test]
    fn released_files_are_unchanged() {
        let checksums: Vec<_> = MIGRATIONS.iter().map(|m| m.checksum().short()).collect();
        let released = ["48bbc315"];
        assert_eq!(checksums, released);
    }
}
