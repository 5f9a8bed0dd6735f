//! The addresses of a node for pods.

use super::super::{Figure, Unit, input};
use super::Explanation;
use crate::node::addresses::addresses_per_slot;
use crate::node::cni_settings::{max_eni, stops_at};
use crate::node::limit::Limit;
use crate::scenario::network_mode::Source;
use crate::words;

/// What the input of that name means.
pub(super) const MAX_ENI: &str = "MAX_ENI, E where it is not set or not read";

/// The same on Windows, and what that is about.
const ONE_ENI_INPUT: &str = "ENIs of a Windows node";

const ONE_ENI: &str = "A Windows node uses one ENI. Its addresses are a resource that each pod asks for.";

impl Explanation<'_> {
    pub(super) fn addresses(&mut self) {
        let (t, mode) = (self.t, self.scenario.mode);
        let facts = mode.facts();
        if let Some(addresses) = self.candidate.capacity.addresses {
            match facts.source {
                Source::Block(block) => {
                    self.add(
                        Figure::new("addresses", "Pod addresses of a node", addresses, Unit::Addresses)
                            .by("block", vec![input("block", "addresses of the node's block", block)])
                            .from(&[facts.source_id]),
                    );
                }
                _ => {
                    let node = &self.scenario.node;
                    let note = match (mode.uses_prefixes() && !t.is_nitro(), facts.branch_enis) {
                        _ if node.is_windows() => Some(ONE_ENI),
                        (true, _) => Some(words::XEN_WITHOUT_PREFIXES),
                        (_, true) => Some(words::TRUNK),
                        _ => None,
                    };
                    let most_enis = if node.is_windows() { ONE_ENI_INPUT } else { MAX_ENI };
                    let mut inputs = vec![
                        input("E", "ENIs of the default network card", t.enis),
                        input(
                            "max_eni",
                            most_enis,
                            if node.is_windows() { 1 } else { max_eni(mode, node).unwrap_or(t.enis) },
                        ),
                        input("held", "ENIs without pod addresses in this mode", facts.enis_held_back),
                        input("I", "IPv4 addresses of an ENI", t.ipv4_per_eni),
                        input("each", "addresses in a slot: 16 with prefixes", addresses_per_slot(t, mode)),
                    ];
                    let formula = match stops_at(mode, node) {
                        None => "max(min(E, max_eni) - held, 0) * (I - 1) * each",
                        Some(minimum) => {
                            let meaning = "MINIMUM_IP_TARGET: without WARM_IP_TARGET the pool stops there";
                            inputs.push(input("least", meaning, minimum));
                            "min(max(min(E, max_eni) - held, 0) * (I - 1), ceil(least / each)) * each"
                        }
                    };
                    let mut sources = vec![facts.source_id];
                    sources.push(if t.enis_max_pods.is_some() { "corrections" } else { "ec2-types" });
                    sources.extend(stops_at(mode, node).map(|_| "vcni-ipamd"));
                    sources.extend(node.is_windows().then_some("eks-windows"));
                    self.add(
                        Figure::new("addresses", "Pod addresses of a node", addresses, Unit::Addresses)
                            .by(formula, inputs)
                            .from(&sources)
                            .noting(note),
                    );
                }
            }
        }
        let daemonsets = self.workload.daemonsets();
        if let (Some(pods), Some(addresses)) = (self.under(Limit::Addresses), self.candidate.capacity.addresses) {
            let mut inputs = vec![
                input("A", "pod addresses of the node", addresses),
                input("N", "daemonset pods with an address", daemonsets.address_pods),
            ];
            let formula = if self.takes_one_each(Limit::Addresses) {
                "max(A - N, 0)"
            } else {
                inputs.extend(self.of_the_mix(Limit::Addresses));
                "floor(max(A - N, 0) * pods / asked)"
            };
            self.add(
                Figure::new("pods-by-addresses", "Pods by addresses", pods, Unit::Pods)
                    .by(formula, inputs)
                    .from(&["bpg-daemonsets"]),
            );
        }
        if let Some(pods) = self.under(Limit::BranchEnis) {
            let mut inputs = vec![input("branch", "branch ENIs of the type", t.branch_enis.unwrap_or(0))];
            let formula = if self.takes_one_each(Limit::BranchEnis) {
                "branch"
            } else {
                inputs.extend(self.of_the_mix(Limit::BranchEnis));
                "floor(branch * pods / asked)"
            };
            self.add(
                Figure::new("pods-by-branch-enis", "Pods by branch ENIs", pods, Unit::Pods)
                    .by(formula, inputs)
                    .from(&["vrc-limits"]),
            );
        }
    }
}
