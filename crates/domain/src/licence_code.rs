//! The text of a licence's QR code, read back: see [`Licence::signed_text`].
//!
//! Whoever holds a paper wrote this text, so nothing in it is believed before its signature was
//! checked; see [`crate::register`].
//!
//! [`Licence::signed_text`]: crate::licence::Licence::signed_text

use crate::ids::{PersonId, WindowId};
use crate::product::{self, ProductKind};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How every licence's text begins.
pub const FORM: &str = "WC1.";
/// Bytes; a QR code of this size holds no more.
const LONGEST: usize = 4096;
/// Hexadecimal digits of an SM2 signature.
const SIGNATURE_LENGTH: usize = 128;

/// What a licence says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Stated {
    /// Its number.
    pub number: String,
    /// Which version of it.
    pub version: u32,
    /// What came of the application.
    pub kind: ProductKind,
    /// The code of its type.
    pub licence_type: String,
    /// Whose it is.
    pub holder: String,
    /// The day of issue.
    #[ts(type = "string")]
    pub issued_on: NaiveDate,
    /// The last day that it holds; `None` for always.
    #[ts(type = "string | null")]
    pub valid_until: Option<NaiveDate>,
    /// The window that issued it.
    pub window: WindowId,
    /// Who issued it there.
    pub person: PersonId,
}

impl Stated {
    /// What tells it apart from the other versions of its number: [`product::id`].
    pub fn id(&self) -> String {
        product::id(&self.number, self.version)
    }
}

/// The parts of a licence's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LicenceCode {
    /// What it says.
    pub stated: Stated,
    /// What was signed: the text up to the signature.
    pub signed: String,
    /// The signature of whoever issued it, in hexadecimal.
    pub signature: String,
}

/// Why a text is no licence's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeFault {
    /// It does not begin like one: another kind of code.
    Foreign,
    /// It begins like one and does not go on like one: cut, or altered.
    Broken,
}

/// Reads the text of a licence's QR code.
///
/// # Errors
/// [`CodeFault`]
pub fn read(text: &str) -> Result<LicenceCode, CodeFault> {
    let rest = text.strip_prefix(FORM).ok_or(CodeFault::Foreign)?;
    parts(text, rest).ok_or(CodeFault::Broken)
}

fn parts(text: &str, rest: &str) -> Option<LicenceCode> {
    if text.len() > LONGEST {
        return None;
    }
    let (list, signature) = rest.split_once('.')?;
    // One spelling alone: a signature in capitals would be another text with the same meaning.
    let canonical = signature.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    if !canonical || signature.len() != SIGNATURE_LENGTH {
        return None;
    }
    let (number, version, kind, licence_type, holder, issued_on, valid_until, window, person) =
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(list).ok()?).ok()?;
    Some(LicenceCode {
        stated: Stated {
            number,
            version,
            kind,
            licence_type,
            holder,
            issued_on,
            valid_until,
            window,
            person,
        },
        signed: format!("{FORM}{list}"),
        signature: signature.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::{CodeFault, read};
    use crate::ids::WindowId;
    use crate::sample::licence;

    #[test]
    fn what_was_signed_is_read_back() {
        let licence = licence();
        let window = WindowId::from("shangwu-03");
        let (signed, signature) = (licence.signed_text(&window, &"wang".into()), "0a".repeat(64));
        let code = read(&format!("{signed}.{signature}")).unwrap();
        assert_eq!((code.signed, code.signature), (signed, signature));
        assert_eq!(code.stated.number, licence.number);
        assert_eq!(code.stated.holder, licence.holder);
        assert_eq!(code.stated.valid_until, licence.valid_until);
        assert_eq!((code.stated.window, code.stated.person), (window, "wang".into()));
    }

    #[test]
    fn what_is_no_licence_is_told_from_what_was_broken() {
        let good =
            format!("{}.{}", licence().signed_text(&"w".into(), &"wang".into()), "0a".repeat(64));
        let huge = format!("WC1.{}", "A".repeat(1 << 20));
        let foreign = ["", "WC1", "WC2.a.b", "WC1-R|1", "https://a.example", &good[1..]];
        for text in foreign {
            assert_eq!(read(text), Err(CodeFault::Foreign), "{text}");
        }
        let broken = [
            "WC1.",
            "WC1..",
            "WC1.!!.00",
            &huge,
            &good.to_uppercase(),
            &good[..good.len() - 1],
            &format!("{good}0"),
            &format!("WC1.W10.{}", "0a".repeat(64)),
        ];
        for text in broken {
            assert_eq!(read(text), Err(CodeFault::Broken), "{text:.80}");
        }
    }
}
