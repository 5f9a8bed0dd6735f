//! What the record says of a meeting: plain data, in the words that people read.

use serde::{Deserialize, Serialize};

/// A meeting that ended with a decision.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// Those present, in the order of seats.
    pub present: Vec<Attendee>,
    /// What was asked, in order.
    pub questions: Vec<Discussed>,
    /// Where the decision is that this one takes the place of.
    pub supersedes: Option<String>,
    /// Where the decision is that took this one's place.
    pub superseded_by: Option<String>,
}

/// Somebody who was there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendee {
    /// The name, told apart from others.
    pub name: String,
    /// Looked on without answering.
    pub watched: bool,
    /// Led the room at its end.
    pub led: bool,
}

/// A question and what became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Discussed {
    /// Its key.
    pub key: String,
    /// How it was asked.
    pub text: String,
    /// How often it was asked.
    pub rounds: u32,
    /// The answers of the last round that was revealed; none where none was.
    pub votes: Vec<Vote>,
    /// What was decided.
    pub decided: Option<Decided>,
    /// Who takes care of it, and why it was left.
    pub parked: Option<Parked>,
}

/// An answer, and those who gave it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vote {
    /// In words.
    pub answer: String,
    /// In the order of seats.
    pub by: Vec<Voter>,
}

/// Somebody who answered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voter {
    /// The name.
    pub name: String,
    /// May be empty.
    pub why: String,
    /// After the reveal.
    pub late: bool,
    /// What the answer was at the reveal, where it was changed later.
    pub was: Option<String>,
}

/// A decision.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// In words.
    pub answer: String,
    /// May be empty.
    pub reason: String,
    /// Who disagrees by name.
    pub dissent: Vec<String>,
}

/// A question left for later.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parked {
    /// Who takes care of it.
    pub owner: String,
    /// May be empty.
    pub reason: String,
}
