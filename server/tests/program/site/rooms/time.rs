//! What only time brings: a reveal at its date, and the end of a room in which nothing happens.

use crate::support::http::{get, send_form};
use crate::support::room::{TWO_QUESTIONS, code, open};
use crate::support::store::Kept;
use std::time::{SystemTime, UNIX_EPOCH};

/// So many seconds from now as a form has them: `2026-12-01T14:00:03`.
fn in_seconds(seconds: u64) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs() + seconds;
    let output =
        std::process::Command::new("date").args(["-u", "-d", &format!("@{now}"), "+%Y-%m-%dT%H:%M:%S"]).output();
    String::from_utf8(output.expect("date").stdout).expect("text").trim().to_owned()
}

#[test]
fn answers_show_themselves_at_their_date() {
    let site = super::SITE.get();
    let soon = in_seconds(4);
    let ana = open(site.url(), &[&TWO_QUESTIONS[..], &[("reveal_at", soon.as_str())]].concat());
    let mut screen = ana.screen();
    ana.answers("q_vpc", "yes", "in time");
    assert!(!ana.stranger().get("/screen").body.contains("in time"));
    screen.view_where(|view| view.contains("in time"));
}

#[test]
fn answers_show_themselves_once_everybody_has_answered() {
    let site = super::SITE.get();
    let ana = open(site.url(), &[&TWO_QUESTIONS[..], &[("reveal_people", "2")]].concat());
    let bo = ana.join("Bo", "answer");
    ana.join("Cy", "watch");
    ana.answers("q_vpc", "yes", "one of two");
    assert!(!bo.page().body.contains("one of two"));
    bo.answers("q_vpc", "no", "two of two");
    let screen = ana.stranger().get("/screen").body;
    assert!(screen.contains("one of two") && screen.contains("two of two"), "{screen}");
}

#[test]
fn a_room_that_rests_too_long_is_gone_with_all_that_was_said() {
    let mut site = Kept::start(&["--rooms-days", "7"]);
    let ana = open(site.url(), &TWO_QUESTIONS);
    ana.answers("q_vpc", "yes", "said long ago");
    let code = code(&ana);
    site.site = None;
    site.execute(
        "DROP TRIGGER room_event_stays;
         UPDATE room_event SET content = json_set(content, '$.at', 1000000000);
         UPDATE room SET opened_at = 1000000000, last_at = 1000000000;",
    );
    site.start_again();
    let ana = crate::support::room::Person { url: site.url().to_owned(), ..ana };
    // it is swept out at some moment from here on; until then it says why it is no more
    for _ in 0..20 {
        let page = ana.page();
        assert!(page.status == 404 || page.status == 410, "{}", page.status);
        assert!(!page.body.contains("said long ago"));
        assert!(page.status == 404 || page.body.contains("Nothing had happened in it for 7 days"), "{}", page.body);
        assert_eq!(ana.try_stream("").expect("an answer").status(), 204);
        assert!(matches!(ana.form("answer", &[("question", "q_vpc")]).status, 404 | 410));
    }
    assert!(matches!(get(site.url(), &format!("/r?code={code}")).status, 303 | 404));
    assert_eq!(send_form(site.url(), "/r", &TWO_QUESTIONS).status, 303, "others can be opened");
}
