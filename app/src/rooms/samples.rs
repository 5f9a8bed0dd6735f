//! A meeting in every state, for whoever changes a style and for tests: a real room, led through its commands.

use super::about::{CodePage, Gone, JoinPage, Place, ScreenPage, SeatPage, StartPage, Suggested, Typed, gone_page};
use super::{Figures, head, join, screen, seat, start};
use maud::{Markup, html};
use model::catalog::Catalog;
use model::scenario::Scenario;
use model::scenario::link::to_query;
use room::{
    Around, Command, KeyHash, Moment, Opening, Presence, Question, RevealRule, Role, SeatId, State, View, WhoMay, open,
    questions_that_matter, weigh,
};
use std::sync::Arc;

const BEGAN: Moment = Moment(1_795_824_000);
const QUESTIONS: [&str; 4] = ["q_encryption", "q_density", "pods", "q_multicast"];
/// Seats 1 to 4; the last watches.
const NAMES: [&str; 4] = ["Bo", "Chidi", "Dana Ruiz-Montgomery", "Eve"];
const ANA: u16 = 0;
const BO: u16 = 1;
const CHIDI: u16 = 2;
const DANA: u16 = 3;
const EVE: u16 = 4;

/// Every state, by the end of its address.
pub const STATES: [&str; 32] = [
    "start",
    "start-refused",
    "code",
    "join",
    "join-refused",
    "answer",
    "answered",
    "answer-number",
    "watching",
    "waiting",
    "waiting-facilitator",
    "refused",
    "revealed",
    "revealed-facilitator",
    "revealed-numbers",
    "late",
    "settled",
    "parked",
    "again",
    "what-if",
    "overview",
    "close",
    "closed",
    "take-over",
    "gone",
    "screen",
    "screen-shown",
    "screen-revealed",
    "screen-numbers",
    "screen-numbers-depend",
    "screen-decided",
    "screen-closed",
];

/// A room and those around it.
pub(super) struct Sample {
    pub state: State,
    pub presence: Presence,
    pub now: Moment,
    pub catalog: Arc<Catalog>,
}

impl Sample {
    /// Ana has opened a room, and the others have joined.
    pub fn joined(catalog: &Arc<Catalog>) -> Sample {
        let opening = Opening {
            title: "Pod network of the checkout cluster".into(),
            scenario: to_query(&Scenario::default()),
            questions: QUESTIONS.map(str::to_string).into(),
            reveal: RevealRule::default(),
            what_if_by: WhoMay::Everyone,
            name: "Ana".into(),
            role: Role::Answer,
            key: KeyHash("0".into()),
            supersedes: None,
        };
        let opened = open(opening, BEGAN).into_iter().collect::<Vec<_>>();
        let presence = Presence { since: BEGAN, here: (0..5).map(SeatId).collect(), ..Presence::default() };
        let mut sample = Sample { state: State::fold(&opened), presence, now: BEGAN, catalog: catalog.clone() };
        for (index, name) in NAMES.iter().enumerate() {
            let role = if index == 3 { Role::Watch } else { Role::Answer };
            let join = Command::Join { key: KeyHash(format!("{}", index + 1)), name: (*name).into(), role };
            sample.take(None, join);
        }
        sample
    }

    /// A command is carried out, where the room takes it.
    pub fn take(&mut self, seat: Option<SeatId>, command: Command) {
        self.now = self.now.plus(1);
        let events = self.state.decide(seat, command, self.now, &self.presence).unwrap_or_default();
        events.iter().for_each(|event| self.state.apply(event));
    }

    /// A seat does something.
    pub fn does(mut self, seat: u16, command: Command) -> Sample {
        self.take(Some(SeatId(seat)), command);
        self
    }

    /// A seat answers, or changes its answer.
    pub fn answers(self, seat: u16, question: &str, value: &str, why: &str) -> Sample {
        let key = Question::of_key(question);
        let board = key.and_then(|key| self.state.board(key));
        let round = board.map_or(1, |board| board.round);
        let against = board.and_then(|board| board.answers.get(&SeatId(seat))).map_or(0, |answer| answer.revision);
        let (question, value, why) = (question.into(), value.into(), why.into());
        self.does(seat, Command::Answer { question, round, against, value, why })
    }

