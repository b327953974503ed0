//! Licences by templates: the demo centre's, and one on a pre-printed blank.

use clerk_documents::*;
use clerk_domain::template::Template;

use super::samples;

/// The demo centre's templates, by the names of their files.
pub const DEMO: [(&str, &str); 2] = [
    ("tiyu", include_str!("../../../pack/demo/templates/decision-tiyu-01.toml")),
    ("huanbao", include_str!("../../../pack/demo/templates/decision-huanbao-01.toml")),
];

/// A card on a blank of half a page, whose form and words are printed already.
pub const BLANK: &str = r#"
licence = "card"
page = { size = "a5", landscape = true }
stock = { blank = "样本空白证" }
copy_mark = { box = [1500, 40, 500, 70] }
seal = { box = [1000, 1000, 400, 400] }
qr = { box = [1600, 1050, 300, 300] }
table = { box = [200, 500, 1700, 450], label_width = 300, size = 10.5, smallest = 6.5 }

[[field]]
show = "holder"
box = [500, 200, 1300, 120]
font = "song"
size = 14
smallest = 8
lines = 2

[[field]]
show = "number"
box = [500, 350, 1300, 60]
font = "song"
size = 11
smallest = 8

[[field]]
show = "organ"
box = [800, 1120, 600, 60]
font = "song"
size = 11
smallest = 7
align = "right"

[[field]]
show = "issued_on"
box = [800, 1190, 600, 60]
font = "song"
size = 11
smallest = 7
align = "right"

[[field]]
show = "journal"
box = [200, 1350, 600, 50]
font = "song"
size = 9
smallest = 6.5
"#;

pub fn template(text: &str) -> Template {
    toml::from_str(text).expect("a template")
}

/// Rows of a table, few or many.
pub fn rows(count: usize) -> Vec<(&'static str, &'static str)> {
    let rows = [
        ("建设单位", "徐州示例精密机械有限公司"),
        ("建设地点", "徐州市云龙区示例工业园样本路 100 号"),
        (
            "建设内容",
            "年产 500 台数控机床，新建厂房 12,000 平方米，购置加工中心、磨床等设备 86 台（套），\
                      配套建设废气、废水处理设施和危险废物暂存间。",
        ),
        ("总投资", "20,000 万元"),
    ];
    rows.into_iter().cycle().take(count).collect()
}

/// A specimen of a template, with these rows.
pub fn licence(text: &str, which: Specimen, rows: &[(&str, &str)]) -> Licence {
    let mut licence = specimen(&template(text), None, which);
    if let LicenceBody::Templated(templated) = &mut licence.body {
        let row = |(label, value): &(&str, &str)| Particular {
            label: (*label).to_owned(),
            value: (*value).to_owned(),
        };
        templated.rows = rows.iter().map(row).collect();
    }
    licence
}

/// All samples with the name of their file.
pub fn all() -> Vec<(&'static str, Document)> {
    let [tiyu, huanbao] = DEMO.map(|(_, text)| text);
    let of = |text: &str, rows: &[(&str, &str)]| licence(text, Specimen::Sample, rows);
    let long = |text: &str, rows: &[(&str, &str)]| licence(text, Specimen::Extreme, rows);
    vec![
        ("templated", Document::Licence(of(tiyu, &[]))),
        ("templated-reprint", Document::Licence(samples::reprint(of(tiyu, &[])))),
        ("templated-long", Document::Licence(long(tiyu, &[]))),
        ("templated-table", Document::Licence(of(huanbao, &rows(4)))),
        ("templated-flowing", Document::Licence(long(huanbao, &rows(60)))),
        ("templated-blank", Document::Licence(of(BLANK, &rows(4)))),
    ]
}
