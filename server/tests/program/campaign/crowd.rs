//! A crowd that stalls in every way at once: whoever asks properly is answered meanwhile, and every stalled client is let go.

use crate::support::campaign::rounds;
use crate::support::http::{PATIENCE, get};
use crate::support::store::Kept;
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;

/// What each kind sends before it falls silent.
const KINDS: [&[u8]; 6] = [
    b"",
    b"G",
    b"GET / HTTP/1.1\r\nHost: berth\r\nX-Slow: ",
    b"GET /healthz HTTP/1.1\r\nHost: berth\r\n\r\n",
    b"POST /s HTTP/1.1\r\nHost: berth\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000\r\n\r\npods=",
    b"POST /api/v1/import HTTP/1.1\r\nHost: berth\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n{",
];
/// Clients of each kind in a round.
const OF_EACH: usize = 12;

#[test]
fn a_stalled_crowd_holds_nobody_up_and_is_let_go() {
    let site = Kept::start(&["--idle-seconds", "1"]);
    let address = site.url().strip_prefix("http://").expect("an address");
    for round in 0..rounds(2) {
        let mut crowd: Vec<TcpStream> = Vec::new();
        for kind in KINDS.iter().cycle().take(KINDS.len() * OF_EACH) {
            let mut stream = TcpStream::connect(address).expect("a connection");
            stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
            // who is let go before it has sent all is let go all the same
            let _ = stream.write_all(kind);
            crowd.push(stream);
        }
        for target in ["/", "/healthz", "/readyz", "/instances"] {
            assert_eq!(get(site.url(), target).status, 200, "{target} in round {round}");
        }
        for mut stream in crowd {
            match stream.read_to_end(&mut Vec::new()) {
                Ok(_) => {}
                Err(error) => assert_eq!(error.kind(), ErrorKind::ConnectionReset, "still open after {PATIENCE:?}"),
            }
        }
    }
}
