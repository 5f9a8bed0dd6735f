//! How the addresses come about that a node holds, in use or warm, and that its subnets must have.

use super::{Figure, Input, Unit, input};
use crate::catalog::{Catalog, TypeIndex};
use crate::node::addresses::{PREFIX_SIZE, addresses_per_slot, pod_enis, usable_enis};
use crate::node::cni_settings::{Growth, growth};
use crate::node::warm_pool::{COOLDOWN_SECONDS, Held, InUse, cooling};
use crate::node::workload::Workload;
use crate::plan::Candidate;
use crate::scenario::Scenario;
use crate::scenario::network_mode::Source;
use crate::vpc::subnets::{RESERVED_ADDRESSES, SURGE, VpcUse, blocks_of, held_by_node, usable_addresses, with_surge};

/// Every figure of the addresses that one candidate holds under today's rules.
///
/// Pools with a warm target of nothing, or with a minimum alone, stop in ways that no short formula says:
/// their size is left out here.
pub fn explain_held(catalog: &Catalog, scenario: &Scenario, candidate: &Candidate<TypeIndex>) -> Vec<Figure> {
    let held = held_by_node(catalog.instance_type(candidate.index), scenario, scenario.mode, candidate);
    let is_pool = matches!(scenario.mode.facts().source, Source::Secondary | Source::Prefix);
    let of_pool = if is_pool { of_pool(catalog, scenario, candidate, &held) } else { Vec::new() };
    of_pool.into_iter().chain(of_subnets(scenario, candidate, &held)).collect()
}

/// What the pool of a node holds, and what that takes.
fn of_pool(catalog: &Catalog, scenario: &Scenario, candidate: &Candidate<TypeIndex>, held: &Held) -> Vec<Figure> {
    let (t, mode) = (catalog.instance_type(candidate.index), scenario.mode);
    let addresses = input("A", "addresses that the pool holds", held.addresses);
    let each = input("each", "addresses in a slot: 16 with prefixes", addresses_per_slot(t, mode));
    let enis = input("enis", "ENIs attached", held.enis);
    let branch = input("branch", "branch ENIs in use", held.branch_enis);
    let all = usable_enis(t, mode, &scenario.node).max(1);
    let attached = vec![
        addresses,
        input("S", "secondary addresses of an ENI", t.slots_per_eni()),
        each,
        input("back", "ENIs without pod addresses in this mode", mode.facts().enis_held_back),
        input("all", "ENIs that the node may have", all),
    ];
    let custom = (held.pod_subnet_addresses > 0)
        .then_some("One is from the node's subnet, the others are from the pods' subnets.");
    let nau = Some(
        "A prefix counts one unit. Whether a branch ENI counts one or two is not documented: this is the higher count.",
    );
    let mut figures: Vec<Figure> = pool(catalog, scenario, candidate, held).into_iter().collect();
    figures.extend([
        Figure::new("attached-enis", "ENIs attached to a node", held.enis, Unit::Enis)
            .by("min(max(ceil(A / (S * each)), 1) + back, all)", attached)
            .from(&["vcni-pool", "vcni-ipamd"]),
        Figure::new("held-subnet-addresses", "Subnet addresses of a node", held.subnet_addresses(), Unit::Addresses)
            .by("enis + A + branch", vec![enis, addresses, branch])
            .from(&["vcni-pool"])
            .noting(custom),
        Figure::new("nau", "Network address usage of a node", held.nau, Unit::Count)
            .by("enis + A / each + (enis - 1) + 2 * branch", vec![enis, addresses, each, branch])
            .from(&["vpc-nau"])
            .noting(nau),
    ]);
    figures
}

