//! A second, naive model of a node, to test the first against.
//!
//! Written from the published rules alone and on purpose without any of the model's formulas: it takes
//! the model's plain data (types, scenarios, enums) and nothing else. Pods are placed one at a time and
//! everything on the node is added up after each; nodes are dealt their pods one by one; money is added
//! hour by hour. Slow, and meant to be obvious.
//!
//! Sources: aws/amazon-vpc-cni-k8s@b52188387f2e (README.md, misc/eni-max-pods.txt, pkg/ipamd/ipamd.go),
//! awslabs/amazon-eks-ami@81fec2e89585 (nodeadm/internal/kubelet), aws/karpenter-provider-aws@1d927085dd81
//! (pkg/providers/instancetype/types.go), bottlerocket-os/bottlerocket-core-kit@a10182f974ab,
//! aws/aws-eks-best-practices@dc0243ad2cf4 (latest/bpg/networking), kubernetes-sigs/aws-ebs-csi-driver@429e202e5897
//! (pkg/driver/node.go), containernetworking/plugins@3d27709faaa4 (host-local), tigera/docs@f2a2762432b5.

// Each test file uses its own part of this module.
#![allow(dead_code)]

pub mod eligibility;
pub mod money;
pub mod node;
pub mod pool;
pub mod ratio;

use model::catalog::instance_type::InstanceType;
use model::node::limit::Limit;
use model::scenario::Scenario;
use node::{Node, NodeFigures};

/// What the oracle says of one type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Application pods that fit.
    pub pods: u32,
    /// The limits that one pod more would break.
    pub binding: Vec<Limit>,
    /// The limits that break first once the binding ones are ignored, and the pods that fit then.
    pub next: Option<(Vec<Limit>, u32)>,
}

/// Fills a node of this type with the scenario's pods, one after the other.
pub fn verdict(t: &InstanceType, s: &Scenario) -> Verdict {
    let figures = NodeFigures::of(t, s);
    let (pods, binding) = fill(s, &figures, &[]).expect("max-pods stops every node");
    let next = fill(s, &figures, &binding).map(|(pods, limits)| (limits, pods));
    Verdict { pods, binding, next }
}

/// Places pods until one breaks a limit that is not ignored. `None` if none is left to break.
fn fill(s: &Scenario, figures: &NodeFigures, ignored: &[Limit]) -> Option<(u32, Vec<Limit>)> {
    let mut node = Node::with_daemonsets(s);
    if node.limits_that_can_break(ignored).is_empty() {
        return None;
    }
    let mut pods = 0;
    loop {
        node.place_pod();
        let broken: Vec<Limit> = node.broken(figures).into_iter().filter(|limit| !ignored.contains(limit)).collect();
        if !broken.is_empty() {
            return Some((pods, broken));
        }
        pods += 1;
    }
}
