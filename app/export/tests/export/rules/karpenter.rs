//! aws/karpenter-provider-aws@1d927085dd81: pkg/apis/crds/karpenter.sh_nodepools.yaml and karpenter.k8s.aws_ec2nodeclasses.yaml,
//! their schemas and CEL rules. Auto Mode's NodePool is the same; its NodeClass is in the EKS guide, "Create a node class".

use super::shape::Shape::{Anything, Flag, Keys, List, Number, Of, OneOf, Text};
use super::shape::{Shape, differences};
use super::{expect_broken, placeholders};
use crate::read::{at, text, texts, yaml};
use std::collections::BTreeSet;
use yaml_rust2::Yaml;

const NAMED: Shape = Keys(&[("name", Text), ("namespace", Text)]);
const TAINTS: Shape =
    List(&Keys(&[("key", Text), ("value", Text), ("effect", OneOf(&["NoSchedule", "PreferNoSchedule", "NoExecute"]))]));
const SELECTED: Shape = List(&Keys(&[("tags", Of(&Text)), ("id", Text), ("name", Text)]));

const NODE_POOL: Shape = Keys(&[
    ("apiVersion", OneOf(&["karpenter.sh/v1"])),
    ("kind", OneOf(&["NodePool"])),
    ("metadata", NAMED),
    (
        "spec",
        Keys(&[
            (
                "template",
                Keys(&[
                    ("metadata", Keys(&[("labels", Of(&Text))])),
                    (
                        "spec",
                        Keys(&[
                            ("nodeClassRef", Keys(&[("group", Text), ("kind", Text), ("name", Text)])),
                            (
                                "requirements",
                                List(&Keys(&[("key", Text), ("operator", OPERATOR), ("values", List(&Text))])),
                            ),
                            ("startupTaints", TAINTS),
                            ("taints", TAINTS),
                            ("expireAfter", Text),
                        ]),
                    ),
                ]),
            ),
            (
                "disruption",
                Keys(&[
                    ("consolidationPolicy", OneOf(&["WhenEmpty", "WhenEmptyOrUnderutilized", "Balanced"])),
                    ("consolidateAfter", Text),
                    ("budgets", List(&Keys(&[("nodes", Text)]))),
                ]),
            ),
            ("limits", Of(&Text)),
            ("weight", Number),
        ]),
    ),
]);
const OPERATOR: Shape = OneOf(&["Gte", "Lte", "In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"]);

const EC2_NODE_CLASS: Shape = Keys(&[
    ("apiVersion", OneOf(&["karpenter.k8s.aws/v1"])),
    ("kind", OneOf(&["EC2NodeClass"])),
    ("metadata", NAMED),
    (
        "spec",
        Keys(&[
            ("amiSelectorTerms", List(&Keys(&[("alias", Text)]))),
            ("kubelet", Of(&Anything)),
            ("role", Text),
            ("instanceProfile", Text),
            ("subnetSelectorTerms", SELECTED),
            ("securityGroupSelectorTerms", SELECTED),
            (
                "blockDeviceMappings",
                List(&Keys(&[
                    ("deviceName", Text),
                    ("ebs", Keys(&[("volumeSize", Text), ("volumeType", OneOf(&["gp3"])), ("encrypted", Flag)])),
                ])),
            ),
            ("instanceStorePolicy", OneOf(&["RAID0"])),
            ("userData", Text),
        ]),
    ),
]);

const NODE_CLASS: Shape = Keys(&[
    ("apiVersion", OneOf(&["eks.amazonaws.com/v1"])),
    ("kind", OneOf(&["NodeClass"])),
    ("metadata", NAMED),
    (
        "spec",
        Keys(&[
            ("role", Text),
            ("subnetSelectorTerms", SELECTED),
            ("securityGroupSelectorTerms", SELECTED),
            ("podSubnetSelectorTerms", SELECTED),
            ("podSecurityGroupSelectorTerms", SELECTED),
            ("ephemeralStorage", Keys(&[("size", Text)])),
            ("networkPolicy", OneOf(&["DefaultAllow", "DefaultDeny"])),
            ("advancedNetworking", Keys(&[("ipv4PrefixSize", OneOf(&["32", "Auto"]))])),
        ]),
    ),
]);

