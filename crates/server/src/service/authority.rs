//! What is wrong with an act by who did it, under which numbers, for which fee: held against what the centre
//! knows itself, never against what the entry says of that.

use super::folded::Cases;
use super::redecide::Redecision;
use super::verify::Checked;
use clerk_domain::act::Doer;
use clerk_domain::case::acts::{Accepted, FeeCharged, Received};
use clerk_domain::case::{Case, CaseAct, CaseActKind};
use clerk_domain::fee::{self, FeeDue};
use clerk_domain::ids::{ItemCode, PersonId};
use clerk_domain::item::Item;
use clerk_domain::journal::{About, Entry};
use clerk_domain::number;
use clerk_protocol::ExceptionCode;

impl Redecision {
    /// What is wrong with an act before it is carried into its case.
    pub(super) fn act(&mut self, checked: &Checked, cases: &Cases) -> Vec<ExceptionCode> {
        let entry = &checked.entry;
        let mut found: Vec<_> = self.actor(entry).into_iter().collect();
        found.extend(self.rules.wrong_time(entry));
        // Of a licence the signature on it is told of.
        let issues = matches!(entry.about.case(), Some((_, CaseAct::Issued(_))));
        found.extend((!checked.signed && !issues).then_some(ExceptionCode::ActUnsigned));
        for number in entry.about.numbers() {
            found.extend(self.number(number));
        }
        let too_long = entry.text_too_long(self.item_at(entry, cases));
        found.extend(too_long.map(|_| ExceptionCode::TextTooLong));
        let About::Case(id, act) = &entry.about else { return found };
        match act {
            CaseAct::Received(Received { item, pack_version, .. }) => {
                found.extend(self.elsewhere(*pack_version, item));
            }
            CaseAct::Accepted(accepted) => {
                let wrong = cases.get(id).is_some_and(|case| !self.fee_fits(entry, case, accepted));
                found.extend(wrong.then_some(ExceptionCode::FeeDiffers));
            }
            CaseAct::FeeCharged(FeeCharged { receipt, amount }) => {
                let due = cases.get(id).and_then(|case| case.money.fee.as_ref());
                let wrong = due.is_some_and(
                    |due| !matches!(due, FeeDue::Amount { amount: due } if due == amount),
                );
                found.extend(wrong.then_some(ExceptionCode::FeeDiffers));
                let twice = !self.rules.take_receipt(receipt);
                found.extend(twice.then_some(ExceptionCode::ReceiptTwice));
            }
            _ => {}
        }
        found
    }

    /// What is wrong with who did it.
    fn actor(&self, entry: &Entry) -> Option<ExceptionCode> {
        let person = &entry.actor.person;
        if !self.rules.knows(person) {
            return Some(ExceptionCode::ActorUnknown);
        }
        let Some(known) = self.rules.appointed(person, entry.time.legal()) else {
            return Some(ExceptionCode::ActorNotAppointed);
        };
        // At a desk of the centre the centre has seen to that itself.
        let elsewhere =
            !entry.author.is_centre() && Some(&known.department) != self.rules.department();
        if elsewhere {
            return Some(ExceptionCode::ActorElsewhere);
        }
        let doer = Doer { person: person.clone(), role: known.role, author: entry.author.clone() };
        entry.about.by().check(&doer).is_err().then_some(ExceptionCode::RoleForbidden)
    }

    /// Whether the person, as appointed when an entry was made, may do such an act there.
    pub(super) fn may(&self, person: &PersonId, entry: &Entry, act: CaseActKind) -> bool {
        let known = self.rules.appointed(person, entry.time.legal());
        let here = known.filter(|known| Some(&known.department) == self.rules.department());
        let doer = |role| Doer { person: person.clone(), role, author: entry.author.clone() };
        here.is_some_and(|known| act.by().check(&doer(known.role)).is_ok())
    }

    /// Whether an item is another department's; where the centre never had the rules, nothing is said here.
    fn elsewhere(&self, pack_version: u32, item: &ItemCode) -> Option<ExceptionCode> {
        let item = self.rules.pack(pack_version).and_then(|pack| pack.item(item))?;
        let elsewhere = Some(&item.department) != self.rules.department();
        elsewhere.then_some(ExceptionCode::ItemElsewhere)
    }

    /// The item that an entry's case keeps to; where the centre never had the rules, none.
    fn item_at<'a>(&'a self, entry: &Entry, cases: &Cases) -> Option<&'a Item> {
        match entry.about.case()? {
            (_, CaseAct::Received(Received { item, pack_version, .. })) => {
                self.rules.pack(*pack_version)?.item(item)
            }
            (case, _) => self.item_of(cases.get(&case)?),
        }
    }

    /// The item of a case, as the case keeps to it.
    pub(super) fn item_of(&self, case: &Case) -> Option<&Item> {
        self.rules.pack(case.pack_version).and_then(|pack| pack.item(&case.item))
    }

    /// Whether what was fixed at acceptance is what the tariff says, and the exemption, if one was claimed.
    fn fee_fits(&self, entry: &Entry, case: &Case, accepted: &Accepted) -> bool {
        let Some(item) = self.item_of(case) else { return true };
        let claimed = match &accepted.fee {
            FeeDue::Exempt { code, .. } => Some(code.as_str()),
            FeeDue::Free | FeeDue::Amount { .. } => None,
        };
        let (kind, handed_in) = (case.parties.applicant.kind, case.intake.handed_in());
        let due = fee::due(item.fee.as_ref(), entry.legal_day(), kind, &handed_in, claimed);
        due.is_ok_and(|due| due == accepted.fee)
    }

    /// Takes note of a number, whatever its case makes of it.
    fn number(&mut self, given: &str) -> Vec<ExceptionCode> {
        let mut found = Vec::new();
        let Some((series, year, place)) = number::read(given) else {
            return vec![ExceptionCode::NumberNotLeased];
        };
        match self.rules.block(&series, year, place) {
            None => found.push(ExceptionCode::NumberNotLeased),
            Some(block) if block.returned_from.is_some_and(|from| from <= place) => {
                found.push(ExceptionCode::NumberReturned);
            }
            Some(_) => {}
        }
        if self.rules.gave_elsewhere(number::place_name(&series, year, place), given) {
            found.push(ExceptionCode::PlaceTwice);
        }
        found
    }
}
