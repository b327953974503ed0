//! The templates of licences: whether each is sound, and of a licence that there is.

use crate::source::Sources;
use crate::source::problem::PackProblem;
use crate::source::spot::{Checked, Spot};
use clerk_domain::item::Item;
use clerk_domain::template::{FieldBox, Shown, Template, TemplateFault, TemplateProblem};
use std::collections::BTreeSet;

const FOLDER: &str = "templates/";
const ENDING: &str = ".toml";

/// Whether a file of a pack is a template.
pub fn is_template(file: &str) -> bool {
    file.starts_with(FOLDER) && file.ends_with(ENDING)
}

/// Checks all of a pack's, with the items whose licences they lay out.
pub fn check(sources: &Sources) -> Checked {
    let mut seen = BTreeSet::new();
    for (file, template) in &sources.templates {
        let spot = Spot::file(file);
        spot.unique("licence", &template.licence, &mut seen)?;
        let named = *file == format!("{FOLDER}{}{ENDING}", template.licence);
        let misnamed = || PackProblem::TemplateMisnamed(template.licence.clone());
        spot.require("licence", named, misnamed)?;
        alone(file, template)?;
        let items = sources.departments.iter().flat_map(|(_, file)| &file.item);
        in_pack(file, template, items)?;
    }
    Ok(())
}

/// Checks one by itself.
pub fn alone(file: &str, template: &Template) -> Checked {
    let placed = |TemplateFault { path, problem }: TemplateFault| {
        Spot::file(file).at(&path).fault(PackProblem::Template(problem))
    };
    clerk_domain::template::check(template).map_err(placed)
}

/// Checks one with the items of its pack: a licence that ends says when.
pub fn in_pack<'a>(
    file: &str,
    template: &Template,
    items: impl IntoIterator<Item = &'a Item>,
) -> Checked {
    let spot = Spot::file(file);
    let of_licence = |item: &&Item| item.licence.code == template.licence;
    let items: Vec<_> = items.into_iter().filter(of_licence).collect();
    let unknown = || PackProblem::LicenceUnknown(template.licence.clone());
    spot.require("licence", !items.is_empty(), unknown)?;
    let ends = items.iter().any(|item| item.licence.valid_months.is_some());
    let says = |field: &FieldBox| matches!(field.show, Shown::ValidUntil | Shown::Validity);
    let says = template.fields.iter().any(says);
    let unsaid = || TemplateProblem::NotShown(Shown::ValidUntil).into();
    spot.require("field", !ends || says, unsaid)?;
    form(&spot, template, &items)
}

/// Where in a template that stands which whoever draws it calls so.
pub fn path_of(template: &Template, field: &str) -> String {
    let shown = template.fields.iter().position(|it| it.show.to_string() == field);
    let text = field.strip_prefix("text[").and_then(|rest| rest.strip_suffix(']'));
    match (shown, text) {
        (Some(at), _) => format!("field.{at}.box"),
        (None, Some(at)) => format!("text.{at}.box"),
        (None, None) if field == "copy_mark" => "copy_mark.box".to_owned(),
        (None, None) => "table.box".to_owned(),
    }
}

/// What a template shows of a form, one of the items at least asks for: not every item that ends in a
/// licence asks for all that stands on it, such as that for one that was lost.
fn form(spot: &Spot, template: &Template, items: &[&Item]) -> Checked {
    let first = items.first().map(|item| item.code.to_string()).unwrap_or_default();
    for (at, field) in template.fields.iter().enumerate() {
        let Shown::Form(key) = &field.show else { continue };
        let known = items.iter().any(|item| item.fields.iter().any(|field| field.key == *key));
        let problem = || PackProblem::ConditionField { item: first.clone(), field: key.clone() };
        spot.at("field").nth(at).require("show", known, problem)?;
    }
    Ok(())
}
