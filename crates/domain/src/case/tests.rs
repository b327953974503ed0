//! The life of a case: every state against every act, and what each act makes of the case.

use super::{Case, CaseError, CaseState, may};
use crate::act::{Act, ActKind, DocumentKind, FeeDue, Licence};
use crate::calendar::Due;
use crate::decide::{Decision, Outcome, Queue};
use crate::grant::ReferralTarget;
use crate::person::Role;
use crate::sample::{accepted, acts, case_id, date, entry, money, received};
use proptest::prelude::*;

const ROLES: [Role; 5] = [Role::Clerk, Role::Chief, Role::Leader, Role::Supervisor, Role::Admin];

fn act(kind: ActKind) -> Act {
    acts().into_iter().find(|act| act.kind() == kind).unwrap()
}

fn begun() -> Case {
    Case::begin(&entry(received())).unwrap()
}

fn replayed(acts: &[Act]) -> Case {
    let mut case = begun();
    for act in acts {
        case.apply(&entry(act.clone())).unwrap();
    }
    case
}

/// A case in each state, by the acts that lead there; no fee is open in any.
fn in_state(state: CaseState) -> Case {
    let free = || accepted(FeeDue::Free);
    let acts = match state {
        CaseState::Received => vec![],
        CaseState::CorrectionDue => vec![act(ActKind::CorrectionNotified)],
        CaseState::Accepted => vec![free()],
        CaseState::Referred => vec![free(), act(ActKind::Referred)],
        CaseState::Issued => vec![free(), act(ActKind::Issued)],
        CaseState::Delivered => {
            vec![free(), act(ActKind::Issued), act(ActKind::Delivered)]
        }
        CaseState::NotAccepted => vec![act(ActKind::NotAccepted)],
        CaseState::Refused => vec![free(), act(ActKind::Refused)],
        CaseState::Withdrawn => vec![act(ActKind::Withdrawn)],
    };
    let case = replayed(&acts);
    assert_eq!(case.state, state);
    case
}

#[test]
fn every_state_against_every_act() {
    // In the order of the acts: received, correction notified, supplied, accepted, not accepted,
    // fee charged, referred, issued, refused, printed, delivered, withdrawn, voided, verified.
    let table = [
        (CaseState::Received, ".xxxx....x.x.."),
        (CaseState::CorrectionDue, "..x.x....x.x.."),
        (CaseState::Accepted, ".....xxxxx.x.x"),
        (CaseState::Referred, ".....x...x.x.."),
        (CaseState::Issued, ".........xx.x."),
        (CaseState::Delivered, ".........x...."),
        (CaseState::NotAccepted, ".........x...."),
        (CaseState::Refused, ".........x...."),
        (CaseState::Withdrawn, ".........x...."),
    ];
    assert_eq!(table.map(|(state, _)| state), CaseState::ALL);
    for (state, row) in table {
        let permitted = |act: &Act| if state.permits(act.kind()) { 'x' } else { '.' };
        assert_eq!(acts().iter().map(permitted).collect::<String>(), row, "{state:?}");
        let closed = row == ".........x....";
        assert_eq!(state.is_closed(), closed, "{state:?}");
    }
}

#[test]
fn what_was_referred_to_the_windows_own_chief_is_decided_there() {
    for (to, decided) in [(ReferralTarget::Chief, true), (ReferralTarget::Leader, false)] {
        let referred = Act::Referred { to, reasons: Vec::new() };
        let case = replayed(&[accepted(FeeDue::Free), referred]);
        for act in [ActKind::Issued, ActKind::Refused, ActKind::Referred, ActKind::Verified] {
            assert_eq!(case.check_kind(act).is_ok(), decided, "{to:?}: {act:?}");
        }
    }
}

#[test]
fn who_may_do_what_at_a_window() {
    for act in acts() {
        let kind = act.kind();
        let clerk = !matches!(kind, ActKind::Refused | ActKind::Voided);
        let expected = [clerk, true, false, false, false];
        assert_eq!(ROLES.map(|role| may(role, kind)), expected, "{kind:?}");
    }
}

#[test]
fn a_case_begins_with_its_receipt_and_is_received_once() {
    for act in acts().into_iter().skip(1) {
        assert_eq!(Case::begin(&entry(act)), Err(CaseError::NotTheBeginning));
    }
    for state in CaseState::ALL {
        let mut case = in_state(state);
        assert_eq!(case.apply(&entry(received())), Err(CaseError::NotTheBeginning));
    }
}

#[test]
fn an_act_of_another_case_is_refused() {
    let mut case = begun();
    let mut other = entry(act(ActKind::Withdrawn));
    other.case = case_id(2);
    assert_eq!(case.apply(&other), Err(CaseError::OtherCase(case_id(2))));
    assert_eq!(case, begun());
}

