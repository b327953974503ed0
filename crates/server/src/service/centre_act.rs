//! What is done at a department's desk of the centre: a leader decides on a referred case; an enquiry is
//! asked, and closed.
//!
//! Such an act is an entry like a window's, in the journal of the desk. But it is done here: what the
//! rules refuse is not kept, and nothing of it happens.

use super::folded::Folded;
use super::lines;
use super::push::New;
use super::verify::Checked;
use super::{Server, TRIES, password, push};
use crate::error::ServerError;
use crate::refusal::{self, ActRefusal};
use crate::repository::{Repository, StoredCase};
use chrono::SubsecRound as _;
use clerk_domain::act::{Actor, Doer};
use clerk_domain::case::acts::ReferralDecided;
use clerk_domain::case::{CaseActKind, Context};
use clerk_domain::clock::china;
use clerk_domain::enquiry::acts::{EnquiryAsked, EnquiryClosed};
use clerk_domain::enquiry::{Asker, Enquiry, EnquiryActKind};
use clerk_domain::ids::{
    Author, CaseNumber, DepartmentId, EnquiryId, ItemCode, PersonId, Subject, WindowId,
};
use clerk_domain::journal::{About, Chain, Stamp};
use clerk_domain::person::Person;
use clerk_domain::text::{self, REASON_MOST, TextError};
use clerk_protocol::{ProtocolError, Secret};
use serde_json::value::RawValue;

/// Who acts at a desk of the centre.
pub struct Login {
    /// The login name.
    pub person: PersonId,
    /// The password.
    pub password: Secret,
}

/// A question as it is asked at the centre.
pub struct Question {
    /// The window that is asked, or the department: each of its windows may answer.
    pub to: String,
    /// The item that it is about, where it is about one.
    pub item: Option<ItemCode>,
    /// Who asks.
    pub asker: Asker,
    /// The question; 1 to 500 characters.
    pub question: String,
}

impl<R: Repository> Server<R> {
    /// Decides on a referred case, as its department's leader. The opinion has 1 to 500 characters; where
    /// the leader does not approve, the application is refused with it (art. 38).
    ///
    /// # Errors
    /// [`ServerError::Act`] where it is refused, and the repository's.
    pub async fn decide_referral(
        &self,
        login: Login,
        number: &CaseNumber,
        decided: ReferralDecided,
    ) -> Result<(), ServerError> {
        let opinion = fit(text::free(&decided.opinion, REASON_MOST))?;
        let decided = ReferralDecided { opinion, ..decided };
        let person = self.log_in(login).await?;
        let StoredCase { scope, id, .. } = self.the_case(number).await?;
        self.act_at_desk(
            &person,
            &scope,
            |folded, doer| {
                let case = folded.cases.get(&id).ok_or(ActRefusal::CaseUnknown)?;
                let asked = Context { doer: doer.clone(), decision: None };
                case.check(CaseActKind::ReferralDecided, &asked).map_err(|why| {
                    let answered =
                        case.procedures.referral.as_ref().is_some_and(|r| r.answer.is_some());
                    match ActRefusal::from(why) {
                        ActRefusal::NotReferred if answered => ActRefusal::AlreadyDecided,
                        refusal => refusal,
                    }
                })?;
                Ok(About::Case(id, decided.clone().into()))
            },
            &Subject::Case(id),
        )
        .await?;
        tracing::info!(case = %id, approved = decided.approved, "referral decided");
        Ok(())
    }

    /// Asks a department's windows something.
    ///
    /// # Errors
    /// [`ServerError::Act`] where it is refused, and the repository's.
    pub async fn ask(&self, login: Login, asked: Question) -> Result<EnquiryId, ServerError> {
        let Question { to, item, asker, question } = asked;
        let question = fit(text::free(&question, REASON_MOST))?;
        let asker = Asker { name: fit(text::name(&asker.name))?, phone: asker.phone };
        let person = self.log_in(login).await?;
        let department = self.addressee(&to).await?;
        let pack = self.newest_pack().await?;
        let of_department = |item: &ItemCode| pack.item(item).map(|item| &item.department);
        if item.as_ref().is_some_and(|item| of_department(item) != Some(&department)) {
            return Err(ActRefusal::ItemUnknown.into());
        }
        let id = EnquiryId::new(self.now(), self.random_bytes());
        let asked = EnquiryAsked { department: department.clone(), item, asker, question };
        self.act_at_desk(
            &person,
            &department,
            |_, doer| {
                EnquiryActKind::Asked.by().check(doer).map_err(ActRefusal::from)?;
                Ok(About::Enquiry(id, asked.clone().into()))
            },
            &Subject::Enquiry(id),
        )
        .await?;
        tracing::info!(enquiry = %id, %department, "enquiry asked");
        Ok(id)
    }

    /// Closes an enquiry: the answer reached whoever asked, or the question was taken back.
    ///
    /// # Errors
    /// [`ServerError::Act`] where it is refused, and the repository's.
    pub async fn close_enquiry(
        &self,
        login: Login,
        id: EnquiryId,
        note: &str,
    ) -> Result<(), ServerError> {
        let closed = EnquiryClosed { note: fit(text::free(note, REASON_MOST))? };
        let person = self.log_in(login).await?;
        let enquiries = self.repository.enquiries().await?;
        let found = enquiries.into_iter().find(|(_, known)| *known == id);
        let (department, _) = found.ok_or(ActRefusal::EnquiryUnknown)?;
        self.act_at_desk(
            &person,
            &department,
            |folded, doer| {
                let enquiry = folded.enquiries.get(&id).ok_or(ActRefusal::EnquiryUnknown)?;
                enquiry.check(EnquiryActKind::Closed, doer).map_err(ActRefusal::from)?;
                Ok(About::Enquiry(id, closed.clone().into()))
            },
            &Subject::Enquiry(id),
        )
        .await?;
        tracing::info!(enquiry = %id, "enquiry closed");
        Ok(())
    }

