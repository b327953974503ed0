//! Working papers: seen, and printed as files into the print folder, whole or not at all.
//!
//! Printing one is no act on a case: it grants nothing, has no original and no copies, and what it
//! says stands in the journal already. So no entry is made of it, and it is never counted. Its file
//! is named by the time, so that one of before a decision is not lost to one of after it.

use crate::api::{
    ApiError, ErrorCode, Nothing, PrintedFileView, WorkingPaperArgs, WorkingPaperView,
};
use crate::failure::refused_by_case;
use crate::open::OpenDesk;
use crate::papers::reasons::{self, Ground};
use crate::papers::{self, Sheets, outage};
use crate::workstation::Workstation;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, FixedOffset, NaiveDate};
use clerk_documents as paper;
use clerk_domain::case::CaseActKind;
use clerk_domain::day::{Day, DayCounts};
use clerk_domain::ids::{CaseId, DayId, EnquiryId, Subject};

/// A working paper that was made.
struct Made {
    file: String,
    pdf: Vec<u8>,
}

impl Workstation {
    /// A working paper as it would come out.
    pub fn working_paper(&self, args: WorkingPaperArgs) -> Result<WorkingPaperView, ApiError> {
        let pdf = self.working_paper_pdf(args)?;
        Ok(WorkingPaperView { pdf_base64: STANDARD.encode(pdf) })
    }

    /// Prints a working paper into the print folder.
    pub fn print_working_paper(&self, args: WorkingPaperArgs) -> Result<PrintedFileView, ApiError> {
        let Made { file, pdf } = self.make(&args)?;
        let now = self.now();
        let path = self.at_desk(|desk| desk.print_folder.put(&file, &pdf, now))?;
        Ok(PrintedFileView { file: path.display().to_string() })
    }

    /// The bytes of a working paper, for whoever writes them elsewhere.
    ///
    /// # Errors
    /// As [`Workstation::working_paper`].
    pub fn working_paper_pdf(&self, args: WorkingPaperArgs) -> Result<Vec<u8>, ApiError> {
        Ok(self.make(&args)?.pdf)
    }

    fn make(&self, args: &WorkingPaperArgs) -> Result<Made, ApiError> {
        let now = self.now();
        let report = match args {
            WorkingPaperArgs::Report => self.report(Nothing {})?,
            _ => None,
        };
        self.at_desk(|desk| {
            CaseActKind::Printed.by().check(&desk.doer()).map_err(refused_by_case)?;
            let now = desk.legal(now)?;
            let sheets = desk.sheets(now);
            let stamp = now.format("%Y%m%d-%H%M%S");
            let (file, paper) = match args {
                WorkingPaperArgs::Reasons { case } => {
                    let (number, sheet) = desk.case_reasons(*case, &sheets, now)?;
                    let file = format!("{number}-reasons-{stamp}.pdf");
                    (file, paper::WorkingPaper::Reasons(sheet))
                }
                WorkingPaperArgs::IntakeReasons { intake } => {
                    let sheet = desk.intake_reasons(intake, &sheets, now)?;
                    let file = format!("{}-reasons-{stamp}.pdf", desk.window.id);
                    (file, paper::WorkingPaper::Reasons(sheet))
                }
                WorkingPaperArgs::Report => {
                    let none = || ApiError::new(ErrorCode::NoReport);
                    let report = report.as_ref().ok_or_else(none)?;
                    // Closed once and the same ever after: one file an outage.
                    let closed = report.at.format("%Y%m%d-%H%M%S");
                    let file = format!("{}-outage-{closed}.pdf", desk.window.id);
                    (file, paper::WorkingPaper::Outage(outage::report(report, &sheets)))
                }
                WorkingPaperArgs::Day { day } => {
                    let (day, sheet) = desk.day_sheet(*day, &sheets)?;
                    (
                        format!("{}-day-{day}.pdf", desk.window.id),
                        paper::WorkingPaper::Record(sheet),
                    )
                }
                WorkingPaperArgs::Enquiry { enquiry } => {
                    let sheet = desk.enquiry_sheet(*enquiry, &sheets)?;
                    (format!("enquiry-{enquiry}.pdf"), paper::WorkingPaper::Record(sheet))
                }
            };
            Ok(Made { file, pdf: desk.renderer.render_working(&paper)? })
        })
    }
}

