//! What the public is told of a licence: what its paper says, held against what the centre was told of it. A
//! signature alone is no record.

use super::Server;
use super::register::read_issue;
use crate::error::ServerError;
use crate::repository::{IssuingEntry, Repository};
use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use clerk_domain::clock::{china, china_date};
use clerk_domain::identity::mask;
use clerk_domain::ids::WindowId;
use clerk_domain::licence_code::{self, FORM, Stated};
use clerk_domain::register::{Finding, Register, Trust, Verdict};

/// What is to be thought of a licence, and what the centre has of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookUp {
    /// By its signature and the register.
    pub finding: Finding,
    /// By what was reported.
    pub record: Record,
}

/// What the centre was told of a licence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Record {
    /// Just what the paper says; or nothing is known of the paper at all.
    Held,
    /// It came in, and something about it waits for a supervisor.
    Withheld,
    /// Its window signed it, and has not reported it.
    NotReported {
        /// When the centre last heard of the window.
        last_contact: Option<DateTime<FixedOffset>>,
        /// Whether the window has had longer than it may issue without contact.
        overdue: bool,
    },
}

impl<R: Repository> Server<R> {
    /// What is to be thought of a licence, given the text of its QR code, or its number alone, which
    /// proves nothing: then the holder's name is masked.
    ///
    /// # Errors
    /// Those of the repository.
    pub async fn look_up(&self, asked: &str) -> Result<LookUp, ServerError> {
        let (asked, today) = (asked.trim(), china_date(self.now()));
        if asked.starts_with(FORM) {
            let finding = self.judge(asked, today).await?;
            return self.compared(finding).await;
        }
        let Some(entry) = self.repository.newest_issuing_entry(asked).await? else {
            return Ok(nothing(Verdict::Unknown));
        };
        let stated = stated(&entry)?;
        let masked = Stated { holder: mask(&stated.holder), ..stated };
        let revocation = self.repository.revocation(&masked.id()).await?;
        Ok(LookUp { finding: Finding::of(masked, revocation, today), record: of(&entry) })
    }

    /// What is to be thought of the text of a QR code, by its signature and the register.
    async fn judge(&self, text: &str, today: NaiveDate) -> Result<Finding, ServerError> {
        let (centre_key, holds) = (self.public_key(), clerk_protocol::verify);
        // Nothing of the text is believed yet; it only says whose word to look for.
        let named = licence_code::read(text).ok().map(|code| code.stated);
        let register = match &named {
            Some(stated) => self.register_of(&stated.person, &stated.window).await?,
            None => Register::default(),
        };
        let trust = Trust { register: &register, centre_key: &centre_key, holds };
        match trust.stated(text) {
            Ok(stated) => {
                let revocation = self.repository.revocation(&stated.id()).await?;
                Ok(Finding::of(stated, revocation, today))
            }
            Err(verdict) => Ok(Finding { verdict, licence: None, revocation: None }),
        }
    }

    /// Holds what a genuine paper says against the record.
    async fn compared(&self, finding: Finding) -> Result<LookUp, ServerError> {
        let Some(said) = &finding.licence else {
            return Ok(LookUp { finding, record: Record::Held });
        };
        let reported = self.repository.issuing_entries(&said.id()).await?;
        if reported.is_empty() {
            let record = self.not_reported(said).await?;
            return Ok(LookUp { finding, record });
        }
        for entry in &reported {
            if stated(entry)? == *said {
                return Ok(LookUp { finding, record: of(entry) });
            }
        }
        // The window signed another text than it reported.
        Ok(nothing(Verdict::Altered))
    }

    async fn not_reported(&self, said: &Stated) -> Result<Record, ServerError> {
        let seen = self.repository.last_contact(&said.window).await?;
        let last_contact = seen.map(|at| at.with_timezone(&china()));
        let by = self.due_by(&said.window, said.issued_on).await?;
        Ok(Record::NotReported { last_contact, overdue: by.is_some_and(|by| by < self.now()) })
    }

    /// Until when a window must have reported a licence of a day; `None` where its grants set no bound to an
    /// outage. Of several grants the widest counts, as the paper does not say which let it be issued.
    async fn due_by(
        &self,
        window: &WindowId,
        day: NaiveDate,
    ) -> Result<Option<DateTime<FixedOffset>>, ServerError> {
        let pack = self.newest_pack().await?;
        let department = self.repository.window(window).await?.map(|known| known.window.department);
        let grants = pack.grants.iter();
        let own = grants
            .filter(|grant| Some(&grant.department) == department.as_ref() && grant.is_for(window));
        let hours = own.map(|grant| grant.offline.hard_hours);
        let hours = hours.reduce(|one, other| one.zip(other).map(|(a, b)| a.max(b)));
        let Some(hours) = hours.unwrap_or(Some(0)) else { return Ok(None) };
        let end = day.succ_opt().unwrap_or(day).and_time(chrono::NaiveTime::MIN);
        let end = end.and_local_timezone(china()).single();
        Ok(end.map(|end| end + TimeDelta::hours(hours.into())))
    }
}

fn of(entry: &IssuingEntry) -> Record {
    if entry.withheld { Record::Withheld } else { Record::Held }
}

fn nothing(verdict: Verdict) -> LookUp {
    let finding = Finding { verdict, licence: None, revocation: None };
    LookUp { finding, record: Record::Held }
}

fn stated(entry: &IssuingEntry) -> Result<Stated, ServerError> {
    let (licence, window, person) = read_issue(entry)?;
    Ok(Stated {
        number: licence.number,
        version: licence.product.version,
        kind: licence.product.kind,
        licence_type: licence.licence_type,
        holder: licence.holder,
        issued_on: licence.issued_on,
        valid_until: licence.valid_until,
        window,
        person,
    })
}
