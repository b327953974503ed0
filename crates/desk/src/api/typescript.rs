//! The TypeScript side of the calls, written from the same list.

use clerk_domain::act::Name;
use clerk_domain::case::CaseActKind;
use clerk_domain::decide::{GRANT_AGAINST, OFFLINE_SOFT_HOURS, WITHIN_LIMIT};
use clerk_domain::identity::IdentityDocument;
use clerk_domain::item::ApplicantKind::{self, Enterprise, Person, UniversityStudent};
use std::collections::BTreeMap;
use ts_rs::{Config, TS, TypeVisitor};

/// Gathers the types that the calls use.
pub(super) struct Types {
    config: Config,
    declarations: BTreeMap<String, String>,
    calls: Vec<String>,
}

impl Types {
    pub(super) fn call<Args: TS + 'static, Reply: TS + 'static>(&mut self, name: &str) {
        self.visit::<Args>();
        self.visit::<Reply>();
        let (args, reply) = (Args::name(&self.config), Reply::name(&self.config));
        self.calls.push(format!("  {name}: {{ args: {args}; reply: {reply} }};\n"));
    }
}

impl TypeVisitor for Types {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        let has_own_declaration = T::output_path().is_some();
        if !has_own_declaration {
            T::visit_dependencies(self);
            T::visit_generics(self);
            return;
        }
        let name = T::ident(&self.config);
        if self.declarations.contains_key(&name) {
            return;
        }
        self.declarations.insert(name, T::decl(&self.config));
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

/// The text of the UI's generated types.
pub fn typescript() -> String {
    let config = Config::new().with_large_int("number");
    let mut types = Types { config, declarations: BTreeMap::new(), calls: Vec::new() };
    types.visit::<super::ApiError>();
    super::collect(&mut types);
    let mut text = "// Written by `cargo test -p clerk-desk`. Do not edit.\n\n".to_owned();
    for declaration in types.declarations.values() {
        text.push_str("export ");
        text.push_str(declaration);
        text.push('\n');
    }
    text.push_str("\nexport interface Calls {\n");
    text.extend(types.calls);
    text.push_str("}\n");
    text.push_str(&words());
    text.push_str(&acts());
    text
}

/// The acts on a case as the desk calls them, so that a page has no list of its own.
fn acts() -> String {
    let name = |name: Name| {
        let mut english = name.en.chars();
        let first = english.next().into_iter().flat_map(char::to_uppercase);
        let english: String = first.chain(english).collect();
        format!("{{ 'zh-CN': '{}', en: '{}' }}", name.zh, english.replace('\'', "\\'"))
    };
    let line = |kind: &CaseActKind| {
        let key = serde_json::to_string(kind).unwrap_or_default();
        let (done, to_do) = (name(kind.name()), name(kind.to_do()));
        let told = kind.told().map_or_else(|| "null".to_owned(), name);
        format!(
            "  {}: {{\n    done: {done},\n    toDo: {to_do},\n    told: {told},\n  }},\n",
            key.trim_matches('"')
        )
    };
    let lines: String = CaseActKind::ALL.iter().map(line).collect();
    format!(
        "\n/** What each act on a case is called: done, on its button, and what is told before it. */\n\
         export interface ActWords {{\n  done: Record<'zh-CN' | 'en', string>;\n  \
         toDo: Record<'zh-CN' | 'en', string>;\n  told: Record<'zh-CN' | 'en', string> | null;\n}}\n\
         export const caseActs: Record<CaseActKind, ActWords> = {{\n{lines}}};\n"
    )
}

/// The documents by which an applicant is known, and the codes by which a face tells the reasons of a
/// decision apart.
fn words() -> String {
    let fitting = |kind: ApplicantKind| {
        let json = |value| serde_json::to_string(&value).unwrap_or_default();
        let documents = serde_json::to_string(&IdentityDocument::of(kind)).unwrap_or_default();
        format!("  {}: {},\n", json(kind).trim_matches('"'), documents.replace('"', "'"))
    };
    let kinds = [Person, Enterprise, UniversityStudent].map(fitting).concat();
    let against = GRANT_AGAINST.map(|code| format!("'{code}'")).join(", ");
    format!(
        "\n/** The documents by which an applicant can be known, the usual one first. */\n\
         export const documentsOf: Record<ApplicantKind, readonly IdentityDocument[]> = {{\n{kinds}}};\n\
         export const grantAgainst: readonly string[] = [{against}];\n\
         export const offlineSoftHours = '{OFFLINE_SOFT_HOURS}';\n\
         export const withinLimit = '{WITHIN_LIMIT}';\n"
    )
}

#[cfg(test)]
mod tests {
    /// The generated file is kept in the repository, so that the UI builds without Rust. With
    /// `UPDATE_TYPES=1` the test writes it.
    #[test]
    fn generated_types_are_current() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../ui/src/platform/calls.ts");
        let wanted = super::typescript();
        if std::env::var_os("UPDATE_TYPES").is_some() {
            std::fs::write(path, &wanted).unwrap();
        }
        let found = std::fs::read_to_string(path).unwrap_or_default();
        assert!(found == wanted, "run UPDATE_TYPES=1 cargo test -p clerk-desk generated_types");
    }
}
