//! The parts on what rests on judgement, and on what Berth leaves out.

use crate::view::cites::cites;
use crate::view::page_view::kept;
use maud::{Markup, html};
use model::node::bandwidth::goodput;
use model::scenario::network_mode::NetworkMode;
use model::vpc::subnets::SURGE;

/// What is left out, a sentence or two each.
const UNKNOWN: [&str; 10] = [
    "What your pods really use. Requests are counted, and only the requests you enter.",
    "Which workloads may share a node. Several workloads are packed together on nodes of one type; affinity, taints and topology spread are left out.",
    "Storage, load balancers and traffic between zones. Cost is the price of the nodes; EKS\u{2019}s own fee is shown, not added.",
    "Whether a type is available today, and the spot price of the hour. Spot figures are averages of a region.",
    "Your own discounts, beyond one percentage off the list price.",
    "How much memory a given type really shows to its operating system. No source publishes it by type, so all types have the same overhead.",
    "Windows nodes. Their pods are counted as if the nodes ran Linux.",
    "Addresses in cooldown after a pod has gone. They are shown with the warm pool, but do not lower the pods of a node.",
    "The subnets that pods take addresses from with custom networking. You list those of the nodes; what pods need from theirs is shown, not checked.",
    "How pods spread over zones, and limits of single zones or subnets. Subnets are added up.",
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
            li { "Memory overhead of 7.5 %, which Karpenter assumes. " (cites(&["karpenter"])) }
            li { "Auto Mode\u{2019}s fee of about 12 %, a third party\u{2019}s figure. " (cites(&["auto-mode-fee"])) }
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
