//! `berth healthcheck`: asks a site on this machine whether it is well; for images, which have no other client.

use crate::cli::options::Healthcheck;
use crate::http::health::{ALIVE, READY};
use anyhow::{Context, Result, bail};
use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream, ToSocketAddrs};
use std::time::Duration;

/// Longest wait: health checks are asked for every few seconds.
const PATIENCE: Duration = Duration::from_secs(5);
/// Most of an answer that is read: a few sentences.
const MOST: u64 = 8 * 1_024;

/// Asks.
pub fn healthcheck(options: &Healthcheck) -> Result<()> {
    let path = if options.alive { ALIVE } else { READY };
    let site = options.listen.as_str();
    let answer = asked(site, path).with_context(|| format!("The site at {site} does not answer."))?;
    let (head, said) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
    if head.split(' ').nth(1) != Some("200") {
        bail!("The site at {site} is not well: {}.", said.trim().replace('\n', "; "));
    }
    std::io::stdout().write_all(said.as_bytes())?;
    Ok(())
}

fn asked(site: &str, path: &str) -> std::io::Result<String> {
    let address = site.to_socket_addrs()?.next().ok_or(std::io::ErrorKind::AddrNotAvailable)?;
    let mut stream = TcpStream::connect_timeout(&reachable(address), PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {site}\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.take(MOST).read_to_string(&mut answer)?;
    Ok(answer)
}

/// Who listens on all addresses is reached by the machine's own.
fn reachable(address: SocketAddr) -> SocketAddr {
    let own: IpAddr = if address.is_ipv4() { Ipv4Addr::LOCALHOST.into() } else { Ipv6Addr::LOCALHOST.into() };
    SocketAddr::new(if address.ip().is_unspecified() { own } else { address.ip() }, address.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_on_all_addresses_is_asked_on_the_machines_own() {
        for (listens, asked) in
            [("0.0.0.0:3000", "127.0.0.1:3000"), ("[::]:3000", "[::1]:3000"), ("192.0.2.1:80", "192.0.2.1:80")]
        {
            assert_eq!(reachable(listens.parse().expect("an address")).to_string(), asked);
        }
    }
}
