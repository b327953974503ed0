//! A window that is restored to an older copy of its folder, a window that runs twice, and a server that
//! is restored to an older backup: no number comes twice, no act is lost, none is doubled, and each side
//! says what happened.
//!
//! A failure names the seed; `CLERK_SEED` replays it alone.

use crate::rig::{Desk, actor, enrol, open_server, receive_and_accept, serve, stamp};
use chrono::{DateTime, Utc};
use clerk_domain::case::{CaseAct, acts};
use clerk_domain::digest::Digest;
use clerk_domain::ids::SeriesCode;
use clerk_domain::journal::About;
use clerk_domain::licence::Licence;
use clerk_domain::number::{self, NumberBlock, Suffix};
use clerk_domain::product::{Product, ProductKind};
use clerk_server::{Server, SqliteRepository, demo, inspect};
use clerk_store::Store;
use clerk_sync::Round;
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;

const YEAR: i32 = 2026;
const SERIES: &str = "GSQY";

/// A centre that is served, and one window with numbers.
struct TestCentre {
    folder: TempDir,
    server: Arc<Server<SqliteRepository>>,
    url: String,
    desk: Desk,
}

impl TestCentre {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let server = Arc::new(open_server(&folder.path().join("centre")).await);
        let url = format!("http://{}", serve(Arc::clone(&server)).await);
        let windows = demo::load(&server).await.unwrap().windows;
        let window = windows.iter().find(|w| w.window.id.as_str() == "gongshang-01").unwrap();
        let desk = enrol(&server, folder.path(), &window.code, 1).await;
        let centre = Self { folder, server, url, desk };
        centre.sync(&centre.desk).await;
        centre
    }

    async fn sync(&self, desk: &Desk) -> Round {
        let series = [SeriesCode::from(SERIES), SeriesCode::from(number::RECEIPT_SERIES)];
        desk.engine(&self.url).round(&series, YEAR).await.unwrap()
    }

    async fn held(&self) -> inspect::Inspection {
        inspect::inspect(self.server.repository(), None).await.unwrap()
    }
}

/// Somebody at work at a desk, with randomness of its own.
struct Work<'a> {
    desk: &'a Desk,
    store: Store,
    rng: StdRng,
}

fn begin_work(desk: &Desk, seed: u64) -> Work<'_> {
    Work { desk, store: desk.store(), rng: StdRng::seed_from_u64(seed) }
}

/// The database as it is now, somewhere else.
fn copy(desk: &Desk, folder: &Path, name: &str) -> Desk {
    let database = folder.join(format!("{name}.db"));
    for end in ["", "-wal"] {
        let from = format!("{}{end}", desk.database.display());
        if Path::new(&from).exists() {
            std::fs::copy(from, format!("{}{end}", database.display())).unwrap();
        }
    }
    let key = desk.key.clone();
    let (enrolment, person_key) = (desk.enrolment.clone(), desk.person_key.clone());
    Desk { enrolment, database, key, secret: desk.secret, person_key }
}

fn remove(desk: Desk) {
    for end in ["", "-wal", "-shm"] {
        drop(std::fs::remove_file(format!("{}{end}", desk.database.display())));
    }
}

/// How many branches the server found. The licences are unsigned and their cases lack materials, which
/// it says of each of them too.
fn forks(round: &Round) -> usize {
    round.exceptions.iter().filter(|exception| exception.code == "journal_fork").count()
}

