//! The hostile client: an enrolled device that writes and signs what it likes. Of passwords it has one
//! clerk's.

use crate::client::Client;
use crate::hall::Hall;
use chrono::{DateTime, FixedOffset};
use clerk_domain::act::Actor;
use clerk_domain::act_signature::{ActSignature, signed_text};
use clerk_domain::calendar::Due;
use clerk_domain::case::{Applicant, Case, CaseAct, Parties, acts};
use clerk_domain::clock::{SharedClock, china};
use clerk_domain::decide::{Officer, decide_to_issue};
use clerk_domain::exposure::Exposure;
use clerk_domain::fee::FeeDue;
use clerk_domain::identity::IdentityDocument;
use clerk_domain::ids::{CaseId, PersonId, SeriesCode, WindowId};
use clerk_domain::item::{Action, ApplicantKind};
use clerk_domain::journal::{About, Chain, Sealed, Stamp};
use clerk_domain::licence::Licence;
use clerk_domain::licence_terms::LicenceTerms;
use clerk_domain::number::{self, NumberBlock, Suffix};
use clerk_domain::pack::RulePack;
use clerk_domain::person::Role;
use clerk_protocol::{
    EnrolReply, LeaseReply, LeaseRequest, PushReply, PushRequest, SignedKind, WindowKey, path,
};
use clerk_tests::DEMO_PASSWORD;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

pub const WINDOW: &str = "gongshang-02";
pub const CLERK: &str = "gongshang-clerk";
pub const YEAR: i32 = 2026;

pub struct Liar {
    pub client: Client,
    pub token: String,
    pub pack: RulePack,
    pub epoch: u64,
    /// The texts of the QR codes that nobody may believe.
    pub minted: Vec<(&'static str, String)>,
    key: WindowKey,
    person_key: WindowKey,
    chain: Chain,
    entries: Vec<Sealed>,
    clock: SharedClock,
    cases: u32,
    places: u32,
    /// The first places of its blocks.
    first: BTreeMap<&'static str, u32>,
}

/// What the window is asked to do may be asked in anybody's name.
pub fn actor(person: &str, role: Role) -> Actor {
    Actor { person: person.into(), name: format!("{person}（样本）"), role }
}

pub fn clerk() -> Actor {
    actor(CLERK, Role::Clerk)
}

impl Liar {
    pub async fn enrol(hall: &Hall, client: Client) -> Self {
        let (key, person_key) = (WindowKey::from_bytes(&[7; 32]), WindowKey::from_bytes(&[8; 32]));
        let (key, person_key) = (key.unwrap(), person_key.unwrap());
        let request = json!({
            "code": hall.code(WINDOW), "public_key": key.public_key(), "person": CLERK,
            "password": DEMO_PASSWORD, "person_key": person_key.public_key(),
        });
        let (status, reply) = client.post_for_text(path::ENROL, "", request.to_string()).await;
        assert_eq!(status, 200, "{reply}");
        let reply: EnrolReply = serde_json::from_str(&reply).unwrap();
        let pack = reply.pack.open(SignedKind::Pack, &reply.centre_key).unwrap();
        let (token, epoch) = (reply.token.0, reply.status.epoch);
        let (chain, entries, minted) = (Chain::new(WINDOW.into()), Vec::new(), Vec::new());
        let clock = hall.clock();
        let (cases, places) = (0, 0);
        let mut liar = Self {
            client,
            token,
            pack,
            epoch,
            minted,
            key,
            person_key,
            chain,
            entries,
            clock,
            cases,
            places,
            first: BTreeMap::new(),
        };
        for series in ["GSGT", "RCPT"] {
            let block = liar.lease(series, 1).await.unwrap();
            liar.first.insert(series, block.first);
        }
        liar
    }

    pub fn now(&self) -> DateTime<FixedOffset> {
        self.clock.now().with_timezone(&china())
    }

    /// Somebody who sets up a shop.
    pub fn received(&mut self) -> acts::Received {
        self.cases += 1;
        let suffix = Suffix::from_random(self.cases);
        let day = self.now().date_naive();
        acts::Received {
            number: number::case_number(&WINDOW.into(), day, self.cases, suffix),
            window_name: "工商窗口 02".to_owned(),
            item: "gongshang-03".into(),
            action: Action::Establish,
            pack_version: self.pack.version,
            parties: Parties::of(Applicant {
                kind: ApplicantKind::Person,
                name: "样本经营者丁".to_owned(),
                document: IdentityDocument::ResidentCard,
                number: "320300198503129226".to_owned(),
                phone: String::new(),
            }),
            existing: None,
            queue: Default::default(),
            form: [("address", "样本路3号"), ("business_scope", "零售（示例）")]
                .map(|(key, value)| (key.to_owned(), value.into()))
                .into(),
            materials: ["m1", "m2", "m3"].map(Into::into).to_vec(),
        }
    }

    /// A case that begins and is accepted free of charge.
    pub fn begin(&mut self, by: &Actor, received: acts::Received) -> Case {
        self.begin_with(by, received, FeeDue::Free)
    }

    pub fn begin_with(&mut self, by: &Actor, received: acts::Received, fee: FeeDue) -> Case {
        let id = CaseId(Uuid::from_u128(self.cases.into()));
        self.write(by, About::Case(id, CaseAct::Received(received)));
        let mut case = Case::begin(&self.entries.last().unwrap().entry).unwrap();
        let due = Due::On { date: self.now().date_naive() };
        self.act(by, &mut case, CaseAct::Accepted(acts::Accepted { due, fee }));
        case
    }

