//! The cost of all nodes for every number of pods: of the best type each time, and of one type throughout.

use crate::pages::worked_out::heading;
use crate::view::page_view::View;
use crate::view::words::difference;
use charts::{Counted, Line, LineChart, Picture, Series, Size};
use cluster::readable::{Along, Place, Readable};
use maud::{Markup, html};
use model::catalog::{Catalog, TypeIndex};
use model::plan::growth::{self, Step, best_by_pods, throughout};
use model::plan::{Candidate, Plan};
use model::scenario::Scenario;
use model::units::grouped;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// More nodes than these make steps that nobody can tell apart: then a part of them is shown.
const MOST_NODES: u32 = 30;
const TITLE: &str = "Cost of all nodes a month, against pods";

/// What chart and table are made of.
struct Growth<'a> {
    scenario: &'a Scenario,
    pods: u32,
    /// The best type for each number of pods, in runs.
    best: Vec<Step>,
    /// The same of the type that is followed throughout.
    throughout: Vec<Step>,
    /// Its name.
    followed: &'a str,
    name: &'a dyn Fn(&Step) -> &'a str,
}

/// Chart and table. `shown` is the type that is followed throughout.
pub(super) fn section(catalog: &Catalog, scenario: &Scenario, planned: &Plan, shown: &Candidate<TypeIndex>) -> Markup {
    let pods = scenario.pods();
    let (first, last) = range(pods, shown);
    let growth = Growth {
        scenario,
        pods,
        best: best_by_pods(catalog, scenario, planned, first, last),
        throughout: throughout(catalog, scenario, shown, first, last),
        followed: shown.name(catalog),
        name: &|step| &catalog.instance_type(step.index).name,
    };
    html! {
        section.growing aria-labelledby="cost-title" {
            h2 id="cost-title" { "More pods" }
            p { (growth.lead()) }
            div.beside-table {
                (growth.figure().figure())
                div.scroll.all tabindex="0" role="region" aria-label="Cost by pods" { (growth.table()) }
            }
            p.help {
                "All nodes are of one type; a fleet of several has its own curve in the view Fleet. Each step is one more node, or another type that costs less. "
                @if scenario.profiles.len() > 1 { "All workloads grow by the same factor; they are packed at " (growth::SAMPLES) " sizes, and a step has the nodes of its last pod. " }
                "Prices and region are your scenario\u{2019}s."
            }
        }
    }
}

/// From the first pod to twice as many, or as many nodes as can be told apart around what is planned.
fn range(pods: u32, shown: &Candidate<TypeIndex>) -> (u32, u32) {
    let around = shown.capacity.pods.max(1).saturating_mul(MOST_NODES / 2);
    match shown.fleet.nodes.saturating_mul(2) > MOST_NODES {
        true => (pods.saturating_sub(around).max(1), pods.saturating_add(around)),
        false => (1, pods.saturating_mul(2).max(10)),
    }
}

impl Growth<'_> {
    /// Where the scenario is among the steps.
    fn home(&self) -> usize {
        at(&self.best, self.pods).unwrap_or(0)
    }

    fn lead(&self) -> String {
        let ends = self.best.first().zip(self.best.last());
        let Some((from, to)) = ends.map(|(first, last)| (first.first, last.last)) else { return String::new() };
        let types: BTreeSet<_> = self.best.iter().map(|step| step.index).collect();
        let of = match types.len() {
            1 => "one type is best throughout".to_string(),
            n => format!("{n} types are best in turn"),
        };
        let (now, next) = (self.best.get(self.home()), self.best.get(self.home() + 1));
        let then = now.zip(next).map_or(String::new(), |(now, next)| {
            let (cost, more) = (next.monthly.cents(), difference(now.monthly, next.monthly));
            format!(" From {} pods, the best costs {cost} ({more}).", grouped(next.first.into()))
        });
        format!("Between {} and {} pods {of}.{then}", grouped(from.into()), grouped(to.into()))
    }

    fn figure(&self) -> Readable {
        let lines = [
            Line { series: Series::Best, name: "best", points: corners(&self.best) },
            Line { series: Series::Throughout, name: self.followed, points: corners(&self.throughout) },
        ];
        let desc = format!("{} steps; the table has them all.", self.best.len());
        let chart = LineChart {
            picture: Picture { size: Size::COLUMN, title: TITLE, desc: &desc },
            x: ("pods", Counted::Things),
            y: ("US$ a month, all nodes", Counted::MicroUsd),
            lines: &lines,
            here: self.best.get(self.home()).map(|step| (u64::from(self.pods), step.monthly.0)),
        };
        let places = chart.positions(self.best.iter().map(middle)).into_iter().zip(&self.best);
        Readable {
            title: TITLE.into(),
            legend: vec![
                (Series::Best.class(), "the best type each time".into()),
                (Series::Throughout.class(), format!("{} throughout", self.followed)),
            ],
            svg: chart.svg_with_notes(&self.notes()),
            places: places.map(|(at, step)| Place { at, says: self.says(step) }).collect(),
            home: self.home(),
            along: Along::X,
        }
    }

    /// Where a type takes over, those that last longest first. Each is named once: types take turns, and the same name at every
    /// turn hid the line.
    fn notes(&self) -> Vec<((u64, u64), &str)> {
        let mut runs: Vec<(u32, &Step)> = Vec::new();
        for step in &self.best {
            let length = step.last - step.first + 1;
            match runs.last_mut() {
                Some((run, first)) if first.index == step.index => *run += length,
                _ => runs.push((length, step)),
            }
        }
        runs.sort_by_key(|(length, step)| (Reverse(*length), step.first));
        let mut named = BTreeSet::new();
        runs.retain(|(_, step)| named.insert(step.index));
        runs.iter().map(|(_, step)| ((u64::from(step.first) - 1, step.monthly.0), (self.name)(step))).collect()
    }

    fn says(&self, step: &Step) -> String {
        format!(
            "{} pods: {} × {}, {} a month, {} a pod",
            span(step),
            grouped(step.nodes.into()),
            (self.name)(step),
            step.monthly.cents(),
            step.per_pod().per_pod()
        )
    }

    fn table(&self) -> Markup {
        let home = self.home();
        html! {
            table.list {
                caption.help { "Every step. " (self.pods_share()) }
                thead { tr {
                    th scope="col" { "Pods" } th.text scope="col" { "Best type" } (heading("nodes", "Nodes"))
                    (heading("monthly", "US$/month")) (heading("per-pod", "US$/pod")) th scope="col" { "With " (self.followed) }
                } }
                tbody { @for (i, step) in self.best.iter().enumerate() { (self.row(step, i == home)) } }
            }
        }
    }

    fn pods_share(&self) -> &'static str {
        match self.scenario.profiles.len() {
            1 => "A pod\u{2019}s cost is for full nodes.",
            _ => "A pod\u{2019}s cost is that at the last number of pods of the step.",
        }
    }

    fn row(&self, step: &Step, is_here: bool) -> Markup {
        let plan = with_pods(self.scenario, if is_here { self.pods } else { step.last });
        let other = at(&self.throughout, step.last).and_then(|i| self.throughout.get(i));
        html! {
            tr.shown[is_here] aria-current=[is_here.then_some("true")] {
                th scope="row" { a href=(View::Nodes.address(&plan)) { (span(step)) } }
                td.text { ((self.name)(step)) }
                td { (grouped(step.nodes.into())) }
                td { (step.monthly.cents()) }
                td { (step.per_pod().per_pod()) }
                td { (other.map_or(String::new(), |other| difference(step.monthly, other.monthly))) }
            }
        }
    }
}

