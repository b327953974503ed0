//! 解除: the codes by which a supervisor lets a halted window issue again.
//!
//! The centre makes them from a key that no window has. A device gets a commitment to each code as it is
//! enrolled, so that it knows a right one without a network, and makes none itself.

use clerk_domain::digest::Digest;
use clerk_domain::ids::WindowId;
use clerk_domain::number::letters;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sm3::Sm3;

/// How many codes a device has; they are numbered from 1 on, and each clears one halt.
pub const CLEARANCES: u32 = 100;

/// The codes of a device. Another one that becomes the same window has others.
#[derive(Clone, Copy, Debug)]
pub struct Clearances<'a> {
    /// The window.
    pub window: &'a WindowId,
    /// The device's public key.
    pub public_key: &'a str,
}

impl Clearances<'_> {
    /// The code of a number, such as `7K3Q-X90B-2M4T-6HJD`: the first 80 bits of HMAC-SM3 under the
    /// centre's clearance key.
    pub fn code(self, key: &[u8; 32], number: u32) -> String {
        const BYTES: usize = 10;
        const GROUPS: u32 = 4;
        const LETTERS_EACH: u32 = 4;
        const BITS_EACH: u32 = 20;
        // Any length of key is a good one.
        let Ok(mut mac) = Hmac::<Sm3>::new_from_slice(key) else { unreachable!() };
        mac.update(self.text(number).as_bytes());
        let mac = mac.finalize().into_bytes();
        let bits = mac.iter().take(BYTES).fold(0, |bits: u128, byte| bits << 8 | u128::from(*byte));
        let groups = (0..GROUPS).rev().map(|group| {
            // Of what is above the group's bits nothing is read.
            let group = bits >> (group * BITS_EACH) & u128::from(u32::MAX);
            letters(u32::try_from(group).unwrap_or_default(), LETTERS_EACH)
        });
        groups.collect::<Vec<_>>().join("-")
    }

    /// By which a device knows the code of a number. Its 80 random bits cannot be searched for.
    pub fn commitment(self, number: u32, code: &str) -> Digest {
        Digest::of(format!("{}|{}", self.text(number), normal(code)).as_bytes())
    }

    /// The commitments to all codes, in the order of their numbers.
    pub fn commitments(self, key: &[u8; 32]) -> Vec<Digest> {
        let codes = (1..=CLEARANCES).map(|number| (number, self.code(key, number)));
        codes.map(|(number, code)| self.commitment(number, &code)).collect()
    }

    fn text(self, number: u32) -> String {
        format!("WCC2|{}|{}|{number}", self.window, self.public_key)
    }
}

/// A code as it goes into its commitment: capitals and digits alone. Letters that no code has are those
/// for which they are misread.
fn normal(typed: &str) -> String {
    let letters = typed.chars().filter(|c| !c.is_whitespace() && *c != '-');
    let read = |c: char| match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    letters.map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::{CLEARANCES, Clearances};
    use clerk_domain::ids::WindowId;
    use std::collections::BTreeSet;

    const KEY: [u8; 32] = [3; 32];

    fn of<'a>(window: &'a WindowId, public_key: &'a str) -> Clearances<'a> {
        Clearances { window, public_key }
    }

    /// Made by `openssl dgst -sm3 -mac HMAC -macopt hexkey:0303…` of `WCC2|shangwu-03|04aa|7`, its first
    /// ten bytes five bits a letter, and by `openssl dgst -sm3` of the same, `|` and the sixteen letters.
    #[test]
    fn a_code_has_its_documented_form() {
        let window = "shangwu-03".into();
        let codes = of(&window, "04aa");
        assert_eq!(codes.code(&KEY, 7), "2X7N-PTPP-KP8N-1AN6");
        let commitment = codes.commitment(7, "2X7N-PTPP-KP8N-1AN6").to_string();
        assert_eq!(commitment, "ae8044f14b06ea93008a5b3cb7ba70b7d5ae7577df9efca75d4097cd9f219ec0");
    }

    #[test]
    fn a_commitment_is_to_one_code_of_one_device() {
        let (window, other) = ("shangwu-03".into(), "shangwu-04".into());
        let device = of(&window, "04aa");
        let commitments = device.commitments(&KEY);
        assert_eq!(commitments.len(), CLEARANCES as usize);
        assert_eq!(commitments.iter().collect::<BTreeSet<_>>().len(), commitments.len());
        let code = device.code(&KEY, 7);
        for typed in [code.clone(), code.to_lowercase(), code.replace('-', " ")] {
            assert_eq!(device.commitment(7, &typed), commitments[6]);
        }
        let read = code.replace('0', "o").replace('1', "l");
        assert_eq!(device.commitment(7, &read), commitments[6]);
        let (twin, elsewhere) = (of(&window, "04ab"), of(&other, "04aa"));
        for wrong in [
            String::new(),
            code[..18].to_owned(),
            device.code(&KEY, 8),
            device.code(&[4; 32], 7),
            twin.code(&KEY, 7),
            elsewhere.code(&KEY, 7),
        ] {
            assert_ne!(device.commitment(7, &wrong), commitments[6], "{wrong}");
        }
        // The same code would not clear another device either.
        assert_ne!(twin.commitment(7, &code), commitments[6]);
    }
}
