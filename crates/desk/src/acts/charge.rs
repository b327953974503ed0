//! The fee is paid, and gets a receipt number.

use crate::api::{ApiError, CaseArgs, CaseView, ErrorCode};
use crate::workstation::Workstation;
use chrono::Datelike as _;
use clerk_domain::case::CaseActKind;
use clerk_domain::case::acts::FeeCharged;
use clerk_domain::fee::FeeDue;
use clerk_domain::ids::SeriesCode;
use clerk_domain::number;

impl Workstation {
    /// Books the fee of a case as paid.
    pub fn charge(&self, args: CaseArgs) -> Result<CaseView, ApiError> {
        self.act(args.case, CaseActKind::FeeCharged, |context, kept| {
            let Some(FeeDue::Amount { amount }) = &context.case.money.fee else {
                return Err(ApiError::new(ErrorCode::NoFeeDue));
            };
            let series = SeriesCode::from(number::RECEIPT_SERIES);
            let year = context.today().year();
            let place = kept.take_number(&series, year)?;
            let exhausted = || ApiError::with(ErrorCode::NumbersExhausted, series.to_string());
            let place = place.ok_or_else(exhausted)?;
            let suffix = self.suffix(kept.chain(), context.now);
            let receipt = number::format(&series, year, place, suffix);
            Ok(FeeCharged { receipt, amount: amount.clone() }.into())
        })
    }
}
