//! Particular needs: S6, S7, S8, S10, S13 and S17.

use super::*;
use OptionId::*;
use model::advice::headline::because;
use model::advice::knowledge::options::Dimension;
use model::node::addresses::address_capacity;
use model::node::limit::Limit;
use model::node::max_pods::WINDOWS_MAX_PODS;
use model::plan::judge_in_mode;
use model::scenario::NodeSettings;
use model::scenario::answers::Answer::{No, Yes};
use model::scenario::answers::{Encryption, Level, Multicast, Operator, Policy};
use model::scenario::network_mode::NetworkMode::{PrefixDelegation, SecondaryIp, SecurityGroups};
use model::scenario::os::Os;
use model::scenario::owner::Owner;
use model::units::Mbps;

#[test]
fn s6_multicast() {
    let answers = Answers { performance: Yes, multicast: Multicast::HostPods, ..Answers::default() };
    let few = answering(answers, Scenario::version_1());
    expect_2018("S6", &few, "weave", None);
    let advice = advised(&few);
    expect_tie("S6a", &advice, &[VpcSecondary, VpcPrefix, EksAuto]);
    assert_eq!(beside(&advice, VpcSecondary), ["multicast-host"], "S6a");
    let said = added(&advice, VpcSecondary, "multicast-host");
    assert!(said.contains("transit gateway") && said.contains("Its members are ENIs, not pods"), "S6a: {said}");
    assert!(said.contains("high-frequency trading"), "S6a: {said}");

    let ordinary = answering(Answers { multicast: Multicast::Pods, ..answers }, Scenario::version_1());
    expect_2018("S6", &ordinary, "weave", None);
    let advice = advised(&ordinary);
    expect_ranks("S6b", &advice, &[(Antrea, "0.500"), (CiliumOverlay, "0.417")]); // 12/24, 10/24
    assert_eq!(advice.decision.ranked.len(), 2, "S6b");
    assert_eq!(ruled_out(&advice, VpcSecondary), ["H8"], "S6b");
    // Antrea scores 2, 0, 2 and 1 on what counts; with encryption it has one 3, for it.
    let why = because(&advice).expect("something passes");
    assert_eq!(why, "It is the best fit that your answers allow. Fit score 0.500 of 1 (our judgement).", "S6b");
    let encrypted = Answers { encryption: Encryption::TenantKeys, ..ordinary.answers };
    // Antrea's agent does not start with multicast and encryption: 19/33 of Cilium is left.
    let encrypted = advised(&answering(encrypted, Scenario::version_1()));
    assert_eq!(ruled_out(&encrypted, Antrea), ["H19"], "S6b");
    let why = because(&encrypted).expect("something passes");
    assert!(why.starts_with("It scores highest on what matters to you: encryption. Fit score 0.576"), "S6b: {why}");
    for option in [Antrea, CiliumOverlay] {
        let said = added(&advice, option, "multicast-beta");
        assert!(said.starts_with("Beta") && said.contains("20 groups a node"), "S6b: {said}");
    }
}

#[test]
fn s7_the_same_network_on_two_clouds_and_bare_metal() {
    let answers = Answers {
        vpc_investment: No,
        portability: Level::Strong,
        operator: Operator::Kops,
        policy: Policy::Basic,
        ..Answers::default()
    };
    let s7 = answering(answers, Scenario::version_1());
    expect_2018("S7", &s7, "portable", None);
    assert!(headline_2018(&answers).sentence().contains("weakly"), "S7");
    let advice = advised(&s7);
    expect_ranks("S7", &advice, &[(Calico, "0.857")]); // 18/21
    let weights = &advice.decision.weights;
    let of = [Dimension::Portability, Dimension::Support, Dimension::Vpc, Dimension::Policy].map(|d| weights.get(d));
    assert_eq!(of, [3, 0, 0, 1], "S7");
    let unruled = |option: OptionId| weights.fit(option.row().expect("it can be had")).text();
    assert_eq!((unruled(Antrea), unruled(Calico)), ("0.857".into(), "0.857".into()), "S7: a tie but for kOps");
    assert_eq!(ruled_out(&advice, Antrea), ["H18"], "S7");
    assert_eq!(advice.decision.fit(CiliumOverlay).map(|f| f.text()), Some("0.762".into()), "S7"); // 16/21
    let (cilium, calico) = (CiliumOverlay.row().expect("a row"), Calico.row().expect("a row"));
    let lower = |d: &Dimension| weights.get(*d) > 0 && cilium.score(*d) < calico.score(*d);
    assert_eq!(Dimension::ALL.into_iter().filter(lower).collect::<Vec<_>>(), [Dimension::Operations], "S7");
    assert!(added(&advice, Calico, "kops-default").contains("Cilium"), "S7: worth naming");
}

