//! The tuner's answer, to paste, and what to try where addresses are too few.

use super::Shown;
use crate::figures::Grouped;
use ::addresses::answer::Answer;
use ::addresses::remedies::small_targets;
use ::addresses::settings;
use ::addresses::tuner::{Tried, Tuned, uses_prefixes};
use ::addresses::which::Which;
use maud::{Markup, html};
use model::units::tenths;

/// Settings that are listed.
const ROWS: usize = 10;

pub(super) fn section(shown: &Shown, answer: &Answer) -> Markup {
    html! {
        @match answer.tuned {
            Some(tuned) => (tuned_section(shown, answer, tuned)),
            None if answer.mix.runs_ipamd() && !answer.is_over => section.card { h2 { "What to set" } p.help { "Trying settings\u{2026}" } },
            None => {},
        }
    }
}

fn tuned_section(shown: &Shown, answer: &Answer, tuned: &Tuned) -> Markup {
    let prefixes = uses_prefixes(&answer.mix);
    let targets = tuned.recommended.targets;
    let step = tuned.unbeaten.len().div_ceil(ROWS).max(1);
    let is_listed = |(i, t): &(usize, &Tried)| i % step == 0 || t.targets == targets;
    let listed = tuned.unbeaten.iter().enumerate().filter(is_listed).map(|(_, tried)| tried);
    let is_own = tuned.present.targets != tuned.shipped.targets;
    let text =
        |label: &str, code: &str| html! { p { (label) } pre tabindex="0" aria-label=(label) { code { (code) } } };
    html! {
        section.card.addresses-settings aria-labelledby="settings-title" {
            h2 id="settings-title" { "What to set" }
            p { b { (settings::in_words(targets, prefixes)) } ". " (tuned.reasons.join(" ")) }
            div.scroll.all tabindex="0" role="region" aria-label="Settings compared" {
                table.list {
                    caption.help {
                        "Of " (Grouped(tuned.looked_at as u64)) " settings looked at and " (Grouped(tuned.simulated as u64))
                        " simulated, none beats these on addresses, waiting and calls. They are one for the whole cluster. The pods that waited are those of that simulation, not of the event above."
                    }
                    thead { tr {
                        th.text scope="col" { "Setting" } th scope="col" { "Addresses held" } th scope="col" { "Pods that waited" } th scope="col" { "99 % within" }
                        th scope="col" { "EC2 calls an hour" }
                    } }
                    tbody {
                        (row(&tuned.shipped, prefixes, " (as shipped)", false))
                        @if is_own { (row(&tuned.present, prefixes, " (yours)", false)) }
                        @for tried in listed { (row(tried, prefixes, "", tried.targets == targets)) }
                    }
                }
            }
            (fewest(shown, answer, prefixes))
            p.help { "For " (answer.nodes_in_words()) "." }
            (text("For a VPC CNI that is no add-on:", &settings::kubectl(targets, prefixes)))
            (text("The add-on\u{2019}s configuration values:", &settings::configuration_values(targets, prefixes)))
            (text("The same in Terraform:", &settings::terraform(targets, prefixes)))
            (files(shown, answer))
        }
    }
}

/// What the page of the error says for full subnets, where that holds fewer: another question, so another answer.
fn fewest(shown: &Shown, answer: &Answer, prefixes: bool) -> Markup {
    let targets = small_targets(&answer.mix);
    let held = answer.mix.with(targets).subnet_addresses();
    let is_less = answer.tuned.is_some_and(|tuned| held < tuned.recommended.addresses);
    html! {
        @if is_less {
            p.help {
                "These let the fewest pods wait. By rule, " (settings::in_words(targets, prefixes)) " holds " (Grouped(held))
                ", and pods may wait: for "
                a href={ "/failed-to-assign-an-ip-address?" (shown.query) } data-here { "subnets that are full" } "."
            }
        }
    }
}

/// Where the files for these nodes are.
fn files(shown: &Shown, answer: &Answer) -> Markup {
    let path = match answer.nodes.which() {
        Which::OneType => "/take-away",
        Which::Fleet => "/take-away/fleet",
        Which::Present => {
            return html! { p.help { "Files with subnets are made for nodes that are planned: choose one type or the fleet above." } };
        }
    };
    html! {
        p.help { a href={ (path) "?" (shown.query) } data-here { "The record and all files for these nodes" } ", with subnets where their pods need some." }
    }
}

fn row(tried: &Tried, prefixes: bool, mark: &str, is_recommended: bool) -> Markup {
    html! {
        tr.shown[is_recommended] aria-current=[is_recommended.then_some("true")] {
            th.text scope="row" { (settings::in_words(tried.targets, prefixes)) (mark) }
            td { (Grouped(tried.addresses)) }
            td { (tenths(f64::from(tried.waited_per_mille) / 10.0)) " %" }
            td { (tried.wait_p99.map_or("\u{2013}".into(), |ms| format!("{} s", ms / 1_000))) }
            td { (Grouped(tried.calls_per_hour)) }
        }
    }
}

/// What to try, in order; nothing where all fit or no subnets are listed.
pub(super) fn remedies(answer: &Answer) -> Markup {
    html! {
        @if !answer.remedies.is_empty() && !answer.subnets.list.is_empty() {
            section.card aria-labelledby="remedies-title" {
                h2 id="remedies-title" { "What to try, in order" }
                ol { @for remedy in answer.remedies { li { (remedy.text()) } } }
            }
        }
    }
}
