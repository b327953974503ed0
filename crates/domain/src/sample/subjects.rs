//! What happens to every subject that the record knows.

use super::{acts, case_id, date, licence, money};
use crate::act::ActSample;
use crate::case::CaseActKind;
use crate::day::acts::{DayClosed, DayOpened};
use crate::day::{DayAct, DayCounts, NumbersUsed, PapersOut};
use crate::enquiry::acts::{EnquiryAnswered, EnquiryAsked, EnquiryClosed};
use crate::enquiry::{Asker, EnquiryAct};
use crate::ids::{DayId, EnquiryId};
use crate::journal::About;
use crate::paper::DocumentKind;

/// What happens to an enquiry, in its order.
pub(crate) fn enquiry_acts() -> Vec<About> {
    let id = EnquiryId(uuid::Uuid::from_u128(9));
    EnquiryAct::samples().into_iter().map(|(act, _)| About::Enquiry(id, act)).collect()
}

/// What happens to a window's day, in its order.
pub(crate) fn day_acts() -> Vec<About> {
    let id = DayId { window: "shangwu-03".into(), day: date("2026-11-23") };
    DayAct::samples().into_iter().map(|(act, _)| About::Day(id.clone(), act)).collect()
}

impl ActSample for EnquiryAsked {
    fn sample() -> Self {
        Self {
            department: "shangwu".into(),
            item: Some("shangwu-01".into()),
            asker: Asker { name: "样本乙".to_owned(), phone: "0516-0000001".to_owned() },
            question: "外商投资企业设立需要哪些材料？（示例）".to_owned(),
        }
    }
}

impl ActSample for EnquiryAnswered {
    fn sample() -> Self {
        Self { answer: "申请书和营业执照（示例）".to_owned() }
    }
}

impl ActSample for EnquiryClosed {
    fn sample() -> Self {
        Self { note: "已电话告知（示例）".to_owned() }
    }
}

impl ActSample for DayOpened {
    fn sample() -> Self {
        Self {}
    }
}

impl ActSample for DayClosed {
    fn sample() -> Self {
        let counts = DayCounts {
            cases: [(CaseActKind::Received, 2), (CaseActKind::Issued, 1)].into(),
            numbers: vec![NumbersUsed {
                series: "SWWZ".to_owned(),
                count: 1,
                first: licence().number,
                last: licence().number,
            }],
            papers: vec![PapersOut { document: DocumentKind::Licence, originals: 1, copies: 0 }],
            charged: vec![money("100.00", "CNY")],
            answered: 1,
        };
        Self { counts, through: 12 }
    }
}

/// One act of every subject and kind.
pub(crate) fn about_each() -> Vec<About> {
    let cases = acts().into_iter().map(|act| About::Case(case_id(1), act));
    cases.chain(enquiry_acts()).chain(day_acts()).collect()
}
