//! Every row of the demo centre's grants, from both sides of each bound.

use super::{
    Decision, Facts, Materials, Outcome, Queue, check, decide, decide_to_issue, inputs_digest,
};
use crate::exposure::Exposure;
use crate::grant::{Bound, Effect, ReferralTarget};
use crate::item::{Action, ApplicantKind};
use crate::pack::RulePack;
use crate::person::Role;
use crate::sample::{
    BY_CHIEF, BY_CLERK, TO_EXPERTS, TO_LEADER, amount, facts, field, is, item, money, money_field,
    morning, one_of, pack, rate,
};
use serde_json::{Value, json};

mod exceptions;
mod facts;
mod limits;
mod properties;
mod refusal;

const TODAY: &str = "2026-11-23";

fn decided(facts: &Facts, pack: &RulePack, role: Role) -> Decision {
    decided_on(facts, pack, role, TODAY)
}

fn decided_on(facts: &Facts, pack: &RulePack, role: Role, day: &str) -> Decision {
    decide(facts, pack, &role.into(), &Exposure::default(), morning(day)).unwrap()
}

/// The answer in one word: `issue`, `correct`, or to whom; `+green` for the green queue.
fn word(decision: &Decision) -> String {
    let word = match (decision.outcome, decision.to) {
        (Outcome::Issue, None) => "issue",
        (Outcome::Correct, None) => "correct",
        (Outcome::Refer, Some(ReferralTarget::Chief)) => "chief",
        (Outcome::Refer, Some(ReferralTarget::Leader)) => "leader",
        (Outcome::Refer, Some(ReferralTarget::ExpertReview)) => "expert_review",
        other => panic!("{other:?}"),
    };
    let green = if decision.queue == Queue::Green { "+green" } else { "" };
    format!("{word}{green}")
}

fn cny(amount: &str) -> Value {
    json!({"registered_capital": {"amount": amount, "currency": "CNY"}})
}

fn investment(amount: &str, currency: &str, key_project: bool) -> Value {
    let total = json!({"amount": amount, "currency": currency});
    json!({"investment_total": total, "key_project": key_project})
}

#[test]
fn each_row_of_the_grants_from_both_sides_of_its_bounds() {
    let usd = |amount: &str, key: bool| investment(amount, "USD", key);
    let scope = |scope: &str, key: bool| json!({"scope": scope, "key_project": key});
    let category = |category: &str| json!({ "category": category });
    // Item, form, what a clerk gets, what the chief representative gets.
    let rows = [
        ("gongshang-01", cny("0"), "issue", "issue"),
        ("gongshang-01", cny("1999999.99"), "issue", "issue"),
        ("gongshang-01", cny("2000000"), "chief", "issue"),
        ("gongshang-01", cny("2000000.01"), "chief", "issue"),
        ("gongshang-02", cny("14999999.99"), "chief", "issue"),
        ("gongshang-02", cny("15000000"), "chief", "issue"),
        ("gongshang-02", cny("15000000.01"), "leader", "leader"),
        ("gongshang-02", cny("1000000000000000"), "leader", "leader"),
        ("shangwu-01", usd("0", false), "chief", "issue"),
        ("shangwu-01", usd("29999999.99", false), "chief", "issue"),
        ("shangwu-01", usd("30000000", false), "leader", "leader"),
        ("shangwu-01", usd("30000000.01", false), "leader", "leader"),
        ("shangwu-01", usd("2999999.99", true), "chief", "issue"),
        ("shangwu-01", usd("3000000", true), "chief+green", "issue+green"),
        ("shangwu-01", usd("29999999.99", true), "chief+green", "issue+green"),
        ("shangwu-01", usd("30000000.00", true), "leader+green", "leader+green"),
        ("huanbao-01", category("registration_form"), "chief", "issue"),
        ("huanbao-01", category("report_form"), "chief", "issue"),
        ("huanbao-01", category("report"), "leader", "leader"),
        ("fagai-01", scope("city", false), "chief", "issue"),
        ("fagai-01", scope("province", false), "leader", "leader"),
        ("fagai-01", scope("state", false), "leader", "leader"),
        ("fagai-01", scope("city", true), "expert_review", "expert_review"),
        ("fagai-01", scope("state", true), "expert_review", "expert_review"),
        ("zhijian-01", json!({}), "issue", "issue"),
        ("guotu-01", json!({}), "leader", "leader"),
    ];
    let pack = pack();
    for (code, form, clerk, chief) in rows {
        let facts = facts(code, form);
        let clerks = decided(&facts, &pack, Role::Clerk);
        let chiefs = decided(&facts, &pack, Role::Chief);
        assert_eq!(word(&clerks), clerk, "{facts:?}");
        assert_eq!(word(&chiefs), chief, "{facts:?}");
        for role in [Role::Leader, Role::Supervisor, Role::Admin] {
            let elsewhere = decided(&facts, &pack, role);
            let to = if chief.starts_with("expert") { "expert_review" } else { "leader" };
            assert!(word(&elsewhere).starts_with(to), "{role:?} {facts:?}");
            assert_eq!(elsewhere.reasons.last().unwrap().code, "not_at_window");
        }
    }
}

