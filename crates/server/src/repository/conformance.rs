//! What every backend of the repository must do. A backend's test calls [`conformance`] with a
//! function that makes an empty repository.

mod bundles;
mod enquiries;
mod enrolments;
mod exceptions;
mod licences;
mod people;
mod register;
mod returns;

use super::{
    Administered, Append, Counts, Effects, Fork, Identity, LeaseKey, Leased, Line, NewEntry,
    NewLicence, Repository, ScopeHead, StoredCase, StoredPack,
};
use crate::keys::CentreKeys;
use chrono::{DateTime, TimeDelta, Utc};
use clerk_domain::digest::Digest;
use clerk_domain::ids::{
    Author, CaseId, CaseNumber, DepartmentId, JournalId, SeriesCode, Subject, WindowId,
};
use clerk_protocol::{JournalHead, PushException, Secret, Window};
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use uuid::Uuid;

/// Runs the whole suite, each part on an empty repository.
pub async fn conformance<R: Repository, F: Future<Output = R>>(make: impl Fn() -> F) {
    identity_is_made_once(make().await).await;
    packs_only_grow(make().await).await;
    register::a_register_grows_and_comes_in_pages(make().await).await;
    register::revocations_stay_and_learn_what_stands_in_their_place(make().await).await;
    people::are_what_the_last_appointment_says(make().await).await;
    people::attempts_change_only_from_what_they_are(make().await).await;
    windows_begin_with_an_empty_journal(make().await).await;
    enrolments::a_code_makes_one_device(make().await).await;
    enrolments::sample_codes_are_shown_while_they_can_be_used(make().await).await;
    an_append_is_seen_everywhere(make().await).await;
    an_append_that_comes_late_changes_nothing(make().await).await;
    a_known_licence_number_stops_an_append(make().await).await;
    bundles::are_kept_once(make().await).await;
    exceptions::are_settled_once(make().await).await;
    licences::are_found_by_what_was_issued_before(make().await).await;
    licences::one_of_a_number_stands(make().await).await;
    a_branch_is_a_journal_of_its_own(make().await).await;
    large_appends_keep_their_order(make().await).await;
    enquiries::are_listed_as_they_came_in(make().await).await;
    scopes_do_not_touch_one_another(make().await).await;
    leases_never_overlap(make().await).await;
}

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
}

fn window(id: &str, department: &str) -> Window {
    Window { id: id.into(), name: format!("样本窗口 {id}"), department: department.into() }
}

fn case(number: u8) -> CaseId {
    CaseId(Uuid::from_bytes([number; 16]))
}

async fn identity_is_made_once<R: Repository>(repository: R) {
    let identity = |epoch, n: u8| {
        let keys = CentreKeys::draw(&mut StdRng::from_seed([n; 32])).unwrap().public();
        Identity { epoch, restored: false, secret: [n; 32], keys }
    };
    let (first, second) = (identity((1 << 53) - 1, 7), identity(2, 8));
    assert!(repository.known_identity().await.unwrap().is_none());
    assert!(repository.identity(first.clone()).await.unwrap() == first);
    assert!(repository.identity(second.clone()).await.unwrap() == first);
    assert!(repository.known_identity().await.unwrap() == Some(first.clone()));
    repository.set_epoch(9).await.unwrap();
    assert!(
        repository.identity(second).await.unwrap()
            == Identity { epoch: 9, restored: true, ..first }
    );
}

fn pack(text: &str) -> StoredPack {
    StoredPack { text: text.to_owned(), signature: format!("{text} signed") }
}

async fn packs_only_grow<R: Repository>(repository: R) {
    assert_eq!(repository.pack_version().await.unwrap(), 0);
    assert_eq!(repository.pack(0).await.unwrap(), None);
    assert!(repository.add_pack(3, &pack("三"), at(0)).await.unwrap());
    for version in [2, 3] {
        assert!(!repository.add_pack(version, &pack("other"), at(1)).await.unwrap());
    }
    let published = async |version| {
        let published = Some((version, pack("四")));
        administer(&repository, Administered { published, ..Administered::default() }).await
    };
    assert!(published(4).await);
    assert!(!published(4).await, "with the journal's entry or not at all");
    assert_eq!(repository.pack_version().await.unwrap(), 4);
    assert_eq!(repository.pack(3).await.unwrap(), Some(pack("三")));
    assert_eq!(repository.pack(2).await.unwrap(), None);
}

