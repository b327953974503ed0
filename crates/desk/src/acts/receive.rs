//! 收件: a case begins.

use crate::api::{ApiError, CaseView, Intake, ReceiveArgs};
use crate::failure::{kept_not_shown, refused_by_case};
use crate::intake::application;
use crate::open::OpenDesk;
use crate::preview::problems;
use crate::workstation::Workstation;
use chrono::{DateTime, FixedOffset};
use clerk_domain::case::acts::Received;
use clerk_domain::case::{Case, CaseActKind, Parties};
use clerk_domain::ids::CaseId;
use clerk_domain::journal::{About, Chain};
use clerk_domain::number::{self, Suffix};
use clerk_domain::paper::DocumentKind;
use rand::Rng as _;

impl Workstation {
    /// Receives an application: checks it, gives it a number, reserves the receipt of materials,
    /// and ends its draft.
    pub fn receive(&self, args: ReceiveArgs) -> Result<CaseView, ApiError> {
        let now = self.now();
        let mut random = [0; 10];
        self.rng().fill_bytes(&mut random);
        let id = CaseId::new(now.to_utc(), random);
        self.change(|desk| {
            let suffix = |chain: &Chain| self.suffix(chain, now);
            desk.receive(id, &args.intake, args.draft.as_deref(), (now, suffix))?;
            desk.case_view(id, now).map_err(kept_not_shown)
        })
    }
}

impl OpenDesk {
    fn receive(
        &mut self,
        id: CaseId,
        intake: &Intake,
        draft: Option<&str>,
        (now, suffix): (DateTime<FixedOffset>, impl Fn(&Chain) -> Suffix),
    ) -> Result<(), ApiError> {
        let legal = self.legal(now)?;
        let today = legal.date_naive();
        CaseActKind::Received.by().check(&self.doer()).map_err(refused_by_case)?;
        let mut application = application(intake).map_err(ApiError::problems)?;
        let item = self.offered_item(&application.item)?;
        self.fill_in(&mut application, item)?;
        let mut problems = problems(&application, Some(item), &self.renderer, today);
        let existing = self.existing(&application, item, today)?;
        let existing = existing.unwrap_or_else(|found| {
            problems.extend(found);
            None
        });
        if !problems.is_empty() {
            return Err(ApiError::problems(problems));
        }
        let founds = item.founds(application.action).is_some();
        let stake = self.stake(&application.item, &application.applicant.number, legal);
        let decision = self.decide(&application.facts, item, &self.store.exposure(stake)?, legal);
        let queue = decision.map(|decision| decision.queue).unwrap_or_default();
        let Self { store, staffed, .. } = self;
        let mut kept = store.begin_act()?;
        let count = kept.next_case_count(today)?;
        let act = Received {
            number: number::case_number(&staffed.window.id, today, count, suffix(kept.chain())),
            window_name: staffed.window.name.clone(),
            item: application.item,
            action: application.action,
            pack_version: staffed.pack.version,
            parties: Parties {
                applicant: application.applicant,
                to_be: application.to_be.filter(|_| founds),
            },
            existing,
            queue,
            form: application.facts.form,
            materials: intake.materials.clone(),
        };
        let sealed = staffed.seal(&kept, About::Case(id, act.into()), now)?;
        let case = Case::begin(&sealed.entry).map_err(refused_by_case)?;
        staffed.append(&mut kept, &sealed, &case)?;
        kept.reserve_print(id, DocumentKind::MaterialsReceipt, 0, now)?;
        if let Some(draft) = draft {
            kept.remove_draft(draft)?;
        }
        kept.commit()?;
        Ok(())
    }
}
