//! Whoever reads on comes back to the same scenario: every page keeps it in its links, without JavaScript too.

use crate::support::Site;
use crate::support::web::{get, save};
use model::scenario::Scenario;
use model::scenario::link::from_query;

const QUERY: &str = "v=1&profile=shop+%3Cfront%3E&pods=407&cpu_m=50&mem_mib=64&mode=prefix-delegation&region=eu-west-1\
                     &q_density=yes&subnet=a&subnet_free=251";

/// The pages of the menu and of the foot.
const PAGES: [&str; 10] = [
    "/",
    "/instances",
    "/regions",
    "/article",
    "/method",
    "/links",
    "/glossary",
    "/sources",
    "/failed-to-assign-an-ip-address",
    "/api",
];

/// Pages beside those of the menu that are about the scenario.
const OTHERS: [&str; 11] = [
    "/addresses",
    "/advice",
    "/fleet",
    "/modes",
    "/growth",
    "/instances/m5.large",
    "/instances/nope.large",
    "/compare?types=m5.large,m6i.large",
    "/record",
    "/take-away",
    "/nope",
];

/// Addresses of a page's links, as a browser would follow them.
fn links(html: &str) -> Vec<String> {
    let tags = html.split("<a ").skip(1).filter_map(|rest| rest.split('>').next());
    let hrefs = tags.filter_map(|tag| tag.split("href=\"").nth(1)?.split('"').next());
    hrefs.map(|href| href.replace("&amp;", "&")).collect()
}

/// Path and scenario of an address.
fn read(href: &str) -> (&str, Scenario) {
    let bare = href.split('#').next().unwrap_or_default();
    let (path, query) = bare.split_once('?').unwrap_or((bare, ""));
    (path, from_query(query).scenario)
}

#[track_caller]
fn page(site: &Site, target: &str) -> String {
    let answer = get(&site.url, target);
    assert!(matches!(answer.status, 200 | 404), "{target}: {}", answer.status);
    answer.text().to_owned()
}

/// Every link of a page that leads to a page of the menu keeps the scenario, and there is one to each.
#[track_caller]
fn check(site: &Site, target: &str, wanted: &Scenario) -> Vec<String> {
    let found = links(&page(site, target));
    for path in PAGES {
        let to_it: Vec<&String> = found.iter().filter(|href| read(href).0 == path).collect();
        // the brand is the one way to a plan from nothing
        let (bare, kept): (Vec<_>, Vec<_>) = to_it.into_iter().partition(|href| *href == "/");
        assert!(!kept.is_empty(), "{target} has no way to {path}");
        assert_eq!(bare.len(), usize::from(path == "/"), "{target}: links to {path} without the scenario");
        let is_same =
            |s: &Scenario| Scenario { chosen: None, ..s.clone() } == Scenario { chosen: None, ..wanted.clone() };
        assert!(kept.iter().any(|href| read(href).1 == *wanted), "{target} to {path}: {kept:?}");
        for href in kept.iter().filter(|_| !matches!(path, "/" | "/regions")) {
            assert!(is_same(&read(href).1), "{target}: {href}");
        }
    }
    found
}

#[test]
fn every_page_of_the_menu_keeps_the_scenario_there_and_back() {
    let site = Site::start();
    let wanted = from_query(QUERY).scenario;
    assert_eq!(wanted.profiles[0].pods, 407, "the scenario is no default");
    for start in PAGES {
        let on = check(&site, &format!("{start}?{QUERY}"), &wanted);
        for path in PAGES {
            // By the menu's own link to it, and from there back to the plan.
            let way = on.iter().find(|href| read(href).0 == path && *href != "/").expect("checked");
            let back = links(&page(&site, way));
            let plan = back.iter().find(|href| read(href).0 == "/" && *href != "/").expect("a way back");
            assert_eq!(read(plan).1, wanted, "{start} to {path} and back by {plan}");
        }
    }
}

#[test]
fn pages_about_the_scenario_keep_it_on_the_way_to_the_menu() {
    let site = Site::start();
    let wanted = from_query(QUERY).scenario;
    for target in OTHERS {
        let join = if target.contains('?') { '&' } else { '?' };
        check(&site, &format!("{target}{join}{QUERY}"), &wanted);
    }
}

#[test]
fn the_list_of_types_keeps_the_scenario_through_a_search() {
    let site = Site::start();
    let html = page(&site, &format!("/instances?find=m5.large&{QUERY}"));
    let wanted = from_query(QUERY).scenario;
    let to_type = links(&html).into_iter().find(|href| read(href).0 == "/instances/m5.large").expect("a row");
    assert_eq!(read(&to_type).1, wanted);
    // What the form sends: its hidden fields, with the region and the words of the search.
    let form =
        html.split("action=\"/instances\"").nth(1).and_then(|rest| rest.split("</form>").next()).expect("a form");
    let hidden = form.split("<input type=\"hidden\"").skip(1).filter_map(|rest| rest.split('>').next());
    let attribute = |tag: &str, name: &str| {
        let value = tag.split(&format!("{name}=\"")).nth(1)?.split('"').next()?;
        Some(value.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">"))
    };
    let mut pairs: Vec<(String, String)> =
        hidden.filter_map(|tag| Some((attribute(tag, "name")?, attribute(tag, "value")?))).collect();
    assert!(pairs.iter().all(|(key, _)| key != "region"), "the region is the one chosen: {pairs:?}");
    pairs.push(("region".into(), "eu-west-1".into()));
    assert_eq!(model::scenario::link::decode(pairs.into_iter()).scenario, wanted);
}

#[test]
fn a_saved_link_leads_to_the_plan_of_its_own_scenario() {
    let site = Site::start();
    let id = save(&site.url, QUERY);
    check(&site, &format!("/s/{id}"), &from_query(QUERY).scenario);
}

#[test]
fn without_a_scenario_links_stay_short() {
    let site = Site::start();
    for path in PAGES {
        let found = links(&page(&site, path));
        for to in PAGES.iter().filter(|to| **to != "/regions") {
            assert!(found.iter().any(|href| href == to), "{path} to {to}: {found:?}");
        }
    }
}
