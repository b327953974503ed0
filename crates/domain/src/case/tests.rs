//! How a case goes: every state against every act, and what each act makes of the case.

use super::acts::{CorrectionNotified, Issued, Printed, ReferralDecided, Referred, Voided};
use super::{Case, CaseAct, CaseActKind, CaseState, Context};
use crate::act::{By, Doer};
use crate::calendar::Due;
use crate::decide::{Decision, Outcome, Queue};
use crate::fee::FeeDue;
use crate::grant::ReferralTarget;
use crate::ids::Author;
use crate::journal::{About, Entry};
use crate::licence::Licence;
use crate::paper::DocumentKind;
use crate::person::Role;
use crate::sample::{accepted, act, actor, acts, case_id, date, entry, money, received};
use crate::why_not::WhyNot;

const ROLES: [Role; 5] = [Role::Clerk, Role::Chief, Role::Leader, Role::Supervisor, Role::Admin];

fn begun() -> Case {
    Case::begin(&entry(received())).unwrap()
}

fn folded(acts: &[CaseAct]) -> Case {
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
        CaseState::CorrectionDue => vec![act(CaseActKind::CorrectionNotified)],
        CaseState::Accepted => vec![free()],
        CaseState::Referred => vec![free(), act(CaseActKind::Referred)],
        CaseState::Issued => vec![free(), act(CaseActKind::Issued)],
        CaseState::Delivered => {
            vec![free(), act(CaseActKind::Issued), act(CaseActKind::Delivered)]
        }
        CaseState::NotAccepted => vec![act(CaseActKind::NotAccepted)],
        CaseState::Refused => vec![free(), act(CaseActKind::Refused)],
        CaseState::Withdrawn => vec![act(CaseActKind::Withdrawn)],
    };
    let case = folded(&acts);
    assert_eq!(case.state(), state);
    case
}

fn at(author: &str, role: Role) -> Context<'static> {
    Context { doer: Doer { person: "li".into(), role, author: author.into() }, decision: None }
}

fn chief() -> Context<'static> {
    at("shangwu-03", Role::Chief)
}

fn leader() -> Context<'static> {
    at("centre/shangwu", Role::Leader)
}

fn possible(case: &Case, context: &Context<'_>) -> Vec<CaseActKind> {
    let offers = case.offers(context).into_iter();
    offers.filter(|offer| offer.why_not.is_none()).map(|offer| offer.act).collect()
}

/// Each act says of itself in which states it is offered; what is offered must agree.
#[test]
fn every_state_against_every_act() {
    for state in CaseState::ALL {
        let case = in_state(state);
        let here = possible(&case, &chief()).into_iter().chain(possible(&case, &leader()));
        let here: Vec<_> = here.collect();
        let said = CaseAct::samples().into_iter();
        let said = said.filter(|(_, states)| states.contains(&state));
        let mut expected: Vec<_> = said.map(|(act, _)| act.kind()).collect();
        let mut found = here.clone();
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected, "{state:?}");
        let ended = [CaseActKind::Printed, CaseActKind::Delivered];
        assert_eq!(state.is_closed(), here.iter().all(|act| ended.contains(act)), "{state:?}");
    }
}

#[test]
fn what_was_referred_to_the_windows_own_chief_is_decided_there() {
    for (to, here) in [(ReferralTarget::Chief, true), (ReferralTarget::Leader, false)] {
        let referred = Referred { to, reasons: Vec::new() }.into();
        let case = folded(&[accepted(FeeDue::Free), referred]);
        let at_the_window = possible(&case, &chief());
        for act in [
            CaseActKind::Issued,
            CaseActKind::Refused,
            CaseActKind::Referred,
            CaseActKind::Verified,
        ] {
            assert_eq!(at_the_window.contains(&act), here, "{to:?}: {act:?}");
        }
        let decided = case.check(CaseActKind::ReferralDecided, &leader());
        assert_eq!(decided, if here { Err(WhyNot::WithTheChief) } else { Ok(()) });
    }
}

