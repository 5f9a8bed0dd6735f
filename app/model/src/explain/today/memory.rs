//! Memory that the node reports, and what is reserved of it.

use super::super::{Figure, Unit, input};
use super::{Explanation, OWN_NODES, SET};
use crate::catalog::instance_type::{Arch, SeenBy, SeenMemory};
use crate::node::limit::Limit;
use crate::node::max_pods::eni_limited;
use crate::node::memory::{self, ARM_CMA, LESS_THAN_MEASURED, MemoryBy, memory_before_overhead, newer_kernel};
use crate::node::reserved;
use crate::scenario::NodeSettings;
use crate::scenario::os::Os;
use crate::units::Mib;
use crate::words;

/// What is not taken off where a node takes EFA interfaces.
const HUGE_PAGES: &str = "Huge pages are not taken off: launched with EFA interfaces, a node of this type sets some aside (14,082 and 21,122 MiB were seen; how many by type is not known).";

/// About a type of which two measurements disagree.
const HOSTS_DIFFER: &str = "Measured twice, more than 1 % apart: hosts of this type differ. The smaller figure counts; a node may report up to 3 % more.";

/// About a type on which AL2023 sees more than the kernel that was measured.
const NEWER_KERNEL: &str = "Measured with an older kernel. AL2023’s sees more on types of this generation: r5.2xlarge has 63,592 MiB there, 63,499 on AL2.";

/// The two together.
const BOTH: &str = "Measured twice, with an older kernel on the smaller host: AL2023’s sees more on types of this generation, and hosts of this type differ. A node may report up to 2 % more.";

/// Memory as measured or fitted, with the kind of figure named.
fn by_what_nodes_report(figure: Figure, seen: SeenMemory, node: &NodeSettings) -> Figure {
    let less = input("less", "MiB that AL2023 reports less", LESS_THAN_MEASURED.0);
    let measured = "the smaller of what running nodes of the type reported, MiB";
    let fitted = "the least that types of this generation and size lead to expect, MiB";
    let newer = newer_kernel(seen, node).0;
    if newer > 0 {
        let newer = input("newer", "MiB that AL2023's kernel sees more, at the least", newer);
        let note = if seen.hosts_differ { BOTH } else { NEWER_KERNEL };
        return figure
            .by("max(seen + newer - less, 0)", vec![input("seen", measured, seen.mib.0), newer, less])
            .from(&["memory-bottlerocket", "memory-kernels"])
            .noting(Some(note));
    }
    let (meaning, sources, note): (_, &[_], _) = match seen.by {
        SeenBy::Bottlerocket if seen.hosts_differ => (measured, &["memory-bottlerocket"], HOSTS_DIFFER),
        SeenBy::Ubuntu if seen.hosts_differ => (measured, &["memory-ubuntu"], HOSTS_DIFFER),
        SeenBy::Bottlerocket => {
            (measured, &["memory-bottlerocket"], "Measured: Bottlerocket nodes of this type reported it in 2023.")
        }
        SeenBy::Ubuntu => (measured, &["memory-ubuntu"], "Measured: an Ubuntu 24.04 machine of this type reported it."),
        SeenBy::Fit => (
            fitted,
            &["memory-fit"],
            "Fitted: nobody measured this type. Fits of other types, each made without its family, were on the safe side for 99 in 100.",
        ),
    };
    figure.by("max(seen - less, 0)", vec![input("seen", meaning, seen.mib.0), less]).from(sources).noting(Some(note))
}

impl Explanation<'_> {
    pub(super) fn memory(&mut self) {
        let Some(have) = self.candidate.capacity.allocatable else { return };
        let (t, node) = (self.t, self.scenario.node);
        let memory = memory::of_node(t, self.scenario);
        let visible = memory.mib;
        let figure = Figure::new("visible-memory", "Memory the guest sees", visible.0, Unit::Mib);
        self.add(match memory.by {
            MemoryBy::OwnNodes => figure
                .by(
                    "reported",
                    vec![input("reported", "the least that your own nodes of the type report, MiB", visible.0)],
                )
                .from(&[OWN_NODES])
                .noting(Some("As your nodes report: that counts before every measurement, fit or guess.")),
            MemoryBy::Seen(seen) => by_what_nodes_report(figure, seen, &node),
            MemoryBy::Guess => self.by_karpenters_guess(figure),
        });

        self.kube_memory();
        let kube = reserved::kube_memory(t, &node, self.candidate.capacity.max_pods);
        let inputs = vec![
            input("visible", "memory the guest sees, MiB", visible.0),
            input("kube", "kube-reserved memory, MiB", kube.0),
            input("system", "system-reserved memory, MiB", node.system_memory.0),
            input("eviction", "eviction threshold memory.available, MiB", reserved::eviction(&node).0),
        ];
        self.add(
            Figure::new("allocatable-memory", "Allocatable memory", have.memory.0, Unit::Mib)
                .by("max(visible - kube - system - eviction, 0)", inputs)
                .from(&["nodeadm"])
                .noting(t.efa.then_some(HUGE_PAGES)),
        );
        self.share("pods-by-memory", "Pods by memory", Limit::Memory, have.memory.0, self.workload.daemonsets().memory);
    }

    fn by_karpenters_guess(&self, figure: Figure) -> Figure {
        let t = self.t;
        let arm = if t.arch == Arch::Arm64 { ARM_CMA } else { Mib(0) };
        let inputs = vec![
            input("memory", "memory of the type, MiB", t.memory.0),
            input("arm", "reserved by Arm guests, MiB", arm.0),
            input("overhead", "memory overhead, basis points", self.scenario.node.memory_overhead.0),
        ];
        debug_assert_eq!(memory_before_overhead(t).0, t.memory.0 - arm.0);
        figure
            .by("(memory - arm) - ceil((memory - arm) * overhead / 10000)", inputs)
            .from(&["karpenter", "ec2-types"])
            .noting(Some("What Karpenter assumes until it has seen a node of the type: too little for nearly all."))
    }

    /// What is kept for the kubelet: as set, else by the OS.
    fn kube_memory(&mut self) {
        let (t, node, max_pods) = (self.t, self.scenario.node, self.candidate.capacity.max_pods);
        let kube = reserved::kube_memory(t, &node, max_pods);
        let figure = Figure::new("kube-reserved-memory", "kube-reserved memory", kube.0, Unit::Mib);
        let by_pods =
            |figure: Figure, pods: u32, meaning| figure.by("255 + 11 * pods", vec![input("pods", meaning, pods)]);
        self.add(match (reserved::set(&node, node.kube_memory), node.os()) {
            (Some(_), _) => figure.by("fixed", vec![input("fixed", SET, kube.0)]).from(&["karpenter"]),
            (None, Os::Al2023) => {
                let pods = eni_limited(t);
                let note = "AL2023 counts the ENI-based figure; Bottlerocket would count max-pods.";
                by_pods(figure, pods, "pods by ENIs: E * S + 2, whatever max-pods is")
                    .from(&["nodeadm"])
                    .noting((pods != max_pods).then_some(note))
            }
            (None, Os::Bottlerocket) => by_pods(figure, max_pods, "max-pods").from(&["bottlerocket"]),
            (None, Os::Windows) => figure
                .by("advised", vec![input("advised", "what AWS advises to reserve at least, MiB", kube.0)])
                .from(&["bpg-windows-memory"])
                .noting(Some(words::WINDOWS_RESERVE)),
        });
    }
}
