//! Holds the sources to `docs/ARCHITECTURE.md`: its arrows, and its invariants of absence.

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Who uses whom: by a normal or build dependency, and in tests alone.
#[derive(Debug, Default)]
struct Arrows {
    packages: BTreeSet<String>,
    normal: BTreeSet<(String, String)>,
    tests_alone: BTreeSet<(String, String)>,
}

#[test]
fn the_arrows_are_the_ones_in_the_map() -> Result<()> {
    let (stand, listed) = (arrows_of_the_workspace()?, arrows_of_the_map()?);
    let mut wrong = Vec::new();
    for name in stand.packages.difference(&listed.packages) {
        wrong.push(format!("{name} has no row"));
    }
    for name in listed.packages.difference(&stand.packages) {
        wrong.push(format!("{name} has a row, but is no package of the workspace"));
    }
    let kinds = [
        ("", &stand.normal, &listed.normal),
        (" (in tests)", &stand.tests_alone, &listed.tests_alone),
    ];
    for (kind, stand, listed) in kinds {
        for (from, to) in stand.difference(listed) {
            wrong.push(format!("{from} uses {to}{kind}, which is not listed"));
        }
        for (from, to) in listed.difference(stand) {
            wrong.push(format!("{from} uses {to}{kind} is listed, but no longer true"));
        }
    }
    ensure!(wrong.is_empty(), "docs/ARCHITECTURE.md, Arrows:\n{}", wrong.join("\n"));
    Ok(())
}

#[test]
fn the_domain_does_no_io_and_knows_neither_time_nor_chance() -> Result<()> {
    let forbidden = [
        "std::fs",
        "std::net",
        "std::process",
        "std::env",
        "SystemTime",
        "Instant::now",
        "Utc::now",
        "Local::now",
        "thread_rng",
        "rand::",
        "tokio::",
    ];
    no_code_says("crates/domain/src", &["rs"], &forbidden)
}

#[test]
fn nothing_below_the_shell_knows_tauri() -> Result<()> {
    no_code_says("crates", &["rs", "toml"], &["tauri"])
}

#[test]
fn one_file_of_the_pages_talks_to_the_shell() -> Result<()> {
    let mut talking = Vec::new();
    for path in files("ui/src", &["ts", "vue", "js"])? {
        if code_lines(&path)?.any(|(_, line)| line.contains("@tauri-apps/")) {
            talking.push(path);
        }
    }
    ensure!(talking.len() == 1, "@tauri-apps/ belongs in one file, and stands in {talking:?}");
    Ok(())
}

#[test]
fn what_a_program_keeps_is_written_by_one_room() -> Result<()> {
    // Each would give a file or a folder the mode that the umask leaves.
    let forbidden = ["File::create(", "fs::write(", "create_dir", "File::options().create"];
    // The room itself, and what only tests use.
    const OTHERS: [&str; 2] = ["crates/disk", "crates/testkit"];
    let mut places = Vec::new();
    for path in files("crates", &["rs"])? {
        let is_source = path.iter().any(|part| part == "src");
        if !is_source || is_test(&path) || OTHERS.iter().any(|room| path.starts_with(room)) {
            continue;
        }
        let before_tests = lines_before_tests(&read(&path)?);
        for (number, line) in code_lines(&path)?.take_while(|(at, _)| *at <= before_tests) {
            if forbidden.iter().any(|text| line.contains(text)) {
                places.push(format!("{}:{number}", path.display()));
            }
        }
    }
    ensure!(places.is_empty(), "clerk-disk writes what others may not read:\n{places:#?}");
    Ok(())
}

#[test]
fn no_source_is_longer_than_500_lines() -> Result<()> {
    const MOST: usize = 500;
    let mut long = Vec::new();
    for folder in ["crates", "src-tauri", "ui/src"] {
        for path in files(folder, &["rs", "ts", "vue", "css", "sql"])? {
            let text = read(&path)?;
            let lines = lines_before_tests(&text);
            if lines > MOST && !is_test(&path) && !is_generated(&text) {
                long.push(format!("{}: {lines} lines", path.display()));
            }
        }
    }
    ensure!(long.is_empty(), "split by what changes together:\n{}", long.join("\n"));
    Ok(())
}

#[test]
fn no_test_is_left_out() -> Result<()> {
    // In two parts, or this line would be found.
    let forbidden = [concat!("#[", "ignore")];
    for folder in ["crates", "src-tauri", "tests"] {
        no_code_says(folder, &["rs"], &forbidden)?;
    }
    Ok(())
}

fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn arrows_of_the_workspace() -> Result<Arrows> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--no-deps", "--locked", "--offline"])
        .current_dir(top())
        .output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "cargo metadata: {said}");
    let metadata: Value = serde_json::from_slice(&output.stdout)?;
    let packages = list(&metadata, "packages")?;

    let mut arrows = Arrows::default();
    for package in packages {
        arrows.packages.insert(text(package, "name")?);
    }
    for package in packages {
        let from = text(package, "name")?;
        for dependency in list(package, "dependencies")? {
            let to = text(dependency, "name")?;
            if !arrows.packages.contains(&to) {
                continue;
            }
            let in_tests = dependency.get("kind").and_then(Value::as_str) == Some("dev");
            let edges = if in_tests { &mut arrows.tests_alone } else { &mut arrows.normal };
            edges.insert((from.clone(), to));
        }
    }
    arrows.tests_alone = arrows.tests_alone.difference(&arrows.normal).cloned().collect();
    Ok(arrows)
}

fn list<'a>(value: &'a Value, key: &str) -> Result<&'a Vec<Value>> {
    value.get(key).and_then(Value::as_array).with_context(|| format!("cargo names no {key}"))
}

fn text(value: &Value, key: &str) -> Result<String> {
    let text = value.get(key).and_then(Value::as_str);
    text.map(str::to_owned).with_context(|| format!("cargo names no {key}"))
}

/// Reads the table between the two markers: package, what it uses, what its tests use besides.
fn arrows_of_the_map() -> Result<Arrows> {
    let map = read(Path::new("docs/ARCHITECTURE.md"))?;
    let (_, rest) = map.split_once("<!-- arrows -->").context("no <!-- arrows --> in the map")?;
    let (table, _) = rest.split_once("<!-- /arrows -->").context("no <!-- /arrows -->")?;
    let mut arrows = Arrows::default();
    for row in table.lines() {
        let cells: Vec<Vec<String>> = row.split('|').skip(1).map(names).collect();
        let [package, uses, in_tests, ..] = cells.as_slice() else { continue };
        let Some(from) = package.first() else { continue };
        arrows.packages.insert(from.clone());
        arrows.normal.extend(uses.iter().map(|to| (from.clone(), to.clone())));
        arrows.tests_alone.extend(in_tests.iter().map(|to| (from.clone(), to.clone())));
    }
    ensure!(!arrows.packages.is_empty(), "the map lists no package");
    Ok(arrows)
}

/// What stands between backticks in a table's cell.
fn names(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Fails with every place of `folder` where a line of code, not of comment, holds a forbidden text.
fn no_code_says(folder: &str, extensions: &[&str], forbidden: &[&str]) -> Result<()> {
    let sources = files(folder, extensions)?;
    ensure!(!sources.is_empty(), "{folder} holds no source");
    let mut places = BTreeMap::new();
    for path in sources {
        for (number, line) in code_lines(&path)? {
            if forbidden.iter().any(|text| line.contains(text)) {
                places.insert(format!("{}:{number}", path.display()), line);
            }
        }
    }
    ensure!(places.is_empty(), "none of {forbidden:?} may stand in {folder}:\n{places:#?}");
    Ok(())
}

/// The lines of a file with their numbers, without those that are all comment.
fn code_lines(path: &Path) -> Result<impl Iterator<Item = (usize, String)>> {
    let lines: Vec<_> = read(path)?.lines().map(|line| line.trim().to_owned()).collect();
    let numbered = lines.into_iter().enumerate().map(|(index, line)| (index + 1, line));
    Ok(numbered.filter(|(_, line)| !["//", "#!", "# ", "<!--"].iter().any(|c| line.starts_with(c))))
}

/// How many lines stand before the tests that a Rust file may end with.
fn lines_before_tests(text: &str) -> usize {
    let lines: Vec<_> = text.lines().collect();
    let begins = |pair: &[&str]| match pair {
        ["#[cfg(test)]", next] => next.starts_with("mod ") && next.ends_with('{'),
        _ => false,
    };
    lines.windows(2).position(begins).unwrap_or(lines.len())
}

fn is_test(path: &Path) -> bool {
    let file = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    file.contains(".test.") || file == "tests.rs" || path.iter().any(|part| part == "tests")
}

/// What writes a file by itself says so in its first line.
fn is_generated(text: &str) -> bool {
    text.lines().next().is_some_and(|line| line.contains("Do not edit"))
}

/// The text of a file of the project.
fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(top().join(path)).with_context(|| path.display().to_string())
}

/// Every file below a folder of the project, of these extensions; named from the top.
fn files(folder: &str, extensions: &[&str]) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![PathBuf::from(folder)];
    while let Some(folder) = open.pop() {
        let entries =
            std::fs::read_dir(top().join(&folder)).with_context(|| folder.display().to_string())?;
        for entry in entries {
            let entry = entry?;
            let path = folder.join(entry.file_name());
            let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
            if entry.file_type()?.is_dir() {
                if !path.ends_with("node_modules") {
                    open.push(path);
                }
            } else if extensions.contains(&extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