    /// An act, whether the case allows it or not.
    pub fn act(&mut self, by: &Actor, case: &mut Case, act: CaseAct) -> u64 {
        let seq = self.write(by, About::Case(case.id, act));
        drop(case.apply(&self.entries.last().unwrap().entry));
        seq
    }

    pub fn write(&mut self, by: &Actor, about: About) -> u64 {
        let now = self.now();
        self.write_at(Stamp { device: now, server: Some(now), ticks: 0 }, by, about)
    }

    pub fn write_at(&mut self, time: Stamp, by: &Actor, about: About) -> u64 {
        let sealed = self.chain.seal(time, by.clone(), about).unwrap();
        self.chain.advance(&sealed);
        self.entries.push(sealed);
        self.chain.seq
    }

    /// The next number of its block of a series, if it has one.
    pub fn number(&mut self, series: &str) -> String {
        self.places += 1;
        let place = self.first.get(series).copied().unwrap_or(1) + self.places;
        number::format(&series.into(), YEAR, place, Suffix::from_random(place))
    }

    /// The licence that the rules would give the case, with a change that they would not.
    pub fn licence(&self, case: &Case, number: &str, lie: impl FnOnce(&mut Licence)) -> Licence {
        let (pack, now) = (&self.pack, self.now());
        let item = pack.item(&case.item).unwrap();
        let terms = LicenceTerms { case, item, pack, today: now.date_naive() };
        let person = Some(CLERK.into());
        let officer = Officer { role: Role::Clerk, person, window: Some(WINDOW.into()) };
        let facts = clerk_domain::decide::Facts::from(case);
        let decision =
            decide_to_issue(&facts, item, pack, &officer, &Exposure::default(), now).unwrap();
        let reasons = decision.reasons.into_iter().filter(|reason| reason.met).collect();
        let (mut product, until) = terms.product().unwrap();
        if terms.existing().is_none() {
            product.holder_number = terms.known_holder_number();
        }
        let mut licence = terms.licence(number.to_owned(), (product, until), reasons);
        lie(&mut licence);
        licence
    }

    /// Signs a licence in somebody's name, with the one key that it has; the text of its QR code.
    pub fn sign(&self, by: &PersonId, licence: &mut Licence) -> String {
        let signed = licence.signed_text(&WindowId::from(WINDOW), by);
        licence.signature = self.person_key.sign(&signed).unwrap();
        format!("{signed}.{}", licence.signature)
    }

    /// Issues what nobody may believe.
    pub fn mint(
        &mut self,
        what: &'static str,
        by: &Actor,
        case: &mut Case,
        mut licence: Licence,
    ) -> u64 {
        let code = self.sign(&by.person, &mut licence);
        self.minted.push((what, code));
        self.act(by, case, CaseAct::Issued(acts::Issued { licence, founded: None }))
    }

    /// Pushes what was written since the last push; all that the centre finds wrong with it.
    pub async fn push(&mut self) -> Vec<(u64, String)> {
        let request = serde_json::to_string(&self.request()).unwrap();
        let (status, reply) = self.client.post(path::PUSH, &self.token, request).await;
        assert_eq!(status, 200, "{reply}");
        self.entries.clear();
        let reply: PushReply = serde_json::from_value(reply).unwrap();
        reply.exceptions.into_iter().map(|found| (found.seq, found.code)).collect()
    }

    fn request(&self) -> PushRequest {
        let people: BTreeSet<_> = self.entries.iter().map(|one| &one.entry.actor.person).collect();
        let (first, head) = (self.entries[0].entry.seq, self.chain.head);
        PushRequest {
            entries: self.entries.iter().map(|one| raw(&one.text)).collect(),
            head,
            signature: self.key.sign(&self.chain.signed_text()).unwrap(),
            acts_signed: people.into_iter().map(|who| self.acts_signed(who, first)).collect(),
        }
    }

    fn acts_signed(&self, person: &PersonId, first: u64) -> ActSignature {
        let Chain { author, seq, head } = &self.chain;
        let text = signed_text(person, author, (first, *seq), *head);
        let signature = self.person_key.sign(&text).unwrap();
        ActSignature { person: person.clone(), first, seq: *seq, signature }
    }

    /// The push of one entry whose text was changed, rightly chained and signed; nothing of it stays.
    pub fn changed(&mut self, about: About, from: &str, to: &str) -> String {
        let before = self.chain.clone();
        self.write(&clerk(), about);
        let mut sealed = self.entries.pop().unwrap();
        assert!(sealed.text.contains(from), "{}", sealed.text);
        sealed.text = sealed.text.replacen(from, to, 1);
        sealed.hash = clerk_domain::digest::Digest::of(sealed.text.as_bytes());
        self.chain.head = sealed.hash;
        self.entries.push(sealed);
        let request = serde_json::to_string(&self.request()).unwrap();
        self.entries.pop();
        self.chain = before;
        request
    }

    /// Asks for a block of numbers.
    pub async fn lease(&self, series: &str, ordinal: u32) -> Result<NumberBlock, Value> {
        let (series, epoch) = (SeriesCode::from(series), self.epoch);
        let request = LeaseRequest { series, year: YEAR, ordinal, epoch };
        let request = serde_json::to_string(&request).unwrap();
        let (status, reply) = self.client.post(path::LEASE, &self.token, request).await;
        if status != 200 {
            return Err(reply["code"].clone());
        }
        let LeaseReply { block } = serde_json::from_value(reply).unwrap();
        Ok(block)
    }
}

fn raw(text: &str) -> Box<RawValue> {
    RawValue::from_string(text.to_owned()).unwrap()
}
