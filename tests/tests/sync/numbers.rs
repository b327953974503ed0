//! 号段台账: whatever a window leases, gives, makes void and loses, its books add up, and so do the
//! centre's; with the real store, the real server and the real engine.
//!
//! A failure names the seed; `CLERK_SEED` replays it alone.

use crate::restored::clear_halt;
use crate::rig::{Desk, actor, enrol, noon, receive_and_accept, serve, stamp};
use clerk_domain::case::{Case, CaseAct, acts};
use clerk_domain::clock::SharedClock;
use clerk_domain::digest::Digest;
use clerk_domain::ids::{CaseId, SeriesCode};
use clerk_domain::journal::About;
use clerk_domain::licence::Licence;
use clerk_domain::number::{self, Suffix};
use clerk_domain::number_book::NumberBook;
use clerk_domain::product::{Product, ProductKind};
use clerk_protocol::Window;
use clerk_server::books::{WindowBooks, number_books};
use clerk_server::repository::Leases as _;
use clerk_server::{Server, SqliteRepository, demo};
use clerk_store::Store;
use clerk_sync::Round;
use clerk_testkit::{FaultRate, FaultyNetwork, SetClock};
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;

const YEAR: i32 = 2026;
const SERIES: &str = "GSQY";
const WINDOW: &str = "gongshang-01";

struct TestCentre {
    folder: TempDir,
    clock: SetClock,
    server: Arc<Server<SqliteRepository>>,
    address: SocketAddr,
    url: String,
    desk: Desk,
}

impl TestCentre {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = SetClock::at(noon());
        let shared: SharedClock = {
            let clock = clock.clone();
            Arc::new(move || clock.now())
        };
        let opened = clerk_server::open(
            &folder.path().join("centre"),
            &folder.path().join("keys"),
            shared,
            [9; 32],
        )
        .await;
        let server = Arc::new(opened.unwrap());
        let address = serve(Arc::clone(&server)).await;
        let url = format!("http://{address}");
        let windows = demo::load(&server).await.unwrap().windows;
        let window = windows.iter().find(|w| w.window.id.as_str() == WINDOW).unwrap();
        let desk = enrol(&server, folder.path(), &window.code, 1).await;
        let centre = Self { folder, clock, server, address, url, desk };
        centre.sync(&centre.desk).await;
        centre
    }

    async fn sync(&self, desk: &Desk) {
        let series = [SeriesCode::from(SERIES)];
        desk.engine(&self.url).round(&series, YEAR).await.unwrap();
    }

    /// A round of a device whose clock shows this year.
    async fn round(&self, desk: &Desk, year: i32) -> Round {
        let series = [SeriesCode::from(SERIES)];
        desk.engine(&self.url).round(&series, year).await.unwrap()
    }

    fn new_year(&self) {
        self.clock.set("2026-12-31T16:00:00Z".parse().unwrap());
    }

    /// From where on each block of the year is given back, by what the centre says.
    async fn returned(&self) -> Vec<Option<u32>> {
        let blocks = self.server.repository().blocks(&WINDOW.into()).await.unwrap();
        let of_year = blocks.into_iter().filter(|stored| stored.block.year == YEAR);
        of_year.map(|stored| stored.returned_from).collect()
    }

    /// The centre's books of the window.
    async fn server_books(&self) -> Vec<NumberBook> {
        self.books_of(&self.desk).await
    }

    async fn books_of(&self, desk: &Desk) -> Vec<NumberBook> {
        let found = number_books(self.server.repository(), Some(desk.window())).await.unwrap();
        found.into_iter().flat_map(|WindowBooks { books, .. }| books).collect()
    }
}

/// Somebody at work at a desk.
struct Work<'a> {
    desk: &'a Desk,
    store: Store,
    rng: StdRng,
    /// The cases with a licence that stands, with its number.
    issued: Vec<(CaseId, String)>,
}

fn begin_work(desk: &Desk, seed: u64) -> Work<'_> {
    Work { desk, store: desk.store(), rng: StdRng::seed_from_u64(seed), issued: Vec::new() }
}

