use crate::sample::{
    Window, accepted, accepted_for_fee, act, block, case_id, charged, delivered, fold, issued, key,
    now, received, seal, today, voided, withdrawn,
};
use crate::table::case_list::CaseFilter;
use crate::table::print_job::PrintState;
use crate::{Store, StoreError};
use clerk_domain::case::{Case, CaseState};
use clerk_domain::digest::Digest;
use clerk_domain::ids::{Author, SeriesCode, WindowId};
use clerk_domain::journal::Chain;
use clerk_domain::number::{NumberBlock, Suffix, case_number};
use clerk_domain::paper::DocumentKind;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::time::Duration;

fn series() -> SeriesCode {
    SeriesCode::from("SWWZ")
}

#[test]
fn an_act_is_kept_whole_or_not_at_all() {
    let mut window = Window::new("shangwu-03");
    window.add_block(&block(1, 1, 5)).unwrap();
    window.save_draft("d", "{}", now()).unwrap();
    for commit in [false, true] {
        let mut kept = window.begin_act().unwrap();
        let sealed =
            seal(kept.chain(), 0, case_id(1), received("shangwu-03-20261123-0001", "示例"));
        kept.append(&sealed, &Case::begin(&sealed.entry).unwrap()).unwrap();
        assert_eq!(kept.take_number(&series(), 2026).unwrap(), Some(1));
        kept.reserve_print(case_id(1), DocumentKind::MaterialsReceipt, 0, now()).unwrap();
        assert!(kept.remove_draft("d").unwrap());
        if commit {
            kept.commit().unwrap();
        } else {
            drop(kept);
        }
        let window = window.store.reopen().unwrap();
        assert_eq!(window.chain().unwrap().seq, u64::from(commit));
        assert_eq!(window.case(case_id(1)).unwrap().is_some(), commit);
        assert_eq!(window.numbers_left(&series(), 2026).unwrap(), if commit { 4 } else { 5 });
        assert_eq!(window.print_jobs(case_id(1)).unwrap().len(), usize::from(commit));
        assert_eq!(window.drafts().unwrap().is_empty(), commit);
        assert_eq!(window.outbox_count().unwrap(), u64::from(commit));
    }
}

#[test]
fn a_step_that_failed_spoils_the_act() {
    let mut window = Window::new("shangwu-03");
    let mut kept = window.begin_act().unwrap();
    let sealed = seal(kept.chain(), 0, case_id(1), received("n", "示例"));
    kept.append(&sealed, &Case::begin(&sealed.entry).unwrap()).unwrap();
    let unknown = kept.reserve_print(case_id(2), DocumentKind::Licence, 0, now());
    assert_eq!(unknown.unwrap_err().code(), "case_unknown");
    assert_eq!(kept.commit().unwrap_err().code(), "act_failed");
    assert_eq!(window.chain().unwrap().seq, 0);
}

#[test]
fn only_what_follows_the_chain_is_appended() {
    let mut window = Window::new("shangwu-03");
    act(&mut window, case_id(1), received("n", "示例")).unwrap();
    let head = window.chain().unwrap();
    let elsewhere = Author::from("shangwu-04");
    let table = [
        (Chain { author: elsewhere, ..head.clone() }, case_id(2), "entry_out_of_place"),
        (Chain { seq: 0, ..head.clone() }, case_id(2), "entry_out_of_place"),
        (Chain { seq: 2, ..head.clone() }, case_id(2), "entry_out_of_place"),
        (Chain { head: Digest::ZERO, ..head.clone() }, case_id(2), "entry_out_of_place"),
        (head, case_id(3), "case_differs"),
    ];
    for (chain, id, code) in table {
        let sealed = seal(&chain, 0, case_id(2), received("n", "示例"));
        let case = Case { id, ..Case::begin(&sealed.entry).unwrap() };
        let mut kept = window.begin_act().unwrap();
        assert_eq!(kept.append(&sealed, &case).unwrap_err().code(), code);
    }
    assert_eq!(window.check().unwrap().entries, 1);
}

