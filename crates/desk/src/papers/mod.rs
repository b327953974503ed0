//! From a case to its papers: which facts stand on which paper. Layout is `clerk-documents`'.

pub(crate) mod day;
pub(crate) mod enquiry;
mod licence;
mod notices;
pub(crate) mod outage;
pub(crate) mod reasons;
mod sheets;
mod templated;
mod words;

pub(crate) use sheets::Sheets;

use crate::api::{ApiError, ErrorCode};
use chrono::NaiveDate;
use clerk_documents as paper;
use clerk_domain::case::acts::FeeCharged;
use clerk_domain::case::{Case, CaseAct, CaseActKind};
use clerk_domain::fee::FeeDue;
use clerk_domain::ids::WindowId;
use clerk_domain::item::{Item, ItemKind, MaterialForm};
use clerk_domain::journal::Entry;
use clerk_domain::paper::DocumentKind;
use clerk_domain::template::Template;
use clerk_store::Recorded;
use std::num::NonZeroU16;

/// How to ask for progress: the national government hotline.
const ENQUIRY: &str = "拨打 12345 政务服务热线，报办件编号查询";

/// What heads a paper: as the rules say it that its case, or its licence, came about under.
pub(crate) struct Letterhead {
    /// The issuing organ's name.
    pub(crate) organ: String,
    pub(crate) centre: String,
    pub(crate) sample: bool,
}

/// What a paper is made from.
pub(crate) struct Source<'a> {
    pub(crate) case: &'a Case,
    pub(crate) item: &'a Item,
    pub(crate) heading: Letterhead,
    /// How the licence looks by the rules that it was decided under; `None` where they leave it to the
    /// program.
    pub(crate) template: Option<&'a Template>,
    pub(crate) window: &'a WindowId,
    /// The case's entries, oldest first.
    pub(crate) history: &'a [Recorded],
    /// 0 for the original, then 1, 2, …
    pub(crate) copy: u32,
}

