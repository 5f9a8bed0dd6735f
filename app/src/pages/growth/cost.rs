//! The cost of all nodes for every number of pods: of the best type each time, and of one type throughout.

use crate::pages::readable::{Place, Readable};
use crate::pages::worked_out::heading;
use crate::planner::page_view::View;
use crate::planner::words::difference;
use charts::{Counted, Line, LineChart, Picture, Series, Size};
use maud::{Markup, html};
use model::catalog::Catalog;
use model::growth::{Step, best_by_pods, throughout};
use model::plan::{Candidate, Plan};
use model::scenario::{PodProfile, Scenario};
use model::units::grouped;

/// More nodes than these make steps that nobody can tell apart: then a part of them is shown.
const MOST_NODES: u32 = 30;
const TITLE: &str = "Cost of all nodes a month, against pods";

/// Chart and table. `shown` is the type that is followed throughout.
pub(super) fn section(catalog: &Catalog, scenario: &Scenario, planned: &Plan, shown: &Candidate) -> Markup {
    let pods = scenario.profile().pods;
    let (first, last) = range(pods, shown);
    let best = best_by_pods(catalog, scenario, first, last);
    let one = throughout(catalog, scenario, shown, first, last);
    let name = |step: &Step| planned.name(catalog, step.index);
    let shown_name = planned.name(catalog, shown.index);
    let types = best.iter().map(name).collect::<std::collections::BTreeSet<_>>().len();
    html! {
        section.growing aria-labelledby="cost-title" {
            h2 id="cost-title" { "More pods" }
            p { (lead(&best, pods, types, (first, last))) }
            div.beside-table {
                (figure(&best, &one, pods, &name, shown_name).figure())
                div.scroll.all tabindex="0" role="region" aria-label="Cost by pods" { (table(scenario, &best, &one, pods, &name, shown_name)) }
            }
            p.help {
                "All nodes are of one type, as everywhere in Berth. A step is a node more, or another type that does it for less. "
                "Prices and region are your scenario\u{2019}s."
            }
        }
    }
}

/// From the first pod to twice as many, or as many nodes as can be told apart around what is planned.
fn range(pods: u32, shown: &Candidate) -> (u32, u32) {
    let around = shown.capacity.pods.max(1).saturating_mul(MOST_NODES / 2);
    match shown.fleet.nodes.saturating_mul(2) > MOST_NODES {
        true => (pods.saturating_sub(around).max(1), pods.saturating_add(around)),
        false => (1, pods.saturating_mul(2).max(10)),
    }
}

fn lead(best: &[Step], pods: u32, types: usize, (first, last): (u32, u32)) -> String {
    let of = match types {
        1 => "one type is the best throughout".to_string(),
        n => format!("{n} types take turns as the best"),
    };
    let now = at(best, pods);
    let next = now.and_then(|i| best.get(i + 1));
    let then = next.map_or(String::new(), |next| {
        let more = now.map_or(String::new(), |i| difference(best[i].monthly, next.monthly));
        format!(" From {} pods on the best costs {} ({more}).", grouped(next.first.into()), next.monthly.cents())
    });
    format!("Between {} and {} pods {of}.{then}", grouped(first.into()), grouped(last.into()))
}

/// Which step carries so many pods.
fn at(steps: &[Step], pods: u32) -> Option<usize> {
    steps.iter().position(|step| (step.first..=step.last).contains(&pods))
}

fn figure<'a>(best: &[Step], one: &[Step], pods: u32, name: &dyn Fn(&Step) -> &'a str, shown: &'a str) -> Readable {
    let lines = [
        Line { series: Series::Best, name: "best", points: corners(best) },
        Line { series: Series::Throughout, name: shown, points: corners(one) },
    ];
    let home = at(best, pods).unwrap_or(0);
    let desc = format!("{} steps; the table has them all.", best.len());
    let notes = notes(best, name);
    let chart = LineChart {
        picture: Picture { size: Size::COLUMN, title: TITLE, desc: &desc },
        x: ("pods", Counted::Things),
        y: ("US$ a month, all nodes", Counted::MicroUsd),
        lines: &lines,
        notes: &notes,
        here: best.get(home).map(|step| (u64::from(pods), step.monthly.0)),
    };
    let places = best.iter().map(|step| Place { at: chart.position(middle(step)), says: says(step, name(step)) });
    Readable {
        title: TITLE.into(),
        legend: vec![
            (Series::Best.class(), "the best type each time".into()),
            (Series::Throughout.class(), format!("{shown} throughout")),
        ],
        svg: chart.svg(),
        places: places.collect(),
        home,
        is_list: false,
    }
}

/// A step is level and starts with a riser.
fn corners(steps: &[Step]) -> Vec<(u64, u64)> {
    let ends = |s: &Step| [(u64::from(s.first) - 1, s.monthly.0), (u64::from(s.last), s.monthly.0)];
    steps.iter().flat_map(ends).collect()
}

