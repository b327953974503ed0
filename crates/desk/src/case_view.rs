//! A case as a face shows it: what it is, what may be done, what was done.

use crate::api::{
    ActView, ApiError, CaseArgs, CaseRowView, CaseView, ErrorCode, HistoryRow, PaperRow,
    PrintedPaper, Urgency,
};
use crate::failure::refused_by_case;
use crate::open::{OpenDesk, Staffed};
use crate::workstation::Workstation;
use chrono::{DateTime, FixedOffset, NaiveDate};
use clerk_domain::act::Offer;
use clerk_domain::calendar::Due;
use clerk_domain::case::{Case, CaseAct, CaseActKind, CaseState, Context, acts};
use clerk_domain::fee::tariff_on;
use clerk_domain::ids::CaseId;
use clerk_domain::why_not::WhyNot;
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
        &mut self,
        id: CaseId,
        now: DateTime<FixedOffset>,
    ) -> Result<CaseView, ApiError> {
        self.pin(id)?;
        let now = self.legal(now)?;
        let unknown = || ApiError::with(ErrorCode::CaseUnknown, id.to_string());
        let case = self.store.case(id)?.ok_or_else(unknown)?;
        let item = self.item_of(&case)?.clone();
        let today = now.date_naive();
        let is_open = matches!(
            case.state(),
            CaseState::Received
                | CaseState::CorrectionDue
                | CaseState::Accepted
                | CaseState::Referred
        );
        let decision = if is_open {
            let exposure = self.store.exposure(self.stake_of(&case, now))?;
            Some(self.decide_case(&case, &exposure, now)?)
        } else {
            None
        };
        let context = Context { doer: self.doer(), decision: decision.as_ref() };
        let issued = case.check(CaseActKind::Issued, &context);
        let second_officer_needed = issued == Err(WhyNot::SecondOfficerNeeded);
        let acts = acts(&case, &context);
        let officers = case.procedures.verified_by.iter();
        let verified_by = officers.map(|officer| officer.name.clone()).collect();
        let missing = item.missing(&case.intake.handed_in());
        let days_left =
            if is_open { case.clock.due.map(|due| self.days_left(today, due)) } else { None };
        let days_left = days_left.flatten();
        let papers = papers(&case, &context);
        let same = match case.state() {
            CaseState::Received | CaseState::CorrectionDue => self.same_applications(
                &case.parties.applicant.number,
                (&case.item, case.action),
                case.parties.to_be.as_deref(),
                Some(id),
            )?,
            _ => Vec::new(),
        };
        Ok(CaseView {
            department: self.department_name(),
            state: case.state(),
            acts,
            decision,
            verified_by,
            second_officer_needed,
            missing: item.materials.iter().filter(|m| missing.contains(&m.code)).cloned().collect(),
            urgency: urgency(days_left),
            days_left,
            same,
            full_fee: item
                .fee
                .as_ref()
                .and_then(|rule| tariff_on(rule, today))
                .map(|tariff| tariff.amount.clone()),
            papers,
            history: self.history_rows(id)?,
            item,
            case,
        })
    }

    fn history_rows(&self, id: CaseId) -> Result<Vec<HistoryRow>, ApiError> {
        let acknowledged = self.store.acknowledged()?;
        let row = |Recorded { entry, act, hash, .. }: Recorded| {
            let own = entry.author.is(&self.window.id);
            Ok(HistoryRow {
                at: entry.time.legal(),
                actor: entry.actor.name.clone(),
                act: act.kind(),
                detail: act.detail(),
                paper: paper(&act),
                seq: entry.seq,
                hash: hash.short(),
                synced: !own || entry.seq <= acknowledged,
                author: entry.author,
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
            green: row.green,
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

/// Every act of a window, and whether it may be done now.
fn acts(case: &Case, context: &Context<'_>) -> Vec<ActView> {
    let offers = case.offers(context).into_iter().filter(|offer| !offer.act.by().is_centre());
    let view = |Offer { act, why_not }: Offer<CaseActKind>| ActView {
        act,
        allowed: why_not.is_none(),
        why_not: why_not.map(|why| refused_by_case(why).code.as_text()),
    };
    offers.map(view).collect()
}

/// Every paper of the case, and whether it can be printed here now.
fn papers(case: &Case, context: &Context<'_>) -> Vec<PaperRow> {
    let why_not = case.check(CaseActKind::Printed, context).err();
    let why_not = why_not.map(|why| refused_by_case(why).code.as_text());
    let row = |document| PaperRow {
        document,
        times_printed: case.papers.times(document),
        why_not: why_not.clone(),
    };
    case.documents().into_iter().map(row).collect()
}

fn paper(act: &CaseAct) -> Option<PrintedPaper> {
    match *act {
        CaseAct::Printed(acts::Printed { document, copy, .. }) => {
            Some(PrintedPaper { document, copy })
        }
        _ => None,
    }
}
