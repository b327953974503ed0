//! The sample day as a file: windows, and lines of what is done and what must come of it.
//!
//! ```json
//! {"date": "2026-11-23",
//!  "windows": [{"id": "shangwu-03", "clerk": "li", "chief": "wang"}],
//!  "lines": [{"at": "09:05", "window": "shangwu-03", "by": "clerk", "do": "accept",
//!             "case": "c01", "expect": {"ok": true, "state": "accepted"}}]}
//! ```

use chrono::{NaiveDate, NaiveTime};
use clerk_cli::case_file::{ApplicantPart, ExistingPart};
use clerk_desk::api::WrongMaterial;
use clerk_domain::case::CaseState;
use clerk_domain::decide::{Materials, Outcome, Queue};
use clerk_domain::enquiry::EnquiryState;
use clerk_domain::form::FormValues;
use clerk_domain::grant::ReferralTarget;
use clerk_domain::ids::{ItemCode, MaterialCode, PersonId, WindowId};
use clerk_domain::item::Action;
use clerk_domain::paper::DocumentKind;
use serde::Deserialize;

/// A day.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Day {
    /// Its date, in China.
    pub date: NaiveDate,
    /// The windows that work on it; the first one's cases are pulled by another one at its end.
    pub windows: Vec<DayWindow>,
    /// What happens, in order.
    pub lines: Vec<Line>,
}

impl Day {
    /// What is wrong with it: a line at a window that the day does not have.
    pub fn problem(&self) -> Option<String> {
        let at_no_window = |line: &&Line| match (&line.step, &line.window) {
            (Step::Centre(_) | Step::ServerDown | Step::ServerUp, _) => false,
            (_, None) => true,
            (_, Some(id)) => self.windows.iter().all(|window| &window.id != id),
        };
        let line = self.lines.iter().find(at_no_window)?;
        let window = line.window.as_ref().map_or("", |id| id.as_str());
        Some(format!(
            "{} {} {}: no window \"{window}\"",
            line.at,
            line.step.word(),
            line.step.case()
        ))
    }
}

/// A window and who works at it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DayWindow {
    /// The window.
    pub id: WindowId,
    /// Its clerk.
    pub clerk: PersonId,
    /// Its chief representative.
    pub chief: PersonId,
}

/// Who of a window acts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// 经办人
    #[default]
    Clerk,
    /// 窗口首席代表
    Chief,
}

/// One thing done, and what must come of it.
#[derive(Debug, Deserialize)]
pub struct Line {
    /// The time of day, in China.
    pub at: NaiveTime,
    /// Where; nowhere for what happens to the server.
    pub window: Option<WindowId>,
    /// By whom.
    #[serde(default)]
    pub by: By,
    /// What.
    #[serde(flatten)]
    pub step: Step,
    /// What must come of it.
    pub expect: Expect,
}

/// What a line does: the commands of the same names, with their arguments. Cases go by the name
/// that their receipt gives them.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Step {
    Receive {
        #[serde(rename = "as")]
        name: String,
        item: Option<ItemCode>,
        action: Option<Action>,
        #[serde(default)]
        applicant: ApplicantPart,
        #[serde(default)]
        holder_name: String,
        #[serde(default)]
        existing: ExistingPart,
        #[serde(default)]
        form: FormValues,
        materials: Option<Materials>,
    },
    Accept {
        case: String,
        exemption: Option<String>,
    },
    Correct {
        case: String,
        #[serde(default)]
        wrong: Vec<WrongMaterial>,
    },
    Supply {
        case: String,
        materials: Vec<MaterialCode>,
    },
    NotAccept {
        case: String,
        reason: String,
    },
    Charge {
        case: String,
    },
    Decide {
        case: String,
    },
    Issue {
        case: String,
    },
    Void {
        case: String,
        reason: String,
    },
    VerifyMaterials {
        case: String,
        findings: String,
    },
    Refer {
        case: String,
    },
    Refuse {
        case: String,
        reason: String,
    },
    Withdraw {
        case: String,
        reason: String,
    },
    Print {
        case: String,
        document: DocumentKind,
    },
    Deliver {
        case: String,
        #[serde(default)]
        recipient: String,
    },
    Find {
        text: String,
    },
    Sync,
    OpenDay,
    CloseDay,
    PrintDay,
    Answer {
        enquiry: String,
        answer: String,
    },
    PrintAnswer {
        enquiry: String,
    },
    /// What is done at a desk of the centre.
    Centre(CentreStep),
    ServerDown,
    ServerUp,
}

