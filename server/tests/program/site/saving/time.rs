//! What is saved as time passes: restarts, newer catalogues, its last day.

use super::*;
use crate::support::http::{get, post};
use crate::support::store::{Kept, import_newer};
use serde_json::json;

#[test]
fn a_restart_keeps_all() {
    let mut site = Kept::start(&["--saves-per-minute", "0"]);
    let saved = save(site.url(), "kept");
    let before = open(site.url(), text(&saved, "id"));
    site.start_again();
    let mut after = open(site.url(), text(&saved, "id"));
    after["url"] = before["url"].clone(); // another port
    assert_eq!(after, before);
    assert_eq!(delete(site.url(), text(&saved, "id"), Some(text(&saved, "delete_token"))).status, 204);
}

#[test]
fn a_newer_catalogue_changes_nothing_that_was_decided() {
    let mut site = Kept::start(&["--saves-per-minute", "0"]);
    let id = text(&save(site.url(), "decided"), "id").to_owned();
    let before = open(site.url(), &id);
    import_newer(site.directory.path(), &site.store());
    site.start_again();
    let after = open(site.url(), &id);
    for key in ["decided", "scenario", "query", "title", "created_at"] {
        assert_eq!(after[key], before[key], "{key}");
    }
    assert_eq!((&before["is_current"], &after["is_current"]), (&json!(true), &json!(false)));
    assert_eq!(after["now"]["catalog_version"], "2027-11-23.1");
    assert_eq!(after["now"]["types"][0]["micro_usd_per_month"], 1_681_920_000, "twice 840.96");
    let difference = json!({ "what": "m5.large: all nodes, a month", "then": "$840.96", "now": "$1,681.92" });
    let differences = after["differences"].as_array().expect("a list");
    assert!(differences.contains(&difference), "{differences:?}");
    let page = get(site.url(), &format!("/s/{id}"));
    assert!(page.status == 200 && page.body.contains("$840.96"), "{}", page.body);
}

#[test]
fn a_catalogue_that_comes_while_the_site_serves_is_found_by_the_next_try() {
    let site = Kept::start(&["--saves-per-minute", "0"]);
    import_newer(site.directory.path(), &site.store());
    // nothing refers to the old catalogue, so the import has removed it
    let body = json!({ "scenario": small_pods(), "title": "in between" });
    check_refused(&post(site.url(), "/api/v1/scenarios", &body), 409, &[("", "no longer holds the catalogue")]);
    let saved = post(site.url(), "/api/v1/scenarios", &body);
    assert_eq!(saved.status, 201, "{}", saved.body);
    let saved = open(site.url(), text(&saved.json(), "id"));
    assert_eq!((text(&saved["decided"], "catalog_version"), &saved["is_current"]), ("2027-11-23.1", &json!(true)));
    assert!(get(site.url(), "/").body.contains("2027-11-23.1"), "the pages have it, too");
}

#[test]
fn what_is_past_its_day_is_gone_and_says_since_when() {
    let site = Kept::start(&["--saves-per-minute", "0", "--keep-days", "1"]);
    let saved = save(site.url(), "for a day");
    let (created, expires) = (text(&saved, "created_at"), text(&saved, "expires_at"));
    assert!(expires > created, "{saved}");
    site.execute("UPDATE saved SET expires_at = created_at");
    let id = text(&saved, "id");
    check_refused(
        &get(site.url(), &format!("/api/v1/scenarios/{id}")),
        410,
        &[("", &format!("was kept until {created}"))],
    );
    for below in ["", "/take-away", "/take-away/record.md", "/take-away/fleet/placements.csv", "/preview.png"] {
        assert_eq!(get(site.url(), &format!("/s/{id}{below}")).status, 410, "{below}");
    }
    // saved again it is new
    assert_eq!(text(&save(site.url(), "for a day"), "id"), id);
}

/// Three workloads that fit on m5.large alone, so that its price is the fleet's.
fn three_workloads() -> serde_json::Value {
    json!({ "v": 2, "families": ["m5"], "max_vcpu": 2, "profiles": [
        { "name": "web", "pods": 40, "cpu_m": 200, "mem_mib": 300 },
        { "name": "cache", "pods": 6, "cpu_m": 300, "mem_mib": 3000 },
        { "name": "job", "pods": 20, "cpu_m": 600, "mem_mib": 500 },
    ] })
}

/// The fleet stays as it was decided; what another catalogue makes of it is listed beside it, and its files are of its day.
#[test]
fn a_newer_catalogue_changes_no_fleet_that_was_decided_and_says_what_it_would() {
    let mut site = Kept::start(&["--saves-per-minute", "0"]);
    let saved = post(site.url(), "/api/v1/scenarios", &json!({ "scenario": three_workloads(), "title": "Three" }));
    let id = text(&saved.json(), "id").to_owned();
    let before = open(site.url(), &id);
    let fleet = &before["decided"]["fleet"];
    let nodes = fleet["nodes"].as_u64().expect("nodes");
    let monthly = fleet["micro_usd_per_month"].as_u64().expect("a cost");
    assert_eq!(fleet["types"], json!([{ "type": "m5.large", "nodes": nodes }]));
    assert_eq!((&before["differences"], &before["now"]["fleet"]), (&json!([]), fleet), "nothing has changed");
    let markdown = |site: &Kept| get(site.url(), &format!("/s/{id}/take-away/fleet/decision.md")).body;
    let headline = markdown(&site).lines().find(|line| line.contains("nodes of 1 type for")).map(str::to_owned);

    import_newer(site.directory.path(), &site.store());
    site.start_again();
    let after = open(site.url(), &id);
    assert_eq!((&after["decided"], &after["is_current"]), (&before["decided"], &json!(false)));
    assert!(after["now"]["fleet"]["micro_usd_per_month"].as_u64() > Some(monthly), "{}", after["now"]);
    let of = |what: &str| {
        let all = after["differences"].as_array().expect("a list");
        all.iter().find(|difference| difference["what"] == what).cloned().unwrap_or_default()
    };
    let cost = of("Fleet: all nodes, a month");
    let page = get(site.url(), &format!("/s/{id}")).body;
    for said in [text(&cost, "then"), text(&cost, "now")] {
        assert!(said.starts_with('$') && page.contains(said), "{cost} is not on the page");
    }
    let decided = page.split("id=\"decided-fleet\"").nth(1).expect("the fleet as decided");
    assert!(decided.contains(text(&cost, "then")) && decided.contains(&format!("{nodes} nodes")), "{decided}");
    let again = markdown(&site).lines().find(|line| line.contains("nodes of 1 type for")).map(str::to_owned);
    assert!(headline.is_some() && headline == again, "the files are of the day of the decision: {again:?}");
}
