//! 废纸: the paper that came out last is no good and was destroyed.

use super::{Asked, given_text};
use crate::api::{ApiError, CaseView, ErrorCode};
use crate::workstation::Workstation;
use clerk_domain::case::CaseActKind;
use clerk_domain::case::acts::PaperSpoiled;
use clerk_domain::ids::CaseId;
use clerk_domain::paper::DocumentKind;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Books the last one of a paper as spoiled, so that the next one takes its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SpoilPaper {
    /// Which paper.
    pub document: DocumentKind,
    /// What is wrong with it; 1 to 500 characters.
    pub reason: String,
}

impl Asked for SpoilPaper {
    fn carry_out(self, desk: &Workstation, case: CaseId) -> Result<CaseView, ApiError> {
        let reason = given_text("reason", &self.reason)?;
        let document = self.document;
        let now = desk.now();
        desk.act(case, CaseActKind::PaperSpoiled, |context, kept| {
            let times = context.case.papers.times(document);
            let none = || ApiError::new(ErrorCode::DocumentUnavailable);
            let copy = times.checked_sub(1).ok_or_else(none)?;
            kept.spoil_print(case, document, copy, now)?;
            Ok(PaperSpoiled { document, copy, reason }.into())
        })
    }
}
