//! The end of a meeting: the room becomes a saved scenario that carries it, and stays to be read.

use super::SITE;
use crate::support::http::{Answer, ask, get};
use crate::support::room::{Person, TWO_QUESTIONS, hidden, open};

/// A room in which Ana and Bo differ, and Ana decides.
fn decided(url: &str, more: &[(&str, &str)]) -> (Person, Person) {
    let ana = open(url, &[&TWO_QUESTIONS[..], more].concat());
    let bo = ana.join("Bo", "answer");
    ana.answers("q_encryption", "tenant", "the auditors ask for it");
    bo.answers("q_encryption", "no", "too slow");
    ana.does("reveal", &[("question", "q_encryption"), ("round", "1")]);
    let against = hidden(&ana.page().body, "settle-q_encryption", "against");
    ana.does(
        "settle",
        &[
            ("question", "q_encryption"),
            ("round", "1"),
            ("against", &against),
            ("value", "tenant"),
            ("reason", "we must"),
        ],
    );
    let disagreed = bo.does("dissent", &[("question", "q_encryption"), ("round", "1"), ("on", "1")]);
    assert!(disagreed.header("location").ends_with("?q=q_encryption"), "back to the question that it is about");
    ana.does("reveal", &[("question", "q_vpc"), ("round", "1")]);
    let against = hidden(&ana.page().body, "park-q_vpc", "against");
    ana.does(
        "park",
        &[
            ("question", "q_vpc"),
            ("round", "1"),
            ("against", &against),
            ("owner", "Cy"),
            ("reason", "ask the network team"),
        ],
    );
    (ana, bo)
}

/// Closes a room; gives the record's id.
#[track_caller]
fn closed(ana: &Person) -> (String, Answer) {
    let answer = ana.does("close", &[("title", "Decided: encryption"), ("note", "in one hour")]);
    let id = answer.header("location").strip_prefix("/s/").expect("on to the record").to_owned();
    (id, answer)
}

#[test]
fn a_closed_room_is_a_saved_scenario_with_its_meeting() {
    let site = SITE.get();
    let (ana, bo) = decided(site.url(), &[]);
    assert_eq!(bo.form("close", &[("title", "mine")]).status, 403);
    let long = ana.form("close", &[("title", &"t".repeat(101)), ("note", "")]);
    assert_eq!(long.status, 422, "{}", long.body);
    let mut stream = bo.stream();
    let (id, answer) = closed(&ana);
    // whoever closed it can delete the record; nobody else is told how
    let secret = answer.header("set-cookie").split(';').next().expect("a cookie").to_owned();
    let first = ask(site.url(), "GET", &format!("/s/{id}"), &[("cookie", &secret)], b"");
    assert!(first.body.contains("Show the secret that deletes it"), "{}", first.body);
    let page = get(site.url(), &format!("/s/{id}"));
    assert!(page.status == 200 && !page.body.contains("Show the secret that deletes it"));
    let record = get(site.url(), &format!("/s/{id}/record")).body;
    let markdown = get(site.url(), &format!("/s/{id}/take-away/decision.md")).body;
    let json = get(site.url(), &format!("/api/v1/scenarios/{id}")).json();
    for text in [&record, &markdown, &json["meeting"].to_string()] {
        for said in ["Bo", "the auditors ask for it", "too slow", "we must", "Cy", "ask the network team"] {
            assert!(text.contains(said), "no {said:?} in {text}");
        }
    }
    assert!(markdown.contains("Status: accepted"), "{markdown}");
    assert!(page.body.contains(&format!("/r/{}", ana.room)), "the record leads to its room");
    assert_eq!(json["title"], "Decided: encryption");
    assert_eq!(json["meeting"]["room"], format!("/r/{}", ana.room));
    // the room stays to be read
    stream.view_where(|view| view.contains(&format!("/s/{id}")));
    for page in [ana.page(), bo.page(), ana.stranger().page(), ana.stranger().get("/screen")] {
        assert!(page.status == 200 && page.body.contains(&format!("/s/{id}")), "{}", page.body);
    }
    for command in ["answer", "rename", "reveal", "show", "what-if", "take-over"] {
        let pairs = [("question", "q_vpc"), ("round", "1"), ("against", "0"), ("value", "yes"), ("name", "x")];
        assert_eq!(ana.form(command, &pairs).status, 409, "{command}");
    }
    assert!(stream.ends_within(crate::support::http::PATIENCE), "there is nothing more to come");
    // closed again it is the same room, and the same record
    let again = ana.does("close", &[("title", "again")]);
    assert_eq!(again.header("location"), format!("/r/{}", ana.room));
    assert_eq!(get(site.url(), &format!("/api/v1/scenarios/{id}")).json(), json);
}

