//! kOps: the cluster and its instance groups, where kOps has the network and the team runs the control plane.
//!
//! Sources: kubernetes/kops@268927e26409 pkg/apis/kops/v1alpha2, pkg/apis/kops/validation (flannel: vxlan or udp only; Cilium's
//! node ports instead of kube-proxy), docs/networking/{aws-vpc,cilium,calico}.md, util/pkg/distributions (no Bottlerocket),
//! tests/integration/create_cluster/minimal-1.36/expected-v1alpha2.yaml.

use super::context::{Context, NAME};
use super::eksctl::is_cilium;
use super::step::{Step, step};
use super::{ConfigFile, Purpose, YamlFile, vpc_cni};
use crate::text;
use crate::yaml::{Map, comments};
use model::advice::knowledge::options::OptionId;
use model::node::disks::data_gib;
use model::node::reserved;
use model::scenario::answers::{Operator, Policy};
use model::scenario::network_mode::NetworkMode;
use model::scenario::os::Os;
use model::scenario::owner::Owner;

/// Instead of a cluster's name, which for kOps is one of DNS.
const CLUSTER: &str = "TODO-cluster.example.com";
const CONTROL_PLANE: &str = "control-plane";

/// `None` where the answers choose EKS, or kOps cannot build the plan.
pub(super) fn file(c: &Context) -> Option<ConfigFile> {
    if !is_open(c) {
        return None;
    }
    let networking = networking(c)?;
    let mut head = c.head_for_own_control_plane("kOps cluster and instance groups");
    head.push("TODO: state store, version, ranges, zones and the control plane\u{2019}s type. The control plane is not part of the plan: three of its machines are one\u{2019}s own to pay.".into());
    head.extend(c.spread());
    if c.policy() == Policy::Basic && c.network == OptionId::VpcSecondary {
        head.push("TODO: network policy. kOps turns none on with VPC CNI.".into());
    }
    let documents = [cluster(c, networking), control_plane(c), nodes(c)].map(|document| document.document());
    Some(
        YamlFile {
            name: "kops.yaml",
            purpose: Purpose::Kops,
            title: "kOps: cluster and instance groups",
            why: "Where you run the control plane yourself: kops create -f kops.yaml.",
        }
        .with(comments(&head) + &documents.join("---\n")),
    )
}

pub(super) fn steps(c: &Context) -> Vec<Step> {
    if file(c).is_none() {
        return Vec::new();
    }
    let mut steps = vec![
        step(
            "Fill in every TODO, and create a bucket for the state store.",
            &["grep -n TODO kops.yaml", "export KOPS_STATE_STORE=s3://TODO-bucket"],
        ),
        step(
            "Create the cluster.",
            &["kops create -f kops.yaml", &format!("kops update cluster {CLUSTER} --yes --admin")],
        ),
    ];
    if c.network == OptionId::Antrea {
        steps.push(step(
            "Install Antrea.",
            &["helm install antrea antrea/antrea --namespace kube-system -f antrea-values.yaml"],
        ));
    }
    steps.push(step("Wait until it is there.", &["kops validate cluster --wait 15m"]));
    steps
}

fn is_open(c: &Context) -> bool {
    matches!(c.subject.scenario().answers.operator, Operator::Kops | Operator::NotAsked)
        && c.owner() != Owner::AutoMode
        // the rest of its file would be for nodes that kOps has no image for
        && c.node().os() == Os::Al2023
        && c.fleet().is_none()
}

/// What goes below `networking`; `None` where kOps has no such network, or not with these settings.
fn networking(c: &Context) -> Option<Map> {
    let named = |name: &str, settings: Map| Some(Map::new().set(name, settings));
    match (c.network, c.mode()) {
        (OptionId::VpcSecondary | OptionId::VpcPrefix, NetworkMode::SecondaryIp | NetworkMode::PrefixDelegation) => {
            named("amazonvpc", Map::new().set_some("env", variables(c)))
        }
        (OptionId::CiliumEni, NetworkMode::CiliumEni) => named("cilium", cilium(c).set("ipam", "eni")),
        (OptionId::CiliumOverlay, _) => named("cilium", cilium(c).set("tunnel", "vxlan")),
        (OptionId::Calico, _) => {
            let wireguard = super::calico::encrypts(c);
            let calico = Map::new().set("encapsulationMode", "vxlan").set_if(wireguard, "wireguardEnabled", true);
            named("calico", calico)
        }
        // kOps takes vxlan and udp only, which encrypt nothing.
        (OptionId::Flannel, _) if !c.needs_encryption() => named("flannel", Map::new().set("backend", "vxlan")),
        (OptionId::Antrea, _) => named("cni", Map::new()),
        (OptionId::KubeRouter, _) => named("kuberouter", Map::new()),
        _ => None,
    }
}

fn variables(c: &Context) -> Option<Vec<Map>> {
    let env = vpc_cni::env(c);
    let variables: Vec<Map> =
        env.texts().map(|(name, value)| Map::new().set("name", name).set("value", value)).collect();
    (!variables.is_empty()).then_some(variables)
}

