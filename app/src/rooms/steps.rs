//! The parts of a room: a page a question, then what all of it comes to. Which one is proposed, and the way to each.

use super::about::SeatPage;
use maud::{Markup, html};
use room::view::{Asked, Phase, Room, You};
use room::{ActedOn, Role};

/// A part of the room.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Part<'a> {
    /// A question.
    Question(usize, &'a Asked),
    /// All questions, and who has answered.
    All,
    /// What is tried out together.
    WhatIf,
    /// The end.
    Close,
}

impl Part<'_> {
    /// Its name in addresses, and the end of its ID.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Part::Question(_, asked) => asked.question.key(),
            Part::All => "all",
            Part::WhatIf => "what-if",
            Part::Close => "close",
        }
    }
}

/// Every part that a seat has, in order. Figures come only once answers have been seen, so that they anchor nobody.
pub(super) fn parts<'a>(room: &'a Room, you: &You) -> Vec<Part<'a>> {
    let mut parts: Vec<Part> = room.questions.iter().enumerate().map(|(i, asked)| Part::Question(i, asked)).collect();
    parts.push(Part::All);
    if is_anything_revealed(room) {
        parts.push(Part::WhatIf);
    }
    if you.leads || room.closed.is_some() {
        parts.push(Part::Close);
    }
    parts
}

/// Whether there is an answer that everybody sees.
pub(super) fn is_anything_revealed(room: &Room) -> bool {
    room.questions.iter().any(|asked| asked.revealed.is_some())
}

/// The question that was acted on last.
pub(super) fn acted_on(room: &Room) -> Option<(usize, &Asked)> {
    let Some(ActedOn::Question(question)) = room.acted_on else { return None };
    room.questions.iter().enumerate().find(|(_, asked)| asked.question == question)
}

/// The question that all talk about: revealed, and neither settled nor parked. The one that was acted on last, or else the
/// first.
pub(super) fn talked_about(room: &Room) -> Option<(usize, &Asked)> {
    let is_talked_about = |(_, asked): &(usize, &Asked)| asked.phase == Phase::Revealed;
    acted_on(room).filter(is_talked_about).or_else(|| room.questions.iter().enumerate().find(is_talked_about))
}

/// The part that is shown unless a person turns to another: the end, what is asked again and waits for an answer, what
/// all talk about, what one has not answered, what one waits for.
pub(super) fn proposed<'a>(room: &'a Room, you: &You) -> Part<'a> {
    if room.closed.is_some() {
        return Part::Close;
    }
    let unanswered = |asked: &Asked| {
        you.role == Role::Answer
            && asked.phase == Phase::Open
            && you.own(asked.question).is_none_or(|own| !own.answered)
    };
    let first = |is: &dyn Fn(&Asked) -> bool| room.questions.iter().enumerate().find(|(_, asked)| is(asked));
    let asked_again = first(&|asked| unanswered(asked) && asked.round > 1);
    if let Some((index, asked)) = asked_again.or_else(|| talked_about(room)).or_else(|| first(&unanswered)) {
        return Part::Question(index, asked);
    }
    let is_done = room.questions.iter().all(|asked| matches!(asked.phase, Phase::Settled | Phase::Parked));
    if is_done && you.leads { Part::Close } else { Part::All }
}

/// The way to each part.
pub(super) fn nav(page: &SeatPage, you: &You, parts: &[Part], shown: &Part) -> Markup {
    let room = &page.view.room;
    html! {
        nav.room-steps aria-label="Parts of this room" {
            ol {
                @for part in parts {
                    @let (class, state) = state(part, room, you);
                    li class=[class] {
                        a href={ "?q=" (part.name()) } data-turn={ "part-" (part.name()) } aria-current=[(part == shown).then_some("step")] {
                            @match part {
                                Part::Question(index, asked) => { span { "Question " (index + 1) } span.vh { ": " (asked.text) } }
                                Part::All => span { "Overview" },
                                Part::WhatIf => span { "What if" },
                                Part::Close => { @if room.closed.is_some() { span { "The end" } } @else { span { "Close" } } }
                            }
                            small { (state) }
                        }
                    }
                }
            }
        }
    }
}

/// What a part's step says of it.
fn state(part: &Part, room: &Room, you: &You) -> (Option<&'static str>, String) {
    let words = match part {
        Part::Question(_, asked) => return of_question(asked, room, you),
        Part::All => {
            let decided = room.questions.iter().filter(|a| a.phase == Phase::Settled).count();
            format!("{decided} of {} decided", room.questions.len())
        }
        Part::WhatIf => match room.what_if.moves.first() {
            Some(last) => format!("{} moved it", room.label(last.seat)),
            None => "other figures".into(),
        },
        Part::Close => if room.closed.is_some() { "the record" } else { "keep the record" }.into(),
    };
    (None, words)
}

fn of_question(asked: &Asked, room: &Room, you: &You) -> (Option<&'static str>, String) {
    match asked.phase {
        Phase::Open if you.role == Role::Watch && room.answering == 0 => (None, "open".into()),
        Phase::Open if you.role == Role::Watch => (None, format!("{} of {}", asked.answered.len(), room.answering)),
        Phase::Open if you.own(asked.question).is_some_and(|own| own.answered) => (Some("mine"), "you answered".into()),
        Phase::Open => (None, "to answer".into()),
        Phase::Revealed => (Some("revealed"), "revealed".into()),
        Phase::Settled => (Some("decided"), "decided".into()),
        Phase::Parked => (Some("decided"), "parked".into()),
    }
}
