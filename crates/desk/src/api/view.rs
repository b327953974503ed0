//! What the calls give: made to be shown, with every rule already applied.

use super::error::ApiError;
use chrono::{DateTime, FixedOffset, NaiveDate};
use clerk_domain::case::{Case, CaseActKind, CaseState};
use clerk_domain::decide::{Decision, Reason};
use clerk_domain::fee::FeeDue;
use clerk_domain::form::FieldProblem;
use clerk_domain::grant::OfflineLeft;
use clerk_domain::ids::{Author, CaseId, CaseNumber, ItemCode, WindowId};
use clerk_domain::item::{Item, ItemKind, Material};
use clerk_domain::money::Money;
use clerk_domain::number_book::NumberBook;
use clerk_domain::paper::DocumentKind;
use clerk_domain::person::Person;
use clerk_domain::product::Product;
use clerk_domain::register::Finding;
use clerk_domain::search::ListTotal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::args::Intake;

/// Who is at the window.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum SessionView {
    /// The device is no window yet.
    NotEnrolled,
    /// The desk is locked.
    Locked {
        /// The login name of the last person here.
        last_person: Option<String>,
        /// The window, such as `shangwu-03`.
        window: Option<String>,
    },
    /// The desk is open.
    Open {
        /// Who.
        person: Person,
        /// Where.
        window: WindowView,
        /// When the desk locks by itself.
        idle_lock: IdleLockView,
    },
}

/// When a desk locks by itself where nobody touches key or pointer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct IdleLockView {
    /// After so many minutes.
    pub minutes: u32,
    /// The fewest that may be chosen.
    pub least: u32,
    /// The most that may be chosen.
    pub most: u32,
    /// For so many seconds before it a face warns.
    pub warning_s: u32,
}

/// The window.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct WindowView {
    /// Its identifier.
    pub id: WindowId,
    /// Its name.
    pub name: String,
    /// Its department's name.
    pub department: String,
    /// Its centre's name.
    pub centre: String,
    /// Whether all is a demonstration.
    pub sample: bool,
}

/// How the window stands with the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ConnectionView {
    /// No contact was tried yet.
    Starting,
    /// Entries travel.
    Syncing,
    /// All is on both sides.
    Online,
    /// The server is away; work goes on.
    Offline {
        /// Since when.
        #[ts(type = "string")]
        since: DateTime<FixedOffset>,
    },
    /// The server answers, but something needs a person.
    Trouble {
        /// What: a code of `ErrorCode`.
        code: String,
    },
}

/// What is always in sight.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct StatusView {
    /// The connection.
    pub connection: ConnectionView,
    /// When both sides last agreed.
    #[ts(type = "string | null")]
    pub last_sync: Option<DateTime<FixedOffset>>,
    /// The last try to reach the server, where it failed; missing where it went well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub failed: Option<FailedTryView>,
    /// Acts that the server does not have yet.
    #[ts(type = "number")]
    pub outbox: u64,
    /// Numbers left, a series each.
    pub numbers: Vec<NumbersView>,
    /// The last day of the grant that ends first, or of the rule pack where that is sooner; `None`
    /// where the department has no grant.
    #[ts(type = "string | null")]
    pub authority_until: Option<NaiveDate>,
    /// What is left of the offline limits of each grant that has some.
    pub offline: Vec<OfflineLeft>,
    /// Why the window issues nothing, where it does not.
    pub halted: Option<HaltView>,
    /// How many enquiries wait for an answer.
    #[ts(type = "number")]
    pub enquiries: u64,
    /// The day of the window that is open, today's or an earlier one.
    #[ts(type = "string | null")]
    pub open_day: Option<NaiveDate>,
    /// When the report of the last outage was closed; missing where there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub report_at: Option<DateTime<FixedOffset>>,
    /// The version of the rule pack.
    pub pack_version: u32,
    /// The device's time.
    #[ts(type = "string")]
    pub now: DateTime<FixedOffset>,
}

/// A try to sync that failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FailedTryView {
    /// When, by the device's clock.
    #[ts(type = "string")]
    pub at: DateTime<FixedOffset>,
    /// Why: a code of `ErrorCode`.
    pub code: String,
}

/// A window that issues nothing until a supervisor clears it.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct HaltView {
    /// Why, as a code: `journal_fork`, `journal_broken`, `clock_ran_back`,
    /// `clock_leapt`.
    pub why: String,
    /// The number that the supervisor is told, and answers with a code; `None` once all codes are used:
    /// the device must be enrolled anew.
    pub number: Option<u32>,
}

