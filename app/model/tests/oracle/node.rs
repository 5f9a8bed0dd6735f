//! One node: what it can take by the published rules, and what stands on it.

use super::pool::{Pool, Settings};
use super::ratio::{Ratio, ratio, whole};
use model::catalog::instance_type::{Accelerator, Arch, AttachmentKind, Hypervisor, InstanceType};
use model::node::limit::Limit;
use model::scenario::network_mode::NetworkMode;
use model::scenario::os::Os;
use model::scenario::owner::Owner;
use model::scenario::{DaemonSetNetwork, MemoryFrom, PodProfile, Scenario, WarmTargets};
use std::cell::RefCell;

/// What one node can take, by kind of limit.
#[derive(Clone, Debug)]
pub struct NodeFigures {
    /// The kubelet's max-pods.
    pub max_pods: i128,
    /// Pod addresses; `None` for IPv6.
    pub addresses: Option<i128>,
    /// Branch ENIs.
    pub branch_enis: i128,
    /// Millicores.
    pub cpu: Ratio,
    /// MiB.
    pub memory: Ratio,
    /// MiB.
    pub ephemeral: Ratio,
    /// Mbps.
    pub bandwidth: i128,
    /// Whole GPUs: the count of types whose accelerator is a graphics processor.
    pub gpus: i128,
    /// Whole Neuron devices: the count of types whose accelerator is one of AWS's.
    pub neuron: i128,
    t: InstanceType,
    s: Scenario,
    pool: RefCell<Pool>,
}

impl NodeFigures {
    /// Of a node of this type, set up as the scenario says.
    pub fn of(t: &InstanceType, s: &Scenario) -> NodeFigures {
        let max_pods = max_pods(t, s);
        NodeFigures {
            max_pods,
            addresses: addresses(t, s),
            branch_enis: branch_enis(t, s),
            cpu: allocatable_cpu(t, s),
            memory: allocatable_memory(t, s, max_pods),
            ephemeral: allocatable_ephemeral(t, s),
            bandwidth: bandwidth(t, s.mode),
            gpus: devices(t, Accelerator::Gpu),
            neuron: devices(t, Accelerator::Neuron),
            t: t.clone(),
            s: s.clone(),
            pool: RefCell::new(pool(t, s, max_pods)),
        }
    }

    /// ENIs attached with so many addresses in use; they may share slots with volumes.
    pub fn attached_enis(&self, addresses: i128) -> i128 {
        attached_enis(&self.t, &self.s, addresses, &mut self.pool.borrow_mut())
    }

    /// EBS volumes for pods with so many addresses in use.
    pub fn volumes(&self, addresses: i128) -> i128 {
        volumes(&self.t, &self.s, self.attached_enis(addresses))
    }
}

/// Branch ENIs need a trunk, and a trunk an ENI beside the primary one.
fn branch_enis(t: &InstanceType, s: &Scenario) -> i128 {
    if usable_enis(t.enis, s) >= 2 { i128::from(t.branch_enis.unwrap_or(0)) } else { 0 }
}

/// Whether the mode hands out /28 prefixes on this type: types on Xen fall back to single addresses.
fn has_prefixes(t: &InstanceType, mode: NetworkMode) -> bool {
    use NetworkMode::*;
    let asked = match mode {
        PrefixDelegation | CustomNetworkingPrefix | SecurityGroupsPrefix | CiliumEniPrefix => true,
        SecondaryIp | CustomNetworking | SecurityGroups | CiliumEni => false,
        Ipv6 | OverlayHostLocal | OverlayCalico | OverlayCilium => false,
    };
    asked && t.hypervisor != Hypervisor::Xen
}

/// Modes with a branch ENI for each pod that has a security group of its own.
pub fn has_branch_enis(mode: NetworkMode) -> bool {
    matches!(mode, NetworkMode::SecurityGroups | NetworkMode::SecurityGroupsPrefix)
}