    /// Everybody who answers has, apart from Chidi, who has not thought about pods.
    pub fn answered(catalog: &Arc<Catalog>) -> Sample {
        Sample::joined(catalog)
            .answers(ANA, "q_encryption", "yes", "Card data: the auditors ask for it every year")
            .answers(BO, "q_encryption", "tenant", "")
            .answers(CHIDI, "q_encryption", "no", "TLS everywhere already")
            .answers(DANA, "q_encryption", "no", "")
            .answers(ANA, "q_density", "no", "")
            .answers(BO, "q_density", "no", "")
            .answers(CHIDI, "q_density", "yes", "We pack small pods")
            .answers(DANA, "q_density", "", "")
            .answers(ANA, "pods", "400", "Twice what runs today")
            .answers(BO, "pods", "250", "")
            .answers(DANA, "pods", "1200", "If the campaign works")
            .answers(ANA, "q_multicast", "no", "")
            .answers(BO, "q_multicast", "no", "")
            .answers(CHIDI, "q_multicast", "no", "")
            .answers(DANA, "q_multicast", "no", "")
    }

    pub fn reveals(self, question: &str) -> Sample {
        self.does(ANA, Command::Reveal { question: question.into(), round: 1 })
    }

    pub fn settles(self, question: &str, value: &str, reason: &str) -> Sample {
        let against = self.revision(question);
        let (question, value, reason) = (question.into(), value.into(), reason.into());
        self.does(ANA, Command::Settle { question, round: 1, against, value, reason, dissent: Vec::new() })
    }

    pub fn parks(self, question: &str, owner: &str, reason: &str) -> Sample {
        let against = self.revision(question);
        let (question, owner, reason) = (question.into(), owner.into(), reason.into());
        self.does(ANA, Command::Park { question, round: 1, against, owner, reason })
    }

    fn revision(&self, question: &str) -> u32 {
        Question::of_key(question).and_then(|key| self.state.board(key)).map_or(0, |board| board.revision)
    }

    pub fn tries(self, seat: u16, pods: u32) -> Sample {
        let mut scenario = Scenario::default();
        scenario.profiles[0].pods = pods;
        let against = self.state.what_if_revision();
        self.does(seat, Command::WhatIf { scenario: to_query(&scenario), against })
    }

    /// Everything is decided or parked.
    fn done(catalog: &Arc<Catalog>) -> Sample {
        Sample::answered(catalog)
            .does(ANA, Command::RevealAll)
            .settles("q_encryption", "no", "TLS covers what the auditors ask for")
            .does(DANA, Command::Dissent { question: "q_encryption".into(), round: 1, dissents: true })
            .settles("q_density", "no", "")
            .settles("pods", "400", "Looked at again in spring")
            .parks("q_multicast", "Bo", "Asks the video team")
    }

    fn closed(catalog: &Arc<Catalog>) -> Sample {
        let note = "Decided in the architecture meeting.".to_string();
        let mut sample =
            Sample::done(catalog).does(ANA, Command::Close { title: String::new(), note, with_what_if: false });
        sample.take(None, Command::Saved { id: "0123456789a".into() });
        sample
    }

    fn left_by_ana(mut self) -> Sample {
        self.presence.here.remove(&SeatId(ANA));
        self.now = self.now.plus(121);
        self
    }

    fn view(&self, of: impl Fn(&State, &Around) -> View) -> (View, Arc<Figures>) {
        let verdicts = weigh(&self.catalog, &self.state.basis());
        let around = Around { presence: &self.presence, now: self.now, verdicts: Some(&verdicts) };
        let view = of(&self.state, &around);
        let figures = Figures::of(&view.room, |_| Some(self.catalog.clone()));
        (view, Arc::new(figures))
    }

