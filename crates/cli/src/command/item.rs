//! `clerk item`: one item with all that a case under it needs.

use crate::arguments::Lang;
use crate::context::Context;
use crate::error::CliError;
use crate::text::table::table;
use crate::text::words;
use clap::Args;
use clerk_desk::api::{ItemArgs, ItemView};
use clerk_domain::item::{Field, FieldKind, Item, Tariff};

/// `clerk item`
#[derive(Debug, Args)]
pub struct ItemCommand {
    /// 事项代码 · The item's code
    #[arg(value_name = "CODE")]
    code: String,
}

/// Shows an item.
pub fn run(context: &Context<'_>, args: &ItemCommand) -> Result<(), CliError> {
    let desk = context.open()?;
    let view = desk.workstation.item(ItemArgs { item: args.code.as_str().into() })?;
    context.give(&view, text)
}

fn text(view: &ItemView, lang: Lang) -> String {
    let item = &view.item;
    let comma = lang.pick("、", ", ");
    let actions: Vec<_> = item.actions.iter().map(|a| words::action(*a, lang)).collect();
    let applicants = item.applicant_kinds.iter().map(|kind| words::applicant_kind(*kind, lang));
    let applicants: Vec<_> = applicants.collect();
    let days = lang.pick("法定 {s} / 承诺 {p} 个工作日", "{s} statutory / {p} promised days");
    let days = days.replace("{s}", &item.statutory_days.to_string());
    let mut text = format!(
        "{} {}\n{} · {} · {}\n{} · {}\n{}\n",
        item.code,
        item.name,
        view.department,
        words::item_kind(item.kind, lang),
        days.replace("{p}", &item.promised_days.to_string()),
        actions.join(comma),
        applicants.join(comma),
        item.legal_basis,
    );
    text.push_str(&fee(item, lang));
    text.push_str(&format!("\n{}", materials(item, lang)));
    text.push_str(&format!("\n{}", fields(item, lang)));
    text
}

fn fee(item: &Item, lang: Lang) -> String {
    let Some(rule) = &item.fee else { return lang.pick("免费\n", "free\n").to_owned() };
    let mut text = format!("{} · {}\n", rule.name, rule.basis);
    for Tariff { from, until, amount } in &rule.tariffs {
        let until = until.map(|day| format!(" {} {day}", lang.pick("至", "until")));
        let (since, until) = (lang.pick("自", "from"), until.unwrap_or_default());
        text.push_str(&format!("  {} · {since} {from}{until}\n", amount.readable()));
    }
    for exemption in &rule.exemptions {
        let label = lang.pick("减免", "exemption");
        let proof: Vec<_> = exemption.proof.iter().map(|code| code.as_str()).collect();
        let proof = match proof.as_slice() {
            [] => String::new(),
            codes => format!(" · {} {}", lang.pick("证明材料", "proof"), codes.join(" ")),
        };
        text.push_str(&format!("  {label} {} {}{proof}\n", exemption.code, exemption.name));
    }
    text
}

fn materials(item: &Item, lang: Lang) -> String {
    let rows: Vec<_> = item
        .materials
        .iter()
        .map(|m| {
            vec![
                m.code.to_string(),
                required(m.required, lang),
                format!("{} ×{}", words::material_form(m.form, lang), m.count),
                m.name.clone(),
            ]
        })
        .collect();
    let heads =
        lang.pick(["代码", "必需", "形式", "材料"], ["Code", "Required", "Form", "Material"]);
    table(&heads, &rows)
}

fn fields(item: &Item, lang: Lang) -> String {
    let row = |field: &Field| {
        let label = field.label.clone();
        vec![field.key.clone(), required(field.required, lang), kind(&field.kind, lang), label]
    };
    let rows: Vec<_> = item.fields.iter().map(row).collect();
    let heads = lang.pick(["字段", "必填", "内容", "名称"], ["Field", "Required", "Holds", "Name"]);
    table(&heads, &rows)
}

fn required(required: bool, lang: Lang) -> String {
    if required { lang.pick("是", "yes") } else { lang.pick("否", "no") }.to_owned()
}

fn kind(kind: &FieldKind, lang: Lang) -> String {
    match kind {
        FieldKind::Text { max_length } => {
            lang.pick("文字，至多 {} 字", "text, at most {}").replace("{}", &max_length.to_string())
        }
        FieldKind::Money { currencies } => {
            format!("{} {}", lang.pick("金额", "money"), currencies.join("/"))
        }
        FieldKind::Number { min, max, unit } => format!("{min}–{max} {unit}"),
        FieldKind::Bool => "true/false".to_owned(),
        FieldKind::Date => lang.pick("日期 年-月-日", "date YYYY-MM-DD").to_owned(),
        FieldKind::Choice { options } => {
            let options = options.iter().map(|o| format!("{} {}", o.value, o.label));
            options.collect::<Vec<_>>().join(" / ")
        }
    }
}
