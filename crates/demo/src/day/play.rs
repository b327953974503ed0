//! Plays the lines of a day, each at its window's desk, and counts what the windows did.

use super::expect::LineResult;
use super::script::{Line, Step};
use super::server_process::ServerProcess;
use super::windows::StaffedWindow;
use crate::error::DemoError;
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};
use clerk_cli::case_file::CaseFile;
use clerk_desk::api::{
    AcceptArgs, AnswerArgs, ApiError, AskedAct, CarryOutArgs, CaseArgs, CaseView, CorrectArgs,
    DayView, DeliverArgs, ErrorCode, IssueArgs, Nothing, Password, PrintArgs, ReasonArgs,
    ReceiveArgs, SupplyArgs, TextArgs, VerifyMaterialsArgs, VoidArgs, Withdraw, WorkingPaperArgs,
};
use clerk_desk::workstation::Workstation;
use clerk_domain::case::{CaseActKind, CaseState};
use clerk_domain::clock::china;
use clerk_domain::ids::{CaseId, CaseNumber, EnquiryId, WindowId};
use std::collections::BTreeMap;
use std::path::Path;

/// A case and what was done to it, in order.
pub struct Played {
    /// Its number.
    pub number: CaseNumber,
    /// At which window.
    pub window: WindowId,
    /// Its identifier.
    pub id: CaseId,
    /// The acts that the windows acknowledged.
    pub acts: Vec<CaseActKind>,
    /// Where it stands after them.
    pub state: CaseState,
    /// The licence that was issued.
    pub licence: Option<String>,
    /// The holder's number on it.
    pub holder_number: Option<String>,
}

/// Plays lines.
pub struct Player<'a> {
    windows: &'a [StaffedWindow],
    pub(super) password: Password,
    /// The day.
    date: NaiveDate,
    /// Every case by the name that the day gives it.
    pub cases: BTreeMap<String, Played>,
    /// Every enquiry by the name that the day gives it.
    pub(super) enquiries: BTreeMap<String, EnquiryId>,
    /// How many acts each window did that are about no case.
    pub beside: BTreeMap<WindowId, u64>,
    /// How many acts were done at desks of the centre.
    pub centre_entries: u64,
}

impl<'a> Player<'a> {
    /// A player at these windows. `password` is everyone's.
    pub fn new(windows: &'a [StaffedWindow], password: Password, date: NaiveDate) -> Self {
        Self {
            windows,
            password,
            date,
            cases: BTreeMap::new(),
            enquiries: BTreeMap::new(),
            beside: BTreeMap::new(),
            centre_entries: 0,
        }
    }