/// Numbers left in a series.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct NumbersView {
    /// The series.
    pub series: String,
    /// What the numbers are for.
    pub name: String,
    /// How many are left for this year.
    pub left: u32,
}

/// The window's number books.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct NumberBooksView {
    /// A series and year each, the newest year first.
    pub books: Vec<BookView>,
    /// Whether all of them add up.
    pub add_up: bool,
}

/// The numbers of a series and year.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct BookView {
    /// What the numbers are for.
    pub name: String,
    /// The figures.
    pub book: NumberBook,
    /// Whether every number is accounted for, once.
    pub adds_up: bool,
}

/// Today at a glance.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct WorkbenchView {
    /// Today's cases, newest first.
    pub today: Vec<CaseRowView>,
    /// Cases of any day that wait for somebody here, the most urgent first.
    pub waiting: Vec<CaseRowView>,
    /// How many of today's cases are in each state.
    pub counts: Vec<StateCount>,
    /// How many cases were received in each hour today, from 0 to 23.
    pub hours: Vec<u32>,
    /// Drafts not yet received.
    pub drafts: Vec<DraftView>,
}

/// How many cases are in a state.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct StateCount {
    /// The state.
    pub state: CaseState,
    /// How many.
    pub count: u32,
}

/// The newest cases of a list or a search, and whether there are more.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CaseListView {
    /// Newest first.
    pub rows: Vec<CaseRowView>,
    /// How many there are, these counted in: where it says more than there are rows, the list was cut.
    pub total: ListTotal,
}

/// A case in a list.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CaseRowView {
    /// Its identifier.
    pub id: CaseId,
    /// Its number.
    pub number: CaseNumber,
    /// The item.
    pub item: ItemCode,
    /// The item's name.
    pub item_name: String,
    /// The applicant's name.
    pub applicant: String,
    /// The applicant's number, masked.
    pub applicant_number: String,
    /// Where it stands.
    pub state: CaseState,
    /// The window that received it.
    pub window: WindowId,
    /// When it was received.
    #[ts(type = "string")]
    pub received_at: DateTime<FixedOffset>,
    /// The promised last day.
    #[ts(type = "string | null")]
    pub due: Option<NaiveDate>,
    /// Whether the promised day is near or past.
    pub urgency: Urgency,
    /// Whether it is in the green channel (绿色通道), which goes first.
    pub green: bool,
}

/// How near the promised last day is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// Nothing runs.
    None,
    /// There is time.
    Calm,
    /// Today or the next working day.
    Soon,
    /// Past.
    Overdue,
}

/// An item in a list.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ItemRow {
    /// Its code.
    pub code: ItemCode,
    /// Its name.
    pub name: String,
    /// How it is handled.
    pub kind: ItemKind,
    /// The promised working days; 0 for the same day.
    pub promised_days: u32,
}

/// An item with its department.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ItemView {
    /// The item.
    pub item: Item,
    /// The department's name.
    pub department: String,
}

/// An intake as it would be judged now.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PreviewView {
    /// What is wrong, field by field.
    pub problems: Vec<FieldProblem>,
    /// The decision, once the form allows one.
    pub decision: Option<Decision>,
    /// The required materials that are not ticked.
    pub missing: Vec<Material>,
    /// What will be due.
    pub fee: Option<FeeDue>,
    /// Why nothing of the item could be issued here now; receiving goes on.
    pub cannot_issue: Option<ApiError>,
    /// The applicant's open applications for the same, at any window that is known here.
    pub same: Vec<SameApplicationView>,
}

/// An open application for the same.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SameApplicationView {
    /// Its number.
    pub number: CaseNumber,
    /// The window that has it.
    pub window: WindowId,
    /// Where it stands.
    pub state: CaseState,
    /// When it was received.
    #[ts(type = "string")]
    pub received_at: DateTime<FixedOffset>,
}

/// A draft.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct DraftView {
    /// Its identifier.
    pub id: String,
    /// What is typed.
    pub intake: Intake,
    /// The item's name; empty where none is chosen.
    pub item_name: String,
    /// When it was kept.
    #[ts(type = "string")]
    pub saved_at: DateTime<FixedOffset>,
}

