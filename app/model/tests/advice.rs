//! The advice: golden scenarios S1 to S17 as decisions, with what their figures say given; each fit is
//! worked out by hand from the score table and the weights. The figures themselves are golden tests on
//! the real catalogue.

use model::advice::conflicts::{clashes, lost};
use model::advice::decide::{Decision, decide, decide_among};
use model::advice::knowledge::add_ons::add_ons;
use model::advice::knowledge::changes::changes;
use model::advice::knowledge::findings::{Case, Findings};
use model::advice::knowledge::options::OptionId::{self, *};
use model::advice::knowledge::options::{Dimension, OPTIONS};
use model::advice::knowledge::rules_2018::{Headline2018, headline_2018};
use model::advice::relax::to_relax;
use model::advice::what_if::to_win;
use model::scenario::answers::*;

const YES: Answer = Answer::Yes;
const NO: Answer = Answer::No;

fn decided(answers: Answers, findings: Findings) -> Decision {
    decide(&Case { answers: &answers, findings: &findings })
}

/// The first options of a decision with their fits.
fn top(decision: &Decision, n: usize) -> Vec<(OptionId, String)> {
    decision.ranked.iter().take(n).map(|r| (r.id, r.fit.text())).collect()
}

fn expect(decision: &Decision, rows: &[(OptionId, &str)]) {
    let expected: Vec<_> = rows.iter().map(|(id, fit)| (*id, fit.to_string())).collect();
    assert_eq!(top(decision, rows.len()), expected);
}

fn ample() -> Findings {
    Findings { density_presses: Some(false), short: Some(vec![]), ..Findings::default() }
}

/// E2 as S3 and S11 find it: everything that gives pods addresses of the node's subnets.
fn short() -> Option<Vec<OptionId>> {
    Some(vec![VpcSecondary, VpcPrefix, EksAuto, VpcCalico, VpcCilium, CiliumEni])
}

#[test]
fn s1_large_investment_and_ample_subnets() {
    let answers = Answers { vpc_investment: YES, ..Answers::default() };
    let decision = decided(answers, ample());
    // weights 2, 2, 1, 3: 24 points at most; Calico's policy beside it (4 + 4 + 3 + 9) / 24
    expect(&decision, &[(VpcSecondary, "1.000"), (VpcPrefix, "1.000"), (EksAuto, "1.000"), (VpcCalico, "0.833")]);
    assert_eq!(decision.tied().count(), 3);
    assert_eq!(headline_2018(&answers), Headline2018::VpcCni { with_policy: false });
}

#[test]
fn s2_many_small_pods() {
    let answers = Answers { density: YES, ..Answers::default() };
    let decision = decided(answers, Findings { density_presses: Some(true), ..ample() });
    // 27 at most; custom networking and Auto Mode 24, secondary IPs 21
    expect(&decision, &[(VpcPrefix, "1.000"), (EksAuto, "0.889"), (VpcCustom, "0.889")]);
    assert_eq!(decision.fit(VpcSecondary).map(|f| f.text()), Some("0.778".into()));
    assert_eq!(headline_2018(&answers), Headline2018::Overlay);
    assert_eq!(changes(&answers).map(|(rule, _)| rule.id).collect::<Vec<_>>(), ["R18-3"]);
}

fn s3() -> Answers {
    Answers { addresses: YES, secondary_cidr: YES, ipv6: Ipv6::No, ..Answers::default() }
}

#[test]
fn s3_small_subnets_with_a_secondary_range() {
    let decision = decided(s3(), Findings { short: short(), ..ample() });
    // 27 at most: 4 + 6 + 3 + 2 + 6 = 21; flannel 6 + 2 + 9 = 17, Calico and Antrea 4 + 2 + 2 + 9 = 17
    expect(&decision, &[(VpcCustom, "0.778"), (Flannel, "0.630"), (Calico, "0.630"), (Antrea, "0.630")]);
    assert_eq!(decision.eliminated_by(VpcPrefix).iter().map(|c| c.id).collect::<Vec<_>>(), ["H13"]);
    assert_eq!(headline_2018(&s3()), Headline2018::Overlay);
}

