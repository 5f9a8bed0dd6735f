//! The comparison on a catalogue of three types.

use super::*;
use crate::saved::SavedPage;
use crate::testing;
use crate::view::words::NONE;
use model::summary::decided::DecidedFleet;
use model::units::MicroUsd;

/// m5.large and m6i.large alike but for the price, m5.xlarge twice the size, mystery.large not on offer.
fn catalog() -> Catalog {
    testing::catalog(&[
        ("m5.large", 2, Some(96_000)),
        ("m5.xlarge", 4, Some(192_000)),
        ("m6i.large", 2, Some(90_000)),
        ("mystery.large", 2, None),
    ])
}

fn of(names: &[&str]) -> Vec<TypeIndex> {
    names.iter().map(|name| catalog().find(name).expect("a type of the catalogue")).collect()
}

fn line(types: &[&str], label: &str) -> Line {
    let found = lines(&catalog(), &Scenario::version_1(), &of(types));
    found.into_iter().find(|line| line.label == label).expect(label)
}

#[test]
fn lines_hold_a_value_a_type_and_know_the_least() {
    // 100 pods at 6 a node: 17 nodes of $70.08 or $65.70; at 14 a node, 8 of $140.16
    let monthly = line(&["m5.large", "m6i.large", "m5.xlarge"], "All nodes, a month");
    assert_eq!(monthly.values, ["$1,191.36", "$1,116.90", "$1,121.28"]);
    assert_eq!(monthly.least, [1]);
    assert!(monthly.differs());
    assert_eq!(line(&["m5.large", "m6i.large"], "Pods that still fit").values, ["2", "2"]);
    assert!(!line(&["m5.large", "m6i.large"], "vCPU").differs());
    assert!(
        line(&["m5.large", "m5.large"], "A node, an hour").least.is_empty(),
        "nothing is least where all are alike"
    );
}

#[test]
fn the_cost_is_taken_apart_and_shown_under_every_purchase() {
    let of_default = |label: &str| {
        let found = lines(&catalog(), &Scenario::default(), &of(&["m5.large", "mystery.large"]));
        found.into_iter().find(|line| line.label == label).map(|line| line.values)
    };
    // 17 nodes of 0.096 * 730, each with a disk of 20 GiB at $0.08
    assert_eq!(of_default("All nodes, only instances"), Some(vec!["$1,191.36".into(), NONE.into()]));
    assert_eq!(of_default("All nodes, only disks"), Some(vec!["$27.20".into(), NONE.into()]));
    assert_eq!(of_default("All nodes, on demand"), Some(vec!["$1,218.56".into(), NONE.into()]));
    assert_eq!(of_default("All nodes, only agents"), None, "what costs nothing has no line");
    assert_eq!(of_default("All nodes, 3 years, standard"), None, "nor has what is not sold");
}

#[test]
fn a_type_without_a_fleet_says_why_and_keeps_its_limits() {
    assert_eq!(line(&["m5.large", "mystery.large"], "Eligible").values, ["yes", "not offered in this region"]);
    assert_eq!(line(&["m5.large", "mystery.large"], "Nodes").values, ["17", "\u{2013}"]);
    assert_eq!(line(&["m5.large", "mystery.large"], "Pods per node").values, ["6", "6"]);
}

#[test]
fn what_differs_stands_open_and_the_rest_is_folded() {
    let (catalog, scenario) = (catalog(), Scenario::version_1());
    let page = Page { catalog: &catalog, scenario: &scenario, types: of(&["m5.large", "m6i.large"]) };
    let html = page.markup().into_string();
    let (open, folded) = html.split_once("<details").expect("a folded part");
    assert!(open.contains("$1,191.36") && !open.contains(">Hypervisor<"));
    assert!(folded.contains(">Hypervisor<") && folded.contains("<caption class=\"help\">The same in all"));
    assert!(open.contains("aria-label=\"Remove m5.large\""));
    assert_eq!(html.matches("name=\"types\"").count(), MOST);
    assert_eq!(page.title(), "m5.large and m6i.large");
}

