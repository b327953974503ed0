use super::{demo_pack, demo_pack_of};
use chrono::{DateTime, FixedOffset};
use clerk_domain::decide::{Decision, Facts, decide, decide_to_issue};
use clerk_domain::exposure::{EarlierIssue, Exposure, GrantExposure};
use clerk_domain::item::{FieldKind, Item, ItemKind};
use clerk_domain::money::Money;
use clerk_domain::pack::RulePack;
use clerk_domain::person::Role;
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn item<'a>(items: &'a [Item], code: &str) -> &'a Item {
    items.iter().find(|item| item.code.as_str() == code).unwrap()
}

#[test]
fn has_the_catalogue_that_was_asked_for() {
    let pack = demo_pack().map_err(|e| e.to_string()).unwrap();
    assert!(pack.items.len() >= 60, "{} items", pack.items.len());
    let departments: BTreeSet<_> = pack.items.iter().map(|item| &item.department).collect();
    assert!(departments.len() >= 20, "{} departments", departments.len());
    assert_eq!(departments.len(), pack.departments.len(), "every department has an item");
    let charged = pack.items.iter().filter_map(|item| item.fee.as_ref());
    assert!(charged.clone().count() >= 6);
    assert!(charged.clone().all(|fee| !fee.exemptions.is_empty()));
    assert!(pack.sample);
    assert_eq!(pack.division, "320300");
}

#[test]
fn keeps_the_fixed_names() {
    let pack = demo_pack().unwrap();
    let named = ["gongshang", "shangwu", "huanbao", "fagai", "jianshe", "guotu", "zhijian"];
    for id in named.into_iter().chain(["guoshui", "dishui"]) {
        assert!(pack.department(&id.into()).is_some(), "{id}");
    }
    let fixed: [(&str, &str, &[&str]); 10] = [
        ("gongshang-01", "内资企业设立登记", &["registered_capital"]),
        ("gongshang-02", "内资企业变更登记", &["registered_capital"]),
        ("shangwu-01", "外商投资企业设立审批", &["investment_total", "key_project"]),
        ("huanbao-01", "建设项目环境影响评价审批", &["category"]),
        ("fagai-01", "企业投资项目核准", &["scope", "key_project"]),
        ("jianshe-01", "建筑工程施工许可", &["contract_price"]),
        ("guotu-01", "建设用地批准", &["area_sqm"]),
        ("zhijian-01", "组织机构代码证年检", &[]),
        ("shui-01", "税务登记（国税、地税联合）", &[]),
        ("gongshang-05", "营业执照遗失补领", &["declared_on"]),
    ];
    for (code, name, required) in fixed {
        let item = item(&pack.items, code);
        assert_eq!(item.name, name);
        let found = item.fields.iter().filter(|field| field.required).map(|f| f.key.as_str());
        assert_eq!(found.collect::<Vec<_>>(), required, "{code}");
        assert_eq!(item.fee.is_some(), code == "gongshang-05", "{code}");
    }
    let options = |code: &str, key: &str| {
        let field = item(&pack.items, code).fields.iter().find(|f| f.key == key).unwrap().clone();
        let FieldKind::Choice { options } = field.kind else { panic!("{key} is no choice") };
        options.into_iter().map(|option| option.value).collect::<Vec<_>>()
    };
    assert_eq!(options("huanbao-01", "category"), ["registration_form", "report_form", "report"]);
    assert_eq!(options("fagai-01", "scope"), ["city", "province", "state"]);
    assert_eq!(item(&pack.items, "shui-01").kind, ItemKind::Joint);
    assert_eq!(item(&pack.items, "shangwu-01").licence.code, "shangwu-approval");
    assert_eq!(item(&pack.items, "gongshang-01").licence.code, "business-licence");
    assert_eq!(item(&pack.items, "gongshang-02").licence.code, "business-licence");
}

