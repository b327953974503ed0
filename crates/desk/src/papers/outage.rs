//! The report of an outage as a paper.

use super::{Sheets, words};
use crate::api::{JournalStand, ReportActView, ReportView, VerdictView};
use clerk_documents as paper;
use clerk_domain::clock::china;

/// The paper of a report.
pub(crate) fn report(report: &ReportView, sheets: &Sheets) -> paper::OutageReport {
    let side = |name: &str, stand: &JournalStand| paper::Side {
        name: name.to_owned(),
        entries: stand.entries,
        digest: words::digest(&stand.digest),
    };
    paper::OutageReport {
        heading: sheets.heading(format!("恢复联网：{}", words::instant(report.at))),
        sides: vec![
            side("本窗口流水", &report.window),
            side("中心所存本窗口流水", &report.server),
            side("本部门，双方", &report.scope),
        ],
        same: report.same,
        accepted: report.accepted,
        duplicate: report.duplicate,
        conflict: report.conflict,
        beyond_authority: report.beyond_authority,
        acts: report.acts.iter().map(act).collect(),
    }
}

fn act(act: &ReportActView) -> paper::OutageAct {
    let problems = act.problems.iter().map(|problem| paper::OutageProblem {
        what: problem.what_zh.clone(),
        remedy: problem.to_do_zh.clone(),
    });
    paper::OutageAct {
        seq: act.seq,
        at: act.at.with_timezone(&china()).format("%m-%d %H:%M").to_string(),
        case: act.number.as_ref().map_or_else(|| act.case.to_string(), ToString::to_string),
        licence: act.licence.clone(),
        what: act.act.name().zh.to_owned(),
        verdict: match act.verdict {
            VerdictView::Accepted => paper::OutageVerdict::Accepted,
            VerdictView::Duplicate => paper::OutageVerdict::Duplicate,
            VerdictView::Conflict => paper::OutageVerdict::Conflict,
            VerdictView::BeyondAuthority => paper::OutageVerdict::BeyondAuthority,
        },
        problems: problems.collect(),
    }
}
