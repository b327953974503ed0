//! Table `number_use`: the numbers on acts. It changes in the same transaction as the journal.

use super::SqliteRepository;
use super::codec::{json_list, number};
use super::sql::Sql as _;
use crate::error::During as _;
use crate::repository::{GivenOnActs, NumberUse, NumbersOnActs, Result};
use clerk_domain::ids::{JournalId, WindowId};
use rusqlite::Connection;

const GIVEN: &str = "given";
const VOID: &str = "void";

pub(super) fn add(db: &Connection, journal: &JournalId, uses: &[NumberUse]) -> Result<()> {
    for NumberUse { seq, number: given, is_void } in uses {
        let what = if *is_void { VOID } else { GIVEN };
        let text = "INSERT INTO number_use (journal, seq, number, what) VALUES (?, ?, ?, ?)";
        let done = db.change(text, (journal.as_str(), number(*seq), given, what));
        done.during("note the numbers on acts")?;
    }
    Ok(())
}

impl NumbersOnActs for SqliteRepository {
    // The numbers on the acts of all of a window's journals.
    async fn given(&self, window: &WindowId) -> Result<GivenOnActs> {
        let window = window.clone();
        let rows = self.read_aside(move |db| {
            db.all::<(String, String)>(
                "SELECT number, what FROM number_use
                 WHERE journal IN (SELECT id FROM journal WHERE author = ?)",
                (window.as_str(),),
            )
            .during("read the numbers on a window's acts")
        });
        let mut given = GivenOnActs::default();
        for (number, what) in rows.await? {
            if what == VOID {
                given.void.insert(number);
            } else {
                given.numbers.push(number);
            }
        }
        Ok(given)
    }

    async fn given_at(&self, window: &WindowId, places: &[String]) -> Result<Vec<String>> {
        let (window, places) = (window.clone(), json_list(places.iter().cloned()));
        let rows = self.read_aside(move |db| {
            // The full stop is what follows the hyphen.
            db.all::<(String,)>(
                "SELECT u.number FROM json_each(?) p
                 CROSS JOIN number_use u ON u.number >= p.value || '-' AND u.number < p.value || '.'
                 JOIN journal j ON j.id = u.journal AND j.author = ?
                 WHERE u.what = ?",
                (places, window.as_str(), GIVEN),
            )
            .during("read the numbers of places")
        });
        Ok(rows.await?.into_iter().map(|(number,)| number).collect())
    }
}
