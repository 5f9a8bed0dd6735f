//! The headers that every answer carries.

use crate::http::state::Service;
use crate::version::VERSION;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;

/// Which Berth has answered.
const VERSION_HEADER: HeaderName = HeaderName::from_static("x-berth-version");

/// What an answer carries unless it has its own: pages bring their own policy, the API's reading routes let
/// other sites read them.
const HEADERS: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    // what is no page needs nothing, and must not be taken for one
    (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
];

/// Where the site is reached over TLS, a browser asks for it in no other way from then on, for a year.
const TLS_ONLY: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// Adds the headers that an answer lacks.
pub async fn protect(State(service): State<Service>, request: Request, next: Next) -> Response {
    let is_https = service.is_https(request.headers());
    let mut response = next.run(request).await;
    // A browser uses these headers instead of those that it kept with the page, whose policy has the
    // nonce of its own script.
    let keeps_policy = response.status() == StatusCode::NOT_MODIFIED;
    let headers = response.headers_mut();
    headers.insert(VERSION_HEADER, HeaderValue::from_static(VERSION));
    if is_https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, TLS_ONLY);
    }
    for (name, value) in HEADERS {
        if !(keeps_policy && name == header::CONTENT_SECURITY_POLICY) {
            headers.entry(name).or_insert(HeaderValue::from_static(value));
        }
    }
    response
}
