//! Statements, each prepared once a connection; rows as tuples.

use rusqlite::{Connection, OptionalExtension as _, Params, Result, Row};

/// A tuple of columns.
pub(super) trait Columns: Sized {
    fn of(row: &Row<'_>) -> Result<Self>;
}

impl<T> Columns for T
where
    T: for<'r> TryFrom<&'r Row<'r>, Error = rusqlite::Error>,
{
    fn of(row: &Row<'_>) -> Result<Self> {
        Self::try_from(row)
    }
}

/// What statements are asked for.
pub(super) trait Sql {
    /// Every row.
    fn all<T: Columns>(&self, sql: &str, params: impl Params) -> Result<Vec<T>>;

    /// The first row, if there is one.
    fn first<T: Columns>(&self, sql: &str, params: impl Params) -> Result<Option<T>>;

    /// The one row that there always is.
    fn one<T: Columns>(&self, sql: &str, params: impl Params) -> Result<T>;

    /// How many rows it changed.
    fn change(&self, sql: &str, params: impl Params) -> Result<usize>;
}

impl Sql for Connection {
    fn all<T: Columns>(&self, sql: &str, params: impl Params) -> Result<Vec<T>> {
        self.prepare_cached(sql)?.query_map(params, T::of)?.collect()
    }

    fn first<T: Columns>(&self, sql: &str, params: impl Params) -> Result<Option<T>> {
        self.one(sql, params).optional()
    }

    fn one<T: Columns>(&self, sql: &str, params: impl Params) -> Result<T> {
        self.prepare_cached(sql)?.query_row(params, T::of)
    }

    fn change(&self, sql: &str, params: impl Params) -> Result<usize> {
        self.prepare_cached(sql)?.execute(params)
    }
}