    /// The person who acts at the centre's terminal.
    ///
    /// # Errors
    /// [`ServerError::Act`] where the name or the password is wrong, or the password must be changed first;
    /// and the repository's.
    pub async fn log_in(&self, login: Login) -> Result<Person, ServerError> {
        let Login { person, password } = login;
        password::person_at_terminal(self, &person, password).await.map_err(|error| told(&error))
    }

    /// The case of a number; where a copy of its window gave it twice, the one that is referred.
    async fn the_case(&self, number: &CaseNumber) -> Result<StoredCase, ServerError> {
        let mut found = self.repository.cases(number).await?;
        if found.len() > 1 {
            found.retain(|case| case.state == "referred");
            if found.len() != 1 {
                return Err(ActRefusal::CaseTwice.into());
            }
        }
        Ok(found.pop().ok_or(ActRefusal::CaseUnknown)?)
    }

    /// The department of that name, or of the window of that name.
    async fn addressee(&self, to: &str) -> Result<DepartmentId, ServerError> {
        if let Some(window) = self.repository.window(&WindowId::from(to)).await? {
            return Ok(window.window.department);
        }
        let department = DepartmentId::from(to);
        let pack = self.newest_pack().await?;
        let known = pack.departments.iter().any(|known| known.id == department);
        if known { Ok(department) } else { Err(ActRefusal::AddresseeUnknown.into()) }
    }

    /// Does an act at a department's desk, in one transaction: what is held about the subject is read,
    /// `make` checks the act and gives it, and it is kept where nothing came in meanwhile. Else all of
    /// it is done again.
    async fn act_at_desk(
        &self,
        person: &Person,
        department: &DepartmentId,
        make: impl Fn(&Folded, &Doer) -> Result<About, ActRefusal>,
        subject: &Subject,
    ) -> Result<(), ServerError> {
        let author = Author::desk(department);
        let doer = Doer { person: person.id.clone(), role: person.role, author: author.clone() };
        self.repository.begin_journal(&author).await?;
        for _ in 0..TRIES {
            let _turn = self.writer.lock().await;
            let subjects = std::slice::from_ref(subject);
            let held = self.repository.entries_about(department, subjects).await?;
            let mut folded = Folded::default();
            folded.follow_all(&held)?;
            let about = make(&folded, &doer)?;
            // After the role: what nobody of a role may do is no matter of the department.
            if !person.works_at_desk_of(department) {
                return Err(ActRefusal::OtherDepartment.into());
            }
            let new = self.seal_at_desk(&author, person, about).await?;
            let target = lines::target(self, &author, &new).await.map_err(|error| told(&error))?;
            let new = New { target, entries: new, acts_signed: Vec::new() };
            let plan = push::prepare(self, department, None, new).await;
            let plan = plan.map_err(|error| told(&error))?;
            // An exception means that what it was checked against is no longer all.
            if plan.exceptions.is_empty() && self.repository.append(plan).await? {
                return Ok(());
            }
        }
        Err(ServerError::Contended(TRIES))
    }

    /// The next entry of a desk's journal. Its time is the centre's own.
    pub(super) async fn seal_at_desk(
        &self,
        author: &Author,
        person: &Person,
        about: About,
    ) -> Result<Vec<Checked>, ServerError> {
        let lines = self.repository.lines(author).await?;
        let head = lines.first().map(|line| line.head).ok_or(ServerError::Damaged("journal"))?;
        // As precise as it is kept: what is signed of it must read the same again.
        let now = self.now().trunc_subsecs(3).with_timezone(&china());
        let time = Stamp { device: now, server: Some(now), ticks: 0 };
        let chain = Chain { author: author.clone(), seq: head.seq, head: head.hash };
        let damaged = || ServerError::Damaged("journal entry");
        let sealed = chain.seal(time, Actor::from(person), about).map_err(|_| damaged())?;
        let text = RawValue::from_string(sealed.text).map_err(|_| damaged())?;
        let (entry, hash) = (sealed.entry, sealed.hash);
        Ok(vec![Checked { entry, hash, text, signed: true }])
    }

    /// Every enquiry as it stands, in the order in which they were asked.
    ///
    /// # Errors
    /// Those of the repository.
    pub async fn enquiries(&self) -> Result<Vec<Enquiry>, ServerError> {
        let mut found = Vec::new();
        for (department, id) in self.repository.enquiries().await? {
            let subject = [Subject::Enquiry(id)];
            let mut folded = Folded::default();
            folded.follow_all(&self.repository.entries_about(&department, &subject).await?)?;
            found.extend(folded.enquiries.remove(&id));
        }
        Ok(found)
    }
}

/// A text that says something.
fn fit(given: Result<String, TextError>) -> Result<String, ActRefusal> {
    given.ok().filter(|text| !text.is_empty()).ok_or(ActRefusal::TextUnfit)
}

pub(super) fn told(error: &ProtocolError) -> ServerError {
    refusal::of_login(error).map_or(ServerError::BrokeOff, ServerError::Act)
}
