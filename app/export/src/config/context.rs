//! What all files of one configuration share: the candidate, the network, and the lines at their heads.

use super::together::{Launch, Together};
use crate::groups::{Group, candidate, groups, zone_names};
use crate::mixed::{Mixed, mixed};
use crate::network::{is_on_vpc_cni, network};
use crate::not_planned::not_planned;
use crate::pools::{Pool, pools};
use crate::subject::{PlannedFleet, Subject};
use crate::yaml::Map;
use model::advice::knowledge::options::OptionId;
use model::catalog::TypeIndex;
use model::catalog::instance_type::{Arch, InstanceType};
use model::node::disks;
use model::node::max_pods::pods_per_core;
use model::plan::Candidate;
use model::scenario::answers::{Compliance, Multicast, Policy};
use model::scenario::fleet::Survive;
use model::scenario::network_mode::NetworkMode;
use model::scenario::os::Os;
use model::scenario::owner::Owner;
use model::scenario::taints::{Taint, taints};
use model::scenario::{NodeSettings, PodProfile, Purchase, ZoneSpread};
use model::summary::notes::{Note, notes};
use model::units::{MicroUsd, grouped};
use model::vpc::subnets::{SURGE, with_surge};
use model::words;

/// Instead of a cluster's name.
pub(super) const CLUSTER: &str = "TODO-cluster-name";
/// The name of what Berth makes up: node groups, pools and classes.
pub(super) const NAME: &str = "berth";

/// The role of nodes that neither eksctl nor EKS makes: not the one of EKS's own pools, which has its access entry already.
pub(super) const NODE_ROLE: &str = "TODO-node-role";

/// One configuration in the making.
#[derive(Clone, Debug)]
pub(super) struct Context<'a> {
    pub subject: Subject<'a>,
    pub candidate: Candidate<TypeIndex>,
    pub t: &'a InstanceType,
    pub network: OptionId,
    together: Together,
    /// Of a fleet, where the files are for one.
    group: Option<Group>,
    /// The group's pool as Karpenter fills the pools, where that can be said.
    filled: Option<Filled>,
}

/// A pool that Karpenter has filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Filled {
    /// Nodes that it comes to.
    pub nodes: u32,
    /// Nodes at which it stops, so that every pod has one.
    pub stops_at: u32,
}

impl<'a> Context<'a> {
    pub fn of(subject: Subject<'a>, candidate: Candidate<TypeIndex>) -> Context<'a> {
        let t = subject.catalog().instance_type(candidate.index);
        let network = network(&subject);
        let alone =
            Context { network, subject, candidate, t, together: Together::default(), group: None, filled: None };
        let together = Together::of(&subject, &alone.candidate, alone.launch());
        Context { together, ..alone }
    }

    /// One for each group of a fleet; `None` where a type holds none of the pods.
    pub fn of_fleet(subject: Subject<'a>, planned: PlannedFleet<'a>) -> Option<Vec<Context<'a>>> {
        let network = network(&subject);
        let context = |group: Group| {
            let candidate = candidate(&subject, planned, &group)?;
            let t = subject.catalog().instance_type(candidate.index);
            let together = Together { types: vec![candidate.index], left_out: Vec::new() };
            Some(Context { subject, candidate, t, network, together, group: Some(group), filled: None })
        };
        groups(subject.scenario(), planned).into_iter().map(context).collect()
    }