#[test]
fn the_applicant_is_told_once_what_is_missing() {
    let mut case = replayed(&[act(ActKind::CorrectionNotified), act(ActKind::Supplied)]);
    assert_eq!(case.state, CaseState::Received);
    // m1 was there already.
    assert_eq!(case.materials, ["m1".into(), "m2".into()]);
    assert_eq!(case.told_missing, ["m2".into()]);
    let again = entry(act(ActKind::CorrectionNotified));
    assert_eq!(case.apply(&again), Err(CaseError::AlreadyTold));
    assert!(!case.allowed(Role::Clerk).contains(&ActKind::CorrectionNotified));
    case.apply(&entry(accepted(FeeDue::Free))).unwrap();
    assert_eq!(case.state, CaseState::Accepted);
}

#[test]
fn the_licence_waits_for_the_fee_which_is_paid_once() {
    let charged = entry(act(ActKind::FeeCharged));
    let issued = entry(act(ActKind::Issued));
    let mut case = replayed(&[accepted(FeeDue::Amount { amount: money("10", "CNY") })]);
    assert!(case.fee_is_open());
    assert_eq!(case.apply(&issued), Err(CaseError::FeeUnpaid));
    case.apply(&charged).unwrap();
    assert_eq!(case.receipt.as_deref(), Some("RCPT-2026-000001-3"));
    assert_eq!(case.apply(&charged), Err(CaseError::NoFeeDue));
    case.apply(&issued).unwrap();

    let exempt = FeeDue::Exempt { code: "student".to_owned(), name: "示例".to_owned() };
    for fee in [FeeDue::Free, exempt] {
        let mut case = replayed(&[accepted(fee)]);
        assert_eq!(case.apply(&charged), Err(CaseError::NoFeeDue));
        case.apply(&issued).unwrap();
    }
}

#[test]
fn a_whole_life_leaves_its_traces() {
    let printed = |document, copy| Act::Printed { document, copy };
    let case = replayed(&[
        printed(DocumentKind::MaterialsReceipt, 0),
        act(ActKind::CorrectionNotified),
        act(ActKind::Supplied),
        act(ActKind::Accepted),
        act(ActKind::FeeCharged),
        act(ActKind::Issued),
        printed(DocumentKind::Licence, 0),
        printed(DocumentKind::Licence, 1),
        act(ActKind::Delivered),
    ]);
    assert_eq!(case.state, CaseState::Delivered);
    assert_eq!(case.received_by.as_str(), "wang");
    assert_eq!(case.due, Some(Due::On { date: date("2026-11-26") }));
    assert_eq!(case.licence.as_ref().unwrap().number, "SWWZ-2026-000123-7");
    assert_eq!(case.times_printed(DocumentKind::Licence), 2);
    assert_eq!(case.times_printed(DocumentKind::MaterialsReceipt), 1);
    assert_eq!(case.times_printed(DocumentKind::FeeReceipt), 0);
    let papers = [
        DocumentKind::MaterialsReceipt,
        DocumentKind::CorrectionNotice,
        DocumentKind::AcceptanceNotice,
        DocumentKind::FeeReceipt,
        DocumentKind::Licence,
    ];
    assert_eq!(case.documents(), papers);
    assert_eq!(begun().documents(), [DocumentKind::MaterialsReceipt]);
    assert_eq!(in_state(CaseState::Referred).referred_to, Some(ReferralTarget::Leader));
}

#[test]
fn what_is_allowed_in_each_state_hangs_on_the_role() {
    for state in CaseState::ALL {
        let case = in_state(state);
        for role in [Role::Leader, Role::Supervisor, Role::Admin] {
            assert!(case.allowed(role).is_empty(), "{state:?} {role:?}");
        }
        let (clerk, chief) = (case.allowed(Role::Clerk), case.allowed(Role::Chief));
        let more: Vec<_> = chief.iter().filter(|act| !clerk.contains(act)).collect();
        let expected = match state {
            CaseState::Accepted => vec![&ActKind::Refused],
            CaseState::Issued => vec![&ActKind::Voided],
            _ => vec![],
        };
        assert_eq!(more, expected, "{state:?}");
    }
}

