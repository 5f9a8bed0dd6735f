//! The first sentence of an answer: what the limits alone say about the pod network.
//!
//! It compares the scenario's mode with prefix delegation on the best type of each. Preferences,
//! encryption and the other questions are not weighed here.

use crate::catalog::Catalog;
use crate::node::limit::Limit;
use crate::plan::Plan;
use crate::plan::best::best_in;
use crate::scenario::network_mode::NetworkMode;
use crate::scenario::{Era, Scenario};
use crate::units::{MicroUsd, counted};

/// What the limits say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Headline {
    /// No type can carry the pods.
    NothingFits,
    /// Something other than addresses and max-pods binds on the best type: the network is not in the way.
    NetworkIsEnough {
        /// What binds.
        binding: Limit,
        /// Pods per node.
        pods: u32,
        /// Pods that addresses and max-pods would allow.
        network: u32,
    },
    /// Addresses or max-pods bind, and prefixes would save money.
    PrefixesSave {
        /// Pods per node now.
        pods: u32,
        /// Pods per node on the best type with prefixes.
        with_prefixes: u32,
        /// Saved each month.
        saves: MicroUsd,
    },
    /// Addresses or max-pods bind, and prefixes would not help.
    NetworkBinds {
        /// Which of them.
        binding: Limit,
        /// Pods per node.
        pods: u32,
    },
}

/// The headline of a plan.
pub fn headline(catalog: &Catalog, scenario: &Scenario, planned: &Plan) -> Headline {
    let Some(best) = planned.best() else { return Headline::NothingFits };
    let (binding, pods) = (best.capacity.binding(), best.capacity.pods);
    let by = |limit| best.capacity.by_limit.get(limit).unwrap_or(u32::MAX);
    let is_network = matches!(binding, Limit::Addresses | Limit::MaxPods | Limit::BranchEnis);
    if !is_network {
        let network = by(Limit::Addresses).min(by(Limit::MaxPods)).min(by(Limit::BranchEnis));
        return Headline::NetworkIsEnough { binding, pods, network };
    }
    if scenario.era == Era::Today && scenario.mode == NetworkMode::SecondaryIp {
        let other = best_in(catalog, scenario, NetworkMode::PrefixDelegation);
        if let Some(other) = other.filter(|other| other.fleet.monthly < best.fleet.monthly) {
            let saves = MicroUsd(best.fleet.monthly.0 - other.fleet.monthly.0);
            return Headline::PrefixesSave { pods, with_prefixes: other.capacity.pods, saves };
        }
    }
    Headline::NetworkBinds { binding, pods }
}

impl Headline {
    /// As a sentence, the mode's name in it.
    pub fn sentence(&self, mode: NetworkMode, era: Era) -> String {
        let mode = mode.facts().name;
        let pods_a_node = |pods: &u32| if *pods == 1 { "1 pod a node".into() } else { format!("{pods} pods a node") };
        match (self, era) {
            (Headline::NothingFits, _) => "No instance type can carry these pods.".into(),
            (Headline::NetworkBinds { binding, pods }, Era::Article) => {
                format!(
                    "By the article's count, {} at {} on the cheapest type per pod.",
                    article_words(*binding),
                    pods_a_node(pods)
                )
            }
            (Headline::NetworkIsEnough { binding, pods, network }, _) => format!(
                "{mode} is enough: {} limits a node to {}; the network would allow {network}.",
                binding.name(),
                counted(*pods, "pod")
            ),
            (Headline::PrefixesSave { pods, with_prefixes, saves }, _) => format!(
                "{mode}: addresses stop at {}. Prefix delegation fits {with_prefixes} and, on the best type for it, saves {} a month.",
                pods_a_node(pods),
                saves.cents()
            ),
            (Headline::NetworkBinds { binding, pods }, _) => {
                let verb = if matches!(binding, Limit::MaxPods) { "binds" } else { "bind" };
                format!("{mode}: {} {verb} at {}.", binding.name(), pods_a_node(pods))
            }
        }
    }
}

fn article_words(limit: Limit) -> &'static str {
    match limit {
        Limit::MaxPods => "the pod limit binds",
        _ => "addresses bind",
    }
}
