//! eksctl-io/eksctl@99984adb6164 (0.231): pkg/apis/eksctl.io/v1alpha5/assets/schema.json (no other keys are taken),
//! pkg/apis/eksctl.io/v1alpha5/{validation,auto_mode,access_entry,addon}.go, pkg/ctl/cmdutils/configfile.go.

use super::shape::Shape::{Anything, Flag, Keys, List, Number, Of, OneOf, Text};
use super::shape::{Shape, differences};
use super::{charts, expect_broken, nodeadm};
use crate::read::{at, number, text, texts, yaml};
use std::collections::BTreeSet;
use yaml_rust2::Yaml;

const FAMILIES: &[&str] = &[
    "AmazonLinux2023",
    "Bottlerocket",
    "BottlerocketFips",
    "WindowsServer2019CoreContainer",
    "WindowsServer2019FullContainer",
    "WindowsServer2022CoreContainer",
    "WindowsServer2022FullContainer",
    "WindowsServer2025CoreContainer",
    "WindowsServer2025FullContainer",
];

const TAINTS: Shape =
    List(&Keys(&[("key", Text), ("value", Text), ("effect", OneOf(&["NoSchedule", "PreferNoSchedule", "NoExecute"]))]));

const MANAGED: Shape = Keys(&[
    ("name", Text),
    ("availabilityZones", List(&Text)),
    ("amiFamily", OneOf(FAMILIES)),
    ("ami", Text),
    ("instanceType", Text),
    ("instanceTypes", List(&Text)),
    ("spot", Flag),
    ("desiredCapacity", Number),
    ("minSize", Number),
    ("maxSize", Number),
    ("volumeSize", Number),
    ("maxPodsPerNode", Number),
    ("overrideBootstrapCommand", Text),
    ("taints", TAINTS),
    ("labels", Of(&Text)),
    ("bottlerocket", Keys(&[("enableAdminContainer", Flag), ("settings", Anything)])),
]);

const SELF_MANAGED: Shape = Keys(&[
    ("name", Text),
    ("availabilityZones", List(&Text)),
    ("amiFamily", OneOf(FAMILIES)),
    ("ami", Text),
    ("instanceType", Text),
    (
        "instancesDistribution",
        Keys(&[
            ("instanceTypes", List(&Text)),
            ("onDemandBaseCapacity", Number),
            ("onDemandPercentageAboveBaseCapacity", Number),
            ("spotAllocationStrategy", OneOf(&["lowest-price", "capacity-optimized", "price-capacity-optimized"])),
        ]),
    ),
    ("desiredCapacity", Number),
    ("minSize", Number),
    ("maxSize", Number),
    ("volumeSize", Number),
    ("maxPodsPerNode", Number),
    ("overrideBootstrapCommand", Text),
    ("taints", TAINTS),
    ("labels", Of(&Text)),
    ("kubeletExtraConfig", Anything),
    ("bottlerocket", Keys(&[("enableAdminContainer", Flag), ("settings", Anything)])),
]);

const REMOTE: Shape = List(&Keys(&[("cidrs", List(&Text))]));

const CLUSTER: Shape = Keys(&[
    ("apiVersion", OneOf(&["eksctl.io/v1alpha5"])),
    ("kind", OneOf(&["ClusterConfig"])),
    ("metadata", Keys(&[("name", Text), ("region", Text), ("version", Text), ("tags", Of(&Text))])),
    ("kubernetesNetworkConfig", Keys(&[("ipFamily", OneOf(&["IPv4", "IPv6"]))])),
    ("iam", Keys(&[("withOIDC", Flag)])),
    ("autoModeConfig", Keys(&[("enabled", Flag), ("nodePools", List(&OneOf(&["general-purpose", "system"])))])),
    ("addonsConfig", Keys(&[("disableDefaultAddons", Flag)])),
    ("addons", List(&Keys(&[("name", Text), ("configurationValues", Text)]))),
    (
        "accessConfig",
        Keys(&[(
            "accessEntries",
            List(&Keys(&[
                ("principalARN", Text),
                ("type", OneOf(&["STANDARD", "EC2"])),
                (
                    "accessPolicies",
                    List(&Keys(&[("policyARN", Text), ("accessScope", Keys(&[("type", OneOf(&["cluster"]))]))])),
                ),
            ])),
        )]),
    ),
    ("fargateProfiles", List(&Keys(&[("name", Text), ("selectors", List(&Keys(&[("namespace", Text)])))]))),
    (
        "remoteNetworkConfig",
        Keys(&[
            ("vpcGatewayID", Text),
            ("iam", Keys(&[("provider", OneOf(&["ssm", "ira"]))])),
            ("remoteNodeNetworks", REMOTE),
            ("remotePodNetworks", REMOTE),
        ]),
    ),
    ("managedNodeGroups", List(&MANAGED)),
    ("nodeGroups", List(&SELF_MANAGED)),
]);