#[test]
fn s4_any_encryption_on_types_that_encrypt() {
    let answers = Answers { encryption: Encryption::Any, middlebox: NO, ..Answers::default() };
    let findings = Findings { encrypts: Some(true), ..ample() };
    let decision = decided(answers, findings.clone());
    expect(&decision, &[(VpcSecondary, "1.000"), (VpcPrefix, "1.000"), (EksAuto, "1.000")]);
    let case = Case { answers: &answers, findings: &findings };
    let added: Vec<_> = add_ons(&case, VpcSecondary).map(|a| a.code).collect();
    assert_eq!(added, ["nitro", "vec"]);
    assert_eq!(headline_2018(&answers), Headline2018::WeaveNet { keep: false });
}

const S5: [(OptionId, &str); 5] =
    [(VpcCilium, "0.667"), (CiliumEni, "0.667"), (Antrea, "0.630"), (CiliumOverlay, "0.556"), (Calico, "0.519")];

#[test]
fn s5_keys_of_the_tenant_on_types_that_do_not_encrypt() {
    let answers = Answers { encryption: Encryption::TenantKeys, ..Answers::default() };
    let decision = decided(answers, Findings { encrypts: Some(false), ..ample() });
    // 27 at most: chained Cilium 2 + 4 + 3 + 3 + 6 = 18, ENI mode 2 + 2 + 3 + 2 + 9 = 18
    expect(&decision, &S5);
    assert_eq!(headline_2018(&answers), Headline2018::WeaveNet { keep: false });
}

#[test]
fn s5_any_encryption_asks_for_software_where_the_types_have_none() {
    let answers = Answers { encryption: Encryption::Any, ..Answers::default() };
    expect(&decided(answers, Findings { encrypts: Some(false), ..ample() }), &S5);
    // A load balancer on the way undoes the hardware's encryption.
    let answers = Answers { middlebox: YES, ..answers };
    expect(&decided(answers, Findings { encrypts: Some(true), ..ample() }), &S5);
}

#[test]
fn s6_multicast() {
    let answers = Answers { performance: YES, multicast: Multicast::HostPods, ..Answers::default() };
    let findings = ample();
    let decision = decided(answers, findings.clone());
    assert_eq!(decision.best(), Some(VpcSecondary));
    let added: Vec<_> =
        add_ons(&Case { answers: &answers, findings: &findings }, VpcSecondary).map(|a| a.code).collect();
    assert_eq!(added, ["multicast-host"]);
    let answers = Answers { multicast: Multicast::Pods, ..answers };
    let decision = decided(answers, ample());
    // 24 at most: Antrea 4 + 2 + 6 = 12, Cilium 2 + 2 + 6 = 10
    expect(&decision, &[(Antrea, "0.500"), (CiliumOverlay, "0.417")]);
    assert_eq!(decision.ranked.len(), 2);
    assert!(add_ons(&Case { answers: &answers, findings: &ample() }, Antrea).any(|a| a.code == "multicast-beta"));
    assert_eq!(headline_2018(&answers), Headline2018::WeaveNet { keep: false });
}

#[test]
fn s7_the_same_everywhere_with_kops() {
    let answers = Answers {
        vpc_investment: NO,
        portability: Level::Strong,
        operator: Operator::Kops,
        policy: Policy::Basic,
        ..Answers::default()
    };
    let decision = decided(answers, ample());
    // weights ops 2, perf 1, port 3, pol 1: 21 at most; Calico 4 + 2 + 9 + 3 = 18
    expect(&decision, &[(Calico, "0.857")]);
    assert_eq!(decision.eliminated_by(Antrea).iter().map(|c| c.id).collect::<Vec<_>>(), ["H18"]);
    assert!(decision.fit(CiliumOverlay).is_some_and(|f| f.thousandths() < 857));
    assert_eq!(headline_2018(&answers), Headline2018::Portable);
}

