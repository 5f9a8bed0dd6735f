//! What a type costs in every region: a chart, and the same figures in a table.

use crate::pages::regions::{against, unpriced};
use crate::pages::worked_out::heading;
use crate::site::site;
use crate::view::page_view::with_query;
use crate::view::words::NONE;
use charts::price_by_region::ends;
use charts::{RegionBar, price_by_region};
use cluster::readable::{Along, Place, Readable};
use maud::{Markup, html};
use model::catalog::{Catalog, TypeIndex};
use model::plan::cost::{Confidence, NodePrice, node_price};
use model::plan::judge;
use model::scenario::{Purchase, Scenario};
use model::units::MicroUsd;
use model::words::bought as bought_as;

/// One region that has a price.
struct Row<'a> {
    catalog: &'a Catalog,
    index: TypeIndex,
    price: NodePrice,
    /// All nodes, where the type can carry the pods.
    monthly: Option<MicroUsd>,
}

/// The section. `scenario` is without filters, `asked` is what links carry on.
pub(super) fn section<'a>(
    name: &str,
    catalogs: impl Iterator<Item = &'a Catalog>,
    scenario: &Scenario,
    asked: &Scenario,
) -> Markup {
    let (mut rows, mut without) = (Vec::new(), Vec::new());
    for catalog in catalogs {
        match row(name, catalog, scenario) {
            Some(row) => rows.push(row),
            None => without.push(catalog.region.code.as_str()),
        }
    }
    rows.sort_by(|a, b| (a.price.hourly, &a.catalog.region.code).cmp(&(b.price.hourly, &b.catalog.region.code)));
    html! {
        section.region-prices aria-labelledby="regions-title" {
            h2 id="regions-title" { "Price in every region" }
            @if rows.is_empty() { p { "No region has a price for it." } }
            @else {
                p.help { (said(scenario, &rows)) }
                div.beside-table {
                    (figure(name, scenario, &rows).figure())
                    div.scroll.all tabindex="0" role="region" aria-label="Prices by region" { (table(name, scenario, asked, &rows)) }
                }
                @if let Some((last, others)) = without.split_last() {
                    p.help {
                        "Not offered, or without a known price: "
                        @for code in others { span.whole { (code) "," } " " }
                        span.whole { (last) "." }
                    }
                }
            }
            (unpriced(site().unpriced()))
        }
    }
}

fn row<'a>(name: &str, catalog: &'a Catalog, scenario: &Scenario) -> Option<Row<'a>> {
    let index = catalog.find(name)?;
    let offer = Some(catalog.offer(index)).filter(|offer| offer.offered)?;
    let price = node_price(catalog.instance_type(index), offer, scenario)?;
    let monthly = judge(catalog, scenario, index).ok().map(|c| c.fleet.monthly);
    Some(Row { catalog, index, price, monthly })
}

/// What is bought, and how far prices are apart.
fn said(scenario: &Scenario, rows: &[Row]) -> String {
    let bought = match scenario.purchase {
        _ if scenario.node.is_windows() => "Linux prices, without the Windows licence".to_string(),
        Purchase::OnDemand => "On demand".to_string(),
        Purchase::Spot => "Spot, the average of each region, indicative".into(),
        Purchase::Discount => format!("On demand less {}", scenario.discount),
        Purchase::Committed(_) => format!("Reserved Instances, No Upfront, {}", bought_as(scenario.purchase)),
    };
    let ends = rows.first().zip(rows.last());
    let spread = ends.map(|(least, most)| {
        let (from, to) = (least.price.hourly.hourly(), most.price.hourly.hourly());
        format!(", from {from} in {} to {to} in {}", least.catalog.region.location, most.catalog.region.location)
    });
    format!("{}{}. ~ and a hollow bar: not on a price list.", bought, spread.unwrap_or_default())
}

fn figure(name: &str, scenario: &Scenario, rows: &[Row]) -> Readable {
    let bars: Vec<RegionBar> = rows.iter().map(|r| bar(r, scenario)).collect();
    let here = price_here(rows, scenario);
    let place = |(at, r): ((i32, i32), &Row)| Place { at, says: says(r, here) };
    let title = format!("{name} by region, US dollars an hour");
    Readable {
        svg: price_by_region(&bars, &title, "The table has every figure."),
        legend: Vec::new(),
        places: ends(&bars).into_iter().zip(rows).map(place).collect(),
        home: bars.iter().position(|b| b.is_here).unwrap_or(0),
        along: Along::Y,
        title,
    }
}

/// What the scenario's own region asks, where it has the type.
fn price_here(rows: &[Row], scenario: &Scenario) -> Option<MicroUsd> {
    rows.iter().find(|r| r.catalog.region.code == scenario.region).map(|r| r.price.hourly)
}

/// One region in a sentence.
fn says(r: &Row, here: Option<MicroUsd>) -> String {
    let mark = if is_soft(r) { "~" } else { "" };
    let against = here.map_or(String::new(), |here| match here == r.price.hourly {
        true => ", as in yours".to_string(),
        false => format!(", {} compared with your region", against(here, r.price.hourly)),
    });
    format!(
        "{} ({}): {mark}{} an hour{against}",
        r.catalog.region.location,
        r.catalog.region.code,
        r.price.hourly.hourly()
    )
}

fn bar<'a>(r: &'a Row, scenario: &Scenario) -> RegionBar<'a> {
    let code = &r.catalog.region.code;
    RegionBar { name: code, hourly: r.price.hourly, is_estimate: is_soft(r), is_here: *code == scenario.region }
}

fn is_soft(r: &Row) -> bool {
    r.price.confidence != Confidence::Published
}

fn table(name: &str, scenario: &Scenario, asked: &Scenario, rows: &[Row]) -> Markup {
    let here = price_here(rows, scenario);
    html! {
        table.list {
            caption.help { "Cheapest first." }
            thead { tr {
                th scope="col" { "Region" } (heading("node-price", "US$/hour")) th scope="col" { "Difference from your region" }
                (heading("monthly", "All nodes, a month")) th scope="col" { "Prices of" }
            } }
            tbody { @for r in rows {
                @let is_here = r.catalog.region.code == scenario.region;
                tr.shown[is_here] aria-current=[is_here.then_some("true")] {
                    th scope="row" { a href=(elsewhere(name, asked, r)) { (r.catalog.region.location) } " " small { (r.catalog.region.code) } }
                    td { @if is_soft(r) { "~" } (r.price.hourly.hourly()) }
                    td { (here.map_or(String::new(), |here| against(here, r.price.hourly))) }
                    td { (r.monthly.map_or(NONE.into(), MicroUsd::cents)) }
                    td { (basis(r, scenario)) }
                }
            } }
        }
    }
}

/// The same page with the same scenario in that region.
fn elsewhere(name: &str, asked: &Scenario, r: &Row) -> String {
    with_query(&format!("/instances/{name}"), &Scenario { region: r.catalog.region.code.clone(), ..asked.clone() })
}

fn basis(r: &Row, scenario: &Scenario) -> String {
    match r.price.confidence {
        Confidence::Published => match (scenario.purchase, &r.catalog.reserved_as_of) {
            (Purchase::Committed(_), Some(date)) => date.clone(),
            _ => r.catalog.price_date(r.index).to_string(),
        },
        Confidence::Estimated => "estimated".into(),
        Confidence::Derived => r.catalog.spot_as_of.clone(),
        Confidence::WithoutLicence => format!("{}, without licence", r.catalog.region.on_demand_as_of),
    }
}
