//! A window that lies: whatever it signs and sends is kept, is told to a supervisor, and has no effect for
//! the public or on what others issued.

use crate::support::{Device, TestCentre, accepted, actor, admin, case, pack, person, received};
use chrono::TimeDelta;
use clerk_domain::case::{Case, CaseAct, acts};
use clerk_domain::decide::{Facts, inputs_digest};
use clerk_domain::digest::Digest;
use clerk_domain::fee::FeeDue;
use clerk_domain::item::Action;
use clerk_domain::journal::About;
use clerk_domain::licence::Licence;
use clerk_domain::pack::RulePack;
use clerk_domain::person::Role;
use clerk_domain::product::{ExistingLicence, ProductKind, issued_on};
use clerk_domain::register::Verdict;
use clerk_protocol::Protocol as _;
use clerk_server::Record;
use serde_json::json;

/// What the public is told of a licence by its QR code.
async fn told(centre: &TestCentre, device: &Device, licence: &Licence) -> (Verdict, Record) {
    let found = centre.server.look_up(&device.code_of(licence)).await.unwrap();
    (found.finding.verdict, found.record)
}

fn licence_of(act: &CaseAct) -> Licence {
    let CaseAct::Issued(acts::Issued { licence, .. }) = act else { panic!("{act:?}") };
    licence.clone()
}

/// Receives, accepts and issues, in a person's name; gives the place of the issue.
fn issue_as(device: &mut Device, person: &str, name: &str, act: CaseAct) -> u64 {
    let id = device.receive(name);
    device.act(id, accepted());
    device.act_as(person, id, act)
}

/// Pushes what was written from a place on; the codes of all that is wrong.
async fn push(centre: &TestCentre, device: &Device, from: u64) -> Vec<(u64, String)> {
    let reply = centre.server.push(&device.token, device.push_from(from)).await.unwrap();
    reply.exceptions.into_iter().map(|found| (found.seq, found.code)).collect()
}

#[track_caller]
fn assert_codes(found: &[(u64, String)], expected: &[(u64, &str)]) {
    let found: Vec<_> = found.iter().map(|(seq, code)| (*seq, code.as_str())).collect();
    assert_eq!(found, expected);
}

#[tokio::test]
async fn a_signature_alone_is_no_record() {
    let centre = TestCentre::new().await;
    let mut limited = pack(2);
    limited.grants[0].offline.hard_hours = Some(4);
    centre.server.publish(&admin(), &limited).await.unwrap();
    let mut device = centre.desk("shangwu-01").await;
    let act = device.issued(&device.number(1));
    issue_as(&mut device, "li", "c1", act.clone());
    assert_codes(&push(&centre, &device, 1).await, &[]);
    let known = licence_of(&act);
    assert_eq!(told(&centre, &device, &known).await, (Verdict::Valid, Record::Held));

    // The same number with anything else on it.
    let lies: [fn(&mut Licence); 4] = [
        |it| it.holder = "别人的公司（样本）".to_owned(),
        |it| it.valid_until = Some("2199-12-31".parse().unwrap()),
        |it| it.licence_type = "another-type".to_owned(),
        |it| it.issued_on = "2026-11-22".parse().unwrap(),
    ];
    for lie in lies {
        let lied = licence_of(&device.issued_with(&known.number, lie));
        let told = told(&centre, &device, &lied).await;
        assert!(matches!(told.0, Verdict::Altered | Verdict::Unknown), "{told:?}");
    }
    // A number that was never reported: first it may be an outage, then it is nothing.
    let never = licence_of(&device.issued("ANYTHING"));
    let (verdict, record) = told(&centre, &device, &never).await;
    assert_eq!(verdict, Verdict::Valid);
    let Record::NotReported { last_contact: Some(contact), overdue: false } = record else {
        panic!("{record:?}")
    };
    assert_eq!(contact.to_rfc3339(), "2026-11-23T09:00:00+08:00");
    centre.later(TimeDelta::hours(18));
    let record = told(&centre, &device, &never).await.1;
    assert!(
        matches!(record, Record::NotReported { overdue: false, .. }),
        "three hours after midnight"
    );
    centre.later(TimeDelta::hours(2));
    let record = told(&centre, &device, &never).await.1;
    assert!(matches!(record, Record::NotReported { overdue: true, .. }), "{record:?}");
    // A day that is still to come.
    let tomorrow = licence_of(&device.issued_with("ANYTHING", |it| {
        it.issued_on = "2026-11-25".parse().unwrap();
    }));
    assert_eq!(told(&centre, &device, &tomorrow).await.0, Verdict::NotYet);
}

