//! What becomes of exceptions.

use super::{at, plan, two_windows};
use crate::repository::{Effects, ExceptionId, Repository, Settlement};
use clerk_protocol::PushException;

pub async fn are_settled_once<R: Repository>(repository: R) {
    two_windows(&repository).await;
    for window in ["a", "b"] {
        let mut plan = plan(&repository, window, "shangwu", 1, 1).await;
        let exception = |code: &str| PushException { seq: 1, code: code.to_owned() };
        plan.exceptions = vec![exception("case_rule"), exception("grant_revoked")];
        assert!(repository.append(plan).await.unwrap());
    }
    let all = repository.all_exceptions(None, true).await.unwrap();
    let ids: Vec<_> = all.iter().map(|exception| exception.id.to_string()).collect();
    assert_eq!(ids, ["a/1/case_rule", "a/1/grant_revoked", "b/1/case_rule", "b/1/grant_revoked"]);
    let id: ExceptionId = "a/1/case_rule".parse().unwrap();
    let settlement = Settlement { at: at(5), by: "sun".into(), remedy: "confirm".to_owned() };
    assert!(repository.settle(&id, &settlement, &Effects::default()).await.unwrap());
    // The first settlement stands, and what the other one would do is not done.
    let void =
        Effects { revocations: Vec::new(), replacements: vec![("L1".to_owned(), "L2".to_owned())] };
    let other = Settlement { remedy: "revoke".to_owned(), ..settlement.clone() };
    assert!(!repository.settle(&id, &other, &void).await.unwrap());
    assert!(!repository.settle(&"a/2/case_rule".parse().unwrap(), &other, &void).await.unwrap());
    let of_a = repository.all_exceptions(Some(&"a".into()), false).await.unwrap();
    assert_eq!(
        of_a.iter().map(|e| e.settled.clone()).collect::<Vec<_>>(),
        [Some(settlement), None]
    );
    assert_eq!(repository.all_exceptions(None, true).await.unwrap().len(), 3);
    assert!(repository.all_exceptions(Some(&"c".into()), false).await.unwrap().is_empty());
    for wrong in ["", "a", "a/1", "a/x/case_rule"] {
        assert!(wrong.parse::<ExceptionId>().is_err(), "{wrong}");
    }
}
