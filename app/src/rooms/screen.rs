//! The screen for the projector: how to join, who is there, and what everybody may see. No controls, nobody's own
//! answers.

use super::about::ScreenPage;
use super::on_screen::on_screen;
use super::overview::{headline, progress};
use super::steps::{Part, acted_on, is_anything_revealed};
use super::{asking, close, outcomes, people, qr::qr, revealed, say, what_if};
use maud::{Markup, html};
use model::words::listed;
use room::view::{Asked, Phase, Room};

/// What changes: the inside of the page.
pub(super) fn room(page: &ScreenPage) -> Markup {
    let room = &page.view.room;
    html! {
        div.room id="room" data-version=(page.view.version) data-say=(say(room)) data-over[room.closed.as_ref().is_some_and(|c| c.record.is_some())] {
            div.screen-sides.under-way[is_under_way(room)] {
                div { (stage(page, room)) }
                aside.screen-join aria-label="Joining" {
                    @if room.closed.is_none() { (join(page, !is_under_way(room))) }
                    @if is_under_way(room) && room.people.len() > GLANCE { p { (room.people.len()) " people" } } @else { (people::all(room, None)) }
                }
            }
        }
    }
}

/// People who are named beside what is talked about.
const GLANCE: usize = 12;
/// Decisions that the screen has room for, and those that it has room to give reasons for.
const DECISIONS: usize = 8;
const REASONS: usize = 4;

/// Whether there is more to look at than who joins: then the way in is a line, and the rest has the screen's width.
fn is_under_way(room: &Room) -> bool {
    room.closed.is_some() || room.questions.iter().any(|asked| asked.phase != Phase::Open)
}

fn join(page: &ScreenPage, has_code: bool) -> Markup {
    let host = page.place.base.split_once("://").map_or(page.place.base.as_str(), |(_, host)| host);
    html! {
        @if has_code { (qr(&page.place.link(), "Link to this room as a QR code")) }
        p { b { (host) "/r" } @if has_code { br; } @else { " " } "Code " span.room-code { (page.place.code) } }
    }
}

fn stage(page: &ScreenPage, room: &Room) -> Markup {
    match on_screen(room) {
        Part::Close => html! {
            @if let Some(closed) = &room.closed { (close::ended(room, closed)) (close::decided(&page.figures, room, closed)) }
            (decisions(room))
        },
        Part::WhatIf => html! { h2 { "What if" } (page.figures.markup()) (what_if::moves(room)) },
        Part::Question(index, asked) => question(page, room, (index, asked)),
        Part::All => all(page, room),
    }
}

/// A question, with its answers once they are revealed; before, with who has answered.
fn question(page: &ScreenPage, room: &Room, (index, asked): (usize, &Asked)) -> Markup {
    html! {
        (just_done(room))
        div.screen-question { p.nth { "Question " (index + 1) " of " (room.questions.len()) } h2 { (asked.text) } }
        @if asked.phase == Phase::Open {
            p.help { (asked.question.help()) }
            @if asked.round > 1 { p { "Asked again: everybody answers alone once more." } }
            (asking::count(room, asked))
        } @else {
            (revealed::shown(room, asked, None, page.figures.fleets()))
        }
    }
}

/// All questions: those that are not decided with how far they are, then the decisions.
fn all(page: &ScreenPage, room: &Room) -> Markup {
    html! {
        h2 { (headline(room)) }
        @if let Some(verdict) = &room.verdict { (outcomes::sentence(Some(verdict), page.figures.fleets())) }
        ol.all-questions { @for asked in room.questions.iter().filter(|asked| !is_done(asked)) { li { (progress(room, asked)) } } }
        (decisions(room))
        @if is_anything_revealed(room) && room.what_if.revision > 0 { h2 { "What if" } (page.figures.markup()) }
    }
}

/// Whether a question is decided, or left for later.
fn is_done(asked: &Asked) -> bool {
    matches!(asked.phase, Phase::Settled | Phase::Parked)
}

/// What came of the question before this one, in a line: it was said a moment ago. Not once another has been chosen.
fn just_done(room: &Room) -> Markup {
    let done = acted_on(room).filter(|(_, asked)| is_done(asked) && room.on_screen.is_none());
    html! {
        @if let Some((index, asked)) = done {
            p.just-done {
                "Question " (index + 1) ": "
                @if let Some(settled) = &asked.settled { "we decide " b { (settled.words) } "." }
                @else if let Some(parked) = &asked.parked { b { "parked" } ", " bdi { (parked.owner) } " takes care of it." }
            }
        }
    }
}

/// What has been decided or parked so far.
fn decisions(room: &Room) -> Markup {
    let done: Vec<&Asked> = room.questions.iter().filter(|asked| is_done(asked)).collect();
    let gives_reasons = done.len() <= REASONS;
    html! {
        ol.all-questions {
            @for asked in done.iter().take(DECISIONS) {
                li {
                    p { (asked.text) }
                    @if let Some(settled) = &asked.settled { p { "We decide: " b { (settled.words) } } @if gives_reasons && !settled.reason.is_empty() { p.help { bdi { (settled.reason) } } } }
                    @if let Some(parked) = &asked.parked { p { b { "Parked" } ", " bdi { (parked.owner) } } }
                }
            }
        }
        @if done.len() > DECISIONS { p.help { "and " (done.len() - DECISIONS) " more" } }
        @let open: Vec<String> = room.questions.iter().filter(|asked| !is_done(asked)).map(|asked| format!("\u{201c}{}\u{201d}", asked.text)).collect();
        @if room.closed.is_some() && !open.is_empty() { p.help { "Left open: " (listed(&open)) "." } }
    }
}
