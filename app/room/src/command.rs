//! What people and the server may ask of a room, and what is said where that cannot be.

use crate::event::{Event, KeyHash, Moment, RevealRule, Role, SeatId, What, WhoMay};
use crate::limits::{DAY, MAX_DAYS_TO_REVEAL, MAX_NAME, MAX_QUESTIONS, MAX_SCENARIO, MAX_SEATS, MAX_TITLE};
use crate::question::Question;
use crate::text::{Field, line};
use model::scenario::link::{Problem, from_query, to_query};
use std::fmt;

/// A command, with text as it was typed. `against` is the revision of what it changes, as its sender saw it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Take a seat. The key is new to the room; again with the same key is the same seat.
    Join {
        /// Of the new seat's key.
        key: KeyHash,
        /// At most 40 characters.
        name: String,
        /// Answers or watches.
        role: Role,
    },
    /// Another name.
    Rename {
        /// At most 40 characters.
        name: String,
    },
    /// Answer from now on, or watch.
    TakeRole {
        /// Which.
        role: Role,
    },
    /// Another list of questions. Against the revision of the list.
    Ask {
        /// Keys, in order.
        questions: Vec<String>,
        /// Revision of the list.
        against: u32,
    },
    /// Another rule for the reveal.
    RuleReveal {
        /// The rule.
        reveal: RevealRule,
    },
    /// Answer, or change one's answer.
    Answer {
        /// Key.
        question: String,
        /// The round that it is for.
        round: u32,
        /// Revision of one's own answer in this round, 0 for none.
        against: u32,
        /// A code or number; empty is "not sure".
        value: String,
        /// May be empty; at most 280 characters.
        why: String,
    },
    /// Show all answers of a round.
    Reveal {
        /// Key.
        question: String,
        /// Which round.
        round: u32,
    },
    /// Show the answers to every question.
    RevealAll,
    /// Begin the round after this one.
    AskAgain {
        /// Key.
        question: String,
        /// The round that was seen.
        round: u32,
    },
    /// Record a decision.
    Settle {
        /// Key.
        question: String,
        /// The round that was seen.
        round: u32,
        /// The question's revision.
        against: u32,
        /// A code or number.
        value: String,
        /// May be empty; at most 280 characters.
        reason: String,
        /// Who disagrees and wants it known.
        dissent: Vec<SeatId>,
    },
    /// Disagree with a decision by name, or no longer.
    Dissent {
        /// Key.
        question: String,
        /// The round that was decided.
        round: u32,
        /// Whether.
        dissents: bool,
    },
    /// Leave a question for later.
    Park {
        /// Key.
        question: String,
        /// The round that was seen.
        round: u32,
        /// The question's revision.
        against: u32,
        /// Who takes care of it.
        owner: String,
        /// May be empty; at most 280 characters.
        reason: String,
    },
    /// Show a question on the screen, or all of them, until something is acted on.
    ShowOnScreen {
        /// Key; `None` is all questions.
        question: Option<String>,
    },
    /// Move the shared scenario.
    WhatIf {
        /// As a link's query.
        scenario: String,
        /// Its revision.
        against: u32,
    },
    /// Let others move it, or not.
    GiveWhatIf {
        /// Who may.
        to: WhoMay,
    },
    /// Become the facilitator in place of one who is away.
    TakeOver,
    /// End the room.
    Close {
        /// Of the record; empty for the room's.
        title: String,
        /// For the record, may be empty.
        note: String,
        /// Whether what was tried last is what is decided; else the room's scenario with what was settled.
        with_what_if: bool,
    },
    /// The server's clock has moved on.
    Due,
    /// The server has saved the record of a closed room.
    Saved {
        /// Its id.
        id: String,
    },
    /// The server has saved a decision that takes this one's place.
    SupersededBy {
        /// Its record's id.
        id: String,
    },
}

/// Why a command was not taken. Nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Fields that are not as they must be, all of them.
    Problems(Vec<Problem>),
    /// It was made against an older view: the newer one follows.
    Stale,
    /// The room is closed.
    Closed,
    /// For the facilitator only.
    NotYours,
    /// Watchers do not answer.
    Watching,
    /// For those with a seat.
    NotSeated,
    /// Not at this point: the reason as a sentence.
    NotNow(String),
    /// There is no room for more: the limit as a sentence.
    TooMany(String),
}

