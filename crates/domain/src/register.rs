//! 名册: what the centre says to whoever checks a licence without a network: who was appointed to what and
//! signs with which key, and which licences hold no more.
//!
//! Signatures are checked by a function that is handed in: here is only what follows from them.

use crate::appointment::{Appointment, Attested, PersonKey, Statement, WindowDevice};
use crate::clock::china;
use crate::ids::PersonId;
use crate::licence_code::{self, CodeFault, LicenceCode, Stated};
use crate::person::Role;
use crate::product::ProductKind;
use crate::text;
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

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

/// A page of the register as the centre signs it: what changed after one version, up to another. What was
/// there before stands, unless the page says it anew: by the same key, number, or person and beginning.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisterPage {
    /// What the reader has.
    pub after: u64,
    /// What the reader has then. Each change has the instant in milliseconds since 1970 at which it was made
    /// as its version, and one that is greater than every one before, even past the restoring of an older
    /// backup.
    pub version: u64,
    /// The newest version: more pages follow where it is greater.
    pub last: u64,
    /// The windows' devices.
    pub devices: Vec<Attested<WindowDevice>>,
    /// The appointments.
    pub appointments: Vec<Attested<Appointment>>,
    /// The keys of persons.
    pub keys: Vec<Attested<PersonKey>>,
    /// The licences that hold no more.
    pub revoked: Vec<Revocation>,
}

/// Who is who: the register, but for the licences that hold no more, which are looked up one by one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Register {
    /// Every device that was ever a window's.
    pub devices: Vec<Attested<WindowDevice>>,
    /// Every appointment.
    pub appointments: Vec<Attested<Appointment>>,
    /// Every key of a person.
    pub keys: Vec<Attested<PersonKey>>,
}

impl Register {
    /// The appointment that a person holds at an instant.
    pub fn appointed(&self, person: &PersonId, at: DateTime<FixedOffset>) -> Option<&Appointment> {
        let own = self.appointments.iter().map(|known| &known.of).filter(|of| of.person == *person);
        own.rev().find(|of| of.term.holds_at(at))
    }

    /// Takes in what a page says anew.
    pub fn take(&mut self, page: RegisterPage) {
        let RegisterPage { devices, appointments, keys, .. } = page;
        take(&mut self.devices, devices, |one, other| one.public_key == other.public_key);
        take(&mut self.keys, keys, |one, other| one.public_key == other.public_key);
        take(&mut self.appointments, appointments, |one, other| {
            one.person == other.person && one.term.from == other.term.from
        });
    }
}

fn take<T>(known: &mut Vec<Attested<T>>, came: Vec<Attested<T>>, same: impl Fn(&T, &T) -> bool) {
    for new in came {
        known.retain(|old| !same(&old.of, &new.of));
        known.push(new);
    }
}

/// From when a version of the register is.
pub fn changed_at(version: u64) -> Option<DateTime<FixedOffset>> {
    let millis = i64::try_from(version).ok().filter(|millis| *millis > 0)?;
    Some(DateTime::from_timestamp_millis(millis)?.with_timezone(&china()))
}

/// What is to be thought of a licence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Somebody who worked at that window of the centre signed it, and it holds.
    Valid,
    /// Genuine, but of a day that is still to come.
    NotYet,
    /// Genuine, but its last day has passed.
    Expired,
    /// It says that somebody issued it at a window of the centre, and the signature is not that one's.
    Altered,
    /// Genuine, and revoked.
    Revoked,
    /// Genuine, and another licence, or a newer version of it, stands in its place.
    Replaced,
    /// Genuine: the notice that a licence was cancelled, or that licence.
    Cancelled,
    /// Nothing is known of it: no licence of this centre, or of somebody who by the register could issue none
    /// there then.
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
    /// The centre's register.
    pub register: &'a Register,
    /// The centre's public key, which signed what the register says.
    pub centre_key: &'a str,
    /// Whether a signature (third) over a text (second) is by a key (first).
    pub holds: fn(&str, &str, &str) -> bool,
}

