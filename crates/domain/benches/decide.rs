//! How long a decision takes with 398 items and 50 grants of 20 clauses: what a person waits for at
//! each letter typed. `cargo bench -p clerk-domain`; the limit is 50 µs.

#![expect(clippy::expect_used, reason = "what cannot be set up cannot be measured")]

use chrono::{DateTime, FixedOffset};
use clerk_domain::decide::{Facts, Officer, decide};
use clerk_domain::exposure::{EarlierIssue, Exposure, GrantExposure};
use clerk_domain::pack::RulePack;
use clerk_domain::person::Role;
use divan::{Bencher, black_box};
use serde_json::{Value, json};

const ITEMS: usize = 398;
const GRANTS: usize = 50;
const CLAUSES: usize = 20;

fn main() {
    divan::main();
}

fn item(at: usize, departments: usize) -> Value {
    let material = |code: &str| json!({"code": code, "name": "申请书", "required": true, "form": "both", "count": 1});
    json!({
        "code": format!("item-{at}"), "name": "外商投资企业设立审批",
        "department": format!("d-{}", at % departments), "kind": "promised",
        "actions": ["establish", "change"], "applicant_kinds": ["enterprise", "university_student"],
        "legal_basis": "示例法 第一条", "statutory_days": 20, "promised_days": 3,
        "materials": [material("m1"), material("m2"), material("m3")],
        "fields": [
            {"key": "total", "label": "投资总额", "type": "money", "currencies": ["USD", "CNY"],
             "required": true},
            {"key": "key_project", "label": "重点项目", "type": "bool"},
            {"key": "scope", "label": "权限", "type": "choice",
             "options": [{"value": "city", "label": "市"}, {"value": "state", "label": "国家"}]},
        ],
        "licence": {"code": "x", "name": "示例证", "series": "X"},
    })
}

/// Every clause has two or three conditions; the effects follow each other.
fn clause(at: usize, items: &[Value]) -> Value {
    let limit = |amount: usize| json!({"amount": format!("{amount}.00"), "currency": "USD"});
    let amount = json!({"test": "amount", "field": "total", "bound": "below",
        "limit": limit(1_000_000 * (at + 1))});
    let other = match at % 4 {
        0 => json!({"test": "one_of", "field": "scope", "values": ["city"]}),
        1 => json!({"test": "is", "field": "key_project", "value": true}),
        2 => json!({"test": "materials"}),
        _ => json!({"test": "cumulative", "field": "total", "per": "applicant", "days": 90,
            "bound": "at_least", "limit": limit(300_000_000)}),
    };
    let effect = match at % 5 {
        0 => json!({"do": "refer", "to": "leader"}),
        1 => json!({"do": "green"}),
        2 => json!({"do": "issue", "by": "clerk"}),
        _ => json!({"do": "issue", "by": "chief"}),
    };
    json!({"number": format!("第{at}条"), "items": items, "actions": ["establish", "change"],
        "conditions": [amount, other], "effect": effect})
}

/// `departments` share the items and the grants; each clause names the items that `of` picks.
fn pack(departments: usize, of: impl Fn(usize, usize, usize) -> bool) -> RulePack {
    let grant = |at: usize| {
        let department = at % departments;
        let own = |clause: usize| {
            let own = (0..ITEMS).filter(|item| item % departments == department);
            let named = own.filter(|item| of(*item, at, clause));
            named.map(|item| json!(format!("item-{item}"))).collect::<Vec<_>>()
        };
        let clauses: Vec<_> = (0..CLAUSES).map(|number| clause(number, &own(number))).collect();
        json!({
            "number": format!("徐授〔2026〕{at}号"), "department": format!("d-{department}"),
            "valid_from": "2026-01-01", "valid_until": "2026-12-31", "clauses": clauses,
            "offline": {"soft_hours": 24, "hard_hours": 72, "hard_count": 500,
                "hard_totals": [{"amount": "3000000000", "currency": "USD"}]},
        })
    };
    let rate = |day: u32| {
        json!({"currency": "USD", "date": format!("2026-01-{day:02}"),
            "cny_per_hundred_e4": 7_000_000 + day})
    };
    serde_json::from_value(json!({
        "version": 1, "centre": "示例", "division": "320300", "sample": true, "departments": [],
        "items": (0..ITEMS).map(|at| item(at, departments)).collect::<Vec<_>>(),
        "grants": (0..GRANTS).map(grant).collect::<Vec<_>>(),
        "calendar": [], "rates": (1..=28).map(rate).collect::<Vec<_>>(),
    }))
    .expect("a pack")
}

fn measure(bencher: Bencher<'_, '_>, pack: &RulePack, currency: &str) {
    let facts: Facts = serde_json::from_value(json!({
        "item": "item-397", "action": "establish",
        "applicant": {"kind": "enterprise", "name": "徐州示例有限公司"},
        "form": {"total": {"amount": "5000000.00", "currency": currency}, "key_project": true,
            "scope": "city"},
        "materials": ["m1", "m2", "m3"],
    }))
    .expect("a case");
    let now: DateTime<FixedOffset> = "2026-11-23T09:00:00+08:00".parse().expect("a time");
    let exposure = exposure(&facts);
    let officer =
        Officer { role: Role::Chief, person: Some("wang".into()), window: Some("d-1-01".into()) };
    let decided = decide(&facts, pack, &officer, &exposure, now).expect("a decision");
    assert!(decided.reasons.len() >= 5, "{} reasons", decided.reasons.len());
    bencher
        .bench(|| decide(black_box(&facts), black_box(pack), &officer, black_box(&exposure), now));
}

fn exposure(facts: &Facts) -> Exposure {
    let on = "2026-11-01".parse().expect("a day");
    let earlier = EarlierIssue {
        on,
        item: facts.item.clone(),
        same_applicant: true,
        form: facts.form.clone(),
    };
    let unacknowledged =
        GrantExposure { grant: "徐授〔2026〕13号".to_owned(), count: 9, amounts: vec![] };
    Exposure {
        offline_since: Some("2026-11-23T01:00:00+08:00".parse().expect("a time")),
        unacknowledged: vec![unacknowledged; 9],
        earlier: vec![earlier; 5],
    }
}

/// 48 departments; each clause names a third of its department's items.
#[divan::bench(args = ["USD", "CNY"])]
fn spread_over_departments(bencher: Bencher<'_, '_>, currency: &str) {
    measure(bencher, &pack(48, |item, _, clause| (item / 48 + clause) % 3 == 0), currency);
}

/// 48 departments; all twenty clauses of a grant name the item.
#[divan::bench(args = ["USD", "CNY"])]
fn every_clause_of_a_grant(bencher: Bencher<'_, '_>, currency: &str) {
    measure(bencher, &pack(48, |_, _, _| true), currency);
}

/// One department has all items and all thousand clauses; twenty of them name the item, each among
/// eight.
#[divan::bench(args = ["USD", "CNY"])]
fn all_in_one_department(bencher: Bencher<'_, '_>, currency: &str) {
    measure(bencher, &pack(1, |item, grant, _| item % 50 == (grant + 10) % 50), currency);
}
