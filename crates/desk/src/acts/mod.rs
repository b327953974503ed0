//! The acts of a window on its cases, a file each.
//!
//! Every act goes the same way: in one transaction the case is read, the act is checked against its
//! state and the person's role, sealed onto the journal, and kept together with the case and what
//! it reserves (number, print jobs). What was kept is what is shown.

mod accept;
mod charge;
mod correct;
mod corrected;
mod deliver;
mod existing;
mod issue;
mod not_accept;
mod receive;
mod refer;
mod refuse;
mod spoil_paper;
mod supply;
mod verify_materials;
mod void;
mod withdraw;

pub(crate) use existing::TypedExisting;
pub use withdraw::Withdraw;

use crate::api::{ApiError, CarryOutArgs, CaseView, ErrorCode};
use crate::failure::{kept_not_shown, refused_by_case};
use crate::halt;
use crate::open::OpenDesk;
use crate::preview::missing_glyph;
use crate::workstation::Workstation;
use chrono::{DateTime, FixedOffset, NaiveDate};
use clerk_documents::PdfRenderer;
use clerk_domain::case::{Case, CaseAct, CaseActKind, Context};
use clerk_domain::clock::china;
use clerk_domain::decide::Decision;
use clerk_domain::form::FieldProblem;
use clerk_domain::ids::CaseId;
use clerk_domain::item::Item;
use clerk_domain::journal::About;
use clerk_domain::licence_terms::LicenceTerms;
use clerk_domain::text::{self, TextError};
use clerk_domain::why_not::WhyNot;
use clerk_store::ActTransaction;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An act as a person asks for it, with what the person says of it.
pub(crate) trait Asked {
    /// Does it on a case.
    fn carry_out(self, desk: &Workstation, case: CaseId) -> Result<CaseView, ApiError>;
}

/// Makes the one request that asks for any of these acts.
macro_rules! asked {
    ($($name:ident($asked:ty)),+ $(,)?) => {
        /// An act that is asked for, by its kind.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
        #[serde(tag = "kind", rename_all = "snake_case")]
        #[expect(missing_docs, reason = "each is documented at its data")]
        pub enum AskedAct {
            $($name($asked)),+
        }

        impl Workstation {
            /// Does an act of any kind on a case.
            pub fn carry_out(&self, args: CarryOutArgs) -> Result<CaseView, ApiError> {
                match args.act {
                    $(AskedAct::$name(asked) => asked.carry_out(self, args.case)),+
                }
            }
        }
    };
}

asked! {
    Corrected(corrected::Correct),
    PaperSpoiled(spoil_paper::SpoilPaper),
    Withdrawn(Withdraw),
}

/// What an act is made from.
pub(crate) struct ActContext<'a> {
    pub(crate) desk: &'a crate::open::Staffed,
    pub(crate) case: &'a Case,
    pub(crate) item: &'a Item,
    pub(crate) renderer: &'a PdfRenderer,
    /// The legal time.
    pub(crate) now: DateTime<FixedOffset>,
}

impl ActContext<'_> {
    /// The legal date.
    pub(crate) fn today(&self) -> NaiveDate {
        self.now.with_timezone(&china()).date_naive()
    }

    /// What its licence has to say.
    pub(crate) fn terms(&self) -> LicenceTerms<'_> {
        let (case, item, pack) = (self.case, self.item, &*self.desk.pack);
        LicenceTerms { case, item, pack, today: self.today() }
    }

    /// # Errors
    /// Where a text that a paper is to say has a character that no paper can show.
    pub(crate) fn check_on_paper(&self, field: &str, text: &str) -> Result<(), ApiError> {
        let problem = missing_glyph(self.renderer, field, text);
        problem.map_or(Ok(()), |problem| Err(ApiError::problems(vec![problem])))
    }

    /// Whether the decision on the case lets this person do such an act.
    pub(crate) fn check_decided(
        &self,
        kind: CaseActKind,
        kept: &ActTransaction<'_>,
    ) -> Result<(), ApiError> {
        let decision = self.decide(kept)?;
        let asked = Context { doer: self.desk.doer(), decision: Some(&decision) };
        match self.case.check(kind, &asked) {
            Ok(()) => Ok(()),
            Err(WhyNot::NotAuthorised) => {
                Err(ApiError::decided(ErrorCode::NotAuthorised, decision))
            }
            Err(why) => Err(refused_by_case(why)),
        }
    }

    /// The decision on the case, with what is at stake in the same transaction.
    pub(crate) fn decide(&self, kept: &ActTransaction<'_>) -> Result<Decision, ApiError> {
        let exposure = kept.exposure(self.desk.stake_of(self.case, self.now))?;
        self.desk.decide_case(self.case, &exposure, self.now)
    }
}

impl Workstation {
    /// Does an act on a case of this window. `make` decides what exactly is done, and may take
    /// numbers; the act's paper is reserved for printing with it.
    pub(crate) fn act(
        &self,
        case: CaseId,
        kind: CaseActKind,
        make: impl FnOnce(&ActContext<'_>, &mut ActTransaction<'_>) -> Result<CaseAct, ApiError>,
    ) -> Result<CaseView, ApiError> {
        let now = self.now();
        self.change(|desk| {
            desk.act_on(case, kind, now, make)?;
            desk.case_view(case, now).map_err(kept_not_shown)
        })
    }
}

impl OpenDesk {
    fn act_on(
        &mut self,
        id: CaseId,
        kind: CaseActKind,
        now: DateTime<FixedOffset>,
        make: impl FnOnce(&ActContext<'_>, &mut ActTransaction<'_>) -> Result<CaseAct, ApiError>,
    ) -> Result<(), ApiError> {
        self.pin(id)?;
        let legal = self.legal(now)?;
        let Self { store, staffed, renderer, .. } = self;
        if kind == CaseActKind::Issued {
            halt::check(store)?;
        }
        let mut kept = store.begin_act()?;
        let mut case =
            kept.case(id)?.ok_or_else(|| ApiError::with(ErrorCode::CaseUnknown, id.to_string()))?;
        case.check(kind, &Context { doer: staffed.doer(), decision: None })
            .map_err(refused_by_case)?;
        let item = staffed.item_of(&case)?;
        let context = ActContext { desk: staffed, case: &case, item, renderer, now: legal };
        let act = make(&context, &mut kept)?;
        let sealed = staffed.seal(&kept, About::Case(id, act), now)?;
        case.apply(&sealed.entry).map_err(refused_by_case)?;
        staffed.append(&mut kept, &sealed, &case)?;
        if let Some(document) = kind.paper() {
            kept.reserve_print(id, document, case.papers.times(document), now)?;
        }
        Ok(kept.commit()?)
    }
}

/// A reason or a finding that a person gave in `field`, fit to stand on paper.
pub(crate) fn given_text(field: &str, given: &str) -> Result<String, ApiError> {
    match text::free(given, text::REASON_MOST) {
        Ok(kept) if !kept.is_empty() => Ok(kept),
        Ok(_) | Err(TextError::Length { .. }) => Err(ApiError::new(ErrorCode::ReasonNeeded)),
        Err(error) => Err(unfit(field, "填写的文字", &error)),
    }
}

/// The name of a person that was given in `field`; it may be empty.
pub(crate) fn given_name(field: &str, given: &str) -> Result<String, ApiError> {
    text::name(given).map_err(|error| unfit(field, "填写的姓名", &error))
}

fn unfit(field: &str, label: &str, error: &TextError) -> ApiError {
    ApiError::problems(vec![FieldProblem::text(field, label, error)])
}
