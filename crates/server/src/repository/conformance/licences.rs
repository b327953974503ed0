//! What is asked of the licences that are held.

use super::{case, licence, plan, two_windows};
use crate::repository::{Earlier, NewLicence, Repository};

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
