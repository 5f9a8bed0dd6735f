//! The frame around every page: where its links lead, and what it says before there is a catalogue.

use super::*;
use crate::testing::{links, within, words};

#[test]
fn every_link_of_menu_and_foot_takes_the_scenario_along() {
    for pages in [&MENU[..], &FOOT[..]] {
        let bare = within("", || site_links("/", pages).into_string());
        assert_eq!(links(&bare), pages.iter().map(|(to, _)| to.to_string()).collect::<Vec<_>>());
        let query = "v=1&pods=407&mode=prefix-delegation";
        for href in links(&within(query, || site_links("/", pages).into_string())) {
            let (_, kept) = href.split_once('?').expect("a query");
            assert_eq!(Address::of(kept).scenario, Address::of(query).scenario, "{href}");
        }
    }
}

#[test]
fn the_page_that_is_open_is_marked() {
    let html = within("", || site_links("/method", &MENU).into_string());
    assert_eq!(html.matches("aria-current=\"page\"").count(), 1);
    let link = html.split("<a ").find(|tag| tag.contains("aria-current")).expect("a link");
    assert!(words(&format!("<a {link}")).starts_with("Method"), "{link}");
    assert!(!within("", || site_links("/nope", &MENU).into_string()).contains("aria-current"));
}

#[test]
fn a_page_below_one_of_the_menu_marks_that_one() {
    for (path, of) in [("/fleet", "Plan"), ("/addresses", "Plan"), ("/instances/m5.large", "Instance types")] {
        let html = within("", || site_links(path, &MENU).into_string());
        assert_eq!(html.matches("aria-current=\"true\"").count(), 1, "{path}: {html}");
        let link = html.split("<a ").find(|tag| tag.contains("aria-current")).expect("a link");
        assert_eq!(words(&format!("<a {link}")), of, "{path}");
    }
}

#[test]
fn the_browser_can_bring_every_link_up_to_date() {
    let html = within("", || site_links("/", &MENU).into_string());
    for (to, _) in MENU {
        assert!(html.contains(&format!("href=\"{to}\" data-here")), "{to}");
    }
}

#[test]
fn a_page_without_a_query_is_about_no_scenario_but_a_saved_one_is() {
    let asked = Scenario::default();
    within("", || assert_eq!(given("", &asked), None));
    within("", || assert_eq!(given("v=1", &asked), Some(asked.clone())));
    within("", || {
        provide_context(SavedOutcome::NotFound);
        assert_eq!(given("", &asked), None);
    });
}

#[test]
fn the_foot_names_catalogue_and_dates() {
    let said = within("", || data_dates());
    assert!(said.contains("Catalogue 1: on-demand prices of 2026-07-20, spot averages of 2025-06-28."), "{said}");
}

#[test]
fn the_browser_half_is_asked_for_by_its_own_addresses() {
    let boot = boot_script("/pkg/a.js", "/pkg/b.wasm");
    assert!(boot.contains("fetch('/pkg/b.wasm')") && boot.contains("import('/pkg/a.js')"), "{boot}");
    assert!(!boot.contains("c.css"), "the sheet is the document's");
}