#[test]
fn numbers_come_from_the_oldest_block_and_never_twice() {
    let mut window = Window::new("shangwu-03");
    assert_eq!(window.next_number(&series(), 2026).unwrap(), None);
    window.add_block(&block(2, 11, 12)).unwrap();
    window.add_block(&block(1, 1, 2)).unwrap();
    let mut taken = Vec::new();
    for _ in 0..5 {
        let mut kept = window.begin_act().unwrap();
        let next = kept.take_number(&series(), 2026).unwrap();
        kept.commit().unwrap();
        taken.push(next);
        // The same lease again, as after a lost answer, brings no number back.
        window.add_block(&block(1, 1, 2)).unwrap();
    }
    assert_eq!(taken, [Some(1), Some(2), Some(11), Some(12), None]);
    assert_eq!(window.numbers_left(&series(), 2026).unwrap(), 0);
    assert_eq!(window.numbers_left(&series(), 2027).unwrap(), 0);
    assert_eq!(window.block_count(&series(), 2026).unwrap(), 2);
    assert_eq!(window.blocks().unwrap().len(), 2);
    for refused in [block(1, 1, 3), block(3, 12, 13), block(3, 0, 99), block(4, 5, 4)] {
        assert_eq!(window.add_block(&refused).unwrap_err().code(), "block_refused");
    }
}

#[test]
fn a_closed_block_gives_no_number_and_is_told_of_in_each_epoch() {
    let mut window = Window::new("shangwu-03");
    let used_up = NumberBlock { year: 2025, ..block(1, 1, 1) };
    for block in [used_up, NumberBlock { year: 2025, ..block(2, 2, 9) }, block(3, 1, 9)] {
        window.add_block(&block).unwrap();
    }
    let take = |window: &mut Window, year| {
        let mut kept = window.begin_act().unwrap();
        let taken = kept.take_number(&series(), year).unwrap();
        kept.commit().unwrap();
        taken
    };
    assert_eq!([take(&mut window, 2025), take(&mut window, 2025)], [Some(1), Some(2)]);
    window.close_blocks_before(2025).unwrap();
    assert_eq!(take(&mut window, 2025), Some(3), "its year is not over");
    for _ in 0..2 {
        window.close_blocks_before(2026).unwrap();
        assert_eq!(take(&mut window, 2025), None);
    }
    assert_eq!(take(&mut window, 2026), Some(1));
    let told = |window: &Window, epoch| -> Vec<_> {
        let blocks = window.blocks_to_return(epoch).unwrap();
        blocks.into_iter().map(|leased| (leased.block.lease, leased.returned_from)).collect()
    };
    assert_eq!(told(&window, 7), [(2, Some(4))]);
    window.note_returned(2, 7).unwrap();
    let window = window.reopen();
    assert_eq!((told(&window, 7), told(&window, 8)), (vec![], vec![(2, Some(4))]));
}

#[test]
fn the_count_of_a_day_goes_on_from_the_highest() {
    let mut window = Window::new("shangwu-03");
    let mut other = Window::new("shangwu-030");
    let tomorrow = today().succ_opt().unwrap();
    for (n, count) in [(1, 1), (2, 9999), (3, 10000)] {
        let number = case_number(
            &WindowId::from("shangwu-03"),
            today(),
            count,
            Suffix::from_random(count * 7),
        );
        act(&mut window, case_id(n), received(number.as_str(), "示例")).unwrap();
        let kept = window.begin_act().unwrap();
        assert_eq!(kept.next_case_count(today()).unwrap(), count + 1);
        assert_eq!(kept.next_case_count(tomorrow).unwrap(), 1);
    }
    assert_eq!(other.begin_act().unwrap().next_case_count(today()).unwrap(), 1);
}

