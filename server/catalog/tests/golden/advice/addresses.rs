//! Addresses of the VPC: S3, S11 and S14.

use super::*;
use OptionId::*;
use model::advice::conflicts::clashes;
use model::scenario::answers::Answer::{No, Yes};
use model::scenario::answers::{Ipv6, Policy};
use model::scenario::{DaemonSetNetwork, WarmTargets};
use model::summary::frees;
use model::vpc::subnets::NAU_QUOTA;

/// What takes its pods' addresses from the nodes' subnets.
const IN_NODE_SUBNETS: [OptionId; 6] = [VpcSecondary, VpcPrefix, EksAuto, VpcCalico, VpcCilium, CiliumEni];

/// 1,200 pods of which (3920 - 200) / 186 = 20 fit on an m5.xlarge, in three empty /24.
fn s3(answers: Answers) -> Scenario {
    in_subnets(&[251; 3], on("m5.xlarge", answering(answers, pods(1_200, 186, 64))))
}

fn s3_answers() -> Answers {
    Answers { addresses: Yes, secondary_cidr: Yes, ipv6: Ipv6::No, ..Answers::default() }
}

/// With only the application's 20 pods on addresses of their own.
fn agents_on_host(mut scenario: Scenario) -> Scenario {
    scenario.daemonsets.iter_mut().for_each(|d| d.network = DaemonSetNetwork::Host);
    scenario
}

/// Addresses needed of the subnets listed.
#[track_caller]
fn need(advice: &Advice, option: OptionId) -> u64 {
    figures(advice, option).fit.expect("subnets are listed").need
}

#[test]
fn s3_small_subnets_want_a_range_of_their_own_for_pods() {
    let s3 = s3(s3_answers());
    expect_2018("S3", &s3, "overlay", None);
    let advice = advised(&s3);
    // 21/27; 17/27
    expect_ranks("S3", &advice, &[(VpcCustom, "0.778"), (Flannel, "0.630"), (Calico, "0.630"), (Antrea, "0.630")]);
    expect_figures("S3", &advice, VpcSecondary, 20, 60, "$8,409.60"); // 1200/20; 60 * 140.16
    for option in IN_NODE_SUBNETS {
        assert_eq!(ruled_out(&advice, option), ["H13"], "S3 {option:?}");
    }
    assert_eq!(advice.findings.short.as_deref(), Some(&IN_NODE_SUBNETS[..]), "S3");
    assert_eq!(ruled_out(&advice, VpcIpv6), ["H12"], "S3");
    let first = added(&advice, VpcCustom, "smaller-pool");
    let order = ["warm pool", "subnets", "secondary range", "IPv6", "overlay"].map(|remedy| first.find(remedy));
    assert!(order.iter().all(Option::is_some) && order.is_sorted(), "S3 H13, in order: {first}");
    // 45 addresses a node, and two ready ones instead of a warm ENI: 22 + 2 on 2 ENIs, 26; else one a node
    let frees = frees::sentence(us_east_1(), &s3, &advice).expect("a type carries the pods");
    let expected = "Of the 2,700 that these nodes take, WARM_IP_TARGET=2 frees 1,140, a range for pods frees 2,640, IPv6 frees 2,640, an overlay frees 2,640.";
    assert_eq!(frees, expected, "S3");
    // 20 pods and two agents in use: 1 + ceil(22/14) = 3 ENIs of 15, 45 * 60; 1 + ceil(22/16) = 3 prefixes: 49 * 60
    let says = [
        "Secondary IPs: 2,700 addresses needed, 3,510 with 30 % surge, 753 free: too few",
        "Prefix delegation: 2,940 addresses needed, 3,822 with 30 % surge, 753 free",
    ];
    expect_evidence("S3", &advice, "E2", Some(true), &says);
    expect_evidence("S3", &advice, "E1", Some(false), &["CPU stops at 20 pods", "secondary IPs allow 54"]); // 56 - 2
    let custom = figures(&advice, VpcCustom).fit.expect("subnets are listed");
    // one address a node; 3 ENIs of 15 in the pods' own range
    assert_eq!((custom.demand.node_subnets, custom.demand.pod_subnets), (60, 2_700), "S3: custom networking");
    assert_eq!(custom.fits, Some(true), "S3");
    for overlay in [CiliumOverlay, Calico, Flannel, Canal, Antrea, KubeOvn, KubeRouter] {
        assert_eq!(need(&advice, overlay), 60, "S3 {overlay:?}");
    }
}

