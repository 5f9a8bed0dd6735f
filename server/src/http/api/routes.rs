//! The addresses of the API, and what each answers to methods that it does not take.

use super::operations::allowed;
use super::planning::{Answer, of_body, of_query};
use super::{addresses, catalog, charts, document, export, fleet, import, page, scenarios};
use crate::http::refusal::{Kind, Refusal};
use crate::http::state::Service;
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, Method, Response, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::IntoResponse;
use axum::routing::{MethodRouter, any, get, post};

/// Whether an address is the API's, errors and all.
pub fn is_here(path: &str) -> bool {
    path.starts_with("/api/")
}

/// The routes.
pub fn routes() -> Router<Service> {
    let paths: [(&'static str, MethodRouter<Service>); 14] = [
        ("/api/openapi.json", get(document::openapi)),
        ("/api/v1/plan", worked_out(Answer::Plan)),
        ("/api/v1/advise", worked_out(Answer::Advice)),
        ("/api/v1/modes", worked_out(Answer::Modes)),
        ("/api/v1/fleet", post(fleet::of_body)),
        ("/api/v1/addresses", post(addresses::of_body)),
        ("/api/v1/import", post(import::of_body)),
        ("/api/v1/export", get(export::of_query).post(export::of_body)),
        ("/api/v1/charts/cost-per-pod.svg", get(charts::per_pod)),
        ("/api/v1/charts/cost-by-mode.svg", get(charts::by_mode)),
        ("/api/v1/catalog", get(catalog::list)),
        ("/api/v1/catalog/{region}", get(catalog::region)),
        ("/api/v1/scenarios", post(scenarios::save)),
        ("/api/v1/scenarios/{id}", get(scenarios::open).delete(scenarios::delete)),
    ];
    let router = Router::new().route("/api/", any(nothing_here)).route("/api/{*rest}", any(nothing_here));
    let router = paths.into_iter().fold(router, |router, (path, methods)| {
        let methods = methods.options(move || options(path)).fallback(move || wrong_method(path));
        router.route(path, methods)
    });
    router.layer(from_fn(readable_elsewhere)).route("/api", get(page::page))
}

fn worked_out(answer: Answer) -> MethodRouter<Service> {
    get(move |state, query, headers| of_query(answer, state, query, headers))
        .post(move |state, request| of_body(answer, state, request))
}

async fn nothing_here() -> Refusal {
    Refusal::new(Kind::NotFound, "The API has nothing at this address; /api describes it.")
}

/// The methods of an address, for whoever asks before asking.
async fn options(path: &'static str) -> Response<Body> {
    let mut response = StatusCode::NO_CONTENT.into_response();
    allow(&mut response, path);
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, HEAD, OPTIONS"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("if-none-match"));
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400"));
    response
}

async fn wrong_method(path: &'static str) -> Response<Body> {
    let detail = format!("{path} takes {}.", allowed(path).join(", "));
    let mut response = Refusal::new(Kind::WrongMethod, detail).into_response();
    allow(&mut response, path);
    response
}

fn allow(response: &mut Response<Body>, path: &str) {
    if let Ok(methods) = HeaderValue::from_str(&allowed(path).join(", ")) {
        response.headers_mut().insert(header::ALLOW, methods);
    }
}

/// Lets pages of other sites read what anyone can read, and nothing more.
async fn readable_elsewhere(request: Request, next: Next) -> Response<Body> {
    let is_reading = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let mut response = next.run(request).await;
    if is_reading {
        let headers = response.headers_mut();
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("etag"));
        let policy = HeaderName::from_static("cross-origin-resource-policy");
        headers.insert(policy, HeaderValue::from_static("cross-origin"));
    }
    response
}
