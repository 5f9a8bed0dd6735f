//! What has changed since a saved decision: first in dollars and nodes, with the ways to what there is today, then every
//! figure that would be another one now.

use super::saved_for;
use crate::saved::{NOTE, NothingSaved, PARENT, SavedPage, TITLE};
use leptos::prelude::use_context;
use maud::{Markup, html};
use model::scenario::link::encode;
use model::summary::decided::{Bought, Decided, Difference, MODEL_VERSION};
use model::units::{MicroUsd, counted};

/// Said where every figure would be what it was.
pub(in crate::pages) const SAME: &str = "Same as today";

/// What has become of a decision's figures.
pub(in crate::pages) enum Since {
    /// They would be the same today.
    Same,
    /// Its region is no longer in the catalogue.
    NoPrices,
    /// It would be this today, in which these figures are others; there is one at least.
    Changed(Box<Decided>, Vec<Difference>),
}

/// Works the scenario out again where catalogue or rules are no longer those of the decision.
pub(in crate::pages) fn since(page: &SavedPage) -> Since {
    if page.is_current {
        return Since::Same;
    }
    let Some((today, by_today)) = page.by_today() else { return Since::NoPrices };
    let found = page.differences(&today, &by_today);
    if found.is_empty() { Since::Same } else { Since::Changed(Box::new(by_today), found) }
}

/// Whether anything has changed, and what.
pub fn banner(page: &SavedPage) -> Markup {
    let (today, found) = match since(page) {
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
        Since::Changed(today, found) => (today, found),
    };
    let [then, now] = [&page.decided, &today].map(|decided| decided.bought(&page.scenario));
    html! {
        section.changed aria-labelledby="changed" {
            h2 id="changed" { (in_short(then.as_ref(), now.as_ref())) }
            p { (in_full(then, now)) " Since then the " (versions(page)) ". Below are the figures as saved." }
            ul.actions {
                li { a.button href={ (page.view().address(&page.scenario)) "&parent=" (page.id) } { "Plan again with today\u{2019}s prices" } }
                @if use_context::<NothingSaved>().is_none() { li { (save_today(page)) } }
            }
            details {
                summary { (counted(found.len() as u32, "figure")) " would change" }
                (table(&found))
            }
        }
    }
}

/// What differs in dollars and nodes: `$53.00 a month less today, 2 nodes fewer`.
pub(in crate::pages) fn in_short(then: Option<&Bought>, now: Option<&Bought>) -> String {
    let (Some(then), Some(now)) = (then, now) else {
        return match now {
            Some(_) => "Today there are nodes that carry it".into(),
            None => "Today nothing carries it".into(),
        };
    };
    let cost = (then.monthly != now.monthly).then(|| {
        let gap = MicroUsd(then.monthly.0.abs_diff(now.monthly.0)).cents();
        format!("{gap} a month {}", if now.monthly > then.monthly { "more" } else { "less" })
    });
    let nodes = (then.nodes != now.nodes).then(|| {
        let gap = counted(then.nodes.abs_diff(now.nodes), "node");
        format!("{gap} {}", if now.nodes > then.nodes { "more" } else { "fewer" })
    });
    match (cost, nodes) {
        (Some(cost), Some(nodes)) => format!("{cost} today, {nodes}"),
        (Some(cost), None) => format!("{cost} today, as many nodes"),
        (None, Some(nodes)) => format!("{nodes} today, at the same cost"),
        (None, None) if then.types != now.types => "Other types today, at the same cost".into(),
        (None, None) => "Nodes and cost are the same today; other figures would change".into(),
    }
}

/// The same with what would be bought.
fn in_full(then: Option<Bought>, now: Option<Bought>) -> String {
    let nodes = |b: &Bought| format!("{}{}", if b.is_fleet { "a fleet of " } else { "" }, b.types);
    let said = |b: Bought| format!("{}, {} a month", nodes(&b), b.monthly.cents());
    match (then, now) {
        (Some(then), Some(now)) if then == now => format!("It still is {}.", said(now)),
        (Some(then), Some(now)) if nodes(&then) == nodes(&now) && then.monthly != now.monthly => {
            format!("It still is {} instead of {}.", said(now), then.monthly.cents())
        }
        (Some(then), Some(now)) => format!("Today it would be {}, instead of {}.", said(now), said(then)),
        (Some(then), None) => format!("It was {}.", said(then)),
        (None, Some(now)) => format!("Today it would be {}.", said(now)),
        (None, None) => String::new(),
    }
}

/// Saves what there is today under a link of its own, with the title and the note of this one.
fn save_today(page: &SavedPage) -> Markup {
    html! {
        form method="post" action="/s" {
            @for (key, value) in encode(&page.scenario) { input type="hidden" name=(key) value=(value); }
            input type="hidden" name=(PARENT) value=(page.id);
            input type="hidden" name=(TITLE) value=(page.title);
            input type="hidden" name=(NOTE) value=(page.note);
            (saved_for(page.decided.decided_for))
            button { "Save today\u{2019}s figures" }
        }
    }
}

/// From which catalogue and which rules to which, as far as they are others.
fn versions(page: &SavedPage) -> Markup {
    let new_rules = page.model_then != MODEL_VERSION;
    let then = &page.catalog_then.version;
    // under the same rules it is the catalogue, whatever it is called
    let now = page.catalog_now.as_ref().filter(|now| now.version != *then || !new_rules);
    html! {
        @if let Some(now) = now { "catalogue went from " (then) " to " (now.version) ", prices of " (now.region.on_demand_as_of) }
        @if now.is_some() && new_rules { ", and the " }
        @if new_rules { "rules went from " (page.model_then) " to " (MODEL_VERSION) }
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
