//! How today's figures come about, in the order a reader would work them out.

use super::{Figure, Input, LARGEST_P, LARGEST_P_OF_MIX, Unit, add_cost, input, node_month};
use crate::catalog::instance_type::{Arch, AttachmentKind, InstanceType, SeenBy, SeenMemory};
use crate::catalog::{Catalog, Offer, PriceKind, TypeIndex};
use crate::node::addresses::addresses_per_slot;
use crate::node::bandwidth;
use crate::node::cni_settings::{max_eni, stops_at};
use crate::node::disks::{os_volumes, pod_storage, uses_instance_store};
use crate::node::limit::Limit;
use crate::node::max_pods::{self, eks_cap, eni_limited};
use crate::node::memory::{self, ARM_CMA, LESS_THAN_MEASURED, memory_before_overhead};
use crate::node::reserved;
use crate::node::supply::Supply;
use crate::node::volumes::driver_limit;
use crate::node::warm_pool::attached_enis;
use crate::node::workload::Workload;
use crate::plan::Candidate;
use crate::plan::cost::{self, agents_month, disk_gib, fee_share};
use crate::plan::packing::{least_nodes, packing};
use crate::scenario::network_mode::{NetworkMode, Source};
use crate::scenario::os::Os;
use crate::scenario::owner::Owner;
use crate::scenario::{NodeSettings, Purchase, Scenario};
use crate::units::{BYTES_PER_MIB, Mib};
use crate::words;

/// Every figure of one candidate under today's rules.
pub(super) fn explain(catalog: &Catalog, scenario: &Scenario, candidate: &Candidate, index: TypeIndex) -> Vec<Figure> {
    let t = catalog.instance_type(index);
    let mut e = Explanation {
        offer: catalog.offer(index),
        scenario,
        workload: Workload::of(scenario).sized(catalog).on(t).into_owned(),
        candidate,
        t,
        figures: Vec::new(),
    };
    e.addresses();
    e.max_pods();
    e.cpu();
    e.memory();
    e.ephemeral();
    e.volumes();
    e.bandwidth();
    e.devices();
    e.pods();
    e.price();
    e.disks();
    e.fleet();
    e.control_plane();
    e.figures
}

/// What is not taken off where a node takes EFA interfaces.
const HUGE_PAGES: &str = "Huge pages are not taken off: launched with EFA interfaces, a node of this type sets some aside (14,082 and 21,122 MiB were seen; how many by type is not known).";

/// Memory as measured or fitted, with the kind of figure named.
fn by_what_nodes_report(figure: Figure, seen: SeenMemory) -> Figure {
    let less = input("less", "MiB that AL2023 reports less", LESS_THAN_MEASURED.0);
    let measured = "the smaller of what running nodes of the type reported, MiB";
    let fitted = "the least that types of this generation and size lead to expect, MiB";
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

/// About a type of which two measurements disagree.
const HOSTS_DIFFER: &str = "Measured twice, more than 1 % apart: hosts of this type differ. The smaller figure counts; a node may report up to 3 % more.";

/// The price of a node that is bought on demand or for less than that.
const BY_SHARE: &str = "round(list * (10000 - less) / 10000) + round(list * fee / 10000)";
/// What the input of that name means.
const MAX_ENI: &str = "MAX_ENI, E where it is not set or not read";
/// The same on Windows, and what that is about.
const ONE_ENI_INPUT: &str = "ENIs of a Windows node";
const ONE_ENI: &str = "A Windows node uses one ENI. Its addresses are a resource that each pod asks for.";
/// The bands of kube-reserved CPU.
const CPU_BANDS: &str =
    "floor(60 * min(V, 1) + 10 * max(min(V - 1, 1), 0) + 5 * max(min(V - 2, 2), 0) + 2.5 * max(V - 4, 0))";
/// About a disk of Auto Mode.
const AUTO_INSTANCE_STORE: &str =
    "Auto Mode uses the instance store by itself where that is larger than the ephemeral storage asked for.";
/// What the volumes of an OS are, as an input.
const OS_VOLUMES: &str = "volumes that the OS brings: one, two on Bottlerocket and Auto Mode";
const EXTRA_VOLUMES: &str = "volumes mapped at launch besides those of the OS";
/// A setting as it is given.
const SET: &str = "the number you set";

struct Explanation<'a> {
    offer: &'a Offer,
    scenario: &'a Scenario,
    workload: Workload<'a>,
    candidate: &'a Candidate,
    t: &'a InstanceType,
    figures: Vec<Figure>,
}

