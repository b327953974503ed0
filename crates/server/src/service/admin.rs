//! What an administrator does: publish the rules, set up windows and people, give out codes.

use super::{Server, TRIES, secret};
use crate::error::ServerError;
use crate::repository::{Administered, NewCode, Repository, StoredPack};
use chrono::TimeDelta;
use clerk_domain::centre::acts::RulesPublished;
use clerk_domain::clock::china_date;
use clerk_domain::digest::Digest;
use clerk_domain::ids::{Subject, WindowId};
use clerk_domain::journal::About;
use clerk_domain::pack::RulePack;
use clerk_domain::person::Person;
use clerk_protocol::{SignedKind, sign_text};

/// How long a one-time code can be used.
const CODE_HOURS: i64 = 24;

impl<R: Repository> Server<R> {
    /// Signs and publishes a rule pack, by who has logged in ([`Server::log_in`]); the one that stands already may
    /// be published again.
    ///
    /// # Errors
    /// [`ServerError::PackVersion`] where another pack of this version or a newer one stands,
    /// [`ServerError::PackNotInForce`] outside of its days, as every window would stop issuing,
    /// [`ServerError::Act`] where the person may not publish, and the repository's.
    pub async fn publish(&self, by: &Person, pack: &RulePack) -> Result<(), ServerError> {
        if !pack.in_force(china_date(self.now())) {
            return Err(ServerError::PackNotInForce(pack.version));
        }
        let text = serde_json::to_string(pack).map_err(ServerError::PackText)?;
        let digest = Digest::of(text.as_bytes());
        let signature =
            sign_text(SignedKind::Pack, pack.version.into(), &text, self.keys.signing());
        let signature = signature.map_err(|_| ServerError::Damaged("signing key"))?;
        let stored = StoredPack { text, signature };
        if self.repository.pack(pack.version).await?.as_ref() == Some(&stored) {
            return Ok(());
        }
        if self.repository.pack_version().await? >= pack.version {
            return Err(ServerError::PackVersion(pack.version));
        }
        let act = RulesPublished { version: pack.version, digest };
        self.administer(by, &Subject::Centre, |_| {
            let published = Some((pack.version, stored.clone()));
            let about = About::Centre(act.clone().into());
            Ok((about, Administered { published, ..Administered::default() }))
        })
        .await?;
        tracing::info!(version = pack.version, by = %by.id, "rule pack published");
        Ok(())
    }

    /// Whether this is a demonstration centre, or none yet.
    ///
    /// # Errors
    /// Those of the repository.
    pub async fn is_sample(&self) -> Result<bool, ServerError> {
        match self.newest_pack().await {
            Ok(pack) => Ok(pack.sample),
            // A centre that was founded has people before it has rules.
            Err(ServerError::NoPack) => Ok(self.repository.people().await?.is_empty()),
            Err(error) => Err(error),
        }
    }

    /// A new one-time code for a window, valid for 24 hours. Where `sample`, it is kept to be shown
    /// again, which only a demonstration may do.
    ///
    /// # Errors
    /// [`ServerError::NoWindow`], and the repository's.
    pub async fn new_code(&self, window: &WindowId, sample: bool) -> Result<String, ServerError> {
        const RANDOM_BYTES: usize = 64;
        if self.repository.window(window).await?.is_none() {
            return Err(ServerError::NoWindow(window.0.clone()));
        }
        for _ in 0..TRIES {
            let Some(code) = secret::code(&self.random_bytes::<RANDOM_BYTES>()) else { continue };
            let new = NewCode {
                window: window.clone(),
                expires_at: self.now() + TimeDelta::hours(CODE_HOURS),
                sample: sample.then(|| code.clone()),
            };
            if self.repository.add_code(secret::code_hash(&code), &new).await? {
                tracing::info!(window = %window, "one-time code made");
                return Ok(code);
            }
        }
        Err(ServerError::Contended(TRIES))
    }

    /// The window's sample code that can still be used, else a new one.
    ///
    /// # Errors
    /// Those of [`Centre::new_code`].
    pub async fn sample_code(&self, window: &WindowId) -> Result<String, ServerError> {
        match self.repository.sample_code(window, self.now()).await? {
            Some(code) => Ok(code),
            None => self.new_code(window, true).await,
        }
    }

    /// Begins a new epoch, after the database was restored to an older backup: the windows hear of it,
    /// and requests from before take nothing. It is drawn, so that the same backup restored twice does
    /// not give the same epoch twice. A server that is running keeps the old one until it starts again.
    ///
    /// # Errors
    /// Those of the repository.
    pub async fn begin_epoch(&self) -> Result<u64, ServerError> {
        let epoch = u64::from_be_bytes(self.random_bytes()) >> (u64::BITS - super::EPOCH_BITS);
        self.repository.set_epoch(epoch).await?;
        tracing::warn!(epoch, "a new epoch begins");
        Ok(epoch)
    }
}
