//! A question after the reveal: a column an answer with names and whys, numbers on a line, whether it matters, and what
//! is made of it: settled, asked again, or parked.

use super::about::SeatPage;
use super::answers_on_screen;
use super::asking::{self, Form, REVEAL};
use super::costs_on_screen;
use super::fleets::Fleets;
use super::outcomes;
use super::people::{answered, named};
use super::strip::{Mark, strip};
use cluster::readable::drawn;
use maud::{Markup, html};
use room::limits::MAX_WHY;
use room::view::{Asked, Column, Phase, Revealed, Room, Settled, You};
use room::{Role, SeatId};

/// What everybody sees of a question that is revealed, settled or parked.
pub(super) fn shown(room: &Room, asked: &Asked, you: Option<SeatId>, fleets: &Fleets) -> Markup {
    html! {
        (outcome(room, asked))
        @if let Some(revealed) = &asked.revealed {
            @if you.is_some() { (numbers(asked, revealed, true)) (columns(revealed, you)) }
            @else if revealed.numbers.is_some() { div.screen-numbers { (numbers(asked, revealed, false)) (answers_on_screen::rows(revealed)) } }
            @else { (answers_on_screen::columns(revealed)) }
            @if !revealed.missing.is_empty() { p.help { "Not answered: " (named(room, &revealed.missing)) "." } }
            @if you.is_some() { (outcomes::sentence(asked.verdict.as_ref(), fleets)) (outcomes::side_by_side(asked.verdict.as_ref(), fleets)) }
            @else { (costs_on_screen::verdict(asked.verdict.as_ref(), fleets, asked.question.is_number())) }
        }
    }
}

/// What was decided, or who takes care of it.
pub(super) fn outcome(room: &Room, asked: &Asked) -> Markup {
    html! {
        @if let Some(settled) = &asked.settled { (decision(room, settled)) }
        @if let Some(parked) = &asked.parked {
            div.decided-as {
                p { b { "Parked" } ", " bdi { (parked.owner) } " takes care of it." }
                @if !parked.reason.is_empty() { p { bdi { (parked.reason) } } }
            }
        }
    }
}

fn decision(room: &Room, settled: &Settled) -> Markup {
    html! {
        div.decided-as {
            p { "We decide: " b { (settled.words) } "." }
            @if !settled.reason.is_empty() { p { bdi { (settled.reason) } } }
            @if !settled.dissent.is_empty() { p { "Disagree: " (named(room, &settled.dissent)) "." } }
        }
    }
}

/// The numbers on a line, and for a seat the way to take the picture with it: the screen has no controls.
fn numbers(asked: &Asked, revealed: &Revealed, is_seat: bool) -> Markup {
    let question = asked.question;
    let number = |column: &Column| column.value.as_ref()?.parse::<u32>().ok();
    let marks: Vec<Mark> = revealed
        .columns
        .iter()
        .filter_map(|column| Some((number(column)?, &column.chips)))
        .flat_map(|(value, chips)| chips.iter().map(move |chip| Mark { value, name: chip.label.clone() }))
        .collect();
    html! {
        @if let Some(numbers) = &revealed.numbers {
            figure aria-label=(asked.text) {
                (strip(&marks, numbers, |value| question.words(&value.to_string())))
                @if is_seat { (drawn(None)) }
            }
        }
    }
}

fn columns(revealed: &Revealed, you: Option<SeatId>) -> Markup {
    let most = revealed.columns.iter().map(|column| column.chips.len()).max().unwrap_or_default();
    html! {
        @if revealed.columns.is_empty() { p { "Nobody has answered." } }
        ul.columns aria-label="Answers" {
            @for column in &revealed.columns {
                li.column.most[most > 1 && column.chips.len() == most] {
                    h3 { span { (column.words) } span { (column.chips.len()) } }
                    ul { @for chip in &column.chips { (answered(chip, you)) } }
                }
            }
        }
    }
}

/// What a seat can do with it.
pub(super) fn actions(page: &SeatPage, you: &You, asked: &Asked) -> Markup {
    let key = asked.question.key();
    html! {
        @if you.role == Role::Answer && asked.revealed.is_some() && let Some(own) = you.own(asked.question) {
            details id={ "late-" (key) } {
                summary { @if own.answered { "Change my answer" } @else { "Answer now" } ", marked as late" }
                (asking::form(page, asked, own, Form::Late))
            }
        }
        @if let Some(settled) = &asked.settled { (dissent(page, you, asked, settled)) }
        @if you.leads { (lead(page, asked)) }
    }
}