#[test]
fn the_leader_lets_the_window_issue_or_refuses() {
    let decided = |approved| {
        let decided = ReferralDecided { approved, opinion: "示例意见".to_owned() };
        folded(&[accepted(FeeDue::Free), act(CaseActKind::Referred), decided.into()])
    };
    let yes = decided(true);
    assert_eq!(yes.state(), CaseState::Accepted);
    let approval = yes.procedures.approval().unwrap();
    assert_eq!((approval.by.person.as_str(), approval.author.as_str()), ("qian", "centre/shangwu"));
    assert!(possible(&yes, &chief()).contains(&CaseActKind::Issued));
    let no = decided(false);
    assert_eq!((no.state(), no.procedures.approval()), (CaseState::Refused, None));
    assert_eq!(no.decision.refusal.as_ref().unwrap().reason, "示例意见");
    // Asked once more, the earlier answer counts no longer.
    let mut again = yes;
    again.apply(&entry(act(CaseActKind::Referred))).unwrap();
    assert_eq!((again.state(), again.procedures.approval()), (CaseState::Referred, None));
}

#[test]
fn what_ends_without_a_licence_is_handed_over_once() {
    for state in [CaseState::NotAccepted, CaseState::Refused] {
        let mut case = in_state(state);
        case.apply(&entry(act(CaseActKind::Delivered))).unwrap();
        assert_eq!((case.state(), case.delivery.is_some()), (state, true));
        let again = case.check(CaseActKind::Delivered, &chief());
        assert_eq!(again, Err(WhyNot::WrongState { state }));
    }
}

#[test]
fn whoever_may_decide_and_whom_the_grant_lets_may_refuse() {
    let decision = |outcome, may_refuse| Decision {
        outcome,
        to: (outcome == Outcome::Refer).then_some(ReferralTarget::Leader),
        also: vec![],
        queue: Queue::Normal,
        second_officer: false,
        may_refuse,
        reasons: vec![],
    };
    let rows = [
        (Outcome::Issue, true, Ok(())),
        (Outcome::Correct, true, Ok(())),
        (Outcome::Issue, false, Err(WhyNot::MayNotRefuse)),
        (Outcome::Refer, true, Err(WhyNot::NotAuthorised)),
        (Outcome::Refer, false, Err(WhyNot::NotAuthorised)),
    ];
    for (outcome, may, expected) in rows {
        let decision = decision(outcome, may);
        let context = Context { decision: Some(&decision), ..chief() };
        let refused = in_state(CaseState::Accepted).check(CaseActKind::Refused, &context);
        assert_eq!(refused, expected, "{outcome:?} {may}");
        let not_accepted = begun().check(CaseActKind::NotAccepted, &context);
        assert_eq!(not_accepted.is_ok(), may, "accepting is the window's own, {outcome:?}");
    }
}

#[test]
fn who_may_do_what_and_where() {
    for kind in CaseActKind::ALL.iter().copied() {
        let expected = match kind {
            CaseActKind::Voided => [false, true, false, false, false],
            CaseActKind::ReferralDecided => [false; 5],
            _ => [true, true, false, false, false],
        };
        let window = ROLES.map(|role| kind.by().check(&at("shangwu-03", role).doer).is_ok());
        assert_eq!(window, expected, "{kind:?}");
        let centre = ROLES.map(|role| kind.by().check(&at("centre/shangwu", role).doer).is_ok());
        let expected = kind == CaseActKind::ReferralDecided;
        assert_eq!(centre, [false, false, expected, false, false], "{kind:?}");
        assert_eq!(kind.by().is_centre(), expected);
    }
    let elsewhere = at("shangwu-04", Role::Chief);
    let other = Err(WhyNot::OtherWindow { window: "shangwu-03".into() });
    assert_eq!(begun().check(CaseActKind::Printed, &elsewhere), other);
    assert_eq!(By::CHIEF.check(&leader().doer), Err(WhyNot::AtAWindow));
    let at_the_centre = begun().check(CaseActKind::ReferralDecided, &chief());
    assert_eq!(at_the_centre, Err(WhyNot::AtTheCentre));
}

#[test]
fn a_case_begins_with_its_receipt_and_is_received_once() {
    for act in acts().into_iter().skip(1) {
        assert_eq!(Case::begin(&entry(act)), Err(WhyNot::NotTheBeginning));
    }
    for state in CaseState::ALL {
        let mut case = in_state(state);
        assert_eq!(case.apply(&entry(received())), Err(WhyNot::NotTheBeginning));
    }
    let mut at_the_centre = entry(received());
    at_the_centre.author = Author::centre();
    assert_eq!(Case::begin(&at_the_centre), Err(WhyNot::AtAWindow));
}