#[test]
fn there_is_one_original_of_a_paper() {
    let mut window = Window::new("shangwu-03");
    act(&mut window, case_id(1), received("n", "示例")).unwrap();
    let licence = DocumentKind::Licence;
    let mark = |window: &mut Window, copy, state| {
        let mut kept = window.begin_act().unwrap();
        kept.mark_print(case_id(1), licence, copy, state, now())?;
        kept.commit()
    };
    let reserve = |window: &mut Window, copy| {
        let mut kept = window.begin_act().unwrap();
        kept.reserve_print(case_id(1), licence, copy, now()).unwrap();
        kept.commit().unwrap();
    };
    let error = mark(&mut window, 0, PrintState::Sent).unwrap_err();
    assert_eq!(error.code(), "paper_unknown");
    reserve(&mut window, 0);
    reserve(&mut window, 1);
    mark(&mut window, 0, PrintState::Sent).unwrap();
    reserve(&mut window, 0);
    let states = |window: &Window| -> Vec<_> {
        let jobs = window.print_jobs(case_id(1)).unwrap();
        jobs.into_iter().map(|job| (job.copy, job.state)).collect()
    };
    assert_eq!(states(&window), [(0, PrintState::Sent), (1, PrintState::Reserved)]);
    assert_eq!(window.open_print_jobs().unwrap().len(), 2);
    mark(&mut window, 0, PrintState::Confirmed).unwrap();
    mark(&mut window, 1, PrintState::Spoiled).unwrap();
    assert_eq!(states(&window), [(0, PrintState::Confirmed), (1, PrintState::Spoiled)]);
    assert!(window.open_print_jobs().unwrap().is_empty());
    // Another one comes in the place of the spoiled one; what never was reserved here is no matter.
    let mut kept = window.begin_act().unwrap();
    kept.spoil_print(case_id(1), licence, 0, now()).unwrap();
    kept.spoil_print(case_id(1), licence, 7, now()).unwrap();
    kept.commit().unwrap();
    reserve(&mut window, 0);
    let (spoiled, reserved) = (PrintState::Spoiled, PrintState::Reserved);
    assert_eq!(states(&window), [(0, reserved), (0, spoiled), (1, spoiled)]);
}

#[test]
fn a_void_licence_is_remembered_and_the_next_ones_paper_is_an_original() {
    let mut window = Window::new("shangwu-03");
    let id = case_id(1);
    let licence = DocumentKind::Licence;
    let print = |window: &mut Window, mark: bool| {
        let mut kept = window.begin_act().unwrap();
        kept.reserve_print(id, licence, 0, now()).unwrap();
        if mark {
            kept.mark_print(id, licence, 0, PrintState::Sent, now()).unwrap();
        }
        kept.commit().unwrap();
    };
    let (first, second) = ("SWWZ-2026-000001-1", "SWWZ-2026-000002-2");
    for one in [received("n-1", "示例"), accepted(), issued(first)] {
        act(&mut window, id, one).unwrap();
    }
    print(&mut window, true);
    assert_eq!(window.voided(first, &"shangwu-03".into()).unwrap(), None);
    act(&mut window, id, voided(first)).unwrap();
    let row = window.list(&CaseFilter::newest(1)).unwrap().pop().unwrap();
    assert_eq!((row.state, row.licence.as_deref()), (CaseState::Accepted, None));
    let revocation = window.voided(first, &"shangwu-03".into()).unwrap().unwrap();
    assert_eq!((revocation.on, revocation.replaced_by), (today(), None));
    act(&mut window, id, issued(second)).unwrap();
    assert_eq!(
        window.voided(first, &"shangwu-03".into()).unwrap().unwrap().replaced_by.as_deref(),
        Some(second)
    );
    assert_eq!(window.voided(second, &"shangwu-03".into()).unwrap(), None);
    print(&mut window, false);
    let states = |window: &Window| -> Vec<_> {
        let jobs = window.print_jobs(id).unwrap();
        jobs.into_iter().map(|job| (job.edition, job.copy, job.state)).collect()
    };
    assert_eq!(states(&window), [(0, 0, PrintState::Spoiled), (1, 0, PrintState::Reserved)]);
    print(&mut window, true);
    assert_eq!(states(&window)[1], (1, 0, PrintState::Sent));
    assert_eq!(window.open_print_jobs().unwrap().len(), 1);
    for number in [first, second] {
        assert_eq!(window.search(number, 9).unwrap().rows.len(), 1, "{number}");
    }
    let window = window.reopen();
    window.check().unwrap();
    window.db.execute_batch("DELETE FROM void_licence").unwrap();
    assert_eq!(window.check().unwrap_err().code(), "database_damaged");
}

