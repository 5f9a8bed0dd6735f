//! What an address that leads nowhere shows.

use crate::view::page_view::kept;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::Title;

/// The page, with status 404.
#[component]
pub fn NotFound() -> impl IntoView {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(axum::http::StatusCode::NOT_FOUND);
    }
    view! {
        <Title text="Not here: Berth" />
        <article class="page">
            <h1>"There is nothing at this address"</h1>
            <p>"Perhaps the link was cut off. "<a href=kept("/")>"Start a plan"</a>" or look through the "<a href=kept("/instances")>"instance types"</a>"."</p>
        </article>
    }
}