impl Work<'_> {
    /// Does an act on a case in one transaction, with the number that it takes.
    fn act(
        &mut self,
        id: CaseId,
        make: impl FnOnce(Option<u32>, &mut StdRng) -> CaseAct,
        takes: bool,
    ) {
        let mut kept = self.store.begin_act().unwrap();
        let taken = takes.then(|| kept.take_number(&SERIES.into(), YEAR).unwrap().unwrap());
        let mut case = kept.case(id).unwrap().unwrap();
        let act = make(taken, &mut self.rng);
        let sealed = kept.chain().seal(stamp(), actor(), About::Case(id, act)).unwrap();
        case.apply(&sealed.entry).unwrap();
        kept.append(&sealed, &case).unwrap();
        self.desk.sign(&mut kept, &sealed);
        kept.commit().unwrap();
    }

    fn issue(&mut self) {
        let case = receive_and_accept(self.desk, &mut self.store, &mut self.rng, "零售");
        self.issue_on(&case);
    }

    fn issue_on(&mut self, case: &Case) {
        let mut given = String::new();
        let holder = case.parties.applicant.name.clone();
        self.act(
            case.id,
            |place, rng| {
                let suffix = Suffix::from_random(rng.random());
                given = number::format(&SERIES.into(), YEAR, place.unwrap(), suffix);
                CaseAct::Issued(acts::Issued {
                    licence: licence(given.clone(), holder),
                    founded: None,
                })
            },
            true,
        );
        self.issued.push((case.id, given));
    }

    /// Makes one void, and now and then issues its case anew.
    fn void(&mut self) {
        if self.issued.is_empty() {
            return;
        }
        let at = self.rng.random_range(0..self.issued.len());
        let (case, number) = self.issued.swap_remove(at);
        let reason = "名称有误（样本）".to_owned();
        self.act(case, |_, _| CaseAct::Voided(acts::Voided { number, reason }), false);
        if self.rng.random_bool(0.5) {
            let case = self.store.case(case).unwrap().unwrap();
            self.issue_on(&case);
        }
    }
}

