//! The papers, one a file. Each lays its data out as pages; none decides anything.

mod acceptance;
mod against;
mod approval;
mod business;
mod correction;
mod decision;
mod fee;
mod materials;
mod sheet_licence;

use std::borrow::Cow;

use clerk_domain::template::Shown;
use printpdf::PdfPage;

use crate::DocumentError;
use crate::fonts::Fonts;
use crate::input::{Document, Imprint, LicenceBody, Templated};
use crate::template;

/// Title, imprint and pages of a document.
pub fn lay_out<'d>(
    fonts: &Fonts,
    document: &'d Document,
) -> Result<(Cow<'d, str>, &'d Imprint, Vec<PdfPage>), DocumentError> {
    Ok(match document {
        Document::AcceptanceNotice(notice) => {
            (acceptance::TITLE.into(), &notice.imprint, acceptance::pages(fonts, notice)?)
        }
        Document::MaterialsReceipt(receipt) => {
            (materials::TITLE.into(), &receipt.imprint, materials::pages(fonts, receipt)?)
        }
        Document::CorrectionNotice(notice) => {
            (correction::TITLE.into(), &notice.imprint, correction::pages(fonts, notice)?)
        }
        Document::DecisionAgainst(notice) => {
            (against::title(notice).into(), &notice.imprint, against::pages(fonts, notice)?)
        }
        Document::FeeReceipt(receipt) => {
            (fee::TITLE.into(), &receipt.imprint, fee::pages(fonts, receipt)?)
        }
        Document::Licence(licence) => match &licence.body {
            LicenceBody::Templated(templated) => (
                templated_title(templated),
                &licence.imprint,
                template::pages(fonts, licence, templated)?,
            ),
            LicenceBody::Approval(certificate) => (
                approval::TITLE.into(),
                &licence.imprint,
                approval::pages(fonts, licence, certificate)?,
            ),
            LicenceBody::Business(business) => (
                business::TITLE.into(),
                &licence.imprint,
                business::pages(fonts, licence, business)?,
            ),
            LicenceBody::Decision(decision) => (
                decision::title(decision).into(),
                &licence.imprint,
                decision::pages(fonts, licence, decision)?,
            ),
        },
    })
}

/// What the licence is called.
fn templated_title(templated: &Templated) -> Cow<'_, str> {
    let name = templated.values.get(&Shown::LicenceName);
    name.map_or(templated.template.licence.as_str(), String::as_str).into()
}
