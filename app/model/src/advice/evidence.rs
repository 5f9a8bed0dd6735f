//! Evidence: what the scenario's figures say to the questions, next to what was answered.
//!
//! Where the two differ both are shown and the evidence counts. What cannot be told from the figures is
//! left to the answer.

mod windows;

use super::figures::{BestOfOptions, pinned, unasked};
use super::knowledge::findings::Findings;
use super::what_if::questions;
use crate::catalog::instance_type::InstanceType;
use crate::catalog::{Catalog, TypeIndex};
use crate::node::bandwidth::{SINGLE_FLOW, largest_flow, sustained};
use crate::node::limit::Limit;
use crate::node::max_pods::pods_per_core;
use crate::node::workload::Workload;
use crate::plan::best::best_of;
use crate::plan::node_count::NodeCount;
use crate::plan::packing::Packer;
use crate::plan::{Candidate, judge_in_mode};
use crate::scenario::answers::{Answer, Encryption};
use crate::scenario::network_mode::NetworkMode::{self, PrefixDelegation, SecondaryIp, SecurityGroups};
use crate::scenario::owner::Owner;
use crate::scenario::{Scenario, Subnet};
use crate::units::{MicroUsd, counted, grouped};
use crate::vpc::subnets::Fit;
use crate::words;

/// One piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// `E1` to `E6`, or the constraint that the figures belong to.
    pub id: &'static str,
    /// The question it answers, by key; none for mere advice on scale.
    pub key: Option<&'static str>,
    /// What the figures say to the question, `None` where they cannot tell.
    pub says: Option<bool>,
    /// What was answered, in the question's words.
    pub answered: &'static str,
    /// Whether the answer says the same; `None` where one of the two says nothing.
    pub agrees: Option<bool>,
    /// The numbers, in a sentence or two.
    pub text: String,
    /// Sources by id.
    pub sources: &'static [&'static str],
}

/// Weighs the figures: findings for the rules, and evidence for the reader.
pub fn weigh(catalog: &Catalog, scenario: &Scenario, figures: &BestOfOptions) -> (Findings, Vec<Evidence>) {
    let unasked = unasked(catalog, scenario);
    let open = unasked.as_ref().unwrap_or(scenario);
    let weigher = Weigher { catalog, scenario, open, figures, pinned: pinned(catalog, open) };
    let parts =
        [weigher.density(), weigher.addresses(), weigher.encryption(), weigher.performance(), weigher.branch_enis()];
    let [density, addresses, encryption, performance, branch_enis] = parts;
    let findings = Findings {
        density_presses: density.says,
        short: figures.short(catalog, scenario),
        encrypts: weigher.encrypts(encryption.says),
        bandwidth_binds: performance.says,
        takes_branch_enis: branch_enis.says,
        is_nitro: weigher.any_pinned(InstanceType::is_nitro),
        // an answer that overrides the owner is a rule of its own
        nodes_are_auto: scenario.node.owner_as_set() == Owner::AutoMode,
        nodes_are_windows: scenario.node.is_windows(),
    };
    let mut evidence = vec![density, addresses, encryption, performance, branch_enis];
    evidence.extend(weigher.scale());
    evidence.extend(weigher.windows());
    (findings, evidence)
}

struct Weigher<'a> {
    catalog: &'a Catalog,
    scenario: &'a Scenario,
    /// The same without the answer that leaves types out which do not encrypt.
    open: &'a Scenario,
    figures: &'a BestOfOptions,
    /// Types that the fleet is pinned to; none where the choice is free.
    pinned: Vec<&'a InstanceType>,
}