impl Trust<'_> {
    /// Judges the text of a licence's QR code on a legal day. Blanks around it do not matter. `revoked` gives
    /// the revocation of a licence by its number ([`crate::product::id`]); only a genuine one is asked for.
    ///
    /// # Errors
    /// Those of `revoked`.
    pub fn judge<E>(
        &self,
        text: &str,
        today: NaiveDate,
        revoked: impl FnOnce(&str) -> Result<Option<Revocation>, E>,
    ) -> Result<Finding, E> {
        match self.stated(text) {
            Ok(stated) => {
                let revocation = revoked(&stated.id())?;
                Ok(Finding::of(stated, revocation, today))
            }
            Err(verdict) => Ok(Finding { verdict, licence: None, revocation: None }),
        }
    }

    /// What the text of a licence's QR code says, once it is known to be genuine.
    ///
    /// # Errors
    /// [`Verdict::Unknown`] and [`Verdict::Altered`].
    pub fn stated(&self, text: &str) -> Result<Stated, Verdict> {
        match licence_code::read(text.trim()) {
            Err(CodeFault::Foreign) => Err(Verdict::Unknown),
            Err(CodeFault::Broken) => Err(Verdict::Altered),
            Ok(code) => self.signer(&code).map(|()| code.stated),
        }
    }

    /// Whether a key that its person had at that window signed it, and the person could issue there.
    fn signer(&self, code: &LicenceCode) -> Result<(), Verdict> {
        let Stated { window, person, issued_on, .. } = &code.stated;
        let own =
            |known: &&Attested<PersonKey>| known.of.person == *person && known.of.window == *window;
        let keys = self.register.keys.iter().filter(own).filter(|known| self.said(*known));
        let keys: Vec<_> = keys.collect();
        if keys.is_empty() {
            return Err(Verdict::Unknown);
        }
        let signed = |known: &&Attested<PersonKey>| {
            (self.holds)(&known.of.public_key, &code.signed, &code.signature)
        };
        let key = keys.into_iter().find(signed).ok_or(Verdict::Altered)?;
        // A key that ended may still sign: only what was issued in its own days counts.
        let could = key.of.term.covers(*issued_on) && self.could_issue(&key.of, *issued_on);
        if could { Ok(()) } else { Err(Verdict::Unknown) }
    }

    /// Whether its person worked at windows of the department on that day, and the device was the window's.
    /// Whether the person could issue just that, the grants say, which the register does not have.
    fn could_issue(&self, key: &PersonKey, day: NaiveDate) -> bool {
        let said = self.register.devices.iter().filter(|known| self.said(*known));
        let device = key.device(said.map(|known| &known.of));
        let Some(device) = device.filter(|device| device.term.covers(day)) else { return false };
        let appointments = self.register.appointments.iter().filter(|known| {
            let Appointment { person: whose, role, department, term, .. } = &known.of;
            let at_windows = matches!(role, Role::Clerk | Role::Chief);
            let here = *department == device.department && at_windows;
            *whose == key.person && here && term.covers(day)
        });
        appointments.into_iter().any(|known| self.said(known))
    }

    /// Whether the centre said so.
    fn said<T: Statement>(&self, known: &Attested<T>) -> bool {
        (self.holds)(self.centre_key, &known.of.signed_text(), &known.signature)
    }
}

impl Finding {
    /// How a genuine licence stands.
    pub fn of(licence: Stated, revocation: Option<Revocation>, today: NaiveDate) -> Self {
        let expired = licence.valid_until.is_some_and(|until| until < today);
        let verdict = match &revocation {
            Some(revocation) => revocation.verdict(),
            None if licence.kind == ProductKind::Cancelled => Verdict::Cancelled,
            None if licence.issued_on > today => Verdict::NotYet,
            None if expired => Verdict::Expired,
            None => Verdict::Valid,
        };
        Self { verdict, licence: Some(licence), revocation }
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