#[test]
fn two_meetings_with_the_same_outcome_are_two_records_and_a_later_one_takes_the_place() {
    let site = SITE.get();
    let (first, _) = closed(&decided(site.url(), &[]).0);
    let page = get(site.url(), &format!("/s/{first}"));
    let (later, _) = closed(&decided(site.url(), &[("supersedes", &first)]).0);
    assert_ne!(first, later);
    let etag = page.header("etag");
    let again = ask(site.url(), "GET", &format!("/s/{first}"), &[("if-none-match", etag)], b"");
    assert_eq!(again.status, 200, "a page that a browser has kept is not what it was");
    for (one, other, words) in [(&first, &later, "superseded_by"), (&later, &first, "supersedes")] {
        let link = format!("/s/{other}");
        assert!(get(site.url(), &format!("/s/{one}")).body.contains(&link), "{words}");
        assert!(get(site.url(), &format!("/s/{one}/record")).body.contains(&link), "{words}");
        let json = get(site.url(), &format!("/api/v1/scenarios/{one}")).json();
        assert!(json[words].to_string().contains(other.as_str()), "{json}");
    }
}

#[test]
fn the_record_plans_what_the_verdict_said_unless_something_else_was_tried_out() {
    let site = SITE.get();
    for (with_what_if, mode) in [("0", "custom-networking"), ("1", "secondary-ip")] {
        let ana = open(site.url(), &[("title", "Addresses"), ("name", "Ana"), ("question", "q_addresses")]);
        ana.answers("q_addresses", "yes", "");
        ana.does("reveal", &[("question", "q_addresses"), ("round", "1")]);
        assert!(ana.page().body.contains("VPC CNI, custom networking"), "the verdict names the network");
        let against = hidden(&ana.page().body, "settle-q_addresses", "against");
        let settle = [("question", "q_addresses"), ("round", "1"), ("against", &against), ("value", "yes")];
        ana.does("settle", &settle);
        let answer = ana.does("close", &[("title", ""), ("note", ""), ("with_what_if", with_what_if)]);
        let id = answer.header("location").strip_prefix("/s/").expect("on to the record").to_owned();
        let json = get(site.url(), &format!("/api/v1/scenarios/{id}")).json();
        assert_eq!((&json["scenario"]["mode"], &json["scenario"]["q_addresses"]), (&mode.into(), &"yes".into()));
    }
}

#[test]
fn the_page_that_closes_shows_what_the_record_will_say() {
    let site = SITE.get();
    let ana = open(site.url(), &[("title", "Addresses"), ("name", "Ana"), ("question", "q_addresses")]);
    ana.answers("q_addresses", "yes", "");
    ana.does("reveal", &[("question", "q_addresses"), ("round", "1")]);
    let against = hidden(&ana.page().body, "settle-q_addresses", "against");
    let settle = [("question", "q_addresses"), ("round", "1"), ("against", &against), ("value", "yes")];
    ana.does("settle", &settle);
    let page = ana.get("?q=close").body;
    let (_, said) = page.split_once("The record will say:").expect("what it will say");
    let network = said.split_once("Pod network: ").and_then(|(_, rest)| rest.split('<').next()).expect("a network");
    assert!(network.contains("custom networking"), "{network}");
    assert!(!page.contains("close-what-if"), "nobody has tried anything out");
    let (id, _) = closed(&ana);
    let record = get(site.url(), &format!("/s/{id}")).body;
    assert!(record.contains(network), "no {network:?} in {record}");
}
