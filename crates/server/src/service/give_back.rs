//! 交回: takes back what is left of a block of a year that is over. Nobody gets it again: it is on the
//! books as returned.

use super::{Server, bad_request, failed};
use crate::repository::Repository;
use chrono::Datelike as _;
use clerk_domain::clock::china_date;
use clerk_domain::ids::WindowId;
use clerk_protocol::{ProtocolError, ReturnReply, ReturnRequest};

pub(super) async fn give_back<R: Repository>(
    server: &Server<R>,
    window: WindowId,
    request: ReturnRequest,
) -> Result<ReturnReply, ProtocolError> {
    let ReturnRequest { block, next, epoch } = request;
    if epoch != server.identity.epoch {
        return Err(bad_request("asked before the centre was restored; ask again"));
    }
    if block.year >= china_date(server.now()).year() {
        return Err(bad_request(format!("the year {} is not over", block.year)));
    }
    if !(block.first..=block.last).contains(&next) {
        return Err(bad_request(format!("the block has no number {next}")));
    }
    let from = server.repository.give_back(&window, &block, next, server.now()).await;
    let from = from.map_err(failed)?;
    tracing::info!(%window, lease = block.lease, from, "numbers given back");
    Ok(ReturnReply { from })
}
