//! What each place makes of the same entries.

use clerk_domain::case::Case;
use clerk_domain::day::Day;
use clerk_domain::digest::Digest;
use clerk_domain::enquiry::Enquiry;
use clerk_domain::ids::{DepartmentId, EnquiryId, Subject};
use clerk_domain::journal::{About, Entry};
use clerk_domain::why_not::WhyNot;
use clerk_protocol::ExceptionCode;
use clerk_server::repository::{
    Exceptions as _, Inspection as _, Journals as _, StoredCase, StoredException,
};
use clerk_server::{Server, SqliteRepository};
use clerk_store::Store;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Entries read from the centre at once.
const AT_ONCE: u32 = 1000;

/// What entries are about, folded.
#[derive(Clone, Debug, PartialEq)]
pub enum Folded {
    Case(Box<Case>),
    Enquiry(Enquiry),
    Day(Day),
}

impl Folded {
    fn begin(entry: &Entry) -> Result<Self, WhyNot> {
        match entry.about {
            About::Case(..) => Case::begin(entry).map(Box::new).map(Self::Case),
            About::Enquiry(..) => Enquiry::begin(entry).map(Self::Enquiry),
            About::Day(..) => Day::begin(entry).map(Self::Day),
            About::Person(..) | About::Window(..) | About::Centre(_) => Err(WhyNot::AtTheCentre),
        }
    }

    fn apply(&mut self, entry: &Entry) -> Result<(), WhyNot> {
        match self {
            Self::Case(case) => case.apply(entry),
            Self::Enquiry(enquiry) => enquiry.apply(entry),
            Self::Day(day) => day.apply(entry),
        }
    }
}

/// An entry as it is named, and whether it was refused.
pub type Told = (String, u64, bool);

/// What the centre's entries about one subject make, folded from the first one on.
#[derive(Debug, Default)]
pub struct History {
    pub folded: Option<Folded>,
    pub told: Vec<Told>,
}

impl History {
    fn carry(&mut self, entry: &Entry) {
        let done = match &mut self.folded {
            Some(folded) => folded.apply(entry),
            None => Folded::begin(entry).map(|begun| self.folded = Some(begun)),
        };
        self.told.push((entry.author.0.clone(), entry.seq, done.is_err()));
    }
}

/// All that the centre holds of a scope, folded from its texts in the order of its counters.
pub async fn fold_again(
    centre: &Server<SqliteRepository>,
    scope: &DepartmentId,
) -> HashMap<Subject, History> {
    let mut histories: HashMap<Subject, History> = HashMap::new();
    let nobody = "nobody".into();
    let (mut after, mut digest) = (0, Digest::ZERO);
    loop {
        let entries = centre.repository().entries_after(scope, after, AT_ONCE, (&nobody, 0));
        let entries = entries.await.unwrap();
        let Some(last) = entries.last() else { break };
        after = last.counter;
        for scoped in &entries {
            let text = scoped.text.as_ref().unwrap();
            digest = digest.chain(Digest::of(text.as_bytes()));
            assert_eq!(digest, scoped.running);
            let entry = Entry::read(text, scoped.seq).unwrap();
            histories.entry(entry.about.subject()).or_default().carry(&entry);
        }
    }
    histories
}

/// A subject as a window shows it.
pub fn at_window(store: &Store, subject: &Subject) -> Option<Folded> {
    match subject {
        Subject::Case(id) => store.case(*id).unwrap().map(Box::new).map(Folded::Case),
        Subject::Enquiry(_) => store.subject(subject).unwrap().map(Folded::Enquiry),
        Subject::Day(_) => store.subject(subject).unwrap().map(Folded::Day),
        Subject::Person(_) | Subject::Window(_) | Subject::Centre => None,
    }
}

/// The entries of a case as a window tells them.
pub fn told_at_window(store: &Store, subject: &Subject) -> Option<Vec<Told>> {
    let Subject::Case(id) = subject else { return None };
    let history = store.history(*id).unwrap().into_iter();
    let told = history.map(|it| (it.entry.author.0, it.entry.seq, it.refused.is_some()));
    Some(told.collect())
}

/// What the centre itself keeps and tells of the same entries.
pub struct AtCentre {
    enquiries: BTreeMap<EnquiryId, Enquiry>,
    refused: BTreeSet<(String, u64)>,
}

impl AtCentre {
    pub async fn read(centre: &Server<SqliteRepository>) -> Self {
        let enquiries = centre.enquiries().await.unwrap();
        let exceptions = centre.repository().all_exceptions(None, false).await.unwrap();
        let is_rule = |it: &StoredException| it.id.code == ExceptionCode::CaseRule.as_str();
        let refused = exceptions.into_iter().filter(is_rule);
        Self {
            enquiries: enquiries.into_iter().map(|enquiry| (enquiry.id, enquiry)).collect(),
            refused: refused.map(|it| (it.id.journal.0, it.id.seq)).collect(),
        }
    }

    /// The entries that it could not follow are those that do not follow here.
    pub fn told(&self, histories: &HashMap<Subject, History>) {
        let told = histories.values().flat_map(|history| &history.told);
        let refused = told.filter(|(.., refused)| *refused);
        let refused: BTreeSet<_> = refused.map(|(author, seq, _)| (author.clone(), *seq)).collect();
        assert_eq!(self.refused, refused);
    }

    /// What it keeps of a subject is what the entries make of it.
    pub async fn keeps(&self, centre: &Server<SqliteRepository>, history: &History) {
        match &history.folded {
            Some(Folded::Case(case)) => {
                let kept = centre.repository().cases(&case.number).await.unwrap();
                let state = serde_json::to_value(case.state()).unwrap();
                let licence = case.products.licence.as_ref().map(|licence| &licence.number);
                let [StoredCase { id, state: kept_state, licence: kept_licence, .. }] = &kept[..]
                else {
                    panic!("one case: {kept:?}")
                };
                assert_eq!((*id, kept_state.as_str()), (case.id, state.as_str().unwrap()));
                assert_eq!(kept_licence.as_ref(), licence);
            }
            Some(Folded::Enquiry(enquiry)) => {
                assert_eq!(self.enquiries.get(&enquiry.id), Some(enquiry));
            }
            // Of a day the centre keeps its entries, and tells which do not follow.
            Some(Folded::Day(_)) | None => {}
        }
    }
}