/// Custom networking: pods take nothing from the primary ENI.
fn is_custom(mode: NetworkMode) -> bool {
    matches!(mode, NetworkMode::CustomNetworking | NetworkMode::CustomNetworkingPrefix)
}

fn is_cilium_eni(mode: NetworkMode) -> bool {
    matches!(mode, NetworkMode::CiliumEni | NetworkMode::CiliumEniPrefix)
}

/// Pod addresses of a node's own block, in the overlays.
fn block(mode: NetworkMode) -> Option<i128> {
    match mode {
        // A /24 less network, broadcast and the bridge's gateway.
        NetworkMode::OverlayHostLocal => Some(256 - 2 - 1),
        // Twenty blocks of 64.
        NetworkMode::OverlayCalico => Some(20 * 64),
        // A /24 less network, broadcast, router and health; the exact count is unverified.
        NetworkMode::OverlayCilium => Some(256 - 4),
        _ => None,
    }
}

/// S: addresses of an ENI but its primary one.
fn slots(t: &InstanceType) -> i128 {
    i128::from(t.ipv4_per_eni) - 1
}

/// Whether the aws-node daemonset hands out the node's addresses and so its settings count: Auto Mode has none of them,
/// Cilium's operator does not read them, and on Windows the control plane hands addresses out.
fn has_aws_node(s: &Scenario) -> bool {
    s.node.owner != Owner::AutoMode && !runs_windows(s) && !is_cilium_eni(s.mode)
}

/// Auto Mode's nodes run an OS of their own.
pub fn runs_windows(s: &Scenario) -> bool {
    s.node.owner != Owner::AutoMode && s.node.chosen_os == Os::Windows
}

/// Bottlerocket, or Auto Mode's OS, which is built on it.
fn runs_bottlerocket(s: &Scenario) -> bool {
    s.node.owner == Owner::AutoMode || s.node.chosen_os == Os::Bottlerocket
}

/// E, or MAX_ENI where that is less.
pub fn usable_enis(enis: u32, s: &Scenario) -> i128 {
    if runs_windows(s) {
        return i128::from(enis.min(1));
    }
    let max_eni = if has_aws_node(s) { s.node.max_eni } else { None };
    i128::from(enis.min(max_eni.unwrap_or(u32::MAX)))
}

/// MINIMUM_IP_TARGET on its own: no free address is asked for, so the pool ends there.
fn last_address(s: &Scenario) -> Option<i128> {
    let is_warm = s.node.warm.addresses.is_some_and(|warm| warm > 0);
    let minimum = s.node.warm.minimum.filter(|minimum| *minimum > 0)?;
    (has_aws_node(s) && !is_warm).then_some(i128::from(minimum))
}

/// ENIs that give pods addresses: one less where one is kept for the node or as the trunk.
fn pod_enis(t: &InstanceType, s: &Scenario) -> i128 {
    let kept = i128::from(is_custom(s.mode) || has_branch_enis(s.mode));
    (usable_enis(t.enis, s) - kept).max(0)
}

/// Pod addresses, counted slot by slot. `None`: IPv6, about 10^14.
fn addresses(t: &InstanceType, s: &Scenario) -> Option<i128> {
    if s.mode == NetworkMode::Ipv6 {
        return None;
    }
    if let Some(block) = block(s.mode) {
        return Some(block);
    }
    let mut addresses = 0;
    for _eni in 0..pod_enis(t, s) {
        for _slot in 0..slots(t) {
            if last_address(s).is_some_and(|last| addresses >= last) {
                return Some(addresses);
            }
            addresses += if has_prefixes(t, s.mode) { 16 } else { 1 };
        }
    }
    Some(addresses)
}

/// E of the max-pods formula: AWS's list counts some types with other ENIs than their default card has.
fn formula_enis(t: &InstanceType) -> u32 {
    t.enis_max_pods.unwrap_or(t.enis)
}

/// E*S + 2: pods of a node whose every pod takes an address, but for aws-node and kube-proxy.
fn eni_limited_pods(t: &InstanceType) -> i128 {
    i128::from(formula_enis(t)) * slots(t) + 2
}

