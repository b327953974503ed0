//! What became of the acts of an outage, told by the server's answers to the pushes after it.
//!
//! It grows with each answer and is closed at the end of the round, so that a round that is cut off is
//! gone on with. Acts that travel while there is contact leave it as it is.

use chrono::{DateTime, FixedOffset, TimeDelta};
use clerk_domain::case::CaseActKind;
use clerk_domain::ids::{CaseId, DepartmentId};
use clerk_domain::journal::{Entry, Stamp};
use clerk_protocol::{ExceptionCode, ExceptionKind, JournalHead, PushReply, ServerStatus};
use clerk_store::{JournalRow, Store, StoreError};
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

/// What is told of an act on a case before it is sent.
pub(crate) struct Sent {
    /// The place in the push, from 0 on.
    place: u64,
    seq: u64,
    case: CaseId,
    act: CaseActKind,
    time: Stamp,
}

/// Reads what is to be told of entries. One that cannot be read is the server's to refuse.
pub(crate) fn read(rows: &[JournalRow]) -> Vec<Sent> {
    let read = |(place, row): (u64, &JournalRow)| {
        let entry = Entry::read(&row.text, row.seq).ok()?;
        let (case, act) = entry.about.case()?;
        Some(Sent { place, seq: row.seq, case, act: act.kind(), time: entry.time })
    };
    (0..).zip(rows).filter_map(read).collect()
}

fn is_offline(time: &Stamp) -> bool {
    time.server.is_none_or(|server| time.device - server > OFFLINE_AFTER)
}

/// What an answer says of the acts that were sent, as far as it belongs into the report.
pub(crate) fn told(
    store: &Store,
    sent: Vec<Sent>,
    reply: &PushReply,
) -> Result<Vec<(u64, ReportedAct)>, StoreError> {
    let (mut open, noted) = (store.report_is_open()?, store.acknowledged()?);
    let mut told = Vec::new();
    // The server has the first ones of a push already, if any.
    for Sent { place, seq, case, act, time } in sent {
        // What an earlier answer told of stays: it may come in two files.
        if seq <= noted {
            continue;
        }
        open = open || is_offline(&time);
        if !open {
            continue;
        }
        let wrong = reply.exceptions.iter().filter(|exception| exception.seq == seq);
        let codes: Vec<String> = wrong.map(|exception| exception.code.clone()).collect();
        let verdict = verdict(&codes, place < reply.duplicate);
        told.push((seq, ReportedAct { case, act, at: time.device, verdict, codes }));
    }
    Ok(told)
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
    Ok(Some(Report { acts: store.report_acts()?.into_iter().collect(), closed }))
}

#[cfg(test)]
mod tests {
    use super::{Closing, ReportedAct, Verdict, verdict};
    use clerk_domain::case::CaseActKind;
    use clerk_domain::digest::Digest;
    use clerk_domain::ids::CaseId;
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
        let id = "00000000-0000-0000-0000-000000000001";
        let (case, act) =
            (serde_json::from_value::<CaseId>(json!(id)).unwrap(), CaseActKind::Issued);
        let (verdict, codes) = (Verdict::BeyondAuthority, vec!["grant_revoked".to_owned()]);
        let act = ReportedAct { case, act, at, verdict, codes };
        let head = JournalHead { seq: 7, hash: Digest::ZERO };
        let closing = Closing { at, window: head, server: head, scope: head };
        let form = json!({
            "case": case, "act": "issued", "at": "2026-11-23T09:00:00+08:00",
            "verdict": "beyond_authority", "codes": ["grant_revoked"],
        });
        assert_eq!(serde_json::to_value(&act).unwrap(), form);
        assert_eq!(serde_json::from_value::<ReportedAct>(form).unwrap(), act);
        let held = json!({"seq": 7, "hash": "0".repeat(64)});
        let form = json!({
            "at": "2026-11-23T09:00:00+08:00", "window": held, "server": held, "scope": held,
        });
        assert_eq!(serde_json::to_value(&closing).unwrap(), form);
        assert_eq!(serde_json::from_value::<Closing>(form).unwrap(), closing);
    }
}
