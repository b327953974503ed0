//! The centre decides again on what a window issued, keeps all of it, and says what differs.

use crate::support::{Device, PASSWORD, TestCentre, accepted, admin, pack, person, received};
use chrono::{DateTime, FixedOffset, TimeDelta};
use clerk_domain::case::{CaseAct, acts};
use clerk_domain::digest::Digest;
use clerk_domain::grant::{Authority, Bound, Condition, Effect, Grant, Per};
use clerk_domain::licence::Licence;
use clerk_domain::money::Money;
use clerk_domain::number::{self, Suffix};
use clerk_domain::pack::RulePack;
use clerk_domain::person::Role;
use clerk_domain::product::{Product, ProductKind};
use clerk_domain::register::Verdict;
use clerk_protocol::{PackRequest, Protocol as _, PushReply};
use clerk_server::Record;
use clerk_server::inspect::inspect;
use clerk_server::repository::Exceptions as _;

fn codes(reply: &PushReply) -> Vec<(u64, &str)> {
    reply.exceptions.iter().map(|e| (e.seq, e.code.as_str())).collect()
}

/// A case is received and accepted, and issued as `act` says; the place of that entry.
fn issue(device: &mut Device, name: &str, act: CaseAct) -> u64 {
    let case = device.receive(name);
    device.act(case, accepted());
    device.act(case, act)
}

#[tokio::test]
async fn each_difference_is_told_by_its_code_and_nothing_is_refused() {
    let centre = TestCentre::new().await;
    let mut device = centre.desk("shangwu-01").await;
    let other = centre.desk("shangwu-02").await;
    let mut count = 0;
    let mut expected = Vec::new();
    let mut add = |device: &mut Device, act: CaseAct, codes: &[&'static str]| {
        count += 1;
        let seq = issue(device, &format!("c{count}"), act);
        expected.extend(codes.iter().map(|code| (seq, *code)));
    };
    let as_it_should = device.issued(&device.number(1));
    add(&mut device, as_it_should, &[]);
    let inputs = device.issued_with(&device.number(2), |licence| licence.inputs = Digest::ZERO);
    add(&mut device, inputs, &["decision_differs"]);
    let pack = device.issued_with(&device.number(3), |licence| licence.pack_version = 7);
    add(&mut device, pack, &["pack_unknown"]);
    let CaseAct::Issued(acts::Issued { mut licence, .. }) = device.issued(&device.number(4)) else {
        panic!()
    };
    licence.holder = "另一家公司（样本）".to_owned();
    add(
        &mut device,
        CaseAct::Issued(acts::Issued { licence, founded: None }),
        &["licence_differs", "licence_signature_wrong"],
    );
    let not_leased = device.issued(&other.number(1));
    add(&mut device, not_leased, &["number_not_leased"]);
    let no_number = device.issued("SWWZ-2026-000006");
    add(&mut device, no_number, &["licence_differs", "number_not_leased"]);
    let suffix = number::format(&"SWWZ".into(), 2026, device.first_place, Suffix::from_random(99));
    let place_twice = device.issued(&suffix);
    add(&mut device, place_twice, &["place_twice"]);
    // Five minutes ahead are tolerated, a second more is not.
    device.time.device += TimeDelta::minutes(5);
    let ahead = device.issued(&device.number(8));
    add(&mut device, ahead, &[]);
    device.time.device += TimeDelta::seconds(1);
    let ahead = device.issued(&device.number(9));
    add(&mut device, ahead, &["clock_ahead"]);

    let reply = device.push_all(&*centre.server).await;
    assert_eq!(codes(&reply), expected);
    assert_eq!(reply.accepted, 27);
    // Told again where the answer was lost; and a place is known from one push to the next.
    assert_eq!(codes(&device.push_all(&*centre.server).await), expected);
    let suffix = number::format(&"SWWZ".into(), 2026, device.first_place, Suffix::from_random(98));
    device.time.device -= TimeDelta::minutes(5);
    let third = device.issued(&suffix);
    let seq = issue(&mut device, "again", third);
    let last = centre.server.push(&device.token, device.push_from(seq - 2));
    assert_eq!(codes(&last.await.unwrap()), [(seq, "place_twice")]);
    let held = inspect(centre.server.repository(), None).await.unwrap();
    assert_eq!((held.licences, held.entries), (10, 30));
}

