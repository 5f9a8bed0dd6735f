//! A page of the site, rendered. All pages go through here, so that what Leptos makes of a page's types is compiled once:
//! its router would compile it for every method and every way of streaming, and each place that renders once more.

use super::seal::{Sealed, sealed};
use crate::http::assets::URLS;
use app::shell::shell;
use axum::body::Body;
use axum::extract::Request;
use axum::http::Response;
use axum::response::IntoResponse;
use leptos::prelude::IntoView;
use leptos_axum::render_app_to_stream_with_context;
use std::sync::Arc;

/// The page of a request's address, with what `context` provides.
pub async fn page(context: impl Fn() + Send + Sync + 'static, request: Request) -> Response<Body> {
    rendered(context, request).await.into_response()
}

/// The same with all of its bytes.
pub async fn rendered(context: impl Fn() + Send + Sync + 'static, request: Request) -> Sealed {
    sealed(answered(Arc::new(context), request).await).await
}

async fn answered(context: Arc<dyn Fn() + Send + Sync>, request: Request) -> Response<Body> {
    render_app_to_stream_with_context(move || context(), document)(request).await
}

fn document() -> impl IntoView {
    shell(URLS)
}
