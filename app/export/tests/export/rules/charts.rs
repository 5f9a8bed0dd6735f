//! What the networks' charts take, and what their daemons refuse.
//!
//! aws/amazon-vpc-cni-k8s@b52188387f2e charts/aws-vpc-cni, pkg/ipamd/ipamd.go; antrea-io/antrea@fc70f2bb7037
//! build/charts/antrea/values.yaml, cmd/antrea-agent/options.go; flannel-io/flannel@cdf760595c23 chart/kube-flannel;
//! tigera/operator@40788b9b6bef api/v1; cilium/cilium Documentation (encryption-wireguard.rst, multicast.rst).

use super::expect_broken;
use super::shape::Shape::{Anything, Flag, Keys, List, Number, Of, OneOf, Text};
use super::shape::{Shape, differences};
use crate::read::{at, text, yaml};
use yaml_rust2::Yaml;

const ON: Shape = OneOf(&["true", "false"]);

const VPC_CNI: &[(&str, Shape)] = &[
    // Every variable is text in the add-on's schema.
    ("env", Of(&Text)),
    ("eniConfig", Keys(&[("create", Flag), ("region", Text), ("subnets", Of(&SUBNET))])),
    ("enableNetworkPolicy", ON),
    ("enableWindowsIpam", ON),
    ("enableWindowsPrefixDelegation", ON),
];
const SUBNET: Shape = Keys(&[("id", Text), ("securityGroups", List(&Text))]);

/// The add-on's configuration values.
pub fn vpc_cni_add_on(values: &str) -> Vec<String> {
    let document = yaml(values).remove(0);
    let mut broken = differences(&document, &Keys(VPC_CNI), "vpc-cni");
    broken.extend(ipamd(&document));
    broken
}

/// The chart's values.
pub fn vpc_cni_chart(values: &str) -> Vec<String> {
    let document = yaml(values).remove(0);
    let mut broken = Vec::new();
    for (key, value) in document.as_hash().expect("values") {
        let key = key.as_str().expect("a key");
        let shape = match key {
            "originalMatchLabels" => Flag,
            "init" => Keys(&[("env", Of(&Text))]),
            "nodeAgent" => Keys(&[("enableIpv6", ON)]),
            _ => match VPC_CNI.iter().find(|(name, _)| *name == key) {
                Some((_, shape)) => *shape,
                None => {
                    broken.push(format!("the chart has no value {key}"));
                    continue;
                }
            },
        };
        broken.extend(differences(value, &shape, key));
    }
    broken.extend(ipamd(&document));
    broken
}

/// "Failed to attach any ENIs for custom networking": without an ENIConfig of its zone a node never becomes ready.
fn ipamd(values: &Yaml) -> Vec<String> {
    let is_on = |key: &str| text(values, &["env", key]) == Some("true");
    let mut broken = Vec::new();
    let subnets = at(values, &["eniConfig", "subnets"]).as_hash();
    let created = at(values, &["eniConfig", "create"]).as_bool() == Some(true);
    let has_subnets = subnets.is_some_and(|s| !s.is_empty() && s.values().all(|s| text(s, &["id"]).is_some()));
    let has_region = text(values, &["eniConfig", "region"]).is_some();
    if is_on("AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG") && !(created && has_subnets && has_region) {
        broken.push("custom networking without an ENIConfig: its nodes never become ready".into());
    }
    if created && !is_on("AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG") {
        broken.push("an ENIConfig that nobody reads".into());
    }
    for key in ["WARM_ENI_TARGET", "WARM_IP_TARGET", "MINIMUM_IP_TARGET", "WARM_PREFIX_TARGET", "MAX_ENI"] {
        if text(values, &["env", key]).is_some_and(|n| n.parse::<u32>().is_err()) {
            broken.push(format!("{key} is no number"));
        }
    }
    broken
}

