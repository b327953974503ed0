//! Holder, windows, materials, outages, cumulative limits and the second officer, each from both
//! sides of its bound.

use super::{TODAY, cny, investment, word};
use crate::decide::{Decision, Facts, Materials, Officer, Outcome, decide};
use crate::exposure::{EarlierIssue, Exposure, GrantExposure};
use crate::form::FormValues;
use crate::grant::{
    Bound, Clause, Condition, Effect, Grant, Holder, OfflineLimits, Per, ReferralTarget,
};
use crate::item::FieldKind;
use crate::pack::RulePack;
use crate::person::Role;
use crate::sample::{
    BY_CHIEF, BY_CLERK, TO_EXPERTS, TO_LEADER, amount, date, facts, field, money, morning, pack,
    time,
};
use serde_json::json;

fn decided(facts: &Facts, pack: &RulePack, officer: &Officer, exposure: &Exposure) -> Decision {
    decide(facts, pack, officer, exposure, morning(TODAY)).unwrap()
}

fn chief() -> Officer {
    Role::Chief.into()
}

/// The pack with a change to the grant of the department of commerce.
fn changed(change: impl FnOnce(&mut Grant)) -> RulePack {
    let mut pack = pack();
    change(&mut pack.grants[1]);
    pack
}

/// 28 million dollars: inside the chief representative's authority.
fn inside() -> Facts {
    facts("shangwu-01", investment("28000000", "USD", false))
}

fn codes(decision: &Decision) -> Vec<&str> {
    let of_grants = decision.reasons.iter().filter(|r| r.clause == "离线限额");
    of_grants.map(|reason| reason.code.as_str()).collect()
}

fn issued(amounts: &[(&str, &str)]) -> GrantExposure {
    let amounts = amounts.iter().map(|(amount, currency)| money(amount, currency));
    let grant = "徐商授〔2026〕3号".to_owned();
    GrantExposure { grant, count: 1, amounts: amounts.collect() }
}

#[test]
fn hours_without_contact_warn_first_and_then_refer() {
    let limits = OfflineLimits { soft_hours: Some(24), hard_hours: Some(72), ..Default::default() };
    let pack = changed(|grant| grant.offline = limits);
    // The last contact, the clerk's and the chief's outcome, and the code.
    let rows = [
        (None, "chief", "issue", None),
        (Some("2026-11-23T09:00:00+08:00"), "chief", "issue", Some("within_limit")),
        (Some("2026-11-22T09:00:00+08:00"), "chief", "issue", Some("within_limit")),
        (Some("2026-11-22T08:59:59+08:00"), "chief", "issue", Some("offline_soft_hours")),
        (Some("2026-11-20T01:00:00Z"), "chief", "issue", Some("offline_soft_hours")),
        (Some("2026-11-20T00:59:59Z"), "leader", "leader", Some("offline_hours")),
        (Some("1970-01-01T00:00:00Z"), "leader", "leader", Some("offline_hours")),
        // A clock that was restored does not make the window younger than now.
        (Some("2026-12-01T00:00:00Z"), "chief", "issue", Some("within_limit")),
    ];
    for (since, clerks, chiefs, code) in rows {
        let exposure = Exposure { offline_since: since.map(time), ..Exposure::default() };
        for (role, expected) in [(Role::Clerk, clerks), (Role::Chief, chiefs)] {
            let decision = decided(&inside(), &pack, &role.into(), &exposure);
            assert_eq!(word(&decision), expected, "{since:?} {role:?}");
            assert_eq!(codes(&decision), code.into_iter().collect::<Vec<_>>(), "{since:?}");
        }
    }
    let exposure =
        Exposure { offline_since: Some(time("2026-11-20T08:29:00+08:00")), ..Exposure::default() };
    let decision = decided(&inside(), &pack, &chief(), &exposure);
    let reason = decision.reasons.iter().find(|r| r.code == "offline_hours").unwrap();
    assert_eq!(
        [&reason.grant, &reason.limit, &reason.value, &reason.text],
        [
            "徐商授〔2026〕3号",
            "未与中心联系 ≤ 72小时",
            "72小时31分",
            "授权书 徐商授〔2026〕3号 离线限额：未与中心联系已72小时31分，限额72小时，超过限额，须报分管领导",
        ]
    );
    // A case that the window may not issue anyhow is not held against the limits.
    let outside = facts("shangwu-01", investment("30000000", "USD", false));
    assert!(codes(&decided(&outside, &pack, &chief(), &exposure)).is_empty());
}

