//! Authority travels with the window, by the centre's signature, and ends with its days: a real desk,
//! a real server, and a clock that the test owns.

use chrono::NaiveDate;
use clerk_desk::api::{
    AcceptArgs, CaseArgs, EnrollArgs, ErrorCode, Intake, IssueArgs, Nothing, Password, ReceiveArgs,
    TextArgs,
};
use clerk_desk::workstation::{Place, SyncMode, Workstation};
use clerk_domain::case::CaseState;
use clerk_domain::clock::SharedClock;
use clerk_domain::ids::CaseId;
use clerk_domain::item::{Action, ApplicantKind};
use clerk_domain::pack::RulePack;
use clerk_domain::register::Verdict;
use clerk_server::repository::{Packs as _, StoredPack};
use clerk_server::{Server, SqliteRepository, demo};
use clerk_testkit::SetClock;
use std::path::Path;
use std::sync::Arc;
use tokio::runtime::Runtime;

const WINDOW: &str = "zhijian-01";

struct TestCentre {
    runtime: Runtime,
    clock: SetClock,
    server: Arc<Server<SqliteRepository>>,
    desk: Workstation,
}

impl TestCentre {
    /// The demo centre and one of its windows, enrolled; noon on 23 November 2026.
    fn new(dir: &Path) -> Self {
        let clock = SetClock::at("2026-11-23T04:00:00Z".parse().unwrap());
        let told = clock.clone();
        let shared: SharedClock = Arc::new(move || told.now());
        let runtime = Runtime::new().unwrap();
        let (centre, address, code) = runtime.block_on(async {
            let folder = dir.join("centre");
            let keys = folder.join("keys");
            let opened = clerk_server::open(&folder, &keys, Arc::clone(&shared), [9; 32]);
            let centre = Arc::new(opened.await.unwrap());
            let windows = demo::load(&centre).await.unwrap().windows;
            let window = windows.into_iter().find(|w| w.window.id.as_str() == WINDOW).unwrap();
            let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
            let address = listener.local_addr().unwrap();
            let router = clerk_server::router(Arc::clone(&centre));
            tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
            (centre, address, window.code)
        });
        let desk = Workstation::new(Place {
            dir: dir.join("window"),
            clock: shared,
            seed: [3; 32],
            sync: SyncMode::OnRequest,
            changed: Arc::new(|| {}),
        });
        let person = "zhijian-chief".into();
        let (server, code) = (format!("http://{address}"), Password(code));
        desk.enroll(EnrollArgs {
            server,
            authority: None,
            code,
            person,
            password: password(),
            new_password: None,
        })
        .unwrap();
        Self { runtime, clock, server: centre, desk }
    }

    fn publish(&self, version: u32, until: &str) {
        self.runtime
            .block_on(self.server.publish(&demo::admin(), &self.dated(version, until)))
            .unwrap();
    }

    /// The version of the pack that was published last.
    fn newest_pack(&self) -> u32 {
        self.runtime.block_on(self.server.repository().pack_version()).unwrap()
    }

    /// The pack that was published last, under another version and with another last day.
    fn dated(&self, version: u32, until: &str) -> RulePack {
        let pack = self.server.repository().pack(self.newest_pack());
        let demo = self.runtime.block_on(pack).unwrap().unwrap();
        let mut pack: RulePack = serde_json::from_str(&demo.text).unwrap();
        pack.version = version;
        pack.valid_until = Some(until.parse().unwrap());
        pack
    }

    /// What the sync says, and under which pack the window goes on.
    fn sync(&self) -> (Option<ErrorCode>, u32) {
        let said = self.desk.sync_now(Nothing {}).err().map(|error| error.code);
        (said, self.desk.status(Nothing {}).unwrap().pack_version)
    }

    /// Receives and accepts a case, which nothing here ever stops.
    fn receive(&self) -> CaseId {
        let intake = Intake {
            item: Some(WINDOW.into()),
            action: Some(Action::Renew),
            applicant_kind: Some(ApplicantKind::Enterprise),
            applicant_document: None,
            applicant_name: "徐州示例有限公司".to_owned(),
            applicant_number: "91320300MA0000000J".to_owned(),
            materials: ["m1", "m2", "m3"].map(Into::into).into(),
            ..Intake::default()
        };
        let received = self.desk.receive(ReceiveArgs { intake, draft: None }).unwrap();
        let case = received.case.id;
        let accepted = self.desk.accept(AcceptArgs { case, exemption: None }).unwrap();
        if accepted.case.money.is_open() {
            self.desk.charge(CaseArgs { case }).unwrap();
        }
        case
    }

    fn issue(&self, case: CaseId) -> Result<CaseState, (ErrorCode, String)> {
        let issued = self.desk.issue(IssueArgs { case, confirmation: password() });
        issued.map(|view| view.state).map_err(|error| (error.code, error.detail))
    }
}

fn password() -> Password {
    Password(demo::PASSWORD.to_owned())
}

