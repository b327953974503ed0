//! 名册: what the centre says of licences to whoever checks one without a network: whose key may sign
//! them, and which of them hold no more.
//!
//! Signatures are checked by a function that is handed in: here is only what follows from them.

use crate::clock::china;
use crate::ids::WindowId;
use crate::licence_code::{self, CodeFault, LicenceCode, Stated};
use crate::product::ProductKind;
use crate::text;
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The centre's word that a key is a window's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// Whose key.
    pub window: WindowId,
    /// The SM2 public key, uncompressed SEC1 in hexadecimal.
    pub public_key: String,
    /// The legal day of its enrolment.
    pub from: NaiveDate,
    /// The legal day on which a newer device took its place; `None` while it is the window's.
    #[serde(default)]
    pub until: Option<NaiveDate>,
    /// The centre's signature over [`Certificate::signed_text`], in hexadecimal.
    pub signature: String,
}

impl Certificate {
    /// What the centre signs: `WCK1|window|public key|day of enrolment`.
    pub fn signed_text(&self) -> String {
        format!("WCK1|{}|{}|{}", self.window, self.public_key, self.from)
    }

    /// Whether a licence of this day may be signed with the key, both bounds included.
    fn covers(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// A licence that holds no more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Revocation {
    /// Its number; of a version from the second one on, with it ([`crate::product::id`]).
    pub number: String,
    /// The legal day of the revocation.
    #[ts(type = "string")]
    pub on: NaiveDate,
    /// Why, as the public is told.
    pub reason: String,
    /// The number of the licence that stands in its place.
    #[serde(default)]
    pub replaced_by: Option<String>,
    /// Whether it was cancelled (注销), which is no revocation (撤销) for what was wrong with it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub cancelled: bool,
}

/// The most characters of a reason that the register carries. What comes from an honest window or the
/// administrator has no more; what comes from another one is kept whole in its journal.
const REASON_CARRIED: usize = text::REASON_MOST;
/// The most characters of a number. A number has some thirty, with its version.
const NUMBER_CARRIED: usize = 100;

impl Revocation {
    /// The same as the register carries it: too long texts are cut, so that no act makes the register
    /// too large to be handed out.
    #[must_use]
    pub fn carried(self) -> Self {
        let number = |number: String| text::shortened(number, NUMBER_CARRIED);
        Self {
            number: number(self.number),
            reason: text::shortened(self.reason, REASON_CARRIED),
            replaced_by: self.replaced_by.map(number),
            ..self
        }
    }

    /// What is to be thought of a genuine licence that holds no more by this.
    fn verdict(&self) -> Verdict {
        match (&self.replaced_by, self.cancelled) {
            (Some(_), _) => Verdict::Replaced,
            (None, true) => Verdict::Cancelled,
            (None, false) => Verdict::Revoked,
        }
    }
}

/// The register as the centre signs it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Register {
    /// The instant of its last change, in milliseconds since 1970. It grows with each change, even
    /// past the restoring of an older backup.
    pub version: u64,
    /// Every key that was ever a window's, in order of enrolment.
    pub keys: Vec<Certificate>,
    /// Every licence that holds no more, in order of revocation.
    pub revoked: Vec<Revocation>,
}

impl Register {
    /// From when it is.
    pub fn changed_at(&self) -> Option<DateTime<FixedOffset>> {
        let millis = i64::try_from(self.version).ok()?;
        Some(DateTime::from_timestamp_millis(millis)?.with_timezone(&china()))
    }

    /// The revocation of a licence.
    pub fn revocation(&self, number: &str) -> Option<&Revocation> {
        self.revoked.iter().find(|revocation| revocation.number == number)
    }
}

/// What is to be thought of a licence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// A window of the centre signed it, and it holds.
    Valid,
    /// Genuine, but of a day that is still to come.
    NotYet,
    /// Genuine, but its last day has passed.
    Expired,
    /// It says that a window of the centre issued it, and its signature is not that window's.
    Altered,
    /// Genuine, and revoked.
    Revoked,
    /// Genuine, and another licence, or a newer version of it, stands in its place.
    Replaced,
    /// Genuine: the notice that a licence was cancelled, or that licence.
    Cancelled,
    /// Nothing is known of it: no licence of this centre, or of a window that the register lacks.
    Unknown,
}

