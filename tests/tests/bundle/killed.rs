//! Export and both imports are killed at random moments: done again, each comes to the same end.
//!
//! A failure names the seed; `CLERK_SEED` replays it.

use clerk_tests::{Centre, Clerk, program};
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

const KILLS: u32 = 8;
/// Long enough to open the desk and take in a part.
const LONGEST_LIFE_MS: u64 = 400;

#[test]
fn killed_at_any_moment_nothing_is_lost_or_doubled() {
    let seed = std::env::var("CLERK_SEED").map_or(7, |text| text.parse().unwrap());
    println!("CLERK_SEED={seed}");
    let mut rng = StdRng::seed_from_u64(seed);
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name).display().to_string();
    let mut centre = Centre::start(&folder.path().join("centre"));
    let clerk = Clerk::at(&folder.path().join("window"), "zhijian-chief");
    clerk.enroll(&centre.url(), &centre.code("zhijian-01"));
    // From here on there is no network. The server of the second half serves other windows.
    centre.kill();
    let issued = clerk.run(&["rehearse", "issues", "--count", "60"]);
    assert_eq!(issued.status, Some(0), "{}", issued.stderr);

    for n in 0..KILLS {
        let file = place(&format!("request-{n}"));
        kill(clerk.command(&["bundle", "export", &file]), &mut rng);
        // Whole or not at all.
        if let Ok(bytes) = std::fs::read(&file) {
            clerk_protocol::SealedBundle::read(&bytes).unwrap();
        }
    }
    let (request, reply) = (place("request"), place("reply"));
    let exported = clerk.json(&["bundle", "export", &request]);
    assert!(exported["acts"].as_u64().unwrap() >= 180, "{exported}");

    centre.serve();
    let data = folder.path().join("centre");
    let import = || server(&data, &["bundle", "import", &request, "--reply", &reply, "--json"]);
    for _ in 0..KILLS {
        kill(import(), &mut rng);
    }
    // Taken in by now, or not: either way the reply can be had.
    if !Path::new(&reply).exists() {
        let again = ["bundle", "reply", &request, "--reply", &reply];
        let written = import().output().unwrap().status.success()
            || server(&data, &again).output().unwrap().status.success();
        assert!(written);
    }
    let import = || clerk.command(&["bundle", "import", &reply]);
    for _ in 0..KILLS {
        kill(import(), &mut rng);
    }
    let ran = clerk.run(&["--json", "bundle", "import", &reply]);
    let taken_before = ran.stderr.contains("bundle_replayed");
    assert!(ran.status == Some(0) || taken_before, "{}", ran.stderr);

    let journal = clerk.json(&["journal", "verify"]);
    let inspection = centre.inspect(None);
    let windows = inspection["windows"].as_array().unwrap();
    let held = windows.iter().find(|held| held["window"] == "zhijian-01").unwrap();
    assert_eq!((&held["entries"], &held["head"]), (&journal["entries"], &journal["head"]));
    assert_eq!((&inspection["licences"], &inspection["exceptions"]), (&60.into(), &0.into()));
    assert_eq!(clerk.json(&["status"])["outbox"], 0);
    assert!(clerk.json(&["bundle", "waiting"]).is_null());
}

fn server(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(program("clerk-server"));
    command.arg("--data").arg(data).args(arguments).env("CLERK_LOG", "error");
    command
}

fn kill(mut command: Command, rng: &mut StdRng) {
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(rng.random_range(0..LONGEST_LIFE_MS)));
    child.kill().unwrap();
    child.wait().unwrap();
}
