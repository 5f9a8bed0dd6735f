//! A saved scenario as its page shows it: decided figures, what changed since, the secret, and what people typed.

use super::*;
use crate::saved::{BaseUrl, RefusedSave};
use crate::testing::{check, links, page, saved, scenario, varied, words};
use model::summary::decided::{Bought, DecidedFleet, DecidedFor};
use model::units::MicroUsd;
use std::sync::Arc;

fn usual() -> SavedPage {
    saved("Checkout", scenario("v=1"), varied())
}

fn shown(outcome: SavedOutcome) -> String {
    page("", || {
        provide_context(BaseUrl("https://berth.example".into()));
        provide_context(outcome);
        SavedScenario()
    })
}

#[test]
fn what_was_planned_for_is_at_the_top() {
    let html = shown(SavedOutcome::Found(saved("Checkout", scenario("v=2"), varied())));
    let top = |html: &str| words(html.split("<h2").next().expect("a top"));
    check(
        &top(&html),
        &["web : 100 pods of 250m CPU, 512 MiB.", "Region: us-east-1. Nodes: Managed node group, AL2023."],
    );
    check(&top(&html), &["Everything else is as usual."]);
    let query = "v=2&profile=web&pods=40&profile=db&pods=3&volumes=1&buy=discount&discount_bp=1250&zones=3&evict_mib=300&subnet=a";
    let two = shown(SavedOutcome::Found(saved("", scenario(query), varied())));
    check(&top(&two), &["web : 40 pods of", "db : 3 pods of 250m CPU, 512 MiB, 1 EBS volume"]);
    check(&top(&two), &["Discount: 12.5 %", "Zones: 3", "Eviction threshold: 300 MiB", "Subnets: 1"]);
    assert!(!top(&two).contains("as usual"), "{two}");
}

#[test]
fn the_figures_are_those_of_the_decision() {
    let html = shown(SavedOutcome::Found(usual()));
    check(&html, &["Checkout", "Saved 2026-11-28", "Prices of 2026-07-20, catalogue 1", "Best of 3", "m5.xlarge"]);
    let table = html
        .split("aria-label=\"Types as saved\"")
        .nth(1)
        .and_then(|rest| rest.split("</table>").next())
        .expect("a table");
    check(table, &["1 m5.xlarge 14 8 $1,121.28 CPU", "2 m5.large 6 17 $1,191.36 CPU", "3 m8i.large 6 17"]);
    assert!(!words(&html).contains("would change"), "nothing has changed");
    assert!(!html.contains("delete-token"), "the secret is not everyone's");
}

#[test]
fn just_saved_shows_link_and_secret_once() {
    let html = shown(SavedOutcome::JustSaved { page: usual(), token: Some("0123456789abcdefghijAB".into()) });
    assert!(html.contains("id=\"short-link\" readonly value=\"https://berth.example/s/0123456789a\""), "{html}");
    assert!(html.contains("id=\"delete-token\" readonly value=\"0123456789abcdefghijAB\""));
    check(&html, &["Show the secret that deletes it: only now"]);
    let again = shown(SavedOutcome::JustSaved { page: usual(), token: None });
    assert!(again.contains("id=\"short-link\"") && !again.contains("id=\"delete-token\""));
}

#[test]
fn the_browsers_own_list_is_told_by_attributes_that_no_text_can_end() {
    let attack = "</script><script>alert(1)</script>\"\u{2028}\\";
    let page = saved(attack, scenario("v=1"), varied());
    let html = shown(SavedOutcome::JustSaved { page, token: Some("0123456789abcdefghijAB".into()) });
    let script = html.split("<script").nth(1).and_then(|rest| rest.split('>').next()).expect("a script");
    assert_eq!(html.matches("<script").count(), 1, "{html}");
    assert!(
        script.contains("data-title=\"&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot;\u{2028}\\\""),
        "{script}"
    );
    assert!(script.contains("data-token=\"0123456789abcdefghijAB\""), "the list keeps the secret for whoever saved");
    let html = shown(SavedOutcome::Deleted { id: "0123456789a".into() });
    assert!(html.contains("data-id=\"0123456789a\"") && html.contains("data-deleted=\"\""), "{html}");
}

