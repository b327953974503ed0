//! What a case costs is what it cost on the day of its acceptance, and an exemption is proved.

use crate::centre::{PERSON, TestCentre, WINDOW};
use crate::steps::{accept, item_of, lift, printed, publish, receive, shared};
use clerk_desk::api::{AcceptArgs, CaseArgs, ErrorCode, Nothing};
use clerk_domain::fee::FeeDue;
use clerk_domain::item::Tariff;
use clerk_domain::money::Money;
use clerk_domain::paper::DocumentKind;
use clerk_testkit::SetClock;

fn yuan(amount: &str) -> Money {
    Money::parse(amount, "CNY").unwrap()
}

#[test]
fn a_receipt_says_the_tariff_of_the_day_of_acceptance() {
    let clock = SetClock::at("2026-11-30T01:00:00Z".parse().unwrap());
    let centre = TestCentre::new(shared(&clock), |_| true);
    publish(&centre, |pack| {
        let tariff = |from: &str, until: Option<&str>, amount| Tariff {
            from: from.parse().unwrap(),
            until: until.map(|until| until.parse().unwrap()),
            amount: yuan(amount),
        };
        let first = tariff("2026-01-01", Some("2026-11-30"), "20.00");
        item_of(pack, "zhijian-03").fee.as_mut().unwrap().tariffs =
            vec![first, tariff("2026-12-01", None, "35.00")];
    });
    let desk = centre.desk("window", 1, shared(&clock));
    centre.enrol_as(&desk, WINDOW, PERSON);
    let (case, waiting) = (receive(&desk, lift()), receive(&desk, lift()));
    accept(&desk, case);

    // The tariff of December, and one that was not known in November.
    clock.set("2026-12-02T01:00:00Z".parse().unwrap());
    publish(&centre, |pack| {
        let fee = item_of(pack, "zhijian-03").fee.as_mut().unwrap();
        fee.tariffs.iter_mut().for_each(|tariff| tariff.amount = yuan("99.00"));
    });
    desk.sync_now(Nothing {}).unwrap();
    desk.charge(CaseArgs { case }).unwrap();
    let receipt = printed(&desk, case, DocumentKind::FeeReceipt);
    assert!(receipt.contains("每件20.00元") && receipt.contains("贰拾元整"), "{receipt}");
    // What is accepted later pays what it costs then, by the rules that it was received under.
    accept(&desk, waiting);
    let due = desk.case(CaseArgs { case: waiting }).unwrap().case.money.fee;
    assert_eq!(due, Some(FeeDue::Amount { amount: yuan("35.00") }));
}

#[test]
fn an_exemption_asks_for_its_proof() {
    let clock = SetClock::at("2026-11-23T01:00:00Z".parse().unwrap());
    let centre = TestCentre::new(shared(&clock), |_| true);
    let desk = centre.desk("window", 1, shared(&clock));
    centre.enrol_as(&desk, WINDOW, PERSON);
    let claim = |case| {
        let exemption = Some("welfare".to_owned());
        desk.accept(AcceptArgs { case, exemption })
    };
    let refused = claim(receive(&desk, lift())).unwrap_err();
    let lacks = (ErrorCode::ExemptionNotProved, "养老、托育机构登记证书".to_owned());
    assert_eq!((refused.code, refused.detail), lacks);
    let mut proved = lift();
    proved.materials.push("p2".into());
    let fee = claim(receive(&desk, proved)).unwrap().case.money.fee;
    assert!(matches!(fee, Some(FeeDue::Exempt { code, .. }) if code == "welfare"));
}
