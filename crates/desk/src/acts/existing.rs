//! 原证照: the licence that an application is about, as the window knows it or as it is typed from the paper.

use crate::api::ApiError;
use crate::intake::Application;
use crate::open::OpenDesk;
use chrono::NaiveDate;
use clerk_domain::case::{Applicant, Case};
use clerk_domain::form::FieldProblem;
use clerk_domain::item::Item;
use clerk_domain::licence::Licence;
use clerk_domain::licence_terms::public_number;
use clerk_domain::product::{ExistingLicence, ProductError, ProductKind, issued_on};
use clerk_domain::register::Revocation;
use clerk_domain::text::{self, NUMBER_MOST};

const NUMBER: &str = "existing.number";
const UNTIL: &str = "existing.valid_until";

/// What is typed of a licence that there is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TypedExisting {
    pub(crate) number: String,
    pub(crate) since: Option<NaiveDate>,
    pub(crate) valid_until: Option<NaiveDate>,
}

impl OpenDesk {
    /// Fills in what is not typed and the licence that the application is about says already.
    pub(crate) fn fill_in(
        &self,
        application: &mut Application,
        item: &Item,
    ) -> Result<(), ApiError> {
        let number = &application.existing.number;
        if !item.product(application.action).is_of_existing() || number.trim().is_empty() {
            return Ok(());
        }
        let Some((_, case)) = self.store.newest_licence(number)? else { return Ok(()) };
        let form = &mut application.facts.form;
        for field in &item.fields {
            if let (None, Some(said)) = (form.get(&field.key), case.form.get(&field.key)) {
                form.insert(field.key.clone(), said.clone());
            }
        }
        Ok(())
    }

    /// The licence that an application is about; `None` where its action is about none.
    ///
    /// # Errors
    /// In the inner result, what is wrong with what is typed.
    pub(crate) fn existing(
        &self,
        application: &Application,
        item: &Item,
        today: NaiveDate,
    ) -> Result<Result<Option<ExistingLicence>, Vec<FieldProblem>>, ApiError> {
        let kind = item.product(application.action);
        if !kind.is_of_existing() {
            return Ok(Ok(None));
        }
        let typed = &application.existing;
        let number = match text::free(&typed.number, NUMBER_MOST) {
            Ok(number) if !number.is_empty() => number,
            Ok(_) => return Ok(wrong(NUMBER, "required", "请填写原证照编号")),
            Err(error) => {
                return Ok(Err(vec![FieldProblem::text(NUMBER, "原证照编号", &error)]));
            }
        };
        let found = match self.store.newest_licence(&number)? {
            Some((licence, case)) => self.known(application, item, &licence, &case)?,
            None => typed_from_paper(typed, number, &application.applicant, today),
        };
        Ok(found.and_then(|existing| fits(kind, existing, item, today)).map(Some))
    }

    /// A licence that the window knows, as far as it is the applicant's and holds.
    fn known(
        &self,
        application: &Application,
        item: &Item,
        licence: &Licence,
        case: &Case,
    ) -> Result<Result<ExistingLicence, Vec<FieldProblem>>, ApiError> {
        let applicant = &application.applicant.number;
        let on_it = licence.product.holder_number.as_ref();
        let holds = on_it.unwrap_or(&case.parties.applicant.number) == applicant;
        let revoked = self.revocation(&licence.id())?;
        Ok(if licence.licence_type != item.licence.code {
            wrong(NUMBER, "other_type", "这不是本事项的证照，请核对编号")
        } else if !holds {
            wrong(NUMBER, "other_holder", "该证照的持证人不是本申请人，请核对编号和证件号码")
        } else if licence.product.kind == ProductKind::Cancelled {
            wrong(NUMBER, "cancelled", "该证照已注销")
        } else if let Some(revoked) = revoked {
            let message = format!("该证照已失效：{}", revoked.reason);
            Err(vec![FieldProblem::new(NUMBER, "revoked", message)])
        } else {
            Ok(ExistingLicence::from(licence))
        })
    }
}

impl OpenDesk {
    /// How a licence came to hold no more, as far as the window knows: by the centre's register, or by its
    /// own acts.
    pub(crate) fn revocation(&self, id: &str) -> Result<Option<Revocation>, ApiError> {
        let known = self.store.registered_revocation(id)?;
        known.map_or_else(
            || Ok(self.store.voided(id, &self.staffed.window.id)?),
            |known| Ok(Some(known)),
        )
    }
}

fn typed_from_paper(
    typed: &TypedExisting,
    number: String,
    applicant: &Applicant,
    today: NaiveDate,
) -> Result<ExistingLicence, Vec<FieldProblem>> {
    const SINCE: &str = "existing.since";
    let Some(since) = typed.since else {
        return wrong(
            SINCE,
            "required",
            "本窗口没有这份证照的记录，请按原证照填写成立（首次核发）日期",
        );
    };
    if since > today {
        return wrong(SINCE, "future", "成立（首次核发）日期不能晚于今天");
    }
    if typed.valid_until.is_some_and(|until| until < since) {
        return wrong(UNTIL, "before_start", "有效期止不能早于成立日期");
    }
    Ok(ExistingLicence {
        number,
        version: 1,
        since,
        valid_from: since,
        valid_until: typed.valid_until,
        holder_number: public_number(applicant),
    })
}

/// Whether the application can come to what its action is for.
fn fits(
    kind: ProductKind,
    existing: ExistingLicence,
    item: &Item,
    today: NaiveDate,
) -> Result<ExistingLicence, Vec<FieldProblem>> {
    let term = |from| item.licence.valid_until(from);
    match issued_on(kind, Some(&existing), today, term) {
        Ok(_) => Ok(existing),
        Err(ProductError::NoEnd) => {
            wrong(UNTIL, "required", "长期有效的证照不需要延续；有有效期的，请按原证照填写")
        }
        Err(ProductError::EndedLongAgo) => {
            wrong(UNTIL, "ended", "原证照到期已久，延续后也已到期；请重新申请")
        }
        Err(ProductError::NotNamed) => wrong(NUMBER, "required", "请填写原证照编号"),
    }
}

fn wrong<T>(field: &str, code: &str, message: &str) -> Result<T, Vec<FieldProblem>> {
    Err(vec![FieldProblem::new(field, code, message)])
}
