//! 任命: who is what, where, from when until when, and with which key each of them signs.
//!
//! Each of these is said by the centre under its signature, with its end where it has one. So a third
//! party can check years later who was appointed when something was issued, with `openssl` alone.

use crate::clock::china_date;
use crate::ids::{DepartmentId, PersonId, WindowId};
use crate::person::{Person, Role};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

/// When something holds: from an instant on, and until another one, which is no more part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// The first instant.
    pub from: DateTime<FixedOffset>,
    /// The end; `None` while there is none.
    #[serde(default)]
    pub until: Option<DateTime<FixedOffset>>,
}

impl Term {
    /// Begun, and not ended.
    pub fn since(from: DateTime<FixedOffset>) -> Self {
        Self { from, until: None }
    }

    /// Whether it holds at an instant.
    pub fn holds_at(&self, at: DateTime<FixedOffset>) -> bool {
        self.from <= at && self.until.is_none_or(|until| at < until)
    }

    /// Whether it holds at any time of a legal day: a licence states no more than its day.
    pub fn covers(&self, day: NaiveDate) -> bool {
        let of = |at: DateTime<FixedOffset>| china_date(at.to_utc());
        of(self.from) <= day && self.until.is_none_or(|until| day <= of(until))
    }

    /// Both ends as they are signed: RFC 3339, `-` for no end.
    fn text(&self) -> String {
        let until = self.until.map_or_else(|| "-".to_owned(), |until| until.to_rfc3339());
        format!("{}|{until}", self.from.to_rfc3339())
    }
}

/// What the centre says under its signature.
pub trait Statement {
    /// The exact text that it signs.
    fn signed_text(&self) -> String;
}

/// A statement with the centre's signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attested<T> {
    /// What is said.
    pub of: T,
    /// The centre's SM2 signature over [`Statement::signed_text`], in hexadecimal.
    pub signature: String,
}

/// A person's appointment: one at a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appointment {
    /// Who.
    pub person: PersonId,
    /// The name as people write it.
    pub name: String,
    /// What the person is.
    pub role: Role,
    /// The department that the person belongs to.
    pub department: DepartmentId,
    /// From when until when.
    pub term: Term,
}

impl Appointment {
    /// The person as appointed.
    pub fn as_person(&self) -> Person {
        let Self { person, name, role, department, .. } = self;
        Person {
            id: person.clone(),
            name: name.clone(),
            role: *role,
            department: department.clone(),
        }
    }
}

impl Statement for Appointment {
    /// `WAP1|person|role|department|from|until|name`.
    fn signed_text(&self) -> String {
        let Self { person, name, role, department, term } = self;
        let role = match role {
            Role::Clerk => "clerk",
            Role::Chief => "chief",
            Role::Leader => "leader",
            Role::Supervisor => "supervisor",
            Role::Admin => "admin",
        };
        format!("WAP1|{person}|{role}|{department}|{}|{name}", term.text())
    }
}

/// A person's key at a window: made there at the first log-in, and never anywhere else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonKey {
    /// Whose.
    pub person: PersonId,
    /// At which window.
    pub window: WindowId,
    /// The SM2 public key, uncompressed SEC1 in hexadecimal.
    pub public_key: String,
    /// From when until when.
    pub term: Term,
}

impl PersonKey {
    /// The device that it was made on, of all that were the window's: a key ends with it.
    pub fn device<'a>(
        &self,
        devices: impl IntoIterator<Item = &'a WindowDevice>,
    ) -> Option<&'a WindowDevice> {
        let made_on = |known: &&WindowDevice| {
            known.window == self.window && known.term.holds_at(self.term.from)
        };
        devices.into_iter().find(made_on)
    }

    /// Whether it could sign at an instant.
    pub fn could_sign<'a>(
        &self,
        devices: impl IntoIterator<Item = &'a WindowDevice>,
        at: DateTime<FixedOffset>,
    ) -> bool {
        self.term.holds_at(at) && self.device(devices).is_some_and(|of| of.term.holds_at(at))
    }
}

impl Statement for PersonKey {
    /// `WPK1|person|window|public key|from|until`.
    fn signed_text(&self) -> String {
        let Self { person, window, public_key, term } = self;
        format!("WPK1|{person}|{window}|{public_key}|{}", term.text())
    }
}

/// A window's device, by its key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WindowDevice {
    /// Which window.
    pub window: WindowId,
    /// Of which department.
    pub department: DepartmentId,
    /// The SM2 public key, uncompressed SEC1 in hexadecimal.
    pub public_key: String,
    /// From the enrolment until another device took its place, or it was disabled.
    pub term: Term,
}

impl Statement for WindowDevice {
    /// `WCK1|window|department|public key|from|until`.
    fn signed_text(&self) -> String {
        let Self { window, department, public_key, term } = self;
        format!("WCK1|{window}|{department}|{public_key}|{}", term.text())
    }
}

#[cfg(test)]
mod tests {
    use super::{Appointment, PersonKey, Statement as _, Term, WindowDevice};
    use crate::person::Role;
    use crate::sample::{date, time};

    fn term() -> Term {
        let until = Some(time("2026-11-24T12:00:00+08:00"));
        Term { from: time("2026-11-23T12:00:00+08:00"), until }
    }

    #[test]
    fn a_term_has_its_beginning_and_not_its_end() {
        let rows = [
            ("2026-11-23T11:59:59+08:00", false),
            ("2026-11-23T12:00:00+08:00", true),
            ("2026-11-24T11:59:59+08:00", true),
            ("2026-11-24T12:00:00+08:00", false),
        ];
        for (at, holds) in rows {
            assert_eq!(term().holds_at(time(at)), holds, "{at}");
        }
        let endless = Term::since(term().from);
        assert!(endless.holds_at(time("2126-01-01T00:00:00+08:00")));
        let days = [
            ("2026-11-22", false),
            ("2026-11-23", true),
            ("2026-11-24", true),
            ("2026-11-25", false),
        ];
        for (day, covered) in days {
            assert_eq!(term().covers(date(day)), covered, "{day}");
        }
    }

    #[test]
    fn each_statement_signs_all_that_it_says() {
        let appointment = Appointment {
            person: "wang".into(),
            name: "王小明（样本）".to_owned(),
            role: Role::Chief,
            department: "shangwu".into(),
            term: Term::since(term().from),
        };
        let text = "WAP1|wang|chief|shangwu|2026-11-23T12:00:00+08:00|-|王小明（样本）";
        assert_eq!(appointment.signed_text(), text);
        assert_eq!(appointment.as_person().role, Role::Chief);
        let public_key = "04ab".to_owned();
        let (window, person) = ("shangwu-03".into(), "wang".into());
        let ends = "2026-11-23T12:00:00+08:00|2026-11-24T12:00:00+08:00";
        let key = PersonKey { person, window, public_key: public_key.clone(), term: term() };
        assert_eq!(key.signed_text(), format!("WPK1|wang|shangwu-03|04ab|{ends}"));
        let window = key.window;
        let device =
            WindowDevice { window, department: "shangwu".into(), public_key, term: term() };
        assert_eq!(device.signed_text(), format!("WCK1|shangwu-03|shangwu|04ab|{ends}"));
    }
}