#[test]
fn s8_throughput() {
    let answers = Answers { performance: YES, density: NO, ..Answers::default() };
    let decision = decided(answers, ample());
    // 24 at most; custom networking 4 + 6 + 9 + 2 = 21
    expect(&decision, &[(VpcSecondary, "1.000"), (VpcPrefix, "1.000"), (EksAuto, "1.000"), (VpcCustom, "0.875")]);
    assert_eq!(headline_2018(&answers), Headline2018::VpcCni { with_policy: false });
}

#[test]
fn s9_a_small_cluster_under_pressure() {
    let decision = decided(Answers::default(), Findings { density_presses: Some(true), ..ample() });
    assert_eq!(decision.best(), Some(VpcPrefix));
    // T2 is Xen: no prefixes there.
    let on_xen = Findings { density_presses: Some(true), is_nitro: Some(false), ..ample() };
    let decision = decided(Answers::default(), on_xen);
    assert_eq!(decision.eliminated_by(VpcPrefix).iter().map(|c| c.id).collect::<Vec<_>>(), ["H5"]);
    assert_eq!(headline_2018(&Answers::default()), Headline2018::Default { with_policy: false });
}

#[test]
fn s10_security_groups_for_pods_and_policy() {
    let answers = Answers { vpc_investment: YES, security_groups: YES, policy: Policy::Basic, ..Answers::default() };
    let findings = Findings { takes_branch_enis: Some(true), ..ample() };
    let decision = decided(answers, findings.clone());
    // 27 at most: 6 + 6 + 3 + 9 + 2 = 26
    // Auto Mode has them from Kubernetes 1.36 on
    expect(&decision, &[(VpcSecondary, "0.963"), (VpcPrefix, "0.963"), (EksAuto, "0.963")]);
    assert!(decision.eliminated_by(VpcCalico).iter().any(|c| c.id == "H6"));
    let added: Vec<_> =
        add_ons(&Case { answers: &answers, findings: &findings }, VpcSecondary).map(|a| a.code).collect();
    assert_eq!(added, ["native-policy", "sgp"]);
    assert_eq!(headline_2018(&answers), Headline2018::VpcCni { with_policy: true });
    // T types take no branch ENIs: nothing is left, and both ways out are named.
    let findings = Findings { takes_branch_enis: Some(false), ..ample() };
    let case = Case { answers: &answers, findings: &findings };
    assert!(decide(&case).ranked.is_empty());
    assert_eq!(to_relax(&case), [["q_sgp"], ["type"]]);
}

#[test]
fn s11_three_thousand_nodes_in_one_range() {
    let answers = Answers { addresses: YES, ipv6: Ipv6::Ready, ..Answers::default() };
    let decision = decided(answers, Findings { short: short(), ..ample() });
    // 27 at most: 4 + 6 + 3 + 3 + 9 = 25; custom networking 21
    expect(&decision, &[(VpcIpv6, "0.926"), (VpcCustom, "0.778")]);
    assert_eq!(headline_2018(&answers), Headline2018::Overlay);
}

#[test]
fn s12_performance_and_density() {
    let answers = Answers { performance: YES, density: YES, ..Answers::default() };
    let findings = Findings { density_presses: Some(true), ..ample() };
    let decision = decided(answers, findings.clone());
    // 33 at most; 30 for both others
    expect(&decision, &[(VpcPrefix, "1.000"), (EksAuto, "0.909"), (VpcCustom, "0.909")]);
    assert_eq!(headline_2018(&answers), Headline2018::Silent);
    let case = Case { answers: &answers, findings: &findings };
    assert!(clashes(&case).any(|c| c.between == ["q_perf", "q_density"]));
    assert_eq!(changes(&answers).map(|(rule, _)| rule.id).collect::<Vec<_>>(), ["R18-3", "R18-6"]);
}

