//! Every component of the site in every state, for whoever changes a style: served by development builds only.
//!
//! Components are the site's own, filled by the model from a small scenario; only what no page shows at rest, such as
//! waiting for prices, is put into its state by hand.

mod elements;
mod figures;
mod tokens;

use maud::{Markup, html};
use model::catalog::Catalog;
use std::sync::Arc;

/// The page's content.
pub fn design(catalog: &Arc<Catalog>) -> Markup {
    html! {
        article.page.wide.design {
            h1 { "Design" }
            p.lead { "Every component in every state. Served by development builds only." }
            (tokens::section())
            (elements::section())
            (figures::section(catalog))
        }
    }
}

/// A part of the page with its name.
fn part(id: &str, name: &str, content: Markup) -> Markup {
    html! { section aria-labelledby=(id) { h2 id=(id) { (name) } (content) } }
}

/// A component and what state it is in.
fn shown(state: &str, content: Markup) -> Markup {
    html! { div.specimen { p.help { (state) } div { (content) } } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::node::limit::Limit;

    #[test]
    fn every_limit_and_every_state_is_there() {
        let html = design(&Arc::new(crate::testing::catalog(&[("m5.large", 2, Some(96_000)), ("c5.xlarge", 4, None)])))
            .into_string();
        for limit in Limit::ALL {
            assert!(html.contains(charts::class_of(limit)), "{limit:?}");
        }
        for state in
            ["waiting", "nothing fits", "No row", "offline", "aria-invalid", "disabled", "shown", "no list price"]
        {
            assert!(html.contains(state), "{state}");
        }
    }
}
