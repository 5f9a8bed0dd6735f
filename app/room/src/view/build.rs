//! Views from a state.

use super::*;
use crate::limits::TAKE_OVER_AFTER;
use crate::state::{Answer, Board, Outcome};
use model::scenario::link::from_query;
use std::collections::BTreeMap;

pub(super) fn room(state: &State, around: &Around) -> Room {
    let people = people(state, around.presence);
    let verdicts = around.verdicts.filter(|verdicts| verdicts.basis == state.basis());
    let scenario = from_query(state.scenario()).scenario;
    let questions = state.boards().map(|(question, board)| Asked {
        text: question.text_for(&scenario),
        verdict: verdicts.and_then(|v| v.each.get(&question)).cloned(),
        ..asked(state, (question, board))
    });
    Room {
        version: state.public_version(),
        title: state.title().to_string(),
        scenario: state.scenario().to_string(),
        answering: people.iter().filter(|p| p.role == Role::Answer).count(),
        facilitator: state.facilitator(),
        led_before: state.led_before(),
        may_take_over: state.closing().is_none()
            && state.facilitator_away(around.presence, around.now) >= TAKE_OVER_AFTER,
        questions: questions.collect(),
        people,
        asked_revision: state.asked_revision(),
        acted_on: state.acted_on(),
        on_screen: state.on_screen(),
        verdict: verdicts.and_then(|v| v.all.clone()),
        reveal: state.reveal_rule(),
        decided: state.decided_scenario(false),
        what_if: what_if(state),
        closed: closed(state),
        supersedes: state.supersedes().map(str::to_string),
        superseded_by: state.superseded_by().map(str::to_string),
    }
}

fn people(state: &State, presence: &Presence) -> Vec<Person> {
    let person = |(seat, s): (SeatId, &crate::state::Seat)| Person {
        seat,
        label: s.label.clone(),
        role: s.role,
        is_here: presence.is_here(seat),
        leads: seat == state.facilitator(),
    };
    (0..).map(SeatId).zip(state.seats()).map(person).collect()
}

/// A question but for its words and its verdict.
fn asked(state: &State, (question, board): (Question, &Board)) -> Asked {
    let (settled, parked) = match &board.outcome {
        Some(Outcome::Settled { value, reason, dissent }) => {
            let (words, dissent) = (question.words(value), dissent.iter().copied().collect());
            (Some(Settled { value: value.clone(), words, reason: reason.clone(), dissent }), None)
        }
        Some(Outcome::Parked { owner, reason }) => {
            (None, Some(Parked { owner: owner.clone(), reason: reason.clone() }))
        }
        None => (None, None),
    };
    let phase = match (&board.outcome, board.revealed) {
        (Some(Outcome::Settled { .. }), _) => Phase::Settled,
        (Some(Outcome::Parked { .. }), _) => Phase::Parked,
        (None, Some(_)) => Phase::Revealed,
        (None, None) => Phase::Open,
    };
    let answered = state.counted_answers(board).collect();
    Asked {
        question,
        text: String::new(),
        round: board.round,
        revision: board.revision,
        phase,
        answered,
        revealed: board.revealed.map(|by| revealed(state, (question, board), by)),
        settled,
        parked,
        verdict: None,
    }
}

fn revealed(state: &State, (question, board): (Question, &Board), by: RevealedBy) -> Revealed {
    let mut columns: BTreeMap<(usize, Option<&str>), Vec<Chip>> = BTreeMap::new();
    for (seat, answer) in &board.answers {
        let value = answer.given.value.as_deref();
        columns.entry((question.order(value), value)).or_default().push(chip(state, question, *seat, answer));
    }
    let columns: Vec<Column> = columns
        .into_iter()
        .map(|((_, value), chips)| Column { value: value.map(str::to_string), words: question.answer(value), chips })
        .collect();
    let answering = (0..).map(SeatId).zip(state.seats()).filter(|(_, s)| s.role == Role::Answer);
    Revealed {
        by,
        by_words: match by {
            RevealedBy::Seat(seat) => state.seat(seat).map(|s| s.label.clone()).unwrap_or_default(),
            RevealedBy::Date => "the date".into(),
            RevealedBy::Everybody => "everybody has answered".into(),
        },
        missing: answering.map(|(seat, _)| seat).filter(|seat| !board.answers.contains_key(seat)).collect(),
        numbers: question.is_number().then(|| numbers(&columns)).flatten(),
        columns,
    }
}

fn chip(state: &State, question: Question, seat: SeatId, answer: &Answer) -> Chip {
    Chip {
        seat,
        label: state.seat(seat).map(|s| s.label.clone()).unwrap_or_default(),
        why: answer.given.why.clone(),
        late: answer.late,
        was: answer.before.as_ref().map(|before| question.answer(before.value.as_deref())),
    }
}

/// Of the columns, which are in order.
fn numbers(columns: &[Column]) -> Option<Numbers> {
    let of = |column: &Column| Some((column.value.as_ref()?.parse::<u32>().ok()?, column.chips.len()));
    let all: Vec<u32> = columns.iter().filter_map(of).flat_map(|(n, times)| std::iter::repeat_n(n, times)).collect();
    let (least, greatest) = (*all.first()?, *all.last()?);
    let [below, above] = [all[(all.len() - 1) / 2], all[all.len() / 2]].map(u64::from);
    Some(Numbers { least, median: (below + above).div_ceil(2) as u32, greatest })
}

fn what_if(state: &State) -> WhatIf {
    let scenario = state.what_if().to_string();
    let by = state.what_if_by();
    WhatIf { scenario, revision: state.what_if_revision(), by, moves: moves::moves(state) }
}

fn closed(state: &State) -> Option<Closed> {
    let closing = state.closing()?;
    Some(Closed {
        by: closing.by,
        at: closing.at,
        title: closing.title.clone(),
        note: closing.note.clone(),
        scenario: closing.scenario.clone(),
        record: state.record().map(str::to_string),
    })
}

pub(super) fn you(state: &State, id: SeatId) -> Option<You> {
    let seat = state.seat(id)?;
    let leads = id == state.facilitator();
    let own = |(question, board): (Question, &Board)| {
        let answer = board.answers.get(&id);
        let last = board.earlier.last().and_then(|answers| answers.get(&id));
        Own {
            question,
            revision: answer.map_or(0, |a| a.revision),
            answered: answer.is_some(),
            value: answer.and_then(|a| a.given.value.clone()),
            why: answer.map(|a| a.given.why.clone()).unwrap_or_default(),
            last_round: last.map(|a| question.answer(a.given.value.as_deref())),
        }
    };
    Some(You {
        seat: id,
        label: seat.label.clone(),
        name: seat.name.clone(),
        role: seat.role,
        leads,
        may_what_if: state.closing().is_none() && (leads || state.what_if_by() == WhoMay::Everyone),
        answers: state.boards().map(own).collect(),
    })
}
