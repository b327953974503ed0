//! Windows that go on working: real desks with real databases.

use crate::hall::Hall;
use clerk_desk::api::{
    AcceptArgs, CaseArgs, ConnectionView, EnrollArgs, Intake, IssueArgs, LoginArgs, Nothing,
    Password, PrintArgs, ReceiveArgs, TextArgs,
};
use clerk_desk::workstation::{Place, SyncMode, Workstation};
use clerk_domain::case::CaseState;
use clerk_domain::ids::{CaseId, WindowId};
use clerk_domain::item::{Action, ApplicantKind};
use clerk_domain::licence::Licence;
use clerk_domain::paper::DocumentKind;
use clerk_domain::register::Verdict;
use clerk_tests::DEMO_PASSWORD;
use serde_json::json;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

pub struct Honest {
    pub window: WindowId,
    person: String,
    dir: PathBuf,
    desk: Workstation,
    /// Accepted, and left so until the end of the day.
    pub left: CaseId,
    issued: Mutex<Vec<(CaseId, Licence)>>,
    printed: Mutex<BTreeSet<String>>,
    over: AtomicBool,
    /// Held by whoever is at the desk.
    at_desk: Mutex<()>,
}

fn password() -> Password {
    Password(DEMO_PASSWORD.to_owned())
}

impl Honest {
    /// Enrolled by the chief representative.
    pub fn enrol(hall: &Hall, window: &str, seed: u8) -> Arc<Self> {
        let dir = hall.folder.path().join("windows").join(window);
        let (department, _) = window.split_once('-').unwrap();
        let desk = Workstation::new(Place {
            dir: dir.clone(),
            clock: hall.clock(),
            seed: [seed; 32],
            sync: SyncMode::OnRequest,
            changed: Arc::new(|| {}),
        });
        let person = format!("{department}-chief");
        let (server, code) = (hall.url.clone(), Password(hall.code(window)));
        let (person_id, password) = (person.as_str().into(), password());
        desk.enroll(EnrollArgs {
            server,
            authority: None,
            code,
            person: person_id,
            password,
            new_password: None,
        })
        .unwrap();
        let left = accepted(&desk, window);
        let (issued, printed, over, at_desk) = Default::default();
        let window = window.into();
        let honest = Self { window, person, dir, desk, left, issued, printed, over, at_desk };
        honest.sync();
        Arc::new(honest)
    }

    /// Works case after case, until the day is over.
    pub fn work(self: &Arc<Self>) -> JoinHandle<()> {
        let honest = Arc::clone(self);
        std::thread::spawn(move || {
            while !honest.over.load(Ordering::Relaxed) {
                let at_desk = honest.at_desk.lock().unwrap();
                honest.issue(accepted(&honest.desk, honest.window.as_str()));
                honest.sync();
                drop(at_desk);
                std::thread::sleep(Duration::from_millis(200));
            }
        })
    }

    pub fn close(&self) {
        self.over.store(true, Ordering::Relaxed);
    }

    /// Issues and prints.
    pub fn issue(&self, case: CaseId) {
        let issued = self.desk.issue(IssueArgs { case, confirmation: password() }).unwrap();
        let licence = issued.case.products.licence.unwrap();
        for document in [DocumentKind::MaterialsReceipt, DocumentKind::Licence] {
            let printed =
                self.desk.print(PrintArgs { case, document, reason: String::new() }).unwrap();
            assert_eq!(printed.copy, 0, "an original");
            assert!(self.printed.lock().unwrap().insert(printed.file));
        }
        self.issued.lock().unwrap().push((case, licence));
    }

    /// All is told, and nothing is wrong with it.
    pub fn sync(&self) {
        let status = self.desk.sync_now(Nothing {}).unwrap();
        assert!(matches!(status.connection, ConnectionView::Online), "{status:?}");
        assert_eq!((status.outbox, status.halted.is_none()), (0, true), "{status:?}");
        let report = self.desk.report(Nothing {}).unwrap();
        let wrong = report.map_or(0, |report| report.conflict + report.beyond_authority);
        assert_eq!(wrong, 0);
    }

    pub fn issued(&self) -> Vec<Licence> {
        self.issued.lock().unwrap().iter().map(|(_, licence)| licence.clone()).collect()
    }

    /// What the QR code of a licence says.
    pub fn code_of(&self, licence: &Licence) -> String {
        let signed = licence.signed_text(&self.window, &self.person.as_str().into());
        format!("{signed}.{}", licence.signature)
    }

    /// What the window says of a licence.
    pub fn verdict(&self, text: String) -> Verdict {
        self.desk.verify(TextArgs { text }).unwrap().finding.verdict
    }

    pub fn pack_version(&self) -> u32 {
        self.desk.status(Nothing {}).unwrap().pack_version
    }

    /// Somebody comes to the desk, whom the centre has to confirm where it is a colleague, and leaves it again.
    pub fn log_in(&self, colleague: &str) {
        let _at_desk = self.at_desk.lock().unwrap();
        for person in [colleague, &self.person] {
            self.desk.lock(Nothing {}).unwrap();
            let (person, password) = (person.into(), password());
            self.desk.login(LoginArgs { person, password, new_password: None }).unwrap();
        }
    }

    /// Its cases are as they were left, and its print folder has what it printed.
    pub fn check(&self) {
        for (case, licence) in self.issued.lock().unwrap().iter() {
            let view = self.desk.case(CaseArgs { case: *case }).unwrap();
            assert_eq!(view.state, CaseState::Issued);
            assert_eq!(view.case.products.licence.as_ref(), Some(licence));
        }
        let files = std::fs::read_dir(self.dir.join("print")).unwrap();
        let files: BTreeSet<String> =
            files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        let printed = self.printed.lock().unwrap();
        let named = |path: &String| path.rsplit('/').next().unwrap().to_owned();
        assert_eq!(files, printed.iter().map(named).collect());
    }
}

fn accepted(desk: &Workstation, window: &str) -> CaseId {
    let intake = if window.starts_with("gongshang") { company() } else { inspection() };
    let case = desk.receive(ReceiveArgs { intake, draft: None }).unwrap().case.id;
    desk.accept(AcceptArgs { case, exemption: None }).unwrap();
    case
}

/// 内资企业设立登记, with a capital below two million.
fn company() -> Intake {
    let form = json!({
        "registered_capital": {"amount": "1000000.00", "currency": "CNY"},
        "legal_representative": "赵样本", "address": "徐州市样本路1号", "business_scope": "示例",
    });
    Intake {
        item: Some("gongshang-01".into()),
        action: Some(Action::Establish),
        applicant_kind: Some(ApplicantKind::Person),
        applicant_document: Some(clerk_domain::identity::IdentityDocument::ResidentCard),
        applicant_name: "样本创办人乙".to_owned(),
        applicant_number: "320300198502119210".to_owned(),
        holder_name: "徐州样本彭城商贸有限公司".to_owned(),
        form: serde_json::from_value(form).unwrap(),
        materials: ["m1", "m2", "m3", "m4", "m5"].map(Into::into).to_vec(),
        ..Intake::default()
    }
}

/// 组织机构代码证年检
fn inspection() -> Intake {
    Intake {
        item: Some("zhijian-01".into()),
        action: Some(Action::Renew),
        applicant_kind: Some(ApplicantKind::Enterprise),
        applicant_name: "徐州样本检测有限公司".to_owned(),
        applicant_number: "91320300YB0000016E".to_owned(),
        materials: ["m1", "m2", "m3"].map(Into::into).to_vec(),
        ..Intake::default()
    }
}
