//! S1 to S17 through the whole chain: scenario and catalogue of us-east-1 in, headline, ranks, evidence and
//! figures out, by the article's rules and by today's. Sums are shown beside each figure; a fit is
//! `sum(w * s) / (3 * sum(w))` of the score table.

#[path = "advice/addresses.rs"]
mod addresses;
#[path = "advice/density.rs"]
mod density;
#[path = "advice/encryption.rs"]
mod encryption;
#[path = "advice/needs.rs"]
mod needs;

use crate::us_east_1;
use model::advice::evidence::Evidence;
use model::advice::figures::OptionFigures;
use model::advice::knowledge::add_ons::add_ons;
use model::advice::knowledge::options::OptionId;
use model::advice::knowledge::rules_2018::headline_2018;
use model::advice::{Advice, advise};
use model::plan::plan;
use model::scenario::answers::Answers;
use model::scenario::{Era, Filters, PodProfile, Scenario, Subnet};
use model::units::{Mib, MilliCpu};

/// So many pods with these requests, whatever type carries them.
fn pods(pods: u32, cpu: u32, memory: u32) -> Scenario {
    let pod = PodProfile { pods, cpu: MilliCpu(cpu), memory: Mib(memory), ..PodProfile::default() };
    Scenario { profiles: vec![pod], filters: Filters::open(), ..Scenario::version_1() }
}

/// A scenario on one type.
fn on(name: &str, scenario: Scenario) -> Scenario {
    Scenario { chosen: Some(name.into()), ..scenario }
}

/// A scenario with these answers.
fn answering(answers: Answers, scenario: Scenario) -> Scenario {
    Scenario { answers, ..scenario }
}

/// A scenario in empty subnets with so many addresses free in each.
fn in_subnets(free: &[u32], scenario: Scenario) -> Scenario {
    let subnet = |(i, free): (usize, &u32)| Subnet { zone: format!("zone-{i}"), free_addresses: Some(*free) };
    Scenario { subnets: free.iter().enumerate().map(subnet).collect(), ..scenario }
}

/// Today's advice in us-east-1.
fn advised(scenario: &Scenario) -> Advice {
    advise(us_east_1(), scenario)
}

/// The first options, each with its fit.
#[track_caller]
fn expect_ranks(row: &str, advice: &Advice, expected: &[(OptionId, &str)]) {
    let found: Vec<_> = advice.decision.ranked.iter().take(expected.len()).map(|r| (r.id, r.fit.text())).collect();
    let expected: Vec<_> = expected.iter().map(|(id, fit)| (*id, fit.to_string())).collect();
    assert_eq!(found, expected, "{row}");
}

/// The first options share the best fit, and no other does.
#[track_caller]
fn expect_tie(row: &str, advice: &Advice, options: &[OptionId]) {
    assert_eq!(advice.decision.tied().collect::<Vec<_>>(), options, "{row}");
}

/// The rules that rule an option out.
fn ruled_out(advice: &Advice, option: OptionId) -> Vec<&'static str> {
    advice.decision.eliminated_by(option).iter().map(|c| c.id).collect()
}

/// What comes beside an option.
fn beside(advice: &Advice, option: OptionId) -> Vec<&'static str> {
    add_ons(&advice.case(), option).map(|add_on| add_on.code).collect()
}

/// The text of what comes beside an option.
#[track_caller]
fn added(advice: &Advice, option: OptionId, code: &str) -> &'static str {
    add_ons(&advice.case(), option).find(|add_on| add_on.code == code).expect("it is added").text
}

#[track_caller]
fn evidence<'a>(advice: &'a Advice, id: &str) -> &'a Evidence {
    advice.evidence.iter().find(|e| e.id == id).expect("there is such evidence")
}

/// What evidence says, and each of these parts of its sentences.
#[track_caller]
fn expect_evidence(row: &str, advice: &Advice, id: &str, says: Option<bool>, parts: &[&str]) {
    let found = evidence(advice, id);
    assert_eq!(found.says, says, "{row} {id}: {}", found.text);
    for part in parts {
        assert!(found.text.contains(part), "{row} {id}: {part:?} is not in {:?}", found.text);
    }
}

#[track_caller]
fn figures(advice: &Advice, option: OptionId) -> &OptionFigures {
    advice.figures(option).expect("the type carries the pods")
}

/// Pods a node, nodes and dollars a month of an option.
#[track_caller]
fn expect_figures(row: &str, advice: &Advice, option: OptionId, pods_per_node: u32, nodes: u32, monthly: &str) {
    let c = &figures(advice, option).candidate;
    let found = (c.capacity.pods, c.fleet.nodes, c.fleet.monthly.cents());
    assert_eq!(found, (pods_per_node, nodes, monthly.to_string()), "{row} {option:?}");
}

/// The article's headline and, on a type, its calculator's pods a node, nodes and dollars a month.
#[track_caller]
fn expect_2018(row: &str, scenario: &Scenario, code: &str, on: Option<(&str, u32, u32, &str)>) {
    assert_eq!(headline_2018(&scenario.answers).code(), code, "{row} in 2018");
    let Some((name, pods_per_node, nodes, monthly)) = on else { return };
    let planned = plan(us_east_1(), &Scenario { era: Era::Article, ..scenario.clone() });
    let is_on = |c: &&model::plan::Candidate| c.name(us_east_1()) == name;
    let c = planned.candidates.iter().find(is_on).expect("a type of 2018");
    let found = (c.capacity.pods, c.fleet.nodes, c.fleet.monthly.cents());
    assert_eq!(found, (pods_per_node, nodes, monthly.to_string()), "{row} {name} in 2018");
}
