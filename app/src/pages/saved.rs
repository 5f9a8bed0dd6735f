//! What a short link opens, and what came of saving or deleting.

use crate::saved::{RefusedSave, SavedOutcome, SavedPage};
use leptos::prelude::*;
use leptos_meta::Title;

/// The page of a [`SavedOutcome`].
#[component]
pub fn SavedScenario() -> impl IntoView {
    let (heading, text) = match use_context::<SavedOutcome>() {
        Some(SavedOutcome::Found(page)) => ("A saved scenario", found(&page).into_any()),
        Some(SavedOutcome::JustSaved { page, token }) => ("Saved", saved(&page, token).into_any()),
        Some(SavedOutcome::Expired { .. }) => {
            ("This scenario is past its day", "It was saved for a while only.".into_any())
        }
        Some(SavedOutcome::Refused(refused)) => ("Not saved", not_saved(*refused).into_any()),
        Some(SavedOutcome::Deleted { .. }) => ("Deleted", "The scenario is gone.".into_any()),
        Some(SavedOutcome::NotDeleted { sentences, .. }) => ("Not deleted", list(sentences).into_any()),
        Some(SavedOutcome::Unreadable { sentences }) => ("Not to be read now", list(sentences).into_any()),
        Some(SavedOutcome::NotFound) | None => {
            ("There is nothing at this address", "Check that the link was copied whole.".into_any())
        }
    };
    view! {
        <Title text=format!("{heading}: Berth") />
        <article class="page"><h1>{heading}</h1>{text}<p><a href="/">"Start a plan"</a></p></article>
    }
}

fn found(page: &SavedPage) -> impl IntoView + use<> {
    view! {
        <h2><bdi>{page.title.clone()}</bdi></h2>
        <p><bdi>{page.note.clone()}</bdi></p>
        <p>{page.decided.headline.clone()}</p>
    }
}

fn saved(page: &SavedPage, token: Option<String>) -> impl IntoView + use<> {
    let token = token.map(|token| view! { <p>"This secret deletes it: "<code>{token}</code></p> });
    view! { <p>"Its link: "<a href=page.url.clone()>{page.url.clone()}</a></p>{token}{found(page)} }
}

fn not_saved(refused: RefusedSave) -> impl IntoView {
    view! { {list(refused.sentences)}<p>"Title: "<bdi>{refused.title}</bdi></p><p>"Note: "<bdi>{refused.note}</bdi></p> }
}

fn list(sentences: Vec<String>) -> impl IntoView {
    view! { <ul>{sentences.into_iter().map(|s| view! { <li>{s}</li> }).collect_view()}</ul> }
}