#[test]
fn counts_the_working_days_of_the_published_years() {
    let calendar = demo_pack().unwrap().calendar;
    for (year, expected) in [(2025, 248), (2026, 248)] {
        let first = chrono::NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
        let days = first.iter_days().take_while(|day| chrono::Datelike::year(day) == year);
        let worked = days.filter(|day| calendar.is_working_day(*day).unwrap()).count();
        assert_eq!(worked, expected, "{year}");
    }
    let unpublished = chrono::NaiveDate::from_ymd_opt(2027, 1, 4).unwrap();
    assert!(calendar.is_working_day(unpublished).is_err());
}

/// Whenever it is loaded: a promise made on the last day of the year can be counted, and whatever the
/// pack lets a window do holds.
#[test]
fn a_demonstration_outlives_the_year_that_it_was_written_for() {
    let written = demo_pack().unwrap();
    for (year, version) in [(2026, 0), (2027, 1), (2031, 5)] {
        let pack = demo_pack_of(year).unwrap();
        assert_eq!(pack.version, written.version + version);
        let last = chrono::NaiveDate::from_ymd_opt(year, 12, 31).unwrap();
        let longest = pack.items.iter().map(|item| item.statutory_days).max().unwrap();
        assert!(pack.calendar.due(last, longest).date().is_some(), "{year}");
        assert!(pack.in_force(last), "{year}");
        let age = pack.rate_max_age_days.unwrap();
        let rate = pack.rate(clerk_domain::money::Currency::parse("USD").unwrap(), last).unwrap();
        assert!((last - rate.date).num_days() <= age.into(), "{year}");
        let held = |pack: &RulePack, day| pack.grants.iter().filter(|g| g.holds_on(day)).count();
        let first = chrono::NaiveDate::from_ymd_opt(2026, 12, 31).unwrap();
        assert_eq!(held(&pack, last), held(&written, first), "{year}");
        assert!(
            pack.calendar.years.iter().any(|y| y.year == year + 1 && y.source.contains("示例"))
        );
    }
    assert_eq!(demo_pack_of(2026).unwrap().calendar.years[..2], written.calendar.years);
}

fn now() -> DateTime<FixedOffset> {
    "2026-11-23T09:00:00+08:00".parse().unwrap()
}

fn facts((item, action, kind, form): (&str, &str, &str, Value)) -> Facts {
    let applicant = json!({"kind": kind, "name": "徐州示例有限公司"});
    serde_json::from_value(json!({
        "item": item, "action": action, "applicant": applicant, "form": form,
        "materials": "complete",
    }))
    .unwrap()
}

fn decided(
    pack: &RulePack,
    role: Role,
    case: (&str, &str, &str, Value),
) -> Result<Decision, String> {
    decide(&facts(case), pack, &role.into(), &Exposure::default(), now())
        .map_err(|problems| problems[0].field.clone())
}

/// Outcome, referral_target and queue in one word: `issue`, `leader`, `leader+green`.
fn answer(decision: &Decision) -> String {
    let value = serde_json::to_value(decision).unwrap();
    let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let outcome = if text("outcome") == "refer" { text("to") } else { text("outcome") };
    if text("queue") == "green" { outcome + "+green" } else { outcome }
}

