//! Encryption: S4, S5 and S15.

use super::*;
use OptionId::*;
use model::advice::knowledge::migration::migration;
use model::scenario::ArchFilter;
use model::scenario::answers::Answer::No;
use model::scenario::answers::{CurrentCni, Encryption, Level, Operator};

fn of_families(families: &[&str], answers: Answers) -> Scenario {
    let families = families.iter().map(ToString::to_string).collect();
    // Burstable types let in, so that T3 counts.
    let filters = Filters { families, arch: ArchFilter::Both, burstable: true, ..Filters::default() };
    Scenario { answers, filters, ..Scenario::version_1() }
}

fn any_means() -> Answers {
    Answers { encryption: Encryption::Any, middlebox: No, ..Answers::default() }
}

fn keys_of_the_tenant() -> Answers {
    Answers { encryption: Encryption::TenantKeys, ..any_means() }
}

/// 18/27, 18/27, 17/27, 15/27, 14/27
const S5: [(OptionId, &str); 5] =
    [(VpcCilium, "0.667"), (CiliumEni, "0.667"), (Antrea, "0.630"), (CiliumOverlay, "0.556"), (Calico, "0.519")];

#[track_caller]
fn expect_s4(row: &str, advice: &Advice) {
    expect_tie(row, advice, &[VpcSecondary, VpcPrefix, EksAuto]);
    expect_ranks(row, advice, &[(VpcSecondary, "1.000"), (VpcPrefix, "1.000"), (EksAuto, "1.000")]);
    assert_eq!(beside(advice, VpcSecondary), ["nitro", "vec"], "{row}");
    assert!(added(advice, VpcSecondary, "vec").contains("enforce"), "{row}");
}

#[test]
fn s4_a_fleet_that_encrypts_needs_no_other_network() {
    let s4 = of_families(&["m7g", "m6i"], any_means());
    expect_2018("S4", &s4, "weave", None);
    let advice = advised(&s4);
    expect_s4("S4", &advice);
    expect_evidence("S4", &advice, "E3", Some(true), &["Every node type", "No load balancer"]);
}

#[test]
fn s5_keys_of_the_tenant_on_m5_and_t3() {
    let s5 = of_families(&["m5", "t3"], keys_of_the_tenant());
    expect_2018("S5", &s5, "weave", None);
    let advice = advised(&s5);
    expect_ranks("S5", &advice, &S5);
    expect_tie("S5", &advice, &[VpcCilium, CiliumEni]);
    expect_evidence("S5", &advice, "E3", Some(false), &["Not every node type"]);
    assert_eq!(ruled_out(&advice, VpcSecondary), ["H10"], "S5");
    assert!(added(&advice, VpcCilium, "wireguard").contains("5 to 10 Gbps"), "S5");
    // The same fleet with any means: nothing but software can encrypt it.
    expect_ranks("S5", &advised(&of_families(&["m5", "t3"], any_means())), &S5);
    // Of a choice of families those are left that encrypt.
    let mixed = advised(&of_families(&["m5", "m7i"], any_means()));
    expect_evidence("S5", &mixed, "E3", Some(true), &["only those that do are left"]);
    expect_s4("S5", &mixed);
    // Until it is asked for, one family that does not is enough.
    let unasked = advised(&of_families(&["m5", "m7i"], Answers::default()));
    expect_evidence("S5", &unasked, "E3", Some(false), &["m5 does not"]);
    // Newer types and no rule about keys turn it into S4.
    for family in ["m7i", "m7g"] {
        expect_s4("S5 to S4", &advised(&of_families(&[family], any_means())));
    }
}

/// Sensitivity: keys of the tenant move S4 to the ranks of S5.
#[test]
fn s4_with_keys_of_the_tenant_ranks_as_s5() {
    let advice = advised(&of_families(&["m7g", "m6i"], keys_of_the_tenant()));
    expect_evidence("S4 to S5", &advice, "E3", Some(true), &[]);
    expect_ranks("S4 to S5", &advice, &S5);
}

#[test]
fn s15_weave_net_must_go() {
    let answers = Answers {
        encryption: Encryption::TenantKeys,
        portability: Level::Some,
        operator: Operator::Eks,
        current_cni: CurrentCni::Weave,
        ..Answers::default()
    };
    let s15 = answering(answers, Scenario::version_1());
    expect_2018("S15", &s15, "weave", None);
    assert!(headline_2018(&answers).sentence().starts_with("Keep Weave Net"), "S15");
    let advice = advised(&s15);
    expect_ranks("S15", &advice, &[(Antrea, "0.667"), (VpcCilium, "0.633"), (CiliumEni, "0.633")]); // 20/30, 19/30
    let steps = migration(CurrentCni::Weave, Antrea);
    assert!(steps[0].text.contains("Weave Net has to go") && steps[0].text.contains("Kubernetes 1.23"), "S15");
    assert_eq!(steps.len(), 2, "S15: and how");
    assert_eq!(advice.decision.fit(Weave), None, "S15 H0");
    assert!(advice.figures(Weave).is_none(), "S15 H0");
}

/// Whatever is asked of encryption, what the figures find stays the same: an answer is no evidence.
#[test]
fn findings_do_not_depend_on_the_answer() {
    use Encryption::{Any, Identity, NotSure, TenantKeys};
    for families in [&[][..], &["m5"], &["m7g"], &["m5", "m7i"]] {
        let of = |encryption| {
            let answers = Answers { encryption, ..Answers::default() };
            advised(&of_families(families, answers)).findings
        };
        for asked in [Any, TenantKeys, Identity, Encryption::No] {
            assert_eq!(of(asked), of(NotSure), "{families:?} {asked:?}");
        }
    }
}

/// With a free choice of types, the cheapest one's encryption is no verdict on the others.
#[test]
fn e3_prices_hardware_encryption_where_the_cheapest_type_has_none() {
    let free = answering(any_means(), pods(30, 50, 128));
    let advice = advised(&free);
    // Its figures are those of a type that does; the evidence says what that costs.
    let used = us_east_1().instance_type(figures(&advice, VpcSecondary).candidate.index);
    assert!(used.encryption_in_transit, "{}", used.name);
    let unasked = advised(&pods(30, 50, 128));
    let cheapest = us_east_1().instance_type(figures(&unasked, VpcSecondary).candidate.index);
    assert!(!cheapest.encryption_in_transit, "{}", cheapest.name);
    let says = [cheapest.name.as_str(), "the cheapest type here, does not encrypt in hardware", "more a month"];
    expect_evidence("E3", &advice, "E3", Some(true), &says);
    expect_s4_but_for_density("E3", &advice);
    // A load balancer on the way undoes it, whatever the types do.
    let behind = advised(&answering(
        Answers { middlebox: model::scenario::answers::Answer::Yes, ..any_means() },
        Scenario::version_1(),
    ));
    expect_evidence("E3", &behind, "E3", Some(true), &["does not cover their traffic"]);
    expect_ranks("E3", &behind, &S5);
}

/// Hardware will do: nothing falls to H10, and both add-ons come with the first option.
#[track_caller]
fn expect_s4_but_for_density(row: &str, advice: &Advice) {
    assert!(ruled_out(advice, VpcSecondary).is_empty() && ruled_out(advice, VpcPrefix).is_empty(), "{row}");
    let best = advice.decision.best().expect("something passes");
    assert_eq!(beside(advice, best), ["nitro", "vec"], "{row}");
}
