//! Node pools for the tools: a name for the nodes of each, and what keeps the pods of a pool and its nodes together.

use model::scenario::Scenario;
use model::scenario::taints::{Taint, taints};
use model::words::listed;

/// The label by which pods choose the nodes of a pool.
pub(super) const LABEL: &str = "berth-pool";

/// Room for it in the names of groups, which have a type and a zone besides.
const MAX_NAME: usize = 16;

/// A node pool whose nodes are tainted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pool {
    /// A word for names and for the value of [`LABEL`]: `gpu` of `nvidia.com/gpu=true:NoSchedule`.
    pub name: String,
    /// The taints of its nodes.
    pub taints: String,
    /// The workloads on them.
    pub held: Vec<String>,
}

/// Every pool of a scenario whose nodes are tainted; no two have one name.
pub(super) fn pools(scenario: &Scenario) -> Vec<Pool> {
    let mut pools: Vec<Pool> = Vec::new();
    for taints in scenario.pools().into_iter().filter(|taints| !taints.is_empty()) {
        let word = word(taints);
        let name = |n: u32| if n == 1 { word.clone() } else { format!("{word}-{n}") };
        let free = (1..).map(name).find(|name| pools.iter().all(|pool| pool.name != *name));
        let on_it = scenario.profiles.iter().filter(|profile| profile.taints == taints);
        let held = on_it.map(|profile| profile.name.clone()).collect();
        pools.push(Pool { name: free.unwrap_or(word), taints: taints.into(), held });
    }
    pools
}

/// Of the first taint: `gpu`, `team-ml`.
fn word(text: &str) -> String {
    let Some(Taint { key, value, .. }) = taints(text).next() else { return String::new() };
    let key = key.rsplit('/').next().unwrap_or(key);
    let both = if ["", "true"].contains(&value) { key.to_string() } else { format!("{key}-{value}") };
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let word: String = both.chars().map(plain).take(MAX_NAME).collect();
    word.trim_end_matches('-').to_string()
}

impl Pool {
    /// What its pods need besides: ` Node pool of train: pods need a toleration of each taint and the nodeSelector ...`.
    pub fn about(&self) -> String {
        format!(
            " Node pool with the taints {}, for the pods of {}: TODO: give them a toleration of each taint, and the nodeSelector {LABEL}: {}, without which they may go to other nodes.",
            self.taints,
            listed(&self.held),
            self.name
        )
    }

    /// The kubelet's arguments, where nobody else registers them.
    pub fn kubelet_flags(&self) -> [String; 2] {
        [
            format!("--register-with-taints={}", self.taints.replace(", ", ",")),
            format!("--node-labels={LABEL}={}", self.name),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::scenario::PodProfile;

    #[test]
    fn pools_have_names_of_their_own_that_fit() {
        let of = |taints: &str| PodProfile { taints: taints.into(), ..PodProfile::default() };
        let taints = [
            "",
            "nvidia.com/gpu=true:NoSchedule",
            "gpu:NoExecute",
            "Team_A=ml.prod:NoSchedule",
            "a-very-long-key-of-a-taint:NoSchedule",
        ];
        let scenario = Scenario { profiles: taints.map(of).to_vec(), ..Scenario::default() };
        let names: Vec<String> = pools(&scenario).into_iter().map(|pool| pool.name).collect();
        assert_eq!(names, ["gpu", "gpu-2", "team-a-ml-prod", "a-very-long-key"]);
        assert_eq!(pools(&Scenario::default()), []);
    }
}
