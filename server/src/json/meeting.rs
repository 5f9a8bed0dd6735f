//! A meeting that decided a saved scenario, as JSON.

use room::meeting::{Attendee, Discussed, Meeting, Vote, Voter};
use schemars::JsonSchema;
use serde::Serialize;

/// The meeting that decided.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Meeting")]
pub struct MeetingJson<'a> {
    /// The address of the room, which stays to be read.
    room: Option<&'a str>,
    /// Those present, in the order of joining.
    present: Vec<AttendeeJson<'a>>,
    /// What was asked, in order.
    questions: Vec<QuestionJson<'a>>,
}

/// Somebody who was there.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Attendee")]
struct AttendeeJson<'a> {
    name: &'a str,
    /// Looked on without answering.
    watched: bool,
    /// Led the room at its end.
    led: bool,
}

/// A question and what became of it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "DiscussedQuestion")]
struct QuestionJson<'a> {
    /// Its key in links.
    key: &'a str,
    text: &'a str,
    /// How often it was asked.
    rounds: u32,
    /// The answers of the last round that was revealed.
    votes: Vec<VoteJson<'a>>,
    /// What was decided; none where nothing was.
    decided: Option<DecidedJson<'a>>,
    /// Who takes care of it, where it was left for later.
    parked: Option<ParkedJson<'a>>,
}

/// An answer and those who gave it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Vote")]
struct VoteJson<'a> {
    /// In words.
    answer: &'a str,
    by: Vec<VoterJson<'a>>,
}

/// Somebody who answered.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Voter")]
struct VoterJson<'a> {
    name: &'a str,
    /// May be empty.
    why: &'a str,
    /// Whether it came after the reveal.
    late: bool,
    /// What the answer was at the reveal, where it was changed later.
    was: Option<&'a str>,
}

/// A decision of the team.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "TeamDecision")]
struct DecidedJson<'a> {
    /// In words.
    answer: &'a str,
    /// May be empty.
    reason: &'a str,
    /// Who disagrees by name.
    dissent: &'a [String],
}

/// A question left for later.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ParkedQuestion")]
struct ParkedJson<'a> {
    owner: &'a str,
    /// May be empty.
    reason: &'a str,
}

/// The meeting in a room.
pub fn meeting<'a>(meeting: &'a Meeting, room: Option<&'a str>) -> MeetingJson<'a> {
    MeetingJson {
        room,
        present: meeting.present.iter().map(attendee).collect(),
        questions: meeting.questions.iter().map(question).collect(),
    }
}

fn attendee(attendee: &Attendee) -> AttendeeJson<'_> {
    AttendeeJson { name: &attendee.name, watched: attendee.watched, led: attendee.led }
}

fn question(question: &Discussed) -> QuestionJson<'_> {
    let decided = question.decided.as_ref();
    let parked = question.parked.as_ref();
    QuestionJson {
        key: &question.key,
        text: &question.text,
        rounds: question.rounds,
        votes: question.votes.iter().map(vote).collect(),
        decided: decided.map(|d| DecidedJson { answer: &d.answer, reason: &d.reason, dissent: &d.dissent }),
        parked: parked.map(|p| ParkedJson { owner: &p.owner, reason: &p.reason }),
    }
}

fn vote(vote: &Vote) -> VoteJson<'_> {
    VoteJson { answer: &vote.answer, by: vote.by.iter().map(voter).collect() }
}

fn voter(voter: &Voter) -> VoterJson<'_> {
    VoterJson { name: &voter.name, why: &voter.why, late: voter.late, was: voter.was.as_deref() }
}
