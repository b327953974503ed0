//! `clerk-server template`, as somebody who writes one uses it: without a centre.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const DEMO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../pack/demo/templates");

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_clerk-server"));
    command.arg("template").args(arguments).output().unwrap()
}

fn said(output: &Output) -> (Option<i32>, String) {
    let text = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
    (output.status.code(), text.concat())
}

fn demo(name: &str) -> String {
    format!("{DEMO}/{name}.toml")
}

/// The demo centre's template of a name, with a replacement, in a folder.
fn edited(folder: &Path, name: &str, from: &str, to: &str) -> PathBuf {
    let text = fs::read_to_string(demo(name)).unwrap();
    assert!(text.contains(from), "{from}");
    let file = folder.join("edited.toml");
    fs::write(&file, text.replacen(from, to, 1)).unwrap();
    file
}

#[test]
fn the_demo_centres_templates_hold_the_longest_values() {
    let files: Vec<_> = fs::read_dir(DEMO).unwrap().map(|file| file.unwrap().path()).collect();
    let names: Vec<_> = files.iter().map(|file| file.to_str().unwrap()).collect();
    assert!(names.len() > 1, "{names:?}");
    for pack in [&[][..], &["--pack", "demo"]] {
        let arguments = [&["check"], names.as_slice(), pack].concat();
        let (status, text) = said(&run(&arguments));
        assert_eq!(
            (status, text.matches("没有发现问题").count()),
            (Some(0), names.len()),
            "{text}"
        );
    }
}

#[test]
fn says_what_is_wrong_by_file_line_and_field() {
    let folder = tempfile::tempdir().unwrap();
    let wrong = [
        // No box at all, one that overlaps, one that the longest value does not fit, one of no item's form.
        ("show = \"holder\"", "shows = \"holder\"", "第35行第1列 field[1].shows：不认识的字段"),
        (
            "[640, 840, 900, 220]",
            "[640, 740, 900, 220]",
            "第53行第7列 field[2].box：与 field[1].box 重叠",
        ),
        (
            "[640, 840, 900, 220]",
            "[640, 840, 200, 220]",
            "第53行第7列 field[2].box：“form.premises”的内容（100字）",
        ),
        (
            "form.premises",
            "form.address",
            "第52行第8列 field[2].show：事项“tiyu-01”没有字段“address”",
        ),
        ("font = \"hei\"", "font = \"kaiti\"", "第29行第8列 text[1].font：内容不符合要求"),
    ];
    for (from, to, expected) in wrong {
        let file = edited(folder.path(), "decision-tiyu-01", from, to);
        let good = demo("decision-huanbao-01");
        let output = run(&["check", file.to_str().unwrap(), &good, "--pack", "demo"]);
        let (status, text) = said(&output);
        assert_eq!(status, Some(2), "{text}");
        assert!(text.contains("edited.toml ") && text.contains(expected), "{expected}: {text}");
        // One that is wrong hides none that is good.
        assert!(text.contains("decision-huanbao-01.toml：没有发现问题"), "{text}");
    }
    assert_eq!(said(&run(&["check", "no-such.toml"])).0, Some(2));
}

#[test]
fn shows_a_specimen_with_everyday_and_one_with_the_longest_values() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let file = demo("decision-tiyu-01");
    let preview = |more: &[&str]| {
        let arguments = ["preview", &file, "--out", out.to_str().unwrap(), "--pack", "demo"];
        said(&run(&[&arguments[..], more].concat()))
    };
    let (status, text) = preview(&["--values", "sample"]);
    let sample = out.join("decision-tiyu-01-sample.pdf");
    assert_eq!((status, text.trim()), (Some(0), sample.to_str().unwrap()));
    let made = fs::read(&sample).unwrap();
    assert!(made.starts_with(b"%PDF-1.7"));
    assert_eq!(fs::read_dir(&out).unwrap().count(), 1);

    let (status, text) = preview(&[]);
    assert_eq!((status, text.lines().count()), (Some(0), 2), "{text}");
    assert_eq!(fs::read(&sample).unwrap(), made, "the same bytes each time");
    let extreme = out.join("decision-tiyu-01-extreme.pdf");
    let read = Command::new("pdftotext").arg("-raw").arg(extreme).arg("-").output().unwrap();
    let text = String::from_utf8_lossy(&read.stdout).replace(char::is_whitespace, "");
    // The item's own names, and a form's field as long as the item lets it be.
    let long: String = "徐州示例䶮𠅤㛃𬭎（样本）Qgj，".chars().cycle().take(100).collect();
    for shown in ["《全民健身条例》第三十二条", "副本（第65535次补打）", "样本SAMPLE", &long]
    {
        assert!(text.contains(shown), "{shown} is not in {text}");
    }
}
