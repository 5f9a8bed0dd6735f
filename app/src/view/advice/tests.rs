//! The pod network: the sentences for every kind of answer.

use super::*;
use crate::testing::{check, links, scenario, varied, within, words};

fn pane<T>(query: &str, f: impl FnOnce(&AdvicePane) -> T) -> T {
    f(&AdvicePane { evaluation: &Evaluation::of(varied().into(), scenario(query)) })
}

fn markup(query: &str) -> String {
    pane(query, |p| p.markup().into_string())
}

fn rest(query: &str) -> String {
    pane(query, |p| p.rest().into_string())
}

#[test]
fn a_default_is_not_sold_as_a_recommendation() {
    check(&markup("v=1"), &["Nothing is answered yet, so this is a default, not a recommendation."]);
    assert!(!words(&markup("v=1&q_vpc=yes&q_density=yes")).contains("so this is a default"));
}

#[test]
fn figures_beat_answers_and_both_are_shown() {
    // 400 pods of 50m: 25 a node by addresses where CPU would allow 34
    let query = "v=1&pods=400&cpu_m=50&mem_mib=64&families=m5&max_vcpu=2&q_density=no";
    let html = markup(query);
    let said =
        html.split("class=\"differs\"").nth(1).and_then(|rest| rest.split("</li>").next()).expect("a difference");
    check(
        said,
        &["You answered \u{201c}no\u{201d}.", "The figures say otherwise, and the advice uses them.", "m5.large"],
    );
    let strip = pane(query, |p| p.strip().into_string());
    check(&strip, &["You answered \u{201c}no\u{201d} to", "the figures say otherwise, and the advice uses them."]);
    let agreed = markup("v=1&pods=400&cpu_m=50&mem_mib=64&families=m5&max_vcpu=2&q_density=yes");
    assert!(!agreed.contains("class=\"differs\""), "{agreed}");
}

#[test]
fn answers_that_rule_everything_out_get_the_smallest_changes_that_help() {
    let query = "v=1&q_windows=yes&q_multicast=pods&q_encryption=identity&q_ipv6=mandated&q_fargate=yes&q_support=yes";
    check(&markup(query), &["Every option is ruled out by at least one answer."]);
    let html = rest(query);
    assert_eq!(html.matches("class=\"option out\"").count(), html.matches("<details").count(), "{html}");
}

#[test]
fn every_option_is_listed_with_its_rank_or_why_it_is_out() {
    let html = rest("v=1&q_windows=yes");
    let options: Vec<String> = html.split("<details").skip(1).map(|o| words(&format!("<{o}"))).collect();
    assert_eq!(options.len(), model::advice::knowledge::options::OPTIONS.iter().count());
    let (out, ranked): (Vec<_>, Vec<_>) = options.iter().partition(|o| o.starts_with("out "));
    assert!(!out.is_empty() && !ranked.is_empty(), "{options:?}");
    for (place, option) in ranked.iter().enumerate() {
        assert!(option.starts_with(&format!("{} ", place + 1)) && option.contains(" fit "), "{option}");
    }
    assert!(out.iter().all(|option| option.contains("Ruled out")), "{out:?}");
    check(&html, &["Weave Net is not listed", "Weights:"]);
}

#[test]
fn another_mode_than_the_one_advised_is_one_link_away() {
    let strip = pane("v=1&pods=400&cpu_m=50&mem_mib=64&q_density=yes", |p| p.strip().into_string());
    let href = links(&strip).into_iter().find(|href| href.contains("mode=prefix-delegation")).expect("a way there");
    assert!(href.starts_with("/?") && href.contains("pods=400"), "{href}");
    check(&strip, &["The figures on this page are those of VPC CNI, secondary IPs. Plan with", "instead"]);
    let there =
        pane("v=1&pods=400&cpu_m=50&mem_mib=64&q_density=yes&mode=prefix-delegation", |p| p.strip().into_string());
    assert!(!words(&there).contains("The figures below are those of"), "{there}");
}

/// Custom networking has two prices, with prefixes and without: each says which it is.
#[test]
fn an_option_of_several_modes_says_of_which_its_figures_are() {
    let html = rest("v=1&pods=400&cpu_m=50&mem_mib=64&families=m5");
    let option = html.split("id=\"option-vpc-cn\"").nth(1).expect("the option");
    let said = words(&format!("<{option}"));
    assert!(said.contains(" a month, with prefixes "), "{said}");
    assert!(said.contains("VPC CNI, custom networking with prefixes: "), "{said}");
    let alone = words(
        &html.split("id=\"option-vpc-sec\"").nth(1).expect("the option").split("<details").next().expect("it")[1..],
    );
    assert!(!alone.contains("secondary IPs: "), "{alone}");
}

#[test]
fn every_option_leads_to_what_sets_it() {
    let all = links(&rest("v=1"));
    let sets = |mode: &str| all.iter().any(|href| href.starts_with("/take-away?") && href.contains(mode));
    assert!(sets("mode=prefix-delegation") && sets("mode=overlay-cilium"), "{all:?}");
}

#[test]
fn who_migrates_gets_the_steps_from_what_runs_today() {
    check(&markup("v=1&q_cni=weave"), &["Migrating from your current CNI"]);
    assert!(!words(&markup("v=1")).contains("Migrating from your current CNI"));
}

#[test]
fn the_article_answers_by_its_own_rules_alone() {
    let html = markup("v=1&era=article&q_encryption=yes");
    check(&html, &["By the article\u{2019}s rules of 29 November 2018."]);
    let to_today = links(&html).into_iter().find(|href| href.starts_with("/advice?")).expect("a way to today's");
    assert!(to_today.contains("q_encryption=yes") && !to_today.contains("era=article"), "{to_today}");
    assert_eq!(rest("v=1&era=article"), "", "it ranks no options");
    assert_ne!(pane("v=1&era=article", |p| p.headline()), pane("v=1", |p| p.headline()));
}

#[test]
fn rules_that_no_longer_hold_are_named_with_their_date() {
    let html = markup("v=1&q_density=yes&q_addresses=yes");
    check(&html, &["What changed since the article of 2018", "Its answer then:"]);
    assert!(links(&html).iter().any(|href| href.starts_with("/article#C")), "claims are linked: {:?}", links(&html));
}

#[test]
fn sources_keep_the_readers_scenario() {
    let query = "v=1&q_windows=yes&pods=407";
    let html = within(query, || markup(query) + &rest(query));
    let sources: Vec<String> = links(&html).into_iter().filter(|href| href.starts_with("/sources")).collect();
    assert!(sources.len() > 10, "{sources:?}");
    assert!(sources.iter().all(|href| href.contains("pods=407") && href.contains('#')), "{sources:?}");
}
