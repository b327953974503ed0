//! 当场签发: the licence is issued here and now (art. 34 of the Administrative Licensing Law).

use super::ActContext;
use crate::api::{ApiError, CaseArgs, CaseView, ErrorCode, IssueArgs, IssuePlanView};
use crate::failure::refused_by_case;
use crate::halt;
use crate::open::Staffed;
use crate::workstation::Workstation;
use chrono::Datelike as _;
use clerk_domain::case::acts::Issued;
use clerk_domain::case::{Case, CaseActKind, Context, ReferralAnswer};
use clerk_domain::decide::Decision;
use clerk_domain::form::FieldProblem;
use clerk_domain::ids::SeriesCode;
use clerk_domain::journal::Chain;
use clerk_domain::licence::Licence;
use clerk_domain::number;
use clerk_domain::paper::DocumentKind;
use clerk_domain::product::ProductError;
use clerk_domain::why_not::WhyNot;
use clerk_store::{ActTransaction, Store, StoreError};

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
            let chain = kept.chain().clone();
            let numbered = Numbering { desk: self, context, chain: &chain, shown: shown.as_ref() };
            let issued = numbered.issued(decision, kept)?;
            Ok(sign(context.desk, issued, shown)?.into())
        })
    }

    /// What issuing the case would do. Nothing is taken or kept. The licence is signed here, while the
    /// person reads what it says, so that confirming it waits for the disk alone; it stays in memory,
    /// and is gone with the next sheet or when the desk is locked.
    pub fn issue_plan(&self, args: CaseArgs) -> Result<IssuePlanView, ApiError> {
        let now = self.now();
        self.at_desk(|desk| {
            let now = desk.legal(now)?;
            desk.pin(args.case)?;
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
            let (shown, chain) = (desk.shown.take(), desk.store.chain()?);
            // Asked again, the sheet says the same number: somebody may have read it out already.
            let context = &context;
            let numbering = Numbering { desk: self, context, chain: &chain, shown: shown.as_ref() };
            let issued = numbering.issued(decision, &mut &desk.store)?;
            let issued = sign(&desk.staffed, issued, shown)?;
            let plan = plan(&issued.licence);
            desk.shown = Some(issued);
            Ok(plan)
        })
    }
}

fn plan(licence: &Licence) -> IssuePlanView {
    IssuePlanView {
        licence_name: licence.name.clone(),
        number: licence.number.clone(),
        holder: licence.holder.clone(),
        product: licence.product.clone(),
        issued_on: licence.issued_on,
        valid_until: licence.valid_until,
        reasons: licence.reasons.clone(),
        papers: vec![DocumentKind::Licence],
    }
}

/// Where a licence gets its numbers from, and what is known of the one before.
trait NumberSource {
    /// The next number of a series and year.
    fn place(&mut self, series: &SeriesCode, year: i32) -> Result<Option<u32>, StoreError>;

    /// The newest version of a number that is known.
    fn newest(&self, number: &str) -> Result<Option<(Licence, Case)>, StoreError>;
}

/// Takes them.
impl NumberSource for ActTransaction<'_> {
    fn place(&mut self, series: &SeriesCode, year: i32) -> Result<Option<u32>, StoreError> {
        self.take_number(series, year)
    }

    fn newest(&self, number: &str) -> Result<Option<(Licence, Case)>, StoreError> {
        self.newest_licence(number)
    }
}

/// Looks at them alone.
impl NumberSource for &Store {
    fn place(&mut self, series: &SeriesCode, year: i32) -> Result<Option<u32>, StoreError> {
        self.next_number(series, year)
    }

    fn newest(&self, number: &str) -> Result<Option<(Licence, Case)>, StoreError> {
        self.newest_licence(number)
    }
}

/// What a licence is numbered with: what the sheet showed, where that still fits.
struct Numbering<'a> {
    desk: &'a Workstation,
    context: &'a ActContext<'a>,
    chain: &'a Chain,
    shown: Option<&'a Issued>,
}

impl Numbering<'_> {
    /// What is issued, not signed yet.
    fn issued(
        &self,
        decision: Decision,
        source: &mut impl NumberSource,
    ) -> Result<Issued, ApiError> {
        let terms = self.context.terms();
        if let Some(existing) = terms.existing()
            && let Some((newest, _)) = source.newest(&existing.number)?
            && newest.product.version != existing.version
        {
            let number = existing.number.clone();
            return Err(ApiError::with(ErrorCode::LicenceSuperseded, number));
        }
        let (mut product, valid_until) = terms.product().map_err(unfit_existing)?;
        let mut founded = None;
        let number = match terms.existing() {
            Some(existing) => existing.number.clone(),
            None => {
                let shown = self.shown.map(|shown| shown.licence.number.as_str());
                let (number, _) = self.number(&terms.item.licence.series, shown, source)?;
                (product.holder_number, founded) = self.holder_number(source)?;
                number
            }
        };
        let reasons = decision.reasons.into_iter().filter(|reason| reason.met).collect();
        Ok(Issued { licence: terms.licence(number, (product, valid_until), reasons), founded })
    }

    /// The number that stands on the licence for its holder; and, where it founds one, the number of the
    /// block that its code is made from.
    fn holder_number(
        &self,
        source: &mut impl NumberSource,
    ) -> Result<(Option<String>, Option<String>), ApiError> {
        let terms = self.context.terms();
        let Some(founding) = terms.founding() else {
            return Ok((terms.known_holder_number(), None));
        };
        let shown = self.shown.and_then(|shown| shown.founded.as_deref());
        let (number, place) = self.number(&founding.series, shown, source)?;
        let code = terms.founded_code(founding, place);
        let code = code.ok_or_else(|| exhausted(&founding.series))?;
        Ok((Some(code), Some(number)))
    }

    /// The next number of a series with its place: that of the sheet, where its place is the next one.
    fn number(
        &self,
        series: &SeriesCode,
        shown: Option<&str>,
        source: &mut impl NumberSource,
    ) -> Result<(String, u32), ApiError> {
        let year = self.context.today().year();
        let place = source.place(series, year)?.ok_or_else(|| exhausted(series))?;
        let here = Some((series.clone(), year, place));
        let number = match shown.filter(|shown| number::read(shown) == here) {
            Some(shown) => shown.to_owned(),
            None => {
                let suffix = self.desk.suffix(self.chain, self.context.now);
                number::format(series, year, place, suffix)
            }
        };
        Ok((number, place))
    }
}

fn exhausted(series: &SeriesCode) -> ApiError {
    ApiError::with(ErrorCode::NumbersExhausted, series.to_string())
}

fn unfit_existing(error: ProductError) -> ApiError {
    let message = match error {
        ProductError::NotNamed => "收件时没有填写原证照，请重新收件",
        ProductError::NoEnd => "长期有效的证照不需要延续",
        ProductError::EndedLongAgo => "原证照到期已久，延续后也已到期；请重新申请",
    };
    ApiError::problems(vec![FieldProblem::new("existing.number", "unfit", message)])
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

/// With the person's signature: that of the licence on the sheet, where the same text was signed.
fn sign(desk: &Staffed, mut issued: Issued, shown: Option<Issued>) -> Result<Issued, ApiError> {
    let (window, person) = (&desk.window.id, &desk.person.id);
    let text = issued.licence.signed_text(window, person);
    let same = shown.filter(|shown| shown.licence.signed_text(window, person) == text);
    issued.licence.signature = match same {
        Some(shown) => shown.licence.signature,
        None => desk.person_key.sign(&text).map_err(|error| ApiError::internal(&error))?,
    };
    Ok(issued)
}
