//! A window's own key, and the centre's: SM2 with SM3 (GB/T 32918), under the standard's default
//! identity, so that `openssl` can verify what was signed.

use sm2::dsa::signature::{Signer as _, Verifier as _};
use sm2::dsa::{Signature, SigningKey, VerifyingKey};

/// The identity of GB/T 35276 that goes into each signature's hash.
const IDENTITY: &str = "1234567812345678";

/// A signing key: a window's, or the centre's.
#[derive(Clone)]
pub struct WindowKey(SigningKey);

/// A key cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an SM2 key")]
pub struct KeyError;

impl WindowKey {
    /// The key of these 32 random bytes.
    ///
    /// # Errors
    /// [`KeyError`] where they are no scalar of the curve (one draw in 2³², draw again).
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, KeyError> {
        SigningKey::from_slice(IDENTITY, bytes).map(Self).map_err(|_| KeyError)
    }

    /// The public key, uncompressed SEC1 in hexadecimal.
    pub fn public_key(&self) -> String {
        hex::encode(self.0.verifying_key().to_sec1_bytes())
    }

    /// Signs `text`; 64 bytes r‖s in hexadecimal.
    pub fn sign(&self, text: &str) -> Result<String, KeyError> {
        let signature = self.0.try_sign(text.as_bytes()).map_err(|_| KeyError)?;
        Ok(hex::encode(signature.to_bytes()))
    }
}

impl std::fmt::Debug for WindowKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("WindowKey(…)")
    }
}

/// Whether `text` is an SM2 public key as [`WindowKey::public_key`] writes it: uncompressed SEC1 in
/// lower-case hexadecimal.
pub fn is_public_key(text: &str) -> bool {
    const UNCOMPRESSED: &str = "04";
    let canonical = text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    let read = || VerifyingKey::from_sec1_bytes(IDENTITY, &hex::decode(text).ok()?).ok();
    canonical && text.starts_with(UNCOMPRESSED) && read().is_some()
}

/// Whether `signature` is one over `text` by the owner of `public_key`.
pub fn verify(public_key: &str, text: &str, signature: &str) -> bool {
    let read = || {
        let key = hex::decode(public_key).ok()?;
        let key = VerifyingKey::from_sec1_bytes(IDENTITY, &key).ok()?;
        let bytes = hex::decode(signature).ok()?;
        let signature = Signature::from_slice(&bytes).ok()?;
        key.verify(text.as_bytes(), &signature).ok()
    };
    read().is_some()
}

#[cfg(test)]
mod tests {
    use super::{WindowKey, is_public_key, verify};

    #[test]
    fn a_signature_holds_for_its_text_and_key_alone() {
        let key = WindowKey::from_bytes(&[7; 32]).unwrap();
        let other = WindowKey::from_bytes(&[8; 32]).unwrap();
        let signature = key.sign("授权").unwrap();
        assert!(verify(&key.public_key(), "授权", &signature));
        assert!(!verify(&key.public_key(), "授杈", &signature));
        assert!(!verify(&other.public_key(), "授权", &signature));
        assert!(!verify("", "授权", &signature));
        assert!(!verify(&key.public_key(), "授权", "00"));
    }

    #[test]
    fn a_public_key_is_a_point_in_its_one_form() {
        let key = WindowKey::from_bytes(&[7; 32]).unwrap().public_key();
        assert!(is_public_key(&key));
        let off_the_curve = format!("04{}", "11".repeat(64));
        for text in ["", "04", "zz", &key.to_uppercase(), &format!("{key}00"), &off_the_curve] {
            assert!(!is_public_key(text), "{text}");
        }
    }
}
