//! What an act does beyond its own case: a licence that holds no more, or stands in another one's place.
//!
//! It is shown to the public only where nothing was wrong with the act, or once a supervisor confirmed it.

use crate::repository::Effects;
use clerk_domain::case::acts::{Issued, Voided};
use clerk_domain::case::{Case, CaseAct};
use clerk_domain::journal::{About, Entry};
use clerk_domain::product::ExistingLicence;
use clerk_domain::register::Revocation;

/// What an entry does beyond its case, which follows it already.
pub(super) fn of(entry: &Entry, case: &Case) -> Effects {
    match &entry.about {
        About::Case(_, CaseAct::Issued(Issued { licence, .. })) => {
            let void = case.products.voided.last().map(|void| void.number.clone());
            let before = case.existing.as_ref().map(ExistingLicence::id);
            Effects {
                revocations: carried(before.and_then(|before| licence.supersedes(&before))),
                replacements: void.map(|void| (void, licence.id())).into_iter().collect(),
            }
        }
        About::Case(_, CaseAct::Voided(Voided { number, .. })) => Effects {
            revocations: carried(case.products.revocation(number)),
            replacements: Vec::new(),
        },
        _ => Effects::default(),
    }
}

/// As they may stand in the register; the act is kept as it is.
fn carried(revocation: Option<Revocation>) -> Vec<Revocation> {
    revocation.map(Revocation::carried).into_iter().collect()
}
