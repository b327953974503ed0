//! Why the window may issue nothing until a supervisor clears it; one of the facts in `meta`.

use super::journal;
use super::meta::{self, Fact};
use crate::error::{Doing as _, StoreError};
use crate::store::Store;
use chrono::{DateTime, FixedOffset};
use clerk_domain::digest::Digest;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

/// Why a window is halted whose device was replaced or disabled; no code clears that.
pub const DEVICE_ENDED: &str = "device_ended";

/// A window that may not issue. Receiving goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Halt {
    /// Why, as a code: `journal_fork`, `journal_broken`, `clock_ran_back`,
    /// `clock_leapt`, [`DEVICE_ENDED`].
    pub why: String,
}

/// A code that lets the window issue again, as the device knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clearance {
    /// Its number, from 1 on.
    pub number: u32,
    /// What tells a right one.
    pub commitment: Digest,
}

impl Store {
    /// Why the window may not issue; `None` where it may.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn halted(&self) -> Result<Option<Halt>, StoreError> {
        read(&self.db)
    }

    /// Halts the window. One that is halted already stays as it is, unless it is for good now.
    ///
    /// # Errors
    /// Whatever writing gives.
    pub fn halt(&mut self, why: &str) -> Result<(), StoreError> {
        begin(&self.db, why)
    }

    /// The next code that was not used; `None` once all were.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn next_clearance(&self) -> Result<Option<Clearance>, StoreError> {
        next_clearance(&self.db)
    }

    /// A supervisor cleared it by the next code, which is used up with it: the window may issue again.
    /// `false` where that is not the next code any more. Where it was for a clock, the device's time `now`
    /// is right by the supervisor's word: a later one that the server or this device is known to have shown
    /// before was wrong, and counts no more.
    ///
    /// # Errors
    /// Whatever writing gives.
    pub fn clear_halt(
        &mut self,
        by: Clearance,
        now: DateTime<FixedOffset>,
    ) -> Result<bool, StoreError> {
        const DOING: &str = "let the window issue again";
        let tx = self.write(DOING)?;
        if next_clearance(&tx)? != Some(by) {
            return Ok(false);
        }
        meta::set(&tx, Fact::ClearancesUsed, &by.number.to_string()).doing(DOING)?;
        if read(&tx)?.is_some_and(|halt| halt.why.starts_with("clock_")) {
            let after = journal::last(&tx).doing(DOING)?.map_or(0, |(seq, _)| seq);
            let text = super::json(&ClockCleared { after, at: now }).doing(DOING)?;
            meta::set(&tx, Fact::ClockCleared, &text).doing(DOING)?;
            if meta::server_time(&tx)?.is_some_and(|known| known > now) {
                meta::set(&tx, Fact::ServerTime, &now.to_rfc3339()).doing(DOING)?;
            }
        }
        meta::remove(&tx, Fact::Halted).doing(DOING)?;
        tx.commit().doing(DOING)?;
        Ok(true)
    }

    /// When a supervisor last cleared the window for its clock; `None` where there were acts since.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn clock_cleared(&self) -> Result<Option<DateTime<FixedOffset>>, StoreError> {
        const DOING: &str = "read when the clock was cleared";
        let Some(text) = meta::get(&self.db, Fact::ClockCleared).doing(DOING)? else {
            return Ok(None);
        };
        let ClockCleared { after, at } = super::from_json(0, &text).doing(DOING)?;
        let last = journal::last(&self.db).doing(DOING)?.map_or(0, |(seq, _)| seq);
        Ok((last <= after).then_some(at))
    }
}

/// The device's time is right by a supervisor's word.
#[derive(Serialize, Deserialize)]
struct ClockCleared {
    /// The last entry before.
    after: u64,
    at: DateTime<FixedOffset>,
}

pub fn begin(db: &Connection, why: &str) -> Result<(), StoreError> {
    const DOING: &str = "halt the window";
    if read(db)?.is_some() && why != DEVICE_ENDED {
        return Ok(());
    }
    let text = super::json(&Halt { why: why.to_owned() }).doing(DOING)?;
    meta::set(db, Fact::Halted, &text).doing(DOING)
}

/// Keeps the commitments that an enrolment gave. The same again leave used what is used.
pub fn set_clearances(db: &Connection, commitments: &[Digest]) -> rusqlite::Result<()> {
    let text = super::json(&commitments)?;
    if meta::get(db, Fact::Clearances)?.as_ref() == Some(&text) {
        return Ok(());
    }
    meta::set(db, Fact::Clearances, &text)?;
    meta::remove(db, Fact::ClearancesUsed)
}

fn next_clearance(db: &Connection) -> Result<Option<Clearance>, StoreError> {
    const DOING: &str = "read the next clearance code";
    let used: u32 = meta::number(db, Fact::ClearancesUsed).doing(DOING)?;
    let Some(text) = meta::get(db, Fact::Clearances).doing(DOING)? else { return Ok(None) };
    let commitments: Vec<Digest> = super::from_json(0, &text).doing(DOING)?;
    let mut numbered = (1..).zip(commitments);
    let next = numbered.find(|(number, _)| *number > used);
    Ok(next.map(|(number, commitment)| Clearance { number, commitment }))
}

fn read(db: &Connection) -> Result<Option<Halt>, StoreError> {
    const DOING: &str = "read whether the window may issue";
    let text = meta::get(db, Fact::Halted).doing(DOING)?;
    text.map(|text| super::from_json(0, &text)).transpose().doing(DOING)
}

#[cfg(test)]
mod tests {
    use super::Clearance;
    use crate::sample::{Window, enrol, now};
    use crate::table::meta::{self, Fact};
    use clerk_domain::digest::Digest;

    #[test]
    fn codes_are_used_in_their_order_and_an_enrolment_that_comes_again_gives_none_back() {
        let mut window = Window::new("shangwu-03");
        let [first, second] = [(1, b"1"), (2, b"2")]
            .map(|(number, text)| Clearance { number, commitment: Digest::of(text) });
        window.halt("journal_broken").unwrap();
        window.halt("clock_leapt").unwrap();
        assert_eq!(window.halted().unwrap().unwrap().why, "journal_broken", "the first stays");
        assert_eq!(window.next_clearance().unwrap(), Some(first));
        assert!(!window.clear_halt(second, now()).unwrap());
        assert!(window.halted().unwrap().is_some(), "not by another code than the next");
        assert!(window.clear_halt(first, now()).unwrap());
        assert_eq!(window.halted().unwrap(), None);

        window.halt("journal_broken").unwrap();
        assert!(!window.clear_halt(first, now()).unwrap());
        enrol(&mut window, "shangwu-03").unwrap();
        let mut window = window.reopen();
        assert_eq!(window.next_clearance().unwrap(), Some(second));
        assert!(window.clear_halt(second, now()).unwrap());
        assert_eq!(window.next_clearance().unwrap(), None);
        // Another device's codes begin anew.
        meta::set(&window.db, Fact::Clearances, "[]").unwrap();
        enrol(&mut window, "shangwu-03").unwrap();
        assert_eq!(window.next_clearance().unwrap(), Some(first));
    }
}
