//! awslabs/amazon-eks-ami@81fec2e89585: nodeadm/api/v1alpha1/nodeconfig_types.go.

use super::expect_broken;
use super::shape::Shape::{Anything, Flag, Keys, List, Of, OneOf, Text};
use super::shape::{Shape, differences};
use crate::read::{at, yaml};

const NODE_CONFIG: Shape = Keys(&[
    ("apiVersion", OneOf(&["node.eks.aws/v1alpha1"])),
    ("kind", OneOf(&["NodeConfig"])),
    (
        "spec",
        Keys(&[
            (
                "cluster",
                Keys(&[("name", Text), ("apiServerEndpoint", Text), ("certificateAuthority", Text), ("cidr", Text)]),
            ),
            (
                "kubelet",
                // The kubelet's own settings; max-pods by number here, by expression in a key of its own.
                Keys(&[("config", Of(&Anything)), ("flags", List(&Text)), ("maxPodsExpression", Text)]),
            ),
            ("instance", Keys(&[("localStorage", Keys(&[("strategy", OneOf(&["RAID0", "RAID10", "Mount"]))]))])),
            ("featureGates", Of(&Flag)),
        ]),
    ),
]);

/// What nodeadm reads from user data.
pub fn node_config(file: &str) -> Vec<String> {
    let document = yaml(file).remove(0);
    let mut broken = differences(&document, &NODE_CONFIG, "NodeConfig");
    let max_pods = at(&document, &["spec", "kubelet", "config", "maxPods"]);
    if !max_pods.is_badvalue() && max_pods.as_i64().is_none_or(|n| n < 0) {
        broken.push("maxPods is no number".into());
    }
    broken
}

#[test]
fn what_nodeadm_does_not_know_is_found() {
    let of = |spec: &str| node_config(&format!("apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec:\n{spec}"));
    assert_eq!(of("  kubelet:\n    config:\n      maxPods: 29\n"), Vec::<String>::new());
    expect_broken(of("  kubelet:\n    maxPods: 29\n"), "has no key maxPods");
    expect_broken(of("  instance:\n    localStorage:\n      strategy: RAID5\n"), "strategy");
}
