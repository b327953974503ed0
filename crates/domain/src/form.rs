//! Checks a filled-in form against the item's fields.

use crate::item::{Field, FieldKind, Item};
use crate::money::Money;
use crate::text::{self, Limited, NAME_MOST, TextError};
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
    /// `choice`, `date`, or a code of [`crate::identity::IdentityError`] or of [`TextError`].
    pub code: String,
    /// What the sentence of the code names: the place and the code of a character; may be empty.
    #[serde(default)]
    pub detail: String,
    /// What is wrong and what to do, in Chinese.
    pub message: String,
}

impl FieldProblem {
    /// A problem at `field`.
    pub fn new(field: impl Into<String>, code: &str, message: impl Into<String>) -> Self {
        let detail = String::new();
        Self { field: field.into(), code: code.to_owned(), detail, message: message.into() }
    }

    /// A text at `field` that is not fit to be kept. `label` is the field's own name.
    pub fn text(field: impl Into<String>, label: &str, error: &TextError) -> Self {
        let problem = Self::new(field, error.code(), format!("“{label}”{error}"));
        Self { detail: error.detail(), ..problem }
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

/// Whether a value counts as not filled in.
pub fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => false,
    }
}

/// The form as it is kept: without the fields that were left empty, and each text as
/// [`text::free`] keeps it. What is not fit to be kept stays, for [`check`] to name it.
pub fn kept(values: &FormValues) -> FormValues {
    let kept = |value: &Value| match value {
        Value::String(text) => text::free(text, text.len()).map_or(value.clone(), Value::String),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            value.clone()
        }
    };
    let filled = values.iter().filter(|(_, value)| !is_empty(value));
    filled.map(|(key, value)| (key.clone(), kept(value))).collect()
}

/// The texts of a form, with the most characters of each: what the item says of a text and of a choice, of
/// anything else those of a name.
pub(crate) fn texts<'a>(item: &'a Item, values: &'a FormValues) -> Vec<Limited<'a>> {
    values.iter().flat_map(|(key, value)| texts_at(item, key, value)).collect()
}

/// Those of the value in a field.
pub(crate) fn texts_at<'a>(item: &'a Item, key: &'a str, value: &'a Value) -> Vec<Limited<'a>> {
    let field = item.fields.iter().find(|field| field.key == key);
    let most = match field.map(|field| &field.kind) {
        Some(FieldKind::Text { max_length }) => *max_length as usize,
        Some(FieldKind::Choice { options }) => {
            options.iter().map(|option| option.value.chars().count()).max().unwrap_or_default()
        }
        Some(
            FieldKind::Money { .. } | FieldKind::Number { .. } | FieldKind::Bool | FieldKind::Date,
        )
        | None => NAME_MOST,
    };
    let mut texts = vec![(key, NAME_MOST)];
    add_texts(value, most, &mut texts);
    texts
}

