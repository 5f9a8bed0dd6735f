//! The figures next to the claims, computed from a catalogue.

use super::LiveFigure;
use crate::catalog::instance_type::InstanceType;
use crate::catalog::{Catalog, HistoryType};
use crate::node::capacity::capacity;
use crate::node::limit::Limit;
use crate::node::max_pods::community_threshold;
use crate::node::workload::Workload;
use crate::plan::article_2018::{self, pods};
use crate::plan::eligibility::Reason;
use crate::plan::{Candidate, Plan};
use crate::scenario::network_mode::NetworkMode::SecondaryIp;
use crate::scenario::{ArticleSettings, Era, PodProfile, Scenario};
use crate::units::{Mib, MicroUsd, MilliCpu, grouped};

/// Pods of a Calico block.
const CALICO_BLOCK: u32 = 64;
/// Addresses of the /24 that host-local overlays give a node.
const NODE_RANGE: u32 = 256;
/// Families that the article counts with.
const ARTICLE_FAMILIES: [&str; 4] = ["m5", "t2", "t3", "c5"];

/// Nothing to compute.
pub(super) fn nothing(_: &Catalog) -> Vec<LiveFigure> {
    Vec::new()
}

/// C1.
pub(super) fn m5_large(catalog: &Catalog) -> Vec<LiveFigure> {
    pods_of(catalog, "m5.large", "25")
}

/// C2.
pub(super) fn m5_xlarge(catalog: &Catalog) -> Vec<LiveFigure> {
    pods_of(catalog, "m5.xlarge", "55")
}

/// The formula with no daemonset, with the sheet's four, and with two.
fn pods_of(catalog: &Catalog, name: &str, printed: &'static str) -> Vec<LiveFigure> {
    let Some(t) = history(catalog, name) else { return Vec::new() };
    let formula = format!("{} × ({} − 1)", t.enis, t.ipv4_per_eni);
    let with = |daemonsets| {
        let settings = ArticleSettings { daemonsets, ..ArticleSettings::default() };
        pods(t, &settings).least().unwrap_or(0).to_string()
    };
    vec![
        figure(format!("{name}: {formula}"), Some(printed), with(0)),
        figure("less the 4 daemonsets of the sheet", None, with(4)),
        figure("less the 2 that take an address", None, with(2)),
    ]
}

/// C3: gross as the text counts, net as the sheet does.
pub(super) fn price_per_pod(catalog: &Catalog) -> Vec<LiveFigure> {
    let [gross, net] = [0, 4].map(|daemonsets| sheet(catalog, daemonsets));
    let of = |plan: &Plan, name| row(catalog, plan, name);
    let mut figures = Vec::new();
    // What the printed pods and price make of a node: 25 × 2.66 and 55 × 2.62.
    for (name, printed, node) in [("m5.large", "$2.66", "implies $66.50"), ("m5.xlarge", "$2.62", "implies $144.10")] {
        let (Some(all), Some(apps)) = (of(&gross, name), of(&net, name)) else { continue };
        // The pods of one node cost the node.
        let month = MicroUsd(all.price.hourly.0 * u64::from(Scenario::default().hours_per_month));
        figures.push(figure(format!("{name}, a month"), Some(node), month.cents()));
        figures.push(figure(format!("{name}, per address"), Some(printed), all.fleet.per_slot.per_pod()));
        figures.push(figure(format!("{name}, per application pod"), None, apps.fleet.per_slot.per_pod()));
    }
    let winners: Vec<_> = [&gross, &net].into_iter().filter_map(|plan| cheaper(catalog, plan)).collect();
    if let [a, b] = winners[..] {
        let both = if a == b { a.to_string() } else { format!("{a} per address, {b} per application pod") };
        figures.push(figure("The cheaper of the two", Some("m5.large"), both));
    }
    figures
}

/// The better ranked of the article's two types.
fn cheaper<'a>(catalog: &'a Catalog, plan: &Plan) -> Option<&'a str> {
    let names = plan.candidates.iter().map(|c| c.name(catalog));
    names.into_iter().find(|name| ["m5.large", "m5.xlarge"].contains(name))
}

