//! What is offered is what follows: random histories of every subject, by every role, at windows and at
//! the centre.

use crate::act::{Actor, Doer, Offer};
use crate::case::{Case, CaseAct, CaseActKind, Context};
use crate::day::Day;
use crate::enquiry::Enquiry;
use crate::fee::FeeDue;
use crate::grant::ReferralTarget;
use crate::ids::Author;
use crate::journal::{About, Entry};
use crate::paper::DocumentKind;
use crate::person::Role;
use crate::sample::{accepted, actor, acts, case_id, day_acts, enquiry_acts, entry, stamp};
use crate::why_not::WhyNot;
use proptest::prelude::*;

const HISTORIES: u32 = 100_000;

fn anybody() -> impl Strategy<Value = (Actor, Author)> {
    // Mostly those who may, or hardly any history would come far.
    let role = prop_oneof![
        6 => Just(Role::Chief),
        4 => Just(Role::Leader),
        1 => Just(Role::Clerk),
        1 => Just(Role::Supervisor),
        1 => Just(Role::Admin),
    ];
    let author = prop_oneof![
        8 => Just("shangwu-03"),
        4 => Just("centre/shangwu"),
        1 => Just("shangwu-04"),
        1 => Just("centre"),
    ];
    let person = prop::sample::select(vec!["wang", "li"]);
    (role, author, person)
        .prop_map(|(role, author, person)| (actor(person, role), Author::from(author)))
}

fn any_case_act() -> impl Strategy<Value = CaseAct> {
    use crate::case::acts::{Printed, ReferralDecided, Referred};
    let mut known = acts();
    known.extend([
        accepted(FeeDue::Free),
        Printed { document: DocumentKind::Licence, copy: 0, reason: String::new() }.into(),
        ReferralDecided { approved: false, opinion: "不同意（示例）".to_owned() }.into(),
        Referred { to: ReferralTarget::Chief, reasons: vec![] }.into(),
    ]);
    prop::sample::select(known)
}

fn entry_of(about: About, (actor, author): (Actor, Author)) -> Entry {
    Entry { author, seq: 1, prev: crate::digest::Digest::ZERO, time: stamp(), actor, about }
}

fn why_not<K: PartialEq>(offers: Vec<Offer<K>>, kind: &K) -> Option<WhyNot> {
    offers.into_iter().find(|offer| offer.act == *kind).unwrap().why_not
}

/// What depends on what an act says, and so cannot be said before.
fn is_about_its_words(why_not: &WhyNot) -> bool {
    matches!(why_not, WhyNot::NotAsHeld | WhyNot::NoSuchPaper | WhyNot::NothingNamed)
}

/// One step: what is offered is what follows, with the same reason, and what does not follow changes
/// nothing.
fn agree<S: Clone + PartialEq + std::fmt::Debug>(
    subject: &mut S,
    offered: Option<WhyNot>,
    apply: impl FnOnce(&mut S) -> Result<(), WhyNot>,
) -> Result<bool, TestCaseError> {
    let before = subject.clone();
    match apply(subject) {
        Ok(()) => prop_assert_eq!(offered, None),
        Err(why_not) => {
            prop_assert_eq!(&*subject, &before);
            match offered {
                Some(offered) => prop_assert_eq!(offered, why_not),
                None => prop_assert!(is_about_its_words(&why_not), "{:?}", why_not),
            }
            return Ok(false);
        }
    }
    Ok(true)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(HISTORIES))]

    #[test]
    fn what_is_offered_on_a_case_is_what_follows(
        history in prop::collection::vec((any_case_act(), anybody()), 0..30)
    ) {
        let mut case = Case::begin(&entry(crate::sample::received())).unwrap();
        let mut followed = Vec::new();
        for (act, by) in history {
            let entry = entry_of(About::Case(case_id(1), act.clone()), by);
            let context = Context { doer: entry.doer(), decision: None };
            let offered = if act.kind() == CaseActKind::Received {
                Some(case.check(act.kind(), &context).unwrap_err())
            } else {
                why_not(case.offers(&context), &act.kind())
            };
            let closed = case.state().is_closed().then(|| case.state());
            if agree(&mut case, offered, |case| case.apply(&entry))? {
                followed.push(entry);
            }
            prop_assert!(closed.is_none_or(|closed| closed == case.state()), "reopened");
        }
        let mut again = Case::begin(&entry(crate::sample::received())).unwrap();
        for entry in &followed {
            again.apply(entry).unwrap();
        }
        prop_assert_eq!(again, case);
    }

    #[test]
    fn what_is_offered_on_an_enquiry_is_what_follows(
        history in prop::collection::vec((0..3usize, anybody()), 0..12)
    ) {
        let acts = enquiry_acts();
        let clerk: Doer = entry(accepted(FeeDue::Free)).doer();
        let asked = entry_of(acts[0].clone(), (actor("zhou", Role::Admin), Author::centre()));
        let mut enquiry = Enquiry::begin(&asked).unwrap();
        prop_assert_eq!(enquiry.offers(&clerk).len(), 2);
        for (which, by) in history {
            let entry = entry_of(acts[which].clone(), by);
            let (_, act) = entry.about.enquiry().unwrap();
            let offered = enquiry.check(act.kind(), &entry.doer()).err();
            agree(&mut enquiry, offered, |enquiry| enquiry.apply(&entry))?;
        }
    }

    #[test]
    fn what_is_offered_on_a_day_is_what_follows(
        history in prop::collection::vec((0..2usize, anybody()), 0..8)
    ) {
        let acts = day_acts();
        let opened = entry_of(acts[0].clone(), (crate::sample::wang(), "shangwu-03".into()));
        let mut day = Day::begin(&opened).unwrap();
        for (which, by) in history {
            let entry = entry_of(acts[which].clone(), by);
            let (_, act) = entry.about.day().unwrap();
            let offered = day.check(act.kind(), &entry.doer()).err();
            agree(&mut day, offered, |day| day.apply(&entry))?;
        }
    }
}
