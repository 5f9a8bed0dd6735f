//! The page of the site's components: `/design`, in development builds only.

use crate::http::pages::bare::bare_page;
use app::pages::design::design;
use app::site::site;
use axum::Router;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::html;
use model::scenario::Scenario;

const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self'; form-action 'none'",
);

/// The route.
pub fn routes() -> Router {
    Router::new().route("/design", get(page))
}

async fn page() -> Response {
    let site = site();
    let Some(region) = site.region(&Scenario::default().region) else {
        return (StatusCode::SERVICE_UNAVAILABLE, "There is no catalogue.\n").into_response();
    };
    let document = bare_page("Design: Berth", &html! {}, &html! { main { (design(&region.catalog)) } });
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (header::CONTENT_SECURITY_POLICY, POLICY),
    ];
    (headers, document).into_response()
}