/// Sensitivity: portability alone lifts an overlay above every option on VPC addresses.
#[test]
fn s7_portability_lifts_an_overlay_to_the_top() {
    let with = |portability| {
        let operator = Operator::SelfManaged;
        let answers = Answers { vpc_investment: No, operator, portability, ..Answers::default() };
        advised(&answering(answers, Scenario::version_1()))
    };
    let is_overlay = |id: OptionId| id.row().is_some_and(|row| row.is_overlay());
    assert_eq!(with(Level::None).decision.best(), Some(VpcSecondary));
    let advice = with(Level::Strong);
    assert!(advice.decision.best().is_some_and(is_overlay));
    let best_of_vpc = advice.decision.ranked.iter().find(|r| !is_overlay(r.id)).expect("some pass");
    // flannel: (2 + 9 + 6) / 18; VPC CNI with Calico: (3 + 3 + 4) / 18
    assert_eq!(advice.decision.ranked[0].fit.text(), "0.944");
    assert_eq!(best_of_vpc.fit.text(), "0.556");
}

#[test]
fn s8_a_type_for_throughput() {
    let answers = Answers { performance: Yes, ..Answers::default() };
    let mut s8 = on("c5n.18xlarge", answering(answers, pods(40, 0, 0)));
    s8.profiles[0].bandwidth = Mbps(10_000);
    expect_2018("S8", &s8, "vpc-cni", None);
    let advice = advised(&s8);
    expect_tie("S8", &advice, &[VpcSecondary, VpcPrefix, EksAuto]);
    let ranks = [(VpcSecondary, "1.000"), (VpcPrefix, "1.000"), (EksAuto, "1.000"), (VpcCustom, "0.875")]; // 21/24
    expect_ranks("S8", &advice, &ranks);
    let says = ["100,000 Mbps", "One flow reaches 5,000 Mbps", "placement group"];
    expect_evidence("S8", &advice, "E4", Some(true), &says);
    expect_evidence("S8", &advice, "E3", Some(true), &["c5n.18xlarge encrypts"]);
    assert_eq!(figures(&advice, VpcSecondary).candidate.capacity.binding(), Limit::Bandwidth, "S8");
}

fn s10(name: &str) -> Scenario {
    let answers = Answers { vpc_investment: Yes, security_groups: Yes, policy: Policy::Basic, ..Answers::default() };
    on(name, answering(answers, pods(100, 250, 512)))
}

#[test]
fn s10_a_security_group_for_each_pod() {
    expect_2018("S10", &s10("m5.large"), "vpc-cni-calico-policy", None);
    let advice = advised(&s10("m5.large"));
    // 26/27; Auto Mode has security groups for pods from Kubernetes 1.36 on
    expect_ranks("S10", &advice, &[(VpcSecondary, "0.963"), (VpcPrefix, "0.963"), (EksAuto, "0.963")]);
    expect_tie("S10", &advice, &[VpcSecondary, VpcPrefix, EksAuto]);
    assert!(added(&advice, EksAuto, "node-class-groups").contains("1.36"), "S10");
    assert_eq!(beside(&advice, VpcSecondary), ["native-policy", "sgp"], "S10");
    assert!(added(&advice, VpcSecondary, "sgp").contains("standard"), "S10");
    expect_evidence("S10", &advice, "E5", Some(true), &["9 branch ENIs", "18 addresses"]); // (3 - 1) * 9 beside the trunk
    let catalog = us_east_1();
    let m5 = catalog.find("m5.large").expect("a type");
    let c = judge_in_mode(catalog, &s10("m5.large"), SecurityGroups, m5).expect("a candidate").capacity;
    assert_eq!((c.by_limit.get(Limit::BranchEnis), c.addresses), (Some(9), Some(18)), "S10");

    // Auto Mode alone is left for whoever asks for it, and T types take no branch ENIs.
    let mut on_auto = s10("m5.large");
    on_auto.answers.operator = Operator::AutoMode;
    let advice = advised(&on_auto.settled());
    assert_eq!(advice.decision.best(), Some(EksAuto), "S10");
    assert_eq!(ruled_out(&advice, VpcSecondary), ["H1"], "S10");
    let on_t3 = advised(&s10("t3.large"));
    assert!(on_t3.decision.ranked.is_empty(), "S10");
    assert_eq!(on_t3.to_relax(), [["q_sgp"], ["type"]], "S10: both ways out");
    expect_evidence("S10", &on_t3, "E5", Some(false), &["t3.large has no branch ENIs"]);
}

