//! A thousand seeds of a network that drops, repeats, cuts and delays requests and answers, between
//! two real windows and the real server. Each time every act ends up on the server once, and all
//! digests agree.
//!
//! A failure names the seed; `CLERK_SEED` replays it alone.

use crate::rig::{Desk, enrol, open_server, receive_and_accept, serve};
use clerk_domain::ids::SeriesCode;
use clerk_domain::number;
use clerk_server::{Server, SqliteRepository, demo, inspect};
use clerk_testkit::{Fault, FaultRate, FaultyNetwork};
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use std::collections::BTreeMap;
use std::sync::Arc;

const SEEDS: u64 = 1000;
const YEAR: i32 = 2026;
const FAULTY: FaultRate = FaultRate { faults_percent: 40 };
const SOUND: FaultRate = FaultRate { faults_percent: 0 };
/// A round that was cut this often waits for a sound network.
const ROUNDS_IN_STORM: u32 = 6;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_act_reaches_the_server_once_over_a_thousand_faulty_networks() {
    let only = std::env::var("CLERK_SEED").ok().and_then(|text| text.parse().ok());
    let seeds = only.map_or(0..SEEDS, |seed: u64| seed..seed + 1);
    let folder = tempfile::tempdir().unwrap();
    let centre = Arc::new(open_server(&folder.path().join("centre")).await);
    let server = serve(Arc::clone(&centre)).await;
    let windows = demo::load(&centre).await.unwrap().windows;
    let code = |id: &str| windows.iter().find(|w| w.window.id.as_str() == id).unwrap().code.clone();
    let desks = [
        enrol(&centre, folder.path(), &code("gongshang-01"), 1).await,
        enrol(&centre, folder.path(), &code("gongshang-02"), 2).await,
    ];
    let mut seen: BTreeMap<Fault, u32> = BTreeMap::new();
    for seed in seeds {
        let network = FaultyNetwork::start(server, seed, FAULTY).await.unwrap();
        act_and_sync(seed, &network, &desks).await;
        check(seed, &centre, &desks).await;
        for (fault, times) in network.seen() {
            *seen.entry(fault).or_default() += times;
        }
    }
    println!("faults met: {seen:?}");
    assert!(only.is_some() || seen.len() == 8, "not every fault was met: {seen:?}");
}

/// Both windows act and sync by turns over a faulty network; then it is sound, and each syncs to the end.
async fn act_and_sync(seed: u64, network: &FaultyNetwork, desks: &[Desk; 2]) {
    let mut rng = StdRng::seed_from_u64(seed);
    let series = [SeriesCode::from("GSQY"), SeriesCode::from(number::RECEIPT_SERIES)];
    for _ in 0..ROUNDS_IN_STORM {
        let desk = &desks[rng.random_range(0..desks.len())];
        for _ in 0..rng.random_range(0..4) {
            receive_and_accept(desk, &mut desk.store(), &mut rng, "零售");
        }
        // Whatever it says: a cut round is done again.
        drop(desk.engine(&network.url()).round(&series, YEAR).await);
    }
    network.set_fault_rate(SOUND);
    // A request that was held back may still arrive.
    tokio::time::sleep(std::time::Duration::from_millis(8)).await;
    for desk in [&desks[0], &desks[1], &desks[0]] {
        let round = desk.engine(&network.url()).round(&series, YEAR).await;
        let round = round.unwrap_or_else(|error| panic!("CLERK_SEED={seed}: {error}"));
        assert!(round.exceptions.is_empty(), "CLERK_SEED={seed}: {round:?}");
    }
}

/// What the server holds is what the windows hold, and the windows hold the same.
async fn check(seed: u64, server: &Server<SqliteRepository>, desks: &[Desk; 2]) {
    let held = inspect::inspect(server.repository(), None).await.unwrap();
    let mut entries = 0;
    for desk in desks {
        let chain = desk.store().chain().unwrap();
        let journal = held.windows.iter().find(|journal| journal.window == *desk.window()).unwrap();
        assert_eq!(journal.entries, chain.seq, "CLERK_SEED={seed}: {}", desk.window());
        if chain.seq > 0 {
            assert_eq!(journal.head, chain.head, "CLERK_SEED={seed}: {}", desk.window());
        }
        entries += chain.seq;
    }
    assert_eq!(held.entries, entries, "CLERK_SEED={seed}");
    assert_eq!(held.cases * 2, entries, "CLERK_SEED={seed}: a case is two acts here");
    let scope = &desks[0].enrolment.window.department;
    let [one, other] = desks.each_ref().map(|desk| desk.store().cursor(scope).unwrap());
    assert_eq!(one.digest, other.digest, "CLERK_SEED={seed}");
    assert_eq!(one.counter, entries, "CLERK_SEED={seed}");
}
