//! Whether the site is alive, and whether it can do its work: for load balancers and orchestrators.

use crate::http::state::Service;
use crate::version::VERSION;
use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{Response, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;

/// The process answers: where it does not, a restart helps.
pub const ALIVE: &str = "/healthz";
/// The store can be read and written: where it cannot, other servers may do better, and the answer says what is wrong.
pub const READY: &str = "/readyz";

/// Whether an address is one of these.
pub fn is_here(path: &str) -> bool {
    [ALIVE, READY].contains(&path)
}

/// Both.
pub fn routes() -> Router<Service> {
    Router::new().route(ALIVE, get(|| async { "ok\n" })).route(READY, get(ready))
}

async fn ready(State(service): State<Service>) -> Response<Body> {
    let lacks = service.lacks().await;
    let (status, said) = match lacks.is_empty() {
        true => (StatusCode::OK, format!("ready\nberth {VERSION}\n")),
        false => (StatusCode::SERVICE_UNAVAILABLE, lacks.iter().map(|lack| format!("{lack}\n")).collect()),
    };
    (status, [(header::CACHE_CONTROL, "no-store")], said).into_response()
}
