//! What is saved on one server is opened, deleted and counted on another; another catalogue is everywhere at once.

use super::{filled, site};
use crate::support::http::{Answer, ask, get, post};
use crate::support::postgres_server::server;
use crate::support::store::import_newer;
use crate::support::{Site, berth};
use serde_json::{Value, json};
use std::path::Path;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Longest wait for what one server hears of another, however busy the machine is.
const PATIENCE: Duration = Duration::from_secs(120);

#[track_caller]
fn save(url: &str, title: &str) -> Value {
    let answer = post(url, "/api/v1/scenarios", &json!({ "scenario": { "v": 1 }, "title": title }));
    assert_eq!(answer.status, 201, "{}", answer.body);
    answer.json()
}

fn of<'a>(saved: &'a Value, name: &str) -> &'a str {
    saved[name].as_str().expect("a text")
}

fn delete(url: &str, saved: &Value) -> Answer {
    let token = format!("Bearer {}", of(saved, "delete_token"));
    ask(url, "DELETE", &format!("/api/v1/scenarios/{}", of(saved, "id")), &[("authorization", &token)], b"")
}

#[test]
fn what_is_saved_on_one_opens_on_the_other_with_the_same_figures() {
    let Some(database) = filled() else { return };
    let (one, other) = (site(&database), site(&database));
    let saved = save(&one.url, "Saved on one");
    let target = format!("/api/v1/scenarios/{}", of(&saved, "id"));
    let (here, there) = (get(&one.url, &target), get(&other.url, &target));
    assert_eq!(there.status, 200, "{}", there.body);
    let without_address = |answer: &Answer, url: &str| answer.body.replace(url, "");
    assert_eq!(without_address(&there, &other.url), without_address(&here, &one.url));
    assert!(get(&other.url, &format!("/s/{}", of(&saved, "id"))).body.contains("Saved on one"));
    assert_eq!(delete(&other.url, &saved).status, 204);
    assert_eq!(get(&one.url, &target).status, 404);
}

#[test]
fn another_catalogue_is_everywhere_and_a_link_keeps_its_own() {
    let Some(database) = filled() else { return };
    let (one, other) = (site(&database), site(&database));
    let before = save(&one.url, "Before");
    let directory = TempDir::new().expect("a temporary directory");
    import_newer(directory.path(), Path::new(&database.url));
    let imported = Instant::now();
    for url in [&one.url, &other.url] {
        let version = || get(url, "/api/v1/catalog").json()["version"].as_str().unwrap_or_default().to_owned();
        while version() != "2027-11-23.1" {
            assert!(imported.elapsed() < PATIENCE, "{url} still has {}", version());
            std::thread::sleep(Duration::from_millis(20)); // between looks
        }
    }
    println!("both servers had the newer catalogue {:?} after its import", imported.elapsed());
    let opened = get(&other.url, &format!("/api/v1/scenarios/{}", of(&before, "id"))).json();
    assert_eq!(opened["catalog"]["version"], before["catalog"]["version"], "{opened}");
    assert_ne!(of(&save(&other.url, "Before"), "id"), of(&before, "id"), "other figures are another link");
}

/// A proxy may give a page to a server that has heard of a newer catalogue, and the page's fetch to one that has not.
#[test]
fn what_a_page_of_another_server_fetches_is_there_before_this_one_has_heard_of_it() {
    let Some(database) = filled() else { return };
    let (server, site) = (server().expect("it runs"), site(&database));
    server.run(&database.name, "ALTER TABLE catalog DISABLE TRIGGER catalog_comes");
    let directory = TempDir::new().expect("a temporary directory");
    import_newer(directory.path(), Path::new(&database.url));
    let version = || get(&site.url, "/api/v1/catalog").json()["version"].as_str().unwrap_or_default().to_owned();
    assert_ne!(version(), "2027-11-23.1", "nobody has told it");
    assert_eq!(get(&site.url, "/catalog/mars-1.0000000000000000.bin").status, 404);
    assert_ne!(version(), "2027-11-23.1", "what is no region's is not looked for");
    let hash = "SELECT left(encode(hash, 'hex'), 16) FROM catalog_edition JOIN edition ON id = edition_id WHERE region = 'us-east-1'";
    let newer = format!("/catalog/us-east-1.{}.bin", server.run(&database.name, hash));
    assert_eq!(get(&site.url, &newer).status, 200, "{newer}");
    assert_eq!(version(), "2027-11-23.1");
}

#[test]
fn a_client_has_one_pace_on_both() {
    let Some(database) = filled() else { return };
    let start = || Site::start_by_on(berth(), Path::new(&database.url), &["--saves-per-minute", "6"]);
    let (one, other) = (start(), start());
    save(&one.url, "first");
    save(&other.url, "second");
    for url in [&one.url, &other.url] {
        let refused = post(url, "/api/v1/scenarios", &json!({ "scenario": { "v": 1 }, "title": "third" }));
        assert_eq!(refused.status, 429, "{}", refused.body);
        assert!(refused.body.contains("6 times a minute, up to 2 at once"), "{}", refused.body);
        assert!((1..=20).contains(&refused.header("retry-after").parse().unwrap_or(0)), "{}", refused.body);
    }
}

#[test]
fn while_the_database_is_away_pages_are_served_and_afterwards_all_goes_on() {
    let Some(database) = filled() else { return };
    let server = server().expect("it runs");
    let site = Site::start_by_on(berth(), Path::new(&database.url), &["--saves-per-minute", "0"]);
    let before = save(&site.url, "before");
    let accept = |does: &str| format!("ALTER DATABASE {} ALLOW_CONNECTIONS {does}", database.name);
    server.run("postgres", &accept("false"));
    server.cut(&database.name);
    assert_eq!(get(&site.url, "/?pods=500").status, 200, "a plan needs no store");
    let wanted = json!({ "scenario": { "v": 1 }, "title": "in vain" });
    assert_eq!(post(&site.url, "/api/v1/scenarios", &wanted).status, 503);
    assert_eq!(get(&site.url, "/readyz").status, 503);
    server.run("postgres", &accept("true"));
    let since = Instant::now();
    while get(&site.url, "/readyz").status != 200 {
        assert!(since.elapsed() < PATIENCE, "it is not ready again");
        std::thread::sleep(Duration::from_millis(50)); // between looks
    }
    save(&site.url, "after");
    assert_eq!(get(&site.url, &format!("/api/v1/scenarios/{}", of(&before, "id"))).status, 200);
}
