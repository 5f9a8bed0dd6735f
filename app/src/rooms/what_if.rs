//! What is tried out together: a few settings that all see move, who moved them, and what they come to.

use super::about::SeatPage;
use maud::{Markup, html};
use model::scenario::Scenario;
use model::scenario::fields::{CHOICES, Choice, Number, PROFILE_NUMBERS, Slider, choice, number};
use model::scenario::link::{Decoded, decode, encode, from_query, query_pairs};
use room::view::{Room, You};
use room::{Question, WhoMay, named_for};

/// The field with the scenario that the others change.
pub const BASE: &str = "scenario";
/// Numbers that are always there.
const NUMBERS: [&str; 3] = ["pods", "cpu_m", "mem_mib"];
/// Choices that are always there.
const ALWAYS: [&str; 3] = ["mode", "buy", "arch"];
/// Positions of a slider.
const POSITIONS: u32 = 80;
/// How many of the last changes are listed.
const LISTED: usize = 4;

/// The scenario that the form makes of the one it was made for, with everything that is wrong.
pub fn tried(pairs: &[(String, String)]) -> Decoded {
    let base = pairs.iter().rfind(|(key, _)| key == BASE).map_or("", |(_, query)| query);
    let mut all = encode(&from_query(base).scenario);
    for (key, value) in pairs {
        // the first of a key is the first workload's
        if is_offered(key)
            && let Some((_, now)) = all.iter_mut().find(|(known, _)| known == key)
        {
            now.clone_from(value);
        }
    }
    decode(all.into_iter().map(|(key, value)| (key.to_string(), value)))
}

fn is_offered(key: &str) -> bool {
    NUMBERS.contains(&key) || ALWAYS.contains(&key) || Question::of_key(key).is_some()
}

/// The part of the room.
pub(super) fn part(page: &SeatPage, you: &You) -> Markup {
    let room = &page.view.room;
    html! {
        header {
            h2 id="h-what-if" tabindex="-1" { "What if" }
            p.help {
                @if room.closed.is_some() { "As it was left." }
                @else if you.may_what_if { "Whatever you move, everybody sees. Nothing is decided by it." }
                @else { "The facilitator moves it; everybody sees." }
            }
        }
        (page.figures.markup())
        (moves(room))
        @if you.may_what_if { (form(page)) }
    }
}

pub(super) fn moves(room: &Room) -> Markup {
    html! {
        ul.moves id="moves" aria-label="Last changes" {
            @for moved in room.what_if.moves.iter().take(LISTED) {
                li {
                    b { bdi { (room.label(moved.seat)) } } ": "
                    @for (index, (what, value)) in moved.what.iter().enumerate() { @if index > 0 { ", " } (what) @if !value.is_empty() { " " b { (value) } } }
                }
            }
        }
    }
}

fn form(page: &SeatPage) -> Markup {
    let room = &page.view.room;
    let scenario = from_query(&room.what_if.scenario).scenario;
    let asked = room.questions.iter().map(|asked| asked.question.key()).filter(|key| !NUMBERS.contains(key));
    html! {
        form id="what-if" method="post" action=(page.place.path("what-if")) data-live {
            input type="hidden" name="against" value=(room.what_if.revision);
            input type="hidden" name=(BASE) value=(room.what_if.scenario);
            div.try-form {
                @for key in NUMBERS { @if let Some(n) = number(&PROFILE_NUMBERS, key) { (slider(n, &scenario)) } }
                @for key in ALWAYS.into_iter().chain(asked) { @if let Some(c) = choice(&CHOICES, key) { (select(c, &scenario)) } }
            }
            p.no-js { button { "Try it" } }
        }
    }
}

fn slider(n: &Number<model::scenario::PodProfile>, scenario: &Scenario) -> Markup {
    let value = scenario.profiles.first().and_then(n.get).unwrap_or(n.min);
    let slider = n.slider();
    let mut values: Vec<u32> =
        (0..=POSITIONS).map(|position| slider.value(position * Slider::STEPS / POSITIONS)).collect();
    values.dedup();
    let at = values.partition_point(|v| *v < value).min(values.len().saturating_sub(1));
    let all: Vec<String> = values.iter().map(u32::to_string).collect();
    let id = format!("try-{}", n.key);
    let label = named_for(n.label, scenario);
    // of an amount the suffix is kept that is typed
    let is_number = n.amount().is_none();
    html! {
        div.field.number {
            label for=(id) { bdi { (label) } }
            span.entry {
                input id=(id) name=(n.key) type=(if is_number { "number" } else { "text" }) inputmode="numeric" min=[is_number.then_some(n.min)] max=[is_number.then_some(n.max)] value=(value) autocomplete="off";
                span.unit aria-hidden="true" { (n.unit) }
            }
            input.slider id={ (id) "-slider" } type="range" min="0" max=(all.len().saturating_sub(1)) value=(at) data-of=(id) data-values=(all.join(" ")) aria-label=(label) autocomplete="off";
        }
    }
}

fn select(c: &Choice<Scenario>, scenario: &Scenario) -> Markup {
    let chosen = (c.get)(scenario);
    let id = format!("try-{}", c.key);
    html! {
        div.field {
            label for=(id) { (c.label) }
            select id=(id) name=(c.key) autocomplete="off" {
                @for (index, (code, words)) in c.options.iter().enumerate() { option value=(code) selected[index == chosen] { (words) } }
            }
        }
    }
}

/// The facilitator's switch for who may move it.
pub(super) fn switch(page: &SeatPage) -> Markup {
    let (to, words) = match page.view.room.what_if.by {
        WhoMay::Everyone => ("facilitator", "Only I move the what-if"),
        WhoMay::Facilitator => ("everyone", "Let everybody move the what-if"),
    };
    html! {
        form.row id="what-if-by" method="post" action=(page.place.path("what-if-by")) { button name="what_if_by" value=(to) { (words) } }
    }
}

/// What the scenario of the room sets, folded: figures must not anchor anybody.
pub(super) fn scenario(room: &Room, in_words: impl Fn((String, String)) -> (String, String)) -> Markup {
    let settings: Vec<_> = query_pairs(&room.scenario).filter(|(key, _)| key != "v").map(in_words).collect();
    html! {
        details.file id="scenario" {
            summary { "The scenario that this is about" }
            @if settings.is_empty() { p { "Berth\u{2019}s defaults." } }
            dl.facts-of { @for (name, value) in &settings { dt { (name) } dd { bdi { (value) } } } }
            p { a href={ "/?" (room.scenario) } target="_blank" rel="noopener" { "Open it in the planner" } span.help { " shows its figures." } }
        }
    }
}
