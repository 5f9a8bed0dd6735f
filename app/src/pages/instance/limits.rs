//! Every limit of a type in every networking mode, a row a mode.

use crate::pages::worked_out::{heading, of_limit};
use crate::view::words::NONE;
use maud::{Markup, html};
use model::catalog::Catalog;
use model::catalog::instance_type::InstanceType;
use model::node::capacity::{Capacity, capacity};
use model::node::limit::Limit;
use model::node::workload::Workload;
use model::plan::eligibility::{Reason, cannot_run};
use model::scenario::Scenario;
use model::scenario::network_mode::{MODES, ModeFacts};
use model::units::grouped;

/// A mode with what it gives, or why the type cannot use it.
type Row = (&'static ModeFacts, Result<Capacity, Reason>);

/// The section; limits that apply in no mode have no column.
pub(super) fn section(catalog: &Catalog, t: &InstanceType, scenario: &Scenario) -> Markup {
    let own = Workload::of(scenario).sized(catalog);
    let rows: Vec<Row> = MODES.iter().map(|facts| (facts, outcome(t, &own, facts))).collect();
    let applies = |limit: &Limit| rows.iter().any(|(_, c)| c.is_ok_and(|c| c.by_limit.get(*limit).is_some()));
    let limits: Vec<Limit> = Limit::ALL.into_iter().filter(applies).collect();
    html! {
        section aria-labelledby="modes-title" {
            h2 id="modes-title" { "Every limit in every networking mode" }
            p.help {
                "How many of your pods fit on one node under each limit, everything else as in your scenario. A node takes the lowest;  "
                (NONE) " is no limit."
            }
            div.scroll.all tabindex="0" role="region" aria-label="Networking modes" {
                table.list.limits {
                    caption.help { "One " (t.name) " in each mode" }
                    (head(&limits))
                    tbody { @for (facts, c) in &rows { (body_row(scenario, facts, *c, &limits)) } }
                }
            }
        }
    }
}

fn outcome(t: &InstanceType, own: &Workload, facts: &ModeFacts) -> Result<Capacity, Reason> {
    let scenario = own.scenario();
    match cannot_run(t, facts.mode, scenario) {
        Some(reason) => Err(reason),
        None => Ok(capacity(t, &Workload::in_mode(scenario, facts.mode).sized_like(own))),
    }
}

fn head(limits: &[Limit]) -> Markup {
    html! {
        thead { tr {
            th scope="col" { "Mode" }
            (heading("pods-per-node", "Pods per node"))
            th.text scope="col" { "Binds" }
            @for limit in limits { (heading(&of_limit(*limit), &format!("by {}", limit.name()))) }
            (heading("addresses", "Pod addresses"))
            (heading("max-pods", "max-pods set"))
        } }
    }
}

fn body_row(scenario: &Scenario, facts: &ModeFacts, outcome: Result<Capacity, Reason>, limits: &[Limit]) -> Markup {
    let is_current = facts.mode == scenario.mode;
    html! {
        tr.shown[is_current] aria-current=[is_current.then_some("true")] {
            th scope="row" { (facts.name) }
            @match outcome {
                Ok(c) => {
                    td { b { (grouped(c.pods.into())) } }
                    td.text class=(charts::class_of(c.binding())) { (c.binding().name()) }
                    @for limit in limits { (cell(&c, *limit)) }
                    td { (c.addresses.map_or("no limit".into(), |a| grouped(a.into()))) }
                    td { (grouped(c.max_pods.into())) }
                }
                Err(reason) => td.why colspan=(limits.len() + 4) { (reason.in_scenario(scenario)) }
            }
        }
    }
}

/// Pods under one limit, in its colour where it binds.
fn cell(c: &Capacity, limit: Limit) -> Markup {
    let pods = c.by_limit.get(limit);
    let binds = pods.is_some() && pods == c.by_limit.least();
    html! {
        @match pods {
            Some(pods) if binds => td class=(charts::class_of(limit)) { b { (grouped(pods.into())) } },
            Some(pods) => td { (grouped(pods.into())) },
            None => td { (NONE) },
        }
    }
}
