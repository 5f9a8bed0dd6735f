//! The browser half and the static files, embedded, with compressed copies and content-hashed names.

use app::assets::AssetUrls;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};

/// An embedded file.
pub struct Asset {
    /// Where it is served.
    pub url: &'static str,
    /// Its type.
    pub mime: &'static str,
    /// As it is.
    pub raw: &'static [u8],
    /// Brotli.
    pub br: &'static [u8],
    /// Gzip.
    pub gz: &'static [u8],
}

#[cfg(embedded_front)]
mod front {
    use super::{Asset, AssetUrls};
    pub const ASSETS: &[Asset] = &include!(concat!(env!("OUT_DIR"), "/assets.rs"));
    pub const URLS: AssetUrls = include!(concat!(env!("OUT_DIR"), "/asset_urls.rs"));
}

/// Without an embedded browser half, the files are where cargo-leptos puts them.
#[cfg(not(embedded_front))]
mod front {
    use super::{Asset, AssetUrls};
    use app::assets::Worker;
    pub const ASSETS: &[Asset] = &[];
    pub const URLS: AssetUrls = AssetUrls {
        js: "/pkg/berth.js",
        wasm: "/pkg/berth.wasm",
        css: "/pkg/berth.css",
        first_css: None,
        pages: "/pkg/pages.css",
        rooms: "/pkg/rooms.css",
        cluster: "/pkg/cluster.css",
        read_out: "/pkg/read_out.js",
        // cargo-leptos builds no workers: pages say that they are not there
        addresses: Worker { script: "/pkg/addresses.js", wasm: "/pkg/addresses.wasm" },
        fleet: Worker { script: "/pkg/fleet.js", wasm: "/pkg/fleet.wasm" },
        import: Worker { script: "/pkg/import.js", wasm: "/pkg/import.wasm" },
    };
}

pub use front::{ASSETS, URLS};

/// The icon.
pub const FAVICON: &[u8] = include_bytes!("../../../public/favicon.svg");

/// A year, as long as caches keep anything.
pub const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// The encodings that a browser takes, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// Brotli.
    Brotli,
    /// Gzip.
    Gzip,
    /// As it is.
    Identity,
}

impl Encoding {
    /// The best that a request accepts. `br;q=0` refuses brotli.
    pub fn of(headers: &HeaderMap) -> Encoding {
        let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or_default();
        let takes = |name: &str| {
            accepted.split(',').any(|part| {
                let mut words = part.split(';').map(str::trim);
                words.next() == Some(name) && !words.any(|w| matches!(w, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
            })
        };
        match (takes("br"), takes("gzip")) {
            (true, _) => Encoding::Brotli,
            (_, true) => Encoding::Gzip,
            _ => Encoding::Identity,
        }
    }

    /// Its name in a header.
    pub fn header(self) -> Option<HeaderValue> {
        match self {
            Encoding::Brotli => Some(HeaderValue::from_static("br")),
            Encoding::Gzip => Some(HeaderValue::from_static("gzip")),
            Encoding::Identity => None,
        }
    }
}

/// An embedded file by its address, in the best encoding.
pub fn serve(path: &str, headers: &HeaderMap) -> Option<Response<Body>> {
    let asset = ASSETS.iter().find(|a| a.url == path)?;
    let encoding = Encoding::of(headers);
    let bytes = match encoding {
        Encoding::Brotli => asset.br,
        Encoding::Gzip => asset.gz,
        Encoding::Identity => asset.raw,
    };
    let mut response = immutable(asset.mime, encoding, Bytes::from_static(bytes));
    if let Some((_, policy)) = POLICIES.iter().find(|(script, _)| *script == asset.url) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    }
    Some(response)
}

/// What workers may do: their own scripts bring it along. The reader of dumps may connect to nothing, whatever it reads.
const POLICIES: [(&str, &str); 3] = [
    // it asks the fleet's worker
    (URLS.addresses.script, "default-src 'none'; script-src 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'"),
    (URLS.fleet.script, "default-src 'none'; script-src 'wasm-unsafe-eval'; connect-src 'self'"),
    (URLS.import.script, "default-src 'none'; script-src 'wasm-unsafe-eval'"),
];

/// A response that may be kept for ever: its address changes with its content.
pub fn immutable(mime: &'static str, encoding: Encoding, bytes: Bytes) -> Response<Body> {
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = StatusCode::OK;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(mime));
    headers.insert(header::CACHE_CONTROL, FOR_EVER);
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = encoding.header() {
        headers.insert(header::CONTENT_ENCODING, encoding);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_accepted_encoding_wins() {
        let check = |accepted: &str, expected| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_str(accepted).expect("a header"));
            assert_eq!(Encoding::of(&headers), expected, "{accepted}");
        };
        check("gzip, deflate, br", Encoding::Brotli);
        check("gzip;q=1.0, br;q=0", Encoding::Gzip);
        check("identity", Encoding::Identity);
        check("", Encoding::Identity);
    }
}
