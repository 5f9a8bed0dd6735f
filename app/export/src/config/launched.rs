//! What nodes of one type come to where they are launched as pods come: of types that may be others than the planned one, and in
//! an order that is not the plan's.

use super::context::{Context, Filled};
use super::filling::Filling;
use super::room_left::RoomLeft;
use model::node::workload::Workload;
use model::plan::judge;
use model::scenario::fleet::Survive;
use model::scenario::{NodeSettings, Scenario};
use model::units::{MicroUsd, counted, grouped};

/// Nodes up to which the pods are placed one by one.
const MOST_NODES: u32 = 2_000;

/// In sentences; `None` for a fleet and for groups of a size.
pub(super) fn said(c: &Context) -> Option<String> {
    if c.has_groups() || c.fleet().is_some() {
        return None;
    }
    let (who, name, planned) = (c.owner().name(), &c.t.name, c.candidate.fleet.monthly.cents());
    let types = c.types().len();
    let mut text = match types {
        1 => format!("{who} launches {name} as pods come."),
        _ => format!(
            "{who} launches nodes as pods come, of any of the {types} types of its pool: the planned {planned} a month takes {name} throughout."
        ),
    };
    if let Some(nodes) = in_order(c) {
        text += &as_many(c, nodes);
    }
    if let Some((name, cost)) = most_expensive(c).filter(|(_, cost)| *cost > c.candidate.fleet.monthly) {
        text += &format!(" All pods on {name}, which costs most of them, would be {} a month.", cost.cents());
    }
    Some(text)
}

fn as_many(c: &Context, nodes: u32) -> String {
    let order =
        format!(" In its order, the largest pods first, the pods need {} of {}", counted(nodes, "node"), c.t.name);
    match nodes == c.nodes() {
        true => format!("{order}, as planned."),
        false => {
            let cost = c.cost_of(nodes).cents();
            format!("{order} for {cost} a month, not the {} of the plan.", grouped(c.nodes().into()))
        }
    }
}

/// Nodes of the planned type in Karpenter's order. `None` where the plan has nodes for more than pods that wait: for zones, for a
/// loss, for headroom, for a minimum, or for pools whose pods share no node.
fn in_order(c: &Context) -> Option<u32> {
    let scenario = c.subject.scenario();
    let fleet = &scenario.fleet;
    let is_plain = fleet.planned_zones() == 1 && fleet.survive == Survive::Nothing && fleet.headroom == 0;
    let is_at_minimum = c.nodes() == scenario.min_nodes;
    if !is_plain || is_at_minimum || scenario.has_tainted_nodes() || c.nodes() > MOST_NODES {
        return None;
    }
    let workload = Workload::of(scenario).sized(c.subject.catalog());
    let without_limit = Filled { nodes: 0, stops_at: u32::MAX };
    let filling = Filling { all: std::slice::from_ref(c), pools: &[0] };
    Some(filling.cheaper(&[without_limit], &mut RoomLeft::of(&workload))?.first()?.nodes)
}

/// The listed type that costs most if it carries all pods, with the max-pods that the pool states.
fn most_expensive<'a>(c: &Context<'a>) -> Option<(&'a str, MicroUsd)> {
    let (scenario, catalog) = (c.subject.scenario(), c.subject.catalog());
    let max_pods = if c.sets_own_max_pods() { scenario.node.max_pods } else { Some(c.max_pods()) };
    let node = NodeSettings { max_pods, ..scenario.node };
    let asked = Scenario { node, ..scenario.clone() };
    let of =
        |index| Some((catalog.instance_type(index).name.as_str(), judge(catalog, &asked, index).ok()?.fleet.monthly));
    c.others().iter().filter_map(|index| of(*index)).max_by_key(|(_, cost)| *cost)
}
