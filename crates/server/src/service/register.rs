//! 名册: window keys and revocations, signed; and what it says of a licence.

use super::Server;
use crate::error::ServerError;
use crate::repository::{IssuingEntry, Repository};
use chrono::NaiveDate;
use clerk_domain::case::CaseAct;
use clerk_domain::case::acts::Issued;
use clerk_domain::clock::china_date;
use clerk_domain::ids::WindowId;
use clerk_domain::journal::{About, Entry};
use clerk_domain::licence::Licence;
use clerk_domain::register::{Certificate, Register, Revocation};
use clerk_protocol::{Signed, SignedKind, sign_text};
use std::collections::HashMap;
use std::sync::Arc;

impl<R: Repository> Server<R> {
    /// The centre's public key, uncompressed SEC1 in hexadecimal.
    pub fn public_key(&self) -> String {
        self.keys.signing().public_key()
    }

    /// Says that a licence holds no more, in its newest version, from today on; `replaced_by` is the number of the one in
    /// its place. The public reads the reason.
    ///
    /// # Errors
    /// [`ServerError::NoLicence`] where the centre has no licence of a number,
    /// [`ServerError::NoReplacement`] where the one in its place is the same, another holder's, or holds no
    /// more itself, and [`ServerError::Revoked`] where it was revoked before.
    pub async fn revoke(
        &self,
        number: &str,
        reason: &str,
        replaced_by: Option<&str>,
    ) -> Result<(), ServerError> {
        let (licence, _) = self.newest(number).await?;
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
        if self.repository.revoke(&revocation, self.now()).await? {
            tracing::info!(number, "licence revoked");
            return Ok(());
        }
        Err(ServerError::Revoked(number.to_owned()))
    }

    /// The licence of a number, in its newest version, and the window that issued it.
    async fn newest(&self, number: &str) -> Result<(Licence, WindowId), ServerError> {
        let unknown = || ServerError::NoLicence(number.to_owned());
        self.issued(number).await?.ok_or_else(unknown)
    }

    /// The licence that is to stand in another one's place: another, existing one of the same holder.
    async fn replacement(&self, of: &Licence, number: &str) -> Result<String, ServerError> {
        let (other, _) = self.newest(number).await?;
        let holds = self.register().await?.revocation(&other.id()).is_none();
        let same_holder = match (&of.product.holder_number, &other.product.holder_number) {
            (Some(one), Some(other)) => one == other,
            _ => of.holder == other.holder,
        };
        if other.number == of.number || !same_holder || !holds {
            return Err(ServerError::NoReplacement(number.to_owned()));
        }
        Ok(other.id())
    }

    async fn issued(&self, number: &str) -> Result<Option<(Licence, WindowId)>, ServerError> {
        let entry = self.repository.newest_issuing_entry(number).await?;
        entry.map(|entry| read_issue(&entry)).transpose()
    }

    /// The newest register, read once. Another program may have added to it.
    pub(super) async fn register(&self) -> Result<Arc<Register>, ServerError> {
        // The version first: what is added meanwhile comes again under the next one.
        let version = self.repository.register_version().await?;
        let kept = self.register.lock().await.clone();
        if let Some(register) = kept.filter(|register| register.version == version) {
            return Ok(register);
        }
        // Not under the lock: nobody waits for another one's reading.
        let keys = with_ends(self.repository.certificates().await?);
        // Also what was kept before it was cut on its way in.
        let revoked = self.repository.revocations().await?;
        let revoked = revoked.into_iter().map(Revocation::carried).collect();
        let register = Arc::new(Register { version, keys, revoked });
        *self.register.lock().await = Some(Arc::clone(&register));
        Ok(register)
    }

    pub(super) async fn signed_register(&self) -> Result<Signed, ServerError> {
        let register = self.register().await?;
        let text = serde_json::to_string(&*register).map_err(ServerError::PackText)?;
        let signature =
            sign_text(SignedKind::Register, register.version, &text, self.keys.signing());
        let signature = signature.map_err(|_| ServerError::Damaged("signing key"))?;
        let signed = Signed::from_parts(register.version, text, signature);
        signed.map_err(|_| ServerError::Damaged("register"))
    }

    /// The centre's word that a key is a window's from today on.
    pub(super) fn certify(
        &self,
        window: WindowId,
        public_key: String,
    ) -> Result<Certificate, ServerError> {
        let from = china_date(self.now());
        let signature = String::new();
        let mut certificate = Certificate { window, public_key, from, until: None, signature };
        let signature = self.keys.signing().sign(&certificate.signed_text());
        certificate.signature = signature.map_err(|_| ServerError::Damaged("signing key"))?;
        Ok(certificate)
    }
}

/// The licence that an entry issued, and its window.
pub(super) fn read_issue(entry: &IssuingEntry) -> Result<(Licence, WindowId), ServerError> {
    let damaged = || ServerError::Damaged("journal entry");
    let entry = Entry::read(&entry.text, 0).map_err(|_| damaged())?;
    let window = entry.author.window().ok_or_else(damaged)?;
    match entry.about {
        About::Case(_, CaseAct::Issued(Issued { licence, .. })) => Ok((licence, window)),
        _ => Err(damaged()),
    }
}

/// A window's key ends with the day on which the next one begins.
fn with_ends(mut keys: Vec<Certificate>) -> Vec<Certificate> {
    let mut next: HashMap<WindowId, NaiveDate> = HashMap::new();
    for key in keys.iter_mut().rev() {
        key.until = next.insert(key.window.clone(), key.from);
    }
    keys
}
