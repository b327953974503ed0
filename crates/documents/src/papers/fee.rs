//! 收费凭据. The total is summed here from the lines, so that paper and sum cannot differ.

use printpdf::PdfPage;

use crate::DocumentError;
use crate::amount::{capital_amount, yuan};
use crate::fonts::Fonts;
use crate::input::{FeeLine, FeeReceipt};
use crate::layout::{Align, Cell, Layout, MEASURE};
use crate::notice::{Closing, begin, close, facts_table, finish, pair_row, wide_row};

pub const TITLE: &str = "收费凭据";

/// Widths of standard, quantity, due, payable and exemption; the name takes the rest.
const NARROW: [f32; 5] = [31.0, 12.5, 26.0, 26.0, 34.0];

pub fn pages(fonts: &Fonts, receipt: &FeeReceipt) -> Result<Vec<PdfPage>, DocumentError> {
    let (due, payable) = totals(&receipt.lines)?;
    let mut layout = begin(fonts, &receipt.imprint, TITLE, false)?;
    facts_table(&mut layout, &receipt.facts)?;
    layout.y += 5.0;
    let head = head();
    layout.row(&head, &[])?;
    for line in &receipt.lines {
        layout.row(&row(line), &head)?;
    }
    sums(&mut layout, due, payable)?;
    let payer = receipt.payer.as_ref().unwrap_or(&receipt.facts.applicant.name);
    wide_row(&mut layout, "缴款人", payer)?;
    let reviewer = receipt.reviewer.as_deref().unwrap_or("—");
    pair_row(&mut layout, ("付款方式", &receipt.payment), ("收款人", &receipt.collector))?;
    pair_row(&mut layout, ("收费窗口", &receipt.counter.window), ("复核人", reviewer))?;
    layout.y += 4.0;
    let basis = match receipt.legal_basis.as_slice() {
        [] => String::new(),
        laws => format!("收费依据：{}。", laws.join("；")),
    };
    let counter = &receipt.counter;
    let closing = Closing {
        signatures: &[],
        remarks: vec![
            format!("经办人：{}　查询办理进度：{}", counter.clerk, counter.enquiry),
            "本凭据用于核对收费项目和金额，盖章有效；需要财政票据的，凭本凭据在原窗口换领。"
                .to_owned(),
        ],
    };
    close(&mut layout, &receipt.imprint, &basis, &closing)?;
    finish(layout, &receipt.imprint, TITLE, counter)
}

/// Sums of what is due and what is payable, in fen.
fn totals(lines: &[FeeLine]) -> Result<(i64, i64), DocumentError> {
    let mut sum = (0_i64, 0_i64);
    for (n, line) in lines.iter().enumerate() {
        let invalid =
            |name: &str| DocumentError::AmountInvalid { field: format!("lines[{n}].{name}") };
        if line.due_fen < 0 {
            return Err(invalid("due_fen"));
        }
        if !(0..=line.due_fen).contains(&line.payable_fen) {
            return Err(invalid("payable_fen"));
        }
        let due = sum.0.checked_add(line.due_fen).ok_or_else(|| invalid("due_fen"))?;
        // What is payable is at most what is due, so this sum stays in range with the other.
        sum = (due, sum.1 + line.payable_fen);
    }
    Ok(sum)
}

fn sums(layout: &mut Layout, due: i64, payable: i64) -> Result<(), DocumentError> {
    let [_, _, due_w, payable_w, exemption] = NARROW;
    let label = MEASURE - due_w - payable_w - exemption;
    let cells = [
        Cell::label(label, "合计"),
        Cell::value(due_w, Align::Right, yuan(due)),
        Cell::value(payable_w, Align::Right, yuan(payable)),
        Cell::value(exemption, Align::Left, format!("减免 {}", yuan(due - payable))),
    ];
    layout.row(&cells, &[])?;
    wide_row(layout, "人民币大写", &capital_amount(payable))
}

fn head() -> [Cell<'static>; 6] {
    let [standard, quantity, due, payable, exemption] = NARROW;
    let name = MEASURE - NARROW.iter().sum::<f32>();
    [
        Cell::label(name, "收费项目"),
        Cell::label(standard, "收费标准"),
        Cell::label(quantity, "数量"),
        Cell::label(due, "应收（元）"),
        Cell::label(payable, "实收（元）"),
        Cell::label(exemption, "减免依据"),
    ]
}

fn row(line: &FeeLine) -> [Cell<'_>; 6] {
    let [standard, quantity, due, payable, exemption] = NARROW;
    let name = MEASURE - NARROW.iter().sum::<f32>();
    [
        Cell::value(name, Align::Left, &line.name),
        Cell::value(standard, Align::Left, &line.standard),
        Cell::value(quantity, Align::Centre, line.quantity.to_string()),
        Cell::value(due, Align::Right, yuan(line.due_fen)),
        Cell::value(payable, Align::Right, yuan(line.payable_fen)),
        Cell::value(exemption, Align::Left, line.exemption.as_deref().unwrap_or("—")),
    ]
}
