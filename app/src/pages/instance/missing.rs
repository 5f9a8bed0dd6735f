//! The page of a type that the catalogue does not have, of which something is known all the same.

use crate::head::Head;
use crate::pages::{Asked, problem_list};
use crate::view::cites::cites;
use crate::view::page_view::{View, kept};
use axum::http::StatusCode;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use maud::{Markup, html};
use model::catalog::missing::MissingRow;
use model::sources::source;

/// The page, with status 410 for what is withdrawn and 404 for what is not described.
pub(super) fn page(asked: &Asked, name: &str, row: &MissingRow) -> AnyView {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(if row.is_withdrawn { StatusCode::GONE } else { StatusCode::NOT_FOUND });
    }
    let heading = match row.is_withdrawn {
        true => format!("{name} is withdrawn"),
        false => format!("{name} is not in the catalogue"),
    };
    Head::titled(&format!("{heading}: Berth")).page(html! {
        article.page.type {
            p { a href=(View::Nodes.address(&asked.scenario)) { "Back to the plan" } }
            (problem_list(&asked.problems))
            h1 { (heading) }
            div { (about(row)) }
            p { a href=(kept("/instances")) { "All instance types" } }
        }
    })
}

/// What is known, with the date of the last source and all of them.
pub(super) fn about(row: &MissingRow) -> Markup {
    let dated = row.sources.iter().filter_map(|id| source(id));
    html! {
        p.problems role="note" { (row.says) }
        p.help {
            "Sources: "
            @for s in dated { (s.title) " (" (s.date) ") " (cites(&[s.id])) }
        }
    }
}
