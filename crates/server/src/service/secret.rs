//! One-time codes and device tokens.

use clerk_domain::digest::Digest;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sm3::Sm3;

/// Digits and capitals that nobody mistakes for one another on paper.
const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const CODE_LENGTH: usize = 10;
/// Hexadecimal digits of a device's token.
pub(super) const TOKEN_LENGTH: usize = 64;

/// A one-time code from random bytes; `None` where they do not suffice for an even draw.
pub(super) fn code(random: &[u8]) -> Option<String> {
    // Bytes that would favour the first letters are passed over.
    let even = (256 / ALPHABET.len() * ALPHABET.len()) as u8;
    let letters = random.iter().filter(|byte| **byte < even);
    let letters = letters.filter_map(|byte| ALPHABET.get(usize::from(*byte) % ALPHABET.len()));
    let code: String = letters.take(CODE_LENGTH).map(|letter| char::from(*letter)).collect();
    (code.len() == CODE_LENGTH).then_some(code)
}

/// What is kept of a code.
pub(super) fn code_hash(typed: &str) -> Digest {
    Digest::of(normal(typed).as_bytes())
}

/// Case, blanks and hyphens do not matter, as people type them.
fn normal(typed: &str) -> String {
    let letters = typed.chars().filter(|c| !c.is_whitespace() && *c != '-');
    letters.map(|c| c.to_ascii_uppercase()).collect()
}

/// The token of the device that uses `code` with this key: 32 bytes in hexadecimal.
///
/// It is derived, so that a request sent again gets the same answer and a late repeat cannot take a
/// token away from a device that uses it. Without the code, which the centre does not keep, it cannot
/// be derived again.
pub(super) fn token(secret: &[u8; 32], code: &str, public_key: &str) -> String {
    // Any length of key is a good one.
    let Ok(mut mac) = Hmac::<Sm3>::new_from_slice(secret) else { unreachable!() };
    for part in [b"token".as_slice(), normal(code).as_bytes(), public_key.as_bytes()] {
        mac.update(part);
        mac.update(b"|");
    }
    hex::encode(mac.finalize().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::{TOKEN_LENGTH, code, code_hash, token};

    #[test]
    fn a_code_is_drawn_evenly_and_read_as_people_type_it() {
        assert_eq!(code(&[0, 1, 2, 30, 31, 61, 247, 8, 9, 10]).unwrap(), "234Z2ZZABC");
        assert_eq!(code(&[255; 64]), None);
        assert_eq!(code(&[0; 9]), None);
        let hash = code_hash("234Z2ZZABC");
        for typed in ["234z2-zzabc", " 234Z2 ZZABC\n"] {
            assert_eq!(code_hash(typed), hash, "{typed}");
        }
        assert_ne!(code_hash("234Z2ZZABD"), hash);
    }

    #[test]
    fn a_token_depends_on_secret_code_and_key() {
        let one = token(&[1; 32], "ABC", "04");
        assert_eq!(one.len(), TOKEN_LENGTH);
        assert_eq!(one, token(&[1; 32], "a-bc", "04"));
        for other in [
            token(&[2; 32], "ABC", "04"),
            token(&[1; 32], "ABD", "04"),
            token(&[1; 32], "ABC", "05"),
        ] {
            assert_ne!(one, other);
        }
    }
}
