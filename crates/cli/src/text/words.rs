//! The field's nouns in both languages. Names of items, materials and people stay as they are.

use crate::arguments::Lang;
use chrono::{DateTime, FixedOffset};
use clerk_desk::api::Urgency;
use clerk_domain::calendar::Due;
use clerk_domain::case::{CaseActKind, CaseState};
use clerk_domain::decide::{Outcome, Queue};
use clerk_domain::fee::FeeDue;
use clerk_domain::grant::ReferralTarget;
use clerk_domain::item::{Action, ApplicantKind, ItemKind, MaterialForm};
use clerk_domain::paper::DocumentKind;
use clerk_domain::person::Role;
use serde::de::DeserializeOwned;

/// Reads a word such as `accepted` as the value that it stands for in JSON.
pub fn read<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}

/// An instant as a person reads it, to the minute.
pub fn instant(at: DateTime<FixedOffset>) -> String {
    at.with_timezone(&clerk_domain::clock::china()).format("%Y-%m-%d %H:%M").to_string()
}

/// Where a case stands.
pub fn state(state: CaseState, lang: Lang) -> &'static str {
    let (zh, en) = match state {
        CaseState::Received => ("已收件", "received"),
        CaseState::CorrectionDue => ("待补正", "correction due"),
        CaseState::Accepted => ("已受理", "accepted"),
        CaseState::Referred => ("已转办", "referred"),
        CaseState::Issued => ("已签发", "issued"),
        CaseState::Delivered => ("已送达", "delivered"),
        CaseState::NotAccepted => ("不予受理", "not accepted"),
        CaseState::Refused => ("不予许可", "refused"),
        CaseState::Withdrawn => ("已撤回", "withdrawn"),
    };
    lang.pick(zh, en)
}

/// An act.
pub fn act(act: CaseActKind, lang: Lang) -> &'static str {
    let name = act.name();
    lang.pick(name.zh, name.en)
}

/// The commands that are named for one act; any other is asked for by its kind, as `act KIND`.
const OWN_COMMANDS: [(CaseActKind, &str); 13] = [
    (CaseActKind::CorrectionNotified, "correct"),
    (CaseActKind::Supplied, "supply"),
    (CaseActKind::Accepted, "accept"),
    (CaseActKind::NotAccepted, "not-accept"),
    (CaseActKind::FeeCharged, "charge"),
    (CaseActKind::Referred, "refer"),
    (CaseActKind::Issued, "issue"),
    (CaseActKind::Refused, "refuse"),
    (CaseActKind::Printed, "print"),
    (CaseActKind::Delivered, "deliver"),
    (CaseActKind::Withdrawn, "withdraw"),
    (CaseActKind::Voided, "void"),
    (CaseActKind::Verified, "verify-materials"),
];

/// The command that does an act.
pub fn command(act: CaseActKind) -> String {
    let own = OWN_COMMANDS.iter().find(|(kind, _)| *kind == act);
    let word = || serde_json::to_value(act).ok()?.as_str().map(|kind| format!("act:{kind}"));
    own.map(|(_, command)| (*command).to_owned()).or_else(word).unwrap_or_default()
}

/// A paper.
pub fn document(document: DocumentKind, lang: Lang) -> &'static str {
    let name = document.name();
    lang.pick(name.zh, name.en)
}

/// What a decision comes to.
pub fn outcome(outcome: Outcome, lang: Lang) -> &'static str {
    let (zh, en) = match outcome {
        Outcome::Issue => ("可当场签发", "issue"),
        Outcome::Refer => ("转办", "refer"),
        Outcome::Correct => ("需补正", "correct"),
        Outcome::Refuse => ("不予许可", "refuse"),
    };
    lang.pick(zh, en)
}

/// Who decides.
pub fn referral_target(to: ReferralTarget, lang: Lang) -> &'static str {
    let (zh, en) = match to {
        ReferralTarget::Chief => ("首席代表", "chief representative"),
        ReferralTarget::Leader => ("分管领导", "leader"),
        ReferralTarget::Countersign => ("会签", "countersign"),
        ReferralTarget::ExpertReview => ("专家评审", "expert review"),
        ReferralTarget::JointReview => ("联审会办", "joint review"),
    };
    lang.pick(zh, en)
}

/// A queue.
pub fn queue(queue: Queue, lang: Lang) -> &'static str {
    let (zh, en) = match queue {
        Queue::Normal => ("普通", "normal"),
        Queue::Green => ("绿色通道", "green channel"),
    };
    lang.pick(zh, en)
}

/// What is applied for.
pub fn action(action: Action, lang: Lang) -> &'static str {
    let (zh, en) = match action {
        Action::Establish => ("设立", "establish"),
        Action::Change => ("变更", "change"),
        Action::Renew => ("延续", "renew"),
        Action::Duplicate => ("补领", "duplicate"),
        Action::Cancel => ("注销", "cancel"),
    };
    lang.pick(zh, en)
}

/// Who applies.
pub fn applicant_kind(kind: ApplicantKind, lang: Lang) -> &'static str {
    let (zh, en) = match kind {
        ApplicantKind::Person => ("自然人", "person"),
        ApplicantKind::Enterprise => ("企业", "enterprise"),
        ApplicantKind::UniversityStudent => ("大学生创业者", "university student"),
    };
    lang.pick(zh, en)
}

/// How an item is handled.
pub fn item_kind(kind: ItemKind, lang: Lang) -> &'static str {
    let (zh, en) = match kind {
        ItemKind::Immediate => ("即办件", "immediate"),
        ItemKind::Promised => ("承诺件", "promised"),
        ItemKind::Joint => ("联办件", "joint"),
    };
    lang.pick(zh, en)
}

/// In what form a material is handed in.
pub fn material_form(form: MaterialForm, lang: Lang) -> &'static str {
    let (zh, en) = match form {
        MaterialForm::Original => ("原件", "original"),
        MaterialForm::Copy => ("复印件", "copy"),
        MaterialForm::Both => ("原件及复印件", "original and copy"),
    };
    lang.pick(zh, en)
}

/// What a person is.
pub fn role(role: Role, lang: Lang) -> &'static str {
    let (zh, en) = match role {
        Role::Clerk => ("经办人", "clerk"),
        Role::Chief => ("首席代表", "chief representative"),
        Role::Leader => ("分管领导", "leader"),
        Role::Supervisor => ("督查员", "supervisor"),
        Role::Admin => ("管理员", "administrator"),
    };
    lang.pick(zh, en)
}

/// How near the promised day is; empty where nothing runs or there is time.
pub fn urgency(urgency: Urgency, lang: Lang) -> &'static str {
    let (zh, en) = match urgency {
        Urgency::None | Urgency::Calm => ("", ""),
        Urgency::Soon => ("临期", "soon"),
        Urgency::Overdue => ("超期", "overdue"),
    };
    lang.pick(zh, en)
}

/// The promised day.
pub fn due(due: Due, lang: Lang) -> String {
    match due {
        Due::On { date } => date.to_string(),
        Due::NotPublished { .. } => lang
            .pick(Due::NOT_PUBLISHED, "once the State Council publishes the holidays")
            .to_owned(),
    }
}

/// What is due.
pub fn fee(fee: &FeeDue, lang: Lang) -> String {
    match fee {
        FeeDue::Free => lang.pick("免费", "free").to_owned(),
        FeeDue::Amount { amount } => amount.readable(),
        FeeDue::Exempt { name, .. } => format!("{}{name}", lang.pick("减免：", "exempt: ")),
    }
}