    /// Plays a line, and says what came of it.
    ///
    /// # Errors
    /// An error of the desk is what came of it, too; every other one means that the line could not
    /// be played at all.
    pub fn play(
        &mut self,
        line: &Line,
        server: &mut ServerProcess,
    ) -> Result<LineResult, DemoError> {
        let desk = || self.desk(line);
        let case = || self.case(line);
        let view = match &line.step {
            Step::ServerDown => {
                server.stop();
                return Ok(LineResult::default());
            }
            Step::ServerUp => {
                server.start()?;
                return Ok(LineResult::default());
            }
            Step::Centre(step) => return self.at_the_centre(line, step, server),
            Step::OpenDay => return self.day(line, Workstation::open_day),
            Step::CloseDay => return self.day(line, Workstation::close_day),
            Step::PrintDay => return print(desk()?, WorkingPaperArgs::Day { day: None }),
            Step::Answer { enquiry, answer } => {
                let (enquiry, answer) = (self.enquiry(enquiry)?, answer.clone());
                let answered = desk()?.answer(AnswerArgs { enquiry, answer })?;
                self.note_beside(line);
                let enquiry = Some(answered.state);
                return Ok(LineResult { enquiry, ..LineResult::default() });
            }
            Step::PrintAnswer { enquiry } => {
                let enquiry = self.enquiry(enquiry)?;
                return print(desk()?, WorkingPaperArgs::Enquiry { enquiry });
            }
            Step::Sync => return sync(desk()?),
            Step::Find { text } => return find(desk()?, text),
            Step::Decide { .. } => return decide(desk()?, case()?),
            Step::Print { document, .. } => {
                let printed = desk()?.print(PrintArgs {
                    case: case()?,
                    document: *document,
                    reason: "存档备查（示例）".to_owned(),
                })?;
                let result = LineResult { copy: Some(printed.copy), ..result_of(&printed.case) };
                self.note(line, &printed.case);
                return Ok(LineResult { note: file_name(&printed.file), ..result });
            }
            Step::Receive {
                item,
                action,
                applicant,
                holder_name,
                existing,
                form,
                materials,
                ..
            } => {
                let mut file = CaseFile {
                    item: item.clone(),
                    action: *action,
                    applicant: applicant.clone(),
                    holder_name: holder_name.clone(),
                    existing: existing.clone(),
                    form: form.clone(),
                    materials: materials.clone(),
                };
                let [applicant, existing] = file.numbers();
                self.resolve(applicant, |played| played.holder_number.clone());
                self.resolve(existing, |played| played.licence.clone());
                let intake = file.intake(desk()?)?;
                desk()?.receive(ReceiveArgs { intake, draft: None })
            }
            Step::Accept { exemption, .. } => {
                desk()?.accept(AcceptArgs { case: case()?, exemption: exemption.clone() })
            }
            Step::Supply { materials, .. } => {
                desk()?.supply(SupplyArgs { case: case()?, materials: materials.clone() })
            }
            Step::Issue { .. } => {
                let confirmation = self.password.clone();
                desk()?.issue(IssueArgs { case: case()?, confirmation })
            }
            Step::VerifyMaterials { findings, .. } => {
                let (case, findings) = (case()?, findings.clone());
                desk()?.verify_materials(VerifyMaterialsArgs { case, findings })
            }
            Step::Void { reason, .. } => {
                let (case, reason) = (case()?, reason.clone());
                desk()?.void(VoidArgs { case, reason, confirmation: self.password.clone() })
            }
            Step::Deliver { recipient, .. } => {
                desk()?.deliver(DeliverArgs { case: case()?, recipient: recipient.clone() })
            }
            Step::Correct { wrong, .. } => {
                desk()?.correct(CorrectArgs { case: case()?, wrong: wrong.clone() })
            }
            Step::Charge { .. } => desk()?.charge(CaseArgs { case: case()? }),
            Step::Refer { .. } => desk()?.refer(CaseArgs { case: case()? }),
            Step::NotAccept { reason, .. } => desk()?.not_accept(because(case()?, reason)),
            Step::Refuse { reason, .. } => desk()?.refuse(because(case()?, reason)),
            Step::Withdraw { reason, .. } => {
                let act = AskedAct::Withdrawn(Withdraw { reason: reason.clone() });
                desk()?.carry_out(CarryOutArgs { case: case()?, act })
            }
        }?;
        self.note(line, &view);
        Ok(result_of(&view))
    }

    fn day(
        &mut self,
        line: &Line,
        act: impl Fn(&Workstation, Nothing) -> Result<DayView, ApiError>,
    ) -> Result<LineResult, DemoError> {
        let view = act(self.desk(line)?, Nothing {})?;
        self.note_beside(line);
        Ok(LineResult { closed: Some(view.open.is_none()), ..LineResult::default() })
    }

    /// Keeps account of an act about no case that the window acknowledged.
    fn note_beside(&mut self, line: &Line) {
        if let Some(window) = &line.window {
            *self.beside.entry(window.clone()).or_default() += 1;
        }
    }

    /// A time of the day, in China.
    pub(super) fn instant(&self, at: NaiveTime) -> DateTime<FixedOffset> {
        self.date.and_time(at).and_local_timezone(china()).single().unwrap_or_default()
    }

    pub(super) fn enquiry(&self, name: &str) -> Result<EnquiryId, DemoError> {
        let unknown = || ApiError::with(ErrorCode::EnquiryUnknown, name);
        Ok(*self.enquiries.get(name).ok_or_else(unknown)?)
    }

