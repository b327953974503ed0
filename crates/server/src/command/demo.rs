//! `clerk-server demo`

use super::{Environment, Failure, print, print_json};
use clerk_domain::person::{Person, Role};
use clerk_server::demo::{DemoCentre, DemoWindow, PASSWORD, load_with_password};

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
pub async fn run(environment: Environment, arguments: Arguments) -> Result<(), Failure> {
    let server = environment.open().await?;
    let password = arguments.password.as_deref().unwrap_or(PASSWORD);
    let demo = load_with_password(&server, password).await?;
    server.repository().close().await;
    if arguments.json { print_json(&demo) } else { print(&table(&demo)) }
}

fn table(demo: &DemoCentre) -> String {
    let mut lines = vec![format!("demo centre, rule pack {}", demo.pack_version), String::new()];
    let line = |window: &str, code: &str, department: &str, people: &str| {
        format!("{window:<14} {code:<12} {department:<12} {people}")
    };
    lines.push(line("window", "code", "department", "people"));
    for DemoWindow { window, code } in &demo.windows {
        let at_window = demo.people.iter().filter(|p| p.department == window.department);
        let people: Vec<String> = at_window.map(login_name).collect();
        let people = people.join(", ");
        lines.push(line(window.id.as_str(), code, window.department.as_str(), &people));
    }
    lines.push(String::new());
    lines.push(format!("password of people added now (a sample): {}", demo.password));
    lines.join("\n")
}

fn login_name(person: &Person) -> String {
    match person.role {
        Role::Chief => format!("{} (chief)", person.id),
        Role::Clerk | Role::Leader | Role::Supervisor | Role::Admin => person.id.to_string(),
    }
}