#[test]
fn decides_as_the_report_says_at_both_sides_of_each_bound() {
    let pack = demo_pack().unwrap();
    let yuan = |amount: &str| json!({"amount": amount, "currency": "CNY"});
    let capital = |amount: &str| json!({"registered_capital": yuan(amount)});
    let foreign = |amount: &str, currency: &str, key: bool| json!({"investment_total": {"amount": amount, "currency": currency}, "key_project": key});
    let dollars = |amount: &str, key: bool| foreign(amount, "USD", key);
    let category = |value: &str| json!({"category": value});
    let scope = |value: &str, key: bool| json!({"scope": value, "key_project": key});
    let (e, s) = ("enterprise", "university_student");
    let (set, new) = ("gongshang-01", "establish");
    let rows = [
        // Registered capital: below 2 million, 2 to 15 million both in, above 15 million.
        ((set, new, e, capital("0")), "issue", "issue"),
        ((set, new, e, capital("1999999.99")), "issue", "issue"),
        ((set, new, e, capital("2000000.00")), "issue", "chief"),
        ((set, new, e, capital("15000000.00")), "issue", "chief"),
        ((set, new, e, capital("15000000.01")), "leader", "leader"),
        (("gongshang-02", "change", e, capital("1999999.99")), "issue", "issue"),
        (("gongshang-02", "change", e, capital("2000000")), "issue", "chief"),
        (("gongshang-02", "change", e, capital("15000000.01")), "leader", "leader"),
        // A student's licence at once from any clerk: an exception to the band, inside the limit alone.
        ((set, new, s, capital("1999999.99")), "issue", "issue"),
        ((set, new, s, capital("2000000.00")), "issue", "issue"),
        ((set, new, s, capital("5000000.00")), "issue", "issue"),
        ((set, new, s, capital("15000000.00")), "issue", "issue"),
        ((set, new, s, capital("15000000.01")), "leader", "leader"),
        // Foreign investment below 30 million dollars; key projects from 3 million on in green.
        (("shangwu-01", new, e, dollars("29999999.99", false)), "issue", "chief"),
        (("shangwu-01", new, e, dollars("30000000.00", false)), "leader", "leader"),
        (("shangwu-01", new, e, dollars("2999999.99", true)), "issue", "chief"),
        (("shangwu-01", new, e, dollars("3000000.00", true)), "issue+green", "chief+green"),
        (("shangwu-01", new, e, dollars("29999999.99", true)), "issue+green", "chief+green"),
        (("shangwu-01", new, e, dollars("30000000.00", true)), "leader+green", "leader+green"),
        // 7.00 yuan a dollar since July.
        (("shangwu-01", new, e, foreign("209999999.99", "CNY", false)), "issue", "chief"),
        (("shangwu-01", new, e, foreign("210000000.00", "CNY", false)), "leader", "leader"),
        (("huanbao-01", new, e, category("registration_form")), "issue", "chief"),
        (("huanbao-01", new, e, category("report_form")), "issue", "chief"),
        (("huanbao-01", new, e, category("report")), "leader", "leader"),
        (("fagai-01", new, e, scope("city", false)), "issue", "chief"),
        (("fagai-01", new, e, scope("province", false)), "leader", "leader"),
        (("fagai-01", new, e, scope("state", false)), "leader", "leader"),
        (("fagai-01", new, e, scope("city", true)), "expert_review", "expert_review"),
        (("fagai-01", new, e, scope("state", true)), "expert_review", "expert_review"),
        (
            ("jianshe-01", new, e, json!({"contract_price": yuan("1")})),
            "countersign",
            "countersign",
        ),
        (("guotu-01", new, e, json!({"area_sqm": 1})), "leader", "leader"),
        (("zhijian-01", "renew", e, json!({})), "issue", "issue"),
        (("shui-01", new, e, json!({})), "issue", "issue"),
    ];
    for (case, chief, clerk) in rows {
        let text = format!("{case:?}");
        let found = decided(&pack, Role::Chief, case.clone()).map(|d| answer(&d));
        assert_eq!(found.as_deref(), Ok(chief), "chief: {text}");
        let found = decided(&pack, Role::Clerk, case).map(|d| answer(&d));
        assert_eq!(found.as_deref(), Ok(clerk), "clerk: {text}");
    }
}

#[test]
fn a_case_that_cannot_be_decided_names_the_field() {
    let pack = demo_pack().unwrap();
    let amount = |value: Value| json!({"registered_capital": value});
    let (e, new) = ("enterprise", "establish");
    let rows = [
        (("gongshang-01", new, e, json!({})), "form.registered_capital"),
        (
            ("gongshang-01", new, e, amount(json!({"amount": "-1", "currency": "CNY"}))),
            "form.registered_capital",
        ),
        (
            ("gongshang-01", new, e, amount(json!({"amount": "1.001", "currency": "CNY"}))),
            "form.registered_capital",
        ),
        (("huanbao-01", new, e, json!({"category": "letter"})), "form.category"),
        (("huanbao-01", new, e, json!({})), "form.category"),
        (("fagai-01", new, e, json!({"scope": "city"})), "form.key_project"),
        (("fagai-01", new, e, json!({"scope": "city", "key_project": "yes"})), "form.key_project"),
        (("jianshe-01", new, e, json!({})), "form.contract_price"),
        (("guotu-01", new, e, json!({"area_sqm": -1})), "form.area_sqm"),
        (("guotu-01", new, e, json!({"area_sqm": 1.5})), "form.area_sqm"),
        (("shangwu-99", new, e, json!({})), "item"),
    ];
    for (case, field) in rows {
        let text = format!("{case:?}");
        assert_eq!(decided(&pack, Role::Chief, case).err().as_deref(), Some(field), "{text}");
    }
}

