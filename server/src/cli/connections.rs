//! What the operating system gives a server: how many connections, and how long a dead one lasts.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::time::Duration;
use tokio::net::TcpStream;

/// How long what was sent may go unacknowledged before a connection is taken for dead. A phone that leaves the room
/// would otherwise be there for a quarter of an hour.
const UNANSWERED: Duration = Duration::from_secs(30);

/// Lets this process have as many open files as it may: many systems begin with 1,024, and a stream takes one.
pub fn raise() {
    let limit = getrlimit(Resource::Nofile);
    if let Err(error) = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit }) {
        tracing::warn!("the limit of open files stays at {:?}: {error}", limit.current);
    }
}

/// How many connections there can be; `None`: any number.
pub fn most_connections() -> Option<u32> {
    getrlimit(Resource::Nofile).current.map(|most| u32::try_from(most).unwrap_or(u32::MAX))
}

/// Sets a connection up.
pub fn set_up(stream: &TcpStream) {
    // Answers are small and whole: waiting to fill a packet only delays them.
    let _ = stream.set_nodelay(true);
    #[cfg(target_os = "linux")]
    let _ = rustix::net::sockopt::set_tcp_user_timeout(stream, UNANSWERED.as_millis() as u32);
    #[cfg(not(target_os = "linux"))]
    let _ = UNANSWERED;
}
