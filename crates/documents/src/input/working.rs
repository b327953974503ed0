//! What stands on working papers: those that a window makes for itself and for the file. They grant
//! nothing, so that they bear no seal, no number of their own and no code that can be scanned.

use chrono::NaiveDate;

use super::Particular;

/// One working paper to print.
#[derive(Debug, Clone, PartialEq)]
pub enum WorkingPaper {
    /// 决定理由单
    Reasons(ReasonSheet),
    /// 断网对账单
    Outage(OutageReport),
    /// 日结单、咨询答复单, and whatever else shows what the record says of one thing.
    Record(RecordSheet),
}

/// What every working paper carries: whose it is, what it is about, when it was printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Heading {
    /// The organ, e.g. `徐州市商务局`.
    pub organ: String,
    /// Centre and window, e.g. `徐州市政府行政服务中心 商务局 3 号窗口`.
    pub place: String,
    /// What it is about, e.g. a case's number or the time of an outage; also on its running heads.
    pub subject: String,
    /// When and by whom it was printed, e.g. `2026年11月23日 9:41 示例甲`.
    pub printed: String,
    /// The PDF's creation date.
    pub date: NaiveDate,
    /// Demo data: the paper is marked 样本 SAMPLE all over.
    pub sample: bool,
}

/// 决定理由单: why a case is decided as it is.
#[derive(Debug, Clone, PartialEq)]
pub struct ReasonSheet {
    /// Whose, which case, when.
    pub heading: Heading,
    /// The case: who applies for what, and where it stands; at least one.
    pub facts: Vec<Particular>,
    /// What the decision comes to, in one line.
    pub outcome: String,
    /// Whether it was decided, or how it stands now.
    pub standing: String,
    /// Every clause that was looked at; may be empty.
    pub clauses: Vec<ClauseLine>,
    /// What is read aloud to the applicant; may be empty.
    pub told: Vec<String>,
    /// Queue, officers, rules, digest, time, journal; at least one.
    pub trace: Vec<Particular>,
}

/// What the record says of one thing: rows, tables and texts, and lines to sign.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordSheet {
    /// Whose, about what, when printed.
    pub heading: Heading,
    /// What it is, e.g. `日结单`.
    pub title: &'static str,
    /// What it is for, and what it is not, in one line.
    pub purpose: &'static str,
    /// What it is about; at least one.
    pub facts: Vec<Particular>,
    /// What is recorded, in order.
    pub parts: Vec<RecordPart>,
    /// Where it stands in the record; at least one.
    pub trace: Vec<Particular>,
    /// Who signs by hand, e.g. `交款人`; may be empty.
    pub signatures: Vec<&'static str>,
}

/// A part of a record sheet, with its name.
#[derive(Debug, Clone, PartialEq)]
pub enum RecordPart {
    /// A text.
    Text {
        /// The part's name.
        name: &'static str,
        /// What it says.
        text: String,
    },
    /// A table. One without rows says so.
    Table {
        /// The part's name.
        name: &'static str,
        /// The columns.
        columns: Vec<RecordColumn>,
        /// The cells, a row each.
        rows: Vec<Vec<String>>,
    },
}

/// A column of a record sheet's table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RecordColumn {
    /// What stands over it.
    pub name: &'static str,
    /// Its share of the table's width.
    pub share: f32,
    /// Whether it holds figures, which stand to the right.
    pub figures: bool,
}

/// One clause that was looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct ClauseLine {
    /// Whether it holds.
    pub mark: ClauseMark,
    /// The grant's document number with the clause.
    pub source: String,
    /// The limit; empty for a clause without one.
    pub limit: String,
    /// The value given; empty for a clause without a limit.
    pub value: String,
}

/// Of a clause whether it holds; of a grant's own limits whether they are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClauseMark {
    /// √ 符合
    Met,
    /// × 不符合
    NotMet,
    /// √ 在限额内
    Kept,
    /// ！ 超过限额
    Passed,
}

impl ClauseMark {
    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::Met => "√ 符合",
            Self::NotMet => "× 不符合",
            Self::Kept => "√ 在限额内",
            Self::Passed => "！超过限额",
        }
    }
}

/// 断网对账单: what became of every act of an outage.
#[derive(Debug, Clone, PartialEq)]
pub struct OutageReport {
    /// Whose, which outage, when printed.
    pub heading: Heading,
    /// What each side holds; at least one.
    pub sides: Vec<Side>,
    /// Whether both sides hold the same journal.
    pub same: bool,
    /// How many acts were taken in.
    pub accepted: u64,
    /// How many the centre had already.
    pub duplicate: u64,
    /// How many contradict another act.
    pub conflict: u64,
    /// How many were beyond authority.
    pub beyond_authority: u64,
    /// The acts, in order; at least one.
    pub acts: Vec<OutageAct>,
}

/// What one side holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// Whose, e.g. `本窗口流水`.
    pub name: String,
    /// How many entries.
    pub entries: u64,
    /// The digest over them, in hexadecimal.
    pub digest: String,
}

/// One act of an outage.
#[derive(Debug, Clone, PartialEq)]
pub struct OutageAct {
    /// Its place in the journal.
    pub seq: u64,
    /// When, e.g. `11-23 10:41`.
    pub at: String,
    /// The case's number.
    pub case: String,
    /// The number of the case's licence, where it has one.
    pub licence: Option<String>,
    /// What was done, e.g. `签发`.
    pub what: String,
    /// What became of it.
    pub verdict: OutageVerdict,
    /// What is wrong with it.
    pub problems: Vec<OutageProblem>,
}

/// What became of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutageVerdict {
    /// 已接收
    Accepted,
    /// 中心已有
    Duplicate,
    /// 冲突
    Conflict,
    /// 超出授权
    BeyondAuthority,
}

impl OutageVerdict {
    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::Accepted => "已接收",
            Self::Duplicate => "中心已有",
            Self::Conflict => "冲突",
            Self::BeyondAuthority => "超出授权",
        }
    }

    /// Whether somebody must do something about it.
    pub(crate) const fn is_open(self) -> bool {
        match self {
            Self::Accepted | Self::Duplicate => false,
            Self::Conflict | Self::BeyondAuthority => true,
        }
    }
}

/// What is wrong with an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutageProblem {
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub remedy: String,
}
