//! A cluster without its names: numbers stand for what can tell whose it is.

use crate::groups::words;
use crate::imported::{Imported, Workload};
use crate::placement::{Taint, Toleration};

impl Imported {
    /// The same with numbers for the names of everything that has one.
    pub fn without_names(mut self) -> Imported {
        let number = |list: &mut Vec<Workload>, word: &str| {
            for (index, workload) in list.iter_mut().enumerate() {
                workload.namespace.clear();
                workload.owner.name = format!("{word} {}", index + 1);
            }
        };
        number(&mut self.workloads, "workload");
        number(&mut self.jobs, "job");
        for (index, on_nodes) in self.on_nodes.iter_mut().filter(|on_nodes| !on_nodes.is_aws_networking()).enumerate() {
            on_nodes.namespace.clear();
            on_nodes.owner.name = format!("daemonset {}", index + 1);
        }
        number_taints(&mut self);
        if let Some(present) = &mut self.present {
            present.hide_names();
        }
        self.notes.iter_mut().for_each(|note| note.examples.clear());
        self
    }
}

/// Puts numbers in the place of taints' keys and values, `taint-1:NoSchedule`, so that what is told and planned stays what it is.
fn number_taints(imported: &mut Imported) {
    let mut known: Vec<Taint> = Vec::new();
    for taint in imported.present.iter().flat_map(|present| &present.nodes).flat_map(|node| &node.taints) {
        if !known.contains(taint) {
            known.push(taint.clone());
        }
    }
    let numbered = |at: usize| Taint { key: format!("taint-{}", at + 1), value: String::new(), ..known[at].clone() };
    for workload in imported.workloads.iter_mut().chain(&mut imported.jobs) {
        let taints = workload.taints.as_deref().unwrap_or_default().split(',').map(str::trim_start);
        let own = |of: &str| (0..known.len()).find(|at| words(std::slice::from_ref(&known[*at])) == of);
        let own: Vec<Taint> = taints.filter_map(own).map(numbered).collect();
        workload.taints = workload.taints.take().map(|_| words(&own));
        let tolerated = (0..known.len()).filter(|at| workload.placement.tolerates(&known[*at])).map(numbered);
        workload.placement.tolerates =
            tolerated.map(|taint| Toleration { key: taint.key, value: None, effect: taint.effect }).collect();
    }
    for node in imported.present.iter_mut().flat_map(|present| &mut present.nodes) {
        let at = |taint: &Taint| known.iter().position(|own| own == taint);
        node.taints = node.taints.iter().filter_map(at).map(numbered).collect();
    }
}