#[test]
fn s3_address_targets_save_addresses_but_not_enough() {
    let twenty = agents_on_host(s3(s3_answers()));
    let advice = advised(&twenty);
    // 20 in use: 1 + ceil(20/14) = 3 ENIs of 15; 1 + ceil(20/16) = 3 prefixes on one ENI: 49
    assert_eq!((need(&advice, VpcSecondary), need(&advice, VpcPrefix)), (2_700, 2_940), "S3");
    let mut frugal = twenty;
    frugal.node.warm = WarmTargets { addresses: Some(2), minimum: Some(12), ..WarmTargets::default() };
    let advice = advised(&frugal);
    // max(20 + 2, 12) = 22 addresses on ceil(22/14) = 2 ENIs: 24 * 60
    assert_eq!(need(&advice, VpcSecondary), 1_440, "S3: WARM_IP_TARGET 2, MINIMUM_IP_TARGET 12");
    assert_eq!(ruled_out(&advice, VpcSecondary), ["H13"], "S3: 1,440 are still more than 753");
    // With the two agents on addresses of their own: 24 on 2 ENIs, 26 * 60
    let mut with_agents = s3(s3_answers());
    with_agents.node.warm = frugal.node.warm;
    assert_eq!(need(&advised(&with_agents), VpcSecondary), 1_560, "S3");
}

#[test]
fn s11_three_thousand_nodes_outgrow_a_16() {
    let answers = Answers { addresses: Yes, ipv6: Ipv6::Ready, ..Answers::default() };
    // (15890 - 200) / 461 = 34.03 pods a node; a /16 is 65,536 addresses, 5 of them AWS's
    let s11 = in_subnets(&[65_531], on("m5.4xlarge", answering(answers, pods(102_000, 461, 64))));
    expect_2018("S11", &s11, "overlay", None);
    let advice = advised(&s11);
    expect_ranks("S11", &advice, &[(VpcIpv6, "0.926"), (VpcCustom, "0.778")]); // 25/27, 21/27
    assert_eq!(figures(&advice, VpcSecondary).candidate.capacity.pods, 34, "S11");
    assert_eq!(figures(&advice, VpcSecondary).candidate.fleet.nodes, 3_000, "S11");
    let demand = |option| figures(&advice, option).fit.expect("a subnet is listed").demand;
    let (secondary, prefixes) = (demand(VpcSecondary), demand(VpcPrefix));
    // 36 in use: 1 + ceil(36/29) = 3 ENIs of 30; 1 + ceil(36/16) = 4 prefixes: 65
    assert_eq!((secondary.node_subnets, prefixes.node_subnets), (270_000, 195_000), "S11");
    // 3 + 87 + 2 extra ENIs a node; 1 + 4
    assert_eq!((secondary.nau, prefixes.nau), (276_000, 15_000), "S11");
    assert!(secondary.nau > NAU_QUOTA && prefixes.nau < NAU_QUOTA, "S11: 64,000 units a VPC");
    expect_evidence("S11", &advice, "E2", Some(true), &["270,000 addresses", "195,000 addresses", "65,531 free"]);
    expect_evidence("S11", &advice, "E6", None, &["3,000 nodes", "102,000 pods", "beyond 1,000 nodes", "talk to AWS"]);
    for option in IN_NODE_SUBNETS {
        assert_eq!(ruled_out(&advice, option), ["H13"], "S11 {option:?}");
    }
    assert!(clashes(&advice.case()).all(|c| c.between != ["q_density", "q_addresses"]), "S11: CPU binds");
}

const S14: [(OptionId, &str); 5] =
    [(Calico, "0.667"), (Antrea, "0.667"), (CiliumOverlay, "0.600"), (Flannel, "0.567"), (Canal, "0.567")];

fn s14_answers() -> Answers {
    let policy = Policy::Basic;
    Answers { addresses: Yes, secondary_cidr: No, ipv6: Ipv6::No, policy, ..Answers::default() }
}