/// What a person does at a desk of the centre. Enquiries go by the name that asking gives them.
#[derive(Debug, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum CentreStep {
    DecideReferral {
        person: PersonId,
        case: String,
        approve: bool,
        opinion: String,
    },
    Ask {
        person: PersonId,
        #[serde(rename = "as")]
        name: String,
        to: String,
        item: Option<ItemCode>,
        asker: String,
        question: String,
    },
    CloseEnquiry {
        person: PersonId,
        enquiry: String,
        note: String,
    },
}

impl Step {
    /// What it is called in the file.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Receive { .. } => "receive",
            Self::Accept { .. } => "accept",
            Self::Correct { .. } => "correct",
            Self::Supply { .. } => "supply",
            Self::NotAccept { .. } => "not_accept",
            Self::Charge { .. } => "charge",
            Self::Decide { .. } => "decide",
            Self::Issue { .. } => "issue",
            Self::Void { .. } => "void",
            Self::VerifyMaterials { .. } => "verify_materials",
            Self::Refer { .. } => "refer",
            Self::Refuse { .. } => "refuse",
            Self::Withdraw { .. } => "withdraw",
            Self::Print { .. } => "print",
            Self::Deliver { .. } => "deliver",
            Self::Find { .. } => "find",
            Self::Sync => "sync",
            Self::OpenDay => "open_day",
            Self::CloseDay => "close_day",
            Self::PrintDay => "print_day",
            Self::Answer { .. } => "answer",
            Self::PrintAnswer { .. } => "print_answer",
            Self::Centre(CentreStep::DecideReferral { .. }) => "decide_referral",
            Self::Centre(CentreStep::Ask { .. }) => "ask",
            Self::Centre(CentreStep::CloseEnquiry { .. }) => "close_enquiry",
            Self::ServerDown => "server_down",
            Self::ServerUp => "server_up",
        }
    }

    /// The case or the enquiry, by the name that the day gives it; empty where it is about none.
    pub fn case(&self) -> &str {
        match self {
            Self::Receive { name: case, .. }
            | Self::Accept { case, .. }
            | Self::Correct { case, .. }
            | Self::Supply { case, .. }
            | Self::NotAccept { case, .. }
            | Self::Charge { case }
            | Self::Decide { case }
            | Self::Issue { case }
            | Self::Void { case, .. }
            | Self::VerifyMaterials { case, .. }
            | Self::Refer { case }
            | Self::Refuse { case, .. }
            | Self::Withdraw { case, .. }
            | Self::Print { case, .. }
            | Self::Deliver { case, .. } => case,
            Self::Centre(CentreStep::DecideReferral { case, .. }) => case,
            Self::Answer { enquiry, .. }
            | Self::PrintAnswer { enquiry }
            | Self::Centre(CentreStep::Ask { name: enquiry, .. })
            | Self::Centre(CentreStep::CloseEnquiry { enquiry, .. }) => enquiry,
            Self::Find { .. }
            | Self::Sync
            | Self::OpenDay
            | Self::CloseDay
            | Self::PrintDay
            | Self::ServerDown
            | Self::ServerUp => "",
        }
    }
}

/// What must come of a line: `ok` with values of the reply by their names, or the `error` and its
/// field. An unknown key is an error of the file, so that nothing is expected in vain.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    #[serde(default)]
    pub ok: bool,
    pub error: Option<String>,
    pub field: Option<String>,
    pub outcome: Option<Outcome>,
    pub to: Option<ReferralTarget>,
    pub queue: Option<Queue>,
    pub state: Option<CaseState>,
    pub copy: Option<u32>,
    pub fee: Option<String>,
    pub found: Option<usize>,
    pub enquiry: Option<EnquiryState>,
    pub closed: Option<bool>,
    pub online: Option<bool>,
}
