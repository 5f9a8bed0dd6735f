//! A saved scenario as its page shows it: decided figures, what changed since, the secret, and what people typed.

use super::*;
use crate::saved::BaseUrl;
use crate::testing::{check, links, page, scenario, varied, words};
use model::catalog::Catalog;
use model::catalog::edition::EditionHash;
use model::evaluation::Evaluation;
use model::scenario::Scenario;
use model::summary::decided::Decided;
use model::units::MicroUsd;
use std::sync::Arc;

fn saved(title: &str, scenario: Scenario, catalog: Catalog) -> SavedPage {
    let catalog = Arc::new(catalog);
    SavedPage {
        id: "0123456789a".into(),
        url: "https://berth.example/s/0123456789a".into(),
        title: title.into(),
        note: String::new(),
        parent: None,
        created_at: 1_795_824_000,
        expires_at: None,
        room: None,
        meeting: None,
        supersedes: Vec::new(),
        superseded_by: Vec::new(),
        decided: Decided::of(&Evaluation::of(catalog.clone(), scenario.clone())),
        scenario,
        catalog_then: catalog.clone(),
        edition_then: EditionHash([0; 32]),
        catalog_now: Some(catalog),
        model_then: MODEL_VERSION,
        fleet_now: None,
        is_current: true,
    }
}

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
        &["figures would change.", "Since then the catalogue went from 1 to 2", "Below are the figures as saved."],
    );
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
        title: "my \"title\"".into(),
        note: "</textarea><b>".into(),
        parent: "bbbbbbbbbbb".into(),
    };
    let html = shown(SavedOutcome::Refused(Box::new(refused)));
    check(&html, &["Not saved", "title: too long.", "note: too long.", "Try again in 7 seconds."]);
    assert!(html.contains("name=\"pods\" value=\"407\"") && html.contains("value=\"bbbbbbbbbbb\""), "{html}");
    assert!(html.contains("value=\"my &quot;title&quot;\"") && html.contains("&lt;/textarea&gt;&lt;b&gt;"), "{html}");
}
