//! 名册: window keys and revocations, signed; and what it says of a licence.

use super::Server;
use crate::error::ServerError;
use crate::repository::Repository;
use chrono::NaiveDate;
use clerk_domain::case::CaseAct;
use clerk_domain::case::acts::Issued;
use clerk_domain::clock::china_date;
use clerk_domain::identity::mask;
use clerk_domain::ids::WindowId;
use clerk_domain::journal::{About, Entry};
use clerk_domain::licence_code::{FORM, Stated};
use clerk_domain::register::{Certificate, Finding, Register, Revocation, Trust, Verdict};
use clerk_protocol::{Signed, SignedKind, sign_text};
use std::collections::HashMap;
use std::sync::Arc;

impl<R: Repository> Server<R> {
    /// The centre's public key, uncompressed SEC1 in hexadecimal.
    pub fn public_key(&self) -> String {
        self.key.public_key()
    }

    /// Says that a licence holds no more, in its newest version, from today on; `replaced_by` is the number of the one in
    /// its place. The public reads the reason.
    ///
    /// # Errors
    /// [`ServerError::NoLicence`] where the centre has no licence of a number, and
    /// [`ServerError::Revoked`] where it was revoked before.
    pub async fn revoke(
        &self,
        number: &str,
        reason: &str,
        replaced_by: Option<&str>,
    ) -> Result<(), ServerError> {
        let newest = async |number: &str| {
            let unknown = || ServerError::NoLicence(number.to_owned());
            self.recorded(number).await?.map(|stated| stated.id()).ok_or_else(unknown)
        };
        let replaced_by = match replaced_by {
            Some(number) => Some(newest(number).await?),
            None => None,
        };
        let revocation = Revocation {
            number: newest(number).await?,
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

    /// What is to be thought of a licence, given the text of its QR code, or its number alone, which
    /// proves nothing: then the holder's name is masked.
    ///
    /// # Errors
    /// Those of the repository.
    pub async fn look_up(&self, asked: &str) -> Result<Finding, ServerError> {
        let (asked, today) = (asked.trim(), china_date(self.now()));
        let register = self.register().await?;
        let (centre_key, holds) = (self.public_key(), clerk_protocol::verify);
        let trust = Trust { register: &register, centre_key: &centre_key, holds };
        if asked.starts_with(FORM) {
            return Ok(trust.judge(asked, today));
        }
        match self.recorded(asked).await? {
            Some(stated) => Ok(trust.standing(stated, today)),
            None => Ok(Finding { verdict: Verdict::Unknown, licence: None, revocation: None }),
        }
    }

    async fn recorded(&self, number: &str) -> Result<Option<Stated>, ServerError> {
        let Some(text) = self.repository.issuing_entry(number).await? else { return Ok(None) };
        let damaged = || ServerError::Damaged("journal entry");
        let entry = Entry::read(&text, 0).map_err(|_| damaged())?;
        let window = entry.author.window().ok_or_else(damaged)?;
        let About::Case(_, CaseAct::Issued(Issued { licence, .. })) = entry.about else {
            return Err(damaged());
        };
        Ok(Some(Stated {
            number: licence.number,
            version: licence.product.version,
            kind: licence.product.kind,
            licence_type: licence.licence_type,
            holder: mask(&licence.holder),
            issued_on: licence.issued_on,
            valid_until: licence.valid_until,
            window,
        }))
    }

    /// The newest register, read once. Another program may have added to it.
    async fn register(&self) -> Result<Arc<Register>, ServerError> {
        // The version first: what is added meanwhile comes again under the next one.
        let version = self.repository.register_version().await?;
        let kept = self.register.lock().await.clone();
        if let Some(register) = kept.filter(|register| register.version == version) {
            return Ok(register);
        }
        // Not under the lock: nobody waits for another one's reading.
        let keys = with_ends(self.repository.certificates().await?);
        let revoked = self.repository.revocations().await?;
        let register = Arc::new(Register { version, keys, revoked });
        *self.register.lock().await = Some(Arc::clone(&register));
        Ok(register)
    }

    pub(super) async fn signed_register(&self) -> Result<Signed, ServerError> {
        let register = self.register().await?;
        let text = serde_json::to_string(&*register).map_err(ServerError::PackText)?;
        let signature = sign_text(SignedKind::Register, register.version, &text, &self.key);
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
        let signature = self.key.sign(&certificate.signed_text());
        certificate.signature = signature.map_err(|_| ServerError::Damaged("signing key"))?;
        Ok(certificate)
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
