//! kubernetes/kops@268927e26409: pkg/apis/kops/v1alpha2 (cluster, networking, instancegroup, componentconfig),
//! pkg/apis/kops/validation (validation.go, aws.go).

use super::expect_broken;
use super::shape::Shape::{Flag, Keys, List, Number, Of, OneOf, Text};
use super::shape::{Shape, differences};
use crate::read::{at, number, text, texts, yaml};
use std::collections::BTreeSet;
use yaml_rust2::Yaml;

const NETWORKING: Shape = Keys(&[
    ("amazonvpc", Keys(&[("env", List(&Keys(&[("name", Text), ("value", Text)])))])),
    (
        "cilium",
        Keys(&[
            ("enableNodePort", Flag),
            ("ipam", OneOf(&["hostscope", "kubernetes", "crd", "eni"])),
            ("tunnel", OneOf(&["vxlan", "geneve", "disabled"])),
            ("enableEncryption", Flag),
            ("encryptionType", OneOf(&["ipsec", "wireguard"])),
        ]),
    ),
    ("calico", Keys(&[("encapsulationMode", OneOf(&["ipip", "vxlan", "none"])), ("wireguardEnabled", Flag)])),
    ("flannel", Keys(&[("backend", OneOf(&["udp", "vxlan"]))])),
    ("kuberouter", Keys(&[])),
    ("cni", Keys(&[])),
]);

const CLUSTER: Shape = Keys(&[
    (
        "api",
        Keys(&[("loadBalancer", Keys(&[("class", OneOf(&["Network"])), ("type", OneOf(&["Public", "Internal"]))]))]),
    ),
    ("authorization", Keys(&[("rbac", Keys(&[]))])),
    ("channel", Text),
    ("cloudProvider", OneOf(&["aws"])),
    ("configBase", Text),
    (
        "etcdClusters",
        List(&Keys(&[
            ("etcdMembers", List(&Keys(&[("encryptedVolume", Flag), ("instanceGroup", Text), ("name", Text)]))),
            ("name", OneOf(&["main", "events"])),
        ])),
    ),
    ("iam", Keys(&[("allowContainerRegistry", Flag), ("legacy", Flag)])),
    ("kubeProxy", Keys(&[("enabled", Flag)])),
    ("kubelet", Keys(&[("anonymousAuth", Flag)])),
    ("kubernetesApiAccess", List(&Text)),
    ("kubernetesVersion", Text),
    ("networkCIDR", Text),
    ("networkID", Text),
    ("networking", NETWORKING),
    ("nonMasqueradeCIDR", Text),
    (
        "subnets",
        List(&Keys(&[
            ("name", Text),
            ("type", OneOf(&["Private", "Public", "Utility"])),
            ("zone", Text),
            ("id", Text),
        ])),
    ),
    ("topology", Keys(&[("dns", Keys(&[("type", OneOf(&["Public", "Private", "None"]))]))])),
]);

const GROUP: Shape = Keys(&[
    (
        "kubelet",
        Keys(&[
            ("maxPods", Number),
            ("kubeReserved", Of(&Text)),
            ("systemReserved", Of(&Text)),
            ("evictionHard", Text),
        ]),
    ),
    ("machineType", Text),
    ("maxSize", Number),
    ("minSize", Number),
    (
        "mixedInstancesPolicy",
        Keys(&[
            ("instances", List(&Text)),
            ("onDemandAboveBase", Number),
            ("onDemandBase", Number),
            ("spotAllocationStrategy", OneOf(&["capacity-optimized", "lowest-price", "price-capacity-optimized"])),
        ]),
    ),
    ("role", OneOf(&["Master", "Node", "Bastion", "APIServer"])),
    ("rootVolumeSize", Number),
    ("subnets", List(&Text)),
]);