#[test]
fn a_students_start_up_is_issued_within_the_capital_limit() {
    let rows = [
        ("1999999.99", "issue", "issue"),
        // The student's clause is an exception to the band, not to what lies above it.
        ("2000000", "issue", "issue"),
        ("5000000", "issue", "issue"),
        ("15000000", "issue", "issue"),
        ("15000000.01", "leader", "leader"),
    ];
    for (capital, clerk, chief) in rows {
        let mut facts = facts("gongshang-01", cny(capital));
        facts.applicant.kind = ApplicantKind::UniversityStudent;
        assert_eq!(word(&decided(&facts, &pack(), Role::Clerk)), clerk, "{capital}");
        assert_eq!(word(&decided(&facts, &pack(), Role::Chief)), chief, "{capital}");
    }
}

#[test]
fn every_clause_that_names_the_item_gives_a_sentence() {
    let facts = facts("shangwu-01", investment("32000000", "USD", true));
    let decision = decided(&facts, &pack(), Role::Chief);
    let found: Vec<_> =
        decision.reasons.iter().map(|r| (r.code.as_str(), r.text.as_str())).collect();
    let expected = [
        (
            "not_met",
            "授权书 徐商授〔2026〕3号 第一条：投资总额 3,200万 USD ≥ 3,000万 USD，本款不适用",
        ),
        (
            "refer",
            "授权书 徐商授〔2026〕3号 第二条第1款：投资总额 3,200万 USD ≥ 3,000万 USD，须报分管领导",
        ),
        (
            "green",
            "授权书 徐商授〔2026〕3号 第三条：重点项目为“是”，投资总额 3,200万 USD ≥ 300万 USD，进入绿色通道",
        ),
    ];
    assert_eq!(found, expected);
    let columns: Vec<_> =
        decision.reasons.iter().map(|r| (r.met, r.limit.as_str(), r.value.as_str())).collect();
    let expected = [
        (false, "投资总额 < 3,000万 USD", "3,200万 USD"),
        (true, "投资总额 ≥ 3,000万 USD", "3,200万 USD"),
        (true, "重点项目：是；投资总额 ≥ 300万 USD", "重点项目 是；投资总额 3,200万 USD"),
    ];
    assert_eq!(columns, expected);
}

#[test]
fn the_whole_says_why_where_no_clause_does() {
    let rows = [
        ("guotu-01", json!({}), Role::Chief, "no_clause"),
        ("shangwu-01", investment("1", "USD", false), Role::Clerk, "above_authority"),
        ("zhijian-01", json!({}), Role::Leader, "not_at_window"),
    ];
    for (code, form, role, expected) in rows {
        let decision = decided(&facts(code, form), &pack(), role);
        let last = decision.reasons.last().unwrap();
        assert_eq!((last.code.as_str(), last.met, last.grant.as_str()), (expected, true, ""));
    }
}

