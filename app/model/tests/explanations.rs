//! Every explanation is true: each formula, worked out with the inputs shown, gives the figure.
//!
//! The evaluator knows nothing of the model; it reads the text that a person reads.

#![allow(clippy::panic)] // a formula that cannot be read fails the test

#[path = "../src/testing.rs"]
mod testing;

use model::catalog::instance_type::*;
use model::catalog::launch::Marks;
use model::catalog::{Catalog, Offer, OnDemand, PriceKind, Region};
use model::explain::{Figure, explain, explain_held};
use model::plan::{Candidate, plan};
use model::scenario::fields::CHOICES;
use model::scenario::fleet::{FleetSettings, Survive};
use model::scenario::os::SYSTEMS;
use model::scenario::owner::OWNERS;
use model::scenario::{CapOrder, Era, PodProfile, Scenario, WarmTargets};
use model::sources::source;
use model::summary::notes::{Note, notes};
use model::units::{BasisPoints, Mbps, Mib, MicroUsd, MilliCpu};
use testing::m5_large_of_2018;

/// `min(E * S + 2, cap)` with named inputs: sums, products, brackets and five functions.
struct Formula<'a> {
    rest: &'a str,
    figure: &'a Figure,
}

impl<'a> Formula<'a> {
    fn value(figure: &'a Figure) -> f64 {
        if figure.formula == "the least input" {
            return figure.inputs.iter().map(|i| i.value).fold(f64::INFINITY, f64::min);
        }
        if figure.formula == model::explain::LARGEST_P {
            return Formula::largest_p(figure);
        }
        let mut f = Formula { rest: figure.formula, figure };
        let value = f.sum();
        assert_eq!(f.rest.trim(), "", "{}: left over", figure.id);
        value
    }

    /// The figure itself if it fits and one more would not.
    fn largest_p(figure: &Figure) -> f64 {
        let of = |symbol| figure.inputs.iter().find(|i| i.symbol == symbol).expect("an input").value;
        let room = |enis: f64| (of("slots") - of("os") - of("extra") - of("shared") * (enis - 1.0)).max(1.0);
        let p = figure.value as f64;
        let is_largest = p * of("each") <= room(of("enis")) && (p + 1.0) * of("each") > room(of("enis_next"));
        if is_largest { p } else { f64::NAN }
    }

    fn eat(&mut self, token: &str) -> bool {
        let rest = self.rest.trim_start();
        let eaten = rest.strip_prefix(token);
        self.rest = eaten.unwrap_or(rest);
        eaten.is_some()
    }

    fn sum(&mut self) -> f64 {
        let mut value = self.product();
        loop {
            if self.eat("+") {
                value += self.product();
            } else if self.eat("-") {
                value -= self.product();
            } else {
                return value;
            }
        }
    }

    fn product(&mut self) -> f64 {
        let mut value = self.atom();
        loop {
            if self.eat("*") {
                value *= self.atom();
            } else if self.eat("/") {
                value /= self.atom();
            } else {
                return value;
            }
        }
    }

    fn atom(&mut self) -> f64 {
        if self.eat("(") {
            let value = self.sum();
            assert!(self.eat(")"), "{}: bracket", self.figure.id);
            return value;
        }
        let rest = self.rest.trim_start();
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '.').unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        self.rest = after;
        if let Ok(number) = word.parse() {
            return number;
        }
        if self.eat("(") {
            return self.call(word);
        }
        let input = self.figure.inputs.iter().find(|i| i.symbol == word);
        input.unwrap_or_else(|| panic!("{}: no input {word:?}", self.figure.id)).value
    }

    fn call(&mut self, name: &str) -> f64 {
        let mut values = vec![self.sum()];
        while self.eat(",") {
            values.push(self.sum());
        }
        assert!(self.eat(")"), "{}: bracket after {name}", self.figure.id);
        match name {
            "min" => values.into_iter().fold(f64::INFINITY, f64::min),
            "max" => values.into_iter().fold(f64::NEG_INFINITY, f64::max),
            "floor" => (values[0] + 1e-9).floor(),
            "ceil" => (values[0] - 1e-9).ceil(),
            "round" => (values[0] + 0.5 + 1e-9).floor(),
            _ => panic!("{}: no function {name:?}", self.figure.id),
        }
    }
}

fn check(figure: &Figure) {
    assert_eq!(
        Formula::value(figure),
        figure.value as f64,
        "{}: {} with {:?}",
        figure.id,
        figure.formula,
        figure.inputs
    );
    assert!(!figure.sources.is_empty(), "{} has no source", figure.id);
    for id in &figure.sources {
        assert!(source(id).is_some(), "{}: no source {id}", figure.id);
    }
}

