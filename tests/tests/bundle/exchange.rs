//! What a round of sync does, done by files.

use crate::centre::{PERSON, RUNTIME, WINDOW, issue, password, receive};
use crate::pair::{ExchangePair, agree, held};
use chrono::TimeDelta;
use clerk_desk::api::{
    BundleExportArgs, CaseArgs, ErrorCode, LoginArgs, Nothing, TextArgs, VerdictView,
};
use clerk_domain::pack::RulePack;
use clerk_domain::register::Verdict;
use clerk_server::repository::Packs as _;
use std::sync::Arc;

/// Publishes the pack anew under the next version, with its grants of this department revoked.
/// Gives the version of the pack that it publishes.
fn publish_without_grants(pair: &ExchangePair) -> u32 {
    let centre = &pair.centre.server;
    RUNTIME.block_on(async {
        let version = centre.repository().pack_version().await.unwrap();
        let stored = centre.repository().pack(version).await.unwrap().unwrap();
        let mut pack: RulePack = serde_json::from_str(&stored.text).unwrap();
        pack.version += 1;
        let now = pair.clock.now().fixed_offset();
        for grant in pack.grants.iter_mut().filter(|grant| grant.department.as_str() == "zhijian") {
            grant.revoked_at = Some(now);
        }
        centre.publish(&clerk_server::demo::admin(), &pack).await.unwrap();
        pack.version
    })
}

#[test]
fn a_window_without_a_network_takes_in_issues_and_agrees_with_the_centre() {
    let pair = ExchangePair::new();
    let desk = pair.window(WINDOW, 1);
    let other = pair.window("zhijian-02", 2);
    let case = receive(&desk);
    assert_eq!(issue(&desk, case).unwrap_err().code, ErrorCode::NumbersExhausted);
    assert_eq!(desk.bundle_waiting(Nothing {}).unwrap(), None);

    let first = pair.export(&desk, "first");
    let waits = desk.bundle_waiting(Nothing {}).unwrap().unwrap();
    assert_eq!((waits.acts, waits.since), (2, pair.clock.now().fixed_offset()));
    let taken = pair.take(&first).unwrap();
    assert_eq!((taken.accepted, taken.duplicate, taken.exceptions), (2, 0, 0));
    let imported = desk.import_bundle(&taken.reply).unwrap();
    assert_eq!((imported.accepted, imported.outbox), (2, 0));
    assert!(imported.leased > 0 && !imported.server_rolled_back && !imported.more);
    assert_eq!(desk.bundle_waiting(Nothing {}).unwrap(), None);
    assert_eq!(agree(&pair.centre.server, &desk, WINDOW), 2);
    // Numbers came in the file.
    let number = issue(&desk, case).unwrap();

    // The other window hears of it, and this one of the other.
    assert!(pair.exchange(&desk, "second").accepted == 1);
    assert_eq!(pair.exchange(&other, "other first").pulled, 3);
    let found = other.search(TextArgs { text: number.clone() }).unwrap();
    assert_eq!(found.rows.len(), 1, "{number}");
    let there = issue(&other, receive(&other)).unwrap();
    pair.exchange(&other, "other second");

    // A revocation and a pack come along, and every act of the outage is told of.
    let published = publish_without_grants(&pair);
    pair.clock.advance(TimeDelta::hours(1));
    RUNTIME
        .block_on(pair.centre.server.revoke(&clerk_server::demo::admin(), &number, "样本", None))
        .unwrap();
    let last = issue(&desk, receive(&desk)).unwrap();
    let imported = pair.exchange(&desk, "third");
    assert_eq!((imported.accepted, imported.exceptions, imported.pulled), (3, 1, 3));
    assert_eq!(desk.search(TextArgs { text: there }).unwrap().rows.len(), 1);
    let status = desk.status(Nothing {}).unwrap();
    assert_eq!((status.pack_version, status.outbox), (published, 0));
    let licence = desk.case(CaseArgs { case }).unwrap().case.products.licence.unwrap();
    let text =
        format!("{}.{}", licence.signed_text(&WINDOW.into(), &PERSON.into()), licence.signature);
    assert_eq!(desk.verify(TextArgs { text }).unwrap().finding.verdict, Verdict::Revoked);
    let report = desk.report(Nothing {}).unwrap().unwrap();
    let counts = (report.accepted, report.duplicate, report.conflict, report.beyond_authority);
    assert_eq!((counts, report.same), ((2, 0, 0, 1), true));
    let beyond = report.acts.iter().find(|act| act.verdict == VerdictView::BeyondAuthority);
    assert_eq!(beyond.unwrap().licence, Some(last));

    assert_eq!(agree(&pair.centre.server, &desk, WINDOW), 6);
    assert_eq!(agree(&pair.centre.server, &other, "zhijian-02"), 3);
    let held = held(&pair.centre.server);
    assert_eq!((held.licences, held.entries), (3, 9));
}

