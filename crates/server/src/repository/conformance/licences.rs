//! What is asked of the licences that are held.

use super::{at, case, licence, plan, two_windows};
use crate::repository::{Earlier, Effects, NewLicence, Repository, Settlement};
use clerk_protocol::PushException;

pub async fn are_found_by_what_was_issued_before<R: Repository>(repository: R) {
    two_windows(&repository).await;
    let mut plan = plan(&repository, "a", "shangwu", 1, 1).await;
    let other = |number: &str, change: &dyn Fn(&mut NewLicence)| {
        let mut other = licence(number);
        change(&mut other);
        other
    };
    plan.licences = vec![
        licence("SWWZ-2026-000001-7K3QX9-M"),
        other("SWWZ-2026-000001-000000-X", &|l| l.case = case(2)),
        other("SWWZ-2026-0000010-000000-X", &|l| l.issued_on = "2026-10-01".parse().unwrap()),
        other("L3", &|l| (l.case, l.applicant) = (case(3), "b".to_owned())),
        other("L4", &|l| (l.case, l.item) = (case(4), "shangwu-02".into())),
    ];
    assert!(repository.append(plan).await.unwrap());
    type Row<'a> = (&'a [&'a str], Option<&'a [&'a str]>, &'a str, &'a [u8]);
    let rows: [Row<'_>; 5] = [
        (&["shangwu-01"], Some(&["a"]), "2026-11-23", &[1, 2]),
        (&["shangwu-01"], Some(&["a"]), "2026-10-01", &[1, 1, 2]),
        (&["shangwu-01"], None, "2026-11-23", &[1, 2, 3]),
        (&["shangwu-01", "shangwu-02"], Some(&["a", "b"]), "2026-11-23", &[1, 2, 3, 4]),
        (&["shangwu-01"], Some(&["a"]), "2026-11-24", &[]),
    ];
    for (items, applicants, since, expected) in rows {
        let earlier = Earlier {
            items: items.iter().map(|&item| item.into()).collect(),
            applicants: applicants.map(|list| list.iter().map(|&a| a.to_owned()).collect()),
            since: since.parse().unwrap(),
        };
        let mut found = repository.earlier(&"shangwu".into(), &earlier).await.unwrap();
        found.sort();
        assert_eq!(found, expected.iter().map(|&n| case(n)).collect::<Vec<_>>(), "{earlier:?}");
        assert!(repository.earlier(&"gongshang".into(), &earlier).await.unwrap().is_empty());
    }
}

/// Of a number one licence stands; another one that something is wrong with may lie beside it.
pub async fn one_of_a_number_stands<R: Repository>(repository: R) {
    two_windows(&repository).await;
    let of = async |window: &str, number: &str, codes: &[&str]| {
        let mut plan = plan(&repository, window, "shangwu", 1, 1).await;
        let seq = plan.after.seq + 1;
        plan.licences = vec![NewLicence { seq, ..licence(number) }];
        let exception = |code: &&str| PushException { seq, code: (*code).to_owned() };
        plan.exceptions = codes.iter().map(exception).collect();
        repository.append(plan).await.unwrap()
    };
    let known = async || {
        let known = repository.licences(&["L1/2".to_owned()]).await.unwrap();
        let mut doubts: Vec<_> = known.into_iter().map(|known| known.doubts).collect();
        doubts.sort();
        doubts
    };
    let issued = async || {
        let entries = repository.issuing_entries("L1/2").await.unwrap();
        entries.into_iter().map(|entry| (entry.journal.0, entry.withheld)).collect::<Vec<_>>()
    };
    assert!(of("a", "L1/2", &["existing_differs", "fee_differs"]).await);
    assert_eq!(known().await, [["existing_differs", "fee_differs"]]);
    assert_eq!(issued().await, [("a".to_owned(), true)]);
    assert!(of("b", "L1/2", &[]).await, "nothing stood there");
    assert_eq!(known().await, [vec![], vec!["existing_differs", "fee_differs"]]);
    assert_eq!(issued().await, [("b".to_owned(), false), ("a".to_owned(), true)]);
    assert!(!of("a", "L1/2", &[]).await, "one stands");
    let newest = repository.newest_issuing_entry("L1").await.unwrap().unwrap();
    assert_eq!((newest.journal.as_str(), newest.withheld), ("b", false));

    let settle = async |remedy: &str| {
        let settlement = Settlement { at: at(5), by: "sun".into(), remedy: remedy.to_owned() };
        let id = "a/1/fee_differs".parse().unwrap();
        repository.settle(&id, &settlement, &Effects::default()).await.unwrap()
    };
    assert!(!settle("confirm").await, "it would stand as well in the end");
    assert!(settle("revoke").await);
    // What was confirmed stands.
    assert!(of("a", "L2", &["fee_differs"]).await);
    let settlement = Settlement { at: at(5), by: "sun".into(), remedy: "confirm".to_owned() };
    let id = "a/2/fee_differs".parse().unwrap();
    assert!(repository.settle(&id, &settlement, &Effects::default()).await.unwrap());
    assert!(repository.licences(&["L2".to_owned()]).await.unwrap()[0].stands());
    assert!(!of("a", "L2", &[]).await, "it stands since");
}
