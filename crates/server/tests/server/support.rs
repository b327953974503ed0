//! A small centre, and devices that write and sign real journals.

use chrono::{DateTime, TimeDelta, Utc};
use clerk_domain::act::Actor;
use clerk_domain::act_signature::{ActSignature, signed_text};
use clerk_domain::calendar::Due;
use clerk_domain::case::{Applicant, Case, CaseAct, Parties, acts};
use clerk_domain::clock::{SharedClock, china};
use clerk_domain::decide::{Facts, Reason, inputs_digest};
use clerk_domain::digest::Digest;
use clerk_domain::enquiry::acts::EnquiryAnswered;
use clerk_domain::fee::FeeDue;
use clerk_domain::identity::IdentityDocument;
use clerk_domain::ids::{CaseId, EnquiryId, PersonId, WindowId};
use clerk_domain::item::{Action, ApplicantKind};
use clerk_domain::journal::{About, Chain, Entry, Sealed, Stamp};
use clerk_domain::licence::Licence;
use clerk_domain::number::{self, Suffix};
use clerk_domain::pack::RulePack;
use clerk_domain::person::{Person, Role};
use clerk_domain::product::{Product, ProductKind};
use clerk_protocol::{
    DeviceToken, EnrolReply, EnrolRequest, JournalHead, LeaseRequest, LoginReply, LoginRequest,
    Protocol, ProtocolError, PullRequest, PushReply, PushRequest, Refusal, Secret, Window,
    WindowKey,
};
use clerk_server::{Server, SqliteRepository};
use clerk_testkit::SetClock;
use serde_json::json;
use serde_json::value::RawValue;
use std::collections::BTreeSet;
use std::sync::Arc;
use tempfile::TempDir;
use uuid::Uuid;

pub const PASSWORD: &str = "sample-password-1";

/// A centre in a folder of its own, with windows shangwu-01 to -05 and gongshang-01, and `li`
/// (clerk) and `wang` (chief) of shangwu, `zhao` (clerk) of gongshang, `sun` (leader), `he` (supervisor)
/// and `feng` (administrator) of shangwu.
pub struct TestCentre {
    pub folder: TempDir,
    pub clock: SetClock,
    pub server: Arc<Server<SqliteRepository>>,
}

impl TestCentre {
    pub async fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let clock = SetClock::at("2026-11-23T01:00:00Z".parse().unwrap());
        let server = open(&folder, &clock).await;
        server.publish(&admin(), &pack(1)).await.unwrap();
        let people = [
            ("li", Role::Clerk, "shangwu"),
            ("wang", Role::Chief, "shangwu"),
            ("sun", Role::Leader, "shangwu"),
            ("zhao", Role::Clerk, "gongshang"),
            ("he", Role::Supervisor, "shangwu"),
            ("feng", Role::Admin, "shangwu"),
        ];
        let people = people.map(|(id, role, department)| person(id, role, department));
        server.add_sample_people(&admin(), &people, PASSWORD).await.unwrap();
        for number in 1..=5 {
            let window = window(&format!("shangwu-{number:02}"));
            server.add_window(&admin(), &window).await.unwrap();
        }
        server.add_window(&admin(), &window("gongshang-01")).await.unwrap();
        Self { folder, clock, server }
    }

    /// The server ends and starts again on the same folder.
    pub async fn restart(&mut self) {
        self.server.repository().close().await;
        self.server = open(&self.folder, &self.clock).await;
    }

    pub fn later(&self, by: TimeDelta) {
        self.clock.advance(by);
    }

    pub async fn code(&self, window: &str) -> String {
        self.server.new_code(&window.into(), false).await.unwrap()
    }

    /// A device enrolled as a window, by `li` or `zhao`.
    pub async fn device(&self, window: &str) -> Device {
        let request = self.enrolment(window, key(window)).await;
        let reply = self.server.enrol(request).await.unwrap();
        if staff(window) == "li" {
            self.log_in(window, "wang", &key(window)).await;
        }
        Device::new(key(window), &reply)
    }

    /// A person's first log-in at a window, on this device.
    pub async fn log_in(&self, window: &str, person: &str, device: &WindowKey) -> LoginReply {
        let request = LoginRequest {
            window: window.into(),
            person: person.into(),
            password: Secret(PASSWORD.to_owned()),
            person_key: person_key(person, window, device).public_key(),
        };
        self.server.login(request).await.unwrap()
    }

    /// A device with numbers.
    pub async fn desk(&self, window: &str) -> Device {
        let mut device = self.device(window).await;
        let request =
            LeaseRequest { series: "SWWZ".into(), year: 2026, ordinal: 1, epoch: device.epoch };
        let reply = self.server.lease(&device.token, request).await.unwrap();
        device.first_place = reply.block.first;
        device
    }

    pub async fn enrolment(&self, window: &str, key: WindowKey) -> EnrolRequest {
        let person = staff(window);
        EnrolRequest {
            code: Secret(self.code(window).await),
            public_key: key.public_key(),
            person: person.into(),
            password: Secret(PASSWORD.to_owned()),
            person_key: person_key(person, window, &key).public_key(),
        }
    }
}

