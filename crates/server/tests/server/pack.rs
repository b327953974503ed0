//! `clerk-server pack`.

use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

fn pack(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_clerk-server"));
    command.arg("pack").args(arguments).output().unwrap()
}

fn printed(arguments: &[&str]) -> String {
    let output = pack(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The demo pack's sources with one replacement in one file.
fn sources(file: &str, from: &str, to: &str) -> TempDir {
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../pack/demo");
    let copy = TempDir::new().unwrap();
    for folder in ["", "departments", "templates"] {
        std::fs::create_dir_all(copy.path().join(folder)).unwrap();
        for entry in std::fs::read_dir(demo.join(folder)).unwrap().map(Result::unwrap) {
            if entry.path().is_file() {
                let text = std::fs::read(entry.path()).unwrap();
                std::fs::write(copy.path().join(folder).join(entry.file_name()), text).unwrap();
            }
        }
    }
    let changed = copy.path().join(file);
    let text = std::fs::read_to_string(&changed).unwrap();
    assert!(text.contains(from), "{file} does not hold {from}");
    std::fs::write(&changed, text.replacen(from, to, 1)).unwrap();
    copy
}

fn path(dir: &TempDir) -> &str {
    dir.path().to_str().unwrap()
}

#[test]
fn check_says_what_a_pack_holds_or_what_is_wrong_with_it_and_where() {
    let good = sources("centre.toml", "sample = true", "sample = true");
    for origin in ["demo", path(&good)] {
        let text = printed(&["check", origin]);
        assert!(text.contains("没有发现问题") && text.contains("份授权书"), "{text}");
    }
    let bad = sources("departments/shangwu.toml", "soft_hours = 24", "soft_hours = 999");
    let output = pack(&["check", path(&bad)]);
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8(output.stderr).unwrap();
    for expected in ["departments/shangwu.toml", "行", "grant[0].offline.hard_hours"] {
        assert!(message.contains(expected), "{message}");
    }
    assert_eq!(pack(&["check", "/no/such/folder"]).status.code(), Some(2));
}

#[test]
fn diff_says_what_changed_a_line_a_change() {
    let file = "departments/shangwu.toml";
    let changed = sources(file, "hard_hours = 168", "hard_hours = 72");
    assert_eq!(printed(&["diff", "demo", "demo"]), "没有变化\n");
    let text = printed(&["diff", "demo", path(&changed)]);
    let line = "~ 授权书 徐商授〔2026〕3号 offline hard_hours：168 → 72";
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines.len(), 2, "{text}");
    assert!(lines[0].starts_with("! 内容有变") && lines[1] == line, "{text}");
    // What has no name, and may be left out as a whole, is a line a part as well.
    std::fs::remove_dir_all(changed.path().join("templates")).unwrap();
    let text = printed(&["diff", "demo", path(&changed)]);
    let gone: Vec<_> = text.lines().filter(|line| line.starts_with("- 证照模板 ")).collect();
    assert_eq!(gone.len(), 2, "{text}");
    assert!(gone.iter().all(|line| line.chars().count() < 200), "{text}");
}
