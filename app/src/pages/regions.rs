//! The same workload in every region: the cheapest type of each.

use super::worked_out::by;
use super::{Asked, problem_list};
use crate::site::site;
use crate::view::words::about_licence;
use leptos::prelude::*;
use leptos_meta::{Meta, Title};
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
pub fn Regions() -> impl IntoView {
    let Some(asked) = Asked::from_address() else {
        return view! { <p class="error">"There is no catalogue."</p> }.into_any();
    };
    let scenario = Scenario { era: Era::Today, ..asked.scenario.clone() };
    let site = site();
    let planned: Vec<_> = site.regions().iter().map(|r| (&r.catalog.region, best(&r.catalog, &scenario))).collect();
    let without =
        planned.iter().filter(|(_, row)| row.is_none()).map(|(region, _)| without_a_type(region)).collect_view();
    let mut rows: Vec<Row> = planned.into_iter().filter_map(|(_, row)| row).collect();
    rows.sort_by(|a, b| a.monthly.cmp(&b.monthly).then_with(|| a.code.cmp(&b.code)));
    let base = rows.iter().find(|r| r.code == scenario.region).map(|r| r.monthly);
    let line = |r: &Row| {
        let here = r.code == scenario.region;
        let href = format!(
            "/?{}",
            model::scenario::link::to_query(&Scenario { region: r.code.clone(), chosen: None, ..scenario.clone() })
        );
        let against = base.map_or(String::new(), |base| against(base, r.monthly));
        view! {
            <tr class:shown=here aria-current=here.then_some("true")>
                <th scope="row"><a href=href>{r.location.clone()}</a>" "<small>{r.code.clone()}</small></th>
                <td>{r.monthly.cents()}</td><td>{against}</td><td class="text">{r.name.clone()}</td><td>{grouped(r.nodes.into())}</td><td>{r.as_of.clone()}</td>
            </tr>
        }
    };
    view! {
        <Title text="The same workload in every region: Berth" />
        <Meta name="description" content="The cheapest instance type for the same pods in each AWS region." />
        <article class="page wide regions">
            <h1>"The same workload in every region"</h1>
            {problem_list(&asked.problems)}
            <p class="help">{format!("{}, {}; the cheapest type of each region.", counted(scenario.pods(), "pod"), if asked.is_given { "as in your scenario" } else { "as in the scenario that Berth opens with" })}</p>
            {model::words::equal_work(&scenario).map(|text| view! { <p class="help">{text}</p> })}
            <div inner_html=about_licence(&scenario).into_string()></div>
            <div class="scroll all" tabindex="0" role="region" aria-label="Regions">
                <table class="list">
                    <thead><tr><th scope="col">"Region"</th><th scope="col" inner_html=by("monthly", "US$/month").into_string()></th><th scope="col">"Difference from your region"</th><th scope="col" class="text">"Best type"</th><th scope="col" inner_html=by("nodes", "Nodes").into_string()></th><th scope="col">"Prices of"</th></tr></thead>
                    <tbody>{rows.iter().map(line).collect_view()}{without}</tbody>
                </table>
            </div>
            <div inner_html=unpriced(site.unpriced()).into_string()></div>
        </article>
    }
    .into_any()
}

/// A region where no type can carry the pods, so that nobody takes it for one that Berth does not know.
fn without_a_type(region: &Region) -> AnyView {
    view! {
        <tr>
            <th scope="row">{region.location.clone()}" "<small>{region.code.clone()}</small></th>
            <td class="text" colspan="5">{NO_TYPE_CARRIES}</td>
        </tr>
    }
    .into_any()
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
