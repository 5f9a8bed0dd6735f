//! Sentences that several views, files or commands show.

use crate::catalog::reserved::Commitment;
use crate::plan::cost::{Confidence, NodePrice, Parts, control_plane};
use crate::plan::node_count::NodeCount;
use crate::plan::packing::{Group, Packing};
use crate::scenario::fleet::Survive;
use crate::scenario::{Era, PodProfile, ProfileArch, Purchase, Scenario, Subnet, ZoneSpread};
use crate::units::{MicroUsd, counted, grouped};
use crate::vpc::subnets::Fit;

/// About a mode with branch ENIs.
pub const TRUNK: &str = "AWS's guides add branch ENIs to all other addresses; the code keeps one ENI for the trunk. Berth follows the code.";
/// About prefixes on a type of before Nitro.
pub const XEN_WITHOUT_PREFIXES: &str = "Xen types have no prefixes: VPC CNI falls back to secondary IPs.";
/// About a price that is estimated.
pub const ESTIMATED_PRICE: &str =
    "The price is an estimate from other regions and families; no source publishes it for this region.";
/// About spot prices.
pub const SPOT_IS_INDICATIVE: &str =
    "Spot figures are region averages of June 2025: indicative, not a price to count on.";
/// About the price of a Windows node.
pub const WITHOUT_LICENCE: &str = "Prices are those of Linux: the Windows licence, which EC2 adds to each hour, is not in them. How much it is Berth does not know.";
/// About what a Windows node keeps for itself.
pub const WINDOWS_RESERVE: &str = "What EKS\u{2019}s Windows image reserves is not published: Berth keeps the 2,048 MiB that AWS advises, and evicts below 200 MiB.";
/// About a max-pods set on a managed node group.
pub const MANAGED_OVERRIDES: &str =
    "A managed node group sets max-pods itself and overrides your number unless it uses a custom AMI.";
/// About ratios between vCPUs.
pub const ONE_MEASUREMENT: &str = "One measurement a type: differences under 10 % are noise.";
/// The setting's name on the page.
pub const SIZED_ON: &str = "CPU requests sized on";
/// When no type is left.
pub const NO_TYPE_CARRIES: &str = "No instance type can carry these pods.";

/// Why an option of 2018 is not listed today.
pub const WEAVE_NET_IS_OUT: &str =
    "Weave Net is not listed: its last release is from January 2021, and its repositories are archived.";

/// When every pod network is ruled out.
pub const NO_NETWORK: &str = "No pod network meets every answer.";
/// Before the ways out, when every pod network is ruled out.
pub const ALL_RULED_OUT: &str =
    "Every option is ruled out by at least one answer. The smallest changes that would help:";
/// Advice without any answer.
pub const A_DEFAULT: &str = "Nothing is answered yet, so this is a default, not a recommendation.";
/// Where the figures contradict an answer.
pub const FIGURES_DECIDE: &str = "The figures say otherwise, and the advice uses them.";
/// When no rule of 2018 that applies has changed.
pub const RULES_UNCHANGED: &str = "None of its rules that apply to your answers has changed.";
/// What advice rests on, and what its cost leaves out.
pub const JUDGEMENT: &str = "Scores and weights are judgement; differences under 0.05 mean nothing. Cost is that of the nodes with their disks and agents: no EKS fee for the cluster, no traffic.";
/// How the answers of 2018 are ordered.
pub const ARTICLE_ORDER: &str = "The article gives no order among its answers; this one is ours: what it calls the only way outranks what it prefers. Do not start with Weave Net: it is archived since 2024.";
/// Title of the chart of all types.
pub const COST_PER_POD: &str = "Cost per pod against pods per node";
/// Title of the chart of all networking modes.
pub const COST_BY_MODE: &str = "What all nodes cost a month, by networking mode";
/// Heading: evidence.
pub const EVIDENCE: &str = "Your answers and the figures";
/// Heading: add-ons.
pub const ADD_ONS: &str = "Add-ons to install";
/// Heading: conflicts.
pub const CONFLICTS: &str = "Conflicting answers";
/// Heading: migration.
pub const MIGRATION: &str = "Migrating from your current CNI";
/// Heading: changes since 2018.
pub const CHANGES: &str = "What changed since the article of 2018";
/// Heading: rules of 2018 besides its five questions.
pub const OTHER_RULES: &str = "Other rules that apply";
/// When a link has problems.
pub const NOT_ALL_USED: &str = "Not everything in this link could be used.";
/// When no catalogue is loaded.
pub const NOTHING_TO_PLAN_WITH: &str = "There is no catalogue to plan with.";
/// Before the reasons, when no type is left.
pub const WHY_EXCLUDED: &str = "Why each type is excluded:";