fn instance(name: &str, arch: Arch, hypervisor: Hypervisor) -> InstanceType {
    InstanceType {
        name: name.into(),
        vcpu: 36,
        memory: Mib(73_001),
        arch,
        hypervisor,
        burstable: false,
        current_generation: true,
        enis: 8,
        enis_all_cards: 15,
        enis_max_pods: (arch == Arch::Arm64).then_some(15),
        ipv4_per_eni: 30,
        ipv6: true,
        network_performance: "10 Gigabit".into(),
        baseline: Mbps(9_999),
        peak: Mbps(10_000),
        attachments: Attachments { slots: 27, kind: AttachmentKind::Shared },
        local_nvme_gb: 900,
        gpu_count: 0,
        gpu_name: String::new(),
        accelerator: None,
        encryption_in_transit: true,
        branch_enis: Some(54),
        in_2018: true,
        marks: Marks::of(name),
        efa: false,
        seen: None,
        work: None,
    }
}

fn catalog() -> Catalog {
    let types = vec![
        instance("c5.9xlarge", Arch::X86_64, Hypervisor::Nitro),
        instance("c8ge.9xlarge", Arch::Arm64, Hypervisor::BareMetal),
        instance("c4.9xlarge", Arch::X86_64, Hypervisor::Xen),
        instance("m5.9xlarge", Arch::X86_64, Hypervisor::Nitro),
    ];
    let offer = Offer {
        offered: true,
        on_demand: Some(OnDemand { hourly: MicroUsd(1_530_001), kind: PriceKind::Published, as_of: None }),
        spot_savings: Some(BasisPoints(6_300)),
        reserved: None,
        auto_mode: None,
    };
    // of the last type Auto Mode's fee is published, of the others it is a share of the price
    let mut offers = vec![offer; types.len()];
    offers[3].auto_mode = Some(MicroUsd(183_610));
    let history = vec![m5_large_of_2018()];
    let region = Region {
        code: "us-east-1".into(),
        location: "Virginia".into(),
        on_demand_as_of: "2026-07-20".into(),
        availability_known: true,
    };
    Catalog {
        version: "t".into(),
        region,
        spot_as_of: "2025-06-28".into(),
        reserved_as_of: None,
        auto_mode_as_of: Some("2026-11-18".into()),
        offers,
        types: types.into(),
        history: history.into(),
    }
}

/// A scenario in which every limit applies and no setting is zero.
fn full_scenario() -> Scenario {
    let mut s = Scenario::default();
    for flag in CHOICES.iter().filter(|c| c.is_flag()) {
        (flag.set)(&mut s, 1);
    }
    (model::scenario::fields::choice(&CHOICES, "arch").expect("arch").set)(&mut s, 2);
    s.node.system_cpu.0 = 100;
    s.node.system_memory = Mib(333);
    s.node.extra_volumes = 1;
    let pod = &mut s.profiles[0];
    (pod.ephemeral, pod.volumes, pod.bandwidth) = (Mib(777), 2, Mbps(7));
    s
}

/// Every owner with every OS, by their places among the options.
fn owners_and_systems() -> impl Iterator<Item = (usize, usize)> {
    (0..OWNERS.len()).flat_map(|owner| (0..SYSTEMS.len()).map(move |os| (owner, os)))
}

#[test]
fn every_formula_gives_its_figure_in_every_mode_by_every_owner_on_every_os() {
    let catalog = catalog();
    let options = |key| model::scenario::fields::choice(&CHOICES, key).expect("key");
    let (mut figures, mut with_fees) = (0, [0; 2]);
    for mode in 0..options("mode").options.len() {
        for (owner, os) in owners_and_systems() {
            for buy in 0..3 {
                for (max_pods, max_eni) in [(None, None), (Some(110), None), (None, Some(4))] {
                    let mut s = full_scenario();
                    (options("mode").set)(&mut s, mode);
                    (options("node").set)(&mut s, owner);
                    (options("os").set)(&mut s, os);
                    // Set by hand in one case of three.
                    let by_hand = |n: u32| (buy == 2).then_some(n);
                    (s.node.kube_cpu, s.node.kube_memory) = (by_hand(321).map(MilliCpu), by_hand(543).map(Mib));
                    (s.node.eviction_memory, s.node.pods_per_core) = (by_hand(222).map(Mib), by_hand(2));
                    s.node.root_gib = by_hand(33);
                    (options("buy").set)(&mut s, buy);
                    (s.node.max_pods, s.node.max_eni) = (max_pods, max_eni);
                    s.node.instance_store = buy == 1;
                    for candidate in &plan(&catalog, &s).candidates {
                        let explained = explain(&catalog, &s, candidate);
                        explained.iter().for_each(check);
                        figures += explained.len();
                        for (of, source) in with_fees.iter_mut().zip(["auto-mode-fee", "auto-mode-list"]) {
                            *of += explained.iter().filter(|figure| figure.sources.contains(&source)).count();
                        }
                    }
                }
            }
        }
    }
    assert!(figures > 5_000, "only {figures} figures explained");
    assert!(with_fees.iter().all(|of| *of > 0), "Auto Mode's fee as a share, and as published: {with_fees:?}");
}