#[test]
fn an_act_of_another_case_is_refused() {
    let mut case = begun();
    let mut other = entry(act(CaseActKind::Withdrawn));
    other.about = About::Case(case_id(2), act(CaseActKind::Withdrawn));
    assert_eq!(case.apply(&other), Err(WhyNot::OtherSubject));
    assert_eq!(case, begun());
}

#[test]
fn the_applicant_is_notified_once_of_what_is_missing() {
    let mut later = entry(act(CaseActKind::Supplied));
    later.time.device = "2026-11-25T16:30:00+08:00".parse().unwrap();
    let mut case = folded(&[act(CaseActKind::CorrectionNotified)]);
    assert!(!case.intake.has(&"m1".into()), "what is not in legal form is given back");
    case.apply(&later).unwrap();
    assert_eq!(case.state(), CaseState::Received);
    // m1 came once more, in order this time.
    assert_eq!(case.intake.handed_in(), ["m1".into(), "m2".into()]);
    let days: Vec<_> = case.intake.materials.iter().map(|handed_in| handed_in.on).collect();
    assert_eq!(days, [date("2026-11-25"), date("2026-11-25")]);
    let told: Vec<_> = case.intake.notified.iter().map(|lack| lack.material.as_str()).collect();
    assert_eq!(told, ["m2", "m1"]);
    let again = entry(act(CaseActKind::CorrectionNotified));
    assert_eq!(case.apply(&again), Err(WhyNot::AlreadyNotified));
    case.apply(&entry(accepted(FeeDue::Free))).unwrap();
    assert_eq!(case.state(), CaseState::Accepted);
}

#[test]
fn the_licence_waits_for_the_fee_which_is_paid_once() {
    let charged = entry(act(CaseActKind::FeeCharged));
    let issued = entry(act(CaseActKind::Issued));
    let mut case = folded(&[accepted(FeeDue::Amount { amount: money("10", "CNY") })]);
    assert!(case.money.is_open());
    assert_eq!(case.apply(&issued), Err(WhyNot::FeeUnpaid));
    case.apply(&charged).unwrap();
    assert_eq!(case.money.receipt.as_deref(), Some("RCPT-2026-000001-3"));
    assert_eq!(case.apply(&charged), Err(WhyNot::NoFeeDue));
    case.apply(&issued).unwrap();

    let exempt = FeeDue::Exempt { code: "student".to_owned(), name: "示例".to_owned() };
    for fee in [FeeDue::Free, exempt] {
        let mut case = folded(&[accepted(fee)]);
        assert_eq!(case.apply(&charged), Err(WhyNot::NoFeeDue));
        case.apply(&issued).unwrap();
    }
}

#[test]
fn a_whole_history_leaves_its_traces() {
    let printed = |document, copy| Printed { document, copy, reason: String::new() }.into();
    let case = folded(&[
        printed(DocumentKind::MaterialsReceipt, 0),
        act(CaseActKind::CorrectionNotified),
        act(CaseActKind::Supplied),
        act(CaseActKind::Accepted),
        act(CaseActKind::FeeCharged),
        act(CaseActKind::Issued),
        printed(DocumentKind::Licence, 0),
        printed(DocumentKind::Licence, 1),
        act(CaseActKind::Delivered),
    ]);
    assert_eq!(case.state(), CaseState::Delivered);
    assert_eq!(case.received_by.person.as_str(), "wang");
    assert_eq!(case.clock.due, Some(Due::On { date: date("2026-11-26") }));
    assert_eq!(case.products.licence.as_ref().unwrap().number, "SWWZ-2026-000123-7");
    assert_eq!(case.papers.times(DocumentKind::Licence), 2);
    assert_eq!(case.papers.times(DocumentKind::MaterialsReceipt), 1);
    assert_eq!(case.papers.times(DocumentKind::FeeReceipt), 0);
    let papers = [
        DocumentKind::MaterialsReceipt,
        DocumentKind::CorrectionNotice,
        DocumentKind::AcceptanceNotice,
        DocumentKind::FeeReceipt,
        DocumentKind::Licence,
    ];
    assert_eq!(case.documents(), papers);
    assert_eq!(begun().documents(), [DocumentKind::MaterialsReceipt]);
    let early = entry(printed(DocumentKind::Licence, 0));
    assert_eq!(begun().apply(&early), Err(WhyNot::NoSuchPaper));
}