fn licence(number: String, holder: String) -> Licence {
    Licence {
        number,
        licence_type: "business-licence".to_owned(),
        name: "营业执照".to_owned(),
        holder,
        product: Product::first(ProductKind::New, stamp().device.date_naive()),
        issued_on: stamp().device.date_naive(),
        valid_until: None,
        reasons: Vec::new(),
        pack_version: 1,
        inputs: Digest::ZERO,
        identifier: None,
        signature: "0".repeat(128),
    }
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

fn figures(book: &NumberBook) -> [u32; 7] {
    let NumberBook { leased, issued, voided, returned, skipped, left, outside, .. } = book;
    [*leased, *issued, *voided, *returned, *skipped, *left, *outside]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_sides_tell_the_same_of_several_blocks() {
    let centre = TestCentre::new().await;
    let mut work = begin_work(&centre.desk, 1);
    (0..150).for_each(|_| work.issue());
    // The centre counts as left what it has not heard of.
    assert_eq!(figures(&centre.server_books().await[0]), [200, 0, 0, 0, 0, 200, 0]);
    assert_eq!(figures(&work.store.number_books().unwrap()[0]), [200, 150, 0, 0, 0, 50, 0]);
    centre.sync(&centre.desk).await;
    (0..60).for_each(|_| work.issue());
    for _ in 0..7 {
        let (case, number) = work.issued.pop().unwrap();
        let reason = "名称有误（样本）".to_owned();
        work.act(case, |_, _| CaseAct::Voided(acts::Voided { number, reason }), false);
    }
    centre.sync(&centre.desk).await;
    let ours = work.store.number_books().unwrap();
    assert_eq!(figures(&ours[0]), [400, 203, 7, 0, 0, 190, 0]);
    assert_eq!(ours, centre.server_books().await);
    assert!(ours.iter().all(NumberBook::adds_up));
    work.store.check().unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_books_of_random_histories_add_up_and_agree() {
    const SEEDS: u64 = 40;
    const SEEDS_OF_A_TOWN: u64 = 20;
    const STEPS: u32 = 25;
    let only = std::env::var("CLERK_SEED").ok().and_then(|text| text.parse().ok());
    let (mut void, mut forked) = (0, 0);
    let mut centre = None;
    for seed in only.map_or(0..SEEDS, |seed: u64| seed..seed + 1) {
        if centre.is_none() || seed.is_multiple_of(SEEDS_OF_A_TOWN) {
            centre = Some(TestCentre::new().await);
        }
        let centre = centre.as_ref().unwrap();
        let mut rng = StdRng::seed_from_u64(seed);
        let restored = copy(&centre.desk, centre.folder.path(), &format!("copy-{seed}"));
        {
            // The same window twice: as it goes on, and as a copy of it does.
            let mut both =
                [begin_work(&centre.desk, 2 * seed), begin_work(&restored, 2 * seed + 1)];
            for _ in 0..STEPS {
                let work = &mut both[rng.random_range(0..2)];
                match rng.random_range(0..6) {
                    0 => centre.sync(work.desk).await,
                    1 | 2 => work.void(),
                    _ => work.issue(),
                }
                let ours = work.store.number_books().unwrap();
                assert!(ours.iter().all(NumberBook::adds_up), "CLERK_SEED={seed}: {ours:?}");
            }
        }
        for desk in [&centre.desk, &restored, &centre.desk] {
            centre.sync(desk).await;
        }
        let server_books = centre.server_books().await;
        assert!(
            server_books.iter().all(NumberBook::adds_up),
            "CLERK_SEED={seed}: {server_books:?}"
        );
        for desk in [&centre.desk, &restored] {
            let store = desk.store();
            assert_eq!(store.number_books().unwrap(), server_books, "CLERK_SEED={seed}");
            store.check().unwrap_or_else(|error| panic!("CLERK_SEED={seed}: {error}"));
            forked += u32::from(store.halted().unwrap().is_some());
        }
        clear_halt(&centre.desk);
        void += server_books.iter().map(|book| book.voided).sum::<u32>();
    }
    println!("{void} numbers void, {forked} copies apart");
    assert!(only.is_some() || void > 20 && forked > 20, "too little happened");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_left_of_a_year_is_given_back_once_it_is_over() {
    let centre = TestCentre::new().await;
    let mut work = begin_work(&centre.desk, 1);
    (0..5).for_each(|_| work.issue());
    let nothing = vec![None];
    centre.round(&centre.desk, YEAR).await;
    // Over is a year where both clocks say so: the device's may have leapt, the centre's is ahead of it.
    centre.round(&centre.desk, YEAR + 1).await;
    assert_eq!(centre.returned().await, nothing);
    centre.new_year();
    centre.round(&centre.desk, YEAR).await;
    assert_eq!(centre.returned().await, nothing);
    assert_eq!(work.store.next_number(&SERIES.into(), YEAR).unwrap(), Some(6));
    centre.round(&centre.desk, YEAR + 1).await;
    assert_eq!(centre.returned().await, [Some(6)]);
    assert_eq!(work.store.next_number(&SERIES.into(), YEAR).unwrap(), None);
    assert_eq!(work.store.numbers_left(&SERIES.into(), YEAR).unwrap(), 0);
    assert_eq!(work.store.numbers_left(&SERIES.into(), YEAR + 1).unwrap(), 200);
    let ours = work.store.number_books().unwrap();
    let of_year = ours.iter().find(|book| book.year == YEAR).unwrap();
    assert_eq!(figures(of_year), [200, 5, 0, 195, 0, 0, 0]);
    assert_eq!(ours, centre.server_books().await);
    assert!(ours.iter().all(NumberBook::adds_up));
    work.store.check().unwrap();
    // A centre that was restored has forgotten it: under its new epoch it is told again.
    let epoch = work.store.server_epoch().unwrap().unwrap();
    assert_eq!(work.store.blocks_to_return(epoch).unwrap(), []);
    assert_eq!(work.store.blocks_to_return(epoch + 1).unwrap().len(), 1);
}

/// Cut after the window closed its block, and after the centre heard of it: no number is lost, and none is
/// given that the centre has back.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn giving_back_may_be_cut_anywhere() {
    let centre = TestCentre::new().await;
    let mut work = begin_work(&centre.desk, 1);
    (0..7).for_each(|_| work.issue());
    centre.round(&centre.desk, YEAR).await;
    let december = copy(&centre.desk, centre.folder.path(), "december");
    // Closed and cut: the centre knows nothing, and nothing is given any more.
    centre.new_year();
    work.store.close_blocks_before(YEAR + 1).unwrap();
    assert_eq!(work.store.next_number(&SERIES.into(), YEAR).unwrap(), None);
    assert_eq!(centre.returned().await, [None]);
    centre.round(&centre.desk, YEAR + 1).await;
    assert_eq!(centre.returned().await, [Some(8)]);
    // The answer was lost: it is told again, and the answer is the same. So it is to a copy.
    for _ in 0..2 {
        centre.round(&december, YEAR + 1).await;
        assert_eq!(centre.returned().await, [Some(8)]);
        assert_eq!(december.store().number_books().unwrap(), centre.server_books().await);
    }
}

/// The same through a network that drops, repeats, cuts and delays.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn giving_back_may_be_cut_by_the_network() {
    const WINDOWS: u8 = 30;
    let centre = TestCentre::new().await;
    let mut desks = Vec::new();
    for n in 0..WINDOWS {
        let id = format!("gongshang-{}", 20 + n);
        let (name, department) = (format!("样本窗口 {id}"), "gongshang".into());
        centre
            .server
            .add_window(&demo::admin(), &Window { id: id.as_str().into(), name, department })
            .await
            .unwrap();
        let code = centre.server.new_code(&id.as_str().into(), false).await.unwrap();
        let desk = enrol(&centre.server, centre.folder.path(), &code, 20 + n).await;
        centre.round(&desk, YEAR).await;
        let mut work = begin_work(&desk, n.into());
        (0..n % 5).for_each(|_| work.issue());
        centre.round(&desk, YEAR).await;
        drop(work);
        desks.push(desk);
    }
    centre.new_year();
    let series = [SeriesCode::from(SERIES)];
    for (desk, n) in desks.iter().zip(0..WINDOWS) {
        let rate = FaultRate { faults_percent: 40 };
        let network = FaultyNetwork::start(centre.address, n.into(), rate).await.unwrap();
        for _ in 0..4 {
            drop(desk.engine(&network.url()).round(&series, YEAR + 1).await);
        }
        network.set_fault_rate(FaultRate { faults_percent: 0 });
        tokio::time::sleep(std::time::Duration::from_millis(8)).await;
        desk.engine(&network.url()).round(&series, YEAR + 1).await.unwrap();
        let blocks = centre.server.repository().blocks(desk.window()).await.unwrap();
        let first = blocks.iter().find(|stored| stored.block.year == YEAR).unwrap();
        let from = first.block.first + u32::from(n % 5);
        assert_eq!(first.returned_from, Some(from), "CLERK_SEED={n}");
        let ours = desk.store().number_books().unwrap();
        assert_eq!(ours, centre.books_of(desk).await, "CLERK_SEED={n}");
        assert!(ours.iter().all(NumberBook::adds_up), "CLERK_SEED={n}: {ours:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_that_gives_a_number_that_was_given_back_is_told() {
    let centre = TestCentre::new().await;
    let mut work = begin_work(&centre.desk, 1);
    work.issue();
    centre.round(&centre.desk, YEAR).await;
    let restored = copy(&centre.desk, centre.folder.path(), "copy");
    (0..2).for_each(|_| work.issue());
    centre.new_year();
    centre.round(&centre.desk, YEAR + 1).await;
    assert_eq!(centre.returned().await, [Some(4)]);
    // Away from the network, its clock in the old year, the copy goes on with places 2 to 5.
    let mut other = begin_work(&restored, 2);
    (0..4).for_each(|_| other.issue());
    let round = centre.round(&restored, YEAR).await;
    let mut flagged: Vec<_> = round
        .exceptions
        .iter()
        .filter(|one| matches!(one.code.as_str(), "number_returned" | "place_twice"))
        .map(|one| one.code.as_str())
        .collect();
    flagged.sort_unstable();
    assert_eq!(flagged, ["number_returned", "number_returned", "place_twice", "place_twice"]);
    let book = centre.server_books().await.into_iter().find(|book| book.year == YEAR).unwrap();
    assert_eq!(figures(&book), [200, 5, 0, 197, 0, 0, 0]);
    assert!(!book.adds_up(), "two are issued and returned");
    // It hears of it, and gives back what it has itself; the centre keeps to what it was told first.
    centre.round(&restored, YEAR + 1).await;
    assert_eq!(centre.returned().await, [Some(4)]);
}
