//! `meta.failed_try`: the last try to sync, where it failed.

use super::meta::{self, Fact};
use crate::error::{Doing as _, StoreError};
use crate::store::Store;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

/// A try that failed, and those before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedTry {
    /// When the first one failed since one went well, by the device's clock.
    pub since: DateTime<FixedOffset>,
    /// When the last one failed.
    pub at: DateTime<FixedOffset>,
    /// Why, as a code of the desk.
    pub code: String,
}

impl Store {
    /// The last try to sync, where it failed.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn failed_try(&self) -> Result<Option<FailedTry>, StoreError> {
        let text = meta::get(&self.db, Fact::FailedTry).doing("read how the last sync ended")?;
        let read = |text: String| serde_json::from_str(&text);
        text.map(read).transpose().map_err(|_| StoreError::damaged("how the last sync ended"))
    }

    /// Notes how a try to sync ended: with a code where it failed.
    ///
    /// # Errors
    /// Whatever writing gives.
    pub fn note_try(
        &mut self,
        at: DateTime<FixedOffset>,
        failed: Option<&str>,
    ) -> Result<(), StoreError> {
        const DOING: &str = "note how a sync ended";
        let before = self.failed_try()?;
        let Some(code) = failed else {
            // Mostly there is nothing to forget.
            return before.map_or(Ok(()), |_| meta::remove(&self.db, Fact::FailedTry).doing(DOING));
        };
        let since = before.map_or(at, |before| before.since);
        let failed = FailedTry { since, at, code: code.to_owned() };
        let text = serde_json::to_string(&failed).map_err(|_| StoreError::damaged(DOING))?;
        meta::set(&self.db, Fact::FailedTry, &text).doing(DOING)
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Window;

    #[test]
    fn a_failed_try_is_known_until_one_goes_well() {
        let mut sample = Window::new("w-1");
        let at = |time: &str| format!("2026-11-{time}:00+08:00").parse().unwrap();
        assert_eq!(sample.store.failed_try().unwrap(), None);
        sample.store.note_try(at("23T09:00"), Some("server_unreachable")).unwrap();
        sample.store.note_try(at("24T09:00"), Some("server_failed")).unwrap();
        let failed = sample.store.failed_try().unwrap().unwrap();
        assert_eq!((failed.since, failed.at), (at("23T09:00"), at("24T09:00")));
        assert_eq!(failed.code, "server_failed");
        for _ in 0..2 {
            sample.store.note_try(at("24T10:00"), None).unwrap();
            assert_eq!(sample.store.failed_try().unwrap(), None);
        }
    }
}