/// The kubelet's max-pods: what own nodes of the type report unless a number is set; by the owner, and no more than podsPerCore where the OS has it.
fn max_pods(t: &InstanceType, s: &Scenario) -> i128 {
    let reported = s.own.max_pods.iter().find(|of| of.name == t.name);
    if let (Some(reported), None) = (reported, s.node.max_pods) {
        return reported.n.into();
    }
    let by_owner = max_pods_by_owner(t, s);
    match s.node.pods_per_core {
        Some(each) if !runs_bottlerocket(s) => by_owner.min(i128::from(each) * i128::from(t.vcpu)),
        _ => by_owner,
    }
}

fn max_pods_by_owner(t: &InstanceType, s: &Scenario) -> i128 {
    let auto_ceiling = (i128::from(formula_enis(t)) * slots(t)).min(110);
    let fixed = s.node.max_pods.map(i128::from);
    match s.node.owner {
        Owner::AutoMode => fixed.unwrap_or(auto_ceiling).min(auto_ceiling),
        _ if fixed.is_some() => fixed.expect("just seen"),
        _ if runs_windows(s) => 110,
        Owner::ManagedNodeGroup => {
            let cap = if t.vcpu > 30 { 250 } else { 110 };
            managed_formula(t, s).map_or(cap, |formula| formula.min(cap))
        }
        Owner::SelfManaged => eni_limited_pods(t),
        Owner::Karpenter => {
            let reserved = if is_custom(s.mode) { 1 } else { 0 };
            let usable = i128::from(formula_enis(t)) - reserved;
            if usable > 0 { usable * slots(t) + 2 } else { 0 }
        }
    }
}

/// The formula of the mode before the cap; `None` where no ENI bounds the pods.
fn managed_formula(t: &InstanceType, s: &Scenario) -> Option<i128> {
    if s.mode == NetworkMode::Ipv6 || block(s.mode).is_some() {
        return None;
    }
    let enis = usable_enis(formula_enis(t), s) - i128::from(is_custom(s.mode));
    let per_slot = if has_prefixes(t, s.mode) { 16 } else { 1 };
    Some(enis.max(0) * slots(t) * per_slot + 2)
}

/// kube-reserved CPU: 6 % of the first core, 1 % of the second, 0.5 % of the next two, 0.25 % of the rest,
/// each band in whole millicores.
fn kube_reserved_cpu(vcpu: u32) -> i128 {
    // In tenths of a millicore, core by core.
    let mut bands = [0_i128; 4];
    for core in 1..=vcpu {
        match core {
            1 => bands[0] += 600,
            2 => bands[1] += 100,
            3 | 4 => bands[2] += 50,
            _ => bands[3] += 25,
        }
    }
    bands.into_iter().map(|tenths| ratio(tenths, 10).floor()).sum()
}

fn allocatable_cpu(t: &InstanceType, s: &Scenario) -> Ratio {
    let capacity = whole(t.vcpu) * whole(1000);
    let reserved = by_hand(s, s.node.kube_cpu.map(|cpu| cpu.0)).unwrap_or(kube_reserved_cpu(t.vcpu));
    (capacity - whole(reserved) - whole(s.node.system_cpu.0)).at_least_zero()
}

/// What is set of the kubelet's settings; Auto Mode takes none.
fn by_hand(s: &Scenario, set: Option<u32>) -> Option<i128> {
    set.filter(|_| s.node.owner != Owner::AutoMode).map(i128::from)
}

fn allocatable_memory(t: &InstanceType, s: &Scenario, max_pods: i128) -> Ratio {
    let by_the_os = match (runs_windows(s), runs_bottlerocket(s)) {
        (true, _) => 2 * 1024,
        (_, true) => 255 + 11 * max_pods,
        _ => 255 + 11 * eni_limited_pods(t),
    };
    let kube_reserved = whole(by_hand(s, s.node.kube_memory.map(|memory| memory.0)).unwrap_or(by_the_os));
    let usual = if runs_windows(s) { 200 } else { 100 };
    let eviction = whole(by_hand(s, s.node.eviction_memory.map(|memory| memory.0)).unwrap_or(usual));
    (visible_memory(t, s) - kube_reserved - whole(s.node.system_memory.0) - eviction).at_least_zero()
}

