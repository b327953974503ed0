//! What changed from one version of a rule pack to the next, in lines that can be printed.
//!
//! Both packs are compared as JSON, part by part. A part is known by its own code or number, so that
//! moving it about in a file is no change.

use clerk_domain::pack::RulePack;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The lines of change: `+` for what is new, `-` for what is gone, `~` for what is another than
/// before; empty where both are the same.
pub fn diff(old: &RulePack, new: &RulePack) -> Vec<String> {
    // A pack is made of texts, numbers and lists alone, so that JSON can always be made of it.
    let json = |pack: &RulePack| serde_json::to_value(pack).unwrap_or_default();
    let mut lines = Vec::new();
    compare("", &json(old), &json(new), &mut lines);
    if !lines.is_empty() && old.version >= new.version {
        lines.insert(0, format!("! 内容有变，版本没有增加：{} → {}", old.version, new.version));
    }
    lines
}

fn compare(place: &str, old: &Value, new: &Value, lines: &mut Vec<String>) {
    if old == new {
        return;
    }
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => compare_fields(place, old, new, lines),
        (Value::Array(old), Value::Array(new)) => compare_lists(place, old, new, lines),
        // A list that may be left out, such as the templates.
        (Value::Array(old), Value::Null) => compare_lists(place, old, &[], lines),
        (Value::Null, Value::Array(new)) => compare_lists(place, &[], new, lines),
        (_, _) => lines.push(changed(place, &plain(old), &plain(new))),
    }
}

fn compare_fields(
    place: &str,
    old: &Map<String, Value>,
    new: &Map<String, Value>,
    lines: &mut Vec<String>,
) {
    for key in old.keys().chain(new.keys().filter(|key| !old.contains_key(*key))) {
        let none = Value::Null;
        let (old, new) = (old.get(key).unwrap_or(&none), new.get(key).unwrap_or(&none));
        compare(&join(place, name(key)), old, new, lines);
    }
}

fn compare_lists(place: &str, old: &[Value], new: &[Value], lines: &mut Vec<String>) {
    match (parts(old), parts(new)) {
        (Some(old), Some(new)) => compare_parts(place, &old, &new, lines),
        (_, _) => lines.push(changed(place, &list(old), &list(new))),
    }
}

fn compare_parts(
    place: &str,
    old: &BTreeMap<String, &Value>,
    new: &BTreeMap<String, &Value>,
    lines: &mut Vec<String>,
) {
    for (key, was) in old {
        match new.get(key) {
            Some(is) => compare(&join(place, key), was, is, lines),
            None => lines.push(format!("- {}：{}", join(place, key), summary(was))),
        }
    }
    for (key, is) in new.iter().filter(|(key, _)| !old.contains_key(*key)) {
        lines.push(format!("+ {}：{}", join(place, key), summary(is)));
    }
}

/// The parts of a list by what they are known by; `None` where they are known by nothing. Of several
/// with one number each is known by its place among them too.
fn parts(list: &[Value]) -> Option<BTreeMap<String, &Value>> {
    let mut parts = BTreeMap::new();
    for value in list {
        let key = identity(value)?;
        let mut known = key.clone();
        let mut place = 1;
        while parts.contains_key(&known) {
            place += 1;
            known = format!("{key}（第{place}处）");
        }
        parts.insert(known, value);
    }
    Some(parts)
}

fn identity(value: &Value) -> Option<String> {
    let text = |key: &str| value.get(key).and_then(Value::as_str);
    if let (Some(currency), Some(date)) = (text("currency"), text("date")) {
        return Some(format!("{currency} {date}"));
    }
    let named = ["code", "id", "number", "key", "value", "licence"].into_iter().find_map(text);
    let year = || value.get("year").map(Value::to_string);
    named.map(str::to_owned).or_else(year)
}

/// A part that came or went: its name, or the beginning of it where it has none.
fn summary(value: &Value) -> String {
    const MOST: usize = 120;
    let text = || {
        let all = value.to_string();
        let cut = all.char_indices().nth(MOST).and_then(|(end, _)| all.get(..end));
        cut.map_or_else(|| all.clone(), |cut| format!("{cut}…"))
    };
    value.get("name").and_then(Value::as_str).map_or_else(text, str::to_owned)
}

fn changed(place: &str, old: &str, new: &str) -> String {
    format!("~ {place}：{old} → {new}")
}

fn list(values: &[Value]) -> String {
    let values: Vec<_> = values.iter().map(plain).collect();
    format!("[{}]", values.join("、"))
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => "（无）".to_owned(),
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}

fn join(place: &str, step: &str) -> String {
    if place.is_empty() { step.to_owned() } else { format!("{place} {step}") }
}

/// What people call the parts that stand at the top; the names of fields are those of the sources.
fn name(key: &str) -> &str {
    match key {
        "version" => "版本",
        "departments" => "部门",
        "items" => "事项",
        "grants" => "授权书",
        "clauses" => "条款",
        "calendar" => "日历",
        "rates" => "汇率",
        "templates" => "证照模板",
        "materials" => "材料",
        "fields" => "字段",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::diff;
    use crate::demo::demo_pack;
    use clerk_domain::grant::{Effect, ReferralTarget};

    #[test]
    fn nothing_changed_gives_no_line_wherever_things_stand() {
        let pack = demo_pack().unwrap();
        let mut moved = pack.clone();
        moved.items.reverse();
        moved.grants.reverse();
        moved.rates.reverse();
        assert_eq!(diff(&pack, &moved), Vec::<String>::new());
    }

    #[test]
    fn items_grants_and_clauses_that_came_went_or_changed() {
        let old = demo_pack().unwrap();
        let mut new = old.clone();
        new.version += 1;
        let at = new.items.iter().position(|item| item.code.as_str() == "shangwu-01").unwrap();
        new.items[at].promised_days = 4;
        let gone = new.items.remove(at + 2);
        let grant = new.grants.iter_mut().find(|g| g.number == "徐商授〔2026〕3号").unwrap();
        grant.valid_until = "2027-12-31".parse().unwrap();
        grant.windows = vec!["shangwu-03".into()];
        let second = grant.clauses.iter_mut().filter(|c| c.number == "第二条第1款").nth(1).unwrap();
        second.effect = Effect::Refer { to: ReferralTarget::JointReview };
        let mut added = grant.clauses[0].clone();
        added.number = "第九条".to_owned();
        added.conditions.clear();
        grant.clauses.push(added);
        let whole = new.grants.pop().unwrap();
        let lines = diff(&old, &new);
        let expected = [
            format!("~ 版本：{} → {}", old.version, new.version),
            format!("- 事项 {}：{}", gone.code, gone.name),
            "~ 事项 shangwu-01 promised_days：".to_owned(),
            "~ 授权书 徐商授〔2026〕3号 valid_until：2028-12-31 → 2027-12-31".to_owned(),
            "~ 授权书 徐商授〔2026〕3号 windows：[] → [shangwu-03]".to_owned(),
            "~ 授权书 徐商授〔2026〕3号 条款 第二条第1款（第2处） effect to：leader → joint_review"
                .to_owned(),
            "+ 授权书 徐商授〔2026〕3号 条款 第九条：{".to_owned(),
            format!("- 授权书 {}：", whole.number),
        ];
        for line in &expected {
            let found = lines.iter().filter(|l| l.starts_with(line.as_str())).count();
            assert_eq!(found, 1, "{line}\n{}", lines.join("\n"));
        }
        assert_eq!(lines.len(), expected.len(), "{}", lines.join("\n"));
        new.version = old.version;
        assert!(diff(&old, &new)[0].starts_with("! 内容有变"));
    }
}