async fn open(folder: &TempDir, clock: &SetClock) -> Arc<Server<SqliteRepository>> {
    let clock = clock.clone();
    let clock: SharedClock = Arc::new(move || clock.now());
    Arc::new(
        clerk_server::open(folder.path(), &folder.path().join("keys"), clock, [7; 32])
            .await
            .unwrap(),
    )
}

/// Who enrols a window, and acts there.
fn staff(window: &str) -> &'static str {
    if window.starts_with("gong") { "zhao" } else { "li" }
}

pub fn admin() -> Person {
    person("root", Role::Admin, "centre")
}

pub fn person(id: &str, role: Role, department: &str) -> Person {
    let name = format!("{id}（样本）");
    Person { id: id.into(), name, role, department: department.into() }
}

/// What a person signs with on a device.
pub fn person_key(person: &str, window: &str, device: &WindowKey) -> WindowKey {
    key(&format!("{person}@{window} {}", device.public_key()))
}

pub fn window(id: &str) -> Window {
    let department = id.split('-').next().unwrap();
    Window { id: id.into(), name: format!("样本窗口 {id}"), department: department.into() }
}

/// A key of its own for each name.
pub fn key(name: &str) -> WindowKey {
    WindowKey::from_bytes(&Digest::of(name.as_bytes()).0).unwrap()
}

/// The only grant, under which clerks issue whatever is asked.
pub const GRANT: &str = "徐商授〔2026〕3号（样本）";

/// One item, whose licences are numbered in the series SWWZ.
pub fn pack(version: u32) -> RulePack {
    let item = json!({
        "code": "shangwu-01", "name": "外商投资企业设立审批（样本）", "department": "shangwu",
        "kind": "immediate", "actions": ["establish", "cancel"], "applicant_kinds": ["enterprise"],
        "legal_basis": "样本", "statutory_days": 20, "promised_days": 0,
        "materials": [{"code": "m1", "name": "申请书（样本）", "required": true,
                       "form": "original", "count": 1}],
        "fields": [{"key": "investment_total", "label": "投资总额", "type": "money",
                    "currencies": ["USD"], "required": true}],
        "licence": {"code": "shangwu-approval", "name": "批准证书（样本）", "series": "SWWZ"},
    });
    let departments =
        json!([{"id": "shangwu", "name": "商务局"}, {"id": "gongshang", "name": "工商局"}]);
    let grant = json!({
        "number": GRANT, "department": "shangwu", "valid_from": "2026-01-01",
        "valid_until": "2026-12-31", "clauses": [{"number": "第一条", "items": ["shangwu-01"],
        "conditions": [], "effect": {"do": "issue", "by": "clerk"}}],
    });
    serde_json::from_value(json!({
        "version": version, "centre": "样本中心", "division": "320300", "sample": true,
        "departments": departments, "items": [item], "grants": [grant], "calendar": [], "rates": [],
    }))
    .unwrap()
}

/// An enrolled device with its journal.
#[derive(Clone)]
pub struct Device {
    pub token: DeviceToken,
    pub key: WindowKey,
    pub chain: Chain,
    pub entries: Vec<Sealed>,
    pub epoch: u64,
    /// The first place of its numbers; 0 where it has none.
    pub first_place: u32,
    /// What its clock shows.
    pub time: Stamp,
}

impl Device {
    pub fn new(key: WindowKey, reply: &EnrolReply) -> Self {
        let chain = Chain {
            author: (&reply.window.id).into(),
            seq: reply.status.head.seq,
            head: reply.status.head.hash,
        };
        let epoch = reply.status.epoch;
        let device: DateTime<Utc> = "2026-11-23T01:00:00Z".parse().unwrap();
        let time = Stamp { device: device.with_timezone(&china()), server: None, ticks: 0 };
        let (token, entries) = (reply.token.clone(), Vec::new());
        Self { token, key, chain, entries, epoch, first_place: 0, time }
    }

