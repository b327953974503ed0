//! The register: what it says anew has a version of its own, and its pages bring all of it.

use super::{add_window, administer, at, plan, window};
use crate::repository::{Administered, Repository};
use clerk_domain::appointment::{Attested, PersonKey, Term, WindowDevice};
use clerk_domain::clock::china;
use clerk_domain::register::{RegisterPage, Revocation};

fn term(from: i64, until: Option<i64>) -> Term {
    let instant = |seconds| at(seconds).with_timezone(&china());
    Term { from: instant(from), until: until.map(instant) }
}

fn device(key: &str, from: i64, until: Option<i64>) -> Attested<WindowDevice> {
    let (window, department, public_key) = ("a".into(), "d".into(), key.to_owned());
    let of = WindowDevice { window, department, public_key, term: term(from, until) };
    Attested { of, signature: format!("{key} signed") }
}

fn key(key: &str, from: i64) -> Attested<PersonKey> {
    let (person, window) = ("li".into(), "a".into());
    let of = PersonKey { person, window, public_key: key.to_owned(), term: term(from, None) };
    Attested { of, signature: format!("{key} signed") }
}

pub(super) async fn a_register_grows_and_comes_in_pages<R: Repository>(repository: R) {
    let versions = async || repository.register_version().await.unwrap();
    assert_eq!(versions().await, 0);
    add_window(&repository, window("a", "d"), "aa").await;
    assert_eq!(versions().await, 0, "a window without a device is in no register");
    let first = Administered { devices: vec![device("04a", 1, None)], ..Administered::default() };
    assert!(administer(&repository, first).await);
    let begun = versions().await;
    let changed = Administered {
        devices: vec![device("04a", 1, Some(5)), device("04b", 5, None)],
        keys: vec![key("04c", 5)],
        ..Administered::default()
    };
    assert!(administer(&repository, changed.clone()).await);
    assert_eq!(versions().await, begun + 3, "although the clock stands");
    assert_eq!(repository.devices_of(&"a".into()).await.unwrap(), changed.devices);
    assert_eq!(repository.keys_at(&"a".into()).await.unwrap(), changed.keys);
    assert!(repository.keys_at(&"b".into()).await.unwrap().is_empty());

    // Page by page it is the same as at once, and each page says where it ends.
    let last = versions().await;
    let whole = repository.register_page(0, 100).await.unwrap();
    assert_eq!((whole.after, whole.version, whole.last), (0, last, last));
    assert_eq!((&whole.devices, &whole.keys), (&changed.devices, &changed.keys));
    let (mut after, mut lines) = (0, 0);
    for _ in 0..3 {
        let page: RegisterPage = repository.register_page(after, 1).await.unwrap();
        assert_eq!((page.after, page.last), (after, last));
        assert!(page.version > after);
        lines += page.devices.len() + page.keys.len();
        after = page.version;
    }
    assert_eq!((after, lines), (last, 3));
    let none = repository.register_page(last, 1).await.unwrap();
    assert_eq!(none, RegisterPage { after: last, version: last, last, ..RegisterPage::default() });
    let since = repository.register_page(begun, 100).await.unwrap();
    assert_eq!(since.devices.len(), 2, "what ended is said anew");
}

pub(super) async fn revocations_stay_and_learn_what_stands_in_their_place<R: Repository>(
    repository: R,
) {
    let versions = async || repository.register_version().await.unwrap();
    let revoked = async |number: &str| repository.revocation(number).await.unwrap();
    add_window(&repository, window("a", "d"), "aa").await;
    let revocation = |replaced_by: Option<&str>| Revocation {
        number: "L-1".to_owned(),
        on: "2026-11-24".parse().unwrap(),
        reason: "样本".to_owned(),
        replaced_by: replaced_by.map(str::to_owned),
        cancelled: false,
    };
    let before = versions().await;
    let revoke = async |revoked: Revocation| {
        let revoked = Some(revoked);
        administer(&repository, Administered { revoked, ..Administered::default() }).await
    };
    assert!(revoke(revocation(Some("L-2"))).await);
    let with_first = versions().await;
    assert!(with_first > before);
    assert!(!revoke(revocation(None)).await, "it was revoked before");
    assert_eq!(versions().await, with_first);
    assert_eq!(revoked("L-1").await, Some(revocation(Some("L-2"))));
    assert_eq!(revoked("L-2").await, None);
    assert!(repository.issuing_entries("L-1").await.unwrap().is_empty());

    // A void licence comes with its entry, what stands in its place perhaps much later.
    let void = Revocation { number: "L-3".to_owned(), ..revocation(None) };
    let mut voids = plan(&repository, "a", "d", 1, 1).await;
    voids.effects.revocations = vec![void.clone(), revocation(None)];
    let before = versions().await;
    assert!(repository.append(voids).await.unwrap());
    assert_eq!(revoked("L-1").await, Some(revocation(Some("L-2"))));
    assert_eq!(revoked("L-3").await, Some(void.clone()));
    let with_void = versions().await;
    assert!(with_void > before);
    let mut issues = plan(&repository, "a", "d", 1, 1).await;
    issues.effects.replacements =
        ["L-4", "L-5"].map(|by| ("L-3".to_owned(), by.to_owned())).to_vec();
    assert!(repository.append(issues).await.unwrap());
    let replaced = Revocation { replaced_by: Some("L-4".to_owned()), ..void };
    assert_eq!(revoked("L-3").await, Some(replaced.clone()));
    assert_eq!(versions().await, with_void + 1, "the first one is kept");
    let page = repository.register_page(with_void, 100).await.unwrap();
    assert_eq!(page.revoked, [replaced], "it is said anew");
}
