//! What the tests of this folder do over and over.

use crate::centre::{RUNTIME, TestCentre};
use clerk_desk::api::{AcceptArgs, Intake, PrintArgs, ReceiveArgs};
use clerk_desk::workstation::Workstation;
use clerk_domain::clock::SharedClock;
use clerk_domain::identity::IdentityDocument;
use clerk_domain::ids::CaseId;
use clerk_domain::item::{Action, ApplicantKind, Item};
use clerk_domain::pack::RulePack;
use clerk_domain::paper::DocumentKind;
use clerk_server::repository::Packs as _;
use clerk_testkit::SetClock;
use serde_json::json;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

/// One clock for a centre and its windows.
pub fn shared(clock: &SetClock) -> SharedClock {
    let clock = clock.clone();
    Arc::new(move || clock.now())
}

/// Publishes the centre's rules, changed, as their next version.
pub fn publish(centre: &TestCentre, change: impl Fn(&mut RulePack)) {
    let repository = centre.server.repository();
    let published = RUNTIME.block_on(async {
        repository.pack(repository.pack_version().await.unwrap()).await.unwrap().unwrap()
    });
    let mut pack: RulePack = serde_json::from_str(&published.text).unwrap();
    pack.version += 1;
    change(&mut pack);
    RUNTIME.block_on(centre.server.publish(&clerk_server::demo::admin(), &pack)).unwrap();
}

pub fn item_of<'a>(pack: &'a mut RulePack, code: &str) -> &'a mut Item {
    pack.items.iter_mut().find(|item| item.code.as_str() == code).unwrap()
}

/// The text of a printed file without any white space.
pub fn text_of(file: &Path) -> String {
    let text = Command::new("pdftotext").arg("-raw").arg(file).arg("-").output().unwrap();
    String::from_utf8_lossy(&text.stdout).replace(char::is_whitespace, "")
}

/// Prints a paper, and gives its text.
pub fn printed(desk: &Workstation, case: CaseId, document: DocumentKind) -> String {
    text_of(Path::new(
        &desk.print(PrintArgs { case, document, reason: "留存（示例）".to_owned() }).unwrap().file,
    ))
}

/// An application of a person to use a lift, which is registered for a fee.
pub fn lift() -> Intake {
    Intake {
        item: Some("zhijian-03".into()),
        action: Some(Action::Establish),
        applicant_kind: Some(ApplicantKind::Person),
        applicant_document: Some(IdentityDocument::ResidentCard),
        applicant_name: "钱样本".to_owned(),
        applicant_number: "320300197502129019".to_owned(),
        form: [
            ("premises".to_owned(), json!("样本市场1号")),
            ("equipment".to_owned(), json!("elevator")),
        ]
        .into(),
        materials: ["m1", "m2", "m3"].map(Into::into).to_vec(),
        ..Intake::default()
    }
}

pub fn receive(desk: &Workstation, intake: Intake) -> CaseId {
    desk.receive(ReceiveArgs { intake, draft: None }).unwrap().case.id
}

pub fn accept(desk: &Workstation, case: CaseId) {
    desk.accept(AcceptArgs { case, exemption: None }).unwrap();
}
