//! What the screen shows, and the facilitator's choice of it.

use super::about::SeatPage;
use super::steps::{Part, acted_on, is_anything_revealed, talked_about};
use maud::{Markup, html};
use room::view::{Asked, Phase, Room, You};
use room::{ActedOn, OnScreen};

/// What the screen shows: what the facilitator has chosen, until something is acted on; then that, or what all talk about.
pub(super) fn on_screen(room: &Room) -> Part<'_> {
    if room.closed.is_some() {
        return Part::Close;
    }
    if let Some(chosen) = chosen(room) {
        return chosen;
    }
    if room.acted_on == Some(ActedOn::WhatIf) && is_anything_revealed(room) {
        return Part::WhatIf;
    }
    let is_asked_again = |(_, asked): &(usize, &Asked)| asked.phase == Phase::Open && asked.round > 1;
    let question = acted_on(room).filter(is_asked_again).or_else(|| talked_about(room));
    question.map_or(Part::All, |(index, asked)| Part::Question(index, asked))
}

fn chosen(room: &Room) -> Option<Part<'_>> {
    match room.on_screen? {
        OnScreen::All => Some(Part::All),
        OnScreen::Question(question) => {
            let index = room.questions.iter().position(|asked| asked.question == question)?;
            Some(Part::Question(index, &room.questions[index]))
        }
    }
}

/// The facilitator's way to show a question or all of them there, and what is there now.
pub(super) fn choice(page: &SeatPage, you: &You, part: &Part) -> Markup {
    let room = &page.view.room;
    if !you.leads || room.closed.is_some() {
        return html! {};
    }
    let now = on_screen(room);
    if now == *part {
        return html! { p.help { "This is on the screen now." } };
    }
    html! {
        form.row id={ "show-" (part.name()) } method="post" action=(page.place.path("show")) {
            input type="hidden" name="question" value=(part.name());
            button { @if *part == Part::All { "Show all questions on the screen" } @else { "Show on the screen" } }
            span.help { "On the screen now: " (named(&now)) "." }
        }
    }
}

fn named(part: &Part) -> String {
    match part {
        Part::Question(index, _) => format!("question {}", index + 1),
        Part::All => "all questions".into(),
        Part::WhatIf => "the what-if".into(),
        Part::Close => "the end".into(),
    }
}
