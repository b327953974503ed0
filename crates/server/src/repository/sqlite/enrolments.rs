//! Tables `code` and `device`: how a device becomes a window.

use super::SqliteRepository;
use super::codec::to_instant;
use super::sql::Sql as _;
use crate::error::{During as _, ServerError};
use crate::repository::{CodeUse, Enrolment, Enrolments, NewCode, Result, StoredCode};
use chrono::{DateTime, Utc};
use clerk_domain::digest::Digest;
use clerk_domain::ids::{PersonId, WindowId};
use rusqlite::Connection;

const ENROL: &str = "enrol a device";

/// `false` where the code is not this window's, or was used.
fn use_code(db: &Connection, hash: Digest, enrolment: &Enrolment) -> Result<bool> {
    let done = db.change(
        "UPDATE enrolment_code SET used_at = ?, used_key = ?, used_by = ?
         WHERE hash = ? AND window = ? AND used_at IS NULL",
        (
            enrolment.at.timestamp_millis(),
            &enrolment.public_key,
            enrolment.person.as_str(),
            hash.0,
            enrolment.window.as_str(),
        ),
    );
    Ok(done.during(ENROL)? == 1)
}

/// Makes a device its window's one; `false` where the code is not this window's, or was used.
pub(super) fn enrol(db: &Connection, hash: Digest, enrolment: &Enrolment) -> Result<bool> {
    if !use_code(db, hash, enrolment)? {
        return Ok(false);
    }
    let done = db.change(
        "INSERT INTO device
         (window, public_key, token_hash, enrolled_at, seen_at, seen_since)
         VALUES (?1, ?2, ?3, ?4, ?4, ?4)",
        (
            enrolment.window.as_str(),
            &enrolment.public_key,
            enrolment.token.0,
            enrolment.at.timestamp_millis(),
        ),
    );
    done.map(|_| true).during(ENROL)
}

impl Enrolments for SqliteRepository {
    async fn add_code(&self, hash: Digest, code: &NewCode) -> Result<bool> {
        const DURING: &str = "add a code";
        let NewCode { window, expires_at, sample } = code.clone();
        self.write_if(DURING, move |db| {
            let done = db.change(
                "INSERT INTO enrolment_code (hash, window, expires_at, sample) VALUES (?, ?, ?, ?)
                 ON CONFLICT DO NOTHING",
                (hash.0, window.as_str(), expires_at.timestamp_millis(), sample),
            );
            Ok(done.during(DURING)? == 1)
        })
        .await
    }

    async fn code(&self, hash: Digest) -> Result<Option<StoredCode>> {
        type Row = (String, i64, Option<i64>, Option<String>, Option<String>);
        let row = self.read(|db| {
            let text = "SELECT window, expires_at, used_at, used_key, used_by
                        FROM enrolment_code WHERE hash = ?";
            db.first::<Row>(text, (hash.0,)).during("read a code")
        });
        let Some((window, expires_at, used_at, used_key, used_by)) = row.await? else {
            return Ok(None);
        };
        let used = match (used_at, used_key, used_by) {
            (None, None, None) => None,
            (Some(at), Some(public_key), Some(by)) => {
                Some(CodeUse { at: to_instant(at)?, public_key, person: PersonId(by) })
            }
            _ => return Err(ServerError::Damaged("code")),
        };
        Ok(Some(StoredCode { window: WindowId(window), expires_at: to_instant(expires_at)?, used }))
    }

    async fn sample_code(&self, window: &WindowId, now: DateTime<Utc>) -> Result<Option<String>> {
        let row = self.read(|db| {
            db.first(
                "SELECT sample FROM enrolment_code WHERE window = ? AND sample IS NOT NULL
                 AND used_at IS NULL AND expires_at > ? ORDER BY expires_at DESC LIMIT 1",
                (window.as_str(), now.timestamp_millis()),
            )
            .during("read a sample code")
        });
        Ok(row.await?.map(|(sample,)| sample))
    }
}