fn voided(number: &str) -> CaseAct {
    CaseAct::Voided(acts::Voided { number: number.to_owned(), reason: "样本".to_owned() })
}

#[tokio::test]
async fn nobody_makes_void_what_another_case_issued() {
    let centre = TestCentre::new().await;
    let mut honest = centre.desk("shangwu-01").await;
    let act = honest.issued(&honest.number(1));
    issue_as(&mut honest, "li", "c1", act.clone());
    assert_codes(&push(&centre, &honest, 1).await, &[]);
    let licence = licence_of(&act);
    for window in ["shangwu-02", "gongshang-01"] {
        let mut liar = centre.device(window).await;
        let same = liar.issued(&licence.number);
        issue_as(&mut liar, "wang", window, same);
        liar.act_as("wang", case(window), voided(&licence.number));
        let found = push(&centre, &liar, 1).await;
        for seq in [3, 4] {
            assert!(found.contains(&(seq, "licence_number_twice".to_owned())), "{found:?}");
        }
        assert_eq!(told(&centre, &honest, &licence).await, (Verdict::Valid, Record::Held));
    }
    assert!(centre.server.look_up(&licence.number).await.unwrap().finding.revocation.is_none());
}

/// A case that cancels a licence, and the act that does it.
fn cancels(device: &Device, name: &str, licence: &Licence) -> (CaseAct, CaseAct) {
    let existing = ExistingLicence::from(licence);
    let (product, until) =
        issued_on(ProductKind::Cancelled, Some(&existing), licence.issued_on, |_| None).unwrap();
    let mut begins = received(name);
    if let CaseAct::Received(received) = &mut begins {
        received.existing = Some(existing);
        received.action = Action::Cancel;
    }
    let sealed =
        device.chain.seal(device.time, actor("li"), About::Case(case(name), begins.clone()));
    let facts = Facts::from(&Case::begin(&sealed.unwrap().entry).unwrap());
    let cancelled = device.issued_with(&licence.number, |it| {
        it.product = product;
        it.valid_until = until;
        it.inputs = inputs_digest(&facts);
    });
    (begins, cancelled)
}

#[tokio::test]
async fn what_somebody_else_holds_is_cancelled_only_once_a_leader_confirmed_it() {
    let centre = TestCentre::new().await;
    let mut honest = centre.desk("shangwu-01").await;
    let act = honest.issued_with(&honest.number(1), |it| it.product.holder_number = None);
    issue_as(&mut honest, "li", "c1", act.clone());
    push(&centre, &honest, 1).await;
    let licence = licence_of(&act);
    // It says itself who holds it.
    let mut liar = centre.desk("shangwu-02").await;
    let as_mine = Licence {
        product: clerk_domain::product::Product {
            holder_number: Some("91320300MA00000000".to_owned()),
            ..licence.product.clone()
        },
        ..licence.clone()
    };
    let (begins, cancelled) = cancels(&liar, "c2", &as_mine);
    liar.act(case("c2"), begins);
    liar.act(case("c2"), accepted());
    liar.act(case("c2"), cancelled);
    assert_codes(&push(&centre, &liar, 1).await, &[(3, "existing_differs")]);
    let verdict = async || centre.server.look_up(&licence.number).await.unwrap();
    assert!(verdict().await.finding.revocation.is_none());

    let id = "shangwu-02/3/existing_differs".parse().unwrap();
    centre.server.settle(&id, &person("sun", Role::Leader, "shangwu"), "confirm").await.unwrap();
    let register = centre.server.look_up(&format!("{}/2", licence.number)).await.unwrap();
    assert_eq!(register.record, Record::Held);
    let found = centre.server.look_up(&honest.code_of(&licence)).await.unwrap();
    assert_eq!(found.finding.verdict, Verdict::Cancelled);
}

