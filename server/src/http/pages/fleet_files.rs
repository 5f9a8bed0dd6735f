//! The pages of files and of the record for a fleet: the fleet is searched for before they are rendered.

use crate::fleets;
use crate::http::page_context::page_context;
use crate::http::pages::document;
use crate::http::state::Service;
use app::address::Address;
use app::pages::fleet::FleetFound;
use app::site::newest;
use axum::Router;
use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::get;
use leptos::prelude::provide_context;
use std::sync::Arc;

/// Their addresses.
pub const PATHS: [&str; 2] = ["/take-away/fleet", "/record/fleet"];

/// Their routes.
pub fn routes() -> Router<Service> {
    PATHS.into_iter().fold(Router::new(), |router, path| router.route(path, get(page)))
}

async fn page(State(service): State<Service>, request: Request) -> Response {
    let found = found(request.uri().query().unwrap_or_default()).await;
    let others = page_context(service);
    let context = move || {
        others();
        provide_context(found.clone());
    };
    document::page(context, request).await
}

/// The fleet of a page's query.
async fn found(query: &str) -> Arc<FleetFound> {
    let scenario = Address::of(query).scenario;
    match newest().region(&scenario.region) {
        Some(region) => fleets::found(region.hash, &region.catalog, &scenario).await.unwrap_or_default(),
        None => Arc::default(),
    }
}
