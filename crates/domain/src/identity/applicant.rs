//! Who applies, as it may be taken in.

use super::IdentityDocument;
use crate::case::Applicant;
use crate::form::FieldProblem;
use crate::text::{self, TextError};
use chrono::NaiveDate;

/// Checks who applies: a name of at most [`text::NAME_MOST`] characters, a document that such an
/// applicant has, its number, and a telephone number that is empty or 7 to 20 digits, `+`, `-` and
/// blanks.
///
/// # Errors
/// Every field that is wrong: `applicant.name`, `applicant.document`, `applicant.number`,
/// `applicant.phone`.
pub fn check_applicant(applicant: &Applicant, today: NaiveDate) -> Result<(), Vec<FieldProblem>> {
    let mut problems: Vec<_> = check_name(&applicant.name).err().into_iter().collect();
    problems.extend(check_number(applicant, today).err());
    let phone = applicant.phone.trim();
    let dialled = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ');
    let is_number = (7..=20).contains(&phone.len()) && phone.chars().all(dialled);
    if !(phone.is_empty() || is_number) {
        let message = "联系电话应为7至20位数字，可含 + - 和空格；没有可以不填";
        problems.push(FieldProblem::new("applicant.phone", "phone", message));
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// Checks an applicant's name: [`text::name`], and not empty.
pub(crate) fn check_name(name: &str) -> Result<(), FieldProblem> {
    const FIELD: &str = "applicant.name";
    let wrong = |error: TextError| FieldProblem::text(FIELD, "姓名或名称", &error);
    if text::name(name).map_err(wrong)?.is_empty() {
        return Err(FieldProblem::new(FIELD, "required", "请填写申请人姓名或名称"));
    }
    Ok(())
}

fn check_number(applicant: &Applicant, today: NaiveDate) -> Result<(), FieldProblem> {
    let Applicant { kind, document, .. } = applicant;
    if !document.fits(*kind) {
        let fitting: Vec<_> = IdentityDocument::of(*kind).into_iter().map(|d| d.name()).collect();
        let message = format!("这类申请人的证件只能是：{}", fitting.join("、"));
        return Err(FieldProblem::new("applicant.document", "document", message));
    }
    let read = document.read(&applicant.number, today);
    read.map(drop).map_err(|e| FieldProblem::new("applicant.number", e.code(), e.to_string()))
}
