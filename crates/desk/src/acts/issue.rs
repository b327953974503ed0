//! 当场签发: the licence is issued here and now (art. 34 of the Administrative Licensing Law).

use super::ActContext;
use crate::api::{ApiError, CaseArgs, CaseView, ErrorCode, IssueArgs, IssuePlanView};
use crate::failure::refused_by_case;
use crate::halt;
use crate::open::Staffed;
use crate::workstation::Workstation;
use chrono::Datelike as _;
use clerk_domain::case::acts::Issued;
use clerk_domain::case::{CaseActKind, Context, ReferralAnswer};
use clerk_domain::decide::{Decision, Facts, inputs_digest};
use clerk_domain::ids::SeriesCode;
use clerk_domain::journal::Chain;
use clerk_domain::licence::Licence;
use clerk_domain::licence_identifier::licence_identifier;
use clerk_domain::number;
use clerk_domain::paper::DocumentKind;
use clerk_domain::why_not::WhyNot;

impl Workstation {
    /// Issues a case's licence, once the person confirmed it with the password. The number is taken,
    /// the signed licence journalled and reserved for printing in one transaction. Number and signature
    /// are those of the sheet where nothing moved since; else they are made here.
    pub fn issue(&self, args: IssueArgs) -> Result<CaseView, ApiError> {
        self.confirm(&args.confirmation)?;
        let shown = self.slot().as_mut().and_then(|desk| desk.shown.take());
        self.act(args.case, CaseActKind::Issued, |context, kept| {
            context.desk.check_pack(context.now)?;
            let decision = issuable(context, context.decide(kept)?)?;
            let (series, year) = context.series_and_year();
            let place = kept.take_number(series, year)?.ok_or_else(|| exhausted(series))?;
            let shown = on_sheet(shown, context, place);
            let number = self.number(shown.as_ref(), context, place, kept.chain());
            let licence = licence(context, decision, number);
            Ok(Issued { licence: sign(context.desk, licence, shown)? }.into())
        })
    }

    /// What issuing the case would do. Nothing is taken or kept. The licence is signed here, while the
    /// person reads what it says, so that confirming it waits for the disk alone; it stays in memory,
    /// and is gone with the next sheet or when the desk is locked.
    pub fn issue_plan(&self, args: CaseArgs) -> Result<IssuePlanView, ApiError> {
        let now = self.now();
        self.at_desk(|desk| {
            let unknown = || ApiError::with(ErrorCode::CaseUnknown, args.case.to_string());
            let case = desk.store.case(args.case)?.ok_or_else(unknown)?;
            let asked = Context { doer: desk.staffed.doer(), decision: None };
            case.check(CaseActKind::Issued, &asked).map_err(refused_by_case)?;
            halt::check(&desk.store)?;
            let item = desk.staffed.item_of(&case)?;
            let context = ActContext {
                desk: &desk.staffed,
                case: &case,
                item,
                renderer: &desk.renderer,
                now,
            };
            desk.check_pack(now)?;
            let exposure = desk.store.exposure(desk.stake_of(&case, now))?;
            let decision = issuable(&context, desk.decide_case(&case, &exposure, now)?)?;
            let (series, year) = context.series_and_year();
            let place = desk.store.next_number(series, year)?.ok_or_else(|| exhausted(series))?;
            // Asked again, the sheet says the same number: somebody may have read it out already.
            let shown = on_sheet(desk.shown.take(), &context, place);
            let number = self.number(shown.as_ref(), &context, place, &desk.store.chain()?);
            let licence = sign(&desk.staffed, licence(&context, decision, number), shown)?;
            let plan = IssuePlanView {
                licence_name: licence.name.clone(),
                number: licence.number.clone(),
                holder: licence.holder.clone(),
                issued_on: licence.issued_on,
                valid_until: licence.valid_until,
                reasons: licence.reasons.clone(),
                papers: vec![DocumentKind::Licence],
            };
            desk.shown = Some(licence);
            Ok(plan)
        })
    }

    /// That of the sheet, or a new one at this place.
    fn number(
        &self,
        shown: Option<&Licence>,
        context: &ActContext<'_>,
        place: u32,
        chain: &Chain,
    ) -> String {
        let (series, year) = context.series_and_year();
        let new = || number::format(series, year, place, self.suffix(chain, context.now));
        shown.map_or_else(new, |shown| shown.number.clone())
    }
}

/// What was shown, where its number is the one at this place.
fn on_sheet(shown: Option<Licence>, context: &ActContext<'_>, place: u32) -> Option<Licence> {
    let (series, year) = context.series_and_year();
    let here = Some((series.clone(), year, place));
    shown.filter(|shown| number::read(&shown.number) == here)
}

impl ActContext<'_> {
    /// Of which numbers the case's licence takes one.
    fn series_and_year(&self) -> (&SeriesCode, i32) {
        (&self.item.licence.series, self.today().year())
    }
}

fn exhausted(series: &SeriesCode) -> ApiError {
    ApiError::with(ErrorCode::NumbersExhausted, series.to_string())
}

fn issuable(context: &ActContext<'_>, mut decision: Decision) -> Result<Decision, ApiError> {
    let asked = Context { doer: context.desk.doer(), decision: Some(&decision) };
    match context.case.check(CaseActKind::Issued, &asked) {
        Ok(()) => {
            let approval = context.case.procedures.approval();
            decision.reasons.extend(approval.map(ReferralAnswer::as_reason));
            Ok(decision)
        }
        Err(WhyNot::NotAuthorised) => Err(ApiError::decided(ErrorCode::NotAuthorised, decision)),
        Err(why) => Err(refused_by_case(why)),
    }
}

fn licence(context: &ActContext<'_>, decision: Decision, number: String) -> Licence {
    let desk = context.desk;
    let kind = &context.item.licence;
    let issuer = desk.pack.department(&context.item.department);
    let issuer = issuer.and_then(|department| department.credit_code.as_deref());
    let national = kind.national_type.as_deref().zip(issuer);
    Licence {
        identifier: national.and_then(|(kind, issuer)| licence_identifier(kind, issuer, &number)),
        number,
        licence_type: kind.code.clone(),
        name: kind.name.clone(),
        holder: context.case.parties.applicant.name.clone(),
        issued_on: context.today(),
        valid_until: kind.valid_until(context.today()),
        reasons: decision.reasons.into_iter().filter(|reason| reason.met).collect(),
        pack_version: desk.pack.version,
        inputs: inputs_digest(&Facts::from(context.case)),
        signature: String::new(),
    }
}

/// With the window's signature: that of the licence on the sheet, where the same text was signed.
fn sign(desk: &Staffed, mut licence: Licence, shown: Option<Licence>) -> Result<Licence, ApiError> {
    let text = licence.signed_text(&desk.window.id);
    let same = shown.filter(|shown| shown.signed_text(&desk.window.id) == text);
    licence.signature = match same {
        Some(shown) => shown.signature,
        None => desk.key.sign(&text).map_err(|error| ApiError::internal(&error))?,
    };
    Ok(licence)
}
