//! Whom visitors can turn to: given along to the pages, and to whoever has found a hole (RFC 9116).

use crate::clock::now;
use crate::http::state::Service;
use crate::json::moment::rfc3339;
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

/// The address that RFC 9116 sets.
const SECURITY: &str = "/.well-known/security.txt";
/// Seconds for which what it says is promised: 90 days. The RFC asks for less than a year.
const PROMISED: i64 = 90 * 24 * 60 * 60;

/// Its one address.
pub fn routes() -> Router<Service> {
    Router::new().route(SECURITY, get(security))
}

async fn security(State(service): State<Service>) -> Response {
    let Some(contact) = service.contact().and_then(|contact| contact.href.as_deref()) else {
        return (StatusCode::NOT_FOUND, "The operator of this site has named no contact.\n").into_response();
    };
    let canonical = service.public_url().map(|url| format!("Canonical: {url}{SECURITY}\n")).unwrap_or_default();
    let said =
        format!("Contact: {contact}\nExpires: {}\nPreferred-Languages: en\n{canonical}", rfc3339(now() + PROMISED));
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], said).into_response()
}
