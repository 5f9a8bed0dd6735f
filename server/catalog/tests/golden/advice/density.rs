//! Pods per node: S1, S2, S9, S12 and S16.

use super::*;
use OptionId::{EksAuto, VpcCalico, VpcCustom, VpcPrefix, VpcSecondary};
use model::advice::conflicts::clashes;
use model::advice::headline::{because, headline};
use model::advice::knowledge::changes::changes;
use model::node::limit::Limit;
use model::scenario::answers::Answer::Yes;
use model::scenario::answers::Operator;
use model::summary::notes::{Note, notes};

/// The notes on an option's fleet.
fn noted(scenario: &Scenario, advice: &Advice, option: OptionId) -> Vec<Note> {
    let figures = figures(advice, option);
    notes(us_east_1(), &Scenario { mode: figures.mode, ..scenario.clone() }, &figures.candidate.into())
}

#[test]
fn s1_a_large_investment_on_ten_nodes_with_room() {
    let answers = Answers { vpc_investment: Yes, ..Answers::default() };
    // (1930 - 200) / 115 = 15.04 pods a node; three /19, of 8192 - 5
    let s1 = in_subnets(&[8_187; 3], on("m5.large", answering(answers, pods(150, 115, 64))));
    expect_2018("S1", &s1, "vpc-cni", Some(("m5.large", 23, 7, "$490.56"))); // 27 - 4; 150/23 = 6.5; 7 * 70.08
    let advice = advised(&s1);
    expect_tie("S1", &advice, &[VpcSecondary, VpcPrefix, EksAuto]);
    let ranks = [(VpcSecondary, "1.000"), (VpcPrefix, "1.000"), (EksAuto, "1.000"), (VpcCalico, "0.833")]; // 20/24
    expect_ranks("S1", &advice, &ranks);
    expect_figures("S1", &advice, VpcSecondary, 15, 10, "$700.80");
    expect_evidence("S1", &advice, "E1", Some(false), &["CPU stops at 15 pods", "secondary IPs allow 25"]);
    // 17 in use: 1 + ceil(17/9) = 3 ENIs of 10; 10 * 30 * 1.3 = 390
    expect_evidence("S1", &advice, "E2", Some(false), &["300 addresses needed, 390 with 30 % surge, 24,561 free"]);
    // (1930 - 50) / 115 = 16.3, which is 10 nodes too; 12 % of $700.80 for Auto Mode
    assert!(
        headline(&advice)
            .starts_with("VPC CNI, secondary IPs. Equally good: VPC CNI, prefix delegation. As good by your answers, for $84.10 a month more: EKS Auto Mode.")
    );
    // who has said that the nodes are their own is not told of AWS's
    let own = Answers { operator: Operator::Eks, ..answers };
    let own = advised(&in_subnets(&[8_187; 3], on("m5.large", answering(own, pods(150, 115, 64)))));
    assert_eq!(headline(&own), "VPC CNI, secondary IPs. Equally good: VPC CNI, prefix delegation.");
}

