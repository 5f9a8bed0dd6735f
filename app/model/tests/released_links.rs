//! Links of every released format: what was once copied into a wiki opens for ever, and says the same.
//!
//! Lines are only ever added to `released/`; see the head of each file.

use model::scenario::fields::{NUMBERS, number};
use model::scenario::link::{decode, encode, from_query, query_pairs, to_query};
use model::scenario::network_mode::NetworkMode;
use model::scenario::{Era, Scenario};

const V1: &str = include_str!("released/v1.txt");
const V2: &str = include_str!("released/v2.txt");

/// The links of a file, with the line each stands on.
fn links(file: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = file.lines().enumerate().map(|(i, line)| (i + 1, line));
    lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

/// The links of every version.
fn all_links() -> impl Iterator<Item = (usize, &'static str)> {
    links(V1).chain(links(V2))
}

fn opened(line: usize, link: &str) -> Scenario {
    let decoded = from_query(link);
    assert!(decoded.problems.is_empty(), "line {line}: {:?}", decoded.problems);
    decoded.scenario
}

/// One code became two settings: owner and OS.
fn in_todays_words((key, value): (String, String)) -> Vec<(String, String)> {
    match (key.as_str(), value.as_str()) {
        ("node", "bottlerocket") => vec![(key, "nodeadm".into()), ("os".into(), value)],
        _ => vec![(key, value)],
    }
}

#[test]
fn what_a_link_says_is_what_it_opens() {
    for (line, link) in all_links() {
        let now: Vec<(String, String)> = encode(&opened(line, link)).into_iter().map(|(k, v)| (k.into(), v)).collect();
        // What says everything is of the newest version.
        for said in query_pairs(link).filter(|(key, _)| key != "v").flat_map(in_todays_words) {
            assert!(now.contains(&said), "line {line}: {said:?} is lost");
        }
    }
}

#[test]
fn a_link_and_its_short_form_are_one_scenario() {
    for (line, link) in all_links() {
        let scenario = opened(line, link);
        assert_eq!(opened(line, &to_query(&scenario)), scenario, "line {line}");
        assert_eq!(decode(query_pairs(link)).scenario, scenario, "line {line}");
    }
}

#[test]
fn every_key_that_was_released_is_among_them() {
    let said: Vec<String> = all_links().flat_map(|(_, link)| query_pairs(link)).map(|(key, _)| key).collect();
    for (key, _) in encode(&Scenario::default()) {
        assert!(said.iter().any(|s| s == key), "{key} stands in no released link");
    }
}

/// Read off the links by eye.
#[test]
fn figures_of_some_links_stand_where_they_stood() {
    let nth = |n: usize| links(V1).nth(n).map(|(line, link)| opened(line, link)).expect("the file has it");
    assert_eq!(nth(0), Scenario::version_1());
    let first_release = nth(1);
    assert_eq!((first_release.profiles[0].pods, first_release.profiles[0].cpu.0), (400, 50));
    assert_eq!(first_release.mode, NetworkMode::PrefixDelegation);
    assert_eq!(first_release.daemonsets.len(), 4);
    let article = nth(3);
    assert_eq!((article.era, article.region.as_str()), (Era::Article, "eu-west-1"));
    let value = |s: &Scenario, key| (number(&NUMBERS, key).expect("a key").get)(s);
    assert_eq!(value(&nth(4), "warm_ip"), Some(5));
    assert_eq!(value(&nth(4), "min_ip"), Some(30));
    assert_eq!(nth(4).subnets.len(), 2);
}
