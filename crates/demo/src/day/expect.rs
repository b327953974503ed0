//! Whether a line came out as it must.

use super::script::Expect;
use clerk_desk::api::ApiError;
use clerk_domain::case::CaseState;
use clerk_domain::decide::{Outcome, Queue};
use clerk_domain::enquiry::EnquiryState;
use clerk_domain::fee::FeeDue;
use clerk_domain::grant::ReferralTarget;

/// What came of a line, as far as a day can expect it.
#[derive(Clone, Debug, Default)]
pub struct LineResult {
    /// Where the case stands.
    pub state: Option<CaseState>,
    /// What was decided.
    pub outcome: Option<Outcome>,
    /// To whom it goes.
    pub to: Option<ReferralTarget>,
    /// In which queue.
    pub queue: Option<Queue>,
    /// Which copy came out, 0 for the original.
    pub copy: Option<u32>,
    /// What is due.
    pub fee: Option<FeeDue>,
    /// How many cases were found.
    pub found: Option<usize>,
    /// Where the enquiry stands.
    pub enquiry: Option<EnquiryState>,
    /// Whether the window's day is closed.
    pub closed: Option<bool>,
    /// Whether the server was there.
    pub online: Option<bool>,
    /// What a person would like to see of it: a number, a file.
    pub note: String,
}

/// What is not as expected; nothing where all is.
pub fn mismatches(expect: &Expect, came: &Result<LineResult, ApiError>) -> Vec<String> {
    if expect.ok == expect.error.is_some() {
        return vec!["the line must expect either ok or an error".to_owned()];
    }
    let came = match came {
        Ok(came) => came,
        Err(error) => return wrong_error(expect, error),
    };
    if let Some(code) = &expect.error {
        return vec![format!("expected error {code}")];
    }
    let mut wrong = Vec::new();
    let mut differ = |what: &str, expected: Option<String>, found: Option<String>| {
        if expected.is_some() && expected != found {
            let [expected, found] = [expected, found].map(|v| v.unwrap_or_else(|| "-".to_owned()));
            wrong.push(format!("{what}: expected {expected}, found {found}"));
        }
    };
    differ("state", shown(expect.state), shown(came.state));
    differ("outcome", shown(expect.outcome), shown(came.outcome));
    differ("to", shown(expect.to), shown(came.to));
    differ("queue", shown(expect.queue), shown(came.queue));
    differ("copy", shown(expect.copy), shown(came.copy));
    differ("fee", expect.fee.clone(), came.fee.as_ref().map(fee_word));
    differ("found", shown(expect.found), shown(came.found));
    differ("enquiry", shown(expect.enquiry), shown(came.enquiry));
    differ("closed", shown(expect.closed), shown(came.closed));
    differ("online", shown(expect.online), shown(came.online));
    wrong
}

fn wrong_error(expect: &Expect, error: &ApiError) -> Vec<String> {
    let mut wrong = Vec::new();
    let code = error.code.as_text();
    match &expect.error {
        Some(expected) if *expected == code => {}
        Some(expected) => wrong.push(format!("expected error {expected}")),
        None => wrong.push("expected ok".to_owned()),
    }
    if let Some(field) = &expect.field
        && !error.problems.iter().any(|problem| problem.field == *field)
    {
        wrong.push(format!("expected a problem at {field}"));
    }
    wrong
}

fn shown<T: std::fmt::Debug>(value: Option<T>) -> Option<String> {
    value.map(|value| format!("{value:?}"))
}

/// A fee as a day names it: `free`, `exempt` or the amount.
fn fee_word(fee: &FeeDue) -> String {
    match fee {
        FeeDue::Free => "free".to_owned(),
        FeeDue::Exempt { .. } => "exempt".to_owned(),
        FeeDue::Amount { amount } => amount.amount(),
    }
}

#[cfg(test)]
mod tests {
    use super::{LineResult, mismatches};
    use clerk_desk::api::{ApiError, ErrorCode};
    use clerk_domain::case::CaseState;
    use clerk_domain::fee::FeeDue;
    use clerk_domain::form::FieldProblem;

    fn came() -> Result<LineResult, ApiError> {
        let fee = Some(FeeDue::Free);
        Ok(LineResult {
            state: Some(CaseState::Accepted),
            copy: Some(0),
            fee,
            ..LineResult::default()
        })
    }

    fn problem() -> Result<LineResult, ApiError> {
        Err(ApiError::problems(vec![FieldProblem::new("applicant.number", "number_length", "")]))
    }

    #[test]
    fn a_line_passes_only_as_expected() {
        let refused = Err(ApiError::new(ErrorCode::FeeUnpaid));
        let cases = [
            (r#"{"ok": true}"#, came(), 0),
            (r#"{}"#, came(), 1),
            (r#"{"ok": true, "error": "fee_unpaid"}"#, came(), 1),
            (r#"{"ok": true, "state": "accepted", "copy": 0, "fee": "free"}"#, came(), 0),
            (r#"{"ok": true, "state": "issued", "copy": 1}"#, came(), 2),
            (r#"{"ok": true, "outcome": "issue"}"#, came(), 1),
            (r#"{"ok": true, "online": true}"#, came(), 1),
            (r#"{"error": "fee_unpaid"}"#, came(), 1),
            (r#"{"error": "fee_unpaid"}"#, refused.clone(), 0),
            (r#"{"error": "no_fee_due"}"#, refused.clone(), 1),
            (r#"{"ok": true}"#, refused, 1),
            (r#"{"error": "field_problems", "field": "applicant.number"}"#, problem(), 0),
            (r#"{"error": "field_problems", "field": "applicant.name"}"#, problem(), 1),
        ];
        for (expect, came, wrong) in cases {
            let expect = serde_json::from_str(expect).unwrap();
            let found = mismatches(&expect, &came);
            assert_eq!(found.len(), wrong, "{expect:?}: {found:?}");
        }
    }
}
