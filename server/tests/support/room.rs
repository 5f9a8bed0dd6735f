//! People in a room, as their browsers behave without a script and with it.

use super::http::{Answer, ask, get, send_form_with, try_send_form};
use super::sse::Stream;

/// A room with its facilitator.
pub const TWO_QUESTIONS: [(&str, &str); 6] = [
    ("scenario", "v=2&pods=400"),
    ("title", "Which network?"),
    ("name", "Ana"),
    ("question", "q_vpc"),
    ("question", "q_encryption"),
    ("what_if_by", "everyone"),
];

/// Somebody with a seat, or without one.
#[derive(Clone, Debug)]
pub struct Person {
    /// Where the site is.
    pub url: String,
    /// The room's id.
    pub room: String,
    /// What the browser keeps: `seat-<id>=<key>`; empty for nobody with a seat.
    pub cookie: String,
}

/// Opens a room.
#[track_caller]
pub fn open(url: &str, form: &[(&str, &str)]) -> Person {
    let answer = send_form_with(url, "/r", &[], form);
    assert_eq!(answer.status, 303, "{}", answer.body);
    let room = answer.header("location").strip_prefix("/r/").expect("on to the room").to_owned();
    Person { url: url.to_owned(), room, cookie: cookie(&answer) }
}

/// What an answer has a browser keep.
#[track_caller]
fn cookie(answer: &Answer) -> String {
    let kept = answer.header("set-cookie");
    assert!(kept.contains("HttpOnly") && kept.contains("SameSite=Lax"), "{kept}");
    kept.split(';').next().unwrap_or_default().to_owned()
}

impl Person {
    /// Somebody else, without a seat.
    pub fn stranger(&self) -> Person {
        Person { cookie: String::new(), ..self.clone() }
    }

    /// Somebody else, who takes a seat.
    #[track_caller]
    pub fn join(&self, name: &str, role: &str) -> Person {
        let target = format!("/r/{}/join", self.room);
        let answer = send_form_with(&self.url, &target, &[], &[("name", name), ("role", role)]);
        assert_eq!(answer.status, 303, "{}", answer.body);
        assert_eq!(answer.header("location"), format!("/r/{}", self.room));
        Person { cookie: cookie(&answer), ..self.clone() }
    }

    /// The same from another client, as a proxy in front names it.
    #[track_caller]
    pub fn join_from(&self, client: &str, name: &str) -> Person {
        let target = format!("/r/{}/join", self.room);
        let pairs = [("name", name), ("role", "answer")];
        let answer = send_form_with(&self.url, &target, &[("x-forwarded-for", client)], &pairs);
        assert_eq!(answer.status, 303, "{}", answer.body);
        Person { cookie: cookie(&answer), ..self.clone() }
    }

    /// The page of the room.
    #[track_caller]
    pub fn page(&self) -> Answer {
        self.get("")
    }

    /// A page below the room's.
    #[track_caller]
    pub fn get(&self, below: &str) -> Answer {
        ask(&self.url, "GET", &format!("/r/{}{below}", self.room), &[("cookie", &self.cookie)], b"")
    }

    /// Sends a form without a script.
    #[track_caller]
    pub fn form(&self, command: &str, pairs: &[(&str, &str)]) -> Answer {
        send_form_with(&self.url, &self.target(command), &[("cookie", &self.cookie)], pairs)
    }

    /// Sends a form, which must be taken.
    #[track_caller]
    pub fn does(&self, command: &str, pairs: &[(&str, &str)]) -> Answer {
        let answer = self.form(command, pairs);
        assert_eq!(answer.status, 303, "{command}: {}", answer.body);
        answer
    }

    /// Sends a form as the script does.
    #[track_caller]
    pub fn script(&self, command: &str, pairs: &[(&str, &str)]) -> Answer {
        send_form_with(&self.url, &self.target(command), &self.headers(), pairs)
    }

    /// The same; `None` where the connection breaks before the answer is whole.
    pub fn try_script(&self, command: &str, pairs: &[(&str, &str)]) -> Option<Answer> {
        try_send_form(&self.url, &self.target(command), &self.headers(), pairs)
    }

    fn headers(&self) -> [(&str, &str); 2] {
        [("cookie", &self.cookie), ("x-fragment", "1")]
    }

    fn target(&self, command: &str) -> String {
        format!("/r/{}/{command}", self.room)
    }

    /// Answers against what the person's own page shows.
    #[track_caller]
    pub fn answers(&self, question: &str, value: &str, why: &str) -> Answer {
        let page = self.page().body;
        let form = format!("answer-{question}");
        let (round, against) = (hidden(&page, &form, "round"), hidden(&page, &form, "against"));
        self.does(
            "answer",
            &[("question", question), ("round", &round), ("against", &against), ("value", value), ("why", why)],
        )
    }

    /// The stream of the seat.
    #[track_caller]
    pub fn stream(&self) -> Stream {
        Stream::open(&self.url, &self.target("stream"), &[("cookie", &self.cookie)])
    }

    /// The same, if the site answers.
    pub fn try_stream(&self, last_event: &str) -> Option<Stream> {
        let headers = [("cookie", self.cookie.as_str()), ("last-event-id", last_event)];
        Stream::try_open(&self.url, &self.target("stream"), &headers)
    }

    /// The stream of the screen.
    #[track_caller]
    pub fn screen(&self) -> Stream {
        Stream::open(&self.url, &self.target("screen/stream"), &[])
    }
}

/// The value of a hidden field of a form; empty where it is not there.
pub fn hidden(page: &str, form: &str, name: &str) -> String {
    let start = page.find(&format!("id=\"{form}\"")).map_or("", |at| &page[at..]);
    let inside = start.split("</form>").next().unwrap_or_default();
    let field = inside.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_default();
    field.split('"').next().unwrap_or_default().to_owned()
}

/// The code of a room, off its screen.
#[track_caller]
pub fn code(person: &Person) -> String {
    let screen = get(&person.url, &format!("/r/{}/screen", person.room)).body;
    let letters = |text: &str| {
        let bytes = text.as_bytes();
        bytes.len() == 7
            && bytes[3] == b'-'
            && bytes.iter().enumerate().all(|(at, b)| at == 3 || b.is_ascii_uppercase())
    };
    let words = screen.split(|c: char| !(c.is_ascii_uppercase() || c == '-'));
    words.into_iter().find(|word| letters(word)).expect("a code").to_owned()
}
