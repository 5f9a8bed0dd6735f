//! What has changed since a saved decision: a banner, and every figure that would be another one now.

use crate::saved::SavedPage;
use crate::view::page_view::View;
use maud::{Markup, html};
use model::summary::decided::Difference;

/// Said where every figure would be what it was.
pub(in crate::pages) const SAME: &str = "Same as today";

/// What has become of a decision's figures.
pub(in crate::pages) enum Since {
    /// They would be the same today.
    Same,
    /// Its region is no longer in the catalogue.
    NoPrices,
    /// These would be others; there is one at least.
    Changed(Vec<Difference>),
}

/// Works the scenario out again where catalogue or rules are no longer those of the decision.
pub(in crate::pages) fn since(page: &SavedPage) -> Since {
    if page.is_current {
        return Since::Same;
    }
    let Some((today, by_today)) = page.by_today() else { return Since::NoPrices };
    let found = page.differences(&today, &by_today);
    if found.is_empty() { Since::Same } else { Since::Changed(found) }
}

/// Whether anything has changed, and what.
pub fn banner(page: &SavedPage) -> Markup {
    let found = match since(page) {
        Since::Same => {
            return html! {
                p.help {
                    b { (SAME) } ": "
                    @if page.is_current { "prices and rules are those it was saved with." }
                    @else { "none of these figures would change, though prices or rules are newer (" (versions(page)) ")." }
                }
            };
        }
        Since::NoPrices => {
            return html! {
                section.changed aria-label="Changes since" {
                    p { "Prices of this region are no longer in the catalogue: what is shown are the figures as saved." }
                }
            };
        }
        Since::Changed(found) => found,
    };
    let said = match found.len() {
        1 => "One figure would change.".to_string(),
        n => format!("{n} figures would change."),
    };
    html! {
        section.changed aria-labelledby="changed" {
            h2 id="changed" { (said) }
            p { "Since then the " (versions(page)) ". Below are the figures as saved." }
            (table(&found))
            p { a.button href={ (View::Nodes.address(&page.scenario)) "&parent=" (page.id) } { "Recalculate with today\u{2019}s prices" } }
        }
    }
}

/// From which catalogue to which.
fn versions(page: &SavedPage) -> Markup {
    html! {
        @if let Some(now) = &page.catalog_now {
            "catalogue went from " (page.catalog_then.version) " to " (now.version) ", prices of " (now.region.on_demand_as_of)
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
