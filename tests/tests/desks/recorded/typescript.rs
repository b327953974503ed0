//! Writes what was recorded as TypeScript, so that the compiler holds it to the types of the calls.

use super::recorder::{self, Exchange};
use serde_json::Value;
use std::collections::BTreeMap;

const WIDTH: usize = 116;

const HEAD: &str = "\
// Written by `UPDATE_TYPES=1 cargo test -p clerk-tests --test desks recorded`. Do not edit.
//
// What the real desk answered to what its pages ask.

import { item, recorded, refused } from './exchange';
";

/// The paper that stands for all.
const PAPER: &str = "PAPER";

/// The items that the replies name again and again; each is written once.
type Items = BTreeMap<String, Value>;

/// The whole file.
pub fn text(kept: &[Exchange]) -> String {
    let items = items(kept);
    let mut text =
        format!("{HEAD}\nconst {PAPER} = '{}';\n\nexport const items = {{\n", recorder::paper());
    for (code, item) in &items {
        text += &format!("  '{code}': item({}),\n", written(item, 1, &Items::new()));
    }
    text += "};\n";
    let mut groups: Vec<&str> = kept.iter().map(|one| one.group).collect();
    groups.dedup();
    for group in groups {
        text += &format!("\nexport const {group} = {{\n");
        for one in kept.iter().filter(|one| one.group == group) {
            text += &format!("  {}: {},\n", one.name, exchange(one, &items));
        }
        text += "};\n";
    }
    text
}

fn items(kept: &[Exchange]) -> Items {
    let replies = kept.iter().filter(|one| one.command == "item");
    let found = replies.filter_map(|one| one.answer.as_ref().ok()?.get("item"));
    found.map(|item| (item["code"].as_str().unwrap().to_owned(), item.clone())).collect()
}

fn exchange(one: &Exchange, items: &Items) -> String {
    let args = written(&one.args, 1, items);
    let (kind, answer) = match &one.answer {
        Ok(reply) => ("recorded", reply),
        Err(refusal) => ("refused", refusal),
    };
    let answer = written(answer, 1, items);
    let mut text = format!("{kind}('{}', {args}, {answer}", one.command);
    if !one.then.is_empty() {
        let same = one.answer.as_ref().ok();
        let then = one.then.iter().map(|(read, reply)| match reply {
            reply if Some(reply) == same => format!("{read}: reply"),
            reply => format!("{read}: {}", written(reply, 1, items)),
        });
        let then = then.collect::<Vec<_>>().join(", ");
        let takes =
            if one.then.iter().any(|(_, reply)| Some(reply) == same) { "reply" } else { "" };
        text += &format!(", ({takes}) => ({{ {then} }})");
    }
    text + ")"
}

/// A value as JSON; what fits a line stands in one.
fn written(value: &Value, depth: usize, items: &Items) -> String {
    if let Some((code, _)) = items.iter().find(|(_, item)| *item == value) {
        return format!("items['{code}']");
    }
    let (open, parts, close): (_, Vec<String>, _) = match value {
        Value::Array(list) => {
            ('[', list.iter().map(|one| written(one, depth + 1, items)).collect(), ']')
        }
        Value::Object(map) => {
            let pair = |(key, one): (&String, &Value)| {
                format!("{}: {}", Value::from(key.as_str()), written(one, depth + 1, items))
            };
            ('{', map.iter().map(pair).collect(), '}')
        }
        plain if *plain == recorder::paper() => return PAPER.to_owned(),
        // What cannot be seen is to be seen here.
        plain => return plain.to_string().replace('\u{200b}', "\\u200b"),
    };
    let flat = format!("{open}{}{close}", parts.join(", "));
    if flat.chars().count() + 2 * depth <= WIDTH && !flat.contains('\n') {
        return flat;
    }
    let inner = "  ".repeat(depth + 1);
    let lines: String = parts.iter().map(|part| format!("{inner}{part},\n")).collect();
    format!("{open}\n{lines}{}{close}", "  ".repeat(depth))
}
