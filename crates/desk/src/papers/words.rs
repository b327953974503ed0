//! Facts in the words of a paper.

use chrono::{DateTime, FixedOffset, NaiveDate};
use clerk_documents::Particular;
use clerk_domain::case::{Applicant, Case, CaseState};
use clerk_domain::clock::china;
use clerk_domain::form::{self, FieldValue};
use clerk_domain::grant::ReferralTarget;
use clerk_domain::identity::mask;
use clerk_domain::item::{Action, Field, FieldKind, Item};

pub(super) const NOT_GIVEN: &str = "——";

/// Labels with their values.
pub(super) fn particulars<const N: usize>(rows: [(&str, String); N]) -> Vec<Particular> {
    rows.map(|(label, value)| Particular { label: label.to_owned(), value }).to_vec()
}

/// A credit code is public; every other number is masked.
pub(super) fn number_on_paper(applicant: &Applicant) -> String {
    let Applicant { document, number, .. } = applicant;
    if document.is_public() { number.clone() } else { mask(number) }
}

pub(super) fn limit(days: u32) -> String {
    if days == 0 { "当场办结".to_owned() } else { format!("{days} 个工作日") }
}

/// The value of a form field as people read it; `None` where it is not filled in.
pub(super) fn field_text(case: &Case, item: &Item, key: &str) -> Option<String> {
    let field = item.fields.iter().find(|field| field.key == key)?;
    // A received case's form was checked; a field that a newer pack rejects is left out.
    let value = form::check(item, &case.form).ok()?.remove(key)?;
    Some(value_text(field, &value))
}

/// All filled-in fields, as label and value in the form's order.
pub(super) fn filled_in(case: &Case, item: &Item) -> Vec<(String, String)> {
    let Ok(form) = form::check(item, &case.form) else { return Vec::new() };
    let filled = |field: &Field| {
        let value = form.get(&field.key)?;
        Some((field.label.clone(), value_text(field, value)))
    };
    item.fields.iter().filter_map(filled).collect()
}

fn value_text(field: &Field, value: &FieldValue) -> String {
    match (value, &field.kind) {
        (FieldValue::Text(text), FieldKind::Choice { options }) => {
            let option = options.iter().find(|option| &option.value == text);
            option.map_or_else(|| text.clone(), |option| option.label.clone())
        }
        (FieldValue::Number(number), FieldKind::Number { unit, .. }) => format!("{number} {unit}"),
        (FieldValue::Text(text), _) => text.clone(),
        (FieldValue::Number(number), _) => number.to_string(),
        (FieldValue::Money(money), _) => money.readable(),
        (FieldValue::Bool(true), _) => "是".to_owned(),
        (FieldValue::Bool(false), _) => "否".to_owned(),
        (FieldValue::Date(date), _) => chinese_date(*date),
    }
}

pub(super) fn chinese_date(date: NaiveDate) -> String {
    date.format("%Y年%-m月%-d日").to_string()
}

pub(super) fn validity(from: NaiveDate, until: NaiveDate) -> String {
    format!("{}至{}", chinese_date(from), chinese_date(until))
}

/// `2026年11月23日 9:41`
pub(super) fn instant(at: DateTime<FixedOffset>) -> String {
    at.with_timezone(&china()).format("%Y年%-m月%-d日 %-H:%M").to_string()
}

/// A digest in groups that can be compared, two lines of two.
pub(super) fn digest(hexadecimal: &str) -> String {
    let digits: Vec<char> = hexadecimal.chars().collect();
    let line = |line: &[char]| {
        let groups = line.chunks(16).map(|group| group.iter().collect::<String>());
        groups.collect::<Vec<_>>().join(" ")
    };
    digits.chunks(32).map(line).collect::<Vec<_>>().join("\n")
}

pub(super) fn state(state: CaseState) -> &'static str {
    match state {
        CaseState::Received => "已收件",
        CaseState::CorrectionDue => "待补正",
        CaseState::Accepted => "已受理",
        CaseState::Referred => "已转办",
        CaseState::Issued => "已签发",
        CaseState::Delivered => "已送达",
        CaseState::NotAccepted => "不予受理",
        CaseState::Refused => "不予许可",
        CaseState::Withdrawn => "已撤回",
    }
}

pub(super) fn referral_target(to: ReferralTarget) -> &'static str {
    match to {
        ReferralTarget::Chief => "窗口首席代表",
        ReferralTarget::Leader => "分管领导",
        ReferralTarget::Countersign => "会签部门",
        ReferralTarget::ExpertReview => "专家评审",
        ReferralTarget::JointReview => "联审会办",
    }
}

pub(super) fn action(action: Action) -> &'static str {
    match action {
        Action::Establish => "设立",
        Action::Change => "变更",
        Action::Renew => "延续",
        Action::Duplicate => "补领",
        Action::Cancel => "注销",
    }
}
