//! Conflicting answers: each conflict in a sentence, with the ways out.

use super::decide::Decision;
use super::knowledge::findings::Case;
use super::knowledge::options::{Dimension, OPTIONS, OptionId};
use super::knowledge::weights::MEANINGLESS;
use crate::scenario::answers::{Answer, Compliance, Encryption, Ipv6, Multicast};

/// Two answers that cannot both be had, or can only at a price.
pub struct Clash {
    /// The questions, by key.
    pub between: [&'static str; 2],
    /// The clash and both ways out, in sentences.
    pub text: &'static str,
    clashes: fn(&Case) -> bool,
}

fn yes(answer: Answer) -> bool {
    answer == Answer::Yes
}

/// Known clashes.
pub const CLASHES: &[Clash] = &[
    Clash {
        between: ["q_multicast", "q_routable"],
        text: "Multicast for ordinary pods needs an overlay, and pods of an overlay cannot be reached by their address. Run the multicast pods on the host network, or give up reaching pods directly.",
        clashes: |c| c.answers.multicast == Multicast::Pods && yes(c.answers.routable),
    },
    Clash {
        between: ["q_multicast", "q_sgp"],
        text: "Multicast for ordinary pods needs an overlay, and security groups for pods need VPC CNI. Run the multicast pods on the host network, or use network policy instead of security groups.",
        clashes: |c| c.answers.multicast == Multicast::Pods && yes(c.answers.security_groups),
    },
    Clash {
        between: ["q_multicast", "q_support"],
        text: "Multicast for ordinary pods is a beta feature of CNIs that AWS does not support. Run the multicast pods on the host network, or do without AWS\u{2019}s support for the pod network.",
        clashes: |c| c.answers.multicast == Multicast::Pods && yes(c.answers.aws_support),
    },
    Clash {
        between: ["q_multicast", "q_encryption"],
        text: "Antrea\u{2019}s agent does not start with multicast and encryption together, and Cilium\u{2019}s multicast does not work with IPsec. Try Cilium with WireGuard, which its guide neither shows nor rules out, or encrypt in a mesh.",
        clashes: |c| c.answers.multicast == Multicast::Pods && c.needs_software_encryption(),
    },
    Clash {
        between: ["q_sgp", "type"],
        text: "Security groups for pods need branch ENIs, which T types, Xen types and some others do not take. Choose another node type, or use network policy instead.",
        clashes: |c| yes(c.answers.security_groups) && c.findings.takes_branch_enis == Some(false),
    },
    Clash {
        between: ["q_ipv6", "q_windows"],
        text: "Windows nodes cannot join an IPv6 cluster. Put Windows in a cluster of its own, or stay on IPv4.",
        clashes: |c| c.answers.ipv6 == Ipv6::Mandated && yes(c.answers.windows),
    },
    Clash {
        between: ["q_ipv6", "q_hybrid"],
        text: "Hybrid Nodes cannot join an IPv6 cluster. Put them in a cluster of their own, or stay on IPv4.",
        clashes: |c| c.answers.ipv6 == Ipv6::Mandated && yes(c.answers.hybrid),
    },
    Clash {
        between: ["q_ipv6", "type"],
        text: "An IPv6 cluster needs Nitro nodes. Choose a newer node type, or stay on IPv4.",
        clashes: |c| c.answers.ipv6 == Ipv6::Mandated && c.findings.is_nitro == Some(false),
    },
    Clash {
        between: ["q_compliance", "q_encryption"],
        text: "FIPS rules out WireGuard, which most pod networks use to encrypt with your own keys. Use hardware encryption, whose keys are AWS\u{2019}s, or IPsec or a mesh with a validated module.",
        clashes: |c| c.answers.compliance == Compliance::Fips && c.answers.encryption == Encryption::TenantKeys,
    },
    Clash {
        between: ["q_encryption", "q_support"],
        text: "No CNI that AWS supports encrypts with your own keys. Add a mesh on top, accept AWS\u{2019}s hardware encryption, or take support from a vendor.",
        clashes: |c| c.needs_software_encryption() && yes(c.answers.aws_support),
    },
    Clash {
        between: ["q_windows", "q_runs"],
        text: "Auto Mode has no Windows nodes. Run Windows on node groups of your own, in a cluster without Auto Mode\u{2019}s network for them.",
        clashes: |c| yes(c.answers.windows) && c.is_auto_mode(),
    },
    Clash {
        between: ["q_runs", "node"],
        text: "Auto Mode is part of EKS, and you run the cluster yourself. Choose another owner for the nodes, or let EKS run the cluster.",
        clashes: |c| c.findings.nodes_are_auto && c.answers.operator.is_self_managed(),
    },
    Clash {
        between: ["q_fargate", "q_encryption"],
        text: "Fargate pods know VPC CNI only, which does not encrypt with your own keys. Add a mesh, or keep what must be encrypted off Fargate.",
        clashes: |c| yes(c.answers.fargate) && c.needs_software_encryption(),
    },
    Clash {
        between: ["q_perf", "q_density"],
        text: "Performance and density together, on which the article says nothing, no longer conflict: prefix delegation gives both. It is the biggest change in advice since then.",
        clashes: |c| c.performance_is_high() && c.density_presses(),
    },
    Clash {
        between: ["q_density", "q_addresses"],
        text: "Prefix delegation raises density and, on nodes that are not full, takes more VPC addresses, not fewer. Use a secondary range or IPv6 against a shortage.",
        clashes: |c| c.density_presses() && c.is_short(),
    },
    Clash {
        between: ["q_encryption", "q_perf"],
        text: "AWS states no performance cost for hardware encryption. Software encryption stops near 5 to 10 Gbps a node in published tests.",
        clashes: |c| c.answers.encryption.is_wanted() && c.performance_is_high(),
    },
];

impl Clash {
    /// Whether a case has it.
    pub fn is_in(&self, case: &Case) -> bool {
        (self.clashes)(case)
    }
}

/// The clashes of a case.
pub fn clashes(case: &Case) -> impl Iterator<Item = &'static Clash> {
    CLASHES.iter().filter(move |clash| clash.is_in(case))
}

/// A hard constraint beat a preference: the option that would lead without it, and what is lost.
pub struct Lost {
    /// The option.
    pub option: OptionId,
    /// What it does better than the headline, among what counts.
    pub better_at: Vec<Dimension>,
}

/// What the hard constraints cost: the best-fitting option that they eliminated, if it beats the headline by
/// more than means nothing.
pub fn lost(decision: &Decision) -> Option<Lost> {
    let best = decision.ranked.first()?;
    let winner = best.id.row()?;
    let eliminated = OPTIONS.iter().filter(|row| decision.fit(row.id).is_none());
    let (row, fit) = eliminated
        .map(|row| (row, decision.weights.fit(row)))
        .max_by(|(a, x), (b, y)| x.points.cmp(&y.points).then_with(|| b.id.cmp(&a.id)))?;
    if fit.thousandths() < best.fit.thousandths() + MEANINGLESS {
        return None;
    }
    let better = |d: &Dimension| decision.weights.get(*d) > 0 && row.score(*d) > winner.score(*d);
    Some(Lost { option: row.id, better_at: Dimension::ALL.into_iter().filter(better).collect() })
}
