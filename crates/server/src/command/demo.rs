//! `clerk-server demo`

use super::{Failure, World, print_json};
use clerk_domain::person::Role;
use clerk_server::demo::{DemoCentre, PASSWORD, load_with_password};

/// What the command is told.
#[derive(clap::Args)]
#[group(skip)]
pub struct Arguments {
    /// Prints one JSON value instead of a table.
    #[arg(long)]
    json: bool,
    /// The sample people's password; without it a well-known one.
    #[arg(env = "CLERK_DEMO_PASSWORD", hide_env_values = true, long, hide = true)]
    password: Option<String>,
}

/// Loads the demo centre and prints it.
pub async fn run(world: World, arguments: Arguments) -> Result<(), Failure> {
    let centre = world.open().await?;
    let password = arguments.password.as_deref().unwrap_or(PASSWORD);
    let demo = load_with_password(&centre, password).await?;
    centre.repository().close().await;
    if arguments.json {
        return print_json(&demo);
    }
    print_table(&demo);
    Ok(())
}

fn print_table(demo: &DemoCentre) {
    println!("demo centre, rule pack {}", demo.pack_version);
    println!();
    println!("{:<14} {:<12} {:<12} people", "window", "code", "department");
    for window in &demo.windows {
        let department = &window.window.department;
        let at_window = demo.people.iter().filter(|person| &person.department == department);
        let people: Vec<String> = at_window
            .map(|person| match person.role {
                Role::Chief => format!("{} (chief)", person.id),
                Role::Clerk | Role::Leader | Role::Supervisor | Role::Admin => {
                    person.id.to_string()
                }
            })
            .collect();
        let id = &window.window.id;
        println!("{:<14} {:<12} {:<12} {}", id.0, window.code, department.0, people.join(", "));
    }
    println!();
    println!("password of everyone added by this call (a sample): {}", demo.password);
}
