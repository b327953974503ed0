//! `clerk-server init`

use super::{Environment, Failure, print, secret};
use clerk_domain::ids::{Author, DepartmentId, PersonId};
use clerk_domain::person::{Person, Role};
use clerk_pack::Origin;
use clerk_server::ServerError;

/// What the command is told.
#[derive(clap::Args)]
#[group(skip)]
pub struct Arguments {
    /// The folder with the source files of the first rule pack, as `publish` takes it.
    #[arg(long, value_name = "DIR")]
    pack: Origin,
    /// The login name of the first administrator.
    #[arg(long, value_name = "ID", value_parser = super::id::<PersonId>)]
    admin: PersonId,
    /// The administrator's name as people write it.
    #[arg(long, value_name = "NAME")]
    name: String,
}

/// Sets a new centre up: its first administrator, and its first rule pack.
pub async fn run(environment: Environment, arguments: Arguments) -> Result<(), Failure> {
    let Arguments { pack, admin, name } = arguments;
    // All that can be wrong is looked at first: a centre is not half set up.
    let pack = super::publish::read(&pack)?;
    let login = secret::login(&admin)?;
    let server = environment.open().await?;
    let department = DepartmentId(Author::centre().0);
    let person = Person { id: admin, name, role: Role::Admin, department };
    let done = async {
        // Cut off in between, it is begun again: the same rules are published once.
        if !server.people().await?.is_empty() {
            return Err(ServerError::NotEmpty);
        }
        server.publish(&person, &pack).await?;
        server.found(&person, &login.password).await
    };
    let done = done.await;
    server.repository().close().await;
    done?;
    print(&format!(
        "{}: set up with rule pack {}; administrator {}",
        pack.centre, pack.version, person.id
    ))
}