/// The pack with a change to its grant.
fn changed(version: u32, change: impl FnMut(&mut Grant)) -> RulePack {
    let mut pack = pack(version);
    pack.grants.first_mut().into_iter().for_each(change);
    pack
}

#[tokio::test]
async fn who_may_not_issue_is_told() {
    let centre = TestCentre::new().await;
    // Under the second pack clerks may no longer issue.
    centre
        .server
        .publish(
            &admin(),
            &changed(2, |grant| grant.clauses[0].effect = Effect::Issue { by: Authority::Chief }),
        )
        .await
        .unwrap();
    let mut device = centre.desk("shangwu-01").await;
    let by_the_old = device.issued(&device.number(1));
    issue(&mut device, "c1", by_the_old);
    let by_the_new = device.issued_with(&device.number(2), |licence| licence.pack_version = 2);
    let seq = issue(&mut device, "c2", by_the_new);
    let reply = device.push_all(&*centre.server).await;
    assert_eq!(codes(&reply), [(seq, "decision_differs")]);
}

/// Done when: a grant is revoked during an outage. All that was issued from then on is flagged, all
/// before is not, and all of it is kept.
#[tokio::test]
async fn what_was_issued_after_a_revocation_is_flagged_and_what_was_before_is_not() {
    let centre = TestCentre::new().await;
    let mut device = centre.desk("shangwu-01").await;
    let start = device.time.device;
    let mut issues = Vec::new();
    for minute in 0..100_u32 {
        device.time.device = start + TimeDelta::minutes(minute.into());
        let act = device.issued(&device.number(minute + 1));
        issues.push((device.time.device, issue(&mut device, &format!("c{minute}"), act)));
    }
    centre.later(TimeDelta::hours(3));
    let revoked: DateTime<FixedOffset> = start + TimeDelta::minutes(50);
    centre
        .server
        .publish(&admin(), &changed(2, |grant| grant.revoked_at = Some(revoked)))
        .await
        .unwrap();
    let reply = device.push_all(&*centre.server).await;
    let after = issues.iter().filter(|(at, _)| *at >= revoked);
    let expected: Vec<_> = after.map(|(_, seq)| (*seq, "grant_revoked")).collect();
    assert_eq!(expected.len(), 50);
    assert_eq!(codes(&reply), expected);
    let held = inspect(centre.server.repository(), None).await.unwrap();
    assert_eq!((held.licences, held.entries, held.exceptions), (100, 300, 50));
}

/// One dollar a case; more than `limit` in thirty days is the leader's.
fn at_most(version: u32, limit: &Money) -> RulePack {
    let condition = |limit: &Money| Condition::Cumulative {
        field: "investment_total".to_owned(),
        per: Per::Applicant,
        days: 30,
        bound: Bound::AtMost,
        limit: limit.clone(),
    };
    changed(version, |grant| {
        grant.clauses.iter_mut().for_each(|clause| clause.conditions = vec![condition(limit)]);
    })
}

