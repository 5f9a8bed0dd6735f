//! The words that Berth uses, each with what it means: the one list for both the page and the form.
//!
//! Server only: the browser keeps the markup that the server made.

mod terms;

use crate::view::page_view::kept;
use maud::{Markup, PreEscaped, html};
use std::collections::HashMap;
use std::sync::LazyLock;
pub use terms::TERMS;

/// A word and its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// Its anchor on the page: `max-pods`.
    pub id: &'static str,
    /// How people write it.
    pub name: &'static str,
    /// What it means, in a sentence or two.
    pub meaning: &'static str,
    /// Id of a source, empty where the word needs none.
    pub source: &'static str,
}

/// Controls of the form and the words that their labels and values use.
const USED: [(&str, &[&str]); 39] = [
    ("era", &["era"]),
    ("q_vpc", &["vpc-cni"]),
    ("q_density", &["eni", "secondary-ip"]),
    ("q_addresses", &["secondary-cidr", "nau"]),
    ("q_encryption", &["nitro", "overlay"]),
    ("q_multicast", &["host-network"]),
    ("cpu_m", &["request", "millicore"]),
    ("mem_mib", &["request"]),
    ("mbps", &["baseline-bandwidth"]),
    ("volumes", &["ebs-attachment"]),
    ("disk_mib", &["ephemeral-storage"]),
    ("mode", &["secondary-ip", "prefix-delegation", "custom-networking", "security-groups-for-pods", "overlay"]),
    ("node", &["owner", "managed-node-group", "karpenter", "auto-mode"]),
    ("os", &["os", "nodeadm", "bottlerocket"]),
    ("max_pods", &["max-pods"]),
    ("pods_per_core", &["pods-per-core", "max-pods"]),
    ("max_eni", &["eni", "ipamd"]),
    ("own_sg", &["security-groups-for-pods", "branch-eni"]),
    ("buy", &["on-demand", "spot", "discount"]),
    ("discount_bp", &["discount", "basis-point"]),
    ("warm_eni", &["warm-pool", "ipamd"]),
    ("warm_prefix", &["warm-pool", "prefix-delegation"]),
    ("warm_ip", &["warm-pool"]),
    ("min_ip", &["warm-pool"]),
    ("churn", &["cooldown"]),
    ("daemonsets", &["daemonset", "host-network"]),
    ("subnets", &["nau", "headroom"]),
    ("burstable", &["cpu-credits"]),
    ("xen", &["nitro"]),
    ("sized_on", &["equal-work", "burstable-baseline"]),
    ("memory", &["reported-memory", "memory-overhead"]),
    ("overhead_bp", &["memory-overhead", "allocatable", "basis-point"]),
    ("kube_cpu_m", &["kube-reserved"]),
    ("kube_mem_mib", &["kube-reserved"]),
    ("evict_mib", &["eviction-threshold"]),
    ("system_cpu_m", &["system-reserved", "kube-reserved"]),
    ("system_mem_mib", &["system-reserved", "eviction-threshold"]),
    ("extra_volumes", &["ebs-attachment"]),
    ("nvme", &["instance-store", "ephemeral-storage"]),
];

/// A term by its id.
pub fn term(id: &str) -> Option<&'static Term> {
    TERMS.iter().find(|t| t.id == id)
}

/// The words that a control uses; none where it needs no explanation.
pub fn used_by(control: &str) -> Vec<&'static Term> {
    let ids = USED.iter().find(|(key, _)| *key == control).map_or(&[] as &[&str], |(_, ids)| ids);
    ids.iter().filter_map(|id| term(id)).collect()
}

/// The button that explains a control's words, and what it shows. Native popover: no script, Escape
/// closes it, and the keyboard goes from the button into it. One stop for all words of a control.
pub fn explained(control: &str) -> PreEscaped<String> {
    /// The form has all of them on every page: each is written once, for everybody, so it carries nobody's scenario.
    static EXPLAINED: LazyLock<HashMap<&str, String>> =
        LazyLock::new(|| USED.iter().map(|(control, _)| (*control, button(control).into_string())).collect());
    let here = kept("/glossary#").replace('&', "&amp;");
    PreEscaped(EXPLAINED.get(control).map_or_else(String::new, |text| text.replace("/glossary#", &here)))
}

fn button(control: &str) -> Markup {
    let terms = used_by(control);
    let names: Vec<&str> = terms.iter().map(|t| t.name).collect();
    html! {
        @if !terms.is_empty() {
            button.ask type="button" popovertarget={ "w-" (control) } aria-label={ "About: " (names.join(", ")) } { "?" }
            span.meaning popover id={ "w-" (control) } role="note" {
                @for t in terms { span.meaning-of { a href={ "/glossary#" (t.id) } { (t.name) } " " (t.meaning) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::scenario::fields::{CHOICES, NUMBERS, PROFILE_CHOICES, PROFILE_NUMBERS, choice, number};
    use model::sources::source;
    use std::collections::HashSet;

    #[test]
    fn terms_are_unique_short_and_sourced() {
        let mut ids = HashSet::new();
        for t in &TERMS {
            assert!(ids.insert(t.id), "{} is there twice", t.id);
            assert!(t.id.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{}", t.id);
            assert!(t.source.is_empty() || source(t.source).is_some(), "{}: no source {}", t.id, t.source);
            assert!(t.meaning.ends_with('.') && t.meaning.len() < 300, "{}", t.id);
        }
    }

    #[test]
    fn terms_stand_in_the_order_of_the_alphabet() {
        let names: Vec<String> = TERMS.iter().map(|t| t.name.to_lowercase()).collect();
        assert!(names.is_sorted(), "{names:?}");
    }

    #[test]
    fn every_control_and_every_word_exists() {
        let is_control = |key: &str| {
            ["daemonsets", "subnets", "sized_on"].contains(&key)
                || number(&NUMBERS, key).is_some()
                || choice(&CHOICES, key).is_some()
                || number(&PROFILE_NUMBERS, key).is_some()
                || choice(&PROFILE_CHOICES, key).is_some()
        };
        for (control, ids) in USED {
            assert!(is_control(control), "no control {control}");
            assert_eq!(used_by(control).len(), ids.len(), "{control}");
        }
    }
}