#[test]
fn s14_no_addresses_left_leaves_the_overlays() {
    // By the answer alone, and in an exhausted subnet: two nodes of one address each fit, nothing else does.
    let by_answer = answering(s14_answers(), Scenario::version_1());
    let by_subnet = in_subnets(&[11], on("m5.large", by_answer.clone()));
    expect_2018("S14", &by_answer, "overlay", None);
    let few = Scenario { profiles: vec![PodProfile { pods: 10, ..PodProfile::default() }], ..by_subnet };
    for (row, scenario, says) in [("S14", by_answer, None), ("S14 with a subnet", few, Some(true))] {
        let advice = advised(&scenario);
        assert_eq!(evidence(&advice, "E2").says, says, "{row}");
        expect_ranks(row, &advice, &S14[..3]); // 20/30, 20/30, 18/30
        for (option, fit) in S14 {
            assert_eq!(advice.decision.fit(option).map(|f| f.text()), Some(fit.to_string()), "{row} {option:?}");
        }
        expect_tie(row, &advice, &[Calico, Antrea]);
        assert_eq!(ruled_out(&advice, VpcCustom), ["H13"], "{row}");
        // H9: the control plane cannot reach pods of an overlay.
        for option in [Calico, Antrea, CiliumOverlay, Flannel, Canal] {
            assert!(added(&advice, option, "hidden-pods").contains("webhooks"), "{row} {option:?}");
        }
    }
}

/// Sensitivity: without a secondary range S3 becomes S14.
#[test]
fn s3_without_a_way_to_more_addresses_ranks_as_s14() {
    let advice = advised(&s3(s14_answers()));
    expect_ranks("S3 to S14", &advice, &S14[..4]);
    assert_eq!(ruled_out(&advice, VpcCustom), ["H13"]);
    // With the range, custom networking leads again.
    let back = advised(&s3(Answers { secondary_cidr: Yes, ..s14_answers() }));
    assert_eq!(back.decision.best(), Some(VpcCustom));
}

/// An option with several modes takes the cheapest that fits the subnets, not the cheapest of all.
#[test]
fn an_option_is_shown_in_the_mode_that_fits() {
    use model::scenario::network_mode::NetworkMode::{PrefixDelegation, SecondaryIp};
    // S2's pods: 480 addresses on 16 nodes with secondary IPs, 624 with surge; 780 on 12 with prefixes
    let s2 = on("m5.large", pods(400, 50, 64));
    let of = |free: &[u32]| {
        let advice = advised(&in_subnets(free, s2.clone()));
        let shown = figures(&advice, VpcCalico);
        (shown.mode, shown.candidate.fleet.nodes, ruled_out(&advice, VpcCalico), ruled_out(&advice, VpcPrefix))
    };
    assert_eq!(of(&[700]), (SecondaryIp, 16, vec![], vec!["H13"]));
    assert_eq!(of(&[8_187]), (PrefixDelegation, 12, vec![], vec![]));
    // In 600 neither fits; the cheapest is shown.
    assert_eq!(of(&[600]), (PrefixDelegation, 12, vec!["H13"], vec!["H13"]));
}

/// M3: with subnets listed but pods that no type carries, nothing is found and the answer counts.
#[test]
fn e2_leaves_it_to_the_answer_where_no_type_fits() {
    let answers = Answers { addresses: Yes, ..Answers::default() };
    let mut s = in_subnets(&[251; 3], answering(answers, pods(1, 250, 512)));
    s.filters.families = vec!["made-up".into()];
    let advice = advised(&s);
    expect_evidence("M3", &advice, "E2", None, &["No instance type can carry these pods", "your answer counts"]);
    for option in IN_NODE_SUBNETS {
        assert_eq!(ruled_out(&advice, option), ["H13"], "M3 {option:?}: the answer says that addresses run short");
    }
}

/// F2: one pod beside two agents, 3 addresses in use. With WARM_IP_TARGET=2 and MINIMUM_IP_TARGET=3 VPC CNI holds
/// max(3 + 2, 3) = 5 on one ENI; Auto Mode knows neither and keeps an ENI warm: 1 + ceil(3/9) = 2 ENIs of 10.
#[test]
fn auto_mode_has_no_warm_targets() {
    let mut s = on("m5.large", in_subnets(&[10, 10], pods(1, 250, 512)));
    s.node.warm = WarmTargets { addresses: Some(2), minimum: Some(3), ..WarmTargets::default() };
    let advice = advised(&s);
    let held = |option| figures(&advice, option).held.subnet_addresses();
    assert_eq!(held(VpcSecondary), 5 + 1, "F2");
    assert_eq!(held(EksAuto), 2 * 10, "F2");
    // Two nodes with 30 % surge: 16 and 52 of 20 addresses.
    assert_eq!(ruled_out(&advice, VpcSecondary), Vec::<&str>::new(), "F2");
    assert_eq!(ruled_out(&advice, EksAuto), ["H13"], "F2");
}
