//! 准予行政许可决定书: the licence of every item that has no layout of its own.

use printpdf::PdfPage;

use crate::DocumentError;
use crate::fonts::Fonts;
use crate::input::{Decision, Licence};
use crate::layout::Layout;
use crate::notice::{
    Closing, address, basis, begin, body, chinese_date, close, facts_table, finish, wide_row,
};

pub const TITLE: &str = "准予行政许可决定书";

pub fn pages(
    fonts: &Fonts,
    licence: &Licence,
    decision: &Decision,
) -> Result<Vec<PdfPage>, DocumentError> {
    let mut layout = begin(fonts, &licence.imprint, TITLE, true)?;
    let facts = &decision.facts;
    facts_table(&mut layout, facts)?;
    address(&mut layout, &facts.applicant.name)?;
    body(
        &mut layout,
        &format!(
            "你（单位）提出的“{}”申请，本机关已于{}受理。经审查，申请符合法定条件、标准。根据《中华\
             人民共和国行政许可法》第三十八条第一款的规定，现决定准予行政许可。",
            facts.item_name,
            chinese_date(decision.accepted_on)
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
    close(
        &mut layout,
        &licence.imprint,
        "被许可人应当依照本决定从事活动，不得涂改、倒卖、出租、出借或者以其他形式非法转让本决定。",
        &closing,
    )?;
    finish(layout, &licence.imprint, TITLE, counter)
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