#[test]
fn the_count_of_what_the_server_does_not_hold_includes_this_case() {
    let limits = OfflineLimits { hard_count: Some(3), ..OfflineLimits::default() };
    let pack = changed(|grant| grant.offline = limits);
    let other =
        GrantExposure { grant: "徐环授〔2026〕2号".to_owned(), count: 9, amounts: vec![] };
    for (before, expected, code) in
        [(0, "issue", "within_limit"), (2, "issue", "within_limit"), (3, "leader", "offline_count")]
    {
        let mut unacknowledged = vec![issued(&[]); before];
        unacknowledged.push(other.clone());
        let exposure = Exposure { unacknowledged, ..Exposure::default() };
        let decision = decided(&inside(), &pack, &chief(), &exposure);
        assert_eq!(
            (word(&decision).as_str(), codes(&decision)),
            (expected, vec![code]),
            "{before}"
        );
    }
    let most = GrantExposure { count: u32::MAX, ..issued(&[]) };
    let exposure = Exposure { unacknowledged: vec![most.clone(), most], ..Exposure::default() };
    assert_eq!(word(&decided(&inside(), &pack, &chief(), &exposure)), "leader");
}

#[test]
fn the_total_of_what_the_server_does_not_hold_is_kept_apart_by_currency() {
    let hard_totals = vec![money("50000000", "USD"), money("1000000", "CNY")];
    let limits = OfflineLimits { hard_totals, ..OfflineLimits::default() };
    let pack = changed(|grant| grant.offline = limits);
    type Row<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)], &'a str);
    let rows: [Row<'_>; 8] = [
        ("22000000", "USD", &[("28000000", "USD")], "issue"),
        ("22000000.01", "USD", &[("28000000", "USD")], "leader"),
        ("22000000", "USD", &[("28000000", "USD"), ("0.01", "USD")], "leader"),
        ("22000000", "USD", &[("28000000", "USD"), ("999999999", "CNY")], "issue"),
        ("1000000", "CNY", &[("28000000", "USD")], "issue"),
        ("1000000", "CNY", &[("0.01", "CNY")], "leader"),
        // A currency that the grant does not name.
        ("0.01", "EUR", &[], "leader"),
        ("0", "EUR", &[], "issue"),
    ];
    for (own, currency, before, expected) in rows {
        let facts = facts("shangwu-01", investment(own, currency, false));
        let exposure = Exposure { unacknowledged: vec![issued(before)], ..Exposure::default() };
        let decision = decided(&facts, &pack, &chief(), &exposure);
        assert_eq!(word(&decision), expected, "{own} {currency} {before:?}");
        let code = if expected == "leader" { "offline_total" } else { "within_limit" };
        assert_eq!(codes(&decision), [code], "{own} {currency} {before:?}");
    }
}

#[test]
fn an_issued_case_counts_under_the_grants_that_it_names() {
    let mut case =
        crate::case::Case::begin(&crate::sample::entry(crate::sample::received())).unwrap();
    let mut exposure = Exposure::default();
    exposure.add_unacknowledged(&case, &pack());
    exposure.add_earlier(&case, true);
    assert_eq!(exposure, Exposure::default());
    let crate::case::CaseAct::Issued(crate::case::acts::Issued { licence, .. }) =
        crate::sample::act(crate::case::CaseActKind::Issued)
    else {
        panic!()
    };
    case.products.licence = Some(licence);
    exposure.add_unacknowledged(&case, &pack());
    exposure.add_earlier(&case, true);
    assert_eq!(exposure.unacknowledged, [issued(&[("28000000", "USD")])]);
    let earlier = &exposure.earlier[0];
    assert_eq!((earlier.on, earlier.same_applicant), (date("2026-11-23"), true));
    assert_eq!(earlier.form, case.form);
}

