//! Prices of nodes and pods, and whole scenarios by the rules of today and of 2018.

use crate::types::*;
use model::catalog::instance_type::*;
use model::catalog::*;
use model::node::limit::Limit;
use model::node::max_pods::community_threshold;
use model::plan::article_2018;
use model::plan::cost::Bill;
use model::plan::{Candidate, judge};
use model::scenario::network_mode::NetworkMode::{self, *};
use model::scenario::*;
use model::units::*;

/// A month of one node over its pods, at 730 h.
#[test]
fn price_per_pod() {
    #[track_caller]
    fn check(row: &str, hourly: u64, pods: u32, month: &str, per_pod: &str) {
        let one = Bill { nodes: 1, pods, per_node: pods, node_month: MicroUsd(hourly * 730) }.fleet();
        assert_eq!((one.nodes, one.monthly.cents().as_str()), (1, month), "{row}");
        assert_eq!((one.per_slot.per_pod(), one.per_pod.per_pod()), (per_pod.into(), per_pod.into()), "{row}");
    }
    check("G33 m5.large gross", 96_000, 27, "$70.08", "$2.596"); // 730*0.096 = 70.08; /27
    check("G33 m5.large net", 96_000, 23, "$70.08", "$3.047"); // 27-4 = 23
    check("G33 m5.xlarge gross", 192_000, 56, "$140.16", "$2.503"); // 4*14 = 56
    check("G33 m5.xlarge net", 192_000, 52, "$140.16", "$2.695"); // 56-4 = 52
}

/// The article's claim that T2 is to be avoided, by its own formula: price of a pod at 730 h.
#[test]
fn t2_in_the_article() {
    #[track_caller]
    fn check(name: &str, enis: u32, ipv4_per_eni: u32, hourly: u64, expected: Option<(u32, &str)>) {
        let judged = judge_2018(history(name, enis, ipv4_per_eni, hourly), &Scenario::default());
        let got = judged.map(|c| (c.capacity.pods, c.fleet.per_slot.per_pod()));
        assert_eq!(got, expected.map(|(pods, price)| (pods, price.to_string())), "C7 {name}");
    }
    check("t3.large", 3, 12, 83_200, Some((29, "$2.094"))); // 60.736/(33-4)
    check("t2.large", 3, 12, 92_800, Some((29, "$2.336"))); // 67.744/29
    check("t2.medium", 3, 6, 46_400, Some((11, "$3.079"))); // 33.872/(15-4)
    check("t2.small", 3, 4, 23_000, Some((5, "$3.358"))); // 16.79/(9-4)
    check("t2.xlarge", 3, 15, 185_600, Some((38, "$3.565"))); // 135.488/(42-4) = 3.56547
    check("t2.2xlarge", 3, 15, 371_200, Some((38, "$7.131"))); // 270.976/38
    check("t2.micro", 2, 2, 11_600, None); // 2-4 < 0
    check("t2.nano", 2, 2, 5_800, None);
}