/// A verdict with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Finding {
    /// The verdict.
    pub verdict: Verdict,
    /// What the licence says, once its signature held; nothing of an altered one is repeated.
    pub licence: Option<Stated>,
    /// How it came to hold no more.
    pub revocation: Option<Revocation>,
}

impl Finding {
    /// The finding with what whoever judges knows beside the register: that the licence was made void.
    /// Of one that is not known to be genuine this says nothing.
    #[must_use]
    pub fn knowing(self, void: Option<Revocation>) -> Self {
        let replaced = |known: &Revocation| known.replaced_by.is_some();
        match (&self.licence, &self.revocation, void) {
            (Some(_), known, Some(void)) if !known.as_ref().is_some_and(replaced) => {
                Self { verdict: void.verdict(), revocation: Some(void), ..self }
            }
            _ => self,
        }
    }
}

/// By what a licence is judged.
pub struct Trust<'a> {
    /// The centre's register, already known to be the centre's.
    pub register: &'a Register,
    /// The centre's public key, which signed the certificates.
    pub centre_key: &'a str,
    /// Whether a signature (third) over a text (second) is by a key (first).
    pub holds: fn(&str, &str, &str) -> bool,
}

impl Trust<'_> {
    /// Judges the text of a licence's QR code on a legal day. Blanks around it do not matter.
    pub fn judge(&self, text: &str, today: NaiveDate) -> Finding {
        let nothing = |verdict| Finding { verdict, licence: None, revocation: None };
        match licence_code::read(text.trim()) {
            Err(CodeFault::Foreign) => nothing(Verdict::Unknown),
            Err(CodeFault::Broken) => nothing(Verdict::Altered),
            Ok(code) => match self.signer(&code) {
                Err(verdict) => nothing(verdict),
                Ok(()) => self.standing(code.stated, today),
            },
        }
    }

    /// Whether a key of the window that it names signed it.
    fn signer(&self, code: &LicenceCode) -> Result<(), Verdict> {
        let keys = self.register.keys.iter().filter(|known| known.window == code.stated.window);
        let certified = |known: &&Certificate| {
            (self.holds)(self.centre_key, &known.signed_text(), &known.signature)
        };
        let keys: Vec<_> = keys.filter(certified).collect();
        if keys.is_empty() {
            return Err(Verdict::Unknown);
        }
        let signed =
            |key: &&Certificate| (self.holds)(&key.public_key, &code.signed, &code.signature);
        let key = keys.into_iter().find(signed).ok_or(Verdict::Altered)?;
        // A device that was replaced may still sign: only what it issued in its own days counts.
        if key.covers(code.stated.issued_on) { Ok(()) } else { Err(Verdict::Unknown) }
    }

    /// How a genuine licence stands.
    pub fn standing(&self, licence: Stated, today: NaiveDate) -> Finding {
        let revocation = self.register.revocation(&licence.id()).cloned();
        let expired = licence.valid_until.is_some_and(|until| until < today);
        let verdict = match &revocation {
            Some(revocation) => revocation.verdict(),
            None if licence.kind == ProductKind::Cancelled => Verdict::Cancelled,
            None if licence.issued_on > today => Verdict::NotYet,
            None if expired => Verdict::Expired,
            None => Verdict::Valid,
        };
        Finding { verdict, licence: Some(licence), revocation }
    }
}

#[cfg(test)]
mod tests {
    use super::{NUMBER_CARRIED, REASON_CARRIED, Revocation};

    #[test]
    fn what_the_register_carries_is_bounded_and_else_as_it_was() {
        let honest = Revocation {
            number: "SWWZ-2026-000123-7K3QX9-M/2".to_owned(),
            on: "2026-11-23".parse().unwrap(),
            reason: "错".repeat(REASON_CARRIED),
            replaced_by: Some("SWWZ-2026-000124-7K3QX9-M".to_owned()),
            cancelled: false,
        };
        assert_eq!(honest.clone().carried(), honest);
        let huge = || "错".repeat(11 << 20);
        let hostile = Revocation { reason: huge(), ..honest.clone() };
        assert_eq!(hostile.carried().reason, "错".repeat(REASON_CARRIED - 1) + "…");
        let hostile = Revocation { number: huge(), replaced_by: Some(huge()), ..honest };
        let carried = hostile.carried();
        assert_eq!(carried.number.chars().count(), NUMBER_CARRIED);
        assert_eq!(carried.replaced_by.unwrap().chars().count(), NUMBER_CARRIED);
    }
}