/// M4: Auto Mode has branch ENIs for pods from Kubernetes 1.36 on (EKS user guide, `auto-sgp`), on types that take them.
#[test]
fn e5_counts_branch_enis_on_auto_mode() {
    let on_auto_mode = |name| {
        let mut s = s10(name);
        s.node.owner = Owner::AutoMode;
        advised(&s)
    };
    let advice = on_auto_mode("m5.large");
    expect_evidence("M4", &advice, "E5", Some(true), &["9 branch ENIs", "Kubernetes 1.36"]);
    assert_eq!(advice.decision.best(), Some(EksAuto), "M4");
    expect_evidence("M4", &on_auto_mode("t3.large"), "E5", Some(false), &["t3.large has no branch ENIs"]);
}

/// Families kept are a choice: one of them that can will do, as the networking modes show it.
#[test]
fn one_family_that_can_will_do() {
    let of = |families: &[&str]| {
        let mut s = s10("m5.large");
        (s.chosen, s.filters.families) = (None, families.iter().map(|f| f.to_string()).collect());
        advised(&s)
    };
    let mixed = of(&["t3", "m5"]);
    expect_evidence("SGP", &mixed, "E5", Some(true), &["m5."]);
    expect_tie("SGP", &mixed, &[VpcSecondary, VpcPrefix, EksAuto]);
    let none = of(&["t3", "t3a"]);
    assert!(none.decision.ranked.is_empty(), "SGP");
    // m4 runs on Xen and has no prefixes, m5 has: H5 rules nothing out.
    assert_eq!(of(&["m4", "m5"]).findings.is_nitro, Some(true));
    assert_eq!(of(&["m4"]).findings.is_nitro, Some(false));
}

#[test]
fn s13_policy_by_name_and_by_path() {
    let with =
        |policy| answering(Answers { operator: Operator::Eks, policy, ..Answers::default() }, Scenario::version_1());
    let by_name = with(Policy::DnsNames);
    expect_2018("S13", &by_name, "default-calico-policy", None);
    assert!(headline_2018(&by_name.answers).sentence().contains("Calico"), "S13");
    let advice = advised(&by_name);
    expect_ranks("S13a", &advice, &[(EksAuto, "0.889"), (CiliumEni, "0.667")]); // 24/27, 18/27
    assert_eq!(ruled_out(&advice, VpcSecondary), ["H14"], "S13a");
    let advice = advised(&with(Policy::Layer7));
    expect_ranks("S13b", &advice, &[(CiliumEni, "0.667"), (Antrea, "0.630")]); // 18/27, 17/27
    assert_eq!(ruled_out(&advice, EksAuto), ["H15"], "S13b");
    assert!(added(&advice, Antrea, "l7-alpha").contains("alpha"), "S13b");
}

#[test]
fn s17_windows_nodes_with_support_by_aws() {
    let answers = Answers { vpc_investment: Yes, windows: Yes, aws_support: Yes, ..Answers::default() };
    let s17 = on("m5.large", answering(answers, pods(100, 250, 512)));
    expect_2018("S17", &s17, "vpc-cni", None);
    let advice = advised(&s17);
    expect_ranks("S17", &advice, &[(VpcSecondary, "1.000"), (VpcPrefix, "1.000")]);
    assert_eq!(advice.decision.ranked.len(), 2, "S17");
    assert_eq!(ruled_out(&advice, Calico), ["H3"], "S17");
    assert_eq!(ruled_out(&advice, VpcCustom), ["H4"], "S17");
    let m5 = crate::instance_type("m5.large");
    let windows = NodeSettings { chosen_os: Os::Windows, ..NodeSettings::default() };
    assert_eq!(address_capacity(m5, SecondaryIp, &windows), Some(9), "S17: 10 - 1 on one ENI");
    assert_eq!(address_capacity(m5, PrefixDelegation, &windows), Some(144), "S17: 9 * 16");
    assert_eq!(WINDOWS_MAX_PODS, 110, "S17");
    expect_evidence("S17", &advice, "H4", None, &["m5.large", "one ENI", "9 pods", "144", "110"]);
    assert!(advised(&s10("m5.large")).evidence.iter().all(|e| e.id != "H4"), "S17: only where Windows is answered");
}

/// H5: what is older than Nitro has none of it, so one finding never contradicts another.
#[test]
fn h5_older_types_neither_encrypt_nor_take_branch_enis() {
    let old: Vec<_> = us_east_1().types.iter().filter(|t| !t.is_nitro()).collect();
    assert!(old.len() > 50, "only {} types", old.len());
    for t in old {
        assert!(!t.encryption_in_transit && t.branch_enis.unwrap_or(0) == 0, "{}", t.name);
    }
}
