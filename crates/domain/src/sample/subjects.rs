//! What happens to every subject that the record knows.

use super::{acts, case_id, date, licence};
use crate::case::CaseActKind;
use crate::day::acts::{DayClosed, DayOpened};
use crate::day::{DayCounts, NumbersUsed, PapersOut};
use crate::enquiry::Asker;
use crate::enquiry::acts::{EnquiryAnswered, EnquiryAsked, EnquiryClosed};
use crate::ids::{DayId, EnquiryId};
use crate::journal::About;
use crate::paper::DocumentKind;

/// What happens to an enquiry, in its order.
pub(crate) fn enquiry_acts() -> Vec<About> {
    let id = EnquiryId(uuid::Uuid::from_u128(9));
    let asked = EnquiryAsked {
        department: "shangwu".into(),
        item: Some("shangwu-01".into()),
        asker: Asker { name: "样本乙".to_owned(), phone: "0516-0000001".to_owned() },
        question: "外商投资企业设立需要哪些材料？（示例）".to_owned(),
    };
    let answered = EnquiryAnswered { answer: "申请书和营业执照（示例）".to_owned() };
    let closed = EnquiryClosed { note: "已电话告知（示例）".to_owned() };
    vec![
        About::Enquiry(id, asked.into()),
        About::Enquiry(id, answered.into()),
        About::Enquiry(id, closed.into()),
    ]
}

/// What happens to a window's day, in its order.
pub(crate) fn day_acts() -> Vec<About> {
    let id = DayId { window: "shangwu-03".into(), day: date("2026-11-23") };
    let counts = DayCounts {
        cases: [(CaseActKind::Received, 2), (CaseActKind::Issued, 1)].into(),
        numbers: vec![NumbersUsed {
            series: "SWWZ".to_owned(),
            count: 1,
            first: licence().number,
            last: licence().number,
        }],
        papers: vec![PapersOut { document: DocumentKind::Licence, originals: 1, copies: 0 }],
        answered: 1,
    };
    vec![About::Day(id.clone(), DayOpened {}.into()), About::Day(id, DayClosed { counts }.into())]
}

/// One act of every subject and kind.
pub(crate) fn about_each() -> Vec<About> {
    let cases = acts().into_iter().map(|act| About::Case(case_id(1), act));
    cases.chain(enquiry_acts()).chain(day_acts()).collect()
}
