//! A centre and windows without screens: the real server, the real database, the real sync engine.

use chrono::{DateTime, TimeDelta, Utc};
use clerk_domain::act::Actor;
use clerk_domain::act_signature::{ActSignature, signed_text};
use clerk_domain::calendar::Due;
use clerk_domain::case::{Applicant, Case, CaseAct, Parties, acts};
use clerk_domain::clock::{SharedClock, china};
use clerk_domain::fee::FeeDue;
use clerk_domain::identity::IdentityDocument;
use clerk_domain::ids::{CaseId, ItemCode, PersonId, WindowId};
use clerk_domain::item::{Action, ApplicantKind};
use clerk_domain::journal::{About, Sealed, Stamp};
use clerk_domain::number;
use clerk_domain::person::Role;
use clerk_protocol::{DeviceToken, EnrolReply, EnrolRequest, Protocol as _, Secret, WindowKey};
use clerk_server::{Server, SqliteRepository, demo};
use clerk_store::{ActTransaction, DatabaseKey, NewWindow, Store};
use clerk_sync::{Engine, HttpClient};
use rand::{Rng as _, SeedableRng as _, rngs::StdRng};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A window with its database, as a device keeps it.
pub struct Desk {
    pub enrolment: EnrolReply,
    pub database: PathBuf,
    pub key: DatabaseKey,
    pub secret: [u8; 32],
    /// What whoever acts here signs with.
    pub person_key: WindowKey,
}

/// Its keys lie beside its folder, so that a backup of the folder holds none.
pub async fn open_server(folder: &Path) -> Server<SqliteRepository> {
    let clock: SharedClock = Arc::new(noon);
    clerk_server::open(folder, &folder.with_file_name("keys"), clock, [9; 32]).await.unwrap()
}

pub fn noon() -> DateTime<Utc> {
    "2026-11-23T04:00:00Z".parse().unwrap()
}

pub async fn serve(server: Arc<Server<SqliteRepository>>) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = clerk_server::router(server);
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    address
}

pub async fn enrol(server: &Server<SqliteRepository>, folder: &Path, code: &str, n: u8) -> Desk {
    let secret = [n; 32];
    let person_key = WindowKey::from_bytes(&[n ^ 0x80; 32]).unwrap();
    let request = EnrolRequest {
        code: Secret(code.to_owned()),
        public_key: WindowKey::from_bytes(&secret).unwrap().public_key(),
        person: PersonId::from("gongshang-chief"),
        password: Secret(demo::PASSWORD.to_owned()),
        person_key: person_key.public_key(),
    };
    let enrolment = server.enrol(request).await.unwrap();
    let key = DatabaseKey::random(&mut StdRng::seed_from_u64(n.into()));
    let database = folder.join(format!("window-{n}.db"));
    let mut store = Store::create(&database, &key).unwrap();
    let new = NewWindow {
        id: enrolment.window.id.clone(),
        window: serde_json::to_string(&enrolment.window).unwrap(),
        device_token: enrolment.token.0.clone(),
        secret_key: secret,
        centre_key: enrolment.centre_key.clone(),
        sealing_key: enrolment.sealing_key.clone(),
        clearances: enrolment.clearances.clone(),
        pack: clerk_sync::kept(enrolment.pack.clone()),
        person: &enrolment.person,
        at: noon().with_timezone(&china()),
    };
    store.begin_window(&new).unwrap();
    Desk { enrolment, database, key, secret, person_key }
}

impl Desk {
    /// Signs an act that was just added, with all before it.
    pub fn sign(&self, kept: &mut ActTransaction<'_>, sealed: &Sealed) {
        let (person, seq) = (actor().person, sealed.entry.seq);
        let text = signed_text(&person, &sealed.entry.author, (1, seq), sealed.hash);
        let signature = self.person_key.sign(&text).unwrap();
        kept.sign(&ActSignature { person, first: 1, seq, signature }).unwrap();
    }

    pub fn window(&self) -> &WindowId {
        &self.enrolment.window.id
    }

    pub fn store(&self) -> Store {
        Store::open(&self.database, &self.key).unwrap()
    }

    pub fn engine(&self, server: &str) -> Engine<HttpClient> {
        Engine::new(
            HttpClient::new(server).unwrap(),
            self.store(),
            self.enrolment.window.clone(),
            DeviceToken(self.enrolment.token.0.clone()),
            WindowKey::from_bytes(&self.secret).unwrap(),
        )
    }
}

/// A case is received. `note` makes the entry as long as wanted.
pub fn receive(desk: &Desk, store: &mut Store, rng: &mut StdRng, note: &str) -> Case {
    let mut random = [0; 10];
    rng.fill_bytes(&mut random);
    let mut kept = store.begin_act().unwrap();
    let count = kept.next_case_count(stamp().device.date_naive()).unwrap();
    // The clock stands still here, and one case comes after the other.
    let at = stamp().device.to_utc() + TimeDelta::seconds(count.into());
    let id = CaseId::new(at, random);
    let received = CaseAct::Received(acts::Received {
        number: number::case_number(
            desk.window(),
            stamp().device.date_naive(),
            count,
            number::Suffix::from_random(count),
        ),
        window_name: "样本窗口".to_owned(),
        item: ItemCode::from("gongshang-01"),
        action: Action::Establish,
        pack_version: 1,
        parties: Parties::of(Applicant {
            kind: ApplicantKind::Enterprise,
            name: "徐州样本贸易有限公司".to_owned(),
            document: IdentityDocument::CreditCode,
            number: "91320300YB0000016E".to_owned(),
            phone: String::new(),
        }),
        existing: None,
        queue: Default::default(),
        form: BTreeMap::from([("business_scope".to_owned(), note.into())]),
        materials: Vec::new(),
    });
    let sealed = kept.chain().seal(stamp(), actor(), About::Case(id, received)).unwrap();
    let case = Case::begin(&sealed.entry).unwrap();
    kept.append(&sealed, &case).unwrap();
    desk.sign(&mut kept, &sealed);
    kept.commit().unwrap();
    case
}

/// Two acts: a case is received and accepted.
pub fn receive_and_accept(desk: &Desk, store: &mut Store, rng: &mut StdRng, note: &str) -> Case {
    let mut case = receive(desk, store, rng, note);
    let mut kept = store.begin_act().unwrap();
    let accepted = CaseAct::Accepted(acts::Accepted {
        due: Due::On { date: stamp().device.date_naive() },
        fee: FeeDue::Free,
    });
    let about = About::Case(case.id, accepted);
    let sealed = kept.chain().seal(stamp(), actor(), about).unwrap();
    case.apply(&sealed.entry).unwrap();
    kept.append(&sealed, &case).unwrap();
    desk.sign(&mut kept, &sealed);
    kept.commit().unwrap();
    case
}

pub fn stamp() -> Stamp {
    let now = noon().with_timezone(&china());
    // There is contact: what is done in an outage is also reported.
    Stamp { device: now, server: Some(now), ticks: 0 }
}

pub fn actor() -> Actor {
    Actor {
        person: PersonId::from("gongshang-chief"),
        name: "样本首席".to_owned(),
        role: Role::Chief,
    }
}
