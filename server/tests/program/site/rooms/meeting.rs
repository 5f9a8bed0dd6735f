//! A meeting from its start to its reveal, without a script.

use super::SITE;
use crate::support::http::{ask, get};
use crate::support::room::{TWO_QUESTIONS, code, hidden, open};

#[test]
fn a_team_answers_alone_and_sees_all_answers_at_once() {
    let site = SITE.get();
    let start = get(site.url(), "/rooms/new?v=2&pods=400");
    assert_eq!((start.status, start.header("cache-control")), (200, "no-store"));
    let ana = open(site.url(), &TWO_QUESTIONS);
    let (bo, cy) = (ana.join("Bo", "answer"), ana.join("Cy", "watch"));
    for person in [&ana, &bo, &cy] {
        let page = person.page();
        assert_eq!((page.status, page.header("cache-control")), (200, "no-store"));
        assert_eq!(page.header("x-robots-tag"), "noindex");
        assert!(page.body.contains("Which network?") && page.body.contains("Bo"), "{}", page.body);
    }
    ana.answers("q_vpc", "yes", "we have peered networks");
    bo.answers("q_vpc", "no", "ours alone");
    let seen = bo.page().body;
    assert!(seen.contains("ours alone") && !seen.contains("peered networks"), "one\u{2019}s own answer and no other");
    assert!(!cy.page().body.contains("ours alone"));
    // one's own answer can change, and is still there after a reload
    bo.answers("q_vpc", "unsure", "");
    assert!(!bo.page().body.contains("ours alone"));

    ana.does("reveal", &[("question", "q_vpc"), ("round", "1")]);
    for page in [bo.page(), cy.page(), ana.stranger().get("/screen")] {
        assert!(page.body.contains("peered networks"), "{}", page.body);
    }
    // a second reveal is the same one
    ana.does("reveal", &[("question", "q_vpc"), ("round", "1")]);
    let revision = hidden(&ana.page().body, "settle-q_vpc", "against");
    let decided =
        [("question", "q_vpc"), ("round", "1"), ("against", &revision), ("value", "yes"), ("reason", "security asks")];
    ana.does("settle", &decided);
    assert!(bo.page().body.contains("security asks"));
}

#[test]
fn the_facilitator_chooses_what_the_screen_shows_and_no_answer_with_it() {
    let site = SITE.get();
    let ana = open(site.url(), &TWO_QUESTIONS);
    let bo = ana.join("Bo", "answer");
    bo.answers("q_encryption", "no", "ours alone");
    let mut screen = ana.screen();
    screen.view_where(|view| view.contains("Waiting for 3 answers"));
    let shown = ana.does("show", &[("question", "q_encryption")]);
    assert_eq!(shown.header("location"), format!("/r/{}?q=q_encryption", ana.room), "who chooses stays there");
    let view = screen.view_where(|view| view.contains("Question 2 of 2")).data;
    assert!(view.contains("<b>1 of 2</b> have answered") && !view.contains("ours alone"), "{view}");
    assert!(ana.page().body.contains("On the screen now: question 2."));
    assert!(!bo.page().body.contains("/show\""), "a seat is not the facilitator");
    // what is done takes the screen, and all questions can be chosen
    ana.does("reveal", &[("question", "q_encryption"), ("round", "1")]);
    screen.view_where(|view| view.contains("ours alone"));
    let all = ana.does("show", &[("question", "all")]);
    assert_eq!(all.header("location"), format!("/r/{}?q=all", ana.room));
    screen.view_where(|view| view.contains("0 of 2") && !view.contains("ours alone"));
    for (question, status) in [("q_density", 422), ("", 422)] {
        assert_eq!(ana.form("show", &[("question", question)]).status, status, "{question:?} is not asked");
    }
}

