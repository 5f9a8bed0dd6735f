//! A room of two hundred over a bad network: messages are lost or come twice, streams break, the site is killed in the
//! middle. In the end all see the same, no acknowledged answer is lost, and none was seen early.

use crate::support::room::{Person, hidden, open};
use crate::support::store::Kept;
use std::collections::BTreeSet;
use std::sync::{Mutex, RwLock};
use std::time::{Duration, Instant};

/// With the one who leads, all the seats that there are.
const PEOPLE: usize = 199;
const STEPS: usize = 4;
/// Hands that send: as many as browsers would be busy at once.
const HANDS: usize = 16;
const QUESTIONS: [&str; 2] = ["q_vpc", "q_encryption"];
const ROOM: [(&str, &str); 5] = [
    ("scenario", "v=2&pods=400"),
    ("title", "Two hundred"),
    ("name", "Lead"),
    ("question", "q_vpc"),
    ("question", "q_encryption"),
];

/// Numbers that are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, most: u64) -> u64 {
        // SplitMix64
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % most
    }

    fn key(&mut self) -> String {
        let digits = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        // 22 digits of base 62 hold more than 128 bits: the first is small
        let rest = (0..21).map(|_| char::from(digits[self.below(62) as usize]));
        std::iter::once('1').chain(rest).collect()
    }
}

/// Where the site is: it moves when it is started again.
type Where = RwLock<String>;

/// One of two hundred.
struct Client {
    number: usize,
    random: Random,
    room: String,
    key: String,
    /// For each question the last acknowledged why, and those sent after it whose answer was lost.
    told: [(String, Vec<String>); 2],
}

#[test]
fn two_hundred_people_on_a_bad_network_end_at_the_same_state() {
    let mut site = Kept::start(&["--saves-per-minute", "0"]);
    let lead = open(site.url(), &ROOM);
    let place: Where = RwLock::new(site.url().to_owned());
    let clients: Vec<Mutex<Client>> = (0..PEOPLE)
        .map(|number| {
            let mut random = Random(2_018 + number as u64);
            let key = random.key();
            Mutex::new(Client { number, random, room: lead.room.clone(), key, told: Default::default() })
        })
        .collect();
    let half = PEOPLE * (STEPS + 1) / 2;
    let done = Mutex::new(0_usize);
    let seen = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for hand in 0..HANDS {
            let (clients, place, done, seen) = (&clients, &place, &done, &seen);
            scope.spawn(move || {
                for step in 0..=STEPS {
                    for client in clients.iter().skip(hand).step_by(HANDS) {
                        let mut client = client.lock().expect("a lock");
                        let views = client.step(place, step);
                        check_blind(client.number, &views);
                        seen.lock().expect("a lock").push(views.len());
                        *done.lock().expect("a lock") += 1;
                    }
                }
            });
        }
        while *done.lock().expect("a lock") < half {
            std::thread::sleep(Duration::from_millis(5)); // between looks
        }
        site.site = None; // SIGKILL
        site.start_again();
        *place.write().expect("a lock") = site.url().to_owned();
    });
    let views: usize = seen.into_inner().expect("a lock").into_iter().sum();
    assert!(views > PEOPLE * STEPS, "{views} views were looked at");
    let lead = Person { url: site.url().to_owned(), ..lead };
    check_end(&lead, clients.into_iter().map(|client| client.into_inner().expect("a lock")).collect());
}

/// No view before the reveal holds what another has said.
fn check_blind(number: usize, views: &[String]) {
    for view in views {
        for why in whys(view) {
            assert!(why.starts_with(&format!("w{number}-")), "client {number} sees {why}");
        }
    }
}

/// The marks of answers in a text: `w17-2-0x`, from client 17.
fn whys(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
    let is_mark = |word: &&str| {
        let parts: Vec<&str> = word.strip_prefix('w').unwrap_or_default().split('-').collect();
        parts.len() == 3 && parts[2].ends_with('x') && parts[0].parse::<usize>().is_ok()
    };
    words.filter(is_mark).map(str::to_owned).collect()
}

impl Client {
    fn person(&self, place: &Where) -> Person {
        let cookie = format!("seat-{}={}", self.room, self.key);
        Person { url: place.read().expect("a lock").clone(), room: self.room.clone(), cookie }
    }