#[test]
fn files_may_be_written_twice_and_come_late() {
    let pair = ExchangePair::new();
    let desk = pair.window(WINDOW, 1);
    pair.clock.advance(TimeDelta::hours(1));
    receive(&desk);
    let first = pair.export(&desk, "first");
    receive(&desk);
    let second = pair.export(&desk, "second");
    assert_eq!(desk.bundle_waiting(Nothing {}).unwrap().unwrap().acts, 4);
    // The centre gets the later one first; the earlier one tells it nothing.
    let to_second = pair.take(&second).unwrap();
    assert_eq!((to_second.accepted, to_second.duplicate), (4, 0));
    let to_first = pair.take(&first).unwrap();
    assert_eq!((to_first.accepted, to_first.duplicate), (0, 2));
    // The window gets the earlier answer first. What it told stays, and the same numbers come once.
    let numbers = |desk: &clerk_desk::workstation::Workstation| {
        let numbers = desk.status(Nothing {}).unwrap().numbers;
        numbers.iter().map(|series| series.left).sum::<u32>()
    };
    assert!(desk.import_bundle(&to_first.reply).unwrap().leased > 0);
    let leased = numbers(&desk);
    assert_eq!(desk.bundle_waiting(Nothing {}).unwrap().unwrap().acts, 4);
    let told = desk.report(Nothing {}).unwrap().unwrap();
    assert_eq!((told.accepted, told.duplicate), (0, 2));
    desk.import_bundle(&to_second.reply).unwrap();
    assert_eq!(numbers(&desk), leased);
    // Of each act it is told once.
    let told = desk.report(Nothing {}).unwrap().unwrap();
    assert_eq!((told.accepted, told.duplicate, told.acts.len()), (2, 0, 2));
    assert_eq!(agree(&pair.centre.server, &desk, WINDOW), 4);
    assert_eq!(desk.bundle_waiting(Nothing {}).unwrap(), None);
}

#[test]
fn a_restored_centre_is_noticed_and_gets_what_it_lost() {
    let pair = ExchangePair::new();
    let desk = pair.window(WINDOW, 1);
    receive(&desk);
    pair.exchange(&desk, "first");
    // The backup, before the next acts.
    let folder = pair.centre.folder.path();
    let backup = folder.join("backup");
    std::fs::create_dir(&backup).unwrap();
    for file in ["centre.db", "centre.db-wal"] {
        std::fs::copy(folder.join("centre").join(file), backup.join(file)).unwrap();
    }
    receive(&desk);
    pair.exchange(&desk, "second");
    assert_eq!(agree(&pair.centre.server, &desk, WINDOW), 4);

    let clock = pair.clock.clone();
    let open = || {
        let clock = clock.clone();
        let keys = folder.join("keys");
        let opened = clerk_server::open(&backup, &keys, Arc::new(move || clock.now()), [8; 32]);
        RUNTIME.block_on(opened).unwrap()
    };
    RUNTIME.block_on(open().begin_epoch()).unwrap();
    let centre = open();
    // What follows does not join what it has; the answer says how far that reaches.
    receive(&desk);
    let taken = RUNTIME.block_on(centre.take_bundle(&pair.export(&desk, "third"))).unwrap();
    assert_eq!((taken.accepted, taken.refused.len()), (0, 1), "{:?}", taken.refused);
    let imported = desk.import_bundle(&taken.reply).unwrap();
    assert_eq!((imported.server_rolled_back, imported.accepted, imported.outbox), (true, 0, 4));
    let taken = RUNTIME.block_on(centre.take_bundle(&pair.export(&desk, "fourth"))).unwrap();
    assert_eq!((taken.accepted, taken.refused.len()), (4, 0), "{:?}", taken.refused);
    let imported = desk.import_bundle(&taken.reply).unwrap();
    assert_eq!((imported.server_rolled_back, imported.outbox), (false, 0));
    assert_eq!(agree(&centre, &desk, WINDOW), 6);
}