/// `kubectl apply -f`, and what the API server and the controllers check.
pub fn apply(file: &str) -> Vec<String> {
    let documents = yaml(file);
    let mut broken = Vec::new();
    for document in &documents {
        broken.extend(match text(document, &["kind"]) {
            Some("NodePool") => node_pool(document),
            Some("EC2NodeClass") => ec2_node_class(document),
            Some("NodeClass") => node_class(document),
            Some("ConfigMap") => Vec::new(),
            Some("PriorityClass") => placeholders::priority_class(document),
            Some("Deployment") => placeholders::deployment(document, &documents),
            other => vec![format!("nobody knows {other:?}")],
        });
    }
    let of = |kind: &'static str| documents.iter().filter(move |d| text(d, &["kind"]) == Some(kind));
    for pool in of("NodePool") {
        let class = at(pool, &["spec", "template", "spec", "nodeClassRef"]);
        let is_it = |d: &&Yaml| text(d, &["metadata", "name"]) == text(class, &["name"]);
        if !documents.iter().filter(|d| text(d, &["kind"]) == text(class, &["kind"])).any(|d| is_it(&d)) {
            broken.push("the pool's class is not there".into());
        }
    }
    for kind in ["NodePool", "EC2NodeClass"] {
        let names: BTreeSet<_> = of(kind).map(|d| text(d, &["metadata", "name"])).collect();
        if names.len() < of(kind).count() {
            broken.push(format!("two of {kind} have one name"));
        }
    }
    broken
}

fn node_pool(document: &Yaml) -> Vec<String> {
    let mut broken = differences(document, &NODE_POOL, "NodePool");
    let spec = at(document, &["spec", "template", "spec"]);
    for key in ["group", "kind", "name"] {
        if text(spec, &["nodeClassRef", key]).is_none_or(str::is_empty) {
            broken.push(format!("nodeClassRef.{key} may not be empty"));
        }
    }
    for requirement in at(spec, &["requirements"]).as_vec().into_iter().flatten() {
        let (key, values) = (text(requirement, &["key"]).unwrap_or_default(), texts(requirement, &["values"]));
        if text(requirement, &["operator"]) == Some("In") && values.is_empty() {
            broken.push("requirements with operator 'In' must have a value defined".into());
        }
        let domain = key.split('/').next().unwrap_or_default();
        if domain.ends_with("karpenter.sh") && key != "karpenter.sh/capacity-type" {
            broken.push(format!("label domain \"karpenter.sh\" is restricted: {key}"));
        }
        let is_label = |v: &String| v.len() <= 63 && v.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
        if !values.iter().all(is_label) {
            broken.push(format!("a value of {key} is no label"));
        }
    }
    let weight = at(document, &["spec", "weight"]);
    if !weight.is_badvalue() && !weight.as_i64().is_some_and(|n| (1..=100).contains(&n)) {
        broken.push("weight is 1 to 100".into());
    }
    let disruption = at(document, &["spec", "disruption"]);
    let is_duration =
        |d: &str| d == "Never" || (d.ends_with(['s', 'm', 'h']) && d[..d.len() - 1].parse::<u32>().is_ok());
    if !text(disruption, &["consolidateAfter"]).is_some_and(is_duration) {
        broken.push("disruption.consolidateAfter is required".into());
    }
    let is_share = |n: &str| n.trim_end_matches('%').parse::<u32>().is_ok_and(|n| n <= 100);
    if !text(disruption, &["budgets", "0", "nodes"]).is_none_or(is_share) {
        broken.push("a budget's nodes".into());
    }
    broken
}

fn selectors(document: &Yaml, keys: &[&str]) -> Vec<String> {
    let mut broken = Vec::new();
    for key in keys {
        let terms = at(document, &["spec", key]).as_vec().map_or(&[][..], Vec::as_slice);
        if terms.is_empty() {
            broken.push(format!("{key} cannot be empty"));
        }
        let is_whole = |term: &Yaml| {
            let tags = at(term, &["tags"]).as_hash();
            let filled = |t: &str| !t.is_empty();
            tags.is_some_and(|t| {
                t.iter().all(|(k, v)| k.as_str().is_some_and(filled) && v.as_str().is_some_and(filled))
            }) != text(term, &["id"]).is_some()
        };
        if !terms.iter().all(is_whole) {
            broken.push(format!("{key}: expected at least one, got none, ['tags', 'id']"));
        }
    }
    broken
}

