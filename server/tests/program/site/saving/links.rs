//! Links: what they open, who deletes what is behind them, and where they lead nowhere.

use super::*;
use crate::support::http::{ask, get, post, send_form};
use crate::support::store::Kept;
use serde_json::{Value, json};
use std::collections::BTreeSet;

#[test]
fn a_form_is_saved_and_its_link_opens_with_what_was_typed() {
    let site = SITE.get();
    let form = [
        ("v", "1"),
        ("pods", "400"),
        ("cpu_m", "50"),
        ("find", "m5"),
        ("title", " Checkout "),
        ("note", "one\r\ntwo"),
        ("parent", ""),
    ];
    let first = send_form(site.url(), "/s", &form);
    assert_eq!((first.status, first.header("cache-control")), (303, "no-store"), "{}", first.body);
    let link = first.header("location");
    let id = link.strip_prefix("/s/").expect("on to the link");
    let page = get(site.url(), link);
    assert_eq!(page.status, 200);
    assert!(page.body.contains("Checkout"), "{}", page.body);
    let saved = open(site.url(), id);
    assert_eq!(json!([saved["title"], saved["note"]]), json!(["Checkout", "one\ntwo"]));
    assert_eq!(saved["scenario"]["profiles"][0]["pods"], 400);
    assert_eq!(saved["query"], "v=1&profile=web&pods=400&cpu_m=50", "what is left at its default is left out");

    let again = send_form(site.url(), "/s", &form);
    assert_eq!((again.status, again.header("location")), (303, link), "the same scenario gets no second one");
}

#[test]
fn the_same_has_one_id_and_one_token() {
    let site = SITE.get();
    let first = save(site.url(), "the same");
    let again = post(site.url(), "/api/v1/scenarios", &json!({ "scenario": small_pods(), "title": "the same" }));
    assert_eq!(again.status, 200);
    let again = again.json();
    let same = ["id", "url", "created_at", "expires_at"].map(|key| (first[key].clone(), again[key].clone()));
    assert!(same.iter().all(|(a, b)| a == b), "{same:?}");
    assert_eq!((text(&first, "delete_token").len(), &again["delete_token"]), (22, &Value::Null));
    assert!(text(&first, "url").starts_with("http://127.0.0.1:"), "{first}");
    // what is written out is what is left out
    let spelled = open(site.url(), text(&first, "id"))["scenario"].clone();
    let spelled = post(site.url(), "/api/v1/scenarios", &json!({ "scenario": spelled, "title": "the same" }));
    assert_eq!((spelled.status, text(&spelled.json(), "id")), (200, text(&first, "id")));
}

#[test]
fn what_is_saved_has_the_figures_of_the_command_line() {
    let site = SITE.get();
    let saved = open(site.url(), text(&save(site.url(), "figures"), "id"));
    let best = &saved["decided"]["types"][0];
    assert_eq!(json!([best["type"], best["pods_per_node"], best["nodes"]]), json!(["m5.large", 34, 12]));
    assert_eq!(best["micro_usd_per_month"], 840_960_000); // 12 * 0.096 * 730
    assert_eq!(json!([saved["is_current"], saved["differences"], saved["now"]]), json!([true, [], saved["decided"]]));
}

#[test]
fn a_copy_remembers_what_it_was_made_from() {
    let site = SITE.get();
    let parent = save(site.url(), "first");
    let id = text(&parent, "id");
    let body = json!({ "scenario": small_pods(), "title": "second", "parent": id });
    let copy = post(site.url(), "/api/v1/scenarios", &body);
    assert_eq!(copy.status, 201, "{}", copy.body);
    let copy = open(site.url(), text(&copy.json(), "id"));
    assert_eq!(text(&copy, "parent"), id);
    // the copy stays when the first one goes
    assert_eq!(delete(site.url(), id, Some(text(&parent, "delete_token"))).status, 204);
    assert_eq!(text(&open(site.url(), text(&copy, "id")), "parent"), id);
}

#[test]
fn only_the_right_token_deletes() {
    let site = SITE.get();
    let (mine, others) = (save(site.url(), "mine"), save(site.url(), "theirs"));
    let (id, token) = (text(&mine, "id"), text(&mine, "delete_token"));
    let none = delete(site.url(), id, None);
    check_refused(&none, 401, &[("", "Authorization: Bearer")]);
    assert_eq!(none.header("www-authenticate"), "Bearer");
    check_refused(&delete(site.url(), id, Some("short")), 403, &[("", "22 letters and digits")]);
    check_refused(&delete(site.url(), id, Some(text(&others, "delete_token"))), 403, &[("", "not the secret")]);
    open(site.url(), id);
    assert_eq!(delete(site.url(), id, Some(token)).status, 204);
    for target in [format!("/s/{id}"), format!("/api/v1/scenarios/{id}")] {
        assert_eq!(get(site.url(), &target).status, 404, "{target}");
    }
    assert_eq!(delete(site.url(), id, Some(token)).status, 404);
    open(site.url(), text(&others, "id"));
}

