//! The buttons of the table of workloads, where they are submitted: the answer is the address of the changed form, so that the
//! page's own address holds a scenario and no button.

use app::planner::form::edit::edited;
use app::view::page_view::View;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

/// Leads on to the changed form, where such a button was used.
pub async fn lead_on(request: Request, next: Next) -> Response {
    let (path, query) = (request.uri().path(), request.uri().query().unwrap_or_default());
    match View::at(path).and_then(|_| edited(query)) {
        Some((query, line)) => Redirect::to(&format!("{path}?{query}#{line}")).into_response(),
        None => next.run(request).await,
    }
}
