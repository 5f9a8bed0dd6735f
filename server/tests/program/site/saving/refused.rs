//! What cannot be saved: everything wrong at once, markup as text, nothing for other sites.

use super::*;
use crate::support::http::{ask, get, post, send_form, send_form_with};
use serde_json::json;

#[test]
fn everything_wrong_is_said_at_once() {
    let site = SITE.get();
    let body = json!({
        "scenario": { "v": 1, "min_nodes": 0, "regoin": "x", "region": "atlantis", "type": "nope.large" },
        "title": "t".repeat(101), "note": "a\u{7}b\u{202e}c", "parent": "x", "tilte": "y",
    });
    check_refused(
        &post(site.url(), "/api/v1/scenarios", &body),
        422,
        &[
            ("tilte", "not one of scenario, title, note, parent"),
            ("parent", "11 letters and digits"),
            ("min_nodes", "from 1 to 1,000"),
            ("regoin", "unknown setting"),
            ("region", "us-east-1"),
            ("type", "EC2 instance type"),
            ("title", "101 characters; at most 100"),
            ("note", "U+0007"),
            ("note", "U+202E"),
        ],
    );
    check_refused(&post(site.url(), "/api/v1/scenarios", &json!({})), 422, &[("scenario", "is missing")]);
    check_refused(&post(site.url(), "/api/v1/scenarios", &json!([])), 422, &[("", "not a JSON object")]);
    let huge = json!({ "scenario": { "v": 1 }, "title": "t".repeat(100_000) });
    check_refused(&post(site.url(), "/api/v1/scenarios", &huge), 413, &[("", "65,536 bytes")]);
}

#[test]
fn a_refused_form_comes_back_with_what_was_typed() {
    let site = SITE.get();
    let title = format!("\u{202e}{}", "A title that is far too long. ".repeat(3_400)); // 100 KB
    let form =
        [("pods", "0"), ("cpu_m", "123"), ("title", title.as_str()), ("note", "kept <b>bold</b>"), ("parent", "x")];
    let answer = send_form(site.url(), "/s", &form);
    assert_eq!(answer.status, 422);
    for words in [
        "pods: \u{201c}0\u{201d} is not allowed",
        "characters; at most 100 can be saved",
        "U+202E",
        "parent: A saved scenario",
        "A title that is far too long. A title",
        "kept &lt;b&gt;bold&lt;/b&gt;",
        "123",
    ] {
        assert!(answer.body.contains(words), "no {words:?} in {}", &answer.body[..answer.body.len().min(3_000)]);
    }
    let huge = "x".repeat(1_000_000);
    let answer = send_form(site.url(), "/s", &[("note", huge.as_str())]);
    assert!(answer.status == 413 && answer.body.contains("262,144 bytes"), "{}", answer.status);
    let json = ask(site.url(), "POST", "/s", &[("content-type", "application/json")], b"{}");
    assert!(json.status == 415 && json.body.contains("x-www-form-urlencoded"), "{} {}", json.status, json.body);
}

#[test]
fn titles_and_notes_are_text_and_never_markup() {
    let site = SITE.get();
    let attacks = [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "</title><svg onload=alert(1)>",
        "--><svg onload=alert(1)>",
        "' onfocus='alert(1)' autofocus='",
        "\u{5d0}\u{5d1}\u{5d2} \u{200f}right to left",
        "{{7*7}} ${7*7} &lt;",
    ];
    for attack in attacks {
        let saved = send_form(site.url(), "/s", &[("title", attack), ("note", attack)]);
        assert_eq!(saved.status, 303, "{attack}: {}", saved.body);
        let id = saved.header("location").strip_prefix("/s/").expect("on to the link");
        let cookie = saved.header("set-cookie").split(';').next().expect("a cookie");
        let first_view = ask(site.url(), "GET", saved.header("location"), &[("cookie", cookie)], b"");
        assert!(first_view.body.contains("localStorage"), "the list of links is told: {}", first_view.body);
        let kept = open(site.url(), id);
        assert_eq!(json!([kept["title"], kept["note"]]), json!([attack, attack]), "it is kept as it is");
        let pages = ["/s/ID", "/s/ID/record", "/s/ID/take-away", "/embed/s/ID"];
        let pages = pages.map(|page| get(site.url(), &page.replace("ID", id)).body);
        for page in pages.iter().chain([&first_view.body]) {
            for raw in ["<script>alert", "<img src=x", "<svg onload"] {
                assert!(!page.contains(raw), "{attack} comes back as it went in: {page}");
            }
        }
    }
}

#[test]
fn other_sites_cannot_write() {
    let site = SITE.get();
    let form = [("pods", "77"), ("title", "from elsewhere")];
    let evil: [&[(&str, &str)]; 4] = [
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site"), ("origin", site.url())],
    ];
    for headers in evil {
        let answer = send_form_with(site.url(), "/s", headers, &form);
        assert!(answer.status == 403 && answer.body.contains("another site"), "{headers:?}: {}", answer.status);
        let headers = [&[("content-type", "application/json")], headers].concat();
        let body = json!({ "scenario": small_pods(), "title": "from elsewhere" }).to_string();
        let api = ask(site.url(), "POST", "/api/v1/scenarios", &headers, body.as_bytes());
        check_refused(&api, 403, &[("", "another site")]);
        let deletion = ask(site.url(), "DELETE", "/api/v1/scenarios/00000000000", &headers, b"");
        assert_eq!((deletion.status, deletion.header("access-control-allow-origin")), (403, ""));
    }
    for headers in [&[("origin", site.url())][..], &[("sec-fetch-site", "same-origin"), ("origin", site.url())]] {
        let answer = send_form_with(site.url(), "/s", headers, &form);
        assert_eq!(answer.status, 303, "{headers:?}: {}", answer.body);
    }
}
