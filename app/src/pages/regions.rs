//! The same workload in every region: the cheapest type of each.

use super::worked_out::heading;
use super::{Asked, no_catalogue, problem_list};
use crate::head::Head;
use crate::site::site;
use crate::view::page_view::View;
use crate::view::words::about_licence;
use leptos::prelude::*;
use maud::{Markup, html};
use model::catalog::{Region, UnpricedRegion};
use model::plan::plan;
use model::scenario::{Era, Scenario};
use model::units::{MicroUsd, counted, grouped};
use model::words::NO_TYPE_CARRIES;

/// One row.
struct Row {
    code: String,
    location: String,
    name: String,
    nodes: u32,
    monthly: MicroUsd,
    as_of: String,
}

/// The list, cheapest region first.
#[component]
pub fn Regions() -> AnyView {
    let Some(asked) = Asked::from_address() else { return no_catalogue() };
    let scenario = Scenario { era: Era::Today, ..asked.scenario.clone() };
    let site = site();
    let planned: Vec<_> = site.regions().iter().map(|r| (&r.catalog.region, best(&r.catalog, &scenario))).collect();
    let without: Vec<_> = planned.iter().filter(|(_, row)| row.is_none()).map(|(region, _)| *region).collect();
    let mut rows: Vec<Row> = planned.into_iter().filter_map(|(_, row)| row).collect();
    rows.sort_by(|a, b| a.monthly.cmp(&b.monthly).then_with(|| a.code.cmp(&b.code)));
    let base = rows.iter().find(|r| r.code == scenario.region).map(|r| r.monthly);
    let head = Head::titled("The same workload in every region: Berth")
        .described("The cheapest instance type for the same pods in each AWS region.");
    head.page(html! {
        article.page.wide.regions {
            h1 { "The same workload in every region" }
            (problem_list(&asked.problems))
            p.help {
                (counted(scenario.pods(), "pod")) ", "
                @if asked.is_given { "as in your scenario" } @else { "as in the scenario that Berth opens with" }
                "; the cheapest type of each region."
            }
            @if let Some(text) = model::words::equal_work(&scenario) { p.help { (text) } }
            div { (about_licence(&scenario)) }
            div.scroll.all tabindex="0" role="region" aria-label="Regions" {
                table.list {
                    thead { tr {
                        th scope="col" { "Region" } (heading("monthly", "US$/month")) th scope="col" { "Difference from your region" }
                        th.text scope="col" { "Best type" } (heading("nodes", "Nodes")) th scope="col" { "Prices of" }
                    } }
                    tbody {
                        @for row in &rows { (line(row, &scenario, base)) }
                        @for region in without { (without_a_type(region)) }
                    }
                }
            }
            div { (unpriced(site.unpriced())) }
        }
    })
}

/// A region with its best type, and what that costs against the scenario's own region.
fn line(row: &Row, scenario: &Scenario, base: Option<MicroUsd>) -> Markup {
    let here = row.code == scenario.region;
    let there = Scenario { region: row.code.clone(), chosen: None, ..scenario.clone() };
    html! {
        tr class=[here.then_some("shown")] aria-current=[here.then_some("true")] {
            th scope="row" { a href=(View::Nodes.address(&there)) { (row.location) } " " small { (row.code) } }
            td { (row.monthly.cents()) } td { @if let Some(base) = base { (against(base, row.monthly)) } }
            td.text { (row.name) } td { (grouped(row.nodes.into())) } td { (row.as_of) }
        }
    }
}

/// A region where no type can carry the pods, so that nobody takes it for one that Berth does not know.
fn without_a_type(region: &Region) -> Markup {
    html! {
        tr {
            th scope="row" { (region.location) " " small { (region.code) } }
            td.text colspan="5" { (NO_TYPE_CARRIES) }
        }
    }
}

fn best(catalog: &model::catalog::Catalog, scenario: &Scenario) -> Option<Row> {
    let planned = plan(catalog, scenario);
    let best = planned.best()?;
    Some(Row {
        code: catalog.region.code.clone(),
        location: catalog.region.location.clone(),
        name: best.name(catalog).to_string(),
        nodes: best.fleet.nodes,
        monthly: best.fleet.monthly,
        as_of: catalog.region.on_demand_as_of.clone(),
    })
}

/// Regions of which no price is known, in a sentence.
pub(super) fn unpriced(regions: &[UnpricedRegion]) -> Markup {
    let named = regions.iter().map(|region| format!("{} ({})", region.location, region.code));
    html! {
        @if !regions.is_empty() { p.help { "No price is known of " (named.collect::<Vec<_>>().join(", ")) "." } }
    }
}

/// `+12 %`, `-3 %`, `same`.
pub(super) fn against(base: MicroUsd, other: MicroUsd) -> String {
    let percent = (other.dollars() / base.dollars().max(1e-9) - 1.0) * 100.0;
    match percent.abs() < 0.5 {
        true => "same".into(),
        false => format!("{}{:.0} %", if percent > 0.0 { "+" } else { "\u{2212}" }, percent.abs()),
    }
}
