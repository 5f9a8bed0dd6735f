//! Pages that are asked for without a query are the same for everybody: rendered once, and kept until anything that they say
//! may have changed.

use super::document;
use super::seal::Sealed;
use crate::clock::now;
use crate::http::page_context::page_context;
use crate::http::send::ContentHash;
use crate::http::state::Service;
use app::date::date;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, Response, StatusCode};
use axum::response::IntoResponse;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use std::sync::LazyLock;

/// Most bytes that are kept.
const MOST_BYTES: u64 = 16 << 20;
/// As many pages of the usual size have room.
const USUAL: usize = 160;

static KEPT: LazyLock<Cache<Key, Kept, Bytewise>> = LazyLock::new(|| Cache::with_weighter(USUAL, MOST_BYTES, Bytewise));

/// All that a page without a query depends on.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    path: String,
    /// Where links lead.
    base: String,
    /// The catalogue, the model, and this run with its settings.
    state: String,
    /// Today.
    day: String,
}

#[derive(Clone)]
struct Kept {
    headers: HeaderMap,
    body: Bytes,
    hash: ContentHash,
}

#[derive(Clone)]
struct Bytewise;

impl Weighter<Key, Kept> for Bytewise {
    fn weight(&self, key: &Key, kept: &Kept) -> u64 {
        (key.path.len() + key.base.len() + kept.body.len()) as u64
    }
}

/// A page that needs nothing worked out before it is rendered.
pub async fn page(State(service): State<Service>, request: Request) -> Response<Body> {
    let Some(key) = key(&service, &request) else { return document::page(page_context(service), request).await };
    if let Some(kept) = KEPT.get(&key) {
        return kept.into_response();
    }
    let page = document::rendered(page_context(service), request).await;
    match Kept::of(&page) {
        Some(kept) => {
            KEPT.insert(key, kept.clone());
            kept.into_response()
        }
        None => page.into_response(),
    }
}

fn key(service: &Service, request: &Request) -> Option<Key> {
    let is_plain = *request.method() == Method::GET && request.uri().query().unwrap_or_default().is_empty();
    is_plain.then(|| Key {
        path: request.uri().path().to_owned(),
        base: service.base_url(request.headers()),
        state: service.state(),
        day: date(now()),
    })
}

impl Kept {
    /// Of a page that is there: what is not, anybody can ask for under any name.
    fn of(page: &Sealed) -> Option<Kept> {
        let Sealed { head, body } = page;
        (head.status == StatusCode::OK).then(|| Kept {
            headers: head.headers.clone(),
            body: body.clone(),
            hash: ContentHash::of(body),
        })
    }
}

impl IntoResponse for Kept {
    fn into_response(self) -> Response<Body> {
        let mut response = Response::new(Body::from(self.body));
        *response.headers_mut() = self.headers;
        response.extensions_mut().insert(self.hash);
        response
    }
}
