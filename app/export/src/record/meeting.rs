//! What a team decided together, and how it came to that: who was there, what each answered and why.

use crate::markdown::{Document, plain};
use model::units::counted;
use model::words::listed;
use room::meeting::{Discussed, Meeting, Vote, Voter};

/// The decisions and what was left for later: the record's first part.
pub(super) fn decided(document: &mut Document, meeting: &Meeting) {
    document.heading(2, "Decided together");
    for question in &meeting.questions {
        let text = asked(question);
        match (&question.decided, &question.parked) {
            (Some(decided), _) => {
                let dissent: Vec<_> = decided.dissent.iter().map(|name| plain(name)).collect();
                let dissent = match dissent.is_empty() {
                    true => String::new(),
                    false => format!(" Dissent: {}.", listed(&dissent)),
                };
                document.point(&format!("{text} **{}**{}.{dissent}", plain(&decided.answer), because(&decided.reason)));
            }
            (None, Some(parked)) => document.point(&format!(
                "{text} **parked**, owner {}{}.",
                plain(&parked.owner),
                because(&parked.reason)
            )),
            (None, None) => document.point(&format!("{text} left open.")),
        }
    }
}

/// Those present and every answer.
pub(super) fn held(document: &mut Document, meeting: &Meeting) {
    document.heading(2, "The meeting");
    let present: Vec<String> = meeting
        .present
        .iter()
        .map(|person| match (person.led, person.watched) {
            (true, _) => format!("{} (led)", plain(&person.name)),
            (_, true) => format!("{} (watched)", plain(&person.name)),
            _ => plain(&person.name),
        })
        .collect();
    document.point(&format!("Present: {}.", listed(&present)));
    for question in &meeting.questions {
        let rounds = match question.rounds {
            0 | 1 => String::new(),
            n => format!(" ({})", counted(n, "round")),
        };
        let votes: Vec<String> = question.votes.iter().map(vote).collect();
        document.point(&match votes.is_empty() {
            true => format!("{}{rounds} no answer was revealed.", asked(question)),
            false => format!("{}{rounds} {}.", asked(question), votes.join("; ")),
        });
    }
}

/// `Must pod traffic be encrypted?`, `IPv6:`
fn asked(question: &Discussed) -> String {
    let colon = if question.text.ends_with('?') { "" } else { ":" };
    plain(&question.text) + colon
}

fn because(reason: &str) -> String {
    match reason.trim().trim_end_matches('.') {
        "" => String::new(),
        reason => format!(": {}", plain(reason)),
    }
}

/// `**no**: Ana ("TLS is above it"), Ben (late, was yes)`
fn vote(vote: &Vote) -> String {
    let by: Vec<String> = vote.by.iter().map(voter).collect();
    format!("**{}**: {}", plain(&vote.answer), by.join(", "))
}

fn voter(voter: &Voter) -> String {
    let mut said: Vec<String> = Vec::new();
    if !voter.why.is_empty() {
        said.push(format!("\u{201c}{}\u{201d}", plain(&voter.why)));
    }
    match &voter.was {
        Some(was) => said.push(format!("changed after the reveal, was {}", plain(was))),
        None if voter.late => said.push("after the reveal".into()),
        None => {}
    }
    match said.is_empty() {
        true => plain(&voter.name),
        false => format!("{} ({})", plain(&voter.name), said.join("; ")),
    }
}