    /// The page of a seat.
    pub fn seat(&self, seat: u16) -> SeatPage {
        let (view, figures) = self.view(|state, around| state.for_seat(SeatId(seat), around));
        let phone = Some(format!("{}?seat=0123456789abcdefghijAB", place().link()));
        SeatPage { place: place(), view, figures, now: self.now, phone, problems: Vec::new(), typed: Vec::new() }
    }

    /// The page of the screen.
    pub fn screen(&self) -> ScreenPage {
        let (view, figures) = self.view(State::for_screen);
        ScreenPage { place: place(), view, figures, now: self.now }
    }
}

fn place() -> Place {
    Place { id: "4k7m2p9x1c3".into(), code: "4k7-m2p".into(), base: "https://berth.example".into() }
}

fn whole(page: &SeatPage, part: Option<&str>) -> Markup {
    html! {
        article.page.wide.room-page {
            (head(&page.view.room.title))
            (seat::room(page, part))
            (seat::below(page))
        }
    }
}

fn plain(content: Markup) -> Markup {
    html! { article.page.room-page { (content) } }
}

/// A state as the site shows it, without the site's frame; `None` where there is no such state.
pub fn state(name: &str, catalog: &Arc<Catalog>) -> Option<Markup> {
    let (joined, answered) = (|| Sample::joined(catalog), || Sample::answered(catalog));
    let (done, revealed) = (|| Sample::done(catalog), || answered().reveals("q_encryption"));
    let page = match name {
        "answer" => whole(&joined().seat(BO), None),
        "answered" => whole(&answered().seat(BO), Some("q_encryption")),
        "answer-number" => whole(&joined().answers(CHIDI, "pods", "150", "").seat(CHIDI), Some("pods")),
        "watching" => whole(&answered().seat(EVE), Some("q_density")),
        "waiting" => whole(&answered().seat(BO), None),
        "waiting-facilitator" => whole(&answered().seat(ANA), None),
        "refused" => whole(&refused(&answered()), Some("q_density")),
        "revealed" => whole(&revealed().seat(BO), None),
        "revealed-facilitator" => whole(&revealed().seat(ANA), None),
        "revealed-numbers" => whole(&answered().reveals("pods").seat(DANA), None),
        "late" => whole(&late(answered()), None),
        "settled" => whole(&done().seat(BO), Some("q_encryption")),
        "parked" => whole(&done().seat(ANA), Some("q_multicast")),
        "again" => whole(&again(revealed()), None),
        "what-if" => whole(&revealed().tries(BO, 400).tries(ANA, 900).seat(BO), Some("what-if")),
        "overview" => whole(&answered().does(ANA, Command::RevealAll).seat(ANA), Some("all")),
        "close" => whole(&done().seat(ANA), None),
        "closed" => whole(&Sample::closed(catalog).seat(BO), None),
        "take-over" => whole(&answered().left_by_ana().seat(BO), None),
        "screen" => on_screen(&answered().screen()),
        "screen-shown" => {
            on_screen(&answered().does(ANA, Command::ShowOnScreen { question: Some("pods".into()) }).screen())
        }
        "screen-numbers" => {
            let decided = numbers(catalog).does(ANA, Command::RevealAll).settles("q_encryption", "no", "TLS");
            on_screen(&decided.settles("q_density", "no", "").screen())
        }
        "screen-numbers-depend" => {
            on_screen(&numbers(catalog).reveals("q_density").reveals("q_encryption").reveals("pods").screen())
        }
        "screen-revealed" => on_screen(&revealed().screen()),
        "screen-decided" => on_screen(&crowded(catalog).screen()),
        "screen-closed" => on_screen(&Sample::closed(catalog).screen()),
        other => return without_a_seat(other, catalog),
    };
    Some(page)
}

/// A number of which each of six people says another, and most of them why.
fn numbers(catalog: &Arc<Catalog>) -> Sample {
    let why = "What runs today and what the campaign of last spring took at its peak, with a third on top for a zone";
    let mut sample = Sample::answered(catalog).answers(BO, "pods", "250", why).answers(CHIDI, "pods", "90", "");
    for (seat, name, pods) in [(5, "Fay Lindqvist", "650"), (6, "Gil", "2500")] {
        sample.take(None, Command::Join { key: KeyHash(name.into()), name: name.into(), role: Role::Answer });
        sample = sample.answers(seat, "pods", pods, why);
    }
    sample
}

