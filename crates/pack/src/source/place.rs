//! Where a field stands in a TOML text, and which field stands somewhere.
//!
//! A path names a field by its keys and, in arrays, its index: `item.3.fields.0.key`.

use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Line and column of a byte offset, both from 1; the column counts characters.
pub fn line_column(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = before.matches('\n').count() + 1;
    (line, before.get(line_start..).unwrap_or_default().chars().count() + 1)
}

/// The byte offset of a field's value; where the text leaves the field out, of what holds it.
pub fn offset_of(text: &str, path: &str) -> usize {
    let places = places(text);
    let mut path = path;
    loop {
        if let Some((_, span)) = places.iter().find(|(known, _)| known == path) {
            return span.start;
        }
        match path.rsplit_once('.') {
            Some((holder, _)) => path = holder,
            None => return 0,
        }
    }
}

/// The path of the innermost field whose key or value stands exactly there (an array of tables
/// stands where its first table does); `None` where the text is no TOML or nothing stands there.
pub fn path_at(text: &str, span: &Range<usize>) -> Option<String> {
    let there = places(text).into_iter().filter(|(_, known)| known == span);
    there.map(|(path, _)| path).max_by_key(|path| path.split('.').count())
}

/// The path of every field.
pub fn paths(text: &str) -> Vec<String> {
    places(text).into_iter().map(|(path, _)| path).collect()
}

/// Every field with the span of its value, then of its key.
fn places(text: &str) -> Vec<(String, Range<usize>)> {
    let mut places = Vec::new();
    if let Ok(root) = DeTable::parse(text) {
        places.push((String::new(), root.span()));
        collect_table(root.get_ref(), "", &mut places);
    }
    places
}

fn collect_table(table: &DeTable, path: &str, places: &mut Vec<(String, Range<usize>)>) {
    for (key, value) in table {
        let path = join(path, key.get_ref());
        collect(value, &path, places);
        places.push((path, key.span()));
    }
}

fn collect(value: &Spanned<DeValue>, path: &str, places: &mut Vec<(String, Range<usize>)>) {
    places.push((path.to_owned(), value.span()));
    match value.get_ref() {
        DeValue::Table(table) => collect_table(table, path, places),
        DeValue::Array(array) => {
            for (index, value) in array.iter().enumerate() {
                collect(value, &join(path, &index.to_string()), places);
            }
        }
        DeValue::String(_)
        | DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Boolean(_)
        | DeValue::Datetime(_) => {}
    }
}

/// A path one step longer.
pub fn join(path: &str, step: &str) -> String {
    if path.is_empty() { step.to_owned() } else { format!("{path}.{step}") }
}