impl Weigher<'_> {
    fn name(&self, candidate: &Candidate<TypeIndex>) -> &str {
        &self.catalog.instance_type(candidate.index).name
    }

    /// Whether something holds of every pinned type; nothing is known where the choice is free.
    fn all_pinned(&self, holds: impl Fn(&InstanceType) -> bool) -> Option<bool> {
        (!self.pinned.is_empty()).then(|| self.pinned.iter().all(|t| holds(t)))
    }

    /// Whether something holds of one of them at least: families kept are a choice.
    fn any_pinned(&self, holds: impl Fn(&InstanceType) -> bool) -> Option<bool> {
        (!self.pinned.is_empty()).then(|| self.pinned.iter().any(|t| holds(t)))
    }

    fn evidence(&self, id: &'static str, key: &'static str, says: Option<bool>, text: String) -> Evidence {
        let question = questions().find(|q| q.key == key);
        let answered = question.map_or("", |q| q.options[(q.get)(self.scenario)].1);
        let agrees = match (says, self.answer(key)) {
            (Some(says), Some(answer)) => Some(says == answer),
            _ => None,
        };
        let sources: &[&str] = match id {
            "E1" => &["eks-max-pods", "bpg-prefix"],
            "E2" => &["vcni-pool", "vpc-subnets", "vpc-nau"],
            "E3" => &["ec2-encryption", "karpenter-types"],
            "E4" => &["ec2-bandwidth"],
            "E5" => &["vrc-limits", "vcni-trunk"],
            windows::ID => &["eks-windows", "bpg-prefix-windows"],
            _ => &["bpg-scalability", "k8s-thresholds"],
        };
        Evidence { id, key: Some(key), says, answered, agrees, text, sources }
    }

    /// The answer to a question as yes or no; `None` if it was not given.
    fn answer(&self, key: &str) -> Option<bool> {
        let answers = &self.scenario.answers;
        let yes_or_no = |answer: Answer| match answer {
            Answer::Yes => Some(true),
            Answer::No => Some(false),
            Answer::NotSure => None,
        };
        match key {
            "q_density" => yes_or_no(answers.density),
            "q_addresses" => yes_or_no(answers.addresses),
            "q_perf" => yes_or_no(answers.performance),
            _ => None,
        }
    }

    /// E1: pods that secondary IPs allow against what everything else allows.
    fn density(&self) -> Evidence {
        let Some(candidate) = self.figures.of_mode(SecondaryIp) else {
            return self.evidence(
                "E1",
                "q_density",
                None,
                "No instance type can carry these pods with secondary IPs.".into(),
            );
        };
        let allowed = self.by_addresses(candidate);
        let in_question = self.in_question(candidate);
        let Some((limit, bound)) = other_bound(candidate, in_question) else {
            let text = "Only addresses and max-pods limit the pods of a node: enter CPU and memory requests to see whether they matter.";
            return self.evidence("E1", "q_density", None, text.into());
        };
        let (now, without) = (candidate.fleet.nodes, self.nodes_without(candidate, in_question, bound));
        let presses = allowed < bound && without < now;
        let name = self.name(candidate);
        let text = if allowed >= bound {
            format!(
                "On {name}, {} stops at {} pods; secondary IPs allow {}. Addresses are not the limit: prefix delegation would fit no more pods.",
                limit.name(),
                grouped(bound.into()),
                grouped(allowed.into())
            )
        } else if presses {
            format!(
                "On {name}, secondary IPs allow {} pods where {} would allow {}: {} nodes instead of {}.",
                grouped(allowed.into()),
                limit.name(),
                grouped(bound.into()),
                grouped(now.into()),
                grouped(without.into())
            )
        } else {
            format!(
                "On {name}, secondary IPs allow {} pods where {} would allow {}, but the pods need {} nodes either way.",
                grouped(allowed.into()),
                limit.name(),
                grouped(bound.into()),
                grouped(now.into())
            )
        };
        self.evidence("E1", "q_density", Some(presses), text)
    }

    /// Nodes if the limits in question were lifted, with so many pods each under what is left.
    fn nodes_without(&self, candidate: &Candidate<TypeIndex>, in_question: &[Limit], bound: u32) -> u32 {
        let workload = Workload::in_mode(self.scenario, SecondaryIp).sized(self.catalog);
        let count = NodeCount::of(self.scenario);
        if let Some(only) = workload.only() {
            return count.nodes(only.pods, bound);
        }
        let t = self.catalog.instance_type(candidate.index);
        count.with(Packer::of(&workload).nodes_without(t, in_question))
    }

    /// Limits that more addresses would raise. A max-pods that does not follow from addresses is none: fixed by
    /// somebody, lowered by podsPerCore, or the default of a Windows node.
    fn in_question(&self, candidate: &Candidate<TypeIndex>) -> &'static [Limit] {
        let (t, node) = (self.catalog.instance_type(candidate.index), &self.scenario.node);
        let by_cores = pods_per_core(node).map(|each| each.saturating_mul(t.vcpu));
        let stays =
            self.scenario.fixes_max_pods(t) || node.is_windows() || by_cores == Some(candidate.capacity.max_pods);
        if stays { &[Limit::Addresses] } else { &[Limit::Addresses, Limit::MaxPods] }
    }

    /// Pods that addresses, and max-pods where it follows from them, allow.
    fn by_addresses(&self, candidate: &Candidate<TypeIndex>) -> u32 {
        let by = |limit: &Limit| candidate.capacity.by_limit.get(*limit).unwrap_or(u32::MAX);
        self.in_question(candidate).iter().map(by).min().unwrap_or(u32::MAX)
    }

    /// E2: what the fleet takes of the subnets, mode by mode.
    fn addresses(&self) -> Evidence {
        if self.scenario.subnets.is_empty() {
            let text = self.figures.of_mode(SecondaryIp).map_or_else(String::new, |candidate| {
                let held = crate::vpc::subnets::held_by_node(
                    self.catalog.instance_type(candidate.index),
                    self.scenario,
                    SecondaryIp,
                    candidate,
                );
                let all = u64::from(held.subnet_addresses()) * u64::from(candidate.fleet.nodes);
                format!(
                    "With secondary IPs, {} of {} take {} VPC addresses. ",
                    counted(candidate.fleet.nodes, "node"),
                    self.name(candidate),
                    grouped(all)
                )
            });
            return self.evidence(
                "E2",
                "q_addresses",
                None,
                text + "List your subnets to see whether they fit; until then your answer counts.",
            );
        }
        let fit = |mode: NetworkMode| {
            let candidate = self.figures.of_mode(mode)?;
            crate::vpc::subnets::fit_of(self.catalog, self.scenario, mode, candidate)
        };
        let says = self.figures.runs_short(self.catalog, self.scenario);
        let mut text = String::new();
        for (name, mode) in [("Secondary IPs", SecondaryIp), ("Prefix delegation", PrefixDelegation)] {
            if let Some(fit) = fit(mode) {
                text += &fit_sentence(name, &fit, &self.scenario.subnets);
            }
        }
        let text = match text.trim_end() {
            "" => "No instance type can carry these pods: until one does, your answer counts.".into(),
            text => text.into(),
        };
        self.evidence("E2", "q_addresses", says, text)
    }

    /// The finding of E3: whether a type of the fleet encrypts. Once encryption is asked for, no other is left.
    fn encrypts(&self, with_a_free_choice: Option<bool>) -> Option<bool> {
        self.any_pinned(|t| t.encryption_in_transit).or(with_a_free_choice)
    }

    /// E3: whether the node types encrypt in hardware, all that the answer leaves.
    fn encryption(&self) -> Evidence {
        let encrypts = |t: &InstanceType| t.encryption_in_transit;
        let is_asked = self.scenario.answers.encryption == Encryption::Any;
        let (says, mut text) = match self.all_pinned(encrypts) {
            Some(false) if is_asked && self.any_pinned(encrypts) == Some(true) => {
                let text =
                    "Not every node type of the selected families encrypts in hardware; only those that do are left.";
                (Some(true), text.into())
            }
            Some(all) => (Some(all), self.pinned_text(all)),
            None => self.cheapest_that_encrypts(),
        };
        if says == Some(true) {
            text += match self.scenario.answers.middlebox {
                Answer::Yes => {
                    " Pods talk through a load balancer or transit gateway, so this does not cover their traffic."
                }
                Answer::No => {
                    " No load balancer or transit gateway is between pods, so this covers traffic between nodes."
                }
                Answer::NotSure => {
                    " This covers traffic between nodes of one VPC unless it passes a load balancer or transit gateway."
                }
            };
        }
        if says == Some(false) && self.scenario.answers.encryption == Encryption::Any {
            text += " So the pod network has to encrypt.";
        }
        self.evidence("E3", "q_encryption", says, text)
    }

    fn pinned_text(&self, all: bool) -> String {
        let without: Vec<&str> = self.pinned.iter().filter(|t| !t.encryption_in_transit).map(|t| t.family()).collect();
        match (self.pinned.as_slice(), all) {
            ([only], true) => format!("{} encrypts traffic between instances in hardware.", only.name),
            ([only], false) => format!("{} does not encrypt traffic between instances in hardware.", only.name),
            (_, true) => {
                "Every node type of the selected families encrypts traffic between instances in hardware.".into()
            }
            (_, false) => format!(
                "Not every node type of the selected families encrypts in hardware: {} does not.",
                without.first().unwrap_or(&"one")
            ),
        }
    }

    /// With a free choice of types, whether there is one that encrypts, and what the cheapest such costs. What
    /// it finds does not depend on the answer: it must hold still while answers are tried.
    fn cheapest_that_encrypts(&self) -> (Option<bool>, String) {
        let Some(best) = self.figures.of_mode(SecondaryIp) else { return (None, words::NO_TYPE_CARRIES.into()) };
        let encrypts = |c: &Candidate<TypeIndex>| self.catalog.instance_type(c.index).encryption_in_transit;
        if encrypts(best) {
            return (
                Some(true),
                format!("{}, the cheapest type here, encrypts traffic between instances in hardware.", self.name(best)),
            );
        }
        let encrypts = |t: &InstanceType| t.encryption_in_transit;
        if !self.scenario.answers.encryption.is_wanted() {
            // Which one is cheapest need not be known: any will do, and the first is soon found.
            let carries = |index| judge_in_mode(self.catalog, self.open, SecondaryIp, index).is_ok();
            let does = |index| encrypts(self.catalog.instance_type(index)) && carries(index);
            let does_any = self.catalog.indices().any(does);
            let others = if does_any { "others do" } else { "no other does" };
            let name = self.name(best);
            let text = format!("{name}, the cheapest type here, does not encrypt traffic in hardware; {others}.");
            return (Some(does_any), text);
        }
        let Some(other) = best_of(self.catalog, self.open, SecondaryIp, &encrypts) else {
            return (Some(false), "No eligible type encrypts traffic between instances in hardware.".into());
        };
        let more = MicroUsd(other.fleet.monthly.0.saturating_sub(best.fleet.monthly.0));
        let text = format!(
            "{}, the cheapest type here, does not encrypt in hardware; {} does, for {} more a month.",
            self.name(best),
            self.name(&other),
            more.cents()
        );
        (Some(true), text)
    }

    /// E4: the pods' bandwidth against the node's.
    fn performance(&self) -> Evidence {
        let (key, profiles) = ("q_perf", &self.scenario.profiles);
        let Some(candidate) = self.figures.of_mode(SecondaryIp) else {
            return self.evidence("E4", key, None, words::NO_TYPE_CARRIES.into());
        };
        let t = self.catalog.instance_type(candidate.index);
        let (baseline, pods) = (sustained(t, SecondaryIp).0, candidate.capacity.pods.max(1));
        let mut text = format!(
            "{} sustains {} Mbps: {} for each of {} pods on a full node. One flow reaches {} Mbps.",
            t.name,
            grouped(baseline.into()),
            mbps(baseline, pods),
            grouped(pods.into()),
            grouped(largest_flow(t).0.into())
        );
        if profiles.iter().all(|pod| pod.bandwidth.0 == 0) {
            text += " Enter a bandwidth per pod to take it into account.";
            return self.evidence("E4", key, None, text);
        }
        if profiles.iter().any(|pod| pod.bandwidth > SINGLE_FLOW) {
            text +=
                " A pod that needs more in one flow needs a placement group or ENA Express, whatever the pod network.";
        }
        let binds = candidate.capacity.binding() == Limit::Bandwidth;
        let mut evidence = self.evidence("E4", key, binds.then_some(true), text);
        evidence.agrees = (binds && self.scenario.answers.performance != Answer::NotSure)
            .then_some(self.scenario.answers.performance == Answer::Yes);
        evidence
    }

    /// E5: branch ENIs for the pods with security groups of their own.
    fn branch_enis(&self) -> Evidence {
        let key = "q_sgp";
        let takes = |t: &InstanceType| t.branch_enis.is_some_and(|n| n > 0);
        let text = match (self.figures.of_mode(SecurityGroups), self.pinned.iter().find(|t| !takes(t))) {
            (None, _) if self.scenario.node.is_windows() => {
                "Windows nodes take no branch ENIs for pods, whatever the type.".into()
            }
            (None, Some(without)) => format!("{} has no branch ENIs, as far as is published.", without.name),
            (Some(c), _) => {
                let branch = self.catalog.instance_type(c.index).branch_enis.unwrap_or(0);
                let all = u64::from(branch) * u64::from(c.fleet.nodes);
                let on_auto = self.scenario.node.owner == Owner::AutoMode;
                format!(
                    "{} has {} branch ENIs: {} with security groups of their own on {}. With the trunk ENI, a node has {} addresses left for other pods.{}",
                    self.name(c),
                    branch,
                    counted(all, "pod"),
                    counted(c.fleet.nodes, "node"),
                    grouped(c.capacity.addresses.unwrap_or(0).into()),
                    if on_auto { " Auto Mode has them from Kubernetes 1.36 on." } else { "" }
                )
            }
            (None, None) => "No instance type can carry these pods with security groups of their own.".into(),
        };
        // One type that carries them will do: families kept are a choice. With a free choice nothing is found.
        let carries = self.figures.of_mode(SecurityGroups).is_some();
        let says = if carries && self.pinned.is_empty() { None } else { Some(carries) };
        self.evidence("E5", key, says, text)
    }

    /// E6: a cluster so large that AWS has advice on its size.
    fn scale(&self) -> Option<Evidence> {
        let candidate = self.figures.of_mode(self.scenario.mode).or(self.figures.of_mode(SecondaryIp))?;
        let text = words::scale(candidate.fleet.nodes, self.scenario.pods())?;
        Some(Evidence { key: None, answered: "", ..self.evidence("E6", "", None, text) })
    }
}

