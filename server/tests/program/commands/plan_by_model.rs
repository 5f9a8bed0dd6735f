//! All that `berth plan` prints is the model's plan of the scenario that was given.

use super::{plan_of, planned_json};
use catalog_files::{Files, parse};
use model::catalog::Catalog;
use model::evaluation::Evaluation;
use model::plan::{Plan, plan};
use model::scenario::network_mode::NetworkMode;
use model::scenario::os::Os;
use model::scenario::owner::Owner;
use model::scenario::{
    ArchFilter, ArticleSettings, CapOrder, DaemonSet, DaemonSetNetwork, Era, PodProfile, Purchase, Scenario, ZoneSpread,
};
use model::units::{Mbps, Mib, MilliCpu};
use serde_json::{Value, json};

fn catalog_of(region: &str) -> Catalog {
    let figures = parse(&Files::embedded()).expect("the embedded catalogue");
    figures.catalogs().into_iter().find(|c| c.region.code == region).expect("a region of the catalogue")
}

/// Holds all that `berth plan` prints for a scenario against the model.
#[track_caller]
fn check_against_model(text: &str, scenario: &Scenario) {
    let catalog = catalog_of(&scenario.region);
    let expected: Plan = plan(&catalog, scenario);
    let planned = planned_json(text);
    let row = |c: &Value| {
        let money = ["micro_usd_per_month", "micro_usd_per_hour"].map(|key| c[key].as_u64().expect("a price"));
        (c["type"].to_string(), c["pods_per_node"].to_string(), c["nodes"].to_string(), money)
    };
    let rows: Vec<_> = planned["candidates"].as_array().expect("a list").iter().map(row).collect();
    let wanted = expected.candidates.iter().map(|c| {
        let name = json!(c.name(&catalog)).to_string();
        let money = [c.fleet.monthly.0, c.price.hourly.0];
        (name, c.capacity.pods.to_string(), c.fleet.nodes.to_string(), money)
    });
    assert_eq!(rows, wanted.collect::<Vec<_>>(), "{text}");
    let best = &planned["best"];
    assert_eq!((!best.is_null()).then(|| row(best)), rows.first().cloned(), "{text}");
    let excluded = |r: &Value| r["type"].to_string();
    let excluded: Vec<_> = planned["excluded"].as_array().expect("a list").iter().map(excluded).collect();
    let wanted = expected.rejected.iter().map(|r| json!(r.index.name(&catalog)).to_string());
    assert_eq!(excluded, wanted.collect::<Vec<_>>(), "{text}");
    let sentence = Evaluation::of(catalog.clone().into(), scenario.clone()).headline();
    assert_eq!(planned["headline"], sentence, "{text}");

    let table = plan_of(text, &["--rows", "0"]);
    assert_eq!(table.code, Some(0), "{}", table.err);
    assert!(table.out.starts_with(&format!("{sentence}\n")), "{}", table.out);
    for (place, c) in expected.candidates.iter().enumerate() {
        let start = format!("{:>5}  {} ", place + 1, c.name(&catalog));
        let line = table.out.lines().find(|line| line.starts_with(&start)).unwrap_or_default();
        assert!(line.contains(&format!(" {} ", c.fleet.monthly.cents())), "{start}: {line:?}");
    }
    // What it says it was asked for is what it was asked for.
    assert_eq!(planned_json(&planned["scenario"].to_string()), planned, "{text}");
}

#[test]
fn the_first_example_of_a_person_gives_the_models_plan() {
    let text = r#"{
        "v": 1,
        "region": "eu-central-1",
        "mode": "prefix-delegation",
        "arch": "both",
        "min_nodes": 3,
        "profiles": [{ "name": "web", "pods": 400, "cpu_m": 50, "mem_mib": 64 }]
    }"#;
    let mut scenario = Scenario { region: "eu-central-1".into(), min_nodes: 3, ..Scenario::version_1() };
    scenario.mode = NetworkMode::PrefixDelegation;
    scenario.filters.arch = ArchFilter::Both;
    scenario.profiles = vec![PodProfile { pods: 400, cpu: MilliCpu(50), memory: Mib(64), ..PodProfile::default() }];
    check_against_model(text, &scenario);
}

