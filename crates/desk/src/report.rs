//! The reconciliation report: what became of every act of the last outage, and what to do.

use crate::api::{
    ApiError, JournalStand, Nothing, ProblemView, ReportActView, ReportView, VerdictView,
};
use crate::open::OpenDesk;
use crate::workstation::Workstation;
use clerk_domain::case::CaseAct;
use clerk_domain::ids::{CaseId, CaseNumber};
use clerk_protocol::{Bilingual, ExceptionCode, JournalHead};
use clerk_store::Recorded;
use clerk_sync::{Report, ReportedAct, Verdict};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

impl Workstation {
    /// The report of the last outage; `None` where there was none, or its round has not come to its end.
    pub fn report(&self, _: Nothing) -> Result<Option<ReportView>, ApiError> {
        self.at_desk(|desk| {
            let report = clerk_sync::last_report(&desk.store)?;
            report.map(|report| desk.report_view(&report)).transpose()
        })
    }
}

impl OpenDesk {
    fn report_view(&self, report: &Report) -> Result<ReportView, ApiError> {
        let closed = &report.closed;
        let mut cases: HashMap<CaseId, Told> = HashMap::new();
        for act in report.acts.values() {
            if let Entry::Vacant(unread) = cases.entry(act.case) {
                unread.insert(self.told(act.case)?);
            }
        }
        let case = |act: &ReportedAct| cases.get(&act.case);
        let acts = report.acts.iter().map(|(seq, act)| act_view(*seq, act, case(act))).collect();
        let count = |wanted: Verdict| {
            report.acts.values().filter(|act| act.verdict == wanted).count() as u64
        };
        Ok(ReportView {
            at: closed.at,
            accepted: count(Verdict::Accepted),
            duplicate: count(Verdict::Duplicate),
            conflict: count(Verdict::Conflict),
            beyond_authority: count(Verdict::BeyondAuthority),
            window: stand(closed.window),
            server: stand(closed.server),
            scope: stand(closed.scope),
            same: closed.window == closed.server,
            acts,
        })
    }

    fn told(&self, case: CaseId) -> Result<Told, ApiError> {
        let number = self.store.case(case)?.map(|case| case.number);
        let own = |recorded: &Recorded| recorded.entry.author.is(&self.window.id);
        let issue = |Recorded { entry, act, .. }: Recorded| match act {
            CaseAct::Issued(issued) => Some((entry.seq, issued.licence.number)),
            _ => None,
        };
        let history = self.store.history(case)?.into_iter().filter(own);
        Ok(Told { number, licences: history.filter_map(issue).collect() })
    }
}

/// What is told of a case.
struct Told {
    number: Option<CaseNumber>,
    /// The window's licences of it, by the place of their issue. All but the last one are void.
    licences: Vec<(u64, String)>,
}

impl Told {
    /// The licence that an act is about: the one that the case had then, or got next.
    fn licence(&self, seq: u64) -> Option<&String> {
        let before = self.licences.iter().rev().find(|(issued, _)| *issued <= seq);
        before.or(self.licences.first()).map(|(_, number)| number)
    }
}

fn act_view(seq: u64, act: &ReportedAct, case: Option<&Told>) -> ReportActView {
    ReportActView {
        seq,
        at: act.at,
        case: act.case,
        number: case.and_then(|case| case.number.clone()),
        licence: case.and_then(|case| case.licence(seq)).cloned(),
        act: act.act,
        verdict: match act.verdict {
            Verdict::Accepted => VerdictView::Accepted,
            Verdict::Duplicate => VerdictView::Duplicate,
            Verdict::Conflict => VerdictView::Conflict,
            Verdict::BeyondAuthority => VerdictView::BeyondAuthority,
        },
        problems: act.codes.iter().map(|code| problem(code)).collect(),
    }
}

fn stand(head: JournalHead) -> JournalStand {
    JournalStand { entries: head.seq, digest: head.hash.to_string() }
}

fn problem(code: &str) -> ProblemView {
    const NEWER: Bilingual = Bilingual {
        zh: "请更新本程序后再看，或询问督查员",
        en: "update this program to read it, or ask the supervisor",
    };
    let known = ExceptionCode::read(code);
    let what = known.map_or(NEWER, ExceptionCode::what);
    let to_do = known.map_or(NEWER, ExceptionCode::remedy);
    ProblemView {
        code: code.to_owned(),
        what_zh: what.zh.to_owned(),
        what_en: what.en.to_owned(),
        to_do_zh: to_do.zh.to_owned(),
        to_do_en: to_do.en.to_owned(),
    }
}