#[test]
fn titles_and_notes_are_text() {
    let mut page = saved("<b>bold</b> & \"co\"", scenario("v=1"), varied());
    page.note = "<script>alert(1)</script>\nsecond line".into();
    let html = shown(SavedOutcome::Found(page));
    assert!(!html.contains("<b>bold") && !html.contains("<script>alert"), "{html}");
    check(&html, &["<b>bold</b> & \"co\"", "<script>alert(1)</script> second line"]);
}

#[test]
fn what_nothing_has_changed_of_is_the_same_as_today() {
    let html = shown(SavedOutcome::Found(usual()));
    check(&html, &["Same as today : prices and rules are those it was saved with."]);
    assert!(!html.contains("class=\"changed\""), "{html}");
}

/// 8 m5.xlarge of $0.192 are $1,121.28 a month.
#[test]
fn which_nodes_it_was_decided_for_comes_first() {
    let of = |decided_for| {
        let mut page = usual();
        page.decided.decided_for = decided_for;
        page.decided.fleet = Some(DecidedFleet {
            nodes: 5,
            monthly: MicroUsd(900_000_000),
            bound: MicroUsd(850_000_000),
            types: vec![("m5.large".into(), 2), ("m5.2xlarge".into(), 3)],
        });
        shown(SavedOutcome::Found(page))
    };
    let fleet = of(Some(DecidedFor::Fleet));
    check(
        &fleet,
        &[
            "A fleet of 2 × m5.large and 3 × m5.2xlarge, $900 a month. Of one type throughout it would be 8 × m5.xlarge, $1,121 a month",
        ],
    );
    assert!(fleet.contains("href=\"/fleet?") && fleet.contains("Edit a copy"), "{fleet}");
    // what fills a node of one type says nothing of the fleet, so it stands below it
    let order = ["id=\"decided-fleet\"", "With one type throughout", "class=\"verdict-line\"", "Types as saved"];
    let at = |part: &str| fleet.find(part).unwrap_or_else(|| panic!("no {part} in {fleet}"));
    assert!(order.windows(2).all(|pair| at(pair[0]) < at(pair[1])), "{fleet}");
    let leads = |html: &str, end: &str| links(html).iter().filter(|href| href.ends_with(end)).count();
    assert_eq!(
        (leads(&fleet, "/record"), leads(&fleet, "/record/fleet"), leads(&fleet, "/take-away/fleet")),
        (0, 2, 2)
    );
    let one = of(Some(DecidedFor::OneType));
    check(
        &one,
        &["8 × m5.xlarge, $1,121 a month, of one type throughout. As a fleet of several types it would be $900"],
    );
    check(&of(None), &["8 × m5.xlarge, $1,121 a month, of one type throughout; $900 as a fleet"]);
}

#[test]
fn another_catalogue_since_shows_what_would_change() {
    let mut page = usual();
    let mut now = varied();
    now.version = "2".into();
    for price in now.offers.iter_mut().filter_map(|offer| offer.on_demand.as_mut()) {
        price.hourly = MicroUsd(price.hourly.0 * 2);
    }
    (page.catalog_now, page.is_current) = (Some(Arc::new(now)), false);
    let html = shown(SavedOutcome::Found(page));
    check(
        &html,
        &[
            "$1,121.28 a month more today, as many nodes",
            "It still is 8 × m5.xlarge, $2,242.56 a month instead of $1,121.28.",
            "Since then the catalogue went from 1 to 2",
            "Below are the figures as saved.",
            "Plan again with today’s prices Save today’s figures",
        ],
    );
    let (first, _) = html.split_once("class=\"planned-for\"").expect("what was planned for");
    assert!(first.contains("a month more today"), "it is said before anything that may be long");
    assert!(html.contains("name=\"parent\" value=\"0123456789a\""), "what is saved knows where it came from");
    let changes =
        html.split("class=\"list changes\"").nth(1).and_then(|rest| rest.split("</table>").next()).expect("a table");
    check(changes, &["m5.xlarge: all nodes, a month $1,121.28 $2,242.56"]);
    check(&html, &["1 m5.xlarge 14 8 $1,121.28 CPU"]);
    let recompute =
        links(&html).into_iter().find(|href| href.contains("parent=0123456789a")).expect("a way to recompute");
    assert!(recompute.starts_with("/?v=1"), "{recompute}");
}