impl OpenDesk {
    fn sheets(&self, now: DateTime<FixedOffset>) -> Sheets {
        Sheets {
            organ: self.department_name(),
            place: format!("{} {}", self.pack.centre, self.window.name),
            printed_by: self.person.name.clone(),
            printed_at: now,
            sample: self.pack.sample,
        }
    }

    /// The case's number with the sheet.
    fn case_reasons(
        &mut self,
        id: CaseId,
        sheets: &Sheets,
        now: DateTime<FixedOffset>,
    ) -> Result<(String, paper::ReasonSheet), ApiError> {
        let case = self.printable_case(id)?;
        let history = self.store.history(id)?;
        let item = self.item_of(&case)?;
        let subject = reasons::Subject::of_case(&case, item);
        let ground = match reasons::settled(&case, &history) {
            Some(of) => Ground::recorded(&case, of, self.pack.version),
            None => {
                let exposure = self.store.exposure(self.stake_of(&case, now))?;
                let decision = self.decide_case(&case, &exposure, now)?;
                let facts = clerk_domain::decide::Facts::from(&case);
                let last = history.last();
                Ground::now(&decision, &facts, self.pack.version, sheets, last)
            }
        };
        Ok((case.number.to_string(), ground.sheet(sheets, &subject)))
    }

    /// A day of the window, the newest by default, with its sheet.
    fn day_sheet(
        &self,
        day: Option<NaiveDate>,
        sheets: &Sheets,
    ) -> Result<(NaiveDate, paper::RecordSheet), ApiError> {
        let none = || ApiError::new(ErrorCode::DayNotOpened);
        let found = match day {
            Some(day) => {
                let window = self.window.id.clone();
                self.store.subject::<Day>(&Subject::Day(DayId { window, day }))?
            }
            None => self.store.days(1)?.pop(),
        };
        let day = found.ok_or_else(none)?;
        let so_far = match day.closing {
            Some(_) => DayCounts::default(),
            None => DayCounts::of(&self.store.day_entries(day.day)?.entries),
        };
        Ok((day.day, papers::day::sheet(&day, &so_far, &self.window.name, sheets)))
    }

    fn enquiry_sheet(
        &self,
        id: EnquiryId,
        sheets: &Sheets,
    ) -> Result<paper::RecordSheet, ApiError> {
        let enquiry = self.enquiry(id)?;
        let answer = enquiry.answer.as_ref();
        let answer = answer.ok_or_else(|| ApiError::new(ErrorCode::DocumentUnavailable))?;
        let item = enquiry.item.as_ref().and_then(|code| self.pack.item(code));
        let item = item.map(|item| item.name.as_str());
        Ok(papers::enquiry::sheet(&enquiry, answer, item, sheets))
    }

    fn intake_reasons(
        &self,
        intake: &crate::api::Intake,
        sheets: &Sheets,
        now: DateTime<FixedOffset>,
    ) -> Result<paper::ReasonSheet, ApiError> {
        let application = crate::intake::application(intake).map_err(ApiError::problems)?;
        let item = self.offered_item(&application.item)?;
        let stake = self.stake(&application.item, &application.applicant.number, now);
        let exposure = self.store.exposure(stake)?;
        let decision =
            self.decide(&application.facts, item, &exposure, now).map_err(ApiError::problems)?;
        let subject = reasons::Subject::of_application(&application, item);
        let version = self.pack.version;
        let ground = Ground::now(&decision, &application.facts, version, sheets, None);
        Ok(ground.sheet(sheets, &subject))
    }
}
