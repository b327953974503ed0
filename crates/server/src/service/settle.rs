//! Settle: a supervisor notes what was done about an exception.

use super::{Server, effects};
use crate::error::ServerError;
use crate::repository::{CONFIRMED, Effects, ExceptionId, Repository, Settlement, StoredException};
use clerk_domain::case::acts::Voided;
use clerk_domain::case::{Case, CaseAct};
use clerk_domain::journal::{About, Entry};
use clerk_domain::person::{Person, Role};
use clerk_domain::text::{self, REASON_MOST};

impl<R: Repository> Server<R> {
    /// Notes what was done about an exception, once, by who has logged in ([`Server::log_in`]). Whoever sits at a window settles none. An act of which
    /// all is confirmed that was wrong has from then on the effects that waited for it.
    ///
    /// # Errors
    /// [`ServerError::Settle`] where the exception is not there or settled, the person may not settle,
    /// or no remedy is given; and the repository's.
    pub async fn settle(
        &self,
        id: &ExceptionId,
        by: &Person,
        remedy: &str,
    ) -> Result<(), ServerError> {
        let wrong = |why: &str| ServerError::Settle(format!("{id}: {why}"));
        let remedy = text::free(remedy, REASON_MOST).map_err(|error| wrong(&error.to_string()))?;
        if remedy.is_empty() {
            return Err(wrong("say what was done"));
        }
        if matches!(by.role, Role::Clerk | Role::Chief) {
            return Err(wrong("a supervisor, leader or administrator settles exceptions"));
        }
        let effects =
            if remedy == CONFIRMED { self.waiting(id).await? } else { Effects::default() };
        let settlement = Settlement { at: self.now(), by: by.id.clone(), remedy };
        if !self.repository.settle(id, &settlement, &effects).await? {
            return Err(wrong(
                "there is no such exception, it is settled already, or the number of its licence is \
                 another one's by now",
            ));
        }
        tracing::info!(%id, by = %by.id, "exception settled");
        Ok(())
    }

    /// What waits for this exception alone to be confirmed.
    async fn waiting(&self, id: &ExceptionId) -> Result<Effects, ServerError> {
        let all = self.repository.exceptions_of(&id.journal, id.seq).await?;
        let confirmed = |other: &StoredException| {
            let settled = other.settled.as_ref();
            other.id == *id || settled.is_some_and(|settled| settled.remedy == CONFIRMED)
        };
        let held = self.repository.entry(&id.journal, id.seq).await?;
        let Some((scope, text)) = held.filter(|_| all.iter().all(confirmed)) else {
            return Ok(Effects::default());
        };
        let damaged = |_| ServerError::Damaged("journal entry");
        let entry = Entry::read(&text, id.seq).map_err(damaged)?;
        if self.is_anothers(&entry).await? {
            return Ok(Effects::default());
        }
        let mut case: Option<Case> = None;
        for text in self.repository.entries_about(&scope, &[entry.about.subject()]).await? {
            let next = Entry::read(&text, id.seq).map_err(damaged)?;
            // Why one did not follow was said when it came in.
            match &mut case {
                Some(case) => drop(case.apply(&next)),
                None => case = Case::begin(&next).ok(),
            }
            if next == entry {
                break;
            }
        }
        Ok(case.map(|case| effects::of(&entry, &case)).unwrap_or_default())
    }
    /// Whether an entry makes a licence void whose number is by now that of another one.
    async fn is_anothers(&self, entry: &Entry) -> Result<bool, ServerError> {
        let About::Case(case, CaseAct::Voided(Voided { number, .. })) = &entry.about else {
            return Ok(false);
        };
        let known = self.repository.licences(std::slice::from_ref(number)).await?;
        Ok(known.iter().any(|known| known.stands() && known.case != *case))
    }
}