/// The only document of a file, and where its shape is wrong.
fn read(file: &str) -> (Yaml, Vec<String>) {
    let document = yaml(file).remove(0);
    let mut broken = differences(&document, &CLUSTER, "ClusterConfig");
    let must = |path: &[&str]| text(&document, path).is_none_or(str::is_empty);
    for path in [["metadata", "name"], ["metadata", "region"]].iter().filter(|path| must(*path)) {
        broken.push(format!("{} must be set", path.join(".")));
    }
    (document, broken)
}

fn list<'a>(document: &'a Yaml, key: &str) -> &'a [Yaml] {
    at(document, &[key]).as_vec().map_or(&[], Vec::as_slice)
}

fn has_groups(document: &Yaml) -> bool {
    !list(document, "managedNodeGroups").is_empty() || !list(document, "nodeGroups").is_empty()
}

/// `eksctl create cluster -f`.
pub fn create_cluster(file: &str) -> Vec<String> {
    let (document, mut broken) = read(file);
    let auto_mode = at(&document, &["autoModeConfig", "enabled"]).as_bool();
    let add_ons: Vec<&str> = list(&document, "addons").iter().filter_map(|a| text(a, &["name"])).collect();
    let is_there = |key: &str| !at(&document, &[key]).is_badvalue();
    let mut rule = |holds: bool, said: &str| {
        if !holds {
            broken.push(said.to_string());
        }
    };
    // userdocs/src/usage/auto-mode.md: a coming release turns it on where nothing is said.
    rule(auto_mode.is_some(), "autoModeConfig.enabled says neither true nor false");
    let auto_mode = auto_mode == Some(true);
    rule(
        auto_mode || !is_there("autoModeConfig") || at(&document, &["autoModeConfig", "nodePools"]).is_badvalue(),
        "nodePools without Auto Mode",
    );
    rule(!auto_mode || !has_groups(&document), "Auto Mode creates no node groups with the cluster");
    let besides = is_there("fargateProfiles") || is_there("remoteNetworkConfig");
    rule(
        !auto_mode || besides || add_ons.is_empty(),
        "core networking addons are not required on a cluster using Auto Mode",
    );
    // validateBareCluster
    let bare = at(&document, &["addonsConfig", "disableDefaultAddons"]).as_bool() == Some(true)
        && !auto_mode
        && !add_ons.contains(&"vpc-cni");
    rule(
        !bare || !(has_groups(&document) || is_there("fargateProfiles") || is_there("karpenter")),
        "not supported during cluster creation in a cluster without VPC CNI",
    );
    // validateKubernetesNetworkConfig, validateRemoteNetworkingConfig
    let ipv6 = text(&document, &["kubernetesNetworkConfig", "ipFamily"]) == Some("IPv6");
    rule(!ipv6 || auto_mode || add_ons.contains(&"coredns"), "the default core addons must be defined for IPv6");
    rule(
        !ipv6 || at(&document, &["iam", "withOIDC"]).as_bool() == Some(true),
        "either pod identity or oidc needs to be enabled if IPv6 is set",
    );
    rule(!ipv6 || !is_there("remoteNetworkConfig"), "remoteNetworkConfig is not supported with IPv6");
    let gateway = text(&document, &["remoteNetworkConfig", "vpcGatewayID"]);
    rule(
        gateway.is_none_or(|id| id.starts_with("tgw-") || id.starts_with("vgw-")),
        "only transit and virtual private gateways",
    );
    for profile in list(&document, "fargateProfiles") {
        rule(text(profile, &["name"]).is_some_and(|name| !name.starts_with("eks-")), "a Fargate profile's name");
        rule(text(profile, &["selectors", "0", "namespace"]).is_some_and(|n| !n.is_empty()), "no profile selector");
    }
    for entry in at(&document, &["accessConfig", "accessEntries"]).as_vec().into_iter().flatten() {
        rule(is_arn(text(entry, &["principalARN"])), "principalARN must be an ARN");
        let policy = text(entry, &["accessPolicies", "0", "policyARN"]);
        rule(
            is_arn(policy) && policy.is_some_and(|arn| arn.contains(":cluster-access-policy/")),
            "policyARN must be a cluster-access-policy resource",
        );
    }
    broken.extend(networking_add_on(&document));
    broken.extend(groups(&document));
    broken
}

fn is_arn(text: Option<&str>) -> bool {
    text.is_some_and(|arn| arn.starts_with("arn:") && arn.split(':').count() >= 6)
}

/// The values of VPC CNI pass the add-on's own schema, and its daemon's checks.
fn networking_add_on(document: &Yaml) -> Vec<String> {
    let vpc_cni = list(document, "addons").iter().find(|a| text(a, &["name"]) == Some("vpc-cni"));
    vpc_cni.and_then(|a| text(a, &["configurationValues"])).map(charts::vpc_cni_add_on).unwrap_or_default()
}

/// `eksctl create nodegroup -f`, after the cluster.
pub fn create_nodegroup(file: &str) -> Vec<String> {
    let (document, mut broken) = read(file);
    if !has_groups(&document) {
        broken.push("no node group".into());
    }
    broken.extend(groups(&document));
    broken
}

