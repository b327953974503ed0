//! `clerk-server decide-referral`: a leader's decision on a case that a window referred.

use super::{By, Environment, Failure, needs_centre, print};
use clerk_domain::case::acts::ReferralDecided;
use clerk_domain::ids::CaseNumber;

/// What the command is told. The password comes from `CLERK_PASSWORD` or standard input.
#[derive(clap::Args)]
#[group(skip)]
pub struct Arguments {
    #[command(flatten)]
    by: By,
    /// The case's number, such as shangwu-03-20261123-0007.
    #[arg(long, value_name = "NUMBER")]
    case: String,
    #[command(flatten)]
    answer: Answer,
    /// The opinion; of a refusal its reason, which the applicant reads. 1 to 500 characters.
    #[arg(long, value_name = "TEXT")]
    opinion: String,
}

#[derive(clap::Args)]
#[group(required = true, multiple = false)]
struct Answer {
    /// The window may issue.
    #[arg(long)]
    approve: bool,
    /// The application is refused (art. 38 of the Administrative Licensing Law).
    #[arg(long)]
    refuse: bool,
}

/// Decides, also while the centre is being served.
pub async fn run(environment: Environment, arguments: Arguments) -> Result<(), Failure> {
    let Arguments { by, case, answer, opinion } = arguments;
    needs_centre(&environment.data)?;
    let login = by.login()?;
    let server = environment.open().await?;
    let decided = ReferralDecided { approved: answer.approve, opinion };
    let done = server.decide_referral(login, &CaseNumber(case.clone()), decided).await;
    server.repository().close().await;
    done?;
    print(&format!("{case} {}", if answer.approve { "approved" } else { "refused" }))
}