#[test]
fn a_file_of_december_brings_the_numbers_of_the_next_year() {
    let pair = ExchangePair::new();
    let desk = pair.window(WINDOW, 1);
    let new_year = "2027-01-04T01:00:00Z".parse().unwrap();
    let left = |at| {
        pair.clock.set(at);
        let numbers = desk.status(Nothing {}).unwrap().numbers;
        numbers.iter().map(|series| series.left).min().unwrap()
    };
    pair.exchange(&desk, "november");
    assert_eq!(left(new_year), 0);
    pair.clock.set("2026-12-28T01:00:00Z".parse().unwrap());
    pair.exchange(&desk, "december");
    assert!(left(new_year) > 0);
}

/// The year is over once a reply of the new one came; then what is left of the old one travels back.
#[test]
fn a_file_of_january_gives_back_what_is_left_of_the_year_before() {
    let pair = ExchangePair::new();
    let desk = pair.window(WINDOW, 1);
    let book = |series: &str| {
        let books = desk.number_books(Nothing {}).unwrap().books;
        let mut books = books.into_iter().map(|view| view.book);
        let one = books.find(|one| one.series.as_str() == series && one.year == 2026).unwrap();
        (one.left, one.returned, one.adds_up())
    };
    pair.exchange(&desk, "november");
    let (left, _, _) = book("RCPT");
    assert!(left > 0);
    pair.clock.set("2027-01-04T01:00:00Z".parse().unwrap());
    pair.exchange(&desk, "january");
    assert_eq!(book("RCPT"), (left, 0, true), "the window cannot know yet that the year is over");
    pair.exchange(&desk, "january again");
    assert_eq!(book("RCPT"), (0, left, true));
    let held = pair.books();
    let old = held.iter().filter(|book| book.year == 2026 && book.series.as_str() == "RCPT");
    let old: Vec<_> = old.map(|book| (book.left, book.returned, book.adds_up())).collect();
    assert_eq!(old, [(0, left, true)]);
}

#[test]
fn more_than_one_push_and_one_page_hold_travel_in_one_file() {
    let pair = ExchangePair::new();
    let desk = pair.window(WINDOW, 1);
    let other = pair.window("zhijian-02", 2);
    for _ in 0..501 {
        receive(&desk);
    }
    assert_eq!(pair.exchange(&desk, "all").accepted, 1002);
    assert_eq!(agree(&pair.centre.server, &desk, WINDOW), 1002);
    let imported = pair.exchange(&other, "others");
    assert_eq!((imported.pulled, imported.more), (1002, false));
    assert_eq!(pair.exchange(&other, "nothing new").pulled, 0);
}

#[test]
fn a_file_is_written_whole_and_over_none() {
    let pair = ExchangePair::new();
    let desk = pair.window(WINDOW, 1);
    let first = pair.export(&desk, "file");
    let file = pair.centre.folder.path().join("file").display().to_string();
    let export = |file: Option<&str>, overwrite| {
        desk.bundle_export(BundleExportArgs { file: file.map(str::to_owned), overwrite })
    };
    let refused = export(Some(&file), false).unwrap_err();
    assert_eq!((refused.code, &refused.detail), (ErrorCode::BundleFileExists, &file));
    assert_eq!(std::fs::read(&file).unwrap(), first);
    let refused = export(Some("/nowhere/file"), false).unwrap_err();
    assert_eq!(refused.code, ErrorCode::BundleFileFailed);
    export(Some(&file), true).unwrap();
    assert_ne!(std::fs::read(&file).unwrap(), first);
    // Where nobody names a file, each has a name of its own in the window's folder.
    let own = [export(None, false), export(None, false)].map(|made| made.unwrap().file);
    assert!(own[0] != own[1] && own[0].contains("zhijian-01"), "{own:?}");
    // The person's next login changes nothing of what waits.
    desk.login(LoginArgs { person: PERSON.into(), password: password(), new_password: None })
        .unwrap();
    let taken = pair.take(&std::fs::read(&own[1]).unwrap()).unwrap();
    desk.import_bundle(&taken.reply).unwrap();
    assert_eq!(desk.bundle_waiting(Nothing {}).unwrap(), None);
}

/// The window had contact at its enrolment, and the file was long on its way.
#[test]
fn what_a_file_brings_late_is_no_older_than_it_may_be() {
    let pair = ExchangePair::new();
    let desk = pair.window(WINDOW, 1);
    receive(&desk);
    let request = pair.export(&desk, "request");
    pair.clock.advance(TimeDelta::hours(2));
    let taken = pair.take(&request).unwrap();
    assert_eq!((taken.accepted, taken.exceptions), (2, 0));
}
