//! 收件凭证: the list of what was handed in.

use printpdf::PdfPage;

use crate::DocumentError;
use crate::fonts::Fonts;
use crate::input::{MaterialForm, MaterialLine, MaterialWeight, MaterialsReceipt};
use crate::layout::{Align, Cell, MEASURE};
use crate::notice::{Closing, begin, body, chinese_date, close, facts_table, finish};

pub const TITLE: &str = "收件凭证";

/// Widths of number, weight, form, count, tick and note; the name takes the rest.
const NARROW: [f32; 6] = [12.0, 13.0, 26.5, 12.5, 12.5, 28.0];

pub fn pages(fonts: &Fonts, receipt: &MaterialsReceipt) -> Result<Vec<PdfPage>, DocumentError> {
    let mut layout = begin(fonts, &receipt.imprint, TITLE, false)?;
    facts_table(&mut layout, &receipt.facts)?;
    layout.y += 3.0;
    body(
        &mut layout,
        &format!(
            "本窗口于{}收到申请人提交的下列材料，特此出具凭证。",
            chinese_date(receipt.imprint.date)
        ),
    )?;
    layout.y += 1.5;
    let head = head();
    layout.row(&head, &[])?;
    for (n, line) in (1_u32..).zip(&receipt.materials) {
        layout.row(&row(n, line), &head)?;
    }
    let received = receipt.materials.iter().filter(|line| line.received).count();
    layout.y += 3.0;
    let total = format!(
        "以上应收材料 {} 种，实收 {received} 种（打“√”者为已收）。",
        receipt.materials.len()
    );
    let counter = &receipt.counter;
    let closing = Closing {
        signatures: &["交件人（签字）", "收件人（签字）"],
        remarks: vec![
            format!("经办人：{}　查询办理进度：{}", counter.clerk, counter.enquiry),
            "本凭证只证明收到材料，是否受理以受理通知书、补正告知书或者不予受理决定书为准；逾期未告知的，\
             自收到申请材料之日起即为受理（行政许可法第三十二条）。"
                .to_owned(),
        ],
    };
    close(&mut layout, &receipt.imprint, &total, &closing)?;
    finish(layout, &receipt.imprint, TITLE, counter)
}

fn head() -> [Cell<'static>; 7] {
    let [number, weight, form, count, tick, note] = NARROW;
    let name = MEASURE - NARROW.iter().sum::<f32>();
    [
        Cell::label(number, "序号"),
        Cell::label(name, "材料名称"),
        Cell::label(weight, "主次"),
        Cell::label(form, "形式"),
        Cell::label(count, "份数"),
        Cell::label(tick, "收讫"),
        Cell::label(note, "备注"),
    ]
}

fn row(n: u32, line: &MaterialLine) -> [Cell<'_>; 7] {
    let [number, weight, form, count, tick, note] = NARROW;
    let name = MEASURE - NARROW.iter().sum::<f32>();
    let weight_text = match line.weight {
        MaterialWeight::Main => "主要",
        MaterialWeight::Secondary => "次要",
    };
    let form_text = match line.form {
        MaterialForm::Original => "原件",
        MaterialForm::Copy => "复印件",
        MaterialForm::OriginalAndCopy => "原件及复印件",
        MaterialForm::Electronic => "电子件",
    };
    [
        Cell::value(number, Align::Centre, n.to_string()),
        Cell::value(name, Align::Left, &line.name),
        Cell::value(weight, Align::Centre, weight_text),
        Cell::value(form, Align::Centre, form_text),
        Cell::value(count, Align::Centre, line.count.to_string()),
        Cell::value(tick, Align::Centre, if line.received { "√" } else { "—" }),
        Cell::value(note, Align::Left, &line.note),
    ]
}