#[test]
fn a_grant_to_a_person_is_nobody_elses() {
    let pack = changed(|grant| grant.holder = Holder::Person("wang".into()));
    let rows = [
        (Role::Chief, Some("wang"), "issue"),
        (Role::Chief, Some("li"), "chief"),
        (Role::Chief, None, "chief"),
        (Role::Clerk, Some("wang"), "chief"),
        (Role::Clerk, Some("li"), "chief"),
    ];
    for (role, person, expected) in rows {
        let officer = Officer { role, person: person.map(Into::into), window: None };
        let decision = decided(&inside(), &pack, &officer, &Exposure::default());
        assert_eq!(word(&decision), expected, "{officer:?}");
        let other = decision.reasons.iter().any(|reason| reason.code == "not_holder");
        assert_eq!(other, person != Some("wang"), "{officer:?}");
    }
    // Not even what any clerk may issue under a grant to a role.
    let mut to_wang = pack.clone();
    to_wang.grants[0].holder = Holder::Person("wang".into());
    let small = facts("gongshang-01", cny("1"));
    let li = Officer { role: Role::Clerk, person: Some("li".into()), window: None };
    assert_eq!(word(&decided(&small, &to_wang, &li, &Exposure::default())), "chief");
    let wang = Officer { person: Some("wang".into()), ..li };
    assert_eq!(word(&decided(&small, &to_wang, &wang, &Exposure::default())), "issue");
}

#[test]
fn a_grant_to_certain_windows_reaches_no_other() {
    let pack = changed(|grant| grant.windows = vec!["shangwu-03".into(), "shangwu-04".into()]);
    let rows = [
        (Some("shangwu-03"), "issue", "issue_by_chief"),
        (Some("shangwu-04"), "issue", "issue_by_chief"),
        (Some("shangwu-05"), "leader", "not_met"),
        (None, "leader", "value_missing"),
    ];
    for (window, expected, code) in rows {
        let officer = Officer { role: Role::Chief, person: None, window: window.map(Into::into) };
        let decision = decided(&inside(), &pack, &officer, &Exposure::default());
        let first = decision.reasons[0].code.as_str();
        assert_eq!((word(&decision).as_str(), first), (expected, code), "{window:?}");
    }
}

#[test]
fn a_clause_may_ask_for_materials() {
    let listed = |codes: &[&str]| Materials::Listed(codes.iter().map(|&c| c.into()).collect());
    // What the clause asks for (m3 is not required by the item), what came, and what follows.
    let rows: [(&[&str], Materials, &str, &str); 8] = [
        (&[], Materials::Complete, "issue", "issue_by_chief"),
        (&[], listed(&["m1", "m2"]), "issue", "issue_by_chief"),
        (&[], listed(&["m1"]), "correct", "not_met"),
        (&[], Materials::Incomplete, "correct", "not_met"),
        (&["m3"], listed(&["m1", "m2", "m3"]), "issue", "issue_by_chief"),
        (&["m3"], listed(&["m1", "m2"]), "leader", "not_met"),
        (&["m1", "m3"], Materials::Complete, "leader", "value_missing"),
        (&["m9"], listed(&["m1", "m2", "m3"]), "leader", "value_missing"),
    ];
    for (asked, came, expected, code) in rows {
        let codes = asked.iter().map(|&code| code.into()).collect();
        let pack = changed(|grant| {
            grant.clauses[0].conditions.push(Condition::Materials { codes });
        });
        let case = Facts { materials: came.clone(), ..inside() };
        let decision = decided(&case, &pack, &chief(), &Exposure::default());
        let first = &decision.reasons[0];
        let found = (word(&decision), first.code.as_str());
        assert_eq!(found, (expected.to_owned(), code), "{asked:?} {came:?} {first:?}");
    }
}

