//! Random acts: one of each kind as the domain's own tests record its journalled form, and what makes
//! histories come further than that.

use chrono::{NaiveDate, TimeDelta};
use clerk_domain::act::Actor;
use clerk_domain::case::acts::{Corrected, Printed, Received, Voided};
use clerk_domain::case::{Case, CaseAct};
use clerk_domain::grant::ReferralTarget;
use clerk_domain::ids::{PersonId, SeriesCode, WindowId};
use clerk_domain::journal::Stamp;
use clerk_domain::number::{self, Suffix};
use clerk_domain::paper::DocumentKind;
use clerk_domain::person::Role;
use rand::seq::IndexedRandom as _;
use rand::{RngExt as _, rngs::StdRng};

const ACTS: &str =
    include_str!("../../../../crates/domain/src/snapshots/clerk_domain__serialised__acts.snap");
const ACCEPTED: &str = include_str!(
    "../../../../crates/domain/src/snapshots/clerk_domain__serialised__acts_fee_due.snap"
);
const YEAR: i32 = 2026;
/// As often as the acts that close a case together, or hardly any history would come far.
const OTHERS: usize = 4;

/// What can happen to a case.
pub struct Acts {
    received: Received,
    following: Vec<CaseAct>,
    given: u32,
}

impl Acts {
    pub fn new() -> Self {
        let mut following = recorded(ACTS);
        let CaseAct::Received(received) = following.remove(0) else { panic!("it begins") };
        following.extend(recorded(ACCEPTED));
        let papers = [DocumentKind::Licence, DocumentKind::Refusal, DocumentKind::AcceptanceNotice];
        let printed = |document| Printed { document, copy: 0, reason: String::new() }.into();
        following.extend(papers.map(printed));
        let often = following.clone().into_iter().filter(|act| !ends(act));
        let often: Vec<_> = often.flat_map(|act| std::iter::repeat_n(act, OTHERS)).collect();
        following.extend(often);
        Self { received, following, given: 0 }
    }

    /// A case that is received at a window; no two are of one applicant.
    pub fn received(&mut self, window: &WindowId) -> CaseAct {
        let number = self.next();
        let mut received = self.received.clone();
        received.number = number::case_number(window, today(), number, Suffix::from_random(number));
        received.parties.applicant.number = format!("913203{number:012}");
        received.into()
    }

    /// Any other act; `case` is what its author knows of what it is about.
    pub fn following(&mut self, rng: &mut StdRng, case: Option<&Case>) -> CaseAct {
        let mut act = self.following.choose(rng).unwrap().clone();
        match &mut act {
            CaseAct::Issued(issued) => issued.licence.number = self.number("GSQY"),
            CaseAct::FeeCharged(charged) => charged.receipt = self.number(number::RECEIPT_SERIES),
            CaseAct::Corrected(Corrected { from, to, .. }) if rng.random() => {
                std::mem::swap(from, to);
            }
            CaseAct::Voided(Voided { number, .. }) => {
                let licence = case.and_then(|case| case.products.licence.as_ref());
                *number = licence.map_or_else(|| number.clone(), |licence| licence.id());
            }
            CaseAct::Referred(referred) if rng.random_ratio(1, 4) => {
                referred.to = ReferralTarget::Chief;
            }
            _ => {}
        }
        act
    }

    fn number(&mut self, series: &str) -> String {
        let place = self.next();
        number::format(&SeriesCode::from(series), YEAR, place, Suffix::from_random(place))
    }

    /// Counts up through all that is to be told apart.
    fn next(&mut self) -> u32 {
        self.given += 1;
        self.given
    }
}

fn recorded(snapshot: &str) -> Vec<CaseAct> {
    let (_, json) = snapshot.rsplit_once("---\n").unwrap();
    serde_json::from_str(json).unwrap()
}

fn ends(act: &CaseAct) -> bool {
    use CaseAct::{Delivered, NotAccepted, Refused, Withdrawn};
    matches!(act, Delivered(_) | NotAccepted(_) | Refused(_) | Withdrawn(_))
}

/// Mostly those who may.
pub fn anybody(rng: &mut StdRng) -> Actor {
    let roles = [(8, Role::Chief), (3, Role::Clerk), (1, Role::Leader), (1, Role::Supervisor)];
    let (_, role) = *roles.choose_weighted(rng, |(weight, _)| *weight).unwrap();
    let person = ["wang", "li", "gongshang-chief"].choose(rng).unwrap();
    Actor { person: PersonId::from(*person), name: format!("样本{person}"), role }
}

pub fn today() -> NaiveDate {
    crate::rig::stamp().device.date_naive()
}

/// A device's clock within some days, which also goes back.
pub fn any_time(rng: &mut StdRng) -> Stamp {
    const SECONDS: i64 = 200_000;
    let mut stamp = crate::rig::stamp();
    stamp.device += TimeDelta::seconds(rng.random_range(-SECONDS..SECONDS));
    stamp
}

/// Whether it was accepted and referred: what a leader may decide on.
pub fn is_with_the_leader(case: &Case) -> bool {
    case.procedures.is_referred() && !case.procedures.is_with_the_chief()
}