/// What every figure must say where requests were sized on a family. `None` where a vCPU counts as a vCPU, as it does by
/// the article's rules.
pub fn equal_work(scenario: &Scenario) -> Option<String> {
    let family = scenario.sized_on.as_deref().filter(|_| scenario.era == Era::Today)?;
    Some(format!("Figures are for equal work, with CPU requests sized on {family}; differences under 10 % are noise."))
}

/// How many names are listed before the rest is counted.
const NAMED: usize = 3;

/// `a`, `a and b`, `a, b and c`.
pub fn listed(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [others @ .., last] => format!("{} and {last}", others.join(", ")),
    }
}

/// The names of the workloads: `web`, `web and db`, `web, db, cache and 4 more`.
pub fn workload_names(scenario: &Scenario) -> String {
    let mut names: Vec<String> = scenario.profiles.iter().take(NAMED).map(|p| p.name.clone()).collect();
    match scenario.profiles.len().saturating_sub(NAMED) {
        0 => {}
        more => names.push(format!("{more} more")),
    }
    listed(&names)
}

/// What one workload requests: `100 pods of 250m CPU, 512 MiB, 1 EBS volume`.
pub fn asked(p: &PodProfile) -> String {
    let mut each = vec![format!("{} CPU", p.cpu), p.memory.to_string()];
    if p.ephemeral.0 > 0 {
        each.push(format!("{} of ephemeral storage", p.ephemeral));
    }
    if p.volumes > 0 {
        each.push(counted(p.volumes, "EBS volume"));
    }
    if p.bandwidth.0 > 0 {
        each.push(format!("{} sustained", p.bandwidth));
    }
    if p.gpus > 0 {
        each.push(counted(p.gpus, "GPU"));
    }
    if p.neuron > 0 {
        each.push(counted(p.neuron, "Neuron device"));
    }
    each.extend(placed(p));
    format!("{} of {}", counted(p.pods, "pod"), each.join(", "))
}

/// Where pods of a workload may run, in a word or two each: `arm64 only`, `at most 2 a node`.
fn placed(p: &PodProfile) -> impl Iterator<Item = String> {
    let arch = match p.arch {
        ProfileArch::Any => None,
        ProfileArch::Amd64 => Some("amd64 only".into()),
        ProfileArch::Arm64 => Some("arm64 only".into()),
    };
    let most = p.most_per_node.map(|most| format!("at most {} a node", grouped(most.into())));
    let zones = (p.zones == ZoneSpread::Any).then(|| "in any zone".into());
    let spot = p.spot.then(|| "spot allowed".into());
    let taints = (!p.taints.is_empty()).then(|| format!("only on nodes tainted {}", p.taints));
    [arch, most, zones, spot, taints].into_iter().flatten()
}

/// What follows a cost whose price is on no price list: ` The price is an estimate.`
pub fn price_caveat(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Published => "",
        Confidence::Estimated => " The price is an estimate.",
        Confidence::Derived => " The price is derived from a region\u{2019}s average spot discount: indicative.",
        Confidence::WithoutLicence => " The price is that of Linux: the Windows licence comes on top and is not known.",
    }
}

/// What a commitment's rate is.
pub const COMMITMENT: &str = "Rate of a Reserved Instance, No Upfront. That an EC2 Instance Savings Plan costs what standard does, and a Compute Savings Plan what convertible does, is commonly said and unverified.";
/// What is not known of a provisioned control plane.
pub const TIER_ON_TOP: &str = "From a test of OpenTelemetry, which has the tier as a fee of its own; that it comes on top of standard support is unverified.";
/// Where a purchase has no price.
pub const NOT_SOLD: &str = "not sold or not known";

