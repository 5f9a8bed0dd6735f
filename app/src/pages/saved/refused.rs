//! The page of what was not saved: everything typed comes back, with a field for each thing that is wrong, so that it is put
//! right and saved there.

use super::{in_words, saved_for};
use crate::head::Head;
use crate::saved::{NOTE, PARENT, RefusedSave, TITLE};
use crate::view::page_view::View;
use leptos::prelude::AnyView;
use maud::{Markup, html};
use model::scenario::fields::{CHOICES, PROFILE_CHOICES};
use model::scenario::link::Problem;

/// Nothing typed is lost.
pub(super) fn not_saved(refused: &RefusedSave) -> AnyView {
    Head::titled("Not saved: Berth").page(html! {
        article.page {
            h1 { "Not saved" }
            div.problems role="alert" { ul { @for sentence in &refused.sentences { li { (sentence) } } } }
            @if let Some(seconds) = refused.retry_after { p { "Try again in " (seconds) " seconds." } }
            @match &refused.typed {
                Some(typed) => (form(refused, typed)),
                None => p { a href="/" { "Start a plan" } },
            }
        }
    })
}

fn form(refused: &RefusedSave, typed: &[(String, String)]) -> Markup {
    html! {
        form.save-form method="post" action="/s" {
            (scenario(typed, &refused.problems))
            input type="hidden" name=(PARENT) value=(refused.parent);
            (saved_for(refused.decided_for))
            p { label for="title" { "Title" } input id="title" name=(TITLE) value=(refused.title); }
            p { label for="note" { "Note" } textarea id="note" name=(NOTE) rows="4" { (refused.note) } }
            p { button.primary { "Save again" } " " a href=(View::of_decision(refused.decided_for).address(&refused.scenario)) { "Back to the plan" } }
        }
    }
}

/// The scenario's pairs in the order in which they came, since a workload's follow its name. Those that are right are sent along
/// unseen; each that is wrong is a field.
fn scenario(typed: &[(String, String)], problems: &[Problem]) -> Markup {
    let wrong: Vec<Option<&Problem>> = typed.iter().map(|pair| about(problems, pair)).collect();
    let first = wrong.iter().position(Option::is_some);
    html! {
        @for (index, ((key, value), problem)) in typed.iter().zip(&wrong).enumerate() {
            @match problem {
                None => input type="hidden" name=(key) value=(value);,
                Some(problem) => (field(index, (key, value), problem, Some(index) == first)),
            }
        }
    }
}

/// What is wrong with a pair. A problem repeats no more than the beginning of a long value.
fn about<'a>(problems: &'a [Problem], (key, value): &(String, String)) -> Option<&'a Problem> {
    let said = Problem::new(key, value, "");
    problems.iter().find(|problem| (&problem.field, &problem.value) == (&said.field, &said.value))
}

fn field(index: usize, (key, value): (&str, &str), problem: &Problem, is_first: bool) -> Markup {
    let (id, help) = (format!("wrong-{index}"), format!("wrong-{index}-help"));
    let choices = CHOICES.iter().map(|c| (c.key, c.options)).chain(PROFILE_CHOICES.iter().map(|c| (c.key, c.options)));
    let options = choices.into_iter().find(|(known, _)| *known == key).map(|(_, options)| options);
    html! {
        p {
            label for=(id) { bdi { (label(key, problem)) } }
            @if let Some(options) = options {
                // none is chosen for whoever does not look
                select id=(id) name=(key) required aria-invalid="true" aria-describedby=(help) autofocus[is_first] {
                    option value="" { "Choose one" }
                    @for (code, words) in options { option value=(code) { (words) } }
                }
            } @else {
                input id=(id) name=(key) value=(value) aria-invalid="true" aria-describedby=(help) autofocus[is_first] autocomplete="off";
            }
            span.help id=(help) { "You gave " bdi { "\u{201c}" (value) "\u{201d}" } "." @if options.is_none() { " It takes " (problem.allowed) "." } }
        }
    }
}

/// The setting's name in the form, of a list with that of its entry.
fn label(key: &str, problem: &Problem) -> String {
    let (label, _) = in_words((key.to_string(), String::new()));
    match &problem.entry {
        Some(entry) if !entry.name.is_empty() => format!("{label} of \u{201c}{}\u{201d}", entry.name),
        _ => label,
    }
}
