//! A licence type and how it looks come from text files alone, through the real centre and desk; and a
//! licence is printed again as it was, whatever a later pack says.

use crate::centre::{RUNTIME, TestCentre, intake, password};
use crate::steps::{accept, printed, publish, receive, shared};
use clerk_desk::api::{IssueArgs, Nothing};
use clerk_desk::workstation::Workstation;
use clerk_domain::ids::CaseId;
use clerk_domain::paper::DocumentKind;
use clerk_pack::Origin;
use clerk_testkit::SetClock;
use serde_json::json;
use std::fs;
use std::path::Path;

const SOURCES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/pack/demo");
const NEW_TYPE: &str =
    "licence = { code = \"premises-card\", name = \"样本场所卡\", series = \"ZJKA\" }";

const TEMPLATE: &str = r#"
licence = "premises-card"
page = { size = "a5", landscape = true }
copy_mark = { box = [1500, 60, 500, 70] }
seal = { box = [1000, 950, 400, 400] }
qr = { box = [1600, 1000, 300, 300] }
table = { box = [200, 500, 1700, 300], label_width = 300, size = 10.5, smallest = 7 }
text = [{ text = "样本场所卡", box = [500, 140, 1100, 160], font = "song_bold", size = 26, align = "spread" }]
field = [
  { show = "number", before = "编号：", box = [200, 320, 800, 60], font = "song", size = 10.5, smallest = 6.5 },
  { show = "holder", box = [1050, 320, 850, 60], font = "hei", size = 12, smallest = 6.5 },
  { show = "form.premises", before = "设在：", box = [200, 400, 1700, 60], font = "song", size = 12, smallest = 6.5 },
  { show = "legal_basis", box = [200, 820, 1700, 50], font = "song", size = 9, smallest = 6.5 },
  { show = "case_number", box = [200, 1150, 700, 50], font = "song", size = 9, smallest = 6.5 },
  { show = "journal", box = [200, 1200, 700, 50], font = "song", size = 9, smallest = 6.5 },
  { show = "organ", box = [1000, 1080, 400, 60], font = "song", size = 11, smallest = 6.5, align = "centre" },
  { show = "issued_on", box = [1000, 1150, 400, 60], font = "song", size = 11, smallest = 6.5, align = "centre" },
  { show = "page", box = [200, 1300, 500, 50], font = "song", size = 9, smallest = 6.5 },
]
"#;

/// The demo centre's sources in a folder, with the new licence type instead of one of theirs.
fn sources(folder: &Path) {
    for part in ["", "departments", "templates"] {
        let to = folder.join(part);
        fs::create_dir_all(&to).unwrap();
        for file in fs::read_dir(Path::new(SOURCES).join(part)).unwrap() {
            let file = file.unwrap();
            if file.file_type().unwrap().is_file() {
                fs::write(to.join(file.file_name()), fs::read(file.path()).unwrap()).unwrap();
            }
        }
    }
    let zhijian = folder.join("departments/zhijian.toml");
    let text = fs::read_to_string(&zhijian).unwrap();
    let old = text.lines().find(|line| line.contains("\"decision-zhijian-01\"")).unwrap();
    fs::write(&zhijian, text.replace(old, NEW_TYPE)).unwrap();
    fs::write(folder.join("templates/premises-card.toml"), TEMPLATE).unwrap();
}

fn issued(desk: &Workstation) -> CaseId {
    let mut intake = intake();
    intake.form.insert("premises".to_owned(), json!("样本路8号"));
    intake.form.insert("staff".to_owned(), json!(12));
    let case = receive(desk, intake);
    accept(desk, case);
    desk.issue(IssueArgs { case, confirmation: password() }).unwrap();
    case
}

#[test]
fn a_new_licence_type_is_one_template_and_is_printed_again_as_it_was() {
    let clock = SetClock::at("2026-11-23T01:00:00Z".parse().unwrap());
    let centre = TestCentre::new(shared(&clock), |_| true);
    let folder = centre.folder.path().join("sources");
    sources(&folder);
    let read = folder.to_str().unwrap().parse::<Origin>().unwrap().read();
    let read = read.unwrap_or_else(|error| panic!("{error}"));
    publish(&centre, |pack| {
        *pack = clerk_domain::pack::RulePack { version: pack.version, ..read.clone() };
    });
    let desk = centre.desk("window", 1, shared(&clock));
    centre.enrol(&desk, "zhijian-01");
    let case = issued(&desk);
    let first = printed(&desk, case, DocumentKind::Licence);
    let shown = [
        "样本场所卡",
        "徐州样本检测有限公司",
        "设在：样本路8号",
        "职工人数",
        "12人",
        "质量技术监督局",
        "第1页共1页",
    ];
    for shown in shown {
        assert!(first.contains(shown), "{shown} is not in {first}");
    }
    assert!(!first.contains("行政许可决定书") && !first.contains("机构地址"), "{first}");

    publish(&centre, |pack| {
        let mut template = pack.template("premises-card").unwrap().clone();
        template.texts[0].text = "样本场所证".to_owned();
        pack.templates = vec![template];
    });
    desk.sync_now(Nothing {}).unwrap();
    let again = printed(&desk, case, DocumentKind::Licence);
    assert!(again.contains("样本场所卡") && again.contains("副本（第1次补打）"), "{again}");
    let later = printed(&desk, issued(&desk), DocumentKind::Licence);
    assert!(later.contains("样本场所证"), "{later}");
    desk.sync_now(Nothing {}).unwrap();
    let exceptions = RUNTIME.block_on(async {
        use clerk_server::repository::Inspection as _;
        centre.server.repository().counts().await.unwrap().exceptions
    });
    assert_eq!(exceptions, 0, "the centre decides it as the window did");
}