const CILIUM: Shape = Keys(&[
    (
        "cni",
        Keys(&[("chainingMode", OneOf(&["aws-cni"])), ("exclusive", Flag), ("enableRouteMTUForCNIChaining", Flag)]),
    ),
    ("enableIPv4Masquerade", Flag),
    ("routingMode", OneOf(&["native", "tunnel"])),
    ("tunnelProtocol", OneOf(&["vxlan", "geneve"])),
    ("endpointRoutes", Keys(&[("enabled", Flag)])),
    ("eni", Keys(&[("enabled", Flag), ("awsEnablePrefixDelegation", Flag)])),
    (
        "ipam",
        Keys(&[
            ("mode", OneOf(&["eni", "cluster-pool"])),
            ("operator", Keys(&[("clusterPoolIPv4PodCIDRList", List(&Text)), ("clusterPoolIPv4MaskSize", Number)])),
        ]),
    ),
    ("encryption", Keys(&[("enabled", Flag), ("type", OneOf(&["wireguard", "ipsec"]))])),
    ("multicast", Keys(&[("enabled", Flag)])),
]);

/// Cilium's values.
pub fn cilium(values: &str) -> Vec<String> {
    let document = yaml(values).remove(0);
    let mut broken = differences(&document, &CILIUM, "cilium");
    let mut rule = |holds: bool, said: &str| {
        if !holds {
            broken.push(said.to_string());
        }
    };
    let multicast = at(&document, &["multicast", "enabled"]).as_bool() == Some(true);
    let encryption = text(&document, &["encryption", "type"]);
    rule(!multicast || text(&document, &["tunnelProtocol"]) == Some("vxlan"), "multicast works over VXLAN only");
    rule(!multicast || encryption != Some("ipsec"), "multicast does not work with IPsec");
    let chained = text(&document, &["cni", "chainingMode"]).is_some();
    let follows_mtu = at(&document, &["cni", "enableRouteMTUForCNIChaining"]).as_bool() == Some(true);
    rule(!chained || encryption.is_none() || follows_mtu, "chained, WireGuard needs enableRouteMTUForCNIChaining");
    let is_eni = text(&document, &["ipam", "mode"]) == Some("eni");
    rule(!is_eni || text(&document, &["routingMode"]) == Some("native"), "ENI mode routes natively");
    broken
}

const ANTREA: Shape = Keys(&[
    ("trafficEncapMode", OneOf(&["encap", "noEncap", "hybrid", "networkPolicyOnly"])),
    ("tunnelType", OneOf(&["geneve", "vxlan", "gre", "stt"])),
    ("trafficEncryptionMode", OneOf(&["none", "ipsec", "wireGuard"])),
    ("ipsec", Keys(&[("psk", Text)])),
    ("multicast", Keys(&[("enable", Flag)])),
    (
        "nodeIPAM",
        Keys(&[
            ("enable", Flag),
            ("clusterCIDRs", List(&Text)),
            ("serviceCIDR", Text),
            ("nodeCIDRMaskSizeIPv4", Number),
        ]),
    ),
]);

/// Antrea's values, and what antrea-agent refuses to start with.
pub fn antrea(values: &str) -> Vec<String> {
    let document = yaml(values).remove(0);
    let mut broken = differences(&document, &ANTREA, "antrea");
    let encryption = text(&document, &["trafficEncryptionMode"]).unwrap_or("none");
    if at(&document, &["multicast", "enable"]).as_bool() == Some(true) && encryption != "none" {
        broken.push("Multicast feature doesn't work with the current encryption mode".into());
    }
    if encryption != "none" && text(&document, &["trafficEncapMode"]) != Some("encap") {
        broken.push("encryption only works with encap mode".into());
    }
    if encryption == "ipsec" && text(&document, &["ipsec", "psk"]).is_none_or(|key| key == "changeme") {
        broken.push("the chart's IPsec key is changeme".into());
    }
    broken
}

const FLANNEL: Shape = Keys(&[
    ("podCidr", Text),
    ("flannel", Keys(&[("backend", OneOf(&["vxlan", "host-gw", "wireguard", "udp"]))])),
    ("netpol", Keys(&[("enabled", Flag)])),
]);

/// flannel's values.
pub fn flannel(values: &str) -> Vec<String> {
    differences(&yaml(values)[0], &FLANNEL, "flannel")
}

