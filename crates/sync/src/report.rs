//! What became of the acts of an outage, told by the server's answers to the pushes after it.
//!
//! It grows with each answer and is closed at the end of the round, so that a round that is cut off is
//! gone on with. Acts that travel while there is contact leave it as it is. The acts themselves stand in
//! the journal; what is kept is which they are, and what is wrong with some.

use chrono::{DateTime, FixedOffset, TimeDelta};
use clerk_domain::case::CaseActKind;
use clerk_domain::ids::{CaseId, DepartmentId};
use clerk_domain::journal::{Entry, Stamp};
use clerk_protocol::{ExceptionCode, ExceptionKind, JournalHead, PushReply, ServerStatus};
use clerk_store::{JournalRow, Store, StoreError, Told};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An act so long after the last contact was done offline.
pub const OFFLINE_AFTER: TimeDelta = TimeDelta::minutes(5);

/// What became of the acts of an outage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The acts by their place in the journal: from the first one that was done offline.
    pub acts: BTreeMap<u64, ReportedAct>,
    /// How both sides stood at the end.
    pub closed: Closing,
}

/// One act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportedAct {
    /// On which case.
    pub case: CaseId,
    /// What.
    pub act: CaseActKind,
    /// When, by the device's clock.
    pub at: DateTime<FixedOffset>,
    /// What became of it.
    pub verdict: Verdict,
    /// What is wrong with it: names of [`ExceptionCode`].
    pub codes: Vec<String>,
}

/// What became of an act. All are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Taken in.
    Accepted,
    /// The server had it already: an answer was lost.
    Duplicate,
    /// It contradicts another act.
    Conflict,
    /// Beyond what the window or the person may do.
    BeyondAuthority,
}

/// How both sides stood. Entries are chained, so that equal heads are equal journals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// The server's time.
    pub at: DateTime<FixedOffset>,
    /// The window's journal.
    pub window: JournalHead,
    /// What the server holds of it.
    pub server: JournalHead,
    /// How many entries of the department's scope both have, with their digest, which was compared.
    pub scope: JournalHead,
}

/// What is kept of an act that was not just taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    verdict: Verdict,
    codes: Vec<String>,
}

/// What is to be known of entries when the answer to them comes.
pub(crate) struct Sent {
    /// The place of the first one.
    first: u64,
    /// The last one's.
    last: u64,
    /// Those that were done offline.
    offline: Vec<u64>,
}

impl Sent {
    /// `None` for no entries. One that cannot be read is the server's to refuse.
    pub(crate) fn of(rows: &[JournalRow]) -> Option<Self> {
        let (first, last) = rows.first().zip(rows.last())?;
        let is_offline = |row: &&JournalRow| {
            Entry::read_time(&row.text, row.seq).is_ok_and(|time| is_offline(&time))
        };
        let offline = rows.iter().filter(is_offline).map(|row| row.seq).collect();
        Some(Self { first: first.seq, last: last.seq, offline })
    }
}

fn is_offline(time: &Stamp) -> bool {
    time.server.is_none_or(|server| time.device - server > OFFLINE_AFTER)
}

/// What an answer says of entries that were sent, as far as it belongs into the report: from the first one
/// on that was done offline.
pub(crate) fn told(
    store: &Store,
    sent: &Sent,
    reply: &PushReply,
) -> Result<Option<Told<Remark>>, StoreError> {
    // What an earlier answer told of stays: it may come in two files.
    let new = store.acknowledged()? + 1;
    let begins = if store.report_is_open()? {
        Some(new.max(sent.first))
    } else {
        sent.offline.iter().copied().find(|seq| *seq >= new)
    };
    let Some(first) = begins.filter(|first| *first <= sent.last) else { return Ok(None) };
    // The server has the first ones of a push already, if any.
    let duplicates = (first..=sent.last).take_while(|seq| seq - sent.first < reply.duplicate);
    let mut remarks: BTreeMap<u64, Vec<String>> = duplicates.map(|seq| (seq, Vec::new())).collect();
    let told = reply.exceptions.iter().filter(|found| (first..=sent.last).contains(&found.seq));
    for exception in told {
        remarks.entry(exception.seq).or_default().push(exception.code.clone());
    }
    let remark = |(seq, codes): (u64, Vec<String>)| {
        let verdict = verdict(&codes, seq - sent.first < reply.duplicate);
        (seq, Remark { verdict, codes })
    };
    let remarks = remarks.into_iter().map(remark).collect();
    Ok(Some(Told { first, last: sent.last, remarks }))
}

