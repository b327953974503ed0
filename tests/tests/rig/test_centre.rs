//! A centre for tests: a real centre that is served, and real desks.

use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::response::IntoResponse as _;
use clerk_desk::api::{AcceptArgs, ApiError, EnrollArgs, Intake, IssueArgs, Password, ReceiveArgs};
use clerk_desk::workstation::{Place, SyncMode, Workstation};
use clerk_domain::clock::SharedClock;
use clerk_domain::ids::CaseId;
use clerk_domain::item::{Action, ApplicantKind};
use clerk_server::{Server, SqliteRepository, demo};
use std::sync::{Arc, LazyLock};
use tempfile::TempDir;
use tokio::runtime::Runtime;

pub static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());
pub const WINDOW: &str = "zhijian-01";
pub const PERSON: &str = "zhijian-chief";

/// The demo centre, in a folder of its own.
pub struct TestCentre {
    pub folder: TempDir,
    pub server: Arc<Server<SqliteRepository>>,
    pub url: String,
}

impl TestCentre {
    /// Its server has this clock. Over the network it answers on these paths alone.
    pub fn new(clock: SharedClock, answers: fn(&str) -> bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (server, url) = RUNTIME.block_on(async {
            let server = clerk_server::open(
                &folder.path().join("centre"),
                &folder.path().join("keys"),
                clock,
                [9; 32],
            )
            .await;
            let server = Arc::new(server.unwrap());
            demo::load(&server).await.unwrap();
            let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
            let url = format!("http://{}", listener.local_addr().unwrap());
            let gate = from_fn(move |request: Request, next: Next| async move {
                if answers(request.uri().path()) {
                    return next.run(request).await;
                }
                StatusCode::BAD_GATEWAY.into_response()
            });
            let router = clerk_server::router(Arc::clone(&server)).layer(gate);
            tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
            (server, url)
        });
        Self { folder, server, url }
    }

    /// The desk in a folder, enrolled or not.
    pub fn desk(&self, folder: &str, seed: u8, clock: SharedClock) -> Workstation {
        Workstation::new(Place {
            dir: self.folder.path().join(folder),
            clock,
            seed: [seed; 32],
            sync: SyncMode::OnRequest,
            changed: Arc::new(|| {}),
        })
    }

    pub fn enrol(&self, desk: &Workstation, window: &str) {
        self.enrol_as(desk, window, PERSON);
    }

    /// As somebody else.
    pub fn enrol_as(&self, desk: &Workstation, window: &str, person: &str) {
        let code = RUNTIME.block_on(self.server.sample_code(&window.into())).unwrap();
        let (server, person) = (self.url.clone(), person.into());
        let (code, password) = (Password(code), password());
        desk.enroll(EnrollArgs {
            server,
            authority: None,
            code,
            person,
            password,
            new_password: None,
        })
        .unwrap();
    }
}

pub fn password() -> Password {
    Password(demo::PASSWORD.to_owned())
}

/// An application that anybody at the window may decide at once.
pub fn intake() -> Intake {
    Intake {
        item: Some("zhijian-01".into()),
        action: Some(Action::Renew),
        applicant_kind: Some(ApplicantKind::Enterprise),
        applicant_document: None,
        applicant_name: "徐州样本检测有限公司".to_owned(),
        applicant_number: "91320300YB0000016E".to_owned(),
        applicant_phone: String::new(),
        form: Default::default(),
        materials: ["m1", "m2", "m3"].map(Into::into).to_vec(),
        ..Intake::default()
    }
}

/// Two acts: received, accepted.
pub fn receive(desk: &Workstation) -> CaseId {
    let case = desk.receive(ReceiveArgs { intake: intake(), draft: None }).unwrap().case.id;
    desk.accept(AcceptArgs { case, exemption: None }).unwrap();
    case
}

/// A third one; the licence's number.
pub fn issue(desk: &Workstation, case: CaseId) -> Result<String, ApiError> {
    let view = desk.issue(IssueArgs { case, confirmation: password() })?;
    Ok(view.case.products.licence.unwrap().number)
}
