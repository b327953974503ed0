//! Notices: what is told to the applicant on the way, and what ends the case without a licence.

use super::{Source, words};
use crate::api::{ApiError, ErrorCode};
use clerk_documents as paper;
use clerk_domain::case::{CaseAct, CaseActKind};
use clerk_store::Recorded;

impl Source<'_> {
    pub(super) fn correction_notice(&self) -> Result<paper::Document, ApiError> {
        let of = self.entry(CaseActKind::CorrectionNotified)?;
        let case = self.case_at(of)?;
        let told = case.intake.notified.iter().filter_map(|lack| {
            let material = self.item.materials.iter().find(|m| m.code == lack.material)?;
            Some((lack, material))
        });
        let corrections = told.map(|(lack, material)| paper::Correction {
            material: material.name.clone(),
            problem: lack.problem(),
            remedy: lack.remedy(material),
        });
        Ok(paper::Document::CorrectionNotice(paper::CorrectionNotice {
            imprint: self.step_imprint(of, "C"),
            facts: self.facts(&case),
            applied_on: self.received_on(),
            corrections: corrections.collect(),
            reply_by: None,
            legal_basis: vec![self.item.legal_basis.clone()],
            counter: self.counter(of),
        }))
    }

    pub(super) fn acceptance_notice(&self) -> Result<paper::Document, ApiError> {
        let of = self.entry(CaseActKind::Accepted)?;
        let case = self.case_at(of)?;
        let due = case.clock.due.ok_or_else(|| ApiError::new(ErrorCode::DocumentUnavailable))?;
        Ok(paper::Document::AcceptanceNotice(paper::AcceptanceNotice {
            imprint: self.step_imprint(of, "A"),
            facts: self.facts(&case),
            applied_on: self.received_on(),
            legal_basis: vec![self.item.legal_basis.clone()],
            statutory_limit: words::limit(self.item.statutory_days),
            promised_limit: words::limit(self.item.promised_days),
            decide_by: due.date(),
            owed: Vec::new(),
            counter: self.counter(of),
        }))
    }

    /// 不予受理通知书
    pub(super) fn non_acceptance(&self) -> Result<paper::Document, ApiError> {
        let of = self.entry(CaseActKind::NotAccepted)?;
        self.against(of, "N", paper::Stage::NotAccepted)
    }

    /// 不予行政许可决定书, of the window or of whoever the case was referred to.
    pub(super) fn refusal(&self) -> Result<paper::Document, ApiError> {
        let refuses = |recorded: &Recorded| match &recorded.act {
            CaseAct::Refused(_) => true,
            CaseAct::ReferralDecided(decided) => !decided.approved,
            _ => false,
        };
        let accepted = self.entry(CaseActKind::Accepted)?;
        let accepted_on = accepted.entry.legal_day();
        self.against(self.last(refuses)?, "X", paper::Stage::Refused { accepted_on })
    }

    fn against(
        &self,
        of: &Recorded,
        code: &str,
        stage: paper::Stage,
    ) -> Result<paper::Document, ApiError> {
        let case = self.case_at(of)?;
        Ok(paper::Document::DecisionAgainst(paper::DecisionAgainst {
            imprint: self.step_imprint(of, code),
            facts: self.facts(&case),
            stage,
            applied_on: self.received_on(),
            reason: of.act.detail(),
            legal_basis: vec![self.item.legal_basis.clone()],
            counter: self.counter(of),
        }))
    }
}
