//! What `clerk` and `clerk-server` keep and give out, others may not read.

use crate::case::approval;
use crate::common::{Centre, Ran, Window, clerk, code, password};
use clerk_testkit::{open_to_all, open_to_others, without_umask};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn run(window: &Window, args: &[&str]) {
    let ran = Ran::of(without_umask(&window.command(args)).output().unwrap());
    assert_eq!(ran.code, 0, "{args:?}: {}", ran.err);
}

/// As a copy that somebody put there, or an older program, may have left it.
fn open_all_of(folder: &Path) {
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.path().is_dir() {
            open_all_of(&entry.path());
        } else {
            open_to_all(&entry.path()).unwrap();
        }
    }
    open_to_all(folder).unwrap();
}

#[test]
fn others_may_read_nothing_of_it() {
    let top = TempDir::new().unwrap();
    let mut centre = Centre::start(top.path());
    let held = top.path().join("centre");
    centre.stop();
    open_all_of(&held);
    centre.start_again();
    let none = Vec::<PathBuf>::new();
    assert_eq!(open_to_others(&held).unwrap(), none);

    let window = Window { dir: top.path().join("shangwu-03") };
    std::fs::create_dir(&window.dir).unwrap();
    open_to_all(&window.dir).unwrap();
    let mut enroll = clerk(&window.dir);
    enroll.args(["enroll", "--server", &centre.url, "--code", code("shangwu-03")]);
    enroll.args(["--person", "wang"]).env("CLERK_PASSWORD", password());
    assert_eq!(Ran::of(without_umask(&enroll).output().unwrap()).code, 0);
    let number = window.receive(&approval("28000000.00"));
    run(&window, &["print", &number, "reasons"]);
    assert_eq!(open_to_others(&window.dir).unwrap(), none);

    open_all_of(&window.dir);
    run(&window, &["status"]);
    assert_eq!(open_to_others(&window.dir).unwrap(), none);

    let out = top.path().join("out");
    std::fs::create_dir(&out).unwrap();
    let file = |name: &str| out.join(name).to_str().unwrap().to_owned();
    std::fs::write(file("journal"), "").unwrap();
    open_all_of(&out);
    run(&window, &["journal", "export", &file("journal")]);
    run(&window, &["bundle", "export", &file("request")]);
    centre.command(&["bundle", "import", &file("request"), "--reply", &file("reply")]);
    // The folder is not the program's own.
    assert_eq!(open_to_others(&out).unwrap(), vec![out]);
}
