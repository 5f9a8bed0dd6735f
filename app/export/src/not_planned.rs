//! What the answers ask for besides the nodes that are planned: said in every export, so that no answer is lost.

use model::scenario::Scenario;
use model::scenario::answers::{Answer, Operator};
use model::scenario::network_mode::NetworkMode;
use model::scenario::os::Os;

/// Windows nodes are asked for, beside nodes of Linux.
pub(super) fn wants_windows(scenario: &Scenario) -> bool {
    scenario.answers.windows == Answer::Yes && !scenario.node.is_windows()
}

/// Fargate pods are asked for.
pub(super) fn wants_fargate(scenario: &Scenario) -> bool {
    scenario.answers.fargate == Answer::Yes
}

/// Hybrid nodes are asked for.
pub(super) fn wants_hybrid(scenario: &Scenario) -> bool {
    scenario.answers.hybrid == Answer::Yes
}

/// A sentence for each.
pub(super) fn not_planned(scenario: &Scenario) -> Vec<String> {
    let mut out = Vec::new();
    if wants_windows(scenario) {
        out.push("Windows nodes are not in the plan: it counts Linux nodes only. Windows pods take their addresses from one ENI of their node, and CoreDNS needs at least one Linux node.".into());
    }
    if wants_fargate(scenario) {
        out.push("Fargate pods are not in the plan: neither their price nor the address that each takes in its subnet is counted.".into());
    }
    if wants_hybrid(scenario) {
        let mut text = String::from(
            "Hybrid nodes are not in the plan: neither their number nor their price is counted. They run Cilium or Calico.",
        );
        if scenario.mode == NetworkMode::Ipv6 {
            text += " They cannot join an IPv6 cluster.";
        }
        out.push(text);
    }
    if scenario.answers.operator == Operator::Kops && scenario.node.os() == Os::Bottlerocket {
        out.push("There is no file for kOps: it boots no Bottlerocket. Plan with AL2023 to get one.".into());
    }
    out
}
