//! Settle: a supervisor notes what was done about an exception.

use super::Server;
use crate::error::ServerError;
use crate::repository::{ExceptionId, Repository, Settlement};
use clerk_domain::ids::PersonId;
use clerk_domain::person::Role;
use clerk_domain::text::{self, REASON_MOST};

impl<R: Repository> Server<R> {
    /// Notes what was done about an exception, once. Whoever sits at a window settles none.
    ///
    /// # Errors
    /// [`ServerError::Settle`] where the exception is not there or settled, the person may not settle,
    /// or no remedy is given; and the repository's.
    pub async fn settle(
        &self,
        id: &ExceptionId,
        by: &PersonId,
        remedy: &str,
    ) -> Result<(), ServerError> {
        let wrong = |why: &str| ServerError::Settle(format!("{id}: {why}"));
        let remedy = text::free(remedy, REASON_MOST).map_err(|error| wrong(&error.to_string()))?;
        if remedy.is_empty() {
            return Err(wrong("say what was done"));
        }
        let person = self.repository.person(by).await?;
        match person.map(|stored| stored.person.role) {
            Some(Role::Supervisor | Role::Leader | Role::Admin) => {}
            Some(Role::Clerk | Role::Chief) => {
                return Err(wrong("a supervisor, leader or administrator settles exceptions"));
            }
            None => return Err(wrong("the centre knows no such person")),
        }
        let settlement = Settlement { at: self.now(), by: by.clone(), remedy };
        if !self.repository.settle(id, &settlement).await? {
            return Err(wrong("there is no such exception, or it is settled already"));
        }
        tracing::info!(%id, "exception settled");
        Ok(())
    }
}