#[test]
fn two_programs_on_one_database_never_fork_the_chain_nor_share_a_number() {
    const ACTS: u32 = 40;
    let mut window = Window::new("shangwu-03");
    window.add_block(&block(1, 1, 10 * ACTS)).unwrap();
    let path = window.path();
    let work = |thread: u32| {
        let mut store = Store::open(&path, &key()).unwrap();
        let mut numbers = Vec::new();
        for n in 0..ACTS {
            let id = case_id(u128::from(thread * ACTS + n));
            let mut kept = store.begin_act().unwrap();
            let count = kept.next_case_count(today()).unwrap();
            let number = case_number(
                &WindowId::from("shangwu-03"),
                today(),
                count,
                Suffix::from_random(count * 7),
            );
            let sealed = seal(kept.chain(), 0, id, received(number.as_str(), "示例"));
            kept.append(&sealed, &fold(None, &sealed).unwrap()).unwrap();
            numbers.push((number, kept.take_number(&series(), 2026).unwrap().unwrap()));
            kept.commit().unwrap();
        }
        numbers
    };
    let mut numbers: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..3).map(|thread| scope.spawn(move || work(thread))).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(window.verify_journal(0).unwrap().seq, u64::from(3 * ACTS));
    let all = numbers.len();
    numbers.sort();
    numbers.dedup_by(|a, b| a.0 == b.0 || a.1 == b.1);
    assert_eq!((all, numbers.len()), (3 * ACTS as usize, 3 * ACTS as usize));
}

#[test]
fn a_busy_database_and_one_that_may_not_be_written_say_so() {
    let mut window = Window::new("shangwu-03");
    let mut other = Store::open(&window.path(), &key()).unwrap();
    other.db.busy_timeout(Duration::from_millis(1)).unwrap();
    let kept = window.begin_act().unwrap();
    assert_eq!(other.begin_act().unwrap_err().code(), "busy");
    assert!(other.case(case_id(1)).unwrap().is_none(), "reading goes on");
    drop(kept);
    other.db.execute_batch("PRAGMA query_only = ON").unwrap();
    assert_eq!(other.save_draft("d", "{}", now()).unwrap_err().code(), "read_only");
}

#[test]
fn a_full_disk_loses_nothing_and_leaves_nothing_half_done() {
    let mut window = Window::new("shangwu-03");
    let pages: u32 = window.db.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    window.db.execute_batch(&format!("PRAGMA max_page_count = {}", pages + 20)).unwrap();
    let mut kept = 0_u32;
    let error = loop {
        let id = case_id(u128::from(kept));
        match act(&mut window, id, received(&format!("n-{kept}"), "徐州示例贸易有限公司"))
        {
            Ok(_) => kept += 1,
            Err(error) => break error,
        }
    };
    assert!(kept > 3, "{kept}");
    assert_eq!(error.code(), "disk_full");
    assert!(matches!(error, StoreError::DiskFull { .. }));
    assert_eq!(window.check().unwrap().entries, u64::from(kept));
    assert!(window.case(case_id(u128::from(kept))).unwrap().is_none());
    window.db.execute_batch("PRAGMA max_page_count = 100000").unwrap();
    act(&mut window, case_id(u128::from(kept)), received("n", "示例")).unwrap();
    assert_eq!(window.reopen().check().unwrap().entries, u64::from(kept) + 1);
}