fn groups(document: &Yaml) -> Vec<String> {
    let managed = list(document, "managedNodeGroups").iter().flat_map(managed);
    let own = list(document, "nodeGroups").iter().flat_map(self_managed);
    let mut broken: Vec<String> = managed.chain(own).collect();
    let all = ["managedNodeGroups", "nodeGroups"];
    let names: Vec<_> = all.iter().flat_map(|key| list(document, key)).filter_map(|g| text(g, &["name"])).collect();
    if names.iter().collect::<BTreeSet<_>>().len() != names.len() {
        broken.push("names of node groups must be unique".into());
    }
    broken
}

fn both(group: &Yaml) -> Vec<String> {
    let size = |key| number(group, &[key]);
    let mut broken = Vec::new();
    if !(size("minSize") <= size("desiredCapacity") && size("desiredCapacity") <= size("maxSize")) {
        broken.push("minSize, desiredCapacity and maxSize are out of order".into());
    }
    let named = text(group, &["name"]).is_some_and(|name| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'));
    if !named {
        broken.push("a node group's name".into());
    }
    if text(group, &["amiFamily"]).is_none() {
        broken.push("amiFamily needs to be explicitly set".into());
    }
    if let Some(command) = text(group, &["overrideBootstrapCommand"]) {
        match text(group, &["amiFamily"]) {
            Some("AmazonLinux2023") => broken.extend(nodeadm::node_config(command)),
            _ => broken.push("overrideBootstrapCommand is not supported".into()),
        }
    }
    broken
}

/// ValidateManagedNodeGroup.
fn managed(group: &Yaml) -> Vec<String> {
    let mut broken = both(group);
    let types = texts(group, &["instanceTypes"]);
    if text(group, &["instanceType"]).is_some() != types.is_empty() {
        broken.push("only one of instanceType or instanceTypes can be specified".into());
    }
    if types.len() > 20 {
        broken.push("more types than a managed node group takes".into());
    }
    if let Some(image) = text(group, &["ami"]) {
        if !image.starts_with("ami-") {
            broken.push("invalid AMI".into());
        }
        if number(group, &["maxPodsPerNode"]).is_some() {
            broken.push("maxPodsPerNode is not supported when using a custom AMI".into());
        }
    }
    broken
}

/// ValidateNodeGroup, validateInstancesDistribution, checkBottlerocketSettings.
fn self_managed(group: &Yaml) -> Vec<String> {
    let mut broken = both(group);
    let distribution = at(group, &["instancesDistribution"]);
    let types: BTreeSet<_> = texts(distribution, &["instanceTypes"]).into_iter().collect();
    match (text(group, &["instanceType"]), distribution.is_badvalue()) {
        (Some(_), true) => {}
        (None, false) if (1..=20).contains(&types.len()) => {}
        (None, false) => broken.push("mixed nodegroups should have between 1 and 20 different instance types".into()),
        _ => broken.push("instanceType should be unset when using the instances distribution feature".into()),
    }
    let settings = at(group, &["bottlerocket", "settings", "kubernetes"]);
    if !settings.is_badvalue() && text(group, &["amiFamily"]) != Some("Bottlerocket") {
        broken.push("bottlerocket config can only be used with Bottlerocket".into());
    }
    if ["max-pods", "node-labels", "node-taints"].iter().any(|key| !at(settings, &[*key]).is_badvalue()) {
        broken.push("invalid Bottlerocket setting".into());
    }
    broken
}

const GOOD: &str = "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata:\n  name: a\n  region: us-east-1\nautoModeConfig:\n  enabled: false\n";
const GROUP: &str = "managedNodeGroups:\n  - name: a\n    amiFamily: AmazonLinux2023\n    instanceType: m5.large\n    minSize: 1\n    desiredCapacity: 1\n    maxSize: 2\n";

#[test]
fn what_eksctl_refuses_is_found() {
    let with = |more: &str| create_cluster(&format!("{GOOD}{more}"));
    assert_eq!(with(GROUP), Vec::<String>::new());
    let bare = "addonsConfig:\n  disableDefaultAddons: true\n";
    assert_eq!(with(bare), Vec::<String>::new());
    expect_broken(with(&format!("{bare}{GROUP}")), "without VPC CNI");
    expect_broken(with("nodegroup: []\n"), "has no key nodegroup");
    expect_broken(with("kubernetesNetworkConfig:\n  ipFamily: IPv6\niam:\n  withOIDC: true\n"), "core addons");
    expect_broken(create_cluster(&GOOD.replace("autoModeConfig:\n  enabled: false\n", "")), "neither true nor false");
    expect_broken(create_cluster(&(GOOD.replace("false", "true") + GROUP)), "Auto Mode creates no node groups");
    expect_broken(with(&format!("{GROUP}    ami: ami-1\n    maxPodsPerNode: 5\n")), "custom AMI");
    expect_broken(with(&format!("{GROUP}    instanceTypes: [m5.large]\n")), "only one of");
    expect_broken(with(&GROUP.replace("maxSize: 2", "maxSize: 0")), "out of order");
    let custom = "addons:\n  - name: vpc-cni\n    configurationValues: |-\n      env:\n        AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: \"true\"\n";
    expect_broken(with(custom), "custom networking");
}