/// The gravest of what is wrong; a code that this program does not know is as grave as any.
fn verdict(codes: &[String], duplicate: bool) -> Verdict {
    let kind = |code: &String| ExceptionCode::read(code).map(ExceptionCode::kind);
    match codes {
        [] if duplicate => Verdict::Duplicate,
        [] => Verdict::Accepted,
        codes if codes.iter().all(|code| kind(code) == Some(ExceptionKind::Conflict)) => {
            Verdict::Conflict
        }
        _ => Verdict::BeyondAuthority,
    }
}

/// Closes the report at the end of a round, if one is open.
pub(crate) fn close(
    store: &mut Store,
    scope: &DepartmentId,
    status: &ServerStatus,
) -> Result<(), StoreError> {
    if !store.report_is_open()? {
        return Ok(());
    }
    let (chain, cursor) = (store.chain()?, store.cursor(scope)?);
    let closing = Closing {
        at: status.time,
        window: JournalHead { seq: chain.seq, hash: chain.head },
        server: status.head,
        scope: JournalHead { seq: cursor.counter, hash: cursor.digest },
    };
    store.close_report(&closing, status.time)
}

/// The report of the last outage; `None` where there was none, or its round has not come to its end.
///
/// # Errors
/// Whatever reading gives.
pub fn last_report(store: &Store) -> Result<Option<Report>, StoreError> {
    let Some(closed) = store.report_closing()? else { return Ok(None) };
    let Some(Told { first, last, remarks }) = store.reported()? else { return Ok(None) };
    let mut remarks: BTreeMap<u64, Remark> = remarks.into_iter().collect();
    let count = u32::try_from((first..=last).count()).unwrap_or(u32::MAX);
    let read = |JournalRow { seq, text, .. }: JournalRow| {
        let entry = Entry::read(&text, seq).ok()?;
        let (case, act) = entry.about.case()?;
        let accepted = Remark { verdict: Verdict::Accepted, codes: Vec::new() };
        let Remark { verdict, codes } = remarks.remove(&seq).unwrap_or(accepted);
        let at = entry.time.device;
        Some((seq, ReportedAct { case, act: act.kind(), at, verdict, codes }))
    };
    let rows = store.entries_after(first.saturating_sub(1), count)?;
    Ok(Some(Report { acts: rows.into_iter().filter_map(read).collect(), closed }))
}

#[cfg(test)]
mod tests {
    use super::{Closing, Remark, Verdict, verdict};
    use clerk_domain::digest::Digest;
    use clerk_protocol::JournalHead;
    use serde_json::json;

    #[test]
    fn the_gravest_problem_gives_the_verdict() {
        let rows: [(&[&str], bool, Verdict); 6] = [
            (&[], false, Verdict::Accepted),
            (&[], true, Verdict::Duplicate),
            (&["place_twice"], false, Verdict::Conflict),
            (&["place_twice", "grant_revoked"], false, Verdict::BeyondAuthority),
            (&["grant_revoked"], true, Verdict::BeyondAuthority),
            (&["of_tomorrow"], false, Verdict::BeyondAuthority),
        ];
        for (codes, duplicate, expected) in rows {
            let codes: Vec<String> = codes.iter().map(|&code| code.to_owned()).collect();
            assert_eq!(verdict(&codes, duplicate), expected, "{codes:?}");
        }
    }

    #[test]
    fn a_report_is_kept_in_this_form() {
        let at = "2026-11-23T09:00:00+08:00".parse().unwrap();
        let (verdict, codes) = (Verdict::BeyondAuthority, vec!["grant_revoked".to_owned()]);
        let remark = Remark { verdict, codes };
        let head = JournalHead { seq: 7, hash: Digest::ZERO };
        let closing = Closing { at, window: head, server: head, scope: head };
        let form = json!({"verdict": "beyond_authority", "codes": ["grant_revoked"]});
        assert_eq!(serde_json::to_value(&remark).unwrap(), form);
        assert_eq!(serde_json::from_value::<Remark>(form).unwrap(), remark);
        let held = json!({"seq": 7, "hash": "0".repeat(64)});
        let form = json!({
            "at": "2026-11-23T09:00:00+08:00", "window": held, "server": held, "scope": held,
        });
        assert_eq!(serde_json::to_value(&closing).unwrap(), form);
        assert_eq!(serde_json::from_value::<Closing>(form).unwrap(), closing);
    }
}