#[test]
fn rows_show_the_case_as_it_stands() {
    let mut window = Window::new("shangwu-03");
    let id = case_id(1);
    act(&mut window, id, received("shangwu-03-20261123-0001", "徐州示例贸易有限公司")).unwrap();
    act(&mut window, id, accepted_for_fee()).unwrap();
    let row = |window: &Window| window.list(&CaseFilter::open(10)).unwrap().pop();
    let shown = row(&window).unwrap();
    assert_eq!(shown.applicant_number, "913***********0003");
    assert!(shown.fee_open && shown.due.is_some() && shown.licence.is_none() && !shown.conflict);
    assert_eq!((shown.id, shown.state), (id, CaseState::Accepted));
    act(&mut window, id, charged()).unwrap();
    assert!(!row(&window).unwrap().fee_open);
    act(&mut window, id, issued("SWWZ-2026-000001-1")).unwrap();
    let shown = row(&window).unwrap();
    assert_eq!(shown.licence.as_deref(), Some("SWWZ-2026-000001-1"));
    assert_eq!(shown.updated_at, now() + chrono::TimeDelta::seconds(3));
    act(&mut window, id, delivered()).unwrap();
    assert_eq!(row(&window), None);
    assert_eq!(window.history(id).unwrap().len(), 5);
    assert_eq!(window.history(case_id(2)).unwrap(), []);
    let number = "shangwu-03-20261123-0001".into();
    assert_eq!(window.case_by_number(&number).unwrap(), window.case(id).unwrap());
}

#[test]
fn lists_are_filtered_and_paged() {
    let mut window = Window::new("shangwu-03");
    for n in 0..20 {
        act(&mut window, case_id(n), received(&format!("n-{n}"), "示例")).unwrap();
        if n % 2 == 0 {
            act(&mut window, case_id(n), accepted()).unwrap();
        }
        if n % 4 == 0 {
            act(&mut window, case_id(n), withdrawn()).unwrap();
        }
    }
    let ids = |filter: &CaseFilter| -> Vec<u128> {
        let rows = window.list(filter).unwrap();
        rows.iter().map(|row| row.id.0.as_u128()).collect()
    };
    let newest = CaseFilter::newest(3);
    assert_eq!(ids(&newest), [19, 18, 17]);
    let third = window.list(&newest).unwrap().pop().unwrap();
    assert_eq!(ids(&CaseFilter { before: Some(third.row), ..newest.clone() }), [16, 15, 14]);
    let states = vec![CaseState::Withdrawn, CaseState::Accepted];
    let done = CaseFilter { states, ..newest.clone() };
    assert_eq!(ids(&done), [18, 16, 14]);
    assert_eq!(ids(&CaseFilter { day: Some(today()), ..done.clone() }), [18, 16, 14]);
    assert_eq!(ids(&CaseFilter { before: Some(third.row), ..done }), [16, 14, 12]);
    assert_eq!(ids(&CaseFilter::open(100)).len(), 15);
    let closed = CaseFilter { states: vec![CaseState::Withdrawn], ..newest.clone() };
    assert_eq!(ids(&closed), [16, 12, 8]);
    assert_eq!(window.received_on(today()).unwrap().len(), 20);
    assert_eq!(window.received_on(today().pred_opt().unwrap()).unwrap().len(), 0);
    let mut expected =
        vec![(CaseState::Received, 10), (CaseState::Accepted, 5), (CaseState::Withdrawn, 5)];
    expected.sort_by_key(|(state, _)| format!("{state:?}"));
    assert_eq!(window.counts(None).unwrap(), expected);
    assert_eq!(window.counts(Some(today())).unwrap(), expected);
    assert_eq!(window.counts(today().pred_opt()).unwrap(), []);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever is done in whatever order, kept or dropped: the store is the fold of what was kept.
    #[test]
    fn the_store_is_the_fold_of_its_acts(
        tried in prop::collection::vec((0u128..4, 0usize..8, prop::bool::weighted(0.8)), 1..40),
    ) {
        let mut window = Window::new("shangwu-03");
        let mut cases: BTreeMap<u128, Case> = BTreeMap::new();
        let mut chain = window.chain().unwrap();
        for (n, kind, commit) in tried {
            let licence = cases.get(&n).and_then(|case| case.products.licence.as_ref());
            let licence = licence.map_or("none", |licence| licence.number.as_str());
            let acts = [
                received(&format!("n-{n}"), "示例"), accepted(), accepted_for_fee(), charged(),
                issued(&format!("SWWZ-{n}-{}", chain.seq)), delivered(), withdrawn(),
                voided(licence),
            ];
            let id = case_id(n);
            let mut kept = window.begin_act().unwrap();
            prop_assert_eq!(kept.chain(), &chain);
            let seconds = i64::try_from(chain.seq).unwrap();
            let sealed = seal(&chain, seconds, id, acts.into_iter().nth(kind).unwrap());
            let held = kept.case(id).unwrap();
            prop_assert_eq!(held.as_ref(), cases.get(&n));
            let Ok(case) = fold(held, &sealed) else { continue };
            kept.append(&sealed, &case).unwrap();
            if commit {
                kept.commit().unwrap();
                chain.advance(&sealed);
                cases.insert(n, case);
            }
        }
        let window = window.reopen();
        let report = window.check().unwrap();
        prop_assert_eq!((report.entries, report.cases), (chain.seq, cases.len() as u64));
        let rows = window.list(&CaseFilter::newest(100)).unwrap();
        prop_assert_eq!(rows.len(), cases.len());
        for row in rows {
            let case = &cases[&row.id.0.as_u128()];
            prop_assert_eq!(row.state, case.state());
            prop_assert_eq!(row.fee_open, case.money.is_open());
            prop_assert_eq!(row.licence, case.products.licence.as_ref().map(|l| l.number.clone()));
            prop_assert_eq!(row.due, case.clock.due.and_then(clerk_domain::calendar::Due::date));
        }
        let unsent = window.entries_after(window.acknowledged().unwrap(), 1000).unwrap();
        prop_assert_eq!(unsent.len() as u64, chain.seq);
        prop_assert!(unsent.iter().all(|row| Digest::of(row.text.as_bytes()) == row.hash));
    }
}