impl Source<'_> {
    /// The paper of this kind.
    ///
    /// # Errors
    /// [`ErrorCode::DocumentUnavailable`] where the case has not come so far.
    pub(crate) fn document(&self, kind: DocumentKind) -> Result<paper::Document, ApiError> {
        match kind {
            DocumentKind::MaterialsReceipt => self.materials_receipt(),
            DocumentKind::CorrectionNotice => self.correction_notice(),
            DocumentKind::AcceptanceNotice => self.acceptance_notice(),
            DocumentKind::FeeReceipt => self.fee_receipt(),
            DocumentKind::Licence => self.licence(),
            DocumentKind::NonAcceptance => self.non_acceptance(),
            DocumentKind::Refusal => self.refusal(),
        }
    }

    /// The last entry of this kind: the one that the paper attests.
    fn entry(&self, act: CaseActKind) -> Result<&Recorded, ApiError> {
        self.last(|recorded| recorded.act.kind() == act)
    }

    /// The last entry of the case that is so.
    fn last(&self, is: impl Fn(&Recorded) -> bool) -> Result<&Recorded, ApiError> {
        let attests = |recorded: &&Recorded| recorded.refused.is_none() && is(recorded);
        let found = self.history.iter().rev().find(attests);
        found.ok_or_else(|| ApiError::new(ErrorCode::DocumentUnavailable))
    }

    /// The case as it was once this entry was made: a paper says for good what it said first.
    ///
    /// # Errors
    /// [`ErrorCode::DocumentUnavailable`] where the history does not begin the case.
    fn case_at(&self, of: &Recorded) -> Result<Case, ApiError> {
        let unavailable = || ApiError::new(ErrorCode::DocumentUnavailable);
        let place = |entry: &Entry| (entry.author.clone(), entry.seq);
        let mut entries = self.history.iter().filter(|recorded| recorded.refused.is_none());
        let first = entries.next().ok_or_else(unavailable)?;
        let mut case = Case::begin(&first.entry).map_err(|_| unavailable())?;
        let mut at = place(&first.entry);
        while at != place(&of.entry) {
            let next = entries.next().ok_or_else(unavailable)?;
            case.apply(&next.entry).map_err(|_| unavailable())?;
            at = place(&next.entry);
        }
        Ok(case)
    }

    fn imprint(&self, of: &Recorded, number: String, qr: String) -> paper::Imprint {
        let Recorded { entry, hash, .. } = of;
        let nth = u16::try_from(self.copy).unwrap_or(u16::MAX);
        paper::Imprint {
            organ: self.heading.organ.clone(),
            barcode: number.clone(),
            number,
            qr,
            date: day(entry),
            journal: format!("{}-{}", entry.seq, hash.short()),
            edition: NonZeroU16::new(nth)
                .map_or(paper::Edition::Original, |nth| paper::Edition::Reprint { nth }),
            sample: self.heading.sample,
        }
    }

    /// The imprint of a paper that attests a step of the case. Its number is the case's; its QR code
    /// says which step of which journal it is.
    fn step_imprint(&self, of: &Recorded, kind: &str) -> paper::Imprint {
        let number = self.case.number.to_string();
        let Recorded { entry, hash, .. } = of;
        let qr = format!("WC1-{kind}|{number}|{}|{}|{}", entry.author, entry.seq, hash.short());
        self.imprint(of, number, qr)
    }

    fn facts(&self, case: &Case) -> paper::CaseFacts {
        let applicant = &case.parties.applicant;
        paper::CaseFacts {
            case_number: case.number.to_string(),
            item_code: self.item.code.to_string(),
            item_name: self.item.name.clone(),
            handling: match self.item.kind {
                ItemKind::Immediate => paper::Handling::Immediate,
                ItemKind::Promised => paper::Handling::Promised,
                ItemKind::Joint => paper::Handling::Joint,
            },
            applicant: paper::Applicant {
                name: applicant.name.clone(),
                id_label: applicant.document.number_label().to_owned(),
                id_number: words::number_on_paper(applicant),
                agent: None,
                phone: Some(applicant.phone.clone()).filter(|phone| !phone.is_empty()),
            },
        }
    }

    fn counter(&self, of: &Recorded) -> paper::Counter {
        paper::Counter {
            centre: self.heading.centre.clone(),
            window: self.case.window_name.clone(),
            clerk: of.entry.actor.name.clone(),
            phone: "12345".to_owned(),
            enquiry: ENQUIRY.to_owned(),
        }
    }

    fn materials_receipt(&self) -> Result<paper::Document, ApiError> {
        let of = self.entry(CaseActKind::Received)?;
        let case = self.case_at(of)?;
        let lines = self.item.materials.iter().map(|material| paper::MaterialLine {
            name: material.name.clone(),
            weight: if material.required {
                paper::MaterialWeight::Main
            } else {
                paper::MaterialWeight::Secondary
            },
            form: match material.form {
                MaterialForm::Original => paper::MaterialForm::Original,
                MaterialForm::Copy => paper::MaterialForm::Copy,
                MaterialForm::Both => paper::MaterialForm::OriginalAndCopy,
            },
            count: material.count,
            received: case.intake.has(&material.code),
            note: String::new(),
        });
        Ok(paper::Document::MaterialsReceipt(paper::MaterialsReceipt {
            imprint: self.step_imprint(of, "R"),
            facts: self.facts(&case),
            materials: lines.collect(),
            counter: self.counter(of),
        }))
    }

    fn fee_receipt(&self) -> Result<paper::Document, ApiError> {
        let unavailable = || ApiError::new(ErrorCode::DocumentUnavailable);
        let of = self.entry(CaseActKind::FeeCharged)?;
        let CaseAct::FeeCharged(FeeCharged { receipt, amount }) = &of.act else {
            return Err(unavailable());
        };
        let rule = self.item.fee.as_ref().ok_or_else(unavailable)?;
        let case = self.case_at(of)?;
        let Some(FeeDue::Amount { amount: due }) = &case.money.fee else {
            return Err(unavailable());
        };
        let qr = format!("WC1-F|{receipt}|{}|{}", self.window, of.hash.short());
        Ok(paper::Document::FeeReceipt(paper::FeeReceipt {
            imprint: self.imprint(of, receipt.clone(), qr),
            facts: self.facts(&case),
            payer: None,
            lines: vec![paper::FeeLine {
                name: rule.name.clone(),
                standard: format!("每件 {} 元", due.amount()),
                quantity: 1,
                due_fen: due.hundredths(),
                payable_fen: amount.hundredths(),
                exemption: None,
            }],
            payment: "当场缴纳".to_owned(),
            collector: of.entry.actor.name.clone(),
            reviewer: None,
            legal_basis: vec![rule.basis.clone()],
            counter: self.counter(of),
        }))
    }

    fn received_on(&self) -> NaiveDate {
        self.case.received_at.with_timezone(&clerk_domain::clock::china()).date_naive()
    }
}

fn day(entry: &Entry) -> NaiveDate {
    entry.legal_day()
}
