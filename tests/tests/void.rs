//! A licence that is void before it was handed over, with real desks against the real server: who is told
//! of it when, with and without a network.

use chrono::{DateTime, TimeDelta, Utc};
use clerk_desk::api::{
    AcceptArgs, CaseArgs, EnrollArgs, ErrorCode, Intake, IssueArgs, Nothing, PaperArgs, Password,
    PrintArgs, ReceiveArgs, TextArgs, VoidArgs,
};
use clerk_desk::workstation::{Place, SyncMode, Workstation};
use clerk_domain::case::CaseActKind;
use clerk_domain::clock::SharedClock;
use clerk_domain::ids::CaseId;
use clerk_domain::item::{Action, ApplicantKind};
use clerk_domain::licence::Licence;
use clerk_domain::paper::DocumentKind;
use clerk_domain::register::Verdict;
use clerk_protocol::Window;
use clerk_server::{Server, SqliteRepository, demo};
use clerk_testkit::SetClock;
use std::sync::{Arc, LazyLock};
use tempfile::TempDir;
use tokio::runtime::Runtime;

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());
const WINDOWS: [&str; 2] = ["zhijian-01", "zhijian-02"];

struct TestCentre {
    _folder: TempDir,
    server: Arc<Server<SqliteRepository>>,
    clock: SetClock,
    desks: [Workstation; 2],
}

/// Two windows of one department, a chief representative at each.
fn centre() -> TestCentre {
    let folder = tempfile::tempdir().unwrap();
    let clock = SetClock::at("2026-11-23T01:00:00Z".parse::<DateTime<Utc>>().unwrap());
    let shared = || -> SharedClock {
        let clock = clock.clone();
        Arc::new(move || clock.now())
    };
    let (centre, server) = RUNTIME.block_on(async {
        let opened = clerk_server::open(
            &folder.path().join("centre"),
            &folder.path().join("keys"),
            shared(),
            [9; 32],
        )
        .await;
        let centre = Arc::new(opened.unwrap());
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let router = clerk_server::router(Arc::clone(&centre));
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        demo::load(&centre).await.unwrap();
        let (id, department) = (WINDOWS[1].into(), "zhijian".into());
        let second = Window { id, name: "质监窗口 02（样本）".to_owned(), department };
        centre.add_window(&demo::admin(), &second).await.unwrap();
        (centre, url)
    });
    let enrol = |id: &str, seed: u8| {
        let desk = Workstation::new(Place {
            dir: folder.path().join(id),
            clock: shared(),
            seed: [seed; 32],
            sync: SyncMode::OnRequest,
            changed: Arc::new(|| {}),
        });
        let code = RUNTIME.block_on(centre.new_code(&id.into(), false)).unwrap();
        let (server, code, person) = (server.clone(), Password(code), "zhijian-chief".into());
        desk.enroll(EnrollArgs {
            server,
            authority: None,
            code,
            person,
            password: password(),
            new_password: None,
        })
        .unwrap();
        desk
    };
    let desks = [enrol(WINDOWS[0], 1), enrol(WINDOWS[1], 2)];
    TestCentre { _folder: folder, server: centre, clock, desks }
}

fn password() -> Password {
    Password(demo::PASSWORD.to_owned())
}

fn accepted(desk: &Workstation) -> CaseId {
    let intake = Intake {
        item: Some("zhijian-01".into()),
        action: Some(Action::Renew),
        applicant_kind: Some(ApplicantKind::Enterprise),
        applicant_document: None,
        applicant_name: "徐州样本检测有限公司".to_owned(),
        applicant_number: "91320300YB0000016E".to_owned(),
        materials: ["m1", "m2", "m3"].map(Into::into).to_vec(),
        ..Intake::default()
    };
    let case = desk.receive(ReceiveArgs { intake, draft: None }).unwrap().case.id;
    desk.accept(AcceptArgs { case, exemption: None }).unwrap();
    case
}

fn issue(desk: &Workstation, case: CaseId) -> Licence {
    let issued = desk.issue(IssueArgs { case, confirmation: password() }).unwrap();
    issued.case.products.licence.unwrap()
}

fn void(desk: &Workstation, case: CaseId) {
    let reason = "名称有误（样本）".to_owned();
    desk.void(VoidArgs { case, reason, confirmation: password() }).unwrap();
}

fn sync(desk: &Workstation) {
    desk.sync_now(Nothing {}).unwrap();
}

/// What a desk says of a licence of the first window, and what it says was put in its place.
fn verdict(desk: &Workstation, licence: &Licence) -> (Verdict, Option<String>) {
    let text = format!(
        "{}.{}",
        licence.signed_text(&WINDOWS[0].into(), &"zhijian-chief".into()),
        licence.signature
    );
    let finding = desk.verify(TextArgs { text }).unwrap().finding;
    (finding.verdict, finding.revocation.and_then(|revocation| revocation.replaced_by))
}

