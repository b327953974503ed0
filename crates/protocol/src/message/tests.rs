//! The JSON form of every message. A change here breaks windows that are out there.

use super::{
    DeviceToken, EnrolReply, EnrolRequest, JournalHead, LeaseReply, LeaseRequest, LoginReply,
    LoginRequest, PackReply, PackRequest, PasswordReply, PasswordRequest, PullReply, PullRequest,
    Pulled, PushException, PushReply, PushRequest, ReturnReply, ReturnRequest, Secret,
    ServerStatus, SyncReply, SyncRequest, Window,
};
use crate::{ErrorBody, Refusal, Signed};
use clerk_domain::act_signature::ActSignature;
use clerk_domain::appointment::{Appointment, Attested, PersonKey, Term, WindowDevice};
use clerk_domain::calendar::Calendar;
use clerk_domain::digest::Digest;
use clerk_domain::number::NumberBlock;
use clerk_domain::pack::RulePack;
use clerk_domain::person::{Person, Role};
use clerk_domain::register::{RegisterPage, Revocation};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

/// The JSON form, after it was read back and gave the same again.
#[track_caller]
pub(crate) fn form<T: Serialize + DeserializeOwned>(message: &T) -> String {
    let text = serde_json::to_string(message).unwrap();
    let again: T = serde_json::from_str(&text).unwrap();
    assert_eq!(serde_json::to_string(&again).unwrap(), text);
    text
}

fn secret(text: &str) -> Secret {
    Secret(text.to_owned())
}

fn window() -> Window {
    Window {
        id: "shangwu-03".into(), name: "商务窗口 03".to_owned(), department: "shangwu".into()
    }
}

fn person() -> Person {
    Person {
        id: "wang".into(),
        name: "王小明（样本）".to_owned(),
        role: Role::Chief,
        department: "shangwu".into(),
    }
}

