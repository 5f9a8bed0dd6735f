//! Sentences that are said in more than one place.

use crate::plan::packing::{Group, Packing};
use crate::scenario::{PodProfile, Scenario};
use crate::units::{counted, grouped};

/// How many names are listed before the rest is counted.
const NAMED: usize = 3;

/// `a`, `a and b`, `a, b and c`.
pub fn listed(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [others @ .., last] => format!("{} and {last}", others.join(", ")),
    }
}

/// The names of the workloads: `web`, `web and db`, `web, db, cache and 4 more`.
pub fn workload_names(scenario: &Scenario) -> String {
    let mut names: Vec<String> = scenario.profiles.iter().take(NAMED).map(|p| p.name.clone()).collect();
    match scenario.profiles.len().saturating_sub(NAMED) {
        0 => {}
        more => names.push(format!("{more} more")),
    }
    listed(&names)
}

/// What one workload asks for: `100 pods of 250m CPU, 512 MiB, 1 EBS volume`.
pub fn asked(p: &PodProfile) -> String {
    let mut each = vec![format!("{} CPU", p.cpu), p.memory.to_string()];
    if p.ephemeral.0 > 0 {
        each.push(format!("{} of ephemeral storage", p.ephemeral));
    }
    if p.volumes > 0 {
        each.push(counted(p.volumes, "EBS volume"));
    }
    if p.bandwidth.0 > 0 {
        each.push(format!("{} sustained", p.bandwidth));
    }
    if p.gpus > 0 {
        each.push(counted(p.gpus, "GPU"));
    }
    format!("{} of {}", counted(p.pods, "pod"), each.join(", "))
}

/// Who is on which nodes, a sentence for each group: `12 nodes hold 3 web and 1 db each.`
pub fn who_is_where(scenario: &Scenario, packing: &Packing) -> Vec<String> {
    let group = |group: &Group| {
        let on = scenario.profiles.iter().zip(&group.pods).filter(|(_, pods)| **pods > 0);
        let pods: Vec<String> = on.map(|(p, pods)| format!("{} {}", grouped((*pods).into()), p.name)).collect();
        match group.nodes {
            1 => format!("1 node holds {}.", listed(&pods)),
            nodes => format!("{} nodes hold {} each.", grouped(nodes.into()), listed(&pods)),
        }
    };
    packing.groups.iter().map(group).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(names: &[&str]) -> Scenario {
        let profile = |name: &&str| PodProfile { name: name.to_string(), ..PodProfile::default() };
        Scenario { profiles: names.iter().map(profile).collect(), ..Scenario::default() }
    }

    #[test]
    fn workloads_are_named_until_there_are_too_many() {
        assert_eq!(workload_names(&named(&["web"])), "web");
        assert_eq!(workload_names(&named(&["web", "db"])), "web and db");
        assert_eq!(workload_names(&named(&["web", "db", "cache", "a", "b"])), "web, db, cache and 2 more");
    }

    #[test]
    fn a_group_says_who_it_holds() {
        let packing =
            Packing { groups: vec![Group { nodes: 12, pods: vec![3, 1] }, Group { nodes: 1, pods: vec![0, 1_000] }] };
        let said = who_is_where(&named(&["web", "db"]), &packing);
        assert_eq!(said, ["12 nodes hold 3 web and 1 db each.", "1 node holds 1,000 db."]);
    }
}
