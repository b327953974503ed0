//! `clerk list`: cases by state.

use crate::context::Context;
use crate::error::CliError;
use crate::text::{case, words};
use clap::Args;
use clap::builder::PossibleValuesParser;
use clerk_desk::api::ListArgs;

/// `clerk list`
#[derive(Debug, Args)]
pub struct ListCommand {
    /// 状态，可重复；默认全部 · A state, may be repeated; by default all
    #[arg(long = "state", value_name = "STATE", value_parser = states())]
    states: Vec<String>,
    /// 最多几件，最新在前 · At most so many, newest first
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..))]
    limit: u32,
}

fn states() -> PossibleValuesParser {
    PossibleValuesParser::new([
        "received",
        "correction_due",
        "accepted",
        "referred",
        "issued",
        "delivered",
        "not_accepted",
        "refused",
        "withdrawn",
    ])
}

/// Lists cases.
pub fn run(context: &Context<'_>, args: &ListCommand) -> Result<(), CliError> {
    let states = args.states.iter().filter_map(|state| words::read(state)).collect();
    let desk = context.open()?;
    let list = desk.workstation.list(ListArgs { states, limit: args.limit })?;
    let more = (
        "用 --limit 多列一些，或用 --state、clerk find 缩小范围。",
        "Raise --limit for more, or narrow it down with --state or `clerk find`.",
    );
    context.give(&list, |list, lang| case::list(list, more, lang))
}

#[cfg(test)]
mod tests {
    use super::states;
    use crate::text::words;
    use clap::builder::TypedValueParser as _;
    use clerk_domain::case::CaseState;

    #[test]
    fn every_state_may_be_named() {
        let named: Vec<CaseState> = states()
            .possible_values()
            .unwrap()
            .map(|value| words::read(value.get_name()).unwrap())
            .collect();
        assert_eq!(named, CaseState::ALL);
    }
}
