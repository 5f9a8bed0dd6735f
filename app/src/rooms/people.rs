//! Who is in a room: names, dots for answers, and what a seat can change of itself.

use super::about::SeatPage;
use maud::{Markup, html};
use room::limits::MAX_NAME;
use room::view::{Chip, Person, Room, You};
use room::{Role, SeatId};

/// That there is nobody to wait for yet: counts of nobody read as if all were done.
pub(super) fn nobody(room: &Room) -> &'static str {
    if room.people.len() > 1 { "Nobody who answers has joined yet" } else { "Nobody has joined yet" }
}

/// Most people that have a dot each.
const GLANCE: usize = 40;
/// Most people who are named as missing.
const NAMED: usize = 3;

/// Everybody, filled while they are here.
pub(super) fn all(room: &Room, you: Option<SeatId>) -> Markup {
    html! {
        ul.people aria-label="In this room" {
            @for person in &room.people {
                li.person.here[person.is_here].watches[person.role == Role::Watch].you[Some(person.seat) == you] id={ "person-" (person.seat.0) } {
                    bdi { (person.label) }
                    (what_of(person, you))
                }
            }
        }
    }
}

fn what_of(person: &Person, you: Option<SeatId>) -> Markup {
    let mut words = Vec::new();
    if person.leads {
        words.push("facilitator");
    }
    if person.role == Role::Watch {
        words.push("watches");
    }
    if !person.is_here && Some(person.seat) != you {
        words.push("away");
    }
    html! { @if !words.is_empty() { small { (words.join(", ")) } } }
}

/// A dot for each who answers, filled once they have. Never what. With more people than a glance takes in, the names of
/// the last who are missing.
pub(super) fn dots(room: &Room, answered: &[SeatId]) -> Markup {
    if room.answering > GLANCE {
        return missing(room, answered);
    }
    html! {
        ul.people aria-label="Who has answered" {
            @for person in room.people.iter().filter(|p| p.role == Role::Answer) {
                @let has = answered.contains(&person.seat);
                li.person.answered[has] { bdi { (person.label) } span.vh { @if has { " has answered" } @else { " has not answered" } } }
            }
        }
    }
}

/// The names of those who are waited for, once they are few.
pub(super) fn missing(room: &Room, answered: &[SeatId]) -> Markup {
    let people = room.people.iter().filter(|p| p.role == Role::Answer && !answered.contains(&p.seat));
    let missing: Vec<SeatId> = people.map(|p| p.seat).collect();
    html! {
        @if (1..=NAMED).contains(&missing.len()) && !answered.is_empty() { p.help { "Waiting for " (named(room, &missing)) "." } }
    }
}

/// Names in a sentence.
pub(super) fn named(room: &Room, seats: &[SeatId]) -> Markup {
    html! {
        @for (index, seat) in seats.iter().enumerate() {
            @if index > 0 { @if index + 1 == seats.len() { " and " } @else { ", " } }
            bdi { (room.label(*seat)) }
        }
    }
}

/// Somebody by what they answered, and their why.
pub(super) fn answered(chip: &Chip, you: Option<SeatId>) -> Markup {
    html! {
        li {
            span.chip.you[Some(chip.seat) == you] {
                bdi { (chip.label) }
                @if chip.late { span.late { "late" @if let Some(was) = &chip.was { ", was: " (was) } } }
            }
            @if !chip.why.is_empty() { bdi.said { "\u{201c}" (chip.why) "\u{201d}" } }
        }
    }
}

/// Who one is, and what one can change of that.
pub(super) fn own(page: &SeatPage, you: &You) -> Markup {
    let place = &page.place;
    let closed = page.view.room.closed.is_some();
    let (other, words) = match you.role {
        Role::Answer => ("watch", "Only watch"),
        Role::Watch => ("answer", "Answer too"),
    };
    html! {
        div.room-you {
            p {
                "You are " b { bdi { (you.label) } }
                @if you.leads { ", the facilitator" }
                @if you.role == Role::Watch { ", watching" }
                "."
            }
            @if !closed {
                details id="you-more" {
                    summary { "Change" }
                    div.row {
                        form id="rename" method="post" action=(place.path("rename")) {
                            label for="rename-name" { "Name" }
                            input id="rename-name" name="name" type="text" value=(you.name) maxlength=(MAX_NAME) required autocomplete="nickname";
                            button { "Rename" }
                        }
                        form id="role" method="post" action=(place.path("role")) { button name="role" value=(other) { (words) } }
                    }
                }
            }
        }
        @if page.view.room.may_take_over && !you.leads {
            form.row.problems id="take-over" method="post" action=(place.path("take-over")) {
                p { bdi { (page.view.room.label(page.view.room.facilitator)) } ", the facilitator, has been away for two minutes." }
                button { "Take over" }
            }
        }
    }
}
