//! 证照标识: a licence's national identifier (GB/T 36904).
//!
//! Root, type, issuer, serial, version, check character, parted by dots:
//! `1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U`. The serial may be
//! twenty random characters, so it needs no network. Here it is drawn from the licence's number, which
//! is one of its kind, so that a reprint carries the same.
//!
//! Unverified: the standard's own text was not read. Shape and check come from public code, and the
//! examples found there carry the check character that [`check_character`] gives.

use crate::digest::Digest;

/// The root of every identifier.
const ROOT: &str = "1.2.156.3005.2";
/// The first version; a licence that is changed is a new licence here.
const VERSION: &str = "001";
const SERIAL_LENGTH: usize = 20;
const ALPHABET: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// The identifier of the licence of this number. `licence_type` is the national code of its type,
/// `issuer` the credit code of the organ that issues it; `None` where either is empty or holds
/// anything but digits and capitals.
pub fn licence_identifier(licence_type: &str, issuer: &str, number: &str) -> Option<String> {
    let serial = serial(&format!("WCI1|{licence_type}|{issuer}|{number}"));
    let parts = [licence_type, issuer, &serial, VERSION];
    if parts.iter().any(|part| part.is_empty()) {
        return None;
    }
    let check = check_character(&parts.concat())?;
    Some(format!("{ROOT}.{}.{check}", parts.join(".")))
}

/// The check character of ISO 7064 MOD 37,36 over `text`, without dots and root; `None` where the text
/// holds anything but digits and capitals.
pub fn check_character(text: &str) -> Option<char> {
    let mut product = 36;
    for byte in text.bytes() {
        let value = ALPHABET.iter().position(|known| *known == byte)?;
        product = match (product + value) % 36 {
            0 => 36 * 2 % 37,
            sum => sum * 2 % 37,
        };
    }
    ALPHABET.get((37 - product) % 36).map(|byte| char::from(*byte))
}

fn serial(seed: &str) -> String {
    let digest = Digest::of(seed.as_bytes());
    // 36²⁰ lies below 2¹⁰⁴: of 128 bits, every serial is about as likely as any other.
    let mut rest = digest.0.iter().take(16).fold(0, |sum: u128, byte| sum << 8 | u128::from(*byte));
    let mut serial = String::with_capacity(SERIAL_LENGTH);
    for _ in 0..SERIAL_LENGTH {
        let digit = usize::try_from(rest % 36).ok().and_then(|at| ALPHABET.get(at));
        serial.extend(digit.map(|byte| char::from(*byte)));
        rest /= 36;
    }
    serial
}

#[cfg(test)]
mod tests {
    use super::{check_character, licence_identifier};

    /// Examples of the form in public code.
    #[test]
    fn identifiers_that_are_in_use_carry_this_check_character() {
        for identifier in [
            "11100000000013338W011.11430000006122244L.20230000403.001.U",
            "11100000MB03271699022.340100.000000016.001.9",
        ] {
            let (text, check) = identifier.rsplit_once('.').unwrap();
            assert_eq!(check_character(&text.replace('.', "")), check.chars().next(), "{text}");
        }
        assert_eq!(check_character("a"), None);
    }

    #[test]
    fn every_wrong_character_and_every_swap_of_neighbours_is_noticed() {
        let text = "11100000000013338W01111430000006122244L20230000403001";
        let check = check_character(text).unwrap();
        for at in 0..text.len() {
            for other in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".chars() {
                let mut wrong = text.to_owned();
                wrong.replace_range(at..=at, &other.to_string());
                assert_eq!(check_character(&wrong) == Some(check), wrong == text, "{wrong}");
            }
            let mut swapped = text.as_bytes().to_vec();
            swapped.swap(at, at.saturating_sub(1));
            let swapped = String::from_utf8(swapped).unwrap();
            assert_eq!(check_character(&swapped) == Some(check), swapped == text, "{swapped}");
        }
    }

    #[test]
    fn the_same_licence_gives_the_same_identifier_and_another_gives_another() {
        let of = |number| licence_identifier("11320300MB0000000X001", "11320300MB0000000X", number);
        let one = of("SWWZ-2026-000001-7K2M").unwrap();
        assert_eq!(one, of("SWWZ-2026-000001-7K2M").unwrap());
        assert_ne!(one, of("SWWZ-2026-000002-7K2M").unwrap());
        let parts: Vec<_> = one.strip_prefix("1.2.156.3005.2.").unwrap().split('.').collect();
        assert_eq!(parts[..2], ["11320300MB0000000X001", "11320300MB0000000X"]);
        assert_eq!((parts[2].len(), parts[3], parts.len()), (20, "001", 5));
        assert_eq!(check_character(&parts[..4].concat()), parts[4].chars().next());
        for (licence_type, issuer) in [("", "1"), ("1", ""), ("a", "1"), ("1", "1.1")] {
            assert_eq!(licence_identifier(licence_type, issuer, "1"), None);
        }
    }
}
