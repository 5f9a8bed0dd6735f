//! What the views of the planner share: links that carry the scenario, and what a wrong link is told.

use super::*;
use crate::address::Address;
use crate::testing::{check, links, scenario, varied, within, words};
use crate::view::chart::{self, Dots};
use crate::view::page_view::{View, kept, with_query};
use crate::view::state::write_query;
use crate::view::words;
use model::evaluation::Evaluation;
use model::plan::plan;
use model::scenario::link::from_query;

#[test]
fn tabs_lead_to_each_view_of_the_same_scenario() {
    let html = frame::tabs(View::Modes, &scenario("v=1&pods=407")).into_string();
    let found = links(&html);
    assert_eq!(
        found,
        ["/", "/fleet", "/advice", "/modes", "/addresses"].map(|path| with_query(path, &scenario("v=1&pods=407")))
    );
    let current = html.split("aria-current=\"page\"").nth(1).expect("the open one");
    assert!(words(&format!("<a {current}")).starts_with("Networking modes"), "{current}");
}

#[test]
fn a_wrong_link_is_told_of_all_at_once_as_text() {
    let decoded = from_query("v=1&pods=-5&mode=%3Cb%3Emagic&cpu_m=x");
    let html = problems(&decoded.problems);
    check(&html, &["Not everything in this link could be used.", "pods", "mode", "cpu_m"]);
    assert_eq!(html.matches("<li>").count(), 3);
    assert!(!html.contains("<b>"), "{html}");
    assert_eq!(problems(&[]), "");
}

#[test]
fn a_page_about_no_scenario_is_reached_with_the_readers() {
    assert_eq!(within("", || kept("/method#formulas")), "/method#formulas");
    let href = within("v=1&pods=407", || kept("/method#formulas"));
    let (path, rest) = href.split_once('?').expect("a query");
    let (query, line) = rest.split_once('#').expect("a line");
    assert_eq!((path, line), ("/method", "formulas"));
    assert_eq!(from_query(query).scenario, scenario("v=1&pods=407"));
}

#[test]
fn an_address_knows_its_view() {
    for view in View::ALL {
        assert_eq!(View::at(view.path()), Some(view));
    }
    assert_eq!(View::at("/method"), None);
}

#[test]
fn the_chart_reads_out_each_type_and_nothing_beyond_the_last() {
    let (catalog, scenario) = (varied(), scenario("v=1"));
    let planned = plan(&catalog, &scenario);
    let said = chart::read_out(&catalog, &planned, 0);
    assert_eq!(said, "m5.xlarge: 14 pods per node, $11.21 a pod and month, bound by CPU");
    assert_eq!(chart::read_out(&catalog, &planned, 99), "");
    let (legend, svg) = chart::legend_and_svg(&Evaluation::of(catalog.into(), scenario));
    assert_eq!(words(&legend.into_string()), "CPU", "only what binds has a colour to explain");
    assert!(svg.contains("2 of 3 types; the table lists them all."), "{svg}");
}

#[test]
fn the_chart_of_nothing_is_empty_and_points_nowhere() {
    let e = Evaluation::of(varied().into(), scenario("v=1&volumes=128"));
    assert_eq!(Dots::of(&e, false, 0).nearest(None, 0.5, 0.5), None);
    let (legend, svg) = chart::legend_and_svg(&e);
    assert_eq!(legend.into_string(), "");
    assert!(svg.contains("0 of 0 types"), "{svg}");
}

#[test]
fn shares_and_differences_read_as_people_write_them() {
    use model::units::MicroUsd;
    assert_eq!(
        (words::percent(1_249), words::percent(1_250), words::percent(0)),
        ("12 %".into(), "13 %".into(), "0 %".into())
    );
    let dollars = |n: u64| MicroUsd(n * 1_000_000);
    assert_eq!(words::difference(dollars(10), dollars(12)), "+$2.00");
    assert_eq!(words::difference(dollars(12), dollars(10)), "\u{2212}$2.00");
    assert_eq!(words::difference(dollars(12), dollars(12)), "same");
}

#[test]
fn what_a_query_cannot_mean_is_named_and_left_at_its_default() {
    let decoded = within("", || Address::of("v=1&region=mars-1&type=m5.lrage&utm_source=chat"));
    let fields: Vec<&str> = decoded.problems.iter().map(|p| p.field.as_str()).collect();
    assert_eq!(fields, ["region", "type"], "a campaign mark is none of the reader's business");
    assert_eq!((decoded.scenario.region.as_str(), decoded.scenario.chosen), ("us-east-1", None));
    let known = within("", || Address::of("v=1&region=eu-west-1&type=m5.large"));
    assert_eq!((known.problems.len(), known.scenario.chosen.as_deref()), (0, Some("m5.large")));
}

#[test]
fn scenario_and_view_go_through_an_address_together() {
    let query = "v=1&profile=web&pods=407&sort=hourly&dir=desc&find=m5";
    let here = within("", || Address::of(query));
    assert!(here.view.descending && here.view.find == "m5" && here.scenario.pods() == 407);
    assert_eq!(write_query(&here.scenario, &here.view), query);
}
