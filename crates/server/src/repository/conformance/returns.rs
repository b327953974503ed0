//! Numbers that are given back.

use super::at;
use crate::repository::{Repository, StoredBlock};
use clerk_domain::number::NumberBlock;

/// `block` is window a's only one.
pub(super) async fn what_is_given_back_stays_so<R: Repository>(
    repository: &R,
    block: &NumberBlock,
) {
    let stored = async || repository.blocks(&"a".into()).await.unwrap();
    let kept = |returned_from| vec![StoredBlock { block: block.clone(), returned_from }];
    assert_eq!(stored().await, kept(None));
    let mut other = block.clone();
    other.last += 1;
    for (window, asked) in [("b", block), ("a", &other)] {
        let unknown = repository.give_back(&window.into(), asked, 3, at(9)).await.unwrap();
        assert_eq!(unknown, None);
    }
    for next in [3, 5, 2] {
        let from = repository.give_back(&"a".into(), block, next, at(9)).await.unwrap();
        assert_eq!((from, stored().await), (Some(3), kept(Some(3))));
    }
}
