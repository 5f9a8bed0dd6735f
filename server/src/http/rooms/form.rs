//! Forms as commands of a room. What the texts may be, the crate `room` checks.

use super::moment;
use app::rooms::Typed;
use app::rooms::what_if::tried;
use model::scenario::link::{Problem, to_query};
use room::{Command, KeyHash, Opening, Question, Refusal, RevealRule, Role, SeatId, WhoMay};

/// What a form has sent.
pub struct Form(pub Vec<(String, String)>);

/// The name of whoever opens a room and gives none: by the article's button.
const FACILITATOR: &str = "Facilitator";
/// "Not sure" in a form; for the crate `room` it is no value.
const UNSURE: &str = "unsure";
/// Instead of a question: all of them.
pub const EVERY_QUESTION: &str = "all";

impl Form {
    /// The last field of a name, as browsers send a button after a radio.
    pub fn text(&self, name: &str) -> String {
        self.0.iter().rfind(|(key, _)| key == name).map(|(_, text)| text.clone()).unwrap_or_default()
    }

    /// All fields of a name.
    fn all(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(key, _)| key == name).map(|(_, text)| text.clone()).collect()
    }

    fn role(&self) -> Role {
        if self.text("role") == "watch" { Role::Watch } else { Role::Answer }
    }

    /// The form that opens a room as it comes back, where it is refused.
    pub fn typed(&self) -> Typed {
        Typed {
            title: self.text("title"),
            name: self.text("name"),
            role: self.text("role"),
            questions: Some(self.all("question")),
            reveal_at: self.text("reveal_at"),
            reveal_people: self.text("reveal_people"),
            what_if_by: self.text("what_if_by"),
        }
    }

    /// The room that a form opens, for the seat of a key.
    pub fn opening(&self, key: KeyHash) -> Result<Opening, Vec<String>> {
        let mut wrong = Wrong::default();
        let at = match self.text("reveal_at").trim() {
            "" => None,
            text => wrong.read("reveal_at", text, moment::read(text), "a day and a time such as 2026-12-01T14:00, UTC"),
        };
        let people = match self.text("reveal_people").trim() {
            "" => None,
            text => wrong.read("reveal_people", text, text.parse().ok(), "a whole number"),
        };
        let name = self.text("name");
        let supersedes = Some(self.text("supersedes")).filter(|id| !id.trim().is_empty());
        if let Some(id) = &supersedes {
            let id = id.trim();
            wrong.read("supersedes", id, id.parse::<store::saved::Id>().ok(), "the id of a saved scenario");
        }
        wrong.none(Opening {
            title: self.text("title"),
            scenario: self.text("scenario"),
            questions: self.all("question"),
            reveal: RevealRule { at, people },
            what_if_by: who(&self.text("what_if_by")),
            name: if name.trim().is_empty() { FACILITATOR.into() } else { name },
            role: self.role(),
            key,
            supersedes: supersedes.map(|id| id.trim().to_owned()),
        })
    }

    /// A refusal that names what was typed: a day, not the seconds that it is.
    pub fn as_typed(&self, refusal: Refusal) -> Refusal {
        let Refusal::Problems(mut problems) = refusal else { return refusal };
        for problem in problems.iter_mut().filter(|problem| problem.field == "reveal_at") {
            problem.value = self.text("reveal_at");
        }
        Refusal::Problems(problems)
    }

    /// The command that a form sends to its address; `None` where that is none. `key` is for a new seat.
    pub fn command(&self, name: &str, key: KeyHash) -> Option<Result<Command, Vec<String>>> {
        let mut wrong = Wrong::default();
        let question = self.text("question");
        let command = match name {
            "join" => Command::Join { key, name: self.text("name"), role: self.role() },
            "rename" => Command::Rename { name: self.text("name") },
            "role" => Command::TakeRole { role: self.role() },
            "answer" => {
                let value = self.value(&question, &mut wrong);
                let (round, against) = (self.number("round", &mut wrong), self.number("against", &mut wrong));
                Command::Answer { question, round, against, value, why: self.text("why") }
            }
            "reveal" if question == EVERY_QUESTION => Command::RevealAll,
            "reveal" => Command::Reveal { question, round: self.number("round", &mut wrong) },
            "show" => Command::ShowOnScreen { question: Some(question).filter(|question| question != EVERY_QUESTION) },
            "again" => Command::AskAgain { question, round: self.number("round", &mut wrong) },
            "settle" => Command::Settle {
                question,
                round: self.number("round", &mut wrong),
                against: self.number("against", &mut wrong),
                value: self.text("value"),
                reason: self.text("reason"),
                dissent: self.seats("dissent", &mut wrong),
            },
            "dissent" => {
                Command::Dissent { question, round: self.number("round", &mut wrong), dissents: self.text("on") != "0" }
            }
            "park" => Command::Park {
                question,
                round: self.number("round", &mut wrong),
                against: self.number("against", &mut wrong),
                owner: self.text("owner"),
                reason: self.text("reason"),
            },
            "ask" => Command::Ask { questions: self.all("question"), against: self.number("against", &mut wrong) },
            "what-if" => {
                Command::WhatIf { scenario: self.scenario(&mut wrong), against: self.number("against", &mut wrong) }
            }
            "what-if-by" => Command::GiveWhatIf { to: who(&self.text("what_if_by")) },
            "take-over" => Command::TakeOver,
            "close" => {
                let with_what_if = !matches!(self.text("with_what_if").as_str(), "" | "0");
                Command::Close { title: self.text("title"), note: self.text("note"), with_what_if }
            }
            _ => return None,
        };
        Some(wrong.none(command))
    }

    /// An answer. "Not sure" has a value of its own, so that a field that is missing never takes an answer's place.
    fn value(&self, question: &str, wrong: &mut Wrong) -> String {
        match self.text("value") {
            unsure if unsure == UNSURE => String::new(),
            empty if empty.trim().is_empty() => {
                // what is no question, the crate `room` refuses
                let Some(question) = Question::of_key(question) else { return empty };
                let codes: Vec<&str> = question.options().into_iter().map(|(code, _)| code).collect();
                let allowed = if question.is_number() { "a whole number".into() } else { codes.join(", ") };
                wrong.read::<String>("value", &empty, None, &format!("{allowed}, or {UNSURE}")).unwrap_or_default()
            }
            value => value,
        }
    }

    fn number(&self, name: &str, wrong: &mut Wrong) -> u32 {
        let text = self.text(name);
        wrong.read(name, &text, text.trim().parse().ok(), "a whole number, as the page had it").unwrap_or_default()
    }

    fn seats(&self, name: &str, wrong: &mut Wrong) -> Vec<SeatId> {
        let all = self.all(name);
        all.iter()
            .filter_map(|text| wrong.read(name, text, text.parse().ok().map(SeatId), "a seat\u{2019}s number"))
            .collect()
    }

    /// The scenario that the other fields make of the one that they were made for.
    fn scenario(&self, wrong: &mut Wrong) -> String {
        let decoded = tried(&self.0);
        wrong.0.extend(decoded.problems.iter().map(said));
        to_query(&decoded.scenario)
    }
}

