//! What the tests of this crate share: a window with its database, and acts on invented cases.

use crate::key::DatabaseKey;
use crate::pull::PulledEntry;
use crate::store::Store;
use crate::table::meta::{NewWindow, SignedText};
use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use clerk_domain::act::Actor;
use clerk_domain::calendar::{Calendar, Due};
use clerk_domain::case::{Applicant, Case, CaseAct, Parties, acts};
use clerk_domain::digest::Digest;
use clerk_domain::fee::FeeDue;
use clerk_domain::identity::IdentityDocument;
use clerk_domain::ids::{
    Author, CaseId, CaseNumber, DepartmentId, JournalId, PersonId, SeriesCode, WindowId,
};
use clerk_domain::item::{Action, ApplicantKind};
use clerk_domain::journal::{About, Chain, Sealed, Stamp};
use clerk_domain::licence::Licence;
use clerk_domain::money::Money;
use clerk_domain::number::NumberBlock;
use clerk_domain::pack::RulePack;
use clerk_domain::person::{Person, Role};
use clerk_domain::product::{Product, ProductKind};
use clerk_domain::why_not::WhyNot;
use std::ops::{Deref, DerefMut};
use std::path::PathBuf;

/// A sample organisation's credit code.
pub const CREDIT_CODE: &str = "91320300MA00000003";

/// A window's folder and a connection to its database.
pub struct Window {
    pub dir: tempfile::TempDir,
    pub store: Store,
}

impl Window {
    pub fn new(id: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut store = Store::create(&dir.path().join("window.db"), &key()).unwrap();
        enrol(&mut store, id).unwrap();
        Self { dir, store }
    }

    pub fn path(&self) -> PathBuf {
        self.dir.path().join("window.db")
    }

    pub fn reopen(self) -> Self {
        let Self { dir, store } = self;
        drop(store);
        let store = Store::open(&dir.path().join("window.db"), &key()).unwrap();
        Self { dir, store }
    }
}

impl Deref for Window {
    type Target = Store;

    fn deref(&self) -> &Store {
        &self.store
    }
}

impl DerefMut for Window {
    fn deref_mut(&mut self) -> &mut Store {
        &mut self.store
    }
}

pub fn key() -> DatabaseKey {
    DatabaseKey::from_bytes([7; 32])
}

pub fn enrol(store: &mut Store, id: &str) -> Result<(), crate::StoreError> {
    store.begin_window(&NewWindow {
        id: WindowId::from(id),
        window: format!("{{\"id\":\"{id}\"}}"),
        device_token: "token".to_owned(),
        secret_key: [9; 32],
        centre_key: "04".to_owned(),
        sealing_key: "05".to_owned(),
        clearances: vec![Digest::of(b"1"), Digest::of(b"2")],
        pack: signed_pack(1),
        person: &wang(),
        at: now(),
    })
}

pub fn pack(version: u32) -> RulePack {
    RulePack {
        version,
        centre: "示例政务服务中心".to_owned(),
        division: "320300".to_owned(),
        sample: true,
        valid_from: None,
        valid_until: None,
        departments: Vec::new(),
        items: Vec::new(),
        grants: Vec::new(),
        calendar: Calendar::default(),
        rates: Vec::new(),
        rate_max_age_days: None,
        templates: Vec::new(),
    }
}

pub fn signed_pack(version: u32) -> SignedText {
    let text = serde_json::to_string(&pack(version)).unwrap();
    SignedText { version: version.into(), text, signature: "aa".to_owned() }
}

pub fn wang() -> Person {
    Person {
        id: PersonId::from("wang"),
        name: "王样本".to_owned(),
        role: Role::Chief,
        department: DepartmentId::from("shangwu"),
    }
}

pub fn now() -> DateTime<FixedOffset> {
    "2026-11-23T09:00:00+08:00".parse().unwrap()
}

pub fn today() -> NaiveDate {
    now().date_naive()
}

pub fn case_id(n: u128) -> CaseId {
    CaseId(uuid::Uuid::from_u128(n))
}

pub fn block(lease: u64, first: u32, last: u32) -> NumberBlock {
    NumberBlock { lease, series: SeriesCode::from("SWWZ"), year: 2026, first, last }
}

