//! The network advice: what the rules say to these answers and figures, and why.
//!
//! Markup as a function of the figures, the same on the server and in the browser.

mod article;
mod options;

use super::cites::cites;
use super::page_view::{View, here, kept};
use maud::{Markup, html};
use model::advice::Advice;
use model::advice::conflicts::{clashes, lost};
use model::advice::evidence::Evidence;
use model::advice::headline::{because, headline, ways_out};
use model::advice::knowledge::add_ons::add_ons;
use model::advice::knowledge::changes::changes;
use model::advice::knowledge::options::{Dimension, OptionId};
use model::advice::knowledge::rules_2018::headline_2018;
use model::advice::knowledge::timeline::event;
use model::advice::what_if::questions;
use model::evaluation::Evaluation;
use model::scenario::fields::NOT_ASKED;
use model::scenario::link::to_query;
use model::scenario::network_mode::NetworkMode;
use model::scenario::{Era, Scenario};
use model::summary::frees;
use model::words;

/// The pane of a scenario.
#[derive(Clone, Copy)]
pub struct AdvicePane<'a> {
    /// The scenario and what it comes to.
    pub evaluation: &'a Evaluation,
}

impl<'a> AdvicePane<'a> {
    fn scenario(&self) -> &'a Scenario {
        self.evaluation.scenario()
    }

    fn advice(&self) -> &'a Advice {
        self.evaluation.advice()
    }

    /// The headline's sentence.
    pub fn headline(&self) -> String {
        match self.scenario().era {
            Era::Today => headline(self.advice()),
            Era::Article => headline_2018(&self.scenario().answers).sentence().into(),
        }
    }

    /// The advice in a few lines, for the first page.
    pub fn strip(&self) -> Markup {
        let link = here(View::Advice.path(), || to_query(self.scenario()));
        html! {
            p.advice-line { b { "Pod network: " } (self.headline()) }
            @if self.scenario().era == Era::Today {
                @for evidence in self.advice().evidence.iter().filter(|e| e.agrees == Some(false)) {
                    p.differs { "You answered \u{201c}" (evidence.answered) "\u{201d} to \u{201c}" (label(evidence.key)) "\u{201d}; the figures say otherwise, and the advice uses them. " (evidence.text) }
                }
                @if let Some(line) = self.other_mode("on this page") { p.help { (line) } }
            }
            p.open { a href=(link) data-here { "Reasons, alternatives, and what has changed since 2018" } }
        }
    }

    /// What to say where the scenario is planned with another mode than the one advised.
    fn other_mode(&self, which: &str) -> Option<Markup> {
        let best = self.advice().decision.best()?;
        let row = best.row()?;
        if row.modes.contains(&self.scenario().mode) {
            return None;
        }
        let mode = self.advice().figures(best)?.mode;
        Some(html! {
            "The figures " (which) " are those of " (self.scenario().mode.name_on(self.scenario().node.owner)) ". "
            (plan_with(self.scenario(), mode, " instead")) "."
        })
    }

    /// What is advised and why, by the scenario's era.
    pub fn markup(&self) -> Markup {
        match self.scenario().era {
            Era::Today => self.today(),
            Era::Article => article::verdicts(self.scenario()),
        }
    }

    fn today(&self) -> Markup {
        html! {
            (self.verdict())
            (self.evidence())
            (self.conflicts())
            (self.changes())
        }
    }

    /// What follows below: every option.
    pub fn rest(&self) -> Markup {
        html! {
            @if self.scenario().era == Era::Today {
                (self.options())
                p.help {
                    "Rules of 2026, catalogue " (self.evaluation.catalog().version) ". " (words::JUDGEMENT) " "
                    a href=(kept("/method#formulas")) { "How each figure is calculated" }
                }
            }
        }
    }

    /// The option advised: reasons, figures, and add-ons.
    fn verdict(&self) -> Markup {
        let Some(best) = self.advice().decision.best() else { return self.nothing_left() };
        let case = self.advice().case();
        html! {
            section.card.verdict {
                @if self.advice().is_default() { p.help { (words::A_DEFAULT) } }
                @if let Some(text) = because(self.advice()) { p { (text) } }
                @if let Some((option, figures)) = best.row().zip(self.advice().figures(best)) { (options::figures_line(self, option, figures)) }
                @if let Some(line) = self.other_mode("below") { p.help { (line) } }
                @let beside: Vec<_> = add_ons(&case, best).collect();
                @if !beside.is_empty() {
                    h3 { (words::ADD_ONS) }
                    ul.plain { @for add_on in beside { li {
                        (add_on.text) " " (cites(add_on.sources))
                        @if add_on.code == "smaller-pool" {
                            @if let Some(frees) = frees::sentence(self.evaluation.catalog(), self.scenario(), self.advice()) { " " (frees) }
                            " " a href=(here(View::Addresses.path(), || to_query(self.scenario()))) data-here { "Do the addresses last?" }
                        }
                    } } }
                }
                (options::migration(self.scenario().answers.current_cni, best))
                @if let Some(lost) = lost(&self.advice().decision) { (self.cost_of_constraints(lost.option, &lost.better_at)) }
            }
        }
    }

    fn nothing_left(&self) -> Markup {
        html! {
            section.card.verdict {
                p { (words::ALL_RULED_OUT) }
                ul.plain { @for way in ways_out(self.advice()) { li { (way) } } }
            }
        }
    }

    /// A hard constraint beat a preference: what is lost.
    fn cost_of_constraints(&self, lost: OptionId, better_at: &[Dimension]) -> Markup {
        let names: Vec<_> = better_at.iter().map(|d| d.name()).collect();
        let by = self.advice().decision.eliminated_by(lost);
        html! {
            p {
                b { "What it costs: " } (lost.name()) " would fit better, "
                @if !names.is_empty() { "on " (names.join(", ")) ", " }
                "but " (by.first().map_or("", |c| c.because)) "."
            }
        }
    }

    /// Answers and figures side by side.
    fn evidence(&self) -> Markup {
        html! {
            section aria-labelledby="evidence" {
                h2 id="evidence" { (words::EVIDENCE) }
                ul.evidence { @for e in &self.advice().evidence { (one_evidence(e)) } }
            }
        }
    }

    fn conflicts(&self) -> Markup {
        let case = self.advice().case();
        let found: Vec<_> = clashes(&case).collect();
        html! {
            @if !found.is_empty() {
                section aria-labelledby="conflicts" {
                    h2 id="conflicts" { (words::CONFLICTS) }
                    ul.plain { @for clash in found { li { (clash.text) } } }
                }
            }
        }
    }

    /// The article's rules that these answers set off and that no longer hold.
    fn changes(&self) -> Markup {
        let found: Vec<_> = changes(&self.scenario().answers).collect();
        html! {
            section aria-labelledby="changes" {
                h2 id="changes" { (words::CHANGES) }
                p { "Its answer then: " (headline_2018(&self.scenario().answers).sentence()) }
                @if found.is_empty() {
                    p.help { (words::RULES_UNCHANGED) " " a href=(kept("/article")) { "All its claims, checked" } }
                } @else {
                    ul.plain {
                        @for (rule, change) in found {
                            li {
                                b { (rule.id) } ": " (rule.when) " meant " (rule.then) ". " (change.today)
                                @for event in change.events.iter().filter_map(|id| event(id)) {
                                    " " span.dated { (event.date) ": " (event.text) " " (cites(event.basis.sources())) }
                                }
                                " " @for claim in change.claims { a.claim href=(kept(&format!("/article#{claim}"))) { (claim) } " " }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A link to the nodes in another mode.
fn plan_with(scenario: &Scenario, mode: NetworkMode, instead: &str) -> Markup {
    let facts = mode.facts();
    let href = here(View::Nodes.path(), || to_query(&Scenario { mode, ..scenario.clone() }));
    html! { a href=(href) data-here data-mode=(facts.code) { "Plan with " (facts.name) (instead) } }
}

/// A link to the steps and files that set a mode.
fn files_of(scenario: &Scenario, mode: NetworkMode) -> Markup {
    let href = here("/take-away", || to_query(&Scenario { mode, ..scenario.clone() }));
    html! { a href=(href) data-here data-mode=(mode.facts().code) { "What to set for it" } }
}

/// A question's words by its key.
fn label(key: Option<&'static str>) -> &'static str {
    questions().find(|q| Some(q.key) == key).map_or("", |q| q.label)
}

fn one_evidence(e: &Evidence) -> Markup {
    let is_given =
        questions().any(|q| Some(q.key) == e.key && q.options.iter().any(|o| o.1 == e.answered && o.0 != NOT_ASKED));
    html! {
        li.differs[e.agrees == Some(false)] {
            @if e.key.is_some() {
                b { (label(e.key)) }
                @if is_given { span.said { " You answered \u{201c}" (e.answered) "\u{201d}." } }
                @if e.agrees == Some(false) { " " strong { (words::FIGURES_DECIDE) } }
                br;
            }
            (e.text) " " (cites(e.sources))
        }
    }
}

#[cfg(test)]
mod tests;
