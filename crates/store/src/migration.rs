//! The schema: append-only SQL files, each recorded with its SM3 checksum.
//!
//! A file that was released is never edited. A database made by other files, or by a newer program,
//! is refused and left as it is.

use crate::error::{Doing as _, StoreError};
use clerk_domain::digest::Digest;
use rusqlite::{Connection, TransactionBehavior, params};

const DOING: &str = "bring the database's schema up to date";

macro_rules! migrations {
    ($($name:literal),+ $(,)?) => {
        &[$(Migration { name: $name, sql: include_str!(concat!("../migrations/", $name, ".sql")) }),+]
    };
}

/// Every migration, in order; the number of one is its place, from 1 on.
const MIGRATIONS: &[Migration] = migrations!["0001_window"];

const LEDGER: &str = "
    CREATE TABLE IF NOT EXISTS migration (
        -- Which files made this schema. A program that does not know the last one keeps out.
        number INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        -- SM3 of the file, with plain line feeds
        checksum BLOB NOT NULL
    ) STRICT;
";

struct Migration {
    name: &'static str,
    sql: &'static str,
}

impl Migration {
    /// A checkout may have turned line feeds into carriage returns and line feeds.
    fn checksum(&self) -> Digest {
        Digest::of(self.sql.replace("\r\n", "\n").as_bytes())
    }
}

/// Checks what was applied, and applies what is new, all of it or nothing.
pub fn migrate(db: &mut Connection) -> Result<(), StoreError> {
    migrate_to(db, MIGRATIONS)
}

fn migrate_to(db: &mut Connection, known: &[Migration]) -> Result<(), StoreError> {
    if applied(db, known)? == known.len() {
        return Ok(());
    }
    // Again inside the transaction: another program may have been quicker.
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate).doing(DOING)?;
    tx.execute_batch(LEDGER).doing(DOING)?;
    let done = applied(&tx, known)?;
    for (migration, number) in known.iter().zip(1..).skip(done) {
        tx.execute_batch(migration.sql).doing(DOING)?;
        let row: (i64, _, _) = (number, migration.name, migration.checksum().0);
        tx.execute("INSERT INTO migration VALUES (?, ?, ?)", row).doing(DOING)?;
    }
    tx.commit().doing(DOING)
}

/// How many of the known migrations the database has.
fn applied(db: &Connection, known: &[Migration]) -> Result<usize, StoreError> {
    if !db.table_exists(None, "migration").doing(DOING)? {
        return Ok(0);
    }
    let mut done = 0;
    let sql = "SELECT number, name, checksum FROM migration ORDER BY number";
    let mut statement = db.prepare(sql).doing(DOING)?;
    let mut rows = statement.query(params![]).doing(DOING)?;
    while let Some(row) = rows.next().doing(DOING)? {
        let number: u32 = row.get(0).doing(DOING)?;
        let name: String = row.get(1).doing(DOING)?;
        let checksum = Digest(row.get(2).doing(DOING)?);
        let Some(migration) = known.get(done) else {
            let known = u32::try_from(known.len()).unwrap_or(u32::MAX);
            return Err(StoreError::SchemaNewer { found: last(db)?, known });
        };
        done += 1;
        if usize::try_from(number) != Ok(done) || migration.checksum() != checksum {
            return Err(StoreError::MigrationChanged { name });
        }
    }
    Ok(done)
}

fn last(db: &Connection) -> Result<u32, StoreError> {
    db.query_row("SELECT max(number) FROM migration", [], |row| row.get(0)).doing(DOING)
}

#[cfg(test)]
mod tests {
    use super::{MIGRATIONS, Migration, migrate, migrate_to};
    use rusqlite::Connection;

    const A: Migration = Migration { name: "0001_a", sql: "CREATE TABLE a (x);" };
    const B: Migration = Migration { name: "0002_b", sql: "CREATE TABLE b (x);" };
    const B_EDITED: Migration = Migration { name: "0002_b", sql: "CREATE TABLE b (x, y);" };
    const B_CRLF: Migration = Migration { name: "0001_a", sql: "CREATE TABLE a (x);\r\n" };
    const B_LF: Migration = Migration { name: "0001_a", sql: "CREATE TABLE a (x);\n" };
    const BROKEN: Migration = Migration { name: "0002_b", sql: "CREATE TABLE c (x); nonsense;" };

    #[test]
    fn each_migration_runs_once_and_in_order() {
        let mut db = Connection::open_in_memory().unwrap();
        migrate_to(&mut db, &[A]).unwrap();
        migrate_to(&mut db, &[A, B]).unwrap();
        migrate_to(&mut db, &[A, B]).unwrap();
        assert!(db.table_exists(None, "b").unwrap());
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        let table: [(&[Migration], &[Migration], &str); 4] = [
            (&[A, B], &[A], "schema_newer"),
            (&[A, B], &[A, B_EDITED], "migration_changed"),
            (&[A, B], &[B, A], "migration_changed"),
            (&[A], &[A, BROKEN], "database_failed"),
        ];
        for (made, known, code) in table {
            let mut db = Connection::open_in_memory().unwrap();
            migrate_to(&mut db, made).unwrap();
            assert_eq!(migrate_to(&mut db, known).unwrap_err().code(), code);
            assert!(!db.table_exists(None, "c").unwrap(), "a half-done migration stayed");
            migrate_to(&mut db, made).unwrap();
        }
    }

    #[test]
    fn line_ends_of_a_checkout_do_not_matter() {
        assert_eq!(B_CRLF.checksum(), B_LF.checksum());
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
        let released = ["03258119"];
        assert_eq!(checksums, released);
    }
}
