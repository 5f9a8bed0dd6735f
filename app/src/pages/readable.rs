//! The script of charts and pictures that can be read out, see `cluster::readable`.

use leptos::nonce::use_nonce;
use maud::{Markup, PreEscaped, html};

/// Follows pointer and keys; a file of its own would be a request more.
const SCRIPT: &str = include_str!("read_out.js");

/// The script, once a page.
pub(super) fn script() -> Markup {
    html! { script type="module" nonce=[use_nonce()] { (PreEscaped(SCRIPT)) } }
}
