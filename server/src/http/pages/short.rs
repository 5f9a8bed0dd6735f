//! A page of a heading and a sentence or two, for what has no place in the site's frame: it takes next to nothing to make.

use super::bare::bare_page;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse;
use maud::{Markup, html};

/// What the page may load: the style sheet.
const POLICY: HeaderValue =
    HeaderValue::from_static("default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'");

/// Whether somebody is to look at the answer, and not a program.
pub fn wants_page(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accepted.is_some_and(|accepted| accepted.contains("text/html"))
}

/// The page, which nobody keeps.
pub fn short_page(status: StatusCode, heading: &str, words: &Markup) -> Response<Body> {
    let body = html! {
        main {
            h1 { (heading) }
            div { (words) }
            p { a href="/" { "To the planner" } }
        }
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    (status, headers, bare_page(heading, &html! {}, &body)).into_response()
}
