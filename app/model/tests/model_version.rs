//! Figures that change get a new version: what a fixed set of scenarios comes to on a fixed catalogue is kept in
//! `decided/`, a file for each [`MODEL_VERSION`].
//!
//! Saved scenarios say which version worked their figures out. Were results to change under the same number, a page
//! would take another figure for the one that was decided.

#[path = "../src/testing.rs"]
mod testing;

use model::catalog::instance_type::{Arch, Hypervisor, InstanceType};
use model::catalog::{Catalog, Estimate, Offer, OnDemand, PriceKind, Region};
use model::evaluation::Evaluation;
use model::scenario::Scenario;
use model::scenario::fields::{CHOICES, choice};
use model::scenario::link::{from_query, to_query};
use model::summary::decided::{Decided, MODEL_VERSION};
use model::units::{BasisPoints, MicroUsd};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::{env, fs};
use testing::{instance_type, m5_large_of_2018};

/// Set to the version whose file is to be written.
const UPDATE: &str = "UPDATE_DECIDED";

/// One setting or group of settings away from the default each, so that a change shows where it comes from.
const QUERIES: &[&str] = &[
    "v=1",
    "v=1&pods=1",
    "v=1&pods=150000",
    "v=1&pods=400&cpu_m=50&mem_mib=64",
    "v=1&pods=400&cpu_m=50&mem_mib=64&type=m5.xlarge",
    "v=1&cpu_m=3700&mem_mib=100",
    "v=1&cpu_m=100&mem_mib=14000",
    "v=1&mbps=300",
    "v=1&volumes=3",
    "v=1&volumes=128",
    "v=1&disk_mib=9000",
    "v=1&disk_mib=9000&nvme=1",
    "v=1&cpu_m=10&mem_mib=10&max_pods=300",
    "v=1&cpu_m=10&mem_mib=10&max_eni=2",
    "v=1&cpu_m=10&mem_mib=10&max_eni=2&mode=cilium-eni",
    "v=1&cpu_m=10&mem_mib=10&min_ip=12",
    "v=1&min_nodes=40",
    "v=1&hours=744",
    "v=1&overhead_bp=300&system_cpu_m=200&system_mem_mib=500&root_gib=60&extra_volumes=2",
    "v=1&buy=spot",
    "v=1&buy=discount&discount_bp=4100",
    "v=1&arch=arm",
    "v=1&arch=both&burstable=1&flex=1&metal=1&xen=1&accel=1&hpc=1&pods=5000",
    "v=1&families=r5&max_vcpu=8",
    "v=1&estimated=0",
    "v=1&profile=web&pods=120&profile=db&pods=6&cpu_m=2000&mem_mib=8192&volumes=2&own_sg=0",
    "v=1&profile=a&pods=300&cpu_m=900&mem_mib=200&profile=b&pods=300&cpu_m=50&mem_mib=3000",
    "v=1&pods=900&mode=custom-networking-prefix&warm_ip=5&min_ip=30&churn=4&subnet=a&subnet_free=4091&subnet=b&subnet_free=250",
    "v=1&pods=3000&cpu_m=20&mem_mib=20&subnet=a&subnet_free=251",
    "v=1&q_vpc=yes&q_density=yes",
    "v=1&q_encryption=yes&q_middlebox=yes",
    "v=1&q_encryption=identity&q_multicast=pods",
    "v=1&q_policy=l7&q_portable=strong&q_support=yes",
    "v=1&q_ipv6=mandated&q_windows=yes",
    "v=1&q_runs=self&q_hybrid=yes&q_cni=weave",
    "v=1&q_addresses=yes&q_cidr=no&q_routable=yes&q_sgp=yes&q_fargate=yes&q_multihome=yes",
    "v=1&node=nodeadm&os=bottlerocket&volumes=3",
    "v=1&node=auto&volumes=3&disk_mib=9000",
    "v=1&os=windows",
    "v=1&cpu_m=10&mem_mib=10&pods_per_core=8",
    "v=1&kube_cpu_m=500&kube_mem_mib=2000&evict_mib=1500",
    "v=1&cpu_m=10&mem_mib=10&warm_ip=0&min_ip=12",
    "v=1&without=m5&current=1&arch=both&burstable=1",
    "v=1&q_encryption=yes&arch=both",
    "v=1&q_encryption=tenant&q_multicast=pods",
    "v=1&gib_mils=80&agent_cents=1500&control_plane=extended",
    "v=2",
    "v=2&node=auto&root_gib=200",
    "v=1&era=article",
    "v=1&era=article&cap=58&art_ds=0&cap_order=before&pods=5000",
    "v=1&era=article&q_perf=yes&q_density=yes&q_encryption=yes",
    "v=1&volumes=3&node=bottlerocket",
    "v=1&disk_mib=9000&node=auto",
    "v=1&cpu_m=10&mem_mib=10&os=windows",
    "v=1&cpu_m=10&mem_mib=10&os=windows&mode=prefix-delegation&kube_mem_mib=500&evict_mib=150",
    "v=1&cpu_m=10&mem_mib=10&pods_per_core=5&kube_cpu_m=300",
];

