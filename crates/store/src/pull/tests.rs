use crate::sample::{
    Elsewhere, Window, accepted, act, case_id, delivered, digest, fold, issued, received, scope,
    voided, withdrawn,
};
use crate::table::cursor::Cursor;
use crate::{PulledEntry, StoreError};
use clerk_domain::act::Actor;
use clerk_domain::case::acts::{ReferralDecided, Referred};
use clerk_domain::case::{Case, CaseAct, CaseState};
use clerk_domain::digest::Digest;
use clerk_domain::grant::ReferralTarget;
use clerk_domain::ids::{Author, CaseId, JournalId};
use clerk_domain::journal::{About, Chain, Sealed, Stamp};
use clerk_domain::person::Role;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn three_cases() -> Elsewhere {
    let mut elsewhere = Elsewhere::new("shangwu-04");
    for n in 0..3 {
        let number = format!("shangwu-04-20261123-000{n}");
        elsewhere.act(case_id(n), received(&number, "徐州示例贸易有限公司"));
        elsewhere.act(case_id(n), accepted());
        elsewhere.act(case_id(n), issued(&format!("SWWZ-2026-00000{n}")));
    }
    elsewhere
}

fn whole(window: &mut Window, entries: &[PulledEntry]) -> Result<bool, StoreError> {
    window.apply_pulled(&scope(), entries, digest(entries))
}

#[test]
fn other_windows_cases_come_whole_and_once() {
    let elsewhere = three_cases();
    let mut window = Window::new("shangwu-03");
    for size in [1, 4, 9] {
        let mut window = Window::new("shangwu-03");
        let mut held = 0;
        for batch in elsewhere.entries.chunks(size) {
            held += batch.len();
            let expected = digest(&elsewhere.entries[..held]);
            assert!(window.apply_pulled(&scope(), batch, expected).unwrap());
            // The same batch again, as after a lost answer.
            assert!(window.apply_pulled(&scope(), batch, expected).unwrap());
        }
        let report = window.check().unwrap();
        assert_eq!((report.entries, report.foreign_entries, report.cases), (0, 9, 3));
        assert_eq!(window.case(case_id(1)).unwrap().unwrap().state(), CaseState::Issued);
        assert_eq!(window.history(case_id(1)).unwrap().len(), 3);
        assert_eq!(window.search("swwz-2026-000001", 9).unwrap().rows.len(), 1);
        assert_eq!(window.cursor(&scope()).unwrap().counter, 9);
    }
    assert!(whole(&mut window, &elsewhere.entries).unwrap());
    // An early batch once more, after the cursor has gone past it.
    let early = &elsewhere.entries[..2];
    assert!(window.apply_pulled(&scope(), early, digest(early)).unwrap());
    assert_eq!(window.cursor(&scope()).unwrap().counter, 9);
    // The whole scope anew, as after a server was restored.
    window.reset_cursor(&scope()).unwrap();
    assert!(whole(&mut window, &elsewhere.entries).unwrap());
    assert_eq!(window.check().unwrap().foreign_entries, 9);
    assert_eq!(window.history(case_id(1)).unwrap().len(), 3);
}

#[test]
fn nobody_makes_void_here_what_another_case_holds() {
    let mut elsewhere = three_cases();
    // The number of the first case's licence, on a case of its own.
    elsewhere.act(case_id(7), received("shangwu-04-20261123-0007", "徐州示例贸易有限公司"));
    elsewhere.act(case_id(7), accepted());
    elsewhere.act(case_id(7), issued("SWWZ-2026-000001"));
    elsewhere.act(case_id(7), voided("SWWZ-2026-000001"));
    let mut window = Window::new("shangwu-03");
    let entries = &elsewhere.entries;
    assert!(window.apply_pulled(&scope(), entries, digest(entries)).unwrap());
    assert_eq!(window.voided("SWWZ-2026-000001", &"shangwu-04".into()).unwrap(), None);
    // Once the case that holds it made it void itself, it is.
    elsewhere.act(case_id(1), voided("SWWZ-2026-000001"));
    let entries = &elsewhere.entries;
    assert!(window.apply_pulled(&scope(), entries, digest(entries)).unwrap());
    assert!(window.voided("SWWZ-2026-000001", &"shangwu-04".into()).unwrap().is_some());
}