#[test]
fn names_come_by_commas_or_one_by_one_and_wrong_ones_are_named() {
    let read = |query: &str| named_in(query, &catalog());
    assert_eq!(read("types=m5.large,m6i.large").found, of(&["m5.large", "m6i.large"]));
    assert_eq!(read("types=M5.Large&types=&types=+m6i.large").found, of(&["m5.large", "m6i.large"]));
    let wrong = read("types=m5.large,m5.lrage,m5.large,%3Cb%3E");
    assert_eq!(wrong.found, of(&["m5.large"]));
    let said: Vec<String> = wrong.problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        said[0],
        "types: \u{201c}m5.lrage\u{201d} is not allowed; it takes names of instance types such as m6i.large"
    );
    assert_eq!((said.len(), said[1].ends_with("each type once")), (3, true));
    assert!(read("types=").found.is_empty() && read("").problems.is_empty());
}

#[test]
fn one_type_alone_asks_for_another() {
    let (catalog, scenario) = (catalog(), Scenario::version_1());
    let html = Page { catalog: &catalog, scenario: &scenario, types: of(&["m5.large"]) }.markup().into_string();
    assert!(
        html.contains("Enter at least one more type to compare with m5.large.") && html.contains("value=\"m5.large\"")
    );
    assert!(html.contains("/compare?types=m5.large,m6i.large&amp;v=1"), "{html}");
}

#[test]
fn a_link_that_opens_nothing_is_told_by_what_is_wrong_with_it() {
    let wrong = |text: &str| {
        let (_, problems) = saved::sorted(&[(text.to_string(), crate::saved::SavedOutcome::NotFound)]);
        problems.iter().map(ToString::to_string).collect::<String>()
    };
    assert!(wrong("00000000000").ends_with("this one was deleted, or is of another Berth"), "{}", wrong("00000000000"));
    assert!(wrong("0Kd6bEU").ends_with("a part of this one may be missing"));
    assert!(wrong("https://berth.example/?v=2&pods=7").ends_with("open it and save it first"));
}

#[test]
fn a_page_with_nothing_to_compare_has_examples_and_takes_links() {
    let (catalog, scenario) = (catalog(), Scenario::version_1());
    let html = Page { catalog: &catalog, scenario: &scenario, types: Vec::new() }.markup().into_string();
    assert!(html.contains("For example <a href=\"/compare?types=m6i.large,m5.xlarge&amp;v=1"), "{html}");
    assert_eq!(html.matches("name=\"saved\"").count(), MOST);
    let one = Page { catalog: &catalog, scenario: &scenario, types: of(&["m5.large"]) }.markup().into_string();
    assert!(!one.contains("name=\"saved\"") && !one.contains("For example"), "{one}");
}

#[test]
fn saved_scenarios_are_compared_by_what_was_planned_and_each_says_which_it_is() {
    let plain = crate::testing::saved("Plain", crate::testing::scenario("v=1"), catalog());
    let mut fleet = plain.clone();
    fleet.decided.fleet = Some(DecidedFleet {
        nodes: 15,
        monthly: MicroUsd(1_000_000_000),
        bound: MicroUsd(990_000_000),
        types: vec![("m5.large".into(), 5), ("m6i.large".into(), 10)],
    });
    let line = |pages: &[&SavedPage], label: &str| saved::lines(pages).into_iter().find(|line| line.label == label);
    let values = |pages: &[&SavedPage], label: &str| line(pages, label).map(|line| (line.values, line.least));
    let of = |a: &str, b: &str, least: &[usize]| Some((vec![a.to_string(), b.to_string()], least.to_vec()));
    // 17 nodes of m6i.large for 100 pods
    assert_eq!(values(&[&plain, &plain], "A pod, a month"), of("$11.17", "$11.17", &[]));
    assert_eq!(line(&[&plain, &plain], "Planned as"), None);
    let both = [&plain, &fleet];
    assert_eq!(values(&both, "Planned as"), of("one type throughout", "a fleet", &[]));
    assert_eq!(values(&both, "All nodes, a month"), of("$1,116.90", "$1,000.00", &[1]));
    assert_eq!(values(&both, "A pod, a month"), of("$11.17", "$10.00", &[1]));
    assert_eq!(values(&both, "Nodes"), of("17 \u{d7} m6i.large", "5 \u{d7} m5.large and 10 \u{d7} m6i.large", &[]));
    assert_eq!(values(&both, "No fleet costs less than"), of(NONE, "$990.00", &[]));
    assert_eq!(values(&both, "One type throughout: all nodes, a month"), of("$1,116.90", "$1,116.90", &[]));
    assert!(line(&both, "Type").is_none(), "what is of one type says so");
}