#[test]
fn amounts_in_another_currency_are_compared_exactly_by_the_dated_rate() {
    // 30,000,000 USD at 712.34 yuan for 100 are 213,702,000.00 yuan; the rate of December is not
    // known yet on 23 November.
    let rows = [
        ("213701999.99", "CNY", TODAY, "issue", "712.34"),
        ("213702000.00", "CNY", TODAY, "leader", "712.34"),
        ("213702000.00", "CNY", "2026-11-19", "issue", "720.00"),
        ("216000000.00", "CNY", "2026-11-19", "leader", "720.00"),
        ("30000000.00", "CNY", "2026-12-01", "leader", "100.00"),
        // 30,000,000 × 712.34 / 825.005 is 25,903,115.738… EUR.
        ("25903115.73", "EUR", TODAY, "issue", "825.0050"),
        ("25903115.74", "EUR", TODAY, "leader", "825.0050"),
    ];
    for (total, currency, day, expected, rate) in rows {
        let facts = facts("shangwu-01", investment(total, currency, false));
        let decision = decided_on(&facts, &pack(), Role::Chief, day);
        assert_eq!(word(&decision), expected, "{total} {currency} {day}");
        assert!(decision.reasons[0].text.contains(rate), "{}", decision.reasons[0].text);
    }
    let facts = facts("shangwu-01", investment("213702000", "CNY", false));
    let text = &decided(&facts, &pack(), Role::Chief).reasons[1].text;
    let said = "投资总额 213,702,000 CNY（按2026-11-20汇率 100 USD = 712.34 CNY） ≥ 3,000万 USD";
    assert!(text.contains(said), "{text}");
}

#[test]
fn each_bound_holds_on_its_own_side_in_one_currency_and_over_a_rate() {
    // 712.34 CNY are 100 USD.
    let rows = [
        ("99.99", "712.33", [false, false, true, true]),
        ("100.00", "712.34", [true, false, true, false]),
        ("100.01", "712.35", [true, true, false, false]),
    ];
    let bounds = [Bound::AtLeast, Bound::Above, Bound::AtMost, Bound::Below];
    for (usd, cny, expected) in rows {
        for (amount_given, currency) in [(usd, "USD"), (cny, "CNY")] {
            let facts = facts("shangwu-01", investment(amount_given, currency, false));
            let met = bounds.map(|bound| {
                let mut pack = pack();
                let limit = money("100", "USD");
                pack.grants[1].clauses.truncate(1);
                pack.grants[1].clauses[0].conditions =
                    vec![amount("investment_total", bound, limit)];
                decided(&facts, &pack, Role::Chief).reasons[0].met
            });
            assert_eq!(met, expected, "{amount_given} {currency}");
        }
    }
}

#[test]
fn without_a_rate_nothing_is_issued() {
    let mut without = pack();
    without.rates = vec![rate("JPY", "2026-12-01", 46_000), rate("USD", "2026-11-20", 0)];
    for (total, currency) in [("1", "CNY"), ("1", "JPY"), ("1000000000000000", "CNY")] {
        let facts = facts("shangwu-01", investment(total, currency, false));
        let decision = decided(&facts, &without, Role::Chief);
        assert_eq!(word(&decision), "leader", "{total} {currency}");
        let open: Vec<_> = decision.reasons.iter().map(|r| (r.code.as_str(), r.met)).collect();
        // The green clause is not met in any case: the project is no key project.
        assert_eq!(open, [("rate_missing", false), ("rate_missing", false), ("not_met", false)]);
    }
    let known = facts("shangwu-01", investment("1", "USD", false));
    assert_eq!(word(&decided(&known, &without, Role::Chief)), "issue");
}

#[test]
fn a_stale_rate_refers_and_says_its_date_age_and_limit() {
    let mut pack = pack();
    // The newest rate that is not after 23 November is of the 20th.
    let rows = [(None, "issue"), (Some(4), "issue"), (Some(3), "issue"), (Some(2), "leader")];
    for (limit, expected) in rows {
        pack.rate_max_age_days = limit;
        let facts = facts("shangwu-01", investment("1", "CNY", false));
        let decision = decided(&facts, &pack, Role::Chief);
        assert_eq!(word(&decision), expected, "{limit:?}");
    }
    pack.rate_max_age_days = Some(2);
    let foreign = facts("shangwu-01", investment("1", "CNY", false));
    let reason = &decided(&foreign, &pack, Role::Chief).reasons[0];
    assert_eq!((reason.code.as_str(), reason.met), ("rate_stale", false));
    let said = "投资总额 1 CNY 无法与 3,000万 USD 比较：USD 汇率是2026-11-20的，已过3天，\
                超过2天的限额，须报分管领导";
    assert!(reason.text.ends_with(said), "{}", reason.text);
    // What needs no rate is decided as ever.
    let same = facts("shangwu-01", investment("1", "USD", false));
    assert_eq!(word(&decided(&same, &pack, Role::Chief)), "issue");
}

