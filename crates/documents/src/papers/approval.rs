//! 中华人民共和国外商投资企业批准证书, A4 landscape. Without the national emblem, which the law
//! reserves.

use printpdf::PdfPage;

use super::sheet_licence::{HEIGHT, LEFT, RIGHT, WIDTH, begin, fit, foot, label};
use crate::DocumentError;
use crate::border;
use crate::canvas::{Area, Canvas, Ink, Stroke, style};
use crate::fonts::{Face, Fonts};
use crate::input::{ApprovalCertificate, Investor, Licence};
use crate::notice::chinese_date;

pub const TITLE: &str = "外商投资企业批准证书";

const ENGLISH: &str = "CERTIFICATE OF APPROVAL FOR ESTABLISHMENT OF ENTERPRISES WITH FOREIGN \
                       INVESTMENT IN THE PEOPLE'S REPUBLIC OF CHINA";
const SIZE: f32 = 11.5;
const LABEL_W: f32 = 20.0;
const LINE: Stroke = Stroke::new(0.4, Ink::Rule);

pub fn pages(
    fonts: &Fonts,
    licence: &Licence,
    certificate: &ApprovalCertificate,
) -> Result<Vec<PdfPage>, DocumentError> {
    let mut canvas = begin(fonts, &licence.imprint)?;
    border::waves(&mut canvas, Area { x: 0.0, y: 0.0, w: WIDTH, h: HEIGHT }.inset(8.0));
    head(&mut canvas, licence, certificate)?;
    body(&mut canvas, certificate)?;
    foot(&mut canvas, licence)?;
    Ok(vec![canvas.into_page()])
}

fn head(
    canvas: &mut Canvas,
    licence: &Licence,
    certificate: &ApprovalCertificate,
) -> Result<(), DocumentError> {
    let middle = WIDTH / 2.0;
    let small = style(Face::Song, 11.0);
    canvas.centred(
        style(Face::SongBold, 17.0),
        Ink::Black,
        6.0,
        (middle, 31.0),
        "中华人民共和国",
    )?;
    canvas.centred(style(Face::SongBold, 31.0), Ink::Red, 5.0, (middle, 45.0), TITLE)?;
    canvas.centred(style(Face::Song, 7.5), Ink::Grey, 0.3, (middle, 51.0), ENGLISH)?;
    let number = format!("批准号：{}", licence.imprint.number);
    let fitted = canvas.fitting(small, 0.0, 125.0, "imprint.number", &number)?;
    canvas.text(fitted, Ink::Black, (LEFT, 60.0), &number)?;
    let dates = format!(
        "批准日期：{}　　发证日期：{}",
        chinese_date(certificate.approved_on),
        chinese_date(licence.imprint.date)
    );
    canvas.right(small, Ink::Black, (RIGHT, 60.0), &dates)
}

fn body(canvas: &mut Canvas, certificate: &ApprovalCertificate) -> Result<(), DocumentError> {
    let middle = LEFT + (RIGHT - LEFT) / 2.0;
    let mut y = 63.0;
    let mut row = |height: f32, cells: &[(&str, &str, &str)]| {
        canvas.line(LINE, (LEFT, y), (RIGHT, y));
        let wide = cells.len() == 1;
        for ((name, field, text), x) in cells.iter().zip([LEFT, middle]) {
            let end = if wide || x > LEFT { RIGHT } else { middle - 4.0 };
            label(canvas, (x + 1.0, y + 1.2), LABEL_W, SIZE, name)?;
            let value_x = x + LABEL_W + 6.0;
            let area = Area { x: value_x, y: y + 1.2, w: end - value_x, h: height - 2.0 };
            fit(canvas, area, SIZE, &format!("body.{field}"), text)?;
        }
        y += height;
        Ok::<(), DocumentError>(())
    };
    row(8.6, &[("企业名称", "enterprise", &certificate.enterprise)])?;
    if let Some(foreign) = &certificate.enterprise_foreign {
        row(8.6, &[("外文名称", "enterprise_foreign", foreign)])?;
    }
    row(8.6, &[("企业地址", "address", &certificate.address)])?;
    row(8.6, &[("企业类型", "kind", &certificate.kind), ("经营年限", "term", &certificate.term)])?;
    row(
        8.6,
        &[
            ("投资总额", "investment_total", &certificate.investment_total),
            ("注册资本", "registered_capital", &certificate.registered_capital),
        ],
    )?;
    row(16.0, &[("经营范围", "scope", &certificate.scope)])?;
    canvas.line(LINE, (LEFT, y), (RIGHT, y));
    investors(canvas, y, &certificate.investors)
}

/// The investors' table; it must end above the foot.
fn investors(canvas: &mut Canvas, top: f32, investors: &[Investor]) -> Result<(), DocumentError> {
    let bottom = 146.0;
    let rows = f32::from(u16::try_from(investors.len() + 1).unwrap_or(u16::MAX));
    let height = ((bottom - top) / rows).min(7.4);
    if height < 4.2 {
        return Err(DocumentError::TextTooLong { field: "body.investors".to_owned() });
    }
    let columns = [(LEFT, 110.0), (LEFT + 113.0, 58.0), (LEFT + 174.0, RIGHT - LEFT - 174.0)];
    let size = if height < 6.0 { 8.0 } else { 10.5 };
    for ((x, _), name) in columns.into_iter().zip(["投资者名称", "注册地", "出资额"]) {
        label(canvas, (x + 1.0, top + (height - 5.5) / 2.0), 0.0, size, name)?;
    }
    let mut y = top + height;
    for (n, investor) in investors.iter().enumerate() {
        let texts = [
            ("name", &investor.name),
            ("place", &investor.place),
            ("contribution", &investor.contribution),
        ];
        for ((x, w), (field, text)) in columns.into_iter().zip(texts) {
            let area = Area { x: x + 1.0, y: y + 0.4, w: w - 1.0, h: height - 0.4 };
            fit(canvas, area, size, &format!("body.investors[{n}].{field}"), text)?;
        }
        canvas.line(Stroke::new(0.25, Ink::Grey), (LEFT, y), (RIGHT, y));
        y += height;
    }
    canvas.line(LINE, (LEFT, y), (RIGHT, y));
    Ok(())
}