#[test]
fn what_another_window_made_void_is_known_here() {
    let mut elsewhere = three_cases();
    elsewhere.act(case_id(1), voided("SWWZ-2026-000001"));
    elsewhere.act(case_id(1), issued("SWWZ-2026-000009"));
    for size in [1, 11] {
        let mut window = Window::new("shangwu-03");
        let mut held = 0;
        for batch in elsewhere.entries.chunks(size) {
            held += batch.len();
            let expected = digest(&elsewhere.entries[..held]);
            assert!(window.apply_pulled(&scope(), batch, expected).unwrap());
        }
        window.check().unwrap();
        let revocation = window.voided("SWWZ-2026-000001", &"shangwu-04".into()).unwrap().unwrap();
        assert_eq!(revocation.replaced_by.as_deref(), Some("SWWZ-2026-000009"));
        assert_eq!(window.voided("SWWZ-2026-000002", &"shangwu-04".into()).unwrap(), None);
        // It is no act of this window, for which the register speaks.
        assert_eq!(window.voided("SWWZ-2026-000001", &"shangwu-03".into()).unwrap(), None);
        assert_eq!(window.search("swwz-2026-000001", 9).unwrap().rows.len(), 1);
    }
}

#[test]
fn a_digest_that_differs_keeps_nothing() {
    let elsewhere = three_cases();
    let mut window = Window::new("shangwu-03");
    assert!(!window.apply_pulled(&scope(), &elsewhere.entries, Digest::ZERO).unwrap());
    assert_eq!(window.cursor(&scope()).unwrap(), Cursor::START);
    assert_eq!(window.check().unwrap().cases, 0);
    assert!(window.apply_pulled(&scope(), &[], Digest::ZERO).unwrap());
    assert!(!window.apply_pulled(&scope(), &[], digest(&elsewhere.entries)).unwrap());
}

#[test]
fn what_no_window_wrote_is_refused_and_nothing_is_kept() {
    /// An entry as it comes.
    #[derive(Clone)]
    struct Came {
        counter: u64,
        journal: JournalId,
        seq: u64,
        text: Option<String>,
    }
    let good = three_cases().entries;
    let came = |PulledEntry { counter, journal, seq, sealed }: &PulledEntry| {
        let text = sealed.as_ref().map(|sealed| sealed.text.clone());
        Came { counter: *counter, journal: journal.clone(), seq: *seq, text }
    };
    let edit = |change: &dyn Fn(&mut Vec<Came>)| {
        let mut entries: Vec<Came> = good.iter().map(came).collect();
        change(&mut entries);
        entries
    };
    let retext = |entry: &mut Came, from: &str, to: &str| {
        let text = entry.text.as_mut().unwrap();
        assert!(text.contains(from), "{text}");
        *text = text.replace(from, to);
    };
    let read = |entries: Vec<Came>| {
        let read = |came: Came| PulledEntry::read(came.counter, came.journal, came.seq, came.text);
        entries.into_iter().map(read).collect::<Result<Vec<_>, _>>()
    };
    let table: [(&str, Vec<Came>); 8] = [
        ("pull_gap", edit(&|e| drop(e.remove(4)))),
        ("pull_gap", edit(&|e| e.swap(3, 4))),
        ("journal_broken", edit(&|e| retext(&mut e[3], "示例贸易", "样本贸易"))),
        ("pulled_unreadable", edit(&|e| e[3].text = Some("{}".to_owned()))),
        ("pulled_unreadable", edit(&|e| retext(&mut e[3], "{\"v\":1", "{\"v\":2"))),
        ("pulled_unreadable", edit(&|e| e[3].seq = 9)),
        ("pulled_unreadable", edit(&|e| e[3].journal = "shangwu-05".into())),
        ("entry_missing", edit(&|e| e[3].text = None)),
    ];
    for (code, entries) in table {
        let mut window = Window::new("shangwu-03");
        let expected = digest(&good);
        let kept = read(entries).and_then(|e| window.apply_pulled(&scope(), &e, expected));
        let error = kept.unwrap_err();
        assert_eq!(error.code(), code, "{error}");
        assert_eq!(window.check().unwrap().foreign_entries, 0);
        assert_eq!(window.cursor(&scope()).unwrap(), Cursor::START);
        assert!(window.apply_pulled(&scope(), &good, expected).unwrap());
    }
}

#[test]
fn another_entry_at_a_place_that_is_taken_is_refused() {
    let mut window = Window::new("shangwu-03");
    let mut elsewhere = Elsewhere::new("shangwu-04");
    elsewhere.act(case_id(1), received("n", "示例"));
    assert!(whole(&mut window, &elsewhere.entries).unwrap());
    let mut copied = Elsewhere::new("shangwu-04");
    copied.act(case_id(1), received("n", "样本"));
    window.reset_cursor(&scope()).unwrap();
    let error = whole(&mut window, &copied.entries).unwrap_err();
    assert_eq!(error.code(), "entry_differs");
}

