//! Types that take as many of the scenario's pods, for less.

use crate::compared::MOST as MOST_COMPARED;
use crate::compared::address;
use crate::pages::worked_out::heading;
use crate::view::page_view::with_query;
use crate::view::words::{difference, hourly};
use maud::{Markup, html};
use model::catalog::{Catalog, TypeIndex};
use model::plan::neighbours::cheaper_neighbours;
use model::plan::{Candidate, plan};
use model::scenario::Scenario;
use model::units::grouped;

/// How many are named.
const MOST: usize = 5;

/// The section. `asked` is the scenario with the reader's own filters: neighbours are types that they let in.
pub(super) fn section(catalog: &Catalog, asked: &Scenario, of: &Candidate<TypeIndex>) -> Markup {
    let found = cheaper_neighbours(&plan(catalog, asked), of, MOST);
    let name = of.name(catalog);
    html! {
        section.neighbours aria-labelledby="neighbours-title" {
            h2 id="neighbours-title" { "Cheaper types that carry as many pods" }
            @if found.is_empty() {
                p { "No type that your filters allow takes " (grouped(of.capacity.pods.into())) " pods or more at a lower price." }
            } @else {
                p.help {
                    (name) ": " (grouped(of.capacity.pods.into())) " pods a node at " (hourly(of)) " an hour, " (of.fleet.monthly.cents())
                    " a month in all. ~ is not on a price list."
                }
                div.scroll.all tabindex="0" role="region" aria-label="Cheaper types" { (table(catalog, asked, of, &found)) }
                p { a href=(address(&of_all(catalog, name, &found), asked)) { "Compare " (name) " with the first of them" } }
            }
        }
    }
}

fn of_all<'a>(catalog: &'a Catalog, name: &'a str, found: &[Candidate<TypeIndex>]) -> Vec<&'a str> {
    let others = found.iter().map(|c| c.name(catalog));
    std::iter::once(name).chain(others).take(MOST_COMPARED).collect()
}

fn table(catalog: &Catalog, asked: &Scenario, of: &Candidate<TypeIndex>, found: &[Candidate<TypeIndex>]) -> Markup {
    html! {
        table.list {
            caption.help { "Cheapest fleet first" }
            thead { tr {
                th scope="col" { "Type" } (heading("pods-per-node", "Pods per node")) (heading("node-price", "US$/hour")) (heading("nodes", "Nodes"))
                (heading("monthly", "All nodes, a month")) th scope="col" { "Difference" }
            } }
            tbody { @for c in found {
                @let t = catalog.instance_type(c.index);
                tr {
                    th scope="row" { a href=(with_query(&format!("/instances/{}", t.name), asked)) { (t.name) } }
                    td { (grouped(c.capacity.pods.into())) } td { (hourly(c)) } td { (grouped(c.fleet.nodes.into())) }
                    td { (c.fleet.monthly.cents()) } td { (difference(of.fleet.monthly, c.fleet.monthly)) }
                }
            } }
        }
    }
}