#[test]
fn people_come_by_link_by_code_and_by_their_other_device() {
    let site = SITE.get();
    let ana = open(site.url(), &TWO_QUESTIONS);
    let room = format!("/r/{}", ana.room);
    let by_code = get(site.url(), &format!("/r?code={}", code(&ana).to_lowercase()));
    assert_eq!((by_code.status, by_code.header("location")), (303, room.as_str()));
    let unknown = get(site.url(), "/r?code=AAA-AAA");
    assert!(unknown.status == 404 && unknown.body.contains("No open room has the code AAA-AAA"), "{}", unknown.body);
    assert_eq!(get(site.url(), "/r?code=1").status, 404);
    assert_eq!(get(site.url(), "/r").status, 200);
    // a form's own address leads back
    assert_eq!(get(site.url(), &format!("{room}/answer")).header("location"), room);

    let key = ana.cookie.split_once('=').expect("a cookie").1.to_owned();
    assert!(ana.page().body.contains(&format!("{room}?seat={key}")), "the link to go on with on a phone");
    let moved = get(site.url(), &format!("{room}?seat={key}"));
    assert_eq!((moved.status, moved.header("location")), (303, room.as_str()));
    let kept = moved.header("set-cookie");
    assert!(kept.starts_with(&format!("seat-{}={key}; Path={room};", ana.room)) && kept.contains("HttpOnly"), "{kept}");
    let wrong = get(site.url(), &format!("{room}?seat=0123456789abcdefghijAB"));
    assert_eq!((wrong.status, wrong.header("set-cookie")), (303, ""));
    // whoever has a seat keeps it, whatever link they follow
    let other = open(site.url(), &TWO_QUESTIONS).cookie;
    let taken = ask(site.url(), "GET", &format!("{room}?seat={key}"), &[("cookie", &ana.cookie)], b"");
    assert_eq!((taken.status, taken.header("set-cookie")), (303, ""), "the seat that one has is not exchanged");
    let from_another_room = ask(site.url(), "GET", &format!("{room}?seat={key}"), &[("cookie", &other)], b"");
    assert!(from_another_room.header("set-cookie").contains(&key), "a seat of another room is none here");
}

#[test]
fn whoever_joins_twice_sits_once() {
    let site = SITE.get();
    let ana = open(site.url(), &TWO_QUESTIONS);
    let page = ana.stranger().page().body;
    let key = page.split("name=\"key\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a key");
    let pairs = [("name", "Bo"), ("role", "answer"), ("key", key)];
    let first = ana.stranger().form("join", &pairs);
    let second = ana.stranger().form("join", &pairs);
    assert_eq!((first.status, second.status), (303, 303));
    assert_eq!(first.header("set-cookie"), second.header("set-cookie"));
    // in another window, with the cookie that the browser has by now
    let cookie = first.header("set-cookie").split(';').next().expect("a cookie").to_owned();
    let target = format!("/r/{}/join", ana.room);
    let headers = [("cookie", cookie.as_str()), ("content-type", "application/x-www-form-urlencoded")];
    assert_eq!(ask(site.url(), "POST", &target, &headers, b"name=Bo&role=answer").status, 303);
    let screen = ana.stranger().get("/screen").body;
    assert!(screen.contains("Bo") && !screen.contains("Bo (2)"), "{screen}");
}

#[test]
fn the_buttons_of_a_page_do_what_they_say() {
    let site = SITE.get();
    let ana = open(site.url(), &TWO_QUESTIONS);
    let bo = ana.join("Bo", "answer");
    ana.answers("q_vpc", "yes", "");
    ana.does("reveal", &[("question", "q_vpc"), ("round", "1")]);
    let revision = hidden(&ana.page().body, "settle-q_vpc", "against");
    ana.does(
        "settle",
        &[("question", "q_vpc"), ("round", "1"), ("against", &revision), ("value", "yes"), ("reason", "")],
    );
    // each button is pressed as the page has it, and then the page has the other
    let button = |name: &str, value: &str| format!("name=\"{name}\" value=\"{value}\"");
    for (person, command, name, values) in
        [(&bo, "dissent", "on", ["1", "0"]), (&ana, "what-if-by", "what_if_by", ["facilitator", "everyone"])]
    {
        for turn in 0..3 {
            let [shown, other] = [values[turn % 2], values[(turn + 1) % 2]].map(|value| button(name, value));
            let page = person.page().body;
            assert!(page.contains(&shown) && !page.contains(&other), "{command}, turn {turn}");
            person.does(command, &[("question", "q_vpc"), ("round", "1"), (name, values[turn % 2])]);
        }
    }
}
