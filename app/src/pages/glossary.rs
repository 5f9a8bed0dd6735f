//! The words that Berth uses, with an anchor each.

use crate::glossary::{TERMS, Term};
use crate::head::Head;
use crate::view::cites::cites;
use crate::view::page_view::kept;
use leptos::prelude::*;
use maud::{Markup, html};

/// The page.
#[component]
pub fn Glossary() -> AnyView {
    let head = Head::titled("Glossary: Berth").described(
        "What Berth's words mean: ENI, prefix delegation, max-pods, allocatable, warm pool, NAU and the rest, in a sentence or two each.",
    );
    head.page(html! { article.page.glossary-page { (page()) } })
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
