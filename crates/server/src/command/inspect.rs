//! `clerk-server inspect`

use super::{Failure, print_json};
use clerk_domain::ids::CaseNumber;
use clerk_server::SqliteRepository;
use clerk_server::inspect::{FoundCase, Inspection, inspect};
use clerk_server::repository::sqlite::FILE_NAME;
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
    if !data.join(FILE_NAME).is_file() {
        let folder = data.display();
        return Err(Failure::Input(format!("{folder} holds no {FILE_NAME}; check --data")));
    }
    let repository = SqliteRepository::open_to_read(data).await?;
    let number = arguments.case.map(CaseNumber);
    let inspection = inspect(&repository, number.as_ref()).await?;
    repository.close().await;
    if arguments.json {
        return print_json(&inspection);
    }
    print_table(&inspection);
    Ok(())
}

fn print_table(inspection: &Inspection) {
    let Inspection { pack_version, cases, licences, entries, exceptions, windows, found } =
        inspection;
    println!(
        "rule pack {pack_version}; {cases} cases, {licences} licences, {entries} entries, {exceptions} exceptions"
    );
    println!();
    println!("{:<14} {:<12} {:>8}  head", "window", "department", "entries");
    for held in windows {
        let head = held.head.short();
        println!("{:<14} {:<12} {:>8}  {head}", held.window.0, held.department.0, held.entries);
    }
    for case in found.iter().flatten() {
        print_case(case);
    }
}

fn print_case(case: &FoundCase) {
    println!();
    println!("case {} ({}): {}", case.number, case.item, case.state);
    if let Some(licence) = &case.licence {
        println!("licence {licence}");
    }
    for entry in &case.entries {
        let hash = entry.hash.short();
        println!("  {:<14} {:>6}  {hash}  {:?}", entry.window.0, entry.seq, entry.act);
    }
}
