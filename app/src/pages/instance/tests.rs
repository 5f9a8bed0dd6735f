//! The page of a type: in each era, for types that one table lacks, and for types that carry nothing.

use super::*;
use crate::testing::{check, links, page, scenario, varied, words};

/// The page of a name, `None` where it would not be found.
fn of(name: &str, query: &str) -> Option<String> {
    let mut found = true;
    let html = page(query, || {
        let asked = Asked::from_address().expect("a catalogue");
        match of_era(&asked, name) {
            Some(TypeRef::Today(index)) => today_page(&asked, index),
            Some(TypeRef::Of2018(index)) => article_page(&asked, index),
            None => {
                found = false;
                ().into_any()
            }
        }
    });
    found.then_some(html)
}

fn page_of(name: &str, query: &str) -> String {
    of(name, query).expect("a type of the catalogue")
}

#[test]
fn the_lead_has_size_price_and_region() {
    check(
        &page_of("m5.large", "v=1"),
        &[
            "2 vCPU, 8 GiB, x86-64. $0.096 an hour on demand, published 2026-07-20, in US East (N. Virginia) (us-east-1).",
        ],
    );
    check(
        &page_of("m5.large", "v=1&region=eu-west-1"),
        &["$0.1056 an hour on demand, published 2026-07-20, in EU (Ireland) (eu-west-1)."],
    );
    check(&page_of("m8i.large", "v=1"), &["$0.10584 an hour on demand, estimated from the us-east-1 price"]);
    check(&page_of("mystery.large", "v=1"), &["Not offered, in US East"]);
}

#[test]
fn specs_come_first_then_pods_and_price_and_formulas_are_folded() {
    let html = page_of("m5.large", "v=1");
    let at = |words: &str| html.find(words).unwrap_or_else(|| panic!("no {words}"));
    let order = [
        "What EC2 publishes",
        "For your pods",
        "class=\"stack-lead",
        "Prices by region",
        "How each figure is worked out",
    ];
    assert!(order.windows(2).all(|pair| at(pair[0]) < at(pair[1])), "{:?}", order.map(at));
    // 100 pods at 6 a node: 17 nodes of $70.08
    check(&html, &["Pods on a node 6, CPU is full first", "Nodes 17", "All nodes, a month $1,191.36"]);
    let formulas = &html[at("formulas with inputs and sources")..];
    assert!(formulas.matches("class=\"formula\"").count() == html.matches("class=\"formula\"").count());
}

#[test]
fn every_figure_has_formula_inputs_and_source() {
    let html = page_of("m5.large", "v=1");
    for id in
        ["addresses", "max-pods", "allocatable-memory", "pods-per-node", "node-price", "monthly", "held-addresses"]
    {
        let figure = html
            .split(&format!("class=\"figure\" id=\"{id}\""))
            .nth(1)
            .and_then(|rest| rest.split("</section>").next());
        let figure = figure.unwrap_or_else(|| panic!("no figure {id}"));
        assert!(
            figure.contains("class=\"formula\"")
                && figure.contains("class=\"inputs\"")
                && figure.contains("class=\"sources\""),
            "{figure}"
        );
    }
    check(&html, &["max-pods 29 pods", "E = 3 ENIs in AWS's max-pods list"]);
}

#[test]
fn filters_do_not_hide_a_type_on_its_own_page() {
    let html = page_of("m5.metal", "v=1");
    assert!(!words(&html).contains("Not eligible"), "bare metal is filtered out of the ranking only");
    check(
        &page_of("mystery.large", "v=1"),
        &["Not eligible: not offered in this region", "Pods per node under each limit"],
    );
    check(
        &page_of("m5.large", "v=1&volumes=128"),
        &["Not eligible: too few EBS attachments for one pod", "No fleet of these nodes is planned"],
    );
}

#[test]
fn a_type_that_the_article_lacks_is_shown_by_todays_rules_and_says_so() {
    let html = page_of("m5.xlarge", "v=1&era=article");
    check(
        &html,
        &[
            "The article\u{2019}s table of 2018 has no m5.xlarge: these are today\u{2019}s figures, by today\u{2019}s rules.",
            "$0.192 an hour on demand",
        ],
    );
    let today = page_of("m5.xlarge", "v=1");
    assert!(!words(&today).contains("table of 2018"));
    let back = links(&html).into_iter().find(|href| href.starts_with("/?")).expect("a way back");
    assert!(back.contains("era=article"), "the reader's own scenario stays: {back}");
    let with_it = links(&html)
        .into_iter()
        .find(|href| href.contains("type=m5.xlarge") && href.starts_with("/?"))
        .expect("a plan with it");
    assert!(!with_it.contains("era=article"), "the article could not plan with it: {with_it}");
}

#[test]
fn a_type_of_both_tables_has_the_figures_of_the_era_asked_for() {
    let article = page_of("m5.large", "v=1&era=article");
    check(&article, &["m5.large, as the article counts", "Pods per node 23 pods", "cap = 100"]);
    assert!(!article.contains("id=\"allocatable-memory\""), "the article looks at no memory");
    assert!(
        !words(&article).contains("table of 2018 has no")
            && !words(&article).contains("Today\u{2019}s catalogue has no")
    );
    check(&page_of("m5.large", "v=1&era=article&cap=10"), &["Pods per node 10 pods"]);
}

