//! The form that opens a room: what is to be decided, which questions are worth asking, and when answers are shown.

use super::about::{StartPage, Suggested, problems};
use crate::together::{OPEN, SUPERSEDES};
use maud::{Markup, html};
use model::scenario::link::to_query;
use model::units::counted;
use room::limits::{MAX_NAME, MAX_SEATS, MAX_TITLE};

/// The page.
pub(super) fn page(page: &StartPage) -> Markup {
    let typed = &page.typed;
    html! {
        h1 { "Decide together" }
        p.lead { "Everybody answers alone, then all answers are shown at once, and Berth says whether they lead to different clusters." }
        (problems("start-problems", &page.problems))
        form.start method="post" action=(OPEN) {
            input type="hidden" name="key" value=(page.key);
            input type="hidden" name="scenario" value=(to_query(&page.scenario));
            @if let Some(id) = &page.supersedes { input type="hidden" name=(SUPERSEDES) value=(id); }
            div.field {
                label for="start-title" { "What do you decide?" }
                input id="start-title" name="title" value=(typed.title) maxlength=(MAX_TITLE) required autocomplete="off" aria-describedby="start-title-help";
                p.help id="start-title-help" { "Everybody sees it, and it becomes the record\u{2019}s title." }
            }
            div.field {
                label for="start-name" { "Your name" }
                input id="start-name" name="name" value=(typed.name) maxlength=(MAX_NAME) required autocomplete="nickname" aria-describedby="start-name-help";
                p.help id="start-name-help" { "You are the facilitator: you show the answers and write down what was decided." }
            }
            (two("role", "You yourself", [("answer", "answer too"), ("watch", "only watch")], &typed.role))
            (questions(page))
            (reveal(page))
            (two("what_if_by", "After that, who may try out other figures?", [("everyone", "everybody"), ("facilitator", "only you")], &typed.what_if_by))
            button.large.primary { "Open the room" }
            p.help { "The room is reached by its link or code only, and goes after 30 days without anybody doing anything. What you close it with is kept as a record." }
        }
    }
}

/// One of two, the first unless the other was chosen.
fn two(name: &str, legend: &str, options: [(&str, &str); 2], typed: &str) -> Markup {
    let other = typed == options[1].0;
    html! {
        fieldset.question {
            legend { (legend) }
            @for (index, (code, words)) in options.into_iter().enumerate() {
                label.answer { input type="radio" name=(name) value=(code) checked[other == (index == 1)]; span { (words) } }
            }
        }
    }
}

/// Those that can change something are ticked; the others wait folded, each with its reason.
fn questions(page: &StartPage) -> Markup {
    let is_ticked = |s: &Suggested| match &page.typed.questions {
        Some(keys) => keys.iter().any(|key| key == s.question.key()),
        None => s.matters && !s.question.is_number(),
    };
    let (first, rest): (Vec<&Suggested>, Vec<&Suggested>) =
        page.questions.iter().partition(|s| s.matters || is_ticked(s));
    let line = |s: &Suggested| {
        let key = s.question.key();
        html! {
            li {
                label for={ "ask-" (key) } {
                    input id={ "ask-" (key) } type="checkbox" name="question" value=(key) checked[is_ticked(s)];
                    span { b { (s.question.text_for(&page.scenario)) } span.help { (s.why) } }
                }
            }
        }
    };
    html! {
        fieldset.asked {
            legend { "Questions" }
            p.help {
                @if page.questions.iter().any(|s| s.matters) { "Ticked are those whose answer can still change the pod network or the cost of this scenario. Add a number where your team is unsure of it." }
                @else { "No answer changes the pod network or the cost of this scenario. You can still ask." }
            }
            ul { @for s in &first { (line(s)) } }
            @if !rest.is_empty() {
                details { summary { (counted(rest.len() as u32, "more question")) ", whose answer changes nothing here" } ul { @for s in &rest { (line(s)) } } }
            }
        }
    }
}

/// Answers are shown by the facilitator; a date or a number of people does it without.
fn reveal(page: &StartPage) -> Markup {
    let typed = &page.typed;
    let is_set = !typed.reveal_at.is_empty() || !typed.reveal_people.is_empty();
    html! {
        details.file open[is_set] {
            summary { "When are the answers shown? " span.help { "When you say so, unless you set more." } }
            div.field {
                label for="start-people" { "By themselves, once so many people have answered" }
                span.entry { input id="start-people" name="reveal_people" type="number" inputmode="numeric" min="1" max=(MAX_SEATS) value=(typed.reveal_people) aria-describedby="start-people-help"; span.unit { "people" } }
                p.help id="start-people-help" { "And nobody who has a seat is missing. For teams who answer over days." }
            }
            div.field {
                label for="start-at" { "By themselves, at this time (UTC)" }
                input id="start-at" name="reveal_at" type="datetime-local" value=(typed.reveal_at);
            }
        }
    }
}
