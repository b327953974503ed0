use crate::chance::{self, Chance};
use crate::for_each_seed;
use clerk_domain::decide::{
    Decision, GRANT_AGAINST, Outcome, Reason, WITHIN_LIMIT, decide, decide_to_issue,
};
use clerk_domain::form::is_empty;
use clerk_domain::grant::{Clause, Effect, Holder, ReferralTarget};
use clerk_domain::item::Action;
use clerk_domain::pack::RulePack;
use clerk_domain::person::Role;
use std::sync::atomic::{AtomicU64, Ordering};

const CASES: u64 = 100_000;

/// The answer without the order of what was looked at.
fn sorted(mut decision: Decision) -> Decision {
    let key = |r: &Reason| format!("{} {} {} {} {}", r.grant, r.clause, r.code, r.limit, r.text);
    decision.reasons.sort_by_key(key);
    decision
}

fn shuffled(pack: &RulePack, chance: &mut Chance) -> RulePack {
    let mut pack = pack.clone();
    chance.shuffle(&mut pack.grants);
    chance.shuffle(&mut pack.items);
    chance.shuffle(&mut pack.rates);
    for grant in &mut pack.grants {
        chance.shuffle(&mut grant.clauses);
        chance.shuffle(&mut grant.windows);
        chance.shuffle(&mut grant.offline.hard_totals);
        for clause in &mut grant.clauses {
            let mut items = clause.items.to_vec();
            chance.shuffle(&mut items);
            clause.items = items.into();
        }
    }
    pack
}

/// The pack with one more clause, unconditional, that refers to the leader.
fn referring(pack: &RulePack, item: &clerk_domain::ids::ItemCode) -> RulePack {
    let mut pack = pack.clone();
    let department = pack.item(item).map(|item| item.department.clone());
    for grant in pack.grants.iter_mut().filter(|g| Some(&g.department) == department.as_ref()) {
        grant.valid_from = chrono::NaiveDate::MIN;
        grant.valid_until = chrono::NaiveDate::MAX;
        grant.revoked_at = None;
        grant.windows.clear();
        grant.clauses.push(Clause {
            number: "附则".to_owned(),
            id: None,
            exception_to: None,
            items: vec![item.clone()].into(),
            actions: Vec::<Action>::new(),
            applicant_kinds: vec![],
            conditions: vec![],
            effect: Effect::Refer { to: ReferralTarget::Leader },
        });
    }
    pack
}

#[test]
fn a_hundred_thousand_cases_give_the_same_answer_in_every_order_and_none_panics() {
    let outcomes: [AtomicU64; 4] = Default::default();
    let run = for_each_seed(CASES, |seed| {
        let mut chance = Chance::new(seed);
        let pack = chance::pack(&mut chance);
        let facts = chance::facts(&mut chance);
        let officer = chance::officer(&mut chance);
        let exposure = chance::exposure(&mut chance);
        let now = chance.time();
        let first = decide(&facts, &pack, &officer, &exposure, now);
        let other = shuffled(&pack, &mut chance);
        let second = decide(&facts, &other, &officer, &exposure, now);
        assert_eq!(first.clone().map(sorted), second.map(sorted));
        let Ok(decision) = first else { return };
        let place = match decision.outcome {
            Outcome::Issue => 0,
            Outcome::Refer => 1,
            Outcome::Correct => 2,
            Outcome::Refuse => 3,
        };
        outcomes[place].fetch_add(1, Ordering::Relaxed);
        assert_eq!(decision.outcome == Outcome::Refer, decision.to.is_some());
        assert!(decision.also.iter().all(|also| Some(*also) < decision.to));
        let as_a_whole = |clause: &str| ["离线限额", "被授权人"].contains(&clause);
        for Reason { code, met, clause, .. } in &decision.reasons {
            assert_eq!(as_a_whole(clause) && *met, GRANT_AGAINST.contains(&&**code), "{code}");
            assert_eq!(as_a_whole(clause) && !*met, code == WITHIN_LIMIT, "{code}");
        }
        if decision.outcome == Outcome::Issue {
            issued_only_with_authority(&decision, &pack, &officer);
            let to_issue = decide_to_issue(
                &facts,
                pack.item(&facts.item).unwrap(),
                &pack,
                &officer,
                &exposure,
                now,
            )
            .unwrap();
            let complete = facts.form.get("spare").is_some_and(|spare| !is_empty(spare));
            assert_eq!(to_issue.outcome == Outcome::Issue, complete);
            assert!(complete || to_issue.outcome == Outcome::Correct);
            let narrower = referring(&pack, &facts.item);
            let narrower = decide(&facts, &narrower, &officer, &exposure, now).unwrap();
            assert_eq!(narrower.outcome, Outcome::Refer);
        }
    });
    let counted = outcomes.map(|count| count.into_inner());
    println!("issue, refer, correct, refuse: {counted:?}");
    // The chance is worth nothing where it never comes to a side.
    assert!(run < 1_000 || counted[..3].iter().all(|count| *count > run / 100), "{counted:?}");
}

fn issued_only_with_authority(
    decision: &Decision,
    pack: &RulePack,
    officer: &clerk_domain::decide::Officer,
) {
    let met = || decision.reasons.iter().filter(|reason| reason.met);
    let codes: Vec<_> = met().map(|reason| reason.code.as_str()).collect();
    assert!(codes.iter().any(|code| code.starts_with("issue_by_")), "{codes:?}");
    assert!(officer.role == Role::Chief || !codes.contains(&"issue_by_chief"), "{codes:?}");
    for hard in ["offline_hours", "offline_count", "offline_total", "not_holder"] {
        assert!(!codes.contains(&hard), "{codes:?}");
    }
    for reason in met().filter(|reason| reason.code.starts_with("issue_by_")) {
        let grant = pack.grants.iter().find(|grant| grant.number == reason.grant).unwrap();
        if let Holder::Person(holder) = &grant.holder {
            assert_eq!(officer.person.as_ref(), Some(holder));
        }
    }
}
