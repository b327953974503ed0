//! `clerk acknowledged`: the licence numbers that `clerk issue` gave and this device keeps.
//!
//! For a check after a power cut or a restored disk: every case is read with its whole history, so
//! that damage is met, not passed by. A device that is no window yet has given none.

use crate::context::Context;
use crate::error::CliError;
use clerk_desk::api::{CaseArgs, ListArgs, Nothing, SessionView};

/// Prints the numbers, one a line, the oldest first.
pub fn run(context: &Context<'_>) -> Result<(), CliError> {
    let mut numbers: Vec<String> = Vec::new();
    if !matches!(context.workstation()?.session(Nothing {})?, SessionView::NotEnrolled) {
        let desk = context.open()?;
        let list = desk.workstation.list(ListArgs { states: Vec::new(), limit: u32::MAX })?;
        for row in list.rows.into_iter().rev() {
            let view = desk.workstation.case(CaseArgs { case: row.id })?;
            numbers.extend(view.case.products.licence.map(|licence| licence.number));
        }
    }
    context.give(&numbers, |numbers, _| numbers.iter().map(|n| format!("{n}\n")).collect())
}
