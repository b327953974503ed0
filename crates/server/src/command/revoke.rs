//! `clerk-server revoke NUMBER`

use super::{By, Environment, Failure, print};
use clerk_domain::text::{self, REASON_MOST};

/// What the command is told.
#[derive(clap::Args)]
#[group(skip)]
pub struct Arguments {
    /// The licence's number.
    number: String,
    /// Why; the public reads it.
    #[arg(long, value_name = "TEXT", value_parser = reason)]
    reason: String,
    /// The number of the licence that stands in its place.
    #[arg(long, value_name = "NUMBER")]
    replaced_by: Option<String>,
    #[command(flatten)]
    by: By,
}

fn reason(text: &str) -> Result<String, String> {
    let kept = text::free(text, REASON_MOST).map_err(|error| error.to_string())?;
    if kept.is_empty() {
        return Err(format!("a reason of 1 to {REASON_MOST} characters is needed"));
    }
    Ok(kept)
}

/// Revokes a licence for good.
pub async fn run(environment: Environment, arguments: Arguments) -> Result<(), Failure> {
    let Arguments { number, reason, replaced_by, by } = arguments;
    environment
        .act(&by, async |server, by| {
            server.revoke(by, &number, &reason, replaced_by.as_deref()).await
        })
        .await?;
    print(&format!("{number} revoked"))
}
