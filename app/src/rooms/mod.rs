//! The planning room's pages: starting one, joining, a seat's own view, and the screen for everybody.
//!
//! Server only. Views are markup as a function of what one seat may see; a small script takes the same markup as it
//! changes (`room.js`, `patch.js`), and without it forms and a refresh do. What is the same for everybody, such as what
//! the answers lead to, is made once for all seats: [`Figures`].

mod about;
mod answers_on_screen;
mod asking;
mod close;
mod costs_on_screen;
mod figures;
pub mod fleets;
mod join;
mod on_screen;
mod outcomes;
mod overview;
mod people;
mod qr;
mod revealed;
#[cfg(any(test, debug_assertions))]
pub mod samples;
mod screen;
mod seat;
mod start;
mod steps;
mod strip;
pub mod what_if;

use crate::head::Head;
use crate::pages::readable;
use crate::surroundings::search;
pub use crate::together::RoomsOn;
use crate::unbroken::unbroken;
pub use about::{CodePage, Gone, JoinPage, Place, RoomPage, ScreenPage, SeatPage, StartPage, Suggested, Typed};
use axum::http::StatusCode;
pub use figures::Figures;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use maud::{Markup, PreEscaped, html};
use model::scenario::link::query_pairs;

/// The script of a room's pages.
const SCRIPT: &str = concat!(include_str!("patch.js"), include_str!("room.js"));
/// The key of an address that says which question to show.
const SHOWN: &str = "q";

/// The page of a [`RoomPage`].
#[component]
pub fn Room() -> AnyView {
    match use_context::<RoomPage>() {
        Some(RoomPage::Start(page)) => plain("Decide together", start::page(&page)),
        Some(RoomPage::Code(page)) => plain("Join a room", join::code_page(&page)),
        Some(RoomPage::Join(page)) => plain(&page.view.room.title, join::page(&page)),
        Some(RoomPage::Seat(page)) => seat_page(&page),
        Some(RoomPage::Screen(page)) => screen_page(&page),
        Some(RoomPage::Gone(gone)) => plain(gone.heading, about::gone_page(&gone)),
        None => nothing(),
    }
}

/// No room is here, and none can be.
fn nothing() -> AnyView {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(StatusCode::NOT_FOUND);
    }
    let gone = Gone { heading: "There is nothing at this address", sentences: Vec::new() };
    plain(gone.heading, about::gone_page(&gone))
}

/// What the stream sends to a seat, and what a script's command is answered with: one line of HTML.
pub fn seat_fragment(page: &SeatPage) -> String {
    one_line(&seat::room(page, None))
}

/// What the stream sends to the screen: one line of HTML.
pub fn screen_fragment(page: &ScreenPage) -> String {
    one_line(&screen::room(page))
}

/// The last that the stream of a room says that is no more: one line of HTML. `version` is above all before.
pub fn gone_fragment(version: u64, gone: &Gone) -> String {
    one_line(&about::gone_room(version, gone))
}

/// What the live region reads out when it changes: the one thing that everybody should know now.
fn say(room: &room::view::Room) -> String {
    let leads = match room.facilitator {
        room::SeatId(0) => String::new(),
        other => format!("{} leads this room now. ", room.label(other)),
    };
    let now = match (&room.closed, steps::talked_about(room)) {
        (Some(_), _) => "The room is closed.".to_string(),
        (None, Some((_, asked))) => {
            let sentence = asked.verdict.as_ref().map_or("", |verdict| verdict.sentence.as_str());
            let colon = if asked.text.ends_with('?') { "" } else { ":" };
            format!("Revealed: {}{colon} {sentence}", asked.text)
        }
        // not at every answer: whoever listens would hear of nothing else
        (None, None) if overview::missing(room) > 0 && room.answering > 0 => "Answers are collected.".to_string(),
        (None, None) => overview::headline(room) + ".",
    };
    leads + now.trim_end()
}

/// A stream's message ends at the end of its line, so line breaks that people typed are written as references. Figures stay
/// whole as in the page, whose text this replaces.
fn one_line(markup: &Markup) -> String {
    unbroken(&markup.0).replace('\r', "&#13;").replace('\n', "&#10;")
}

/// A page without a script.
fn plain(title: &str, content: Markup) -> AnyView {
    head_of(title).page(html! { article.page.room-page { (content) } })
}

fn seat_page(page: &SeatPage) -> AnyView {
    let asked = query_pairs(&search()).find(|(key, _)| key == SHOWN).map(|(_, value)| value);
    let content = html! {
        (head(&page.view.room.title))
        (seat::room(page, asked.as_deref()))
        (seat::below(page))
        (readable::script())
    };
    with_script(&page.view.room.title, "page wide room-page", &format!("/r/{}/stream", page.place.id), content)
}

fn screen_page(page: &ScreenPage) -> AnyView {
    let content = html! { (head(&page.view.room.title)) (screen::room(page)) };
    with_script(&page.view.room.title, "screen", &format!("/r/{}/screen/stream", page.place.id), content)
}

/// What stays as it is while the room changes: its title, and the lines in which the script speaks.
fn head(title: &str) -> Markup {
    html! {
        h1 { bdi { (title) } }
        p.offline id="room-line" role="status" hidden {}
        p.vh.room-say id="room-say" role="status" {}
    }
}

fn with_script(title: &str, class: &str, stream: &str, content: Markup) -> AnyView {
    head_of(title).page(html! {
        article class=(class) { (content) }
        script nonce=[use_nonce()] data-stream=(stream)
            data-lost="The connection is lost. What you type stays here; the page follows again when it is back."
            data-unsent="Not sent yet: there is no connection. It is sent when it is back."
            data-back="The connection is back." { (PreEscaped(SCRIPT)) }
    })
}

fn head_of(title: &str) -> Head {
    Head::titled(&format!("{title}: Berth")).unlisted()
}

#[cfg(test)]
mod tests;
