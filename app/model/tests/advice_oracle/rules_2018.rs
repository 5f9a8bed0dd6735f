//! The article's headline a second time: our reading of its order, on answers as codes.

use std::collections::BTreeMap;

/// The word for the headline of these answers.
pub fn headline(answers: &BTreeMap<&'static str, &'static str>) -> &'static str {
    let said = |question: &str, codes: &str| codes.split_whitespace().any(|code| answers[question] == code);
    let only_way = said("q_encryption", "yes tenant identity") || said("q_multicast", "host pods");
    let wants_overlay = said("q_density", "yes") || said("q_addresses", "yes");
    let wants_speed = said("q_perf", "yes");
    let wants_vpc = said("q_vpc", "yes") || wants_speed || said("q_density", "no");
    let policy = said("q_policy", "basic advanced dns l7");
    match (only_way, wants_overlay, wants_speed) {
        (true, _, _) => "weave",
        (_, true, true) => "silent",
        (_, true, false) => "overlay",
        _ if wants_vpc && policy => "vpc-cni-calico-policy",
        _ if wants_vpc => "vpc-cni",
        // Weak, so after all that is firmer.
        _ if said("q_portable", "some strong") => "portable",
        _ if policy => "default-calico-policy",
        _ => "default",
    }
}
