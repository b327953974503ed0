//! 准予行政许可决定书 and its kin: the licence of every item that has no layout of its own, its end, and
//! what is filed or registered.

use printpdf::PdfPage;

use crate::DocumentError;
use crate::fonts::Fonts;
use crate::input::{Decision, DecisionSort, Licence};
use crate::layout::Layout;
use crate::notice::{
    Closing, address, basis, begin, body, chinese_date, close, facts_table, finish, wide_row,
};

/// What it is called.
pub const fn title(decision: &Decision) -> &'static str {
    match decision.sort {
        DecisionSort::Granted => "准予行政许可决定书",
        DecisionSort::Amended => "准予变更行政许可决定书",
        DecisionSort::Renewed => "准予延续行政许可决定书",
        DecisionSort::Duplicate => "补发行政许可证件决定书",
        DecisionSort::Cancelled => "注销通知书",
        DecisionSort::Filed => "备案凭证",
        DecisionSort::Registered => "登记通知书",
    }
}

/// What is decided, after the application was said to be accepted.
fn decided(sort: DecisionSort) -> &'static str {
    match sort {
        DecisionSort::Granted => {
            "经审查，申请符合法定条件、标准。根据《中华人民共和国行政许可法》第三十八条第一款的规定，\
             现决定准予行政许可。"
        }
        DecisionSort::Amended => {
            "经审查，申请符合法定条件、标准。根据《中华人民共和国行政许可法》第四十九条的规定，\
             现决定准予变更，原证照由本版替代。"
        }
        DecisionSort::Renewed => {
            "经审查，申请符合法定条件、标准。根据《中华人民共和国行政许可法》第五十条的规定，\
             现决定准予延续，有效期自原有效期届满之次日起计算。"
        }
        DecisionSort::Duplicate => {
            "经核实，原证照已经遗失或者损毁，现决定补发，原证照自即日起作废，其内容和有效期不变。"
        }
        DecisionSort::Cancelled => {
            "根据《中华人民共和国行政许可法》第七十条的规定，现予注销，原证照自即日起失效，请交回原件。"
        }
        DecisionSort::Filed => "所报材料齐全、符合法定形式，现予备案。",
        DecisionSort::Registered => "经审查，申请材料齐全、符合法定形式，现准予登记。",
    }
}

/// What is said at last of what the paper is good for.
fn last(sort: DecisionSort) -> &'static str {
    match sort {
        DecisionSort::Cancelled => "自本通知之日起，不得再以原证照从事活动。",
        DecisionSort::Filed => "本凭证证明已经备案，不是行政许可证件。",
        DecisionSort::Registered => "登记事项发生变化的，应当依法申请变更登记。",
        _ => {
            "被许可人应当依照本决定从事活动，不得涂改、倒卖、出租、出借或者以其他形式非法转让本决定。"
        }
    }
}

pub fn pages(
    fonts: &Fonts,
    licence: &Licence,
    decision: &Decision,
) -> Result<Vec<PdfPage>, DocumentError> {
    let mut layout = begin(fonts, &licence.imprint, title(decision), true)?;
    let facts = &decision.facts;
    facts_table(&mut layout, facts)?;
    address(&mut layout, &facts.applicant.name)?;
    body(
        &mut layout,
        &format!(
            "你（单位）提出的“{}”申请，本机关已于{}受理。{}",
            facts.item_name,
            chinese_date(decision.accepted_on),
            decided(decision.sort)
        ),
    )?;
    if !decision.particulars.is_empty() || decision.validity.is_some() {
        layout.y += 2.0;
        for particular in &decision.particulars {
            wide_row(&mut layout, &particular.label, &particular.value)?;
        }
        if let Some(validity) = &decision.validity {
            wide_row(&mut layout, "有效期", validity)?;
        }
        layout.y += 2.0;
    }
    basis(&mut layout, "许可依据", &decision.legal_basis)?;
    conditions(&mut layout, &decision.conditions)?;
    let counter = &decision.counter;
    let mut closing = Closing::default();
    closing.remarks.push(format!("经办人：{}　查询办理进度：{}", counter.clerk, counter.enquiry));
    if let Some(authority) = &licence.authority {
        closing.remarks.push(format!("签发：{}", authority.signatory));
        closing.remarks.push(format!("授权依据：{}", authority.grant));
    }
    closing.remarks.extend(licence.identifier.iter().map(|id| format!("证照标识：{id}")));
    close(&mut layout, &licence.imprint, last(decision.sort), &closing)?;
    finish(layout, &licence.imprint, title(decision), counter)
}

fn conditions(layout: &mut Layout, conditions: &[String]) -> Result<(), DocumentError> {
    match conditions {
        [] => Ok(()),
        [condition] => body(layout, &format!("许可条件：{condition}")),
        conditions => {
            body(layout, "许可条件：")?;
            (1..).zip(conditions).try_for_each(|(n, text)| body(layout, &format!("{n}．{text}")))
        }
    }
}
