//! The figures of a decision, short enough to be kept with a saved scenario: what was shown when it was
//! saved, whatever prices and rules say later.
//!
//! As text: a line for the format's version, one for the headline, one for the pod network, then a line
//! for each type: name, pods per node, nodes, micro-dollars a month, binding limit. Format 2 has one more, of the fleet:
//! nodes, micro-dollars a month, the bound, and each type with its nodes.

use crate::advice::knowledge::options::OptionId;
use crate::advice::knowledge::rules_2018::headline_2018;
use crate::catalog::Catalog;
use crate::evaluation::Evaluation;
use crate::node::limit::Limit;
use crate::plan::{Candidate, Plan};
use crate::scenario::fleet::FleetSettings;
use crate::scenario::link::query_pairs;
use crate::scenario::{Era, Scenario};
use crate::units::{MicroUsd, grouped};
use crate::words::listed;

/// Version of the rules and formulas: goes up when a scenario's figures change with the same catalogue.
pub const MODEL_VERSION: u32 = 6;

/// How many of the best types are kept, besides the chosen one.
const KEPT: usize = 3;
const FORMAT: &str = "1";
/// The format with a fleet.
const WITH_FLEET: &str = "2";
/// How the line of the fleet begins.
const FLEET: &str = "fleet ";

/// The figures of a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The headline's sentence.
    pub headline: String,
    /// Code of the pod network advised, empty where none met every answer.
    pub network: String,
    /// The best types, and the chosen one, each with its rank.
    pub types: Vec<DecidedType>,
    /// The fleet of several types, where the scenario is for one: see [`is_for_a_fleet`]. Whoever searches for fleets adds it.
    pub fleet: Option<DecidedFleet>,
    /// Which of the two it is for; `None` where nobody said. No part of the text: it is kept beside the scenario.
    pub decided_for: Option<DecidedFor>,
}

/// The nodes that a decision is for: those of one type throughout, or the fleet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecidedFor {
    /// One type throughout.
    OneType,
    /// The fleet of several types.
    Fleet,
}

impl DecidedFor {
    /// The key that says it, in the form that saves and beside the scenario that is kept.
    pub const KEY: &str = "nodes";

    /// As a value of [`DecidedFor::KEY`].
    pub fn code(self) -> &'static str {
        match self {
            DecidedFor::OneType => "one-type",
            DecidedFor::Fleet => "fleet",
        }
    }

    /// From such a value; `None` for others.
    pub fn from_code(code: &str) -> Option<DecidedFor> {
        [DecidedFor::OneType, DecidedFor::Fleet].into_iter().find(|of| of.code() == code)
    }

    /// What a scenario's query says, as it is kept.
    pub fn of_query(query: &str) -> Option<DecidedFor> {
        let (_, code) = query_pairs(query).find(|(key, _)| key == DecidedFor::KEY)?;
        DecidedFor::from_code(&code)
    }
}

/// The fleet of a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecidedFleet {
    /// Nodes in all.
    pub nodes: u32,
    /// All of them, per month.
    pub monthly: MicroUsd,
    /// No fleet costs less.
    pub bound: MicroUsd,
    /// Types and how many nodes of each.
    pub types: Vec<(String, u32)>,
}

/// Whether a scenario is for a fleet of several types: it has several workloads, says what a fleet is held to, or
/// knows the nodes of today, with which one is compared.
pub fn is_for_a_fleet(scenario: &Scenario) -> bool {
    scenario.profiles.len() > 1 || scenario.fleet != FleetSettings::default() || scenario.own.has_nodes()
}

/// One type of a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecidedType {
    /// Rank among all candidates, from 1.
    pub rank: u32,
    /// Its name.
    pub name: String,
    /// Pods per node.
    pub pods: u32,
    /// Nodes for all pods.
    pub nodes: u32,
    /// All nodes, per month.
    pub monthly: MicroUsd,
    /// Code of the binding limit.
    pub binding: String,
}

impl Decided {
    /// What the scenario comes to by this catalogue and these rules.
    pub fn of(evaluation: &Evaluation) -> Decided {
        let (catalog, scenario, planned) = (evaluation.catalog(), evaluation.scenario(), evaluation.plan());
        let network = match scenario.era {
            Era::Today => evaluation.advice().decision.best().map_or("", OptionId::code),
            Era::Article => headline_2018(&scenario.answers).code(),
        };
        let chosen = |c: &Candidate| Some(c.name(catalog)) == scenario.chosen.as_deref();
        let kept = planned.candidates.iter().enumerate().filter(|(index, c)| *index < KEPT || chosen(c));
        Decided {
            headline: evaluation.headline(),
            network: network.to_string(),
            types: kept.map(|(index, c)| decided_type(catalog, index, c)).collect(),
            fleet: None,
            decided_for: None,
        }
    }

