use super::Stake;
use crate::sample::{
    CREDIT_CODE, Elsewhere, Window, accepted, act, case_id, digest, issued, now, pack, received,
    scope, today, voided,
};
use clerk_domain::case::{CaseAct, Parties, acts};
use clerk_domain::decide::Reason;
use clerk_domain::exposure::Exposure;
use clerk_domain::grant::{
    Authority, Bound, Clause, Condition, Effect, Grant, Holder, OfflineLimits, Per,
};
use clerk_domain::ids::ItemCode;
use clerk_domain::licence::Licence;
use clerk_domain::money::Money;
use clerk_domain::pack::RulePack;
use serde_json::json;

const GRANT: &str = "示商授〔2026〕1号";

fn money(amount: &str) -> Money {
    Money::parse(amount, "USD").unwrap()
}

/// A pack with one grant: what is at most a hundred dollars is issued, within `offline`, as long as
/// the last ten days' issues to whom `per` says stay below a thousand.
fn rules(per: Option<Per>, offline: OfflineLimits) -> RulePack {
    let field = || "total".to_owned();
    let mut conditions =
        vec![Condition::Amount { field: field(), bound: Bound::AtMost, limit: money("100") }];
    conditions.extend(per.map(|per| Condition::Cumulative {
        field: field(),
        per,
        days: 10,
        bound: Bound::Below,
        limit: money("1000"),
    }));
    let clause = Clause {
        number: "第一条".to_owned(),
        id: None,
        exception_to: None,
        items: vec!["shangwu-01".into()].into(),
        actions: vec![],
        applicant_kinds: vec![],
        conditions,
        effect: Effect::Issue { by: Authority::Chief },
    };
    let grant = Grant {
        number: GRANT.to_owned(),
        department: scope(),
        published_on: None,
        holder: Holder::default(),
        windows: vec![],
        valid_from: today(),
        valid_until: today(),
        revoked_at: None,
        refusal: Authority::Chief,
        offline,
        clauses: vec![clause],
    };
    RulePack { grants: vec![grant], ..pack(2) }
}

fn limited() -> OfflineLimits {
    OfflineLimits { hard_count: Some(5), ..OfflineLimits::default() }
}

fn received_for(number: &str, amount: &str, applicant: &str) -> CaseAct {
    let mut act = received(number, "示例");
    if let CaseAct::Received(acts::Received {
        form, parties: Parties { applicant: who, .. }, ..
    }) = &mut act
    {
        form.insert("total".to_owned(), json!({"amount": amount, "currency": "USD"}));
        applicant.clone_into(&mut who.number);
    }
    act
}

fn issued_by_grant(number: &str) -> CaseAct {
    let CaseAct::Issued(acts::Issued { licence, .. }) = issued(number) else { panic!() };
    let reason = Reason {
        code: "issue_by_chief".to_owned(),
        met: true,
        grant: GRANT.to_owned(),
        clause: "第一条".to_owned(),
        limit: String::new(),
        value: String::new(),
        text: String::new(),
    };
    CaseAct::Issued(acts::Issued {
        licence: Licence { reasons: vec![reason], ..licence },
        founded: None,
    })
}

/// Three acts: a case is received, accepted and issued.
fn issue(window: &mut Window, n: u128, amount: &str, applicant: &str) {
    act(window, case_id(n), received_for(&format!("shangwu-03-{n}"), amount, applicant)).unwrap();
    act(window, case_id(n), accepted()).unwrap();
    act(window, case_id(n), issued_by_grant(&format!("SWWZ-{n}"))).unwrap();
}

fn exposure(window: &mut Window, pack: &RulePack, applicant: &str) -> Exposure {
    let item = ItemCode::from("shangwu-01");
    let stake = Stake { pack, item: &item, applicant, today: today() };
    let read = window.exposure(stake).unwrap();
    let in_an_act = window.begin_act().unwrap().exposure(stake).unwrap();
    assert_eq!(read, in_an_act);
    read
}

fn amounts(exposure: &Exposure) -> Vec<String> {
    exposure.unacknowledged.iter().flat_map(|g| &g.amounts).map(Money::amount).collect()
}

