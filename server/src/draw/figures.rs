//! What a picture says, in words and points.

use super::subject::Pictured;
use charts::Point;
use model::advice::knowledge::rules_2018::{Headline2018, headline_2018};
use model::catalog::Catalog;
use model::node::limit::Limit;
use model::plan::cost::Confidence;
use model::plan::eligibility::Reason;
use model::plan::{Candidate, Plan};
use model::scenario::answers::Answers;
use model::scenario::{Era, Purchase, Scenario};
use model::summary::decided::{Decided, DecidedType, network_name};
use model::units::{BasisPoints, grouped};
use model::words::bought;

/// Everything that is on a picture.
pub struct OnPicture {
    /// The title of a saved scenario, may be empty.
    pub title: String,
    /// The headline's sentence.
    pub headline: String,
    /// The pod network advised.
    pub network: String,
    /// Whether it is advice or a default.
    pub network_label: &'static str,
    /// The type shown; `None` where nothing fits.
    pub shown: Option<Shown>,
    /// Why types are excluded, the commonest first.
    pub reasons: Vec<String>,
    /// Region and date of the prices.
    pub prices: String,
    /// A point a candidate; none where they would not be those of the figures.
    pub points: Vec<Point>,
    /// The point of the type shown.
    pub chosen: Option<usize>,
}

/// The figures of the type shown.
pub struct Shown {
    /// `Best of 412 types`.
    pub rank: String,
    /// Its name.
    pub name: String,
    /// `up to`, or `about` of several workloads, whose nodes differ.
    pub up_to: &'static str,
    /// `27 pods a node`.
    pub pods: String,
    /// `16 nodes`.
    pub nodes: String,
    /// All nodes, a month.
    pub monthly: String,
    /// What binds.
    pub binding: Option<Limit>,
}

impl OnPicture {
    /// The figures of a subject: those it was saved with, else those of now.
    pub fn of(subject: &Pictured) -> OnPicture {
        let Pictured { evaluation, title, .. } = subject;
        let (catalog, scenario) = (evaluation.catalog(), evaluation.scenario());
        let decided = subject.decided.clone().unwrap_or_else(|| Decided::of(evaluation));
        let planned = subject.same_rules.then(|| evaluation.plan());
        let shown = decided.shown(scenario);
        let chosen = planned.and_then(|planned| {
            let is_shown = |c: &Candidate| shown.is_some_and(|t| t.name == c.name(catalog));
            planned.candidates.iter().position(is_shown)
        });
        let candidate = planned.and_then(|planned| planned.candidates.get(chosen?));
        OnPicture {
            title: title.clone(),
            network: network(scenario, &decided),
            network_label: if is_default(subject) { "Pod network, by default" } else { "Pod network advised" },
            shown: shown
                .map(|t| Shown::of(t, planned.map(|planned| planned.candidates.len()), scenario.profiles.len() > 1)),
            reasons: planned.map(|planned| reasons(evaluation.scenario(), planned)).unwrap_or_default(),
            prices: prices(scenario, catalog, candidate.map(|c| c.price.confidence)),
            points: planned.map(points).unwrap_or_default(),
            chosen,
            headline: decided.headline,
        }
    }

    /// The limits that bind anywhere, in their order.
    pub fn limits(&self) -> impl Iterator<Item = Limit> {
        Limit::ALL.into_iter().filter(|limit| self.points.iter().any(|point| point.binding == *limit))
    }
}

impl Shown {
    fn of(t: &DecidedType, candidates: Option<usize>, is_mix: bool) -> Shown {
        let of = |n: usize| format!(" of {}", grouped(n as u64));
        let rank = match (t.rank, candidates) {
            (1, Some(n)) => format!("Best{} {}", of(n), if n == 1 { "type" } else { "types" }),
            (1, None) => "Best type".into(),
            (rank, n) => format!("Rank {}{}", grouped(rank.into()), n.map(of).unwrap_or_default()),
        };
        Shown {
            rank,
            name: t.name.clone(),
            up_to: if is_mix { "about" } else { "up to" },
            pods: counted(t.pods, "pod a node", "pods a node"),
            nodes: counted(t.nodes, "node", "nodes"),
            monthly: t.monthly.cents(),
            binding: Limit::ALL.into_iter().find(|limit| limit.code() == t.binding),
        }
    }
}

fn counted(n: u32, one: &str, many: &str) -> String {
    format!("{} {}", grouped(n.into()), if n == 1 { one } else { many })
}

/// A point for each candidate, in the plan's order.
fn points(planned: &Plan) -> Vec<Point> {
    let point = |c: &Candidate| Point {
        pods_per_node: c.capacity.pods,
        cost_per_pod: planned.per_pod(c),
        binding: c.capacity.binding(),
    };
    planned.candidates.iter().map(point).collect()
}

fn network(scenario: &Scenario, decided: &Decided) -> String {
    match scenario.era {
        Era::Article => headline_2018(&scenario.answers).sentence().to_string(),
        Era::Today if decided.network.is_empty() => "None meets every answer".into(),
        Era::Today => network_name(&decided.network),
    }
}

/// Whether nothing has been answered that would make the network a recommendation.
fn is_default(Pictured { evaluation, same_rules, .. }: &Pictured) -> bool {
    let scenario = evaluation.scenario();
    match scenario.era {
        _ if !same_rules => false,
        Era::Article => matches!(headline_2018(&scenario.answers), Headline2018::Default { .. }),
        Era::Today => scenario.answers == Answers::default() && evaluation.advice().is_default(),
    }
}

fn reasons(scenario: &Scenario, planned: &Plan) -> Vec<String> {
    let line = |(reason, n): (Reason, usize)| {
        format!("{} {}: {}", grouped(n as u64), if n == 1 { "type" } else { "types" }, reason.in_scenario(scenario))
    };
    planned.reasons().into_iter().map(line).collect()
}

/// Where the prices come from: `us-east-1, on demand, 2026-01-31`.
pub fn prices(scenario: &Scenario, catalog: &Catalog, confidence: Option<Confidence>) -> String {
    if scenario.era == Era::Article {
        return "us-east-1, on demand, 29 November 2018".into();
    }
    let (region, date) = (&catalog.region.code, &catalog.region.on_demand_as_of);
    match (scenario.purchase, confidence) {
        (_, Some(Confidence::WithoutLicence)) => format!("{region}, {date}, without the Windows licence"),
        (Purchase::Spot, _) => format!("{region}, spot averages, {}", catalog.spot_as_of),
        (_, Some(Confidence::Estimated)) => format!("{region}, estimated price, {date}"),
        (Purchase::Committed(_), _) => {
            let date = catalog.reserved_as_of.as_deref().unwrap_or_default();
            format!("{region}, {}, {date}", bought(scenario.purchase))
        }
        (Purchase::Discount, _) => format!("{region}, on demand of {date} less {}", per_cent(scenario.discount)),
        _ => format!("{region}, on demand, {date}"),
    }
}

/// `27.5 %`, as the page rounds it.
fn per_cent(share: BasisPoints) -> String {
    let tenths = (share.0 + 5) / 10;
    format!("{}.{} %", tenths / 10, tenths % 10)
}
