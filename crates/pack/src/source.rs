//! A rule pack as people write it: TOML files, read and checked that the parts fit together.
//!
//! The files are `centre.toml`, `calendar.toml`, `rates.toml` and one `departments/<id>.toml` a
//! department, with `[department]`, `[[item]]`, `[[grant]]` and `[[grant.clauses]]`; inside, the
//! names are those of [`clerk_domain::item`] and [`clerk_domain::grant`]. How licences look stands in
//! `templates/<licence type>.toml`, as in [`clerk_domain::template`].
//!
//! Left out: whether the law says what an item claims, and the signature of a published pack.

mod check;
mod place;
mod problem;
mod spot;
#[cfg(test)]
mod tests;

use check::template::is_template;
pub use problem::{PackProblem, PackSourceError};

use chrono::NaiveDate;
use clerk_domain::calendar::{Calendar, CalendarYear};
use clerk_domain::grant::Grant;
use clerk_domain::item::{Department, Item};
use clerk_domain::pack::{Rate, RulePack};
use clerk_domain::template::Template;
use problem::Fault;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

const CENTRE: &str = "centre.toml";
const CALENDAR: &str = "calendar.toml";
const RATES: &str = "rates.toml";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CentreFile {
    version: u32,
    centre: String,
    division: String,
    sample: bool,
    #[serde(default)]
    valid_from: Option<NaiveDate>,
    #[serde(default)]
    valid_until: Option<NaiveDate>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CalendarFile {
    years: Vec<CalendarYear>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RatesFile {
    #[serde(default)]
    rate_max_age_days: Option<u32>,
    rates: Vec<Rate>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct DepartmentFile {
    department: Department,
    #[serde(default)]
    item: Vec<Item>,
    #[serde(default)]
    grant: Vec<Grant>,
}

/// Everything that was read, each department and template under the name of its file.
struct Sources<'a> {
    centre: CentreFile,
    calendar: CalendarFile,
    rates: RatesFile,
    departments: Vec<(&'a str, DepartmentFile)>,
    templates: Vec<(&'a str, Template)>,
}

/// Reads a rule pack from files, given as name and text. Departments, items and grants stand in
/// the pack in the order of the files.
///
/// # Errors
/// The first thing that is wrong, with file, line, column and field.
pub fn read(files: &[(&str, &str)]) -> Result<RulePack, PackSourceError> {
    let mut departments = Vec::new();
    let mut templates = Vec::new();
    for (name, text) in files {
        if is_department(name) {
            departments.push((*name, parse(name, text)?));
        } else if is_template(name) {
            templates.push((*name, parse(name, text)?));
        } else if ![CENTRE, CALENDAR, RATES].contains(name) {
            return Err(PackSourceError::of_file(name, PackProblem::FileUnknown));
        }
    }
    let sources = Sources {
        centre: parse_one(files, CENTRE)?,
        calendar: parse_one(files, CALENDAR)?,
        rates: parse_one(files, RATES)?,
        departments,
        templates,
    };
    check::check(&sources).map_err(|fault| locate(fault, files))?;
    Ok(pack(sources))
}

/// Reads one template and checks it: with the items that end in its licence, where a pack is given.
///
/// # Errors
/// The first thing that is wrong, with file, line, column and field.
pub fn read_template(
    name: &str,
    text: &str,
    pack: Option<&RulePack>,
) -> Result<Template, PackSourceError> {
    let template = parse(name, text)?;
    let checked = check::template::alone(name, &template).and_then(|()| {
        pack.map_or(Ok(()), |pack| check::template::in_pack(name, &template, &pack.items))
    });
    checked.map_err(|fault| locate(fault, &[(name, text)]))?;
    Ok(template)
}

/// That a value finds no room in a template, placed in its file. `field` is as the one who drew it names
/// it: what a field shows, `text[0]`, `copy_mark`, or the label of a row of the table.
pub fn no_room(
    name: &str,
    text: &str,
    template: &Template,
    field: &str,
    length: usize,
) -> PackSourceError {
    let path = check::template::path_of(template, field);
    let problem = PackProblem::NoRoom { shown: field.to_owned(), length };
    locate(Fault { file: name.to_owned(), path, problem }, &[(name, text)])
}

fn is_department(file: &str) -> bool {
    file.strip_prefix("departments/").is_some_and(|name| name.ends_with(".toml"))
}

fn parse_one<T: DeserializeOwned + Serialize>(
    files: &[(&str, &str)],
    name: &str,
) -> Result<T, PackSourceError> {
    let mut texts = files.iter().filter(|(file, _)| *file == name).map(|(_, text)| text);
    match (texts.next(), texts.next()) {
        (Some(text), None) => parse(name, text),
        (Some(_), Some(_)) => {
            Err(PackSourceError::of_file(name, PackProblem::Twice(name.to_owned())))
        }
        (None, _) => Err(PackSourceError::of_file(name, PackProblem::FileMissing)),
    }
}

fn parse<T: DeserializeOwned + Serialize>(file: &str, text: &str) -> Result<T, PackSourceError> {
    let failed = |path: &str, offset, problem| {
        PackSourceError::new(file, path, place::line_column(text, offset), problem)
    };
    let value: T = toml::from_str(text).map_err(|error| {
        let span = error.span().unwrap_or_default();
        let (path, problem) = match place::path_at(text, &span) {
            Some(path) => problem::of_serde(path, error.message()),
            None => (String::new(), PackProblem::Syntax(error.message().to_owned())),
        };
        failed(&path, span.start, problem)
    })?;
    match passed_over(text, &value) {
        Some(path) => Err(failed(&path, place::offset_of(text, &path), PackProblem::FieldUnknown)),
        None => Ok(value),
    }
}

/// A field of the text that is not in what was read: its name is mistyped. Not every type refuses
/// such fields by itself.
fn passed_over<T: Serialize>(text: &str, value: &T) -> Option<String> {
    let value = serde_json::to_value(value).ok()?;
    let is_read = |path: &str| value.pointer(&format!("/{}", path.replace('.', "/"))).is_some();
    place::paths(text).into_iter().find(|path| !path.is_empty() && !is_read(path))
}

fn locate(fault: Fault, files: &[(&str, &str)]) -> PackSourceError {
    let text = files.iter().find(|(name, _)| *name == fault.file).map_or("", |(_, text)| text);
    let start = place::offset_of(text, &fault.path);
    PackSourceError::new(&fault.file, &fault.path, place::line_column(text, start), fault.problem)
}

fn pack(sources: Sources) -> RulePack {
    let CentreFile { version, centre, division, sample, valid_from, valid_until } = sources.centre;
    let mut pack = RulePack {
        version,
        centre,
        division,
        sample,
        valid_from,
        valid_until,
        departments: Vec::new(),
        items: Vec::new(),
        grants: Vec::new(),
        calendar: Calendar { years: sources.calendar.years },
        rates: sources.rates.rates,
        rate_max_age_days: sources.rates.rate_max_age_days,
        templates: Vec::new(),
    };
    pack.templates.extend(sources.templates.into_iter().map(|(_, template)| template));
    for (_, file) in sources.departments {
        pack.departments.push(file.department);
        pack.items.extend(file.item);
        pack.grants.extend(file.grant);
    }
    pack
}