/// What the guest sees: what own nodes of the type report, else measured or fitted less 9 MiB, where that is known and asked for, on AL2023 with the 96 MiB that an
/// older kernel did not see; else the advertised memory less
/// the guessed overhead, on Arm of 64 MiB less.
fn visible_memory(t: &InstanceType, s: &Scenario) -> Ratio {
    if let Some(reported) = s.own.memory.iter().find(|of| of.name == t.name) {
        return whole(reported.n);
    }
    if let Some(seen) = t.seen.filter(|_| s.node.memory_from == MemoryFrom::Measured) {
        let sees_more = seen.older_kernel && s.node.owner != Owner::AutoMode && s.node.chosen_os == Os::Al2023;
        return (whole(seen.mib.0) + whole(if sees_more { 96 } else { 0 }) - whole(9)).at_least_zero();
    }
    let arm = if t.arch == Arch::Arm64 { 64 } else { 0 };
    let memory = (whole(t.memory.0) - whole(arm)).at_least_zero();
    memory - whole((memory * ratio(s.node.memory_overhead.0, 10_000)).ceil())
}

fn allocatable_ephemeral(t: &InstanceType, s: &Scenario) -> Ratio {
    let usual = match (s.node.owner == Owner::AutoMode, runs_windows(s)) {
        (true, _) => 80,
        (_, true) => 50,
        _ => 20,
    };
    let volume = whole(s.node.root_gib.unwrap_or(usual)) * whole(1024);
    // decimal GB
    let nvme = whole(t.local_nvme_gb) * ratio(1_000_000_000, 1_048_576);
    let raid = match s.node.owner {
        Owner::AutoMode => volume.is_below(nvme),
        _ => s.node.instance_store && t.local_nvme_gb > 0 && !runs_windows(s),
    };
    let storage = if raid { nvme } else { volume };
    let kube_reserved = whole(1024);
    let eviction = storage * ratio(10, 100);
    (storage - kube_reserved - eviction).at_least_zero()
}

/// The loop that keeps the pool of this node.
pub fn pool(t: &InstanceType, s: &Scenario, max_pods: i128) -> Pool {
    let (prefixes, cilium) = (has_prefixes(t, s.mode), is_cilium_eni(s.mode));
    // Auto Mode has no warm targets to set, and Windows nodes have the controller's.
    let windows =
        WarmTargets { addresses: Some(if prefixes { 1 } else { 3 }), minimum: Some(3), ..WarmTargets::default() };
    let warm = match s.node.owner {
        Owner::AutoMode => WarmTargets::default(),
        _ if runs_windows(s) => windows,
        _ => s.node.warm,
    };
    let whole = if prefixes { warm.prefixes } else { warm.enis };
    let addresses = |target: Option<u32>| if cilium { 0 } else { i128::from(target.unwrap_or(0)) };
    Pool::new(Settings {
        enis: pod_enis(t, s),
        slots: slots(t),
        per_slot: if prefixes { 16 } else { 1 },
        max_pods: if cilium || runs_windows(s) { None } else { Some(max_pods) },
        warm_whole: i128::from(whole.unwrap_or(1)),
        warm_addresses: if cilium { 8 } else { addresses(warm.addresses) },
        minimum: addresses(warm.minimum),
    })
}

/// ENIs attached with `k` addresses in use: those that the pool fills and the one it may not.
fn attached_enis(t: &InstanceType, s: &Scenario, k: i128, pool: &mut Pool) -> i128 {
    if s.mode == NetworkMode::Ipv6 || block(s.mode).is_some() {
        return 1;
    }
    let (serving, _) = pool.with(k);
    (serving.max(1) + i128::from(is_custom(s.mode) || has_branch_enis(s.mode))).min(usable_enis(t.enis, s).max(1))
}