#[test]
fn a_void_licence_leaves_the_case_to_be_issued_anew() {
    let printed = |copy| {
        CaseAct::from(Printed { document: DocumentKind::Licence, copy, reason: String::new() })
    };
    let issued = |number: &str| {
        let licence = Licence { number: number.to_owned(), ..crate::sample::licence() };
        CaseAct::from(Issued { licence, founded: None })
    };
    let void = |number: &str| {
        CaseAct::from(Voided { number: number.to_owned(), reason: "示例".to_owned() })
    };
    let (first, second, third) = ("SWWZ-2026-000123-7", "SWWZ-2026-000124-8", "SWWZ-2026-000125-9");
    let paid =
        [act(CaseActKind::Accepted), act(CaseActKind::FeeCharged), issued(first), printed(0)];
    let mut case = folded(&paid);
    let before = case.clone();
    assert_eq!(case.apply(&entry(void(second))), Err(WhyNot::NotAsHeld));
    assert_eq!(case, before);

    case.apply(&entry(void(first))).unwrap();
    assert_eq!((case.state(), case.products.licence.as_ref()), (CaseState::Accepted, None));
    assert!(!case.money.is_open() && case.money.receipt.is_some(), "the fee stays paid");
    assert_eq!(case.papers.times(DocumentKind::Licence), 0);
    assert!(!case.documents().contains(&DocumentKind::Licence));
    let revocation = case.products.revocation(first).unwrap();
    assert_eq!((revocation.on, revocation.replaced_by), (date("2026-11-23"), None));
    assert_eq!(case.products.revocation(second), None);
    let twice = case.apply(&entry(void(first)));
    assert!(matches!(twice, Err(WhyNot::WrongState { .. })));

    for act in [issued(second), printed(0), void(second), issued(third)] {
        case.apply(&entry(act)).unwrap();
    }
    let replaced = |number| case.products.revocation(number).unwrap().replaced_by;
    assert_eq!(replaced(first).as_deref(), Some(second));
    assert_eq!(replaced(second).as_deref(), Some(third));
    assert_eq!(case.products.revocation(third), None, "it holds");
    case.apply(&entry(act(CaseActKind::Delivered))).unwrap();
    let late = case.apply(&entry(void(third)));
    assert!(matches!(late, Err(WhyNot::WrongState { .. })), "handed over");
}

#[test]
fn where_two_officers_are_needed_somebody_else_has_verified() {
    let mut case = folded(&[accepted(FeeDue::Free)]);
    let decision = |second_officer| Decision {
        outcome: Outcome::Issue,
        to: None,
        also: vec![],
        queue: Queue::Normal,
        second_officer,
        may_refuse: false,
        reasons: vec![],
    };
    let (one, two) = (decision(false), decision(true));
    let check = |case: &Case, person: &str, decision: &Decision| {
        let doer = Doer { person: person.into(), ..chief().doer };
        case.check(CaseActKind::Issued, &Context { doer, decision: Some(decision) })
    };
    let needed = Err(WhyNot::SecondOfficerNeeded);
    assert_eq!(check(&case, "wang", &one), Ok(()));
    assert_eq!(check(&case, "wang", &two), needed);
    // Whoever issues does not count, however often.
    for _ in 0..2 {
        case.apply(&entry(act(CaseActKind::Verified))).unwrap();
    }
    assert_eq!(case.procedures.verified_by, [crate::sample::wang()]);
    assert_eq!(check(&case, "wang", &two), needed);
    assert_eq!(check(&case, "li", &two), Ok(()));
    let by_li = Entry { actor: actor("li", Role::Clerk), ..entry(act(CaseActKind::Verified)) };
    case.apply(&by_li).unwrap();
    assert_eq!(check(&case, "wang", &two), Ok(()));
    // A void licence does not undo what was looked at.
    case.apply(&entry(act(CaseActKind::Issued))).unwrap();
    case.apply(&entry(act(CaseActKind::Voided))).unwrap();
    assert_eq!(check(&case, "wang", &two), Ok(()));
}

#[test]
fn a_notice_of_nothing_is_none() {
    let nothing =
        CorrectionNotified { lacks: vec![], told_by: Due::On { date: date("2026-11-30") } };
    let mut case = begun();
    assert_eq!(case.apply(&entry(nothing)), Err(WhyNot::NothingNamed));
    assert_eq!(case, begun());
}