#[test]
fn results_change_with_the_version_only() {
    let (now, file) = (text(), file(MODEL_VERSION));
    if env::var(UPDATE).is_ok_and(|version| version == MODEL_VERSION.to_string()) {
        fs::write(&file, &now).expect("the file is written");
    }
    let kept = fs::read_to_string(&file).unwrap_or_default();
    let differ: Vec<_> = now.lines().zip(kept.lines().chain(std::iter::repeat(""))).filter(|(a, b)| a != b).collect();
    let shown: Vec<_> = differ.iter().take(5).map(|(now, then)| format!("  now  {now}\n  then {then}\n")).collect();
    assert!(
        now == kept,
        "What scenarios come to has changed ({} of {} lines). If a Berth with MODEL_VERSION {MODEL_VERSION} was ever released, \
         raise it by one in summary/decided.rs; then write the file of the version with\n    \
         {UPDATE}=<the version> cargo test -p model --test model_version\nand read the difference.\n{}",
        differ.len(),
        now.lines().count(),
        shown.join("")
    );
}

#[test]
fn every_version_has_other_results() {
    let files: Vec<String> = (1..=MODEL_VERSION).filter_map(|version| fs::read_to_string(file(version)).ok()).collect();
    let figures = files.iter().map(|text| text.lines().filter(|line| !line.starts_with('#')).collect::<Vec<_>>());
    assert_eq!(figures.collect::<BTreeSet<_>>().len(), files.len(), "a version was raised and nothing had changed");
}

#[test]
fn the_scenarios_are_valid_and_reach_what_results_depend_on() {
    for query in QUERIES {
        let problems = from_query(query).problems;
        assert!(problems.is_empty(), "{query}: {problems:?}");
    }
    let text = text();
    let results: Vec<&str> = text.lines().filter(|line| line.starts_with("  ")).collect();
    for limit in ["addresses", "max-pods", "cpu", "memory", "ephemeral", "volumes", "branch-enis", "bandwidth"] {
        assert!(results.iter().any(|line| line.ends_with(&format!(" {limit}"))), "{limit} binds nowhere: {text}");
    }
    let types: BTreeSet<&str> = results.iter().filter_map(|line| line.split_whitespace().nth(1)).collect();
    assert!(types.len() >= 8, "only {types:?} are ever among the best");
    assert!(text.contains("nothing fits"), "some scenario has no candidate");
}

fn file(version: u32) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/decided/v{version}.txt"))
}

/// Every scenario with what it comes to. Sentences are left out: better wording is no change of results.
fn text() -> String {
    let catalog = catalog();
    let mut out = format!(
        "# What scenarios come to by MODEL_VERSION {MODEL_VERSION}, see model_version.rs: the query, the pod network, and for \
         the best types\n# rank, name, pods a node, nodes, micro-dollars a month and what binds.\n"
    );
    for scenario in scenarios() {
        let decided = Decided::of(&Evaluation::of(catalog.clone(), scenario.clone()));
        out += &format!("{}\n {}\n", to_query(&scenario), decided.network);
        if decided.types.is_empty() {
            out += "  nothing fits\n";
        }
        for t in &decided.types {
            out += &format!("  {} {} {} {} {} {}\n", t.rank, t.name, t.pods, t.nodes, t.monthly.0, t.binding);
        }
    }
    out
}