/// C5: today's count, with two of the four daemonsets on the host network, and pods that ask for nothing.
pub(super) fn host_network(catalog: &Catalog) -> Vec<LiveFigure> {
    let Some(t) = today(catalog, "m5.large") else { return Vec::new() };
    let light = PodProfile { cpu: MilliCpu(0), memory: Mib(0), ..PodProfile::default() };
    let scenario = Scenario { profiles: vec![light], mode: SecondaryIp, ..Scenario::default() };
    let pods = capacity(t, &Workload::of(&scenario)).pods;
    let label = format!("m5.large: {} × ({} − 1) less a log and a metrics agent", t.enis, t.ipv4_per_eni);
    vec![figure(label, None, pods.to_string())]
}

/// C6.
pub(super) fn threshold(catalog: &Catalog) -> Vec<LiveFigure> {
    let of = |name: &'static str| {
        let t = today(catalog, name)?;
        let label = format!("{name}: min(110, 10 × {})", t.vcpu);
        Some(figure(label, Some("100"), community_threshold(t).to_string()))
    };
    ["m5.large", "m5.4xlarge"].into_iter().filter_map(of).collect()
}

/// C7: the head of the article's own ranking, the T2 family in it, and what falls out.
pub(super) fn ranking(catalog: &Catalog) -> Vec<LiveFigure> {
    const HEAD: usize = 7;
    let plan = sheet(catalog, 4);
    let ranked = plan.candidates.iter().enumerate();
    let shown = ranked.filter(|(i, c)| {
        let name = c.name(catalog);
        *i < HEAD || name == "m5.large" || name.starts_with("t2.")
    });
    let mut figures: Vec<_> = shown
        .map(|(i, c)| {
            let label = format!("{} of {}: {}", i + 1, plan.candidates.len(), c.name(catalog));
            figure(label, None, format!("{}, {} pods", c.fleet.per_slot.per_pod(), c.capacity.pods))
        })
        .collect();
    let out = plan.rejected.iter().filter(|r| r.reason == Reason::NoRoom(Limit::Addresses));
    let out: Vec<_> = out.map(|r| r.index.name(catalog)).collect();
    figures.push(figure("No address left", None, out.join(", ")));
    figures
}

/// C14: 100 nodes of 20 pods each.
pub(super) fn reserved_addresses(_: &Catalog) -> Vec<LiveFigure> {
    let (nodes, pods) = (100, 20_u32);
    let set_aside = |each: u32| grouped(u64::from(nodes * each));
    vec![
        figure("100 nodes of 20 pods, Calico", None, set_aside(pods.div_ceil(CALICO_BLOCK) * CALICO_BLOCK)),
        figure("100 nodes of 20 pods, a /24 a node", None, set_aside(pods.div_ceil(NODE_RANGE) * NODE_RANGE)),
        figure("100 nodes of 20 pods, Weave Net, about", None, set_aside(pods)),
    ]
}

/// C16.
pub(super) fn encrypting_types(catalog: &Catalog) -> Vec<LiveFigure> {
    let share = |label: String, of: &dyn Fn(&InstanceType) -> bool| {
        let (mut all, mut encrypting) = (0_u64, 0_u64);
        for t in catalog.types.iter().filter(|t| of(t)) {
            all += 1;
            encrypting += u64::from(t.encryption_in_transit);
        }
        figure(label, None, format!("{} of {}", grouped(encrypting), grouped(all)))
    };
    let mut figures = vec![share("Types that encrypt".into(), &|_| true)];
    figures.extend(ARTICLE_FAMILIES.map(|family| share(format!("of {family}"), &|t| t.family() == family)));
    figures.push(share("of those that VPC CNI knew in 2018".into(), &|t| t.in_2018));
    figures
}

fn figure(label: impl Into<String>, article: Option<&'static str>, now: String) -> LiveFigure {
    LiveFigure { label: label.into(), article, now }
}

fn history<'a>(catalog: &'a Catalog, name: &str) -> Option<&'a HistoryType> {
    catalog.find_2018(name).map(|index| catalog.type_of_2018(index))
}

fn today<'a>(catalog: &'a Catalog, name: &str) -> Option<&'a InstanceType> {
    catalog.find(name).map(|index| catalog.instance_type(index))
}

/// The article's sheet with so many daemonsets.
fn sheet(catalog: &Catalog, daemonsets: u32) -> Plan {
    let article = ArticleSettings { daemonsets, ..ArticleSettings::default() };
    article_2018::plan(catalog, &Scenario { era: Era::Article, article, ..Scenario::default() })
}

fn row(catalog: &Catalog, plan: &Plan, name: &str) -> Option<Candidate> {
    plan.candidate(catalog, name).copied()
}
