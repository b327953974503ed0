//! A case as a file: what is typed at a window, or what a decision is asked for.
//!
//! ```json
//! {"item": "shangwu-01", "action": "establish",
//!  "applicant": {"kind": "enterprise", "document": "credit_code",
//!                "name": "徐州示例有限公司", "number": "…", "phone": ""},
//!  "form": {"investment_total": {"amount": "30000000.00", "currency": "USD"}},
//!  "materials": "complete"}
//! ```
//!
//! Where the licence brings its holder about, `"holder_name"` says its name; where the application is about a
//! licence that there is, `"existing": {"number": "…", "since": "2019-05-04", "valid_until": null}` does, of
//! which the dates may be left out where the window has it on record.
//!
//! `document` may be left out where the kind of applicant has but one. `materials` is `complete`, `incomplete` (for a decision alone) or the list of those handed in.

use crate::error::CliError;
use chrono::NaiveDate;
use clerk_desk::api::{ApiError, ErrorCode, Intake, ItemArgs};
use clerk_desk::workstation::Workstation;
use clerk_domain::decide::{Facts, FactsApplicant, Materials};
use clerk_domain::form::{FieldProblem, FormValues};
use clerk_domain::identity::IdentityDocument;
use clerk_domain::ids::{ItemCode, MaterialCode};
use clerk_domain::item::{Action, ApplicantKind};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::io::Read;

/// No case is near this size; a wrong file may be.
const MAX_BYTES: u64 = 1024 * 1024;

/// A case as far as the file tells it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseFile {
    /// The item.
    pub item: Option<ItemCode>,
    /// The action.
    pub action: Option<Action>,
    /// Who applies.
    #[serde(default)]
    pub applicant: ApplicantPart,
    /// The name of whom the licence is to bring about.
    #[serde(default)]
    pub holder_name: String,
    /// The licence that it is about.
    #[serde(default)]
    pub existing: ExistingPart,
    /// The form.
    #[serde(default)]
    pub form: FormValues,
    /// The materials.
    pub materials: Option<Materials>,
}

/// The applicant as far as the file tells of one.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApplicantPart {
    kind: Option<ApplicantKind>,
    document: Option<IdentityDocument>,
    #[serde(default)]
    name: String,
    #[serde(default)]
    number: String,
    #[serde(default)]
    phone: String,
}

/// The licence that an application is about, as far as the file tells of one.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExistingPart {
    #[serde(default)]
    number: String,
    since: Option<NaiveDate>,
    valid_until: Option<NaiveDate>,
}

/// Reads a JSON file of at most one mebibyte, `-` for standard input.
///
/// # Errors
/// [`CliError::FileUnreadable`], [`CliError::FileWrong`] where it is no JSON, and a field problem
/// where a value is not of its field's type.
pub fn read_json<T: DeserializeOwned>(file: &str) -> Result<T, CliError> {
    let unreadable = |error: std::io::Error| CliError::FileUnreadable {
        file: file.to_owned(),
        reason: error.to_string(),
    };
    let source: Box<dyn Read> = match file {
        "-" => Box::new(std::io::stdin()),
        path => Box::new(std::fs::File::open(path).map_err(unreadable)?),
    };
    let mut text = Vec::new();
    source.take(MAX_BYTES + 1).read_to_end(&mut text).map_err(unreadable)?;
    let wrong = |reason: String| CliError::FileWrong { file: file.to_owned(), reason };
    if text.len() as u64 > MAX_BYTES {
        return Err(wrong("> 1 MiB".to_owned()));
    }
    let mut reader = serde_json::Deserializer::from_slice(&text);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let (field, reason) = (error.path().to_string(), error.into_inner());
        // A path begins with a field's name, unless the whole is no object.
        if !reason.is_data() || !field.starts_with(char::is_alphabetic) {
            return wrong(reason.to_string());
        }
        let message = format!("不符合要求的内容：{reason}");
        ApiError::problems(vec![FieldProblem::new(field, "type", message)]).into()
    })?;
    reader.end().map_err(|error| wrong(error.to_string()))?;
    Ok(value)
}

impl CaseFile {
    /// The applicant's number and that of the existing licence, for whoever fills them in from elsewhere.
    pub fn numbers(&mut self) -> [&mut String; 2] {
        [&mut self.applicant.number, &mut self.existing.number]
    }

    /// The case as it would be typed. What is not told stays open for the desk to ask for;
    /// `complete` becomes every material that the item requires.
    ///
    /// # Errors
    /// Where `complete` stands for an item that the window does not have, and for `incomplete`.
    pub fn intake(self, desk: &Workstation) -> Result<Intake, CliError> {
        let materials = match (self.materials, &self.item) {
            (None, _) | (Some(Materials::Complete), None) => Vec::new(),
            (Some(Materials::Listed(listed)), _) => listed,
            (Some(Materials::Complete), Some(item)) => {
                required_materials(desk, item).map_err(naming_item)?
            }
            (Some(Materials::Incomplete), _) => {
                let message = "收件请列出已交的材料，或写 complete";
                let problem = FieldProblem::new("materials", "type", message);
                return Err(ApiError::problems(vec![problem]).into());
            }
        };
        Ok(Intake {
            item: self.item,
            action: self.action,
            applicant_kind: self.applicant.kind,
            applicant_document: self.applicant.document,
            applicant_name: self.applicant.name,
            applicant_number: self.applicant.number,
            applicant_phone: self.applicant.phone,
            holder_name: self.holder_name,
            existing_number: self.existing.number,
            existing_since: self.existing.since,
            existing_until: self.existing.valid_until,
            form: self.form,
            materials,
        })
    }

