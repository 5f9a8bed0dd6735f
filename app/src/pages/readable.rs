//! The script of charts and pictures that can be read out, see `cluster::readable`.

use crate::assets::AssetUrls;
use leptos::prelude::use_context;
use maud::{Markup, html};

/// The script, once a page: it follows pointer and keys. A file of its own, since several pages share it and the first one is
/// to be small.
pub(crate) fn script() -> Markup {
    // there is none where the routes are listed
    let assets = use_context::<AssetUrls>();
    html! { @if let Some(assets) = assets { script type="module" src=(assets.read_out) {} } }
}
