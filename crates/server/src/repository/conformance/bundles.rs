//! Bundles: each is kept once.

use super::{add_window, at};
use crate::repository::{Repository, StoredBundle};
use clerk_domain::digest::Digest;
use clerk_protocol::Window;

pub(super) async fn are_kept_once<R: Repository>(repository: R) {
    let window = Window { id: "a".into(), name: "a".to_owned(), department: "d".into() };
    add_window(&repository, window, "aa").await;
    let digest = Digest::of(b"request");
    assert_eq!(repository.bundle(digest).await.unwrap(), None);
    let bundle = |reply: &[u8]| StoredBundle { window: "a".into(), at: at(7), reply: reply.into() };
    assert!(repository.add_bundle(digest, &bundle(b"\0one")).await.unwrap());
    assert!(!repository.add_bundle(digest, &bundle(b"two")).await.unwrap());
    assert_eq!(repository.bundle(digest).await.unwrap(), Some(bundle(b"\0one")));
    assert_eq!(repository.bundle(Digest::of(b"other")).await.unwrap(), None);
}
