//! The words that Berth uses, with an anchor each.

use crate::glossary::{TERMS, Term};
use crate::view::cites::cites;
use crate::view::page_view::kept;
use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use maud::{Markup, html};

/// The page.
#[component]
pub fn Glossary() -> impl IntoView {
    let body = page().into_string();
    view! {
        <Title text="Glossary: Berth" />
        <Meta name="description" content="What Berth's words mean: ENI, prefix delegation, max-pods, allocatable, warm pool, NAU and the rest, in a sentence or two each." />
        <article class="page glossary-page" inner_html=body></article>
    }
}

fn page() -> Markup {
    html! {
        h1 { "Glossary" }
        p.lead { "What the words on these pages mean. How the figures are calculated is on the page " a href=(kept("/method")) { "Method" } "." }
        dl.glossary { @for t in &TERMS { (entry(t)) } }
    }
}

fn entry(t: &Term) -> Markup {
    html! {
        div id=(t.id) {
            dt { a href={ "#" (t.id) } { (t.name) } }
            dd { (t.meaning) @if !t.source.is_empty() { " " (cites(&[t.source])) } }
        }
    }
}
