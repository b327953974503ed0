use super::{Area, Page, PageSize, Pages, Points, Shown, Template, TemplateFault, check};
use serde_json::{Value, json};

/// A template with one of everything.
fn written() -> Value {
    let field = |show: &str, at: [u16; 2], pages: &str| {
        json!({ "show": show, "box": [at[0], at[1], 800, 60], "font": "song", "size": 10.5,
                "smallest": 6.5, "pages": pages })
    };
    let mut holder = field("holder", [200, 500], "first");
    holder["before"] = "持证主体：".into();
    holder["lines"] = 1.into();
    let mut area = field("form.area", [1100, 500], "first");
    area["optional"] = true.into();
    json!({
        "licence": "sample",
        "page": { "size": "a4" },
        "border": { "shape": "double_rule", "inset": 70 },
        "copy_mark": { "box": [1400, 100, 500, 80] },
        "seal": { "box": [1400, 2300, 420, 420], "pages": "last" },
        "qr": { "box": [200, 2400, 300, 300], "pages": "every" },
        "barcode": { "box": [100, 2720, 1200, 130] },
        "text": [{ "text": "样本许可证", "box": [300, 280, 1500, 160], "font": "song_bold", "size": 31,
                   "align": "spread", "colour": "red" }],
        "field": [
            holder,
            area,
            field("number", [200, 600], "first"),
            field("legal_basis", [200, 700], "first"),
            field("case_number", [200, 800], "first"),
            field("journal", [200, 900], "first"),
            field("page", [1100, 200], "every"),
            field("organ", [1100, 2300], "last"),
            field("issued_on", [1100, 2400], "last"),
        ],
        "line": [{ "from": [200, 1000], "to": [1900, 1000], "width": 0.4 }],
        "table": { "box": [200, 1100, 1700, 1000], "next": [200, 300, 1700, 1800],
                   "label_width": 400, "size": 10.5, "smallest": 8 },
    })
}

fn read(written: &Value) -> Template {
    serde_json::from_value(written.clone()).unwrap()
}

/// The same, read.
pub fn sample() -> Template {
    read(&written())
}

#[test]
fn the_sample_is_sound() {
    assert_eq!(check(&sample()), Ok(()));
}

/// The template with another value at a place.
fn changed(pointer: &str, value: Value) -> Option<TemplateFault> {
    let mut written = written();
    *written.pointer_mut(pointer).unwrap() = value;
    check(&read(&written)).err()
}

#[test]
fn each_fault_is_found_where_it_is() {
    let table = [
        ("/licence", json!(" "), "empty", "licence"),
        ("/text/0/text", json!(""), "empty", "text.0.text"),
        ("/field/0/box", json!([1500, 500, 800, 60]), "off_page", "field.0.box"),
        ("/field/0/box", json!([200, 2950, 800, 60]), "off_page", "field.0.box"),
        ("/field/0/box", json!([80, 500, 800, 60]), "in_border", "field.0.box"),
        ("/qr/box", json!([200, 2400, 260, 260]), "too_small", "qr.box"),
        ("/qr/box", json!([200, 2390, 300, 310]), "not_square", "qr.box"),
        ("/seal/box", json!([1400, 2300, 379, 420]), "too_small", "seal.box"),
        ("/barcode/box", json!([200, 2720, 1160, 130]), "too_small", "barcode.box"),
        ("/copy_mark/box", json!([1400, 100, 340, 80]), "too_small", "copy_mark.box"),
        ("/field/0/box", json!([200, 500, 800, 32]), "too_small", "field.0.box"),
        ("/field/0/lines", json!(2), "too_small", "field.0.box"),
        ("/field/0/lines", json!(0), "line_count", "field.0.lines"),
        ("/field/0/smallest", json!(10.6), "smallest_above_size", "field.0.smallest"),
        ("/field/0/smallest", json!(6.4), "unreadable", "field.0.smallest"),
        ("/table/smallest", json!(11), "smallest_above_size", "table.smallest"),
        ("/table/label_width", json!(149), "too_small", "table.label_width"),
        ("/table/label_width", json!(1551), "too_small", "table.label_width"),
        ("/table/box", json!([200, 1100, 1700, 70]), "too_small", "table.box"),
        ("/table/next", json!([200, 220, 1700, 1800]), "overlaps", "table.next"),
        ("/table/next", json!([200, 300, 1690, 1800]), "other_width", "table.next"),
        ("/line/0/to", json!([2101, 1000]), "off_page", "line.0.to"),
        // A following page's table over what stands on the first alone is no overlap; over the seal it is.
        ("/table/next", json!([200, 300, 1700, 2050]), "overlaps", "table.next"),
        ("/field/2/box", json!([200, 550, 800, 60]), "overlaps", "field.2.box"),
        ("/field/2/box", json!([1300, 2300, 500, 60]), "overlaps", "field.2.box"),
        ("/field/6/pages", json!("first"), "not_shown", "field"),
        ("/field/2/show", json!("centre"), "not_shown", "field"),
        ("/field/7/pages", json!("following"), "not_shown", "field"),
        ("/stock", json!({ "blank": "sample" }), "on_blank", "border"),
    ];
    for (pointer, value, code, path) in table {
        let mut with_stock = written();
        with_stock["stock"] = "plain".into();
        *with_stock.pointer_mut(pointer).unwrap() = value.clone();
        let fault = check(&read(&with_stock)).err();
        let found = fault.as_ref().map(|fault| (fault.problem.code(), fault.path.as_str()));
        assert_eq!(found, Some((code, path)), "{pointer} {value}");
    }
    assert_eq!(changed("/field/0/box", json!([200, 500, 800, 60])), None);
}

