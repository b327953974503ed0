//! What a window waits for: committing an act, syncing, searching. `./dev bench` runs it in a
//! release build; ratios within one run count, not single times.
//!
//! Where the reference loop of the design's material lies beside the checkout, it is run first, so
//! that both stand in one output.

#[path = "support/cases.rs"]
mod cases;
#[path = "../tests/rig/mod.rs"]
mod rig;
#[path = "../../crates/documents/tests/samples/mod.rs"]
mod samples;

use clerk_domain::case::{Case, CaseAct, acts};
use clerk_domain::decide::Reason;
use clerk_domain::digest::Digest;
use clerk_domain::ids::{SeriesCode, WindowId};
use clerk_domain::journal::About;
use clerk_domain::licence::Licence;
use clerk_domain::number::{self, NumberBlock, Suffix};
use clerk_domain::paper::DocumentKind;
use clerk_domain::product::{Product, ProductKind};
use clerk_protocol::WindowKey;
use clerk_server::{Server, SqliteRepository, demo};
use clerk_store::Store;
use clerk_sync::{Engine, HttpClient};
use divan::Bencher;
use rand::{SeedableRng as _, rngs::StdRng};
use rig::{Desk, actor, enrol, open_server, receive, receive_and_accept, serve, stamp};
use std::net::SocketAddr;
use std::process::Command;
use std::sync::{Arc, LazyLock};
use tempfile::TempDir;
use tokio::runtime::Runtime;

const ACTS: usize = 10_000;
const ISSUES: u32 = 10_000;
/// Makes an entry about 1.5 kB long.
const NOTE_CHARACTERS: usize = 340;

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().expect("a runtime"));

fn main() {
    // Before and after, as the machine's own pace moves: take the middle of them.
    (0..3).for_each(|_| baseline());
    divan::main();
    (0..2).for_each(|_| baseline());
}

/// The reference loop, in the same call: the same job with SQLite FULL on both sides.
fn baseline() {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/bench/peers/floor/bench.py");
    match Command::new("python3").args([script, "--n", "10000"]).output() {
        Ok(output) if output.status.success() => {
            println!("baseline: {}", String::from_utf8_lossy(&output.stdout).trim());
        }
        Ok(_) | Err(_) => println!("baseline: not found beside the checkout"),
    }
}

/// A centre that is served, with two windows of one department.
struct Rig {
    _folder: TempDir,
    _centre: Arc<Server<SqliteRepository>>,
    server: SocketAddr,
    desks: [Desk; 2],
}

impl Rig {
    fn new() -> Self {
        RUNTIME.block_on(async {
            let folder = tempfile::tempdir().expect("a folder");
            let centre = Arc::new(open_server(&folder.path().join("centre")).await);
            let server = serve(Arc::clone(&centre)).await;
            let windows = demo::load(&centre).await.expect("the demo centre").windows;
            let code = |id: &str| {
                let window = windows.iter().find(|w| w.window.id.as_str() == id);
                window.expect("a demo window").code.clone()
            };
            let desks = [
                enrol(&centre, folder.path(), &code("gongshang-01"), 1).await,
                enrol(&centre, folder.path(), &code("gongshang-02"), 2).await,
            ];
            Self { _folder: folder, _centre: centre, server, desks }
        })
    }

    /// With so many acts of the first window that the server lacks.
    fn with_acts(acts: usize) -> Self {
        let rig = Self::new();
        let mut rng = StdRng::seed_from_u64(1);
        let note = note();
        let mut store = rig.desks[0].store();
        for _ in 0..acts {
            receive(&rig.desks[0], &mut store, &mut rng, &note);
        }
        rig
    }

    /// What syncs a window, made before it is timed, as a desk has it from its start.
    fn engine(&self, desk: usize) -> Engine<HttpClient> {
        self.desks[desk].engine(&format!("http://{}", self.server))
    }
}

fn sync(engine: &mut Engine<HttpClient>) {
    RUNTIME.block_on(engine.round(&[], 2026)).expect("a round");
}

fn note() -> String {
    "样".repeat(NOTE_CHARACTERS)
}

/// When the window signs the licence that a case is issued with.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Signed {
    /// While the issue sheet is read, as a desk does.
    OnTheSheet,
    /// In the act itself, as without a sheet.
    InTheAct,
}

/// One issue act: number, case, an entry of about 1.5 kB with the window's SM2 signature, and print job,
/// in one durable transaction. As many in a row as the baseline writes records in a row.
#[divan::bench(args = [Signed::OnTheSheet, Signed::InTheAct], sample_count = ISSUES, sample_size = 1)]
fn commit_of_one_issue(bencher: Bencher, signed: Signed) {
    let rig = Rig::new();
    let series = SeriesCode::from("GSQY");
    let block = NumberBlock { lease: 1, series, year: 2026, first: 1, last: 20_000 };
    rig.desks[0].store().add_block(&block).expect("a block");
    let mut rng = StdRng::seed_from_u64(1);
    let key = WindowKey::from_bytes(&rig.desks[0].secret).expect("a key");
    // One connection for all, as at a desk: what another one wrote would have to be read anew.
    let mut store = rig.desks[0].store();
    let mut sheet = |place| {
        let case = receive_and_accept(&rig.desks[0], &mut store, &mut rng, "样");
        let licence = licence(&case, place, &key);
        (case, licence)
    };
    let mut sheets: Vec<(Case, Licence)> = (1..=ISSUES).map(&mut sheet).collect();
    sheets.reverse();
    let again = (signed == Signed::InTheAct).then_some(&key);
    bencher
        .with_inputs(|| sheets.pop().expect("a sheet for each sample"))
        .bench_local_values(|(case, licence)| issue(&mut store, case, licence, again));
}

