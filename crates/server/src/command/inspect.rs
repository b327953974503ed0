//! `clerk-server inspect`

use super::{Failure, print, print_json};
use clerk_domain::ids::CaseNumber;
use clerk_server::SqliteRepository;
use clerk_server::inspect::{FoundCase, FoundEntry, HeldJournal, Inspection, TwiceCase, inspect};
use std::path::Path;

/// What the command is told.
#[derive(clap::Args)]
#[group(skip)]
pub struct Arguments {
    /// Prints one JSON value.
    #[arg(long)]
    json: bool,
    /// Also the case of this number.
    #[arg(long, value_name = "NUMBER")]
    case: Option<String>,
}

/// Prints what the centre holds.
pub async fn run(data: &Path, arguments: Arguments) -> Result<(), Failure> {
    super::needs_centre(data)?;
    let repository = SqliteRepository::open_to_read(data).await?;
    let number = arguments.case.map(CaseNumber);
    let inspection = inspect(&repository, number.as_ref()).await?;
    repository.close().await;
    if arguments.json { print_json(&inspection) } else { print(&table(&inspection)) }
}

fn table(inspection: &Inspection) -> String {
    let Inspection {
        pack_version,
        cases,
        licences,
        entries,
        exceptions,
        windows,
        applied_for_twice,
        found,
    } = inspection;
    let mut lines = vec![
        format!("rule pack {pack_version}"),
        format!("{cases} cases, {licences} licences, {entries} entries, {exceptions} exceptions"),
        String::new(),
        format!("{:<14} {:<12} {:>8}  head", "window", "department", "entries"),
    ];
    for HeldJournal { window, department, entries, head } in windows {
        let (window, department) = (window.as_str(), department.as_str());
        lines.push(format!("{window:<14} {department:<12} {entries:>8}  {}", head.short()));
    }
    if !applied_for_twice.is_empty() {
        lines.push("\napplied for twice, and open:".to_owned());
        lines.extend(applied_for_twice.iter().map(|TwiceCase { number, item, state, .. }| {
            format!("  {number:<34} {item:<14} {state}")
        }));
    }
    lines.extend(found.iter().flatten().flat_map(case_lines));
    lines.join("\n")
}

fn case_lines(case: &FoundCase) -> Vec<String> {
    let licence = case.licence.as_deref().unwrap_or("-");
    let FoundCase { number, item, state, .. } = case;
    let mut lines =
        vec![String::new(), format!("case {number} ({item}): {state}, licence {licence}")];
    for FoundEntry { author, seq, hash, act, .. } in &case.entries {
        lines.push(format!("  {:<14} {seq:>6}  {}  {act:?}", author.as_str(), hash.short()));
    }
    lines
}
