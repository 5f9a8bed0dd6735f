//! Pages and fragments of rooms as they are answered: nobody keeps them, and no search engine lists them.

use crate::http::pages::document;
use crate::http::refusal::Refusal;
use crate::http::state::Service;
use app::rooms::{Gone, RoomPage, RoomsOn};
use app::saved::BaseUrl;
use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Request, Response, StatusCode, Uri, header};
use axum::response::IntoResponse;
use leptos::prelude::provide_context;

/// What a script sends with its commands: it takes a fragment instead of a page.
const WANTS_FRAGMENT: &str = "x-fragment";
const NO_INDEX: HeaderName = HeaderName::from_static("x-robots-tag");

/// Who asks, and how.
pub struct Asking {
    head: Parts,
    /// Where the site is.
    pub base: String,
    /// Whether it was asked for over TLS.
    pub is_https: bool,
}

impl Asking {
    /// Takes a request apart.
    pub fn of(service: &Service, request: Request<Body>) -> (Asking, Body) {
        let (base, is_https) = (service.base_url(request.headers()), service.is_https(request.headers()));
        let (head, body) = request.into_parts();
        (Asking { head, base, is_https }, body)
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// The query, without `?`.
    pub fn query(&self) -> &str {
        self.head.uri.query().unwrap_or_default()
    }

    /// Whether a script asks.
    pub fn wants_fragment(&self) -> bool {
        is_script(&self.head.headers)
    }

    /// The page of an address of the site, whatever address was asked for: a form that is refused shows the page that
    /// it was on.
    pub async fn page(self, status: StatusCode, address: &str, page: RoomPage) -> Response<Body> {
        let mut head = self.head;
        if head.uri.path() != address {
            head.uri = address.parse().unwrap_or_else(|_| Uri::from_static("/r"));
        }
        let base = self.base;
        let context = move || {
            provide_context(BaseUrl(base.clone()));
            provide_context(RoomsOn);
            provide_context(page.clone());
        };
        let request = Request::from_parts(head, Body::empty());
        let mut response = document::page(context, request).await;
        *response.status_mut() = status;
        closed_to_others(response)
    }

    /// Says that there is no room, as a page or, for a script, in sentences.
    pub async fn gone(self, status: StatusCode, gone: Gone) -> Response<Body> {
        if self.wants_fragment() {
            return sentences(status, &gone.sentences);
        }
        self.page(status, "/r", RoomPage::Gone(gone)).await
    }

    /// Says why a request was not done, where there is no form to show again.
    pub async fn refused(self, refusal: &Refusal) -> Response<Body> {
        let gone = Gone { heading: "This was not done", sentences: refusal.sentences() };
        later(self.gone(refusal.kind.status(), gone).await, refusal.retry_after)
    }
}

/// Whether a room's script asks.
pub fn is_script(headers: &HeaderMap) -> bool {
    headers.contains_key(WANTS_FRAGMENT)
}

/// A fragment.
pub fn fragment(status: StatusCode, html: String) -> Response<Body> {
    closed_to_others((status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response())
}

/// Sentences for a script to show.
pub fn sentences(status: StatusCode, all: &[String]) -> Response<Body> {
    closed_to_others((status, all.join(" ") + "\n").into_response())
}

/// On to another address.
pub fn to(address: &str, cookie: Option<HeaderValue>) -> Response<Body> {
    let mut response = (StatusCode::SEE_OTHER, [(header::LOCATION, address)]).into_response();
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    closed_to_others(response)
}

/// The same, to be tried again later.
pub fn later(mut response: Response<Body>, seconds: Option<u64>) -> Response<Body> {
    if let Some(seconds) = seconds {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    response
}

/// No cache keeps it and no search engine lists it.
pub fn closed_to_others(mut response: Response<Body>) -> Response<Body> {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(NO_INDEX, HeaderValue::from_static("noindex"));
    response
}