fn licence(case: &Case, place: u32, key: &WindowKey) -> Licence {
    let reason = Reason {
        code: "issue_by_chief".to_owned(),
        met: true,
        grant: "徐工商授〔2026〕1号".to_owned(),
        clause: "第一条第2款".to_owned(),
        limit: "注册资本 ≥ 200万 CNY".to_owned(),
        value: "500万 CNY".to_owned(),
        text: "样".repeat(220),
    };
    let mut licence = Licence {
        number: number::format(&"GSQY".into(), 2026, place, Suffix::from_random(place)),
        licence_type: "business-licence".to_owned(),
        name: "营业执照".to_owned(),
        holder: case.parties.applicant.name.clone(),
        product: Product::first(ProductKind::New, stamp().device.date_naive()),
        issued_on: stamp().device.date_naive(),
        valid_until: None,
        reasons: vec![reason],
        pack_version: 1,
        inputs: Digest::ZERO,
        identifier: None,
        signature: String::new(),
    };
    sign(&mut licence, &case.window, key);
    licence
}

fn sign(licence: &mut Licence, window: &WindowId, key: &WindowKey) {
    licence.signature =
        key.sign(&licence.signed_text(window, &actor().person)).expect("a signature");
}

fn issue(store: &mut Store, mut case: Case, mut licence: Licence, key: Option<&WindowKey>) {
    let mut kept = store.begin_act().expect("an act");
    let place = kept.take_number(&SeriesCode::from("GSQY"), 2026).expect("a number");
    assert_eq!(number::read(&licence.number).map(|(_, _, read)| read), place, "the sheet's");
    if let Some(key) = key {
        sign(&mut licence, &case.window, key);
    }
    let issued = About::Case(case.id, CaseAct::Issued(acts::Issued { licence, founded: None }));
    let sealed = kept.chain().seal(stamp(), actor(), issued).expect("an entry");
    case.apply(&sealed.entry).expect("the case allows it");
    kept.append(&sealed, &case).expect("appended");
    kept.reserve_print(case.id, DocumentKind::Licence, 0, stamp().device).expect("reserved");
    kept.commit().expect("committed");
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn push_of_10000_acts(bencher: Bencher) {
    let acts = || {
        let rig = Rig::with_acts(ACTS);
        let engine = rig.engine(0);
        (rig, engine)
    };
    bencher.with_inputs(acts).bench_local_refs(|(_, engine)| sync(engine));
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn pull_of_10000_acts(bencher: Bencher) {
    let pushed = || {
        let rig = Rig::with_acts(ACTS);
        sync(&mut rig.engine(0));
        let engine = rig.engine(1);
        (rig, engine)
    };
    bencher.with_inputs(pushed).bench_local_refs(|(_, engine)| sync(engine));
}

#[divan::bench(sample_count = 50, sample_size = 1)]
fn sync_with_nothing_to_do(bencher: Bencher) {
    let rig = Rig::new();
    let mut engine = rig.engine(0);
    sync(&mut engine);
    bencher.bench_local(|| sync(&mut engine));
}

#[divan::bench(sample_count = 50, sample_size = 1)]
fn one_act_from_window_to_window(bencher: Bencher) {
    let rig = Rig::new();
    let mut engines = [0, 1].map(|desk| rig.engine(desk));
    let mut store = rig.desks[0].store();
    let mut rng = StdRng::seed_from_u64(1);
    bencher.bench_local(|| {
        receive(&rig.desks[0], &mut store, &mut rng, &note());
        engines.iter_mut().for_each(sync);
    });
}

/// Built once: it takes a minute or two.
static MILLION: LazyLock<(Rig, std::sync::Mutex<Store>)> = LazyLock::new(|| {
    let rig = Rig::new();
    let mut store = rig.desks[0].store();
    let scope = rig.desks[0].enrolment.window.department.clone();
    cases::pull_a_million(&mut store, &scope, stamp(), actor());
    (rig, std::sync::Mutex::new(store))
});

/// A two-character name, initials, a whole number, and a name that nobody has.
#[divan::bench(args = ["单丁", "wxd", "gongshang-99-20261120-0007", "不存在"], sample_count = 100)]
fn search_at_1000000_cases(bencher: Bencher, text: &str) {
    let (_, store) = &*MILLION;
    let store = store.lock().expect("one bench at a time");
    bencher.bench_local(|| store.search(text, 50).expect("an answer"));
}

/// Receipt and licence, from texts to the bytes of a PDF.
#[divan::bench(args = ["materials", "approval"], sample_count = 50)]
fn paper(bencher: Bencher, name: &str) {
    let renderer = clerk_documents::PdfRenderer::new().expect("the fonts");
    let (_, document) = samples::all().into_iter().find(|(n, _)| *n == name).expect("a sample");
    bencher.bench_local(|| renderer.render(&document).expect("a paper"));
}