/// Which step carries so many pods.
fn at(steps: &[Step], pods: u32) -> Option<usize> {
    steps.iter().position(|step| (step.first..=step.last).contains(&pods))
}

/// A step is level and starts with a riser.
fn corners(steps: &[Step]) -> Vec<(u64, u64)> {
    let ends = |s: &Step| [(u64::from(s.first) - 1, s.monthly.0), (u64::from(s.last), s.monthly.0)];
    steps.iter().flat_map(ends).collect()
}

fn middle(step: &Step) -> (u64, u64) {
    ((u64::from(step.first) + u64::from(step.last)) / 2, step.monthly.0)
}

fn span(step: &Step) -> String {
    let (first, last) = (grouped(step.first.into()), grouped(step.last.into()));
    if first == last { first } else { format!("{first} to {last}") }
}

/// The scenario with so many pods and no type chosen.
fn with_pods(scenario: &Scenario, pods: u32) -> Scenario {
    Scenario { chosen: None, ..growth::with_pods(scenario, pods) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::catalog;
    use model::plan::plan;
    use model::units::MicroUsd;

    /// The test catalogue's only type, for so many pods.
    fn best(pods: u32) -> Candidate<TypeIndex> {
        let scenario = with_pods(&Scenario::default(), pods);
        plan(&catalog(&[("m5.large", 2, Some(96_000))]), &scenario)
            .best()
            .and_then(Candidate::today)
            .expect("a candidate")
    }

    fn two_types() -> [TypeIndex; 2] {
        let catalog = catalog(&[("m5.large", 2, Some(96_000)), ("m5.xlarge", 4, Some(192_000))]);
        ["m5.large", "m5.xlarge"].map(|name| catalog.find(name).expect("a type of the catalogue"))
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
        let [index, _] = two_types();
        let step =
            |first, last, dollars: u64| Step { first, last, index, nodes: 1, monthly: MicroUsd(dollars), holds: last };
        assert_eq!(corners(&[step(1, 10, 7), step(11, 12, 9)]), [(0, 7), (10, 7), (10, 9), (12, 9)]);
        assert_eq!(span(&step(5, 5, 1)), "5");
        assert_eq!(span(&step(999, 1_200, 1)), "999 to 1,200");
    }

    #[test]
    fn the_sentence_names_the_next_step() {
        let [small, large] = two_types();
        let step = |first, last, dollars: u64, index| Step {
            first,
            last,
            index,
            nodes: 1,
            monthly: MicroUsd(dollars * 1_000_000),
            holds: last,
        };
        let lead = |pods, best: [Step; 2]| {
            let scenario = &Scenario::default();
            Growth { scenario, pods, best: best.to_vec(), throughout: Vec::new(), followed: "", name: &|_| "" }.lead()
        };
        assert_eq!(
            lead(10, [step(1, 10, 70, small), step(11, 20, 140, small)]),
            "Between 1 and 20 pods one type is best throughout. From 11 pods, the best costs $140.00 (+$70.00)."
        );
        let two = [step(1, 10, 70, small), step(11, 20, 140, large)];
        assert_eq!(lead(20, two), "Between 1 and 20 pods 2 types are best in turn.");
    }
}