pub fn received(number: &str, name: &str) -> CaseAct {
    CaseAct::Received(acts::Received {
        number: CaseNumber::from(number),
        window_name: "样本窗口".to_owned(),
        item: "shangwu-01".into(),
        action: Action::Establish,
        pack_version: 1,
        parties: Parties::of(Applicant {
            kind: ApplicantKind::Enterprise,
            name: name.to_owned(),
            document: IdentityDocument::CreditCode,
            number: CREDIT_CODE.to_owned(),
            phone: String::new(),
        }),
        existing: None,
        queue: Default::default(),
        form: [("scope".to_owned(), "示例经营范围".into())].into(),
        materials: vec!["m1".into()],
    })
}

pub fn accepted() -> CaseAct {
    CaseAct::Accepted(acts::Accepted {
        due: Due::On { date: today() + TimeDelta::days(3) },
        fee: FeeDue::Free,
    })
}

pub fn accepted_for_fee() -> CaseAct {
    let amount = Money::parse("10", "CNY").unwrap();
    CaseAct::Accepted(acts::Accepted {
        due: Due::On { date: today() + TimeDelta::days(3) },
        fee: FeeDue::Amount { amount },
    })
}

pub fn charged() -> CaseAct {
    let amount = Money::parse("10", "CNY").unwrap();
    CaseAct::FeeCharged(acts::FeeCharged { receipt: "SK-2026-000001-0".to_owned(), amount })
}

pub fn issued(number: &str) -> CaseAct {
    CaseAct::Issued(acts::Issued {
        licence: Licence {
            number: number.to_owned(),
            licence_type: "shangwu-approval".to_owned(),
            name: "示例批准证书".to_owned(),
            holder: "徐州示例贸易有限公司".to_owned(),
            product: Product::first(ProductKind::New, today()),
            issued_on: today(),
            valid_until: None,
            reasons: Vec::new(),
            pack_version: 1,
            inputs: Digest::ZERO,
            identifier: None,
            signature: String::new(),
        },
        founded: None,
    })
}

pub fn delivered() -> CaseAct {
    CaseAct::Delivered(acts::Delivered { recipient: "王样本".to_owned() })
}

pub fn voided(number: &str) -> CaseAct {
    CaseAct::Voided(acts::Voided {
        number: number.to_owned(),
        reason: "名称有误（示例）".to_owned(),
    })
}

pub fn withdrawn() -> CaseAct {
    CaseAct::Withdrawn(acts::Withdrawn { reason: "示例".to_owned() })
}

/// Seals an act so many seconds after nine o'clock.
pub fn seal(chain: &Chain, seconds: i64, case: CaseId, act: CaseAct) -> Sealed {
    let time = Stamp { device: now() + TimeDelta::seconds(seconds), server: None, ticks: 0 };
    chain.seal(time, Actor::from(&wang()), About::Case(case, act)).unwrap()
}

/// What a desk does: reads, checks, seals and keeps, in one transaction.
pub fn act(store: &mut Store, case: CaseId, act: CaseAct) -> Result<Sealed, crate::StoreError> {
    let mut kept = store.begin_act()?;
    let seconds = i64::try_from(kept.chain().seq).unwrap();
    let sealed = seal(kept.chain(), seconds, case, act);
    let folded = fold(kept.case(case)?, &sealed).unwrap();
    kept.append(&sealed, &folded)?;
    kept.commit()?;
    Ok(sealed)
}

pub fn fold(case: Option<Case>, sealed: &Sealed) -> Result<Case, WhyNot> {
    match case {
        Some(mut case) => case.apply(&sealed.entry).map(|()| case),
        None => Case::begin(&sealed.entry),
    }
}

/// Another window of the department, and the scope as the server gives it.
pub struct Elsewhere {
    pub chain: Chain,
    pub entries: Vec<PulledEntry>,
}

impl Elsewhere {
    pub fn new(window: &str) -> Self {
        Self { chain: Chain::new(Author::from(window)), entries: Vec::new() }
    }

    /// Does an act there; its place in the scope follows the last one's.
    pub fn act(&mut self, case: CaseId, act: CaseAct) -> Sealed {
        let sealed = seal(&self.chain, i64::try_from(self.chain.seq).unwrap(), case, act);
        self.chain.advance(&sealed);
        self.entries.push(PulledEntry {
            counter: self.entries.len() as u64 + 1,
            journal: JournalId::from(&self.chain.author),
            seq: sealed.entry.seq,
            sealed: Some(sealed.clone()),
        });
        sealed
    }
}

/// The running digest over these entries' texts.
pub fn digest(entries: &[PulledEntry]) -> Digest {
    let hashes = entries.iter().map(|e| e.sealed.as_ref().unwrap().hash);
    hashes.fold(Digest::ZERO, Digest::chain)
}

pub fn scope() -> DepartmentId {
    DepartmentId::from("shangwu")
}
