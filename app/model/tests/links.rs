//! Links: whatever a link says, the model makes a valid scenario of it, and a scenario survives its link.

mod generate;

use generate::catalogs::catalog;
use generate::config;
use generate::scenarios::Spread::{Anything, Plausible};
use generate::scenarios::scenario;
use model::plan::plan;
use model::scenario::fields::{
    BY_TYPE, CHOICES, DAEMONSET_CHOICES, DAEMONSET_NUMBERS, FAMILIES, NUMBERS, PROFILE_NUMBERS, PROFILE_TEXTS,
    SUBNET_NUMBERS,
};
use model::scenario::link::{MAX_PROBLEMS, decode, encode, from_query, keep, scenario_of, to_query};
use model::scenario::network_mode::NetworkMode;
use model::scenario::own_nodes::MOST_LISTED;
use model::scenario::taints::normal;
use model::scenario::{Era, MAX_DAEMONSETS, MAX_PROFILES, MAX_SUBNETS, Scenario};
use model::units::BasisPoints;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// A valid scenario of either era.
fn any_scenario() -> impl Strategy<Value = Scenario> {
    prop_oneof![scenario(Era::Today, Anything), scenario(Era::Article, Anything), scenario(Era::Today, Plausible)]
}

/// Every key of a link, and some that are none.
fn key() -> impl Strategy<Value = String> {
    let mut keys = vec!["v", "profile", "region", "type", "ds", "subnet", "own_sg", "colour", ""];
    keys.extend(FAMILIES.iter().map(|list| list.key));
    keys.extend(BY_TYPE.iter().map(|list| list.key));
    keys.extend(NUMBERS.iter().map(|n| n.key));
    keys.extend(PROFILE_NUMBERS.iter().map(|n| n.key));
    keys.extend(PROFILE_TEXTS.iter().map(|text| text.key));
    keys.extend(DAEMONSET_NUMBERS.iter().map(|n| n.key));
    keys.extend(SUBNET_NUMBERS.iter().map(|n| n.key));
    keys.extend(CHOICES.iter().map(|c| c.key));
    keys.extend(DAEMONSET_CHOICES.iter().map(|c| c.key));
    select(keys).prop_map(String::from)
}

/// Values that are wrong in every way a person or a machine makes them wrong, and some right ones.
fn value() -> impl Strategy<Value = String> {
    let odd = "|1|0| |-1|+7|1e9|1e999|NaN|inf|-inf|0x10|4294967295|4294967296|18446744073709551616|3.5|yes|m5,,m5 c5|\
        m5.large|m5.large:7624|m5.large:12,c7g.large:3|m5.large:1 m5.large:2,:4,a:b:c|m5.large:-1,x:0.5|\u{0}|\u{feff}web|\u{a0}|é|auto|ipv6|article|spot|security-groups|cilium-eni-prefix|gpu=a:NoSchedule|gpu:NoSchedule,gpu=b:NoSchedule|gpu:Never|\u{202e}evil|<script>";
    prop_oneof![
        4 => select(odd.split('|').collect::<Vec<_>>()).prop_map(String::from),
        2 => any::<u32>().prop_map(|n| n.to_string()),
        1 => any::<String>(),
        1 => "[a-z0-9., -]{90,130}",
    ]
}

/// What must hold of every decoded link.
fn check_decoded(query: &str) -> Result<Scenario, TestCaseError> {
    let decoded = from_query(query);
    let s = decoded.scenario;
    prop_assert_eq!(&scenario_of(query), &s);
    prop_assert!(decoded.problems.len() <= MAX_PROBLEMS);
    prop_assert!((1..=MAX_PROFILES).contains(&s.profiles.len()));
    prop_assert!(s.daemonsets.len() <= MAX_DAEMONSETS && s.subnets.len() <= MAX_SUBNETS);
    for n in &NUMBERS {
        prop_assert!((n.get)(&s).is_none_or(|v| (n.min..=n.max).contains(&v)), "{} out of range", n.key);
        prop_assert!(n.optional || (n.get)(&s).is_some(), "{} missing", n.key);
    }
    for list in &BY_TYPE {
        let all = (list.get)(&s);
        prop_assert!(all.len() <= MOST_LISTED, "{} too long", list.key);
        prop_assert!(all.iter().all(|of| (list.min..=list.max).contains(&of.n)), "{} out of range", list.key);
    }
    for p in &s.profiles {
        for n in &PROFILE_NUMBERS {
            prop_assert!((n.get)(p).is_none_or(|v| (n.min..=n.max).contains(&v)), "{} out of range", n.key);
            prop_assert!(n.optional || (n.get)(p).is_some(), "{} missing", n.key);
        }
        prop_assert_eq!(normal(&p.taints), Some(p.taints.clone()));
    }
    let again = from_query(&to_query(&s));
    prop_assert_eq!(&again.scenario, &s);
    prop_assert_eq!(again.problems, vec![]);
    Ok(s)
}

