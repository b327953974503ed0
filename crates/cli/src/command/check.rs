//! `clerk check`: an identity number or a credit code, by its form alone. Needs no window.

use crate::context::Context;
use crate::error::CliError;
use clap::{Args, Subcommand};
use clerk_domain::clock::china_date;
use clerk_domain::identity::{
    CreditCode, IdentityError, IdentityNumber, Sex, check_credit_code, check_identity_number,
};

/// `clerk check`
#[derive(Debug, Args)]
pub struct CheckCommand {
    #[command(subcommand)]
    kind: Kind,
}

#[derive(Debug, Subcommand)]
enum Kind {
    /// 公民身份号码（GB 11643） · An identity number
    Id {
        /// 号码 · The number
        #[arg(value_name = "NUMBER")]
        number: String,
    },
    /// 统一社会信用代码（GB 32100） · A unified social credit code
    Credit {
        /// 代码 · The code
        #[arg(value_name = "CODE")]
        code: String,
    },
}

/// Checks the number, and tells what it says.
pub fn run(context: &Context<'_>, args: &CheckCommand) -> Result<(), CliError> {
    match &args.kind {
        Kind::Id { number } => {
            let today = china_date(context.machine.clock.now());
            let read = check_identity_number(number, today).map_err(wrong)?;
            context.give(&read, |IdentityNumber { number, birth_date, sex }, lang| {
                let sex = match sex {
                    Sex::Male => lang.pick("男", "male"),
                    Sex::Female => lang.pick("女", "female"),
                };
                format!("{number}  {}  {birth_date}  {sex}\n", lang.pick("正确", "good"))
            })
        }
        Kind::Credit { code } => {
            let read = check_credit_code(code).map_err(wrong)?;
            context.give(&read, |CreditCode { number, division, .. }, lang| {
                let (good, at) = lang.pick(("正确", "登记机关区划"), ("good", "division"));
                format!("{number}  {good}  {at} {division}\n")
            })
        }
    }
}

fn wrong(error: IdentityError) -> CliError {
    CliError::NumberWrong { code: error.code(), message: error.to_string() }
}
