//! What the service manager is told, where one has started Berth and waits for that: systemd's `Type=notify`, which is a
//! datagram to the socket in `$NOTIFY_SOCKET` (sd_notify(3)). The crate for it does not know abstract sockets.

use std::os::linux::net::SocketAddrExt;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::net::{SocketAddr, UnixDatagram};

/// It serves, at this address.
pub fn ready(address: &str) {
    tell(&format!("READY=1\nSTATUS=ready at {address}\n"));
}

/// It is about to stop.
pub fn stopping() {
    tell("STOPPING=1\n");
}

fn tell(state: &str) {
    let Some(socket) = std::env::var_os("NOTIFY_SOCKET") else { return };
    let address = match socket.as_bytes().strip_prefix(b"@") {
        Some(name) => SocketAddr::from_abstract_name(name),
        None => SocketAddr::from_pathname(&socket),
    };
    let told = address.and_then(|address| UnixDatagram::unbound()?.send_to_addr(state.as_bytes(), &address));
    if let Err(error) = told {
        tracing::warn!("the service manager at {} could not be told: {error}", socket.display());
    }
}
