//! Ways from a figure to the line of the method page that shows how it is calculated.

use crate::view::page_view::kept;
use maud::{Markup, html};
use model::node::limit::Limit;

/// Words that lead to a line of the method.
pub(super) fn by(line: &str, words: &str) -> Markup {
    html! { a.worked-out href=(kept(&format!("/method#{line}"))) { (words) } }
}

/// The heading of a column of such figures.
pub(super) fn heading(line: &str, words: &str) -> Markup {
    html! { th scope="col" { (by(line, words)) } }
}

/// The line on a limit.
pub(super) fn of_limit(limit: Limit) -> String {
    format!("pods-by-{}", limit.code())
}