/// `kops create -f`.
pub fn create(file: &str) -> Vec<String> {
    let documents = yaml(file);
    let of = |kind: &str| documents.iter().filter(|d| text(d, &["kind"]) == Some(kind)).collect::<Vec<_>>();
    let (clusters, groups) = (of("Cluster"), of("InstanceGroup"));
    let [cluster] = clusters[..] else { return vec!["one cluster is needed".into()] };
    let spec = at(cluster, &["spec"]);
    let mut broken = differences(spec, &CLUSTER, "Cluster.spec");
    if documents.iter().any(|d| text(d, &["apiVersion"]) != Some("kops.k8s.io/v1alpha2")) {
        broken.push("apiVersion".into());
    }
    broken.extend(networking(spec));
    let subnets: BTreeSet<_> = named(at(spec, &["subnets"]), "name").into_iter().collect();
    for group in &groups {
        let spec = at(group, &["spec"]);
        broken.extend(differences(spec, &GROUP, "InstanceGroup.spec"));
        if text(group, &["metadata", "labels", "kops.k8s.io/cluster"]) != text(cluster, &["metadata", "name"]) {
            broken.push("an instance group of another cluster".into());
        }
        if number(spec, &["minSize"]) > number(spec, &["maxSize"]) {
            broken.push("maxSize must be greater than or equal to minSize".into());
        }
        if texts(spec, &["subnets"]).is_empty() || !texts(spec, &["subnets"]).iter().all(|s| subnets.contains(s)) {
            broken.push("a subnet that the cluster does not have".into());
        }
    }
    let names: Vec<_> = groups.iter().filter_map(|g| text(g, &["metadata", "name"])).map(str::to_string).collect();
    for etcd in at(spec, &["etcdClusters"]).as_vec().into_iter().flatten() {
        if !named(at(etcd, &["etcdMembers"]), "instanceGroup").iter().all(|group| names.contains(group)) {
            broken.push("an etcd member on no instance group".into());
        }
    }
    let roles: Vec<_> = groups.iter().filter_map(|g| text(g, &["spec", "role"])).collect();
    if !roles.contains(&"Master") || !roles.contains(&"Node") {
        broken.push("a cluster needs both roles".into());
    }
    broken
}

fn named(list: &Yaml, key: &str) -> Vec<String> {
    let items = list.as_vec().map_or(&[][..], Vec::as_slice);
    items.iter().filter_map(|item| text(item, &[key])).map(str::to_string).collect()
}

fn networking(spec: &Yaml) -> Vec<String> {
    let networking = at(spec, &["networking"]);
    let mut broken = Vec::new();
    if networking.as_hash().is_none_or(|n| n.len() != 1) {
        broken.push("exactly one networking option".into());
    }
    let cilium = at(networking, &["cilium"]);
    let node_port = at(cilium, &["enableNodePort"]).as_bool() == Some(true);
    if node_port && at(spec, &["kubeProxy", "enabled"]).as_bool() != Some(false) {
        broken.push("When Cilium NodePort is enabled, kubeProxy must be disabled".into());
    }
    if !at(cilium, &["encryptionType"]).is_badvalue() && at(cilium, &["enableEncryption"]).as_bool() != Some(true) {
        broken.push("encryptionType requires enableEncryption".into());
    }
    broken
}

#[test]
fn what_kops_refuses_is_found() {
    let cluster = "apiVersion: kops.k8s.io/v1alpha2\nkind: Cluster\nmetadata: {name: a}\nspec:\n  networking: {flannel: {backend: vxlan}}\n  subnets: [{name: z}]\n  etcdClusters: [{name: main, etcdMembers: [{name: a, instanceGroup: cp}]}]\n";
    let group = |name: &str, role: &str| {
        format!(
            "---\napiVersion: kops.k8s.io/v1alpha2\nkind: InstanceGroup\nmetadata: {{name: {name}, labels: {{kops.k8s.io/cluster: a}}}}\nspec: {{role: {role}, subnets: [z], minSize: 1, maxSize: 1}}\n"
        )
    };
    let file = format!("{cluster}{}{}", group("cp", "Master"), group("nodes", "Node"));
    let of = |from: &str, to: &str| create(&file.replace(from, to));
    assert_eq!(of("", ""), Vec::<String>::new());
    expect_broken(of("backend: vxlan", "backend: wireguard"), "backend");
    expect_broken(of("flannel: {backend: vxlan}", "cilium: {enableNodePort: true}"), "kubeProxy must be disabled");
    expect_broken(of("instanceGroup: cp", "instanceGroup: x"), "etcd member");
    expect_broken(of("role: Node", "role: Bastion"), "both roles");
    expect_broken(
        of("minSize: 1, maxSize: 1}", "minSize: 1, maxSize: 1, size: 1}").into_iter().take(1).collect(),
        "no key size",
    );
}