#[test]
fn says_the_grant_and_clause_that_hold_a_large_investment_back() {
    let pack = demo_pack().unwrap();
    let total = json!({"amount": "32000000.00", "currency": "USD"});
    let form = json!({"investment_total": total, "key_project": false});
    let case = ("shangwu-01", "establish", "enterprise", form);
    let decision = decided(&pack, Role::Chief, case).unwrap();
    let reason = decision.reasons.iter().find(|r| r.met && r.code == "refer").unwrap();
    assert_eq!(
        [&reason.grant, &reason.clause, &reason.limit, &reason.value],
        ["徐商授〔2026〕3号", "第二条第1款", "投资总额 ≥ 3,000万 USD", "3,200万 USD"]
    );
}

#[test]
fn every_item_is_spoken_of_by_a_grant_of_its_department() {
    let pack = demo_pack().unwrap();
    for item in &pack.items {
        let grants = pack.grants.iter().filter(|grant| grant.department == item.department);
        let spoken = grants.flat_map(|g| &g.clauses).any(|c| c.items.contains(&item.code));
        assert!(spoken, "{}", item.code);
    }
}

fn investment(amount: &str) -> Facts {
    serde_json::from_value(json!({
        "item": "shangwu-01", "action": "establish",
        "applicant": {"kind": "enterprise", "name": "徐州示例有限公司"},
        "form": {
            "investment_total": {"amount": amount, "currency": "USD"},
            "key_project": false,
        },
        "materials": "complete",
    }))
    .unwrap()
}

#[test]
fn an_outage_warns_after_a_day_and_takes_the_authority_after_a_week() {
    let pack = demo_pack().unwrap();
    let held = |count: u32, total: &str| {
        vec![GrantExposure {
            grant: "徐商授〔2026〕3号".to_owned(),
            count,
            amounts: vec![Money::parse(total, "USD").unwrap()],
        }]
    };
    let rows = [
        ("2026-11-22T09:00:00+08:00", held(0, "0"), "issue", None),
        ("2026-11-22T08:59:59+08:00", held(0, "0"), "issue", Some("offline_soft_hours")),
        ("2026-11-16T09:00:00+08:00", held(0, "0"), "issue", Some("offline_soft_hours")),
        ("2026-11-16T08:59:59+08:00", held(0, "0"), "leader", Some("offline_hours")),
        ("2026-11-23T09:00:00+08:00", held(499, "0"), "issue", None),
        ("2026-11-23T09:00:00+08:00", held(500, "0"), "leader", Some("offline_count")),
        ("2026-11-23T09:00:00+08:00", held(1, "2980000000"), "issue", None),
        ("2026-11-23T09:00:00+08:00", held(1, "2980000000.01"), "leader", Some("offline_total")),
    ];
    for (since, unacknowledged, expected, code) in rows {
        let offline_since = Some(since.parse().unwrap());
        let exposure = Exposure { offline_since, unacknowledged, earlier: vec![] };
        for (role, expected) in
            [(Role::Chief, expected), (Role::Clerk, expected.replace("issue", "chief").as_str())]
        {
            let facts = investment("20000000");
            let decision = decide(&facts, &pack, &role.into(), &exposure, now()).unwrap();
            assert_eq!(answer(&decision), expected, "{role:?} {exposure:?}");
            let met = decision.reasons.iter().filter(|r| r.met && r.code.starts_with("offline_"));
            let codes: Vec<_> = met.map(|reason| reason.code.as_str()).collect();
            assert_eq!(codes, code.into_iter().collect::<Vec<_>>(), "{exposure:?}");
        }
    }
}

