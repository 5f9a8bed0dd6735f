//! What the nodes' own max-pods tells of the networking mode.

use crate::notes::{Note, Notes, What};
use crate::present::Present;
use crate::resources::PODS;
use model::catalog::Catalog;
use model::node::max_pods::max_pods;
use model::scenario::Scenario;
use model::scenario::answers::CurrentCni;
use model::scenario::network_mode::NetworkMode;
use model::units::counted;

/// A mode explains the nodes if it does so for so many of a hundred.
const ENOUGH: usize = 90;

/// Chooses mode and max-pods as the nodes have them, and says so.
pub fn fit(present: &Present, catalog: &Catalog, scenario: &mut Scenario) -> Vec<Note> {
    let mut notes = Notes::default();
    if let Some((mode, agent)) = overlay(scenario.answers.current_cni) {
        scenario.mode = mode;
        notes.add(
            What::Counted,
            format!("{agent} gives the pods their addresses: the networking mode is chosen so"),
            "",
        );
    }
    let seen: Vec<_> = present
        .ec2()
        .filter_map(|node| {
            Some((catalog.instance_type(catalog.find(&node.instance_type)?), node.capacity.get(PODS).count()))
        })
        .filter(|(_, pods)| *pods > 0)
        .collect();
    let Some((_, first)) = seen.first() else { return notes.list() };
    let explains = |scenario: &Scenario| {
        let alike = seen.iter().filter(|(t, pods)| max_pods(t, scenario.mode, &scenario.node) == *pods).count();
        alike * 100 >= seen.len() * ENOUGH
    };
    if explains(scenario) {
        return notes.list();
    }
    let with_prefixes = Scenario { mode: prefixes(scenario.mode), ..scenario.clone() };
    if explains(&with_prefixes) {
        let text = "Nodes take as many pods as prefixes allow and single addresses do not: prefixes are chosen";
        notes.add_many(What::Counted, text, "", seen.len() as u32);
        *scenario = with_prefixes;
    } else if seen.iter().all(|(_, pods)| pods == first) {
        let text = format!("Every node takes {}: max-pods is set so", counted(*first, "pod"));
        notes.add_many(What::Counted, text, "", seen.len() as u32);
        scenario.node.max_pods = Some((*first).min(MOST_MAX_PODS));
        if prefixes(scenario.mode) != scenario.mode
            && seen.iter().any(|(t, _)| *first > max_pods(t, scenario.mode, &Scenario::default().node))
        {
            *scenario = Scenario { mode: prefixes(scenario.mode), ..scenario.clone() };
            notes.add(What::Counted, "That is more than single addresses allow: prefixes are chosen", "");
        }
    } else {
        notes.add(What::Counted, "Nodes whose max-pods no networking mode explains; Berth's own are planned with", "");
    }
    notes.list()
}

/// The most that a scenario takes for max-pods.
const MOST_MAX_PODS: u32 = 2_000;

fn prefixes(mode: NetworkMode) -> NetworkMode {
    match mode {
        NetworkMode::SecondaryIp => NetworkMode::PrefixDelegation,
        NetworkMode::SecurityGroups => NetworkMode::SecurityGroupsPrefix,
        other => other,
    }
}

/// The mode of a pod network other than VPC CNI, and its name.
fn overlay(cni: CurrentCni) -> Option<(NetworkMode, &'static str)> {
    match cni {
        CurrentCni::Cilium => Some((NetworkMode::OverlayCilium, "Cilium")),
        CurrentCni::Calico => Some((NetworkMode::OverlayCalico, "Calico")),
        CurrentCni::Flannel => Some((NetworkMode::OverlayHostLocal, "flannel")),
        CurrentCni::Antrea => Some((NetworkMode::OverlayHostLocal, "Antrea")),
        CurrentCni::Weave => Some((NetworkMode::OverlayHostLocal, "Weave Net")),
        _ => None,
    }
}