    /// Joins first, then answers, over a network that loses and doubles; gives all views that came.
    fn step(&mut self, place: &Where, step: usize) -> Vec<String> {
        let mut views = Vec::new();
        if step == 0 {
            self.join(place);
        } else {
            self.answer(place, step, &mut views);
        }
        // a stream that breaks after its first view
        if self.random.below(4) == 0
            && let Some(mut stream) = self.person(place).try_stream("")
        {
            views.extend(stream.view_within(Duration::from_secs(5)).map(|view| view.data));
        }
        views
    }

    fn join(&mut self, place: &Where) {
        let name = format!("P{}", self.number);
        let started = Instant::now();
        let times = 1 + self.random.below(3) / 2;
        for _ in 0..times {
            loop {
                let nobody = Person { cookie: String::new(), ..self.person(place) };
                let pairs = [("name", name.as_str()), ("role", "answer"), ("key", &self.key)];
                let answer = nobody.try_script("join", &pairs);
                let is_lost = self.random.below(10) < 3;
                match answer {
                    Some(answer) if !is_lost && matches!(answer.status, 200 | 303) => break,
                    other => self.wait(started, other.map(|answer| format!("{} {:.300}", answer.status, answer.body))),
                }
            }
        }
    }

    fn answer(&mut self, place: &Where, step: usize, views: &mut Vec<String>) {
        let at = self.random.below(2) as usize;
        let question = QUESTIONS[at];
        let started = Instant::now();
        for attempt in 0.. {
            let Some(view) = self.person(place).try_script("role", &[("role", "answer")]) else {
                self.wait(started, None);
                continue;
            };
            views.push(view.body.clone());
            let form = format!("answer-{question}");
            let (round, against) = (hidden(&view.body, &form, "round"), hidden(&view.body, &form, "against"));
            let why = format!("w{}-{step}-{attempt}x", self.number);
            let value = ["yes", "no", "unsure"][self.random.below(3) as usize];
            let pairs =
                [("question", question), ("round", &round), ("against", &against), ("value", value), ("why", &why)];
            self.told[at].1.push(why.clone());
            let mut answer = self.person(place).try_script("answer", &pairs);
            if self.random.below(10) < 3 {
                // it comes twice
                answer = self.person(place).try_script("answer", &pairs);
            }
            let is_lost = self.random.below(10) < 3;
            match answer {
                Some(answer) if !is_lost && answer.status == 200 => {
                    views.push(answer.body);
                    self.told[at] = (why, Vec::new());
                    return;
                }
                other => self.wait(started, other.map(|answer| format!("{} {:.300}", answer.status, answer.body))),
            }
        }
    }

    fn wait(&self, started: Instant, said: Option<String>) {
        assert!(started.elapsed() < Duration::from_secs(60), "client {} gets nowhere: {said:?}", self.number);
        std::thread::sleep(Duration::from_millis(20)); // before it tries again
    }
}

/// Reveals, and looks at what everybody sees.
fn check_end(lead: &Person, clients: Vec<Client>) {
    let place = RwLock::new(lead.url.clone());
    for client in &clients {
        let own = whys(&client.person(&place).page().body);
        for (told, unanswered) in &client.told {
            let known = own.contains(told) || unanswered.iter().any(|why| own.contains(why));
            assert!(known || told.is_empty(), "client {} has lost {told}: {own:?}", client.number);
        }
        assert!(own.len() <= 2, "{own:?}");
    }
    lead.does("reveal", &[("question", "all")]);
    let all = whys(&lead.page().body);
    let answered: usize =
        clients.iter().map(|client| client.told.iter().filter(|(told, _)| !told.is_empty()).count()).sum();
    assert!(all.len() >= answered && answered > PEOPLE, "{} answers are shown, {answered} were kept", all.len());
    // the screen shows one question at a time
    let screen = lead.screen().view().data;
    assert!(!whys(&screen).is_empty() && whys(&screen).is_subset(&all));
    assert!(!screen.contains("(2)"), "nobody sits twice");
    for client in clients.iter().step_by(7) {
        let person = client.person(&place);
        assert_eq!(whys(&person.stream().view().data), all, "client {}", client.number);
        assert_eq!(whys(&person.page().body), all, "client {}", client.number);
    }
}
