//! The nodes that there are: what they are, what they have, what is requested of them.

use crate::facts::Node;
use crate::placement::{ARCH, CAPACITY, COMPUTE, CapacityType, NodeLabels, OS, REGION, TYPE, Taint, ZONE};
use crate::resources::Resources;
use model::scenario::os::Os;
use model::scenario::owner::Owner;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// An EC2 instance that carries pods.
    Ec2,
    /// A Fargate pod's own.
    Fargate,
    /// On premises.
    Hybrid,
    /// It carries the control plane.
    ControlPlane,
    /// No EC2 instance: another cloud's, or a laptop's.
    Elsewhere,
}

/// A node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PresentNode {
    /// Its name.
    pub name: String,
    /// What it is.
    pub place: Place,
    /// `m5.large`; empty where it is not told.
    pub instance_type: String,
    /// `us-east-1a`; empty where it is not told.
    pub zone: String,
    /// `us-east-1`; empty where it is not told.
    pub region: String,
    /// `amd64` or `arm64`; empty where it is not told.
    pub arch: String,
    /// How it is bought, where it is told.
    pub capacity_type: Option<CapacityType>,
    /// Who launched it, where labels tell.
    pub owner: Option<Owner>,
    /// Its OS, where Berth knows it.
    pub os: Option<Os>,
    /// Taints that keep pods away.
    pub taints: Vec<Taint>,
    /// All that it has.
    pub capacity: Resources,
    /// What pods may have of it.
    pub allocatable: Resources,
    /// What the pods on it request: every pod that has not ended, as `kubectl describe node` counts.
    pub requested: Resources,
    /// What `kubectl describe node` calls allocated, where the input has it.
    pub described: Option<Resources>,
    /// Those pods.
    pub pods: u32,
    /// Of those, the ones that have an address of their own: they are not on the node's network.
    pub with_address: u32,
    /// Of those again, the ones that a DaemonSet or the kubelet itself keeps on the node.
    pub with_address_by_node: u32,
    /// Whether it says that it is ready.
    pub is_ready: bool,
    /// Whether it takes no new pods.
    pub is_cordoned: bool,
}

/// The nodes of a cluster, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Present {
    /// All of them.
    pub nodes: Vec<PresentNode>,
}

impl Present {
    /// Those that are EC2 instances and carry the workload.
    pub fn ec2(&self) -> impl Iterator<Item = &PresentNode> {
        self.nodes.iter().filter(|node| node.place == Place::Ec2)
    }

    /// How many are of a kind.
    pub fn count(&self, place: Place) -> u32 {
        self.nodes.iter().filter(|node| node.place == place).count() as u32
    }

    pub(crate) fn hide_names(&mut self) {
        for (index, node) in self.nodes.iter_mut().enumerate() {
            node.name = format!("node {}", index + 1);
        }
    }
}

/// What a node's own words make of it.
pub(crate) fn node(name: &str, node: &Node) -> PresentNode {
    let label = |key: &str| node.labels.get(key).unwrap_or_default().to_owned();
    let zone = if label(ZONE).is_empty() { zone_of(&node.provider) } else { label(ZONE) };
    let region = if label(REGION).is_empty() { region_of(&zone) } else { label(REGION) };
    PresentNode {
        name: name.to_owned(),
        place: place(name, node),
        instance_type: label(TYPE),
        zone,
        region,
        arch: label(ARCH),
        capacity_type: match label(CAPACITY).as_str() {
            "spot" => Some(CapacityType::Spot),
            "on-demand" => Some(CapacityType::OnDemand),
            "reserved" | "capacity-block" => Some(CapacityType::Reserved),
            _ => None,
        },
        owner: owner(&node.labels),
        os: os(&node.os_image, &label(OS)),
        taints: node.taints.clone(),
        capacity: node.capacity.clone(),
        allocatable: node.allocatable.clone(),
        requested: Resources::default(),
        described: None,
        pods: 0,
        with_address: 0,
        with_address_by_node: 0,
        is_ready: node.is_ready,
        is_cordoned: node.is_cordoned,
    }
}

fn place(name: &str, node: &Node) -> Place {
    let has = |key: &str| node.labels.get(key).is_some();
    let compute = node.labels.get(COMPUTE);
    if compute == Some("fargate") || name.starts_with("fargate-") {
        Place::Fargate
    } else if compute == Some("hybrid") || node.provider.starts_with("eks-hybrid:") {
        Place::Hybrid
    } else if has("node-role.kubernetes.io/control-plane") || has("node-role.kubernetes.io/master") {
        Place::ControlPlane
    } else if node.provider.starts_with("aws:") || (node.provider.is_empty() && is_ec2_type(node.labels.get(TYPE))) {
        Place::Ec2
    } else {
        Place::Elsewhere
    }
}

/// `m5.large`: a family of small letters and digits, a dot, a size.
fn is_ec2_type(name: Option<&str>) -> bool {
    let is_word = |word: &str| {
        !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    name.and_then(|name| name.split_once('.')).is_some_and(|(family, size)| is_word(family) && is_word(size))
}

/// `aws:///us-east-1a/i-0abc`.
fn zone_of(provider: &str) -> String {
    let zone = provider.strip_prefix("aws:///").and_then(|rest| rest.split('/').next()).unwrap_or_default();
    zone.to_owned()
}

/// A zone is its region and a letter; local zones have more.
pub(crate) fn region_of(zone: &str) -> String {
    let region = zone.trim_end_matches(|c: char| c.is_ascii_lowercase());
    if region.len() + 1 == zone.len() { region.to_owned() } else { String::new() }
}

fn owner(labels: &NodeLabels) -> Option<Owner> {
    let has = |key: &str| labels.get(key).is_some();
    if labels.get(COMPUTE).is_some_and(|kind| kind == "auto") {
        Some(Owner::AutoMode)
    } else if has("karpenter.sh/nodepool") || has("karpenter.sh/provisioner-name") {
        Some(Owner::Karpenter)
    } else if has("eks.amazonaws.com/nodegroup") {
        Some(Owner::ManagedNodeGroup)
    } else {
        None
    }
}

fn os(image: &str, label: &str) -> Option<Os> {
    if label == "windows" || image.starts_with("Windows") {
        Some(Os::Windows)
    } else if image.starts_with("Bottlerocket") {
        Some(Os::Bottlerocket)
    } else if image.starts_with("Amazon Linux 2023") {
        Some(Os::Al2023)
    } else {
        None
    }
}
