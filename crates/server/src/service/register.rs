//! 名册: its pages, signed; and how a licence comes to hold no more.

use super::Server;
use crate::error::ServerError;
use crate::repository::{Administered, IssuingEntry, Repository};
use clerk_domain::case::CaseAct;
use clerk_domain::case::acts::Issued;
use clerk_domain::centre::acts::LicenceRevoked;
use clerk_domain::clock::china_date;
use clerk_domain::ids::{PersonId, Subject, WindowId};
use clerk_domain::journal::{About, Entry};
use clerk_domain::licence::Licence;
use clerk_domain::person::Person;
use clerk_domain::register::{Register, Revocation};
use clerk_protocol::{Signed, SignedKind, sign_text};

impl<R: Repository> Server<R> {
    /// The centre's public key, uncompressed SEC1 in hexadecimal.
    pub fn public_key(&self) -> String {
        self.keys.signing().public_key()
    }

    /// Says that a licence holds no more, in its newest version, from today on; `replaced_by` is the number of the one in
    /// its place. The public reads the reason. By who has logged in ([`Server::log_in`]).
    ///
    /// # Errors
    /// [`ServerError::NoLicence`] where the centre has no licence of a number,
    /// [`ServerError::NoReplacement`] where the one in its place is the same, another holder's, or holds no
    /// more itself, [`ServerError::Revoked`] where it was revoked before, [`ServerError::Act`] where the person may
    /// not revoke, and the repository's.
    pub async fn revoke(
        &self,
        by: &Person,
        number: &str,
        reason: &str,
        replaced_by: Option<&str>,
    ) -> Result<(), ServerError> {
        let licence = self.newest(number).await?;
        let replaced_by = match replaced_by {
            Some(other) => Some(self.replacement(&licence, other).await?),
            None => None,
        };
        let revocation = Revocation {
            number: licence.id(),
            on: china_date(self.now()),
            reason: reason.trim().to_owned(),
            replaced_by,
            cancelled: false,
        };
        if self.repository.revocation(&revocation.number).await?.is_some() {
            return Err(ServerError::Revoked(number.to_owned()));
        }
        let Revocation { number: id, reason, replaced_by, .. } = revocation.clone();
        let act = LicenceRevoked { number: id, reason, replaced_by };
        self.administer(by, &Subject::Centre, |_| {
            let revoked = Some(revocation.clone());
            let about = About::Centre(act.clone().into());
            Ok((about, Administered { revoked, ..Administered::default() }))
        })
        .await?;
        tracing::info!(number, by = %by.id, "licence revoked");
        Ok(())
    }

    /// The licence of a number, in its newest version.
    async fn newest(&self, number: &str) -> Result<Licence, ServerError> {
        let unknown = || ServerError::NoLicence(number.to_owned());
        self.issued(number).await?.ok_or_else(unknown)
    }

    /// The licence that is to stand in another one's place: another, existing one of the same holder.
    async fn replacement(&self, of: &Licence, number: &str) -> Result<String, ServerError> {
        let other = self.newest(number).await?;
        let holds = self.repository.revocation(&other.id()).await?.is_none();
        let same_holder = match (&of.product.holder_number, &other.product.holder_number) {
            (Some(one), Some(other)) => one == other,
            _ => of.holder == other.holder,
        };
        if other.number == of.number || !same_holder || !holds {
            return Err(ServerError::NoReplacement(number.to_owned()));
        }
        Ok(other.id())
    }

    async fn issued(&self, number: &str) -> Result<Option<Licence>, ServerError> {
        let entry = self.repository.newest_issuing_entry(number).await?;
        let licence = |entry| read_issue(&entry).map(|(licence, ..)| licence);
        entry.map(licence).transpose()
    }

    /// The page of the register that follows a version, signed.
    pub(super) async fn register_page(&self, after: u64) -> Result<Signed, ServerError> {
        /// A line has some 400 bytes.
        const LINES: u32 = 1000;
        let page = self.repository.register_page(after, LINES).await?;
        let text = serde_json::to_string(&page).map_err(ServerError::PackText)?;
        let signature =
            sign_text(SignedKind::RegisterPage, page.version, &text, self.keys.signing());
        let signature = signature.map_err(|_| ServerError::Damaged("signing key"))?;
        let signed = Signed::from_parts(page.version, text, signature);
        signed.map_err(|_| ServerError::Damaged("register"))
    }

    /// What the register says of a person at a window.
    pub(super) async fn register_of(
        &self,
        person: &PersonId,
        window: &WindowId,
    ) -> Result<Register, ServerError> {
        Ok(Register {
            devices: self.repository.devices_of(window).await?,
            appointments: self.repository.appointments(std::slice::from_ref(person)).await?,
            keys: self.repository.keys_at(window).await?,
        })
    }
}

/// The licence that an entry issued, at which window, and who issued it.
pub(super) fn read_issue(
    entry: &IssuingEntry,
) -> Result<(Licence, WindowId, PersonId), ServerError> {
    let damaged = || ServerError::Damaged("journal entry");
    let entry = Entry::read(&entry.text, 0).map_err(|_| damaged())?;
    let window = entry.author.window().ok_or_else(damaged)?;
    match entry.about {
        About::Case(_, CaseAct::Issued(Issued { licence, .. })) => {
            Ok((licence, window, entry.actor.person))
        }
        _ => Err(damaged()),
    }
}