    /// The type that the page shows: the chosen one if it is a candidate, else the best.
    pub fn shown(&self, scenario: &Scenario) -> Option<&DecidedType> {
        let chosen = self.types.iter().find(|t| Some(t.name.as_str()) == scenario.chosen.as_deref());
        chosen.or(self.types.first())
    }

    /// As text, to be kept.
    pub fn to_text(&self) -> String {
        let format = if self.fleet.is_some() { WITH_FLEET } else { FORMAT };
        let mut out = format!("{format}\n{}\n{}\n", self.headline, self.network);
        for t in &self.types {
            out += &format!("{} {} {} {} {} {}\n", t.rank, t.name, t.pods, t.nodes, t.monthly.0, t.binding);
        }
        if let Some(fleet) = &self.fleet {
            let types: String = fleet.types.iter().map(|(name, nodes)| format!(" {name} {nodes}")).collect();
            out += &format!("{FLEET}{} {} {}{types}\n", fleet.nodes, fleet.monthly.0, fleet.bound.0);
        }
        out
    }

    /// From the text kept; `None` if it is not in this format.
    pub fn from_text(text: &str) -> Option<Decided> {
        let mut lines = text.lines().peekable();
        let has_fleet = match lines.next()? {
            FORMAT => false,
            WITH_FLEET => true,
            _ => return None,
        };
        let (headline, network) = (lines.next()?.to_string(), lines.next()?.to_string());
        let mut types = Vec::new();
        while let Some(line) = lines.next_if(|line| !line.starts_with(FLEET)) {
            types.push(type_of_line(line)?);
        }
        let fleet = lines.next().map(fleet_of_line);
        match fleet {
            Some(None) => None,
            fleet if fleet.is_some() != has_fleet => None,
            fleet => Some(Decided { headline, network, types, fleet: fleet.flatten(), decided_for: None }),
        }
    }
}

fn decided_type(catalog: &Catalog, index: usize, c: &Candidate) -> DecidedType {
    DecidedType {
        rank: index as u32 + 1,
        name: c.name(catalog).to_string(),
        pods: c.capacity.pods,
        nodes: c.fleet.nodes,
        monthly: c.fleet.monthly,
        binding: c.capacity.binding().code().to_string(),
    }
}

fn type_of_line(line: &str) -> Option<DecidedType> {
    let mut words = line.split(' ');
    let number = |words: &mut std::str::Split<char>| words.next()?.parse::<u64>().ok();
    let rank = number(&mut words)? as u32;
    let name = words.next()?.to_string();
    let (pods, nodes) = (number(&mut words)? as u32, number(&mut words)? as u32);
    let monthly = MicroUsd(number(&mut words)?);
    let binding = words.next()?.to_string();
    Some(DecidedType { rank, name, pods, nodes, monthly, binding })
}

fn fleet_of_line(line: &str) -> Option<DecidedFleet> {
    let words: Vec<&str> = line.strip_prefix(FLEET)?.split(' ').collect();
    let [nodes, monthly, bound, types @ ..] = words.as_slice() else { return None };
    let (pairs, []) = types.as_chunks() else { return None };
    let of = |[name, nodes]: &[&str; 2]| Some((name.to_string(), nodes.parse().ok()?));
    Some(DecidedFleet {
        nodes: nodes.parse().ok()?,
        monthly: MicroUsd(monthly.parse().ok()?),
        bound: MicroUsd(bound.parse().ok()?),
        types: pairs.iter().map(of).collect::<Option<_>>()?,
    })
}

/// What a decision would buy: its fleet where there is one, else one type throughout; what it is for, where that was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bought {
    /// Whether it is a fleet of several types.
    pub is_fleet: bool,
    /// `8 × c7a.4xlarge and 4 × r7a.xlarge`.
    pub types: String,
    /// How many in all.
    pub nodes: u32,
    /// All of them, per month.
    pub monthly: MicroUsd,
    /// What a pod costs a month.
    pub per_pod: MicroUsd,
}

impl Decided {
    /// Whether its fleet is what it is for, or may be.
    pub fn is_of_fleet(&self) -> bool {
        self.fleet.is_some() && self.decided_for != Some(DecidedFor::OneType)
    }

    /// What it would buy; `None` where nothing carries the pods.
    pub fn bought(&self, scenario: &Scenario) -> Option<Bought> {
        let of_one_type = || self.shown(scenario).map(|t| t.bought(scenario));
        let fleet = self.fleet.as_ref().filter(|_| self.is_of_fleet());
        fleet.map(|fleet| fleet.bought(scenario)).or_else(of_one_type)
    }
}