    /// The applicant's number as typed; empty where the file does not tell it.
    pub fn applicant_number(&self) -> String {
        self.applicant.number.clone()
    }

    /// The case as a decision takes it.
    ///
    /// # Errors
    /// A field problem for each thing that a decision cannot do without.
    pub fn facts(self) -> Result<Facts, CliError> {
        let Self { item, action, applicant, form, materials, .. } = self;
        let open = [
            ("item", "事项", item.is_none()),
            ("action", "办理情形", action.is_none()),
            ("applicant.kind", "申请人类型", applicant.kind.is_none()),
            ("materials", "材料", materials.is_none()),
        ];
        let (Some(item), Some(action), Some(kind), Some(materials)) =
            (item, action, applicant.kind, materials)
        else {
            let problems = open.into_iter().filter(|(_, _, is_open)| *is_open);
            let problem =
                |(field, what, _)| FieldProblem::new(field, "required", format!("请写明{what}"));
            return Err(ApiError::problems(problems.map(problem).collect()).into());
        };
        let applicant = FactsApplicant { kind, name: applicant.name };
        Ok(Facts { item, action, applicant, form, materials })
    }
}

/// The desk's refusal of a case; an unknown item is also told as a problem of its field.
pub fn naming_item(error: ApiError) -> ApiError {
    if error.code != ErrorCode::ItemUnknown {
        return error;
    }
    let message = format!("本窗口没有事项“{}”", error.detail);
    let problems = vec![FieldProblem::new("item", "unknown", message)];
    ApiError { problems, ..error }
}

/// Every material that an item requires.
///
/// # Errors
/// What the desk refuses, such as an item that the window does not have.
pub fn required_materials(
    desk: &Workstation,
    item: &ItemCode,
) -> Result<Vec<MaterialCode>, ApiError> {
    let item = desk.item(ItemArgs { item: item.clone() })?.item;
    Ok(item.missing(&[]))
}

#[cfg(test)]
mod tests {
    use super::{CaseFile, read_json};
    use crate::error::CliError;
    use clerk_domain::decide::Materials;
    use std::io::Write as _;

    fn read(text: &str) -> Result<CaseFile, CliError> {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        read_json(file.path().to_str().unwrap())
    }

    /// The fields that the error names.
    fn fields(error: CliError) -> Vec<String> {
        let CliError::Desk(error) = error else { panic!("{error}") };
        error.problems.into_iter().map(|problem| problem.field).collect()
    }

    #[test]
    fn reads_the_case_of_the_catalogue() {
        let text = r#"{"item": "shangwu-01", "action": "establish",
            "applicant": {"kind": "enterprise", "name": "徐州示例有限公司"},
            "form": {"investment_total": {"amount": "30000000.00", "currency": "USD"}},
            "materials": "complete"}"#;
        let facts = read(text).unwrap().facts().unwrap();
        assert_eq!((facts.item.as_str(), facts.materials), ("shangwu-01", Materials::Complete));
        let listed = text.replace("\"complete\"", r#"["m1", "m2"]"#);
        let facts = read(&listed).unwrap().facts().unwrap();
        assert_eq!(facts.materials, Materials::Listed(vec!["m1".into(), "m2".into()]));
    }

    #[test]
    fn a_value_of_the_wrong_type_names_its_field() {
        let cases = [
            (r#"{"action": "fly"}"#, "action"),
            (r#"{"applicant": {"kind": "ghost"}}"#, "applicant.kind"),
            (r#"{"applicant": {"document": "badge"}}"#, "applicant.document"),
            (r#"{"applicant": {"name": 5}}"#, "applicant.name"),
            (r#"{"applicant": {"nmae": "x"}}"#, "applicant.nmae"),
            (r#"{"materials": 7}"#, "materials"),
            (r#"{"item": []}"#, "item"),
        ];
        for (text, field) in cases {
            assert_eq!(fields(read(text).unwrap_err()), [field], "{text}");
        }
    }

    #[test]
    fn a_decision_asks_for_what_it_needs() {
        let open = fields(read("{}").unwrap().facts().unwrap_err());
        assert_eq!(open, ["item", "action", "applicant.kind", "materials"]);
    }

    #[test]
    fn what_is_no_json_is_told_by_its_place() {
        for text in ["", "{", "{} {}", "[1]", "\"x\"", "{\"item\": \u{7}}"] {
            assert!(matches!(read(text).unwrap_err(), CliError::FileWrong { .. }), "{text}");
        }
        let long = format!("{}{{}}", " ".repeat(1024 * 1024));
        assert!(matches!(read(&long).unwrap_err(), CliError::FileWrong { .. }));
        let missing = read_json::<CaseFile>("/no/such/样本.json").unwrap_err();
        assert!(matches!(missing, CliError::FileUnreadable { .. }));
    }
}