/// A clause that refers what comes to 30 million dollars within 90 days.
fn splitting(per: Per) -> RulePack {
    let mut pack = changed(|grant| {
        grant.clauses.push(Clause {
            number: "第四条".to_owned(),
            id: None,
            exception_to: None,
            conditions: vec![Condition::Cumulative {
                field: "investment_total".to_owned(),
                per,
                days: 90,
                bound: Bound::AtLeast,
                limit: money("30000000", "USD"),
            }],
            effect: TO_LEADER,
            ..grant.clauses[0].clone()
        });
    });
    let text = FieldKind::Text { max_length: 20 };
    pack.items[2].fields.push(field("project", "项目", text, false));
    pack
}

fn earlier(day: &str, amount: &str, currency: &str, same_applicant: bool) -> EarlierIssue {
    let form: FormValues = investment(amount, currency, false)
        .as_object()
        .unwrap()
        .iter()
        .map(|(key, value)| (key.clone(), value.clone()))
        .chain([("project".to_owned(), json!(" 新厂 "))])
        .collect();
    EarlierIssue { on: date(day), item: "shangwu-01".into(), same_applicant, form }
}

#[test]
fn what_one_applicant_splits_is_added_up() {
    let pack = splitting(Per::Applicant);
    let other_item =
        EarlierIssue { item: "gongshang-01".into(), ..earlier(TODAY, "5000000", "USD", true) };
    let rows = [
        (vec![], "issue"),
        (vec![earlier(TODAY, "1999999.99", "USD", true)], "issue"),
        (vec![earlier(TODAY, "2000000", "USD", true)], "leader"),
        // The first of the 90 days, and the day before it.
        (vec![earlier("2026-08-26", "2000000", "USD", true)], "leader"),
        (vec![earlier("2026-08-25", "2000000", "USD", true)], "issue"),
        (vec![earlier(TODAY, "2000000", "USD", false)], "issue"),
        (vec![other_item], "issue"),
        // 2,000,000 USD at 712.34 yuan for 100 are 14,246,800 yuan.
        (vec![earlier(TODAY, "14246799.99", "CNY", true)], "issue"),
        (vec![earlier(TODAY, "14246800", "CNY", true)], "leader"),
        (
            vec![
                earlier("2026-10-01", "1000000", "USD", true),
                earlier("2026-11-01", "1000000", "USD", true),
            ],
            "leader",
        ),
    ];
    for (earlier, expected) in rows {
        let exposure = Exposure { earlier, ..Exposure::default() };
        let decision = decided(&inside(), &pack, &chief(), &exposure);
        assert_eq!(word(&decision), expected, "{:?}", exposure.earlier);
    }
    let exposure =
        Exposure { earlier: vec![earlier(TODAY, "14246800", "CNY", true)], ..Exposure::default() };
    let decision = decided(&inside(), &pack, &chief(), &exposure);
    let reason = decision.reasons.last().unwrap();
    assert_eq!(
        [&reason.code, &reason.limit, &reason.value],
        ["refer", "同一申请人90日内累计投资总额 ≥ 3,000万 USD", "14,246,800 CNY、2,800万 USD"]
    );
    let huge = vec![earlier(TODAY, "1000000000000000", "CNY", true); 1_000];
    let exposure = Exposure { earlier: huge, ..Exposure::default() };
    assert_eq!(word(&decided(&inside(), &pack, &chief(), &exposure)), "leader");
    let mut without_rates = pack.clone();
    without_rates.rates.clear();
    let decision = decided(&inside(), &without_rates, &chief(), &exposure);
    assert_eq!(decision.reasons.last().unwrap().code, "rate_missing");
}

#[test]
fn what_is_split_among_applicants_of_one_project_is_added_up() {
    let pack = splitting(Per::Project("project".to_owned()));
    let exposure =
        Exposure { earlier: vec![earlier(TODAY, "2000000", "USD", false)], ..Exposure::default() };
    for (project, expected, code) in
        [("新厂", "leader", "refer"), ("旧厂", "issue", "not_met"), ("", "leader", "value_missing")]
    {
        let mut case = inside();
        case.form.insert("project".to_owned(), json!(project));
        let decision = decided(&case, &pack, &chief(), &exposure);
        let last = decision.reasons.last().unwrap();
        assert_eq!((word(&decision).as_str(), last.code.as_str()), (expected, code), "{project}");
    }
}

