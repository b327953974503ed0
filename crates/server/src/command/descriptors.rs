//! How many file descriptors the server may have: its limit of them is raised as far as is needed.

use clerk_server::descriptors_for_connections;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// How many connections there may be.
pub(super) fn connections() -> u32 {
    let (_, wanted) = descriptors_for_connections(None);
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let raised = current.map(|current| current.max(wanted.min(maximum.unwrap_or(wanted))));
    // Where it cannot be raised, there are fewer connections.
    let _ = setrlimit(Resource::Nofile, Rlimit { current: raised, maximum });
    let (connections, _) = descriptors_for_connections(getrlimit(Resource::Nofile).current);
    tracing::info!(connections, "connections at most");
    connections
}
