//! 营业执照, A4 landscape, in the order of the national form: what is asked
//! first stands to the left. Without the national emblem, which the law reserves.

use printpdf::PdfPage;

use super::sheet_licence::{HEIGHT, LEFT, RIGHT, WIDTH, begin, fit, foot, label};
use crate::DocumentError;
use crate::border;
use crate::canvas::{Area, Canvas, Ink, style};
use crate::fonts::{Face, Fonts};
use crate::input::{BusinessLicence, Licence};
use crate::notice::chinese_date;

pub const TITLE: &str = "营业执照";

const SIZE: f32 = 13.0;
const LABEL_W: f32 = 24.0;

pub fn pages(
    fonts: &Fonts,
    licence: &Licence,
    business: &BusinessLicence,
) -> Result<Vec<PdfPage>, DocumentError> {
    let mut canvas = begin(fonts, &licence.imprint)?;
    border::meander(&mut canvas, Area { x: 0.0, y: 0.0, w: WIDTH, h: HEIGHT }.inset(8.0));
    head(&mut canvas, licence, business)?;
    body(&mut canvas, business)?;
    foot(&mut canvas, licence)?;
    Ok(vec![canvas.into_page()])
}

fn head(
    canvas: &mut Canvas,
    licence: &Licence,
    business: &BusinessLicence,
) -> Result<(), DocumentError> {
    let small = style(Face::Hei, 10.5);
    canvas.text(small, Ink::Black, (LEFT, 33.0), "统一社会信用代码")?;
    let code = style(Face::Song, 14.0);
    let code = canvas.fitting(code, 0.0, 70.0, "body.credit_code", &business.credit_code)?;
    canvas.text(code, Ink::Black, (LEFT, 40.0), &business.credit_code)?;
    canvas.centred(style(Face::SongBold, 46.0), Ink::Black, 20.0, (WIDTH / 2.0, 56.0), TITLE)?;
    let number = format!("编号：{}", licence.imprint.number);
    let small = style(Face::Song, 11.0);
    let small = canvas.fitting(small, 0.0, RIGHT - LEFT, "imprint.number", &number)?;
    canvas.centred(small, Ink::Black, 0.0, (WIDTH / 2.0, 66.5), &number)
}

/// One labelled value: label, field name, height of its place in millimetres, text.
type Row<'t> = (&'static str, &'static str, f32, std::borrow::Cow<'t, str>);

fn body(canvas: &mut Canvas, business: &BusinessLicence) -> Result<(), DocumentError> {
    let left: [Row; 4] = [
        ("名称", "name", 12.0, (&business.name).into()),
        ("类型", "kind", 12.0, (&business.kind).into()),
        ("法定代表人", "legal_representative", 12.0, (&business.legal_representative).into()),
        ("经营范围", "scope", 38.0, (&business.scope).into()),
    ];
    let mut right: Vec<Row> = vec![
        ("注册资本", "registered_capital", 12.0, (&business.registered_capital).into()),
        ("成立日期", "established_on", 12.0, chinese_date(business.established_on).into()),
    ];
    if let Some(term) = &business.term {
        right.push(("营业期限", "term", 12.0, term.into()));
    }
    right.push(("住所", "address", 26.0, (&business.address).into()));
    let middle = WIDTH / 2.0 + 8.0;
    column(canvas, LEFT, middle - 10.0, &left)?;
    column(canvas, middle, RIGHT, &right)
}

fn column(canvas: &mut Canvas, x: f32, end: f32, rows: &[Row]) -> Result<(), DocumentError> {
    let mut y = 74.0;
    let value_x = x + LABEL_W + 5.0;
    for (name, field, height, text) in rows {
        label(canvas, (x, y), LABEL_W, SIZE, name)?;
        let area = Area { x: value_x, y, w: end - value_x, h: *height };
        fit(canvas, area, SIZE, &format!("body.{field}"), text)?;
        y += height + 1.5;
    }
    Ok(())
}