#[test]
fn s2_many_small_pods_want_prefixes_not_an_overlay() {
    let answers = Answers { density: Yes, ..Answers::default() };
    let s2 = on("m5.large", answering(answers, pods(400, 50, 64)));
    expect_2018("S2", &s2, "overlay", Some(("m5.large", 23, 18, "$1,261.44"))); // 400/23 = 17.4; 18 * 70.08
    let advice = advised(&s2);
    expect_tie("S2", &advice, &[VpcPrefix]);
    expect_ranks("S2", &advice, &[(VpcPrefix, "1.000"), (EksAuto, "0.889"), (VpcCustom, "0.889")]); // 24/27
    assert_eq!(advice.decision.fit(VpcSecondary).map(|f| f.text()), Some("0.778".into()), "S2"); // 21/27
    expect_figures("S2", &advice, VpcSecondary, 25, 16, "$1,121.28"); // 400/25; 16 * 70.08
    expect_figures("S2", &advice, VpcPrefix, 34, 12, "$840.96"); // (1930 - 200) / 50 = 34.6; 400/34 = 11.8
    // Auto Mode runs AWS's two daemonsets itself: min(27, 27) - 2; 16 * 0.096 * 1.12 * 730
    expect_figures("S2", &advice, EksAuto, 25, 16, "$1,255.83");
    let with_prefixes = figures(&advice, VpcPrefix).candidate.capacity;
    assert_eq!(with_prefixes.binding(), Limit::Cpu, "S2");
    assert_eq!(with_prefixes.by_limit.get(Limit::MaxPods), Some(106), "S2: 110 - 4");
    expect_evidence(
        "S2",
        &advice,
        "E1",
        Some(true),
        &["secondary IPs allow 25 pods", "CPU would allow 34", "16 nodes instead of 12"],
    );
    assert_eq!(evidence(&advice, "E1").agrees, Some(true), "S2");
    // 34 pods alone are more than 10 a core, and so are they with four daemonsets
    assert!(noted(&s2, &advice, VpcPrefix).contains(&Note::AboveThreshold { pods: 38, threshold: 20 }), "S2");
    assert_eq!(changes(&s2.answers).map(|(rule, _)| rule.id).collect::<Vec<_>>(), ["R18-3"], "S2");
    let because = because(&advice).expect("something passes");
    assert!(
        because.contains("pod density, operations and support. Fit score 1.000 of 1 (our judgement)"),
        "S2: {because}"
    );
}

#[test]
fn s9_a_cheap_cluster_fits_two_small_nodes_with_prefixes() {
    let s9 = on("t3.medium", pods(30, 50, 128));
    expect_2018("S9", &s9, "default", Some(("m5.large", 23, 2, "$140.16"))); // 2 * 70.08
    expect_2018("S9 C7", &s9, "default", Some(("t2.large", 29, 2, "$135.49"))); // 33 - 4; 2 * 0.0928 * 730
    let advice = advised(&s9);
    expect_tie("S9", &advice, &[VpcPrefix]);
    expect_figures("S9", &advice, VpcPrefix, 23, 2, "$60.74"); // (3246 - 200) / 128 = 23.8; 2 * 0.0416 * 730
    expect_figures("S9", &advice, VpcSecondary, 13, 3, "$91.10"); // 15 - 2; 3 * 30.368
    let (with, without) = (figures(&advice, VpcPrefix).candidate, figures(&advice, VpcSecondary).candidate);
    assert_eq!(with.capacity.binding(), Limit::Memory, "S9");
    assert_eq!((without.capacity.max_pods, with.capacity.max_pods), (17, 110), "S9: 3*5 + 2, and the cap");
    expect_evidence(
        "S9",
        &advice,
        "E1",
        Some(true),
        &["secondary IPs allow 13 pods", "memory would allow 23", "3 nodes instead of 2"],
    );
    assert!(noted(&s9, &advice, VpcPrefix).contains(&Note::CpuNotSustained), "S9: burst credits");

    // T2 is Xen, so it takes no prefixes.
    let on_t2 = advised(&Scenario { chosen: Some("t2.large".into()), ..s9 });
    assert_eq!(ruled_out(&on_t2, VpcPrefix), ["H5"], "S9");
    assert_eq!(on_t2.findings.is_nitro, Some(false), "S9");
}

