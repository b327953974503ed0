//! 中心: what an administrator does for all of it: rules are published, a licence is revoked.

pub mod acts;

pub use acts::{CentreAct, CentreActKind};

use crate::act::{Doer, Offer};
use crate::journal::Entry;
use crate::why_not::WhyNot;

/// The centre, as its own journal tells of what was done for all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CentreRecord {
    /// The versions of the rules, as they were published.
    pub published: Vec<u32>,
    /// The licences that an administrator revoked, in order.
    pub revoked: Vec<String>,
}

impl CentreRecord {
    /// The centre with its first act: any may be.
    ///
    /// # Errors
    /// As [`CentreRecord::apply`].
    pub fn begin(entry: &Entry) -> Result<Self, WhyNot> {
        let mut record = Self::default();
        record.apply(entry)?;
        Ok(record)
    }

    /// Whether an act of this kind is possible now, from this person here.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self, kind: CentreActKind, doer: &Doer) -> Result<(), WhyNot> {
        kind.by().check(doer)?;
        kind.follows(self, doer)
    }

    /// Every act that may follow: possible, or why not.
    pub fn offers(&self, doer: &Doer) -> Vec<Offer<CentreActKind>> {
        let offer = |&act: &CentreActKind| Offer { act, why_not: self.check(act, doer).err() };
        CentreActKind::ALL.iter().map(offer).collect()
    }

    /// Carries one more entry into the record.
    ///
    /// # Errors
    /// Why the act does not follow; the record is then unchanged.
    pub fn apply(&mut self, entry: &Entry) -> Result<(), WhyNot> {
        let act = entry.about.centre().ok_or(WhyNot::OtherSubject)?;
        self.check(act.kind(), &entry.doer())?;
        act.fits(self)?;
        act.carry(self, entry);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::CentreRecord;
    use super::acts::{CentreAct, LicenceRevoked, RulesPublished};
    use crate::act::Actor;
    use crate::digest::Digest;
    use crate::ids::Author;
    use crate::journal::{About, Chain, Entry, Stamp};
    use crate::person::Role;
    use crate::sample::time;
    use crate::why_not::WhyNot;

    fn entry(author: Author, role: Role, act: impl Into<CentreAct>) -> Entry {
        let at = time("2026-11-23T09:00:00+08:00");
        let stamp = Stamp { device: at, server: Some(at), ticks: 0 };
        let actor = Actor { person: "root".into(), name: "样本".to_owned(), role };
        Chain::new(author).seal(stamp, actor, About::Centre(act.into())).unwrap().entry
    }

    fn published(version: u32) -> RulesPublished {
        RulesPublished { version, digest: Digest::ZERO }
    }

    fn revoked() -> LicenceRevoked {
        let (number, reason) = ("SWWZ-2026-000123-7".to_owned(), "样本".to_owned());
        LicenceRevoked { number, reason, replaced_by: None }
    }

    #[test]
    fn an_administrator_publishes_ever_newer_rules_and_revokes_once() {
        let by_admin = |act: CentreAct| entry(Author::centre(), Role::Admin, act);
        let mut record = CentreRecord::begin(&by_admin(published(3).into())).unwrap();
        assert_eq!(record.apply(&by_admin(published(3).into())), Err(WhyNot::NotAsHeld));
        record.apply(&by_admin(published(4).into())).unwrap();
        record.apply(&by_admin(revoked().into())).unwrap();
        assert_eq!(record.apply(&by_admin(revoked().into())), Err(WhyNot::NotAsHeld));
        assert_eq!((record.published, record.revoked.len()), (vec![3, 4], 1));
    }

    #[test]
    fn nobody_else_does_and_no_window() {
        for role in [Role::Clerk, Role::Chief, Role::Leader, Role::Supervisor] {
            let refused = CentreRecord::begin(&entry(Author::centre(), role, revoked()));
            assert_eq!(refused, Err(WhyNot::NotYourRole), "{role:?}");
        }
        let window = entry("shangwu-03".into(), Role::Admin, published(3));
        assert_eq!(CentreRecord::begin(&window), Err(WhyNot::AtTheCentre));
    }
}
