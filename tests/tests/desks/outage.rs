//! An outage with real desks against the real server: a grant is revoked meanwhile, and the window's
//! report says of every act what became of it.

use crate::centre;
use crate::centre::{PERSON, RUNTIME, WINDOW, issue, receive};
use chrono::TimeDelta;
use clerk_desk::api::{Nothing, ReportView, VerdictView, WorkingPaperArgs};
use clerk_desk::workstation::Workstation;
use clerk_domain::clock::SharedClock;
use clerk_domain::pack::RulePack;
use clerk_server::repository::Packs as _;
use clerk_testkit::SetClock;
use clerk_tests::Clerk;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

struct TestCentre {
    centre: centre::TestCentre,
    clock: SetClock,
}

fn centre() -> (TestCentre, Workstation) {
    let clock = SetClock::at("2026-11-23T01:00:00Z".parse().unwrap());
    let shared = || -> SharedClock {
        let clock = clock.clone();
        Arc::new(move || clock.now())
    };
    let centre = centre::TestCentre::new(shared(), |_| true);
    let desk = centre.desk("window", 1, shared());
    centre.enrol(&desk, WINDOW);
    (TestCentre { centre, clock }, desk)
}

/// Three acts: received, accepted, issued.
fn whole_case(desk: &Workstation) {
    issue(desk, receive(desk)).unwrap();
}

fn report(desk: &Workstation) -> Option<ReportView> {
    desk.report(Nothing {}).unwrap()
}

/// The report on paper says the same.
fn check_paper(desk: &Workstation, told: &ReportView) {
    let printed = desk.print_working_paper(WorkingPaperArgs::Report).unwrap();
    let text = Command::new("pdftotext").args(["-raw", &printed.file, "-"]).output().unwrap();
    let text = String::from_utf8_lossy(&text.stdout).replace(char::is_whitespace, "");
    let beyond = &told.acts.iter().find(|act| !act.problems.is_empty()).unwrap();
    let licence = beyond.licence.clone().unwrap();
    let digest = &told.window.digest;
    for expected in [
        "断网对账单",
        "已接收中心已有冲突超出授权13002",
        "本窗口与中心所存的流水一致",
        "须处理（2步）",
        "断网期间的每一步（15步）",
        "签发时授权书已撤销：由授权部门决定",
        digest,
        &licence,
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    for act in &told.acts {
        assert!(text.contains(act.number.as_ref().unwrap().as_str()), "{}", act.seq);
    }
    // One file an outage, however often it is printed.
    let again = desk.print_working_paper(WorkingPaperArgs::Report).unwrap();
    assert_eq!(again.file, printed.file);
}

/// `clerk` writes it where it is told to, or says why not.
fn check_command(folder: &Path) {
    let clerk = Clerk::at(&folder.join("window"), PERSON);
    let file = folder.join("report.pdf");
    let written = clerk.json(&["report", "--pdf", file.to_str().unwrap()]);
    assert_eq!(written["file"], file.to_str().unwrap());
    assert!(std::fs::read(&file).unwrap().starts_with(b"%PDF-"));
    assert_eq!(clerk.json(&["report"])["acts"].as_array().unwrap().len(), 15);
    let nowhere = folder.join("no/such/report.pdf");
    let ran = clerk.run(&["--json", "report", "--pdf", nowhere.to_str().unwrap()]);
    assert_eq!(ran.status, Some(3), "{}", ran.stderr);
    assert!(ran.stderr.contains("file_unwritable"), "{}", ran.stderr);
}

#[test]
fn a_report_tells_what_was_issued_under_a_grant_revoked_during_an_outage() {
    let (centre, desk) = centre();
    whole_case(&desk);
    desk.sync_now(Nothing {}).unwrap();
    // What travels while there is contact is no outage.
    assert!(report(&desk).is_none());

    centre.clock.advance(TimeDelta::hours(1));
    (0..3).for_each(|_| whole_case(&desk));
    centre.clock.advance(TimeDelta::minutes(30));
    let published = RUNTIME.block_on(async {
        let repository = centre.centre.server.repository();
        repository.pack(repository.pack_version().await.unwrap()).await.unwrap().unwrap()
    });
    let mut pack: RulePack = serde_json::from_str(&published.text).unwrap();
    pack.version += 1;
    let revoked = centre.clock.now().fixed_offset();
    for grant in pack.grants.iter_mut().filter(|grant| grant.department.as_str() == "zhijian") {
        grant.revoked_at = Some(revoked);
    }
    RUNTIME.block_on(centre.centre.server.publish(&clerk_server::demo::admin(), &pack)).unwrap();
    (0..2).for_each(|_| whole_case(&desk));
    centre.clock.advance(TimeDelta::minutes(30));
    desk.sync_now(Nothing {}).unwrap();

    let told = report(&desk).unwrap();
    let counts = (told.accepted, told.duplicate, told.conflict, told.beyond_authority);
    assert_eq!(counts, (13, 0, 0, 2), "{told:?}");
    let beyond = told.acts.iter().filter(|act| act.verdict == VerdictView::BeyondAuthority);
    for act in beyond {
        assert!(act.at >= revoked && act.licence.is_some());
        let codes: Vec<_> = act.problems.iter().map(|problem| problem.code.as_str()).collect();
        assert_eq!(codes, ["grant_revoked"]);
        assert!(!act.problems[0].to_do_zh.is_empty());
    }
    assert!(told.same && told.window == told.server);
    assert_eq!((told.window.entries, told.acts.len()), (18, 15));
    check_paper(&desk, &told);
    let held =
        RUNTIME.block_on(clerk_server::inspect::inspect(centre.centre.server.repository(), None));
    let held = held.unwrap();
    assert_eq!((held.licences, held.entries, held.exceptions), (6, 18, 2));
    let journal = held.windows.iter().find(|journal| journal.window.as_str() == WINDOW).unwrap();
    assert_eq!(told.server.digest, journal.head.to_string());
    // It stays until the next outage.
    desk.sync_now(Nothing {}).unwrap();
    assert_eq!(report(&desk).unwrap().acts.len(), 15);
    assert_eq!(desk.verify_journal().unwrap().head.to_string(), told.window.digest);
    drop(desk);
    check_command(centre.centre.folder.path());
}
