//! What is done in the centre's own journal: people, windows, devices. Each act is journalled with who did
//! it, and what it changes in the register is signed and kept with it in one transaction.

use super::folded::Folded;
use super::verify::Checked;
use super::{Server, TRIES};
use crate::error::ServerError;
use crate::refusal::ActRefusal;
use crate::repository::{Administered, Append, Effects, NewEntry, Repository};
use clerk_domain::appointment::{Appointment, Attested, PersonKey, Statement, WindowDevice};
use clerk_domain::ids::{Author, DepartmentId, JournalId, Subject};
use clerk_domain::journal::About;
use clerk_domain::person::Person;

/// The scope of the centre's own journal, which no window follows; no department has this name.
pub(super) fn centre_scope() -> DepartmentId {
    DepartmentId(Author::centre().0)
}

/// What the register says of a subject.
#[derive(Default)]
struct Lines {
    devices: Vec<WindowDevice>,
    appointments: Vec<Appointment>,
    keys: Vec<PersonKey>,
}

fn lines(folded: &Folded, subject: &Subject) -> Lines {
    match subject {
        Subject::Person(id) => folded.people.get(id).map_or_else(Lines::default, |record| Lines {
            appointments: record.appointments.clone(),
            keys: record.keys.clone(),
            devices: Vec::new(),
        }),
        Subject::Window(id) => folded.windows.get(id).map_or_else(Lines::default, |record| Lines {
            devices: record.devices.clone(),
            ..Lines::default()
        }),
        Subject::Case(_) | Subject::Enquiry(_) | Subject::Day(_) | Subject::Centre => {
            Lines::default()
        }
    }
}

impl<R: Repository> Server<R> {
    /// Does an act in the centre's own journal. `make` checks it against what is known of its subject, and
    /// gives it with what it changes beside the register.
    ///
    /// # Errors
    /// [`ServerError::Act`] where it is refused, what `make` says, and the repository's.
    pub(super) async fn administer(
        &self,
        actor: &Person,
        subject: &Subject,
        make: impl Fn(&Folded) -> Result<(About, Administered), ServerError>,
    ) -> Result<(), ServerError> {
        let (author, scope) = (Author::centre(), centre_scope());
        self.repository.begin_journal(&author).await?;
        for _ in 0..TRIES {
            let _turn = self.writer.lock().await;
            let subjects = std::slice::from_ref(subject);
            let held = self.repository.entries_about(&scope, subjects).await?;
            let mut folded = Folded::default();
            folded.follow_all(&held)?;
            let (about, mut administered) = make(&folded)?;
            let before = lines(&folded, subject);
            let new = self.seal_at_desk(&author, actor, about).await?;
            let new = new.into_iter().next().ok_or(ServerError::Damaged("journal"))?;
            folded.follow(&new.entry).map_err(ActRefusal::from)?;
            let after = lines(&folded, subject);
            administered.devices = self.attested(&before.devices, after.devices)?;
            administered.appointments = self.attested(&before.appointments, after.appointments)?;
            administered.keys = self.attested(&before.keys, after.keys)?;
            let plan = self.plan_of(&author, scope.clone(), new, administered).await?;
            if self.repository.append(plan).await? {
                return Ok(());
            }
        }
        Err(ServerError::Contended(TRIES))
    }

    async fn plan_of(
        &self,
        author: &Author,
        scope: DepartmentId,
        new: Checked,
        administered: Administered,
    ) -> Result<Append, ServerError> {
        let lines = self.repository.lines(author).await?;
        let after = lines.first().map(|line| line.head).ok_or(ServerError::Damaged("journal"))?;
        let scope_after = self.repository.scope(&scope).await?;
        let Checked { entry, hash, text, .. } = new;
        let running = scope_after.digest.chain(hash);
        let subject = entry.about.subject();
        Ok(Append {
            journal: JournalId::from(author),
            fork: None,
            scope,
            after,
            scope_after,
            entries: vec![NewEntry { subject, hash, running, text: text.into() }],
            cases: Vec::new(),
            licences: Vec::new(),
            effects: Effects::default(),
            exceptions: Vec::new(),
            numbers: Vec::new(),
            acts_signed: Vec::new(),
            administered,
            at: self.now(),
        })
    }

    /// Those that are new or changed, signed.
    fn attested<T: Statement + PartialEq>(
        &self,
        before: &[T],
        after: Vec<T>,
    ) -> Result<Vec<Attested<T>>, ServerError> {
        let changed = after.into_iter().filter(|of| !before.contains(of));
        changed.map(|of| self.attested_one(of)).collect()
    }

    fn attested_one<T: Statement>(&self, of: T) -> Result<Attested<T>, ServerError> {
        let signature = self.keys.signing().sign(&of.signed_text());
        let signature = signature.map_err(|_| ServerError::Damaged("signing key"))?;
        Ok(Attested { of, signature })
    }
}
