//! The rule pack and the register, each where the window's is older; and the earlier packs that a window
//! needs, since a device that took it over never had them.

use super::{Server, failed};
use crate::error::ServerError;
use crate::repository::Repository;
use clerk_protocol::{PackReply, PackRequest, ProtocolError, Signed};

/// So many earlier packs at once: the window asks again for the others.
const OLDER_AT_ONCE: usize = 4;

pub(super) async fn pack<R: Repository>(
    server: &Server<R>,
    request: PackRequest,
) -> Result<PackReply, ProtocolError> {
    let version = server.repository.pack_version().await.map_err(failed)?;
    let pack =
        if version > request.known { Some(signed(server).await.map_err(failed)?) } else { None };
    let version = server.repository.register_version().await.map_err(failed)?;
    let register = if version > request.register {
        Some(server.register_page(request.register).await.map_err(failed)?)
    } else {
        None
    };
    let mut older = Vec::new();
    for version in request.older.into_iter().take(OLDER_AT_ONCE) {
        older.extend(signed_of(server, version).await.map_err(failed)?);
    }
    Ok(PackReply { pack, register, older })
}

/// The newest rule pack as it was signed.
pub(super) async fn signed<R: Repository>(server: &Server<R>) -> Result<Signed, ServerError> {
    let version = server.repository.pack_version().await?;
    signed_of(server, version).await?.ok_or(ServerError::NoPack)
}

/// A rule pack as it was signed; `None` where none of this version was published.
async fn signed_of<R: Repository>(
    server: &Server<R>,
    version: u32,
) -> Result<Option<Signed>, ServerError> {
    let Some(stored) = server.repository.pack(version).await? else { return Ok(None) };
    let signed = Signed::from_parts(version.into(), stored.text, stored.signature);
    signed.map(Some).map_err(|_| ServerError::Damaged("rule pack"))
}