const INSTALLATION: Shape = Keys(&[
    ("apiVersion", OneOf(&["operator.tigera.io/v1"])),
    ("kind", OneOf(&["Installation"])),
    ("metadata", Keys(&[("name", OneOf(&["default"]))])),
    (
        "spec",
        Keys(&[
            ("kubernetesProvider", OneOf(&["EKS"])),
            ("cni", Keys(&[("type", OneOf(&["Calico", "AmazonVPC"]))])),
            (
                "calicoNetwork",
                Keys(&[
                    ("bgp", OneOf(&["Enabled", "Disabled"])),
                    (
                        "ipPools",
                        List(&Keys(&[
                            ("cidr", Text),
                            ("blockSize", Number),
                            ("encapsulation", OneOf(&["IPIPCrossSubnet", "IPIP", "VXLAN", "VXLANCrossSubnet", "None"])),
                            ("natOutgoing", OneOf(&["Enabled", "Disabled"])),
                            ("nodeSelector", Text),
                        ])),
                    ),
                ]),
            ),
        ]),
    ),
]);

/// The operator's resources.
pub fn calico(file: &str) -> Vec<String> {
    let documents = yaml(file);
    let mut broken = Vec::new();
    for document in &documents {
        broken.extend(match text(document, &["kind"]) {
            Some("Installation") => differences(document, &INSTALLATION, "Installation"),
            Some("APIServer") => {
                let is_named = text(document, &["metadata", "name"]) == Some("default");
                if is_named { Vec::new() } else { vec!["resource name must be 'default'".into()] }
            }
            other => vec![format!("the operator does not read {other:?} here")],
        });
    }
    if !documents.iter().any(|d| text(d, &["kind"]) == Some("APIServer")) {
        broken.push("without an APIServer there is no projectcalico.org/v3".into());
    }
    broken
}

/// Felix's settings.
pub fn felix(file: &str) -> Vec<String> {
    const FELIX: Shape = Keys(&[
        ("apiVersion", OneOf(&["projectcalico.org/v3"])),
        ("kind", OneOf(&["FelixConfiguration"])),
        ("metadata", Anything),
        ("spec", Keys(&[("wireguardEnabled", Flag)])),
    ]);
    differences(&yaml(file)[0], &FELIX, "FelixConfiguration")
}

#[test]
fn what_the_networks_refuse_is_found() {
    let on = "env: {AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: \"true\"}\n";
    let zones = "eniConfig: {create: true, region: us-east-1, subnets: {us-east-1a: {id: subnet-1}}}\n";
    assert_eq!(vpc_cni_add_on(&format!("{on}{zones}")), Vec::<String>::new());
    expect_broken(vpc_cni_add_on(on), "never become ready");
    expect_broken(vpc_cni_add_on(zones), "nobody reads");
    expect_broken(vpc_cni_add_on("env: {MAX_ENI: 2}\n"), "MAX_ENI");
    expect_broken(vpc_cni_chart("originalMatchLabel: true\n"), "no value originalMatchLabel");
    expect_broken(
        antrea("trafficEncapMode: encap\ntrafficEncryptionMode: wireGuard\nmulticast: {enable: true}\n"),
        "Multicast",
    );
    expect_broken(antrea("trafficEncapMode: encap\ntrafficEncryptionMode: ipsec\n"), "changeme");
    expect_broken(antrea("trafficEncapMode: noEncap\ntrafficEncryptionMode: wireGuard\n"), "encap mode");
    expect_broken(
        cilium("tunnelProtocol: vxlan\nmulticast: {enabled: true}\nencryption: {enabled: true, type: ipsec}\n"),
        "IPsec",
    );
    expect_broken(cilium("cni: {chainingMode: aws-cni}\nencryption: {enabled: true, type: wireguard}\n"), "chained");
    expect_broken(flannel("flannel: {backend: ipsec}\n"), "backend");
    let installation = "apiVersion: operator.tigera.io/v1\nkind: Installation\nmetadata: {name: default}\n";
    expect_broken(calico(installation), "APIServer");
}
