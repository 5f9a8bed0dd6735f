//! The end: the facilitator closes the room into a record, and everybody finds the way to it.

use super::about::SeatPage;
use super::figures::Figures;
use super::steps::is_anything_revealed;
use crate::date::date;
use maud::{Markup, html};
use model::units::counted;
use room::limits::{MAX_NOTE, MAX_TITLE};
use room::view::{Closed, Phase, Room, You};

/// The part of the room.
pub(super) fn part(page: &SeatPage, you: &You) -> Markup {
    match &page.view.room.closed {
        Some(closed) => html! { (ended(&page.view.room, closed)) (decided(&page.figures, &page.view.room, closed)) },
        None => html! { @if you.leads { (form(page)) } },
    }
}

/// That it is closed, and where its record is.
pub(super) fn ended(room: &Room, closed: &Closed) -> Markup {
    let day = date(i64::try_from(closed.at.0).unwrap_or(i64::MAX));
    html! {
        header {
            h2 id="h-close" tabindex="-1" { "Closed" }
            p { bdi { (room.label(closed.by)) } " closed this room on " (day) ". It stays as it is." }
        }
        @match &closed.record {
            Some(id) => {
                p.mood.agrees { a href={ "/s/" (id) "/record" } { "The record: " bdi { (closed.title) } } }
                p { a href={ "/s/" (id) } { "The decision with its figures" } }
            }
            None => p.mood { "The record is being saved." },
        }
        @if let Some(id) = &room.supersedes { p { "It takes the place of " a href={ "/s/" (id) "/record" } { "an earlier decision" } "." } }
        @if let Some(id) = &room.superseded_by { p { "A " a href={ "/s/" (id) "/record" } { "later decision" } " says that it takes its place." } }
        @if !closed.note.is_empty() { p.note { bdi { (closed.note) } } }
    }
}

/// What the room was closed with: pod network, nodes and cost, as its record plans it.
pub(super) fn decided(figures: &Figures, room: &Room, closed: &Closed) -> Markup {
    html! {
        @if is_anything_revealed(room) { div.decided-as {
            @if closed.scenario == room.decided { (figures.recorded()) } @else { (figures.markup()) }
            @if !figures.fleets().0.is_empty() { p { "That is with one type throughout; the record has the fleet of several types." } }
        } }
    }
}

fn form(page: &SeatPage) -> Markup {
    let room = &page.view.room;
    let open = room.questions.iter().filter(|a| matches!(a.phase, Phase::Open | Phase::Revealed)).count();
    let title = page.typed("", "title").unwrap_or(&room.title);
    let note = page.typed("", "note").unwrap_or_default();
    html! {
        header {
            h2 id="h-close" tabindex="-1" { "Close the room" }
            p.help { "It becomes a record that is kept: who was there, every answer with its why, what was decided and who disagreed, what was parked. Nobody can change it afterwards." }
        }
        @if open > 0 { p.mood.matters { (counted(open as u32, "question")) @if open == 1 { " is" } @else { " are" } " neither decided nor parked. The record will say so." } }
        // Sent as a form, so that whoever closes sees the secret that deletes the record, on its page.
        form.close-form id="close" method="post" action=(page.place.path("close")) data-leaves {
            p.why {
                label for="close-title" { "Title of the record" }
                input id="close-title" name="title" type="text" value=(title) maxlength=(MAX_TITLE) required autocomplete="off";
            }
            p.why {
                label for="close-note" { "Note " span.help { "For the next reader. Optional." } }
                textarea id="close-note" name="note" rows="4" maxlength=(MAX_NOTE) { (note) }
            }
            (figures(page))
            div.row { button.primary { "Close the room and keep the record" } }
        }
    }
}

/// What the record will say, and what it says instead where it is made for what was tried out.
fn figures(page: &SeatPage) -> Markup {
    let is_tried = page.view.room.what_if.revision > 0 && page.figures.is_tried_apart();
    html! {
        @if is_anything_revealed(&page.view.room) {
            p.help { "The record will say" @if is_tried { ", unless you tick the box below" } ":" }
            div.tried-last { (page.figures.recorded()) }
        }
        @if is_tried {
            p.row { input id="close-what-if" name="with_what_if" type="checkbox" value="1"; label for="close-what-if" { "Decide for the figures that were tried out last instead" } }
            div.tried-last { (page.figures.markup()) }
        }
    }
}