#[test]
fn s13_rules_by_name_and_by_path() {
    let answers = Answers { operator: Operator::Eks, policy: Policy::DnsNames, ..Answers::default() };
    let decision = decided(answers, ample());
    // 27 at most: 6 + 6 + 3 + 3 + 6 = 24; Cilium in ENI mode 2 + 2 + 3 + 2 + 9 = 18
    expect(&decision, &[(EksAuto, "0.889"), (CiliumEni, "0.667")]);
    assert_eq!(headline_2018(&answers), Headline2018::Default { with_policy: true });
    let answers = Answers { policy: Policy::Layer7, ..answers };
    let findings = ample();
    let decision = decided(answers, findings.clone());
    expect(&decision, &[(CiliumEni, "0.667"), (Antrea, "0.630")]);
    assert!(add_ons(&Case { answers: &answers, findings: &findings }, Antrea).any(|a| a.code == "l7-alpha"));
}

#[test]
fn s14_no_addresses_left_and_no_way_to_more() {
    let answers =
        Answers { addresses: YES, secondary_cidr: NO, ipv6: Ipv6::No, policy: Policy::Basic, ..Answers::default() };
    let findings = Findings { short: None, ..ample() };
    let decision = decided(answers, findings.clone());
    // 30 at most: Calico and Antrea 4 + 2 + 2 + 9 + 3 = 20, Cilium 18, flannel and Canal 17
    expect(&decision, &[(Calico, "0.667"), (Antrea, "0.667"), (CiliumOverlay, "0.600")]);
    assert_eq!(decision.fit(Flannel).map(|f| f.text()), Some("0.567".into()));
    assert_eq!(decision.fit(Canal).map(|f| f.text()), Some("0.567".into()));
    // The warning about the control plane must come with it.
    let case = Case { answers: &answers, findings: &findings };
    assert!(add_ons(&case, Calico).any(|a| a.code == "hidden-pods"));
    assert_eq!(headline_2018(&answers), Headline2018::Overlay);
}

#[test]
fn s15_weave_net_must_go() {
    let answers = Answers {
        encryption: Encryption::TenantKeys,
        portability: Level::Some,
        current_cni: CurrentCni::Weave,
        operator: Operator::Eks,
        ..Answers::default()
    };
    let decision = decided(answers, ample());
    // 30 at most: Antrea 4 + 2 + 2 + 9 + 3 = 20; both Cilium variants 19
    expect(&decision, &[(Antrea, "0.667"), (VpcCilium, "0.633"), (CiliumEni, "0.633")]);
    assert_eq!(headline_2018(&answers), Headline2018::WeaveNet { keep: true });
    let notes = model::advice::knowledge::migration::migration(CurrentCni::Weave, Antrea);
    assert!(notes[0].text.contains("has to go") && notes[0].text.contains("1.23"));
}

#[test]
fn s16_nothing_answered() {
    let decision = decided(Answers::default(), ample());
    expect(&decision, &[(VpcSecondary, "1.000"), (VpcPrefix, "1.000"), (EksAuto, "1.000")]);
    assert_eq!(headline_2018(&Answers::default()), Headline2018::Default { with_policy: false });
}

#[test]
fn s17_windows_with_aws_support() {
    let answers = Answers { vpc_investment: YES, windows: YES, aws_support: YES, ..Answers::default() };
    let decision = decided(answers, ample());
    expect(&decision, &[(VpcSecondary, "1.000"), (VpcPrefix, "1.000")]);
    assert_eq!(decision.ranked.len(), 2);
    assert_eq!(headline_2018(&answers), Headline2018::VpcCni { with_policy: false });
}