impl Explanation<'_> {
    fn add(&mut self, figure: Figure) {
        self.figures.push(figure);
    }

    /// Application pods under a limit, as planned.
    fn under(&self, limit: Limit) -> Option<u32> {
        self.candidate.capacity.by_limit.get(limit)
    }

    fn addresses(&mut self) {
        let (t, mode) = (self.t, self.scenario.mode);
        let facts = mode.facts();
        if let Some(addresses) = self.candidate.capacity.addresses {
            match facts.source {
                Source::Block(block) => {
                    self.add(
                        Figure::new("addresses", "Pod addresses of a node", addresses, Unit::Addresses)
                            .by("block", vec![input("block", "addresses of the node's block", block)])
                            .from(&[facts.source_id]),
                    );
                }
                _ => {
                    let node = &self.scenario.node;
                    let note = match (mode.uses_prefixes() && !t.is_nitro(), facts.branch_enis) {
                        _ if node.is_windows() => Some(ONE_ENI),
                        (true, _) => Some(words::XEN_WITHOUT_PREFIXES),
                        (_, true) => Some(words::TRUNK),
                        _ => None,
                    };
                    let most_enis = if node.is_windows() { ONE_ENI_INPUT } else { MAX_ENI };
                    let mut inputs = vec![
                        input("E", "ENIs of the default network card", t.enis),
                        input(
                            "max_eni",
                            most_enis,
                            if node.is_windows() { 1 } else { max_eni(mode, node).unwrap_or(t.enis) },
                        ),
                        input("held", "ENIs without pod addresses in this mode", facts.enis_held_back),
                        input("I", "IPv4 addresses of an ENI", t.ipv4_per_eni),
                        input("each", "addresses in a slot: 16 with prefixes", addresses_per_slot(t, mode)),
                    ];
                    let formula = match stops_at(mode, node) {
                        None => "max(min(E, max_eni) - held, 0) * (I - 1) * each",
                        Some(minimum) => {
                            let meaning = "MINIMUM_IP_TARGET: without WARM_IP_TARGET the pool stops there";
                            inputs.push(input("least", meaning, minimum));
                            "min(max(min(E, max_eni) - held, 0) * (I - 1), ceil(least / each)) * each"
                        }
                    };
                    let mut sources = vec![facts.source_id];
                    sources.push(if t.enis_max_pods.is_some() { "corrections" } else { "ec2-types" });
                    sources.extend(stops_at(mode, node).map(|_| "vcni-ipamd"));
                    sources.extend(node.is_windows().then_some("eks-windows"));
                    self.add(
                        Figure::new("addresses", "Pod addresses of a node", addresses, Unit::Addresses)
                            .by(formula, inputs)
                            .from(&sources)
                            .noting(note),
                    );
                }
            }
        }
        let daemonsets = self.workload.daemonsets();
        if let (Some(pods), Some(addresses)) = (self.under(Limit::Addresses), self.candidate.capacity.addresses) {
            let mut inputs = vec![
                input("A", "pod addresses of the node", addresses),
                input("N", "daemonset pods with an address", daemonsets.address_pods),
            ];
            let formula = if self.takes_one_each(Limit::Addresses) {
                "max(A - N, 0)"
            } else {
                inputs.extend(self.of_the_mix(Limit::Addresses));
                "floor(max(A - N, 0) * pods / asked)"
            };
            self.add(
                Figure::new("pods-by-addresses", "Pods by addresses", pods, Unit::Pods)
                    .by(formula, inputs)
                    .from(&["bpg-daemonsets"]),
            );
        }
        if let Some(pods) = self.under(Limit::BranchEnis) {
            let mut inputs = vec![input("branch", "branch ENIs of the type", t.branch_enis.unwrap_or(0))];
            let formula = if self.takes_one_each(Limit::BranchEnis) {
                "branch"
            } else {
                inputs.extend(self.of_the_mix(Limit::BranchEnis));
                "floor(branch * pods / asked)"
            };
            self.add(
                Figure::new("pods-by-branch-enis", "Pods by branch ENIs", pods, Unit::Pods)
                    .by(formula, inputs)
                    .from(&["vrc-limits"]),
            );
        }
    }

    /// Whether every pod takes exactly one: then pods and what they take are one number.
    fn takes_one_each(&self, limit: Limit) -> bool {
        self.workload.total(limit) == u64::from(self.workload.pods())
    }

    fn max_pods(&mut self) {
        let (t, node) = (self.t, self.scenario.node);
        let max_pods = self.candidate.capacity.max_pods;
        let each = max_pods::pods_per_core(&node);
        let by_owner = max_pods::max_pods(t, self.scenario.mode, &NodeSettings { pods_per_core: None, ..node });
        let mut rule = self.max_pods_rule(match each {
            None => Figure::new("max-pods", "max-pods", max_pods, Unit::Pods),
            Some(_) => Figure::new("max-pods-by-owner", "max-pods before podsPerCore", by_owner, Unit::Pods),
        });
        if t.enis_max_pods.is_some() {
            rule.sources.push("corrections");
        }
        self.add(rule);
        if let Some(each) = each {
            let inputs = vec![
                input("M", "max-pods before podsPerCore", by_owner),
                input("each", "podsPerCore", each),
                input("V", "vCPUs", t.vcpu),
            ];
            self.add(
                Figure::new("max-pods", "max-pods", max_pods, Unit::Pods)
                    .by("min(M, each * V)", inputs)
                    .from(&["karpenter"]),
            );
        }
        let d = self.workload.daemonsets();
        let inputs = vec![
            input("M", "max-pods", max_pods),
            input("H", "daemonset pods on the host network", d.host_pods),
            input("N", "daemonset pods with an address", d.address_pods),
        ];
        if let Some(pods) = self.under(Limit::MaxPods) {
            self.add(
                Figure::new("pods-by-max-pods", "Pods by max-pods", pods, Unit::Pods)
                    .by("max(M - H - N, 0)", inputs)
                    .from(&["bpg-daemonsets"]),
            );
        }
        let threshold = max_pods::community_threshold(t);
        let inputs = vec![input("V", "vCPUs", t.vcpu)];
        self.add(
            Figure::new("community-threshold", "Kubernetes' own threshold", threshold, Unit::Pods)
                .by("min(110, 10 * V)", inputs)
                .from(&["k8s-thresholds"])
                .noting(Some("A threshold that the Kubernetes community tests, not a limit.")),
        );
    }

    /// What a request comes to on this type, where requests were sized on a family.
    fn equal_work(&mut self) {
        let Some(ratio) = self.workload.ratio(self.t) else { return };
        let meanings = [
            ("web", "static web requests of a vCPU against the family's, hundredths"),
            ("integer", "integer maths of a vCPU against the family's, hundredths"),
            ("geekbench", "Geekbench 6 multi-core of a vCPU against the family's, hundredths"),
        ];
        let by = meanings.into_iter().zip(ratio.by);
        let mut inputs: Vec<Input> = by.filter_map(|((symbol, what), by)| Some(input(symbol, what, by?))).collect();
        if inputs.is_empty() {
            inputs.push(input("same", "the family itself: a vCPU for a vCPU", ratio.least));
        }
        self.add(
            Figure::new("vcpu-ratio", "A vCPU against the family's, hundredths", ratio.least, Unit::Count)
                .by("the least input", inputs)
                .from(&["cpu-measured", "ec2-burstable"])
                .noting(Some(words::ONE_MEASUREMENT)),
        );
        if let (Some(only), [asked]) = (self.workload.only(), self.scenario.profiles.as_slice()) {
            let need = only.each.get(Limit::Cpu);
            let inputs = vec![
                input("asked", "CPU request of a pod, as sized on the family, m", asked.cpu.0),
                input("ratio", "a vCPU of the type against one of the family, hundredths", ratio.least),
            ];
            self.add(
                Figure::new("cpu-request", "CPU to request on this type", need, Unit::MilliCpu)
                    .by("ceil(asked * 100 / ratio)", inputs)
                    .from(&["berth"])
                    .noting(Some(
                        "Write this request in the manifest: Kubernetes counts vCPUs, whatever they are worth.",
                    )),
            );
        }
    }

    /// max-pods by the owner who sets it.
    fn max_pods_rule(&self, figure: Figure) -> Figure {
        let (t, node, mode) = (self.t, self.scenario.node, self.scenario.mode);
        let e = input("E", "ENIs in AWS's max-pods list", t.enis_for_max_pods());
        let s = input("S", "secondary addresses of an ENI", t.slots_per_eni());
        match (node.owner, node.max_pods) {
            (Owner::AutoMode, fixed) => {
                let fixed = input("fixed", "the number you set, 110 where you set none", fixed.unwrap_or(110));
                figure.by("min(110, E * S, fixed)", vec![e, s, fixed]).from(&["eks-max-pods"])
            }
            (owner, Some(fixed)) => {
                let inputs = vec![input("fixed", SET, fixed)];
                let is_managed = owner == Owner::ManagedNodeGroup && !node.is_windows();
                figure
                    .by("fixed", inputs)
                    .from(&["eks-max-pods"])
                    .noting(is_managed.then_some(words::MANAGED_OVERRIDES))
            }
            (_, None) if node.is_windows() => {
                let default = input("default", "the kubelet\u{2019}s default", max_pods::WINDOWS_MAX_PODS);
                figure.by("default", vec![default]).from(&["bpg-prefix-windows"])
            }
            (Owner::ManagedNodeGroup, None) => self.managed_max_pods(figure, [e, s]),
            (Owner::Karpenter, None) => {
                let note = "Karpenter does not account for prefixes: set kubelet.maxPods yourself.";
                let reserved = u32::from(max_pods::is_custom_networking(mode));
                let inputs = vec![e, s, input("reserved", "RESERVED_ENIS, 1 with custom networking", reserved)];
                let formula = "max(E - reserved, 0) * S + 2 * min(max(E - reserved, 0), 1)";
                let figure = figure.by(formula, inputs).from(&["karpenter"]);
                figure.noting(mode.uses_prefixes().then_some(note))
            }
            (Owner::SelfManaged, None) => {
                let note = "The node counts ENI addresses whatever the networking mode: set max-pods yourself to use the others.";
                let source = if node.os() == Os::Bottlerocket { "bottlerocket" } else { "nodeadm" };
                let figure = figure.by("E * S + 2", vec![e, s]).from(&[source]);
                figure.noting((mode != NetworkMode::SecondaryIp).then_some(note))
            }
        }
    }

    /// What a managed node group injects: the mode's formula, capped.
    fn managed_max_pods(&self, figure: Figure, [e, s]: [Input; 2]) -> Figure {
        let (t, mode, node) = (self.t, self.scenario.mode, &self.scenario.node);
        let cap = input("cap", "EKS's cap: 110 up to 30 vCPUs, 250 above", eks_cap(t));
        if max_pods::mode_formula(t, mode, node).is_none() {
            let note = "Addresses are not tied to ENIs in this mode, so the cap alone is modelled; AWS does not document the case.";
            return figure.by("cap", vec![cap]).from(&["eks-max-pods"]).noting(Some(note));
        }
        let custom = u32::from(max_pods::is_custom_networking(mode));
        let inputs = vec![
            e,
            input("max_eni", MAX_ENI, max_eni(mode, node).unwrap_or(t.enis_for_max_pods())),
            input("custom", "ENI that custom networking leaves out", custom),
            s,
            input("each", "addresses in a slot: 16 with prefixes", addresses_per_slot(t, mode)),
            cap,
        ];
        let formula = "min(max(min(E, max_eni) - custom, 0) * S * each + 2, cap)";
        figure.by(formula, inputs).from(&["eks-max-pods", "vcni-limits"])
    }

    fn cpu(&mut self) {
        let Some(have) = self.candidate.capacity.allocatable else { return };
        let (t, node) = (self.t, &self.scenario.node);
        let reserved = reserved::kube_cpu(t, node).0;
        let figure = Figure::new("kube-reserved-cpu", "kube-reserved CPU", reserved, Unit::MilliCpu);
        self.add(match reserved::set(node, node.kube_cpu) {
            Some(_) => figure.by("fixed", vec![input("fixed", SET, reserved)]).from(&["karpenter"]),
            None => figure.by(CPU_BANDS, vec![input("V", "vCPUs", t.vcpu)]).from(&["nodeadm"]),
        });
        let inputs = vec![
            input("V", "vCPUs", t.vcpu),
            input("kube", "kube-reserved CPU, m", reserved),
            input("system", "system-reserved CPU, m", node.system_cpu.0),
        ];
        self.add(
            Figure::new("allocatable-cpu", "Allocatable CPU", have.cpu.0, Unit::MilliCpu)
                .by("max(1000 * V - kube - system, 0)", inputs)
                .from(&["nodeadm"]),
        );
        self.equal_work();
        self.share("pods-by-cpu", "Pods by CPU", Limit::Cpu, have.cpu.0, self.workload.daemonsets().cpu);
    }

    fn memory(&mut self) {
        let Some(have) = self.candidate.capacity.allocatable else { return };
        let (t, node) = (self.t, self.scenario.node);
        let memory = memory::of_node(t, &node);
        let visible = memory.mib;
        let figure = Figure::new("visible-memory", "Memory the guest sees", visible.0, Unit::Mib);
        self.add(match memory.seen {
            Some(seen) => by_what_nodes_report(figure, seen),
            None => self.by_karpenters_guess(figure),
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

    fn ephemeral(&mut self) {
        let Some(have) = self.candidate.capacity.allocatable else { return };
        let node = &self.scenario.node;
        let storage = pod_storage(self.t, node);
        let mut sources = vec!["karpenter", "nodeadm"];
        let mut note = None;
        if node.owner == Owner::AutoMode {
            sources.push("auto-disks");
            note = uses_instance_store(self.t, node).then_some(AUTO_INSTANCE_STORE);
        }
        let inputs = vec![
            input("disk", "volume of images and pods, or instance store, bytes", storage as f64),
            input("mib", "bytes of a MiB", BYTES_PER_MIB as f64),
            input("kube", "kube-reserved, MiB", reserved::EPHEMERAL.0),
        ];
        self.add(
            Figure::new("allocatable-ephemeral", "Allocatable ephemeral storage", have.ephemeral.0, Unit::Mib)
                .by("max(floor((disk - ceil(disk / 10)) / mib) - kube, 0)", inputs)
                .from(&sources)
                .noting(note),
        );
        self.share("pods-by-ephemeral", "Pods by ephemeral storage", Limit::Ephemeral, have.ephemeral.0, 0);
    }

    /// `floor((have - daemonsets) / each)`, where the limit applies; for several profiles what their pods take on average.
    fn share(&mut self, id: &'static str, label: &'static str, limit: Limit, have: u32, taken: u32) {
        let Some(pods) = self.under(limit) else { return };
        let mut inputs =
            vec![input("have", "allocatable", have), input("daemonsets", "requested by daemonsets", taken)];
        let formula = match self.workload.only() {
            Some(only) => {
                inputs.push(input("each", "requested by one pod", only.each.get(limit)));
                "floor(max(have - daemonsets, 0) / each)"
            }
            None => {
                inputs.extend(self.of_the_mix(limit));
                "floor(max(have - daemonsets, 0) * pods / asked)"
            }
        };
        self.add(Figure::new(id, label, pods, Unit::Pods).by(formula, inputs).from(&["berth"]));
    }

    /// All pods, and what they ask for together.
    fn of_the_mix(&self, limit: Limit) -> [Input; 2] {
        [
            input("pods", "pods of all workloads", self.workload.pods()),
            input("asked", "requested by all of them", self.workload.total(limit) as f64),
        ]
    }

    fn volumes(&mut self) {
        let attached = self.candidate.capacity.attached(self.t, &self.workload);
        let limit = driver_limit(self.t);
        let shared = u32::from(limit.kind == AttachmentKind::Shared);
        let inputs = vec![
            input("slots", "EBS attachments of the type", limit.slots),
            input("os", OS_VOLUMES, os_volumes(&self.scenario.node)),
            input("extra", EXTRA_VOLUMES, self.scenario.node.extra_volumes),
            input("shared", "1 where ENIs share the slots", shared),
            input("enis", "ENIs attached on a full node", attached.enis),
        ];
        let formula = "max(slots - os - extra - shared * (enis - 1), 1)";
        self.add(
            Figure::new("csi-volumes", "EBS volumes for pods", attached.volumes, Unit::Volumes)
                .by(formula, inputs)
                .from(&["ebs-csi", "os-disks", "vcni-pool", "ec2-types"]),
        );
        if let Some(pods) = self.under(Limit::Volumes) {
            let enis = |pods| self.enis_with(pods);
            let mut inputs = vec![
                input("slots", "EBS attachments of the type", limit.slots),
                input("os", OS_VOLUMES, os_volumes(&self.scenario.node)),
                input("extra", EXTRA_VOLUMES, self.scenario.node.extra_volumes),
                input("shared", "1 where ENIs share the slots", shared),
                input("enis", "ENIs attached with p pods", enis(pods)),
                input("enis_next", "ENIs attached with one pod more", enis(pods + 1)),
            ];
            let formula = match self.workload.only() {
                Some(only) => {
                    inputs.insert(4, input("each", "volumes of one pod", only.each.get(Limit::Volumes)));
                    LARGEST_P
                }
                None => {
                    inputs.extend(self.of_the_mix(Limit::Volumes));
                    LARGEST_P_OF_MIX
                }
            };
            self.add(
                Figure::new("pods-by-volumes", "Pods by volumes", pods, Unit::Pods)
                    .by(formula, inputs)
                    .from(&["ebs-csi", "vcni-pool"]),
            );
        }
    }

    /// ENIs attached to a node with so many application pods.
    fn enis_with(&self, pods: u32) -> u32 {
        let in_use = self.workload.in_use(pods, self.candidate.capacity.max_pods);
        attached_enis(self.t, self.scenario.mode, in_use)
    }

    fn bandwidth(&mut self) {
        let mode = self.scenario.mode;
        let sustained = bandwidth::sustained(self.t, mode).0;
        let inputs = vec![
            input("baseline", "baseline bandwidth, Mbps", self.t.baseline.0),
            input("goodput", "share that reaches pods, basis points", bandwidth::goodput(mode).0),
        ];
        let note = mode
            .is_overlay()
            .then_some("The overlay's 97 % is our judgement from published benchmarks with a jumbo MTU.");
        self.add(
            Figure::new("sustained-bandwidth", "Sustained bandwidth for pods", sustained, Unit::Mbps)
                .by("floor(baseline * goodput / 10000)", inputs)
                .from(&["ec2-bandwidth", "ec2-types"])
                .noting(note),
        );
        self.share("pods-by-bandwidth", "Pods by bandwidth", Limit::Bandwidth, sustained, 0);
        let inputs = vec![
            input("peak", "burst bandwidth, Mbps", self.t.peak.0),
            input("flow", "ceiling of a single flow, Mbps", bandwidth::SINGLE_FLOW.0),
        ];
        self.add(
            Figure::new("largest-flow", "Largest single flow", bandwidth::largest_flow(self.t).0, Unit::Mbps)
                .by("min(peak, flow)", inputs)
                .from(&["ec2-bandwidth"])
                .noting(Some(
                    "10 Gbps inside a cluster placement group, 25 Gbps with ENA Express on types that have it.",
                )),
        );
    }

    fn devices(&mut self) {
        let supply = Supply::of(self.t, &self.workload);
        let (gpus, neuron) = (supply.gpus, supply.neuron);
        self.share("pods-by-gpus", "Pods by GPUs", Limit::Gpus, gpus, 0);
        self.share("pods-by-neuron", "Pods by Neuron devices", Limit::Neuron, neuron, 0);
    }

    fn pods(&mut self) {
        let by = self.candidate.capacity.by_limit;
        let inputs: Vec<Input> =
            Limit::ALL.into_iter().filter_map(|l| Some(input(symbol(l), l.name(), by.get(l)?))).collect();
        self.add(
            Figure::new("pods-per-node", "Pods per node", self.candidate.capacity.pods, Unit::Pods)
                .by("the least input", inputs)
                .from(&["berth"]),
        );
    }

    fn price(&mut self) {
        let (offer, purchase) = (self.offer, self.scenario.purchase);
        let Some(on_demand) = &offer.on_demand else { return };
        let fee = fee_share(self.t, self.scenario);
        let list = input("list", "on-demand price, micro-dollars an hour", on_demand.hourly.0 as f64);
        let less = |share: u32| input("less", "discount or spot savings, basis points", share);
        let (formula, bought, source) = match purchase {
            Purchase::OnDemand => (BY_SHARE, less(0), None),
            Purchase::Discount => (BY_SHARE, less(self.scenario.discount.0), None),
            Purchase::Spot => (BY_SHARE, less(offer.spot_savings.map_or(0, |s| s.0)), Some("spot-advisor")),
            Purchase::Committed(commitment) => {
                let rate = offer.committed(commitment).map_or(0, |rate| rate.0);
                let meaning = "rate of the commitment, micro-dollars an hour";
                ("rate + round(list * fee / 10000)", input("rate", meaning, rate as f64), Some("reserved"))
            }
        };
        let share = fee.map_or(0, |fee| fee.0);
        let inputs = vec![list, bought, input("fee", "Auto Mode's fee, basis points of the list price", share)];
        let fee_source = fee.map(|fee| if fee == cost::AUTO_MODE_FEE { "auto-mode-fee" } else { "auto-mode-gpu-fee" });
        let sources: Vec<_> = std::iter::once("prices").chain(source).chain(fee_source).collect();
        let note = match (&on_demand.kind, purchase) {
            _ if self.scenario.node.is_windows() => Some(words::WITHOUT_LICENCE),
            (_, Purchase::Committed(_)) => Some(words::COMMITMENT),
            (PriceKind::Estimated(_), _) => Some(words::ESTIMATED_PRICE),
            (_, Purchase::Spot) => Some(words::SPOT_IS_INDICATIVE),
            _ => None,
        };
        self.add(
            Figure::new("node-price", "Price of a node", self.candidate.price.hourly.0, Unit::UsdHour)
                .by(formula, inputs)
                .from(&sources)
                .noting(note),
        );
    }

    fn disks(&mut self) {
        let costs = &self.scenario.costs;
        let inputs = vec![
            input("gib", "GiB of the volumes that owner and OS bring", disk_gib(self.t, self.scenario)),
            input("price", "a GiB and month, thousandths of a dollar", costs.gib_mils),
            input("hours", "hours in a month", self.scenario.hours_per_month),
        ];
        let extra =
            (self.scenario.node.extra_volumes > 0).then_some("Extra volumes have no size here: they are not in it.");
        self.add(
            Figure::new("disks", "Disks of a node", self.candidate.price.disks.0, Unit::UsdMonth)
                .by("round(gib * price * 1000 * hours / 730)", inputs)
                .from(&["ebs-price", "os-disks"])
                .noting(extra),
        );
    }

    fn control_plane(&mut self) {
        let scenario = self.scenario;
        let (support, tier) = cost::control_plane_hourly(scenario.costs.control_plane);
        let inputs = vec![
            input("support", "support of the Kubernetes version, micro-dollars an hour", support.0 as f64),
            input("tier", "provisioned tier, micro-dollars an hour", tier.0 as f64),
            input("hours", "hours in a month", scenario.hours_per_month),
        ];
        let month = cost::control_plane(scenario).0;
        let (sources, note): (&[_], _) = match tier.0 {
            0 => (&["eks-support-price"], None),
            _ => (&["eks-support-price", "eks-tiers"], Some(words::TIER_ON_TOP)),
        };
        self.add(
            Figure::new("control-plane", "Control plane", month, Unit::UsdMonth)
                .by("(support + tier) * hours", inputs)
                .from(sources)
                .noting(note),
        );
        let all = self.candidate.fleet.monthly.0;
        let inputs = vec![
            input("monthly", "all nodes, micro-dollars a month", all as f64),
            input("control_plane", "control plane, micro-dollars a month", month as f64),
        ];
        self.add(
            Figure::new("in-all", "The cluster", all + month, Unit::UsdMonth)
                .by("monthly + control_plane", inputs)
                .from(&["berth"])
                .noting(Some("Without traffic, load balancers and the volumes of pods.")),
        );
    }

    /// What a node costs a month: its hours, its disks, its agents.
    fn node_month(&self) -> Figure {
        let mut figure = node_month(self.scenario, self.candidate);
        figure.formula = "hourly * hours + disks + agents";
        figure.inputs.push(input("disks", "its disks, micro-dollars a month", self.candidate.price.disks.0 as f64));
        let agents = agents_month(self.scenario).0;
        figure.inputs.push(input("agents", "agents billed per node, micro-dollars a month", agents as f64));
        figure
    }

    /// Of one workload by division, of several by packing them.
    fn nodes(&mut self) {
        let least = input("least", "minimum nodes", self.scenario.min_nodes);
        let figure = Figure::new("nodes", "Nodes", self.candidate.fleet.nodes, Unit::Nodes).from(&["berth"]);
        if self.workload.only().is_some() {
            let pods = input("pods", "pods in all", self.workload.pods());
            let per_node = input("per_node", "pods per node", self.candidate.capacity.pods);
            return self.add(figure.by("max(ceil(pods / per_node), least)", vec![pods, per_node, least]));
        }
        let packed = packing(self.t, &self.workload).nodes();
        let packed = input("packed", "nodes after packing, largest pods first", packed);
        let fewest = least_nodes(&self.workload, &Supply::of(self.t, &self.workload));
        let note = if fewest.max(self.scenario.min_nodes) == self.candidate.fleet.nodes {
            "No packing needs fewer: one resource alone requires this many."
        } else {
            "First-fit decreasing: the largest pods first, each on the first node with room under every limit. Another packing may need fewer."
        };
        self.add(figure.by("max(packed, least)", vec![packed, least]).noting(Some(note)));
    }

    fn fleet(&mut self) {
        let fleet = self.candidate.fleet;
        self.nodes();
        let month = self.node_month();
        add_cost(&mut self.figures, self.scenario, self.candidate, month);
        let (Some(have), Some(stranded)) = (self.candidate.capacity.allocatable, self.candidate.stranded) else {
            return;
        };
        let d = self.workload.daemonsets();
        let formula = "max(nodes * max(have - daemonsets, 0) - asked, 0)";
        let inputs = |have: u32, taken: u32, asked: u64| {
            vec![
                input("nodes", "nodes", fleet.nodes),
                input("have", "allocatable of a node", have),
                input("daemonsets", "requested by daemonsets on a node", taken),
                input("asked", "requested by all pods", asked as f64),
            ]
        };
        let (cpu, memory) = (self.workload.total(Limit::Cpu), self.workload.total(Limit::Memory));
        self.add(
            Figure::new("stranded-cpu", "Unused CPU, all nodes", stranded.cpu, Unit::MilliCpu)
                .by(formula, inputs(have.cpu.0, d.cpu, cpu))
                .from(&["berth"]),
        );
        self.add(
            Figure::new("stranded-memory", "Unused memory, all nodes", stranded.memory, Unit::Mib)
                .by(formula, inputs(have.memory.0, d.memory, memory))
                .from(&["berth"]),
        );
    }
}

fn symbol(limit: Limit) -> &'static str {
    match limit {
        Limit::Addresses => "addresses",
        Limit::MaxPods => "max_pods",
        Limit::Cpu => "cpu",
        Limit::Memory => "memory",
        Limit::Ephemeral => "ephemeral",
        Limit::Volumes => "volumes",
        Limit::BranchEnis => "branch_enis",
        Limit::Bandwidth => "bandwidth",
        Limit::Gpus => "gpus",
        Limit::Neuron => "neuron",
    }
}
