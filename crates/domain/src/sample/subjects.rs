//! What happens to every subject that the record knows.

use super::{acts, case_id, date, licence, money};
use crate::act::ActSample;
use crate::case::CaseActKind;
use crate::centre::acts::{CentreAct, LicenceRevoked, RulesPublished};
use crate::day::acts::{DayClosed, DayOpened};
use crate::day::{DayAct, DayCounts, NumbersUsed, PapersOut};
use crate::digest::Digest;
use crate::enquiry::acts::{EnquiryAnswered, EnquiryAsked, EnquiryClosed};
use crate::enquiry::{Asker, EnquiryAct};
use crate::ids::{DayId, EnquiryId};
use crate::journal::About;
use crate::paper::DocumentKind;
use crate::person::Role;
use crate::person::acts::{
    PersonAct, PersonAdded, PersonAppointed, PersonDisabled, PersonEnded, PersonKeyMade,
    PersonReset,
};
use crate::window::acts::{DeviceDisabled, DeviceEnrolled, WindowAct, WindowAdded};

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
            papers: vec![PapersOut {
                document: DocumentKind::Licence,
                originals: 1,
                copies: 0,
                spoiled: 0,
            }],
            charged: vec![money("100.00", "CNY")],
            answered: 1,
        };
        Self { counts, through: 12 }
    }
}

impl ActSample for PersonAdded {
    fn sample() -> Self {
        let name = "王小明（样本）".to_owned();
        Self { name, role: Role::Chief, department: "shangwu".into() }
    }
}

impl ActSample for PersonAppointed {
    fn sample() -> Self {
        Self { role: Role::Clerk, department: "huanbao".into() }
    }
}

impl ActSample for PersonKeyMade {
    fn sample() -> Self {
        Self { window: "shangwu-03".into(), public_key: "04ab".to_owned() }
    }
}

impl ActSample for PersonReset {
    fn sample() -> Self {
        Self {}
    }
}

impl ActSample for PersonDisabled {
    fn sample() -> Self {
        Self { reason: "账号疑似被他人使用（示例）".to_owned() }
    }
}

impl ActSample for PersonEnded {
    fn sample() -> Self {
        Self {}
    }
}

impl ActSample for WindowAdded {
    fn sample() -> Self {
        Self { name: "商务窗口 03".to_owned(), department: "shangwu".into() }
    }
}

impl ActSample for DeviceEnrolled {
    fn sample() -> Self {
        Self { public_key: "04ab".to_owned() }
    }
}

impl ActSample for DeviceDisabled {
    fn sample() -> Self {
        Self { reason: "设备失窃（示例）".to_owned() }
    }
}

impl ActSample for RulesPublished {
    fn sample() -> Self {
        Self { version: 7, digest: Digest::ZERO }
    }
}

impl ActSample for LicenceRevoked {
    fn sample() -> Self {
        let (number, reason) = ("SWWZ-2026-000123-7".to_owned(), "提交虚假材料（示例）".to_owned());
        Self { number, reason, replaced_by: Some("SWWZ-2026-000124-7".to_owned()) }
    }
}

/// What happens to a person, to a window, and to the centre as a whole.
fn centre_acts() -> Vec<About> {
    let persons = PersonAct::samples().into_iter();
    let persons = persons.map(|(act, _)| About::Person("wang".into(), act));
    let windows = WindowAct::samples().into_iter();
    let windows = windows.map(|(act, _)| About::Window("shangwu-03".into(), act));
    let centre = CentreAct::samples().into_iter().map(|(act, _)| About::Centre(act));
    persons.chain(windows).chain(centre).collect()
}

/// One act of every subject and kind.
pub(crate) fn about_each() -> Vec<About> {
    let cases = acts().into_iter().map(|act| About::Case(case_id(1), act));
    cases.chain(enquiry_acts()).chain(day_acts()).chain(centre_acts()).collect()
}
