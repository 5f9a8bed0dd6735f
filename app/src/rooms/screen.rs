//! The screen for the projector: how to join, who is there, and what everybody may see. No controls, nobody's own
//! answers.

use super::about::ScreenPage;
use super::overview::{headline, progress};
use super::steps::{is_anything_revealed, talked_about};
use super::{close, outcomes, people, qr::qr, revealed, say};
use maud::{Markup, html};
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
    if let Some((index, asked)) = talked_about(room) {
        return html! {
            p.nth { "Question " (index + 1) " of " (room.questions.len()) }
            h2 { (asked.text) }
            (revealed::shown(room, asked, None))
        };
    }
    html! {
        h2 { (headline(room)) }
        @if let Some(verdict) = &room.verdict { (outcomes::sentence(Some(verdict))) }
        ol.all-questions { @for asked in room.questions.iter().filter(|asked| asked.phase == Phase::Open) { li { (progress(room, asked)) } } }
        (decisions(room))
        @if is_anything_revealed(room) && room.what_if.revision > 0 { h2 { "What if" } (page.figures.markup()) }
    }
}

/// What has been decided or parked so far.
fn decisions(room: &Room) -> Markup {
    let done = |asked: &&Asked| matches!(asked.phase, Phase::Settled | Phase::Parked);
    html! {
        ol.all-questions {
            @for asked in room.questions.iter().filter(done) {
                li {
                    p { (asked.text) }
                    @if let Some(settled) = &asked.settled { p { "We decide: " b { (settled.words) } } }
                    @if let Some(parked) = &asked.parked { p { b { "Parked" } ", " bdi { (parked.owner) } } }
                }
            }
        }
    }
}
