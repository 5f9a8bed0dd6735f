//! Random histories: what people do, one step after another.

use crate::support::{LEAD, Live, opening};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use room::{Command, KeyHash, Opening, Refusal, RevealRule, Role, SeatId, WhoMay};

/// The questions of these rooms.
pub const QUESTIONS: [&str; 3] = ["q_encryption", "q_density", "pods"];

/// Something that somebody does.
#[derive(Clone, Debug)]
pub enum Step {
    Join(Role),
    Rename(Index),
    TakeRole(Index, Role),
    Answer(Index, Index, Said),
    Reveal(Index),
    AskAgain(Index),
    Settle(Index, Index),
    Dissent(Index, Index, bool),
    Park(Index),
    /// A question by its number; the number after the last is all of them.
    ShowOnScreen(Index),
    WhatIf(Index, u32),
    TakeOver(Index),
    Ask(Index),
    RuleReveal(Option<u16>),
    Close,
}

/// What is answered: a value out of the question's, and so many characters of why.
#[derive(Clone, Debug)]
pub struct Said {
    pub value: Index,
    pub why: String,
}

pub fn said() -> impl Strategy<Value = Said> {
    let texts = ["", "auditors", "<b>we</b> measured it", "na\u{ef}ve \u{1f469}\u{200d}\u{1f4bb}", "\"quoted\"\nlines"];
    let why = (select(texts.to_vec()), 0..9_usize).prop_map(|(text, times)| text.repeat(times));
    (any::<Index>(), why).prop_map(|(value, why)| Said { value, why })
}

fn role() -> impl Strategy<Value = Role> {
    prop_oneof![4 => Just(Role::Answer), 1 => Just(Role::Watch)]
}

pub fn step() -> impl Strategy<Value = Step> {
    let i = any::<Index>;
    prop_oneof![
        4 => role().prop_map(Step::Join),
        1 => i().prop_map(Step::Rename),
        1 => (i(), role()).prop_map(|(seat, role)| Step::TakeRole(seat, role)),
        14 => (i(), i(), said()).prop_map(|(seat, question, said)| Step::Answer(seat, question, said)),
        2 => i().prop_map(Step::Reveal),
        1 => i().prop_map(Step::AskAgain),
        1 => (i(), i()).prop_map(|(question, value)| Step::Settle(question, value)),
        1 => (i(), i(), any::<bool>()).prop_map(|(seat, question, is)| Step::Dissent(seat, question, is)),
        1 => i().prop_map(Step::Park),
        2 => i().prop_map(Step::ShowOnScreen),
        2 => (i(), 1..900_u32).prop_map(|(seat, pods)| Step::WhatIf(seat, pods)),
        1 => i().prop_map(Step::TakeOver),
        1 => i().prop_map(Step::Ask),
        1 => prop::option::of(2..5_u16).prop_map(Step::RuleReveal),
    ]
}

pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    (vec(step(), 1..40), any::<bool>()).prop_map(|(mut steps, closes)| {
        steps.extend(closes.then_some(Step::Close));
        steps
    })
}

pub fn room() -> impl Strategy<Value = Opening> {
    (role(), prop::option::of(2..5_u16), select(vec![WhoMay::Everyone, WhoMay::Facilitator])).prop_map(
        |(role, people, what_if_by)| {
            let reveal = RevealRule { people, at: None };
            Opening { role, reveal, what_if_by, ..opening(&QUESTIONS) }
        },
    )
}

/// A value for a question, by number; the first is "not sure".
pub fn value(question: &str, index: Index) -> String {
    let question = room::Question::of_key(question).expect("a question");
    let codes: Vec<String> = match question.is_number() {
        true => (1..9).map(|n: u32| (n * n * 10).to_string()).collect(),
        false => question.options().iter().map(|(code, _)| code.to_string()).collect(),
    };
    match index.index(codes.len() + 1) {
        0 => String::new(),
        n => codes[n - 1].clone(),
    }
}

/// Who sends a step's command in a room, and what it is, against what they see there.
pub fn command(live: &Live, step: &Step) -> (Option<SeatId>, Command) {
    let seat = |index: &Index| SeatId(index.index(live.state.seats().len()) as u16);
    let question = |index: &Index| QUESTIONS[index.index(QUESTIONS.len())].to_string();
    let leader = live.state.facilitator();
    let seen = |key: &str| (live.board(key).round, live.board(key).revision);
    match step {
        Step::Join(role) => {
            let n = live.state.seats().len();
            let key = KeyHash(format!("key {n}"));
            (
                None,
                Command::Join { key, name: format!("Kim{}", if n.is_multiple_of(3) { "" } else { " W" }), role: *role },
            )
        }
        Step::Rename(who) => (Some(seat(who)), Command::Rename { name: "Robin".into() }),
        Step::TakeRole(who, role) => (Some(seat(who)), Command::TakeRole { role: *role }),
        Step::Answer(who, about, said) => {
            let (who, question) = (seat(who), question(about));
            let board = live.board(&question);
            let (round, against) = (board.round, board.answers.get(&who).map_or(0, |a| a.revision));
            let (value, why) = (value(&question, said.value), said.why.clone());
            (Some(who), Command::Answer { question, round, against, value, why })
        }
        Step::Reveal(about) => {
            let question = question(about);
            let round = seen(&question).0;
            (Some(leader), Command::Reveal { question, round })
        }
        Step::AskAgain(about) => {
            let question = question(about);
            let round = seen(&question).0;
            (Some(leader), Command::AskAgain { question, round })
        }
        Step::Settle(about, said) => {
            let question = question(about);
            let (round, against) = seen(&question);
            let (value, reason) = (value(&question, *said), "as measured".into());
            (Some(leader), Command::Settle { question, round, against, value, reason, dissent: vec![LEAD] })
        }
        Step::Dissent(who, about, dissents) => {
            let question = question(about);
            let round = seen(&question).0;
            (Some(seat(who)), Command::Dissent { question, round, dissents: *dissents })
        }
        Step::Park(about) => {
            let question = question(about);
            let (round, against) = seen(&question);
            (Some(leader), Command::Park { question, round, against, owner: "Ops".into(), reason: String::new() })
        }
        Step::ShowOnScreen(about) => {
            let question = QUESTIONS.get(about.index(QUESTIONS.len() + 1)).map(ToString::to_string);
            (Some(leader), Command::ShowOnScreen { question })
        }
        Step::WhatIf(who, pods) => {
            let (scenario, against) = (format!("v=2&pods={pods}"), live.state.what_if_revision());
            (Some(seat(who)), Command::WhatIf { scenario, against })
        }
        Step::TakeOver(who) => (Some(seat(who)), Command::TakeOver),
        Step::Ask(without) => {
            let without = without.index(QUESTIONS.len() + 1);
            let kept = QUESTIONS.iter().enumerate().filter(|(i, _)| *i != without).map(|(_, key)| key.to_string());
            (Some(leader), Command::Ask { questions: kept.collect(), against: live.state.asked_revision() })
        }
        Step::RuleReveal(people) => {
            (Some(leader), Command::RuleReveal { reveal: RevealRule { people: *people, at: None } })
        }
        Step::Close => {
            (Some(leader), Command::Close { title: String::new(), note: "two\nlines".into(), with_what_if: true })
        }
    }
}

pub fn take(live: &mut Live, step: &Step) -> Result<usize, Refusal> {
    let (seat, command) = command(live, step);
    live.send_from(seat, command)
}
