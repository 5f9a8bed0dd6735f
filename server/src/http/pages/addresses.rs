//! The addresses view of a scenario. All of it is worked out before the page is rendered, off the threads that serve others
//! and few at a time; what was worked out is kept for the next who ask the same, but where somebody has pasted subnets.

use crate::fleets::{in_turn, may_wait};
use crate::http::assets::URLS;
use crate::http::page_context::page_context;
use crate::http::pages::document;
use crate::http::refusal::Kind;
use crate::http::security::form::pairs;
use crate::http::state::Service;
use app::address::Address;
use app::pages::addresses::{AddressesAsked, Besides, GIVEN, work_out};
use app::planner::form::edit::edited;
use app::site::newest;
use app::surroundings::ViewHere;
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use form_urlencoded::Serializer;
use leptos::prelude::provide_context;
use model::scenario::link::to_query;
use quick_cache::sync::Cache;
use std::sync::{Arc, LazyLock};

/// The page's address.
pub const PATH: &str = "/addresses";
/// Pages that are kept, some tens of kilobytes each.
const MOST_KEPT: usize = 100;
/// Most bytes of a form: what AWS prints of some thousand subnets, as forms write it.
const MAX_FORM: usize = 4 * 1024 * 1024;
/// Most bytes of the rest of such a form, which becomes an address.
const MAX_QUERY: usize = 32 * 1024;

/// By the catalogue's address, the scenario's link and what is asked besides.
static KEPT: LazyLock<Cache<(String, String, String), Arc<ViewHere>>> = LazyLock::new(|| Cache::new(MOST_KEPT));

/// Its route.
pub fn routes() -> Router<Service> {
    Router::new().route(PATH, get(page).post(submitted))
}

async fn page(State(service): State<Service>, request: Request) -> Response {
    let found = found(request.uri().query().unwrap_or_default()).await;
    rendered(service, request, found).await
}

async fn rendered(service: Service, request: Request, found: Option<Arc<ViewHere>>) -> Response {
    let others = page_context(service);
    let context = move || {
        others();
        if let Some(found) = &found {
            provide_context(ViewHere::clone(found));
        }
    };
    document::page(context, request).await
}

/// The form where no script takes it over. Without subnets in it, it leads to the address that says the same.
async fn submitted(State(service): State<Service>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let sent = match pairs(&parts.headers, body, MAX_FORM).await {
        Ok(sent) => sent,
        Err(refusal) => {
            let more = match refusal.kind {
                Kind::TooLarge => {
                    " With JavaScript the browser reads them itself; berth addresses --subnets reads any file.\n"
                }
                _ => "\n",
            };
            return (refusal.kind.status(), refusal.sentences().join(" ") + more).into_response();
        }
    };
    let (given, rest): (Vec<_>, Vec<_>) = sent.into_iter().partition(|(key, _)| key == GIVEN);
    let given = given.into_iter().map(|(_, text)| text).find(|text| !text.trim().is_empty());
    let query = Serializer::new(String::new()).extend_pairs(rest).finish();
    let Some(uri) = address(&query) else {
        return (
            StatusCode::PAYLOAD_TOO_LARGE,
            "The form is too long: it takes 30 workloads with names of 100 characters.\n",
        )
            .into_response();
    };
    let Some(given) = given else { return Redirect::to(&uri.to_string()).into_response() };
    // a button of the table of workloads may have been pressed
    let (query, uri) = match edited(&query).and_then(|(query, _)| Some((address(&query)?, query))) {
        Some((uri, query)) => (query, uri),
        None => (query, uri),
    };
    let found = match (may_wait(), asked(&query, given)) {
        (Some(_waiting), Some(asked)) => in_turn(move || work_out(&asked)).await.map(Arc::new),
        (None, _) => Some(Arc::new(ViewHere::busy())),
        (_, None) => None,
    };
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = uri;
    *request.headers_mut() = parts.headers;
    rendered(service, request, found).await
}

/// The page's address with a query.
fn address(query: &str) -> Option<Uri> {
    (query.len() <= MAX_QUERY).then(|| format!("{PATH}?{query}").parse().ok())?
}

/// What a page's query and what was pasted ask; `None` before a catalogue is loaded.
fn asked(query: &str, given: String) -> Option<AddressesAsked> {
    let scenario = Address::of(query).scenario;
    let catalog = newest().region(&scenario.region)?.catalog.clone();
    Some(AddressesAsked { catalog, scenario, besides: Besides::of(query), given, worker: URLS.addresses.script })
}

/// The view for a page's query; `None` before a catalogue is loaded, and where the site is about to stop.
async fn found(query: &str) -> Option<Arc<ViewHere>> {
    let asked = asked(query, String::new())?;
    let url = newest().region(&asked.scenario.region)?.download.url.clone();
    let key = (url, to_query(&asked.scenario), asked.besides.key());
    let guard = match KEPT.get_value_or_guard_async(&key).await {
        Ok(kept) => return Some(kept),
        Err(guard) => guard,
    };
    let Some(_waiting) = may_wait() else { return Some(Arc::new(ViewHere::busy())) };
    let found = Arc::new(in_turn(move || work_out(&asked)).await?);
    // An error means that the entry was evicted meanwhile.
    let _ = guard.insert(found.clone());
    Some(found)
}
