//! Templates among the sources: what is wrong is told with file, line and field.

use super::{CALENDAR, CENTRE, RATES, SHANGWU};
use crate::diff;
use crate::source::{PackSourceError, no_room, read, read_template};
use clerk_domain::pack::RulePack;

const FILE: &str = "templates/decision-shangwu-01.toml";

const TEMPLATE: &str = r#"licence = "decision-shangwu-01"
page = { size = "a5", landscape = true }
stock = { blank = "样本空白证" }
copy_mark = { box = [1500, 40, 500, 70] }
seal = { box = [1000, 1000, 400, 400] }
qr = { box = [1600, 1050, 300, 300] }
field = [
  { show = "number", box = [200, 100, 800, 60], font = "song", size = 10.5, smallest = 6.5 },
  { show = "holder", box = [200, 200, 800, 60], font = "song", size = 10.5, smallest = 6.5 },
  { show = "organ", box = [900, 1100, 500, 60], font = "song", size = 10.5, smallest = 6.5 },
  { show = "issued_on", box = [900, 1200, 500, 60], font = "song", size = 10.5, smallest = 6.5 },
  { show = "journal", box = [200, 1200, 500, 60], font = "song", size = 9, smallest = 6.5 },
  { show = "form.total", box = [200, 300, 800, 60], font = "hei", size = 9, smallest = 6.5 },
  { show = "valid_until", box = [200, 400, 800, 60], font = "song", size = 8, smallest = 7 },
]
"#;

fn with(template: &str) -> Result<RulePack, PackSourceError> {
    read(&[
        ("centre.toml", CENTRE),
        ("calendar.toml", CALENDAR),
        ("rates.toml", RATES),
        ("departments/shangwu.toml", SHANGWU),
        ("departments/huanbao.toml", "[department]\nid = \"huanbao\"\nname = \"环保局\"\n"),
        (FILE, template),
    ])
}

fn edited(from: &str, to: &str) -> Result<RulePack, PackSourceError> {
    assert_eq!(TEMPLATE.matches(from).count(), 1, "{from}");
    with(&TEMPLATE.replace(from, to))
}

#[test]
fn a_template_stands_in_the_pack_under_its_licence() {
    let pack = with(TEMPLATE).map_err(|error| error.to_string()).unwrap();
    let template = pack.template("decision-shangwu-01").unwrap();
    assert_eq!(template.fields.len(), 7);
    assert_eq!(pack.template("decision-shangwu-02"), None);
    assert_eq!(read_template(FILE, TEMPLATE, Some(&pack)).as_ref(), Ok(template));
    let published = serde_json::to_string(&pack).unwrap();
    assert_eq!(serde_json::from_str::<RulePack>(&published).unwrap(), pack);
    let mut moved = pack.clone();
    moved.version += 1;
    moved.templates[0].fields[1].area.x += 10;
    let lines = diff(&pack, &moved);
    assert!(
        lines.iter().any(|line| line.starts_with("~ 证照模板 decision-shangwu-01 field")),
        "{lines:?}"
    );
}

#[test]
fn a_pack_that_has_none_is_published_as_before() {
    let mut pack = with(TEMPLATE).unwrap();
    pack.templates.clear();
    assert!(!serde_json::to_string(&pack).unwrap().contains("templates"));
}

