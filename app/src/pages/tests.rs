//! The readers' pages on a small catalogue: what each says, also of nothing, of wrong links, and in the article's era.

use crate::date::Now;
use crate::head::Tag;
use crate::pages::{
    article, compare, glossary, growth, instances, links as my_links, method, not_found, og, record, regions, sources,
    take_away,
};
use crate::saved::BaseUrl;
use crate::testing::{check, links, page, scenario, varied, within, words};
use crate::view::page_view::View;
use leptos::prelude::*;
use model::evaluation::Evaluation;

/// A page that finds its query and where the site is.
fn read<V: IntoView>(query: &str, view: impl FnOnce() -> V) -> String {
    page(query, || {
        provide_context(BaseUrl("https://berth.example".into()));
        provide_context(Now(1_795_824_000));
        view()
    })
}

#[test]
fn regions_are_ranked_by_what_the_workload_costs_there() {
    let html = read("v=1&region=eu-west-1", regions::Regions);
    let text = words(&html);
    assert!(text.find("us-east-1") < text.find("EU (Ireland)"), "{text}");
    // 8 m5.xlarge at 0.192, and a tenth more
    check(&html, &["$1,121.28", "\u{2212}9 %", "$1,233.41", "same", "m5.xlarge"]);
    let there = links(&html).into_iter().find(|href| href.starts_with("/?")).expect("a plan there");
    assert!(!there.contains("eu-west-1"), "the first is us-east-1: {there}");
    check(&read("", regions::Regions), &["as in the scenario that Berth opens with"]);
    let article = read("v=1&era=article", regions::Regions);
    check(&article, &["m5.xlarge", "$1,121.28"]);
}

#[test]
fn two_regions_are_pinned_by_the_address() {
    let html = read("v=1&pods=407&pin=us-east-1,eu-west-1", regions::Regions);
    check(&html, &["Pinned", "EU (Ireland) costs", "a month more than US East (N. Virginia) (+10 %)."]);
    let there = links(&html).into_iter().filter(|href| href.starts_with("/regions?")).collect::<Vec<_>>();
    assert!(!there.is_empty() && there.iter().all(|href| href.contains("pods=407")), "{there:?}");
    check(&read("pin=us-east-1", regions::Regions), &["Pin a second region to see the difference between them."]);
    check(
        &read("pin=atlantis", regions::Regions),
        &["pin: \u{201c}atlantis\u{201d} is not allowed; it takes the code of a region"],
    );
    assert!(!read("", regions::Regions).contains("id=\"pinned\""));
}

#[test]
fn a_region_where_nothing_fits_says_so() {
    let html = read("v=1&volumes=128", regions::Regions);
    check(
        &html,
        &["eu-west-1 No instance type can carry these pods.", "us-east-1 No instance type can carry these pods."],
    );
}

#[test]
fn types_are_listed_by_family_with_what_ec2_publishes() {
    let html = read("find=M5", instances::Instances);
    check(&html, &["3 of 8 types.", "m5.large 2 8 GiB x86-64 3 × 10 29"]);
    assert!(!html.contains(">m6g.large<"), "only what was asked for");
    let text = words(&html);
    assert!(text.find("m5.large") < text.find("m5.xlarge") && text.find("m5.xlarge") < text.find("m5.metal"), "{text}");
    check(&read("", instances::Instances), &["8 of 8 types.", "not offered", "~$0.10584", "x86-64", "Arm"]);
    check(&read("find=%3Cb%3E", instances::Instances), &["No type is like that. Try a family"]);
    assert!(!read("find=%22%3E%3Cb%3E", instances::Instances).contains("\"><b>"), "what was typed is text");
}

#[test]
fn the_list_of_types_sorts_and_filters_without_a_script() {
    let html = read("v=1&pods=407&sort=price&vcpu_to=2", instances::Instances);
    check(&html, &["6 of 8 types.", "US$/hour \u{25b2}"]);
    assert!(html.contains("aria-sort=\"ascending\""));
    let turned =
        links(&html).into_iter().find(|href| href.contains("sort=price&dir=desc")).expect("the other way round");
    assert!(turned.contains("vcpu_to=2") && turned.contains("pods=407"), "{turned}");
    assert!(html.contains("type=\"hidden\" name=\"sort\" value=\"price\""), "the form keeps the order: {html}");
    let by_memory = links(&html).into_iter().find(|href| href.contains("sort=memory")).expect("a heading");
    assert!(!by_memory.contains("dir=desc"), "{by_memory}");
    check(
        &read("vcpu_from=many", instances::Instances),
        &["vcpu_from: \u{201c}many\u{201d} is not allowed", "8 of 8 types."],
    );
    check(&read("find=graviton", instances::Instances), &["1 of 8 types.", "m6g.large", "Clear"]);
}