#[test]
fn a_clause_that_cannot_be_told_is_never_taken_for_met() {
    let mut pack = pack();
    pack.items[5].fields = vec![
        money_field("optional", "可选金额", &["CNY"]),
        field("ticked", "已勾选", crate::item::FieldKind::Bool, false),
    ];
    pack.items[5].fields[0].required = false;
    let conditions = [
        (amount("optional", Bound::Below, money("5", "CNY")), "leader", "value_missing"),
        (amount("ticked", Bound::Below, money("5", "CNY")), "leader", "value_missing"),
        (amount("nowhere", Bound::Below, money("5", "CNY")), "leader", "value_missing"),
        (one_of("optional", &["x"]), "leader", "value_missing"),
        (is("nowhere", false), "leader", "value_missing"),
        (is("optional", false), "leader", "value_missing"),
        // A box that nobody ticked says no.
        (is("ticked", false), "issue", "issue_by_clerk"),
        (is("ticked", true), "leader", "not_met"),
    ];
    for (condition, expected, code) in conditions {
        for effect in [BY_CLERK, TO_LEADER, Effect::Green] {
            let clauses = &mut pack.grants[4].clauses;
            clauses.truncate(1);
            clauses[0].conditions = vec![condition.clone()];
            let mut second = clauses[0].clone();
            second.effect = effect.clone();
            clauses.push(second);
            let decision = decided(&facts("zhijian-01", json!({})), &pack, Role::Chief);
            assert_eq!(decision.reasons[0].code, code, "{condition:?}");
            if code != "issue_by_clerk" {
                assert_eq!(word(&decision), expected, "{condition:?} {effect:?}");
            }
            // Not even where another clause lets the window issue.
            let mut always = pack.grants[4].clauses[0].clone();
            always.conditions.clear();
            pack.grants[4].clauses.push(always);
            let decision = decided(&facts("zhijian-01", json!({})), &pack, Role::Chief);
            if code == "value_missing" {
                assert_eq!(word(&decision), "leader", "{condition:?} {effect:?}");
            }
        }
    }
}

#[test]
fn grants_hold_from_their_first_day_to_their_last() {
    let days = [
        ("2025-12-31", "leader", "尚未生效"),
        ("2026-01-01", "issue", "当场签发"),
        ("2026-12-31", "issue", "当场签发"),
        ("2027-01-01", "leader", "已失效"),
    ];
    for (day, expected, said) in days {
        let facts = facts("zhijian-01", json!({}));
        let decision = decided_on(&facts, &pack(), Role::Clerk, day);
        assert_eq!(word(&decision), expected, "{day}");
        let first = &decision.reasons[0];
        assert!(first.text.contains(said), "{}", first.text);
        assert_eq!(first.code == "grant_expired", expected == "leader", "{day}");
        assert_eq!(first.met, expected == "issue", "{day}");
    }
}

#[test]
fn a_clause_speaks_of_its_own_actions_applicants_items_and_department_alone() {
    let mut pack = pack();
    pack.grants[4].clauses[0].actions = vec![Action::Change];
    let mut facts = facts("zhijian-01", json!({}));
    let decision = decided(&facts, &pack, Role::Clerk);
    assert_eq!(word(&decision), "leader");
    let reason = &decision.reasons[0];
    assert_eq!((reason.limit.as_str(), reason.value.as_str()), ("办理情形：变更", "设立"));
    facts.action = Action::Change;
    assert_eq!(word(&decided(&facts, &pack, Role::Clerk)), "issue");

    pack.grants[4].clauses[0].applicant_kinds = vec![ApplicantKind::UniversityStudent];
    assert_eq!(word(&decided(&facts, &pack, Role::Clerk)), "leader");
    facts.applicant.kind = ApplicantKind::UniversityStudent;
    assert_eq!(word(&decided(&facts, &pack, Role::Clerk)), "issue");

    pack.grants[4].clauses[0].items = vec!["zhijian-02".into()].into();
    let decision = decided(&facts, &pack, Role::Clerk);
    assert_eq!((word(&decision).as_str(), decision.reasons.len()), ("leader", 1));
    let both = vec!["zhijian-02".into(), "zhijian-01".into()];
    pack.grants[4].clauses[0].items = both.into();
    assert_eq!(word(&decided(&facts, &pack, Role::Clerk)), "issue");

    pack.grants[4].department = "shangwu".into();
    let decision = decided(&facts, &pack, Role::Clerk);
    assert_eq!((word(&decision).as_str(), decision.reasons.len()), ("leader", 1));
}

