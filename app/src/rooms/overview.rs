//! All questions at a glance: who has answered, what was decided, and what the facilitator can set.

use super::about::SeatPage;
use super::asking::reveal;
use super::outcomes::{has_sides, sentence, side_by_side};
use super::steps::Part;
use super::what_if;
use super::{on_screen, people};
use crate::pages::saved::in_words;
use maud::{Markup, html};
use model::scenario::link::from_query;
use model::units::counted;
use room::view::{Asked, Phase, Room, You};
use room::{Question, Role, SeatId};

/// The part of the room.
pub(super) fn part(page: &SeatPage, you: &You) -> Markup {
    let room = &page.view.room;
    let open: Vec<&Asked> = room.questions.iter().filter(|asked| asked.phase == Phase::Open).collect();
    html! {
        header {
            h2 id="h-all" tabindex="-1" { (headline(room)) }
            p.help { (what_next(room, you)) }
        }
        (on_screen::choice(page, you, &Part::All))
        @if !open.is_empty() { (everything(room, &open)) }
        @if let Some(verdict) = &room.verdict {
            (sentence(Some(verdict), page.figures.fleets()))
            @if has_sides(verdict) { details.file id="all-outcomes" { summary { "What all questions together lead to" } (side_by_side(Some(verdict), page.figures.fleets())) } }
        }
        @if you.leads && room.closed.is_none() && open.len() > 1 && open.iter().any(|asked| !asked.answered.is_empty()) { (reveal_all(page, &open)) }
        ol.all-questions { @for asked in &room.questions { (line(page, you, asked)) } }
        (what_if::scenario(room, in_words))
        @if you.leads && room.closed.is_none() { (settings(page)) }
    }
}

/// Where the room is, in a few words.
pub(super) fn headline(room: &Room) -> String {
    let open: Vec<&Asked> = room.questions.iter().filter(|asked| asked.phase == Phase::Open).collect();
    let missing = missing(room);
    match (open.len(), missing) {
        (0, _) if room.questions.iter().any(|asked| asked.phase == Phase::Revealed) => {
            "The answers are revealed".into()
        }
        (0, _) => "Every question is decided or parked".into(),
        _ if room.answering == 0 => people::nobody(room).into(),
        (_, 0) => "Everybody has answered".into(),
        (_, n) => format!("Waiting for {}", counted(n as u32, "answer")),
    }
}

/// Answers that are still to come before everything could be revealed.
pub(super) fn missing(room: &Room) -> usize {
    let open = room.questions.iter().filter(|asked| asked.phase == Phase::Open);
    open.map(|asked| missing_of(room, asked)).sum()
}

/// Answers that a question still waits for.
fn missing_of(room: &Room, asked: &Asked) -> usize {
    room.answering.saturating_sub(asked.answered.len())
}

fn what_next(room: &Room, you: &You) -> &'static str {
    let is_open = room.questions.iter().any(|asked| asked.phase == Phase::Open);
    match (room.closed.is_some(), is_open, you.leads, you.role) {
        (true, ..) => "The room is closed.",
        (_, true, true, _) => "You reveal the answers, one question at a time or all at once.",
        (_, true, _, Role::Answer) => "You can change your answers until they are revealed. Nobody sees them before.",
        (_, true, ..) => "The answers are shown once they are revealed.",
        (_, false, true, _) => "Decide, park or ask again; then close the room.",
        _ => "The facilitator writes down what you decide.",
    }
}