#[test]
fn a_window_goes_on_under_the_pack_that_it_has_until_its_last_day() {
    let dir = tempfile::tempdir().unwrap();
    let centre = TestCentre::new(dir.path());
    let demo = centre.newest_pack();
    centre.publish(demo + 1, "2026-11-24");
    assert_eq!(centre.sync(), (None, demo + 1));
    let status = centre.desk.status(Nothing {}).unwrap();
    assert_eq!(status.authority_until, Some("2026-11-24".parse().unwrap()));

    // Whoever can write into the server's database cannot sign.
    let text = serde_json::to_string(&centre.dated(demo + 2, "2099-12-31")).unwrap();
    let forged = StoredPack { text, signature: String::new() };
    let repository = centre.server.repository();
    centre.runtime.block_on(repository.add_pack(demo + 2, &forged, centre.clock.now())).unwrap();
    assert_eq!(centre.sync(), (Some(ErrorCode::PackUntrusted), demo + 1));
    assert_eq!(centre.issue(centre.receive()), Ok(CaseState::Issued));
    assert_eq!(centre.sync(), (Some(ErrorCode::PackUntrusted), demo + 1));
    assert_eq!(centre.desk.status(Nothing {}).unwrap().outbox, 0, "the rest of the round was done");

    centre.clock.set("2026-11-24T15:59:59Z".parse().unwrap());
    assert_eq!(
        centre.issue(centre.receive()),
        Ok(CaseState::Issued),
        "the last second of its days"
    );
    centre.clock.set("2026-11-24T16:00:00Z".parse().unwrap());
    let case = centre.receive();
    let over = (ErrorCode::PackNotInForce, "2026-11-24".to_owned());
    assert_eq!(centre.issue(case), Err(over.clone()));
    let plan = centre.desk.issue_plan(CaseArgs { case }).unwrap_err();
    assert_eq!((plan.code, plan.detail), over);

    centre.publish(demo + 3, "2026-12-31");
    assert_eq!(centre.sync(), (None, demo + 3));
    assert_eq!(centre.issue(case), Ok(CaseState::Issued));
}

#[test]
fn a_revocation_arrives_although_the_pack_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let centre = TestCentre::new(dir.path());
    let demo = centre.newest_pack();
    let case = centre.receive();
    centre.issue(case).unwrap();
    assert_eq!(centre.sync(), (None, demo));
    let licence = centre.desk.case(CaseArgs { case }).unwrap().case.products.licence.unwrap();
    let signed = licence.signed_text(&WINDOW.into(), &"zhijian-chief".into());
    let text = format!("{signed}.{}", licence.signature);
    let verdict = || centre.desk.verify(TextArgs { text: text.clone() }).unwrap().finding.verdict;
    assert_eq!(verdict(), Verdict::Valid);
    let forged = StoredPack { text: "{}".to_owned(), signature: "00".repeat(64) };
    let repository = centre.server.repository();
    centre.runtime.block_on(repository.add_pack(demo + 1, &forged, centre.clock.now())).unwrap();
    centre
        .runtime
        .block_on(centre.server.revoke(&demo::admin(), &licence.number, "样本", None))
        .unwrap();
    assert_eq!(verdict(), Verdict::Valid, "not heard of yet");
    assert_eq!(centre.sync(), (Some(ErrorCode::PackUntrusted), demo));
    assert_eq!(verdict(), Verdict::Revoked);
}

/// What stands on the issue sheet was signed while it was read; it is what is issued, as long as nothing
/// of it changed.
#[test]
fn the_number_on_the_sheet_is_the_one_that_is_issued() {
    let dir = tempfile::tempdir().unwrap();
    let centre = TestCentre::new(dir.path());
    let [first, second, third] = [centre.receive(), centre.receive(), centre.receive()];
    let sheet = |case| centre.desk.issue_plan(CaseArgs { case }).unwrap();
    let issued = |case| {
        centre.issue(case).unwrap();
        let licence = centre.desk.case(CaseArgs { case }).unwrap().case.products.licence.unwrap();
        let text = format!(
            "{}.{}",
            licence.signed_text(&WINDOW.into(), &"zhijian-chief".into()),
            licence.signature
        );
        let found = centre.desk.verify(TextArgs { text }).unwrap().finding;
        assert_eq!(found.verdict, Verdict::Valid, "{found:?}");
        licence
    };
    assert_eq!(sheet(first).number, sheet(first).number, "asked again, it says the same");
    let shown = sheet(first);
    assert_eq!(issued(first).number, shown.number);

    // Another case took the number meanwhile.
    let shown = sheet(second);
    assert_eq!(issued(third).number, shown.number, "the number is the window's, not the case's");
    assert_ne!(issued(second).number, shown.number);

    // The day changed under the sheet: the text that was signed is not the one that is issued.
    let case = centre.receive();
    let shown = sheet(case);
    centre.clock.set("2026-11-23T16:00:00Z".parse().unwrap());
    let licence = issued(case);
    assert_eq!(licence.number, shown.number);
    assert_eq!((shown.issued_on, licence.issued_on), (day("2026-11-23"), day("2026-11-24")));

    // The year did: the number is one of the new year's.
    centre.publish(centre.newest_pack() + 1, "2027-12-31");
    centre.clock.set("2026-12-31T15:59:59Z".parse().unwrap());
    assert_eq!(centre.sync().0, None);
    let case = centre.receive();
    assert!(sheet(case).number.contains("-2026-"));
    centre.clock.set("2026-12-31T16:00:00Z".parse().unwrap());
    assert!(issued(case).number.contains("-2027-"));
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}
