//! `clerk` and `clerk-server` are killed at random moments, 200 times in all. What was acknowledged
//! is there afterwards, once; the server ends up with every act once.
//!
//! A failure names the seed; `CLERK_SEED` replays it.

use clerk_tests::{Clerk, Server};
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

const KILLS_OF_EACH: u32 = 100;
/// Long enough to open the desk and do some acts, short enough to hit both.
const LONGEST_LIFE_MS: u64 = 900;

#[test]
fn killing_either_side_loses_and_doubles_nothing() {
    let seed = std::env::var("CLERK_SEED").ok().and_then(|text| text.parse().ok());
    let seed = seed.unwrap_or_else(rand_seed);
    println!("CLERK_SEED={seed}");
    let mut rng = StdRng::seed_from_u64(seed);
    let folder = tempfile::tempdir().unwrap();
    let mut centre = Server::start(&folder.path().join("centre"));
    let clerk = Clerk::at(&folder.path().join("window"), "zhijian-chief");
    clerk.enroll(&centre.url(), &centre.code("zhijian-01"));

    let mut acknowledged = BTreeSet::new();
    for round in 0..KILLS_OF_EACH {
        kill_clerk(&clerk, &mut rng, &mut acknowledged);
        kill_server_during_sync(&clerk, &mut centre, &mut rng);
        if round % 10 == 9 {
            check_window(&clerk, &acknowledged);
        }
    }
    println!("{} issues were acknowledged over {} kills", acknowledged.len(), 2 * KILLS_OF_EACH);
    assert!(acknowledged.len() > KILLS_OF_EACH as usize, "the kills came before any act");

    sync_to_the_end(&clerk);
    check_window(&clerk, &acknowledged);
    check_server(&centre, &clerk);
}

fn rand_seed() -> u64 {
    std::process::id().into()
}

/// Issues licences until killed; what it acknowledged by then is remembered.
fn kill_clerk(clerk: &Clerk, rng: &mut StdRng, acknowledged: &mut BTreeSet<String>) {
    let mut command = clerk.issue_licences(1000);
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    let mut issuing = command.spawn().unwrap();
    let stdout = issuing.stdout.take().unwrap();
    let reader = std::thread::spawn(move || {
        BufReader::new(stdout).lines().map_while(Result::ok).collect::<Vec<_>>()
    });
    std::thread::sleep(Duration::from_millis(rng.random_range(0..LONGEST_LIFE_MS)));
    end(&mut issuing);
    for number in reader.join().unwrap() {
        assert!(acknowledged.insert(number.clone()), "{number} was acknowledged twice");
    }
}

/// Kills the server while the window syncs, then starts it again.
fn kill_server_during_sync(clerk: &Clerk, centre: &mut Server, rng: &mut StdRng) {
    let mut command = clerk.command(&["sync"]);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut syncing = command.spawn().unwrap();
    std::thread::sleep(Duration::from_millis(rng.random_range(0..LONGEST_LIFE_MS)));
    centre.kill();
    let end_by = Instant::now() + Duration::from_secs(40);
    while syncing.try_wait().unwrap().is_none() {
        assert!(Instant::now() < end_by, "a sync without a server does not end");
        std::thread::sleep(Duration::from_millis(5));
    }
    centre.serve();
}

fn end(process: &mut Child) {
    process.kill().unwrap();
    process.wait().unwrap();
}

fn sync_to_the_end(clerk: &Clerk) {
    let status = clerk.json(&["sync"]);
    assert_eq!(status["outbox"], 0, "{status}");
}

/// Everything acknowledged is in the window's database, which is whole.
fn check_window(clerk: &Clerk, acknowledged: &BTreeSet<String>) {
    let ran = clerk.run(&["acknowledged"]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    let held: Vec<_> = ran.stdout.lines().map(str::to_owned).collect();
    let once: BTreeSet<_> = held.iter().cloned().collect();
    assert_eq!(held.len(), once.len(), "a licence stands twice");
    let lost: Vec<_> = acknowledged.difference(&once).collect();
    assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
}

/// The server holds what the window holds, once.
fn check_server(server: &Server, clerk: &Clerk) {
    let inspection = server.inspect(None);
    let ran = clerk.run(&["acknowledged"]);
    let licences = ran.stdout.lines().count();
    assert_eq!(inspection["licences"], licences, "{inspection}");
    assert_eq!(inspection["exceptions"], 0, "{inspection}");
}
