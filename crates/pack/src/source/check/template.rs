//! The templates of licences: whether each is sound, and of a licence that there is.

use crate::source::Sources;
use crate::source::problem::PackProblem;
use crate::source::spot::{Checked, Spot};
use clerk_domain::item::Item;
use clerk_domain::template::{Shown, Template, TemplateFault};
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
        let items = sources.departments.iter().flat_map(|(_, file)| &file.item);
        let items: Vec<_> = items.filter(|item| item.licence.code == template.licence).collect();
        let unknown = || PackProblem::LicenceUnknown(template.licence.clone());
        spot.require("licence", !items.is_empty(), unknown)?;
        alone(file, template)?;
        form(&spot, template, &items)?;
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
