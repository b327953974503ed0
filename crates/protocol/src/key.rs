//! A window's own key, and the centre's: SM2 with SM3 (GB/T 32918), under the standard's default
//! identity, so that `openssl` can verify what was signed.

use sm2::dsa::signature::{Signer as _, Verifier as _};
use sm2::dsa::{Signature, SigningKey, VerifyingKey};
use sm2::elliptic_curve::rand_core::CryptoRng;
use sm2::pke::{DecryptingKey, EncryptingKey, Mode};
use zeroize::Zeroizing;

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

    /// The secret that [`wrap`] encrypted to this key; `None` where it was to another one, or altered.
    pub(crate) fn unwrap(&self, wrapped: &[u8; WRAPPED_BYTES]) -> Option<Zeroizing<[u8; 32]>> {
        let key = DecryptingKey::new_with_mode(*self.0.as_nonzero_scalar(), Mode::C1C3C2);
        let secret = Zeroizing::new(key.decrypt(wrapped).ok()?);
        Some(Zeroizing::new(secret.as_slice().try_into().ok()?))
    }
}

/// Bytes of a wrapped secret: a point, an SM3 digest and the secret.
pub(crate) const WRAPPED_BYTES: usize = 65 + 32 + 32;

/// A secret of 32 bytes, encrypted to a public key (GB/T 32918.4, in the order C1 C3 C2); `None` where
/// that is no key.
pub(crate) fn wrap(
    public_key: &str,
    secret: &[u8; 32],
    rng: &mut impl CryptoRng,
) -> Option<[u8; WRAPPED_BYTES]> {
    let key = EncryptingKey::from_sec1_bytes(&hex::decode(public_key).ok()?).ok()?;
    key.encrypt(rng, secret).ok()?.try_into().ok()
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

/// Whether `signature` is one over `text` by the owner of `public_key`. It has one form, as
/// [`WindowKey::sign`] writes it: lower-case hexadecimal.
pub fn verify(public_key: &str, text: &str, signature: &str) -> bool {
    let read = || {
        let key = hex::decode(public_key).ok()?;
        let key = VerifyingKey::from_sec1_bytes(IDENTITY, &key).ok()?;
        let bytes = hex::decode(signature).ok().filter(|bytes| hex::encode(bytes) == signature)?;
        let signature = Signature::from_slice(&bytes).ok()?;
        key.verify(text.as_bytes(), &signature).ok()
    };
    read().is_some()
}

/// A public key of [`WindowKey::public_key`] as SubjectPublicKeyInfo in DER (RFC 5480), which `openssl`
/// reads; `None` where it is none.
pub fn public_key_der(public_key: &str) -> Option<Vec<u8>> {
    // id-ecPublicKey on the curve SM2 (1.2.156.10197.1.301), and a bit string of 65 bytes.
    const HEAD: &str = "3059301306072a8648ce3d020106082a811ccf5501822d034200";
    is_public_key(public_key).then(|| hex::decode(format!("{HEAD}{public_key}")).ok())?
}

/// A signature of [`WindowKey::sign`] in DER, a sequence of r and s; `None` where it is none.
pub fn signature_der(signature: &str) -> Option<Vec<u8>> {
    let bytes: [u8; 64] = hex::decode(signature).ok()?.try_into().ok()?;
    let mut numbers = Vec::new();
    for number in bytes.chunks(bytes.len() / 2) {
        let zeros = number.iter().take_while(|byte| **byte == 0).count().min(number.len() - 1);
        let number = number.get(zeros..).unwrap_or_default();
        // A first bit of one would make it negative.
        let sign = number.first().is_some_and(|first| *first >= 0x80);
        numbers.extend([2, u8::try_from(number.len()).ok()? + u8::from(sign)]);
        numbers.extend(sign.then_some(0));
        numbers.extend(number);
    }
    let mut der = vec![0x30, u8::try_from(numbers.len()).ok()?];
    der.extend(numbers);
    Some(der)
}

#[cfg(test)]
mod tests {
    use super::{WindowKey, is_public_key, public_key_der, signature_der, verify, wrap};
    use rand::SeedableRng as _;
    use rand::rngs::StdRng;

    #[test]
    fn a_signature_holds_for_its_text_and_key_alone() {
        let key = WindowKey::from_bytes(&[7; 32]).unwrap();
        let other = WindowKey::from_bytes(&[8; 32]).unwrap();
        let signature = key.sign("授权").unwrap();
        assert!(verify(&key.public_key(), "授权", &signature));
        assert!(!verify(&key.public_key(), "授杈", &signature));
        assert!(!verify(&other.public_key(), "授权", &signature));
        assert!(!verify("", "授权", &signature));
        assert!(!verify(&key.public_key(), "授权", &signature.to_uppercase()));
        assert!(!verify(&key.public_key(), "授权", "00"));
    }

    #[test]
    fn a_secret_is_wrapped_for_one_key() {
        let [key, other] = [7, 8].map(|n| WindowKey::from_bytes(&[n; 32]).unwrap());
        let mut rng = StdRng::seed_from_u64(1);
        let wrapped = wrap(&key.public_key(), &[5; 32], &mut rng).unwrap();
        assert_eq!(*key.unwrap(&wrapped).unwrap(), [5; 32]);
        assert!(other.unwrap(&wrapped).is_none());
        for place in 0..wrapped.len() {
            let mut altered = wrapped;
            altered[place] ^= 1;
            assert!(key.unwrap(&altered).is_none(), "byte {place}");
        }
        assert!(wrap("04", &[5; 32], &mut rng).is_none());
        assert_ne!(wrap(&key.public_key(), &[5; 32], &mut rng).unwrap(), wrapped);
    }

    /// What GB/T 32918.4 encryption in `openssl` made for the key of 32 sevens; see PROTOCOL.md.
    #[test]
    fn a_secret_wrapped_by_openssl_is_unwrapped() {
        let wrapped = hex::decode(include_str!("key/openssl.hex").trim()).unwrap();
        let key = WindowKey::from_bytes(&[7; 32]).unwrap();
        let secret = key.unwrap(&wrapped.try_into().unwrap()).unwrap();
        assert_eq!(secret.as_slice(), b"0123456789abcdef0123456789abcdef");
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

    #[test]
    fn numbers_in_der_are_short_and_positive() {
        let der =
            |r: &str, s: &str| hex::encode(signature_der(&format!("{r:0>64}{s:0>64}")).unwrap());
        assert_eq!(der("01", "7f"), "300602010102017f");
        assert_eq!(der("80", "0"), "30070202008002010".to_owned() + "0");
        let long = "ff".repeat(32);
        assert_eq!(der(&long, "1"), format!("3026022100{long}020101"));
        assert_eq!(signature_der("00"), None);
        let key = WindowKey::from_bytes(&[7; 32]).unwrap().public_key();
        assert!(hex::encode(public_key_der(&key).unwrap()).ends_with(&key));
        assert_eq!(public_key_der("04"), None);
    }
}