/// What something is wrong with takes the number of the next version from nobody: not by being there, not by
/// being made void, and not by being confirmed once its holder has that version.
#[tokio::test]
async fn what_is_wrong_with_an_issue_takes_its_number_from_nobody() {
    let centre = TestCentre::new().await;
    let mut honest = centre.desk("shangwu-01").await;
    let act = honest.issued_with(&honest.number(1), |it| it.product.holder_number = None);
    issue_as(&mut honest, "li", "c1", act.clone());
    push(&centre, &honest, 1).await;
    let licence = licence_of(&act);
    let second = format!("{}/2", licence.number);

    let mut liar = centre.desk("shangwu-02").await;
    let mut as_mine = licence.clone();
    as_mine.product.holder_number = Some("91320300MA00000000".to_owned());
    let (begins, lie) = cancels(&liar, "c2", &as_mine);
    liar.act(case("c2"), begins);
    liar.act(case("c2"), accepted());
    liar.act(case("c2"), lie.clone());
    liar.act_as("wang", case("c2"), voided(&second));
    let wrong = [(3, "existing_differs"), (4, "licence_in_doubt")];
    assert_codes(&push(&centre, &liar, 1).await, &wrong);
    let being_checked = (Verdict::Cancelled, Record::Withheld);
    assert_eq!(told(&centre, &liar, &licence_of(&lie)).await, being_checked);

    let (begins, lawful) = cancels(&honest, "c3", &licence);
    let from = honest.act(case("c3"), begins);
    honest.act(case("c3"), accepted());
    honest.act(case("c3"), lawful.clone());
    assert_codes(&push(&centre, &honest, from).await, &[]);
    let held = (Verdict::Cancelled, Record::Held);
    assert_eq!(told(&centre, &honest, &licence_of(&lawful)).await, held);
    assert_eq!(told(&centre, &liar, &licence_of(&lie)).await, being_checked);
    assert_eq!(told(&centre, &honest, &licence).await.0, Verdict::Cancelled);
    assert_eq!(centre.server.look_up(&licence.number).await.unwrap().record, Record::Held);

    // A third one is the second one's again.
    let mut late = centre.desk("shangwu-03").await;
    let (begins, third) = cancels(&late, "c4", &licence);
    late.act(case("c4"), begins);
    late.act(case("c4"), accepted());
    late.act(case("c4"), third);
    assert_codes(&push(&centre, &late, 1).await, &[(3, "licence_number_twice")]);

    let leader = person("sun", Role::Leader, "shangwu");
    let confirm =
        async |id: &str| centre.server.settle(&id.parse().unwrap(), &leader, "confirm").await;
    assert!(confirm("shangwu-02/3/existing_differs").await.is_err(), "two of a number would stand");
    confirm("shangwu-02/4/licence_in_doubt").await.unwrap();
    assert_eq!(told(&centre, &honest, &licence_of(&lawful)).await, held);
}

/// As long as nobody else has its number, a supervisor may confirm that a licence in doubt is void.
#[tokio::test]
async fn a_licence_in_doubt_is_void_once_that_is_confirmed() {
    let centre = TestCentre::new().await;
    let mut device = centre.desk("shangwu-01").await;
    let act =
        device.issued_with(&device.number(1), |it| it.holder = "别人的公司（样本）".to_owned());
    issue_as(&mut device, "li", "c1", act.clone());
    let number = licence_of(&act).number;
    device.act_as("wang", case("c1"), voided(&number));
    // The one after it is as good as it is.
    let next = device.issued(&device.number(2));
    device.act(case("c1"), next.clone());
    let wrong = [(3, "licence_differs"), (4, "licence_in_doubt")];
    assert_codes(&push(&centre, &device, 1).await, &wrong);
    let register = async || centre.server.look_up(&number).await.unwrap().finding.revocation;
    assert_eq!(register().await, None);
    assert_eq!(told(&centre, &device, &licence_of(&next)).await, (Verdict::Valid, Record::Held));
    let id = "shangwu-01/4/licence_in_doubt".parse().unwrap();
    centre.server.settle(&id, &person("sun", Role::Leader, "shangwu"), "confirm").await.unwrap();
    assert!(register().await.is_some());
}

