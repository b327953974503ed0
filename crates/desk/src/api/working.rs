//! Working papers: what is asked for, and what comes.

use super::args::Intake;
use chrono::NaiveDate;
use clerk_domain::ids::{CaseId, EnquiryId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// For `working_paper` and `print_working_paper`: which one.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "paper", rename_all = "snake_case")]
pub enum WorkingPaperArgs {
    /// 决定理由单 of a case: the decision that its journal holds, or how it stands now.
    Reasons {
        /// Which case.
        case: CaseId,
    },
    /// 决定理由单 of an application as far as it is typed.
    IntakeReasons {
        /// What is typed.
        intake: Intake,
    },
    /// 断网对账单 of the last outage.
    Report,
    /// 日结单 of one of the window's days.
    Day {
        /// Which; null for the newest.
        #[ts(type = "string | null")]
        day: Option<NaiveDate>,
    },
    /// 咨询答复单 of an enquiry that was answered.
    Enquiry {
        /// Which enquiry.
        enquiry: EnquiryId,
    },
}

/// A working paper to be seen.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct WorkingPaperView {
    /// The PDF, base64.
    pub pdf_base64: String,
}

/// A working paper that was printed.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PrintedFileView {
    /// The file in the print folder.
    pub file: String,
}
