//! 窗口: set up at the centre, and one device at a time.

pub mod acts;

pub use acts::{WindowAct, WindowActKind};

use crate::act::{Doer, Offer};
use crate::appointment::{Term, WindowDevice};
use crate::ids::{DepartmentId, WindowId};
use crate::journal::Entry;
use crate::why_not::WhyNot;
use chrono::{DateTime, FixedOffset};

/// A window, as the centre's journal tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WindowRecord {
    /// Which.
    pub id: WindowId,
    /// Its name, such as 商务窗口 03.
    pub name: String,
    /// Its department.
    pub department: DepartmentId,
    /// Every device that it was, in order; one at a time.
    pub devices: Vec<WindowDevice>,
}

impl WindowRecord {
    /// The window that the first entry adds.
    ///
    /// # Errors
    /// [`WhyNot::NotTheBeginning`] where the entry adds none; who may not add one.
    pub fn begin(entry: &Entry) -> Result<Self, WhyNot> {
        let Some((id, WindowAct::Added(added))) = entry.about.window() else {
            return Err(WhyNot::NotTheBeginning);
        };
        WindowActKind::Added.by().check(&entry.doer())?;
        let (name, department) = (added.name.clone(), added.department.clone());
        Ok(Self { id: id.clone(), name, department, devices: Vec::new() })
    }

    /// Whether an act of this kind is possible now, from this person here.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self, kind: WindowActKind, doer: &Doer) -> Result<(), WhyNot> {
        kind.by().check(doer)?;
        kind.follows(self, doer)
    }

    /// Every act that may follow: possible, or why not.
    pub fn offers(&self, doer: &Doer) -> Vec<Offer<WindowActKind>> {
        let offer = |&act: &WindowActKind| Offer { act, why_not: self.check(act, doer).err() };
        WindowActKind::FOLLOWING.iter().map(offer).collect()
    }

    /// Carries one more entry into the record.
    ///
    /// # Errors
    /// Why the act does not follow; the record is then unchanged.
    pub fn apply(&mut self, entry: &Entry) -> Result<(), WhyNot> {
        let Some((id, act)) = entry.about.window() else { return Err(WhyNot::OtherSubject) };
        if *id != self.id {
            return Err(WhyNot::OtherSubject);
        }
        self.check(act.kind(), &entry.doer())?;
        act.fits(self)?;
        act.carry(self, entry);
        Ok(())
    }

    fn enrol(&mut self, public_key: String, at: DateTime<FixedOffset>) {
        self.end_device(at);
        let (window, department) = (self.id.clone(), self.department.clone());
        self.devices.push(WindowDevice { window, department, public_key, term: Term::since(at) });
    }

    fn end_device(&mut self, at: DateTime<FixedOffset>) {
        let open = self.devices.iter_mut().filter(|known| known.term.until.is_none());
        open.for_each(|known| known.term.until = Some(at.max(known.term.from)));
    }
}

#[cfg(test)]
mod tests {
    use super::WindowRecord;
    use super::acts::{DeviceDisabled, DeviceEnrolled, WindowAct, WindowAdded};
    use crate::act::Actor;
    use crate::ids::Author;
    use crate::journal::{About, Chain, Entry, Stamp};
    use crate::person::Role;
    use crate::sample::time;
    use crate::why_not::WhyNot;

    fn entry(at: &str, role: Role, act: impl Into<WindowAct>) -> Entry {
        let at = time(at);
        let stamp = Stamp { device: at, server: Some(at), ticks: 0 };
        let actor = Actor { person: "root".into(), name: "样本".to_owned(), role };
        let about = About::Window("shangwu-03".into(), act.into());
        Chain::new(Author::centre()).seal(stamp, actor, about).unwrap().entry
    }

    #[test]
    fn a_window_is_one_device_at_a_time() {
        let added =
            WindowAdded { name: "商务窗口 03".to_owned(), department: "shangwu".into() };
        let mut record =
            WindowRecord::begin(&entry("2026-11-01T09:00:00+08:00", Role::Admin, added)).unwrap();
        let disabled = || DeviceDisabled { reason: "失窃（样本）".to_owned() };
        let none = entry("2026-11-02T09:00:00+08:00", Role::Admin, disabled());
        assert_eq!(record.apply(&none), Err(WhyNot::NoDevice));
        for (day, key) in [("03", "a"), ("05", "b")] {
            let at = format!("2026-11-{day}T09:00:00+08:00");
            let enrolled = DeviceEnrolled { public_key: key.to_owned() };
            record.apply(&entry(&at, Role::Clerk, enrolled)).unwrap();
        }
        let ends = |record: &WindowRecord| {
            let devices = record.devices.iter();
            devices.map(|known| (known.public_key.clone(), known.term.until)).collect::<Vec<_>>()
        };
        let second = time("2026-11-05T09:00:00+08:00");
        assert_eq!(ends(&record), [("a".to_owned(), Some(second)), ("b".to_owned(), None)]);
        let last = "2026-11-06T09:00:00+08:00";
        record.apply(&entry(last, Role::Admin, disabled())).unwrap();
        assert_eq!(ends(&record)[1].1, Some(time(last)));
    }
}
