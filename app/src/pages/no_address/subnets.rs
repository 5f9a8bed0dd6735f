//! What to enter: the free addresses of each zone's subnets; and which of them is full first.

use super::{Now, PATH};
use crate::view::cites::cites;
use crate::view::words::NONE;
use addresses::lasts::ZoneUse;
use addresses::subnets::Role;
use maud::{Markup, html};
use model::scenario::link::{query_pairs, to_query};
use model::units::grouped;

/// Rows of the form at least; a saved list may have more.
const ROWS: usize = 3;

/// The section.
pub(super) fn section(now: &Now) -> Markup {
    html! {
        section aria-labelledby="enter" {
            h2 id="enter" { "What to enter" }
            (form(now))
            @if now.lasts.zones.is_empty() {
                p.help { "Without subnets Berth says what nodes take, not whether it is there." }
            } @else {
                (verdict(now))
                (table(now))
            }
        }
    }
}

/// The rest of the scenario goes along unseen.
fn form(now: &Now) -> Markup {
    let listed = &now.scenario.subnets;
    let query = to_query(now.scenario);
    html! {
        form.tools.subnets method="get" action=(PATH) {
            @for (key, value) in query_pairs(&query).filter(|(key, _)| key != "subnet" && key != "subnet_free") {
                input type="hidden" name=(key) value=(value);
            }
            @for row in 0..(listed.len() + 1).max(ROWS) {
                @let (zone, free) = listed.get(row).map_or(("", None), |s| (s.zone.as_str(), s.free_addresses));
                fieldset {
                    legend.vh { "Subnet " (row + 1) }
                    label { "Zone " input name="subnet" value=(zone) size="12" maxlength="100" autocomplete="off" placeholder="us-east-1a"; }
                    label { "free addresses " input type="number" name="subnet_free" value=[free] min="0" max="1000000"; }
                }
            }
            button { "Calculate" }
        }
    }
}

fn verdict(now: &Now) -> Markup {
    let first = now.lasts.first.and_then(|i| now.lasts.zones.get(i));
    html! {
        p {
            @match now.lasts.fits {
                Some(true) => b { "Enough in every zone. " },
                Some(false) => b { "Not enough. " },
                None => "Not checked everywhere: free addresses of a zone are not known. ",
            }
            @if let (Some(zone), Some(pods)) = (first, now.lasts.pods()) {
                (zone.zone) " is full first, at " b { (grouped(pods)) " pods" } " of the whole cluster. "
            }
            "Each zone needs what its share of the nodes holds, and 30 % of it more while nodes are replaced. "
            (cites(&["eks-network-reqs", "bpg-subnets"]))
        }
    }
}

fn table(now: &Now) -> Markup {
    let known = |number: Option<u64>| number.map_or(NONE.into(), grouped);
    html! {
        div.scroll.all tabindex="0" role="region" aria-label="Zones; scrolls sideways where it is wider than the page" {
            table.list {
                thead { tr {
                    th scope="col" { "Zone" } th scope="col" { "Nodes" } th scope="col" { "They hold" } th scope="col" { "With the surge" }
                    th scope="col" { "Free" } th scope="col" { "/28 blocks needed" } th scope="col" { "Lasts for pods" } th scope="col" { "Enough" }
                } }
                tbody {
                    @for row in &now.lasts.zones {
                        tr {
                            th scope="row" { (row.zone) @if row.role == Role::Pods { " (pods)" } }
                            td { (grouped(row.nodes.into())) } td { (grouped(row.need)) } td { (grouped(row.need_with_surge)) } td { (known(row.free)) }
                            td { (known(row.blocks.map(|b| b.need_with_surge))) } td { (known(row.lasts_pods)) } td { (enough(row)) }
                        }
                    }
                }
            }
        }
    }
}

fn enough(row: &ZoneUse) -> &'static str {
    in_words(row.fits)
}

/// Whether subnets are enough.
pub(super) fn in_words(fits: Option<bool>) -> &'static str {
    match fits {
        Some(true) => "yes",
        Some(false) => "no",
        None => "not checked",
    }
}
