//! All files as one archive: by the page, by the API, and of a saved scenario.

use crate::support::http::post;
use crate::support::store::Shared;
use crate::support::web::{ask, get};
use serde_json::json;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

static SITE: Shared = Shared::new();

/// The archive's files with their text.
#[track_caller]
fn unpacked(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut files = BTreeMap::new();
    for i in 0..archive.len() {
        let mut file = archive.by_index(i).expect("an entry");
        let mut text = String::new();
        file.read_to_string(&mut text).expect("text");
        let name = file.name().expect("a name of text").to_string();
        assert!(!text.is_empty(), "{name}");
        files.insert(name, text);
    }
    files
}

const SMALL: &str = "v=1&pods=400&cpu_m=50&mem_mib=64&node=karpenter";

#[test]
fn page_and_api_give_the_same_archive() {
    let site = SITE.get();
    let url = site.url();
    let of_page = get(url, &format!("/take-away/berth.zip?{SMALL}"));
    let of_link = get(url, &format!("/api/v1/export?{SMALL}"));
    for answer in [&of_page, &of_link] {
        assert_eq!((answer.status, answer.header("content-type")), (200, "application/zip"));
        assert!(answer.header("content-disposition").contains("berth.zip"));
    }
    assert_eq!(of_page.body, of_link.body, "byte for byte");
    assert_eq!(of_link.body, get(url, &format!("/api/v1/export?{SMALL}")).body, "and every time");
    let files = unpacked(&of_page.body);
    for name in ["README.md", "decision.md", "cluster.yaml", "karpenter.yaml", "main.tf", "types.csv", "plan.json"] {
        assert!(files.contains_key(name), "{name}: {:?}", files.keys());
        let alone = get(url, &format!("/take-away/{name}?{SMALL}"));
        assert_eq!(alone.text(), files[name], "{name}");
    }
    let page = get(url, &format!("/take-away?{SMALL}"));
    for name in files.keys().filter(|name| name.ends_with(".yaml") || name.ends_with(".tf")) {
        assert!(page.text().contains(&format!("/take-away/{name}?")), "the page lists {name}");
    }
}

#[test]
fn a_saved_scenario_has_its_title_and_note_in_the_record() {
    let site = SITE.get();
    let url = site.url();
    let body = json!({ "scenario": { "v": 1, "min_nodes": 4 }, "title": "Shop, autumn", "note": "Asked by *Ada*.\nTwo zones." });
    let saved = post(url, "/api/v1/scenarios", &body).json();
    let id = saved["id"].as_str().expect("an id");
    let files = unpacked(&get(url, &format!("/s/{id}/take-away/berth.zip")).body);
    let record = &files["decision.md"];
    assert!(record.starts_with("# Shop, autumn\n"), "{record}");
    for said in ["> Asked by \\*Ada\\*.\n>\n> Two zones.", "- Status: proposed.", &format!("/s/{id}>")] {
        assert!(record.contains(said), "{said}\n{record}");
    }
    assert!(record.find("## Decision") < record.find("## Context"), "the decision first");
}

const MIX: &str = "profile=web&pods=90&cpu_m=300&mem_mib=400&profile=cache&pods=5&cpu_m=900&mem_mib=26000";

/// The same for a mix of types: looked for when it is asked for, or why there is none.
#[test]
fn the_archive_for_a_fleet_has_its_groups_and_placements() {
    let site = SITE.get();
    let url = site.url();
    let answer = get(url, &format!("/take-away/berth-fleet.zip?{MIX}"));
    assert_eq!((answer.status, answer.header("content-type")), (200, "application/zip"));
    let files = unpacked(&answer.body);
    for name in ["README.md", "decision.md", "nodegroup.yaml", "main.tf", "placements.csv", "fleet.json"] {
        assert!(files.contains_key(name), "{name}: {:?}", files.keys());
    }
    assert!(
        files["decision.md"].contains("above the cheapest possible")
            || files["decision.md"].contains("the cheapest possible")
    );
    assert!(files["placements.csv"].lines().any(|line| line.contains(",cache,")), "{}", files["placements.csv"]);
    let none = get(url, "/take-away/berth-fleet.zip?volumes=128");
    assert_eq!(none.status, 422);
    assert!(none.text().contains("No eligible type has room for a pod"), "{}", none.text());
}