/// A case as it stands.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CaseView {
    /// The case.
    pub case: Case,
    /// Where it stands.
    pub state: CaseState,
    /// The item that it was received under.
    pub item: Item,
    /// The department's name.
    pub department: String,
    /// Every act of the window, and whether this person may do it now.
    pub acts: Vec<ActView>,
    /// The decision as it would be now, while one is open.
    pub decision: Option<Decision>,
    /// Who verified the substance of the materials, by name.
    pub verified_by: Vec<String>,
    /// Whether somebody else has to verify it before this person may issue.
    pub second_officer_needed: bool,
    /// The required materials not handed in.
    pub missing: Vec<Material>,
    /// Whether the promised day is near or past.
    pub urgency: Urgency,
    /// Working days left to the promised day; negative when past, `None` when nothing runs.
    pub days_left: Option<i32>,
    /// What acceptance costs today without an exemption; `None` where it is free.
    pub full_fee: Option<Money>,
    /// Until it is accepted: the applicant's other open applications for the same.
    pub same: Vec<SameApplicationView>,
    /// The papers that can be printed.
    pub papers: Vec<PaperRow>,
    /// What happened, oldest first.
    pub history: Vec<HistoryRow>,
}

/// An act and whether it may be done.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ActView {
    /// The act.
    pub act: CaseActKind,
    /// Whether it may be done now by this person.
    pub allowed: bool,
    /// Why not: a code of `ErrorCode`; `None` where it may.
    pub why_not: Option<String>,
}

/// A paper of a case.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PaperRow {
    /// Which.
    pub document: DocumentKind,
    /// How many times it came out.
    pub times_printed: u32,
    /// Why it cannot be printed here now: a code of `ErrorCode`; missing where it can.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub why_not: Option<String>,
}

/// A paper that came out.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
pub struct PrintedPaper {
    /// Which.
    pub document: DocumentKind,
    /// 0 for the original, then 1, 2, … for each copy.
    pub copy: u32,
}

/// A line of a case's history.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct HistoryRow {
    /// When, by the window's clock.
    #[ts(type = "string")]
    pub at: DateTime<FixedOffset>,
    /// Who, by name where the window knows it.
    pub actor: String,
    /// What.
    pub act: CaseActKind,
    /// Numbers, reasons and amounts that belong to it, in one line; may be empty.
    pub detail: String,
    /// The paper that came out, of a print.
    pub paper: Option<PrintedPaper>,
    /// In whose journal.
    pub author: Author,
    /// At which place there.
    #[ts(type = "number")]
    pub seq: u64,
    /// The first eight digits of its hash.
    pub hash: String,
    /// Whether the server has it.
    pub synced: bool,
}

/// What issuing would do.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct IssuePlanView {
    /// The licence's name.
    pub licence_name: String,
    /// The number that it gets, unless another case takes it first.
    pub number: String,
    /// Whose it would be.
    pub holder: String,
    /// What comes of it, and which version of the number it would be.
    pub product: Product,
    /// The day of issue.
    #[ts(type = "string")]
    pub issued_on: NaiveDate,
    /// The last day that it would hold.
    #[ts(type = "string | null")]
    pub valid_until: Option<NaiveDate>,
    /// The clauses that allow it.
    pub reasons: Vec<Reason>,
    /// The papers that would be reserved for printing.
    pub papers: Vec<DocumentKind>,
}

/// A paper to be seen.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PaperView {
    /// The PDF, base64.
    pub pdf_base64: String,
    /// 0 for the original, then 1, 2, … as it would be printed next.
    pub copy: u32,
}

/// A paper that was printed.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PrintedView {
    /// The file in the print folder.
    pub file: String,
    /// 0 for the original, then 1, 2, … for each copy.
    pub copy: u32,
    /// The case after it.
    pub case: CaseView,
}

/// What is wrong with an act, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "each text in both languages")]
pub struct ProblemView {
    /// A name of clerk_protocol::ExceptionCode.
    pub code: String,
    pub what_zh: String,
    pub what_en: String,
    pub to_do_zh: String,
    pub to_do_en: String,
}

/// What is to be thought of a licence.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct VerifyView {
    /// The verdict with what it rests on.
    pub finding: Finding,
    /// When the centre's register last changed; `None` where none has come yet.
    #[ts(type = "string | null")]
    pub register_at: Option<DateTime<FixedOffset>>,
    /// When the window last heard of the centre: what was revoked since is not known here.
    #[ts(type = "string | null")]
    pub last_contact: Option<DateTime<FixedOffset>>,
}