impl DecidedType {
    /// It throughout. What a pod costs goes by the rules of the scenario's era: today all nodes over all pods, in the article's a
    /// node over the pods that it can hold.
    pub fn bought(&self, scenario: &Scenario) -> Bought {
        let per_pod = match scenario.era {
            Era::Today => self.monthly.per(scenario.pods()),
            Era::Article => self.monthly.per(self.nodes).per(self.pods),
        };
        let types = format!("{} × {}", grouped(self.nodes.into()), self.name);
        Bought { is_fleet: false, types, nodes: self.nodes, monthly: self.monthly, per_pod }
    }
}

impl DecidedFleet {
    fn bought(&self, scenario: &Scenario) -> Bought {
        let (monthly, per_pod) = (self.monthly, self.monthly.per(scenario.pods()));
        Bought { is_fleet: true, types: self.of_types(), nodes: self.nodes, monthly, per_pod }
    }

    /// `8 × c7a.4xlarge and 4 × r7a.xlarge`.
    pub fn of_types(&self) -> String {
        let types = self.types.iter().map(|(name, nodes)| format!("{} × {name}", grouped((*nodes).into())));
        listed(&types.collect::<Vec<_>>())
    }
}

/// One figure that is no longer what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What: `m5.large: all nodes, a month`.
    pub what: String,
    /// As decided.
    pub then: String,
    /// As it would be now.
    pub now: String,
}

/// What has changed since a decision, row by row: network, and each kept type's rank, pods, nodes, cost and binding
/// limit. Types that rank among the best only now come last. The headline is no row: it is made of these figures, and
/// words that are put better are no change.
pub fn differences(then: &Decided, now: &Decided, ranks_now: impl Fn(&str) -> Option<DecidedType>) -> Vec<Difference> {
    let mut out = Vec::new();
    let mut differ = |what: String, then: String, now: String| {
        if then != now {
            out.push(Difference { what, then, now });
        }
    };
    differ("Pod network".into(), network_name(&then.network), network_name(&now.network));
    match (&then.fleet, &now.fleet) {
        (Some(then), Some(now)) => {
            differ("Fleet".into(), then.of_types(), now.of_types());
            differ("Fleet: all nodes, a month".into(), then.monthly.cents(), now.monthly.cents());
            differ("Fleet: no fleet costs less than".into(), then.bound.cents(), now.bound.cents());
        }
        (Some(then), None) => differ("Fleet".into(), then.of_types(), "none is found".into()),
        (None, _) => {}
    }
    for t in &then.types {
        let Some(n) = ranks_now(&t.name) else {
            differ(t.name.clone(), format!("rank {}", t.rank), "can no longer carry the pods".into());
            continue;
        };
        let count = |n: u32| grouped(n.into());
        differ(format!("{}: rank", t.name), count(t.rank), count(n.rank));
        differ(format!("{}: pods per node", t.name), count(t.pods), count(n.pods));
        differ(format!("{}: nodes", t.name), count(t.nodes), count(n.nodes));
        differ(format!("{}: all nodes, a month", t.name), t.monthly.cents(), n.monthly.cents());
        differ(format!("{}: binding limit", t.name), limit_name(&t.binding), limit_name(&n.binding));
    }
    for n in now.types.iter().filter(|n| !then.types.iter().any(|t| t.name == n.name)) {
        differ(
            format!("{}: all nodes, a month", n.name),
            "not among the best".into(),
            format!("{}, rank {}", n.monthly.cents(), n.rank),
        );
    }
    out
}

/// A type in a plan of now, whatever its rank.
pub fn in_plan(catalog: &Catalog, planned: &Plan, name: &str) -> Option<DecidedType> {
    let index = planned.candidates.iter().position(|c| c.name(catalog) == name)?;
    Some(decided_type(catalog, index, &planned.candidates[index]))
}

/// A network's name by its code; codes of the article's era as they are.
pub fn network_name(code: &str) -> String {
    let option = crate::advice::knowledge::options::OPTIONS.iter().find(|row| row.code == code);
    option.map_or_else(|| if code.is_empty() { "none".into() } else { code.to_string() }, |row| row.name.to_string())
}

