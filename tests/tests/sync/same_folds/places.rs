//! Who writes the histories: windows that check what they do, a window that checks nothing, and the
//! department's desk at the centre.

use super::acts::{Acts, any_time, anybody, is_with_the_leader, today};
use crate::rig::Desk;
use chrono::Days;
use clerk_domain::case::Case;
use clerk_domain::case::acts::ReferralDecided;
use clerk_domain::day::acts::{DayClosed, DayOpened};
use clerk_domain::day::{Day, DayCounts};
use clerk_domain::enquiry::acts::EnquiryAnswered;
use clerk_domain::enquiry::{Asker, Enquiry};
use clerk_domain::ids::{Author, CaseId, CaseNumber, DayId, EnquiryId, Subject};
use clerk_domain::journal::{About, Chain};
use clerk_domain::person::{Person, Role};
use clerk_protocol::{DeviceToken, Protocol as _, PushRequest, Secret, WindowKey};
use clerk_server::repository::{Password, People as _};
use clerk_server::{Login, Question, Server, ServerError, SqliteRepository, demo};
use clerk_store::{ActTransaction, Store};
use clerk_sync::{Engine, HttpClient, Round};
use rand::seq::IndexedRandom as _;
use rand::{Rng as _, RngExt as _, rngs::StdRng};
use serde_json::value::RawValue;

const YEAR: i32 = 2026;
/// Acts that are tried on a case between two exchanges.
const TRIED: u32 = 10;
/// Exchanges through which a case is acted on.
const LIVES: u32 = 3;

/// A window as its desk uses it: it does what follows on what it knows.
pub struct Window {
    pub desk: Desk,
    store: Store,
    engine: Engine<HttpClient>,
    /// The cases that it acts on, and for how many exchanges more.
    open: Vec<(CaseId, u32)>,
    days: u64,
}

impl Window {
    pub fn new(desk: Desk, server: &str) -> Self {
        let (store, engine) = (desk.store(), desk.engine(server));
        Self { desk, store, engine, open: Vec::new(), days: 0 }
    }

    pub async fn exchange(&mut self) -> Round {
        self.engine.round(&[], YEAR).await.unwrap()
    }

    /// Begins cases and one day, and acts on what is open: all in one transaction, to write it once.
    pub fn work(&mut self, rng: &mut StdRng, acts: &mut Acts, cases: u32, waiting: &[EnquiryId]) {
        let window = self.desk.window().clone();
        let mut kept = self.store.begin_act().unwrap();
        for _ in 0..cases {
            let id = CaseId(any_id(rng));
            let received = About::Case(id, acts.received(&window));
            if follow(&mut kept, rng, &mut None, received) {
                self.open.push((id, LIVES));
            }
        }
        for (id, left) in &mut self.open {
            *left -= 1;
            let mut case = kept.case(*id).unwrap();
            for _ in 0..rng.random_range(0..TRIED) {
                let act = acts.following(rng, case.as_ref());
                follow(&mut kept, rng, &mut case, About::Case(*id, act));
            }
        }
        self.open.retain(|(_, left)| *left > 0);
        for enquiry in waiting {
            if rng.random() {
                answer(&mut kept, rng, *enquiry);
            }
        }
        self.days += 1;
        let day = DayId { window, day: today() + Days::new(self.days) };
        day_of(&mut kept, rng, &day);
        kept.commit().unwrap();
    }

    /// The cases that it knows to be with the leader.
    pub fn referred(&self) -> Vec<CaseNumber> {
        let cases = self.open.iter().filter_map(|(id, _)| self.store.case(*id).unwrap());
        cases.filter(is_with_the_leader).map(|case| case.number).collect()
    }

    pub fn cases(&self) -> Vec<CaseId> {
        self.open.iter().map(|(id, _)| *id).collect()
    }
}

/// Keeps the act where it follows; whether it does.
fn follow(
    kept: &mut ActTransaction<'_>,
    rng: &mut StdRng,
    held: &mut Option<Case>,
    about: About,
) -> bool {
    let (time, actor) = (any_time(rng), anybody(rng));
    let sealed = kept.chain().seal(time, actor, about).unwrap();
    let follows = match held {
        Some(case) => case.apply(&sealed.entry),
        None => Case::begin(&sealed.entry).map(|case| *held = Some(case)),
    };
    if follows.is_err() {
        return false;
    }
    kept.append(&sealed, held.as_ref().unwrap()).unwrap();
    true
}

fn answer(kept: &mut ActTransaction<'_>, rng: &mut StdRng, id: EnquiryId) {
    let Some(mut enquiry) = kept.subject::<Enquiry>(&Subject::Enquiry(id)).unwrap() else { return };
    let answered = EnquiryAnswered { answer: format!("示例答复 {}", rng.random::<u16>()) };
    let about = About::Enquiry(id, answered.into());
    let sealed = kept.chain().seal(any_time(rng), anybody(rng), about).unwrap();
    if enquiry.apply(&sealed.entry).is_ok() {
        kept.append_about::<Enquiry>(&sealed).unwrap().unwrap();
    }
}

fn day_of(kept: &mut ActTransaction<'_>, rng: &mut StdRng, id: &DayId) {
    let closed = DayClosed { counts: DayCounts::default(), through: kept.chain().seq };
    for act in [DayOpened {}.into(), closed.into()] {
        let about = About::Day(id.clone(), act);
        let sealed = kept.chain().seal(any_time(rng), anybody(rng), about).unwrap();
        let follows = match kept.subject::<Day>(&Subject::Day(id.clone())).unwrap() {
            Some(mut day) => day.apply(&sealed.entry),
            None => Day::begin(&sealed.entry).map(drop),
        };
        if follows.is_ok() {
            kept.append_about::<Day>(&sealed).unwrap().unwrap();
        }
    }
}

