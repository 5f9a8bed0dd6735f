//! The headers that every answer carries.

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;

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

/// Adds the headers that an answer lacks.
pub async fn protect(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    // A browser uses these headers instead of those that it kept with the page, whose policy has the
    // nonce of its own script.
    let keeps_policy = response.status() == StatusCode::NOT_MODIFIED;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        if !(keeps_policy && name == header::CONTENT_SECURITY_POLICY) {
            headers.entry(name).or_insert(HeaderValue::from_static(value));
        }
    }
    response
}