#[test]
fn invoice_limits_that_are_split_are_added_up() {
    let pack = demo_pack().unwrap();
    let limit = |amount: &str| json!({"invoice_limit": {"amount": amount, "currency": "CNY"}});
    let facts: Facts = serde_json::from_value(json!({
        "item": "guoshui-02", "action": "establish",
        "applicant": {"kind": "enterprise", "name": "徐州示例有限公司"},
        "form": limit("100000"), "materials": "complete",
    }))
    .unwrap();
    for (on, before, expected) in [
        ("2026-11-23", "900000", "issue"),
        ("2026-11-23", "900000.01", "leader"),
        ("2026-10-25", "900000.01", "leader"),
        ("2026-10-24", "900000.01", "issue"),
    ] {
        let form = serde_json::from_value(limit(before)).unwrap();
        let (on, item) = (on.parse().unwrap(), "guoshui-02".into());
        let earlier = vec![EarlierIssue { on, item, same_applicant: true, form }];
        let exposure = Exposure { earlier, ..Exposure::default() };
        let decision = decide(&facts, &pack, &Role::Chief.into(), &exposure, now()).unwrap();
        assert_eq!(answer(&decision), expected, "{on} {before}");
    }
}

#[test]
fn a_key_project_goes_to_the_experts_and_then_to_the_joint_review() {
    let pack = demo_pack().unwrap();
    for (scope, then) in
        [("city", json!(["joint_review"])), ("state", json!(["joint_review", "leader"]))]
    {
        let form = json!({"scope": scope, "key_project": true});
        let case = ("fagai-01", "establish", "enterprise", form);
        let decision = serde_json::to_value(decided(&pack, Role::Chief, case).unwrap()).unwrap();
        assert_eq!((&decision["to"], &decision["also"]), (&json!("expert_review"), &then));
    }
}

#[test]
fn a_site_is_looked_at_by_two() {
    let pack = demo_pack().unwrap();
    for (item, form, expected) in [
        ("huanbao-03", json!({"site": "x", "from": "2026-12-01", "nights": 1}), true),
        ("zhijian-01", json!({}), false),
    ] {
        let action = if item == "zhijian-01" { "renew" } else { "establish" };
        let case = (item, action, "enterprise", form);
        let decision = decided(&pack, Role::Chief, case).unwrap();
        assert_eq!((answer(&decision).as_str(), decision.second_officer), ("issue", expected));
        let reason = decision.reasons.iter().any(|r| r.met && r.code == "second_officer");
        assert_eq!(reason, expected);
    }
}

#[test]
fn missing_materials_are_told_to_both_before_all_else() {
    let pack = demo_pack().unwrap();
    for amount in ["29999999.99", "30000000"] {
        for role in [Role::Clerk, Role::Chief] {
            let mut facts = investment(amount);
            facts.materials = clerk_domain::decide::Materials::Incomplete;
            let alone = Exposure::default();
            let decision = decide(&facts, &pack, &role.into(), &alone, now()).unwrap();
            assert_eq!(answer(&decision), "correct");
        }
    }
}

/// Who may issue is answered from the capital alone; the licence itself must say more.
#[test]
fn a_business_licence_says_what_the_law_asks() {
    let pack = demo_pack().unwrap();
    let capital = json!({"amount": "1000000", "currency": "CNY"});
    let mut form = json!({"registered_capital": capital});
    for (key, value, expected) in [
        ("legal_representative", "赵样本", 2),
        ("address", "样本路1号", 1),
        ("business_scope", "日用品零售", 0),
    ] {
        form[key] = json!(value);
        let case = ("gongshang-01", "establish", "enterprise", form.clone());
        assert_eq!(answer(&decided(&pack, Role::Clerk, case.clone()).unwrap()), "issue");
        let facts = facts(case);
        let (clerk, alone) = (Role::Clerk.into(), Exposure::default());
        let decision =
            decide_to_issue(&facts, pack.item(&facts.item).unwrap(), &pack, &clerk, &alone, now())
                .unwrap();
        let lacks = decision.reasons.iter().filter(|r| r.met && r.code == "licence_lacks").count();
        assert_eq!(lacks, expected, "{key}");
        assert_eq!(answer(&decision), if expected == 0 { "issue" } else { "correct" });
    }
}
