//! What people read, press and fill in.

use super::{part, shown};
use crate::glossary::explained;
use crate::pages::problem_list;
use crate::planner::presets::presets;
use crate::view::page_view::View;
use maud::{Markup, html};
use model::node::limit::Limit;
use model::scenario::Scenario;
use model::scenario::link::Problem;

pub(super) fn section() -> Markup {
    part(
        "elements",
        "Elements",
        html! {
            div.specimens {
                (shown("text", html! { h3 { "A heading" } p { "A sentence with a " a href="#elements" { "link" } " and " code { "code" } "." } p.help { "Help." } p.error { "An error." } }))
                (shown("buttons", html! {
                    p { button type="button" { "Button" } " " button type="button" disabled { "disabled" } " " a.button href="#elements" { "Link" } }
                    p { button.primary type="button" { "Primary" } }
                }))
                (shown("fields", fields()))
                (shown("a term explained", html! { p { "Networking mode " (explained("mode")) } }))
                (shown("tabs", html! { nav.views aria-label="Sample tabs" { @for view in View::ALL { a href="#elements" aria-current=[(view == View::Nodes).then_some("page")] { (view.name()) } } } }))
                (shown("examples to start from", presets(View::Nodes, &Scenario::default())))
                (shown("legend", html! { ul.legend { @for limit in Limit::ALL { li class=(charts::class_of(limit)) { (limit.name()) } } } }))
                (shown("badges", html! { p { span.badge { "true" } " " span.badge.changed { "changed since" } " " span.badge.partly { "partly" } " " span.badge.wrong { "wrong" } " " span.badge.unverified { "unverified" } " " span.mark { "judgement" } " " span.topic { "topic" } } }))
                (shown("problems", problem_list(&[Problem::new("pods", "-5", "1 to 150000")])))
                (shown("offline", html! { p.offline { "You are offline." } }))
                (shown("nothing to show", html! { div.empty { p { "Nothing to draw." } p { a href="#elements" { "See why" } } } }))
            }
        },
    )
}

fn fields() -> Markup {
    html! {
        div.field {
            label for="d-pods" { "Pods" }
            span.entry { input id="d-pods" type="number" value="100"; span.unit { "m" } }
            input.slider type="range" aria-label="Pods, roughly" min="0" max="100" value="40";
            p.help { "What it does, and a usual value." }
        }
        div.field {
            label for="d-wrong" { "A wrong value" }
            span.entry { input id="d-wrong" type="number" value="-5" aria-invalid="true" aria-describedby="d-error"; }
            p.error id="d-error" { "Pods: \u{201c}-5\u{201d} is not allowed; it takes 1 to 150000." }
        }
        div.field { label for="d-choice" { "A choice" } select id="d-choice" { option { "One" } option { "Other" } } }
        div.field.switch { input id="d-switch" type="checkbox" checked; label for="d-switch" { "A switch" } }
        fieldset.question { legend { "A question" } label.answer { input type="radio" name="d-q" checked; span { "yes" } } label.answer { input type="radio" name="d-q"; span { "no" } } }
        div.field { label for="d-note" { "A note" } textarea id="d-note" maxlength="99" { "Some words" } }
    }
}