fn who(text: &str) -> WhoMay {
    if text == "facilitator" { WhoMay::Facilitator } else { WhoMay::Everyone }
}

/// A problem as a sentence.
pub fn said(problem: &Problem) -> String {
    format!("{problem}.")
}

/// What is wrong with a form, a sentence each.
#[derive(Default)]
struct Wrong(Vec<String>);

impl Wrong {
    /// A field that was read, or a sentence more.
    fn read<T>(&mut self, name: &str, text: &str, read: Option<T>, allowed: &str) -> Option<T> {
        if read.is_none() {
            self.0.push(said(&Problem::new(name, text, allowed)));
        }
        read
    }

    fn none<T>(self, made: T) -> Result<T, Vec<String>> {
        if self.0.is_empty() { Ok(made) } else { Err(self.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(pairs: &[(&str, &str)]) -> Form {
        Form(pairs.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect())
    }

    fn command(name: &str, pairs: &[(&str, &str)]) -> Result<Command, Vec<String>> {
        form(pairs).command(name, KeyHash("k".into())).expect("a command")
    }

    #[test]
    fn the_last_value_counts_and_unsure_is_none() {
        let answer = |pairs: &[(&str, &str)]| match command("answer", pairs) {
            Ok(Command::Answer { value, .. }) => value,
            other => unreachable!("{other:?}"),
        };
        let base = [("question", "q_vpc"), ("round", "1"), ("against", "0"), ("value", "yes")];
        assert_eq!(answer(&base), "yes");
        assert_eq!(answer(&[&base[..], &[("value", "unsure")]].concat()), "");
        let empty = command("answer", &[&base[..], &[("value", " ")]].concat()).expect_err("no answer");
        assert_eq!(empty.len(), 1, "{empty:?}");
        assert!(empty[0].contains("value") && empty[0].contains("unsure"), "{empty:?}");
        let missing = command("answer", &[("question", "pods"), ("round", "1"), ("against", "0")]).expect_err("none");
        assert!(missing[0].contains("a whole number, or unsure"), "{missing:?}");
    }

    #[test]
    fn everything_wrong_is_said_at_once() {
        let wrong = command("answer", &[("round", "x"), ("against", "-1")]).expect_err("two numbers that are none");
        assert_eq!(wrong.len(), 2, "{wrong:?}");
        let opening = form(&[("reveal_at", "tomorrow"), ("reveal_people", "all"), ("supersedes", "x")]);
        assert_eq!(opening.opening(KeyHash("k".into())).expect_err("three").len(), 3);
        assert!(form(&[]).command("shout", KeyHash("k".into())).is_none());
    }

    #[test]
    fn whoever_opens_a_room_with_one_click_is_the_facilitator() {
        let opening = form(&[("title", "t"), ("question", "q_vpc"), ("question", "q_perf")]);
        let opening = opening.opening(KeyHash("k".into())).expect("an opening");
        assert_eq!((opening.name.as_str(), opening.questions.len()), ("Facilitator", 2));
    }
}
