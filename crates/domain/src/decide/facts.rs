//! What is decided on, and whether it can be decided on at all.

use crate::case::{Applicant, Case};
use crate::digest::Digest;
use crate::form::{self, CheckedForm, FieldProblem, FormValues};
use crate::identity::check_name;
use crate::ids::{ItemCode, MaterialCode};
use crate::item::{Action, ApplicantKind, Item};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// What is decided on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// The item.
    pub item: ItemCode,
    /// The action.
    pub action: Action,
    /// Who applies.
    pub applicant: FactsApplicant,
    /// The form as filled in.
    #[serde(default)]
    pub form: FormValues,
    /// The materials.
    pub materials: Materials,
}

/// The applicant as far as the decision needs one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactsApplicant {
    /// What kind.
    pub kind: ApplicantKind,
    /// The name.
    pub name: String,
}

impl From<&Applicant> for FactsApplicant {
    fn from(applicant: &Applicant) -> Self {
        Self { kind: applicant.kind, name: applicant.name.clone() }
    }
}

/// The materials handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Materials {
    /// All that are needed.
    Complete,
    /// Not all.
    Incomplete,
    /// These.
    #[serde(untagged)]
    Listed(Vec<MaterialCode>),
}

impl From<&Case> for Facts {
    /// The facts of a case as it stands.
    fn from(case: &Case) -> Self {
        Self {
            item: case.item.clone(),
            action: case.action,
            applicant: FactsApplicant::from(&case.parties.applicant),
            form: case.form.clone(),
            materials: Materials::Listed(case.intake.handed_in()),
        }
    }
}

impl Facts {
    /// Reads a case file: a JSON object of the fields of [`Facts`].
    ///
    /// # Errors
    /// Every field that is missing, unknown, or of another type; the field is `.` where the text
    /// is no JSON object.
    pub fn read(text: &str) -> Result<Self, Vec<FieldProblem>> {
        let mut object: Map<String, Value> = serde_json::from_str(text).map_err(|e| {
            let place = format!("第{}行第{}列", e.line(), e.column());
            vec![FieldProblem::new(
                ".",
                "type",
                format!("不是有效的 JSON 对象（{place}），请检查文件"),
            )]
        })?;
        let mut problems = Vec::new();
        let applicant = object.remove("applicant").unwrap_or_else(|| Map::new().into());
        let applicant = read_value(applicant, "applicant", "一个对象", &mut problems);
        let mut applicant: Map<String, Value> = applicant.unwrap_or_default();
        let item = take(&mut object, "item", "", "事项编码", &mut problems);
        let actions = "establish、change、renew、cancel 之一";
        let action = take(&mut object, "action", "", actions, &mut problems);
        let kinds = "person、enterprise、university_student 之一";
        let kind = take(&mut applicant, "kind", "applicant.", kinds, &mut problems);
        let name = take(&mut applicant, "name", "applicant.", "文字", &mut problems);
        let form = object.remove("form").unwrap_or_else(|| Map::new().into());
        let form = read_value(form, "form", "一个对象", &mut problems);
        let materials = "complete、incomplete 或材料编码的列表";
        let materials = take(&mut object, "materials", "", materials, &mut problems);
        for key in object.keys() {
            problems.push(FieldProblem::new(key, "unknown", "没有这个字段，请删除"));
        }
        match (item, action, kind, name, form, materials) {
            (Some(item), Some(action), Some(kind), Some(name), Some(form), Some(materials))
                if problems.is_empty() =>
            {
                let applicant = FactsApplicant { kind, name };
                Ok(Self { item, action, applicant, form, materials })
            }
            _ => Err(problems),
        }
    }
}

fn take<T: DeserializeOwned>(
    object: &mut Map<String, Value>,
    key: &str,
    prefix: &str,
    expected: &str,
    problems: &mut Vec<FieldProblem>,
) -> Option<T> {
    let path = format!("{prefix}{key}");
    match object.remove(key) {
        Some(value) => read_value(value, &path, expected, problems),
        None => {
            problems.push(FieldProblem::new(path, "required", format!("缺少，应为{expected}")));
            None
        }
    }
}

fn read_value<T: DeserializeOwned>(
    value: Value,
    path: &str,
    expected: &str,
    problems: &mut Vec<FieldProblem>,
) -> Option<T> {
    let read = serde_json::from_value(value).ok();
    if read.is_none() {
        problems.push(FieldProblem::new(path, "type", format!("应为{expected}")));
    }
    read
}

/// Checks the facts against their item: the action offered, the applicant's kind and name, the
/// form, and that each material is one of the item's. Whether materials are missing is not checked here.
///
/// # Errors
/// Every field that is wrong: `action`, `applicant.kind`, `applicant.name`, `form.…`, `materials`.
pub fn check(facts: &Facts, item: &Item) -> Result<CheckedForm, Vec<FieldProblem>> {
    let mut problems = Vec::new();
    if !item.actions.contains(&facts.action) {
        let message = format!("事项“{}”不办理这种情形，请重新选择", item.name);
        problems.push(FieldProblem::new("action", "choice", message));
    }
    if !item.applicant_kinds.contains(&facts.applicant.kind) {
        let message = format!("事项“{}”不受理这类申请人，请重新选择", item.name);
        problems.push(FieldProblem::new("applicant.kind", "choice", message));
    }
    problems.extend(check_name(&facts.applicant.name).err());
    let form = form::check(item, &facts.form).unwrap_or_else(|found| {
        problems.extend(found);
        CheckedForm::new()
    });
    if let Materials::Listed(codes) = &facts.materials {
        for code in codes.iter().filter(|code| !item.materials.iter().any(|m| m.code == **code)) {
            let message =
                format!("事项“{}”没有编码为“{code}”的材料，请对照材料清单核对", item.name);
            problems.push(FieldProblem::new("materials", "unknown", message));
        }
    }
    if problems.is_empty() { Ok(form) } else { Err(problems) }
}

pub(super) fn unknown_item(code: &ItemCode) -> FieldProblem {
    let message = format!("没有编码为“{code}”的事项，请核对编码，或更新规则包");
    FieldProblem::new("item", "unknown", message)
}

/// The digest of what was decided on: SM3 over the JSON of the facts without blanks, every object's
/// keys in the order of their bytes.
pub fn inputs_digest(facts: &Facts) -> Digest {
    // Facts hold no map with keys other than text, so that JSON can always be made of them.
    let value = serde_json::to_value(facts).unwrap_or_default();
    Digest::of(sorted(value).to_string().as_bytes())
}

/// Sorts keys whether or not some crate of the program makes `serde_json` keep their order.
fn sorted(value: Value) -> Value {
    match value {
        Value::Object(object) => {
            let mut pairs: Vec<_> = object.into_iter().collect();
            pairs.sort_by(|(a, _), (b, _)| a.cmp(b));
            Value::Object(pairs.into_iter().map(|(key, value)| (key, sorted(value))).collect())
        }
        Value::Array(values) => Value::Array(values.into_iter().map(sorted).collect()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value,
    }
}
