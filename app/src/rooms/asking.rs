//! A question while everybody answers alone: large answers, "not sure", a line of why, and who has answered.

use super::about::SeatPage;
use super::people::{dots, nobody};
use maud::{Markup, html};
use model::units::counted;
use room::limits::MAX_WHY;
use room::view::{Asked, Own, Phase, Room, You};
use room::{Question, Role};

/// The first part of the ID of the form that reveals, on a question's own part.
pub(super) const REVEAL: &str = "reveal";

/// What a question that is open shows to a seat.
pub(super) fn open(page: &SeatPage, you: &You, asked: &Asked) -> Markup {
    let own = you.own(asked.question);
    html! {
        div.asking {
            div {
                @if you.role == Role::Answer {
                    @if let Some(own) = own { (given(asked.question, own)) (form(page, asked, own, Form::First)) }
                } @else {
                    p { "You are watching: the others answer." }
                }
            }
            aside aria-label="Answers so far" {
                (count(&page.view.room, asked))
                @if you.leads { (reveal(page, asked, REVEAL)) }
            }
        }
    }
}

/// Which form for an answer this is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Before the reveal: then the next question follows.
    First,
    /// After it.
    Late,
}

/// What one has answered so far.
fn given(question: Question, own: &Own) -> Markup {
    html! {
        @if own.answered {
            p.mine-now { "Your answer: " b { (in_words(question, own)) } ". You can change it until the answers are revealed." }
        } @else if let Some(before) = &own.last_round {
            p.mine-now { "Asked again. Last time you answered: " b { (before) } "." }
        }
    }
}

fn in_words(question: Question, own: &Own) -> String {
    own.value.as_deref().map_or("not sure".into(), |value| question.words(value))
}

/// The form for one's answer. A number has its field; anything else a large button an answer.
pub(super) fn form(page: &SeatPage, asked: &Asked, own: &Own, form: Form) -> Markup {
    let question = asked.question;
    let key = question.key();
    let why = page.typed(key, "why").unwrap_or(&own.why);
    html! {
        form.answering id={ "answer-" (key) } method="post" action=(page.place.path("answer")) data-steps[form == Form::First] {
            input type="hidden" name="question" value=(key);
            input type="hidden" name="round" value=(asked.round);
            input type="hidden" name="against" value=(own.revision);
            @if question.is_number() { (number(page, question, own)) } @else { (choices(question, own)) }
            p.why {
                label for={ "why-" (key) } { "Why? " span.help { "One line, optional. The others read it after the reveal." } }
                input id={ "why-" (key) } name="why" type="text" maxlength=(MAX_WHY) value=(why) autocomplete="off";
            }
            div.row {
                button.large.primary { (send_words(own, form)) }
                @if question.is_number() { button.large name="value" value="unsure" formnovalidate { "Not sure" } }
            }
        }
    }
}

fn send_words(own: &Own, form: Form) -> &'static str {
    match (form, own.answered) {
        (Form::First, false) => "Answer",
        (Form::Late, false) => "Answer late",
        (Form::First, true) => "Change my answer",
        (Form::Late, true) => "Change my answer, marked as late",
    }
}

fn choices(question: Question, own: &Own) -> Markup {
    let is_given = |code: Option<&str>| own.answered && own.value.as_deref() == code;
    let options = question.options();
    let line = |code: &str, words: &str, given: bool| {
        let id = format!("value-{}-{code}", question.key());
        html! {
            label.choice for=(id) { input id=(id) type="radio" name="value" value=(code) checked[given] required; span { (words) } }
        }
    };
    html! {
        fieldset.choices {
            legend.vh { "Your answer" }
            @for (code, words) in options { (line(code, words, is_given(Some(code)))) }
            (line("unsure", "not sure", is_given(None)))
        }
    }
}

fn number(page: &SeatPage, question: Question, own: &Own) -> Markup {
    let key = question.key();
    let value = page.typed(key, "value").or(own.value.as_deref());
    html! {
        p.given-number {
            label.vh for={ "value-" (key) } { "Your answer" }
            (field(question, &format!("value-{key}"), value))
            @if !question.unit().is_empty() { span.unit { (question.unit()) } }
        }
    }
}

/// The field of a number. One of an amount keeps the suffix that is typed.
pub(super) fn field(question: Question, id: &str, value: Option<&str>) -> Markup {
    let range = question.range().filter(|_| !question.is_amount());
    let (min, max) = range.unzip();
    html! {
        input id=(id) name="value" type=(if range.is_some() { "number" } else { "text" }) inputmode="numeric" min=[min] max=[max] value=[value] required autocomplete="off";
    }
}

/// "4 of 5 have answered", with a dot a person.
pub(super) fn count(room: &Room, asked: &Asked) -> Markup {
    html! {
        div.waiting-for {
            @if room.answering == 0 { p.count { (nobody(room)) "." } }
            @else { p.count { b { (asked.answered.len()) " of " (room.answering) } @if room.answering == 1 { " has answered." } @else { " have answered." } } }
            (dots(room, &asked.answered))
        }
    }
}

/// Shows the answers; with a word on those who are missing. `id` is the first part of the form's.
pub(super) fn reveal(page: &SeatPage, asked: &Asked, id: &str) -> Markup {
    let room = &page.view.room;
    let (own_part, missing) = (id == REVEAL, room.answering.saturating_sub(asked.answered.len()));
    html! {
        @if asked.answered.is_empty() {
            @if own_part { (unanswered(page, asked)) }
        } @else {
            (reveal_form(page, asked, id, if missing == 0 { "Reveal" } else { "Reveal anyway" }, own_part && missing == 0))
            @if own_part && missing > 0 { p.help { (counted(missing as u32, "answer")) " missing. Late answers still count, and are marked." } }
        }
        @if own_part && missing > 0 { (complete(room)) }
    }
}

fn reveal_form(page: &SeatPage, asked: &Asked, id: &str, words: &str, is_primary: bool) -> Markup {
    let key = asked.question.key();
    html! {
        form.row id={ (id) "-" (key) } method="post" action=(page.place.path("reveal")) {
            input type="hidden" name="question" value=(key);
            input type="hidden" name="round" value=(asked.round);
            button.primary[is_primary] { (words) }
        }
    }
}

/// A question without an answer is revealed only by whoever means it: to decide or park it without one.
fn unanswered(page: &SeatPage, asked: &Asked) -> Markup {
    html! {
        p.help { "Nobody has answered yet." }
        details.file id={ "unanswered-" (asked.question.key()) } {
            summary { "Decide or park it without an answer" }
            (reveal_form(page, asked, REVEAL, "Reveal without an answer", false))
        }
    }
}

/// The ways to the questions that have every answer, where the one in view has not.
fn complete(room: &Room) -> Markup {
    let is_complete =
        |asked: &Asked| asked.phase == Phase::Open && room.answering > 0 && asked.answered.len() >= room.answering;
    html! {
        @for (index, asked) in room.questions.iter().enumerate().filter(|(_, asked)| is_complete(asked)) {
            @let key = asked.question.key();
            p.help { a href={ "?q=" (key) } data-turn={ "part-" (key) } { "Question " (index + 1) } ": " (asked.answered.len()) " of " (room.answering) " have answered." }
        }
    }
}