#[test]
fn an_empty_object_is_the_default_scenario() {
    check_against_model("{}", &Scenario::default());
    check_against_model(r#"{ "v": 1 }"#, &Scenario::version_1());
}

#[test]
fn every_part_of_a_scenario_is_read() {
    let text = r#"{
        "region": "us-west-2", "mode": "custom-networking", "node": "karpenter", "os": "bottlerocket", "buy": "spot", "arch": "arm",
        "pods_per_core": 9, "kube_cpu_m": 150, "kube_mem_mib": 700, "evict_mib": 250,
        "max_eni": 6, "system_cpu_m": 100, "system_mem_mib": 200, "root_gib": 50, "hours": 744, "burstable": true,
        "families": "t4g, m7g c7g", "max_vcpu": 16, "estimated": 0, "min_nodes": 1,
        "profiles": [
            { "name": "db", "pods": 30, "cpu_m": 500, "mem_mib": 2000, "volumes": 1, "mbps": 40, "disk_mib": 1000,
              "most_per_node": 2, "pod_arch": "any", "pod_zones": "even", "pod_spot": true,
              "pod_taints": "gpu:NoSchedule,a.io/b=c:NoExecute" },
            { "name": "web", "pods": 10 }
        ],
        "daemonsets": [
            { "name": "node", "net": "host", "aws": true, "cpu_m": 70 },
            { "name": "logs", "net": "pod", "cpu_m": 30, "mem_mib": 90 }
        ],
        "subnets": [{ "zone": "us-west-2a", "free": 251 }]
    }"#;
    let mut scenario =
        Scenario { region: "us-west-2".into(), min_nodes: 1, hours_per_month: 744, ..Scenario::default() };
    scenario.mode = NetworkMode::CustomNetworking;
    scenario.purchase = Purchase::Spot;
    scenario.node.owner = Owner::Karpenter;
    scenario.node.chosen_os = Os::Bottlerocket;
    scenario.node.pods_per_core = Some(9);
    scenario.node.kube_cpu = Some(MilliCpu(150));
    scenario.node.kube_memory = Some(Mib(700));
    scenario.node.eviction_memory = Some(Mib(250));
    scenario.node.max_eni = Some(6);
    scenario.node.system_cpu = MilliCpu(100);
    scenario.node.system_memory = Mib(200);
    scenario.node.root_gib = Some(50);
    scenario.filters.arch = ArchFilter::Arm;
    scenario.filters.burstable = true;
    scenario.filters.estimated = false;
    scenario.filters.families = ["t4g", "m7g", "c7g"].map(String::from).to_vec();
    scenario.filters.max_vcpu = 16;
    let db = PodProfile {
        name: "db".into(),
        pods: 30,
        cpu: MilliCpu(500),
        memory: Mib(2_000),
        ephemeral: Mib(1_000),
        volumes: 1,
        bandwidth: Mbps(40),
        own_security_group: true,
        most_per_node: Some(2),
        zones: ZoneSpread::Even,
        spot: true,
        taints: "a.io/b=c:NoExecute, gpu:NoSchedule".into(),
        ..PodProfile::default()
    };
    scenario.profiles = vec![db, PodProfile { pods: 10, ..PodProfile::default() }];
    let node = DaemonSet {
        network: DaemonSetNetwork::Host,
        cpu: MilliCpu(70),
        aws_networking: true,
        ..DaemonSet::named("node")
    };
    scenario.daemonsets = vec![node, DaemonSet { cpu: MilliCpu(30), memory: Mib(90), ..DaemonSet::named("logs") }];
    scenario.subnets = vec![model::scenario::Subnet { zone: "us-west-2a".into(), free_addresses: Some(251) }];
    check_against_model(text, &scenario);
}

#[test]
fn the_articles_era_is_planned_too() {
    let article = ArticleSettings { pod_cap: 50, daemonsets: 2, cap_order: CapOrder::BeforeDaemonSets };
    let scenario = Scenario { era: Era::Article, article, ..Scenario::default() };
    check_against_model(r#"{ "era": "article", "cap": 50, "art_ds": 2, "cap_order": "before" }"#, &scenario);
}

#[test]
fn a_scenario_that_nothing_fits_is_an_answer() {
    // A node of one vCPU has 940m for pods.
    let text = r#"{ "max_vcpu": 1, "profiles": [{ "cpu_m": 941 }] }"#;
    let mut scenario = Scenario::default();
    scenario.filters.max_vcpu = 1;
    scenario.profiles = vec![PodProfile { cpu: MilliCpu(941), ..PodProfile::default() }];
    check_against_model(text, &scenario);
    assert!(planned_json(text)["best"].is_null());
}
