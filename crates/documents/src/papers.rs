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

use printpdf::PdfPage;

use crate::DocumentError;
use crate::fonts::Fonts;
use crate::input::{Document, Imprint, LicenceBody};

/// Title, imprint and pages of a document.
pub fn lay_out<'d>(
    fonts: &Fonts,
    document: &'d Document,
) -> Result<(&'static str, &'d Imprint, Vec<PdfPage>), DocumentError> {
    Ok(match document {
        Document::AcceptanceNotice(notice) => {
            (acceptance::TITLE, &notice.imprint, acceptance::pages(fonts, notice)?)
        }
        Document::MaterialsReceipt(receipt) => {
            (materials::TITLE, &receipt.imprint, materials::pages(fonts, receipt)?)
        }
        Document::CorrectionNotice(notice) => {
            (correction::TITLE, &notice.imprint, correction::pages(fonts, notice)?)
        }
        Document::DecisionAgainst(notice) => {
            (against::title(notice), &notice.imprint, against::pages(fonts, notice)?)
        }
        Document::FeeReceipt(receipt) => {
            (fee::TITLE, &receipt.imprint, fee::pages(fonts, receipt)?)
        }
        Document::Licence(licence) => match &licence.body {
            LicenceBody::Approval(certificate) => {
                (approval::TITLE, &licence.imprint, approval::pages(fonts, licence, certificate)?)
            }
            LicenceBody::Business(business) => {
                (business::TITLE, &licence.imprint, business::pages(fonts, licence, business)?)
            }
            LicenceBody::Decision(decision) => (
                decision::title(decision),
                &licence.imprint,
                decision::pages(fonts, licence, decision)?,
            ),
        },
    })
}