/// EBS volumes for pods: the slots less those of the OS, launch mappings and, where shared, the ENIs but the first.
fn volumes(t: &InstanceType, s: &Scenario, attached_enis: i128) -> i128 {
    let (limit, kind) = match t.hypervisor {
        Hypervisor::Xen => (39, AttachmentKind::Dedicated),
        Hypervisor::Nitro | Hypervisor::BareMetal => (i128::from(t.attachments.slots), t.attachments.kind),
    };
    let of_os = if runs_bottlerocket(s) { 2 } else { 1 };
    let reserved = of_os + i128::from(s.node.extra_volumes);
    let shared = match kind {
        AttachmentKind::Shared => attached_enis - 1,
        AttachmentKind::Dedicated => 0,
    };
    (limit - reserved - shared).max(1)
}

/// Baseline, of which an overlay leaves 97 %.
fn bandwidth(t: &InstanceType, mode: NetworkMode) -> i128 {
    let baseline = whole(t.baseline.0);
    if block(mode).is_some() { (baseline * ratio(97, 100)).floor() } else { baseline.floor() }
}

/// What stands on a node.
#[derive(Clone, Debug)]
pub struct Node {
    pod: PodProfile,
    pod_takes_address: bool,
    pod_takes_branch: bool,
    /// Pods that the kubelet counts.
    pub pods: i128,
    /// Addresses taken.
    pub addresses: i128,
    /// Branch ENIs taken.
    pub branch_enis: i128,
    /// Millicores requested.
    pub cpu: i128,
    /// MiB requested.
    pub memory: i128,
    /// MiB requested.
    pub ephemeral: i128,
    /// EBS volumes attached for pods.
    pub volumes: i128,
    /// Mbps.
    pub bandwidth: i128,
    /// Whole GPUs.
    pub gpus: i128,
    /// Whole Neuron devices.
    pub neuron: i128,
    /// CPU and memory of the daemonsets in the above, and per cent of what they leave that stays free.
    of_daemonsets: [i128; 2],
    headroom: i128,
    /// Which profile the pod is of.
    at: usize,
    /// Pods of each profile, and how many of them a node may have.
    of_profiles: Vec<i128>,
    most: Vec<Option<i128>>,
}

impl Node {
    /// A node with one pod of each daemonset that runs as a pod there.
    pub fn with_daemonsets(s: &Scenario) -> Node {
        let pod = s.profiles[0].clone();
        let takes_branch = has_branch_enis(s.mode) && pod.own_security_group;
        let mut node = Node {
            pod,
            pod_takes_address: s.mode != NetworkMode::Ipv6 && !takes_branch,
            pod_takes_branch: takes_branch,
            pods: 0,
            addresses: 0,
            branch_enis: 0,
            cpu: 0,
            memory: 0,
            ephemeral: 0,
            volumes: 0,
            bandwidth: 0,
            gpus: 0,
            neuron: 0,
            of_daemonsets: [0; 2],
            headroom: i128::from(s.fleet.headroom),
            at: 0,
            of_profiles: vec![0; s.profiles.len()],
            most: s.profiles.iter().map(|p| p.most_per_node.map(i128::from)).collect(),
        };
        for d in &s.daemonsets {
            if d.aws_networking && (s.node.owner == Owner::AutoMode || runs_windows(s)) {
                continue; // not a pod there
            }
            node.pods += 1;
            node.addresses += if d.network == DaemonSetNetwork::Pod { 1 } else { 0 };
            node.cpu += i128::from(d.cpu.0);
            node.memory += i128::from(d.memory.0);
        }
        node.of_daemonsets = [node.cpu, node.memory];
        node
    }

