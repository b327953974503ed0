//! What a grant says as a whole of who issues under it, and how far it carries during an outage.
//! It is asked of the grants under which the window would issue, and of no others.

use super::clause::{Judged, Occasion};
use super::{OFFLINE_SOFT_HOURS, Reason, WITHIN_LIMIT, words};
use crate::grant::{Effect, Grant, Holder, Referee};
use crate::money::{Currency, Money};
use std::collections::BTreeSet;

/// What was looked at.
pub(super) struct Standing {
    /// To whom the case must go, where a limit is passed or somebody else holds the grant.
    pub(super) to: Option<Referee>,
    pub(super) reason: Reason,
}

const SECONDS_AN_HOUR: i64 = 3_600;

/// Looks at each grant of a met clause that lets the window issue, once, in the pack's order.
pub(super) fn judge(occasion: &Occasion<'_>, judged: &[Judged<'_>]) -> Vec<Standing> {
    let mut grants: Vec<&Grant> = Vec::new();
    let issuing =
        judged.iter().filter(|j| j.is_met() && matches!(j.clause.effect, Effect::Issue { .. }));
    for Judged { grant, .. } in issuing {
        if !grants.iter().any(|known| known.number == grant.number) {
            grants.push(grant);
        }
    }
    let mut found = Vec::new();
    for grant in grants {
        found.extend(holder(occasion, grant));
        found.extend(hours(occasion, grant));
        found.extend(count(occasion, grant));
        found.extend(totals(occasion, grant));
    }
    found
}

fn holder(occasion: &Occasion<'_>, grant: &Grant) -> Option<Standing> {
    match &grant.holder {
        Holder::Person(holder) if occasion.officer.person.as_ref() != Some(holder) => {
            let reason = words::not_holder(grant, holder, occasion.officer.person.as_ref());
            Some(Standing { to: Some(Referee::Chief), reason })
        }
        Holder::Person(_) | Holder::Role(_) => None,
    }
}

/// The time since the last contact against the hard limit, and else against the soft one.
fn hours(occasion: &Occasion<'_>, grant: &Grant) -> Option<Standing> {
    let since = occasion.exposure.offline_since?;
    let seconds = occasion.now.signed_duration_since(since).num_seconds().max(0);
    let passed = |hours: &u32| seconds > i64::from(*hours) * SECONDS_AN_HOUR;
    let limits = &grant.offline;
    let (code, limit, to) = match (limits.hard_hours, limits.soft_hours) {
        (Some(hard), _) if passed(&hard) => ("offline_hours", hard, Some(Referee::Leader)),
        (_, Some(soft)) if passed(&soft) => (OFFLINE_SOFT_HOURS, soft, None),
        (Some(hard), _) => (WITHIN_LIMIT, hard, None),
        (None, Some(soft)) => (WITHIN_LIMIT, soft, None),
        (None, None) => return None,
    };
    Some(Standing { to, reason: words::offline_hours(grant, code, limit, seconds) })
}

/// The licences that the server is not known to hold, this one included.
fn count(occasion: &Occasion<'_>, grant: &Grant) -> Option<Standing> {
    let most = grant.offline.hard_count?;
    let issued = unacknowledged(occasion, grant).map(|known| known.count);
    let count = issued.fold(1u32, u32::saturating_add);
    let passed = count > most;
    let limit = format!("≤ {most} 件");
    let reason =
        words::offline_limit(grant, "offline_count", passed, &limit, &format!("{count} 件"));
    Some(Standing { to: passed.then_some(Referee::Leader), reason })
}

/// What those licences come to, this one included, in each currency that this one is in.
fn totals(occasion: &Occasion<'_>, grant: &Grant) -> Vec<Standing> {
    let limits = &grant.offline.hard_totals;
    if limits.is_empty() {
        return Vec::new();
    }
    let own = grant.at_stake(&occasion.facts.item, &occasion.facts.form);
    let currencies: BTreeSet<Currency> = own.iter().map(Money::currency).collect();
    let before = || unacknowledged(occasion, grant).flat_map(|known| &known.amounts);
    let total = |currency: Currency| {
        let amounts = own.iter().chain(before()).filter(|amount| amount.currency() == currency);
        amounts.fold(0i128, |total, a| total.saturating_add(a.hundredths().into()))
    };
    let standing = |currency: Currency| {
        let limit = limits.iter().filter(|limit| limit.currency() == currency);
        let limit = limit.map(Money::hundredths).min();
        let total = total(currency);
        let passed = total > i128::from(limit.unwrap_or(0));
        let limit = words::total_limit(limit, currency);
        let value = words::sums(&[(currency, total)]);
        let reason = words::offline_limit(grant, "offline_total", passed, &limit, &value);
        Standing { to: passed.then_some(Referee::Leader), reason }
    };
    currencies.into_iter().map(standing).collect()
}

fn unacknowledged<'a>(
    occasion: &Occasion<'a>,
    grant: &Grant,
) -> impl Iterator<Item = &'a crate::exposure::GrantExposure> {
    occasion.exposure.unacknowledged.iter().filter(move |known| known.grant == grant.number)
}
