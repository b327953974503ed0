//! 人员管理: who works at the centre, as what, where; each act with the administrator who did it, who has
//! logged in ([`Server::log_in`]).

use super::administer::centre_scope;
use super::centre_act::told;
use super::{Login, Server, password, secret};
use crate::error::ServerError;
use crate::refusal::ActRefusal;
use crate::repository::{Administered, Password, Repository, StoredPerson};
use clerk_domain::ids::{DepartmentId, PersonId, Subject};
use clerk_domain::journal::About;
use clerk_domain::person::acts::{
    PersonAct, PersonAdded, PersonAppointed, PersonDisabled, PersonEnded, PersonReset,
};
use clerk_domain::person::{self, Person, Role};
use clerk_domain::text::{self, REASON_MOST};
use clerk_protocol::{PasswordRequest, Secret};

impl<R: Repository> Server<R> {
    /// Begins the centre's staff with its first administrator, who adds all others.
    ///
    /// # Errors
    /// [`ServerError::NotEmpty`] where the centre has people, [`ServerError::Act`], and the repository's.
    pub async fn found(&self, admin: &Person, password: &Secret) -> Result<(), ServerError> {
        if !self.repository.people().await?.is_empty() {
            return Err(ServerError::NotEmpty);
        }
        person::password::check(&admin.id, &password.0).map_err(|_| ActRefusal::PasswordUnfit)?;
        let hash = password::hash(self, &password.0).await?;
        let password = Password { hash, at: self.now(), given: false };
        self.add(admin, admin, password).await
    }

    /// Adds a person; the password that the person logs in with once, and changes.
    ///
    /// # Errors
    /// [`ServerError::Act`] where it is refused, and the repository's.
    pub async fn add_person(&self, by: &Person, new: Person) -> Result<String, ServerError> {
        let name = text::name(&new.name).ok().filter(|name| !name.is_empty());
        let name = name.ok_or(ActRefusal::TextUnfit)?;
        self.department_for(new.role, &new.department).await?;
        let (given, password) = self.given_password().await?;
        self.add(by, &Person { name, ..new }, password).await?;
        Ok(given)
    }

    /// Appoints a person to something else, from now on.
    ///
    /// # Errors
    /// As [`Server::add_person`].
    pub async fn appoint(
        &self,
        by: &Person,
        person: &PersonId,
        role: Role,
        department: DepartmentId,
    ) -> Result<(), ServerError> {
        self.department_for(role, &department).await?;
        if role != Role::Admin {
            self.not_the_last_admin(person).await?;
        }
        let act = PersonAppointed { role, department };
        self.act_on_person(by, person, act.into(), Administered::default()).await
    }

    /// Ends a person's appointment: from now on nothing that the person does counts.
    ///
    /// # Errors
    /// As [`Server::add_person`].
    pub async fn end_appointment(&self, by: &Person, person: &PersonId) -> Result<(), ServerError> {
        self.not_the_last_admin(person).await?;
        self.act_on_person(by, person, PersonEnded {}.into(), Administered::default()).await
    }

    /// Locks a person out of every log-in.
    ///
    /// # Errors
    /// As [`Server::add_person`].
    pub async fn disable_person(
        &self,
        by: &Person,
        person: &PersonId,
        reason: &str,
    ) -> Result<(), ServerError> {
        let reason = text::free(reason, REASON_MOST).ok().filter(|text| !text.is_empty());
        let reason = reason.ok_or(ActRefusal::TextUnfit)?;
        self.not_the_last_admin(person).await?;
        let disabled = Some((person.clone(), true));
        let changes = Administered { disabled, ..Administered::default() };
        self.act_on_person(by, person, PersonDisabled { reason }.into(), changes).await
    }

    /// Gives a person a new password, to log in with once and change; who was disabled may log in again.
    ///
    /// # Errors
    /// As [`Server::add_person`].
    pub async fn reset_person(
        &self,
        by: &Person,
        person: &PersonId,
    ) -> Result<String, ServerError> {
        let (given, password) = self.given_password().await?;
        let changes = Administered {
            password: Some((person.clone(), password)),
            disabled: Some((person.clone(), false)),
            ..Administered::default()
        };
        self.act_on_person(by, person, PersonReset {}.into(), changes).await?;
        Ok(given)
    }

