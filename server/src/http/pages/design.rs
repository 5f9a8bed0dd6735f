//! The page of the site's components, `/design`, and a meeting in every state below it: in development builds only.

use crate::http::assets::URLS;
use crate::http::pages::bare::bare_page;
use app::pages::design::design;
use app::rooms::samples;
use app::site::site;
use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::{Markup, html};
use model::catalog::Catalog;
use model::scenario::Scenario;
use std::sync::Arc;

const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self'; form-action 'none'",
);

/// The routes.
pub fn routes() -> Router {
    Router::new().route("/design", get(page)).route("/design/rooms/{state}", get(room))
}

async fn page() -> Response {
    document("Design: Berth", |catalog| {
        Some(html! {
            (design(catalog))
            nav.page.wide aria-label="A room in every state" {
                ul { @for state in samples::STATES { li { a href={ "/design/rooms/" (state) } { "Room: " (state) } } } }
            }
        })
    })
}

async fn room(Path(state): Path<String>) -> Response {
    document(&format!("Room, {state}: Berth"), |catalog| samples::state(&state, catalog))
}

fn document(title: &str, content: impl FnOnce(&Arc<Catalog>) -> Option<Markup>) -> Response {
    let site = site();
    let Some(region) = site.region(&Scenario::default().region) else {
        return (StatusCode::SERVICE_UNAVAILABLE, "There is no catalogue.\n").into_response();
    };
    let Some(content) = content(&region.catalog) else {
        return (StatusCode::NOT_FOUND, "There is no such state.\n").into_response();
    };
    let head = html! { link rel="stylesheet" href=(URLS.pages); link rel="stylesheet" href=(URLS.rooms); };
    let document = bare_page(title, &head, &html! { main { (content) } });
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (header::CONTENT_SECURITY_POLICY, POLICY),
    ];
    (headers, document).into_response()
}
