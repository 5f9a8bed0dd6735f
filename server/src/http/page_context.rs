//! What every page finds in its context besides its request.

use crate::clock::now;
use crate::http::state::Service;
use app::date::Now;
use app::rooms::RoomsOn;
use app::saved::{BaseUrl, NothingSaved};
use axum::http::request::Parts;
use leptos::prelude::{provide_context, use_context};

/// Provides it.
pub fn page_context(service: Service) -> impl Fn() + Clone + Send + Sync + 'static {
    move || {
        if let Some(request) = use_context::<Parts>() {
            provide_context(BaseUrl(service.base_url(&request.headers)));
            provide_context(Now(now()));
            if !service.saves() {
                provide_context(NothingSaved);
            }
            if service.rooms().is_some() {
                provide_context(RoomsOn);
            }
        }
    }
}
