//! Whether a scenario's addresses last. All of it is worked out before the page is rendered, off the threads that serve others
//! and few at a time; what was worked out is kept for the next who ask the same.

use crate::fleets::{in_turn, may_wait};
use crate::http::page_context::page_context;
use crate::http::pages::document;
use crate::http::state::Service;
use app::address::Address;
use app::pages::addresses::{AddressesHere, PageAsked, work_out};
use app::site::newest;
use axum::Router;
use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::get;
use leptos::prelude::provide_context;
use model::scenario::link::to_query;
use quick_cache::sync::Cache;
use std::sync::{Arc, LazyLock};

/// The page's address.
pub const PATH: &str = "/addresses";
/// Pages that are kept, some tens of kilobytes each.
const MOST_KEPT: usize = 100;

/// By the catalogue's address, the scenario's link and what is asked besides.
static KEPT: LazyLock<Cache<(String, String, String), Arc<AddressesHere>>> = LazyLock::new(|| Cache::new(MOST_KEPT));

/// Its route.
pub fn routes() -> Router<Service> {
    Router::new().route(PATH, get(page))
}

async fn page(State(service): State<Service>, request: Request) -> Response {
    let found = found(request.uri().query().unwrap_or_default()).await;
    let others = page_context(service);
    let context = move || {
        others();
        if let Some(found) = &found {
            provide_context(AddressesHere::clone(found));
        }
    };
    document::page(context, request).await
}

/// The content for a page's query; `None` before a catalogue is loaded, and where the site is about to stop.
async fn found(query: &str) -> Option<Arc<AddressesHere>> {
    let (scenario, asked) = (Address::of(query).scenario, PageAsked::of(query));
    let site = newest();
    let region = site.region(&scenario.region)?;
    let key = (region.download.url.clone(), to_query(&scenario), asked.key());
    let guard = match KEPT.get_value_or_guard_async(&key).await {
        Ok(kept) => return Some(kept),
        Err(guard) => guard,
    };
    let Some(_waiting) = may_wait() else { return Some(Arc::new(AddressesHere::busy())) };
    let catalog = region.catalog.clone();
    let found = Arc::new(in_turn(move || work_out(&catalog, &scenario, &asked)).await?);
    // An error means that the entry was evicted meanwhile.
    let _ = guard.insert(found.clone());
    Some(found)
}
