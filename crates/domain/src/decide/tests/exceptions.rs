//! A clause that is an exception to another.

use super::{cny, decided, word};
use crate::decide::{Decision, Facts};
use crate::grant::{Clause, Effect};
use crate::item::ApplicantKind;
use crate::pack::RulePack;
use crate::person::Role;
use crate::sample::{BY_CHIEF, BY_CLERK, TO_LEADER, amount, facts, money, pack};
use serde_json::json;

fn students() -> Facts {
    let mut facts = facts("gongshang-01", cny("5000000"));
    facts.applicant.kind = ApplicantKind::UniversityStudent;
    facts
}

/// The item `zhijian-01` under clauses of effect, name and the name of what they are exceptions to.
fn clauses(list: &[(Effect, &str, Option<&str>)]) -> RulePack {
    let mut pack = pack();
    let plain = pack.grants[4].clauses[0].clone();
    let clause = |(effect, id, exception_to): &(Effect, &str, Option<&str>)| Clause {
        number: format!("第{id}条"),
        id: Some((*id).to_owned()),
        exception_to: exception_to.map(str::to_owned),
        effect: effect.clone(),
        ..plain.clone()
    };
    pack.grants[4].clauses = list.iter().map(clause).collect();
    pack
}

fn as_clerk(pack: &RulePack) -> (String, Vec<String>) {
    let decision = decided(&facts("zhijian-01", json!({})), pack, Role::Clerk);
    (word(&decision), codes(&decision))
}

fn codes(decision: &Decision) -> Vec<String> {
    decision.reasons.iter().map(|reason| reason.code.clone()).collect()
}

#[test]
fn what_is_set_aside_says_by_what() {
    let decision = decided(&students(), &pack(), Role::Clerk);
    assert_eq!(word(&decision), "issue");
    assert_eq!(codes(&decision), ["not_met", "set_aside", "not_met", "issue_by_clerk"]);
    let band = &decision.reasons[1];
    assert!(!band.met);
    assert_eq!(
        band.text,
        "授权书 徐工商授〔2026〕1号 第二条：注册资本 500万 CNY ≥ 200万 CNY，\
         注册资本 500万 CNY ≤ 1,500万 CNY，因例外条款（授权书 徐工商授〔2026〕1号 第四条）适用，\
         本款不适用"
    );
}

#[test]
fn an_exception_that_is_not_met_sets_nothing_aside() {
    let mut enterprise = students();
    enterprise.applicant.kind = ApplicantKind::Enterprise;
    let decision = decided(&enterprise, &pack(), Role::Clerk);
    assert_eq!(word(&decision), "chief");
    // Nor one of a grant that does not hold any more, in whichever grant it stands.
    let mut apart = pack();
    let exception = apart.grants[0].clauses.pop().unwrap();
    let mut other = apart.grants[0].clone();
    other.number = "徐工商授〔2026〕9号".to_owned();
    other.clauses = vec![exception];
    apart.grants.push(other);
    assert_eq!(word(&decided(&students(), &apart, Role::Clerk)), "issue");
    apart.grants.last_mut().unwrap().valid_until = "2026-11-22".parse().unwrap();
    assert_eq!(word(&decided(&students(), &apart, Role::Clerk)), "chief");
}

#[test]
fn an_exception_to_an_exception_brings_the_first_back() {
    let set = "set_aside";
    let two = clauses(&[(BY_CHIEF, "a", None), (BY_CLERK, "b", Some("a"))]);
    assert_eq!(as_clerk(&two), ("issue".into(), vec![set.into(), "issue_by_clerk".into()]));
    let three = clauses(&[
        (BY_CHIEF, "a", None),
        (BY_CLERK, "b", Some("a")),
        (Effect::SecondOfficer, "c", Some("b")),
    ]);
    let expected = ["issue_by_chief", set, "second_officer", "above_authority"].map(str::to_owned);
    assert_eq!(as_clerk(&three), ("chief".into(), expected.into()));
}

#[test]
fn a_clause_that_cannot_be_told_is_set_aside_and_takes_nothing_away() {
    let unknown = || amount("nowhere", crate::grant::Bound::Below, money("5", "CNY"));
    let mut pack = clauses(&[(TO_LEADER, "a", None), (BY_CLERK, "b", Some("a"))]);
    pack.grants[4].clauses[0].conditions = vec![unknown()];
    assert_eq!(as_clerk(&pack).0, "issue");
    let mut pack = clauses(&[(BY_CLERK, "a", None), (BY_CLERK, "b", Some("a"))]);
    pack.grants[4].clauses[1].conditions = vec![unknown()];
    assert_eq!(
        as_clerk(&pack),
        ("leader".into(), vec!["issue_by_clerk".into(), "value_missing".into()])
    );
}

#[test]
fn in_a_circle_nothing_is_set_aside() {
    let circle = clauses(&[(TO_LEADER, "a", Some("b")), (BY_CLERK, "b", Some("a"))]);
    assert_eq!(as_clerk(&circle).0, "leader");
    let alone = clauses(&[(TO_LEADER, "a", Some("a"))]);
    assert_eq!(as_clerk(&alone).0, "leader");
}
