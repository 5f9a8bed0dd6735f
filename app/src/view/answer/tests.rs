//! The card, the runners-up and the headline, for every kind of verdict.

use super::*;
use crate::testing::{check, links, scenario, varied, within, words};

fn shown<T>(query: &str, f: impl FnOnce(&Answer) -> T) -> T {
    f(&Answer { evaluation: &Evaluation::of(varied().into(), scenario(query)) })
}

fn card(query: &str) -> String {
    shown(query, |answer| answer.markup().into_string())
}

#[test]
fn the_card_has_the_figures_of_its_type() {
    let html = card("v=1");
    // 100 pods at 14 a node: 8 nodes of 0.192 * 730
    check(
        &html,
        &["Best of 3", "m5.xlarge", "4 vCPU, 16 GiB", "Pods per node 14", "Nodes 8", "All nodes, a month $1,121.28"],
    );
    check(
        &html,
        &["A pod, a month $11.21", "$0.192 an hour in US East (N. Virginia) (us-east-1), on demand, 2026-07-20."],
    );
}

#[test]
fn every_figure_leads_to_its_line_on_the_page_of_the_type() {
    let links = links(&card("v=1&pods=120&cpu_m=200"));
    for line in ["pods-per-node", "nodes", "monthly", "per-pod", "pods-by-cpu", "pods-by-memory", "stranded-cpu"] {
        let href = links.iter().find(|href| href.ends_with(&format!("#{line}"))).expect(line);
        assert!(
            href.starts_with("/instances/m5.xlarge?v=1&") && href.contains("pods=120") && href.contains("cpu_m=200"),
            "{href}"
        );
    }
}

#[test]
fn the_limit_that_binds_is_marked_and_only_that() {
    let html = card("v=1");
    assert_eq!(html.matches("class=\"binding\"").count(), 1);
    let bar = html.split("class=\"binding\"").nth(1).and_then(|rest| rest.split("</li>").next()).expect("a bar");
    check(bar, &["CPU", "14 binds"]);
    check(&card("v=1&cpu_m=0&mem_mib=0&type=m5.xlarge"), &["addresses"]);
}

#[test]
fn what_lifting_the_limit_would_bring_is_said_in_nodes_and_money() {
    check(&card("v=1"), &["If CPU were not the limit,", "would cap a node at"]);
    let text = words(&card("v=1&pods=1"));
    assert!(text.contains("which saves nothing for this many pods"), "{text}");
}

#[test]
fn prices_say_where_they_come_from() {
    check(
        &card("v=1&families=m8i"),
        &["an hour in US East (N. Virginia) (us-east-1), estimated.", "The price is an estimate"],
    );
    assert!(card("v=1&families=m8i").contains("class=\"card soft\""), "an estimate is no list price");
    check(&card("v=1&buy=spot"), &["spot average of 2025-06-28, indicative"]);
    check(&card("v=1&buy=discount&discount_bp=2550"), &["on demand of 2026-07-20 less 25.5 %"]);
    assert!(!card("v=1").contains("soft"), "a list price is one");
}

#[test]
fn the_articles_card_counts_by_the_table_of_2018() {
    let html = card("v=1&era=article");
    // min(100, 3 * 9 - 4) = 23 pods; 100 / 23 = 5 nodes of 0.096 * 730
    check(&html, &["Best of 1", "m5.large", "2 vCPU, 8 GiB", "Pods per node 23", "Nodes 5", "$350.40"]);
    check(&html, &["A pod on a full node, a month", "$0.096 an hour on demand, us-east-1, 29 November 2018."]);
    let text = words(&html);
    assert!(!text.contains("control plane adds") && !text.contains("Unused"), "the article knows neither: {text}");
    assert!(links(&html).iter().all(|href| href.contains("era=article")), "{:?}", links(&html));
}

#[test]
fn where_nothing_fits_the_reasons_are_counted() {
    let html = card("v=1&volumes=128");
    check(&html, &["Why each type is excluded:", "Lower the requests per pod"]);
    check(&html, &["3 types: too few EBS attachments for one pod"]);
    check(&html, &["1 type: not offered in this region", "1 type: bare metal is filtered out"]);
    shown("v=1&volumes=128", |answer| {
        assert_eq!(answer.summary(), "No type fits");
        assert_eq!(answer.runners_up().into_string(), "");
    });
}

#[test]
fn runners_up_are_held_against_the_one_shown() {
    let html = shown("v=1", |answer| answer.runners_up().into_string());
    // 17 nodes of 0.096 * 730, and 70.08 more than m5.xlarge
    check(&html, &["m5.large", "17 × 6 pods", "$1,191.36", "+$70.08", "rank 2"]);
    assert!(!html.contains("value=\"m5.xlarge\""), "the one shown is none of them");
    let html = shown("v=1&type=m5.large", |answer| answer.runners_up().into_string());
    check(&html, &["m5.xlarge", "\u{2212}$70.08", "rank 1"]);
    assert!(html.contains("name=\"type\" value=\"m5.xlarge\""), "each is a button that shows it");
}

#[test]
fn another_type_than_the_best_says_its_rank() {
    let html = shown("v=1&type=m5.large", |answer| answer.markup().into_string());
    check(&html, &["Rank 2 of 3", "m5.large"]);
    assert_eq!(shown("v=1&type=m5.large", |answer| answer.summary()), "17 × m5.large: $1,191.36 a month, bound by CPU");
}

#[test]
fn what_people_typed_stays_text() {
    let html = card("v=1&profile=%3Cscript%3E%22%26&pods=30&profile=%3Cb%3E&pods=5&cpu_m=100");
    assert!(!html.contains("<script>") && !html.contains("<b>\""), "{html}");
    let query = "v=1&profile=%3Cscript%3E";
    let html = within(query, || card(query));
    assert!(!html.contains("<script>"), "{html}");
}

#[test]
fn several_workloads_are_planned_together_and_the_card_says_who_shares_a_node() {
    // m5.xlarge leaves 3,720m: 3 large pods of 1,100m leave 420m, room for two small ones of 200m
    let html =
        card("v=1&profile=web&pods=12&cpu_m=200&mem_mib=64&profile=db&pods=6&cpu_m=1100&mem_mib=64&type=m5.xlarge");
    check(&html, &["Who shares a node", "2 nodes hold 2 web and 3 db each.", "1 node holds 8 web.", "Nodes 3"]);
    check(&html, &["2 workloads share these nodes"]);
    assert!(!card("v=1").contains("Who shares a node"));
}

/// Below the picture it is said already.
#[test]
fn the_room_for_a_lost_zone_is_not_said_twice_on_a_page() {
    let query =
        "v=1&profile=web&pods=12&cpu_m=200&mem_mib=64&profile=db&pods=6&cpu_m=1100&mem_mib=64&zones=3&survive=zone";
    let e = Evaluation::of(varied().into(), scenario(query));
    let page = crate::view::boxes::picture(&e).into_string() + &card(query);
    assert_eq!(page.matches("Pods are counted as room").count(), 1, "{page}");
    check(&page, &["Who shares a node"]);
}