#[test]
fn later_rules_show_the_kept_figures_and_no_card_of_today() {
    let mut page = usual();
    (page.model_then, page.is_current) = (MODEL_VERSION - 1, false);
    let html = shown(SavedOutcome::Found(page));
    check(&html, &["1 m5.xlarge 14 8 $1,121.28 CPU", "Same as today : none of these figures would change, though"]);
    check(&html, &[&format!("(rules went from {} to {MODEL_VERSION})", MODEL_VERSION - 1)]);
    assert!(!html.contains("catalogue went"), "it is the same: {html}");
    assert!(!html.contains("class=\"card\"") && !html.contains("chart-pane"), "a card of today would be another one");
}

#[test]
fn a_region_that_is_gone_says_so() {
    let mut page = usual();
    (page.catalog_now, page.is_current) = (None, false);
    check(&shown(SavedOutcome::Found(page)), &["Prices of this region are no longer in the catalogue"]);
}

#[test]
fn where_nothing_fitted_there_is_a_page_all_the_same() {
    let html = shown(SavedOutcome::Found(saved("", scenario("v=1&volumes=128"), varied())));
    check(&html, &["A saved scenario", "Why each type is excluded:"]);
    assert_eq!(html.matches("class=\"chart-pane\"").count(), 1);
}

#[test]
fn the_articles_decision_keeps_its_era() {
    let html = shown(SavedOutcome::Found(saved("", scenario("v=1&era=article"), varied())));
    check(&html, &["1 m5.large 23 5 $350.40 addresses", "29 November 2018"]);
}

#[test]
fn what_was_asked_is_told_in_the_words_of_the_form() {
    let html =
        shown(SavedOutcome::Found(saved("", scenario("v=1&pods=407&mode=prefix-delegation&q_density=yes"), varied())));
    check(&html, &["Its settings:", "differ from the defaults", "407", "VPC CNI, prefix delegation"]);
    assert_eq!(in_words(("gib_mils".into(), "80".into())).1, "$0.08", "as everywhere");
    assert_eq!(in_words(("mode".into(), "prefix-delegation".into())).1, "VPC CNI, prefix delegation");
    assert_eq!(in_words(("nothing".into(), "x".into())), ("nothing".to_string(), "x".to_string()));
}

#[test]
fn a_copy_and_an_end_are_said() {
    let mut page = usual();
    page.parent = Some("bbbbbbbbbbb".into());
    page.expires_at = Some(1_795_910_400);
    let html = shown(SavedOutcome::Found(page));
    check(&html, &["from /s/bbbbbbbbbbb", "kept until 2026-11-29"]);
    assert!(links(&html).contains(&"/s/bbbbbbbbbbb".to_string()));
    assert!(links(&html).contains(&"/compare?saved=bbbbbbbbbbb,0123456789a".to_string()), "{html}");
}

#[test]
fn what_did_not_work_says_why_and_loses_nothing() {
    check(
        &shown(SavedOutcome::Expired { at: 1_795_824_000 }),
        &["This scenario has expired", "It was kept until 2026-11-28 and then deleted."],
    );
    check(
        &shown(SavedOutcome::Unreadable { sentences: vec!["Try <later>.".into()] }),
        &["It cannot be read at the moment", "Try <later>."],
    );
    check(
        &shown(SavedOutcome::NotDeleted { id: "0123456789a".into(), sentences: vec!["Wrong secret.".into()] }),
        &["Not deleted", "Wrong secret.", "Back to the scenario"],
    );
    check(
        &shown(SavedOutcome::Deleted { id: "0123456789a".into() }),
        &["Deleted", "The scenario is gone, for everyone."],
    );
    check(&shown(SavedOutcome::NotFound), &["There is nothing at this address"]);
    let refused = RefusedSave {
        sentences: vec!["title: too long.".into(), "note: too long.".into()],
        retry_after: Some(7),
        scenario: scenario("v=1&pods=407"),
        typed: Some(vec![("pods".into(), "407".into())]),
        problems: Vec::new(),
        title: "my \"title\"".into(),
        note: "</textarea><b>".into(),
        parent: "bbbbbbbbbbb".into(),
        decided_for: Some(DecidedFor::Fleet),
    };
    let html = shown(SavedOutcome::Refused(Box::new(refused)));
    check(&html, &["Not saved", "title: too long.", "note: too long.", "Try again in 7 seconds."]);
    assert!(html.contains("name=\"pods\" value=\"407\"") && html.contains("value=\"bbbbbbbbbbb\""), "{html}");
    assert!(html.contains("type=\"hidden\" name=\"nodes\" value=\"fleet\""), "{html}");
    assert!(html.contains("value=\"my &quot;title&quot;\"") && html.contains("&lt;/textarea&gt;&lt;b&gt;"), "{html}");
}

