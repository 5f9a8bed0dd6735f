//! A seat's view of its room: who is there, the way through it, and one part at a time.

use super::about::{SeatPage, problems};
use super::steps::{Part, nav, parts, proposed};
use super::{asking, close, on_screen, overview, people, qr::qr, revealed, say, what_if};
use maud::{Markup, html};
use room::view::{Asked, Phase, You};

/// What changes: the inside of the page. `asked` is the part that the address names.
pub(super) fn room(page: &SeatPage, asked: Option<&str>) -> Markup {
    let view = &page.view;
    let Some(you) = &view.you else { return html! {} };
    let parts = parts(&view.room, you);
    let named = asked.and_then(|name| parts.iter().find(|part| part.name() == name)).copied();
    let shown = named.unwrap_or_else(|| proposed(&view.room, you));
    html! {
        div.room id="room" data-version=(view.version) data-say=(say(&view.room)) data-closed[view.room.closed.is_some()] data-over[view.room.closed.as_ref().is_some_and(|c| c.record.is_some())] {
            (people::own(page, you))
            (people::all(&view.room, Some(you.seat)))
            (nav(page, you, &parts, &shown))
            (problems("room-problems", &page.problems))
            @for part in &parts {
                section.stage id={ "part-" (part.name()) } data-part hidden[*part != shown] aria-labelledby={ "h-" (part.name()) } {
                    @match part {
                        Part::Question(index, asked) => (question(page, you, part, (*index, asked))),
                        Part::All => (overview::part(page, you)),
                        Part::WhatIf => (what_if::part(page, you)),
                        Part::Close => (close::part(page, you)),
                    }
                }
            }
        }
    }
}

fn question(page: &SeatPage, you: &You, part: &Part, (index, asked): (usize, &Asked)) -> Markup {
    let total = page.view.room.questions.len();
    html! {
        header {
            p.nth { "Question " (index + 1) " of " (total) @if asked.round > 1 { ", asked for the " (nth(asked.round)) " time" } }
            h2 id={ "h-" (asked.question.key()) } tabindex="-1" { (asked.text) }
            p.help { (asked.question.help()) }
        }
        (on_screen::choice(page, you, part))
        @if page.view.room.closed.is_some() || asked.phase != Phase::Open {
            (revealed::shown(&page.view.room, asked, Some(you.seat), page.figures.fleets()))
            @if page.view.room.closed.is_none() { (revealed::actions(page, you, asked)) }
        } @else {
            (asking::open(page, you, asked))
        }
    }
}

pub(super) fn nth(round: u32) -> String {
    match round {
        2 => "second".into(),
        3 => "third".into(),
        n => format!("{n}th"),
    }
}

/// What stays as it is: how others come in, and how one goes on elsewhere.
pub(super) fn below(page: &SeatPage) -> Markup {
    let link = page.place.link();
    html! {
        div.room-below {
            noscript { p { a href={ "/r/" (page.place.id) } { "Refresh" } " to see what the others did." } }
            @if page.view.room.closed.is_none() {
                details.file open[page.view.room.people.len() == 1] {
                    summary { "Invite others, or show it on a screen" }
                    div.invite {
                        (qr(&link, "Link to this room as a QR code"))
                        div {
                            p.copyable { label for="room-link" { "Everybody with this link can join" } input id="room-link" readonly value=(link); }
                            p { "Or open " b { (page.place.base) "/r" } " and type " span.room-code { (page.place.code) } "." }
                            p { a href=(page.place.path("screen")) target="_blank" rel="noopener" { "Open the screen for the projector" } }
                        }
                    }
                }
                @if let Some(phone) = &page.phone {
                    details.file {
                        summary { "Open my seat on another device" }
                        div.invite {
                            (qr(phone, "Link to your own seat as a QR code"))
                            div {
                                p.copyable { label for="phone-link" { "Whoever has this link answers as you" } input id="phone-link" readonly value=(phone); }
                                p.help { "Do not show it on a shared screen." }
                            }
                        }
                    }
                }
            }
        }
    }
}
