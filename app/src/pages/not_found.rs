//! What an address that leads nowhere shows.

use crate::head::Head;
use crate::view::page_view::kept;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use maud::html;

/// The page, with status 404.
#[component]
pub fn NotFound() -> AnyView {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(axum::http::StatusCode::NOT_FOUND);
    }
    Head::titled("Not here: Berth").page(html! {
        article.page {
            h1 { "There is nothing at this address" }
            p {
                "Perhaps the link was cut off. " a href=(kept("/")) { "Start a plan" } ", take it from "
                a href=(kept("/import")) { "your cluster" } ", or look through the "
                a href=(kept("/instances")) { "instance types" } "."
            }
        }
    })
}
