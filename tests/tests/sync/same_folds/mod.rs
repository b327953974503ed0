//! The window that wrote a journal, another window of its department, a window that comes late, one that
//! lost its folder, and the centre make the same of the same entries: random histories of cases, enquiries and
//! days, written without a network in between, with acts that cross each other.
//!
//! `CLERK_HISTORIES` makes it longer. A failure names the seed; `CLERK_SEED` replays it.

mod acts;
mod compare;
mod places;

use crate::rig::{Desk, enrol, open_server, serve};
use acts::Acts;
use clerk_domain::ids::{EnquiryId, Subject, WindowId};
use clerk_protocol::Window as EnrolledWindow;
use clerk_server::repository::Windows as _;
use clerk_server::{Server, SqliteRepository, demo};
use clerk_store::Store;
use compare::{AtCentre, Folded, History, at_window, fold_again, told_at_window};
use places::{Unchecked, Window, add_leader, ask, close, decide};
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

const HISTORIES: usize = 3000;
/// New cases of each window between two exchanges.
const CASES: u32 = 80;
/// New enquiries, and those that stay in play.
const ASKED: usize = 10;
const IN_PLAY: usize = 30;
/// Enquiries that are closed between two exchanges.
const CLOSED: usize = 4;
/// Referrals that are decided between two exchanges.
const DECIDED: usize = 10;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_place_makes_the_same_of_the_same_entries() {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>().unwrap());
    let seed = number("CLERK_SEED").unwrap_or(20_261_123);
    let wanted = number("CLERK_HISTORIES").map_or(HISTORIES, |it| usize::try_from(it).unwrap());
    println!("CLERK_SEED={seed} CLERK_HISTORIES={wanted}");
    let mut rng = StdRng::seed_from_u64(seed);
    let folder = tempfile::tempdir().unwrap();
    let centre = Arc::new(open_server(&folder.path().join("centre")).await);
    let url = format!("http://{}", serve(Arc::clone(&centre)).await);
    demo::load(&centre).await.unwrap();
    add_leader(&centre).await;

    let first = add(&centre, folder.path(), ("gongshang-01", 1)).await;
    let second = add(&centre, folder.path(), ("gongshang-02", 2)).await;
    let unchecked = add(&centre, folder.path(), ("gongshang-03", 3)).await;
    let mut windows = [Window::new(first, &url), Window::new(second, &url)];
    let mut unchecked = Unchecked::new(&unchecked, &url);
    let (mut acts, mut asked, mut begun) = (Acts::new(), Vec::new(), 0);
    while begun < wanted {
        begun +=
            between(&centre, &mut rng, &mut acts, &mut asked, &mut windows, &mut unchecked).await;
        let order = if rng.random() { [0, 1, 0] } else { [1, 0, 1] };
        for which in order {
            windows[which].exchange().await;
        }
    }

    let mut stores: Vec<_> = windows.iter().map(|it| ("as written", it.desk.store())).collect();
    let late = add(&centre, folder.path(), ("gongshang-04", 4)).await;
    let again = add(&centre, folder.path(), ("gongshang-01", 5)).await;
    for (who, desk) in [("late", late), ("made anew", again)] {
        let mut window = Window::new(desk, &url);
        window.exchange().await;
        stores.push((who, window.desk.store()));
    }
    compare(&centre, &windows[0].desk, &stores).await;
}

/// A window of the department, or a new device of one.
async fn add(centre: &Server<SqliteRepository>, folder: &Path, (id, n): (&str, u8)) -> Desk {
    let (id, department) = (WindowId::from(id), "gongshang".into());
    let window = EnrolledWindow { name: format!("工商窗口 {n}"), id, department };
    if centre.repository().window(&window.id).await.unwrap().is_none() {
        centre.add_window(&demo::admin(), &window).await.unwrap();
    }
    let code = centre.new_code(&window.id, true).await.unwrap();
    enrol(centre, folder, &code, n).await
}

/// What happens at all places while none hears of another; how many histories it began.
async fn between(
    centre: &Server<SqliteRepository>,
    rng: &mut StdRng,
    acts: &mut Acts,
    asked: &mut Vec<EnquiryId>,
    windows: &mut [Window; 2],
    unchecked: &mut Unchecked,
) -> usize {
    let referred = windows.iter().flat_map(Window::referred).collect::<Vec<_>>();
    let known = windows.iter().flat_map(Window::cases).collect::<Vec<_>>();
    for window in windows.iter_mut() {
        window.work(rng, acts, CASES, asked);
    }
    unchecked.send(rng, acts, (&known, asked, &windows[0])).await;
    for _ in 0..DECIDED {
        decide(centre, rng, &referred).await;
    }
    for _ in 0..CLOSED {
        close(centre, rng, asked).await;
    }
    for _ in 0..ASKED {
        asked.push(ask(centre).await);
    }
    let over = asked.len().saturating_sub(IN_PLAY);
    asked.drain(..over);
    CASES as usize * 2 + ASKED + windows.len() + 1
}

async fn compare(centre: &Server<SqliteRepository>, desk: &Desk, stores: &[(&str, Store)]) {
    let histories = fold_again(centre, &desk.enrolment.window.department).await;
    let kept = AtCentre::read(centre).await;
    kept.told(&histories);
    for (subject, history) in &histories {
        kept.keeps(centre, history).await;
        for (who, store) in stores {
            let window = store.window_id().unwrap();
            let (here, told) = (at_window(store, subject), told_at_window(store, subject));
            assert_eq!(here, history.folded, "{subject} at {window}, {who}");
            let told = told.filter(|_| history.folded.is_some());
            assert!(told.is_none_or(|told| told == history.told), "{subject} at {window}, {who}");
        }
    }
    for (_, store) in stores {
        store.check().unwrap();
    }
    say(&histories);
}

/// Says what was met, and that it was met.
fn say(histories: &HashMap<Subject, History>) {
    let begun = |is: fn(&Folded) -> bool| {
        histories.values().filter(|it| it.folded.as_ref().is_some_and(is)).count()
    };
    let cases = begun(|it| matches!(it, Folded::Case(_)));
    let enquiries = begun(|it| matches!(it, Folded::Enquiry(_)));
    let days = begun(|it| matches!(it, Folded::Day(_)));
    let entries = histories.values().map(|history| history.told.len()).sum::<usize>();
    let refused = |of: &[&str]| {
        let told = histories.values().flat_map(|history| &history.told);
        told.filter(|(author, _, refused)| *refused && of.contains(&author.as_str())).count()
    };
    let (crossed, nowhere) =
        (refused(&["gongshang-01", "gongshang-02"]), refused(&["gongshang-03"]));
    println!(
        "{cases} cases, {enquiries} enquiries, {days} days of {entries} entries; {crossed} acts were \
         crossed by another, {nowhere} followed nowhere"
    );
    assert!(cases > 0 && enquiries > 0 && days > 0 && crossed > 0 && nowhere > 0);
}