/// A limit's name by its code.
pub fn limit_name(code: &str) -> String {
    Limit::ALL.iter().find(|l| l.code() == code).map_or_else(|| code.to_string(), |l| l.name().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decided() -> Decided {
        let t = |rank, name: &str, monthly| DecidedType {
            rank,
            name: name.into(),
            pods: 25,
            nodes: 16,
            monthly: MicroUsd(monthly),
            binding: "addresses".into(),
        };
        Decided {
            headline: "VPC CNI, secondary IPs: addresses bind at 25 pods a node.".into(),
            network: "vpc-pd".into(),
            types: vec![t(1, "m5.large", 1_121_280_000), t(2, "m5a.large", 1_200_000_000)],
            fleet: None,
            decided_for: None,
        }
    }

    #[test]
    fn a_decision_survives_its_text() {
        assert_eq!(Decided::from_text(&decided().to_text()), Some(decided()));
        let said = |of: &str| DecidedFor::of_query(&format!("v=2&pods=7{of}"));
        assert_eq!(
            [said("&nodes=fleet"), said("&nodes=one-type")],
            [Some(DecidedFor::Fleet), Some(DecidedFor::OneType)]
        );
        assert_eq!([said(""), said("&nodes=present")], [None, None]);
        let none = Decided { network: String::new(), types: vec![], ..decided() };
        assert_eq!(Decided::from_text(&none.to_text()), Some(none));
        assert!(decided().to_text().len() < 160, "{}", decided().to_text().len());
        let types = vec![("c7a.4xlarge".to_string(), 8), ("r7a.xlarge".to_string(), 1_200)];
        let fleet = DecidedFleet { nodes: 1_208, monthly: MicroUsd(9), bound: MicroUsd(8), types };
        assert_eq!(fleet.of_types(), "8 × c7a.4xlarge and 1,200 × r7a.xlarge");
        let with_fleet = Decided { fleet: Some(fleet), ..decided() };
        assert_eq!(Decided::from_text(&with_fleet.to_text()), Some(with_fleet));
        for wrong in ["2\na\nb\nfleet 1 2\n", "2\na\nb\nfleet 1 2 3 m5.large\n", "1\na\nb\nfleet 1 2 3\n"] {
            assert_eq!(Decided::from_text(wrong), None, "{wrong:?}");
        }
        for wrong in ["", "2\na\nb\n", "3\na\nb\n", "1\na", "1\na\nb\n1 m5.large x 3 4 cpu\n"] {
            assert_eq!(Decided::from_text(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn a_fleet_that_changed_or_is_no_more_is_listed() {
        let fleet = |monthly, types: &[(&str, u32)]| DecidedFleet {
            nodes: types.iter().map(|(_, nodes)| nodes).sum(),
            monthly: MicroUsd(monthly),
            bound: MicroUsd(900_000_000),
            types: types.iter().map(|(name, nodes)| (name.to_string(), *nodes)).collect(),
        };
        let with = |fleet| Decided { fleet, ..decided() };
        let listed = |then: &Decided, now: &Decided| -> Vec<(String, String, String)> {
            let find = |name: &str| now.types.iter().find(|t| t.name == name).cloned();
            differences(then, now, find).into_iter().map(|d| (d.what, d.then, d.now)).collect()
        };
        let said = |what: &str, then: &str, now: &str| (what.to_string(), then.to_string(), now.to_string());
        let then = with(Some(fleet(1_000_000_000, &[("m5.large", 8)])));
        let now = with(Some(fleet(1_100_000_000, &[("m5.large", 5), ("r5.large", 2)])));
        assert_eq!(listed(&then, &then), []);
        let expected = [
            said("Fleet", "8 × m5.large", "5 × m5.large and 2 × r5.large"),
            said("Fleet: all nodes, a month", "$1,000.00", "$1,100.00"),
        ];
        assert_eq!(listed(&then, &now), expected);
        assert_eq!(listed(&then, &with(None)), [said("Fleet", "8 × m5.large", "none is found")]);
        assert_eq!(listed(&with(None), &now), [], "nothing was decided");
    }

    #[test]
    fn only_what_changed_is_listed() {
        let then = decided();
        let find = |d: &Decided| {
            let types = d.types.clone();
            move |name: &str| types.iter().find(|t| t.name == name).cloned()
        };
        assert_eq!(differences(&then, &then, find(&then)), vec![]);
        let reworded = Decided { headline: "Addresses limit a node to 25 pods.".into(), ..decided() };
        assert_eq!(differences(&then, &reworded, find(&reworded)), vec![]);
        let mut now = decided();
        now.types[0].monthly = MicroUsd(1_000_000_000);
        now.types.remove(1);
        let changes = differences(&then, &now, find(&now));
        let changes: Vec<_> = changes.iter().map(|d| (d.what.as_str(), d.then.as_str(), d.now.as_str())).collect();
        assert_eq!(
            changes,
            [
                ("m5.large: all nodes, a month", "$1,121.28", "$1,000.00"),
                ("m5a.large", "rank 2", "can no longer carry the pods"),
            ]
        );
    }
}