async fn windows_begin_with_an_empty_journal<R: Repository>(repository: R) {
    let second = window("b", "shangwu");
    add_window(&repository, second.clone(), "rb").await;
    add_window(&repository, window("a", "gongshang"), "ra").await;
    assert!(repository.window(&"c".into()).await.unwrap().is_none());
    let stored = repository.window(&"b".into()).await.unwrap().unwrap();
    assert_eq!((stored.window, stored.recovery.0.as_str()), (second, "rb"));
    assert_eq!(stored.head, JournalHead { seq: 0, hash: Digest::ZERO });
    let ids: Vec<String> =
        repository.windows().await.unwrap().into_iter().map(|w| w.window.id.0).collect();
    assert_eq!(ids, ["a", "b"]);
}

/// A plan of `count` entries by `window` that follows what the repository holds. Each is on case
/// number `case_number`.
async fn plan<R: Repository>(
    repository: &R,
    window: &str,
    scope: &str,
    case_number: u8,
    count: usize,
) -> Append {
    let after = repository.window(&window.into()).await.unwrap().unwrap().head;
    let scope_after = repository.scope(&scope.into()).await.unwrap();
    let mut running = scope_after.digest;
    let entry = |place: usize| {
        let text = format!("{window} {} 办件", after.seq + place as u64 + 1);
        let hash = Digest::of(text.as_bytes());
        running = running.chain(hash);
        NewEntry { subject: Subject::Case(case(case_number)), hash, running, text: text.into() }
    };
    Append {
        journal: window.into(),
        fork: None,
        scope: scope.into(),
        after,
        scope_after,
        entries: (0..count).map(entry).collect(),
        cases: Vec::new(),
        licences: Vec::new(),
        effects: Effects::default(),
        numbers: Vec::new(),
        exceptions: Vec::new(),
        acts_signed: Vec::new(),
        administered: Administered::default(),
        at: at(9),
    }
}

/// An act in the centre's own journal; `false` where it was not kept.
async fn administer<R: Repository>(repository: &R, administered: Administered) -> bool {
    let author = Author::centre();
    repository.begin_journal(&author).await.unwrap();
    let after = repository.lines(&author).await.unwrap()[0].head;
    let scope_after = repository.scope(&"centre".into()).await.unwrap();
    let text = format!("centre {}", after.seq + 1);
    let hash = Digest::of(text.as_bytes());
    let (subject, running) = (Subject::Window("a".into()), scope_after.digest.chain(hash));
    let plan = Append {
        journal: JournalId::from(&author),
        fork: None,
        scope: "centre".into(),
        after,
        scope_after,
        entries: vec![NewEntry { subject, hash, running, text: text.into() }],
        cases: Vec::new(),
        licences: Vec::new(),
        effects: Effects::default(),
        numbers: Vec::new(),
        exceptions: Vec::new(),
        acts_signed: Vec::new(),
        administered,
        at: at(9),
    };
    repository.append(plan).await.unwrap()
}

async fn add_window<R: Repository>(repository: &R, window: Window, recovery: &str) {
    let window = Some((window, Secret(recovery.to_owned())));
    assert!(administer(repository, Administered { window, ..Administered::default() }).await);
}

fn stored_case(scope: &str, number: u8, state: &str) -> StoredCase {
    StoredCase {
        wanted: format!("establish/{number}/"),
        scope: scope.into(),
        id: case(number),
        number: format!("a-{number}"),
        window: "a".into(),
        item: "shangwu-01".to_owned(),
        state: state.to_owned(),
        received_at: at(3),
        licence: None,
    }
}

fn licence(number: &str) -> NewLicence {
    NewLicence {
        number: number.to_owned(),
        case: case(1),
        licence_type: "sample".to_owned(),
        seq: 1,
        item: "shangwu-01".into(),
        applicant: "a".to_owned(),
        issued_on: "2026-11-23".parse().unwrap(),
        holder: "a".to_owned(),
    }
}

async fn two_windows<R: Repository>(repository: &R) {
    for id in ["a", "b"] {
        add_window(repository, window(id, "shangwu"), "r").await;
    }
}

