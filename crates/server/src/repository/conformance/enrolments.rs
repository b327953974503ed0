//! One-time codes, and the devices that they make.

use super::{at, window};
use crate::repository::{Enrolment, NewCode, Repository};
use clerk_domain::digest::Digest;
use clerk_domain::register::Certificate;

fn code(window: &str, sample: Option<&str>) -> NewCode {
    NewCode { window: window.into(), expires_at: at(100), sample: sample.map(str::to_owned) }
}

pub(super) fn enrolment(token: &[u8], key: &str) -> Enrolment {
    Enrolment {
        window: "a".into(),
        public_key: key.to_owned(),
        certificate: Certificate {
            window: "a".into(),
            public_key: key.to_owned(),
            from: "2026-11-23".parse().unwrap(),
            until: None,
            signature: "aa".to_owned(),
        },
        token: Digest::of(token),
        person: "li".into(),
        at: at(5),
    }
}

pub(super) async fn a_code_makes_one_device<R: Repository>(repository: R) {
    repository.add_window(&window("a", "shangwu"), "ra").await.unwrap();
    let (first, second) = (Digest::of(b"first"), Digest::of(b"second"));
    assert!(repository.code(first).await.unwrap().is_none());
    assert!(repository.add_code(first, &code("a", None)).await.unwrap());
    assert!(!repository.add_code(first, &code("a", None)).await.unwrap());
    let stored = repository.code(first).await.unwrap().unwrap();
    assert_eq!((stored.window.as_str(), stored.expires_at), ("a", at(100)));
    assert_eq!(stored.used, None);

    assert!(repository.device(Digest::of(b"t1")).await.unwrap().is_none());
    assert!(!repository.enrol(second, &enrolment(b"t1", "k1")).await.unwrap());
    assert!(repository.enrol(first, &enrolment(b"t1", "k1")).await.unwrap());
    assert!(!repository.enrol(first, &enrolment(b"t2", "k2")).await.unwrap());
    assert!(repository.device(Digest::of(b"t2")).await.unwrap().is_none());
    let device = repository.device(Digest::of(b"t1")).await.unwrap().unwrap();
    assert_eq!((device.window.window.id.as_str(), device.public_key.as_str()), ("a", "k1"));
    let used = repository.code(first).await.unwrap().unwrap().used.unwrap();
    assert_eq!((used.at, used.public_key.as_str()), (at(5), "k1"));
    assert_eq!(used.person.as_str(), "li");

    repository.add_code(second, &code("a", None)).await.unwrap();
    assert!(repository.enrol(second, &enrolment(b"t3", "k3")).await.unwrap());
    assert!(repository.device(Digest::of(b"t1")).await.unwrap().is_none());
    let device = repository.device(Digest::of(b"t3")).await.unwrap().unwrap();
    assert_eq!(device.public_key, "k3");
    let id = device.window.window.id;
    assert_eq!(repository.token_hash(&id).await.unwrap(), Some(Digest::of(b"t3")));
    assert_eq!(repository.token_hash(&"nobody".into()).await.unwrap(), None);
}

pub(super) async fn sample_codes_are_shown_while_they_can_be_used<R: Repository>(repository: R) {
    for id in ["a", "b"] {
        repository.add_window(&window(id, "shangwu"), "r").await.unwrap();
    }
    let hash = Digest::of(b"code");
    repository.add_code(Digest::of(b"secret"), &code("a", None)).await.unwrap();
    let shown = async |id: &str, now| repository.sample_code(&id.into(), now).await.unwrap();
    assert_eq!(shown("a", at(0)).await, None);
    repository.add_code(hash, &code("a", Some("CODE"))).await.unwrap();
    assert_eq!(shown("a", at(99)).await.as_deref(), Some("CODE"));
    assert_eq!(shown("a", at(100)).await, None);
    assert_eq!(shown("b", at(0)).await, None);
    repository.enrol(hash, &enrolment(b"t", "k")).await.unwrap();
    assert_eq!(shown("a", at(0)).await, None);
}
