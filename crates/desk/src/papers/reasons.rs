//! 决定理由单: from a decision, of now or of the journal, to what stands on the sheet.

use super::{Sheets, words};
use crate::intake::Application;
use clerk_documents as paper;
use clerk_domain::case::acts::Issued;
use clerk_domain::case::{Applicant, Case, CaseAct};
use clerk_domain::decide::{
    Decision, Facts, GRANT_AGAINST, Outcome, Queue, Reason, WITHIN_LIMIT, inputs_digest,
};
use clerk_domain::digest::Digest;
use clerk_domain::grant::ReferralTarget;
use clerk_domain::item::{Action, Item};
use clerk_domain::licence::Licence;
use clerk_store::Recorded;

/// Who applies for what.
pub(crate) struct Subject {
    heading: String,
    rows: Vec<(&'static str, String)>,
}

impl Subject {
    /// A case that was received.
    pub(crate) fn of_case(case: &Case, item: &Item) -> Self {
        let mut rows = application(&case.parties.applicant, item, case.action);
        rows.push(("收件时间", words::instant(case.received_at)));
        rows.push(("办件状态", words::state(case.state()).to_owned()));
        Self { heading: format!("办件编号：{}", case.number), rows }
    }

    /// An application that was not received yet.
    pub(crate) fn of_application(of: &Application, item: &Item) -> Self {
        let mut rows = application(&of.applicant, item, of.action);
        rows.push(("办件状态", "尚未收件".to_owned()));
        Self { heading: "尚未收件，没有办件编号".to_owned(), rows }
    }
}

fn application(applicant: &Applicant, item: &Item, action: Action) -> Vec<(&'static str, String)> {
    let number = words::number_on_paper(applicant);
    let given = |text: String| if text.is_empty() { words::NOT_GIVEN.to_owned() } else { text };
    vec![
        ("申请人", given(applicant.name.clone())),
        (applicant.document.number_label(), given(number)),
        ("事项", format!("{}（{}）", item.name, item.code)),
        ("办理情形", words::action(action).to_owned()),
    ]
}

/// The entry that decided the case; none while the window has it still to decide.
pub(crate) fn settled<'h>(case: &Case, history: &'h [Recorded]) -> Option<&'h Recorded> {
    if case.procedures.is_with_the_chief() {
        return None;
    }
    // What was made void, or approved from above, is to be decided again.
    let is_open_again = |of: &&Recorded| match &of.act {
        CaseAct::Voided(_) => true,
        CaseAct::ReferralDecided(decided) => decided.approved,
        _ => false,
    };
    let mut since = history.iter().rev().take_while(|of| !is_open_again(of));
    since.find(|of| settles(&of.act))
}

fn settles(act: &CaseAct) -> bool {
    matches!(
        act,
        CaseAct::Referred(_)
            | CaseAct::ReferralDecided(_)
            | CaseAct::Issued(_)
            | CaseAct::Refused(_)
            | CaseAct::NotAccepted(_)
            | CaseAct::Withdrawn(_)
    )
}

/// What a decision rests on, in the words of the sheet.
pub(crate) struct Ground {
    outcome: String,
    standing: String,
    clauses: Vec<paper::ClauseLine>,
    told: Vec<String>,
    trace: Vec<(&'static str, String)>,
}

impl Ground {
    /// The decision as it stands now; `last` is the case's last entry, where it has one.
    pub(crate) fn now(
        decision: &Decision,
        facts: &Facts,
        pack_version: u32,
        sheets: &Sheets,
        last: Option<&Recorded>,
    ) -> Self {
        let mut trace = Vec::new();
        if let Some(to) = decision.to {
            trace.push(("转往", words::referral_target(to).to_owned()));
        }
        if !decision.also.is_empty() {
            trace.push(("其后", then(&decision.also)));
        }
        trace.extend(how(decision.queue == Queue::Green, decision.second_officer));
        trace.extend([
            ("判断时间", words::instant(sheets.printed_at)),
            ("规则包", format!("第 {pack_version} 版")),
            ("办理人", sheets.printed_by.clone()),
            ("输入摘要", words::digest(&inputs_digest(facts).to_string())),
        ]);
        let place = last.map_or_else(
            || "尚无，未收件".to_owned(),
            |of| format!("尚未决定；最近一步为{}，{}", of.act.kind().name().zh, place(of)),
        );
        trace.push(("流水", place));
        Self {
            outcome: outcome(decision),
            standing: format!(
                "本件尚未作出决定。以下是 {} 按当时的规则、材料和额度所作的判断。",
                words::instant(sheets.printed_at)
            ),
            clauses: clauses(&decision.reasons),
            told: told(&decision.reasons, decision.outcome == Outcome::Issue),
            trace,
        }
    }

    /// The decision that the journal holds at an entry that [`settled`] gave.
    pub(crate) fn recorded(case: &Case, of: &Recorded, pack_now: u32) -> Self {
        let unsaid = |outcome: &str, why: &str| Self {
            outcome: outcome.to_owned(),
            standing: "以下是流水所载的决定和理由。".to_owned(),
            clauses: Vec::new(),
            told: vec![why.to_owned()],
            trace: Vec::new(),
        };
        let mut ground = match &of.act {
            CaseAct::Issued(issued) => Self::issued(&issued.licence),
            CaseAct::Referred(referred) => Self::referred(referred.to, &referred.reasons),
            act => unsaid(act.kind().name().zh, &act.detail()),
        };
        let (pack, inputs) = basis(case, of, pack_now);
        ground.trace.extend([
            ("决定时间", words::instant(of.entry.time.legal())),
            ("规则包", pack),
            ("办理人", of.entry.actor.name.clone()),
            ("输入摘要", words::digest(&inputs.to_string())),
            ("流水", place(of)),
        ]);
        ground
    }