/// Page, API and `berth export --fleet` write the same files, and the page shows each of them.
#[test]
fn page_and_api_give_the_same_files_for_a_fleet() {
    let site = SITE.get();
    let url = site.url();
    let of_page = get(url, &format!("/take-away/berth-fleet.zip?{MIX}"));
    let of_link = get(url, &format!("/api/v1/export?fleet=yes&{MIX}"));
    assert_eq!((of_link.status, of_link.body == of_page.body), (200, true), "byte for byte");
    assert!(of_link.header("content-disposition").contains("berth-fleet.zip"));
    let page = get(url, &format!("/take-away/fleet?{MIX}"));
    let page = page.text();
    assert!(page.contains("For a fleet of several types: "), "{page}");
    let by_karpenter = get(url, &format!("/take-away/fleet?{MIX}&node=karpenter"));
    let fills = "these pools come to ";
    assert!(by_karpenter.text().contains(fills) && !page.contains(fills), "{}", by_karpenter.text());
    let files = unpacked(&of_page.body);
    for (name, text) in &files {
        let alone = get(url, &format!("/take-away/fleet/{name}?{MIX}"));
        assert_eq!(alone.text(), text, "{name}");
        let is_listed = page.contains(&format!("href=\"/take-away/fleet/{name}?"));
        assert!(is_listed || name == "README.md", "the page lists {name}");
        if [".yaml", ".tf"].iter().any(|end| name.ends_with(end)) {
            assert!(text.contains("For a fleet of several types: "), "{name} says what it is for");
        }
    }
    let of_one = get(url, &format!("/take-away?{MIX}"));
    assert!(of_one.text().contains("For nodes of one type throughout: ") && !of_one.text().contains("placements.csv"));
    assert!(of_one.text().contains("/take-away/fleet?"), "the way to the other");
    let one = unpacked(&get(url, &format!("/take-away/berth.zip?{MIX}")).body);
    for name in ["README.md", "decision.md", "cluster.yaml", "main.tf"] {
        assert!(one[name].contains("For nodes of one type throughout: "), "{name}: {}", one[name]);
    }
    let record = get(url, &format!("/record/fleet?{MIX}"));
    assert!(record.text().contains("costs less than") && record.text().contains("MostAllocated"), "{}", record.text());
}

/// A body of JSON is held to what the parameters say, and all that is wrong with them is named.
#[test]
fn the_api_holds_a_fleet_to_its_parameters() {
    let site = SITE.get();
    let url = site.url();
    let scenario = json!({ "v": 2, "profiles": [
        { "name": "web", "pods": 90, "cpu_m": 300, "mem_mib": 400 },
        { "name": "cache", "pods": 5, "cpu_m": 900, "mem_mib": 26000 },
    ] });
    let body = scenario.to_string();
    let json = [("Host", "berth.example"), ("Content-Type", "application/json")];
    let asked = |path: &str| ask(url, "POST", path, &json, &body);
    let found = post(url, "/api/v1/fleet?types=1&survive=node&work=100000", &scenario).json();
    let answer = asked("/api/v1/export?fleet=yes&types=1&survive=node&work=100000");
    assert_eq!((answer.status, answer.header("content-type")), (200, "application/zip"));
    let files = unpacked(&answer.body);
    let headline = found["headline"].as_str().expect("a headline").trim_end_matches('.');
    assert!(files["decision.md"].contains(headline), "{}", files["decision.md"]);
    assert!(files["decision.md"].contains("Held to: at most 1 type"), "{}", files["decision.md"]);
    assert!(unpacked(&asked("/api/v1/export").body).contains_key("types.csv"), "without it, one type");
    let wrong = asked("/api/v1/export?fleet=perhaps&types=0&zones=9");
    assert_eq!(wrong.status, 422);
    for said in ["fleet", "perhaps", "types", "zones"] {
        assert!(wrong.text().contains(said), "{said}: {}", wrong.text());
    }
}

/// The files of a saved scenario are for the fleet that was decided.
#[test]
fn a_saved_scenario_has_files_for_the_fleet_as_decided() {
    let site = SITE.get();
    let url = site.url();
    let body = json!({ "scenario": { "v": 2, "profiles": [
        { "name": "web", "pods": 90, "cpu_m": 300, "mem_mib": 400 },
        { "name": "cache", "pods": 6, "cpu_m": 900, "mem_mib": 26000 },
    ] } });
    let saved = post(url, "/api/v1/scenarios", &body).json();
    let id = saved["id"].as_str().expect("an id");
    let decided = get(url, &format!("/s/{id}"));
    let files = unpacked(&get(url, &format!("/s/{id}/take-away/berth-fleet.zip")).body);
    let fleet: serde_json::Value = serde_json::from_str(&files["fleet.json"]).expect("JSON");
    let headline = fleet["headline"].as_str().expect("a headline");
    let cost = headline.split(" for ").nth(1).and_then(|rest| rest.split(' ').next()).expect("a cost");
    assert!(decided.text().contains(cost), "{cost} is not the cost as decided");
    let page = get(url, &format!("/s/{id}/take-away/fleet"));
    assert!(page.text().contains(&format!("href=\"/s/{id}/take-away/fleet/placements.csv\"")), "{}", page.text());
    assert!(get(url, &format!("/s/{id}/record/fleet")).text().contains(headline.trim_end_matches('.')));
}
