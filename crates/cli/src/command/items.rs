//! `clerk items`: what this window's department offers.

use crate::arguments::Lang;
use crate::context::Context;
use crate::error::CliError;
use crate::text::table::table;
use crate::text::words;
use clap::Args;
use clerk_desk::api::{ItemRow, TextArgs};

/// `clerk items`
#[derive(Debug, Args)]
pub struct ItemsCommand {
    /// 代码、名称或拼音首字母 · A code, a name or pinyin initials
    #[arg(value_name = "TEXT", default_value = "", hide_default_value = true)]
    text: String,
}

/// Lists items.
pub fn run(context: &Context<'_>, args: &ItemsCommand) -> Result<(), CliError> {
    let desk = context.open()?;
    let items = desk.workstation.find_items(TextArgs { text: args.text.clone() })?;
    context.give(&items, |items, lang| text(items, lang))
}

fn text(items: &[ItemRow], lang: Lang) -> String {
    if items.is_empty() {
        return lang.pick("没有相符的事项\n", "no such items\n").to_owned();
    }
    let rows: Vec<_> = items
        .iter()
        .map(|item| {
            vec![
                item.code.to_string(),
                words::item_kind(item.kind, lang).to_owned(),
                item.promised_days.to_string(),
                item.name.clone(),
            ]
        })
        .collect();
    let heads = lang
        .pick(["代码", "类型", "承诺工作日", "事项"], ["Code", "Kind", "Promised days", "Item"]);
    table(&heads, &rows)
}