#[test]
fn s12_performance_and_density_no_longer_clash() {
    let answers = Answers { performance: Yes, density: Yes, ..Answers::default() };
    let s12 = on("m5.large", answering(answers, pods(400, 16, 32)));
    expect_2018("S12", &s12, "silent", None);
    let advice = advised(&s12);
    expect_ranks("S12", &advice, &[(VpcPrefix, "1.000"), (EksAuto, "0.909"), (VpcCustom, "0.909")]); // 30/33
    expect_tie("S12", &advice, &[VpcPrefix]);
    expect_figures("S12", &advice, VpcPrefix, 106, 4, "$280.32"); // 110 - 4; 400/106 = 3.8; 4 * 70.08
    expect_figures("S12", &advice, VpcSecondary, 25, 16, "$1,121.28");
    // (1930 - 200) / 16 = 108.1; 400/108 = 3.7
    expect_evidence(
        "S12",
        &advice,
        "E1",
        Some(true),
        &["secondary IPs allow 25 pods", "CPU would allow 108", "16 nodes instead of 4"],
    );
    let pulls = |between: [&str; 2]| clashes(&advice.case()).any(|c| c.between == between);
    assert!(pulls(["q_perf", "q_density"]), "S12: the greatest change of advice is told");
    assert_eq!(changes(&s12.answers).map(|(rule, _)| rule.id).collect::<Vec<_>>(), ["R18-3", "R18-6"], "S12");

    // Pods that ask for nothing leave density to the answer.
    let advice = advised(&on("m5.large", answering(answers, pods(400, 0, 0))));
    expect_evidence("S12", &advice, "E1", None, &["enter CPU and memory requests"]);
    expect_ranks("S12", &advice, &[(VpcPrefix, "1.000"), (EksAuto, "0.909"), (VpcCustom, "0.909")]);
}

#[test]
fn s16_nothing_answered_is_a_default() {
    let s16 = Scenario::version_1();
    expect_2018("S16", &s16, "default", None);
    assert!(headline_2018(&s16.answers).sentence().contains("a default, not a recommendation"), "S16");
    let advice = advised(&s16);
    expect_tie("S16", &advice, &[VpcSecondary, VpcPrefix, EksAuto]);
    expect_ranks("S16", &advice, &[(VpcSecondary, "1.000"), (VpcPrefix, "1.000"), (EksAuto, "1.000")]);
    assert!(advice.is_default() && headline(&advice).starts_with("VPC CNI, secondary IPs, by default."), "S16");
}

/// E1: fewer places than CPU allows are no pressure where they cost no node.
#[test]
fn e1_addresses_press_only_where_they_cost_nodes() {
    // 25 places against 34 by CPU, but two nodes at least: 30/25 and 30/34 both come to two
    let advice = advised(&on("m5.large", pods(30, 50, 64)));
    expect_evidence(
        "E1",
        &advice,
        "E1",
        Some(false),
        &["secondary IPs allow 25 pods", "CPU would allow 34", "2 nodes either way"],
    );
    assert_eq!(advice.decision.best(), Some(VpcSecondary), "E1");
    // With 51 the third node is bought for addresses alone: ceil(51/25) = 3, ceil(51/34) = 2
    let advice = advised(&on("m5.large", pods(51, 50, 64)));
    expect_evidence("E1", &advice, "E1", Some(true), &["3 nodes instead of 2"]);
    assert_eq!(advice.decision.best(), Some(VpcPrefix), "E1");
}

/// M5: a max-pods that somebody fixed stays, so addresses do not press; the nodes are those of the plan.
#[test]
fn e1_leaves_a_fixed_max_pods_in_place() {
    // 12 - 4 daemonsets = 8 pods a node by max-pods, 25 by addresses, 34 by CPU: ceil(100/8) = 13 nodes
    let mut s = on("m5.large", pods(100, 50, 64));
    s.node.max_pods = Some(12);
    let advice = advised(&s);
    expect_figures("M5", &advice, VpcSecondary, 8, 13, "$911.04"); // 13 * 70.08
    expect_evidence("M5", &advice, "E1", Some(false), &["max-pods stops at 8 pods", "secondary IPs allow 25"]);
    // At 104 max-pods leaves 100 places, and addresses press as before: 4 nodes of 25, 3 of 34
    s.node.max_pods = Some(104);
    expect_evidence("M5", &advised(&s), "E1", Some(true), &["secondary IPs allow 25", "4 nodes instead of 3"]);
}

/// The figures count where they contradict the answer, and both are shown.
#[test]
fn e1_beats_the_answer() {
    let says_no = Answers { density: model::scenario::answers::Answer::No, ..Answers::default() };
    let advice = advised(&on("m5.large", answering(says_no, pods(400, 50, 64))));
    let e1 = evidence(&advice, "E1");
    assert_eq!((e1.says, e1.answered, e1.agrees), (Some(true), "no", Some(false)), "E1");
    assert_eq!(advice.decision.best(), Some(VpcPrefix), "E1");
}