#[test]
fn only_a_name_of_neither_table_leads_nowhere() {
    for query in ["v=1", "v=1&era=article"] {
        assert!(of("m5.lrage", query).is_none() && of("", query).is_none());
        for t in varied().types.iter() {
            assert!(of(&t.name, query).is_some(), "{} {query}", t.name);
        }
    }
}

#[test]
fn cheaper_types_that_carry_as_many_are_named_whatever_the_era() {
    for query in ["v=1", "v=1&era=article"] {
        let html = page_of("m8i.large", query);
        let section = html
            .split("id=\"neighbours-title\"")
            .nth(1)
            .and_then(|rest| rest.split("</section>").next())
            .expect("a section");
        // 6 pods each: 0.096 against 0.10584
        check(section, &["m5.large 6 $0.096 17 $1,191.36"]);
        assert!(
            !words(section).contains("m6g.large") && !words(section).contains("m4.large"),
            "filters of the reader hold: {section}"
        );
    }
    check(&page_of("m5.large", "v=1"), &["No type that your filters allow takes 6 pods or more at a lower price."]);
}

#[test]
fn each_mode_has_a_row_or_the_reason_why_not() {
    let html = page_of("m4.large", "v=1");
    let table =
        html.split("One m4.large in each mode").nth(1).and_then(|rest| rest.split("</table>").next()).expect("a table");
    check(table, &["needs Nitro; the type runs on Xen", "VPC CNI, secondary IPs"]);
    assert_eq!(table.matches("aria-current=\"true\"").count(), 1, "the scenario's mode is marked");
    assert_eq!(table.matches("<tr").count(), 13, "a heading and twelve modes");
}

#[test]
fn a_full_node_is_taken_apart_down_to_what_is_free() {
    let html = page_of("m5.large", "v=1");
    check(
        &html,
        &[
            "One m5.large takes 6 pods of yours; CPU stops the next.",
            "kube-reserved 70m",
            "DaemonSets 200m",
            "pods 1,500m",
            "free 230m",
        ],
    );
    check(
        &html,
        &[
            "Next node at pod 103.",
            "2 more pods fit on these 17 nodes; the next one costs another node, $70.08 a month.",
        ],
    );
}

#[test]
fn every_region_with_a_price_is_listed_cheapest_first() {
    let html = page_of("m5.large", "v=1&region=eu-west-1");
    let table = html
        .split("aria-label=\"Prices by region\"")
        .nth(1)
        .and_then(|rest| rest.split("</table>").next())
        .expect("a table");
    let text = words(table);
    assert!(text.find("us-east-1") < text.find("eu-west-1"), "{text}");
    check(table, &["$0.096", "$0.1056", "same"]);
    let elsewhere =
        links(table).into_iter().find(|href| !href.contains("region=") && href.starts_with("/instances/m5.large?"));
    assert!(elsewhere.is_some(), "the same page in us-east-1, the default: {:?}", links(table));
    check(&page_of("mystery.large", "v=1"), &["No region has a price for it."]);
}

#[test]
fn the_scenario_is_said_and_goes_along() {
    let query = "v=1&pods=407&cpu_m=50&mode=prefix-delegation";
    let html = page_of("m5.large", query);
    check(&html, &["407 pods of 50m", "VPC CNI, prefix delegation"]);
    let wanted = scenario(query);
    for href in links(&html).iter().filter(|href| href.starts_with("/modes?") || href.starts_with("/compare?")) {
        let kept = model::scenario::link::from_query(href.split_once('?').expect("a query").1).scenario;
        assert_eq!((kept.profiles, kept.mode), (wanted.profiles.clone(), wanted.mode), "{href}");
    }
}

#[test]
fn a_type_says_what_starts_it() {
    check(
        &page_of("m5.large", "v=1"),
        &[
            "What can start it",
            "AL2023 yes",
            "Bottlerocket yes",
            "Windows yes",
            "EKS Auto Mode yes",
            "current: not on AWS",
        ],
    );
}

/// Withdrawn types and those that no source describes have a page with dates and sources instead of nothing.
#[test]
fn a_type_that_is_gone_says_since_when() {
    let of = |name: &'static str| {
        let row = model::catalog::missing::missing(name).expect("a row");
        page("v=1&pods=407", move || missing::page(&Asked::from_address().expect("a catalogue"), name, row))
    };
    let p3 = of("p3.2xlarge");
    check(&p3, &["p3.2xlarge is withdrawn", "25 May 2026", "2026-05-25", "All instance types"]);
    assert!(links(&p3).iter().any(|href| href.contains("/sources") && href.contains("gpuhunt-p3")), "{:?}", links(&p3));
    assert!(links(&p3).iter().all(|href| href.contains("pods=407")), "{:?}", links(&p3));
    check(&of("u-24tb1.metal"), &["u-24tb1.metal is not in the catalogue", "Whether it is sold is not known"]);
}
