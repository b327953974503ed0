//! What a call gives, as a face shows it: each character that cannot be seen, or turns the line around, by its
//! code. A text of another window or of the centre may have some, whatever this desk itself lets in.

use super::ApiError;
use clerk_domain::text;
use serde::Serialize;
use serde_json::Value;

/// The answer of a handler, as it is shown.
pub(super) fn seen<T: Serialize>(answer: Result<T, ApiError>) -> Result<Value, ApiError> {
    match answer {
        Ok(reply) => in_json(reply),
        Err(error) => {
            let shown = in_json(error).and_then(|shown| {
                serde_json::from_value(shown).map_err(|error| ApiError::internal(&error))
            });
            Err(shown.unwrap_or_else(|error| error))
        }
    }
}

fn in_json(reply: impl Serialize) -> Result<Value, ApiError> {
    let mut value = serde_json::to_value(reply).map_err(|error| ApiError::internal(&error))?;
    show(&mut value);
    Ok(value)
}

fn show(value: &mut Value) {
    match value {
        Value::String(text) => {
            if let Some(shown) = text::all_shown(text) {
                *text = shown;
            }
        }
        Value::Array(values) => values.iter_mut().for_each(show),
        // The names are the program's own, or those of the rules.
        Value::Object(fields) => fields.values_mut().for_each(show),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::seen;
    use crate::api::{ApiError, ErrorCode};
    use clerk_domain::form::FieldProblem;
    use serde_json::json;

    #[test]
    fn what_turns_a_line_around_is_shown_by_its_code_wherever_it_stands() {
        let reply = json!({
            "case": {"holder": "张三\u{202e}四", "lines": ["第一行\n第二行", "a\u{2066}b\u{200f}"]},
            "count": 3, "none": null,
        });
        let shown = json!({
            "case": {"holder": "张三U+202E四", "lines": ["第一行\n第二行", "aU+2066bU+200F"]},
            "count": 3, "none": null,
        });
        assert_eq!(seen(Ok(reply)).unwrap(), shown);
    }

    #[test]
    fn a_refusal_shows_them_as_well() {
        let problem = FieldProblem::new("name", "unfit", "写着\u{61c}");
        let detail = "示例\u{200b}公司";
        let refused = ApiError {
            problems: vec![problem],
            ..ApiError::with(ErrorCode::FieldProblems, detail)
        };
        let shown = seen::<()>(Err(refused)).unwrap_err();
        assert_eq!(shown.detail, "示例U+200B公司");
        assert_eq!(shown.problems[0].message, "写着U+061C");
    }
}