/// How nodes are bought, as one of several: `1 year, standard`.
pub fn bought(purchase: Purchase) -> &'static str {
    match purchase {
        Purchase::OnDemand => "on demand",
        Purchase::Spot => "spot average",
        Purchase::Discount => "on demand less a discount",
        Purchase::Committed(Commitment::Standard1) => "1 year, standard",
        Purchase::Committed(Commitment::Convertible1) => "1 year, convertible",
        Purchase::Committed(Commitment::Standard3) => "3 years, standard",
        Purchase::Committed(Commitment::Convertible3) => "3 years, convertible",
    }
}

/// What the cost of all nodes is made of, but for parts that are nothing, and what the cluster comes to.
pub fn parts(scenario: &Scenario, price: &NodePrice, nodes: u32) -> String {
    with_control_plane(scenario, &price.parts(scenario, nodes), MicroUsd(price.month.0 * u64::from(nodes)))
}

/// The same of nodes of several types: their cost by part, and all of it.
pub fn with_control_plane(scenario: &Scenario, parts: &Parts, nodes: MicroUsd) -> String {
    let of = parts.named().into_iter().filter(|(_, part)| part.0 > 0);
    let of: Vec<String> = of.map(|(name, part)| format!("{name} {}", part.cents())).collect();
    let plane = control_plane(scenario);
    let all = MicroUsd(nodes.0 + plane.0);
    format!("Of that: {}. With the control plane, {} once: {} a month.", listed(&of), plane.cents(), all.cents())
}

/// Which pods are on which nodes, a sentence for each group: `12 nodes hold 3 web and 1 db each.` Before them, that the nodes
/// have room for more than run, where that is so.
pub fn who_is_where(scenario: &Scenario, packing: &Packing) -> Vec<String> {
    let room = room_for_lost_zone(scenario, packing.groups.iter().map(|group| (group.nodes, group.pods.as_slice())));
    room.into_iter().chain(who_shares(scenario, packing)).collect()
}

/// The same without the sentence on room, for where it is said already.
pub fn who_shares(scenario: &Scenario, packing: &Packing) -> Vec<String> {
    let group = |group: &Group| {
        let on = scenario.profiles.iter().zip(&group.pods).filter(|(_, pods)| **pods > 0);
        let pods: Vec<String> = on.map(|(p, pods)| format!("{} {}", grouped((*pods).into()), p.name)).collect();
        match group.nodes {
            nodes if pods.is_empty() => without_pods(scenario, nodes),
            1 => format!("1 node holds {}.", listed(&pods)),
            nodes => format!("{} nodes hold {} each.", grouped(nodes.into()), listed(&pods)),
        }
    };
    packing.groups.iter().map(group).collect()
}

/// Why nodes have no pods: they take over when one is lost, or the scenario asks for a least number of nodes.
fn without_pods(scenario: &Scenario, nodes: u32) -> String {
    const TAKE_OVER: &str = "to take over when a node is lost";
    const LEAST: &str = "for the minimum number of nodes";
    let (all, spare) = (counted(nodes, "node"), NodeCount::of(scenario).spare().min(nodes));
    match (spare, nodes - spare) {
        (0, _) => format!("{all} without pods, {LEAST}."),
        (_, 0) => format!("{all} without pods, {TAKE_OVER}."),
        (spare, more) => format!("{all} without pods: {spare} {TAKE_OVER}, {} {LEAST}.", grouped(more.into())),
    }
}

/// The room that groups of nodes have for each workload, given how many nodes and the pods that each has room for.
fn room<'a>(scenario: &Scenario, groups: impl Iterator<Item = (u32, &'a [u32])>) -> Vec<u64> {
    let mut room = vec![0_u64; scenario.profiles.len()];
    for (nodes, pods) in groups {
        room.iter_mut().zip(pods).for_each(|(room, pods)| *room += u64::from(*pods) * u64::from(nodes));
    }
    room
}

/// What is to know where groups of nodes have room for more pods than run, which is for a loss: `Pods are counted as room,
/// which is more than run: for 60 of web, of which 40 run. The rest is for the pods of a zone that is lost.`
pub fn room_for_loss<'a>(scenario: &Scenario, groups: impl Iterator<Item = (u32, &'a [u32])>) -> Option<String> {
    let all = room(scenario, groups);
    let more = scenario.profiles.iter().zip(all).filter(|(p, room)| *room > u64::from(p.pods));
    let mut parts: Vec<String> = more
        .map(|(p, room)| format!("for {} of {}, of which {} run", grouped(room), p.name, grouped(p.pods.into())))
        .collect();
    let others = parts.len().saturating_sub(ROOMS);
    if others > 0 {
        parts.truncate(ROOMS);
        parts.push(format!("for more than run of {} too", counted(others as u64, "other workload")));
    }
    (!parts.is_empty()).then(|| {
        format!(
            "Pods are counted as room, which is more than run: {}. The rest is for the pods of a zone that is lost.",
            parts.join("; ")
        )
    })
}

