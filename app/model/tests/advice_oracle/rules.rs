//! The rules on paper: which options each leaves, what each answer weighs, and the order of what is left.

use crate::tables::{DIMENSIONS, kind, scores};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A case in codes.
pub struct Asked {
    /// The answer to each question.
    pub answers: BTreeMap<&'static str, &'static str>,
    /// What the figures say, where they say anything.
    pub found: BTreeMap<&'static str, bool>,
    /// Options whose addresses do not fit the subnets, where subnets are listed.
    pub short: Option<BTreeSet<&'static str>>,
}

/// What comes of it.
#[derive(Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Code, points, and the most there could be, best first.
    pub ranked: Vec<(&'static str, u32, u32)>,
    /// Code and the rules against it.
    pub out: Vec<(&'static str, Vec<&'static str>)>,
}

impl Asked {
    fn said(&self, question: &str, code: &str) -> bool {
        *self.answers.get(question).expect("a question that is asked") == code
    }

    fn says(&self, figure: &str) -> Option<bool> {
        self.found.get(figure).copied()
    }

    /// Q5a: hardware will do for "any mechanism" if all types have it and nothing is in the path; else
    /// treat it as keys of the tenant.
    fn must_encrypt_itself(&self) -> bool {
        let by_hardware = self.says("encrypts") == Some(true) && !self.said("q_middlebox", "yes");
        self.said("q_encryption", "tenant") || self.said("q_encryption", "yes") && !by_hardware
    }

    /// E2 replaces Q4.
    fn shortage(&self) -> bool {
        match &self.short {
            Some(short) => short.contains("vpc-sec"),
            None => self.said("q_addresses", "yes"),
        }
    }

    /// E1 replaces Q3.
    fn pressure(&self) -> bool {
        self.says("pressure").unwrap_or(self.said("q_density", "yes"))
    }

    fn is_self_managed(&self) -> bool {
        self.said("q_runs", "kops") || self.said("q_runs", "self")
    }
}

fn set(name: &str) -> BTreeSet<&'static str> {
    kind(name).split_whitespace().collect()
}