async fn an_append_is_seen_everywhere<R: Repository>(repository: R) {
    two_windows(&repository).await;
    let scope = DepartmentId::from("shangwu");
    let empty = ScopeHead { counter: 0, digest: Digest::ZERO };
    assert_eq!(repository.scope(&scope).await.unwrap(), empty);
    let mut first = plan(&repository, "a", "shangwu", 1, 2).await;
    first.cases = vec![stored_case("shangwu", 1, "received")];
    first.licences = vec![licence("L1")];
    first.exceptions = vec![PushException { seq: 2, code: "case_rule".to_owned() }];
    let (hashes, running) =
        first.entries.iter().map(|e| (e.hash, e.running)).collect::<(Vec<Digest>, Vec<Digest>)>();
    assert!(repository.append(first).await.unwrap());
    let mut second = plan(&repository, "b", "shangwu", 1, 1).await;
    let case_now =
        StoredCase { licence: Some("L1".to_owned()), ..stored_case("shangwu", 1, "issued") };
    second.cases = vec![case_now.clone()];
    let last = second.entries[0].running;
    assert!(repository.append(second).await.unwrap());

    let head = repository.scope(&scope).await.unwrap();
    assert_eq!(head, ScopeHead { counter: 3, digest: last });
    let head = repository.window(&"a".into()).await.unwrap().unwrap().head;
    assert_eq!(head, JournalHead { seq: 2, hash: hashes[1] });
    let stored = repository.hashes(&"a".into(), 1, 9).await.unwrap();
    assert_eq!(stored, [(1, hashes[0]), (2, hashes[1])]);
    assert_eq!(repository.hashes(&"a".into(), 2, 2).await.unwrap(), [(2, hashes[1])]);
    assert_eq!(repository.running_digest(&scope, 2).await.unwrap(), Some(running[1]));
    for nowhere in [0, 4, u64::MAX] {
        assert_eq!(repository.running_digest(&scope, nowhere).await.unwrap(), None);
    }
    let texts = repository
        .entries_about(&scope, &[Subject::Case(case(1)), Subject::Case(case(2))])
        .await
        .unwrap();
    assert_eq!(texts, ["a 1 办件", "a 2 办件", "b 1 办件"]);
    assert!(repository.entries_about(&scope, &[]).await.unwrap().is_empty());
    let asked = ["L0", "L1", "L\"2"].map(str::to_owned);
    let known = repository.licences(&asked).await.unwrap();
    assert_eq!(known.iter().map(|known| known.number.as_str()).collect::<Vec<_>>(), ["L1"]);
    assert_eq!((&known[0].scope, known[0].case, known[0].holder.as_str()), (&scope, case(1), "a"));
    let exceptions = repository.exceptions(&"a".into(), 1, 2).await.unwrap();
    assert_eq!(exceptions, [PushException { seq: 2, code: "case_rule".to_owned() }]);
    assert!(repository.exceptions(&"a".into(), 1, 1).await.unwrap().is_empty());
    let found = repository.cases(&CaseNumber::from("a-1")).await.unwrap();
    assert_eq!(found, [case_now]);
    assert!(repository.cases(&CaseNumber::from("a-2")).await.unwrap().is_empty());
    let counts = Counts { cases: 1, licences: 1, entries: 3, exceptions: 1 };
    assert_eq!(repository.counts().await.unwrap(), counts);
    entries_come_in_order(&repository, &scope).await;
}

async fn entries_come_in_order<R: Repository>(repository: &R, scope: &DepartmentId) {
    let pulled = async |after, limit| {
        let entries =
            repository.entries_after(scope, after, limit, (&"b".into(), u64::MAX)).await.unwrap();
        entries.into_iter().map(|e| (e.counter, e.journal.0, e.seq, e.text)).collect::<Vec<_>>()
    };
    let all = [
        (1, "a".to_owned(), 1, Some("a 1 办件".to_owned())),
        (2, "a".to_owned(), 2, Some("a 2 办件".to_owned())),
        (3, "b".to_owned(), 1, None),
    ];
    assert_eq!(pulled(0, 9).await, all);
    assert_eq!(pulled(1, 1).await, all[1..2]);
    assert!(pulled(0, 0).await.is_empty() && pulled(3, 9).await.is_empty());
    assert!(pulled(u64::MAX, 9).await.is_empty());
}