/// The same of nodes of one type, where a zone may be lost.
pub fn room_for_lost_zone<'a>(scenario: &Scenario, groups: impl Iterator<Item = (u32, &'a [u32])>) -> Option<String> {
    (scenario.fleet.survive == Survive::Zone).then(|| room_for_loss(scenario, groups))?
}

/// How many workloads have their room named.
const ROOMS: usize = 6;

/// The same of all workloads together, short: `Mix: room for 75 pods, 50 run`.
pub fn room_in_all<'a>(scenario: &Scenario, groups: impl Iterator<Item = (u32, &'a [u32])>) -> Option<String> {
    let (room, run) = (room(scenario, groups).iter().sum::<u64>(), u64::from(scenario.pods()));
    (room > run).then(|| format!("Mix: room for {}, {} run", counted(room, "pod"), grouped(run)))
}

/// What AWS says of clusters of this size, `None` of small ones: `320 nodes and 900 pods: EKS best practices ...`
///
/// Source: aws/aws-eks-best-practices@dc0243ad2cf4 latest/bpg/scalability/index.adoc;
/// kubernetes/community@24e7d8f5409c sig-scalability/configs-and-limits/thresholds.md.
pub fn scale(nodes: u32, pods: u32) -> Option<String> {
    let advice = match (nodes, pods) {
        (1_001.., _) | (_, 50_001..) => {
            "beyond 1,000 nodes or 50,000 pods, talk to AWS first. Kubernetes itself is tested to 5,000 nodes and 150,000 pods."
        }
        (300.., _) | (_, 5_000..) => "EKS best practices are to plan for scale from 300 nodes or 5,000 pods.",
        _ => return None,
    };
    Some(format!("{} and {}: {advice}", counted(nodes, "node"), counted(pods, "pod")))
}

