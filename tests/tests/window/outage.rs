//! A window that an outage has left something to show: a report with acts beyond authority, licences that
//! hold no more, and a halt. Its hours have passed in the test's own time, at the real desk and server.

use chrono::{DateTime, TimeDelta, Utc};
use clerk_desk::DeviceClock;
use clerk_desk::api::{
    AcceptArgs, EnrollArgs, Intake, IssueArgs, LoginArgs, Nothing, Password, ReceiveArgs,
};
use clerk_desk::workstation::{Place, SyncMode, Workstation};
use clerk_domain::clock::{Clock as _, SharedClock};
use clerk_domain::grant::{Grant, OfflineLimits};
use clerk_domain::item::{Action, ApplicantKind};
use clerk_domain::licence::Licence;
use clerk_domain::money::Money;
use clerk_domain::pack::RulePack;
use clerk_server::repository::Packs as _;
use clerk_server::{Server, SqliteRepository, demo};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tokio::runtime::Runtime;

pub const PERSON: &str = "zhijian-chief";
const WINDOW: &str = "zhijian-01";

/// The real time, so much behind.
#[derive(Clone, Default)]
struct Behind(Arc<AtomicI64>);

impl Behind {
    fn set(&self, by: TimeDelta) {
        self.0.store(by.num_seconds(), Ordering::Relaxed);
    }

    fn now(&self) -> DateTime<Utc> {
        DeviceClock.now() - TimeDelta::seconds(self.0.load(Ordering::Relaxed))
    }

    fn shared(&self) -> SharedClock {
        let behind = self.clone();
        Arc::new(move || behind.now())
    }
}

/// The texts of the QR codes of the licences that hold no more, and of one that holds.
pub struct Licences {
    pub valid: String,
    pub revoked: String,
    pub replaced: String,
}

/// Makes the window in `data`. Its server serves as long as the runtime stands.
pub fn make(runtime: &Runtime, folder: &Path, data: &Path) -> Licences {
    let time = Behind::default();
    time.set(TimeDelta::hours(3));
    let (centre, url, code) = runtime.block_on(serve(&folder.join("centre"), time.shared()));
    let desk = Workstation::new(Place {
        dir: data.to_owned(),
        clock: time.shared(),
        seed: [7; 32],
        sync: SyncMode::OnRequest,
        changed: Arc::new(|| {}),
    });
    let password = || Password(demo::PASSWORD.to_owned());
    let (code, person) = (Password(code), PERSON.into());
    desk.enroll(EnrollArgs {
        server: url,
        authority: None,
        code,
        person,
        password: password(),
        new_password: None,
    })
    .unwrap();
    desk.login(LoginArgs { person: PERSON.into(), password: password(), new_password: None })
        .unwrap();
    desk.sync_now(Nothing {}).unwrap();

    time.set(TimeDelta::hours(2));
    let licences: Vec<Licence> = (0..3).map(|_| whole_case(&desk)).collect();
    let revoked_at = time.now().fixed_offset();
    runtime.block_on(change_grants(&centre, |grant| grant.revoked_at = Some(revoked_at)));
    (0..2).for_each(|_| drop(whole_case(&desk)));
    time.set(TimeDelta::hours(1));
    desk.sync_now(Nothing {}).unwrap();

    let [valid, revoked, replaced] = licences.try_into().unwrap();
    runtime.block_on(async {
        centre.revoke(&demo::admin(), &revoked.number, "样本：提交虚假材料", None).await.unwrap();
        let in_place = Some(valid.number.as_str());
        centre.revoke(&demo::admin(), &replaced.number, "样本：名称变更", in_place).await.unwrap();
        // Given anew, with limits.
        change_grants(&centre, |grant| {
            grant.revoked_at = None;
            grant.offline = limits();
        })
        .await;
    });
    desk.sync_now(Nothing {}).unwrap();
    // The device's clock runs back, and the window is halted from now on.
    time.set(TimeDelta::minutes(70));
    assert!(desk.status(Nothing {}).unwrap().halted.is_some());
    drop(desk);
    time.set(TimeDelta::zero());
    let code = |licence: &Licence| {
        format!("{}.{}", licence.signed_text(&WINDOW.into(), &PERSON.into()), licence.signature)
    };
    Licences { valid: code(&valid), revoked: code(&revoked), replaced: code(&replaced) }
}

async fn serve(dir: &Path, clock: SharedClock) -> (Arc<Server<SqliteRepository>>, String, String) {
    let centre =
        Arc::new(clerk_server::open(dir, &dir.join("keys"), clock, [9; 32]).await.unwrap());
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let router = clerk_server::router(Arc::clone(&centre));
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    let windows = demo::load(&centre).await.unwrap().windows;
    let window = windows.iter().find(|w| w.window.id.as_str() == WINDOW).unwrap();
    (centre, url, window.code.clone())
}

fn limits() -> OfflineLimits {
    OfflineLimits {
        soft_hours: Some(24),
        hard_hours: Some(168),
        hard_count: Some(50),
        hard_totals: vec![Money::parse("20000000.00", "CNY").unwrap()],
    }
}

/// Publishes a pack in which the grants of the window's department are changed.
async fn change_grants(server: &Server<SqliteRepository>, change: impl Fn(&mut Grant)) {
    let repository = server.repository();
    let version = repository.pack_version().await.unwrap();
    let published = repository.pack(version).await.unwrap().unwrap();
    let mut pack: RulePack = serde_json::from_str(&published.text).unwrap();
    pack.version += 1;
    let grants = pack.grants.iter_mut().filter(|grant| grant.department.as_str() == "zhijian");
    grants.for_each(change);
    server.publish(&demo::admin(), &pack).await.unwrap();
}

/// Received, accepted, issued.
fn whole_case(desk: &Workstation) -> Licence {
    let intake = Intake {
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
    };
    let case = desk.receive(ReceiveArgs { intake, draft: None }).unwrap().case.id;
    desk.accept(AcceptArgs { case, exemption: None }).unwrap();
    let confirmation = Password(demo::PASSWORD.to_owned());
    desk.issue(IssueArgs { case, confirmation }).unwrap().case.products.licence.unwrap()
}
