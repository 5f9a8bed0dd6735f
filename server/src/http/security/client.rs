//! Who asks: the address at the other end of the connection, or the one that a trusted proxy names.

use crate::http::state::Service;
use axum::extract::FromRequestParts;
use axum::extract::connect_info::ConnectInfo;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// Who asks, for limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Client(pub IpAddr);

impl FromRequestParts<Service> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, service: &Service) -> Result<Client, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        // every connection has a peer; one address for all would only share a limit
        let peer = peer.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        let named = if service.is_behind_proxy() { forwarded_for(&parts.headers) } else { None };
        Ok(Client(named.unwrap_or(peer)))
    }
}

/// The last address in X-Forwarded-For: the one that the nearest proxy has put there. What comes before it
/// anybody may have written.
fn forwarded_for(headers: &HeaderMap) -> Option<IpAddr> {
    let last_line = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
    let last = last_line.rsplit(',').next()?.trim();
    last.parse().ok().or_else(|| last.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_address_counts() {
        let of = |lines: &[&str]| {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append("x-forwarded-for", line.parse().expect("a header"));
            }
            forwarded_for(&headers).map(|address| address.to_string())
        };
        assert_eq!(of(&["198.51.100.7, 192.0.2.1"]).as_deref(), Some("192.0.2.1"));
        assert_eq!(of(&["192.0.2.1", "198.51.100.7"]).as_deref(), Some("198.51.100.7"));
        assert_eq!(of(&["192.0.2.1:4711"]).as_deref(), Some("192.0.2.1"));
        assert_eq!(of(&["[2001:db8::1]:4711"]).as_deref(), Some("2001:db8::1"));
        assert_eq!((of(&[]), of(&["unknown"]), of(&["192.0.2.1,"])), (None, None, None));
    }
}
