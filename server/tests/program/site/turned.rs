//! Characters that turn the direction of what is around them get into nothing that Berth says, whoever has typed them where.

use super::saving::{save, text};
use crate::support::http::{get, post};
use crate::support::run;
use crate::support::store::Kept;
use serde_json::json;

/// Right-to-left override, and an isolate.
const TURNED: [char; 2] = ['\u{202e}', '\u{2066}'];
/// The same in a query.
const QUERY: &str = "pods=7&profile=web%E2%80%AEgpj&ds=log%E2%81%A6er&find=m5%E2%80%AE&type=m5.large%E2%80%AE&region=eu%E2%80%AE&families=m5%E2%80%AE";

#[track_caller]
fn check_plain(what: &str, said: &str) {
    assert!(!said.contains(TURNED), "{what}: {said:?}");
    assert!(!said.is_empty(), "{what}");
}

#[test]
fn names_in_links_turn_nothing() {
    let site = Kept::start(&[]);
    for path in [
        "/",
        "/fleet",
        "/advice",
        "/modes",
        "/instances",
        "/regions",
        "/addresses",
        "/record",
        "/take-away",
        "/embed",
        "/compare",
    ] {
        let page = get(site.url(), &format!("{path}?{QUERY}"));
        assert_eq!(page.status, 200, "{path}");
        check_plain(path, &page.body);
    }
    for target in ["/take-away/decision.md", "/api/v1/plan", "/api/v1/catalog/us%E2%80%AE", "/charts/cost-by-mode.svg"]
    {
        check_plain(target, &get(site.url(), &format!("{target}?{QUERY}")).body);
    }
    let page = get(site.url(), "/?pods=7&profile=web%E2%80%AEgpj").body;
    assert!(
        page.contains("webgpj") && page.contains("turns the direction of text"),
        "it is told, and the rest is kept"
    );
    let scenario = json!({ "v": 1, "profiles": [{ "name": "web\u{202e}gpj" }] });
    let refused = post(site.url(), "/api/v1/plan", &scenario);
    assert_eq!(refused.status, 422);
    check_plain("the API", &refused.body);
    let said = run(["plan", "-"], scenario.to_string().as_bytes());
    assert_eq!(said.code, Some(2), "{said:?}");
    check_plain("the command line", &said.err);
}

#[test]
fn what_an_earlier_berth_has_saved_turns_nothing() {
    let site = Kept::start(&["--saves-per-minute", "0"]);
    let saved = save(site.url(), "before");
    let id = text(&saved, "id");
    // what was saved can be changed by nobody; one from before the check comes about like this
    site.execute("DROP TRIGGER saved_stays; UPDATE saved SET title = 'a' || char(8238) || 'b', note = 'c' || char(8294) || 'd', query = query || '&ds=log%E2%80%AEer'");
    for target in ["", "/record", "/take-away/decision.md", "/take-away"].map(|end| format!("/s/{id}{end}")) {
        let answer = get(site.url(), &target);
        assert_eq!(answer.status, 200, "{target}");
        check_plain(&target, &answer.body);
    }
    for target in [format!("/api/v1/scenarios/{id}"), format!("/embed/s/{id}"), format!("/compare?saved={id}")] {
        let answer = get(site.url(), &target);
        assert_eq!(answer.status, 200, "{target}");
        check_plain(&target, &answer.body);
    }
    assert!(get(site.url(), &format!("/s/{id}")).body.contains("ab"), "the rest is there");
    let store = site.store();
    let arguments = ["saved", "show", id, "--store", store.to_str().expect("a path")];
    for list in [&arguments[..], &["saved", "list", "--store", store.to_str().expect("a path")]] {
        let said = run(list, b"");
        assert_eq!(said.code, Some(0), "{said:?}");
        check_plain("berth saved", &said.out);
    }
}
