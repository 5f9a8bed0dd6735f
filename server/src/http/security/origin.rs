//! Whether a request that changes something comes from this very site, or from no browser at all.
//!
//! A browser says where a request comes from and no page can make it lie: `Sec-Fetch-Site`, or `Origin` in
//! older ones. Programs send neither.

use axum::http::uri::Authority;
use axum::http::{HeaderMap, Method, Uri, header};

/// Whether a request may go on. Reading is free for everyone.
pub fn may_ask(method: &Method, headers: &HeaderMap, public_url: Option<&str>) -> bool {
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return true;
    }
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    match (text("sec-fetch-site"), text(header::ORIGIN.as_str())) {
        // none: the person did it themselves, by a bookmark or so
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => is_own(origin, headers, public_url),
        (None, None) => true,
    }
}

/// Whether an origin is the one that the request was sent to, or the one that this site goes by.
fn is_own(origin: &str, headers: &HeaderMap, public_url: Option<&str>) -> bool {
    let Some(origin) = authority(origin) else { return false };
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()?.parse::<Authority>().ok());
    host.is_some_and(|host| host == origin) || public_url.and_then(authority).is_some_and(|own| own == origin)
}

fn authority(url: &str) -> Option<Authority> {
    url.parse::<Uri>().ok()?.into_parts().authority
}

#[cfg(test)]
mod tests {
    use super::*;

    fn may_write(headers: &[(&str, &str)]) -> bool {
        let pairs = headers.iter().map(|(name, value)| {
            (name.parse::<header::HeaderName>().expect("a name"), value.parse().expect("a value"))
        });
        may_ask(&Method::POST, &pairs.collect(), Some("https://berth.example"))
    }

    #[test]
    fn this_site_and_programs_may_write() {
        let host = ("host", "127.0.0.1:3000");
        assert!(may_write(&[host]));
        assert!(may_write(&[host, ("sec-fetch-site", "same-origin"), ("origin", "http://127.0.0.1:3000")]));
        assert!(may_write(&[host, ("sec-fetch-site", "none")]));
        assert!(may_write(&[host, ("origin", "http://127.0.0.1:3000")]));
        assert!(may_write(&[host, ("origin", "https://berth.example")]), "by its public name");
    }

    #[test]
    fn other_sites_may_only_read() {
        let host = ("host", "127.0.0.1:3000");
        for site in ["cross-site", "same-site", "", "SAME-ORIGIN"] {
            assert!(!may_write(&[host, ("sec-fetch-site", site), ("origin", "http://127.0.0.1:3000")]), "{site}");
        }
        for origin in ["https://evil.example", "null", "", "http://127.0.0.1:3001", "http://127.0.0.1", "garbage"] {
            assert!(!may_write(&[host, ("origin", origin)]), "{origin}");
        }
        let foreign = HeaderMap::from_iter([(header::ORIGIN, "https://evil.example".parse().expect("a value"))]);
        assert!(may_ask(&Method::GET, &foreign, None));
        assert!(!may_ask(&Method::DELETE, &foreign, None));
    }
}
