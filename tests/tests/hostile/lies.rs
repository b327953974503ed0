//! Licences that nobody may believe, and acts that nobody may heed.

use crate::client::Client;
use crate::hall::{GRANT, Hall};
use crate::honest::Honest;
use crate::liar::{CLERK, Liar, actor, clerk};
use chrono::TimeDelta;
use clerk_domain::case::{CaseAct, acts};
use clerk_domain::fee::FeeDue;
use clerk_domain::grant::ReferralTarget;
use clerk_domain::identity::IdentityDocument;
use clerk_domain::item::{Action, ApplicantKind};
use clerk_domain::journal::{About, Stamp};
use clerk_domain::licence::Licence;
use clerk_domain::person::Role;
use clerk_domain::product::ExistingLicence;
use serde_json::json;

/// What it is, and what it says that is not so.
type Lie = (&'static str, fn(&mut Licence));

/// What must be told of which places, whatever else is.
#[track_caller]
fn assert_told(found: &[(u64, String)], expected: &[(u64, &str)]) {
    for (seq, code) in expected {
        assert!(found.contains(&(*seq, (*code).to_owned())), "{seq} {code}: {found:?}");
    }
}

/// What the rules allow is valid: the lies below differ from it in what they say alone.
pub async fn one_that_holds(liar: &mut Liar, public: &Client) -> String {
    let received = liar.received();
    let mut case = liar.begin(&clerk(), received);
    let number = liar.number("GSGT");
    let mut licence = liar.licence(&case, &number, |_| {});
    let code = liar.sign(&CLERK.into(), &mut licence);
    let issued = acts::Issued { licence, founded: None };
    liar.act(&clerk(), &mut case, CaseAct::Issued(issued));
    assert_eq!(liar.push().await, []);
    assert_eq!(public.verify(&code).await.0, "有效");
    // The same number with another holder, or another end.
    let lies: [Lie; 2] = [
        ("known number, other holder", |it| it.holder = "别人（样本）".to_owned()),
        ("known number, other end", |it| it.valid_until = Some("2199-12-31".parse().unwrap())),
    ];
    for (what, lie) in lies {
        let mut licence = liar.licence(&case, &number, lie);
        let code = liar.sign(&CLERK.into(), &mut licence);
        liar.minted.push((what, code));
    }
    code
}

/// Signed, and never reported.
pub fn never_reported(liar: &mut Liar) {
    let received = liar.received();
    let case = liar.begin(&clerk(), received);
    let number = liar.number("GSGT");
    let texts: [(&str, Licence); 2] = [
        ("never reported", liar.licence(&case, &number, |_| {})),
        (
            "another department's type",
            liar.licence(&case, "ANYTHING", |it| it.licence_type = "shangwu-approval".to_owned()),
        ),
    ];
    for (what, mut licence) in texts {
        let code = liar.sign(&CLERK.into(), &mut licence);
        liar.minted.push((what, code));
    }
}

/// Numbers that another window gave: on a case of its own, and made void there, and on that window's case.
pub async fn others_numbers(liar: &mut Liar, honest: &[&Honest]) {
    let mut expected = Vec::new();
    let chief = actor("gongshang-chief", Role::Chief);
    for (honest, licence) in honest.iter().map(|honest| (honest, honest.issued().remove(0))) {
        let received = liar.received();
        let mut case = liar.begin(&clerk(), received);
        let taken = liar.licence(&case, &licence.number, |_| {});
        let seq = liar.mint("another window's number", &clerk(), &mut case, taken);
        expected.extend([(seq, "licence_number_twice"), (seq, "number_not_leased")]);
        for by in [&clerk(), &chief] {
            let (number, reason) = (licence.number.clone(), "样本".to_owned());
            let void = CaseAct::Voided(acts::Voided { number, reason });
            let wrong = if by.role == Role::Chief { "act_unsigned" } else { "role_forbidden" };
            let seq = liar.write(by, About::Case(case.id, void.clone()));
            expected.push((seq, wrong));
            let seq = liar.write(by, About::Case(honest.left, void));
            expected.extend([(seq, wrong), (seq, "case_rule")]);
        }
        let next = changed(liar, ExistingLicence::from(&licence), "1000.00");
        let mut next = liar.begin(&clerk(), next);
        let changed = liar.licence(&next, &licence.number, |_| {});
        let seq = liar.mint("another window's licence changed", &clerk(), &mut next, changed);
        expected.push((seq, "existing_differs"));
        let refused = CaseAct::Refused(acts::Refused { reason: "样本".to_owned() });
        let seq = liar.write(&clerk(), About::Case(honest.left, refused));
        expected.push((seq, "case_rule"));
    }
    assert_told(&liar.push().await, &expected);
}

/// Licences that differ from what case and rules say.
pub async fn other_lines(liar: &mut Liar) {
    let lies: [Lie; 4] = [
        ("holder not the applicant", |it| it.holder = "别人（样本）".to_owned()),
        ("until 2199", |it| it.valid_until = Some("2199-12-31".parse().unwrap())),
        ("another type", |it| it.licence_type = "business-licence".to_owned()),
        ("issued in 2020", |it| it.issued_on = "2020-01-01".parse().unwrap()),
    ];
    let mut expected = Vec::new();
    for (what, lie) in lies {
        let received = liar.received();
        let mut case = liar.begin(&clerk(), received);
        let number = liar.number("GSGT");
        let licence = liar.licence(&case, &number, lie);
        expected.push((liar.mint(what, &clerk(), &mut case, licence), "licence_differs"));
    }
    assert_told(&liar.push().await, &expected);
}

/// Acts in the name of whoever else there is, and is not.
pub async fn other_people(liar: &mut Liar) {
    let mut expected = Vec::new();
    let people = [
        ("somebody who is not there", actor("nobody", Role::Chief), "actor_unknown"),
        ("in the chief's name", actor("gongshang-chief", Role::Chief), "act_unsigned"),
    ];
    for (what, by, wrong) in people {
        let received = liar.received();
        let mut case = liar.begin(&by, received);
        let number = liar.number("GSGT");
        let licence = liar.licence(&case, &number, |_| {});
        let seq = liar.mint(what, &by, &mut case, licence);
        expected.extend([(seq, "licence_signature_wrong"), (seq - 1, wrong), (seq - 2, wrong)]);
    }
    // Another department's item, numbers and chief representative.
    let mut received = liar.received();
    received.item = "zhijian-01".into();
    received.action = Action::Renew;
    received.form.clear();
    let applicant = &mut received.parties.applicant;
    (applicant.kind, applicant.document) =
        (ApplicantKind::Enterprise, IdentityDocument::CreditCode);
    applicant.number = "91320300YB0000016E".to_owned();
    for by in [clerk(), actor("zhijian-chief", Role::Chief)] {
        let mut case = liar.begin(&by, received.clone());
        let number = liar.number("ZJNJ");
        let licence = liar.licence(&case, &number, |_| {});
        let seq = liar.mint("another department's item", &by, &mut case, licence);
        expected.extend([(seq, "item_elsewhere"), (seq, "number_not_leased")]);
        if by.person.as_str() != CLERK {
            expected.push((seq, "actor_elsewhere"));
        }
        liar.received();
    }
    // A second officer of another department; and a colleague, who knows nothing of it.
    for second in [actor("zhijian-clerk", Role::Clerk), actor("gongshang-chief", Role::Chief)] {
        let mut received = liar.received();
        received.parties.applicant.kind = ApplicantKind::UniversityStudent;
        let mut case = liar.begin(&clerk(), received);
        let verified = CaseAct::Verified(acts::Verified { findings: "样本".to_owned() });
        let seq = liar.act(&second, &mut case, verified);
        expected.push((seq, "act_unsigned"));
        let number = liar.number("GSGT");
        let licence = liar.licence(&case, &number, |_| {});
        let seq = liar.mint("second officer who was not there", &clerk(), &mut case, licence);
        expected.push((seq, "act_unsigned"));
    }
    expected.extend(approved_by_nobody(liar));
    assert_told(&liar.push().await, &expected);
}

/// What only a leader may approve, approved in the leader's name.
fn approved_by_nobody(liar: &mut Liar) -> Vec<(u64, &'static str)> {
    let leader = actor("gongshang-leader", Role::Leader);
    let received = changed(liar, old_paper("旧-大公司"), "90000000.00");
    let mut case = liar.begin(&clerk(), received);
    let referred = acts::Referred { to: ReferralTarget::Leader, reasons: Vec::new() };
    liar.act(&clerk(), &mut case, CaseAct::Referred(referred));
    let approved =
        acts::ReferralDecided { approved: true, opinion: "同意（样本）".to_owned() };
    liar.act(&leader, &mut case, CaseAct::ReferralDecided(approved));
    let licence = liar.licence(&case, "旧-大公司", |_| {});
    let seq = liar.mint("approved in a leader's name", &clerk(), &mut case, licence);
    vec![(seq - 1, "case_rule"), (seq - 1, "act_unsigned"), (seq, "case_rule")]
}

/// A company of somebody's that changes.
fn changed(liar: &mut Liar, existing: ExistingLicence, capital: &str) -> acts::Received {
    let mut received = liar.received();
    received.item = "gongshang-02".into();
    received.action = Action::Change;
    received.existing = Some(existing);
    received.materials.push("m4".into());
    let lines = ["legal_representative", "address", "business_scope"];
    received.form = lines.map(|key| (key.to_owned(), "样本".into())).into();
    let capital = json!({"amount": capital, "currency": "CNY"});
    received.form.insert("registered_capital".to_owned(), capital);
    received
}

/// A licence that somebody brings, of which the centre knows nothing.
fn old_paper(number: &str) -> ExistingLicence {
    let day = "2020-01-01".parse().unwrap();
    ExistingLicence {
        number: number.to_owned(),
        version: 1,
        since: day,
        valid_from: day,
        valid_until: None,
        holder_number: None,
    }
}

/// A copy of a business licence costs ten: said to be free; and two that were paid by one receipt.
pub async fn fees(liar: &mut Liar) {
    let mut expected = Vec::new();
    let ten = || serde_json::from_value(json!({"amount": "10.00", "currency": "CNY"})).unwrap();
    let receipt = liar.number("RCPT");
    for (what, paid) in [("free", false), ("first receipt", true), ("receipt twice", true)] {
        let mut received = liar.received();
        received.item = "gongshang-05".into();
        received.action = Action::Duplicate;
        received.form = [("declared_on".to_owned(), "2026-11-20".into())].into();
        received.materials.truncate(2);
        received.existing = Some(old_paper(&format!("旧-{what}").replace(' ', "-")));
        let number = received.existing.as_ref().unwrap().number.clone();
        let fee = if paid { FeeDue::Amount { amount: ten() } } else { FeeDue::Free };
        let mut case = liar.begin_with(&clerk(), received, fee);
        if paid {
            let charged = acts::FeeCharged { receipt: receipt.clone(), amount: ten() };
            liar.act(&clerk(), &mut case, CaseAct::FeeCharged(charged));
        }
        let mut licence = liar.licence(&case, &number, |_| {});
        if what == "first receipt" {
            liar.sign(&CLERK.into(), &mut licence);
            let issued = acts::Issued { licence, founded: None };
            liar.act(&clerk(), &mut case, CaseAct::Issued(issued));
            continue;
        }
        let seq = liar.mint(what, &clerk(), &mut case, licence);
        let wrong = if paid { "receipt_twice" } else { "fee_differs" };
        expected.extend([(seq - 1, wrong), (seq, wrong)]);
    }
    assert_told(&liar.push().await, &expected);
}

/// A grant that is revoked, under rules that still have it: not named; and in an older time.
pub async fn revoked_grant(liar: &mut Liar, hall: &Hall) {
    hall.revoke_grant();
    let mut expected = Vec::new();
    let lies: [Lie; 2] = [
        ("revoked grant not named", |it| it.reasons.clear()),
        ("another grant named", |it| {
            it.reasons
                .iter_mut()
                .for_each(|reason| reason.grant = "徐工商授〔2026〕1号".to_owned());
        }),
    ];
    for (what, lie) in lies {
        let received = liar.received();
        let mut case = liar.begin(&clerk(), received);
        let number = liar.number("GSGT");
        let licence = liar.licence(&case, &number, lie);
        expected.push((liar.mint(what, &clerk(), &mut case, licence), "grant_revoked"));
    }
    assert_told(&liar.push().await, &expected);
    let received = liar.received();
    let case = liar.begin(&clerk(), received);
    let number = liar.number("GSGT");
    let mut licence = liar.licence(&case, &number, |_| {});
    assert!(licence.reasons.iter().any(|reason| reason.grant == GRANT));
    let code = liar.sign(&CLERK.into(), &mut licence);
    liar.minted.push(("an older time", code));
    let before = liar.now() - TimeDelta::hours(1);
    let time = Stamp { device: before, server: Some(before), ticks: 0 };
    let issued = CaseAct::Issued(acts::Issued { licence, founded: None });
    let seq = liar.write_at(time, &clerk(), About::Case(case.id, issued));
    // Nobody had a key there then.
    assert_told(&liar.push().await, &[(seq, "licence_signature_wrong")]);
}

/// Its device is taken out of use; it signs on.
pub async fn disabled(liar: &mut Liar, hall: &Hall) {
    let disable = ["device", "disable", "gongshang-02", "--reason", "失窃（样本）", "--as", "zhou"];
    hall.run(&disable);
    never_reported(liar);
    let received = liar.received();
    let mut case = liar.begin(&clerk(), received);
    let number = liar.number("GSGT");
    let licence = liar.licence(&case, &number, |_| {});
    let seq = liar.mint("after the device was disabled", &clerk(), &mut case, licence);
    assert_told(&liar.push().await, &[(seq, "device_ended"), (seq, "licence_signature_wrong")]);
}
