//! What the entries that are held make: cases, enquiries, windows' days, people, windows.

use crate::error::ServerError;
use clerk_domain::case::Case;
use clerk_domain::centre::CentreRecord;
use clerk_domain::day::Day;
use clerk_domain::enquiry::Enquiry;
use clerk_domain::ids::{CaseId, DayId, EnquiryId, PersonId, WindowId};
use clerk_domain::journal::{About, Entry};
use clerk_domain::person::PersonRecord;
use clerk_domain::why_not::WhyNot;
use clerk_domain::window::WindowRecord;
use std::collections::HashMap;
use std::collections::hash_map::Entry as Place;
use std::hash::Hash;

/// Cases by their identifiers.
pub(super) type Cases = HashMap<CaseId, Case>;

/// What entries are about, as they left it.
#[derive(Default)]
pub(super) struct Folded {
    /// The cases.
    pub cases: Cases,
    /// The enquiries.
    pub enquiries: HashMap<EnquiryId, Enquiry>,
    days: HashMap<DayId, Day>,
    /// The people of the centre.
    pub people: HashMap<PersonId, PersonRecord>,
    /// Its windows.
    pub windows: HashMap<WindowId, WindowRecord>,
    /// The centre as a whole; one at most.
    centre: HashMap<(), CentreRecord>,
}

impl Folded {
    /// Carries entries that are held into what they are about.
    pub(super) fn follow_all(&mut self, texts: &[String]) -> Result<(), ServerError> {
        for text in texts {
            let damaged = |_| ServerError::Damaged("journal entry");
            // Why one did not follow was said when it came in.
            let _ = self.follow(&Entry::read(text, 0).map_err(damaged)?);
        }
        Ok(())
    }

    /// Carries an entry into what it is about.
    ///
    /// # Errors
    /// Why it does not follow; nothing is changed then.
    pub(super) fn follow(&mut self, entry: &Entry) -> Result<(), WhyNot> {
        match &entry.about {
            About::Case(id, _) => {
                fold(&mut self.cases, *id, || Case::begin(entry), |case| case.apply(entry))
            }
            About::Enquiry(id, _) => {
                let begin = || Enquiry::begin(entry);
                fold(&mut self.enquiries, *id, begin, |enquiry| enquiry.apply(entry))
            }
            About::Day(id, _) => {
                fold(&mut self.days, id.clone(), || Day::begin(entry), |day| day.apply(entry))
            }
            About::Person(id, _) => {
                let begin = || PersonRecord::begin(entry);
                fold(&mut self.people, id.clone(), begin, |record| record.apply(entry))
            }
            About::Window(id, _) => {
                let begin = || WindowRecord::begin(entry);
                fold(&mut self.windows, id.clone(), begin, |record| record.apply(entry))
            }
            About::Centre(_) => {
                let begin = || CentreRecord::begin(entry);
                fold(&mut self.centre, (), begin, |record| record.apply(entry))
            }
        }
    }
}

fn fold<K: Eq + Hash, S>(
    held: &mut HashMap<K, S>,
    id: K,
    begin: impl FnOnce() -> Result<S, WhyNot>,
    apply: impl FnOnce(&mut S) -> Result<(), WhyNot>,
) -> Result<(), WhyNot> {
    match held.entry(id) {
        Place::Occupied(mut subject) => apply(subject.get_mut()),
        Place::Vacant(place) => begin().map(|subject| {
            place.insert(subject);
        }),
    }
}
