//! Enquiries, as the entries about them came in.

use super::{add_window, plan, window};
use crate::repository::Repository;
use clerk_domain::ids::{DayId, EnquiryId, Subject};
use uuid::Uuid;

pub(super) async fn are_listed_as_they_came_in<R: Repository>(repository: R) {
    for (id, scope) in [("a", "gongshang"), ("b", "shangwu")] {
        add_window(&repository, window(id, scope), "r").await;
    }
    let enquiry = |number| EnquiryId(Uuid::from_bytes([number; 16]));
    for (id, scope, number) in [("b", "shangwu", 9), ("a", "gongshang", 3), ("b", "shangwu", 9)] {
        let mut plan = plan(&repository, id, scope, 1, 3).await;
        plan.entries[0].subject = Subject::Enquiry(enquiry(number));
        let day = "2026-11-23".parse().unwrap();
        plan.entries[1].subject = Subject::Day(DayId { window: id.into(), day });
        assert!(repository.append(plan).await.unwrap());
    }
    let found = repository.enquiries().await.unwrap();
    assert_eq!(found, [("shangwu".into(), enquiry(9)), ("gongshang".into(), enquiry(3))]);
}
