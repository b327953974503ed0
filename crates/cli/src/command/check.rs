//! `clerk check`: the number of an identity document or a credit code, by its form alone. Needs no window.

use crate::context::Context;
use crate::error::CliError;
use clap::{Args, Subcommand};
use clerk_domain::clock::china_date;
use clerk_domain::identity::{
    CreditCode, IdentityDocument, IdentityError, IdentityReading, Sex, check_credit_code,
};

/// `clerk check`
#[derive(Debug, Args)]
pub struct CheckCommand {
    #[command(subcommand)]
    kind: Kind,
}

#[derive(Debug, Subcommand)]
enum Kind {
    /// 证件号码，默认为公民身份号码（GB 11643） · The number of an identity document
    Id {
        /// 号码 · The number
        #[arg(value_name = "NUMBER")]
        number: String,
        /// 证件：resident_card、residence_permit、hong_kong_macao_permit、taiwan_permit、
        /// permanent_residence_card、passport、credit_code · Which document
        #[arg(long, value_name = "DOCUMENT", default_value = "resident_card", value_parser = document)]
        document: IdentityDocument,
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
        Kind::Id { number, document } => {
            let today = china_date(context.machine.clock.now());
            let read = document.read(number, today).map_err(wrong)?;
            context.give(&read, |IdentityReading { number, bearer, .. }, lang| {
                let good = lang.pick("正确", "good");
                let told = bearer.map(|bearer| {
                    let sex = match bearer.sex {
                        Sex::Male => lang.pick("男", "male"),
                        Sex::Female => lang.pick("女", "female"),
                    };
                    format!("  {}  {sex}", bearer.birth_date)
                });
                format!("{number}  {good}{}\n", told.unwrap_or_default())
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

fn document(text: &str) -> Result<IdentityDocument, String> {
    serde_json::from_value(text.into()).map_err(|error| error.to_string())
}

fn wrong(error: IdentityError) -> CliError {
    CliError::NumberWrong { code: error.code(), message: error.to_string() }
}
