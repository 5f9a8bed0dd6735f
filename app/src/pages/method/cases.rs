//! The scenarios whose explanations together hold every formula: one example calculated in full, and one
//! case for each setting that changes a formula. Taken from the model's own tables, so that a new
//! networking mode, owner or OS is on the page by itself.

use model::scenario::Scenario;
use model::scenario::fields::{CHOICES, choice};
use model::scenario::link::from_query;
use model::scenario::network_mode::MODES;
use model::scenario::os::SYSTEMS;
use model::scenario::owner::OWNERS;
use model::units::grouped;

/// A scenario and what it is called.
pub(super) struct Case {
    /// As the end of "with": `Karpenter`.
    pub name: String,
    /// What to explain.
    pub scenario: Scenario,
}

/// The example: Berth's defaults, and something of everything that has a limit.
const EXAMPLE: &str = "v=2&volumes=1&disk_mib=1024&mbps=10&churn=10";

/// The example in words.
pub(super) fn example_in_words() -> String {
    let p = &example().profiles[0];
    format!(
        "{} pods, each with {} of CPU, {} of memory, {} MiB of disk, {} EBS volume and {} Mbps; a node replaces {} pods a minute",
        p.pods,
        p.cpu,
        p.memory,
        grouped(p.ephemeral.0.into()),
        p.volumes,
        p.bandwidth.0,
        example().node.churn_per_minute
    )
}

/// The scenario of the worked example.
pub(super) fn example() -> Scenario {
    from_query(EXAMPLE).scenario
}

/// The example first, then every setting that changes a formula.
pub(super) fn cases() -> Vec<Case> {
    let case = |name: &str, setting: &str| Case {
        name: name.to_string(),
        scenario: from_query(&format!("{EXAMPLE}&{setting}")).scenario,
    };
    let mut all = vec![Case { name: "the example".into(), scenario: example() }];
    all.extend(MODES.iter().map(|m| case(m.name, &format!("mode={}", m.code))));
    all.extend(OWNERS.iter().map(|(code, name)| case(name, &format!("node={code}"))));
    all.extend(SYSTEMS.iter().map(|(code, name)| case(name, &format!("os={code}"))));
    all.push(case("Windows and prefixes", "os=windows&mode=prefix-delegation"));
    all.push(case("a max-pods of your own", "node=nodeadm&max_pods=50"));
    all.push(case("podsPerCore set", "pods_per_core=10"));
    all.push(case("reserves of your own", "kube_cpu_m=200&kube_mem_mib=600&evict_mib=300"));
    all.push(case("WARM_IP_TARGET set", "warm_ip=5"));
    all.push(case("MINIMUM_IP_TARGET set alone", "min_ip=12"));
    all.push(case("WARM_IP_TARGET set, and prefixes", "mode=prefix-delegation&warm_ip=5"));
    all.push(case("a GPU for each pod", "gpus=1"));
    all.push(case("a Neuron device for each pod", "neuron=1"));
    all.push(case("at most two pods a node", "most_per_node=2"));
    all.push(case("memory as Karpenter guesses", "memory=karpenter"));
    all.push(case("memory and max-pods as your own nodes report", "seen_mib=m5.large:7700&seen_pods=m5.large:35"));
    all.push(case("memory as measured", "memory=measured"));
    all.push(case("requests sized on c5", "sized_on=c5"));
    let purchases = choice(&CHOICES, "buy").map_or(&[] as &[_], |c| c.options);
    all.extend(purchases.iter().map(|(code, name)| case(name, &format!("buy={code}"))));
    let orders = choice(&CHOICES, "cap_order").map_or(&[] as &[_], |c| c.options);
    all.extend(
        orders.iter().map(|(code, name)| {
            case(&format!("the article of 2018, {name}"), &format!("era=article&cap_order={code}"))
        }),
    );
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_case_is_another_scenario_and_can_be_used() {
        let names: Vec<String> = cases().into_iter().map(|c| c.name).collect();
        assert_eq!(names.len(), 1 + MODES.len() + OWNERS.len() + SYSTEMS.len() + 8 + 3 + 3 + 7 + 2);
        assert!(from_query(EXAMPLE).problems.is_empty());
        assert!(
            from_query("v=1&node=nodeadm&max_pods=50&warm_ip=5&buy=spot&era=article&cap_order=before")
                .problems
                .is_empty()
        );
        let is_clean = |key: &str, code: &str| from_query(&format!("v=1&{key}={code}")).problems.is_empty();
        assert!(OWNERS.iter().all(|(code, _)| is_clean("node", code)));
        assert!(SYSTEMS.iter().all(|(code, _)| is_clean("os", code)));
    }
}
