//! What has changed since a saved decision: a banner, and every figure that would be another one now.

use crate::saved::SavedPage;
use crate::view::page_view::View;
use maud::{Markup, html};
use model::summary::decided::Difference;

/// That nothing has, while catalogue and rules are those of the decision.
pub fn banner(page: &SavedPage) -> Markup {
    if page.is_current {
        return html! { p.help { "Same as today: prices and rules are those of this decision." } };
    }
    let Some((today, by_today)) = page.by_today() else {
        return html! {
            section.changed aria-label="Changes since" {
                p { "Prices of this region are no longer in the catalogue: what is shown are the figures as saved." }
            }
        };
    };
    let (now, found) = (today.catalog(), page.differences(&today, &by_today));
    let said = match found.len() {
        0 => "None of these figures would change.".to_string(),
        1 => "One figure would change.".to_string(),
        n => format!("{n} figures would change."),
    };
    html! {
        section.changed aria-labelledby="changed" {
            h2 id="changed" { (said) }
            p {
                "Since then the catalogue went from " (page.catalog_then.version) " to " (now.version) ", prices of "
                (now.region.on_demand_as_of) ". Below are the figures as saved."
            }
            @if !found.is_empty() { (table(&found)) }
            p { a.button href={ (View::Nodes.address(&page.scenario)) "&parent=" (page.id) } { "Recalculate with today\u{2019}s prices" } }
        }
    }
}

fn table(found: &[Difference]) -> Markup {
    html! {
        div.scroll.all tabindex="0" role="region" aria-label="Figures that would change" {
            table.list.changes {
                thead { tr { th scope="col" { "What" } th scope="col" { "As saved" } th scope="col" { "Now" } } }
                tbody { @for d in found { tr { th scope="row" { (d.what) } td { (d.then) } td { (d.now) } } } }
            }
        }
    }
}
