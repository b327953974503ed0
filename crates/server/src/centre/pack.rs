//! The rule pack and the register, each where the window's is older.

use super::{Centre, failed};
use crate::error::ServerError;
use crate::repository::Repository;
use clerk_protocol::{PackReply, PackRequest, ProtocolError, Signed};

pub(super) async fn pack<R: Repository>(
    centre: &Centre<R>,
    request: PackRequest,
) -> Result<PackReply, ProtocolError> {
    let version = centre.repository.pack_version().await.map_err(failed)?;
    let pack =
        if version > request.known { Some(signed(centre).await.map_err(failed)?) } else { None };
    let version = centre.repository.register_version().await.map_err(failed)?;
    let register = if version > request.register {
        Some(centre.signed_register().await.map_err(failed)?)
    } else {
        None
    };
    Ok(PackReply { pack, register })
}

/// The newest rule pack as it was signed.
pub(super) async fn signed<R: Repository>(centre: &Centre<R>) -> Result<Signed, ServerError> {
    let version = centre.repository.pack_version().await?;
    let stored = centre.repository.pack(version).await?.ok_or(ServerError::NoPack)?;
    let signed = Signed::from_parts(version.into(), stored.text, stored.signature);
    signed.map_err(|_| ServerError::Damaged("rule pack"))
}
