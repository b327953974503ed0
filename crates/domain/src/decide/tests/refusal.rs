//! Who may refuse, and not accept: whom the grant allows.

use super::{TODAY, decided, investment};
use crate::decide::{Decision, Officer, decide};
use crate::exposure::Exposure;
use crate::grant::{Authority, Grant, Holder};
use crate::pack::RulePack;
use crate::person::Role;
use crate::sample::{date, facts, morning, pack};

/// The sample pack with its grants changed, each in the same way.
fn with(change: impl Fn(&mut Grant)) -> RulePack {
    let mut pack = pack();
    pack.grants.iter_mut().for_each(change);
    pack
}

fn by(pack: &RulePack, officer: &Officer) -> Decision {
    let facts = facts("shangwu-01", investment("28000000.00", "USD", false));
    decide(&facts, pack, officer, &Exposure::default(), morning(TODAY)).unwrap()
}

fn may(pack: &RulePack) -> [bool; 5] {
    let roles = [Role::Clerk, Role::Chief, Role::Leader, Role::Supervisor, Role::Admin];
    roles.map(|role| by(pack, &role.into()).may_refuse)
}

#[test]
fn a_grant_says_who_may_refuse() {
    assert_eq!(may(&pack()), [false, true, false, false, false]);
    let clerks = with(|grant| grant.refusal = Authority::Clerk);
    assert_eq!(may(&clerks), [true, true, false, false, false]);
    // It is asked of grants that hold, for this window and this person alone.
    let nobody = [false; 5];
    assert_eq!(may(&with(|grant| grant.valid_until = date("2026-11-22"))), nobody);
    assert_eq!(may(&with(|grant| grant.revoked_at = Some(morning(TODAY)))), nobody);
    assert_eq!(may(&with(|grant| grant.windows = vec!["shangwu-03".into()])), nobody);
    assert_eq!(may(&with(|grant| grant.holder = Holder::Person("wang".into()))), nobody);
    assert_eq!(may(&with(|grant| grant.department = "gongshang".into())), nobody);
}

#[test]
fn a_grant_to_one_person_or_window_reaches_just_these() {
    let officer = |person: &str, window: &str| Officer {
        role: Role::Chief,
        person: Some(person.into()),
        window: Some(window.into()),
    };
    let pack = with(|grant| {
        grant.holder = Holder::Person("wang".into());
        grant.windows = vec!["shangwu-03".into()];
    });
    let rows =
        [("wang", "shangwu-03", true), ("wang", "shangwu-04", false), ("li", "shangwu-03", false)];
    for (person, window, expected) in rows {
        assert_eq!(by(&pack, &officer(person, window)).may_refuse, expected, "{person} {window}");
    }
}

/// Whether the case is the window's to decide is another question, which the act asks beside this one.
#[test]
fn it_is_told_also_of_what_somebody_else_decides() {
    let large = facts("shangwu-01", investment("32000000.00", "USD", false));
    assert!(decided(&large, &pack(), Role::Chief).may_refuse);
}
