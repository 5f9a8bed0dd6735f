//! The fleet view of a scenario: what the mix costs and how good that is, what it is compared with, who sits where.
//!
//! Entry point: [`Shown::parts`]. Each part stands in an element of its own, so that the browser replaces only those that
//! have changed.

mod answer;
mod beside;
pub mod colour;
mod groups;
mod growth;
mod next_pod;
mod picture;

use ::fleet::beside::{Beside, line, saving, than_today};
use ::fleet::curves::{Along, Curve, Point, SCALES};
use ::fleet::fleet::Fleet;
use ::fleet::options::{Options, Survive};
use ::fleet::plan::{NoFleet, Planner};
use maud::{Markup, html};
use model::catalog::Catalog;
use model::scenario::{Era, Scenario};
use model::units::{MicroUsd, counted, grouped};

/// What the view is made of.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    /// The region's catalogue.
    pub catalog: &'a Catalog,
    /// What was asked.
    pub scenario: &'a Scenario,
    /// The same as a link's query.
    pub query: &'a str,
    /// What the fleet is held to.
    pub options: &'a Options,
    /// The fleet, or why there is none.
    pub outcome: Result<&'a Fleet, &'a NoFleet>,
    /// How far the search is.
    pub progress: Progress,
    /// The charts' figures, if they are worked out.
    pub curves: Option<&'a Curves>,
}

/// How far the search is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// On the server, which does so much and no more.
    Quick,
    /// It goes on.
    GoesOn,
    /// Somebody stopped it.
    Stopped,
    /// It is over.
    Over,
}

/// The charts' figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Curves {
    /// Cost by the number of types.
    pub by_types: Vec<Point>,
    /// Cost by the replicas, in per cent.
    pub by_replicas: Vec<Point>,
}

impl Curves {
    /// The curves that are to be worked out around a search: along the types, and along the replicas.
    pub fn to_do(planner: &Planner) -> [Curve; 2] {
        let curve = |along, at: &[u32]| Curve::around(planner, (along, at, 0));
        let types: Vec<u32> = (1..=MOST_TYPES).collect();
        [curve(Along::Types, &types), curve(Along::Replicas, &SCALES)]
    }

    /// All points at once.
    pub fn worked_out(planner: &mut Planner) -> Curves {
        let mut curves = Curves::to_do(planner);
        curves.iter_mut().for_each(|curve| while curve.step() {});
        Curves::offer(&curves, planner);
        Curves::of(&curves)
    }

    /// Gives the search what points found that may be its fleet as well: with fewer types, no fleet on the chart costs less
    /// than the one shown, and with a single type none than the one that it is compared with.
    pub fn offer([by_types, _]: &[Curve; 2], planner: &mut Planner) {
        let most = planner.asked().2.types;
        let few = [by_types.of_types(1), by_types.of_types(most)];
        few.into_iter().flatten().for_each(|nodes| planner.offer(nodes.to_vec()));
    }

    /// Of what is worked out.
    pub fn of([by_types, by_replicas]: &[Curve; 2]) -> Curves {
        Curves { by_types: by_types.points(), by_replicas: by_replicas.points() }
    }
}

/// The most types on the chart.
const MOST_TYPES: u32 = 8;

/// The ids of the parts, in the order of the page.
pub const PARTS: [&str; 6] =
    ["fleet-answer", "fleet-beside", "fleet-picture", "fleet-groups", "fleet-next", "fleet-growth"];

/// The view as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// It in a sentence, as plain text.
    pub headline: String,
    /// The same where there is room for less.
    pub summary: String,
    /// How far the search is.
    pub progress: &'static str,
    /// The HTML of each part, in the order of [`PARTS`]; nothing where there is nothing to show.
    pub html: [String; 6],
}

