//! The window's journal for whoever checks it: verified from the first entry on, and given out with a
//! signature over its head. No face of the window has buttons for this; the command line does.

use crate::api::ApiError;
use crate::workstation::Workstation;
use clerk_domain::journal::Chain;
use clerk_protocol::{KeyError, public_key_der, signature_der};

/// The head of the journal, signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedHead {
    /// The head.
    pub chain: Chain,
    /// The window's SM2 public key, in DER.
    pub public_key: Vec<u8>,
    /// The signature over [`Chain::signed_text`], in DER.
    pub signature: Vec<u8>,
}

impl Workstation {
    /// Verifies the journal from its first entry on.
    ///
    /// # Errors
    /// `storage_damaged`, naming the first bad entry by its place.
    pub fn verify_journal(&self) -> Result<Chain, ApiError> {
        self.at_desk(|desk| Ok(desk.store.verify_journal(0)?))
    }

    /// Verifies the journal and signs its head.
    ///
    /// # Errors
    /// Those of [`Workstation::verify_journal`].
    pub fn signed_head(&self) -> Result<SignedHead, ApiError> {
        self.at_desk(|desk| {
            let chain = desk.store.verify_journal(0)?;
            let signature = desk.key.sign(&chain.signed_text());
            let signature = signature.map_err(|error| ApiError::internal(&error))?;
            let (key, signature) =
                (public_key_der(&desk.key.public_key()), signature_der(&signature));
            let (public_key, signature) =
                key.zip(signature).ok_or_else(|| ApiError::internal(&KeyError))?;
            Ok(SignedHead { chain, public_key, signature })
        })
    }

    /// The exact texts of the entries after a place, at most a thousand.
    pub fn journal_after(&self, seq: u64) -> Result<Vec<String>, ApiError> {
        const AT_ONCE: u32 = 1000;
        self.at_desk(|desk| {
            let rows = desk.store.entries_after(seq, AT_ONCE)?;
            Ok(rows.into_iter().map(|row| row.text).collect())
        })
    }
}