impl fmt::Display for Refusal {
    /// What people are told.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Problems(problems) => {
                let said: Vec<String> = problems.iter().map(|problem| format!("{problem}.")).collect();
                f.write_str(&said.join(" "))
            }
            Refusal::Stale => {
                f.write_str("This has changed since you saw it. Here is how it is now; please look again.")
            }
            Refusal::Closed => f.write_str("The room is closed. Its record stays."),
            Refusal::NotYours => f.write_str("Only the facilitator can do this."),
            Refusal::Watching => f.write_str("You are watching. Choose to answer first."),
            Refusal::NotSeated => f.write_str("You have no seat in this room. Join first."),
            Refusal::NotNow(why) | Refusal::TooMany(why) => f.write_str(why),
        }
    }
}

/// What it takes to open a room, with text as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// What is to be decided.
    pub title: String,
    /// As a link's query.
    pub scenario: String,
    /// Keys, in order.
    pub questions: Vec<String>,
    /// When answers show themselves.
    pub reveal: RevealRule,
    /// Who may move the what-if.
    pub what_if_by: WhoMay,
    /// The facilitator's name.
    pub name: String,
    /// Whether the facilitator answers.
    pub role: Role,
    /// Of the facilitator's key.
    pub key: KeyHash,
    /// The saved decision that this room reviews.
    pub supersedes: Option<String>,
}

/// The first event of a room, or everything that is wrong with what was asked for.
pub fn open(opening: Opening, now: Moment) -> Result<Event, Refusal> {
    let mut problems = Vec::new();
    let title = TITLE.check(line(&opening.title), &mut problems);
    let name = NAME.check(line(&opening.name), &mut problems);
    let questions = questions(&opening.questions, &mut problems);
    let scenario = scenario(&opening.scenario, &mut problems);
    check_rule(opening.reveal, now, &mut problems);
    if !problems.is_empty() {
        return Err(Refusal::Problems(problems));
    }
    let Opening { reveal, what_if_by, role, key, supersedes, .. } = opening;
    let what = What::Opened { title, scenario, questions, reveal, what_if_by, name, role, key, supersedes };
    Ok(Event { at: now, what })
}

/// A room's title.
const TITLE: Field = Field { name: "title", most: MAX_TITLE, optional: false };
/// A person's name.
pub(crate) const NAME: Field = Field { name: "name", most: MAX_NAME, optional: false };

/// The questions of these keys, each once.
pub(crate) fn questions(keys: &[String], problems: &mut Vec<Problem>) -> Vec<Question> {
    let mut found: Vec<Question> = Vec::new();
    for key in keys {
        match Question::of_key(key) {
            Some(question) if found.contains(&question) => {}
            Some(question) => found.push(question),
            None => problems.push(Problem::new("questions", key, "the keys of questions that Berth asks")),
        }
    }
    if problems.is_empty() && (found.is_empty() || found.len() > MAX_QUESTIONS) {
        let allowed = format!("1 to {MAX_QUESTIONS} questions");
        problems.push(Problem::new("questions", &found.len().to_string(), allowed));
    }
    found
}

/// A scenario in the form that is kept.
pub(crate) fn scenario(query: &str, problems: &mut Vec<Problem>) -> String {
    if query.len() > MAX_SCENARIO {
        problems.push(Problem::new("scenario", query, format!("a link of at most {MAX_SCENARIO} bytes")));
        return String::new();
    }
    let decoded = from_query(query);
    problems.extend(decoded.problems.into_iter().filter(|problem| !problem.unknown_key));
    to_query(&decoded.scenario)
}

/// A rule for the reveal: a date to come, so many people as there are seats.
pub(crate) fn check_rule(rule: RevealRule, now: Moment, problems: &mut Vec<Problem>) {
    let latest = now.plus(MAX_DAYS_TO_REVEAL * DAY);
    if let Some(at) = rule.at.filter(|at| *at <= now || *at > latest) {
        let allowed = format!("a time within the next {MAX_DAYS_TO_REVEAL} days");
        problems.push(Problem::new("reveal_at", &at.0.to_string(), allowed));
    }
    if let Some(people) = rule.people.filter(|people| !(1..=MAX_SEATS).contains(&usize::from(*people))) {
        problems.push(Problem::new(
            "reveal_people",
            &people.to_string(),
            format!("a whole number from 1 to {MAX_SEATS}"),
        ));
    }
}
