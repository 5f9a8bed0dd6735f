//! Saving through the pages and the API of the real site: links, copies, tokens, limits, and what is refused.

mod support;

use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use support::http::{Answer, ask, get, post, send_form, send_form_with};
use support::store::{Kept, Shared, import_newer};

/// One site for the tests that need nothing of their own.
static SITE: Shared = Shared::new();

/// 400 small pods on m5.large with prefixes: $840.96 a month by the carried catalogue.
fn small_pods() -> Value {
    json!({ "v": 1, "mode": "prefix-delegation", "type": "m5.large", "families": ["m5"], "max_vcpu": 2,
        "profiles": [{ "name": "web", "pods": 400, "cpu_m": 50, "mem_mib": 64 }] })
}

/// Saves a scenario under this title; it must be new.
#[track_caller]
fn save(url: &str, title: &str) -> Value {
    let answer = post(url, "/api/v1/scenarios", &json!({ "scenario": small_pods(), "title": title }));
    assert_eq!(answer.status, 201, "{}", answer.body);
    answer.json()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

#[track_caller]
fn open(url: &str, id: &str) -> Value {
    let answer = get(url, &format!("/api/v1/scenarios/{id}"));
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()
}

fn delete(url: &str, id: &str, token: Option<&str>) -> Answer {
    let bearer = token.map(|token| format!("Bearer {token}"));
    let headers: Vec<_> = bearer.iter().map(|value| ("authorization", value.as_str())).collect();
    ask(url, "DELETE", &format!("/api/v1/scenarios/{id}"), &headers, b"")
}

/// The refusal names these fields and no others, each in a sentence that has these words.
#[track_caller]
fn check_refused(answer: &Answer, status: u16, errors: &[(&str, &str)]) {
    assert_eq!(answer.status, status, "{}", answer.body);
    let problem = answer.json();
    let said = problem["errors"].as_array().expect("a list");
    assert_eq!(said.len(), errors.len(), "{said:?}");
    for (error, (field, words)) in said.iter().zip(errors) {
        assert_eq!(text(error, "field"), *field, "{said:?}");
        assert!(text(error, "detail").contains(words), "{field}: no {words:?} in {said:?}");
    }
}

// ---- links

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
    assert_eq!((first.status, first.header("cache-control")), (201, "no-store"), "{}", first.body);
    let start = first.body.find("/s/").expect("a link") + 3;
    let id = &first.body[start..start + 11];
    let page = get(site.url(), &format!("/s/{id}"));
    assert_eq!(page.status, 200);
    assert!(page.body.contains("Checkout"), "{}", page.body);
    let saved = open(site.url(), id);
    assert_eq!(json!([saved["title"], saved["note"]]), json!(["Checkout", "one\ntwo"]));
    assert_eq!(saved["scenario"]["profiles"][0]["pods"], 400);
    assert_eq!(saved["query"], "v=1&profile=web&pods=400&cpu_m=50", "what is left at its default is left out");

    let again = send_form(site.url(), "/s", &form);
    assert_eq!(again.status, 200, "the very same is no second one: {}", again.body);
    assert!(again.body.contains(&format!("/s/{id}")), "{}", again.body);
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
        // its policy would take the place of the one with the page's nonce
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
    assert_eq!(host(&[("host", "berth.test:8080")], &site), "http://berth.test:8080");
    assert_eq!(host(&[("host", "berth.test"), ("x-forwarded-proto", "https")], &site), "http://berth.test");
    for wrong in ["a b", "evil@berth.test", "<script>", ""] {
        assert_eq!(host(&[("host", wrong)], &site), site.url(), "{wrong}");
    }
    let proxied = Kept::start(&["--behind-proxy"]);
    assert_eq!(host(&[("host", "berth.test"), ("x-forwarded-proto", "https")], &proxied), "https://berth.test");
    let named = Kept::start(&["--public-url", "https://berth.example/"]);
    assert_eq!(host(&[("host", "berth.test")], &named), "https://berth.example");
}

// ---- what is refused

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
            ("tilte", "none of scenario, title, note, parent"),
            ("parent", "11 letters and digits"),
            ("min_nodes", "from 1 to 1,000"),
            ("regoin", "not a setting"),
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
        assert_eq!(saved.status, 201, "{attack}: {}", saved.body);
        let start = saved.body.find("/s/").expect("a link") + 3;
        let id = &saved.body[start..start + 11];
        let kept = open(site.url(), id);
        assert_eq!(json!([kept["title"], kept["note"]]), json!([attack, attack]), "it is kept as it is");
        let pages = ["/s/ID", "/s/ID/record", "/s/ID/take-away", "/embed/s/ID"];
        let pages = pages.map(|page| get(site.url(), &page.replace("ID", id)).body);
        for page in pages.iter().chain([&saved.body]) {
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
        assert!(matches!(answer.status, 200 | 201), "{headers:?}: {}", answer.body);
    }
}

// ---- limits

#[test]
fn a_client_saves_at_a_pace() {
    let site = Kept::start(&["--saves-per-minute", "30"]);
    let save = |n: usize| send_form(site.url(), "/s", &[("title", &n.to_string())]);
    for n in 0..10 {
        assert_eq!(save(n).status, 201, "{n}");
    }
    // more room may come while this runs: a place every two seconds
    let refused = (10..30).map(save).find(|answer| answer.status != 201).expect("a refusal");
    assert_eq!(refused.status, 429);
    let wait: u64 = refused.header("retry-after").parse().expect("seconds");
    assert!((1..=2).contains(&wait), "{wait}");
    assert!(refused.body.contains("30 times a minute") && refused.body.contains("Try again in"), "{}", refused.body);
    let problem = post(site.url(), "/api/v1/scenarios", &json!({ "scenario": { "v": 1 }, "title": "x" }));
    if problem.status != 201 {
        check_refused(&problem, 429, &[("", "30 times a minute")]);
        assert_eq!(problem.json()["retry_after"].to_string(), problem.header("retry-after"));
    }
    // what is wrong costs nothing, and reading is free
    assert_eq!(send_form(site.url(), "/s", &[("pods", "0")]).status, 422);
    assert_eq!(get(site.url(), "/").status, 200);
    // whoever waits may go on
    std::thread::sleep(Duration::from_secs(wait + 2));
    assert_eq!(save(1_000).status, 201);
}