#[tokio::test]
async fn what_a_window_says_of_itself_is_not_believed() {
    let centre = TestCentre::new().await;
    let mut device = centre.desk("shangwu-01").await;
    let mut expected: Vec<(u64, &str)> = Vec::new();
    let lies: [fn(&mut Licence); 7] = [
        |it| it.holder = "别人的公司（样本）".to_owned(),
        |it| it.valid_until = Some("2199-12-31".parse().unwrap()),
        |it| it.licence_type = "another-type".to_owned(),
        |it| it.name = "另一种证（样本）".to_owned(),
        |it| it.issued_on = "2020-01-01".parse().unwrap(),
        |it| it.product.holder_number = Some("91320300MA11111111".to_owned()),
        |it| it.identifier = Some("1.2.156.3005.2.1".to_owned()),
    ];
    let mut licences = Vec::new();
    for (n, lie) in (1..).zip(lies) {
        let act = device.issued_with(&device.number(n), lie);
        licences.push(licence_of(&act));
        expected.push((issue_as(&mut device, "li", &format!("lie{n}"), act), "licence_differs"));
    }
    // Somebody of another department, and nobody at all.
    let act = device.issued(&device.number(8));
    let seq = issue_as(&mut device, "zhao", "c8", act);
    expected.extend([(seq, "actor_elsewhere"), (seq, "licence_signature_wrong")]);
    let act = device.issued(&device.number(9));
    let seq = issue_as(&mut device, "nobody", "c9", act);
    expected.extend([(seq, "actor_unknown"), (seq, "licence_signature_wrong")]);
    assert_codes(&push(&centre, &device, 1).await, &expected);
    for licence in &licences {
        let record = centre.server.look_up(&licence.number).await.unwrap().record;
        assert_eq!(record, Record::Withheld, "{licence:?}");
    }
}

/// The pack with a fee of ten.
fn with_fee() -> RulePack {
    let mut pack = serde_json::to_value(pack(2)).unwrap();
    let ten = json!({"amount": "10.00", "currency": "CNY"});
    pack["items"][0]["fee"] = json!({
        "name": "工本费（样本）", "basis": "样本",
        "tariffs": [{"from": "2026-01-01", "until": null, "amount": ten}],
        "exemptions": [],
    });
    serde_json::from_value(pack).unwrap()
}

#[tokio::test]
async fn a_fee_is_what_the_tariff_says_and_a_receipt_is_given_once() {
    let centre = TestCentre::new().await;
    centre.server.publish(&admin(), &with_fee()).await.unwrap();
    let mut device = centre.desk("shangwu-01").await;
    let amount = |amount: &str| {
        serde_json::from_value(json!({"amount": amount, "currency": "CNY"})).unwrap()
    };
    let begin = |device: &mut Device, name: &str, fee: FeeDue| {
        let mut begins = received(name);
        if let CaseAct::Received(received) = &mut begins {
            received.pack_version = 2;
        }
        device.act(case(name), begins);
        let CaseAct::Accepted(accepted) = accepted() else { panic!() };
        device.act(case(name), CaseAct::Accepted(acts::Accepted { fee, ..accepted }))
    };
    let free = begin(&mut device, "free", FeeDue::Free);
    let less = begin(&mut device, "less", FeeDue::Amount { amount: amount("1.00") });
    begin(&mut device, "right", FeeDue::Amount { amount: amount("10.00") });
    let paid = |receipt: &str, paid: &str| {
        let (receipt, amount) = (receipt.to_owned(), amount(paid));
        CaseAct::FeeCharged(acts::FeeCharged { receipt, amount })
    };
    // Of the block that there is: receipts are numbered like licences.
    let receipt = device.number(1);
    device.act(case("right"), paid(&receipt, "10.00"));
    begin(&mut device, "again", FeeDue::Amount { amount: amount("10.00") });
    let again = device.act(case("again"), paid(&receipt, "9.00"));
    let expected = [
        (free, "fee_differs"),
        (less, "fee_differs"),
        (again, "fee_differs"),
        (again, "receipt_twice"),
    ];
    assert_codes(&push(&centre, &device, 1).await, &expected);
    begin(&mut device, "third", FeeDue::Amount { amount: amount("10.00") });
    let third = device.act(case("third"), paid(&receipt, "10.00"));
    assert_codes(&push(&centre, &device, third - 2).await, &[(third, "receipt_twice")]);
}