#[tokio::test]
async fn a_limit_counts_what_every_window_issued_to_the_applicant() {
    let centre = TestCentre::new().await;
    let three = serde_json::from_value(serde_json::json!({"amount": "3.00", "currency": "USD"}));
    let three = three.unwrap();
    centre.server.publish(&admin(), &at_most(2, &three)).await.unwrap();
    let mut first = centre.desk("shangwu-01").await;
    let mut second = centre.desk("shangwu-02").await;
    let by_new = |licence: &mut Licence| licence.pack_version = 2;
    for place in 1..=2 {
        let act = first.issued_with(&first.number(place), by_new);
        issue(&mut first, &format!("a{place}"), act);
        let act = second.issued_with(&second.number(place), by_new);
        issue(&mut second, &format!("b{place}"), act);
    }
    assert_eq!(codes(&first.push_all(&*centre.server).await), []);
    // Each is inside the limit alone; of what comes in second, the second one passes it.
    assert_eq!(codes(&second.push_all(&*centre.server).await), [(6, "limit_exceeded")]);
    // Another applicant counts apart, and so does another month.
    let case = first.chain.seq;
    let mut other = received("o");
    if let CaseAct::Received(acts::Received { parties, .. }) = &mut other {
        parties.applicant.number = "91320300MA00000001".to_owned();
    }
    let id = crate::support::case("o");
    first.act(id, other);
    first.act(id, accepted());
    let act = first.issued_with(&first.number(3), |licence| {
        by_new(licence);
        licence.product.holder_number = Some("91320300MA00000001".to_owned());
    });
    first.act(id, act);
    centre.later(TimeDelta::days(30));
    first.time.device += TimeDelta::days(30);
    let later = first.time.legal().date_naive();
    let act = first.issued_with(&first.number(4), |licence| {
        by_new(licence);
        let code = licence.product.holder_number.take();
        licence.product =
            Product { holder_number: code, ..Product::first(ProductKind::New, later) };
        licence.issued_on = later;
    });
    issue(&mut first, "later", act);
    let push = centre.server.push(&first.token, first.push_from(case + 1));
    assert_eq!(codes(&push.await.unwrap()), []);
}

/// Does an act as somebody.
fn voided(number: &str) -> CaseAct {
    CaseAct::Voided(acts::Voided {
        number: number.to_owned(),
        reason: "名称有误（样本）".to_owned(),
    })
}

#[tokio::test]
async fn a_void_licence_is_revoked_and_counts_towards_no_limit() {
    let centre = TestCentre::new().await;
    let two = serde_json::from_value(serde_json::json!({"amount": "2.00", "currency": "USD"}));
    centre.server.publish(&admin(), &at_most(2, &two.unwrap())).await.unwrap();
    let mut device = centre.desk("shangwu-01").await;
    let by_new = |licence: &mut Licence| licence.pack_version = 2;
    let numbers: Vec<_> = (1..=6).map(|place| device.number(place)).collect();
    // Of two dollars in all, one is void and issued anew: with the second case, the limit is reached.
    let first = device.issued_with(&numbers[0], by_new);
    let seq = issue(&mut device, "c1", first);
    let case = crate::support::case("c1");
    device.act_as("wang", case, voided(&numbers[0]));
    let anew = device.issued_with(&numbers[1], by_new);
    device.act(case, anew);
    let second = device.issued_with(&numbers[2], by_new);
    issue(&mut device, "c2", second);
    assert_eq!(codes(&device.push_all(&*centre.server).await), []);
    let verdict = async |number: &str| centre.server.look_up(number).await.unwrap().finding;
    let finding = verdict(&numbers[0]).await;
    assert_eq!(finding.verdict, Verdict::Replaced);
    let revocation = finding.revocation.unwrap();
    assert_eq!(revocation.replaced_by.as_ref(), Some(&numbers[1]));
    assert_eq!(revocation.reason, "名称有误（样本）");
    assert_eq!(verdict(&numbers[1]).await.verdict, Verdict::Valid);

    // Void in a push of its own: what came before counts no more there either.
    let from = device.act_as("wang", crate::support::case("c2"), voided(&numbers[2]));
    let third = device.issued_with(&numbers[3], by_new);
    issue(&mut device, "c3", third);
    let push = centre.server.push(&device.token, device.push_from(from)).await.unwrap();
    assert_eq!(codes(&push), []);
    assert_eq!(verdict(&numbers[2]).await.verdict, Verdict::Revoked);
    // A third dollar is one too many.
    let fourth = device.issued_with(&numbers[4], by_new);
    let seq_over = issue(&mut device, "c4", fourth);
    let push = centre.server.push(&device.token, device.push_from(seq_over - 2)).await.unwrap();
    assert_eq!(codes(&push), [(seq_over, "limit_exceeded")]);

    // By whom it may not be done, or what does not follow, is kept and told.
    let by_clerk = device.act(crate::support::case("c4"), voided(&numbers[4]));
    let again = device.act_as("wang", case, voided(&numbers[0]));
    let nobody = device.act_as("nobody", case, voided(&numbers[1]));
    let push = centre.server.push(&device.token, device.push_from(by_clerk)).await.unwrap();
    let expected = [
        (by_clerk, "licence_in_doubt"),
        (by_clerk, "role_forbidden"),
        (again, "case_rule"),
        (nobody, "act_unsigned"),
        (nobody, "actor_unknown"),
    ];
    assert_eq!(codes(&push), expected);
    // What somebody did who may not do it has no effect for the public.
    let found = centre.server.look_up(&numbers[4]).await.unwrap();
    assert_eq!((found.finding.verdict, found.record), (Verdict::Valid, Record::Withheld));
    assert_eq!(verdict(&numbers[1]).await.verdict, Verdict::Valid);
    let held = inspect(centre.server.repository(), None).await.unwrap();
    assert_eq!((held.licences, seq), (5, 3));
}