#[test]
fn every_formula_gives_its_figure_over_zones_with_headroom_and_where_something_may_be_lost() {
    let catalog = catalog();
    let small = PodProfile { name: "small".into(), pods: 70, cpu: MilliCpu(90), ..PodProfile::default() };
    let mut figures = 0;
    for survive in [Survive::Nothing, Survive::Node, Survive::Zone] {
        for (zones, headroom) in [(1, 0), (1, 15), (3, 0), (5, 33)] {
            for profiles in [1, 2] {
                let mut s = full_scenario();
                s.fleet = FleetSettings { zones, survive, headroom, ..s.fleet };
                if profiles > 1 {
                    // how many volumes fit a mix is said in words
                    s.profiles[0].volumes = 0;
                    s.profiles.push(small.clone());
                }
                for candidate in &plan(&catalog, &s).candidates {
                    let explained = explain(&catalog, &s, candidate);
                    explained.iter().for_each(check);
                    figures += explained.len();
                }
            }
        }
    }
    assert!(figures > 500, "only {figures} figures explained");
}

#[test]
fn every_formula_of_the_held_addresses_gives_its_figure() {
    let catalog = catalog();
    let options = |key| model::scenario::fields::choice(&CHOICES, key).expect("key");
    let targets = [(None, None), (Some(1), None), (Some(5), Some(20)), (Some(200), None), (None, Some(30))];
    let mut pools = 0;
    for mode in 0..options("mode").options.len() {
        for (owner, os) in owners_and_systems() {
            for (addresses, minimum) in targets {
                for (warm, max_pods) in
                    [(None, None), (Some(3), None), (Some(0), None), (None, Some(17)), (Some(9), Some(40))]
                {
                    let mut s = full_scenario();
                    (options("mode").set)(&mut s, mode);
                    (options("node").set)(&mut s, owner);
                    (options("os").set)(&mut s, os);
                    (s.node.max_pods, s.node.churn_per_minute) = (max_pods, 11);
                    s.node.warm = WarmTargets { enis: warm, prefixes: warm, addresses, minimum };
                    s.node.max_eni = warm.map(|_| 2);
                    for candidate in &plan(&catalog, &s).candidates {
                        explain(&catalog, &s, candidate).iter().for_each(check);
                        let explained = explain_held(&catalog, &s, &candidate.today().expect("today's rules"));
                        explained.iter().for_each(check);
                        pools += explained.iter().filter(|f| f.id == "held-addresses").count();
                    }
                }
            }
        }
    }
    assert!(pools > 1_000, "only {pools} pools explained");
}

/// Full ENIs of the smallest type have room for more than 12 addresses.
#[test]
fn a_pool_that_stops_short_is_noted() {
    let catalog = catalog();
    let of = |addresses, minimum| {
        let mut s = full_scenario();
        s.node.warm = WarmTargets { addresses, minimum, ..WarmTargets::default() };
        let planned = plan(&catalog, &s);
        let is_noted = |c: &Candidate| notes(&catalog, &s, c).iter().any(|n| matches!(n, Note::PoolStops { .. }));
        let noted: Vec<bool> = planned.candidates.iter().map(is_noted).collect();
        assert!(!noted.is_empty());
        noted
    };
    assert!(of(None, Some(12)).into_iter().all(|noted| noted), "the pool stops at 12");
    assert!(of(Some(0), Some(12)).into_iter().all(|noted| noted), "0 addresses ahead is none");
    for (addresses, minimum) in [(None, Some(750)), (Some(1), Some(12)), (None, None)] {
        assert!(!of(addresses, minimum).into_iter().any(|noted| noted), "{addresses:?} {minimum:?}: the pool grows on");
    }
}

#[test]
fn a_corrected_figure_cites_its_correction() {
    let (catalog, s) = (catalog(), full_scenario());
    let mut corrected = 0;
    for candidate in &plan(&catalog, &s).candidates {
        let explained = explain(&catalog, &s, candidate);
        let max_pods = explained.iter().find(|f| f.id == "max-pods").expect("every node has max-pods");
        let is_corrected =
            catalog.types.iter().any(|t| t.name == candidate.name(&catalog) && t.enis_max_pods.is_some());
        assert_eq!(max_pods.sources.contains(&"corrections"), is_corrected, "{}", candidate.name(&catalog));
        corrected += u32::from(is_corrected);
    }
    assert!(corrected > 0, "no type of the catalogue is corrected");
}

#[test]
fn every_applying_limit_is_explained() {
    let (catalog, s) = (catalog(), full_scenario());
    let planned = plan(&catalog, &s);
    let explained = explain(&catalog, &s, &planned.candidates[0]);
    for id in ["addresses", "max-pods", "cpu", "memory", "ephemeral", "volumes", "bandwidth"] {
        assert!(explained.iter().any(|f| f.id == format!("pods-by-{id}")), "{id}");
    }
}

#[test]
fn the_article_is_explained_in_both_readings() {
    for order in [CapOrder::AfterDaemonSets, CapOrder::BeforeDaemonSets] {
        let mut s = Scenario { era: Era::Article, ..Scenario::default() };
        s.article.cap_order = order;
        let catalog = catalog();
        let candidate = plan(&catalog, &s).candidates[0];
        let explained = explain(&catalog, &s, &candidate);
        explained.iter().for_each(check);
        assert_eq!(explained.iter().find(|f| f.id == "pods-per-node").map(|f| f.value), Some(23));
    }
}
