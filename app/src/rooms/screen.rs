//! The screen for the projector: how to join, who is there, and what everybody may see. No controls, nobody's own
//! answers.

use super::about::ScreenPage;
use super::overview::{headline, progress};
use super::steps::{acted_on, is_anything_revealed, talked_about};
use super::{asking, close, outcomes, people, qr::qr, revealed, say, what_if};
use maud::{Markup, html};
use room::ActedOn;
use room::view::{Asked, Phase, Room};

/// What changes: the inside of the page.
pub(super) fn room(page: &ScreenPage) -> Markup {
    let room = &page.view.room;
    html! {
        div.room id="room" data-version=(page.view.version) data-say=(say(room)) data-over[room.closed.as_ref().is_some_and(|c| c.record.is_some())] {
            div.screen-sides {
                div { (stage(page, room)) }
                aside.screen-join aria-label="Joining" {
                    @if room.closed.is_none() { (join(page)) }
                    (people::all(room, None))
                }
            }
        }
    }
}

fn join(page: &ScreenPage) -> Markup {
    let host = page.place.base.split_once("://").map_or(page.place.base.as_str(), |(_, host)| host);
    html! {
        (qr(&page.place.link(), "Link to this room as a QR code"))
        p { b { (host) "/r" } br; "Code " span.room-code { (page.place.code) } }
    }
}

fn stage(page: &ScreenPage, room: &Room) -> Markup {
    if let Some(closed) = &room.closed {
        return html! { (close::ended(room, closed)) (decisions(room)) };
    }
    if room.acted_on == Some(ActedOn::WhatIf) && is_anything_revealed(room) {
        return html! { h2 { "What if" } (page.figures.markup()) (what_if::moves(room)) };
    }
    let last = acted_on(room);
    if let Some((index, asked)) = last.filter(|(_, asked)| asked.phase == Phase::Open && asked.round > 1) {
        return html! { (nth(room, index)) h2 { (asked.text) } p { "Asked again: everybody answers alone once more." } (asking::count(room, asked)) };
    }
    if let Some((index, asked)) = talked_about(room) {
        return html! {
            @if let Some((before, done)) = last.filter(|(_, asked)| matches!(asked.phase, Phase::Settled | Phase::Parked)) { (just_done(room, before, done)) }
            (nth(room, index))
            h2 { (asked.text) }
            (revealed::shown(room, asked, None, page.figures.fleets()))
        };
    }
    html! {
        h2 { (headline(room)) }
        @if let Some(verdict) = &room.verdict { (outcomes::sentence(Some(verdict), page.figures.fleets())) }
        ol.all-questions { @for asked in room.questions.iter().filter(|asked| asked.phase == Phase::Open) { li { (progress(room, asked)) } } }
        (decisions(room))
        @if is_anything_revealed(room) && room.what_if.revision > 0 { h2 { "What if" } (page.figures.markup()) }
    }
}

fn nth(room: &Room, index: usize) -> Markup {
    html! { p.nth { "Question " (index + 1) " of " (room.questions.len()) } }
}

/// What came of the question before this one: it was said a moment ago.
fn just_done(room: &Room, index: usize, asked: &Asked) -> Markup {
    html! { div.just-done { (nth(room, index)) p { (asked.text) } (revealed::outcome(room, asked)) } }
}

/// What has been decided or parked so far.
fn decisions(room: &Room) -> Markup {
    let done = |asked: &&Asked| matches!(asked.phase, Phase::Settled | Phase::Parked);
    html! {
        ol.all-questions {
            @for asked in room.questions.iter().filter(done) {
                li {
                    p { (asked.text) }
                    @if let Some(settled) = &asked.settled { p { "We decide: " b { (settled.words) } } @if !settled.reason.is_empty() { p.help { bdi { (settled.reason) } } } }
                    @if let Some(parked) = &asked.parked { p { b { "Parked" } ", " bdi { (parked.owner) } } }
                }
            }
        }
    }
}