/// Else three of them made the register larger than any window takes.
#[tokio::test]
async fn a_reason_beyond_all_bounds_stays_in_the_journal_and_out_of_the_register() {
    let centre = TestCentre::new().await;
    let mut device = centre.desk("shangwu-01").await;
    let number = device.number(1);
    let issued = device.issued(&number);
    issue(&mut device, "c1", issued);
    let reason = "错".repeat(80_000);
    let void = CaseAct::Voided(acts::Voided { number: number.clone(), reason: reason.clone() });
    let seq = device.act_as("wang", crate::support::case("c1"), void);
    assert_eq!(codes(&device.push_all(&*centre.server).await), [(seq, "text_too_long")]);
    let id = format!("shangwu-01/{seq}/text_too_long").parse().unwrap();
    let leader = person("sun", Role::Leader, "shangwu");
    centre.server.settle(&id, &leader, "confirm").await.unwrap();
    let asked = PackRequest { known: 1, register: 0, older: vec![] };
    let register = centre.server.pack(&device.token, asked).await.unwrap().register.unwrap();
    let register = register.text.get();
    assert!(register.len() < 8192, "{}", register.len());
    assert!(register.contains(&number) && register.contains("错…"));
    // The act itself is a fact, and windows get it as it was written.
    let other = centre.device("shangwu-02").await;
    let pull = other.pull_from(0, Digest::ZERO);
    let pulled = centre.server.pull(&other.token, pull).await.unwrap();
    let entry = pulled.entries.last().and_then(|pulled| pulled.entry.as_ref()).unwrap();
    assert!(entry.get().contains(&reason));
}

#[tokio::test]
async fn a_licence_that_is_void_counts_for_no_outage() {
    let centre = TestCentre::new().await;
    let limited = changed(2, |grant| grant.offline.hard_count = Some(1));
    centre.server.publish(&admin(), &limited).await.unwrap();
    let mut device = centre.desk("shangwu-01").await;
    device.time.server = Some(device.time.device);
    let by_new = |licence: &mut Licence| licence.pack_version = 2;
    for place in 1..=2 {
        let number = device.number(place);
        let act = device.issued_with(&number, by_new);
        issue(&mut device, &format!("c{place}"), act);
        let case = crate::support::case(&format!("c{place}"));
        device.act_as("wang", case, voided(&number));
    }
    let act = device.issued_with(&device.number(3), by_new);
    issue(&mut device, "c3", act);
    let act = device.issued_with(&device.number(4), by_new);
    let seq = issue(&mut device, "c4", act);
    let reply = device.push_all(&*centre.server).await;
    assert_eq!(codes(&reply), [(seq, "limit_exceeded")]);
}

