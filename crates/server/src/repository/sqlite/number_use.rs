//! Table `number_use`: the numbers on acts. It changes in the same transaction as the journal.

use super::SqliteRepository;
use super::codec::{json_list, number};
use super::rows::{Insert, Statement};
use crate::error::During as _;
use crate::repository::{GivenOnActs, NumberUse, NumbersOnActs, Result};
use clerk_domain::ids::{JournalId, WindowId};
use sqlx::sqlite::SqliteConnection;

const GIVEN: &str = "given";
const VOID: &str = "void";

pub(super) async fn add(
    connection: &mut SqliteConnection,
    journal: &JournalId,
    uses: Vec<NumberUse>,
) -> Result<()> {
    const INSERT: Insert = Insert {
        during: "note the numbers on acts",
        head: "INSERT INTO number_use (journal, seq, number, what)",
        columns: 4,
        tail: "",
    };
    let bind = |statement: Statement, NumberUse { seq, number: given, is_void }: NumberUse| {
        let what = if is_void { VOID } else { GIVEN };
        statement.bind(journal.0.clone()).bind(number(seq)).bind(given).bind(what)
    };
    INSERT.all(connection, uses, bind).await?;
    Ok(())
}

impl NumbersOnActs for SqliteRepository {
    // The numbers on the acts of all of a window's journals.
    async fn given(&self, window: &WindowId) -> Result<GivenOnActs> {
        let rows: Vec<(String, String)> = sqlx::query_as(
            "SELECT number, what FROM number_use
         WHERE journal IN (SELECT id FROM journal WHERE author = ?)",
        )
        .bind(window.as_str())
        .fetch_all(&self.read)
        .await
        .during("read the numbers on a window's acts")?;
        let mut given = GivenOnActs::default();
        for (number, what) in rows {
            if what == VOID {
                given.void.insert(number);
            } else {
                given.numbers.push(number);
            }
        }
        Ok(given)
    }

    async fn given_at(&self, places: &[String]) -> Result<Vec<String>> {
        // The full stop is what follows the hyphen.
        sqlx::query_scalar(
            "SELECT u.number FROM json_each(?) p
             CROSS JOIN number_use u ON u.number >= p.value || '-' AND u.number < p.value || '.'
             WHERE u.what = ?",
        )
        .bind(json_list(places.iter().cloned()))
        .bind(GIVEN)
        .fetch_all(&self.read)
        .await
        .during("read the numbers of places")
    }
}
