//! 一次性告知: the applicant is told once, and in full, what is missing or not in legal form.

use crate::api::{ApiError, CaseView, CorrectArgs, ErrorCode, WrongMaterial};
use crate::workstation::Workstation;
use clerk_domain::case::CaseActKind;
use clerk_domain::case::acts::CorrectionNotified;
use clerk_domain::form::FieldProblem;
use clerk_domain::lack::{self, Lack, LackError, LackWhy, MAX_NOTE_CHARACTERS};
use clerk_domain::text;

/// Art. 32 item 4 of the Administrative Licensing Law: on the spot or once within five working days.
const TELL_WITHIN_DAYS: u32 = 5;

impl Workstation {
    /// Tells the applicant everything that is missing, and what is not in legal form, which is given back.
    pub fn correct(&self, args: CorrectArgs) -> Result<CaseView, ApiError> {
        let wrong = args.wrong.into_iter().map(not_in_legal_form).collect::<Result<Vec<_>, _>>()?;
        self.act(args.case, CaseActKind::CorrectionNotified, |context, _| {
            let handed_in = context.case.intake.handed_in();
            let mut lacks = lack::missing(context.item, &handed_in);
            lacks.extend(wrong);
            lack::check(&lacks, context.item, &handed_in).map_err(unfit)?;
            for lack in &lacks {
                context.check_on_paper(&field(lack.material.as_str()), &lack.problem())?;
            }
            let received = context.case.received_at.with_timezone(&clerk_domain::clock::china());
            let calendar = &context.desk.pack.calendar;
            let told_by = calendar.due(received.date_naive(), TELL_WITHIN_DAYS);
            Ok(CorrectionNotified { lacks, told_by }.into())
        })
    }
}

fn not_in_legal_form(WrongMaterial { material, note }: WrongMaterial) -> Result<Lack, ApiError> {
    let kept = text::free(&note, MAX_NOTE_CHARACTERS).map_err(|error| {
        let problem = FieldProblem::text(field(material.as_str()), "不符合之处", &error);
        ApiError::problems(vec![problem])
    })?;
    Ok(Lack { material, why: LackWhy::NotInLegalForm { note: kept } })
}

fn field(material: &str) -> String {
    format!("wrong.{material}")
}

fn unfit(error: LackError) -> ApiError {
    let problem = |code: &clerk_domain::ids::MaterialCode, kind: &str, message: &str| {
        ApiError::problems(vec![FieldProblem::new(field(code.as_str()), kind, message)])
    };
    match &error {
        LackError::Nothing => ApiError::new(ErrorCode::NothingMissing),
        LackError::Unknown(code) => ApiError::with(ErrorCode::MaterialUnknown, code.to_string()),
        LackError::Twice(code) => problem(code, "twice", "同一材料只告知一次"),
        LackError::NotHandedIn(code) => {
            problem(code, "not_handed_in", "没有收到这份材料，它会按缺件告知")
        }
        LackError::Note(code) => problem(code, "required", "请写明不符合之处，1 至 200 字"),
        LackError::HandedIn(_) | LackError::Untold(_) => ApiError::internal(&error),
    }
}