fn middle(step: &Step) -> (u64, u64) {
    ((u64::from(step.first) + u64::from(step.last)) / 2, step.monthly.0)
}

/// Where a type takes over, those that last longest first.
fn notes<'a>(best: &[Step], name: &dyn Fn(&Step) -> &'a str) -> Vec<((u64, u64), &'a str)> {
    let mut runs: Vec<(u32, Step)> = Vec::new();
    for step in best {
        let length = step.last - step.first + 1;
        match runs.last_mut() {
            Some((run, first)) if first.index == step.index => *run += length,
            _ => runs.push((length, *step)),
        }
    }
    runs.sort_by_key(|(length, step)| (u32::MAX - length, step.first));
    runs.iter().map(|(_, step)| ((u64::from(step.first) - 1, step.monthly.0), name(step))).collect()
}

fn says(step: &Step, name: &str) -> String {
    format!(
        "{} pods: {} × {name}, {} a month, {} a pod",
        span(step),
        grouped(step.nodes.into()),
        step.monthly.cents(),
        step.monthly.per(step.last).per_pod()
    )
}

fn span(step: &Step) -> String {
    let (first, last) = (grouped(step.first.into()), grouped(step.last.into()));
    if first == last { first } else { format!("{first} to {last}") }
}

fn table<'a>(
    scenario: &Scenario,
    best: &[Step],
    one: &[Step],
    pods: u32,
    name: &dyn Fn(&Step) -> &'a str,
    shown: &str,
) -> Markup {
    let home = at(best, pods);
    html! {
        table.list {
            caption.help { "Every step. A pod\u{2019}s cost is that of full nodes." }
            thead { tr {
                th scope="col" { "Pods" } th scope="col" { "Best type" } (heading("nodes", "Nodes"))
                (heading("monthly", "US$/month")) (heading("per-pod", "US$/pod")) th scope="col" { "With " (shown) }
            } }
            tbody { @for (i, step) in best.iter().enumerate() {
                @let is_here = home == Some(i);
                tr.shown[is_here] aria-current=[is_here.then_some("true")] {
                    th scope="row" { a href=(View::Nodes.address(&with_pods(scenario, if is_here { pods } else { step.last }))) { (span(step)) } }
                    td { (name(step)) }
                    td { (grouped(step.nodes.into())) }
                    td { (step.monthly.cents()) }
                    td { (step.monthly.per(step.last).per_pod()) }
                    td { (at(one, step.last).map_or(String::new(), |i| difference(step.monthly, one[i].monthly))) }
                }
            } }
        }
    }
}

/// The scenario with so many pods and no type chosen.
fn with_pods(scenario: &Scenario, pods: u32) -> Scenario {
    let mut profiles = scenario.profiles.clone();
    match profiles.first_mut() {
        Some(profile) => profile.pods = pods,
        None => profiles.push(PodProfile { pods, ..scenario.profile() }),
    }
    Scenario { profiles, chosen: None, ..scenario.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::catalog;
    use model::plan::plan;
    use model::units::MicroUsd;

    /// The test catalogue's only type, for so many pods.
    fn best(pods: u32) -> Candidate {
        let scenario = with_pods(&Scenario::default(), pods);
        *plan(&catalog(&[("m5.large", 2, Some(96_000))]), &scenario).best().expect("a candidate")
    }

    #[test]
    fn a_small_cluster_is_shown_from_its_first_pod_a_large_one_around_its_own_size() {
        assert_eq!(range(3, &best(3)), (1, 10));
        assert_eq!(range(60, &best(60)), (1, 120));
        let many = best(6_000);
        let around = many.capacity.pods * MOST_NODES / 2;
        assert_eq!(range(6_000, &many), (6_000 - around, 6_000 + around));
    }

    #[test]
    fn steps_are_level_and_meet_in_risers() {
        let step = |first, last, dollars: u64| Step { first, last, index: 0, nodes: 1, monthly: MicroUsd(dollars) };
        assert_eq!(corners(&[step(1, 10, 7), step(11, 12, 9)]), [(0, 7), (10, 7), (10, 9), (12, 9)]);
        assert_eq!(span(&step(5, 5, 1)), "5");
        assert_eq!(span(&step(999, 1_200, 1)), "999 to 1,200");
    }

    #[test]
    fn the_sentence_names_the_next_step() {
        let step = |first, last, dollars: u64| Step {
            first,
            last,
            index: 0,
            nodes: 1,
            monthly: MicroUsd(dollars * 1_000_000),
        };
        let steps = [step(1, 10, 70), step(11, 20, 140)];
        assert_eq!(
            lead(&steps, 10, 1, (1, 20)),
            "Between 1 and 20 pods one type is the best throughout. From 11 pods on the best costs $140.00 (+$70.00)."
        );
        assert_eq!(lead(&steps, 20, 2, (1, 20)), "Between 1 and 20 pods 2 types take turns as the best.");
    }
}