/// What stops pods first among everything but the limits in question.
fn other_bound(candidate: &Candidate<TypeIndex>, in_question: &[Limit]) -> Option<(Limit, u32)> {
    let others = Limit::ALL.into_iter().filter(|limit| !in_question.contains(limit));
    let of = |limit| Some((limit, candidate.capacity.by_limit.get(limit)?));
    others.filter_map(of).min_by_key(|(_, pods)| *pods)
}

fn fit_sentence(name: &str, fit: &Fit, subnets: &[Subnet]) -> String {
    let mut text = format!(
        "{name}: {} addresses needed, {} with 30 % surge, {} free",
        grouped(fit.need),
        grouped(fit.need_with_surge),
        grouped(fit.have)
    );
    if let Some(blocks) = fit.blocks {
        text += &format!(
            "; {} /28 blocks with surge, room for {} at most",
            grouped(blocks.need_with_surge),
            grouped(blocks.have)
        );
    }
    text + &format!(": {}. ", words::whether_it_fits(fit, subnets))
}

/// `30 Mbps`, or with a decimal below 10.
fn mbps(all: u32, pods: u32) -> String {
    let tenths = u64::from(all) * 10 / u64::from(pods.max(1));
    if tenths >= 100 {
        format!("{} Mbps", grouped(tenths / 10))
    } else {
        format!("{}.{} Mbps", tenths / 10, tenths % 10)
    }
}
