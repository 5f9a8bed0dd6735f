//! The fleet view of a scenario. The fleet is worked out before the page is rendered, off the threads that serve others and
//! few at a time; what was worked out is kept for the next who ask the same.

use crate::fleets::{in_turn, may_wait};
use crate::http::assets::URLS;
use crate::http::page_context::page_context;
use crate::http::pages::document;
use crate::http::state::Service;
use app::address::Address;
use app::pages::fleet::{CHARTS, FleetAsked, work_out};
use app::site::newest;
use app::surroundings::ViewHere;
use axum::Router;
use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::get;
use leptos::prelude::provide_context;
use model::scenario::link::{query_pairs, to_query};
use quick_cache::sync::Cache;
use std::sync::{Arc, LazyLock};

/// The page's address.
pub const PATH: &str = "/fleet";
/// Fleets that are kept, some tens of kilobytes each.
const MOST_KEPT: usize = 200;

/// By the catalogue's address, the scenario's link and whether the charts are there.
static KEPT: LazyLock<Cache<(String, String, bool), Arc<ViewHere>>> = LazyLock::new(|| Cache::new(MOST_KEPT));

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
            provide_context(ViewHere::clone(found));
        }
    };
    document::page(context, request).await
}

/// The fleet of a page's query; `None` before a catalogue is loaded, and where the site is about to stop.
async fn found(query: &str) -> Option<Arc<ViewHere>> {
    let scenario = Address::of(query).scenario;
    let with_charts = query_pairs(query).any(|(key, value)| key == CHARTS && value == "yes");
    let site = newest();
    let region = site.region(&scenario.region)?;
    let key = (region.download.url.clone(), to_query(&scenario), with_charts);
    let guard = match KEPT.get_value_or_guard_async(&key).await {
        Ok(kept) => return Some(kept),
        Err(guard) => guard,
    };
    let asked = FleetAsked { catalog: region.catalog.clone(), scenario, with_charts, worker: URLS.fleet.script };
    let Some(_waiting) = may_wait() else { return Some(Arc::new(ViewHere::busy())) };
    let found = Arc::new(in_turn(move || work_out(&asked)).await?);
    // An error means that the entry was evicted meanwhile.
    let _ = guard.insert(found.clone());
    Some(found)
}
