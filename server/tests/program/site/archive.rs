//! All files as one archive: by the page, by the API, and of a saved scenario.

use crate::support::http::post;
use crate::support::store::Shared;
use crate::support::web::get;
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

/// The same for a mix of types: looked for when it is asked for, or why there is none.
#[test]
fn the_archive_for_a_fleet_has_its_groups_and_placements() {
    let site = SITE.get();
    let url = site.url();
    const MIX: &str = "profile=web&pods=90&cpu_m=300&mem_mib=400&profile=cache&pods=5&cpu_m=900&mem_mib=26000";
    let answer = get(url, &format!("/take-away/berth-fleet.zip?{MIX}"));
    assert_eq!((answer.status, answer.header("content-type")), (200, "application/zip"));
    let files = unpacked(&answer.body);
    for name in ["README.md", "decision.md", "nodegroup.yaml", "main.tf", "placements.csv"] {
        assert!(files.contains_key(name), "{name}: {:?}", files.keys());
    }
    assert!(
        files["decision.md"].contains("above the cheapest possible")
            || files["decision.md"].contains("the cheapest possible")
    );
    assert!(files["placements.csv"].lines().any(|line| line.contains(",cache,")), "{}", files["placements.csv"]);
    assert!(get(url, &format!("/take-away?{MIX}")).text().contains("/take-away/berth-fleet.zip?"));
    let none = get(url, "/take-away/berth-fleet.zip?volumes=128");
    assert_eq!(none.status, 422);
    assert!(none.text().contains("No eligible type has room for a pod"), "{}", none.text());
}