#[test]
fn the_list_of_types_keeps_the_scenario_in_rows_and_search() {
    let html = read("v=1&pods=407&region=eu-west-1&find=m5.l", instances::Instances);
    let row = links(&html).into_iter().find(|href| href.starts_with("/instances/m5.large?")).expect("a row");
    assert!(row.contains("pods=407") && row.contains("region=eu-west-1"), "{row}");
    assert!(
        html.contains("type=\"hidden\" name=\"pods\" value=\"407\"")
            && !html.contains("type=\"hidden\" name=\"region\""),
        "{html}"
    );
}

#[test]
fn growth_names_the_next_step_and_the_type_that_is_followed() {
    let html = read("v=1", growth::Growth);
    check(&html, &["As the cluster grows", "m5.xlarge throughout", "Every step."]);
    assert_eq!(html.matches("aria-current=\"true\"").count(), 2, "the scenario's step and its own size are marked");
    check(&read("v=1&type=m5.large", growth::Growth), &["m5.large throughout"]);
    check(
        &read("v=1&era=article", growth::Growth),
        &["By today\u{2019}s rules: the article ranks by the price of a pod slot"],
    );
    let nothing = read("v=1&volumes=128&pods=407", growth::Growth);
    check(&nothing, &["No instance type can carry these pods, so there is nothing to draw.", "See why"]);
    assert!(links(&nothing).iter().any(|href| href.contains("pods=407")), "{:?}", links(&nothing));
}

#[test]
fn a_comparison_needs_two_types_and_says_which_names_are_none() {
    let html = read("types=m5.large,m5.xlarge&v=1&pods=407", compare::Compare);
    check(&html, &["m5.large and m5.xlarge", "What differs", "407 pods as in your scenario"]);
    check(&read("types=m5.large", compare::Compare), &["Enter at least one more type to compare with m5.large."]);
    check(&read("types=m5.lrage,m5.large,m5.xlarge", compare::Compare), &["\u{201c}m5.lrage\u{201d} is not allowed"]);
    check(&read("types=m5.large,mystery.large", compare::Compare), &["not offered in this region"]);
    let article = read("types=m5.large,m5.xlarge&v=1&era=article", compare::Compare);
    check(&article, &["$1,191.36", "$1,121.28"]);
}

#[test]
fn the_article_is_held_against_its_own_formula() {
    let html = read("v=1&pods=407", article::Article);
    // 3 * 9 addresses, less four daemonsets
    check(&html, &["m5.large 3 × 10 $0.096/h 25 27 23"]);
    let ways: Vec<String> = links(&html).into_iter().filter(|href| href.starts_with("/?")).collect();
    assert!(ways.len() == 2 && ways.iter().all(|href| href.contains("pods=407")), "{ways:?}");
    assert!(ways[0].contains("era=article") && !ways[1].contains("era=article"), "{ways:?}");
}

#[test]
fn the_method_has_every_formula_once_with_a_worked_example() {
    let html = read("v=1&pods=407", method::Method);
    for line in [
        "addresses",
        "max-pods",
        "kube-reserved-cpu",
        "allocatable-memory",
        "pods-by-volumes",
        "node-price",
        "monthly",
        "nau",
    ] {
        assert_eq!(html.matches(&format!("id=\"{line}\"")).count(), 1, "{line}");
    }
    let away: Vec<String> = links(&html)
        .into_iter()
        .filter(|href| href.starts_with("/sources") || href.starts_with("/instances/"))
        .collect();
    assert!(away.len() > 10 && away.iter().all(|href| href.contains("pods=407")), "{away:?}");
}

#[test]
fn words_and_sources_have_a_line_each_to_lead_to() {
    let html = read("", glossary::Glossary);
    for term in ["eni", "max-pods"] {
        assert!(html.contains(&format!("id=\"{term}\"")), "{term}");
    }
    let html = read("v=1&pods=407", sources::Sources);
    for source in model::sources::SOURCES.iter() {
        assert_eq!(html.matches(&format!("<tr id=\"{}\"", source.id)).count(), 1, "{}", source.id);
    }
    let own: Vec<String> = links(&html).into_iter().filter(|href| href.starts_with('/')).collect();
    assert!(!own.is_empty() && own.iter().all(|href| href.contains("pods=407")), "{own:?}");
}

