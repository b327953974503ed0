//! What a grant says as a whole of who issues under it, and how far it carries during an outage.
//! It is asked of the grants under which the window would issue, and of no others.

use super::clause::{ClauseCheck, DecisionContext};
use super::{OFFLINE_SOFT_HOURS, Reason, WITHIN_LIMIT, words};
use crate::grant::{Effect, Grant, Holder, ReferralTarget};
use crate::money::{Currency, Money};
use std::collections::BTreeSet;

/// What was looked at.
pub(super) struct GrantCheck {
    /// To whom the case must go, where a limit is passed or somebody else holds the grant.
    pub(super) to: Option<ReferralTarget>,
    pub(super) reason: Reason,
}

const SECONDS_AN_HOUR: i64 = 3_600;

/// Looks at each grant of a met clause that lets the window issue, once, in the pack's order.
pub(super) fn check(
    context: &DecisionContext<'_>,
    clause_checks: &[ClauseCheck<'_>],
) -> Vec<GrantCheck> {
    let mut grants: Vec<&Grant> = Vec::new();
    let issuing = clause_checks
        .iter()
        .filter(|j| j.is_met() && matches!(j.clause.effect, Effect::Issue { .. }));
    for ClauseCheck { grant, .. } in issuing {
        if !grants.iter().any(|known| known.number == grant.number) {
            grants.push(grant);
        }
    }
    let mut found = Vec::new();
    for grant in grants {
        found.extend(holder(context, grant));
        found.extend(hours(context, grant));
        found.extend(count(context, grant));
        found.extend(totals(context, grant));
    }
    found
}

fn holder(context: &DecisionContext<'_>, grant: &Grant) -> Option<GrantCheck> {
    match &grant.holder {
        Holder::Person(holder) if context.officer.person.as_ref() != Some(holder) => {
            let reason = words::not_holder(grant, holder, context.officer.person.as_ref());
            Some(GrantCheck { to: Some(ReferralTarget::Chief), reason })
        }
        Holder::Person(_) | Holder::Role(_) => None,
    }
}

/// The time since the last contact against the hard limit, and else against the soft one.
fn hours(context: &DecisionContext<'_>, grant: &Grant) -> Option<GrantCheck> {
    let since = context.exposure.offline_since?;
    let seconds = context.now.signed_duration_since(since).num_seconds().max(0);
    let passed = |hours: &u32| seconds > i64::from(*hours) * SECONDS_AN_HOUR;
    let limits = &grant.offline;
    let (code, limit, to) = match (limits.hard_hours, limits.soft_hours) {
        (Some(hard), _) if passed(&hard) => ("offline_hours", hard, Some(ReferralTarget::Leader)),
        (_, Some(soft)) if passed(&soft) => (OFFLINE_SOFT_HOURS, soft, None),
        (Some(hard), _) => (WITHIN_LIMIT, hard, None),
        (None, Some(soft)) => (WITHIN_LIMIT, soft, None),
        (None, None) => return None,
    };
    Some(GrantCheck { to, reason: words::offline_hours(grant, code, limit, seconds) })
}

/// The licences that the server is not known to hold, this one included.
fn count(context: &DecisionContext<'_>, grant: &Grant) -> Option<GrantCheck> {
    let most = grant.offline.hard_count?;
    let issued = unacknowledged(context, grant).map(|known| known.count);
    let count = issued.fold(1u32, u32::saturating_add);
    let passed = count > most;
    let limit = format!("≤ {most} 件");
    let reason =
        words::offline_limit(grant, "offline_count", passed, &limit, &format!("{count} 件"));
    Some(GrantCheck { to: passed.then_some(ReferralTarget::Leader), reason })
}

/// What those licences come to, this one included, in each currency that this one is in.
fn totals(context: &DecisionContext<'_>, grant: &Grant) -> Vec<GrantCheck> {
    let limits = &grant.offline.hard_totals;
    if limits.is_empty() {
        return Vec::new();
    }
    let own = grant.at_stake(&context.facts.item, &context.facts.form);
    let currencies: BTreeSet<Currency> = own.iter().map(Money::currency).collect();
    let before = || unacknowledged(context, grant).flat_map(|known| &known.amounts);
    let total = |currency: Currency| {
        let amounts = own.iter().chain(before()).filter(|amount| amount.currency() == currency);
        amounts.fold(0i128, |total, a| total.saturating_add(a.hundredths().into()))
    };
    let grant_check = |currency: Currency| {
        let limit = limits.iter().filter(|limit| limit.currency() == currency);
        let limit = limit.map(Money::hundredths).min();
        let total = total(currency);
        let passed = total > i128::from(limit.unwrap_or(0));
        let limit = words::total_limit(limit, currency);
        let value = words::sums(&[(currency, total)]);
        let reason = words::offline_limit(grant, "offline_total", passed, &limit, &value);
        GrantCheck { to: passed.then_some(ReferralTarget::Leader), reason }
    };
    currencies.into_iter().map(grant_check).collect()
}

fn unacknowledged<'a>(
    context: &DecisionContext<'a>,
    grant: &Grant,
) -> impl Iterator<Item = &'a crate::exposure::GrantExposure> {
    context.exposure.unacknowledged.iter().filter(move |known| known.grant == grant.number)
}