#[test]
fn a_void_licence_leaves_the_case_to_be_issued_anew() {
    let printed = |copy| Act::Printed { document: DocumentKind::Licence, copy };
    let issued = |number: &str| {
        let Act::Issued { licence } = act(ActKind::Issued) else { panic!("no licence") };
        Act::Issued { licence: Licence { number: number.to_owned(), ..licence } }
    };
    let void =
        |number: &str| Act::Voided { number: number.to_owned(), reason: "示例".to_owned() };
    let (first, second, third) = ("SWWZ-2026-000123-7", "SWWZ-2026-000124-8", "SWWZ-2026-000125-9");
    let paid = [act(ActKind::Accepted), act(ActKind::FeeCharged), issued(first), printed(0)];
    let mut case = replayed(&paid);
    let before = case.clone();
    let other = case.apply(&entry(void(second)));
    assert_eq!(other, Err(CaseError::OtherLicence(second.to_owned())));
    assert_eq!(case, before);

    case.apply(&entry(void(first))).unwrap();
    assert_eq!((case.state, case.licence.as_ref()), (CaseState::Accepted, None));
    assert!(!case.fee_is_open() && case.receipt.is_some(), "the fee stays paid");
    assert_eq!(case.times_printed(DocumentKind::Licence), 0);
    assert!(!case.documents().contains(&DocumentKind::Licence));
    let revocation = case.revocation(first).unwrap();
    assert_eq!((revocation.on, revocation.replaced_by), (date("2026-11-23"), None));
    assert_eq!(case.revocation(second), None);
    let twice = case.apply(&entry(void(first)));
    assert!(matches!(twice, Err(CaseError::NotPermitted { .. })));

    for act in [issued(second), printed(0), void(second), issued(third)] {
        case.apply(&entry(act)).unwrap();
    }
    let replaced = |number| case.revocation(number).unwrap().replaced_by;
    assert_eq!(replaced(first).as_deref(), Some(second));
    assert_eq!(replaced(second).as_deref(), Some(third));
    assert_eq!(case.revocation(third), None, "it holds");
    case.apply(&entry(act(ActKind::Delivered))).unwrap();
    let late = case.apply(&entry(void(third)));
    assert!(matches!(late, Err(CaseError::NotPermitted { .. })), "handed over");
}

#[test]
fn where_two_officers_are_needed_somebody_else_has_verified() {
    let mut case = replayed(&[accepted(FeeDue::Free)]);
    let decision = |second_officer| Decision {
        outcome: Outcome::Issue,
        to: None,
        also: vec![],
        queue: Queue::Normal,
        second_officer,
        reasons: vec![],
    };
    let (one, two) = (decision(false), decision(true));
    let (wang, li) = ("wang".into(), "li".into());
    let needed = Err(CaseError::SecondOfficerNeeded);
    assert_eq!(case.check_officers(&wang, &one), Ok(()));
    assert_eq!(case.check_officers(&wang, &two), needed);
    // Whoever issues does not count, however often.
    for _ in 0..2 {
        case.apply(&entry(act(ActKind::Verified))).unwrap();
    }
    assert_eq!(case.verified_by, ["wang".into()]);
    assert_eq!(case.check_officers(&wang, &two), needed);
    assert_eq!(case.check_officers(&li, &two), Ok(()));
    let mut by_li = entry(act(ActKind::Verified));
    by_li.actor = li;
    case.apply(&by_li).unwrap();
    assert_eq!(case.check_officers(&wang, &two), Ok(()));
    // A void licence does not undo what was looked at.
    case.apply(&entry(act(ActKind::Issued))).unwrap();
    case.apply(&entry(act(ActKind::Voided))).unwrap();
    assert_eq!(case.check_officers(&wang, &two), Ok(()));
}

fn any_act() -> impl Strategy<Value = Act> {
    let mut known = acts();
    known.extend([
        accepted(FeeDue::Free),
        Act::CorrectionNotified { missing: vec![], told_by: Due::On { date: date("2026-11-30") } },
        Act::Printed { document: DocumentKind::Licence, copy: u32::MAX },
    ]);
    prop::sample::select(known)
}

proptest! {
    /// Random journals: what is allowed is just what is accepted, a refused act changes nothing,
    /// and a case is what its accepted acts make of it.
    #[test]
    fn what_is_allowed_is_what_is_accepted(life in prop::collection::vec(any_act(), 0..40)) {
        let mut case = begun();
        let mut accepted_acts = Vec::new();
        for next in life {
            for role in ROLES {
                let allowed = case.allowed(role);
                for act in acts() {
                    let kind = act.kind();
                    let accepts = case.clone().apply(&entry(act)).is_ok();
                    prop_assert_eq!(allowed.contains(&kind), accepts && may(role, kind));
                }
            }
            let before = case.clone();
            match case.apply(&entry(next.clone())) {
                Ok(()) => accepted_acts.push(next),
                Err(_) => prop_assert_eq!(&case, &before),
            }
            let closed_before = before.state.is_closed();
            prop_assert!(!closed_before || case.state == before.state, "a closed case reopened");
        }
        prop_assert_eq!(replayed(&accepted_acts), case);
    }
}
