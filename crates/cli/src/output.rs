//! What comes out: text or one JSON value on stdout, refusals on stderr.

use crate::arguments::Lang;
use crate::error::CliError;
use crate::text::case;
use clerk_desk::api::ApiError;
use clerk_domain::decide::Decision;
use clerk_domain::form::FieldProblem;
use serde::Serialize;
use std::io::{ErrorKind, Write as _};

/// Writes a command's result: the value as JSON, or else the text.
///
/// # Errors
/// [`CliError::Output`]. A reader that closed its end has what it wants: that is none.
pub fn give<T: Serialize>(
    json: bool,
    value: &T,
    text: impl FnOnce() -> String,
) -> Result<(), CliError> {
    let text = if json {
        let value = serde_json::to_string(value).map_err(|e| CliError::Output(e.to_string()))?;
        format!("{value}\n")
    } else {
        text()
    };
    write(&text)
}

/// Writes text to stdout at once, in one piece.
///
/// # Errors
/// As [`give`].
pub fn write(text: &str) -> Result<(), CliError> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(CliError::Output(error.to_string()))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Why a command was not carried out: in JSON what the desk says, with the sentence for people.
#[derive(Serialize)]
pub struct Complaint<'a> {
    code: String,
    message: String,
    detail: String,
    problems: &'a [FieldProblem],
    decision: Option<&'a Decision>,
}

impl<'a> Complaint<'a> {
    /// Of the desk's errors and those of the command line.
    pub fn of(error: &'a CliError, lang: Lang) -> Self {
        let desk = match error {
            CliError::Desk(error) => Some(error),
            _ => None,
        };
        Self {
            problems: desk.map_or(&[], |error: &ApiError| &error.problems),
            decision: desk.and_then(|error| error.decision.as_deref()),
            ..Self::new(error.code(), error.sentence(lang), error.detail())
        }
    }

    /// Of another program's own errors.
    pub fn new(code: String, message: String, detail: String) -> Self {
        Self { code, message, detail, problems: &[], decision: None }
    }

    /// Writes it to stderr.
    pub fn write(&self, program: &str, lang: Lang, json: bool) {
        let text = if json {
            serde_json::to_string(self).unwrap_or_else(|_| self.code.clone())
        } else {
            readable(self, program, lang)
        };
        // Where stderr is closed there is nobody left to tell; the exit code still does.
        let _ = writeln!(std::io::stderr(), "{}", text.trim_end());
    }
}

fn readable(complaint: &Complaint<'_>, program: &str, lang: Lang) -> String {
    let mut text = format!("{program}: [{}] {}\n", complaint.code, complaint.message);
    for problem in complaint.problems {
        text.push_str(&format!("  {}: {} [{}]\n", problem.field, problem.message, problem.code));
    }
    if let Some(decision) = complaint.decision {
        text.push_str(&case::decision(decision, lang));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Complaint, readable};
    use crate::arguments::Lang;
    use clerk_domain::form::FieldProblem;

    #[test]
    fn a_refusal_names_its_fields() {
        let problems = [FieldProblem::new("applicant.number", "number_length", "应为18位")];
        let complaint = Complaint {
            code: "field_problems".to_owned(),
            message: "填写内容有误".to_owned(),
            detail: String::new(),
            problems: &problems,
            decision: None,
        };
        assert_eq!(
            readable(&complaint, "clerk", Lang::Zh),
            "clerk: [field_problems] 填写内容有误\n  applicant.number: 应为18位 [number_length]\n"
        );
    }
}
