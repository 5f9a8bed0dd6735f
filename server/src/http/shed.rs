//! What takes work is worked out in its turn, and refused at once where there is too much to do.

use crate::http::api;
use crate::http::pages::short::{short_page, wants_page};
use crate::http::refusal::{Kind, Refusal};
use crate::http::rooms;
use crate::overload::Workers;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use axum::middleware::Next;
use axum::response::IntoResponse;
use maud::html;
use std::time::Duration;

/// How long to wait before trying again.
const SOON: Duration = Duration::from_secs(5);
/// What is said to people.
const WORDS: &str = "Berth has more to do at the moment than it can. Nothing was changed. Try again in a few seconds.";

/// Answers in turn.
pub async fn in_turn(State(workers): State<Workers>, request: Request, next: Next) -> Response<Body> {
    let path = request.uri().path();
    let refused = match (api::routes::is_here(path), is_page(path, request.headers())) {
        (true, _) => As::Problem,
        (_, true) => As::Page,
        _ => As::Text,
    };
    workers.run(next.run(request)).await.unwrap_or_else(|_| refused.answer())
}

/// How a refusal is put.
enum As {
    Problem,
    Page,
    Text,
}

/// Whether a page is the answer. A room's script shows it as text.
fn is_page(path: &str, headers: &HeaderMap) -> bool {
    wants_page(headers) && !(rooms::is_here(path) && rooms::is_script(headers))
}

impl As {
    fn answer(self) -> Response<Body> {
        if matches!(self, As::Problem) {
            return Refusal::new(Kind::Unavailable, WORDS).after(SOON).into_response();
        }
        let mut answer = match self {
            As::Page => short_page(StatusCode::SERVICE_UNAVAILABLE, "Berth is busy", &html! { p { (WORDS) } }),
            _ => (StatusCode::SERVICE_UNAVAILABLE, format!("{WORDS}\n")).into_response(),
        };
        let headers = answer.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(header::RETRY_AFTER, SOON.as_secs().into());
        answer
    }
}
