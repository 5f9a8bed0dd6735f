//! How a client's socket is set up.

use std::time::Duration;
use tokio::net::TcpStream;

/// How long what was sent may go unacknowledged before a connection is taken for dead. A phone that leaves the room
/// would otherwise be there for a quarter of an hour.
const UNANSWERED: Duration = Duration::from_secs(30);

/// Sets a connection up.
pub fn set_up(stream: &TcpStream) {
    // Answers are small and whole: waiting to fill a packet only delays them.
    let _ = stream.set_nodelay(true);
    #[cfg(target_os = "linux")]
    let _ = rustix::net::sockopt::set_tcp_user_timeout(stream, UNANSWERED.as_millis() as u32);
    #[cfg(not(target_os = "linux"))]
    let _ = UNANSWERED;
}