/// Every text in a value, however deep.
pub(crate) fn add_texts<'a>(value: &'a Value, most: usize, texts: &mut Vec<Limited<'a>>) {
    match value {
        Value::String(text) => texts.push((text, most)),
        Value::Array(values) => values.iter().for_each(|value| add_texts(value, most, texts)),
        Value::Object(fields) => {
            for (name, value) in fields {
                texts.push((name, most));
                add_texts(value, most, texts);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The amount in a field; `None` where the field holds none.
pub fn money(values: &FormValues, key: &str) -> Option<Money> {
    let value = values.get(key)?;
    let text = |key| value.get(key).and_then(Value::as_str);
    Money::parse(text("amount")?, text("currency")?).ok()
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
            let text = value.as_str().ok_or_else(|| wrong_type("文字"))?;
            text::free(text, *max_length as usize)
                .map(FieldValue::Text)
                .map_err(|error| FieldProblem::text(path(field), label, &error))
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
        FieldKind::Bool => {
            value.as_bool().map(FieldValue::Bool).ok_or_else(|| wrong_type("是或否"))
        }
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

#[cfg(test)]
mod tests {
    use super::{FieldValue, FormValues, check};
    use crate::item::{Choice, Field, FieldKind};
    use crate::sample::{date, field, item, money, money_field};
    use proptest::prelude::*;
    use serde_json::{Value, json};

    fn fields() -> Vec<Field> {
        let options = [("city", "市"), ("state", "国家")]
            .map(|(value, label)| Choice { value: value.to_owned(), label: label.to_owned() });
        vec![
            field("text", "地址", FieldKind::Text { max_length: 4 }, false),
            Field { required: false, ..money_field("money", "投资总额", &["USD", "CNY"]) },
            field(
                "number",
                "面积",
                FieldKind::Number { min: -2, max: 500, unit: "平方米".to_owned() },
                false,
            ),
            field("bool", "重点项目", FieldKind::Bool, false),
            field("date", "开工日期", FieldKind::Date, false),
            field("choice", "权限", FieldKind::Choice { options: options.into() }, false),
        ]
    }

    fn form(key: &str, value: Value) -> FormValues {
        [(key.to_owned(), value)].into()
    }

    #[test]
    fn reads_good_values() {
        let amount = |amount: &str| json!({"amount": amount, "currency": "CNY"});
        let rows = [
            ("text", json!(" 四个汉字 "), FieldValue::Text("四个汉字".to_owned())),
            ("text", json!("e\u{301}\u{3000}x"), FieldValue::Text("é x".to_owned())),
            ("money", amount("0"), FieldValue::Money(money("0", "CNY"))),
            ("money", amount("1.5"), FieldValue::Money(money("1.50", "CNY"))),
            ("number", json!(-2), FieldValue::Number(-2)),
            ("number", json!(500), FieldValue::Number(500)),
            ("bool", json!(false), FieldValue::Bool(false)),
            ("date", json!("2028-02-29"), FieldValue::Date(date("2028-02-29"))),
            ("choice", json!("city"), FieldValue::Text("city".to_owned())),
        ];
        let item = item("fagai-01", "示例", fields());
        for (key, value, expected) in rows {
            let checked = check(&item, &form(key, value.clone())).unwrap();
            assert_eq!(checked.into_iter().collect::<Vec<_>>(), [(key.to_owned(), expected)]);
        }
    }

    #[test]
    fn names_the_field_and_what_is_wrong() {
        let rows = [
            ("text", json!("五个汉字吗"), "length"),
            ("text", json!("地\u{202e}址"), "text_direction"),
            ("text", json!("地\u{200b}址"), "text_invisible"),
            ("text", json!("地\u{1b}址"), "text_control"),
            ("text", json!(5), "type"),
            ("money", json!("5"), "type"),
            ("money", json!(5), "type"),
            ("money", json!({"amount": 5, "currency": "CNY"}), "type"),
            ("money", json!({"amount": "5"}), "type"),
            ("money", json!({"amount": "5", "currency": "CNY", "unit": "万"}), "type"),
            ("money", json!({"amount": "5,000", "currency": "CNY"}), "amount"),
            ("money", json!({"amount": "-5", "currency": "CNY"}), "amount"),
            ("money", json!({"amount": "5.001", "currency": "CNY"}), "amount"),
            ("money", json!({"amount": "1000000000000001", "currency": "CNY"}), "amount"),
            ("money", json!({"amount": "5", "currency": "EUR"}), "currency"),
            ("number", json!(-3), "range"),
            ("number", json!(501), "range"),
            ("number", json!(1.5), "type"),
            ("number", json!("5"), "type"),
            ("number", json!(u64::MAX), "type"),
            ("bool", json!("true"), "type"),
            ("bool", json!(1), "type"),
            ("date", json!("2026-02-29"), "date"),
            ("date", json!("2026-2-9"), "date"),
            ("date", json!("20260209"), "date"),
            ("date", json!(20_260_209), "type"),
            ("choice", json!("province"), "choice"),
            ("choice", json!("市"), "choice"),
            ("choice", json!(["city"]), "type"),
            ("other", json!("x"), "unknown"),
            ("other", json!(null), "unknown"),
        ];
        let item = item("fagai-01", "示例", fields());
        for (key, value, code) in rows {
            let problems = check(&item, &form(key, value.clone())).unwrap_err();
            let found: Vec<_> = problems.iter().map(|p| (p.field.as_str(), &*p.code)).collect();
            assert_eq!(found, [(format!("form.{key}").as_str(), code)], "{value}");
        }
    }

    #[test]
    fn what_is_kept_is_what_was_checked() {
        let typed = json!({"text": " 四\u{3000}字\r\n", "date": "", "bool": true, "number": 1,
            "choice": "市\u{200b}"});
        let kept = super::kept(&serde_json::from_value(typed).unwrap());
        let expected = json!({"text": "四 字", "bool": true, "number": 1, "choice": "市\u{200b}"});
        assert_eq!(serde_json::to_value(&kept).unwrap(), expected);
        assert_eq!(super::kept(&kept), kept);
    }

    #[test]
    fn what_is_required_must_be_filled_in_and_the_rest_may_stay_empty() {
        let empty = [json!(null), json!(""), json!(" \u{3000}")];
        let mut item = item("fagai-01", "示例", fields());
        for value in &empty {
            for field in &item.fields {
                let checked = check(&item, &form(&field.key, value.clone()));
                assert_eq!(checked.map(|form| form.len()), Ok(0), "{} {value}", field.key);
            }
        }
        for field in &mut item.fields {
            field.required = true;
        }
        let all: FormValues = item.fields.iter().map(|f| (f.key.clone(), json!(null))).collect();
        for form in [FormValues::new(), all] {
            let problems = check(&item, &form).unwrap_err();
            assert_eq!(problems.len(), item.fields.len());
            assert!(problems.iter().all(|p| p.code == "required" && p.message.contains("请填写")));
        }
    }

    proptest! {
        #[test]
        fn any_value_is_read_or_refused_at_its_field(key in "text|money|number|bool|date|choice",
            text in ".{0,12}", number in any::<i64>(), real in any::<f64>())
        {
            let item = item("fagai-01", "示例", fields());
            let money = json!({"amount": text, "currency": "CNY"});
            for value in [json!(text), json!(number), json!(real), money, json!([text])] {
                if let Err(problems) = check(&item, &form(&key, value)) {
                    prop_assert_eq!(&problems[0].field, &format!("form.{key}"));
                }
            }
        }
    }
}
