//! The register: keys and revocations only ever come to it.

use super::enrolments::enrolment;
use super::{at, plan};
use crate::repository::{NewCode, Repository};
use clerk_domain::digest::Digest;
use clerk_domain::register::Revocation;
use clerk_protocol::Window;

pub(super) async fn a_register_only_grows<R: Repository>(repository: R) {
    let versions = async || repository.register_version().await.unwrap();
    assert_eq!(versions().await, 0);
    let window = Window { id: "a".into(), name: "a".to_owned(), department: "d".into() };
    repository.add_window(&window, "aa").await.unwrap();
    for (n, key) in ["04a", "04b"].into_iter().enumerate() {
        let hash = Digest::of(key.as_bytes());
        let code = NewCode { window: "a".into(), expires_at: at(100), sample: None };
        repository.add_code(hash, &code).await.unwrap();
        let before = versions().await;
        assert!(repository.enrol(hash, &enrolment(key.as_bytes(), key)).await.unwrap());
        assert!(!repository.enrol(hash, &enrolment(key.as_bytes(), key)).await.unwrap());
        assert!(versions().await > before, "although the clock stands");
        let keys = repository.certificates().await.unwrap();
        assert_eq!((keys.len(), &keys[n]), (n + 1, &enrolment(key.as_bytes(), key).certificate));
    }
    let revocation = |replaced_by: Option<&str>| Revocation {
        number: "L-1".to_owned(),
        on: "2026-11-24".parse().unwrap(),
        reason: "样本".to_owned(),
        replaced_by: replaced_by.map(str::to_owned),
        cancelled: false,
    };
    let before = versions().await;
    assert!(repository.revoke(&revocation(Some("L-2")), at(0)).await.unwrap());
    assert!(!repository.revoke(&revocation(None), at(9)).await.unwrap());
    assert_eq!(versions().await, before + 1, "the clock ran backwards");
    assert_eq!(repository.revocations().await.unwrap(), [revocation(Some("L-2"))]);
    assert_eq!(repository.issuing_entry("L-1").await.unwrap(), None);

    // A void licence comes with its entry, what stands in its place perhaps much later.
    let void = Revocation { number: "L-3".to_owned(), ..revocation(None) };
    let mut voids = plan(&repository, "a", "d", 1, 1).await;
    voids.effects.revocations = vec![void.clone(), revocation(None)];
    let before = versions().await;
    assert!(repository.append(voids).await.unwrap());
    let known = repository.revocations().await.unwrap();
    assert_eq!(known, [revocation(Some("L-2")), void.clone()]);
    let with_void = versions().await;
    assert!(with_void > before);
    let mut issues = plan(&repository, "a", "d", 1, 1).await;
    issues.effects.replacements =
        ["L-4", "L-5"].map(|by| ("L-3".to_owned(), by.to_owned())).to_vec();
    assert!(repository.append(issues).await.unwrap());
    let replaced = Revocation { replaced_by: Some("L-4".to_owned()), ..void };
    assert_eq!(repository.revocations().await.unwrap()[1], replaced);
    assert_eq!(versions().await, with_void + 1, "the first one is kept");
}
