//! Berth's pages: Leptos views, rendered on the server and brought to life in the browser.
//!
//! The router and every page live on the server. The planner is the one island: the only part that is
//! compiled for the browser too. `surroundings` is the one place where the two differ.

// the planner's view is one type, as deep as its elements
#![recursion_limit = "256"]

pub mod address;
pub mod factor;
pub mod planner;
pub mod surroundings;
pub mod view;

#[cfg(feature = "ssr")]
pub mod api_reference;
#[cfg(feature = "ssr")]
pub mod assets;
#[cfg(feature = "ssr")]
pub mod compared;
#[cfg(feature = "ssr")]
pub mod contact;
#[cfg(feature = "ssr")]
pub mod date;
#[cfg(feature = "ssr")]
pub mod escape;
#[cfg(not(feature = "hydrate"))]
pub mod glossary;
#[cfg(feature = "ssr")]
pub mod head;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod rooms;
#[cfg(feature = "ssr")]
pub mod saved;
#[cfg(feature = "ssr")]
pub mod shell;
#[cfg(not(feature = "hydrate"))]
pub mod site;
#[cfg(test)]
mod testing;
#[cfg(feature = "ssr")]
pub mod together;
pub mod unbroken;

/// Entry point of the browser half: fetches the page's catalogue, then lets the islands start.
///
/// The boot script of the shell awaits this before it hydrates any island.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub async fn hydrate() -> bool {
    surroundings::read_regions();
    let url = leptos::prelude::document().get_element_by_id("catalog").and_then(|link| link.get_attribute("href"));
    let Some(url) = url else { return false };
    if surroundings::fetch_catalog(&url).await.is_none() {
        return false;
    }
    leptos::mount::hydrate_islands();
    true
}
