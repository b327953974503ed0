//! A case as a face shows it: what it is, what may be done, what was done.

use crate::api::{
    ActView, ApiError, CaseArgs, CaseRowView, CaseView, ErrorCode, HistoryRow, PaperRow,
    PrintedPaper, Urgency,
};
use crate::failure::refused_by_case;
use crate::open::{OpenDesk, Staffed};
use crate::workstation::Workstation;
use chrono::{DateTime, FixedOffset, NaiveDate};
use clerk_domain::act::{Act, ActKind};
use clerk_domain::calendar::Due;
use clerk_domain::case::{Case, CaseError, CaseState, may};
use clerk_domain::clock::china;
use clerk_domain::decide::Decision;
use clerk_domain::fee::tariff_on;
use clerk_domain::ids::CaseId;
use clerk_store::{CaseRow, Recorded};

impl Workstation {
    /// The case as it stands.
    pub fn case(&self, args: CaseArgs) -> Result<CaseView, ApiError> {
        let now = self.now();
        self.at_desk(|desk| desk.case_view(args.case, now))
    }
}

impl OpenDesk {
    pub(crate) fn case_view(
        &self,
        id: CaseId,
        now: DateTime<FixedOffset>,
    ) -> Result<CaseView, ApiError> {
        let unknown = || ApiError::with(ErrorCode::CaseUnknown, id.to_string());
        let case = self.store.case(id)?.ok_or_else(unknown)?;
        let item = self.item_of(&case)?.clone();
        let today = now.with_timezone(&china()).date_naive();
        let is_open = case.check_kind(ActKind::Accepted).is_ok()
            || case.check_kind(ActKind::Referred).is_ok();
        let decision = if is_open {
            let exposure = self.store.exposure(self.stake_of(&case, now))?;
            Some(self.decide_case(&case, &exposure, now)?)
        } else {
            None
        };
        let officers = |decision: &Decision| case.check_officers(&self.person.id, decision);
        let second_officer_needed =
            decision.as_ref().is_some_and(|decision| officers(decision).is_err());
        let verified_by = case.verified_by.iter().map(|person| self.store.person_name(person));
        let verified_by = verified_by.collect::<Result<_, _>>()?;
        let missing = item.missing(&case.materials);
        let days_left = if is_open { case.due.map(|due| self.days_left(today, due)) } else { None };
        let days_left = days_left.flatten();
        let papers = case.documents().into_iter();
        Ok(CaseView {
            department: self.department_name(),
            acts: self.acts(&case, second_officer_needed),
            decision,
            verified_by,
            second_officer_needed,
            missing: item.materials.iter().filter(|m| missing.contains(&m.code)).cloned().collect(),
            urgency: urgency(days_left),
            days_left,
            full_fee: item
                .fee
                .as_ref()
                .and_then(|rule| tariff_on(rule, today))
                .map(|tariff| tariff.amount.clone()),
            papers: papers
                .map(|document| PaperRow { document, times_printed: case.times_printed(document) })
                .collect(),
            history: self.history_rows(id)?,
            item,
            case,
        })
    }

    fn acts(&self, case: &Case, second_officer_needed: bool) -> Vec<ActView> {
        let view = |act| {
            let refusal = if !may(self.person.role, act) {
                Some(ErrorCode::RoleForbidden)
            } else if case.window != self.window.id && act != ActKind::Printed {
                Some(ErrorCode::OtherWindow)
            } else {
                let refused = case.check_kind(act).err();
                let needed = act == ActKind::Issued && second_officer_needed;
                let refused = refused.or(needed.then_some(CaseError::SecondOfficerNeeded));
                refused.map(|error| refused_by_case(error).code)
            };
            let why_not = refusal.map(ErrorCode::as_text);
            ActView { act, allowed: refusal.is_none(), why_not }
        };
        ActKind::ON_A_CASE.into_iter().map(view).collect()
    }

    fn history_rows(&self, id: CaseId) -> Result<Vec<HistoryRow>, ApiError> {
        let acknowledged = self.store.acknowledged()?;
        let row = |Recorded { entry, hash, .. }: Recorded| {
            let own = entry.window == self.window.id;
            Ok(HistoryRow {
                at: entry.time.device,
                actor: self.store.person_name(&entry.actor)?,
                act: entry.act.kind(),
                detail: detail(&entry.act),
                paper: paper(&entry.act),
                seq: entry.seq,
                hash: hash.short(),
                synced: !own || entry.seq <= acknowledged,
                window: entry.window,
            })
        };
        self.store.history(id)?.into_iter().map(row).collect()
    }
}

impl Staffed {
    /// A case in a list.
    pub(crate) fn row_view(&self, row: CaseRow, today: NaiveDate) -> CaseRowView {
        let item = self.pack.item(&row.item);
        let runs = matches!(row.state, CaseState::Accepted | CaseState::Referred);
        let left =
            row.due.filter(|_| runs).and_then(|date| self.days_left(today, Due::On { date }));
        CaseRowView {
            id: row.id,
            number: row.number,
            item_name: item.map_or_else(|| row.item.to_string(), |item| item.name.clone()),
            item: row.item,
            applicant: row.applicant,
            applicant_number: row.applicant_number,
            state: row.state,
            window: row.window,
            received_at: row.received_at,
            due: row.due,
            urgency: urgency(left),
        }
    }

    /// Working days from today to the promised day; `None` beyond the published calendar.
    fn days_left(&self, today: NaiveDate, due: Due) -> Option<i32> {
        let calendar = &self.pack.calendar;
        let due = calendar.due_now(due).date()?;
        calendar.working_days_until(today, due).ok()
    }
}

fn urgency(days_left: Option<i32>) -> Urgency {
    match days_left {
        None => Urgency::None,
        Some(..0) => Urgency::Overdue,
        Some(0..=1) => Urgency::Soon,
        Some(_) => Urgency::Calm,
    }
}

/// Numbers, amounts and reasons of an act, in one line.
fn detail(act: &Act) -> String {
    match act {
        Act::Received { number, .. } => number.to_string(),
        Act::Accepted { due, .. } => due.to_string(),
        Act::FeeCharged { receipt, amount } => format!("{receipt} · {}", amount.readable()),
        Act::Issued { licence } => licence.number.clone(),
        Act::NotAccepted { reason } | Act::Refused { reason } | Act::Withdrawn { reason } => {
            reason.clone()
        }
        Act::Voided { number, reason } => format!("{number} · {reason}"),
        Act::Delivered { recipient } => recipient.clone(),
        Act::CorrectionNotified { missing: codes, .. } | Act::Supplied { materials: codes } => {
            let codes: Vec<_> = codes.iter().map(|code| code.as_str()).collect();
            codes.join(" ")
        }
        Act::Referred { reasons, .. } => {
            let met = reasons.iter().filter(|reason| reason.met);
            met.map(|reason| reason.text.as_str()).collect::<Vec<_>>().join("；")
        }
        Act::Verified { findings } => findings.clone(),
        Act::Printed { .. } => String::new(),
    }
}

fn paper(act: &Act) -> Option<PrintedPaper> {
    match *act {
        Act::Printed { document, copy } => Some(PrintedPaper { document, copy }),
        _ => None,
    }
}
