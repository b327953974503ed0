//! 收件: a case begins.

use crate::api::{ApiError, CaseView, ErrorCode, Intake, ReceiveArgs};
use crate::failure::refused_by_case;
use crate::intake::application;
use crate::open::OpenDesk;
use crate::workstation::Workstation;
use chrono::{DateTime, FixedOffset};
use clerk_domain::act::{Act, ActKind, DocumentKind};
use clerk_domain::case::{Case, may};
use clerk_domain::clock::china;
use clerk_domain::ids::CaseId;
use clerk_domain::number;
use rand::Rng as _;

impl Workstation {
    /// Receives an application: checks it, gives it a number, reserves the receipt of materials,
    /// and ends its draft.
    pub fn receive(&self, args: ReceiveArgs) -> Result<CaseView, ApiError> {
        let now = self.now();
        let mut random = [0; 16];
        self.rng().fill_bytes(&mut random);
        let id = CaseId(uuid::Builder::from_random_bytes(random).into_uuid());
        self.change(|desk| {
            desk.receive(id, &args.intake, args.draft.as_deref(), now)?;
            desk.case_view(id, now)
        })
    }
}

impl OpenDesk {
    fn receive(
        &mut self,
        id: CaseId,
        intake: &Intake,
        draft: Option<&str>,
        now: DateTime<FixedOffset>,
    ) -> Result<(), ApiError> {
        let today = now.with_timezone(&china()).date_naive();
        if !may(self.person.role, ActKind::Received) {
            return Err(ApiError::new(ErrorCode::RoleForbidden));
        }
        let application = application(intake).map_err(ApiError::problems)?;
        self.offered_item(&application.item)?;
        let problems = self.problems(&application, today);
        if !problems.is_empty() {
            return Err(ApiError::problems(problems));
        }
        let Self { store, staffed, .. } = self;
        let mut kept = store.begin_act()?;
        let count = kept.next_case_count(today)?;
        let act = Act::Received {
            number: number::case_number(&staffed.window.id, today, count),
            item: application.item,
            action: application.action,
            applicant: application.applicant,
            form: application.facts.form,
            materials: intake.materials.clone(),
        };
        let sealed = staffed.seal(&kept, id, act, now)?;
        let case = Case::begin(&sealed.entry).map_err(refused_by_case)?;
        kept.append(&sealed, &case)?;
        kept.reserve_print(id, DocumentKind::MaterialsReceipt, 0, now)?;
        if let Some(draft) = draft {
            kept.remove_draft(draft)?;
        }
        kept.commit()?;
        Ok(())
    }
}
