//! The serialised form of what is stored or sent. A changed snapshot is a changed format: old
//! journals, databases and windows must still be read.

use crate::case::acts::Withdrawn;
use crate::case::{Case, CaseActKind};
use crate::decide::{Decision, Facts, decide};
use crate::exposure::{EarlierIssue, Exposure, GrantExposure};
use crate::fee::FeeDue;
use crate::grant::{
    Authority, Bound, Condition, Effect, Grant, Holder, OfflineLimits, Per, ReferralTarget,
};
use crate::item::{Action, Choice, Field, FieldKind};
use crate::journal::{About, Chain};
use crate::lack::{Lack, LackWhy};
use crate::money::Money;
use crate::number::NumberBlock;
use crate::number_book::NumberBook;
use crate::pack::RulePack;
use crate::person::{Person, Role};
use crate::sample::{
    accepted, act, acts, case_id, date, day_acts, enquiry_acts, entry, facts, field, item, money,
    morning, pack, received, stamp, wang,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::json;

/// The form is the snapshot's, and reads back as what it was.
macro_rules! assert_form {
    ($name:expr, $value:expr) => {{
        let value = $value;
        assert_reads_back(&value);
        insta::assert_json_snapshot!($name, value);
    }};
}

fn assert_reads_back<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) {
    let text = serde_json::to_string(value).unwrap();
    assert_eq!(&serde_json::from_str::<T>(&text).unwrap(), value);
}

#[test]
fn acts_and_entries() {
    assert_form!("acts", acts());
    let exempt =
        FeeDue::Exempt { code: "student".to_owned(), name: "大学生创业免收".to_owned() };
    assert_form!("acts_fee_due", vec![accepted(FeeDue::Free), accepted(exempt)]);
    assert_form!("chain", Chain::new("shangwu-03".into()));
}

/// The text that hashes are over: field order and all.
#[test]
fn the_text_of_a_sealed_entry() {
    let withdrawn = Withdrawn { reason: "示例原因".to_owned() };
    let mut chain = Chain::new("shangwu-03".into());
    let mut texts = String::new();
    let case = [received().into(), withdrawn.into()].map(|act| About::Case(case_id(1), act));
    for about in case.into_iter().chain(enquiry_acts()).chain(day_acts()) {
        let sealed = chain.seal(stamp(), wang(), about).unwrap();
        texts += &format!("{}\n{}\n", sealed.text, sealed.hash);
        assert_eq!(chain.read_next(&sealed.text).unwrap(), sealed);
        chain.advance(&sealed);
    }
    insta::assert_snapshot!("sealed", texts);
}

#[test]
fn a_case() {
    let mut case = Case::begin(&entry(received())).unwrap();
    assert_form!("case_received", case.clone());
    for kind in [
        CaseActKind::CorrectionNotified,
        CaseActKind::Supplied,
        CaseActKind::Accepted,
        CaseActKind::FeeCharged,
        CaseActKind::Referred,
        CaseActKind::ReferralDecided,
        CaseActKind::Verified,
        CaseActKind::Issued,
        CaseActKind::Printed,
    ] {
        case.apply(&entry(act(kind))).unwrap();
    }
    let mut delivered = case.clone();
    delivered.apply(&entry(act(CaseActKind::Delivered))).unwrap();
    assert_form!("case_delivered", delivered);
    case.apply(&entry(act(CaseActKind::Voided))).unwrap();
    assert_form!("case_voided", case);
}

#[test]
fn money_and_people_and_numbers() {
    assert_form!("money", [money("30000000", "USD"), money("0.5", "CNY")]);
    for bad in [
        json!({"amount": 5, "currency": "CNY"}),
        json!({"amount": "5", "currency": "CNY", "unit": "万"}),
        json!({"amount": "-5", "currency": "CNY"}),
        json!({"amount": "5", "currency": "cny"}),
        json!("5 CNY"),
    ] {
        assert!(serde_json::from_value::<Money>(bad.clone()).is_err(), "{bad}");
    }
    assert_form!(
        "person",
        Person {
            id: "wang".into(),
            name: "样本甲".to_owned(),
            role: Role::Chief,
            department: "shangwu".into(),
        }
    );
    assert_form!(
        "number_block",
        NumberBlock { lease: 12, series: "SWWZ".into(), year: 2026, first: 101, last: 200 }
    );
    let (issued, voided, returned, skipped, left, outside) = (90, 2, 3, 1, 4, 0);
    let (series, year, leased) = ("SWWZ".into(), 2026, 100);
    assert_form!(
        "number_book",
        NumberBook { series, year, leased, issued, voided, returned, skipped, left, outside }
    );
}