#[tokio::test]
async fn a_revoked_grant_is_found_although_the_licence_does_not_name_it() {
    let centre = TestCentre::new().await;
    let mut device = centre.desk("shangwu-01").await;
    let mut revoked = pack(2);
    revoked.grants[0].revoked_at = Some(device.time.device - TimeDelta::minutes(1));
    centre.server.publish(&admin(), &revoked).await.unwrap();
    for (place, lie) in [(1, None), (2, Some("别的授权书（样本）"))] {
        let act = device.issued_with(&device.number(place), |it| match lie {
            None => it.reasons.clear(),
            Some(other) => it.reasons[0].grant = other.to_owned(),
        });
        let seq = issue_as(&mut device, "li", &format!("c{place}"), act);
        assert_codes(&push(&centre, &device, seq - 2).await, &[(seq, "grant_revoked")]);
    }
}

/// Whatever a window says of its clock and its last contact: the centre knows when it heard of it.
#[tokio::test]
async fn no_act_is_older_than_the_last_contact_before_a_pause() {
    let centre = TestCentre::new().await;
    let mut device = centre.desk("shangwu-01").await;
    let begun = device.time.device;
    let act_at = |device: &mut Device, minutes: i64| {
        device.time.device = begun + TimeDelta::minutes(minutes);
        device.receive(&format!("c{minutes}"));
        device.chain.seq
    };
    centre.later(TimeDelta::hours(1));
    let seq = act_at(&mut device, 60);
    assert_codes(&push(&centre, &device, seq).await, &[]);
    // An outage of three hours: what was done in it comes in now, and nothing from before it.
    centre.later(TimeDelta::hours(3));
    let honest = act_at(&mut device, 120);
    let lie = act_at(&mut device, 50);
    act_at(&mut device, 200);
    assert_codes(&push(&centre, &device, honest).await, &[(lie, "time_before_contact")]);
    // An hour of contact: nothing is left to be caught up with.
    for minutes in (5..=60).step_by(5) {
        centre.later(TimeDelta::minutes(5));
        let seq = act_at(&mut device, 240 + minutes);
        assert_codes(&push(&centre, &device, seq).await, &[]);
    }
    let lie = act_at(&mut device, 241);
    act_at(&mut device, 301);
    assert_codes(&push(&centre, &device, lie).await, &[(lie, "time_before_contact")]);
}

/// There is nothing that a new device could have to catch up with.
#[tokio::test]
async fn no_act_of_a_new_device_is_older_than_a_pause_would_let_it_be() {
    let centre = TestCentre::new().await;
    let mut device = centre.desk("shangwu-01").await;
    let begun = device.time.device;
    for _ in 0..5 {
        centre.later(TimeDelta::minutes(5));
        let pull = device.pull_from(0, Digest::ZERO);
        centre.server.pull(&device.token, pull).await.unwrap();
    }
    device.time.device = begun + TimeDelta::minutes(12);
    device.receive("true");
    device.time.device = begun + TimeDelta::minutes(1);
    device.receive("lie");
    assert_codes(&push(&centre, &device, 1).await, &[(2, "time_before_contact")]);

    // One that had no contact since says when it was enrolled: its acts may be as old as that.
    let mut offline = centre.desk("shangwu-02").await;
    centre.later(TimeDelta::hours(3));
    offline.time.device = begun + TimeDelta::minutes(26);
    offline.receive("alone");
    assert_codes(&push(&centre, &offline, 1).await, &[]);
}