/// One case from receipt to licence; its licence's number.
fn issue_one(work: &mut Work<'_>) -> String {
    let mut case = receive_and_accept(work.desk, &mut work.store, &mut work.rng, "零售");
    let series = SeriesCode::from(SERIES);
    let mut kept = work.store.begin_act().unwrap();
    let place = kept.take_number(&series, YEAR).unwrap().expect("numbers are left");
    let suffix = Suffix::from_random(work.rng.random());
    let licence = Licence {
        number: number::format(&series, YEAR, place, suffix),
        licence_type: "business-licence".to_owned(),
        name: "营业执照".to_owned(),
        holder: case.parties.applicant.name.clone(),
        product: Product::first(ProductKind::New, stamp().device.date_naive()),
        issued_on: stamp().device.date_naive(),
        valid_until: None,
        reasons: Vec::new(),
        pack_version: 1,
        inputs: Digest::ZERO,
        identifier: None,
        signature: "0".repeat(128),
    };
    let number = licence.number.clone();
    let issued = About::Case(case.id, CaseAct::Issued(acts::Issued { licence, founded: None }));
    let sealed = kept.chain().seal(stamp(), actor(), issued).unwrap();
    case.apply(&sealed.entry).unwrap();
    kept.append(&sealed, &case).unwrap();
    kept.commit().unwrap();
    number
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restored_folder_gives_no_number_twice_and_gets_its_acts_back() {
    let centre = TestCentre::new().await;
    let mut work = begin_work(&centre.desk, 1);
    let mut numbers = vec![issue_one(&mut work)];
    centre.sync(&centre.desk).await;
    let copy = copy(&centre.desk, centre.folder.path(), "copy");
    numbers.extend((0..10).map(|_| issue_one(&mut work)));
    centre.sync(&centre.desk).await;
    drop(work);

    // The copy goes on, offline, with the very places that were given already.
    let mut work = begin_work(&copy, 2);
    numbers.extend((0..10).map(|_| issue_one(&mut work)));
    let places: BTreeSet<_> = numbers.iter().map(|n| number::read(n).unwrap().2).collect();
    assert_eq!(places.len(), 11, "the copy was to give the same places");
    assert_eq!(numbers.iter().collect::<BTreeSet<_>>().len(), 21, "a number came twice");

    let round = centre.sync(&copy).await;
    assert_eq!(forks(&round), 1);
    assert_eq!((round.pushed, round.recalled), (30, 30));
    let store = copy.store();
    assert_eq!(store.halted().unwrap().map(|halt| halt.why).as_deref(), Some("journal_fork"));
    assert_eq!(store.check().unwrap().cases, 21);
    let held = centre.held().await;
    assert_eq!((held.entries, held.licences, held.cases), (63, 21, 21));
    // The next ones are beyond both.
    let next = number::read(&issue_one(&mut begin_work(&copy, 3))).unwrap().2;
    assert_eq!(next, 12);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restored_folder_that_did_nothing_is_where_it_was() {
    let centre = TestCentre::new().await;
    let copy = copy(&centre.desk, centre.folder.path(), "copy");
    let mut work = begin_work(&centre.desk, 1);
    for _ in 0..5 {
        issue_one(&mut work);
    }
    centre.sync(&centre.desk).await;
    let round = centre.sync(&copy).await;
    assert_eq!((round.recalled, forks(&round), round.server_rolled_back), (15, 0, false));
    let store = copy.store();
    assert_eq!(store.chain().unwrap(), centre.desk.store().chain().unwrap());
    assert_eq!((store.halted().unwrap(), store.outbox_count().unwrap()), (None, 0));
    assert_eq!(number::read(&issue_one(&mut begin_work(&copy, 2))).unwrap().2, 6);
    assert_eq!(forks(&centre.sync(&copy).await), 0);
}

const SCHEDULES: u64 = 1000;
const STEPS: u32 = 8;
const CHECKED_EACH: u64 = 10;
const SCHEDULES_OF_A_TOWN: u64 = 25;

/// Two copies of one window side by side, each acting and syncing as chance has it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_copies_side_by_side_give_no_number_twice_through_a_thousand_schedules() {
    let only = std::env::var("CLERK_SEED").ok().and_then(|text| text.parse().ok());
    let seeds = only.map_or(0..SCHEDULES, |seed: u64| seed..seed + 1);
    let (mut forks, mut same_places) = (0, 0);
    let mut centre = None;
    for seed in seeds {
        if centre.is_none() || seed.is_multiple_of(SCHEDULES_OF_A_TOWN) {
            centre = Some(TestCentre::new().await);
        }
        let centre = centre.as_ref().unwrap();
        let (forked, same) = schedule(centre, seed).await;
        forks += u32::from(forked);
        same_places += same;
    }
    println!("{forks} schedules forked; {same_places} places were given by both copies");
    assert!(only.is_some() || forks > 500 && same_places > 500, "too little happened");
}

/// Whether the two went apart, and how many places both gave.
async fn schedule(centre: &TestCentre, seed: u64) -> (bool, usize) {
    let mut rng = StdRng::seed_from_u64(seed);
    let copy = copy(&centre.desk, centre.folder.path(), &format!("copy-{seed}"));
    let before = centre.held().await;
    let mut numbers = Vec::new();
    {
        let mut both = [begin_work(&centre.desk, 2 * seed), begin_work(&copy, 2 * seed + 1)];
        for _ in 0..STEPS {
            let work = &mut both[rng.random_range(0..2)];
            match rng.random_range(0..4) {
                0 => drop(centre.sync(work.desk).await),
                _ => numbers.push(issue_one(work)),
            }
        }
    }
    let mut forked = false;
    for desk in [&centre.desk, &copy, &centre.desk] {
        centre.sync(desk).await;
        forked |= desk.store().halted().unwrap().is_some();
    }

    let unique: BTreeSet<_> = numbers.iter().collect();
    assert_eq!(unique.len(), numbers.len(), "CLERK_SEED={seed}: a number came twice");
    let held = centre.held().await;
    let count = numbers.len() as u64;
    assert_eq!(held.licences - before.licences, count, "CLERK_SEED={seed}");
    assert_eq!(held.entries - before.entries, 3 * count, "CLERK_SEED={seed}");
    let scope = &centre.desk.enrolment.window.department;
    let [one, other] = [&centre.desk, &copy].map(|desk| desk.store());
    assert_eq!(one.cursor(scope).unwrap(), other.cursor(scope).unwrap(), "CLERK_SEED={seed}");
    // Now and then, as it reads all of both.
    for store in [&one, &other].into_iter().filter(|_| seed.is_multiple_of(CHECKED_EACH)) {
        let report = store.check().unwrap_or_else(|error| panic!("CLERK_SEED={seed}: {error}"));
        assert_eq!(report.cases, held.cases, "CLERK_SEED={seed}");
        assert_eq!(report.entries + report.foreign_entries, held.entries, "CLERK_SEED={seed}");
    }
    drop((one, other));
    clear_halt(&centre.desk);
    remove(copy);
    let places: BTreeSet<_> = numbers.iter().map(|n| number::read(n).unwrap().2).collect();
    (forked, numbers.len() - places.len())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restored_server_gets_the_last_five_hundred_acts_again() {
    let centre = TestCentre::new().await;
    let mut work = begin_work(&centre.desk, 1);
    let mut numbers: Vec<_> = (0..10).map(|_| issue_one(&mut work)).collect();
    centre.sync(&centre.desk).await;
    let backup = centre.folder.path().join("backup");
    back_up(&centre.folder.path().join("centre"), &backup);
    numbers.extend((0..170).map(|_| issue_one(&mut work)));
    centre.sync(&centre.desk).await;
    assert_eq!(centre.held().await.entries, 540);

    for unsent in [0, 3] {
        let server = Arc::new(open_server(&copied(&backup, centre.folder.path(), unsent)).await);
        let url = format!("http://{}", serve(Arc::clone(&server)).await);
        // Also where something waits to be sent, which the server cannot join.
        numbers.extend((0..unsent).map(|_| issue_one(&mut work)));
        let series = [SeriesCode::from(SERIES)];
        let round = centre.desk.engine(&url).round(&series, YEAR).await.unwrap();
        assert!(round.server_rolled_back && forks(&round) == 0, "{round:?}");
        assert_eq!(round.recalled, 0);
        let held = inspect::inspect(server.repository(), None).await.unwrap();
        let count = numbers.len() as u64;
        assert_eq!((held.entries, held.licences, held.cases), (3 * count, count, count));
        let chain = centre.desk.store().chain().unwrap();
        let journal = held.windows.iter().find(|j| chain.author.is(&j.window)).unwrap();
        assert_eq!((journal.entries, journal.head), (chain.seq, chain.head));
        assert_eq!(centre.desk.store().outbox_count().unwrap(), 0);
        let again = centre.desk.engine(&url).round(&series, YEAR).await.unwrap();
        assert!(!again.server_rolled_back && again.pushed == 0);
    }
}

/// As a supervisor's code does.
pub fn clear_halt(desk: &Desk) {
    let mut store = desk.store();
    let by = store.next_clearance().unwrap().unwrap();
    assert!(store.clear_halt(by, stamp().device).unwrap());
}

fn back_up(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for file in std::fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

fn copied(backup: &Path, folder: &Path, n: usize) -> std::path::PathBuf {
    let copy = folder.join(format!("centre-put-back-{n}"));
    back_up(backup, &copy);
    copy
}

/// Both sides restored, to copies that differ: what either still has is at the server in the end.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_restored_sides_lose_only_what_neither_has() {
    let centre = TestCentre::new().await;
    let mut work = begin_work(&centre.desk, 1);
    issue_one(&mut work);
    centre.sync(&centre.desk).await;
    let backup = centre.folder.path().join("backup");
    back_up(&centre.folder.path().join("centre"), &backup);
    issue_one(&mut work);
    centre.sync(&centre.desk).await;
    let copy = copy(&centre.desk, centre.folder.path(), "copy");
    issue_one(&mut work);
    centre.sync(&centre.desk).await;

    let server = Arc::new(open_server(&copied(&backup, centre.folder.path(), 0)).await);
    let url = format!("http://{}", serve(Arc::clone(&server)).await);
    issue_one(&mut begin_work(&copy, 2));
    let round = copy.engine(&url).round(&[], YEAR).await.unwrap();
    assert!(round.server_rolled_back);
    // The other copy still has the third case, and branches from the journal that stands now.
    let round = centre.desk.engine(&url).round(&[], YEAR).await.unwrap();
    assert_eq!(forks(&round), 1, "{round:?}");
    let held = inspect::inspect(server.repository(), None).await.unwrap();
    assert_eq!((held.entries, held.licences), (12, 4));
}

/// A block is the same however often it is asked for.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_that_asks_for_numbers_gets_the_block_that_it_had() {
    let centre = TestCentre::new().await;
    let copy = copy(&centre.desk, centre.folder.path(), "copy");
    let blocks = |desk: &Desk| -> Vec<NumberBlock> {
        desk.store().blocks().unwrap().into_iter().map(|leased| leased.block).collect()
    };
    let mut work = begin_work(&centre.desk, 1);
    for _ in 0..101 {
        issue_one(&mut work);
    }
    centre.sync(&centre.desk).await;
    centre.sync(&copy).await;
    assert_eq!(blocks(&centre.desk), blocks(&copy));
    assert_eq!(number::read(&issue_one(&mut begin_work(&copy, 2))).unwrap().2, 102);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn next_years_numbers_come_in_december() {
    for (now, next_year) in [("2026-11-30T15:59:59Z", 0), ("2026-11-30T16:00:00Z", 200)] {
        let folder = tempfile::tempdir().unwrap();
        let now: DateTime<Utc> = now.parse().unwrap();
        let centre = clerk_server::open(
            folder.path(),
            &folder.path().join("keys"),
            Arc::new(move || now),
            [9; 32],
        )
        .await;
        let centre = Arc::new(centre.unwrap());
        let url = format!("http://{}", serve(Arc::clone(&centre)).await);
        let windows = demo::load(&centre).await.unwrap().windows;
        let desk = enrol(&centre, folder.path(), &windows[0].code, 1).await;
        let series = SeriesCode::from(number::RECEIPT_SERIES);
        desk.engine(&url).round(std::slice::from_ref(&series), YEAR).await.unwrap();
        assert_eq!(desk.store().numbers_left(&series, YEAR + 1).unwrap(), next_year, "{now}");
    }
}