fn ec2_node_class(document: &Yaml) -> Vec<String> {
    let mut broken = differences(document, &EC2_NODE_CLASS, "EC2NodeClass");
    broken.extend(selectors(document, &["subnetSelectorTerms", "securityGroupSelectorTerms"]));
    let spec = at(document, &["spec"]);
    if text(spec, &["role"]).is_some() == text(spec, &["instanceProfile"]).is_some() {
        broken.push("must specify exactly one of ['role', 'instanceProfile']".into());
    }
    let families = ["al2", "al2023", "bottlerocket", "windows2019", "windows2022", "windows2025"];
    match text(spec, &["amiSelectorTerms", "0", "alias"]).and_then(|alias| alias.split_once('@')) {
        Some((family, version)) if families.contains(&family) && !version.is_empty() => {
            if family.starts_with("windows") && version != "latest" {
                broken.push("windows families may only specify version 'latest'".into());
            }
        }
        _ => broken.push("'alias' is improperly formatted, must match the format 'family@version'".into()),
    }
    let devices = at(spec, &["blockDeviceMappings"]).as_vec().into_iter().flatten();
    if devices.into_iter().any(|d| text(d, &["ebs", "volumeSize"]).is_none()) {
        broken.push("snapshotID or volumeSize must be defined".into());
    }
    // A text is a CEL expression, behind the gate NodeClassCEL.
    let max_pods = at(spec, &["kubelet", "maxPods"]);
    if !max_pods.is_badvalue() && max_pods.as_i64().is_none_or(|n| n < 0) {
        broken.push("kubelet.maxPods is no number".into());
    }
    broken
}

fn node_class(document: &Yaml) -> Vec<String> {
    let mut broken = differences(document, &NODE_CLASS, "NodeClass");
    broken.extend(selectors(document, &["subnetSelectorTerms", "securityGroupSelectorTerms"]));
    let spec = at(document, &["spec"]);
    let has = |key: &str| !at(spec, &[key]).is_badvalue();
    if has("podSubnetSelectorTerms") != has("podSecurityGroupSelectorTerms") {
        broken.push("podSubnetSelectorTerms and podSecurityGroupSelectorTerms go together".into());
    }
    if text(document, &["metadata", "name"]) == Some("default") {
        broken.push("do not name a class default".into());
    }
    if text(spec, &["role"]).is_none() {
        broken.push("role is required".into());
    }
    broken
}

#[test]
fn what_karpenter_refuses_is_found() {
    let class = "apiVersion: karpenter.k8s.aws/v1\nkind: EC2NodeClass\nmetadata: {name: a}\nspec:\n  amiSelectorTerms: [{alias: al2023@v1}]\n  role: a\n  subnetSelectorTerms: [{tags: {a: b}}]\n  securityGroupSelectorTerms: [{tags: {a: b}}]\n";
    let pool = "---\napiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata: {name: a}\nspec:\n  disruption: {consolidateAfter: 1m}\n  template:\n    spec:\n      nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: a}\n      requirements: [{key: kubernetes.io/arch, operator: In, values: [amd64]}]\n";
    let of = |from: &str, to: &str| apply(&format!("{class}{pool}").replace(from, to));
    assert_eq!(of("", ""), Vec::<String>::new());
    expect_broken(of("al2023@v1", "al2024@v1"), "alias");
    expect_broken(of("  role: a\n", ""), "exactly one of");
    expect_broken(of("values: [amd64]", "values: []"), "must have a value");
    expect_broken(of("kubernetes.io/arch", "karpenter.sh/arch"), "restricted");
    expect_broken(of("  disruption: {consolidateAfter: 1m}\n", ""), "consolidateAfter");
    expect_broken(of("kind: EC2NodeClass, name: a", "kind: EC2NodeClass, name: b"), "not there");
    expect_broken(of("  role: a\n", "  role: a\n  maxPods: 5\n"), "has no key maxPods");
}
