//! The rule pack, where the window's is older.

use super::{Centre, failed};
use crate::error::ServerError;
use crate::repository::Repository;
use clerk_protocol::{DeviceToken, PackReply, PackRequest, ProtocolError, Signed};

pub(super) async fn pack<R: Repository>(
    centre: &Centre<R>,
    token: &DeviceToken,
    request: PackRequest,
) -> Result<PackReply, ProtocolError> {
    centre.device(token).await?;
    let version = centre.repository.pack_version().await.map_err(failed)?;
    if version <= request.known {
        return Ok(PackReply { pack: None });
    }
    Ok(PackReply { pack: Some(signed(centre).await.map_err(failed)?) })
}

/// The newest rule pack as it was signed.
pub(super) async fn signed<R: Repository>(centre: &Centre<R>) -> Result<Signed, ServerError> {
    let version = centre.repository.pack_version().await?;
    let stored = centre.repository.pack(version).await?.ok_or(ServerError::NoPack)?;
    let signed = Signed::from_parts(version.into(), stored.text, stored.signature);
    signed.map_err(|_| ServerError::Damaged("rule pack"))
}
