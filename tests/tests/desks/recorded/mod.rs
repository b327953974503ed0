//! What the desk answers, recorded for the pages' tests and for looking at the pages in a plain browser:
//! two days of a window, what stands on its third morning, and what is done then. Clock and seeds are the
//! test's own, so that the same comes out each time.

mod acts;
mod applications;
mod gongshang;
mod recorder;
mod standing;
mod typescript;
mod zhijian;

use crate::centre::{RUNTIME, TestCentre};
use chrono::{DateTime, Utc};
use clerk_desk::api::Intake;
use clerk_domain::clock::SharedClock;
use clerk_server::demo;
use clerk_testkit::{FaultRate, FaultyNetwork, SetClock};
use recorder::Recorder;
use serde_json::{Value, json};
use std::sync::Arc;

struct Scene {
    centre: TestCentre,
    clock: SetClock,
    /// Where the windows find the centre.
    url: String,
}

impl Scene {
    fn shared_clock(&self) -> SharedClock {
        shared(&self.clock)
    }
}

fn shared(clock: &SetClock) -> SharedClock {
    let clock = clock.clone();
    Arc::new(move || clock.now())
}

/// The file is kept in the repository, so that the UI is built and tested without Rust. With
/// `UPDATE_TYPES=1` the test writes it.
#[test]
fn what_was_recorded_for_the_pages_is_current() {
    let begin: DateTime<Utc> = "2026-11-19T00:00:00Z".parse().unwrap();
    let clock = SetClock::at(begin);
    let centre = TestCentre::new(shared(&clock), |_| true);
    let network = network(&centre);
    let scene = Scene { url: network.url(), centre, clock };
    let mut kept = gongshang::record(&scene, network);
    kept.extend(zhijian::record(&scene));
    let wanted = plain(&scene, typescript::text(&kept));
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/src/testing/recorded.ts");
    if std::env::var_os("UPDATE_TYPES").is_some() {
        std::fs::write(path, &wanted).unwrap();
    }
    let found = std::fs::read_to_string(path).unwrap_or_default();
    let first = found.lines().zip(wanted.lines()).find(|(found, wanted)| found != wanted);
    assert!(
        found == wanted,
        "run UPDATE_TYPES=1 cargo test -p clerk-tests --test desks recorded; first: {first:#?}"
    );
}

/// The way to the centre, which can be taken away.
fn network(centre: &TestCentre) -> FaultyNetwork {
    let server = centre.url.trim_start_matches("http://").parse().unwrap();
    RUNTIME.block_on(FaultyNetwork::start(server, 1, FaultRate { faults_percent: 0 })).unwrap()
}

/// What cannot be the same each time: the folder is a new one, the port a free one.
fn plain(scene: &Scene, text: String) -> String {
    let folder = scene.centre.folder.path().display().to_string();
    text.replace(&folder, "/样本").replace(&scene.url, "https://centre.example")
}

fn password() -> Value {
    json!(demo::PASSWORD)
}

/// An application: what is given, and nothing else.
fn intake(given: Value) -> Value {
    let mut intake = serde_json::to_value(Intake::default()).unwrap();
    for (key, value) in given.as_object().unwrap() {
        assert!(intake.get(key).is_some(), "an application has no {key}");
        intake[key] = value.clone();
    }
    intake
}

fn materials(codes: &str) -> Value {
    json!(codes.split(' ').collect::<Vec<_>>())
}

fn list(states: &[&str]) -> Value {
    json!({ "states": states, "limit": 500 })
}

/// Of all cases in a state, newest first, the one at this place.
fn case_at(it: &Recorder, state: &str, at: usize) -> String {
    it.quietly("list", list(&[state]))["rows"][at]["id"].as_str().unwrap().to_owned()
}

fn receive(it: &Recorder, intake: &Value) -> String {
    id_of(&it.quietly("receive", json!({ "intake": intake, "draft": null })))
}

/// Does these acts, and prints these papers, one after the other.
fn through(it: &Recorder, case: &str, steps: &str) -> Value {
    for step in steps.split(' ') {
        let (command, args) = match step {
            "accept" => (step, json!({ "case": case, "exemption": null })),
            "refer" => (step, json!({ "case": case })),
            "issue" => (step, json!({ "case": case, "confirmation": password() })),
            "deliver" => (step, json!({ "case": case, "recipient": "" })),
            document => ("print", json!({ "case": case, "document": document, "reason": "" })),
        };
        it.quietly(command, args);
    }
    it.quietly("case", json!({ "case": case }))
}

fn id_of(view: &Value) -> String {
    view["case"]["id"].as_str().unwrap().to_owned()
}
