//! The rule pack, where the window's is older.

use super::{Centre, failed};
use crate::repository::Repository;
use clerk_domain::pack::RulePack;
use clerk_protocol::{DeviceToken, PackReply, PackRequest, ProtocolError};

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
    let pack = centre.newest_pack().await.map_err(failed)?;
    Ok(PackReply { pack: Some(RulePack::clone(&pack)) })
}