fn any_id(rng: &mut StdRng) -> uuid::Uuid {
    let mut random = [0; 16];
    rng.fill_bytes(&mut random);
    uuid::Builder::from_random_bytes(random).into_uuid()
}

/// A window whose program checks nothing: what it says is sound as an entry, and often follows nowhere.
pub struct Unchecked {
    client: HttpClient,
    token: DeviceToken,
    key: WindowKey,
    chain: Chain,
    days: u64,
}

impl Unchecked {
    pub fn new(desk: &Desk, server: &str) -> Self {
        Self {
            client: HttpClient::new(server).unwrap(),
            token: DeviceToken(desk.enrolment.token.0.clone()),
            key: WindowKey::from_bytes(&desk.secret).unwrap(),
            chain: Chain::new(Author::from(desk.window())),
            days: 0,
        }
    }

    /// Sends acts on cases and enquiries of whomever, and on another window's day.
    pub async fn send(
        &mut self,
        rng: &mut StdRng,
        acts: &mut Acts,
        (cases, enquiries, other): (&[CaseId], &[EnquiryId], &Window),
    ) {
        let mut abouts = Vec::new();
        let own = CaseId(any_id(rng));
        abouts.push(About::Case(own, acts.received(&self.chain.author.window().unwrap())));
        for _ in 0..TRIED {
            let case = if rng.random_ratio(1, 3) { Some(&own) } else { cases.choose(rng) };
            abouts.extend(case.map(|case| About::Case(*case, acts.following(rng, None))));
        }
        let answered = EnquiryAnswered { answer: "示例".to_owned() };
        let enquiry = enquiries.choose(rng);
        abouts.extend(enquiry.map(|id| About::Enquiry(*id, answered.into())));
        let unknown = acts.following(rng, None);
        abouts.push(About::Case(CaseId(any_id(rng)), unknown));
        self.days += 1;
        let day =
            DayId { window: other.desk.window().clone(), day: today() + Days::new(self.days) };
        let closed = DayClosed { counts: DayCounts::default(), through: 0 };
        abouts.push(About::Day(day, closed.into()));

        let mut entries = Vec::new();
        for about in abouts {
            let sealed = self.chain.seal(any_time(rng), anybody(rng), about).unwrap();
            self.chain.advance(&sealed);
            entries.push(RawValue::from_string(sealed.text).unwrap());
        }
        let signature = self.key.sign(&self.chain.signed_text()).unwrap();
        let head = self.chain.head;
        let request = PushRequest { entries, head, signature, acts_signed: Vec::new() };
        self.client.push(&self.token, request).await.unwrap();
    }
}

/// A leader decides on one of these cases, as far as the centre knows it to be referred.
pub async fn decide(server: &Server<SqliteRepository>, rng: &mut StdRng, referred: &[CaseNumber]) {
    let Some(number) = referred.choose(rng) else { return };
    let decided = ReferralDecided { approved: rng.random(), opinion: "示例意见".to_owned() };
    is_act(server.decide_referral(leader(), number, decided).await);
}

/// Something is asked.
pub async fn ask(server: &Server<SqliteRepository>) -> EnquiryId {
    let asker = Asker { name: "样本乙".to_owned(), phone: String::new() };
    let question = "需要哪些材料？（示例）".to_owned();
    let asked = Question { to: "gongshang".to_owned(), item: None, asker, question };
    server.ask(leader(), asked).await.unwrap()
}

/// An enquiry is closed, answered or not.
pub async fn close(server: &Server<SqliteRepository>, rng: &mut StdRng, asked: &[EnquiryId]) {
    let Some(id) = asked.choose(rng) else { return };
    is_act(server.close_enquiry(leader(), *id, "示例").await);
}

const LEADER: &str = "gongshang-quick";
/// Of [`demo::PASSWORD`] with the least memory and time: with the usual ones the leader's logins would
/// take most of the test.
const QUICK: &str =
    "$argon2id$v=19$m=8,t=1,p=1$c2FtcGxlc2FsdHNhbXBsZQ$deUW4ceiCMwD+tw4M4SA5dT8L6GkDhukCBT5cd5COtI";

/// Adds the leader who acts at the centre.
pub async fn add_leader(server: &Server<SqliteRepository>) {
    let person = Person {
        id: LEADER.into(),
        name: "样本分管领导".to_owned(),
        role: Role::Leader,
        department: "gongshang".into(),
    };
    let people = [person];
    server.add_sample_people(&demo::admin(), &people, demo::PASSWORD).await.unwrap();
    let repository = server.repository();
    let before = repository.person(&LEADER.into()).await.unwrap().unwrap().password;
    let quick = Password { hash: QUICK.to_owned(), ..before.clone() };
    assert!(repository.set_password(&LEADER.into(), &before.hash, &quick).await.unwrap());
}

fn leader() -> Login {
    Login { person: LEADER.into(), password: Secret(demo::PASSWORD.to_owned()) }
}

/// It was done, or it does not follow: nothing of it is kept then.
fn is_act(done: Result<(), ServerError>) {
    assert!(matches!(done, Ok(()) | Err(ServerError::Act(_))), "{done:?}");
}