#[test]
fn the_page_deletes_with_the_token_too() {
    let site = SITE.get();
    let saved = save(site.url(), "by the page");
    let target = format!("/s/{}/delete", text(&saved, "id"));
    let wrong = send_form(site.url(), &target, &[("token", "0000000000000000000000")]);
    assert!(wrong.status == 403 && wrong.body.contains("not the secret"), "{} {}", wrong.status, wrong.body);
    assert_eq!(send_form(site.url(), &target, &[]).status, 403);
    open(site.url(), text(&saved, "id"));
    assert_eq!(send_form(site.url(), &target, &[("token", text(&saved, "delete_token"))]).status, 200);
    assert_eq!(send_form(site.url(), &target, &[("token", text(&saved, "delete_token"))]).status, 404);
}

#[test]
fn ids_lead_nowhere_but_to_what_they_name() {
    let site = SITE.get();
    let ids: Vec<String> = (0..8).map(|n| text(&save(site.url(), &format!("walk {n}")), "id").to_owned()).collect();
    let starts: BTreeSet<&str> = ids.iter().map(|id| &id[..3]).collect();
    assert!(starts.len() > 6, "contents that are nearly the same have ids that are nothing alike: {ids:?}");
    let digits: Vec<char> = ('0'..='9').chain('A'..='Z').chain('a'..='z').collect();
    for digit in digits {
        let neighbour = format!("{}{digit}", &ids[0][..10]);
        if neighbour != ids[0] {
            assert_eq!(get(site.url(), &format!("/s/{neighbour}")).status, 404, "{neighbour}");
        }
    }
    for target in ["/s/x", "/s/%ff", "/s/", "/s/0000000000\u{301}", "/s/..%2f..", "/s/zzzzzzzzzzz", "/s"] {
        assert_eq!(get(site.url(), &target.replace('\u{301}', "%cc%81")).status, 404, "{target}");
    }
}

#[test]
fn a_link_is_asked_for_again_and_answered_briefly() {
    let site = SITE.get();
    let saved = save(site.url(), "tagged");
    for target in [format!("/s/{}", text(&saved, "id")), format!("/api/v1/scenarios/{}", text(&saved, "id"))] {
        let first = get(site.url(), &target);
        assert_eq!((first.status, first.header("cache-control")), (200, "no-cache"), "{target}");
        let tag = first.header("etag");
        assert!(tag.contains(text(&saved, "id")), "{tag}");
        let again = ask(site.url(), "GET", &target, &[("if-none-match", tag)], b"");
        assert_eq!((again.status, again.body.as_str(), again.header("etag")), (304, "", tag), "{target}");
        // a browser goes on with the policy that it has kept with the page
        assert_eq!(again.header("content-security-policy"), "", "{target}");
        assert_eq!(ask(site.url(), "GET", &target, &[("if-none-match", "\"x\"")], b"").status, 200);
    }
}

#[test]
fn links_begin_where_the_site_is() {
    let site = SITE.get();
    let host = |headers: &[(&str, &str)], site: &Kept| {
        let body = json!({ "scenario": { "v": 1 }, "title": "where" }).to_string();
        let headers = [&[("content-type", "application/json")], headers].concat();
        let answer = ask(site.url(), "POST", "/api/v1/scenarios", &headers, body.as_bytes());
        text(&answer.json(), "url").rsplit_once("/s/").expect("a link").0.to_owned()
    };
    assert_eq!(host(&[("host", "10.0.0.7:8080")], &site), "http://10.0.0.7:8080");
    assert_eq!(host(&[("host", "localhost"), ("x-forwarded-proto", "https")], &site), "http://localhost");
    for wrong in ["a b", "evil@10.0.0.7", "<script>", "", "evil.example", "localhost.evil.example"] {
        assert_eq!(host(&[("host", wrong)], &site), site.url(), "{wrong}");
    }
    let proxied = Kept::start(&["--behind-proxy", "--hosts", "other.test,berth.test"]);
    assert_eq!(host(&[("host", "berth.test"), ("x-forwarded-proto", "https")], &proxied), "https://berth.test");
    let named = Kept::start(&["--public-url", "https://berth.example/"]);
    assert_eq!(host(&[("host", "berth.test")], &named), "https://berth.example");
}
