//! What is not done in a room, and that it says why and changes nothing.

use super::SITE;
use crate::support::http::{ask, get, send_form, send_form_with};
use crate::support::room::{Person, TWO_QUESTIONS, hidden, open};

const ANSWER: [(&str, &str); 5] =
    [("question", "q_vpc"), ("round", "1"), ("against", "0"), ("value", "yes"), ("why", "once")];

#[test]
fn an_older_tab_never_overwrites_a_newer_answer() {
    let site = SITE.get();
    let ana = open(site.url(), &TWO_QUESTIONS);
    ana.does("answer", &ANSWER);
    // the same again is the same
    ana.does("answer", &ANSWER);
    let older =
        [("question", "q_vpc"), ("round", "1"), ("against", "0"), ("value", "no"), ("why", "from an older tab")];
    let page = ana.form("answer", &older);
    assert_eq!(page.status, 409, "{}", page.body);
    assert!(page.body.contains("changed since you saw it") && page.body.contains("once"), "{}", page.body);
    let view = ana.script("answer", &older);
    assert_eq!((view.status, view.header("content-type")), (409, "text/html; charset=utf-8"));
    assert!(view.body.starts_with("<div") && view.body.contains("once") && !view.body.contains("older tab"));
    let newer = hidden(&view.body, "answer-q_vpc", "against");
    let pairs = [("question", "q_vpc"), ("round", "1"), ("against", &newer), ("value", "no"), ("why", "looked again")];
    let done = ana.script("answer", &pairs);
    assert!(done.status == 200 && done.body.contains("looked again"), "{}", done.body);
}

#[test]
fn nobody_acts_for_a_seat_without_its_key() {
    let site = SITE.get();
    let (ana, elsewhere) = (open(site.url(), &TWO_QUESTIONS), open(site.url(), &TWO_QUESTIONS));
    let bo = ana.join("Bo", "answer");
    let before = ana.page().body;
    let key = elsewhere.cookie.split_once('=').expect("a cookie").1;
    let foreign = Person { cookie: format!("seat-{}={key}", ana.room), ..ana.clone() };
    let guessed = Person { cookie: format!("seat-{}=0123456789abcdefghijAB", ana.room), ..ana.clone() };
    let other_room = Person { cookie: elsewhere.cookie.clone(), ..ana.clone() };
    for nobody in [ana.stranger(), foreign, guessed, other_room] {
        for command in ["answer", "reveal", "settle", "take-over", "close", "what-if"] {
            let refused = nobody.form(command, &[&ANSWER[..], &[("against", "1")]].concat());
            assert_eq!(refused.status, 403, "{command}: {}", refused.body);
            assert_eq!(nobody.script(command, &ANSWER).status, 403, "{command}");
        }
    }
    // a seat is not the facilitator
    for command in ["reveal", "again", "settle", "park", "show", "ask", "close", "what-if-by"] {
        let refused = bo.script(command, &[&ANSWER[..], &[("owner", "Bo"), ("what_if_by", "everyone")]].concat());
        assert_eq!(refused.status, 403, "{command}: {}", refused.body);
    }
    // and takes over only from one who has gone
    assert_eq!(bo.script("take-over", &[]).status, 409);
    assert_eq!(ana.page().body.len(), before.len(), "nothing has changed");
}

#[test]
fn markup_in_names_is_text_and_long_texts_are_refused_with_all_that_was_typed() {
    let site = SITE.get();
    let ana = open(site.url(), &TWO_QUESTIONS);
    let eve = ana.join("<img src=x onerror=alert(1)>", "answer");
    for page in [ana.page().body, eve.page().body, ana.stranger().get("/screen").body, ana.script("role", &[]).body] {
        assert!(!page.contains("<img src=x") && page.contains("&lt;img src=x"), "{page}");
    }
    let long = "y".repeat(10 * 1024);
    let pairs = [&ANSWER[..4], &[("why", long.as_str())]].concat();
    let refused = eve.form("answer", &pairs);
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("at most 280 characters") && refused.body.contains(&long), "nothing typed is lost");
    assert_eq!(eve.script("answer", &pairs).status, 422);
    let huge = "y".repeat(300 * 1024);
    assert_eq!(eve.form("answer", &[("why", &huge)]).status, 413);
    let joined = ana.stranger().form("join", &[("name", &"n".repeat(500)), ("role", "answer")]);
    assert!(joined.status == 422 && joined.header("set-cookie").is_empty(), "{}", joined.status);
    let nameless = ana.stranger().form("join", &[("name", " "), ("role", "answer")]);
    assert_eq!(nameless.status, 422);
    assert!(!eve.page().body.contains("yyyy"));
}

#[test]
fn everything_wrong_with_a_new_room_is_said_at_once_and_kept() {
    let site = SITE.get();
    let form = [
        ("scenario", "v=2&pods=400"),
        ("title", ""),
        ("name", &"n".repeat(41)),
        ("question", "q_nothing"),
        ("reveal_at", "2001-01-01T00:00"),
    ];
    let refused = send_form(site.url(), "/r", &form);
    assert_eq!((refused.status, refused.header("set-cookie")), (422, ""));
    for said in ["title", "name", "q_nothing"] {
        assert!(refused.body.contains(said), "{said}");
    }
    assert!(
        refused.body.contains(&"n".repeat(41)) && refused.body.contains("v=2&amp;profile=web&amp;pods=400"),
        "{}",
        refused.body
    );
}

#[test]
fn what_is_no_form_and_no_room_is_refused_in_sentences() {
    let site = SITE.get();
    let ana = open(site.url(), &TWO_QUESTIONS);
    let target = format!("/r/{}/answer", ana.room);
    let json =
        ask(site.url(), "POST", &target, &[("content-type", "application/json"), ("cookie", &ana.cookie)], b"{}");
    assert_eq!(json.status, 415);
    for room in ["0123456789a", "x", "%ff", "..%2f..", "0123456789a0123456789a"] {
        assert_eq!(get(site.url(), &format!("/r/{room}")).status, 404, "{room}");
        assert_eq!(get(site.url(), &format!("/r/{room}/screen")).status, 404, "{room}");
        assert_eq!(send_form(site.url(), &format!("/r/{room}/answer"), &ANSWER).status, 404, "{room}");
    }
    assert_eq!(ana.form("shout", &ANSWER).status, 404);
    assert_eq!(ana.script("shout", &ANSWER).status, 404);
    assert_eq!(ana.script("answer", &[("question", "q_vpc"), ("round", "one"), ("against", "")]).status, 422);
    assert_eq!(ana.script("answer", &[&[("question", "q_multicast")], &ANSWER[1..]].concat()).status, 422);
    assert_eq!(ana.script("answer", &[&ANSWER[..3], &[("value", "perhaps")]].concat()).status, 422);
    // another site cannot have a browser send anything
    let headers = [("cookie", ana.cookie.as_str()), ("sec-fetch-site", "cross-site")];
    assert_eq!(send_form_with(site.url(), &target, &headers, &ANSWER).status, 403);
}
