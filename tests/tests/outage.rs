//! An outage with real desks against the real server: a grant is revoked meanwhile, and the window's
//! report says of every act what became of it.

#[path = "rig/town.rs"]
mod town;

use chrono::TimeDelta;
use clerk_desk::api::{Nothing, ReportView, VerdictView};
use clerk_desk::workstation::Workstation;
use clerk_domain::clock::SharedClock;
use clerk_domain::pack::RulePack;
use clerk_server::repository::Repository as _;
use clerk_testkit::SetClock;
use std::sync::Arc;
use town::{RUNTIME, WINDOW, issue, receive};

struct Town {
    town: town::Town,
    clock: SetClock,
}

fn town() -> (Town, Workstation) {
    let clock = SetClock::at("2026-11-23T01:00:00Z".parse().unwrap());
    let shared = || -> SharedClock {
        let clock = clock.clone();
        Arc::new(move || clock.now())
    };
    let town = town::Town::new(shared(), |_| true);
    let desk = town.desk("window", 1, shared());
    town.enrol(&desk, WINDOW);
    (Town { town, clock }, desk)
}

/// Three acts: received, accepted, issued.
fn whole_case(desk: &Workstation) {
    issue(desk, receive(desk)).unwrap();
}

fn report(desk: &Workstation) -> Option<ReportView> {
    desk.report(Nothing {}).unwrap()
}

#[test]
fn a_report_tells_what_was_issued_under_a_grant_revoked_during_an_outage() {
    let (town, desk) = town();
    whole_case(&desk);
    desk.sync_now(Nothing {}).unwrap();
    // What travels while there is contact is no outage.
    assert!(report(&desk).is_none());

    town.clock.advance(TimeDelta::hours(1));
    (0..3).for_each(|_| whole_case(&desk));
    town.clock.advance(TimeDelta::minutes(30));
    let published = RUNTIME.block_on(async {
        let repository = town.town.centre.repository();
        repository.pack(repository.pack_version().await.unwrap()).await.unwrap().unwrap()
    });
    let mut pack: RulePack = serde_json::from_str(&published.text).unwrap();
    pack.version += 1;
    let revoked = town.clock.now().fixed_offset();
    for grant in pack.grants.iter_mut().filter(|grant| grant.department.as_str() == "zhijian") {
        grant.revoked_at = Some(revoked);
    }
    RUNTIME.block_on(town.town.centre.publish(&pack)).unwrap();
    (0..2).for_each(|_| whole_case(&desk));
    town.clock.advance(TimeDelta::minutes(30));
    desk.sync_now(Nothing {}).unwrap();

    let told = report(&desk).unwrap();
    let counts = (told.accepted, told.duplicate, told.conflict, told.beyond_authority);
    assert_eq!(counts, (13, 0, 0, 2), "{told:?}");
    let beyond = told.acts.iter().filter(|act| act.verdict == VerdictView::BeyondAuthority);
    for act in beyond {
        assert!(act.at >= revoked && act.licence.is_some());
        let codes: Vec<_> = act.problems.iter().map(|problem| problem.code.as_str()).collect();
        assert_eq!(codes, ["grant_revoked"]);
        assert!(!act.problems[0].to_do_zh.is_empty());
    }
    assert!(told.same && told.window == told.server);
    assert_eq!((told.window.entries, told.acts.len()), (18, 15));
    let held =
        RUNTIME.block_on(clerk_server::inspect::inspect(town.town.centre.repository(), None));
    let held = held.unwrap();
    assert_eq!((held.licences, held.entries, held.exceptions), (6, 18, 2));
    let journal = held.windows.iter().find(|journal| journal.window.as_str() == WINDOW).unwrap();
    assert_eq!(told.server.digest, journal.head.to_string());
    // It stays until the next outage.
    desk.sync_now(Nothing {}).unwrap();
    assert_eq!(report(&desk).unwrap().acts.len(), 15);
    assert_eq!(desk.verify_journal().unwrap().head.to_string(), told.window.digest);
}
