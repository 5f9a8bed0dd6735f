//! What one combination of answers leads to, each evaluated once.

use super::{Nodes, Outcome};
use crate::Question;
use crate::advised::{planned_as_advised, shown};
use model::advice::knowledge::facts::{Aspect, fact};
use model::catalog::Catalog;
use model::evaluation::Evaluation;
use model::plan::encryption::asks_for_hardware;
use model::scenario::owner::Owner;
use model::scenario::{Era, Scenario};
use model::units::grouped;
use model::vpc::subnets::VpcUse;
use model::words::NO_NETWORK;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Outcomes of scenarios that differ in answers and in the first workload's numbers.
pub(crate) struct Outcomes {
    catalog: Arc<Catalog>,
    base: Scenario,
    /// Of the numbers that were asked about last, by whether hardware is to encrypt and by the nodes' owner: all that figures
    /// depend on. Those of other numbers are not kept, as each takes some 20 KB.
    evaluations: HashMap<(bool, Owner), Evaluation>,
    numbers_of_evaluations: [u32; 3],
    numbers: HashMap<Outcome, u32>,
    found: Vec<Outcome>,
    /// For each of them, the first that is like it.
    kinds: Vec<u32>,
    /// For each of them, with several workloads, what is planned by the first one's numbers: nodes of one type may have room
    /// for more pods where a fleet grows. And whether hardware is to encrypt, which leaves fewer types for a fleet.
    planned: Vec<BTreeMap<[u32; 3], (bool, Option<String>)>>,
}

impl Outcomes {
    /// Of a scenario, by today's rules: the article's era knows neither today's networks nor their figures.
    pub fn of(catalog: Arc<Catalog>, scenario: Scenario) -> Outcomes {
        let base = Scenario { era: Era::Today, ..scenario };
        Outcomes {
            catalog,
            base,
            evaluations: HashMap::new(),
            numbers_of_evaluations: [0; 3],
            numbers: HashMap::new(),
            found: Vec::new(),
            kinds: Vec::new(),
            planned: Vec::new(),
        }
    }

    /// The scenario that combinations start from.
    pub fn base(&self) -> &Scenario {
        &self.base
    }

    /// The number of what a scenario leads to: equal numbers are equal outcomes.
    pub fn number(&mut self, scenario: &Scenario) -> u32 {
        let outcome = self.evaluate(scenario);
        if let Some(number) = self.numbers.get(&outcome).copied() {
            self.keep_planned(number, scenario);
            return number;
        }
        let number = u32::try_from(self.found.len()).unwrap_or(u32::MAX);
        let kind = self.found.iter().position(|known| known.is_like(&outcome));
        self.kinds.push(kind.and_then(|kind| u32::try_from(kind).ok()).unwrap_or(number));
        self.found.push(outcome.clone());
        self.planned.push(BTreeMap::new());
        self.keep_planned(number, scenario);
        self.numbers.insert(outcome, number);
        number
    }

    fn keep_planned(&mut self, number: u32, scenario: &Scenario) {
        let (encrypts, key) = (asks_for_hardware(&scenario.answers), numbers(scenario));
        let known = self.planned[number as usize].get(&key).map(|(encrypts, _)| *encrypts);
        // a fleet for what asks for more does for what asks for less
        if known.is_none_or(|known| encrypts && !known) {
            let planned = self.planned(scenario);
            self.planned[number as usize].insert(key, (encrypts, planned));
        }
    }

    /// What is planned with a scenario, as a link's query, where a fleet of several types is looked for.
    fn planned(&mut self, scenario: &Scenario) -> Option<String> {
        let is_of_several = scenario.profiles.len() > 1;
        is_of_several.then(|| planned_as_advised(&self.evaluation(scenario))).flatten()
    }

