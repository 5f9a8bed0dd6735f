//! How many more pods nodes have room for, by the check that every packing passes; each answer is kept, since pools are filled
//! many times over.

use super::context::Context;
use model::catalog::TypeIndex;
use model::catalog::instance_type::InstanceType;
use model::node::workload::Workload;
use model::plan::packing::{Fault, Group, Packing, check};
use std::cmp::Reverse;
use std::collections::HashMap;

/// Room of nodes for the pods of a workload.
pub(super) struct RoomLeft<'a> {
    workload: &'a Workload<'a>,
    known: HashMap<(TypeIndex, usize), HashMap<Vec<u32>, u32>>,
}

impl<'a> RoomLeft<'a> {
    pub fn of(workload: &'a Workload<'a>) -> RoomLeft<'a> {
        RoomLeft { workload, known: HashMap::new() }
    }

    /// Profiles by what their pods ask for: CPU, then memory.
    pub fn largest_first(&self) -> Vec<usize> {
        let profiles = &self.workload.scenario().profiles;
        let mut order: Vec<usize> = (0..profiles.len()).collect();
        order.sort_by_key(|at| Reverse((profiles[*at].cpu, profiles[*at].memory)));
        order
    }

    /// How many more pods of a profile a node of a type with these has room for.
    pub fn more(&mut self, c: &Context, pods: &[u32], profile: usize) -> u32 {
        let of_type = self.known.entry((c.candidate.index, profile)).or_default();
        if let Some(known) = of_type.get(pods) {
            return *known;
        }
        let more = most(c.t, self.workload, pods, profile);
        of_type.insert(pods.to_vec(), more);
        more
    }
}

fn most(t: &InstanceType, workload: &Workload, pods: &[u32], profile: usize) -> u32 {
    let scenario = workload.scenario();
    if !scenario.profiles[profile].runs_on(t.arch, scenario.filters.arch) {
        return 0;
    }
    let fits = |more: u32| {
        let mut pods = pods.to_vec();
        pods[profile] += more;
        let packing = Packing { groups: vec![Group { nodes: 1, pods }] };
        !check(t, workload, &packing).iter().any(|fault| matches!(fault, Fault::Over { .. }))
    };
    let (mut fit, mut over) = (0, scenario.profiles[profile].pods + 1);
    while fit + 1 < over {
        let middle = fit + (over - fit) / 2;
        if fits(middle) { fit = middle } else { over = middle }
    }
    fit
}