#[test]
fn the_rule_pack() {
    let mut every_field = item("fagai-01", "示例事项", vec![]);
    let options = vec![Choice { value: "city".to_owned(), label: "市".to_owned() }];
    let number = FieldKind::Number { min: 0, max: 500, unit: "平方米".to_owned() };
    every_field.fields = vec![
        field("a", "文字", FieldKind::Text { max_length: 20 }, true),
        field("b", "金额", FieldKind::Money { currencies: vec!["CNY".to_owned()] }, true),
        field("c", "面积", number, false),
        field("d", "是否", FieldKind::Bool, false),
        field("e", "日期", FieldKind::Date, false),
        field("f", "选择", FieldKind::Choice { options }, false),
    ];
    assert_form!("item", every_field);
    let text = json!({"key": "a", "label": "文字", "type": "text", "max_length": 20});
    assert!(serde_json::from_value::<Field>(text.clone()).is_ok());
    for (key, value) in [("requird", json!(true)), ("max_length", json!(-1)), ("type", json!("?"))]
    {
        let mut typo = text.clone();
        typo[key] = value;
        assert!(serde_json::from_value::<Field>(typo.clone()).is_err(), "{typo}");
    }

    let pack = pack();
    let mut grant = pack.grants[1].clone();
    grant.clauses[0].actions = vec![Action::Establish];
    for bound in [Bound::AtLeast, Bound::Above, Bound::AtMost, Bound::Below] {
        let limit = money("1", "CNY");
        let condition = Condition::Amount { field: "x".to_owned(), bound, limit };
        grant.clauses[0].conditions.push(condition);
    }
    let values = vec!["city".to_owned()];
    grant.clauses[0].conditions.push(Condition::OneOf { field: "y".to_owned(), values });
    grant.clauses[1].effect = Effect::Refer { to: ReferralTarget::JointReview };
    assert_form!("grant", grant.clone());
    let older = serde_json::to_value(&grant).unwrap();
    grant.published_on = Some(date("2025-12-20"));
    grant.holder = Holder::Person("wang".into());
    grant.windows = vec!["shangwu-03".into()];
    grant.revoked_at = Some(morning("2026-11-23"));
    grant.offline = OfflineLimits {
        soft_hours: Some(24),
        hard_hours: Some(72),
        hard_count: Some(50),
        hard_totals: vec![money("100000000", "USD")],
    };
    let (field, limit) = ("x".to_owned(), money("1", "CNY"));
    let bound = Bound::AtLeast;
    for per in [Per::Applicant, Per::Project("y".to_owned())] {
        let (field, limit) = (field.clone(), limit.clone());
        let condition = Condition::Cumulative { field, per, days: 90, bound, limit };
        grant.clauses[1].conditions.push(condition);
    }
    grant.clauses[1].conditions.push(Condition::Materials { codes: vec!["m1".into()] });
    grant.clauses[2].effect = Effect::SecondOfficer;
    assert_form!("grant_full", grant);
    reads_as_written_before_holders_and_limits(older);
    assert_form!("calendar", pack.calendar.clone());
    let small = RulePack { items: vec![], grants: vec![], ..pack };
    assert_form!("rule_pack", small);
    assert_form!("template", crate::template::sample());
}

/// A grant as it was published before it said to whom, where and how far it carries.
fn reads_as_written_before_holders_and_limits(mut grant: serde_json::Value) {
    for key in ["holder", "windows", "offline"] {
        grant.as_object_mut().unwrap().remove(key).unwrap();
    }
    let read: Grant = serde_json::from_value(grant).unwrap();
    assert_eq!(read.holder, Holder::Role(Authority::Chief));
    assert_eq!((read.published_on, read.offline.is_empty()), (None, true));
    assert!(read.is_for(&"shangwu-09".into()));
}

#[test]
fn what_is_lacking() {
    let note = "未加盖公章".to_owned();
    let lacks = vec![
        Lack { material: "m1".into(), why: LackWhy::Missing },
        Lack { material: "m2".into(), why: LackWhy::NotInLegalForm { note } },
    ];
    assert_form!("lacks", lacks);
}

#[test]
fn an_exposure() {
    let mut exposure = Exposure {
        offline_since: Some(morning("2026-11-20")),
        unacknowledged: vec![GrantExposure {
            grant: "徐商授〔2026〕3号".to_owned(),
            count: 2,
            amounts: vec![money("28000000", "USD")],
        }],
        earlier: vec![],
    };
    exposure.earlier.push(EarlierIssue {
        on: date("2026-11-20"),
        item: "shangwu-01".into(),
        same_applicant: true,
        form: [("key_project".to_owned(), json!(false))].into(),
    });
    assert_form!("exposure", exposure);
    assert_eq!(serde_json::from_str::<Exposure>("{}").unwrap(), Exposure::default());
}

#[test]
fn decisions() {
    let total = json!({"amount": "32000000.00", "currency": "USD"});
    let facts = facts("shangwu-01", json!({"investment_total": total, "key_project": true}));
    assert_form!("facts", facts.clone());
    let (chief, alone) = (Role::Chief.into(), Exposure::default());
    let decided = |facts: &Facts| decide(facts, &pack(), &chief, &alone, morning("2026-11-23"));
    let decision = decided(&facts).unwrap();
    assert_form!("decision_refer", decision.clone());
    let later = Decision { also: vec![ReferralTarget::Leader], second_officer: true, ..decision };
    assert_form!("decision_also", Decision { reasons: vec![], ..later });
    let mut smaller = facts;
    smaller.form.insert("investment_total".to_owned(), json!({"amount": "1", "currency": "USD"}));
    smaller.materials = crate::decide::Materials::Listed(vec!["m1".into()]);
    assert_form!("facts_listed", smaller.clone());
    assert_form!("decision_correct", decided(&smaller).unwrap());
    smaller.form.clear();
    assert_form!("field_problems", decided(&smaller).unwrap_err());
}

/// Journals hold licences from before there were identifiers.
#[test]
fn a_licence_without_an_identifier_is_read() {
    let mut text = serde_json::to_value(crate::sample::licence()).unwrap();
    text.as_object_mut().unwrap().remove("identifier");
    let read: crate::licence::Licence = serde_json::from_value(text).unwrap();
    assert_eq!(read, crate::sample::licence());
}