async fn an_append_that_comes_late_changes_nothing<R: Repository>(repository: R) {
    two_windows(&repository).await;
    let begun = plan(&repository, "a", "shangwu", 1, 1).await;
    let mut other_window = plan(&repository, "b", "shangwu", 1, 1).await;
    assert!(repository.append(begun.clone()).await.unwrap());
    // The same again, and another window's that was planned on the same scope.
    assert!(!repository.append(begun).await.unwrap());
    other_window.licences = vec![licence("L1")];
    other_window.cases = vec![stored_case("shangwu", 1, "received")];
    assert!(!repository.append(other_window).await.unwrap());
    let mut wrong_head = plan(&repository, "a", "shangwu", 1, 1).await;
    wrong_head.after.hash = Digest::of(b"other");
    assert!(!repository.append(wrong_head).await.unwrap());
    let mut wrong_digest = plan(&repository, "a", "shangwu", 1, 1).await;
    wrong_digest.scope_after.digest = Digest::of(b"other");
    assert!(!repository.append(wrong_digest).await.unwrap());
    let counts = Counts { cases: 0, licences: 0, entries: 1, exceptions: 0 };
    assert_eq!(repository.counts().await.unwrap(), counts);
    let head = repository.window(&"b".into()).await.unwrap().unwrap().head;
    assert_eq!(head.seq, 0);
    // And what is planned anew goes through.
    let anew = plan(&repository, "b", "shangwu", 1, 1).await;
    assert!(repository.append(anew).await.unwrap());
}

async fn a_known_licence_number_stops_an_append<R: Repository>(repository: R) {
    two_windows(&repository).await;
    let mut first = plan(&repository, "a", "shangwu", 1, 1).await;
    first.licences = vec![licence("L1")];
    assert!(repository.append(first).await.unwrap());
    let mut second = plan(&repository, "a", "shangwu", 1, 1).await;
    second.licences = vec![licence("L2"), licence("L1")];
    assert!(!repository.append(second).await.unwrap());
    assert!(repository.licences(&["L2".to_owned()]).await.unwrap().is_empty());
    assert_eq!(repository.counts().await.unwrap().entries, 1);
}

async fn a_branch_is_a_journal_of_its_own<R: Repository>(repository: R) {
    two_windows(&repository).await;
    let own = plan(&repository, "a", "shangwu", 1, 3).await;
    let (second, third) = (own.entries[1].hash, own.entries[2].hash);
    assert!(repository.append(own).await.unwrap());
    let after = JournalHead { seq: 2, hash: second };
    let begun = Append {
        journal: "a~1".into(),
        fork: Some(Fork { parent: "a".into(), seq: 2 }),
        after,
        ..plan(&repository, "a", "shangwu", 1, 1).await
    };
    let last = begun.entries[0].hash;
    // It must hang on an entry that is there.
    let on_nothing = Append { after: JournalHead { seq: 2, hash: third }, ..begun.clone() };
    assert!(!repository.append(on_nothing).await.unwrap());
    assert!(repository.append(begun.clone()).await.unwrap());
    assert!(!repository.append(begun).await.unwrap());
    let lines = repository.lines(&"a".into()).await.unwrap();
    let own = Line { journal: "a".into(), fork: None, head: JournalHead { seq: 3, hash: third } };
    let branch = Line {
        journal: "a~1".into(),
        fork: Some(Fork { parent: "a".into(), seq: 2 }),
        head: JournalHead { seq: 3, hash: last },
    };
    assert_eq!(lines, [own, branch.clone()]);
    assert!(repository.lines(&"nobody".into()).await.unwrap().is_empty());
    let longer = Append {
        journal: "a~1".into(),
        after: branch.head,
        ..plan(&repository, "a", "shangwu", 1, 1).await
    };
    assert!(repository.append(longer.clone()).await.unwrap());
    assert!(!repository.append(longer).await.unwrap());
    assert_eq!(repository.hashes(&"a~1".into(), 1, 9).await.unwrap().len(), 2);
    assert_eq!(repository.lines(&"a".into()).await.unwrap()[1].head.seq, 4);
    assert_eq!(repository.window(&"a".into()).await.unwrap().unwrap().head.seq, 3);
    let reader = (&"a~1".into(), 3);
    let entries = repository.entries_after(&"shangwu".into(), 0, 9, reader).await.unwrap();
    let has_text = entries.iter().map(|e| (e.journal.as_str(), e.seq, e.text.is_some()));
    let expected =
        [("a", 1, true), ("a", 2, true), ("a", 3, true), ("a~1", 3, false), ("a~1", 4, true)];
    assert_eq!(has_text.collect::<Vec<_>>(), expected);
}