    /// The same with the group's pool as Karpenter fills it.
    pub fn filled_with(self, filled: Filled) -> Context<'a> {
        Context { filled: Some(filled), ..self }
    }

    /// Groups with their types in another order: for each rank, the one that it gets.
    pub fn in_order(all: &[Context<'a>], ranks: &[usize]) -> Vec<Context<'a>> {
        let mut all = all.to_vec();
        all.iter_mut().filter_map(|c| c.group.as_mut()).for_each(|group| group.rank = ranks[group.rank]);
        all.sort_by_key(Context::rank);
        for at in 0..all.len() {
            let after = all[at + 1..].iter().filter_map(|c| c.group.as_ref());
            let is_last = all[at].group.as_ref().is_some_and(|group| group.is_last_before(after));
            all[at].group.iter_mut().for_each(|group| group.is_last = is_last);
        }
        all
    }

    /// Its type's position among the types of a fleet.
    pub fn rank(&self) -> Option<usize> {
        self.group.as_ref().map(|group| group.rank)
    }

    /// The types that nodes may be launched as beside the one planned with.
    pub fn others(&self) -> &[TypeIndex] {
        self.together.types.get(1..).unwrap_or_default()
    }

    /// How many nodes of the group's pool Karpenter comes to, and what they cost a month; `None` where that is not known.
    pub fn filled(&self) -> Option<(u32, MicroUsd)> {
        let nodes = self.filled?.nodes;
        Some((nodes, self.cost_of(nodes)))
    }

    /// What so many nodes of the group's pool cost a month, or of the one type.
    pub fn cost_of(&self, nodes: u32) -> MicroUsd {
        let each = self.group.as_ref().map_or(self.candidate.price.month, |group| group.node_cost);
        MicroUsd(each.0 * u64::from(nodes))
    }

    /// Whether its pool is the last of those that the same pods can be on.
    pub fn is_last(&self) -> bool {
        self.group.as_ref().is_some_and(|group| group.is_last)
    }

    /// Whether the same pods can be on its nodes and on those of another group.
    pub fn is_beside(&self, other: &Context) -> bool {
        self.group.as_ref().zip(other.group.as_ref()).is_some_and(|(own, other)| own.is_beside(other))
    }

    /// Pods of a profile on the group's nodes; all of them on those of one type.
    pub fn pods_of(&self, profile: usize) -> u32 {
        match &self.group {
            Some(group) => group.pods.get(profile).copied(),
            None => self.subject.scenario().profiles.get(profile).map(|profile| profile.pods),
        }
        .unwrap_or_default()
    }

    /// The group's or the pool's name.
    pub fn name(&self) -> &str {
        self.group.as_ref().map_or(NAME, |group| &group.name)
    }

    /// The fleet that the nodes are a group of.
    pub fn fleet(&self) -> Option<PlannedFleet<'a>> {
        self.subject.fleet.filter(|_| self.group.is_some())
    }

    /// The zone that the group is bound to.
    pub fn zone(&self) -> Option<&str> {
        self.group.as_ref()?.zone.as_deref()
    }

    /// The zones that a pool may have nodes in: its group's, or all that nodes of one type are planned for. None: any.
    pub fn pool_zones(&self) -> Vec<String> {
        match &self.group {
            Some(group) => group.zone.iter().cloned().collect(),
            None => zone_names(self.subject.scenario()),
        }
    }

    /// What may be lost without a pod being left without room.
    pub fn survive(&self) -> Survive {
        self.fleet().map_or(self.subject.scenario().fleet.survive, |planned| planned.options.survive)
    }

    /// That pods go where they were planned only if they say so, where they are planned over zones.
    pub fn spread(&self) -> Option<String> {
        let scenario = self.subject.scenario();
        let zones = self.fleet().map_or(scenario.fleet.planned_zones(), |planned| planned.options.zones);
        let is_even = |p: &&PodProfile| self.fleet().is_none() || p.zones == ZoneSpread::Even;
        let even: Vec<String> = scenario.profiles.iter().filter(is_even).map(|p| p.name.clone()).collect();
        let whose = if even.len() == scenario.profiles.len() {
            "the pods".into()
        } else {
            format!("the pods of {}", words::listed(&even))
        };
        let how = match self.survive() {
            Survive::Node if !self.has_spare_in_each_zone(zones) => {
                "maxSkew 1 and whenUnsatisfiable ScheduleAnyway: the spare node is not in every zone, and DoNotSchedule would keep the pods of a node lost in another zone from it. So the scheduler prefers an even spread, and may miss it."
            }
            Survive::Zone => {
                "maxSkew 1, whenUnsatisfiable DoNotSchedule, nodeTaintsPolicy Honor and no minDomains. Without Honor a lost zone counts as one without pods while its nodes are still listed, and keeps its pods from the other zones; minDomains would do so for good."
            }
            Survive::Node | Survive::Nothing => {
                "maxSkew 1 and whenUnsatisfiable DoNotSchedule; without these the scheduler only prefers to spread them."
            }
        };
        (zones > 1 && !even.is_empty()).then(|| {
            format!(
                "TODO: {whose} are planned evenly over {zones} zones. Give them topologySpreadConstraints with topologyKey topology.kubernetes.io/zone, {how}"
            )
        })
    }

    /// Whether pods of a lost node find a spare in their own zone. Nodes of one type have one spare in all.
    fn has_spare_in_each_zone(&self, zones: u32) -> bool {
        let Some(planned) = self.fleet() else { return false };
        let is_spare = |zone| planned.fleet.groups.iter().any(|group| group.is_spare && group.zone == Some(zone));
        (0..zones).all(is_spare)
    }

    /// The node pool that the group is of, where its nodes are tainted.
    pub fn pool(&self) -> Option<&Pool> {
        self.group.as_ref()?.pool.as_ref()
    }

    /// The taints of its node pool.
    pub fn taints(&self) -> Vec<Taint<'_>> {
        self.pool().map_or(Vec::new(), |pool| taints(&pool.taints).collect())
    }

    /// Karpenter fills pools with more weight first, up to their limits: 100 at most.
    pub fn weight(&self) -> Option<u32> {
        let rank = u32::try_from(self.rank()?).ok()?;
        Some(100_u32.saturating_sub(rank).max(1))
    }

    /// Who launches the nodes, and so which types a list may hold.
    fn launch(&self) -> Launch {
        let (several, one_image) = match self.owner() {
            Owner::Karpenter | Owner::AutoMode => (true, false),
            Owner::ManagedNodeGroup | Owner::SelfManaged => (self.is_spot(), true),
        };
        let own_max_pods = self.sets_own_max_pods();
        Launch {
            several,
            spot: self.is_spot(),
            one_image,
            states_max_pods: !own_max_pods && (self.owner() != Owner::ManagedNodeGroup || self.pins_image()),
            own_max_pods,
            any_size: !one_image,
        }
    }

    pub fn max_pods(&self) -> u32 {
        self.candidate.capacity.max_pods
    }

    pub fn owner(&self) -> Owner {
        self.node().owner
    }

    /// Bottlerocket that takes settings: Auto Mode's own OS takes none.
    pub fn is_bottlerocket(&self) -> bool {
        self.owner() != Owner::AutoMode && self.node().os() == Os::Bottlerocket
    }

    pub fn node(&self) -> &'a NodeSettings {
        &self.subject.scenario().node
    }

    pub fn mode(&self) -> NetworkMode {
        self.subject.scenario().mode
    }

    pub fn region(&self) -> &'a str {
        &self.subject.catalog().region.code
    }

    /// The partition of AWS that the region is in, as ARNs name it.
    pub fn partition(&self) -> &'static str {
        const PARTITIONS: [(&str, &str); 3] = [("cn-", "aws-cn"), ("us-gov-", "aws-us-gov"), ("eusc-", "aws-eusc")];
        let found = PARTITIONS.iter().find(|(start, _)| self.region().starts_with(start));
        found.map_or("aws", |(_, partition)| partition)
    }

    pub fn nodes(&self) -> u32 {
        self.group.as_ref().map_or(self.candidate.fleet.nodes, |group| group.nodes)
    }

    /// The fewest nodes that the scenario wants.
    pub fn least_nodes(&self) -> u32 {
        self.subject.scenario().min_nodes
    }

    /// Whether each node works out a max-pods of its own, whatever a file says.
    pub fn sets_own_max_pods(&self) -> bool {
        self.owner() == Owner::AutoMode
    }

    /// Nodes while others are replaced or pods grow. Sizes steer a fleet, so its groups have room for one node more.
    pub fn most_nodes(&self) -> u64 {
        let nodes = self.nodes().into();
        if self.group.is_some() { nodes + 1 } else { with_surge(nodes) }
    }

    /// Nodes at which one of Karpenter's pools stops. Limits steer a fleet: with room in each pool, those filled first would
    /// take what is planned for the others. Only the last to be filled has, and those that Karpenter needs more of.
    pub fn pool_stops_at(&self) -> u32 {
        let planned = |group: &Group| self.nodes() + u32::from(group.is_last);
        match (self.filled, &self.group) {
            (Some(filled), _) => filled.stops_at,
            (None, Some(group)) => planned(group),
            (None, None) => self.most_nodes() as u32,
        }
    }

    pub fn is_spot(&self) -> bool {
        let all = self.subject.scenario().purchase == Purchase::Spot;
        self.group.as_ref().map_or(all, |group| group.is_spot)
    }

    /// Names of the workloads that may not run on the group's nodes, because these are spot and the others are not.
    fn kept_off_spot(&self) -> Vec<String> {
        let scenario = self.subject.scenario();
        let is_mixed = self.is_spot() && scenario.purchase != Purchase::Spot;
        scenario.profiles.iter().filter(|p| is_mixed && !p.spot).map(|p| p.name.clone()).collect()
    }

    /// The types that nodes may be launched as, the one planned with first.
    pub fn types(&self) -> Vec<&'a InstanceType> {
        self.together.types.iter().map(|index| self.subject.catalog().instance_type(*index)).collect()
    }

    pub fn type_names(&self) -> Vec<&'a str> {
        self.types().into_iter().map(|t| t.name.as_str()).collect()
    }

    /// `amd64`, `arm64`, as Kubernetes names them.
    pub fn architectures(&self) -> Vec<&'static str> {
        let mut found = Vec::new();
        for t in self.types() {
            let arch = if t.arch == Arch::Arm64 { "arm64" } else { "amd64" };
            if !found.contains(&arch) {
                found.push(arch);
            }
        }
        found
    }

    /// What the near alternatives left out would do.
    pub fn left_out(&self) -> Option<Mixed> {
        let types: Vec<TypeIndex> = [self.candidate.index].iter().chain(&self.together.left_out).copied().collect();
        mixed(self.subject.catalog(), self.subject.scenario(), &types)
    }

    /// Whether the instance store is used, on a type that has one.
    pub fn uses_instance_store(&self) -> bool {
        disks::uses_instance_store(self.t, self.node())
    }

    /// system-reserved as the kubelet takes it; `None` where nothing is reserved.
    pub fn system_reserved(&self) -> Option<Map> {
        let (cpu, memory) = (self.node().system_cpu.0, self.node().system_memory.0);
        Map::new()
            .set_if(cpu > 0, "cpu", format!("{cpu}m"))
            .set_if(memory > 0, "memory", format!("{memory}Mi"))
            .non_empty()
    }

    /// kube-reserved as the kubelet takes it; `None` where it is left to the OS.
    pub fn kube_reserved(&self) -> Option<Map> {
        let (cpu, memory) = (self.node().kube_cpu, self.node().kube_memory);
        Map::new()
            .set_some("cpu", cpu.map(|cpu| format!("{}m", cpu.0)))
            .set_some("memory", memory.map(|memory| format!("{}Mi", memory.0)))
            .non_empty()
    }

    /// Every hard eviction threshold, where one is set: the kubelet drops the defaults of those that a file leaves out.
    pub fn eviction_hard(&self) -> Option<Map> {
        let memory = self.node().eviction_memory?;
        let with_memory = Map::new().set("memory.available", format!("{}Mi", memory.0));
        Some(with_memory.set("nodefs.available", "10%").set("nodefs.inodesFree", "5%"))
    }

    /// podsPerCore, where it is set and the OS has it.
    pub fn pods_per_core(&self) -> Option<u32> {
        pods_per_core(self.node())
    }

    /// Whether the scenario sets anything of the kubelet's besides max-pods.
    pub fn sets_kubelet(&self) -> bool {
        self.system_reserved().is_some()
            || self.kube_reserved().is_some()
            || self.eviction_hard().is_some()
            || self.pods_per_core().is_some()
    }

    fn is_managed_al2023(&self) -> bool {
        self.owner() == Owner::ManagedNodeGroup && self.node().os() == Os::Al2023
    }

    /// Whether a managed node group has to name its image: only then is max-pods the file's own. EKS appends its number
    /// to what else the group says, and the last one wins. On another network than VPC CNI it is not documented what
    /// it appends.
    pub fn pins_image(&self) -> bool {
        let fixed = self.subject.scenario().fixes_max_pods(self.t);
        self.is_managed_al2023() && (fixed || !is_on_vpc_cni(self.network))
    }

    /// Whether a managed node group on AL2023 says anything of the kubelet or the disks itself.
    pub fn sets_node(&self) -> bool {
        let settings = self.sets_kubelet() || self.uses_instance_store();
        self.pins_image() || (self.is_managed_al2023() && settings)
    }

    /// Whether the nodes have to wait for a network that does not come with the cluster.
    pub fn waits_for_network(&self) -> bool {
        self.owner() != Owner::AutoMode && !is_on_vpc_cni(self.network)
    }

    /// Whether the scenario has nodes of today, so that a cluster runs already.
    pub fn has_cluster(&self) -> bool {
        self.subject.scenario().own.has_nodes()
    }

    /// Who looks for the nodes' subnets and security groups by the tag `karpenter.sh/discovery`.
    pub fn is_found_by_karpenter(&self) -> bool {
        self.owner() == Owner::Karpenter
    }

    pub fn needs_encryption(&self) -> bool {
        self.subject.advice().case().needs_software_encryption()
    }

    pub fn needs_fips(&self) -> bool {
        self.subject.scenario().answers.compliance == Compliance::Fips
    }

    /// Whether ordinary pods must receive multicast.
    pub fn wants_multicast(&self) -> bool {
        self.subject.scenario().answers.multicast == Multicast::Pods
    }

    pub fn policy(&self) -> Policy {
        self.subject.scenario().answers.policy
    }

    /// Zones of the subnets listed, each once.
    pub fn zones(&self) -> Vec<&'a str> {
        let mut zones: Vec<&str> = Vec::new();
        for subnet in &self.subject.scenario().subnets {
            if !zones.contains(&subnet.zone.as_str()) {
                zones.push(&subnet.zone);
            }
        }
        zones
    }

    /// The lines at the head of a file for EKS.
    pub fn head(&self, what: &str) -> Vec<String> {
        let mut head = self.head_for_own_control_plane(what);
        if self.subject.scenario().answers.operator.is_self_managed() {
            head.push("The answers say that you run the cluster yourself; this is for EKS.".into());
        }
        head
    }

    /// The lines at the head of a file: what it is, of which scenario and day, and what is judgement.
    pub fn head_for_own_control_plane(&self, what: &str) -> Vec<String> {
        let catalog = self.subject.catalog();
        let c = &self.candidate;
        let nodes = self.node().owner_and_os();
        let has_spot = self.fleet().is_some_and(|planned| planned.fleet.groups.iter().any(|group| group.is_spot));
        let spot = match has_spot || self.is_spot() {
            true => format!(", spot savings of {}", catalog.spot_as_of),
            false => String::new(),
        };
        let trust = words::price_caveat(c.price.confidence);
        let mut head = vec![
            format!("{what}, written by Berth. Read it before you use it, and fill in every TODO."),
            format!("Scenario: {}", self.subject.link),
            match self.fleet() {
                Some(PlannedFleet { fleet, .. }) => format!(
                    "Planned: {} All nodes; the control plane is extra. {nodes}; {}.",
                    fleet.headline(),
                    self.mode().name_on(self.owner())
                ),
                None => format!(
                    "Planned: {} x {}, {}{} pods a node, max-pods {}, {} a month (all nodes; the control plane is extra). {nodes}; {}.",
                    grouped(self.nodes().into()),
                    self.t.name,
                    if self.subject.scenario().profiles.len() > 1 { "on average " } else { "" },
                    c.capacity.pods,
                    self.max_pods(),
                    c.fleet.monthly.cents(),
                    self.mode().name_on(self.owner()),
                ),
            },
            format!(
                "Prices: {}, on demand of {}{spot}; catalogue {}.{trust}",
                catalog.region.code, catalog.region.on_demand_as_of, catalog.version
            ),
        ];
        if self.subject.scenario().profiles.len() > 1 {
            let asked = self.subject.scenario().profiles.iter().map(|p| format!("{} ({})", p.name, words::asked(p)));
            head.push(format!("Workloads planned together: {}.", asked.collect::<Vec<_>>().join("; ")));
        }
        if self.subject.is_one_of_two() {
            head.push(self.subject.is_for());
        }
        head.extend(self.subject.requests_for_equal_work());
        head.extend(self.must_be_split());
        head.extend(not_planned(self.subject.scenario()));
        head.extend(self.caveats());
        head
    }

    /// The page's notes on this max-pods, which belong next to it in a file.
    fn caveats(&self) -> impl Iterator<Item = String> {
        let (catalog, scenario) = (self.subject.catalog(), self.subject.scenario());
        // those with figures are of one type
        let is_of_one_type = self.group.is_none();
        let is_of_max_pods = move |note: &Note| match note {
            Note::PoolStops { .. } | Note::MorePodsThanAddresses { .. } => is_of_one_type,
            Note::OwnerIgnoresMode | Note::Ignored { .. } | Note::WindowsReserve => true,
            _ => false,
        };
        notes(catalog, scenario, &self.candidate.into()).into_iter().filter(is_of_max_pods).map(|note| note.to_string())
    }

    /// What a group of a fleet is, above it: `12 x m5.large, max-pods 29, $70.08 a node and month.`
    pub fn about_group(&self) -> Option<String> {
        let group = self.group.as_ref()?;
        let kept_off = self.kept_off_spot();
        let spot = match kept_off.is_empty() {
            true => String::new(),
            false => format!(
                " On spot, which pods of {} may not run on: TODO: keep them off by a taint here, or by an affinity of theirs.",
                words::listed(&kept_off)
            ),
        };
        Some(format!(
            "{} x {}, max-pods {}, {} a node and month.{}{spot}{}",
            grouped(self.nodes().into()),
            self.t.name,
            self.max_pods(),
            group.node_cost.cents(),
            words::price_caveat(self.candidate.price.confidence),
            self.pool().map_or(String::new(), Pool::about)
        ))
    }

    /// That one group does for nodes that all share, where some pods have nodes of their own.
    fn must_be_split(&self) -> Option<String> {
        let pools = pools(self.subject.scenario());
        let of = |pool: &Pool| format!("{} for {}", pool.taints, words::listed(&pool.held));
        let all: Vec<String> = pools.iter().map(of).collect();
        (self.group.is_none() && !all.is_empty()).then(|| {
            format!(
                "TODO: pods of different node pools share no node, and the nodes here are of all pools together: make a group for each, with its taints ({}).",
                all.join("; ")
            )
        })
    }

    /// How much more than the plan groups and pools may grow to, and why.
    pub fn room_to_grow(&self) -> String {
        match self.fleet() {
            Some(_) if !self.has_groups() => "Pools stop at the nodes that are planned, but the last to be filled and those that Karpenter needs more of. To replace a node, such as by one with a new image, needs no more: Karpenter does not count the one that goes.".into(),
            Some(_) => "Room for one more node in each group while nodes are replaced, such as for a new image; more would undo the fleet.".into(),
            None => self.surge_is_judgement(),
        }
    }

    /// Whether the nodes are in groups of a size; else Karpenter launches them, its own or Auto Mode's.
    pub fn has_groups(&self) -> bool {
        matches!(self.owner(), Owner::ManagedNodeGroup | Owner::SelfManaged)
    }

    /// That room for surge is judgement, for files that size something by it.
    pub fn surge_is_judgement(&self) -> String {
        format!("Judgement: room for {SURGE} more nodes while nodes are replaced or pods grow.")
    }
}