#[test]
fn what_is_wrong_comes_back_as_a_field_in_its_place_and_the_rest_unseen() {
    let query = "v=2&profile=web&pods=1200&profile=%3Cjobs%3E&pods=many&cpu_m=250&mode=nonsense";
    let (decoded, _) = crate::address::read_pairs(model::scenario::link::query_pairs(query).collect());
    let refused = RefusedSave {
        sentences: decoded.problems.iter().map(ToString::to_string).collect(),
        retry_after: None,
        scenario: decoded.scenario,
        typed: Some(model::scenario::link::query_pairs(query).collect()),
        problems: decoded.problems,
        title: "Checkout".into(),
        note: String::new(),
        parent: String::new(),
        decided_for: None,
    };
    let html = shown(SavedOutcome::Refused(Box::new(refused.clone())));
    check(
        &html,
        &["Pods of \u{201c}<jobs>\u{201d} You gave \u{201c}many\u{201d} . It takes", "Networking mode", "Save again"],
    );
    let names: Vec<&str> = html.split("name=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let sent: Vec<&str> = names.into_iter().filter(|name| *name != "viewport" && !name.contains(':')).collect();
    let wanted = ["v", "profile", "pods", "profile", "pods", "cpu_m", "mode", "parent", "title", "note"];
    assert!(sent.ends_with(&wanted), "the order is the workloads': {sent:?}");
    assert!(html.contains("type=\"hidden\" name=\"pods\" value=\"1200\""), "{html}");
    let field = html.split("name=\"pods\" value=\"many\"").next().and_then(|before| before.rsplit('<').next());
    assert!(field.is_some_and(|tag| tag.starts_with("input id=\"wrong-4\"")), "{html}");
    assert_eq!(html.matches(" autofocus").count(), 1);
    let unread = RefusedSave { typed: None, ..refused };
    let html = shown(SavedOutcome::Refused(Box::new(unread)));
    assert!(!html.contains("action=\"/s\""), "what could not be read is not saved as something else: {html}");
}

#[test]
fn what_differs_is_said_in_dollars_and_nodes() {
    let of = |monthly: u64, nodes: u32, types: &str| Bought {
        is_fleet: false,
        types: types.into(),
        nodes,
        monthly: MicroUsd(monthly * 1_000_000),
        per_pod: MicroUsd(monthly),
    };
    let then = of(900, 12, "12 × m5.large");
    for (now, said) in [
        (Some(of(953, 14, "14 × m5.large")), "$53.00 a month more today, 2 nodes more"),
        (Some(of(850, 11, "11 × c7a.large")), "$50.00 a month less today, 1 node fewer"),
        (Some(of(850, 12, "12 × c7a.large")), "$50.00 a month less today, as many nodes"),
        (Some(of(900, 11, "11 × m5.xlarge")), "1 node fewer today, at the same cost"),
        (Some(of(900, 12, "12 × m6i.large")), "Other types today, at the same cost"),
        (Some(then.clone()), "Nodes and cost are the same today; other figures would change"),
        (None, "Today nothing carries it"),
    ] {
        assert_eq!(changes::in_short(Some(&then), now.as_ref()), said);
    }
    assert_eq!(changes::in_short(None, Some(&then)), "Today there are nodes that carry it");
}
