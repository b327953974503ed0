//! What the centre says under its signature: one exact text, with a version that only grows.

use crate::key::{KeyError, WindowKey, verify};
use clerk_domain::digest::Digest;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// What a signed text is, so that one kind is never taken for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignedKind {
    /// The rule pack: [`clerk_domain::pack::RulePack`].
    Pack,
    /// A page of the register: [`clerk_domain::register::RegisterPage`].
    RegisterPage,
}

impl SignedKind {
    fn tag(self) -> &'static str {
        match self {
            Self::Pack => "WCP1",
            Self::RegisterPage => "WCR1",
        }
    }
}

/// A JSON text of the centre, kept and sent as it is, with the centre's SM2 signature.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Signed {
    /// The version that the text itself states too.
    pub version: u64,
    /// The exact text.
    pub text: Box<RawValue>,
    /// The centre's signature over [`signed_text`], in hexadecimal.
    pub signature: String,
}

/// Why a signed text is not taken for the centre's.
#[derive(Debug, thiserror::Error)]
pub enum SignedError {
    /// The signature is not the centre's, or is one over another text.
    #[error("the centre's signature does not hold: unsigned, altered, or another centre's")]
    Signature,
    /// The text states another version than it is signed under.
    #[error("the text states another version than it is signed under")]
    Version,
    /// The text cannot be read, such as one of a newer form.
    #[error("the text cannot be read: {0}")]
    Unreadable(#[source] serde_json::Error),
}

/// What the centre signs: `WCP1` for a pack or `WCR1` for a page of the register, then `|version|` and the text's
/// SM3 in hexadecimal.
pub fn signed_text(kind: SignedKind, version: u64, text: &str) -> String {
    format!("{}|{version}|{}", kind.tag(), Digest::of(text.as_bytes()))
}

/// Signs a text with the centre's key; the signature in hexadecimal.
///
/// # Errors
/// [`KeyError`] where the key cannot sign.
pub fn sign_text(
    kind: SignedKind,
    version: u64,
    text: &str,
    centre: &WindowKey,
) -> Result<String, KeyError> {
    centre.sign(&signed_text(kind, version, text))
}

impl Signed {
    /// The parts as they were kept.
    ///
    /// # Errors
    /// [`SignedError::Unreadable`] where the text is no JSON.
    pub fn from_parts(version: u64, text: String, signature: String) -> Result<Self, SignedError> {
        let text = RawValue::from_string(text).map_err(SignedError::Unreadable)?;
        Ok(Self { version, text, signature })
    }

    /// What the text says, once the signature of `centre_key` was checked.
    ///
    /// # Errors
    /// [`SignedError`]
    pub fn open<T: DeserializeOwned>(
        &self,
        kind: SignedKind,
        centre_key: &str,
    ) -> Result<T, SignedError> {
        #[derive(Deserialize)]
        struct Stated {
            version: u64,
        }
        let text = self.text.get();
        if !verify(centre_key, &signed_text(kind, self.version, text), &self.signature) {
            return Err(SignedError::Signature);
        }
        let stated: Stated = serde_json::from_str(text).map_err(SignedError::Unreadable)?;
        if stated.version != self.version {
            return Err(SignedError::Version);
        }
        serde_json::from_str(text).map_err(SignedError::Unreadable)
    }
}

#[cfg(test)]
mod tests {
    use super::{Signed, SignedKind, sign_text};
    use crate::key::WindowKey;
    use serde_json::Value;

    fn signed(version: u64, text: &str) -> Signed {
        let key = WindowKey::from_bytes(&[7; 32]).unwrap();
        let signature = sign_text(SignedKind::Pack, version, text, &key).unwrap();
        Signed::from_parts(version, text.to_owned(), signature).unwrap()
    }

    #[track_caller]
    fn refused(signed: &Signed) -> String {
        let key = WindowKey::from_bytes(&[7; 32]).unwrap().public_key();
        signed.open::<Value>(SignedKind::Pack, &key).unwrap_err().to_string()
    }

    #[test]
    fn a_text_is_the_centres_or_refused() {
        let good = signed(3, r#"{"version": 3, "a": 1}"#);
        let key = WindowKey::from_bytes(&[7; 32]).unwrap().public_key();
        assert_eq!(good.open::<Value>(SignedKind::Pack, &key).unwrap()["a"], 1);

        let other = Signed::from_parts(3, r#"{"version": 3,  "a": 1}"#.to_owned(), String::new());
        let mut altered = other.unwrap();
        assert!(refused(&altered).contains("unsigned"), "no signature");
        altered.signature.clone_from(&good.signature);
        assert!(refused(&altered).contains("altered"), "one blank more");
        let renamed = Signed { version: 4, ..good.clone() };
        assert!(refused(&renamed).contains("altered"), "the version is signed too");
        assert!(refused(&signed(4, r#"{"version": 3}"#)).contains("another version"));
        assert!(refused(&signed(4, "[]")).contains("cannot be read"));
        let stranger = WindowKey::from_bytes(&[8; 32]).unwrap().public_key();
        assert!(good.open::<Value>(SignedKind::Pack, &stranger).is_err(), "another centre's");
        assert!(good.open::<Value>(SignedKind::RegisterPage, &key).is_err(), "no register");
    }
}
