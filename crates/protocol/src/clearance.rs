//! 解除: the code by which a supervisor lets a halted window issue again.
//!
//! The window shows a challenge; the supervisor asks the server for the code that answers it, and may
//! read it out over the telephone. Window and server share the digest of the device's token, so that the
//! code needs no network, and nobody else can make it.

use crate::DeviceToken;
use clerk_domain::digest::Digest;
use clerk_domain::ids::WindowId;
use clerk_domain::number::Suffix;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sm3::Sm3;

/// The code for a challenge, such as `7K3QX9-0B2M4T`: 60 bits of HMAC-SM3 over window and challenge.
pub fn clearance(token: Digest, window: &WindowId, challenge: &str) -> String {
    // Any length of key is a good one.
    let Ok(mut mac) = Hmac::<Sm3>::new_from_slice(&token.0) else { unreachable!() };
    mac.update(format!("WCC1|{window}|{}", normal(challenge)).as_bytes());
    let [a, b, c, d, e, f, g, h, ..] = mac.finalize().into_bytes().0;
    let halves = [[a, b, c, d], [e, f, g, h]];
    let [first, second] = halves.map(|half| Suffix::from_random(u32::from_be_bytes(half)));
    format!("{first}-{second}")
}

/// Whether a typed code answers the challenge. Case, blanks and hyphens do not matter.
pub fn clears(token: &DeviceToken, window: &WindowId, challenge: &str, typed: &str) -> bool {
    let token = Digest::of(token.0.as_bytes());
    // Compared as digests, so that how far two codes agree does not show in the time it takes.
    let digest = |code: &str| Digest::of(normal(code).as_bytes());
    digest(&clearance(token, window, challenge)) == digest(typed)
}

fn normal(typed: &str) -> String {
    let letters = typed.chars().filter(|c| !c.is_whitespace() && *c != '-');
    letters.map(|c| c.to_ascii_uppercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::{clearance, clears};
    use crate::DeviceToken;
    use clerk_domain::digest::Digest;

    #[test]
    fn a_code_answers_its_own_challenge_alone() {
        let (token, other) = (DeviceToken("a".repeat(64)), DeviceToken("b".repeat(64)));
        let window = "shangwu-03".into();
        let code = clearance(Digest::of(token.0.as_bytes()), &window, "K7Q2MX");
        assert_eq!(code.len(), 13);
        for typed in [code.clone(), code.to_lowercase(), code.replace('-', " ")] {
            assert!(clears(&token, &window, "k7q2mx", &typed));
        }
        assert!(!clears(&token, &window, "K7Q2MY", &code));
        assert!(!clears(&token, &"shangwu-04".into(), "K7Q2MX", &code));
        assert!(!clears(&other, &window, "K7Q2MX", &code));
        assert!(!clears(&token, &window, "K7Q2MX", ""));
        assert!(!clears(&token, &window, "K7Q2MX", &code[..6]));
    }
}