/// Whether subnets are enough, after a colon: `too few, us-east-1b is full at 15 nodes`.
pub fn whether_it_fits(fit: &Fit, subnets: &[Subnet]) -> String {
    let first = fit.first.and_then(|first| Some((&subnets.get(first.subnet)?.zone, first.lasts_nodes)));
    match (fit.fits, first) {
        (Some(true), _) => "enough".into(),
        (None, _) => "not checked, because free addresses of a subnet are not known".into(),
        (_, Some((zone, 0))) => format!("too few, {zone} has no room for a single node"),
        (_, Some((zone, nodes))) => format!("too few, {zone} is full at {} in all", counted(nodes, "node")),
        _ => "too few".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::link::{from_query, to_query};

    fn named(names: &[&str]) -> Scenario {
        let profile = |name: &&str| PodProfile { name: name.to_string(), ..PodProfile::default() };
        Scenario { profiles: names.iter().map(profile).collect(), ..Scenario::default() }
    }

    #[test]
    fn workloads_are_named_until_there_are_too_many() {
        assert_eq!(workload_names(&named(&["web"])), "web");
        assert_eq!(workload_names(&named(&["web", "db"])), "web and db");
        assert_eq!(workload_names(&named(&["web", "db", "cache", "a", "b"])), "web, db, cache and 2 more");
    }

    /// Spread over zones is what pods usually are: a link and a sentence say it where they are not.
    #[test]
    fn pods_that_may_be_in_any_zone_are_called_that() {
        let mut scenario = named(&["web"]);
        assert_eq!(scenario.profiles[0].zones, ZoneSpread::Even);
        assert_eq!(asked(&scenario.profiles[0]), "100 pods of 250m CPU, 512 MiB");
        assert!(!to_query(&scenario).contains("pod_zones"));
        scenario.profiles[0].zones = ZoneSpread::Any;
        assert_eq!(asked(&scenario.profiles[0]), "100 pods of 250m CPU, 512 MiB, in any zone");
        assert!(to_query(&scenario).contains("pod_zones=any"), "{}", to_query(&scenario));
        assert_eq!(from_query(&to_query(&scenario)).scenario, scenario);
    }

    #[test]
    fn a_group_says_who_it_holds() {
        let packing =
            Packing { groups: vec![Group { nodes: 12, pods: vec![3, 1] }, Group { nodes: 1, pods: vec![0, 1_000] }] };
        let said = |nodes| who_is_where(&named(&["web", "db"]), &packing.clone().on(nodes));
        assert_eq!(said(13), ["12 nodes hold 3 web and 1 db each.", "1 node holds 1,000 db."]);
        assert_eq!(said(15)[2], "2 nodes without pods, for the minimum number of nodes.");
        // one node is a spare, whatever else is asked for
        let mut losing = named(&["web", "db"]);
        losing.fleet.survive = Survive::Node;
        let said = |nodes| who_is_where(&losing, &packing.clone().on(nodes));
        assert_eq!(said(14)[2], "1 node without pods, to take over when a node is lost.");
        assert_eq!(
            said(16)[2],
            "3 nodes without pods: 1 to take over when a node is lost, 2 for the minimum number of nodes."
        );
        assert_eq!(packing.clone().on(15).nodes(), 15);
        assert_eq!(Packing::default().on(15), Packing::default());
    }

    #[test]
    fn room_for_a_loss_is_told_from_pods_that_run() {
        let mut s = named(&["web", "db"]);
        (s.profiles[0].pods, s.profiles[1].pods) = (40, 3);
        let all = |groups: &[(u32, [u32; 2])]| {
            let groups = || groups.iter().map(|(nodes, pods)| (*nodes, pods.as_slice()));
            (room_for_loss(&s, groups()), room_in_all(&s, groups()))
        };
        assert_eq!(all(&[(4, [10, 0]), (3, [0, 1])]), (None, None));
        let (each, together) = all(&[(6, [10, 0]), (3, [0, 1])]);
        let said = "Pods are counted as room, which is more than run: for 60 of web, of which 40 run. The rest is for the pods of \
                    a zone that is lost.";
        assert_eq!((each.as_deref(), together.as_deref()), (Some(said), Some("Mix: room for 63 pods, 43 run")));
        let (each, _) = all(&[(6, [10, 1])]);
        assert!(each.is_some_and(|said| said.contains("of which 40 run; for 6 of db, of which 3 run. The rest")));
        let names: Vec<String> = (0..9).map(|n| format!("w{n}")).collect();
        let many = named(&names.iter().map(String::as_str).collect::<Vec<_>>());
        let said = room_for_loss(&many, [(1_000, &[1_000_u32; 9][..])].into_iter()).expect("there is more");
        assert!(said.contains("w5") && !said.contains("w6") && said.contains("3 other workloads too"), "{said}");
    }

    /// 12 nodes of 3 web have room for 36: a half more than the 24 that run, so that two of three zones have room for all.
    #[test]
    fn who_is_where_begins_with_room_for_a_lost_zone() {
        let mut s = named(&["web"]);
        s.profiles[0].pods = 24;
        let packing = Packing { groups: vec![Group { nodes: 12, pods: vec![3] }] };
        assert_eq!(who_is_where(&s, &packing), ["12 nodes hold 3 web each."]);
        (s.fleet.zones, s.fleet.survive) = (3, Survive::Zone);
        let said = who_is_where(&s, &packing);
        assert!(said[0].contains("for 36 of web, of which 24 run. "), "{said:?}");
        assert_eq!(said[1..], ["12 nodes hold 3 web each."]);
    }

    #[test]
    fn scale_is_noted_from_the_published_figures_on() {
        let (large, very_large) = ("EKS best practices", "talk to AWS first");
        assert_eq!(scale(299, 4_999), None);
        for (nodes, pods, says) in [
            (300, 1, large),
            (1, 5_000, large),
            (1_000, 50_000, large),
            (1_001, 1, very_large),
            (2, 50_001, very_large),
        ] {
            let text = scale(nodes, pods).expect("it is large");
            assert!(text.contains(says), "{text}");
        }
        assert!(scale(300, 1).is_some_and(|text| text.starts_with("300 nodes and 1 pod: ")));
    }
}