/// Cilium serves node ports, so kube-proxy is off.
fn cilium(c: &Context) -> Map {
    let kind = if c.needs_fips() { "ipsec" } else { "wireguard" };
    let cilium = Map::new().set("enableNodePort", true);
    match c.needs_encryption() {
        true => cilium.set("enableEncryption", true).set("encryptionType", kind),
        false => cilium,
    }
}

fn cluster(c: &Context, networking: Map) -> Map {
    let etcd = |name: &str| {
        let member = Map::new().set("encryptedVolume", true).set("instanceGroup", CONTROL_PLANE).set("name", "a");
        Map::new().set("etcdMembers", vec![member]).set("name", name)
    };
    let api = Map::new().set("loadBalancer", Map::new().set("class", "Network").set("type", "Internal"));
    let subnets: Vec<Map> = zones(c)
        .into_iter()
        .map(|zone| {
            Map::new()
                .set("name", zone.as_str())
                .set("type", "Private")
                .set("zone", zone.as_str())
                .set("id", "TODO-subnet-id")
        })
        .collect();
    let spec = Map::new()
        .set("api", api)
        .set("authorization", Map::new().set("rbac", Map::new()))
        .set("channel", "stable")
        .set("cloudProvider", "aws")
        .set("configBase", "TODO-s3-address")
        .note("TODO: three members in three zones, each with a control-plane group of its own, to survive the loss of one.")
        .set("etcdClusters", vec![etcd("main"), etcd("events")])
        .set("iam", Map::new().set("allowContainerRegistry", true).set("legacy", false))
        .set_if(is_cilium(c), "kubeProxy", Map::new().set("enabled", false))
        .set("kubelet", Map::new().set("anonymousAuth", false))
        .set("kubernetesApiAccess", vec!["TODO-cidr"])
        .set("kubernetesVersion", "TODO-version")
        .set("networkCIDR", "TODO-vpc-cidr")
        .set("networkID", "TODO-vpc-id")
        .set("networking", networking)
        .set("nonMasqueradeCIDR", "100.64.0.0/10")
        .set("subnets", subnets)
        .set("topology", Map::new().set("dns", Map::new().set("type", "None")));
    Map::new()
        .set("apiVersion", "kops.k8s.io/v1alpha2")
        .set("kind", "Cluster")
        .set("metadata", Map::new().set("name", CLUSTER))
        .set("spec", spec)
}

fn zones(c: &Context) -> Vec<String> {
    match c.zones() {
        zones if zones.is_empty() => vec!["TODO-zone".into()],
        zones => zones.into_iter().map(text::line).collect(),
    }
}

fn group(name: &str, spec: Map) -> Map {
    let labels = Map::new().set("kops.k8s.io/cluster", CLUSTER);
    Map::new()
        .set("apiVersion", "kops.k8s.io/v1alpha2")
        .set("kind", "InstanceGroup")
        .set("metadata", Map::new().set("labels", labels).set("name", name))
        .set("spec", spec)
}

fn control_plane(c: &Context) -> Map {
    let subnets: Vec<String> = zones(c).into_iter().take(1).collect();
    let spec = Map::new()
        .set("machineType", "TODO-control-plane-type")
        .set("maxSize", 1_u32)
        .set("minSize", 1_u32)
        .set("role", "Master")
        .set("subnets", subnets);
    group(CONTROL_PLANE, spec)
}

fn nodes(c: &Context) -> Map {
    let policy = Map::new()
        .set("instances", c.type_names())
        .set("onDemandAboveBase", 0_u32)
        .set("onDemandBase", 0_u32)
        .set("spotAllocationStrategy", "price-capacity-optimized");
    let spec = Map::new()
        .note("The image is that of the channel for the type\u{2019}s architecture; TODO image: another one.")
        .note("kOps reserves nothing by itself: what is below is what the plan counts.")
        .set("kubelet", kubelet(c))
        .set("machineType", c.t.name.as_str())
        .set("maxSize", c.most_nodes())
        .set("minSize", c.nodes())
        .set_if(c.is_spot(), "mixedInstancesPolicy", policy)
        .set("role", "Node")
        .note("GiB")
        .set("rootVolumeSize", data_gib(c.node()))
        .set("subnets", zones(c));
    group(NAME, spec)
}

fn kubelet(c: &Context) -> Map {
    let kube = Map::new()
        .set("cpu", format!("{}m", reserved::kube_cpu(c.t, c.node()).0))
        .set("memory", format!("{}Mi", reserved::kube_memory(c.t, c.node(), c.max_pods()).0))
        .set("ephemeral-storage", format!("{}Mi", reserved::EPHEMERAL.0));
    // kOps takes the thresholds as one text.
    let thresholds = |map: Map| map.texts().map(|(key, value)| format!("{key}<{value}")).collect::<Vec<_>>().join(",");
    Map::new()
        .set("maxPods", c.max_pods())
        .set("kubeReserved", kube)
        .set_some("systemReserved", c.system_reserved())
        .set_some("evictionHard", c.eviction_hard().map(thresholds))
}
