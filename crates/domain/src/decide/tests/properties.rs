//! What holds for every case, not only for the rows of a table.

use super::super::compare::compare;
use super::{TODAY, cny, decided, investment};
use crate::decide::{Decision, Facts, Materials, Outcome, check, decide, inputs_digest};
use crate::exposure::Exposure;
use crate::item::{Action, ApplicantKind};
use crate::money::{Currency, Money};
use crate::person::Role;
use crate::sample::{TO_LEADER, date, facts, morning, pack, rate};
use proptest::prelude::*;
use serde_json::{Value, json};

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
        ("[0-9]{0,18}(\\.[0-9]{0,3})?", "USD|CNY|EUR|JPY|usd|")
            .prop_map(|(amount, currency)| json!({"amount": amount, "currency": currency})),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-z]{0,3}", inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

fn any_facts() -> impl Strategy<Value = Facts> {
    let items = prop::sample::select(vec![
        "gongshang-01",
        "gongshang-02",
        "shangwu-01",
        "huanbao-01",
        "fagai-01",
        "zhijian-01",
        "guotu-01",
        "none-01",
    ]);
    let keys = prop::sample::select(vec![
        "registered_capital",
        "investment_total",
        "key_project",
        "category",
        "scope",
        "other",
    ]);
    let keys = keys.prop_map(ToOwned::to_owned);
    let actions = prop::sample::select(vec![
        Action::Establish,
        Action::Change,
        Action::Renew,
        Action::Cancel,
    ]);
    let kinds = prop::sample::select(vec![
        ApplicantKind::Person,
        ApplicantKind::Enterprise,
        ApplicantKind::UniversityStudent,
    ]);
    let materials = prop_oneof![
        Just(Materials::Complete),
        Just(Materials::Incomplete),
        prop::collection::vec("m[0-9]", 0..4)
            .prop_map(|codes| Materials::Listed(codes.iter().map(|c| c.as_str().into()).collect())),
    ];
    let form = prop::collection::btree_map(keys, any_json(), 0..4);
    (items, actions, kinds, ".{0,5}", form, materials).prop_map(
        |(item, action, kind, name, form, materials)| {
            let mut facts = facts(item, json!({}));
            facts.action = action;
            facts.applicant.kind = kind;
            facts.applicant.name = name;
            facts.form = form;
            facts.materials = materials;
            facts
        },
    )
}

/// Facts that can be decided on, near the bounds and away from them.
fn good_facts() -> impl Strategy<Value = Facts> {
    let near = |limits: &'static [i64]| {
        let near = (prop::sample::select(limits), -2i64..=2).prop_map(|(limit, off)| limit + off);
        prop_oneof![near, 0..=10_000_000_000i64].prop_map(|hundredths| hundredths.max(0))
    };
    let decimal = |h: i64| format!("{}.{:02}", h / 100, h % 100);
    let currencies = || prop::sample::select(vec!["USD", "CNY", "EUR", "JPY"]);
    let shangwu =
        (near(&[300_000_000, 3_000_000_000, 21_370_200_000]), currencies(), any::<bool>())
            .prop_map(move |(h, c, key)| facts("shangwu-01", investment(&decimal(h), c, key)));
    let gongshang =
        (near(&[200_000_000, 1_500_000_000]), any::<bool>()).prop_map(move |(h, student)| {
            let mut facts = facts("gongshang-01", cny(&decimal(h)));
            if student {
                facts.applicant.kind = ApplicantKind::UniversityStudent;
            }
            facts
        });
    let fagai = (prop::sample::select(vec!["city", "province", "state"]), any::<bool>())
        .prop_map(|(scope, key)| facts("fagai-01", json!({"scope": scope, "key_project": key})));
    prop_oneof![shangwu, gongshang, fagai]
}

fn any_role() -> impl Strategy<Value = Role> {
    let roles = [Role::Clerk, Role::Chief, Role::Leader, Role::Supervisor, Role::Admin];
    prop::sample::select(roles.to_vec())
}

proptest! {
    #[test]
    fn decides_or_refuses_whatever_it_is_given(facts in any_facts(), role in any_role()) {
        let pack = pack();
        let decision =
            decide(&facts, &pack, &role.into(), &Exposure::default(), morning(TODAY));
        let checked = pack.item(&facts.item).map(|item| check(&facts, item).is_ok());
        prop_assert_eq!(decision.is_ok(), checked == Some(true));
        if let Ok(decision) = decision {
            prop_assert_eq!(decision.outcome == Outcome::Refer, decision.to.is_some());
            prop_assert!(!decision.reasons.is_empty());
        }
        let _ = inputs_digest(&facts);
    }

    #[test]
    fn reads_whatever_it_is_given(value in any_json(), text in ".{0,40}") {
        let _ = Facts::read(&value.to_string());
        let _ = Facts::read(&text);
    }

    #[test]
    fn the_order_of_grants_and_clauses_changes_nothing(
        facts in good_facts(),
        role in any_role(),
        clauses in Just((0..4usize).collect::<Vec<_>>()).prop_shuffle(),
        grants in Just((0..5usize).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let pack = pack();
        let mut shuffled = pack.clone();
        shuffled.grants = grants.iter().map(|&i| pack.grants[i].clone()).collect();
        for grant in &mut shuffled.grants {
            let known = grant.clauses.clone();
            grant.clauses = clauses.iter().filter_map(|&i| known.get(i).cloned()).collect();
        }
        let sorted = |mut decision: Decision| {
            decision.reasons.sort_by(|a, b| a.text.cmp(&b.text));
            decision
        };
        let (one, other) = (decided(&facts, &pack, role), decided(&facts, &shuffled, role));
        prop_assert_eq!(sorted(one), sorted(other));
    }

    #[test]
    fn what_a_clerk_may_issue_the_chief_may_issue(facts in good_facts()) {
        let clerk = decided(&facts, &pack(), Role::Clerk);
        let chief = decided(&facts, &pack(), Role::Chief);
        if clerk.outcome == Outcome::Issue {
            prop_assert_eq!(chief.outcome, Outcome::Issue);
        }
        prop_assert_eq!(chief.queue, clerk.queue);
    }

    #[test]
    fn one_more_clause_that_refers_never_lets_the_window_issue(facts in good_facts()) {
        let mut pack = pack();
        for grant in &mut pack.grants {
            let mut clause = grant.clauses[0].clone();
            clause.conditions = vec![];
            clause.effect = TO_LEADER;
            grant.clauses.push(clause);
        }
        prop_assert_ne!(decided(&facts, &pack, Role::Chief).outcome, Outcome::Issue);
    }

    #[test]
    fn comparing_is_exact(value in 0i64..=100_000_000_000_000_000, rate_e4 in 1u64..=u64::MAX) {
        let mut pack = pack();
        pack.rates = vec![rate("USD", TODAY, rate_e4)];
        let usd = Money::from_hundredths(value, Currency::parse("USD").unwrap()).unwrap();
        let yuan = u128::from(rate_e4) * u128::from(value.unsigned_abs()) / 1_000_000;
        let Ok(yuan) = i64::try_from(yuan) else { return Ok(()) };
        let Ok(below) = Money::from_hundredths(yuan, Currency::CNY) else { return Ok(()) };
        let Ok(above) = Money::from_hundredths(yuan + 1, Currency::CNY) else { return Ok(()) };
        let order = |limit: &Money| compare(&usd, limit, &pack, date(TODAY));
        prop_assert!(order(&below).is_ok_and(|c| c.ordering.is_ge()));
        prop_assert!(order(&above).is_ok_and(|c| c.ordering.is_lt()));
    }
}