    /// What is planned of outcomes that are shown, by the numbers that lead to one and the same, in words.
    pub fn planned_of<'a>(&self, shown: impl Iterator<Item = &'a Outcome>) -> BTreeMap<Outcome, Vec<(String, String)>> {
        let planned = |outcome: &Outcome| {
            let all = &self.planned[*self.numbers.get(outcome)? as usize];
            let said = all.iter().filter_map(|(key, (_, planned))| Some((in_words(key, all.keys()), planned.clone()?)));
            Some((outcome.clone(), said.collect::<Vec<_>>()))
        };
        shown.filter_map(planned).filter(|(_, all)| !all.is_empty()).collect()
    }

    /// An outcome by its number.
    pub fn get(&self, number: u32) -> &Outcome {
        &self.found[number as usize]
    }

    /// The number of the first outcome with the same network, mode and type.
    pub fn kind(&self, number: u32) -> u32 {
        self.kinds[number as usize]
    }

    /// What is planned with a scenario's numbers, with its answers. Quick where the numbers are those of the last one.
    pub fn evaluation(&mut self, scenario: &Scenario) -> Evaluation {
        let numbers = numbers(scenario);
        if numbers != self.numbers_of_evaluations {
            self.evaluations.clear();
            self.numbers_of_evaluations = numbers;
        }
        let scenario = scenario.clone().settled();
        let (answers, key) = (scenario.answers, (asks_for_hardware(&scenario.answers), scenario.node.owner));
        let fresh = || Evaluation::of(self.catalog.clone(), scenario);
        self.evaluations.entry(key).or_insert_with(fresh).answered(answers)
    }

    fn evaluate(&mut self, scenario: &Scenario) -> Outcome {
        let evaluation = self.evaluation(scenario);
        let advice = evaluation.advice();
        let Some((best, figures)) = shown(advice) else {
            return Outcome { network: None, network_name: NO_NETWORK, support: "", nodes: None };
        };
        let nodes = figures.map(|figures| {
            let fleet = figures.candidate.fleet;
            let taken = VpcUse::of(&figures.held, fleet.nodes);
            Nodes {
                monthly: fleet.monthly.0,
                mode: figures.mode.facts().name,
                instance_type: self.catalog.instance_type(figures.candidate.index).name.clone(),
                nodes: fleet.nodes,
                monthly_words: fleet.monthly.cents(),
                addresses: taken.node_subnets,
                pod_addresses: taken.pod_subnets,
            }
        });
        let support = fact(best, Aspect::Supporter).map_or("", |fact| fact.text);
        Outcome { network: Some(best.code()), network_name: best.name(), support, nodes }
    }
}

/// The first workload's numbers.
fn numbers(scenario: &Scenario) -> [u32; 3] {
    scenario.profiles.first().map(|p| [p.pods, p.cpu.0, p.memory.0]).unwrap_or_default()
}

/// Those of some numbers that are not the same in all, as answers say them: `60 pods`.
fn in_words<'a>(own: &[u32; 3], all: impl Iterator<Item = &'a [u32; 3]> + Clone) -> String {
    let words = |(index, key): (usize, &str)| {
        let differs = all.clone().any(|other| other[index] != own[index]);
        Some(Question::of_key(key)?.words(&own[index].to_string())).filter(|_| differs)
    };
    ["pods", "cpu_m", "mem_mib"].into_iter().enumerate().filter_map(words).collect::<Vec<_>>().join(", ")
}

impl Nodes {
    /// The addresses that they take, each of whose subnets: `22`, `22 of the nodes’ subnets, 267 of the pods’ own`.
    pub fn addresses_words(&self) -> String {
        let nodes = grouped(self.addresses);
        match self.pod_addresses {
            0 => nodes,
            pods => format!("{nodes} of the nodes\u{2019} subnets, {} of the pods\u{2019} own", grouped(pods)),
        }
    }
}

impl Outcome {
    /// Whether another has the same network, mode and type, however many nodes.
    pub(super) fn is_like(&self, other: &Outcome) -> bool {
        self.kind() == other.kind()
    }

    fn kind(&self) -> (Option<&str>, Option<(&str, &str)>) {
        (self.network, self.nodes.as_ref().map(|n| (n.mode, n.instance_type.as_str())))
    }

    /// The cost, where there is one.
    pub fn monthly(&self) -> Option<u64> {
        self.nodes.as_ref().map(|n| n.monthly)
    }
}