#[test]
fn a_clause_that_refers_to_the_chief_does_not_hold_the_chief_up() {
    let mut pack = pack();
    let mut to_chief = pack.grants[4].clauses[0].clone();
    to_chief.effect = Effect::Refer { to: ReferralTarget::Chief };
    pack.grants[4].clauses.push(to_chief);
    let facts = facts("zhijian-01", json!({}));
    assert_eq!(word(&decided(&facts, &pack, Role::Clerk)), "chief");
    assert_eq!(word(&decided(&facts, &pack, Role::Chief)), "issue");
    pack.grants[4].clauses.remove(0);
    assert_eq!(word(&decided(&facts, &pack, Role::Chief)), "leader");
}

#[test]
fn missing_materials_come_before_everything_else() {
    let listed = |codes: &[&str]| Materials::Listed(codes.iter().map(|&c| c.into()).collect());
    let rows = [
        (Materials::Incomplete, "correct", "不齐全"),
        (listed(&[]), "correct", "缺申请书、营业执照"),
        (listed(&["m2", "m3"]), "correct", "缺申请书"),
        (listed(&["m2", "m1"]), "leader", ""),
        (listed(&["m1", "m2", "m3", "m3"]), "leader", ""),
    ];
    for (materials, expected, value) in rows {
        let mut facts = facts("shangwu-01", investment("30000000", "USD", false));
        facts.materials = materials;
        let decision = decided(&facts, &pack(), Role::Clerk);
        assert_eq!(word(&decision), expected, "{facts:?}");
        assert_eq!(decision.reasons.len(), if expected == "correct" { 4 } else { 3 });
        let missing = decision.reasons.iter().find(|r| r.code == "materials_missing");
        assert_eq!(missing.map(|r| r.value.as_str()).unwrap_or_default(), value);
    }
}

#[test]
fn a_licence_that_lacks_what_its_law_asks_is_not_issued() {
    let mut pack = pack();
    let text = |key: &str, label: &str| {
        field(key, label, crate::item::FieldKind::Text { max_length: 50 }, false)
    };
    pack.items[0].fields.extend([text("scope", "经营范围"), text("address", "住所")]);
    pack.items[0].licence.required =
        ["registered_capital", "scope", "address"].map(str::to_owned).into();
    let rows: [(&str, Value, &str, &[&str]); 6] = [
        ("1", json!({"scope": "日用品", "address": "样本路1号"}), "issue", &[]),
        ("1", json!({"scope": "日用品"}), "correct", &["住所"]),
        ("1", json!({"address": "样本路1号", "scope": "  "}), "correct", &["经营范围"]),
        ("1", json!({}), "correct", &["经营范围", "住所"]),
        // Whoever may not issue it is told that first.
        ("2000000", json!({}), "chief", &[]),
        ("15000000.01", json!({}), "leader", &[]),
    ];
    for (capital, more, expected, lacks) in rows {
        let mut form = cny(capital);
        form.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let facts = facts("gongshang-01", form);
        let (clerk, alone) = (Role::Clerk.into(), Exposure::default());
        let decision = decide_to_issue(
            &facts,
            pack.item(&facts.item).unwrap(),
            &pack,
            &clerk,
            &alone,
            morning(TODAY),
        )
        .unwrap();
        assert_eq!(word(&decision), expected, "{facts:?}");
        let found = decision.reasons.iter().filter(|reason| reason.code == "licence_lacks");
        let found: Vec<_> = found.map(|reason| reason.limit.as_str()).collect();
        let limits: Vec<_> = lacks.iter().map(|label| format!("示例证须载明：{label}")).collect();
        assert_eq!(found, limits, "{facts:?}");
        // Who may issue it is told whatever the licence says.
        let authority = decided(&facts, &pack, Role::Clerk);
        assert_eq!(word(&authority), expected.replace("correct", "issue"));
    }
}

#[test]
fn the_furthest_referee_wins() {
    let mut pack = pack();
    let mut clause = pack.grants[4].clauses[0].clone();
    for effect in [TO_EXPERTS, TO_LEADER, BY_CHIEF] {
        clause.effect = effect;
        pack.grants[4].clauses.push(clause.clone());
    }
    let decision = decided(&facts("zhijian-01", json!({})), &pack, Role::Chief);
    assert_eq!(word(&decision), "expert_review");
}

#[test]
fn an_item_of_no_fields_needs_no_form() {
    let plain = item("zhijian-09", "示例", vec![]);
    assert!(check(&facts("zhijian-09", json!({})), &plain).is_ok());
}
