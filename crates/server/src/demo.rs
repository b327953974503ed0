//! The demo centre: its rule pack, windows, and people, all of them invented and marked as samples.

use crate::error::ServerError;
use crate::repository::Repository;
use crate::service::Server;
use chrono::Datelike as _;
use clerk_domain::clock::china_date;
use clerk_domain::ids::{Author, DepartmentId, PersonId, WindowId};
use clerk_domain::person::{Person, Role};
use clerk_pack::demo::demo_pack_of;
use clerk_protocol::Window;
use serde::Serialize;

/// The password of every sample person, unless another one is given. It guards nothing.
pub const PASSWORD: &str = "window-clerk-demo";

/// Window, name, department.
const WINDOWS: [(&str, &str, &str); 8] = [
    ("gongshang-01", "工商窗口 01", "gongshang"),
    ("gongshang-02", "工商窗口 02", "gongshang"),
    ("shangwu-03", "商务窗口 03", "shangwu"),
    ("huanbao-02", "环保窗口 02", "huanbao"),
    ("zhijian-01", "质监窗口 01", "zhijian"),
    ("shui-01", "税务窗口 01", "guoshui"),
    ("fagai-01", "发改窗口 01", "fagai"),
    ("jianshe-01", "建设窗口 01", "jianshe"),
];

/// Login name, name, role; all work in the department of [`NAMED_DEPARTMENT`].
const NAMED: [(&str, &str, Role); 3] = [
    ("li", "李小红（样本）", Role::Clerk),
    ("wang", "王小明（样本）", Role::Chief),
    ("du", "杜小青（样本）", Role::Supervisor),
];
const NAMED_DEPARTMENT: &str = "shangwu";

/// What the demo centre consists of.
#[derive(Clone, Debug, Serialize)]
pub struct DemoCentre {
    /// The version of its rule pack.
    pub pack_version: u32,
    /// Its windows, each with a one-time code that can still be used.
    pub windows: Vec<DemoWindow>,
    /// Its people.
    pub people: Vec<Person>,
    /// The password that people added by this call have.
    pub password: String,
}

/// A window of the demo centre.
#[derive(Clone, Debug, Serialize)]
pub struct DemoWindow {
    /// The window.
    #[serde(flatten)]
    pub window: Window,
    /// A one-time code that can still be used.
    pub code: String,
}

/// Loads the demo centre with its usual password. What is there already stays.
///
/// # Errors
/// [`ServerError::NotADemonstration`] where the centre is a real one, [`ServerError::PackVersion`] where
/// another rule pack stands, [`ServerError::DemoPack`], and those
/// of the repository.
pub async fn load<R: Repository>(server: &Server<R>) -> Result<DemoCentre, ServerError> {
    load_with_password(server, PASSWORD).await
}

/// Loads the demo centre; people who are not there yet get `password`.
///
/// # Errors
/// Those of [`load`].
pub async fn load_with_password<R: Repository>(
    server: &Server<R>,
    password: &str,
) -> Result<DemoCentre, ServerError> {
    if !server.is_sample().await? {
        return Err(ServerError::NotADemonstration);
    }
    let year = china_date(server.now()).year();
    let pack = demo_pack_of(year).map_err(|error| ServerError::DemoPack(error.to_string()))?;
    let by = admin();
    server.publish(&by, &pack).await?;
    let people = people(pack.departments.iter().map(|d| (&d.id, d.name.as_str())));
    server.add_sample_people(&by, &people, password).await?;
    let mut windows = Vec::new();
    for (id, name, department) in WINDOWS {
        let (id, department) = (WindowId::from(id), DepartmentId::from(department));
        let window = Window { id, name: name.to_owned(), department };
        if server.repository().window(&window.id).await?.is_none() {
            server.add_window(&by, &window).await?;
        }
        let code = server.sample_code(&window.id).await?;
        windows.push(DemoWindow { window, code });
    }
    let people = std::iter::once(by).chain(people).collect();
    let password = password.to_owned();
    Ok(DemoCentre { pack_version: pack.version, windows, people, password })
}

/// The sample administrator.
pub fn admin() -> Person {
    Person {
        id: "zhou".into(),
        name: "周小兰（样本）".to_owned(),
        role: Role::Admin,
        department: DepartmentId(Author::centre().0),
    }
}

/// A clerk and a chief representative of every department, a leader of each that has a window, and those
/// who have names of their own.
fn people<'a>(departments: impl Iterator<Item = (&'a DepartmentId, &'a str)>) -> Vec<Person> {
    let person = |id: String, name: String, role, department: &DepartmentId| Person {
        id: PersonId(id),
        name,
        role,
        department: department.clone(),
    };
    let shangwu = DepartmentId::from(NAMED_DEPARTMENT);
    let mut people: Vec<Person> =
        NAMED.map(|(id, name, role)| person(id.to_owned(), name.to_owned(), role, &shangwu)).into();
    for (id, name) in departments {
        people.push(person(
            format!("{id}-clerk"),
            format!("{name}经办人（样本）"),
            Role::Clerk,
            id,
        ));
        people.push(person(format!("{id}-chief"), format!("{name}首席（样本）"), Role::Chief, id));
        if WINDOWS.iter().any(|(_, _, department)| *department == id.as_str()) {
            let name = format!("{name}分管领导（样本）");
            people.push(person(format!("{id}-leader"), name, Role::Leader, id));
        }
    }
    people
}