async fn large_appends_keep_their_order<R: Repository>(repository: R) {
    const COUNT: usize = 300;
    two_windows(&repository).await;
    let mut large = plan(&repository, "a", "shangwu", 1, COUNT).await;
    large.licences = (0..COUNT).map(|place| licence(&format!("L{place}"))).collect();
    let last = large.entries[COUNT - 1].clone();
    assert!(repository.append(large).await.unwrap());
    let scope = DepartmentId::from("shangwu");
    let entries = repository.entries_after(&scope, 0, 1000, (&"b".into(), u64::MAX)).await.unwrap();
    assert_eq!(entries.len(), COUNT);
    for (place, entry) in (1..).zip(&entries) {
        assert_eq!((entry.counter, entry.seq), (place, place));
        assert_eq!(entry.text.as_deref(), Some(format!("a {place} 办件").as_str()));
    }
    assert_eq!(entries[COUNT - 1].running, last.running);
    assert_eq!(repository.counts().await.unwrap().licences, COUNT as u64);
}

async fn scopes_do_not_touch_one_another<R: Repository>(repository: R) {
    two_windows(&repository).await;
    add_window(&repository, window("c", "gongshang"), "r").await;
    let mut mine = plan(&repository, "a", "shangwu", 1, 2).await;
    mine.cases = vec![stored_case("shangwu", 1, "issued")];
    let mut theirs = plan(&repository, "c", "gongshang", 1, 1).await;
    theirs.cases = vec![stored_case("gongshang", 1, "received")];
    assert!(repository.append(mine).await.unwrap());
    // Planned before, but on another scope and another window.
    assert!(repository.append(theirs).await.unwrap());
    let scope = DepartmentId::from("gongshang");
    assert_eq!(repository.scope(&scope).await.unwrap().counter, 1);
    assert_eq!(
        repository.entries_about(&scope, &[Subject::Case(case(1))]).await.unwrap(),
        ["c 1 办件"]
    );
    assert_eq!(
        repository.entries_after(&scope, 0, 9, (&"a".into(), u64::MAX)).await.unwrap().len(),
        1
    );
    let found = repository.cases(&CaseNumber::from("a-1")).await.unwrap();
    assert_eq!(
        found,
        [stored_case("gongshang", 1, "received"), stored_case("shangwu", 1, "issued")]
    );
}

async fn leases_never_overlap<R: Repository>(repository: R) {
    two_windows(&repository).await;
    let key = |window: &str, series: &str, year, ordinal| LeaseKey {
        window: WindowId::from(window),
        series: SeriesCode::from(series),
        year,
        ordinal,
    };
    let series = SeriesCode::from("SWWZ");
    let a1 = key("a", "SWWZ", 2026, 1);
    assert!(repository.lease(&a1).await.unwrap().is_none());
    let block = repository.add_lease(&a1, 1, 200, at(1)).await.unwrap().unwrap();
    assert_eq!((block.first, block.last, block.year), (1, 200, 2026));
    assert_eq!(repository.lease(&a1).await.unwrap(), Some(block.clone()));
    returns::what_is_given_back_stays_so(&repository, &block).await;
    assert!(repository.blocks(&"b".into()).await.unwrap().is_empty());
    let taken = [
        // The same place again, though the numbers are free.
        (a1, 201, 400),
        // Numbers that are leased, at either end.
        (key("b", "SWWZ", 2026, 1), 1, 200),
        (key("b", "SWWZ", 2026, 1), 200, 399),
    ];
    for (key, first, last) in taken {
        assert_eq!(repository.add_lease(&key, first, last, at(1)).await.unwrap(), None);
    }
    let other = repository.add_lease(&key("b", "SWWZ", 2026, 1), 201, 400, at(2)).await.unwrap();
    assert_ne!(other.unwrap().lease, block.lease);
    let leased = |last_number, last_ordinal| Leased { last_number, last_ordinal };
    let now = repository.leased(&"a".into(), &series, 2026).await.unwrap();
    assert_eq!(now, leased(400, 1));
    let now = repository.leased(&"c".into(), &series, 2026).await.unwrap();
    assert_eq!(now, leased(400, 0));
    for (series, year) in [("SWWZ", 2027), ("RCPT", 2026)] {
        let now = repository.leased(&"a".into(), &series.into(), year).await.unwrap();
        assert_eq!(now, leased(0, 0));
        assert!(
            repository
                .add_lease(&key("a", series, year, 1), 1, 200, at(3))
                .await
                .unwrap()
                .is_some()
        );
    }
}