#[test]
fn portability_alone_lifts_an_overlay_above_every_vpc_option() {
    let answers = Answers {
        vpc_investment: NO,
        operator: Operator::SelfManaged,
        portability: Level::Strong,
        ..Answers::default()
    };
    let decision = decided(answers, ample());
    let is_overlay = |id: OptionId| id.row().is_some_and(|row| row.is_overlay());
    let best_vpc = decision.ranked.iter().position(|r| !is_overlay(r.id)).expect("some VPC option passes");
    assert!(decision.ranked[..best_vpc].iter().any(|r| is_overlay(r.id)));
    assert!(decision.fit(Calico).expect("passes").points > decision.ranked[best_vpc].fit.points);
    // Without the wish, a VPC option leads.
    let decision = decided(Answers { portability: Level::None, ..answers }, ample());
    assert!(!is_overlay(decision.best().expect("something passes")));
}

#[test]
fn keys_of_the_tenant_turn_s4_into_s5() {
    let findings = Findings { encrypts: Some(true), ..ample() };
    let answers = Answers { encryption: Encryption::TenantKeys, middlebox: NO, ..Answers::default() };
    expect(&decided(answers, findings), &S5);
}

#[test]
fn without_a_way_to_more_addresses_s3_becomes_s14() {
    let answers = Answers { secondary_cidr: NO, policy: Policy::Basic, ..s3() };
    let decision = decided(answers, Findings { short: short(), ..ample() });
    expect(&decision, &[(Calico, "0.667"), (Antrea, "0.667"), (CiliumOverlay, "0.600"), (Flannel, "0.567")]);
}

#[test]
fn what_would_make_an_option_win_does_make_it_win() {
    let answers = Answers::default();
    let findings = ample();
    let case = Case { answers: &answers, findings: &findings };
    let ways = to_win(&case);
    let options: Vec<_> = ways.iter().map(|(id, _)| *id).collect();
    assert!(options.contains(&EksAuto) && options.contains(&VpcPrefix) && options.contains(&Antrea), "{options:?}");
    assert!(!options.contains(&VpcSecondary) && !options.contains(&Weave));
    let auto = ways.iter().find(|(id, _)| *id == EksAuto).map(|(_, change)| change.text());
    assert_eq!(
        auto.as_deref(),
        Some("the answer to \u{201c}Who runs the cluster\u{201d} were \u{201c}EKS Auto Mode\u{201d}")
    );
}

#[test]
fn impossible_answers_are_explained_with_the_ways_out() {
    let answers = Answers { multicast: Multicast::Pods, routable: YES, ..Answers::default() };
    let findings = ample();
    let case = Case { answers: &answers, findings: &findings };
    assert!(decide(&case).ranked.is_empty());
    assert_eq!(to_relax(&case), [["q_multicast"], ["q_routable"]]);
    let said: Vec<_> = clashes(&case).map(|c| c.text).collect();
    assert!(said.iter().any(|s| s.contains("host network") && s.contains("give up")), "{said:?}");
}

#[test]
fn what_a_constraint_costs_is_named() {
    let answers = Answers { multicast: Multicast::Pods, vpc_investment: YES, ..Answers::default() };
    let decision = decided(answers, ample());
    let lost = lost(&decision).expect("VPC CNI would fit better");
    assert_eq!(lost.option, VpcSecondary);
    assert!(lost.better_at.contains(&Dimension::Vpc), "{:?}", lost.better_at);
}

#[test]
fn the_order_of_the_table_does_not_matter() {
    let answers = Answers { portability: Level::Some, ..Answers::default() };
    let findings = ample();
    let case = Case { answers: &answers, findings: &findings };
    let mut turned = OPTIONS;
    turned.reverse();
    let order = |d: Decision| d.ranked.iter().map(|r| (r.id, r.fit)).collect::<Vec<_>>();
    assert_eq!(order(decide(&case)), order(decide_among(&case, &turned)));
}
