//! Everything that a face of the desk (the window, the command line) may ask, said once.
//!
//! The list at the end gives the calls, the dispatcher and the TypeScript types: a call without a
//! handler does not compile, and the UI cannot call what is not here.

mod args;
mod bundle;
mod day;
mod enquiry;
mod error;
mod report;
mod seen;
mod typescript;
mod view;
mod working;

pub use crate::acts::{AskedAct, Withdraw};
pub use args::*;
pub use bundle::*;
pub use day::*;
pub use enquiry::*;
pub use error::{ApiError, ErrorCode};
pub use report::*;
pub use typescript::typescript;
pub use view::*;
pub use working::*;

use crate::workstation::Workstation;
use seen::seen;
use serde::{Deserialize, Serialize};

macro_rules! calls {
    ($($(#[$doc:meta])* $variant:ident => $name:ident($args:ty) -> $reply:ty;)+) => {
        /// A call with its arguments, as the UI sends it.
        #[derive(Debug, Serialize, Deserialize)]
        #[serde(tag = "command", content = "args", rename_all = "snake_case")]
        pub enum Call {
            $($(#[$doc])* $variant($args),)+
        }

        impl Workstation {
            /// Answers a call, with texts as a face shows them.
            ///
            /// # Errors
            /// What the handler refuses, with its code.
            pub fn dispatch(&self, call: Call) -> Result<serde_json::Value, ApiError> {
                match call {
                    $(Call::$variant(args) => seen::<$reply>(self.$name(args)),)+
                }
            }
        }

        fn collect(types: &mut typescript::Types) {
            $(types.call::<$args, $reply>(stringify!($name));)+
        }
    };
}

calls! {
    /// Who is at the window, and whether it is enrolled at all.
    Session => session(Nothing) -> SessionView;
    /// Makes this device a window.
    Enroll => enroll(EnrollArgs) -> SessionView;
    /// Opens the desk.
    Login => login(LoginArgs) -> SessionView;
    /// Locks the desk.
    Lock => lock(Nothing) -> SessionView;
    /// Gives the person at the desk another password, here and at the centre.
    ChangePassword => change_password(PasswordArgs) -> SessionView;
    /// Makes the window ask another server, or under another authority; the desk is locked then.
    ChangeServer => change_server(ServerArgs) -> SessionView;
    /// Chooses when the desk locks by itself.
    SetIdleLock => set_idle_lock(IdleLockArgs) -> SessionView;
    /// Connection, outbox, numbers: what is always in sight.
    Status => status(Nothing) -> StatusView;
    /// Asks for a sync at once and gives the state after it.
    SyncNow => sync_now(Nothing) -> StatusView;
    /// What became of every number that was leased to this window.
    NumberBooks => number_books(Nothing) -> NumberBooksView;
    /// Lets a halted window issue again, by a supervisor's code.
    ClearHalt => clear_halt(ClearArgs) -> StatusView;
    /// Writes what a sync would ask into a file for the centre.
    BundleExport => bundle_export(BundleExportArgs) -> BundleExportedView;
    /// Takes in the centre's reply to such a file.
    BundleImport => bundle_import(BundleImportArgs) -> BundleImportedView;
    /// The file that waits for its reply, if one does.
    BundleWaiting => bundle_waiting(Nothing) -> Option<BundleWaitingView>;
    /// What became of the acts of the last outage, if there was one.
    Report => report(Nothing) -> Option<ReportView>;
    /// Today's cases and what waits.
    Workbench => workbench(Nothing) -> WorkbenchView;
    /// The items of the window's department that match a code, a name or pinyin initials.
    FindItems => find_items(TextArgs) -> Vec<ItemRow>;
    /// One item with its form and materials.
    Item => item(ItemArgs) -> ItemView;
    /// The applicant of this number, where the window knows one.
    KnownApplicant => known_applicant(TextArgs) -> Option<Intake>;
    /// Checks an intake as it stands: problems, decision, fee. Nothing is kept.
    Preview => preview(Intake) -> PreviewView;
    /// The drafts of this window.
    Drafts => drafts(Nothing) -> Vec<DraftView>;
    /// Keeps a draft.
    SaveDraft => save_draft(SaveDraftArgs) -> DraftView;
    /// Throws a draft away.
    DiscardDraft => discard_draft(DraftArgs) -> Nothing;
    /// 收件
    Receive => receive(ReceiveArgs) -> CaseView;
    /// The case as it stands, with what may be done.
    Case => case(CaseArgs) -> CaseView;
    /// Cases by number, applicant, pinyin or licence number, and whether there are more.
    Search => search(TextArgs) -> CaseListView;
    /// Cases by state, and how many there are.
    List => list(ListArgs) -> CaseListView;
    /// 一次性告知
    Correct => correct(CorrectArgs) -> CaseView;
    /// 补正
    Supply => supply(SupplyArgs) -> CaseView;
    /// 受理
    Accept => accept(AcceptArgs) -> CaseView;
    /// 不予受理
    NotAccept => not_accept(ReasonArgs) -> CaseView;
    /// The fee is paid.
    Charge => charge(CaseArgs) -> CaseView;
    /// Hands the case to whoever may decide it.
    Refer => refer(CaseArgs) -> CaseView;
    /// 实质核查: the person verified the substance of the materials.
    VerifyMaterials => verify_materials(VerifyMaterialsArgs) -> CaseView;
    /// What issuing would do: number, papers, reasons.
    IssuePlan => issue_plan(CaseArgs) -> IssuePlanView;
    /// 当场签发, with the person's own confirmation.
    Issue => issue(IssueArgs) -> CaseView;
    /// 作废 before the licence is handed over, with the person's own confirmation.
    Void => void(VoidArgs) -> CaseView;
    /// 不予许可
    Refuse => refuse(ReasonArgs) -> CaseView;
    /// An act that takes nothing but what a person says: which ones, `AskedAct` lists.
    CarryOut => carry_out(CarryOutArgs) -> CaseView;
    /// 送达
    Deliver => deliver(DeliverArgs) -> CaseView;
    /// The enquiries of the window's department, and how many wait for an answer.
    Enquiries => enquiries(Nothing) -> EnquiriesView;
    /// 答复
    Answer => answer(AnswerArgs) -> EnquiryView;
    /// The window's day, and what its closing would count now.
    Day => day(Nothing) -> DayView;
    /// 开窗
    OpenDay => open_day(Nothing) -> DayView;
    /// 日结
    CloseDay => close_day(Nothing) -> DayView;
    /// Whether a licence holds, by the text of its QR code, without a network.
    Verify => verify(TextArgs) -> VerifyView;
    /// The same by a file that shows it: a text, a PDF or an image.
    VerifyFile => verify_file(VerifyFileArgs) -> VerifyView;
    /// A paper as it would come out, without printing it.
    Paper => paper(PaperArgs) -> PaperView;
    /// Prints a paper: the first time the original, then marked copies, each for a reason.
    Print => print(PrintArgs) -> PrintedView;
    /// A working paper as it would come out: the reasons of a decision, the report of an outage.
    WorkingPaper => working_paper(WorkingPaperArgs) -> WorkingPaperView;
    /// Prints a working paper. It is no act on a case.
    PrintWorkingPaper => print_working_paper(WorkingPaperArgs) -> PrintedFileView;
}