/// Whole scenarios: pods per node, nodes, dollars a month.
#[test]
fn scenarios_today() {
    #[track_caller]
    fn check(row: &str, t: InstanceType, hourly: u64, s: &Scenario, expected: (u32, Limit, u32, &str)) {
        let c = judge_today(t, hourly, s);
        let binding: Vec<Limit> = c.capacity.by_limit.binding().collect();
        let got = (c.capacity.pods, binding[0], c.fleet.nodes, c.fleet.monthly.cents());
        let (pods, limit, nodes, month) = expected;
        assert_eq!(got, (pods, limit, nodes, month.to_string()), "{row}");
    }
    let s2 = |mode| scenario(400, 50, 64, mode);
    // min(27-2, 29-4) = 25; ceil(400/25) = 16; 16*70.08
    check("S2 secondary", m5_large(), 96_000, &s2(SecondaryIp), (25, Limit::Addresses, 16, "$1,121.28"));
    // floor((1930-200)/50) = 34; ceil(400/34) = 12; 12*70.08
    check("S2 prefixes", m5_large(), 96_000, &s2(PrefixDelegation), (34, Limit::Cpu, 12, "$840.96"));

    let t3_medium = || nitro("t3.medium", 2, 4_096, 3, 6);
    let s9 = |mode| scenario(30, 50, 128, mode);
    // 4096-308-(255+11*17)-100 = 3246; floor((3246-200)/128) = 23; 2*730*0.0416
    check("S9 prefixes", t3_medium(), 41_600, &s9(PrefixDelegation), (23, Limit::Memory, 2, "$60.74"));
    // min(15-2, 17-4) = 13; ceil(30/13) = 3; 3*730*0.0416
    check("S9 secondary", t3_medium(), 41_600, &s9(SecondaryIp), (13, Limit::Addresses, 3, "$91.10"));

    // 110-4 = 106 slots with prefixes instead of 25
    let slots = |mode| capacity_of(&m5_large(), &light_pods(mode)).pods;
    assert_eq!((slots(SecondaryIp), slots(PrefixDelegation)), (25, 106), "S12");
    assert_eq!(community_threshold(&m5_large()), 20, "S2: 34 pods are more than 10 x cores");
}

/// The same by the article's rules.
#[test]
fn scenarios_of_2018() {
    #[track_caller]
    fn check(row: &str, t: HistoryType, s: &Scenario, expected: (u32, u32, &str)) {
        let c = judge_2018(t, s).expect("has room");
        let got = (c.capacity.pods, c.fleet.nodes, c.fleet.monthly.cents());
        assert_eq!(got, (expected.0, expected.1, expected.2.to_string()), "{row}");
    }
    let (s2, s9) = (scenario(400, 50, 64, SecondaryIp), scenario(30, 50, 128, SecondaryIp));
    // 27-4 = 23; ceil(400/23) = 18; 18*70.08
    check("S2", history("m5.large", 3, 10, 96_000), &s2, (23, 18, "$1,261.44"));
    // ceil(30/23) = 2; 2*70.08
    check("S9", history("m5.large", 3, 10, 96_000), &s9, (23, 2, "$140.16"));
    // 33-4 = 29; ceil(30/29) = 2; 2*730*0.0928
    check("S9 (C7)", history("t2.large", 3, 12, 92_800), &s9, (29, 2, "$135.49"));
}

/// So many pods of these requests beside the default daemonsets: two on the host network, 200m in all.
fn scenario(pods: u32, cpu: u32, memory: u32, mode: NetworkMode) -> Scenario {
    let pod = PodProfile { pods, cpu: MilliCpu(cpu), memory: Mib(memory), ..PodProfile::default() };
    // Disks cost nothing in version 1: what is left is the sums of the rows.
    Scenario { profiles: vec![pod], mode, ..Scenario::version_1() }
}

fn catalog(types: Vec<InstanceType>, hourly: u64, history: Vec<HistoryType>) -> Catalog {
    let on_demand = Some(OnDemand { hourly: MicroUsd(hourly), kind: PriceKind::Published, as_of: None });
    let offers =
        vec![Offer { offered: true, on_demand, spot_savings: None, reserved: None, auto_mode: None }; types.len()];
    let region = Region {
        code: "us-east-1".into(),
        location: "US East (N. Virginia)".into(),
        on_demand_as_of: "2026-07-20".into(),
        availability_known: true,
    };
    let (types, history) = (types.into(), history.into());
    Catalog {
        version: "1".into(),
        region,
        spot_as_of: String::new(),
        reserved_as_of: None,
        auto_mode_as_of: None,
        types,
        offers,
        history,
    }
}

fn judge_today(t: InstanceType, hourly: u64, s: &Scenario) -> Candidate {
    let catalog = catalog(vec![t], hourly, vec![]);
    let only = catalog.indices().next().expect("one type");
    judge(&catalog, s, only).expect("has room").into()
}

fn judge_2018(t: HistoryType, s: &Scenario) -> Option<Candidate> {
    article_2018::plan(&catalog(vec![], 0, vec![t]), s).best().copied()
}