#[test]
fn own_entries_move_the_cursor_and_a_lost_one_is_told() {
    let mut window = Window::new("shangwu-03");
    let sealed = act(&mut window, case_id(1), received("n", "示例")).unwrap();
    let entry = |seq, text: Option<&str>| {
        PulledEntry::read(seq, "shangwu-03".into(), seq, text.map(str::to_owned)).unwrap()
    };
    let expected = Digest::ZERO.chain(sealed.hash);
    let lost = [entry(1, None), entry(2, None)];
    let error = window.apply_pulled(&scope(), &lost, expected).unwrap_err();
    assert_eq!(error.code(), "own_entry_missing");
    for text in [None, Some(sealed.text.as_str())] {
        window.reset_cursor(&scope()).unwrap();
        assert!(window.apply_pulled(&scope(), &[entry(1, text)], expected).unwrap());
    }
    assert_eq!(window.check().unwrap().foreign_entries, 0);
}

#[test]
fn an_act_that_the_rule_refuses_is_kept_and_shown() {
    let mut window = Window::new("shangwu-03");
    let mut elsewhere = Elsewhere::new("shangwu-04");
    act(&mut window, case_id(1), received("n", "示例")).unwrap();
    act(&mut window, case_id(1), accepted()).unwrap();
    // Another window acts on the case, which is not its own.
    elsewhere.act(case_id(1), issued("SWWZ-1"));
    elsewhere.act(case_id(1), delivered());
    // And one act is on a case that nobody received.
    elsewhere.act(case_id(2), accepted());
    assert!(whole(&mut window, &elsewhere.entries).unwrap());
    let rows = window.received_on(crate::sample::today()).unwrap();
    assert_eq!(rows.len(), 1);
    assert!(rows[0].conflict);
    assert_eq!(rows[0].state, CaseState::Accepted);
    let history = window.history(case_id(1)).unwrap();
    let refused = history.iter().filter(|recorded| recorded.refused.is_some()).count();
    assert_eq!((history.len(), refused), (4, 2));
    let report = window.check().unwrap();
    assert_eq!((report.entries, report.foreign_entries, report.cases), (2, 3, 1));
}

/// The scope as the server gives it, where several write.
#[derive(Default)]
struct Scope {
    entries: Vec<PulledEntry>,
    hashes: Vec<Digest>,
}

impl Scope {
    /// The window has its own entries, and gets no text of them.
    fn add(&mut self, sealed: &Sealed, own: bool) {
        self.entries.push(PulledEntry {
            counter: self.entries.len() as u64 + 1,
            journal: JournalId::from(&sealed.entry.author),
            seq: sealed.entry.seq,
            sealed: (!own).then(|| sealed.clone()),
        });
        self.hashes.push(sealed.hash);
    }

    fn pull(&self, window: &mut Window, after: usize) {
        let digest = self.hashes.iter().copied().fold(Digest::ZERO, Digest::chain);
        assert!(window.apply_pulled(&scope(), &self.entries[after..], digest).unwrap());
        window.check().unwrap();
    }
}

/// A leader's decision, as the next one of the department's desk.
fn decided(chain: &mut Chain, case: CaseId, approved: bool) -> Sealed {
    let actor = Actor { role: Role::Leader, ..Actor::from(&crate::sample::wang()) };
    let act = ReferralDecided { approved, opinion: "示例意见".to_owned() };
    let time = Stamp { device: crate::sample::now(), server: None, ticks: 0 };
    let sealed = chain.seal(time, actor, About::Case(case, act.into())).unwrap();
    chain.advance(&sealed);
    sealed
}

fn referred() -> CaseAct {
    Referred { to: ReferralTarget::Leader, reasons: Vec::new() }.into()
}

/// The window takes an application back while the leader refuses it: whoever the centre heard first is right
/// at the window too, and what it then refuses is kept and shown.
#[test]
fn the_centres_order_is_the_windows_once_it_is_known() {
    for at_the_centre_first in [true, false] {
        let mut window = Window::new("shangwu-03");
        let mut desk = Chain::new(Author::desk(&scope()));
        let (id, mut held) = (case_id(1), Scope::default());
        for act_of_it in [received("n", "示例"), accepted(), referred()] {
            held.add(&act(&mut window, id, act_of_it).unwrap(), true);
        }
        held.pull(&mut window, 0);
        let own = act(&mut window, id, withdrawn()).unwrap();
        let state = |window: &Window| window.case(id).unwrap().unwrap().state();
        assert_eq!(state(&window), CaseState::Withdrawn);
        let decision = decided(&mut desk, id, false);
        let first = if at_the_centre_first { (&decision, false) } else { (&own, true) };
        let second = if at_the_centre_first { (&own, true) } else { (&decision, false) };
        held.add(first.0, first.1);
        held.add(second.0, second.1);
        held.pull(&mut window, 3);
        let right = if at_the_centre_first { CaseState::Refused } else { CaseState::Withdrawn };
        assert_eq!(state(&window), right);
        let told = window.history(id).unwrap();
        let told: Vec<_> = told.iter().skip(3).map(|it| (it.hash, it.refused.is_some())).collect();
        assert_eq!(told, [(first.0.hash, false), (second.0.hash, true)]);
        assert!(window.received_on(crate::sample::today()).unwrap()[0].conflict);

        // A server that was restored got them the other way round.
        let after = held.entries.len() - 2;
        held.entries.truncate(after);
        held.hashes.truncate(after);
        held.add(second.0, second.1);
        held.add(first.0, first.1);
        window.reset_cursor(&scope()).unwrap();
        held.pull(&mut window, 0);
        assert_ne!(state(&window), right);
    }
}