    /// Gives whoever acts at the terminal another password.
    ///
    /// # Errors
    /// [`ServerError::Act`] where the old one is wrong or the new one breaks the rules; the repository's.
    pub async fn change_password_at_terminal(
        &self,
        login: Login,
        new: Secret,
    ) -> Result<(), ServerError> {
        let Login { person, password } = login;
        let request = PasswordRequest { person, password, new };
        let changed = password::change_at_terminal(self, request).await;
        changed.map_err(|error| told(&error))
    }

    /// Everybody, by login name.
    ///
    /// # Errors
    /// Those of the repository.
    pub async fn people(&self) -> Result<Vec<StoredPerson>, ServerError> {
        self.repository.people().await
    }

    /// Adds people who all have one password, as those of a demonstration do. It is hashed once: a hash
    /// each would take most of the time in which a demonstration or a test begins. Those who are there
    /// already stay.
    ///
    /// # Errors
    /// [`ServerError::NotADemonstration`] where the centre is a real one; and the repository's.
    pub async fn add_sample_people(
        &self,
        by: &Person,
        people: &[Person],
        password: &str,
    ) -> Result<(), ServerError> {
        if !self.is_sample().await? {
            return Err(ServerError::NotADemonstration);
        }
        let hash = password::hash(self, password).await?;
        let password = Password { hash, at: self.now(), given: false };
        for person in std::iter::once(by).chain(people) {
            if self.repository.person(&person.id).await?.is_none() {
                self.add(by, person, password.clone()).await?;
            }
        }
        Ok(())
    }

    async fn add(&self, by: &Person, new: &Person, password: Password) -> Result<(), ServerError> {
        let (id, role) = (new.id.clone(), new.role);
        let added =
            PersonAdded { name: new.name.clone(), role, department: new.department.clone() };
        self.administer(by, &Subject::Person(id.clone()), |folded| {
            if folded.people.contains_key(&id) {
                return Err(ActRefusal::PersonTaken.into());
            }
            let password = Some((id.clone(), password.clone()));
            let changes = Administered { password, ..Administered::default() };
            Ok((About::Person(id.clone(), added.clone().into()), changes))
        })
        .await?;
        tracing::info!(person = %id, ?role, by = %by.id, "person added");
        Ok(())
    }

    async fn act_on_person(
        &self,
        by: &Person,
        person: &PersonId,
        act: PersonAct,
        changes: Administered,
    ) -> Result<(), ServerError> {
        self.administer(by, &Subject::Person(person.clone()), |folded| {
            if !folded.people.contains_key(person) {
                return Err(ActRefusal::PersonUnknown.into());
            }
            Ok((About::Person(person.clone(), act.clone()), changes.clone()))
        })
        .await?;
        tracing::info!(%person, by = %by.id, act = act.kind().name().en, "person");
        Ok(())
    }

    /// A password that is given out, and as it is kept.
    async fn given_password(&self) -> Result<(String, Password), ServerError> {
        const RANDOM_BYTES: usize = 64;
        let given = secret::code(&self.random_bytes::<RANDOM_BYTES>());
        let given = given.ok_or(ServerError::Contended(1))?;
        let hash = password::hash(self, &given).await?;
        Ok((given, Password { hash, at: self.now(), given: true }))
    }

    /// Whether there is such a department; who watches over all of them belongs to the centre itself.
    async fn department_for(
        &self,
        role: Role,
        department: &DepartmentId,
    ) -> Result<(), ServerError> {
        if matches!(role, Role::Supervisor | Role::Admin) && *department == centre_scope() {
            return Ok(());
        }
        self.department(department).await
    }

    /// Whether the rules have such a department.
    pub(super) async fn department(&self, department: &DepartmentId) -> Result<(), ServerError> {
        let pack = self.newest_pack().await?;
        let known = pack.departments.iter().any(|known| known.id == *department);
        if known { Ok(()) } else { Err(ActRefusal::DepartmentUnknown.into()) }
    }

    /// Without an administrator nobody could appoint one.
    async fn not_the_last_admin(&self, person: &PersonId) -> Result<(), ServerError> {
        let people = self.repository.people().await?.into_iter();
        let mut admins = people
            .filter(|known| known.person.role == Role::Admin && known.appointed && !known.disabled);
        let (first, second) = (admins.next(), admins.next());
        let last = second.is_none() && first.is_some_and(|admin| admin.person.id == *person);
        if last { Err(ActRefusal::LastAdmin.into()) } else { Ok(()) }
    }
}
