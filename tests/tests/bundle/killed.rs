//! Export and both imports are killed at random moments: done again, each comes to the same end.
//!
//! A failure names the seed; `CLERK_SEED` replays it.

use clerk_tests::{Clerk, Server, program};
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const KILLS: u32 = 16;
/// Three acts each, and each takes a number of the one block that there is.
const ISSUES: u64 = 190;

#[test]
fn killed_at_any_moment_nothing_is_lost_or_doubled() {
    let seed = std::env::var("CLERK_SEED").map_or(7, |text| text.parse().unwrap());
    println!("CLERK_SEED={seed}");
    let mut rng = StdRng::seed_from_u64(seed);
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name).display().to_string();
    let mut centre = Server::start(&folder.path().join("centre"));
    let clerk = Clerk::at(&folder.path().join("window"), "zhijian-chief");
    clerk.enroll(&centre.url(), &centre.code("zhijian-01"));
    // From here on there is no network. The server of the second half serves other windows.
    centre.kill();
    let issued = clerk.issue_licences(ISSUES).output().unwrap();
    assert!(issued.status.success(), "{}", String::from_utf8_lossy(&issued.stderr));

    let (request, reply) = (place("request"), place("reply"));
    let begun = Instant::now();
    clerk.json(&["bundle", "export", &place("first")]);
    let usual = begun.elapsed();
    for n in 0..KILLS {
        let file = place(&format!("request-{n}"));
        let delay = usual.mul_f64(rng.random_range(0.0..1.0));
        kill(clerk.command(&["bundle", "export", &file]), delay);
        // A login that is cut off counts as a wrong password until the next right one.
        clerk.json(&["status"]);
        // Whole or not at all.
        if let Ok(bytes) = std::fs::read(&file) {
            clerk_protocol::SealedBundle::read(&bytes).unwrap();
        }
    }
    let exported = clerk.json(&["bundle", "export", &request]);
    assert_eq!(exported["acts"], 3 * ISSUES, "{exported}");

    centre.serve();
    let data = folder.path().join("centre");
    let import = ["bundle", "import", &request, "--reply", &reply];
    let killed = kill_later_and_later(|| server(&data, &import), usual, &mut rng);
    // Taken in by now, or not: either way the reply can be had.
    if !Path::new(&reply).exists() {
        let again = ["bundle", "reply", &request, "--reply", &reply];
        let written = [import, again].map(|arguments| server(&data, &arguments).output().unwrap());
        assert_eq!(written.iter().filter(|output| output.status.success()).count(), 1);
    }
    let import = || {
        clerk.json(&["status"]);
        clerk.command(&["bundle", "import", &reply])
    };
    let killed = killed + kill_later_and_later(import, usual, &mut rng);
    println!("{killed} imports were killed");
    assert!(killed >= 4, "the kills came too late");
    let ran = clerk.run(&["--json", "bundle", "import", &reply]);
    let taken_before = ran.stderr.contains("bundle_replayed");
    assert!(ran.status == Some(0) || taken_before, "{}", ran.stderr);

    let journal = clerk.json(&["journal", "verify"]);
    let inspection = centre.inspect(None);
    let windows = inspection["windows"].as_array().unwrap();
    let held = windows.iter().find(|held| held["window"] == "zhijian-01").unwrap();
    assert_eq!((&held["entries"], &held["head"]), (&journal["entries"], &journal["head"]));
    assert_eq!((&inspection["licences"], &inspection["exceptions"]), (&ISSUES.into(), &0.into()));
    assert_eq!(clerk.json(&["status"])["outbox"], 0);
    assert!(clerk.json(&["bundle", "waiting"]).is_null());
}

fn server(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(program("clerk-server"));
    command.arg("--data").arg(data).args(arguments).env("CLERK_LOG", "error");
    command
}

/// Lets it run a little longer each time, until it ends by itself; how often it was killed.
fn kill_later_and_later(make: impl Fn() -> Command, usual: Duration, rng: &mut StdRng) -> u32 {
    for n in 0..KILLS {
        let share = f64::from(n) + rng.random_range(0.0..1.0);
        if !kill(make(), usual.mul_f64(share / f64::from(KILLS))) {
            return n;
        }
    }
    KILLS
}

/// `false` where it had ended by then.
fn kill(mut command: Command, delay: Duration) -> bool {
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(delay);
    let alive = child.try_wait().unwrap().is_none();
    child.kill().unwrap();
    child.wait().unwrap();
    alive
}