#[test]
fn a_void_licence_is_told_here_at_once_and_everywhere_with_the_sync() {
    let centre = centre();
    let [one, other] = &centre.desks;
    let case = accepted(one);
    let first = issue(one, case);
    sync(one);
    sync(other);
    assert_eq!(verdict(one, &first), (Verdict::Valid, None));
    void(one, case);
    // Here nobody asked the centre; there nobody could have heard.
    assert_eq!(verdict(one, &first), (Verdict::Revoked, None));
    assert_eq!(verdict(other, &first), (Verdict::Valid, None));
    assert_eq!(
        RUNTIME.block_on(centre.server.look_up(&first.number)).unwrap().finding.verdict,
        Verdict::Valid
    );
    sync(one);
    let told = RUNTIME.block_on(centre.server.look_up(&first.number)).unwrap().finding;
    assert_eq!(told.verdict, Verdict::Revoked);
    assert_eq!(told.revocation.unwrap().reason, "名称有误（样本）");

    let second = issue(one, case);
    let replaced = || (Verdict::Replaced, Some(second.number.clone()));
    assert_eq!(verdict(one, &first), replaced());
    sync(one);
    sync(other);
    for desk in &centre.desks {
        assert_eq!(verdict(desk, &first), replaced());
        assert_eq!(verdict(desk, &second), (Verdict::Valid, None));
    }
    let told = RUNTIME.block_on(centre.server.look_up(&first.number)).unwrap().finding;
    assert_eq!(told.revocation.unwrap().replaced_by.as_ref(), Some(&second.number));
    // A window of another department has the register alone; so would this one.
    let register = RUNTIME.block_on(centre.server.look_up(&second.number)).unwrap().finding;
    assert_eq!(register.verdict, Verdict::Valid);
}

#[test]
fn a_void_licence_is_on_no_paper_and_needs_the_persons_own_password() {
    let centre = centre();
    let desk = &centre.desks[0];
    let case = accepted(desk);
    issue(desk, case);
    let print = || {
        desk.print(PrintArgs {
            case,
            document: DocumentKind::Licence,
            reason: "留存（示例）".to_owned(),
        })
    };
    let paper = || desk.paper(PaperArgs { case, document: DocumentKind::Licence });
    assert_eq!(print().unwrap().copy, 0);
    assert_eq!(print().unwrap().copy, 1);
    let reason = "名称有误（样本）".to_owned();
    let wrong = VoidArgs { case, reason, confirmation: Password("wrong".to_owned()) };
    assert_eq!(desk.void(wrong).unwrap_err().code, ErrorCode::PasswordWrong);
    let empty = VoidArgs { case, reason: " ".to_owned(), confirmation: password() };
    assert_eq!(desk.void(empty).unwrap_err().code, ErrorCode::ReasonNeeded);
    void(desk, case);
    assert_eq!(print().unwrap_err().code, ErrorCode::DocumentUnavailable);
    assert_eq!(paper().unwrap_err().code, ErrorCode::DocumentUnavailable);
    let view = desk.case(CaseArgs { case }).unwrap();
    assert!(view.papers.iter().all(|paper| paper.document != DocumentKind::Licence));
    assert!(view.decision.is_some(), "it can be decided anew");
    let last = view.history.last().unwrap();
    assert_eq!(last.act, CaseActKind::Voided);
    assert!(last.detail.contains("名称有误（样本）"));
    let second = issue(desk, case);
    let printed = print().unwrap();
    assert_eq!(printed.copy, 0, "an original, not a copy");
    assert!(printed.file.ends_with("-licence-2.pdf"), "{}", printed.file);
    assert_eq!(print().unwrap().copy, 1);
    assert_eq!(desk.search(TextArgs { text: second.number }).unwrap().rows.len(), 1);
}

#[test]
fn the_report_of_an_outage_names_the_licence_that_each_act_was_about() {
    let centre = centre();
    let desk = &centre.desks[0];
    sync(desk);
    centre.clock.advance(TimeDelta::hours(1));
    let case = accepted(desk);
    let first = issue(desk, case);
    void(desk, case);
    let second = issue(desk, case);
    sync(desk);
    let report = desk.report(Nothing {}).unwrap().unwrap();
    assert_eq!((report.accepted, report.acts.len()), (5, 5), "{report:?}");
    let told: Vec<_> =
        report.acts.iter().map(|act| (act.act, act.licence.as_deref().unwrap())).collect();
    let (first, second) = (first.number.as_str(), second.number.as_str());
    assert_eq!(
        told,
        [
            (CaseActKind::Received, first),
            (CaseActKind::Accepted, first),
            (CaseActKind::Issued, first),
            (CaseActKind::Voided, first),
            (CaseActKind::Issued, second),
        ]
    );
}