fn pack() -> RulePack {
    RulePack {
        version: 3,
        centre: "样本中心".to_owned(),
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

pub(crate) fn signed_pack() -> Signed {
    let text = serde_json::to_string(&pack()).unwrap();
    Signed::from_parts(3, text, "aabb".to_owned()).unwrap()
}

pub(crate) fn signed_register() -> Signed {
    let at = |text: &str| text.parse().unwrap();
    let from = at("2026-11-01T09:00:00+08:00");
    let said = |of| Attested { of, signature: "ccdd".to_owned() };
    let register = RegisterPage {
        after: 0,
        version: 9,
        last: 9,
        devices: vec![said(WindowDevice {
            window: "shangwu-03".into(),
            department: "shangwu".into(),
            public_key: "04ab".to_owned(),
            term: Term { from, until: Some(at("2026-11-23T09:00:00+08:00")) },
        })],
        appointments: vec![Attested {
            of: Appointment {
                person: "wang".into(),
                name: "王小明（样本）".to_owned(),
                role: Role::Chief,
                department: "shangwu".into(),
                term: Term::since(from),
            },
            signature: "ccee".to_owned(),
        }],
        keys: vec![Attested {
            of: PersonKey {
                person: "wang".into(),
                window: "shangwu-03".into(),
                public_key: "04cd".to_owned(),
                term: Term::since(from),
            },
            signature: "ccff".to_owned(),
        }],
        revoked: vec![Revocation {
            number: "SWWZ-2026-000123-7".to_owned(),
            on: "2026-11-23".parse().unwrap(),
            reason: "样本".to_owned(),
            replaced_by: None,
            cancelled: false,
        }],
    };
    let text = serde_json::to_string(&register).unwrap();
    Signed::from_parts(9, text, "eeff".to_owned()).unwrap()
}

pub(crate) fn status() -> ServerStatus {
    ServerStatus {
        time: "2026-11-23T09:00:00+08:00".parse().unwrap(),
        epoch: (1 << 53) - 1,
        pack_version: 3,
        register_version: 1_795_400_000_000,
        head: JournalHead { seq: 2, hash: Digest::of(b"abc") },
    }
}

pub(crate) fn raw(text: &str) -> Box<RawValue> {
    RawValue::from_string(text.to_owned()).unwrap()
}

#[test]
fn enrol() {
    let request = EnrolRequest {
        code: secret("ABCDE23456"),
        public_key: "04ab".to_owned(),
        person: "wang".into(),
        password: secret("sample"),
        person_key: "04cd".to_owned(),
    };
    insta::assert_snapshot!("enrol_request", form(&request));
    let reply = EnrolReply {
        window: window(),
        token: DeviceToken("00ff".to_owned()),
        recovery: secret("11ee"),
        person: person(),
        centre_key: "04cd".to_owned(),
        sealing_key: "04ef".to_owned(),
        clearances: vec![Digest::of(b"one"), Digest::of(b"two")],
        pack: signed_pack(),
        status: status(),
    };
    insta::assert_snapshot!("enrol_reply", form(&reply));
}

#[test]
fn login() {
    let request = LoginRequest {
        window: "shangwu-03".into(),
        person: "wang".into(),
        password: secret("sample"),
        person_key: "04cd".to_owned(),
    };
    insta::assert_snapshot!("login_request", form(&request));
    let reply = LoginReply { person: person(), recovery: secret("11ee") };
    insta::assert_snapshot!("login_reply", form(&reply));
}

#[test]
fn password() {
    let (password, new) = (secret("sample"), secret("another"));
    let request = PasswordRequest { person: "wang".into(), password, new };
    insta::assert_snapshot!("password_request", form(&request));
    insta::assert_snapshot!("password_reply", form(&PasswordReply {}));
}

fn push_request() -> PushRequest {
    // An entry's text travels as it is, whatever its spacing and order.
    PushRequest {
        entries: vec![raw(r#"{"v":1, "b": 1.0,"a":"\u00e9é"}"#)],
        head: Digest::of(b"abc"),
        signature: "aabb".to_owned(),
        acts_signed: vec![ActSignature {
            person: "wang".into(),
            first: 1,
            seq: 1,
            signature: "ccdd".to_owned(),
        }],
    }
}

fn push_reply() -> PushReply {
    PushReply {
        accepted: 1,
        duplicate: 2,
        exceptions: vec![PushException { seq: 3, code: "case_rule".to_owned() }],
        status: status(),
    }
}

#[test]
fn push() {
    insta::assert_snapshot!("push_request", form(&push_request()));
    insta::assert_snapshot!("push_reply", form(&push_reply()));
}

fn pull_request() -> PullRequest {
    PullRequest {
        scope: "shangwu".into(),
        after: 7,
        digest: Digest::ZERO,
        limit: 500,
        own: JournalHead { seq: 12, hash: Digest::ZERO },
    }
}

fn pull_reply() -> PullReply {
    let pulled =
        |counter, journal: &str, entry| Pulled { counter, journal: journal.into(), seq: 1, entry };
    PullReply {
        entries: vec![
            pulled(8, "shangwu-01", Some(raw(r#"{"v":1, "b": 1.0}"#))),
            pulled(9, "shangwu-03", None),
        ],
        last: 12,
        digest: Digest::of(b"abc"),
        status: status(),
    }
}

#[test]
fn pull() {
    insta::assert_snapshot!("pull_request", form(&pull_request()));
    insta::assert_snapshot!("pull_reply", form(&pull_reply()));
}

#[test]
fn sync() {
    let request = SyncRequest { push: push_request(), pull: pull_request() };
    insta::assert_snapshot!("sync_request", form(&request));
    let reply = SyncReply { push: push_reply(), pull: pull_reply() };
    insta::assert_snapshot!("sync_reply", form(&reply));
}

#[test]
fn lease() {
    let request = LeaseRequest { series: "SWWZ".into(), year: 2026, ordinal: 2, epoch: 7 };
    insta::assert_snapshot!("lease_request", form(&request));
    let block = NumberBlock { lease: 5, series: "SWWZ".into(), year: 2026, first: 201, last: 400 };
    insta::assert_snapshot!("lease_reply", form(&LeaseReply { block }));
}

#[test]
fn return_numbers() {
    let (series, year) = ("SWWZ".into(), 2026);
    let block = NumberBlock { lease: 12, series, year, first: 101, last: 200 };
    let request = ReturnRequest { block, next: 150, epoch: 9 };
    insta::assert_snapshot!("return_request", form(&request));
    for (name, from) in [("return_reply", Some(150)), ("return_reply_forgotten", None)] {
        insta::assert_snapshot!(name, form(&ReturnReply { from }));
    }
}

#[test]
fn pack_request_and_reply() {
    insta::assert_snapshot!(
        "pack_request",
        form(&PackRequest { known: 2, register: 9, older: vec![] })
    );
    insta::assert_snapshot!(
        "pack_reply",
        form(&PackReply {
            pack: Some(signed_pack()),
            register: Some(signed_register()),
            older: vec![]
        })
    );
    insta::assert_snapshot!(
        "pack_reply_none",
        form(&PackReply { pack: None, register: None, older: vec![] })
    );
}

#[test]
fn refusals() {
    let refusals = [
        Refusal::CodeUnknown,
        Refusal::PasswordWrong,
        Refusal::LockedOut,
        Refusal::TooManyRequests,
        Refusal::NotYourWindow,
        Refusal::PasswordChangeNeeded,
        Refusal::PasswordUnfit,
        Refusal::TooManyKeys,
        Refusal::DeviceUnknown,
        Refusal::DeviceEnded,
        Refusal::BadRequest,
        Refusal::JournalBroken,
        Refusal::SignatureWrong,
        Refusal::CursorUnknown,
        Refusal::ScopeForeign,
        Refusal::SeriesUnknown,
        Refusal::ServerFailed,
    ];
    let bodies = refusals.map(|code| form(&ErrorBody { code, message: code.to_string() }));
    insta::assert_snapshot!("refusals", bodies.join("\n"));
}

#[test]
fn secrets_are_not_shown_in_a_log() {
    let request = EnrolRequest {
        code: secret("ABCDE23456"),
        public_key: "04ab".to_owned(),
        person: "wang".into(),
        password: secret("sample"),
        person_key: "04cd".to_owned(),
    };
    let shown = format!("{request:?} {:?}", DeviceToken("00ff".to_owned()));
    for text in ["ABCDE23456", "sample", "00ff"] {
        assert!(!shown.contains(text), "{shown}");
    }
}
