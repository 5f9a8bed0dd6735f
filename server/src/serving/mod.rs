//! Connections: how many there may be, how long a silent one stays, and how all of them end.
//!
//! What axum brings for this takes any number of connections and waits for each of them as long as it likes. Here
//! [`doors`] lets in as many as there is room for and keeps a few places aside, so that health can always be asked for;
//! [`connection`] gives up on a client that stalls; [`slow_body`] on one that sends its body drop by drop; [`fault`] answers where
//! Berth itself has failed.

mod connection;
mod doors;
mod fault;
mod slow_body;
mod socket;

use connection::Connections;
pub use doors::{ASIDE, Doors, Limits};

use axum::Router;
use std::io;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// How long answers under way may take once Berth is told to stop. A client that hangs must not keep it.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long to wait where the system has no connection to give.
const A_MOMENT: Duration = Duration::from_millis(100);

/// Serves until told to stop; then answers what was sent, and closes.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    doors: Arc<Doors>,
    told_to_stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let stopping = watch::Sender::new(false);
    let connections = Connections::new(router, limits, stopping.subscribe());
    let take = |stream: TcpStream| {
        // whoever has gone already needs no answer
        if let Ok(peer) = stream.peer_addr() {
            let entry = doors.entry(peer.ip().into());
            connections.serve(stream, peer, entry);
        }
    };
    tokio::pin!(told_to_stop);
    loop {
        tokio::select! {
            () = &mut told_to_stop => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => take(stream),
                Err(error) if is_of_one_client(&error) => {}
                Err(error) => {
                    tracing::error!("no connection can be accepted: {error}");
                    tokio::time::sleep(A_MOMENT).await;
                }
            },
        }
    }
    // what has been connected before, and maybe sent its request, waits in the system's queue
    let listener = listener.into_std()?;
    while let Ok((stream, _)) = listener.accept() {
        stream.set_nonblocking(true)?;
        take(TcpStream::from_std(stream)?);
    }
    drop(listener);
    stopping.send_replace(true);
    drop(connections);
    if tokio::time::timeout(PATIENCE, stopping.closed()).await.is_err() {
        tracing::warn!("some connections were still open after {} s and were closed", PATIENCE.as_secs());
    }
    Ok(())
}

/// Whether only one client has failed, which is its own affair.
fn is_of_one_client(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset | Interrupted)
}
