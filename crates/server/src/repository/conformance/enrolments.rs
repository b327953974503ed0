//! One-time codes, and the devices that they make.

use super::{add_window, administer, at, window};
use crate::repository::{Administered, Enrolment, NewCode, Repository};
use clerk_domain::contact::Contact;
use clerk_domain::digest::Digest;

fn code(window: &str, sample: Option<&str>) -> NewCode {
    NewCode { window: window.into(), expires_at: at(100), sample: sample.map(str::to_owned) }
}

fn enrolment(token: &[u8], key: &str) -> Enrolment {
    Enrolment {
        window: "a".into(),
        public_key: key.to_owned(),
        token: Digest::of(token),
        person: "li".into(),
        at: at(5),
    }
}

/// Uses a code up for a device.
async fn enrol<R: Repository>(repository: &R, code: Digest, enrolment: Enrolment) -> bool {
    let enrolled = Some((code, enrolment));
    administer(repository, Administered { enrolled, ..Administered::default() }).await
}

pub(super) async fn a_code_makes_one_device<R: Repository>(repository: R) {
    add_window(&repository, window("a", "shangwu"), "ra").await;
    let (first, second) = (Digest::of(b"first"), Digest::of(b"second"));
    assert!(repository.code(first).await.unwrap().is_none());
    assert!(repository.add_code(first, &code("a", None)).await.unwrap());
    assert!(!repository.add_code(first, &code("a", None)).await.unwrap());
    let stored = repository.code(first).await.unwrap().unwrap();
    assert_eq!((stored.window.as_str(), stored.expires_at), ("a", at(100)));
    assert_eq!(stored.used, None);

    assert!(repository.device(Digest::of(b"t1")).await.unwrap().is_none());
    assert!(!enrol(&repository, second, enrolment(b"t1", "k1")).await);
    assert!(enrol(&repository, first, enrolment(b"t1", "k1")).await);
    assert!(!enrol(&repository, first, enrolment(b"t2", "k2")).await);
    assert!(repository.device(Digest::of(b"t2")).await.unwrap().is_none());
    let device = repository.device(Digest::of(b"t1")).await.unwrap().unwrap();
    assert_eq!((device.window.window.id.as_str(), device.public_key.as_str()), ("a", "k1"));
    let enrolled = Contact { last: Some(at(5)), since: Some(at(5)), before: None };
    assert_eq!((device.ended_at, device.contact), (None, enrolled));
    let contact = Contact { last: Some(at(7)), since: Some(at(6)), before: None };
    repository.note_contact("k1", contact).await.unwrap();
    let used = repository.code(first).await.unwrap().unwrap().used.unwrap();
    assert_eq!((used.at, used.public_key.as_str()), (at(5), "k1"));
    assert_eq!(used.person.as_str(), "li");

    // Another one takes its place: the first is still known, and that it ended.
    repository.add_code(second, &code("a", None)).await.unwrap();
    assert!(enrol(&repository, second, enrolment(b"t3", "k3")).await);
    let ended = repository.device(Digest::of(b"t1")).await.unwrap().unwrap();
    assert_eq!((ended.ended_at, ended.contact), (Some(at(9)), contact));
    let device = repository.device(Digest::of(b"t3")).await.unwrap().unwrap();
    assert_eq!((device.public_key.as_str(), device.ended_at), ("k3", None));
    let id = device.window.window.id;
    assert_eq!(repository.token_hash(&id).await.unwrap(), Some(Digest::of(b"t3")));
    assert_eq!(repository.token_hash(&"nobody".into()).await.unwrap(), None);
    assert_eq!(repository.last_contact(&id).await.unwrap(), Some(at(7)));

    let disabled = Administered { device_ended: Some(id.clone()), ..Administered::default() };
    assert!(administer(&repository, disabled).await);
    assert_eq!(repository.token_hash(&id).await.unwrap(), None);
    let of_key = async |key: &str| repository.token_of_key(&id, key).await.unwrap();
    assert_eq!(of_key("k1").await, Some(Digest::of(b"t1")));
    assert_eq!(of_key("k3").await, Some(Digest::of(b"t3")));
    assert_eq!(of_key("k2").await, None);
    assert_eq!(repository.token_of_key(&"b".into(), "k1").await.unwrap(), None);
    let ended = repository.device(Digest::of(b"t3")).await.unwrap().unwrap();
    assert_eq!(ended.ended_at, Some(at(9)));
}

pub(super) async fn sample_codes_are_shown_while_they_can_be_used<R: Repository>(repository: R) {
    for id in ["a", "b"] {
        add_window(&repository, window(id, "shangwu"), "r").await;
    }
    let hash = Digest::of(b"code");
    repository.add_code(Digest::of(b"secret"), &code("a", None)).await.unwrap();
    let shown = async |id: &str, now| repository.sample_code(&id.into(), now).await.unwrap();
    assert_eq!(shown("a", at(0)).await, None);
    repository.add_code(hash, &code("a", Some("CODE"))).await.unwrap();
    assert_eq!(shown("a", at(99)).await.as_deref(), Some("CODE"));
    assert_eq!(shown("a", at(100)).await, None);
    assert_eq!(shown("b", at(0)).await, None);
    assert!(enrol(&repository, hash, enrolment(b"t", "k")).await);
    assert_eq!(shown("a", at(0)).await, None);
}