#[test]
fn counts_the_issues_that_the_server_is_not_known_to_hold() {
    let mut window = Window::new("shangwu-03");
    let pack = rules(None, limited());
    issue(&mut window, 1, "10", CREDIT_CODE);
    // Received and not issued.
    act(&mut window, case_id(2), received_for("shangwu-03-2", "7", CREDIT_CODE)).unwrap();
    issue(&mut window, 3, "30", CREDIT_CODE);
    assert_eq!(amounts(&exposure(&mut window, &pack, "")), ["10.00", "30.00"]);
    window.acknowledge(3).unwrap();
    assert_eq!(amounts(&exposure(&mut window, &pack, "")), ["30.00"]);
    window.acknowledge(7).unwrap();
    assert!(amounts(&exposure(&mut window, &pack, "")).is_empty());
    window.lower_acknowledged(2).unwrap();
    let again = exposure(&mut window, &pack, "");
    assert_eq!(amounts(&again), ["10.00", "30.00"]);
    assert!(again.unacknowledged.iter().all(|known| known.grant == GRANT && known.count == 1));
    // Where nothing is limited, nothing is counted.
    let unlimited = rules(None, OfflineLimits::default());
    let since = window.last_contact().unwrap();
    assert_eq!(since, None);
    let alone = exposure(&mut window, &unlimited, "");
    assert_eq!((alone.unacknowledged.len(), alone.earlier.len()), (0, 0));
}

#[test]
fn a_window_is_alone_since_its_last_contact() {
    let mut window = Window::new("shangwu-03");
    let pack = rules(None, OfflineLimits::default());
    let never = exposure(&mut window, &pack, "").offline_since.unwrap();
    assert_eq!(never.timestamp(), 0);
    window.set_contact(&now(), 1).unwrap();
    assert_eq!(exposure(&mut window, &pack, "").offline_since, Some(now()));
}

#[test]
fn finds_the_applicants_earlier_issues_and_for_projects_everybodys() {
    const OTHER: &str = "91320300MA00000011";
    let mut window = Window::new("shangwu-03");
    issue(&mut window, 1, "10", CREDIT_CODE);
    issue(&mut window, 2, "20", OTHER);
    act(&mut window, case_id(3), received_for("shangwu-03-3", "7", CREDIT_CODE)).unwrap();
    // What another window issued, and this one pulled.
    let mut elsewhere = Elsewhere::new("shangwu-04");
    elsewhere.act(case_id(4), received_for("shangwu-04-1", "40", CREDIT_CODE));
    elsewhere.act(case_id(4), accepted());
    elsewhere.act(case_id(4), issued_by_grant("SWWZ-4"));
    let head = digest(&elsewhere.entries);
    assert!(window.apply_pulled(&scope(), &elsewhere.entries, head).unwrap());

    let found = |window: &mut Window, per, applicant: &str| {
        let earlier = exposure(window, &rules(per, limited()), applicant).earlier;
        let found = earlier.iter().map(|issue| {
            let amount = issue.form["total"]["amount"].as_str().unwrap().to_owned();
            (amount, issue.same_applicant, issue.on == today())
        });
        let mut found: Vec<_> = found.collect();
        found.sort();
        found
    };
    let row = |amount: &str, same| (amount.to_owned(), same, true);
    let lower = CREDIT_CODE.to_lowercase();
    for number in [CREDIT_CODE, &lower] {
        let of_applicant = found(&mut window, Some(Per::Applicant), number);
        assert_eq!(of_applicant, [row("10", true), row("40", true)]);
    }
    assert!(found(&mut window, Some(Per::Applicant), "").is_empty());
    assert!(found(&mut window, None, CREDIT_CODE).is_empty());
    let project = || Some(Per::Project("scope".to_owned()));
    let of_all = found(&mut window, project(), OTHER);
    assert_eq!(of_all, [row("10", false), row("20", true), row("40", false)]);
    assert!(found(&mut window, project(), "").iter().all(|(_, same, _)| !same));
}

/// What is void counts no more, neither for an outage nor for an applicant; what was issued in its place
/// counts once.
#[test]
fn a_void_licence_counts_towards_no_limit() {
    let mut window = Window::new("shangwu-03");
    let pack = rules(Some(Per::Applicant), limited());
    issue(&mut window, 1, "10", CREDIT_CODE);
    issue(&mut window, 2, "20", CREDIT_CODE);
    let counted = |window: &mut Window| {
        let exposure = exposure(window, &pack, CREDIT_CODE);
        (exposure.unacknowledged.len(), exposure.earlier.len())
    };
    assert_eq!(counted(&mut window), (2, 2));
    act(&mut window, case_id(1), voided("SWWZ-1")).unwrap();
    assert_eq!(counted(&mut window), (1, 1));
    act(&mut window, case_id(1), issued_by_grant("SWWZ-3")).unwrap();
    assert_eq!(counted(&mut window), (2, 2), "once, although two issues are in the journal");
    // Void once the server holds its issue: then too.
    window.acknowledge(8).unwrap();
    act(&mut window, case_id(2), voided("SWWZ-2")).unwrap();
    act(&mut window, case_id(2), issued_by_grant("SWWZ-4")).unwrap();
    assert_eq!(counted(&mut window), (1, 2));
    window.check().unwrap();
}