#[test]
fn the_second_officer_adds_and_changes_nothing_else() {
    let (mut met, mut not_met) = (pack(), pack());
    for (pack, bound) in [(&mut met, Bound::AtLeast), (&mut not_met, Bound::Below)] {
        let mut clause = pack.grants[1].clauses[0].clone();
        clause.conditions = vec![amount("investment_total", bound, money("28000000", "USD"))];
        clause.effect = Effect::SecondOfficer;
        pack.grants[1].clauses.push(clause);
    }
    for (pack, expected) in [(met, true), (not_met, false), (pack(), false)] {
        for role in [Role::Clerk, Role::Chief] {
            let decision = decided(&inside(), &pack, &role.into(), &Exposure::default());
            assert_eq!(decision.second_officer, expected);
            assert_eq!(decision.reasons.iter().any(|r| r.code == "second_officer"), expected);
            assert_eq!(word(&decision), if role == Role::Chief { "issue" } else { "chief" });
        }
    }
}

#[test]
fn who_comes_after_the_furthest_is_told_too() {
    let mut pack = pack();
    let mut clause = pack.grants[4].clauses[0].clone();
    let joint = Effect::Refer { to: ReferralTarget::JointReview };
    for effect in
        [joint, TO_LEADER, Effect::Refer { to: ReferralTarget::Chief }, TO_EXPERTS, BY_CHIEF]
    {
        clause.effect = effect;
        pack.grants[4].clauses.push(clause.clone());
    }
    for role in [Role::Clerk, Role::Chief, Role::Leader] {
        let facts = facts("zhijian-01", json!({}));
        let decision = decided(&facts, &pack, &role.into(), &Exposure::default());
        assert_eq!(decision.to, Some(ReferralTarget::ExpertReview));
        assert_eq!(decision.also, [ReferralTarget::JointReview, ReferralTarget::Leader]);
    }
    pack.grants[4].clauses.truncate(1);
    pack.grants[4].clauses[0].effect = BY_CLERK;
    let decision = decided(&facts("zhijian-01", json!({})), &pack, &chief(), &Exposure::default());
    assert_eq!((decision.outcome, decision.also), (Outcome::Issue, vec![]));
}

#[test]
fn a_revoked_grant_is_shown_and_not_met() {
    let revoked = |at: &str| changed(|grant| grant.revoked_at = Some(at.parse().unwrap()));
    // It is nine in the morning.
    let rows = [
        ("2026-11-23T09:00:01+08:00", "issue"),
        ("2026-11-23T09:00:00+08:00", "leader"),
        ("2026-11-23T01:00:00Z", "leader"),
        ("2026-11-01T00:00:00+08:00", "leader"),
    ];
    for (at, expected) in rows {
        let decision = decided(&inside(), &revoked(at), &chief(), &Exposure::default());
        assert_eq!(word(&decision), expected, "{at}");
        let shown = decision.reasons.iter().filter(|reason| reason.code == "grant_revoked");
        let shown: Vec<_> = shown.collect();
        assert_eq!(shown.is_empty(), expected == "issue", "{at}");
        assert!(shown.iter().all(|reason| !reason.met && !reason.text.is_empty()));
    }
    // A grant that has run out as well is said to be revoked.
    let both = changed(|grant| {
        grant.valid_until = date("2026-11-01");
        grant.revoked_at = Some(morning("2026-10-01"));
    });
    let decision = decided(&inside(), &both, &chief(), &Exposure::default());
    let text = &decision.reasons[0].text;
    assert_eq!(decision.reasons[0].code, "grant_revoked");
    assert!(text.ends_with("该授权书已于2026-10-01 09:00撤销，本款不适用"), "{text}");
}
