//! What the centre says under its signature, as the window takes and keeps it.
//!
//! A text is taken only where the key signed it that enrolment pinned, where it is newer than what the
//! window knows, and, for a rule pack, where its last day has not passed. What is refused changes
//! nothing: the window keeps what it has.

use chrono::{DateTime, FixedOffset};
use clerk_domain::clock::china_date;
use clerk_domain::pack::RulePack;
use clerk_domain::register::RegisterPage;
use clerk_protocol::{Signed, SignedError, SignedKind};
use clerk_store::{SignedText, Store, StoreError};
use serde::de::DeserializeOwned;

/// Why a signed text is not relied on.
#[derive(Debug, thiserror::Error)]
pub enum Untrusted {
    /// It is not the centre's, or cannot be read.
    #[error("version {version} is refused: {source}")]
    NotTheCentres {
        /// The version that it is said to be.
        version: u64,
        /// Why.
        #[source]
        source: SignedError,
    },
    /// The window knows a newer one.
    #[error("version {given} is refused: the window has {known}")]
    Older {
        /// What came.
        given: u64,
        /// What the window has.
        known: u64,
    },
    /// Its last day has passed.
    #[error("rule pack {version} is refused: its last day has passed")]
    Expired {
        /// Which.
        version: u64,
    },
    /// The window's database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Keeps a rule pack that came; `now` is the server's time.
pub(crate) fn take_pack(
    store: &mut Store,
    signed: Signed,
    now: DateTime<FixedOffset>,
) -> Result<(), Untrusted> {
    let pack: RulePack = open(&signed, SignedKind::Pack, &store.centre_key()?)?;
    let (given, known) = (signed.version, store.pack_version()?.into());
    if given <= known {
        return Err(Untrusted::Older { given, known });
    }
    if pack.expired(china_date(now.to_utc())) {
        return Err(Untrusted::Expired { version: given });
    }
    Ok(store.set_pack(&kept(signed))?)
}

/// Keeps an earlier rule pack, where cases that came back keep to it; it is put in force no more.
pub(crate) fn take_older_pack(store: &mut Store, signed: Signed) -> Result<(), Untrusted> {
    open::<RulePack>(&signed, SignedKind::Pack, &store.centre_key()?)?;
    Ok(store.keep_lacked_pack(&kept(signed))?)
}

/// The rule pack that the window keeps, its signature checked again: what lies on the disk may have
/// been altered there.
///
/// # Errors
/// [`Untrusted::NotTheCentres`], and what reading gives.
pub fn kept_pack(store: &Store) -> Result<RulePack, Untrusted> {
    reopen(store.pack()?, SignedKind::Pack, store)
}

/// A rule pack that is or was in force at the window, its signature checked again; `None` where none of
/// this version was.
///
/// # Errors
/// As [`kept_pack`].
pub fn kept_pack_of(store: &Store, version: u32) -> Result<Option<RulePack>, Untrusted> {
    let Some(kept) = store.pack_of(version)? else { return Ok(None) };
    reopen(kept, SignedKind::Pack, store).map(Some)
}

/// Keeps the next page of the register. Each page is the centre's and follows the one before, so that none
/// can be left out.
pub(crate) fn take_register_page(store: &mut Store, signed: Signed) -> Result<(), Untrusted> {
    let page: RegisterPage = open(&signed, SignedKind::RegisterPage, &store.centre_key()?)?;
    let known = store.register_version()?;
    if page.version <= known || !store.take_register_page(&page)? {
        return Err(Untrusted::Older { given: page.version, known });
    }
    Ok(())
}

fn reopen<T: DeserializeOwned>(
    SignedText { version, text, signature }: SignedText,
    kind: SignedKind,
    store: &Store,
) -> Result<T, Untrusted> {
    let refused = |source| Untrusted::NotTheCentres { version, source };
    let signed = Signed::from_parts(version, text, signature).map_err(refused)?;
    open(&signed, kind, &store.centre_key()?)
}

fn open<T: DeserializeOwned>(
    signed: &Signed,
    kind: SignedKind,
    centre_key: &str,
) -> Result<T, Untrusted> {
    let refused = |source| Untrusted::NotTheCentres { version: signed.version, source };
    signed.open(kind, centre_key).map_err(refused)
}

/// A signed text as the store keeps it.
pub fn kept(Signed { version, text, signature }: Signed) -> SignedText {
    SignedText { version, text: Box::<str>::from(text).into_string(), signature }
}

#[cfg(test)]
mod tests;
