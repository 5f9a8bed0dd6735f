//! What the operating system gives a server: how many connections.

use crate::serving::ASIDE;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Lets this process have as many open files as it may: many systems begin with 1,024, and a stream takes one.
pub fn raise() {
    let limit = getrlimit(Resource::Nofile);
    if let Err(error) = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit }) {
        tracing::warn!("the limit of open files stays at {:?}: {error}", limit.current);
    }
}

/// Open files that are no client's: the store, its log, standard streams, and the connections that are told that there is
/// no room.
const OWN_FILES: u32 = 64 + ASIDE;

/// How many connections there can be; `None`: any number.
pub fn most_connections() -> Option<u32> {
    let files = getrlimit(Resource::Nofile).current.map(|most| u32::try_from(most).unwrap_or(u32::MAX));
    files.map(|files| files.saturating_sub(OWN_FILES).max(1))
}