    pub fn id(&self) -> WindowId {
        self.chain.author.window().unwrap()
    }

    /// Does an act on a case and gives its place.
    pub fn act(&mut self, case: CaseId, act: CaseAct) -> u64 {
        self.write(About::Case(case, act))
    }

    /// Answers an enquiry.
    pub fn answer(&mut self, enquiry: EnquiryId, answered: EnquiryAnswered) -> u64 {
        self.write(About::Enquiry(enquiry, answered.into()))
    }

    fn write(&mut self, about: About) -> u64 {
        self.write_as(staff(self.chain.author.as_str()), about)
    }

    /// Does an act on a case in a person's name. A licence is signed with the key that the person has, or
    /// would have.
    pub fn act_as(&mut self, person: &str, case: CaseId, mut act: CaseAct) -> u64 {
        if let CaseAct::Issued(acts::Issued { licence, .. }) = &mut act {
            licence.signature = self.sign_licence(person, licence);
        }
        self.write_as(person, About::Case(case, act))
    }

    /// What a person signs with here.
    pub fn person_key(&self, person: &str) -> WindowKey {
        person_key(person, self.chain.author.as_str(), &self.key)
    }

    fn sign_licence(&self, person: &str, licence: &Licence) -> String {
        let signed = licence.signed_text(&self.id(), &person.into());
        self.person_key(person).sign(&signed).unwrap()
    }

    /// The text of a licence's QR code, as whoever acts here issued it.
    pub fn code_of(&self, licence: &Licence) -> String {
        let person = staff(self.chain.author.as_str()).into();
        format!("{}.{}", licence.signed_text(&self.id(), &person), licence.signature)
    }

    fn write_as(&mut self, person: &str, about: About) -> u64 {
        let sealed = self.chain.seal(self.time, actor(person), about).unwrap();
        self.chain.advance(&sealed);
        self.entries.push(sealed);
        self.chain.seq
    }

    /// Receives a case.
    pub fn receive(&mut self, name: &str) -> CaseId {
        let id = case(name);
        self.act(id, received(name));
        id
    }

    /// Receives, accepts, issues and delivers a case.
    pub fn whole_case(&mut self, name: &str, licence_number: &str) -> CaseId {
        let id = self.receive(name);
        self.act(id, accepted());
        let issued = self.issued(licence_number);
        self.act(id, issued);
        self.act(id, CaseAct::Delivered(acts::Delivered { recipient: "样本".to_owned() }));
        id
    }

    /// The number at a place of the device's block, from 1 on.
    pub fn number(&self, place: u32) -> String {
        let place = self.first_place + place - 1;
        number::format(&"SWWZ".into(), 2026, place, Suffix::from_random(place))
    }

    /// The issue of a case that was received as [`received`] says, as the window signs it.
    pub fn issued(&self, number: &str) -> CaseAct {
        self.issued_with(number, |_| {})
    }

    /// The same with a change before it is signed.
    pub fn issued_with(&self, number: &str, change: impl FnOnce(&mut Licence)) -> CaseAct {
        let CaseAct::Issued(acts::Issued { mut licence, .. }) = issued(number) else {
            unreachable!()
        };
        change(&mut licence);
        licence.signature = self.sign_licence(staff(self.chain.author.as_str()), &licence);
        CaseAct::Issued(acts::Issued { licence, founded: None })
    }

    /// A push of the entries from place `first` to the last one.
    pub fn push_from(&self, first: u64) -> PushRequest {
        self.push_range(first, self.chain.seq)
    }

    pub fn push_range(&self, first: u64, last: u64) -> PushRequest {
        let within = |sealed: &&Sealed| (first..=last).contains(&sealed.entry.seq);
        let entries: Vec<&Sealed> = self.entries.iter().filter(within).collect();
        let end = entries.last().unwrap();
        self.signed(entries.iter().map(|sealed| sealed.text.as_str()), end.entry.seq, end.hash)
    }

