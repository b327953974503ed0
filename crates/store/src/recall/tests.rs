use crate::PulledEntry;
use crate::sample::{
    Window, accepted, accepted_for_fee, act, block, case_id, charged, issued, now, received, scope,
};
use clerk_domain::case::{CaseAct, acts};
use clerk_domain::digest::Digest;
use clerk_domain::ids::JournalId;
use clerk_domain::journal::Sealed;
use clerk_domain::number::{self, Suffix};

const YEAR: i32 = 2026;

fn number(place: u32) -> String {
    number::format(&"SWWZ".into(), YEAR, place, Suffix::from_random(place))
}

/// What the server gives of these entries.
fn pulled(journal: &str, entries: &[Sealed]) -> Vec<PulledEntry> {
    let pulled = |(sealed, counter): (&Sealed, u64)| PulledEntry {
        counter,
        journal: JournalId::from(journal),
        seq: sealed.entry.seq,
        sealed: Some(sealed.clone()),
    };
    entries.iter().zip(1..).map(pulled).collect()
}

fn digest(entries: &[Sealed]) -> Digest {
    entries.iter().map(|sealed| sealed.hash).fold(Digest::ZERO, Digest::chain)
}

/// Takes the window's next number, which is this one.
fn take(window: &mut Window, place: u32) {
    let mut kept = window.begin_act().unwrap();
    assert_eq!(kept.take_number(&"SWWZ".into(), YEAR).unwrap(), Some(place));
    kept.commit().unwrap();
}

/// A case from its beginning to the licence of a place.
fn whole_case(window: &mut Window, n: u128, place: u32) -> Vec<Sealed> {
    take(window, place);
    let acts = [received(&format!("n-{n}"), "示例"), accepted(), issued(&number(place))];
    acts.into_iter().map(|a| act(window, case_id(n), a).unwrap()).collect()
}

/// An instance of the window with two issued places, and the window as it was after the first.
fn lost_life() -> (Vec<Sealed>, Window) {
    let mut before = Window::new("shangwu-03");
    before.add_block(&block(1, 1, 9)).unwrap();
    let mut entries = whole_case(&mut before, 1, 1);
    let mut restored = Window::new("shangwu-03");
    restored.add_block(&block(1, 1, 9)).unwrap();
    assert_eq!(whole_case(&mut restored, 1, 1), entries);
    restored.acknowledge(3).unwrap();
    entries.extend(whole_case(&mut before, 2, 2));
    let CaseAct::FeeCharged(acts::FeeCharged { amount, .. }) = charged() else { panic!("no fee") };
    act(&mut before, case_id(3), received("n-3", "示例")).map(|s| entries.push(s)).unwrap();
    act(&mut before, case_id(3), accepted_for_fee()).map(|s| entries.push(s)).unwrap();
    take(&mut before, 3);
    let paid = CaseAct::FeeCharged(acts::FeeCharged { receipt: number(3), amount });
    act(&mut before, case_id(3), paid).map(|s| entries.push(s)).unwrap();
    (entries, restored)
}

#[test]
fn a_window_that_did_nothing_since_is_where_it_was() {
    let (entries, mut window) = lost_life();
    for _ in 0..2 {
        let whole = pulled("shangwu-03", &entries);
        assert!(window.apply_pulled(&scope(), &whole, digest(&entries)).unwrap());
        let chain = window.chain().unwrap();
        assert_eq!((chain.seq, chain.head), (9, entries[8].hash));
        assert_eq!((window.acknowledged().unwrap(), window.outbox_count().unwrap()), (9, 0));
        assert_eq!(window.next_number(&"SWWZ".into(), YEAR).unwrap(), Some(4));
        assert_eq!(window.halted().unwrap(), None);
        let report = window.check().unwrap();
        assert_eq!((report.entries, report.foreign_entries, report.cases), (9, 0, 3));
        window.reset_cursor(&scope()).unwrap();
    }
    whole_case(&mut window, 7, 4);
    assert_eq!(window.outbox_count().unwrap(), 3);
}

#[test]
fn a_window_that_went_another_way_keeps_both() {
    let (entries, mut window) = lost_life();
    let own = whole_case(&mut window, 9, 2);
    let whole = pulled("shangwu-03", &entries);
    assert!(window.apply_pulled(&scope(), &whole, digest(&entries)).unwrap());
    assert_eq!(window.halted().unwrap().map(|halt| halt.why).as_deref(), Some("journal_fork"));
    assert_eq!(window.chain().unwrap().head, own[2].hash);
    let report = window.check().unwrap();
    assert_eq!((report.entries, report.foreign_entries, report.cases), (6, 6, 4));
    assert_eq!(window.history(case_id(2)).unwrap().len(), 3);
    assert_eq!(window.next_number(&"SWWZ".into(), YEAR).unwrap(), Some(4));
    window.reset_cursor(&scope()).unwrap();
    assert!(window.apply_pulled(&scope(), &whole, digest(&entries)).unwrap());
    let by = window.next_clearance().unwrap().unwrap();
    assert!(window.clear_halt(by, now()).unwrap());
    assert_eq!(window.halted().unwrap(), None);
    assert!(window.apply_pulled(&scope(), &[], digest(&entries)).unwrap());
}

#[test]
fn a_lost_block_gives_no_number_again() {
    let (entries, _) = lost_life();
    let mut empty = Window::new("shangwu-03");
    assert!(
        empty.apply_pulled(&scope(), &pulled("shangwu-03", &entries), digest(&entries)).unwrap()
    );
    assert_eq!(empty.chain().unwrap().seq, 9);
    empty.add_block(&block(1, 1, 9)).unwrap();
    assert_eq!(empty.next_number(&"SWWZ".into(), YEAR).unwrap(), Some(4));
    assert_eq!(empty.numbers_left(&"SWWZ".into(), YEAR).unwrap(), 6);
    empty.add_block(&block(2, 10, 12)).unwrap();
    assert_eq!(empty.numbers_left(&"SWWZ".into(), YEAR).unwrap(), 9);
}
