//! Under which names the site may be asked for: what a request says of it goes into links, pictures and files.

use axum::http::uri::Authority;
use std::net::IpAddr;

/// Whether a name is the site's: one that the operator has listed, an address, which nobody can give to another machine, or this machine.
pub fn is_known(host: &Authority, listed: &[String]) -> bool {
    let name = host.host().trim_start_matches('[').trim_end_matches(']');
    let is = |known: &str| known.eq_ignore_ascii_case(name);
    let is_below_localhost = name.to_ascii_lowercase().ends_with(".localhost");
    name.parse::<IpAddr>().is_ok() || is("localhost") || is_below_localhost || listed.iter().any(|known| is(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_listed_and_addresses_need_not_be() {
        let listed = ["berth.example".to_owned()];
        let known = |host: &str| is_known(&host.parse().expect("an authority"), &listed);
        for host in [
            "127.0.0.1:3000",
            "10.0.0.7",
            "[::1]:3000",
            "localhost:3000",
            "LOCALHOST",
            "a.localhost",
            "Berth.Example:80",
        ] {
            assert!(known(host), "{host}");
        }
        for host in
            ["evil.example", "berth.example.evil.example", "localhost.evil.example", "xlocalhost", "127.0.0.1.nip.io"]
        {
            assert!(!known(host), "{host}");
        }
    }
}