    pub fn signed<'a>(
        &self,
        texts: impl Iterator<Item = &'a str>,
        seq: u64,
        head: Digest,
    ) -> PushRequest {
        let chain = Chain { author: self.chain.author.clone(), seq, head };
        let texts: Vec<&str> = texts.collect();
        let read = texts.iter().filter_map(|text| Entry::read(text, 0).ok());
        let actors: BTreeSet<PersonId> = read.map(|entry| entry.actor.person).collect();
        PushRequest {
            entries: texts.into_iter().map(raw).collect(),
            head,
            signature: self.key.sign(&chain.signed_text()).unwrap(),
            acts_signed: actors.into_iter().map(|who| self.acts_signed(who, seq, head)).collect(),
        }
    }

    /// What a person signs of all entries up to `seq`.
    fn acts_signed(&self, person: PersonId, seq: u64, hash: Digest) -> ActSignature {
        let text = signed_text(&person, &self.chain.author, (1, seq), hash);
        let signature = self.person_key(person.as_str()).sign(&text).unwrap();
        ActSignature { person, first: 1, seq, signature }
    }

    pub async fn push_all(&self, server: &impl Protocol) -> PushReply {
        let first = self.entries.first().unwrap().entry.seq;
        server.push(&self.token, self.push_from(first)).await.unwrap()
    }

    pub fn pull_from(&self, after: u64, digest: Digest) -> PullRequest {
        let department = self.chain.author.as_str().split('-').next().unwrap();
        let own = JournalHead { seq: self.chain.seq, hash: self.chain.head };
        PullRequest { scope: department.into(), after, digest, limit: 1000, own }
    }
}

pub fn raw(text: &str) -> Box<RawValue> {
    RawValue::from_string(text.to_owned()).unwrap()
}

pub fn case(name: &str) -> CaseId {
    let digest = Digest::of(name.as_bytes());
    CaseId(Uuid::from_slice(&digest.0[..16]).unwrap())
}

/// Somebody who says to be a chief representative; what the server knows of them is another thing.
pub fn actor(person: &str) -> Actor {
    Actor { person: person.into(), name: format!("样本{person}"), role: Role::Chief }
}

pub fn received(name: &str) -> CaseAct {
    CaseAct::Received(acts::Received {
        number: name.into(),
        window_name: "样本窗口".to_owned(),
        item: "shangwu-01".into(),
        action: Action::Establish,
        pack_version: 1,
        parties: Parties::of(Applicant {
            kind: ApplicantKind::Enterprise,
            name: "徐州示例有限公司（样本）".to_owned(),
            document: IdentityDocument::CreditCode,
            number: "91320300MA00000000".to_owned(),
            phone: String::new(),
        }),
        existing: None,
        queue: Default::default(),
        form: [("investment_total".to_owned(), json!({"amount": "1.00", "currency": "USD"}))]
            .into(),
        materials: vec!["m1".into()],
    })
}

pub fn accepted() -> CaseAct {
    CaseAct::Accepted(acts::Accepted {
        due: Due::On { date: "2026-11-23".parse().unwrap() },
        fee: FeeDue::Free,
    })
}

/// What is decided on of [`received`].
fn facts() -> Facts {
    let sealed = Chain::new("shangwu-01".into()).seal(
        Stamp { device: DateTime::UNIX_EPOCH.with_timezone(&china()), server: None, ticks: 0 },
        actor("li"),
        About::Case(case("c1"), received("c1")),
    );
    Facts::from(&Case::begin(&sealed.unwrap().entry).unwrap())
}

/// Issued under the only grant, unsigned.
pub fn issued(number: &str) -> CaseAct {
    let reason = Reason {
        code: "issue_by_clerk".to_owned(),
        met: true,
        grant: GRANT.to_owned(),
        clause: "第一条".to_owned(),
        limit: String::new(),
        value: String::new(),
        text: "样本".to_owned(),
    };
    let licence = Licence {
        number: number.to_owned(),
        licence_type: "shangwu-approval".to_owned(),
        name: "批准证书（样本）".to_owned(),
        holder: "徐州示例有限公司（样本）".to_owned(),
        product: Product {
            holder_number: Some("91320300MA00000000".to_owned()),
            ..Product::first(ProductKind::New, "2026-11-23".parse().unwrap())
        },
        issued_on: "2026-11-23".parse().unwrap(),
        valid_until: None,
        reasons: vec![reason],
        pack_version: 1,
        inputs: inputs_digest(&facts()),
        identifier: None,
        signature: String::new(),
    };
    CaseAct::Issued(acts::Issued { licence, founded: None })
}

/// The refusal of an answer that must be one.
#[track_caller]
pub fn refusal<T>(answer: Result<T, ProtocolError>) -> Refusal {
    match answer {
        Err(ProtocolError::Refused { refusal, .. }) => refusal,
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("not refused"),
    }
}