#[test]
fn a_blank_sets_its_own_form_and_has_one_page() {
    let mut blank = written();
    blank["stock"] = json!({ "blank": "样本空白证" });
    blank.as_object_mut().unwrap().remove("border");
    let fault = check(&read(&blank)).unwrap_err();
    assert_eq!((fault.problem.code(), fault.path.as_str()), ("on_blank", "table.next"));
    blank["table"].as_object_mut().unwrap().remove("next");
    blank["field"].as_array_mut().unwrap().retain(|field| field["show"] != "legal_basis");
    assert_eq!(check(&read(&blank)), Ok(()));
}

#[test]
fn what_a_field_shows_is_known_by_its_name() {
    for shown in Shown::FIXED.iter().cloned().chain([Shown::Form("area".to_owned())]) {
        assert_eq!(shown.to_string().parse(), Ok(shown));
    }
    for name in ["", "form.", "holders", "Holder"] {
        let error = name.parse::<Shown>().unwrap_err().to_string();
        assert!(error.contains("holder_number") && error.contains("form.<"), "{error}");
    }
}

#[test]
fn sizes_are_points_with_one_decimal() {
    let read = |text: &str| serde_json::from_str::<Points>(text).map(Points::in_tenths).ok();
    let table = [
        ("13", Some(130)),
        ("10.5", Some(105)),
        ("0.1", Some(1)),
        ("200", Some(2000)),
        ("10.55", None),
        ("0", None),
        ("-1", None),
        ("200.1", None),
        ("1e30", None),
    ];
    for (text, tenths) in table {
        assert_eq!(read(text), tenths, "{text}");
    }
    assert_eq!(serde_json::to_string(&Points::tenths(105)).unwrap(), "10.5");
}

#[test]
fn pages_are_the_first_each_the_following_or_the_last() {
    let on = |pages: Pages| [(1, 1), (1, 3), (2, 3), (3, 3)].map(|(page, of)| pages.has(page, of));
    assert_eq!(on(Pages::First), [true, true, false, false]);
    assert_eq!(on(Pages::Every), [true; 4]);
    assert_eq!(on(Pages::Following), [false, false, true, true]);
    assert_eq!(on(Pages::Last), [true, false, false, true]);
    // Two that never stand on one page are no overlap.
    let all = [Pages::First, Pages::Every, Pages::Following, Pages::Last];
    for (one, other) in all.into_iter().flat_map(|one| all.map(|other| (one, other))) {
        let meet = (1..=3).any(|of| (1..=of).any(|at| one.has(at, of) && other.has(at, of)));
        assert_eq!(one.meets(other), meet, "{one:?} {other:?}");
    }
}

#[test]
fn areas_touch_without_overlapping() {
    let area = |x, y, w, h| Area { x, y, w, h };
    let middle = area(100, 100, 50, 50);
    for (other, overlap) in [
        (area(150, 100, 50, 50), false),
        (area(149, 149, 50, 50), true),
        (area(100, 50, 50, 50), false),
        (area(110, 110, 10, 10), true),
        (area(u16::MAX, u16::MAX, u16::MAX, u16::MAX), false),
    ] {
        assert_eq!(middle.overlaps(other), overlap, "{other:?}");
        assert_eq!(other.overlaps(middle), overlap, "{other:?}");
    }
    assert_eq!(Page { size: PageSize::A5, landscape: true }.extent(), (2100, 1480));
}