impl Shown<'_> {
    /// All of it.
    pub fn parts(&self) -> Parts {
        match self.outcome {
            Ok(fleet) => self.of_fleet(fleet),
            Err(none) => self.of_none(none),
        }
    }

    fn of_fleet(&self, fleet: &Fleet) -> Parts {
        let html = [
            answer::card(self, fleet),
            beside::section(self, fleet),
            picture::section(self, fleet),
            groups::section(self, fleet),
            next_pod::section(self, fleet),
            growth::section(self, fleet),
        ];
        Parts {
            headline: fleet.headline(),
            summary: summary(fleet),
            progress: answer::progress(self, fleet),
            html: html.map(Markup::into_string),
        }
    }

    fn of_none(&self, none: &NoFleet) -> Parts {
        let mut html: [String; 6] = Default::default();
        html[0] = answer::nothing(self, none).into_string();
        let headline = none.to_string();
        Parts { headline, summary: "No such fleet".into(), progress: "", html }
    }

    /// The page of a type, for this scenario.
    fn type_page(&self, name: &str) -> String {
        format!("/instances/{name}?{}", self.query)
    }

    /// The name of the profile at an index.
    fn profile(&self, index: usize) -> &str {
        self.scenario.profiles.get(index).map_or("", |profile| profile.name.as_str())
    }
}

/// The scenario that is planned: fleets know today’s rules only.
pub fn planned(scenario: &Scenario) -> Scenario {
    Scenario { era: Era::Today, ..scenario.clone() }
}

/// The parts in the page, each in its element.
pub fn frame(parts: &Parts) -> Markup {
    html! {
        @for (id, part) in PARTS.iter().zip(&parts.html) { div id=(id) { (maud::PreEscaped(part)) } }
    }
}

/// `8 × c7a.4xlarge and 4 × r7a.xlarge: $1,234.56 a month, 25.6 % less than today`.
fn summary(fleet: &Fleet) -> String {
    let than_today = than_today(fleet).map_or(String::new(), |than| format!(", {than} than today"));
    format!("{}: {} a month{than_today}", nodes(fleet), MicroUsd(fleet.cost.total).cents())
}

/// For those who read a link's description: the headline, and what it is compared with.
pub fn description(fleet: &Fleet, options: &Options) -> String {
    let saving = saving(fleet, options.survive).map_or(String::new(), |saving| format!(" {saving}"));
    let others = Beside::ALL.into_iter().filter(|beside| *beside != Beside::Present);
    let others = others.filter_map(|beside| Some((beside, beside.of(fleet)?)));
    let said = others.map(|(beside, compared)| format!(" {}: {}.", beside.name(), line(compared, fleet)));
    fleet.headline() + &saving + &said.collect::<String>()
}

/// `8 × c7a.4xlarge and 4 × r7a.xlarge`; of many types, how many.
fn nodes(fleet: &Fleet) -> String {
    let types = fleet.types();
    let named = |(name, nodes, _): &(&str, u32, u64)| format!("{} × {name}", grouped((*nodes).into()));
    match types.as_slice() {
        [one] => named(one),
        [one, other] => format!("{} and {}", named(one), named(other)),
        many => format!("{} nodes of {} types", grouped(fleet.nodes.into()), many.len()),
    }
}

/// What the fleet is held to beyond the pods: `at most 3 types, over 3 zones, any one zone may be lost, 10 % headroom`.
fn held_to(options: &Options, scenario: &Scenario) -> String {
    let mut said = vec![match options.types {
        1 => "one type".to_string(),
        most => format!("at most {most} types"),
    }];
    said.extend(options.over_zones(scenario));
    match options.survive {
        Survive::Nothing => {}
        Survive::Node => said.push("any one node may be lost".into()),
        Survive::Zone => said.push("any one zone may be lost".into()),
    }
    if options.headroom > 0 {
        said.push(format!("{} % of CPU and memory stay free", options.headroom));
    }
    if options.least_in_zone() > 0 {
        said.push(format!("at least {} in each zone", counted(options.zone_nodes, "node")));
    }
    said.join(", ")
}

#[cfg(test)]
mod tests;