/// After the first decision, a question with several outcomes about which many have much to say.
fn crowded(catalog: &Arc<Catalog>) -> Sample {
    let why = "Because the auditors ask for it every year, and because the last time it took us three weeks to answer";
    let mut sample = Sample::answered(catalog);
    for seat in 5..20 {
        let (key, name) = (KeyHash(format!("{seat}")), format!("Fay {seat}"));
        sample.take(None, Command::Join { key, name, role: Role::Answer });
        sample = sample.answers(seat, "q_encryption", ["yes", "tenant", "no", ""][usize::from(seat % 4)], why);
    }
    let revealed = sample.does(ANA, Command::RevealAll);
    revealed.settles("pods", "1200", "Looked at again in spring, once the campaign is over")
}

fn on_screen(page: &ScreenPage) -> Markup {
    html! { article.screen { (head(&page.view.room.title)) (screen::room(page)) } }
}

fn refused(sample: &Sample) -> SeatPage {
    SeatPage { problems: vec![room::Refusal::Stale.to_string()], ..sample.seat(BO) }
}

fn late(sample: Sample) -> SeatPage {
    sample
        .reveals("pods")
        .answers(CHIDI, "pods", "300", "")
        .answers(BO, "pods", "350", "After seeing yours")
        .seat(CHIDI)
}

/// One question is asked again while others are revealed and not decided.
fn again(sample: Sample) -> SeatPage {
    let all = sample.does(ANA, Command::RevealAll);
    all.does(ANA, Command::AskAgain { question: "q_density".into(), round: 1 }).seat(DANA)
}

/// Pages for those who have no seat, or no room.
fn without_a_seat(name: &str, catalog: &Arc<Catalog>) -> Option<Markup> {
    let typed =
        || Typed { title: "Pod network of the checkout cluster".into(), name: "Ana".into(), ..Typed::default() };
    let wrong = "reveal_at: \u{201c}2020-01-01T00:00\u{201d} is not allowed; it takes a time within the next 90 days.";
    let page = match name {
        "start" => start::page(&begun(catalog, Typed::default(), &[])),
        "start-refused" => {
            let typed = Typed { reveal_at: "2020-01-01T00:00".into(), questions: Some(Vec::new()), ..typed() };
            start::page(&begun(catalog, typed, &[wrong]))
        }
        "code" => join::code_page(&CodePage { code: "4k7".into(), problems: vec!["No room has this code.".into()] }),
        "join" => join::page(&joining(catalog, "", &[])),
        "join-refused" => {
            let name = "A name of more than forty characters, which is one too many";
            join::page(&joining(catalog, name, &["name: it takes 1 to 40 characters."]))
        }
        "gone" => gone_page(&Gone {
            heading: "This room has expired",
            sentences: vec!["Nobody has done anything in it for 30 days.".into()],
        }),
        _ => return None,
    };
    Some(plain(page))
}

fn begun(catalog: &Arc<Catalog>, typed: Typed, problems: &[&str]) -> StartPage {
    let scenario = Scenario::default();
    let questions = questions_that_matter(catalog, &scenario);
    StartPage {
        key: "k".into(),
        questions: questions
            .into_iter()
            .map(|q| Suggested { question: q.question, matters: q.matters, why: q.why })
            .collect(),
        scenario,
        typed,
        problems: problems.iter().map(ToString::to_string).collect(),
        supersedes: None,
    }
}

fn joining(catalog: &Arc<Catalog>, name: &str, problems: &[&str]) -> JoinPage {
    let (view, _) = Sample::joined(catalog).view(State::for_screen);
    let problems = problems.iter().map(ToString::to_string).collect();
    JoinPage { place: place(), view, key: "k".into(), name: name.into(), problems }
}