/// Those listed, and small pods in every networking mode by every owner, and on Bottlerocket.
fn scenarios() -> Vec<Scenario> {
    let listed = QUERIES.iter().map(|query| from_query(query).scenario);
    let modes = choice(&CHOICES, "mode").expect("a setting").options;
    let nodes = ["managed", "nodeadm", "karpenter", "bottlerocket", "auto"];
    let pairs = modes.iter().flat_map(|(mode, _)| nodes.map(|node| (mode, node)));
    let small = "v=1&pods=600&cpu_m=30&mem_mib=40&arch=both";
    let each = pairs.map(|(mode, node)| from_query(&format!("{small}&mode={mode}&node={node}")).scenario);
    listed.chain(each).collect()
}

/// Thirteen types: two architectures, three hypervisors, small and large, cheap and dear, filtered and not.
fn catalog() -> Arc<Catalog> {
    let mut all: Vec<(InstanceType, Offer)> = vec![
        (instance_type("c5.large", 2, 4_096, 3, 10), offer(85_000, 6_100)),
        (instance_type("hpc6id.32xlarge", 64, 1_048_576, 1, 50), offer(5_700_000, 0)),
        (instance_type("m5.24xlarge", 96, 393_216, 15, 50), offer(4_608_000, 5_800)),
        (instance_type("m5.large", 2, 8_192, 3, 10), offer(96_000, 6_200)),
        (instance_type("m5.xlarge", 4, 16_384, 4, 15), offer(192_000, 5_900)),
        (instance_type("m5.2xlarge", 8, 32_768, 4, 15), offer(384_000, 7_000)),
        (instance_type("r5.2xlarge", 8, 65_536, 4, 15), offer(504_000, 6_600)),
    ];
    all.push((
        InstanceType { arch: Arch::Arm64, encryption_in_transit: true, ..instance_type("m6g.large", 2, 8_192, 3, 10) },
        offer(77_000, 5_500),
    ));
    all.push((InstanceType { burstable: true, ..instance_type("t3.small", 2, 2_048, 3, 4) }, offer(20_800, 6_900)));
    all.push((
        InstanceType { local_nvme_gb: 2_500, ..instance_type("i3en.xlarge", 4, 32_768, 4, 15) },
        estimate(452_000),
    ));
    all.push((
        InstanceType {
            hypervisor: Hypervisor::Xen,
            ipv6: true,
            branch_enis: None,
            ..instance_type("m4.large", 2, 8_192, 2, 10)
        },
        offer(100_000, 5_000),
    ));
    all.push((
        InstanceType { hypervisor: Hypervisor::BareMetal, ..instance_type("m5.metal", 96, 393_216, 15, 50) },
        offer(4_608_000, 5_800),
    ));
    all.push((instance_type("m5n.large", 2, 8_192, 3, 10), Offer::default()));
    let (types, offers): (Vec<_>, Vec<_>) = all.into_iter().unzip();
    let region = Region {
        code: "us-east-1".into(),
        location: "US East (N. Virginia)".into(),
        on_demand_as_of: "2026-07-20".into(),
        availability_known: true,
    };
    let large = m5_large_of_2018();
    let mut small = large.clone();
    (small.name, small.enis, small.hourly) = ("m5.small".into(), 2, Some(MicroUsd(50_000)));
    Arc::new(Catalog {
        version: "fixture".into(),
        region,
        spot_as_of: "2025-06-28".into(),
        reserved_as_of: None,
        auto_mode_as_of: None,
        types: types.into(),
        offers,
        history: vec![large, small].into(),
    })
}

fn offer(hourly: u64, spot_savings: u32) -> Offer {
    let on_demand = Some(OnDemand { hourly: MicroUsd(hourly), kind: PriceKind::Published, as_of: None });
    Offer {
        offered: true,
        on_demand,
        spot_savings: (spot_savings > 0).then_some(BasisPoints(spot_savings)),
        reserved: None,
        auto_mode: None,
    }
}

fn estimate(hourly: u64) -> Offer {
    let on_demand =
        Some(OnDemand { hourly: MicroUsd(hourly), kind: PriceKind::Estimated(Estimate::SameFamily), as_of: None });
    Offer { offered: true, on_demand, spot_savings: None, reserved: None, auto_mode: None }
}