fn without(left_out: &BTreeSet<&'static str>) -> BTreeSet<&'static str> {
    set("all").difference(left_out).copied().collect()
}

fn codes(codes: &'static str) -> BTreeSet<&'static str> {
    codes.split_whitespace().collect()
}

/// The rules in force, each with the options that it leaves.
fn rules(asked: &Asked) -> Vec<(&'static str, BTreeSet<&'static str>)> {
    let said = |question, code| asked.said(question, code);
    let mut all = Vec::new();
    let mut rule = |id, is_in_force: bool, leaves: BTreeSet<&'static str>| {
        if is_in_force {
            all.push((id, leaves));
        }
    };
    rule("H1", said("q_runs", "auto") || asked.says("auto") == Some(true), codes("eks-auto"));
    rule("Q9", asked.is_self_managed(), without(&codes("eks-auto")));
    rule("H2", said("q_fargate", "yes"), set("vpc-*"));
    let supported = set("vpc-*").union(&codes("eks-auto")).copied().collect();
    rule("H3", said("q_support", "yes"), supported);
    rule("H4", said("q_windows", "yes") || asked.says("windows") == Some(true), without(&set("not on Windows")));
    rule("H5", asked.says("nitro") == Some(false), without(&codes("vpc-pd vpc-v6")));
    rule("H6", said("q_sgp", "yes"), set("security groups"));
    rule("H6", said("q_sgp", "yes") && asked.says("branch") == Some(false), codes(""));
    rule("H7", said("q_routable", "yes"), without(&set("overlay")));
    rule("H8", said("q_multicast", "pods"), set("multicast"));
    // cmd/antrea-agent/options.go refuses every encryption mode with multicast.
    rule("H19", said("q_multicast", "pods") && asked.must_encrypt_itself(), without(&codes("antrea")));
    rule("H10", asked.must_encrypt_itself(), set("encrypts"));
    let fips = said("q_compliance", "fips") && asked.must_encrypt_itself();
    rule("H11", fips, without(&set("WireGuard only")));
    // Cilium's multicast does not go with IPsec.
    rule("H11", fips && said("q_multicast", "pods"), without(&codes("cil-ovl")));
    rule("H12", said("q_ipv6", "mandated"), codes("vpc-v6"));
    rule("H12", said("q_ipv6", "no") || said("q_ipv6", "unsure"), without(&codes("vpc-v6")));
    let no_range = asked.shortage() && said("q_cidr", "no");
    rule("H13", no_range, without(&codes("vpc-cn")));
    match &asked.short {
        Some(short) => rule("H13", !short.is_empty(), without(short)),
        None => rule("H13", said("q_addresses", "yes"), without(&set("of the subnets"))),
    }
    rule("H14", said("q_policy", "dns"), set("names"));
    rule("H15", said("q_policy", "l7"), set("paths"));
    rule("H16", said("q_hybrid", "yes"), set("Hybrid Nodes"));
    rule("H17", said("q_multihome", "yes"), set("several interfaces"));
    rule("H18", said("q_runs", "kops"), without(&set("not with kOps")));
    all
}

/// What each dimension weighs.
fn weight(asked: &Asked, dimension: &str) -> u32 {
    let among = |question: &str, weights: &[(&str, u32)]| {
        let of = weights.iter().find(|(code, _)| asked.said(question, code));
        of.expect("a weight for each answer").1
    };
    let pressing = |is_so: bool| if is_so { 3 } else { 0 };
    let by_question = [("no", 0), ("unsure", 1), ("yes", 3)];
    let levels = [("unsure", 0), ("none", 0), ("some", 1), ("strong", 3)];
    let policies = [("unsure", 0), ("none", 0), ("basic", 1), ("advanced", 3), ("dns", 3), ("l7", 3)];
    match dimension {
        "perf" => among("q_perf", &by_question).max(pressing(asked.says("bandwidth") == Some(true))),
        "vpc" => among("q_vpc", &by_question).max(pressing(asked.said("q_sgp", "yes"))),
        "dens" => pressing(asked.pressure()),
        "ipf" => pressing(asked.shortage()),
        "enc" => pressing(asked.must_encrypt_itself()),
        "pol" => among("q_policy", &policies),
        "port" => among("q_portable", &levels),
        "sup" if asked.is_self_managed() => 0,
        "ops" | "sup" => 2,
        other => unreachable!("no dimension {other}"),
    }
}

/// What the rules say: what passes by fit, ties by operations, support, nearness to what runs, table order.
pub fn verdict(asked: &Asked) -> Verdict {
    let rules = rules(asked);
    let weights = DIMENSIONS.map(|dimension| weight(asked, dimension));
    let most = 3 * weights.iter().sum::<u32>();
    let near = set(&format!("near {}", asked.answers["q_cni"]));
    let (mut passing, mut out) = (Vec::new(), Vec::new());
    for (place, (code, scores)) in scores().into_iter().enumerate() {
        let against: BTreeSet<_> =
            rules.iter().filter(|(_, leaves)| !leaves.contains(code)).map(|(id, _)| *id).collect();
        if !against.is_empty() {
            let mut against: Vec<_> = against.into_iter().collect();
            against.sort_unstable();
            out.push((code, against));
            continue;
        }
        let points: u32 = weights.iter().zip(scores).map(|(w, s)| w * s).sum();
        let [.., operations, support] = scores;
        let order = (Reverse(points), Reverse(operations), Reverse(support), Reverse(near.contains(code)), place);
        passing.push((order, (code, points, most)));
    }
    passing.sort_unstable();
    Verdict { ranked: passing.into_iter().map(|(_, row)| row).collect(), out }
}
