//! Many rows in few statements.

use crate::error::During as _;
use crate::repository::Result;
use sqlx::query::Query;
use sqlx::sqlite::{SqliteArguments, SqliteConnection};
use sqlx::{AssertSqlSafe, Sqlite};

/// Rows in one statement. The rest of a list goes row by row, so that a table has two statements in
/// all, both prepared once.
const TOGETHER: usize = 64;

/// How rows of a table are inserted.
pub(super) struct Insert {
    /// For an error.
    pub during: &'static str,
    /// Up to `VALUES`.
    pub head: &'static str,
    /// How many columns.
    pub columns: usize,
    /// After the values.
    pub tail: &'static str,
}

/// A statement whose values are still to be bound.
pub(super) type Statement = Query<'static, Sqlite, SqliteArguments>;

impl Insert {
    /// Inserts rows and says how many; `bind` binds one row's columns in order.
    pub(super) async fn all<T>(
        &self,
        connection: &mut SqliteConnection,
        rows: Vec<T>,
        bind: impl Fn(Statement, T) -> Statement,
    ) -> Result<u64> {
        let mut rows = rows.into_iter();
        let mut inserted = 0;
        while rows.len() > 0 {
            let count = if rows.len() < TOGETHER { 1 } else { TOGETHER };
            // Only constants of this program go into the text.
            let statement = sqlx::query(AssertSqlSafe(self.text(count)));
            let statement = rows.by_ref().take(count).fold(statement, &bind);
            let done = statement.execute(&mut *connection).await.during(self.during)?;
            inserted += done.rows_affected();
        }
        Ok(inserted)
    }

    fn text(&self, rows: usize) -> String {
        let row = format!("({})", vec!["?"; self.columns].join(","));
        format!("{} VALUES {} {}", self.head, vec![row; rows].join(","), self.tail)
    }
}