    /// Places one application pod, whether it fits or not.
    pub fn place_pod(&mut self) {
        self.pods += 1;
        self.of_profiles[self.at] += 1;
        self.addresses += i128::from(self.pod_takes_address);
        self.branch_enis += i128::from(self.pod_takes_branch);
        self.cpu += i128::from(self.pod.cpu.0);
        self.memory += i128::from(self.pod.memory.0);
        self.ephemeral += i128::from(self.pod.ephemeral.0);
        self.volumes += i128::from(self.pod.volumes);
        self.bandwidth += i128::from(self.pod.bandwidth.0);
        self.gpus += i128::from(self.pod.gpus);
        self.neuron += i128::from(self.pod.neuron);
    }

    /// From now on pods of this profile are placed.
    pub fn turn_to(&mut self, s: &Scenario, pod: &PodProfile) {
        self.pod_takes_branch = has_branch_enis(s.mode) && pod.own_security_group;
        self.pod_takes_address = s.mode != NetworkMode::Ipv6 && !self.pod_takes_branch;
        self.at = s.profiles.iter().position(|p| std::ptr::eq(p, pod)).expect("one of the scenario's");
        self.pod = pod.clone();
    }

    /// Limits that the application pods press on: what they do not ask for cannot stop the next one.
    pub fn limits_that_can_break(&self, ignored: &[Limit]) -> Vec<Limit> {
        let asked = |limit: &Limit| match limit {
            Limit::MaxPods => true,
            Limit::Addresses => self.pod_takes_address,
            Limit::BranchEnis => self.pod_takes_branch,
            Limit::Cpu => self.pod.cpu.0 > 0,
            Limit::Memory => self.pod.memory.0 > 0,
            Limit::Ephemeral => self.pod.ephemeral.0 > 0,
            Limit::Volumes => self.pod.volumes > 0,
            Limit::Bandwidth => self.pod.bandwidth.0 > 0,
            Limit::Gpus => self.pod.gpus > 0,
            Limit::Neuron => self.pod.neuron > 0,
            Limit::MostPerNode => self.most[self.at].is_some(),
        };
        Limit::ALL.into_iter().filter(asked).filter(|limit| !ignored.contains(limit)).collect()
    }

    /// Whether application pods use some of what has to stay free: a hundredth of the room at a time is held back.
    fn fills_headroom(&self, which: usize, used: i128, have: Ratio) -> bool {
        let (room, pods) = (have.floor() - self.of_daemonsets[which], used - self.of_daemonsets[which]);
        pods > 0 && room * (100 - self.headroom) < pods * 100
    }

    /// The limits that what stands on the node exceeds.
    pub fn broken(&self, figures: &NodeFigures) -> Vec<Limit> {
        let over = |limit: &Limit| match limit {
            Limit::MaxPods => self.pods > figures.max_pods,
            Limit::Addresses => figures.addresses.is_some_and(|addresses| self.addresses > addresses),
            Limit::BranchEnis => self.branch_enis > figures.branch_enis,
            Limit::Cpu => figures.cpu.is_below(whole(self.cpu)) || self.fills_headroom(0, self.cpu, figures.cpu),
            Limit::Memory => {
                figures.memory.is_below(whole(self.memory)) || self.fills_headroom(1, self.memory, figures.memory)
            }
            Limit::Ephemeral => figures.ephemeral.is_below(whole(self.ephemeral)),
            Limit::Volumes => self.volumes > figures.volumes(self.addresses),
            Limit::Bandwidth => self.bandwidth > figures.bandwidth,
            Limit::Gpus => self.gpus > figures.gpus,
            Limit::Neuron => self.neuron > figures.neuron,
            Limit::MostPerNode => {
                self.of_profiles.iter().zip(&self.most).any(|(pods, most)| most.is_some_and(|most| *pods > most))
            }
        };
        // Daemonsets alone may exceed a limit that the pods do not press on.
        Limit::ALL.into_iter().filter(over).collect()
    }
}

/// Whole devices of a kind: the catalogue has one count for every kind.
fn devices(t: &InstanceType, kind: Accelerator) -> i128 {
    if t.accelerator == Some(kind) { i128::from(t.gpu_count) } else { 0 }
}