    fn issued(licence: &Licence) -> Self {
        let issues = |reason: &&Reason| reason.code.starts_with("issue");
        let authority = licence.reasons.iter().filter(issues).map(source).collect::<Vec<_>>();
        let mut trace = vec![("证照编号", licence.number.clone())];
        trace.push(("授权依据", authority.join("；")));
        trace.extend(said_how(&licence.reasons));
        Self {
            outcome: "已当场签发".to_owned(),
            standing: "以下是流水所载的决定。签发时，流水只记载符合的条款。".to_owned(),
            clauses: clauses(&licence.reasons),
            told: told(&licence.reasons, true),
            trace,
        }
    }

    fn referred(to: ReferralTarget, reasons: &[Reason]) -> Self {
        let mut trace = vec![("转往", words::referral_target(to).to_owned())];
        trace.extend(said_how(reasons));
        Self {
            outcome: format!("已转办：{}", words::referral_target(to)),
            standing: "以下是流水所载的转办决定和理由。".to_owned(),
            clauses: clauses(reasons),
            told: told(reasons, false),
            trace,
        }
    }

    /// The sheet.
    pub(crate) fn sheet(self, sheets: &Sheets, subject: &Subject) -> paper::ReasonSheet {
        let rows = |rows: &[(&'static str, String)]| {
            let given = rows.iter().filter(|(_, value)| !value.is_empty());
            given
                .map(|(label, value)| paper::Particular {
                    label: (*label).to_owned(),
                    value: value.clone(),
                })
                .collect()
        };
        paper::ReasonSheet {
            heading: sheets.heading(subject.heading.clone()),
            facts: rows(&subject.rows),
            outcome: self.outcome,
            standing: self.standing,
            clauses: self.clauses,
            told: self.told,
            trace: rows(&self.trace),
        }
    }
}

fn outcome(decision: &Decision) -> String {
    match (decision.outcome, decision.to) {
        (Outcome::Issue, _) => "可当场签发".to_owned(),
        (Outcome::Refer, Some(to)) => format!("须转办：{}", words::referral_target(to)),
        (Outcome::Refer, None) => "须转办".to_owned(),
        (Outcome::Correct, _) => "须一次性告知补正材料".to_owned(),
        (Outcome::Refuse, _) => "不能许可".to_owned(),
    }
}

fn then(also: &[ReferralTarget]) -> String {
    also.iter().map(|to| words::referral_target(*to)).collect::<Vec<_>>().join("，再")
}

/// Queue and officers.
fn how(green: bool, second_officer: bool) -> [(&'static str, String); 2] {
    let officers = if second_officer { "两名以上工作人员" } else { "一名工作人员" };
    [
        ("排队", if green { "绿色通道" } else { "普通" }.to_owned()),
        ("核查人数", officers.to_owned()),
    ]
}

/// The same of a decision of which the reasons alone are kept.
fn said_how(reasons: &[Reason]) -> [(&'static str, String); 2] {
    let met = |code: &str| reasons.iter().any(|reason| reason.met && reason.code == code);
    how(met("green"), met("second_officer"))
}

/// The pack and the digest of what was decided on. Of a licence the journal holds both.
fn basis(case: &Case, of: &Recorded, pack_now: u32) -> (String, Digest) {
    match &of.act {
        CaseAct::Issued(Issued { licence, .. }) => {
            (format!("第 {} 版", licence.pack_version), licence.inputs)
        }
        _ => {
            let pack = format!("流水未记载，打印时为第 {pack_now} 版");
            (pack, inputs_digest(&Facts::from(case)))
        }
    }
}

fn place(of: &Recorded) -> String {
    format!("{} 第 {} 条 {}", of.entry.author, of.entry.seq, of.hash.short())
}

fn source(reason: &Reason) -> String {
    format!("{} {}", reason.grant, reason.clause).trim().to_owned()
}

/// What a clause or a grant says; what the whole comes to is told in words.
fn clauses(reasons: &[Reason]) -> Vec<paper::ClauseLine> {
    let spoken = reasons.iter().filter(|reason| !source(reason).is_empty());
    spoken
        .map(|reason| paper::ClauseLine {
            mark: mark(reason),
            source: source(reason),
            limit: limit(reason),
            value: reason.value.clone(),
        })
        .collect()
}

/// A cell left empty would look as if something was forgotten.
fn limit(reason: &Reason) -> String {
    let none = reason.met && reason.limit.is_empty() && reason.value.is_empty();
    if none { "无条件".to_owned() } else { reason.limit.clone() }
}

fn mark(reason: &Reason) -> paper::ClauseMark {
    match reason.code.as_str() {
        code if GRANT_AGAINST.contains(&code) => paper::ClauseMark::Passed,
        WITHIN_LIMIT => paper::ClauseMark::Kept,
        _ if reason.met => paper::ClauseMark::Met,
        _ => paper::ClauseMark::NotMet,
    }
}

/// What is read aloud: of an issue what allows it, of anything else all that was looked at.
fn told(reasons: &[Reason], issue: bool) -> Vec<String> {
    let aloud =
        reasons.iter().filter(|reason| reason.code != WITHIN_LIMIT && (reason.met || !issue));
    aloud.map(|reason| reason.text.clone()).filter(|text| !text.is_empty()).collect()
}
