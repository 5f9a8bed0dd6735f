//! The way from the CNI that runs today to the option chosen.

use super::fact::{Fact, cited, judged};
use super::options::OptionId;
use crate::scenario::answers::CurrentCni;

const WEAVE: Fact = cited(
    "Weave Net has to go: its last release is from January 2021, the company closed in February 2024 and the repositories are archived. kOps dropped it at Kubernetes 1.23.",
    &["weave-repo", "weave-landscape", "weave-gitops-4175", "kops-networking"],
    "2024-09",
);
const NEW_NODES: Fact = judged(
    "A primary CNI is changed by replacing nodes: install the new one for new node groups only, move workloads over, then remove the old one. Pod addresses change, so check allow-lists and network policies first.",
    &[],
    "2026",
);
const PREFIXES: Fact = cited(
    "Set ENABLE_PREFIX_DELEGATION and roll out new node groups with the higher max-pods; running nodes keep their single addresses.",
    &["bpg-prefix"],
    "2026",
);
const CUSTOM: Fact = cited(
    "Add the range to the VPC, create an ENIConfig for each zone, and roll out new node groups: running nodes keep their addresses.",
    &["bpg-custom"],
    "2026",
);
const IPV6: Fact = cited("IPv6 needs a new cluster; move workloads over from the old one.", &["bpg-ipv6"], "2026");
const AUTO: Fact = judged(
    "Auto Mode can be enabled on an existing cluster and runs new nodes; move workloads over and retire the old node groups with their CNI settings.",
    &["auto-networking"],
    "2026",
);
const ADD_ON: Fact = judged("The pod network stays; install the policy engine as well.", &["calico-eks"], "2026");
const CHAINING: Fact = judged(
    "The pod network stays; Cilium is chained behind it, and running pods are restarted to come under its policy.",
    &["cilium-chaining"],
    "2026",
);
const STAYS: Fact = judged("Your current CNI stays.", &[], "2026");

/// What to know on the way from what runs to an option; nothing for a new cluster.
pub fn migration(from: CurrentCni, to: OptionId) -> Vec<&'static Fact> {
    use OptionId::*;
    let step: &Fact = match (from, to) {
        (CurrentCni::New | CurrentCni::NotAsked, _) => return Vec::new(),
        (_, VpcIpv6) => &IPV6,
        (_, EksAuto) => &AUTO,
        (CurrentCni::VpcCni, VpcSecondary) => &STAYS,
        (CurrentCni::VpcCni, VpcPrefix) => &PREFIXES,
        (CurrentCni::VpcCni, VpcCustom) => &CUSTOM,
        (CurrentCni::VpcCni, VpcCalico) => &ADD_ON,
        (CurrentCni::VpcCni, VpcCilium) => &CHAINING,
        (CurrentCni::Calico, Calico) | (CurrentCni::Flannel, Flannel) | (CurrentCni::Antrea, Antrea) => &STAYS,
        (CurrentCni::Cilium, CiliumEni | CiliumOverlay) if is_near(to, from) => &STAYS,
        _ => &NEW_NODES,
    };
    match from {
        CurrentCni::Weave => vec![&WEAVE, step],
        _ => vec![step],
    }
}

/// Whether an option is of the family that runs today.
pub fn is_near(option: OptionId, runs: CurrentCni) -> bool {
    use OptionId::*;
    match runs {
        CurrentCni::VpcCni => matches!(option, VpcSecondary | VpcPrefix | VpcCustom | EksAuto | VpcCalico | VpcCilium),
        CurrentCni::Cilium => matches!(option, VpcCilium | CiliumEni | CiliumOverlay),
        CurrentCni::Calico => matches!(option, VpcCalico | Calico | Canal),
        CurrentCni::Flannel => matches!(option, Flannel | Canal),
        CurrentCni::Antrea => option == Antrea,
        CurrentCni::New | CurrentCni::Weave | CurrentCni::Other | CurrentCni::NotAsked => false,
    }
}