proptest! {
    #![proptest_config(config(400))]

    /// A valid scenario comes back from its link exactly, without a word of complaint.
    #[test]
    fn scenarios_survive_their_link(s in any_scenario()) {
        let decoded = from_query(&to_query(&s));
        prop_assert_eq!(decoded.scenario, s.clone());
        prop_assert_eq!(decoded.problems, vec![]);
        let pairs = encode(&s).into_iter().map(|(key, value)| (key.to_string(), value));
        prop_assert_eq!(decode(pairs).scenario, s);
    }

    /// Different scenarios have different links.
    #[test]
    fn links_tell_scenarios_apart(a in any_scenario(), b in any_scenario()) {
        prop_assert_eq!(a == b, to_query(&a) == to_query(&b));
    }

    /// Any text at all.
    #[test]
    fn any_text_is_a_link(query in prop_oneof![any::<String>(), "[a-z_=&%0-9+?;]{0,200}"]) {
        check_decoded(&query)?;
    }

    /// Known keys with wrong values, in any order and number; planning with the result does not panic.
    #[test]
    fn wrong_values_make_a_valid_scenario(pairs in vec((key(), value()), 0..60), catalog in catalog()) {
        let mut query = form_urlencoded::Serializer::new(String::from("?"));
        for (key, value) in &pairs {
            query.append_pair(key, value);
        }
        let s = check_decoded(&query.finish())?;
        let plan = plan(&catalog, &s);
        prop_assert!(plan.candidates.iter().all(|c| c.capacity.pods > 0 && c.fleet.nodes > 0));
    }

    /// A valid link with bytes changed, dropped or doubled.
    #[test]
    fn mutated_links_make_a_valid_scenario(
        s in any_scenario(),
        edits in vec((any::<Index>(), any::<u8>(), 0..4_u8), 1..12),
        catalog in catalog(),
    ) {
        let mut bytes = to_query(&s).into_bytes();
        for (at, byte, kind) in edits {
            let at = at.index(bytes.len());
            match kind {
                0 => bytes[at] = byte,
                1 => bytes.truncate(at.max(1)),
                2 => bytes.insert(at, byte),
                _ if bytes.len() > 20_000 => {}
                _ => {
                    let tail = bytes[at..].to_vec();
                    bytes.extend(tail);
                }
            }
        }
        let s = check_decoded(&String::from_utf8_lossy(&bytes))?;
        let plan = plan(&catalog, &s);
        prop_assert!(plan.candidates.iter().all(|c| c.capacity.pods > 0 && c.fleet.nodes > 0));
    }
}

/// Lists end at thirty entries; what follows a refused entry changes no entry before it.
#[test]
fn lists_have_an_end() {
    let mut query = String::new();
    for i in 0..40 {
        query += &format!("profile=p{i}&pods={}&ds=d{i}&ds_cpu_m={}&subnet=s{i}&subnet_free={}&", i + 1, i + 1, i + 1);
    }
    let decoded = from_query(&query);
    let s = decoded.scenario;
    assert_eq!((s.profiles.len(), s.daemonsets.len(), s.subnets.len()), (30, 30, 30));
    assert_eq!((s.profiles[29].pods, s.daemonsets[29].cpu.0, s.subnets[29].free_addresses), (30, 30, Some(30)));
    assert_eq!(decoded.problems.len(), 3 * 10);
    assert!(decoded.problems.iter().all(|p| ["profile", "ds", "subnet"].contains(&p.field.as_str())));
}

/// Blanks around a value, which people paste, are no part of it; a link may start with its question mark.
#[test]
fn blanks_at_the_ends_are_dropped() {
    let decoded = from_query("?profile=+web+tier%20&pods=+5%09&mode=ipv6+&type=%20m5.large");
    assert_eq!(decoded.problems, vec![]);
    let s = decoded.scenario;
    assert_eq!((s.profiles[0].name.as_str(), s.profiles[0].pods), ("web tier", 5));
    assert_eq!((s.mode, s.chosen.as_deref()), (NetworkMode::Ipv6, Some("m5.large")));
}

#[test]
fn a_form_is_read_in_per_cent_and_a_link_keeps_its_whole_numbers() {
    let read = |key: &str, value: &str| decode([("v".into(), "1".into()), (key.into(), value.into())]);
    let typed = read("discount", "12.5");
    assert_eq!((typed.scenario.discount, typed.problems.len()), (BasisPoints(1_250), 0));
    assert!(encode(&typed.scenario).contains(&("discount_bp", "1250".to_string())));
    let wrong = read("discount", "95");
    assert_eq!(wrong.scenario.discount, BasisPoints(9_000), "the nearest that can be");
    assert_eq!(
        wrong.problems[0].to_string(),
        "discount: “95” is not allowed; it takes a number from 0 to 90, with at most 2 decimals"
    );
    let mut kept = wrong.scenario;
    keep(&wrong.problems[0], &typed.scenario, &mut kept);
    assert_eq!(kept.discount, BasisPoints(1_250), "what could be used last");
}
