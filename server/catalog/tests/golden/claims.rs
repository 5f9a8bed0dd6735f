//! The live figures beside the article's claims, on the real catalogue.
//!
//! Expected values are arithmetic on AWS's limits and prices, shown beside each, and counts over the
//! catalogue's files made here with nothing of the program's.

use crate::{CATALOGS, rows, us_east_1};
use model::advice::knowledge::claims::{CLAIMS, LiveFigure, claim};
use model::advice::knowledge::timeline::event;
use model::sources::source;

/// The figures of a claim as (label, printed by the article, comes to).
fn live(id: &str) -> Vec<(String, Option<&'static str>, String)> {
    let figures = (claim(id).expect("a claim").live)(us_east_1());
    figures.into_iter().map(|LiveFigure { label, article, now }| (label, article, now)).collect()
}

#[track_caller]
fn check(id: &str, expected: &[(&str, Option<&'static str>, &str)]) {
    let expected: Vec<_> = expected.iter().map(|(l, a, n)| (l.to_string(), *a, n.to_string())).collect();
    assert_eq!(live(id), expected, "{id}");
}

#[test]
fn there_are_nineteen_claims_with_known_sources_and_events() {
    let ids: Vec<_> = CLAIMS.iter().map(|c| c.id.to_string()).collect();
    assert_eq!(ids, (1..=19).map(|n| format!("C{n}")).collect::<Vec<_>>());
    for c in &CLAIMS {
        assert!(!c.claim.is_empty() && !c.check.is_empty(), "{}", c.id);
        assert!(!c.basis.sources().is_empty(), "{}", c.id);
        for id in c.basis.sources() {
            assert!(source(id).is_some(), "{}: there is no source {id}", c.id);
        }
        for id in c.events {
            assert!(event(id).is_some(), "{}: there is no event {id}", c.id);
        }
    }
}

#[test]
fn c1_and_c2_count_the_addresses_again() {
    check(
        "C1",
        &[
            ("m5.large: 3 × (10 − 1)", Some("25"), "27"),
            ("less the 4 daemonsets of the sheet", None, "23"),
            ("less the 2 that take an address", None, "25"),
        ],
    );
    check(
        "C2",
        &[
            ("m5.xlarge: 4 × (15 − 1)", Some("55"), "56"),
            ("less the 4 daemonsets of the sheet", None, "52"),
            ("less the 2 that take an address", None, "54"),
        ],
    );
}

#[test]
fn c3_makes_m5_xlarge_the_cheaper() {
    check(
        "C3",
        &[
            ("m5.large, a month", Some("implies $66.50"), "$70.08"), // 25 * 2.66; 730 * 0.096
            ("m5.large, per address", Some("$2.66"), "$2.596"),      // 70.08 / 27
            ("m5.large, per application pod", None, "$3.047"),       // 70.08 / 23
            ("m5.xlarge, a month", Some("implies $144.10"), "$140.16"), // 55 * 2.62; 730 * 0.192
            ("m5.xlarge, per address", Some("$2.62"), "$2.503"),     // 140.16 / 56
            ("m5.xlarge, per application pod", None, "$2.695"),      // 140.16 / 52
            ("The cheaper of the two", Some("m5.large"), "m5.xlarge"),
        ],
    );
}

#[test]
fn c5_and_c6_count_as_today() {
    // min(3 * 9 - 2, 29 - 4)
    check("C5", &[("m5.large: 3 × (10 − 1) less a log and a metrics agent", None, "25")]);
    check(
        "C6",
        &[("m5.large: min(110, 10 × 2)", Some("100"), "20"), ("m5.4xlarge: min(110, 10 × 16)", Some("100"), "110")],
    );
}

#[test]
fn c7_shows_t2_where_the_articles_own_count_puts_it() {
    let figures = live("C7");
    let find = |name: &str| {
        let found = figures.iter().find(|(label, _, _)| label.ends_with(&format!(": {name}")));
        found.map(|(label, _, now)| (label.split(' ').next().expect("a rank").to_string(), now.clone()))
    };
    let at = |rank: &str, price: &str| Some((rank.to_string(), price.to_string()));
    // hourly * 730 / min(100, E * (I - 1) - 4)
    assert_eq!(find("t3.large"), at("1", "$2.094, 29 pods")); // 0.0832, 33 - 4
    assert_eq!(find("t3.xlarge"), at("2", "$2.336, 52 pods")); // 0.1664, 56 - 4
    assert_eq!(find("t2.large"), at("3", "$2.336, 29 pods")); // 0.0928, 33 - 4
    assert_eq!(find("c5.xlarge"), at("4", "$2.387, 52 pods")); // 0.17
    assert_eq!(find("m5a.xlarge"), at("5", "$2.415, 52 pods")); // 0.172
    assert_eq!(find("m5.xlarge"), at("7", "$2.695, 52 pods")); // 0.192, after c5d.xlarge at the same price
    let price = |name: &str| find(name).map(|(_, now)| now);
    assert_eq!(price("m5.large").as_deref(), Some("$3.047, 23 pods")); // 0.096
    assert_eq!(price("t2.medium").as_deref(), Some("$3.079, 11 pods")); // 0.0464, 15 - 4
    assert_eq!(price("t2.small").as_deref(), Some("$3.358, 5 pods")); // 0.023, 9 - 4
    assert_eq!(price("t2.xlarge").as_deref(), Some("$3.565, 38 pods")); // 0.1856, 42 - 4
    assert_eq!(price("t2.2xlarge").as_deref(), Some("$7.131, 38 pods")); // 0.3712, 42 - 4
    assert!(figures[0].0.starts_with("1 of 149: "), "157 types, 3 without a price, 5 without a place");
    let last = figures.last().expect("a figure");
    assert_eq!(
        (last.0.as_str(), last.2.as_str()),
        ("No address left", "t1.micro, t2.micro, t2.nano, t3.micro, t3.nano")
    );
}

#[test]
fn c14_compares_what_overlays_set_aside() {
    // 100 * 64, 100 * 256, 100 * 20
    let now: Vec<_> = live("C14").into_iter().map(|(_, _, now)| now).collect();
    assert_eq!(now, ["6,400", "25,600", "2,000"]);
}

/// Counted over the catalogue's file.
#[test]
fn c16_counts_the_types_that_encrypt() {
    let table = rows(include_str!("../../data/instance_types.csv"));
    let count = |of: &dyn Fn(&str, bool) -> bool| {
        let all: Vec<_> = table
            .iter()
            .filter(|row| {
                let (family, _) = row["instance_type"].split_once('.').expect("family.size");
                of(family, row["in_2018"] == "true")
            })
            .collect();
        (all.iter().filter(|row| row["encryption_in_transit"] == "true").count(), all.len())
    };
    assert_eq!(count(&|_, _| true), (1_116, 1_395));
    assert_eq!(["m5", "t2", "t3", "c5"].map(|f| count(&|family, _| family == f)), [(0, 9), (0, 7), (0, 7), (0, 9)]);
    assert_eq!(count(&|_, in_2018| in_2018), (0, 135));
    check(
        "C16",
        &[
            ("Types that encrypt", None, "1,116 of 1,395"),
            ("of m5", None, "0 of 9"),
            ("of t2", None, "0 of 7"),
            ("of t3", None, "0 of 7"),
            ("of c5", None, "0 of 9"),
            ("of those that VPC CNI knew in 2018", None, "0 of 135"),
        ],
    );
}

#[test]
fn live_figures_are_the_same_in_every_region() {
    for c in &CLAIMS {
        let here = (c.live)(us_east_1());
        for catalog in CATALOGS.iter() {
            assert_eq!((c.live)(catalog), here, "{} in {}", c.id, catalog.region.code);
        }
    }
}

#[test]
fn claims_without_anything_to_compute_show_no_figure() {
    let computed: Vec<_> = CLAIMS.iter().filter(|c| !(c.live)(us_east_1()).is_empty()).map(|c| c.id).collect();
    assert_eq!(computed, ["C1", "C2", "C3", "C5", "C6", "C7", "C14", "C16"]);
}
