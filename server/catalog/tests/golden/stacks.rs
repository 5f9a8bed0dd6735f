//! A full node in parts, over every type of the catalogue in every mode, by every owner on every OS.

use crate::CATALOGS;
use model::node::allocatable::allocatable;
use model::node::capacity::capacity;
use model::node::max_pods_calculator::{CALLS, max_pods_calculator};
use model::node::stack::{Part, Resource, node_stack};
use model::node::workload::Workload;
use model::scenario::network_mode::MODES;
use model::scenario::os::Os;
use model::scenario::owner::Owner;
use model::scenario::{NodeSettings, Scenario};

const OWNERS: [Owner; 4] = [Owner::ManagedNodeGroup, Owner::SelfManaged, Owner::Karpenter, Owner::AutoMode];
const SYSTEMS: [Os; 3] = [Os::Al2023, Os::Bottlerocket, Os::Windows];

#[test]
fn the_parts_of_every_node_add_up_to_it() {
    let catalog = &CATALOGS[0];
    for (owner, chosen_os) in OWNERS.into_iter().flat_map(|owner| SYSTEMS.map(|os| (owner, os))) {
        let node = NodeSettings { owner, chosen_os, ..NodeSettings::default() };
        let scenario = Scenario { node, ..Scenario::default() };
        for (t, row) in catalog.types.iter().flat_map(|t| MODES.iter().map(move |row| (t, row))) {
            let workload = Workload::in_mode(&scenario, row.mode);
            let c = capacity(t, &workload);
            for stack in node_stack(t, &workload, &c, &[c.pods]) {
                let place = format!("{} {} {owner:?} {chosen_os:?} {}", t.name, row.code, stack.resource.name());
                let sum: u64 = stack.parts.iter().map(|(_, size)| u64::from(*size)).sum();
                assert_eq!(sum, u64::from(stack.whole), "{place}");
                let pods_and_room: u32 =
                    [Part::DaemonSets, Part::Pods, Part::Free].into_iter().filter_map(|p| stack.get(p)).sum();
                let left = allocatable(t, &scenario, c.max_pods);
                match stack.resource {
                    Resource::Cpu => assert_eq!((stack.whole, pods_and_room), (t.cpu().0, left.cpu.0), "{place}"),
                    Resource::Memory => {
                        assert_eq!((stack.whole, pods_and_room), (t.memory.0, left.memory.0), "{place}")
                    }
                    Resource::Addresses => assert_eq!(Some(pods_and_room), c.addresses, "{place}"),
                    Resource::PodSlots => assert_eq!(pods_and_room, c.max_pods, "{place}"),
                }
            }
        }
    }
}

/// The recommendation is 250 at most, and without options never above the published list but for the cap.
#[test]
fn the_calculator_never_recommends_more_than_the_caps() {
    for t in CATALOGS[0].types.iter() {
        for call in CALLS {
            let printed = max_pods_calculator(t, call);
            assert!(printed.recommended <= printed.allowed && printed.recommended <= 250, "{}", t.name);
        }
    }
}