#[tokio::test]
async fn a_person_whom_nobody_knows_is_told() {
    let centre = TestCentre::new().await;
    let mut device = centre.desk("shangwu-01").await;
    let act = device.issued(&device.number(1));
    let case = device.receive("c1");
    device.act(case, accepted());
    device.act_as("nobody", case, act);
    let reply = device.push_all(&*centre.server).await;
    assert_eq!(codes(&reply), [(3, "actor_unknown"), (3, "licence_signature_wrong")]);
    // Entered later, the person is known.
    let nobody = person("nobody", Role::Chief, "shangwu");
    centre.server.add_sample_people(&admin(), &[nobody], PASSWORD).await.unwrap();
    centre.log_in("shangwu-01", "nobody", &device.key).await;
    let act = device.issued_with(&device.number(2), |licence| licence.reasons.clear());
    let case = device.receive("c2");
    device.act(case, accepted());
    device.act_as("nobody", case, act);
    let push = centre.server.push(&device.token, device.push_from(4));
    assert_eq!(codes(&push.await.unwrap()), []);
}

#[tokio::test]
async fn a_leader_settles_an_exception_once() {
    let centre = TestCentre::new().await;
    let mut device = centre.desk("shangwu-01").await;
    let act = device.issued_with(&device.number(1), |licence| licence.pack_version = 7);
    issue(&mut device, "c1", act);
    device.push_all(&*centre.server).await;
    let id = "shangwu-01/3/pack_unknown".parse().unwrap();
    let leader = person("sun", Role::Leader, "shangwu");
    let (clerk, chief) =
        (person("li", Role::Clerk, "shangwu"), person("wang", Role::Chief, "shangwu"));
    for (by, remedy) in [(&clerk, "confirm"), (&chief, "confirm"), (&leader, " ")] {
        let settled = centre.server.settle(&id, by, remedy).await;
        assert!(settled.unwrap_err().is_bad_input(), "{}", by.id);
    }
    centre.server.settle(&id, &leader, "confirm").await.unwrap();
    assert!(centre.server.settle(&id, &leader, "revoke").await.is_err());
    let open = centre.server.repository().all_exceptions(None, true).await.unwrap();
    assert!(open.is_empty());
}

#[tokio::test]
async fn a_licence_without_a_second_officer_is_told() {
    let centre = TestCentre::new().await;
    let two = |grant: &mut Grant| {
        let mut clause = grant.clauses[0].clone();
        clause.number = "第二条".to_owned();
        clause.effect = Effect::SecondOfficer;
        grant.clauses.push(clause);
    };
    centre.server.publish(&admin(), &changed(2, two)).await.unwrap();
    let mut device = centre.desk("shangwu-01").await;
    let verified =
        || CaseAct::Verified(acts::Verified { findings: "与原件一致（样本）".to_owned() });
    // Verified by nobody, by the issuer alone, and by somebody else: `li` issues each.
    let mut issues = Vec::new();
    for (place, officers) in [(1, &[][..]), (2, &["li", "li"]), (3, &["li", "wang"])] {
        let case = device.receive(&format!("c{place}"));
        device.act(case, accepted());
        for officer in officers {
            device.act_as(officer, case, verified());
        }
        let number = device.number(place);
        let act = device.issued_with(&number, |licence| licence.pack_version = 2);
        issues.push(device.act(case, act));
    }
    let late = device.act_as("wang", crate::support::case("c3"), verified());
    let case = device.receive("c4");
    device.act(case, accepted());
    let nobody = device.act_as("sun", case, verified());
    let reply = device.push_all(&*centre.server).await;
    let missing = "second_officer_missing";
    let expected = [
        (issues[0], missing),
        (issues[1], missing),
        (late, "case_rule"),
        // Nor did the one who is named sign it.
        (nobody, "act_unsigned"),
        (nobody, "role_forbidden"),
    ];
    assert_eq!(codes(&reply), expected);

    // Who may not verify is no second officer, however long ago it was.
    let number = device.number(4);
    let act = device.issued_with(&number, |licence| licence.pack_version = 2);
    let alone = device.act(case, act);
    let reply = device.push_all(&*centre.server).await;
    assert_eq!(codes(&reply).last(), Some(&(alone, missing)));
}
