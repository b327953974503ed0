//! Pull: what changed in a scope after a cursor.

use super::{Centre, failed, lines};
use crate::error::ServerError;
use crate::repository::{Repository, ScopeEntry, StoredWindow};
use clerk_domain::digest::Digest;
use clerk_protocol::{ProtocolError, PullReply, PullRequest, Pulled, Refusal};
use serde_json::value::RawValue;

const MOST_ENTRIES: u32 = 1000;
/// A reply ends with the entry that passes this.
const MOST_BYTES: usize = 8 << 20;

pub(super) async fn pull<R: Repository>(
    centre: &Centre<R>,
    window: &StoredWindow,
    request: PullRequest,
) -> Result<PullReply, ProtocolError> {
    let PullRequest { scope, after, digest, limit, own } = request;
    if scope != window.window.department {
        let message = format!("window {} pulls {}", window.window.id, window.window.department);
        return Err(ProtocolError::refused(Refusal::ScopeForeign, message));
    }
    let repository = &centre.repository;
    let held = match after {
        0 => Some(Digest::ZERO),
        _ => repository.running_digest(&scope, after).await.map_err(failed)?,
    };
    if held != Some(digest) {
        let message = format!("the centre's digest at {after} is another; pull from the beginning");
        return Err(ProtocolError::refused(Refusal::CursorUnknown, message));
    }
    let limit = limit.min(MOST_ENTRIES);
    let (journal, holds) = lines::stand(centre, &window.window.id, own).await?;
    // Where the centre was put back, its own idea of what the window has reaches less far.
    let has = own.seq.min(holds.seq);
    let entries = repository.entries_after(&scope, after, limit, (&journal, has));
    let mut entries = entries.await.map_err(failed)?;
    entries.truncate(fitting(&entries));
    // Read after the entries: it never lies below them.
    let last = repository.scope(&scope).await.map_err(failed)?.counter;
    let digest = entries.last().map_or(digest, |entry| entry.running);
    let entries = entries.into_iter().map(to_pulled).collect::<Result<Vec<_>, _>>();
    let entries = entries.map_err(failed)?;
    let greeting = centre.greeting(holds).await.map_err(failed)?;
    tracing::info!(window = %window.window.id, after, entries = entries.len(), last, "pull");
    Ok(PullReply { entries, last, digest, greeting })
}

/// How many entries from the first on go into one reply.
fn fitting(entries: &[ScopeEntry]) -> usize {
    let mut bytes = 0;
    let lengths = entries.iter().map(|entry| entry.text.as_ref().map_or(0, String::len));
    let over = lengths.into_iter().position(|length| {
        bytes += length;
        bytes > MOST_BYTES
    });
    over.map_or(entries.len(), |place| place + 1)
}

fn to_pulled(entry: ScopeEntry) -> Result<Pulled, ServerError> {
    let text = entry.text.map(RawValue::from_string).transpose();
    Ok(Pulled {
        counter: entry.counter,
        journal: entry.journal,
        seq: entry.seq,
        entry: text.map_err(|_| ServerError::Damaged("journal entry"))?,
    })
}
