//! Checks a filled-in form against the item's fields.

use crate::item::{Field, FieldKind, Item};
use crate::money::Money;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use ts_rs::TS;

/// A form as it travels: field key to JSON value.
pub type FormValues = BTreeMap<String, Value>;

/// A form whose every value has its field's type.
pub type CheckedForm = BTreeMap<String, FieldValue>;

/// A value that has its field's type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldValue {
    /// Text, and the chosen value of a choice.
    Text(String),
    /// An amount.
    Money(Money),
    /// A whole number.
    Number(i64),
    /// Yes or no.
    Bool(bool),
    /// A date.
    Date(NaiveDate),
}

/// What is wrong with a field, to be shown at it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, thiserror::Error)]
#[error("{field}: {message}")]
pub struct FieldProblem {
    /// The field, as a path such as `form.investment_total` or `applicant.number`.
    pub field: String,
    /// What is wrong, for a program: `required`, `unknown`, `type`, `amount`, `currency`, `range`,
    /// `length`, `choice`, `date`, or a code of [`crate::identity::IdentityError`].
    pub code: String,
    /// What is wrong and what to do, in Chinese.
    pub message: String,
}

impl FieldProblem {
    /// A problem at `field`.
    pub fn new(field: impl Into<String>, code: &str, message: impl Into<String>) -> Self {
        Self { field: field.into(), code: code.to_owned(), message: message.into() }
    }
}

/// The form with each value in its field's type. Empty text counts as not filled in.
///
/// # Errors
/// Every field that is missing, unknown to the item, or holds a value out of its type.
pub fn check(item: &Item, values: &FormValues) -> Result<CheckedForm, Vec<FieldProblem>> {
    let mut problems = Vec::new();
    let mut form = CheckedForm::new();
    for key in values.keys() {
        if !item.fields.iter().any(|f| &f.key == key) {
            let message = format!("事项“{}”没有这个字段，请删除", item.name);
            problems.push(FieldProblem::new(format!("form.{key}"), "unknown", message));
        }
    }
    for field in &item.fields {
        match values.get(&field.key).filter(|v| !is_empty(v)) {
            None if field.required => {
                let message = format!("请填写“{}”", field.label);
                problems.push(FieldProblem::new(path(field), "required", message));
            }
            None => {}
            Some(value) => match check_field(field, value) {
                Ok(value) => drop(form.insert(field.key.clone(), value)),
                Err(problem) => problems.push(problem),
            },
        }
    }
    if problems.is_empty() { Ok(form) } else { Err(problems) }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => false,
    }
}

fn path(field: &Field) -> String {
    format!("form.{}", field.key)
}

fn check_field(field: &Field, value: &Value) -> Result<FieldValue, FieldProblem> {
    let label = &field.label;
    let problem = |code: &str, message: String| FieldProblem::new(path(field), code, message);
    let wrong_type = |what: &str| problem("type", format!("“{label}”应是{what}"));
    match &field.kind {
        FieldKind::Text { max_length } => {
            let text = value.as_str().ok_or_else(|| wrong_type("文字"))?.trim();
            if text.chars().count() > *max_length as usize {
                return Err(problem("length", format!("“{label}”最多{max_length}个字")));
            }
            Ok(FieldValue::Text(text.to_owned()))
        }
        FieldKind::Money { currencies } => check_money(value, currencies, label, problem),
        FieldKind::Number { min, max, unit } => {
            let number = value.as_i64().ok_or_else(|| wrong_type("整数"))?;
            if number < *min || number > *max {
                let message = format!("“{label}”应在{min}到{max}{unit}之间");
                return Err(problem("range", message));
            }
            Ok(FieldValue::Number(number))
        }
        FieldKind::Bool => value.as_bool().map(FieldValue::Bool).ok_or_else(|| wrong_type("是或否")),
        FieldKind::Date => {
            let text = value.as_str().ok_or_else(|| wrong_type("日期"))?;
            let date = NaiveDate::parse_from_str(text, "%Y-%m-%d");
            let date = date.ok().filter(|d| d.to_string() == text);
            let message = || format!("“{label}”不是有效日期，应为 年-月-日，如 2026-11-23");
            date.map(FieldValue::Date).ok_or_else(|| problem("date", message()))
        }
        FieldKind::Choice { options } => {
            let text = value.as_str().ok_or_else(|| wrong_type("所列选项之一"))?;
            if options.iter().any(|o| o.value == text) {
                return Ok(FieldValue::Text(text.to_owned()));
            }
            let known: Vec<_> = options.iter().map(|o| o.label.as_str()).collect();
            Err(problem("choice", format!("“{label}”只能是：{}", known.join("、"))))
        }
    }
}

fn check_money(
    value: &Value,
    currencies: &[String],
    label: &str,
    problem: impl Fn(&str, String) -> FieldProblem,
) -> Result<FieldValue, FieldProblem> {
    let text = |key| value.get(key).and_then(Value::as_str);
    let (Some(amount), Some(currency)) = (text("amount"), text("currency")) else {
        return Err(problem("type", format!("“{label}”应有金额和币种")));
    };
    if value.as_object().is_some_and(|object| object.len() > 2) {
        return Err(problem("type", format!("“{label}”只应有金额和币种")));
    }
    let money = Money::parse(amount, currency).map_err(|_| {
        problem("amount", format!("“{label}”应是不超过一千万亿的数，最多两位小数，不带逗号和单位"))
    })?;
    if !currencies.iter().any(|c| c == currency) {
        let message = format!("“{label}”的币种只能是：{}", currencies.join("、"));
        return Err(problem("currency", message));
    }
    Ok(FieldValue::Money(money))
}
