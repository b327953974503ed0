//! What an act in the centre's own journal changes beside the journal: tables `person`, `service_window`,
//! `device`, and those of the register.

use super::codec::number;
use super::sql::Sql as _;
use super::{enrolments, journals, packs, register};
use crate::error::During as _;
use crate::repository::{Administered, Password, RegisterLine, Result};
use chrono::{DateTime, Utc};
use clerk_domain::ids::{Author, PersonId, WindowId};
use clerk_protocol::{Secret, Window};
use rusqlite::Connection;

/// `false` where a code that it uses up is used, rules are not newer, or a licence was revoked before.
pub(super) fn carry_out(
    db: &Connection,
    changes: &Administered,
    at: DateTime<Utc>,
) -> Result<bool> {
    let Administered { devices, appointments, keys, .. } = changes;
    let lines = devices.iter().cloned().map(RegisterLine::Device);
    let lines = lines.chain(appointments.iter().cloned().map(RegisterLine::Appointment));
    for line in lines.chain(keys.iter().cloned().map(RegisterLine::Key)) {
        register::put(db, &line, at)?;
    }
    if let Some((person, password)) = &changes.password {
        put_password(db, person, password)?;
    }
    if let Some((person, disabled)) = &changes.disabled {
        let text = "UPDATE person SET disabled = ? WHERE id = ?";
        db.change(text, (disabled, person.as_str())).during("disable a person")?;
    }
    if let Some((window, recovery)) = &changes.window {
        add_window(db, window, recovery)?;
    }
    if let Some(window) = &changes.device_ended {
        end_device(db, window, at)?;
    }
    if let Some((version, pack)) = &changes.published
        && !packs::add(db, *version, pack, at)?
    {
        return Ok(false);
    }
    if let Some(revocation) = &changes.revoked
        && !register::add_revocation(db, revocation, at)?
    {
        return Ok(false);
    }
    let Some((code, enrolment)) = &changes.enrolled else { return Ok(true) };
    end_device(db, &enrolment.window, at)?;
    enrolments::enrol(db, *code, enrolment)
}

fn put_password(db: &Connection, person: &PersonId, password: &Password) -> Result<()> {
    let done = db.change(
        "INSERT INTO person (id, password_hash, password_at, password_given)
         VALUES (?1, ?2, ?3, ?4) ON CONFLICT (id) DO UPDATE SET
         password_hash = ?2, password_at = ?3, password_given = ?4",
        (person.as_str(), &password.hash, password.at.timestamp_millis(), password.given),
    );
    done.map(drop).during("keep a password")
}

fn add_window(db: &Connection, window: &Window, recovery: &Secret) -> Result<()> {
    let Window { id, name, department } = window;
    let text = "INSERT INTO service_window (id, name, department, recovery) VALUES (?, ?, ?, ?)";
    let done = db.change(text, (id.as_str(), name, department.as_str(), &recovery.0));
    done.during("add a window")?;
    journals::begin(db, &Author::from(id))
}

fn end_device(db: &Connection, window: &WindowId, at: DateTime<Utc>) -> Result<()> {
    let text = "UPDATE device SET ended_at = ? WHERE window = ? AND ended_at IS NULL";
    let at = number(at.timestamp_millis().unsigned_abs());
    db.change(text, (at, window.as_str())).map(drop).during("end a device")
}