/// A device that was taken out of use still hands in what it holds.
#[tokio::test]
async fn what_a_disabled_device_does_has_no_effect() {
    let centre = TestCentre::new().await;
    let mut device = centre.desk("shangwu-01").await;
    let act = device.issued(&device.number(1));
    issue_as(&mut device, "li", "c1", act.clone());
    let first = device.chain.seq;
    centre.later(TimeDelta::minutes(20));
    centre.server.disable_device(&admin(), &device.id(), "失窃（样本）").await.unwrap();
    // Done before, and handed in after.
    assert_codes(&push(&centre, &device, 1).await, &[]);
    assert_eq!(told(&centre, &device, &licence_of(&act)).await, (Verdict::Valid, Record::Held));
    device.time.device += TimeDelta::minutes(21);
    let act = device.issued(&device.number(2));
    let seq = issue_as(&mut device, "li", "c2", act.clone());
    let found = push(&centre, &device, first + 1).await;
    let ended = (first + 1..=seq).map(|seq| (seq, "device_ended".to_owned()));
    for code in ended.chain([(seq, "licence_signature_wrong".to_owned())]) {
        assert!(found.contains(&code), "{code:?}: {found:?}");
    }
    let record = centre.server.look_up(&licence_of(&act).number).await.unwrap().record;
    assert_eq!(record, Record::Withheld);
}

/// One signature covers the acts of a push: each is held against the key at its own time.
#[tokio::test]
async fn an_old_time_at_the_end_takes_no_signature_from_what_was_before() {
    let centre = TestCentre::new().await;
    let mut device = centre.desk("shangwu-01").await;
    device.receive("c1");
    device.time.device -= TimeDelta::days(1);
    device.receive("c2");
    let found = push(&centre, &device, 1).await;
    let wrong = [(2, "act_unsigned"), (2, "actor_not_appointed"), (2, "time_before_contact")];
    assert_codes(&found, &wrong);
}

/// A window's program lets nobody type so much; whatever wrote it was another one.
#[tokio::test]
async fn a_text_is_no_longer_than_a_desk_lets_anybody_type() {
    let centre = TestCentre::new().await;
    let mut device = centre.desk("shangwu-01").await;
    let long = |characters: usize| "长".repeat(characters);
    let named = |name: String, form: serde_json::Value| {
        let CaseAct::Received(mut begins) = received("c") else { panic!() };
        begins.parties.applicant.name = name;
        begins.form.insert("investment_total".to_owned(), form);
        CaseAct::Received(begins)
    };
    let money = || json!({"amount": "1.00", "currency": "USD"});
    let texts = [
        (named(long(100), money()), None),
        (named(long(101), money()), Some("text_too_long")),
        (named(long(1), json!({"amount": long(101), "currency": "USD"})), Some("text_too_long")),
    ];
    let mut expected = Vec::new();
    for (n, (begins, code)) in texts.into_iter().enumerate() {
        let seq = device.act(case(&format!("c{n}")), begins);
        expected.extend(code.map(|code| (seq, code)));
    }
    let delivered = |recipient| CaseAct::Delivered(acts::Delivered { recipient });
    let issued = device.issued(&device.number(1));
    issue_as(&mut device, "li", "whole", issued.clone());
    let seq = device.act(case("whole"), delivered(long(101)));
    expected.push((seq, "text_too_long"));
    // What cannot be seen at once counts as well, and a void that says too much makes nothing void.
    let other = device.issued(&device.number(2));
    issue_as(&mut device, "li", "void", other.clone());
    let reason = long(501);
    let number = licence_of(&other).number;
    let void = CaseAct::Voided(acts::Voided { number, reason });
    let seq = device.act_as("wang", case("void"), void);
    expected.push((seq, "text_too_long"));
    assert_codes(&push(&centre, &device, 1).await, &expected);
    assert_eq!(told(&centre, &device, &licence_of(&issued)).await, (Verdict::Valid, Record::Held));
    assert_eq!(told(&centre, &device, &licence_of(&other)).await, (Verdict::Valid, Record::Held));
}
