//! The links that this browser saved: kept in its local storage, never sent.

use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::{Meta, Title};

/// The list; a script of this page fills it.
#[component]
pub fn Links() -> impl IntoView {
    view! {
        <Title text="My links: Berth" />
        <Meta name="description" content="Scenarios saved from this browser: find, open and remove them." />
        <Meta name="robots" content="noindex" />
        <article class="page">
            <h1>"My links"</h1>
            <p class="help">"Scenarios saved from this browser. The list lives in its local storage only: removing a line here does not delete the link."</p>
            <noscript><p>"The list needs JavaScript. Links that you kept yourself work without it."</p></noscript>
            <p class="js"><label for="find-link">"Find "</label><input id="find-link" type="search" autocomplete="off" /></p>
            <p id="links-count" role="status"></p>
            <ul id="links" class="links"></ul>
            <script nonce=use_nonce() inner_html=include_str!("links.js")></script>
        </article>
    }
}
