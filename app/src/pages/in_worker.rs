//! What views share that a worker works out in the browser: the line that says how far it is, and the script that keeps the
//! view in step with the form.

use super::readable;
use leptos::nonce::use_nonce;
use maud::{Markup, PreEscaped, html};
use model::scenario::Scenario;

/// Keeps the view in step with the form; a file of its own would be a request more.
const SCRIPT: &str = include_str!("in_worker.js");

/// The line of a view, with what the script has to know: the worker's script, the ids of the parts, and what the view's own
/// controls add to the address.
pub(super) fn search_of(
    view: &str,
    worker: &str,
    parts: &[&str],
    progress: &str,
    besides: &str,
    more: Markup,
) -> Markup {
    html! {
        div.in-worker data-worker=(worker) data-region=(Scenario::default().region) data-parts=(parts.join(" ")) data-more=(besides) {
            p id={ (view) "-progress" } role="status" { (progress) }
            (more)
        }
    }
}

/// The scripts of the page.
pub(super) fn scripts() -> Markup {
    html! {
        (readable::script())
        script type="module" nonce=[use_nonce()] { (PreEscaped(SCRIPT)) }
    }
}
