//! Login: a person's password, checked for a window. No device token is asked for: it lies in the
//! window's database, which is what logging in opens.

use super::{Server, failed, password};
use crate::repository::Repository;
use clerk_protocol::{LoginReply, LoginRequest, ProtocolError};

pub(super) async fn login<R: Repository>(
    server: &Server<R>,
    request: LoginRequest,
) -> Result<LoginReply, ProtocolError> {
    let LoginRequest { window, person, password } = request;
    let stored = server.repository.window(&window).await.map_err(failed)?;
    let department = stored.as_ref().map(|stored| &stored.window.department);
    let person = password::check(server, department, &person, password).await?;
    // Nobody works at a window that is not there.
    let Some(stored) = stored else { return Err(password::not_your_window()) };
    Ok(LoginReply { person, recovery: stored.recovery })
}