/// How many pages the last commit put into the write-ahead log: each is encrypted and synced.
fn pages_of_last_commit(window: &Window) -> usize {
    const HEADER: usize = 32;
    const FRAME: usize = 24 + 4096;
    let mut wal = window.path().into_os_string();
    wal.push("-wal");
    let wal = std::fs::read(wal).unwrap();
    let frames = wal[HEADER..].chunks_exact(FRAME).take_while(|f| f[8..16] == wal[16..24]);
    let commits: Vec<_> = frames.map(|frame| frame[4..8] != [0; 4]).collect();
    let (last, before) = commits.split_last().unwrap();
    assert!(last, "the log ends with a commit");
    1 + before.iter().rev().take_while(|commits| !**commits).count()
}

#[test]
fn issuing_writes_few_pages() {
    const ACTS: u32 = 40;
    let mut window = Window::new("shangwu-03");
    window.add_block(&block(1, 1, ACTS)).unwrap();
    let ids: Vec<_> = (0..u128::from(ACTS)).map(|n| case_id((n * 31 % 97) << 64)).collect();
    for (id, n) in ids.iter().zip(0..) {
        let number = format!("shangwu-03-20261123-{n:04}");
        act(&mut window, *id, received(&number, "徐州示例贸易有限公司")).unwrap();
        act(&mut window, *id, accepted()).unwrap();
    }
    let mut pages = 0;
    for id in ids {
        let mut kept = window.begin_act().unwrap();
        let place = kept.take_number(&series(), 2026).unwrap().unwrap();
        let sealed = seal(kept.chain(), 0, id, issued(&format!("SWWZ-2026-{place:06}")));
        kept.append(&sealed, &fold(kept.case(id).unwrap(), &sealed).unwrap()).unwrap();
        kept.reserve_print(id, DocumentKind::Licence, 0, now()).unwrap();
        kept.reserve_print(id, DocumentKind::AcceptanceNotice, 0, now()).unwrap();
        kept.commit().unwrap();
        pages += pages_of_last_commit(&window);
    }
    assert!(pages <= 6 * ACTS as usize, "{pages} pages in {ACTS} acts");
}
