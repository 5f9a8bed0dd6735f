//! What systemd hears from Berth: that it is ready once it is, and that it stops.

use super::running::Running;
use crate::support::berth;
use crate::support::http::get;
use std::io::{BufRead, BufReader};
use std::os::linux::net::SocketAddrExt;
use std::os::unix::net::{SocketAddr, UnixDatagram};
use std::process::Stdio;
use std::time::Duration;

/// Longest wait for a message.
const PATIENCE: Duration = Duration::from_secs(60);

fn heard(manager: &UnixDatagram) -> String {
    let mut message = [0; 1_024];
    let length = manager.recv(&mut message).expect("a message");
    String::from_utf8(message[..length].to_vec()).expect("it is text")
}

/// Starts a site that tells this socket, and gives its address once it says that it is ready.
fn start(directory: &std::path::Path, socket: &str) -> (Running, String) {
    let mut command = berth();
    command.args(["serve", "--listen", "127.0.0.1:0", "--store"]).arg(directory.join("berth.db"));
    command.env("BERTH_LOG", "warn").env("NOTIFY_SOCKET", socket).stdout(Stdio::piped());
    let mut running = Running(command.spawn().expect("berth starts"));
    let mut line = String::new();
    BufReader::new(running.0.stdout.take().expect("piped")).read_line(&mut line).expect("a line");
    let url = line.split_whitespace().find(|word| word.starts_with("http://")).expect("its address").to_string();
    (running, url)
}

fn check(manager: &UnixDatagram, directory: &std::path::Path, socket: &str) {
    manager.set_read_timeout(Some(PATIENCE)).expect("a time limit");
    let (mut running, url) = start(directory, socket);
    assert_eq!(heard(manager), format!("READY=1\nSTATUS=ready at {url}\n"));
    assert_eq!(get(&url, "/readyz").status, 200, "it is ready when it says so");
    running.signal("TERM");
    assert_eq!(heard(manager), "STOPPING=1\n");
    running.check_stops("SIGTERM");
}

#[test]
fn systemd_hears_that_it_is_ready_and_that_it_stops() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("notify");
    check(&UnixDatagram::bind(&path).expect("a socket"), directory.path(), path.to_str().expect("a path in UTF-8"));
    // systemd in a container names it in the abstract way
    let name = format!("berth-{}", std::process::id());
    let address = SocketAddr::from_abstract_name(&name).expect("a name");
    check(&UnixDatagram::bind_addr(&address).expect("a socket"), directory.path(), &format!("@{name}"));
}

#[test]
fn without_somebody_to_tell_it_serves_all_the_same() {
    let directory = tempfile::tempdir().expect("a directory");
    let (mut running, url) = start(directory.path(), "/nowhere/notify");
    assert_eq!(get(&url, "/healthz").status, 200);
    running.signal("TERM");
    running.check_stops("SIGTERM");
}
