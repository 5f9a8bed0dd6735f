//! What each remedy against too few addresses frees where the nodes are, and what it changes in cost: rule H13's, in figures.

use crate::advice::Advice;
use crate::advice::figures::OptionFigures;
use crate::advice::knowledge::options::OptionId;
use crate::catalog::Catalog;
use crate::node::warm_pool::Held;
use crate::scenario::network_mode::NetworkMode;
use crate::scenario::owner::Owner;
use crate::scenario::{NodeSettings, Scenario, WarmTargets};
use crate::units::{MicroUsd, grouped};
use crate::vpc::subnets::held_by_node;

/// Addresses that are kept ready in a small pool.
const READY: u32 = 2;

/// In a sentence; `None` where no type carries the pods on VPC CNI's usual addresses. All amounts are of the nodes' subnets.
///
/// 60 m5.xlarge with 22 addresses in use hold 45 each, 2,700: two ready ones instead of a warm ENI make 26 each, so 1,140 are
/// freed; with a range for pods, with IPv6 and in an overlay a node takes one address, so 2,640 are.
pub fn sentence(catalog: &Catalog, scenario: &Scenario, advice: &Advice) -> Option<String> {
    let usual = [OptionId::VpcSecondary, OptionId::VpcPrefix];
    let now = usual.into_iter().filter_map(|option| advice.figures(option)).next()?;
    let before = taken(now, &now.held);
    let mut parts: Vec<String> = Vec::new();
    if scenario.node.owner != Owner::AutoMode && !scenario.node.is_windows() {
        let warm = WarmTargets { addresses: Some(READY), ..WarmTargets::default() };
        let frugal = Scenario { node: NodeSettings { warm, ..scenario.node }, ..scenario.clone() };
        let held = held_by_node(catalog.instance_type(now.candidate.index), &frugal, now.mode, &now.candidate);
        parts.extend(part("WARM_IP_TARGET=2", before, taken(now, &held), MicroUsd(0), MicroUsd(0)));
    }
    let others = [
        ("a range for pods", OptionId::VpcCustom),
        ("IPv6", OptionId::VpcIpv6),
        ("an overlay", OptionId::CiliumOverlay),
    ];
    for (name, option) in others {
        let Some(then) = advice.figures(option) else { continue };
        let cost = |figures: &OptionFigures| figures.candidate.fleet.monthly;
        // without them it is another price, which other views have
        let name = match then.mode {
            NetworkMode::CustomNetworkingPrefix => "a range for pods, with prefixes,",
            _ => name,
        };
        parts.extend(part(name, before, taken(then, &then.held), cost(now), cost(then)));
    }
    (!parts.is_empty()).then(|| format!("Of the {} that these nodes take, {}.", grouped(before), parts.join(", ")))
}

/// Addresses of the nodes' subnets that all nodes take.
fn taken(figures: &OptionFigures, held: &Held) -> u64 {
    u64::from(held.node_subnet_addresses) * u64::from(figures.candidate.fleet.nodes)
}

/// `IPv6 frees 2,640`, with the cost where it is another; nothing where nothing is freed.
fn part(name: &str, before: u64, after: u64, cost: MicroUsd, then: MicroUsd) -> Option<String> {
    let frees = before.checked_sub(after).filter(|frees| *frees > 0)?;
    let money = match (cost.0, then.0) {
        (now, then) if then > now => format!(" for {} a month more", MicroUsd(then - now).cents()),
        (now, then) if then < now => format!(" and saves {} a month", MicroUsd(now - then).cents()),
        _ => String::new(),
    };
    Some(format!("{name} frees {}{money}", grouped(frees)))
}