fn waiting(unsent: &[(u128, Sealed)]) -> impl Iterator<Item = (&u128, &Sealed)> {
    unsent.iter().map(|(n, sealed)| (n, sealed))
}

fn fold_all<'a>(entries: impl Iterator<Item = (&'a u128, &'a Sealed)>) -> BTreeMap<u128, Case> {
    let mut cases = BTreeMap::<u128, Case>::new();
    for (n, sealed) in entries {
        if let Ok(case) = fold(cases.get(n).cloned(), sealed) {
            cases.insert(*n, case);
        }
    }
    cases
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Acts here, at another window and at the centre in any order, sent and pulled at any time: what is
    /// kept is the fold of what came by, in that order, and of the own ones after it.
    #[test]
    fn the_store_is_the_fold_in_the_centres_order(
        steps in prop::collection::vec((0u128..3, 0usize..8, 0u8..4, any::<bool>(), any::<bool>()), 1..60),
    ) {
        let mut window = Window::new("shangwu-03");
        let mut elsewhere = Elsewhere::new("shangwu-04");
        let mut desk = Chain::new(Author::desk(&scope()));
        let (mut held, mut unsent) = (Scope::default(), Vec::new());
        let mut come_by = Vec::<(u128, Sealed, bool)>::new();
        let (mut here, mut pulled) = (0, 0);
        for (step, (n, kind, place, send, pull)) in steps.into_iter().enumerate() {
            let id = case_id(n);
            // No number is given twice.
            let given = format!("SWWZ-{step}");
            let licence = window.case(id).unwrap().and_then(|case| case.products.licence);
            let held_licence = licence.map_or_else(|| given.clone(), |licence| licence.number);
            let acts = [
                received(&format!("n-{n}"), "示例"), accepted(), referred(), referred(), withdrawn(),
                issued(&given), voided(&held_licence), delivered(),
            ];
            let wanted = acts.into_iter().nth(kind).unwrap();
            match place {
                0 | 1 => {
                    let sealed = crate::sample::seal(&window.chain().unwrap(), here, id, wanted.clone());
                    if fold(window.case(id).unwrap(), &sealed).is_ok() {
                        unsent.push((n, act(&mut window, id, wanted).unwrap()));
                        here += 1;
                    }
                }
                // Nobody knows a case before it came by.
                _ if !come_by.iter().any(|(of, ..)| *of == n) => {}
                2 if kind > 0 => come_by.push((n, elsewhere.act(id, wanted), false)),
                _ => come_by.push((n, decided(&mut desk, id, kind % 2 == 0), false)),
            }
            if send {
                come_by.extend(unsent.drain(..).map(|(n, sealed)| (n, sealed, true)));
            }
            for (_, sealed, own) in &come_by[held.entries.len()..] {
                held.add(sealed, *own);
            }
            if pull {
                held.pull(&mut window, pulled);
                pulled = held.entries.len();
                let cases = fold_all(come_by.iter().map(|(n, sealed, _)| (n, sealed)).chain(waiting(&unsent)));
                for n in 0..3 {
                    prop_assert_eq!(window.case(case_id(n)).unwrap(), cases.get(&n).cloned());
                }
            }
        }
        // A server that was restored got them in another order.
        held.pull(&mut window, pulled);
        let mut again = Scope::default();
        come_by.sort_by_key(|(_, sealed, _)| sealed.entry.author.as_str().bytes().rev().collect::<Vec<_>>());
        come_by.iter().for_each(|(_, sealed, own)| again.add(sealed, *own));
        window.reset_cursor(&scope()).unwrap();
        again.pull(&mut window, 0);
        let cases = fold_all(come_by.iter().map(|(n, sealed, _)| (n, sealed)).chain(waiting(&unsent)));
        for n in 0..3 {
            prop_assert_eq!(window.case(case_id(n)).unwrap(), cases.get(&n).cloned());
        }
        let report = window.check().unwrap();
        prop_assert_eq!(report.entries, u64::try_from(here).unwrap());
    }
}