    fn desk(&self, line: &Line) -> Result<&'a Workstation, DemoError> {
        let window = self.windows.iter().find(|window| line.window.as_ref() == Some(&window.id));
        let unknown = || ApiError::internal(&"a line at no window of the day");
        Ok(window.ok_or_else(unknown)?.desk(line.by))
    }

    /// Puts in what an earlier case led to, where a number says `@` and the case's name.
    fn resolve(&self, number: &mut String, what: impl Fn(&Played) -> Option<String>) {
        let named = number.strip_prefix('@').and_then(|name| self.cases.get(name));
        if let Some(found) = named.and_then(what) {
            *number = found;
        }
    }

    fn case(&self, line: &Line) -> Result<CaseId, DemoError> {
        let name = line.step.case();
        let unknown = || ApiError::with(ErrorCode::CaseUnknown, name);
        Ok(self.cases.get(name).ok_or_else(unknown)?.id)
    }

    /// Keeps account of an act that the window acknowledged.
    fn note(&mut self, line: &Line, view: &CaseView) {
        let played = self.cases.entry(line.step.case().to_owned()).or_insert_with(|| Played {
            number: view.case.number.clone(),
            window: view.case.window.clone(),
            id: view.case.id,
            acts: Vec::new(),
            state: view.case.state(),
            licence: None,
            holder_number: None,
        });
        played.acts.extend(view.history.last().map(|row| row.act));
        played.state = view.case.state();
        let licence = view.case.products.licence.as_ref();
        played.holder_number = licence.and_then(|licence| licence.product.holder_number.clone());
        played.licence = view.case.products.licence.as_ref().map(|licence| licence.number.clone());
    }
}

fn because(case: CaseId, reason: &str) -> ReasonArgs {
    ReasonArgs { case, reason: reason.to_owned() }
}

fn sync(desk: &Workstation) -> Result<LineResult, DemoError> {
    let outbox = desk.sync_now(Nothing {})?.outbox;
    Ok(LineResult { online: Some(true), note: format!("outbox {outbox}"), ..LineResult::default() })
}

fn print(desk: &Workstation, paper: WorkingPaperArgs) -> Result<LineResult, DemoError> {
    let printed = desk.print_working_paper(paper)?;
    Ok(LineResult { note: file_name(&printed.file), ..LineResult::default() })
}

fn find(desk: &Workstation, text: &str) -> Result<LineResult, DemoError> {
    let rows = desk.search(TextArgs { text: text.to_owned() })?.rows;
    let numbers: Vec<_> = rows.iter().map(|row| row.number.as_str()).collect();
    Ok(LineResult { found: Some(rows.len()), note: numbers.join(" "), ..LineResult::default() })
}

fn decide(desk: &Workstation, case: CaseId) -> Result<LineResult, DemoError> {
    let view = desk.case(CaseArgs { case })?;
    let Some(decision) = view.decision else { return Ok(result_of(&view)) };
    let reasons = decision.reasons.iter().filter(|reason| reason.met);
    let reasons: Vec<_> = reasons.map(|reason| reason.text.as_str()).collect();
    Ok(LineResult {
        outcome: Some(decision.outcome),
        to: decision.to,
        queue: Some(decision.queue),
        note: reasons.join("；"),
        ..LineResult::default()
    })
}

fn result_of(view: &CaseView) -> LineResult {
    let case = &view.case;
    let detail = view.history.last().map(|row| row.detail.clone());
    let queue = view.decision.as_ref().map(|decision| decision.queue);
    LineResult {
        state: Some(case.state()),
        to: case.procedures.referral.as_ref().map(|referral| referral.to),
        queue,
        fee: case.money.fee.clone(),
        note: detail.unwrap_or_default(),
        ..LineResult::default()
    }
}

fn file_name(path: &str) -> String {
    let name = Path::new(path).file_name().map(|name| name.to_string_lossy().into_owned());
    name.unwrap_or_default()
}
