//! A schema: append-only SQL files, each recorded with its SM3 checksum.
//!
//! A file that was released is never edited. A database made by other files, or by a newer program,
//! is refused and left as it is.

use clerk_domain::digest::Digest;
use rusqlite::{Connection, TransactionBehavior};

const LEDGER: &str = "
    CREATE TABLE IF NOT EXISTS migration (
        -- Which files made this schema. A program that does not know the last one keeps out.
        number INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        -- SM3 of the file, with plain line feeds
        checksum BLOB NOT NULL
    ) STRICT;
";

/// One file; the number of a migration is its place among all, from 1 on.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// The file's name without its ending, such as `0001_window`.
    pub name: &'static str,
    /// What the file holds.
    pub sql: &'static str,
}

/// The files of these names in the calling package's folder `migrations`, in order.
#[macro_export]
macro_rules! migrations {
    ($($name:literal),+ $(,)?) => {
        &[$($crate::Migration {
            name: $name,
            sql: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/", $name, ".sql")),
        }),+]
    };
}

/// The schema is not one that this program can use. The database was left as it is.
#[derive(Debug, thiserror::Error)]
pub enum SchemaError {
    /// A newer program was here.
    #[error("the database has schema {found}, this program knows {known}")]
    Newer {
        /// The last migration in the database.
        found: u32,
        /// The last one of this program.
        known: u32,
    },
    /// The database was made by another file.
    #[error("migration {0} is not the one that made this database")]
    Changed(String),
    /// The database did not answer as it should.
    #[error(transparent)]
    Database(#[from] rusqlite::Error),
}

type Result<T> = std::result::Result<T, SchemaError>;

impl Migration {
    /// What is recorded of the file. A checkout may have turned line feeds into carriage returns and
    /// line feeds.
    pub fn checksum(&self) -> Digest {
        Digest::of(self.sql.replace("\r\n", "\n").as_bytes())
    }
}

/// Checks what was applied, and applies what is new, all of it or nothing.
///
/// # Errors
/// [`SchemaError`].
pub fn migrate(db: &mut Connection, known: &[Migration]) -> Result<()> {
    if applied(db, known)? == known.len() {
        return Ok(());
    }
    // Again inside the transaction: another program may have been quicker.
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    tx.execute_batch(LEDGER)?;
    let done = applied(&tx, known)?;
    for (migration, number) in known.iter().zip(1..).skip(done) {
        tx.execute_batch(migration.sql)?;
        let row: (i64, _, _) = (number, migration.name, migration.checksum().0);
        tx.execute("INSERT INTO migration VALUES (?, ?, ?)", row)?;
    }
    tx.commit()?;
    Ok(())
}

/// How many of the known migrations the database has.
fn applied(db: &Connection, known: &[Migration]) -> Result<usize> {
    if !db.table_exists(None, "migration")? {
        return Ok(0);
    }
    let mut done = 0;
    let mut statement =
        db.prepare("SELECT number, name, checksum FROM migration ORDER BY number")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (number, name, checksum): (u32, String, [u8; 32]) = row.try_into()?;
        let Some(migration) = known.get(done) else {
            let known = u32::try_from(known.len()).unwrap_or(u32::MAX);
            return Err(SchemaError::Newer { found: last(db)?, known });
        };
        done += 1;
        if usize::try_from(number) != Ok(done) || migration.checksum() != Digest(checksum) {
            return Err(SchemaError::Changed(name));
        }
    }
    Ok(done)
}

fn last(db: &Connection) -> Result<u32> {
    Ok(db.query_row("SELECT max(number) FROM migration", [], |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use super::{Migration, SchemaError, migrate};
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
        migrate(&mut db, &[A]).unwrap();
        migrate(&mut db, &[A, B]).unwrap();
        migrate(&mut db, &[A, B]).unwrap();
        assert!(db.table_exists(None, "b").unwrap());
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        let kind = |error: SchemaError| match error {
            SchemaError::Newer { found: 2, known: 1 } => "newer",
            SchemaError::Changed(name) if name == "0001_a" || name == "0002_b" => "changed",
            SchemaError::Newer { .. } | SchemaError::Changed(_) => "wrongly told",
            SchemaError::Database(_) => "database",
        };
        let table: [(&[Migration], &[Migration], &str); 4] = [
            (&[A, B], &[A], "newer"),
            (&[A, B], &[A, B_EDITED], "changed"),
            (&[A, B], &[B, A], "changed"),
            (&[A], &[A, BROKEN], "database"),
        ];
        for (made, known, refused) in table {
            let mut db = Connection::open_in_memory().unwrap();
            migrate(&mut db, made).unwrap();
            assert_eq!(kind(migrate(&mut db, known).unwrap_err()), refused);
            assert!(!db.table_exists(None, "c").unwrap(), "a half-done migration stayed");
            migrate(&mut db, made).unwrap();
        }
    }

    #[test]
    fn line_ends_of_a_checkout_do_not_matter() {
        assert_eq!(B_CRLF.checksum(), B_LF.checksum());
    }
}