#[test]
fn says_line_and_field_of_what_is_wrong_with_a_template() {
    // What is written instead of what, the code, the line, the field.
    let bad = [
        ("\"holder\"", "\"owner\"", "value_wrong", 9, "field[1].show"),
        ("\"hei\"", "\"kai\"", "value_wrong", 13, "field[5].font"),
        ("form.total", "form.sum", "condition_field", 13, "field[5].show"),
        ("\"journal\", box", "\"journal\", boxx", "field_unknown", 12, "field[4].boxx"),
        ("\"hei\", size = 9", "\"hei\"", "field_missing", 13, "field[5].size"),
        ("\"hei\", size = 9", "\"hei\", size = 6", "smallest_above_size", 13, "field[5].smallest"),
        ("\"hei\", size = 9", "\"hei\", size = 9.25", "value_wrong", 13, "field[5].size"),
        ("[200, 300, 800, 60]", "[200, 230, 800, 60]", "overlaps", 13, "field[5].box"),
        ("[200, 300, 800, 60]", "[1500, 300, 800, 60]", "off_page", 13, "field[5].box"),
        ("[200, 300, 800, 60]", "[200, 300, 800]", "value_wrong", 13, "field[5].box"),
        ("[1600, 1050, 300, 300]", "[1300, 1050, 300, 300]", "overlaps", 6, "qr.box"),
        ("[1600, 1050, 300, 300]", "[1600, 1050, 200, 200]", "too_small", 6, "qr.box"),
        (
            "landscape = true }",
            "landscape = true }\nborder = { shape = \"waves\", inset = 50 }",
            "on_blank",
            3,
            "border",
        ),
        ("\"issued_on\"", "\"since\"", "overlaps", 11, "field[3].box"),
        ("\"journal\"", "\"window\"", "not_shown", 7, "field"),
        ("valid_until", "valid_from", "not_shown", 7, "field"),
        ("decision-shangwu-01", "decision-shangwu-02", "template_misnamed", 1, "licence"),
    ];
    for (from, to, code, line, field) in bad {
        let error = edited(from, to).err();
        let error = error.unwrap_or_else(|| panic!("{to} was taken for good"));
        let found = (error.problem.code(), error.line, error.field.as_str());
        assert_eq!(found, (code, line, field), "{to}: {error}");
        assert_eq!(error.file, FILE);
    }
    let error = edited("[200, 300, 800, 60]", "[200, 230, 800, 60]").unwrap_err().to_string();
    let expected = "templates/decision-shangwu-01.toml 第13行第32列 field[5].box：与 field[1].box 重叠，请移开";
    assert_eq!(error, expected);
}

#[test]
fn a_template_is_of_a_licence_that_there_is_and_stands_once() {
    let files = |licence: &str, name: &'static str| {
        let text = TEMPLATE.replace("decision-shangwu-01", licence);
        let files = [
            ("centre.toml", CENTRE),
            ("calendar.toml", CALENDAR),
            ("rates.toml", RATES),
            ("departments/shangwu.toml", SHANGWU),
            ("departments/huanbao.toml", "[department]\nid = \"huanbao\"\nname = \"环保局\"\n"),
            (FILE, TEMPLATE),
            (name, text.as_str()),
        ];
        read(&files).unwrap_err().problem.code()
    };
    assert_eq!(files("nowhere", "templates/nowhere.toml"), "licence_unknown");
    assert_eq!(files("decision-shangwu-01", "templates/other.toml"), "twice");
    assert_eq!(files("decision-shangwu-01", "other/other.toml"), "file_unknown");
}

#[test]
fn a_template_alone_is_checked_without_a_pack_and_with_one() {
    let text = TEMPLATE.replace("form.total", "form.sum");
    let pack = with(TEMPLATE).unwrap();
    assert!(read_template("here.toml", &text, None).is_ok());
    let error = read_template("here.toml", &text, Some(&pack)).unwrap_err();
    let found = (error.file.as_str(), error.line, error.problem.code());
    assert_eq!(found, ("here.toml", 13, "condition_field"));
    let nowhere = TEMPLATE.replace("decision-shangwu-01", "nowhere");
    let error = read_template("here.toml", &nowhere, Some(&pack)).unwrap_err();
    assert_eq!((error.line, error.problem.code()), (1, "licence_unknown"));
}

#[test]
fn what_finds_no_room_is_placed_in_the_file() {
    let template = read_template(FILE, TEMPLATE, None).unwrap();
    let places = [
        ("holder", 9, "field[1].box"),
        ("form.total", 13, "field[5].box"),
        ("copy_mark", 4, "copy_mark.box"),
        ("text[0]", 1, "text[0].box"),
        ("建设地点", 1, "table.box"),
    ];
    for (shown, line, field) in places {
        let error = no_room(FILE, TEMPLATE, &template, shown, 99);
        let found = (error.problem.code(), error.line, error.field.as_str());
        assert_eq!(found, ("no_room", line, field), "{error}");
        assert!(error.to_string().contains("99字"), "{error}");
    }
}
