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
const MIGRATIONS: &[Migration] = migrations![
    "0001_meta",
    "0002_person",
    "0003_journal",
    "0004_foreign_entry",
    "0005_case_file",
    "0006_case_search",
    "0007_draft",
    "0008_number_block",
    "0009_print_job",
    "0010_cursor",
    "0011_branch",
    "0012_number_seal",
    "0013_report",
    "0014_report_act",
    "0015_bundle_export",
    "0016_void_licence",
    "0017_number_return",
    "0018_papers",
];

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

    #[test]
    fn the_print_ledger_moves_into_the_rows_of_its_cases() {
        let mut db = Connection::open_in_memory().unwrap();
        migrate_to(&mut db, &MIGRATIONS[..17]).unwrap();
        for row in 1..=2 {
            let sql = "INSERT INTO case_file (row, case_id, number, window, item, state, closed, \
                       applicant, applicant_number, day, received_ms, updated_ms, fee_open, \
                       conflict, entries) \
                       VALUES (?1, CAST(?1 AS BLOB), '', '', '', 'issued', 0, '', '', 0, 0, 0, 0, 0, '[]')";
            db.execute(sql, [row]).unwrap();
        }
        db.execute_batch(
            "INSERT INTO print_job VALUES (1, 'licence', 1, 0, 'sent', 7);
             INSERT INTO print_job VALUES (1, 'licence', 0, 0, 'spoiled', 5);
             INSERT INTO print_job VALUES (1, 'materials_receipt', 0, 1, 'confirmed', 3);",
        )
        .unwrap();
        migrate(&mut db).unwrap();
        let expected = [
            r#"[["licence",0,0,"spoiled",5],["licence",1,0,"sent",7],["materials_receipt",0,1,"confirmed",3]]"#,
            "[]",
        ];
        for (row, expected) in (1..).zip(expected) {
            let sql = "SELECT papers FROM case_file WHERE row = ?";
            let papers: String = db.query_row(sql, [row], |row| row.get(0)).unwrap();
            assert_eq!(papers, expected);
        }
        assert!(!db.table_exists(None, "print_job").unwrap());
    }

    /// What was released is never edited: a new line belongs here with each new file, and no old
    /// line changes.
    #[test]
    fn released_files_are_unchanged() {
        let checksums: Vec<_> = MIGRATIONS.iter().map(|m| m.checksum().short()).collect();
        let released = [
            "16b180b5", "ea38ce37", "cbad09fc", "c1fefab1", "a4103d77", "4935a5d0", "88fbc54a",
            "1457d41b", "11cf0dfc", "04dd8f8b", "a8784eb7", "ee5e896c", "2dc8bbf6", "50b84b05",
            "7b79fc17", "f321832f", "1cb5661f", "7e1331da",
        ];
        assert_eq!(checksums, released);
    }
}
