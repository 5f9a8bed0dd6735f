//! The parts on what rests on judgement, and on what Berth leaves out.

use crate::view::cites::cites;
use crate::view::page_view::kept;
use maud::{Markup, html};
use model::node::bandwidth::goodput;
use model::scenario::network_mode::NetworkMode;
use model::vpc::subnets::SURGE;

/// What is left out, a sentence or two each.
const UNKNOWN: [&str; 12] = [
    "What your pods really use. Requests are counted, and only the requests you enter.",
    "Which workloads may share a node. Several workloads are packed together on nodes of one type, those that are held to other taints on nodes of their own; affinity and topology spread are left out.",
    "Storage, load balancers and traffic between zones. Cost is the price of the nodes; EKS\u{2019}s own fee is shown, not added.",
    "Whether a type is available today, and the spot price of the hour. Spot figures are averages of a region.",
    "Your own discounts, beyond one percentage off the list price.",
    "How much memory your own nodes report. Berth takes what machines of the type were measured to report; hosts of one type can differ, most on 5th generation Intel.",
    "Huge pages. A node with EFA interfaces sets memory aside for them (14,082 and 21,122 MiB were seen); how much by type is not known, so none is taken off.",
    "The Windows licence. Prices of Windows nodes are those of Linux, and say so; EC2 adds the licence to each hour.",
    "What EKS\u{2019}s Windows image reserves, and the memory that Windows shows. Berth keeps the 2,048 MiB that AWS advises at least.",
    "Addresses in cooldown after a pod has gone. They are shown with the warm pool, but do not lower the pods of a node.",
    "The subnets that pods take addresses from with custom networking. You list those of the nodes; what pods need from theirs is shown, not checked.",
    "How nodes really spread over zones: an even share of them must fit each zone\u{2019}s subnets, which are added up. A zone with a subnet whose free addresses are not known is not checked.",
];

/// The part on judgement.
pub(super) fn judgement() -> Markup {
    let overlay = f64::from(goodput(NetworkMode::OverlayCalico).0) / 100.0;
    let surge = f64::from(SURGE.0) / 100.0;
    html! {
        p { "Most figures follow from a published limit. These do not: we chose them, and you may choose others." }
        ul.plain {
            li { "Bandwidth through an overlay: " (overlay) " % of the node\u{2019}s, from published benchmarks with a jumbo MTU." }
            li { "Room in the subnets for " (surge) " % more nodes than planned, while nodes are replaced or pods grow." }
            li { "Requests of the log and metrics agents in the default scenario. Those of aws-node and kube-proxy are what AWS ships." }
            li { "9 MiB less than measured, which AL2023 on x86 reports, taken off on every system. " (cites(&["memory-bottlerocket", "memory-ubuntu"])) }
            li { "The fit of memory for types that nobody measured. Made for each family of the 7th generation and later from all others, it was on the safe side for more than 99 in 100 types and within 1 % of the memory for more than 98. " (cites(&["memory-fit"])) }
            li { "Memory overhead of 7.5 %, which Karpenter assumes until it has seen a node: used where you ask for it, and in editions from before November 2026. " (cites(&["karpenter"])) }
            li { "For equal work, that the least of three benchmarks stands for your pods; burstable types count at their baseline, flex types as measured. A figure that no longer grows with the vCPUs is left out: beyond 16 to 32 vCPUs on Graviton the web server measures itself. " (cites(&["cpu-measured", "ec2-burstable"])) }
            li { "Auto Mode\u{2019}s fee of about 12 %, a third party\u{2019}s figure, where no price list was read. " (cites(&["auto-mode-fee", "auto-mode-list"])) }
            li { "Scores and weights of the pod networks on the page " a href=(kept("/advice")) { "Pod network" } ". Rules come before scores, and differences below 0.05 mean nothing." }
            li { "Where sources disagree: AWS\u{2019}s guides call branch ENIs additional, its code keeps one ENI for the trunk. Berth follows the code. " (cites(&["vcni-trunk", "bpg-sgp"])) }
        }
        p { "A fact that rests on judgement, or has no primary source that we have seen, is marked so everywhere." }
    }
}

/// The part on what is left out.
pub(super) fn unknown() -> Markup {
    html! { ul.plain { @for line in UNKNOWN { li { (line) } } } }
}
