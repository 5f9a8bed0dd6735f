//! Before the reveal nobody gets a byte that depends on another's answer: two sites with the same room, in which the same
//! people do the same and one of them answers otherwise, send the others the same bytes.

use crate::support::room::{Person, TWO_QUESTIONS, open};
use crate::support::sse::{Event, Stream};
use crate::support::store::Kept;
use std::time::Duration;

/// In which everything that is going to come has come.
const QUIET: Duration = Duration::from_millis(900);
/// Both sites have the same name, as both rooms have the same id.
const OPTIONS: [&str; 4] = ["--saves-per-minute", "0", "--public-url", "https://berth.example"];

/// What somebody else sees: headers and bytes, of pages and of streams.
#[derive(Debug, PartialEq, Eq)]
struct Seen(Vec<String>);

/// The hidden answers of one site: value and why, in the order in which they are given.
type Hidden = [(&'static str, &'static str)];

#[test]
fn no_byte_that_others_get_depends_on_a_hidden_answer() {
    let mut first = Kept::start(&OPTIONS);
    let ana = open(first.url(), &TWO_QUESTIONS);
    let (bo, cy) = (ana.join("Bo", "answer"), ana.join("Cy", "watch"));
    first.site = None;
    let mut second = Kept::start(&OPTIONS);
    second.site = None;
    for name in ["berth.db", "berth.db-wal"] {
        let from = first.directory.path().join(name);
        if from.exists() {
            std::fs::copy(from, second.directory.path().join(name)).expect("a copy");
        }
    }
    let short: &Hidden = &[("yes", "")];
    let long = &"<b>a very long line of why</b> ".repeat(9)[..270];
    let long: &Hidden = &[("no", "short"), ("unsure", ""), ("no", Box::leak(long.to_owned().into_boxed_str()))];
    let people = [ana, bo, cy];
    let [one, other] = [(&mut first, short), (&mut second, long)].map(|(site, hidden)| seen(site, &people, hidden));
    for (one, other) in one.0.iter().zip(&other.0) {
        assert_eq!(one, other);
    }
    assert_eq!(one.0.len(), other.0.len());
    assert!(one.0.iter().any(|bytes| bytes.contains("event: view")), "streams were followed");
}

/// Bo answers in the dark; what the facilitator, a watcher, a stranger and the screen get meanwhile.
fn seen(site: &mut Kept, people: &[Person; 3], hidden: &Hidden) -> Seen {
    site.start_again();
    let url = site.url().to_owned();
    let [ana, bo, cy] = people.each_ref().map(|person| Person { url: url.clone(), ..person.clone() });
    let mut streams = [ana.stream(), cy.stream(), ana.screen()];
    let mut own = bo.stream();
    // all four are there before it begins
    let mut seen: Vec<String> = streams.iter_mut().map(|stream| settled(stream).last_view()).collect();
    let again = bo.page().body;
    for (value, why) in hidden {
        bo.answers("q_vpc", value, why);
        own.view_where(|view| view != again);
    }
    seen.extend(streams.iter_mut().map(|stream| without_date(&stream.head) + &settled(stream).all()));
    for page in [ana.page(), cy.page(), ana.stranger().get("/screen")] {
        let headers: Vec<String> = page.headers.iter().map(|(name, value)| format!("{name}: {value}\n")).collect();
        seen.push(without_date(&(headers.concat() + &page.body)));
    }
    // a script\u{2019}s own command is answered with the same view
    seen.push(cy.script("role", &[("role", "watch")]).body);
    Seen(seen)
}

/// The events that have come until it was quiet for a while.
fn settled(stream: &mut Stream) -> Came {
    let mut came = Vec::new();
    while let Some(event) = stream.next(QUIET) {
        came.push(event);
    }
    Came(came)
}

struct Came(Vec<Event>);

impl Came {
    fn all(&self) -> String {
        self.0.iter().filter(|event| event.name != "beat").map(|event| event.raw.as_str()).collect()
    }

    fn last_view(&self) -> String {
        self.0.iter().rfind(|event| event.name == "view").map(|event| event.raw.clone()).unwrap_or_default()
    }
}

fn without_date(head: &str) -> String {
    head.lines().filter(|line| !line.to_ascii_lowercase().starts_with("date:")).collect::<Vec<_>>().join("\n")
}

#[test]
fn an_answer_changed_again_wakes_nobody() {
    let site = super::SITE.get();
    let ana = open(site.url(), &TWO_QUESTIONS);
    let bo = ana.join("Bo", "answer");
    let (mut screen, mut other, mut own) = (ana.screen(), ana.stream(), bo.stream());
    bo.answers("q_vpc", "yes", "first");
    own.view_where(|view| view.contains("first"));
    settled(&mut screen);
    settled(&mut other);
    let before = (ana.page().body.len(), ana.stranger().get("/screen").body.len());
    for n in 0..5 {
        bo.answers("q_vpc", ["no", "unsure"][n % 2], &format!("change {n}"));
        own.view_where(|view| view.contains(&format!("change {n}")));
    }
    assert_eq!((settled(&mut screen).all(), settled(&mut other).all()), (String::new(), String::new()));
    assert_eq!((ana.page().body.len(), ana.stranger().get("/screen").body.len()), before);
    // the first answer of another person does show
    ana.answers("q_vpc", "yes", "mine");
    screen.view();
}