/// The size of the pool itself, where a short formula says it.
fn pool(catalog: &Catalog, scenario: &Scenario, candidate: &Candidate<TypeIndex>, held: &Held) -> Option<Figure> {
    let (t, mode) = (catalog.instance_type(candidate.index), scenario.mode);
    let workload = Workload::of(scenario);
    let pods = workload.pods().div_ceil(candidate.fleet.nodes.max(1));
    let InUse { addresses: k, max_pods, .. } = workload.in_use(pods, candidate.capacity.max_pods);
    let by_prefixes = addresses_per_slot(t, mode) == PREFIX_SIZE;
    let mut inputs = vec![
        input("X", "ENIs that serve pods", pod_enis(t, mode, &scenario.node)),
        input("S", "secondary addresses of an ENI", t.slots_per_eni()),
        input("k", "addresses in use: pods spread evenly, and daemonsets", k),
    ];
    let most = input("M", "max-pods, at which the pool stops growing", max_pods);
    let stops_at = |first: u32, size: u32| first.div_ceil(size) <= max_pods.div_ceil(size);
    let size = if by_prefixes { PREFIX_SIZE } else { 1 };
    let formula = match growth(mode, &scenario.node, by_prefixes) {
        Growth::Whole { warm } if warm > 0 && (!by_prefixes || warm <= max_pods.div_ceil(PREFIX_SIZE)) => {
            inputs.extend([input("W", "ENIs or prefixes kept warm", warm), most]);
            match by_prefixes {
                true => "16 * max(1, min(X * S, W + ceil(k / 16), ceil(M / 16)))",
                false => "max(1, min(X, W + ceil(k / S), ceil(M / S))) * S",
            }
        }
        Growth::Addresses { warm, .. } if mode.is_cilium_eni() => {
            inputs.push(input("warm", "addresses that Cilium keeps ready", warm));
            match by_prefixes {
                true => "16 * max(1, min(X * S, ceil((k + warm) / 16)))",
                false => "max(1, min(X * S, k + warm))",
            }
        }
        Growth::Addresses { warm, minimum } if scenario.node.is_windows() => {
            inputs.push(input("warm", "addresses that the VPC resource controller keeps ready", warm));
            inputs.push(input("least", "addresses that it holds in all, at least", minimum));
            match by_prefixes {
                true => "16 * max(1, min(X * S, ceil(max(k + warm, least) / 16)))",
                false => "max(1, min(X * S, max(k + warm, least)))",
            }
        }
        Growth::Addresses { warm, minimum } if warm > 0 && stops_at(warm.max(minimum), size) => {
            inputs.extend(targets(warm, minimum, most));
            match by_prefixes {
                true => "16 * max(1, min(X * S, ceil(max(k + warm, least) / 16), ceil(M / 16)))",
                false => "max(1, min(X * S, max(k + warm, least), M))",
            }
        }
        _ => return None,
    };
    let figure = Figure::new("held-addresses", "Addresses that a node holds", held.addresses, Unit::Addresses);
    Some(figure.by(formula, inputs).from(match (mode.is_cilium_eni(), by_prefixes) {
        _ if scenario.node.is_windows() => &["vrc-windows"],
        (true, _) => &["cilium-eni"],
        (_, true) => &["vcni-prefix-target", "vcni-ipamd"],
        _ => &["vcni-pool", "vcni-ipamd"],
    }))
}

fn targets(warm: u32, minimum: u32, most: Input) -> [Input; 3] {
    [input("warm", "WARM_IP_TARGET", warm), input("least", "MINIMUM_IP_TARGET, 0 where it is not set", minimum), most]
}

/// What all nodes need of their subnets, and what a subnet has.
fn of_subnets(scenario: &Scenario, candidate: &Candidate<TypeIndex>, held: &Held) -> Vec<Figure> {
    let nodes = candidate.fleet.nodes;
    let need = with_surge(VpcUse::of(held, nodes).node_subnets);
    let needed = vec![
        input("nodes", "nodes", nodes),
        input("each", "addresses that a node takes from its subnet", held.node_subnet_addresses),
        input("surge", "room for more nodes, basis points", SURGE.0),
    ];
    let free = usable_addresses(24).unwrap_or_default();
    let churn = scenario.node.churn_per_minute;
    vec![
        Figure::new("subnet-need", "Addresses needed in the nodes' subnets", need, Unit::Addresses)
            .by("ceil(nodes * each * (10000 + surge) / 10000)", needed)
            .from(&["berth"])
            .noting(Some("The room for more nodes is our judgement.")),
        Figure::new("subnet-blocks", "Prefixes that an empty /24 holds at most", blocks_of(free), Unit::Count)
            .by(
                "max(floor((free + kept) / 16) - 2, 0)",
                vec![
                    input("free", "free addresses of the subnet", free),
                    input("kept", "addresses of a subnet that AWS reserves", RESERVED_ADDRESSES),
                ],
            )
            .from(&["vpc-subnets", "bpg-prefix"])
            .noting(Some("Single addresses fragment more prefixes than they fill.")),
        Figure::new("cooling", "Addresses of a node in cooldown", cooling(churn), Unit::Addresses)
            .by(
                "ceil(churn * seconds / 60)",
                vec![
                    input("churn", "pods that a node replaces a minute", churn),
                    input("seconds", "seconds before an address is used again", COOLDOWN_SECONDS),
                ],
            )
            .from(&["vcni-ipamd"]),
    ]
}
