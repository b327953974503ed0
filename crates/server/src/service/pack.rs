//! The rule pack and the register, each where the window's is older.

use super::{Server, failed};
use crate::error::ServerError;
use crate::repository::Repository;
use clerk_protocol::{PackReply, PackRequest, ProtocolError, Signed};

pub(super) async fn pack<R: Repository>(
    server: &Server<R>,
    request: PackRequest,
) -> Result<PackReply, ProtocolError> {
    let version = server.repository.pack_version().await.map_err(failed)?;
    let pack =
        if version > request.known { Some(signed(server).await.map_err(failed)?) } else { None };
    let version = server.repository.register_version().await.map_err(failed)?;
    let register = if version > request.register {
        Some(server.signed_register().await.map_err(failed)?)
    } else {
        None
    };
    Ok(PackReply { pack, register })
}

/// The newest rule pack as it was signed.
pub(super) async fn signed<R: Repository>(server: &Server<R>) -> Result<Signed, ServerError> {
    let version = server.repository.pack_version().await?;
    let stored = server.repository.pack(version).await?.ok_or(ServerError::NoPack)?;
    let signed = Signed::from_parts(version.into(), stored.text, stored.signature);
    signed.map_err(|_| ServerError::Damaged("rule pack"))
}