/// Disagreeing by name, or no longer.
fn dissent(page: &SeatPage, you: &You, asked: &Asked, settled: &Settled) -> Markup {
    let does = settled.dissent.contains(&you.seat);
    let key = asked.question.key();
    html! {
        form.row id={ "dissent-" (key) } method="post" action=(page.place.path("dissent")) {
            input type="hidden" name="question" value=(key);
            input type="hidden" name="round" value=(asked.round);
            @if does { button name="on" value="0" { "I no longer disagree" } span.help { "The record names you." } }
            @else { button name="on" value="1" { "I disagree, by name" } span.help { "It goes into the record." } }
        }
    }
}

/// The facilitator writes down what comes of it.
fn lead(page: &SeatPage, asked: &Asked) -> Markup {
    let key = asked.question.key();
    html! {
        @if asked.revealed.is_none() { (asking::reveal(page, asked, REVEAL)) }
        @if asked.revealed.is_some() {
            details.file id={ "settling-" (key) } open[asked.phase == Phase::Revealed] {
                summary { @if asked.settled.is_some() { "Decide otherwise" } @else { "Decide" } }
                (settle(page, asked))
            }
        }
        details.file id={ "parking-" (key) } { summary { "Park it" } (park(page, asked)) }
        @if asked.revealed.is_some() {
            form.row id={ "again-" (key) } method="post" action=(page.place.path("again")) {
                input type="hidden" name="question" value=(key);
                input type="hidden" name="round" value=(asked.round);
                button { "Ask again" } span.help { "Everybody answers alone once more." }
            }
        }
    }
}

fn seen(asked: &Asked) -> Markup {
    html! {
        input type="hidden" name="question" value=(asked.question.key());
        input type="hidden" name="round" value=(asked.round);
        input type="hidden" name="against" value=(asked.revision);
    }
}

/// What the form begins with: what was decided, else the median of numbers, else what most said; nothing where as many said another.
fn suggested(asked: &Asked) -> Option<String> {
    if let Some(settled) = &asked.settled {
        return Some(settled.value.clone());
    }
    let revealed = asked.revealed.as_ref()?;
    if let Some(numbers) = revealed.numbers {
        return Some(numbers.median.to_string());
    }
    let given = || revealed.columns.iter().filter(|column| column.value.is_some());
    let most = given().map(|column| column.chips.len()).max()?;
    let mut first = given().filter(|column| column.chips.len() == most);
    // of answers that as many gave none is proposed: who does not look would decide it
    first.next().filter(|_| first.next().is_none())?.value.clone()
}

fn settle(page: &SeatPage, asked: &Asked) -> Markup {
    let question = asked.question;
    let key = question.key();
    let typed = page.typed(key, "value").map(str::to_string);
    let value = typed.or_else(|| suggested(asked));
    let reason = page.typed(key, "reason").or(asked.settled.as_ref().map(|s| s.reason.as_str())).unwrap_or_default();
    html! {
        form.outcome-form id={ "settle-" (key) } method="post" action=(page.place.path("settle")) {
            (seen(asked))
            div.row {
                label for={ "decide-" (key) } { "We decide" }
                @if question.is_number() {
                    (asking::field(question, &format!("decide-{key}"), value.as_deref()))
                    @if !question.unit().is_empty() { span { (question.unit()) } }
                } @else {
                    select id={ "decide-" (key) } name="value" required {
                        @if value.is_none() { option value="" selected { "Choose one" } }
                        @for (code, words) in question.options() { option value=(code) selected[value.as_deref() == Some(code)] { (words) } }
                    }
                }
            }
            p.why {
                label for={ "reason-" (key) } { "Because " span.help { "Optional." } }
                input id={ "reason-" (key) } name="reason" type="text" maxlength=(MAX_WHY) value=(reason) autocomplete="off";
            }
            div.row { button.primary { "We decide this" } }
        }
    }
}

fn park(page: &SeatPage, asked: &Asked) -> Markup {
    let key = asked.question.key();
    let so_far = asked.parked.as_ref();
    let owner = page.typed(key, "owner").or(so_far.map(|p| p.owner.as_str())).unwrap_or_default();
    let reason = page.typed(key, "reason").or(so_far.map(|p| p.reason.as_str())).unwrap_or_default();
    html! {
        form.outcome-form id={ "park-" (key) } method="post" action=(page.place.path("park")) {
            (seen(asked))
            p.why {
                label for={ "owner-" (key) } { "Who takes care of it?" }
                input id={ "owner-" (key) } name="owner" type="text" maxlength=(MAX_WHY) value=(owner) required autocomplete="off";
            }
            p.why {
                label for={ "left-" (key) } { "Why it is left open " span.help { "Optional." } }
                input id={ "left-" (key) } name="reason" type="text" maxlength=(MAX_WHY) value=(reason) autocomplete="off";
            }
            div.row { button { "Park it" } }
        }
    }
}
