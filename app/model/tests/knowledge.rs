//! The facts of the pod networks and of AWS: complete, dated, sourced, and faithful where it matters.

use model::advice::fact::{Basis, Fact};
use model::advice::facts::{AWS_FACTS, Aspect, aws_fact, fact, facts};
use model::advice::options::{OPTIONS, OptionId};
use model::sources::source;

/// Every option, Weave Net too.
fn options() -> Vec<OptionId> {
    OPTIONS.iter().map(|row| row.id).chain([OptionId::Weave]).collect()
}

/// `2026`, `2026-08` or `2026-08-20`.
fn is_iso_date(date: &str) -> bool {
    let parts: Vec<&str> = date.split('-').collect();
    let widths: Vec<usize> = parts.iter().map(|p| p.len()).collect();
    let in_range = |part: Option<&&str>, max: u32| part.is_none_or(|p| (1..=max).contains(&p.parse().unwrap_or(0)));
    [4, 2, 2].starts_with(&widths)
        && !parts.is_empty()
        && parts.iter().all(|p| p.bytes().all(|b| b.is_ascii_digit()))
        && in_range(parts.get(1), 12)
        && in_range(parts.get(2), 31)
}

/// Text, sources and date of a fact, whoever keeps it.
#[track_caller]
fn check(of: &str, fact: &Fact) {
    assert!(!fact.text.trim().is_empty(), "{of}: no text");
    assert!(is_iso_date(fact.date), "{of}: {} is no date", fact.date);
    for id in fact.basis.sources() {
        assert!(source(id).is_some(), "{of}: there is no source {id}");
    }
    if let Basis::Cited(sources) = fact.basis {
        assert!(!sources.is_empty(), "{of}: cited without a source");
    }
}

#[test]
fn dates_are_told_from_other_text() {
    assert!(["2026", "2026-08", "2026-08-20"].iter().all(|d| is_iso_date(d)));
    assert!(!["", "26", "2026-13", "2026-08-32", "2026-8", "Aug 2026", "2026-08-20-1"].iter().any(|d| is_iso_date(d)));
}

#[test]
fn every_option_has_a_sound_fact_on_every_aspect_once() {
    for option in options() {
        let aspects: Vec<Aspect> = facts(option).iter().map(|(aspect, _)| *aspect).collect();
        assert_eq!(aspects, Aspect::ALL, "{}", option.name());
        for (aspect, fact) in facts(option) {
            check(&format!("{}, {}", option.name(), aspect.name()), fact);
        }
    }
}

#[test]
fn aws_facts_are_sound_and_found_by_topic() {
    for (i, (topic, fact)) in AWS_FACTS.iter().enumerate() {
        check(topic, fact);
        assert!(AWS_FACTS[..i].iter().all(|(other, _)| other != topic), "{topic} stands twice");
        assert_eq!(aws_fact(topic), Some(fact));
    }
    assert_eq!(aws_fact("weather"), None);
}

#[test]
fn nobody_supports_weave_net() {
    let supporter = fact(OptionId::Weave, Aspect::Supporter).expect("a fact");
    assert!(supporter.text.starts_with("nobody"), "{}", supporter.text);
    let release = fact(OptionId::Weave, Aspect::Release).expect("a fact");
    assert!(release.text.contains("2021-01-25"), "{}", release.text);
}

#[test]
fn only_aws_networks_are_supported_by_aws() {
    let by_aws: Vec<OptionId> = options()
        .into_iter()
        .filter(|o| fact(*o, Aspect::Supporter).is_some_and(|f| f.text.starts_with("AWS;")))
        .collect();
    let expected =
        [OptionId::VpcSecondary, OptionId::VpcPrefix, OptionId::VpcCustom, OptionId::VpcIpv6, OptionId::EksAuto];
    assert_eq!(by_aws, expected);
}

#[test]
fn multicast_for_pods_is_beta_in_two_networks_and_gone_with_the_third() {
    let starting = |word: &str| -> Vec<OptionId> {
        let says = |o: &OptionId| fact(*o, Aspect::Multicast).is_some_and(|f| f.text.starts_with(word));
        options().into_iter().filter(says).collect()
    };
    assert_eq!(starting("beta"), [OptionId::CiliumOverlay, OptionId::Antrea]);
    assert_eq!(starting("yes"), [OptionId::Weave]);
}

#[test]
fn ratings_and_gaps_carry_their_mark() {
    for option in options() {
        let mark = |aspect| fact(option, aspect).and_then(|f| f.basis.mark());
        for aspect in [Aspect::PerformanceClass, Aspect::Portability, Aspect::Operations] {
            assert_eq!(mark(aspect), Some("judgement"), "{}, {}", option.name(), aspect.name());
        }
    }
    let kube_ovn = fact(OptionId::KubeOvn, Aspect::Multicast).expect("a fact");
    assert_eq!(kube_ovn.basis.mark(), Some("unverified"));
    assert_eq!(aws_fact("vpc-encryption-controls-launch").and_then(|f| f.basis.mark()), Some("unverified"));
}