#[test]
fn only_behind_a_proxy_its_word_counts() {
    let save = |site: &Kept, client: &str, title: &str| {
        send_form_with(site.url(), "/s", &[("x-forwarded-for", client)], &[("title", title)]).status
    };
    let alone = Kept::start(&["--saves-per-minute", "3"]);
    assert_eq!(save(&alone, "192.0.2.1", "a"), 201);
    assert_eq!(save(&alone, "192.0.2.2", "b"), 429, "anybody can write such a header");
    let proxied = Kept::start(&["--saves-per-minute", "3", "--behind-proxy"]);
    assert_eq!(save(&proxied, "192.0.2.1", "a"), 201);
    assert_eq!(save(&proxied, "198.51.100.9, 192.0.2.1", "b"), 429, "only the last entry is the proxy\u{2019}s");
    assert_eq!(save(&proxied, "192.0.2.1, 192.0.2.2", "c"), 201);
}

#[test]
fn a_full_store_says_so_and_opens_what_it_has() {
    let site = Kept::start(&["--max-saved", "2", "--saves-per-minute", "0"]);
    let first = save(site.url(), "1");
    save(site.url(), "2");
    let third = json!({ "scenario": small_pods(), "title": "3" });
    check_refused(&post(site.url(), "/api/v1/scenarios", &third), 507, &[("", "2 saved scenarios")]);
    let page = send_form(site.url(), "/s", &[("title", "typed in vain")]);
    assert!(page.status == 507 && page.body.contains("typed in vain"), "{}", page.status);
    open(site.url(), text(&first, "id"));
    assert_eq!(delete(site.url(), text(&first, "id"), Some(text(&first, "delete_token"))).status, 204);
    assert_eq!(post(site.url(), "/api/v1/scenarios", &third).status, 201, "there is room again");
}

#[test]
fn a_store_that_can_only_be_read_is_served() {
    let site = Kept::start(&["--saves-per-minute", "0"]);
    let saved = save(site.url(), "before");
    // the log is merged into the file by an orderly end
    let mut site = stop(site);
    site.start_again();
    let site = stop(site);
    let Some(site) = site.start_mounted("mount --bind \"$1\" \"$1\" && mount -o remount,ro,bind \"$1\"") else {
        return;
    };
    assert_eq!(get(site.url(), "/").status, 200);
    open(site.url(), text(&saved, "id"));
    let refused = post(site.url(), "/api/v1/scenarios", &json!({ "scenario": small_pods(), "title": "x" }));
    check_refused(&refused, 503, &[("", "can only be read")]);
    check_refused(
        &delete(site.url(), text(&saved, "id"), Some(text(&saved, "delete_token"))),
        503,
        &[("", "only be read")],
    );
}

#[test]
fn a_full_disk_is_told_of_and_nothing_is_lost() {
    let site = Kept::start(&["--saves-per-minute", "0"]);
    let before = save(site.url(), "before");
    let site = stop(site);
    // a copy of the store on a small disk, and a little room beside it
    let mount = "cp \"$1/berth.db\" /tmp/berth-store.$$ && mount -t tmpfs -o size=8m none \"$1\" && mv /tmp/berth-store.$$ \"$1/berth.db\"";
    let directory = site.directory.path().to_owned();
    let Some(site) = site.start_mounted(mount) else { return };
    let process = site.site.as_ref().expect("a site").process_id();
    let inside = PathBuf::from(format!("/proc/{process}/root{}", directory.display()));
    let ballast = inside.join("ballast");
    fs::write(&ballast, vec![0; 2_000_000]).expect("ballast");
    let mut filling = fs::File::create(inside.join("filling")).expect("a file");
    while std::io::Write::write(&mut filling, &[0; 4_096]).is_ok() {}

    let (mut saved, mut refused) = (Vec::new(), None);
    for n in 0..5_000 {
        let body = json!({ "scenario": small_pods(), "title": n.to_string(), "note": "n".repeat(2_000) });
        let answer = post(site.url(), "/api/v1/scenarios", &body);
        if answer.status != 201 {
            refused = Some(answer);
            break;
        }
        saved.push(answer.json());
    }
    check_refused(&refused.expect("the disk is full"), 507, &[("", "no room left")]);
    assert_eq!(get(site.url(), "/").status, 200, "the site goes on");
    open(site.url(), text(&before, "id"));
    for one in &saved {
        open(site.url(), text(one, "id"));
    }
    fs::remove_file(&ballast).expect("no ballast");
    save(site.url(), "there is room again");
}

/// Stops the site in good order; what it has saved is in the one file then.
fn stop(mut kept: Kept) -> Kept {
    let site = kept.site.take().expect("a running site");
    let kill = std::process::Command::new("kill").arg(site.process_id().to_string()).status();
    assert!(kill.expect("kill runs").success());
    let started = Instant::now();
    let log = kept.store().with_extension("db-wal");
    while log.exists() && started.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(!log.exists(), "the log is still there");
    drop(site);
    kept
}

// ---- time

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
    assert_eq!(get(site.url(), &format!("/s/{id}")).status, 410);
    // saved again it is new
    assert_eq!(text(&save(site.url(), "for a day"), "id"), id);
}