/// Reveals what has an answer. A question without one would show nothing, so it stays open.
fn reveal_all(page: &SeatPage, open: &[&Asked]) -> Markup {
    let (answered, unanswered): (Vec<&Asked>, Vec<&Asked>) =
        open.iter().copied().partition(|asked| !asked.answered.is_empty());
    let missing: usize = answered.iter().map(|asked| missing_of(&page.view.room, asked)).sum();
    html! {
        form.row id="reveal-all" method="post" action=(page.place.path("reveal")) {
            input type="hidden" name="question" value="all";
            button.primary[missing == 0 && unanswered.is_empty()] {
                @if unanswered.is_empty() { "Reveal all " (counted(open.len() as u32, "question")) @if missing > 0 { " anyway" } }
                @else { "Reveal the " (counted(answered.len() as u32, "answered question")) }
            }
            @if missing > 0 { span.help { (counted(missing as u32, "answer")) " missing. Late answers still count, and are marked." } }
            @if !unanswered.is_empty() {
                span.help {
                    (counted(unanswered.len() as u32, "question"))
                    @if unanswered.len() == 1 { " has no answer at all and stays open." } @else { " have no answer at all and stay open." }
                }
            }
        }
    }
}

fn line(page: &SeatPage, you: &You, asked: &Asked) -> Markup {
    let room = &page.view.room;
    let key = asked.question.key();
    html! {
        li id={ "all-" (key) } {
            @if asked.phase != Phase::Open { p { (link(asked)) } }
            @match asked.phase {
                Phase::Open => { (line_of(asked, room, link(asked))) @if you.leads && room.closed.is_none() { (reveal(page, asked, "all-reveal")) } }
                Phase::Revealed => p.count { "Revealed." @if let Some(verdict) = &asked.verdict { " " (verdict.sentence) } },
                Phase::Settled => @if let Some(settled) = &asked.settled { p.count { "We decide: " b { (settled.words) } "." } },
                Phase::Parked => @if let Some(parked) = &asked.parked { p.count { b { "Parked" } ", " bdi { (parked.owner) } " takes care of it." } },
            }
        }
    }
}

fn link(asked: &Asked) -> Markup {
    let key = asked.question.key();
    html! { a href={ "?q=" (key) } data-turn={ "part-" (key) } { (asked.text) } }
}

/// On the screen: a question that is not decided, and how many have answered it, or that its answers are there to be seen.
pub(super) fn progress(room: &Room, asked: &Asked) -> Markup {
    match asked.phase {
        Phase::Open => line_of(asked, room, html! { (asked.text) }),
        _ => html! { p.progress { span { (asked.text) } b { "revealed" } } },
    }
}

fn line_of(asked: &Asked, room: &Room, text: Markup) -> Markup {
    html! {
        p.progress { span { (text) } @if room.answering > 0 { b { (asked.answered.len()) " of " (room.answering) } } }
        (people::missing(room, &asked.answered))
    }
}

/// A dot a person: filled once there is nothing to wait for from them.
fn everything(room: &Room, open: &[&Asked]) -> Markup {
    let has_all = |seat: &SeatId| open.iter().all(|asked| asked.answered.contains(seat));
    let done: Vec<SeatId> = room.people.iter().map(|p| p.seat).filter(has_all).collect();
    html! {
        @if room.answering > 0 { p.count { b { (done.len()) " of " (room.answering) } " have answered everything." } }
        (people::dots(room, &done))
    }
}

/// What the facilitator can change while the room is open.
fn settings(page: &SeatPage) -> Markup {
    let room = &page.view.room;
    let scenario = from_query(&room.scenario).scenario;
    let is_asked = |question: Question| room.questions.iter().any(|asked| asked.question == question);
    html! {
        details.file id="settings" {
            summary { "Questions and settings" }
            form id="ask" method="post" action=(page.place.path("ask")) {
                input type="hidden" name="against" value=(room.asked_revision);
                fieldset.asked {
                    legend { "Questions asked" }
                    ul {
                        @for question in Question::all() {
                            @let id = format!("asked-{}", question.key());
                            li { label for=(id) { input id=(id) type="checkbox" name="question" value=(question.key()) checked[is_asked(question)]; span { (question.text_for(&scenario)) } } }
                        }
                    }
                    p.help { "Answers to a question that is taken out are kept, in case it comes back." }
                    button { "Ask these" }
                }
            }
            (what_if::switch(page))
        }
    }
}