#[test]
fn what_is_nowhere_leads_on_with_the_scenario() {
    let html = read("v=1&pods=407", not_found::NotFound);
    check(&html, &["There is nothing at this address"]);
    assert!(links(&html).len() == 6 && links(&html).iter().all(|href| href.contains("pods=407")), "{:?}", links(&html));
    assert_eq!(links(&read("", not_found::NotFound))[..3], ["/", "/import", "/instances"]);
}

#[test]
fn my_links_say_what_they_need() {
    let html = read("", my_links::Links);
    check(&html, &["My links", "The list needs JavaScript.", "How a link gets here", "Microservices"]);
    assert!(html.contains("action=\"/compare\"") && html.contains("<section id=\"no-links\" hidden"), "{html}");
}

#[test]
fn exports_are_of_the_scenario_and_agree_with_it() {
    let html = read("v=1&profile=shop&pods=407", take_away::TakeAway);
    check(
        &html,
        &[
            "For the scenario in this link. Catalogue 1, prices of 2026-07-20.",
            "cluster.yaml",
            "instanceType: m5.xlarge",
        ],
    );
    let files: Vec<String> = links(&html).into_iter().filter(|href| href.starts_with("/take-away/")).collect();
    assert!(files.len() >= 4 && files.iter().all(|href| href.contains("pods=407")), "{files:?}");
    check(&html, &["<iframe src=\"https://berth.example/embed?v=1"]);
    check(
        &read("v=1&era=article", take_away::TakeAway),
        &["The article\u{2019}s figures are those of 2018. Switch to today\u{2019}s rules"],
    );
    check(
        &read("v=1&volumes=128", take_away::TakeAway),
        &["No instance type can carry these pods, so there is nothing to configure."],
    );
}

#[test]
fn the_record_is_of_its_day_and_holds_no_markup_of_others() {
    let html = read("v=1&profile=%3Cscript%3Ealert(1)%3C%2Fscript%3E&pods=407", record::Record);
    check(&html, &["2026-11-28", "m5.xlarge", "407"]);
    assert!(!html.contains("<script>alert"), "{html}");
    check(&read("v=1&era=article", record::Record), &["m5.large", "2018-11-29"]);
    check(&read("v=1&volumes=128", record::Record), &["no instance type can carry these pods"]);
}

#[test]
fn every_page_with_figures_tells_of_a_wrong_link() {
    let query = "v=1&pods=-5&mode=magic";
    let pages = [
        read(query, regions::Regions),
        read(query, instances::Instances),
        read(query, growth::Growth),
        read(query, article::Article),
        read(query, take_away::TakeAway),
        read(query, record::Record),
    ];
    for html in pages {
        check(&html, &["Not everything in this link could be used.", "pods", "mode"]);
        assert!(html.contains("role=\"alert\""));
    }
}

#[test]
fn a_pasted_link_has_the_figures_in_its_tags_and_addresses_once_the_site_knows_its_own() {
    let evaluation = Evaluation::of(varied().into(), scenario("v=1"));
    let answer = crate::view::answer::Answer { evaluation: &evaluation };
    let tags = |base: Option<&str>| {
        within("v=1", || {
            if let Some(base) = base {
                provide_context(BaseUrl(base.into()));
            }
            og::of_answer(View::Nodes, "Berth", &answer)
        })
    };
    let bare = tags(None);
    assert!(bare.contains(&Tag::Property("og:title", "Berth".into())), "{bare:?}");
    assert!(bare.iter().any(|tag| matches!(tag, Tag::Property("og:description", says) if says.contains("m5.xlarge"))));
    assert!(bare.iter().all(|tag| !matches!(tag, Tag::Property("og:url" | "og:image", _))), "{bare:?}");
    let page = View::Nodes.address(evaluation.scenario());
    let whole = tags(Some("https://berth.example"));
    assert!(whole.contains(&Tag::Property("og:url", format!("https://berth.example{page}"))), "{whole:?}");
    assert_eq!(tags(Some("https://berth.example/'><b>")), bare, "only what a host name can be is written into a page");
}
