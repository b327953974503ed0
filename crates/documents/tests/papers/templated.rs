//! Licences by templates: everything comes back, and nothing stands outside of its box.

use std::cell::Cell;

use clerk_documents::{
    Document, DocumentError, Licence, LicenceBody, Particular, PdfRenderer, Specimen,
};
use clerk_domain::template::{
    Align, Area, FieldBox, Font, Points, Shown, Template, Vertical, check,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::template_samples::{self as samples, BLANK, DEMO, licence, rows, template};
use crate::tools::{Paper, squeezed};

#[test]
fn the_samples_templates_are_sound() {
    for (name, text) in DEMO.into_iter().chain([("blank", BLANK)]) {
        assert_eq!(check(&template(text)), Ok(()), "{name}");
    }
}

#[test]
fn every_value_code_and_page_number_comes_back() {
    for (name, document) in samples::all() {
        let Document::Licence(licence) = &document else { panic!("{name}") };
        let LicenceBody::Templated(templated) = &licence.body else { panic!("{name}") };
        let paper = Paper::print(&document);
        let text = paper.text();
        let shows = |shown: &Shown| templated.template.fields.iter().any(|f| f.show == *shown);
        let values = templated.values.iter().filter(|(shown, _)| shows(shown));
        for value in values.map(|(_, value)| value).chain(templated.rows.iter().map(|r| &r.value)) {
            assert!(text.contains(&squeezed(value)), "{name}: {value} is not in {text}");
        }
        let codes = paper.codes();
        let qr = format!("QR-Code:{}", licence.imprint.qr);
        assert!(codes.iter().all(|codes| codes.contains(&qr)), "{name}: {codes:?}");
        let bars = format!("CODE-128:{}", licence.imprint.barcode);
        let has_bars = templated.template.barcode.is_some();
        assert!(codes.iter().all(|codes| codes.contains(&bars) == has_bars), "{name}: {codes:?}");
        let pages = codes.len();
        assert_eq!(pages, if name == "templated-flowing" { 4 } else { 1 }, "{name}");
        if name != "templated-blank" {
            assert!(text.contains(&format!("第{pages}页共{pages}页")), "{name}: {text}");
            assert_eq!(text.matches("（续）").count(), pages - 1, "{name}");
        }
        assert_eq!(text.matches("（示例，无印章）").count(), 1, "{name}");
        let verdict = paper.check();
        assert!(verdict.contains("No syntax or stream encoding errors"), "{name}: {verdict}");
        assert!(paper.fonts().lines().skip(2).all(|face| face.contains("yes yes yes")), "{name}");
    }
}

fn refused(licence: Licence) -> DocumentError {
    PdfRenderer::new().unwrap().render(&Document::Licence(licence)).unwrap_err()
}

#[test]
fn what_does_not_fit_is_refused_with_template_field_and_length() {
    let [(_, tiyu), _] = DEMO;
    let mut long = licence(tiyu, Specimen::Sample, &[]);
    let LicenceBody::Templated(templated) = &mut long.body else { panic!() };
    templated.values.insert(Shown::Form("premises".to_owned()), "路".repeat(300));
    let error = refused(long);
    let wanted = |template: &str, field: &str, length| DocumentError::NoRoom {
        template: template.to_owned(),
        field: field.to_owned(),
        length,
    };
    assert_eq!(error, wanted("decision-tiyu-01", "form.premises", 300));
    assert_eq!(error.code(), "text_too_long");
    let message = error.to_string();
    assert!(message.contains("decision-tiyu-01") && message.contains("300"), "{message}");
    // A blank has one page: its table's rows do not flow on.
    let many = rows(40);
    assert_eq!(refused(licence(BLANK, Specimen::Sample, &many)), wanted("card", "建设内容", 72));
}

#[test]
fn what_is_not_given_is_a_dash_or_left_out() {
    let [(_, tiyu), _] = DEMO;
    let mut bare = licence(tiyu, Specimen::Sample, &[]);
    bare.identifier = None;
    let LicenceBody::Templated(templated) = &mut bare.body else { panic!() };
    templated.values.remove(&Shown::Form("sport".to_owned()));
    let text = Paper::print(&Document::Licence(bare)).text();
    assert!(text.contains("——"), "{text}");
    assert!(!text.contains("证照标识"), "{text}");
}

#[test]
fn a_character_that_no_font_has_is_named_with_its_field() {
    let [(_, tiyu), _] = DEMO;
    let mut rare = licence(tiyu, Specimen::Sample, &[]);
    let LicenceBody::Templated(templated) = &mut rare.body else { panic!() };
    templated.values.insert(Shown::Holder, "样本𠮷".to_owned());
    let field = "holder".to_owned();
    assert_eq!(refused(rare), DocumentError::MissingGlyph { ch: '𠮷', field });
}

/// Six fields in two columns, and the rows of a table: what a case of the property is made of.
#[derive(Debug, Clone)]
struct Made {
    fields: Vec<(FieldBox, String)>,
    rows: Vec<Particular>,
}

/// Full-width, rare and reaching out of the line: on every side of a character.
fn text(most: usize) -> impl Strategy<Value = String> {
    let alphabet: Vec<char> = "徐州龘䶮𠅤㛃𬭎（），。《》jQgyfW|_/()[]1".chars().collect();
    prop::collection::vec(prop::sample::select(alphabet), 1..=most)
        .prop_map(|chars| chars.into_iter().collect())
}

fn field() -> impl Strategy<Value = (FieldBox, String)> {
    let shape = (150_u16..=900, 0_u16..=150, 65_u16..=300, 0_u16..=235, 1_u16..=4);
    let look = (
        prop::sample::select(vec![Font::Song, Font::SongBold, Font::Hei]),
        prop::sample::select(vec![Align::Left, Align::Centre, Align::Right, Align::Spread]),
        prop::sample::select(vec![Vertical::Top, Vertical::Middle, Vertical::Bottom]),
    );
    (shape, look, prop_oneof![text(12), text(100)]).prop_map(
        |(shape, (font, align, vertical), text)| {
            let (w, more, size, less, lines) = shape;
            let smallest = size.saturating_sub(less).max(65);
            let lines = if align == Align::Spread { 1 } else { lines };
            let most = u16::try_from(320 * 7200 / (u32::from(smallest) * 14 * 254)).unwrap();
            let lines = lines.min(most);
            let height = (u32::from(smallest) * u32::from(lines) * 14 * 254).div_ceil(7200);
            let h = (u16::try_from(height).unwrap() + more).min(320);
            let field = FieldBox {
                show: Shown::Page,
                before: String::new(),
                after: String::new(),
                optional: false,
                area: Area { x: 0, y: 0, w, h },
                font,
                size: Points::tenths(size),
                smallest: Points::tenths(smallest),
                lines,
                align,
                vertical,
                colour: clerk_domain::template::Colour::Black,
                pages: clerk_domain::template::Pages::First,
            };
            (field, text)
        },
    )
}

fn made() -> impl Strategy<Value = Made> {
    let rows = prop::collection::vec((text(12), text(60)), 0..3);
    (prop::collection::vec(field(), 6), rows).prop_map(|(mut fields, rows)| {
        let show = [Shown::Number, Shown::Holder, Shown::Organ, Shown::IssuedOn, Shown::Journal];
        let show = show.into_iter().chain([Shown::Form("x".to_owned())]);
        for ((at, (field, _)), show) in (0..).zip(&mut fields).zip(show) {
            field.area.x = 100 + at % 2 * 950;
            field.area.y = 20 + at / 2 * 330;
            field.show = show;
        }
        let rows = rows.into_iter().map(|(label, value)| Particular { label, value }).collect();
        Made { fields, rows }
    })
}

/// A real licence of it on a blank, so that nothing but its print, its table and its QR code is drawn.
fn of(made: &Made) -> Licence {
    let text = BLANK.replace("box = [200, 500, 1700, 450]", "box = [50, 1020, 900, 440]");
    let mut licence = licence(&text, Specimen::Sample, &[]);
    let LicenceBody::Templated(templated) = &mut licence.body else { panic!() };
    templated.template.copy_mark.area = Area { x: 1450, y: 1360, w: 500, h: 70 };
    templated.template.fields = made.fields.iter().map(|(field, _)| field.clone()).collect();
    templated.rows.clone_from(&made.rows);
    licence.imprint.sample = false;
    for (field, value) in &made.fields {
        match field.show {
            Shown::Number => licence.imprint.number.clone_from(value),
            Shown::Organ => licence.imprint.organ.clone_from(value),
            Shown::Journal => licence.imprint.journal.clone_from(value),
            _ => drop(templated.values.insert(field.show.clone(), value.clone())),
        }
    }
    licence
}

/// Where ink stands outside of all boxes, in tenths of a millimetre; a pixel beside an edge is its own.
fn outside(paper: &Paper, template: &Template) -> Option<(f32, f32)> {
    const TENTHS: f32 = 254.0 / 150.0;
    let (width, dark) = paper.dark_pixels(150);
    let table = template.table.map(|table| table.area);
    let fields = template.fields.iter().map(|field| field.area);
    let areas: Vec<Area> = fields.chain(table).chain([template.qr.area]).collect();
    let within = |at: f32, start: u16, length: u16| {
        let (start, end) = (f32::from(start), f32::from(start) + f32::from(length));
        at + TENTHS >= start - TENTHS && at <= end + TENTHS
    };
    let place = |at: usize| ((at % width) as f32 * TENTHS, (at / width) as f32 * TENTHS);
    dark.into_iter().map(place).find(|&(x, y)| {
        !areas.iter().any(|area| within(x, area.x, area.w) && within(y, area.y, area.h))
    })
}

#[test]
fn ink_stays_in_its_box_or_the_licence_is_refused() {
    let (fit, refused) = (Cell::new(0), Cell::new(0));
    let mut runner =
        TestRunner::new(Config { cases: 96, failure_persistence: None, ..Config::default() });
    let renderer = PdfRenderer::new().unwrap();
    runner
        .run(&made(), |made| {
            let licence = of(&made);
            let LicenceBody::Templated(templated) = &licence.body else { panic!() };
            let template = templated.template.clone();
            prop_assert_eq!(check(&template), Ok(()));
            match renderer.render(&Document::Licence(licence)) {
                Ok(bytes) => {
                    fit.set(fit.get() + 1);
                    let paper = Paper::of(&bytes);
                    prop_assert_eq!(outside(&paper, &template), None);
                    let text = paper.text();
                    let values = made.fields.iter().filter(|(f, _)| f.show != Shown::IssuedOn);
                    for (field, value) in values {
                        prop_assert!(text.contains(value), "{:?}: {} in {}", field, value, text);
                    }
                }
                Err(DocumentError::NoRoom { template, field, length }) => {
                    refused.set(refused.get() + 1);
                    prop_assert_eq!(template, "card");
                    let shown =
                        made.fields.iter().find(|(shown, _)| shown.show.to_string() == field);
                    let row = made.rows.iter().find(|row| row.label == field);
                    let value = shown.map(|(_, value)| value).or(row.map(|row| &row.value));
                    let value = value.map(|value| value.chars().count());
                    prop_assert!(
                        field == "issued_on" || value == Some(length),
                        "{} {}",
                        field,
                        length
                    );
                }
                Err(error) => return Err(TestCaseError::fail(error.to_string())),
            }
            Ok(())
        })
        .unwrap();
    assert!(fit.get() > 5 && refused.get() > 5, "{} fit, {} do not", fit.get(), refused.get());
}
