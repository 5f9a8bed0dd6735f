//! Every option with its reasons, figures and what would make it win.

use super::{AdvicePane, files_of, plan_with};
use crate::view::cites::{cites, told};
use maud::{Markup, html};
use model::advice::figures::OptionFigures;
use model::advice::knowledge::facts::{Aspect, fact};
use model::advice::knowledge::migration::migration as steps;
use model::advice::knowledge::options::{Dimension, OptionId, OptionRow};
use model::advice::reasons::{Reason, reasons};
use model::advice::what_if::{Change, questions};
use model::order::sort_short_by_key;
use model::plan::cost::Confidence;
use model::scenario::answers::CurrentCni;
use model::scenario::owner::Owner;
use model::units::{capitalised, counted, grouped};
use model::words;

/// What is shown of every option that runs on EKS.
const MATURITY: [Aspect; 7] = [
    Aspect::Supporter,
    Aspect::Release,
    Aspect::Policy,
    Aspect::Encryption,
    Aspect::Encapsulation,
    Aspect::SecurityGroups,
    Aspect::Bottlerocket,
];

impl AdvicePane<'_> {
    /// All options: those that pass by rank, then those that do not.
    pub(super) fn options(&self) -> Markup {
        let ways = self.advice().to_win();
        let decision = &self.advice().decision;
        let ranked = decision.ranked.iter().map(|r| r.id);
        let all = ranked.chain(decision.eliminated.iter().map(|e| e.id)).filter_map(OptionId::row);
        html! {
            section aria-labelledby="options" {
                h2 id="options" { "Every option" }
                p.help {
                    @if self.advice().is_default() { "The fit is that of a team without wishes; your answers change it. " }
                    "Weights: " (self.weights()) "."
                }
                @for (index, option) in all.enumerate() {
                    @let change = ways.iter().find(|(id, _)| *id == option.id).map(|(_, change)| *change);
                    (self.option(option, index, change))
                }
                p.help { (words::WEAVE_NET_IS_OUT) }
            }
        }
    }

    /// `operations 2, support 2, ...`, the heaviest first.
    fn weights(&self) -> String {
        let weights = self.advice().decision.weights;
        let mut all: Vec<_> =
            Dimension::ALL.iter().map(|d| (weights.get(*d), d.name())).filter(|(w, _)| *w > 0).collect();
        sort_short_by_key(&mut all, |(w, _)| std::cmp::Reverse(*w));
        all.iter().map(|(w, name)| format!("{name} {w}")).collect::<Vec<_>>().join(", ")
    }

    fn option(&self, option: &'static OptionRow, index: usize, change: Option<Change>) -> Markup {
        let decision = &self.advice().decision;
        let fit = decision.fit(option.id);
        let figures = self.advice().figures(option.id);
        html! {
            details.option.out[fit.is_none()] id={ "option-" (option.code) } {
                summary {
                    span.rank { @if fit.is_some() { (index + 1) } @else { "out" } }
                    b { (option.name) }
                    @if let Some(fit) = fit { span.fit { "fit " (fit.text()) } }
                    @else { span.fit { (decision.eliminated_by(option.id).first().map_or("", |c| c.because)) } }
                    @if let Some(f) = figures { span.money { (f.candidate.fleet.monthly.cents()) " a month" @if option.modes.len() > 1 && f.mode.uses_prefixes() { ", with prefixes" } } }
                }
                (self.body(option, change))
            }
        }
    }

    fn body(&self, option: &'static OptionRow, change: Option<Change>) -> Markup {
        let decision = &self.advice().decision;
        let reasons = reasons(decision, option);
        html! {
            @let out = decision.eliminated_by(option.id);
            @if !out.is_empty() {
                h3 { "Ruled out" }
                ul.plain { @for c in out { li { (self.cause(c.key)) (capitalised(c.because)) ". " span.quiet { (c.id) } " " (cites(c.sources)) } } }
            }
            @if !reasons.why.is_empty() { h3 { "Why" } (list(&reasons.why)) }
            @if !reasons.why_not.is_empty() { h3 { "Why not" } (list(&reasons.why_not)) }
            @if decision.best() != Some(option.id) {
                p {
                    @match change {
                        Some(change) => { b { "It would be first if " } (change.text()) "." }
                        None => "No single change makes it first; several answers would have to change.",
                    }
                }
            }
            @if let Some(figures) = self.advice().figures(option.id) { (figures_line(self, option, figures)) }
            dl.facts-of {
                @for aspect in MATURITY { @if let Some(fact) = fact(option.id, aspect) { dt { (aspect.name()) } dd { (told(fact)) } } }
            }
            (migration(self.scenario().answers.current_cni, option.id))
        }
    }

    /// `You answered "yes" to "Windows nodes": `, where a question's answer is the cause.
    fn cause(&self, key: &str) -> String {
        let question = questions().find(|q| q.key == key);
        question.map_or_else(String::new, |q| {
            let answer = q.options[(q.get)(self.scenario())].1;
            format!("{}: \u{201c}{answer}\u{201d}. ", q.label.trim_end_matches('?'))
        })
    }
}

fn list(reasons: &[Reason]) -> Markup {
    html! {
        ul.plain {
            @for r in reasons {
                li { (capitalised(r.dimension.name())) " " (r.score) " of 3, weight " (r.weight) ". " @if let Some((aspect, fact)) = r.fact { (aspect.name()) ": " (told(fact)) } }
            }
        }
    }
}

/// Nodes, money and addresses of an option, with a link that plans it. Of several modes they are those of the cheapest, and
/// other views have the others: so it says which.
pub(super) fn figures_line(pane: &AdvicePane, option: &OptionRow, f: &OptionFigures) -> Markup {
    let fleet = &f.candidate.fleet;
    let addresses = u64::from(f.held.subnet_addresses()) * u64::from(fleet.nodes);
    let owner = if option.id == OptionId::EksAuto { Owner::AutoMode } else { pane.scenario().node.owner };
    html! {
        p.comes-to {
            @if option.modes.len() > 1 { (f.mode.name_on(owner)) ": " }
            (counted(fleet.nodes, "node")) " of " (f.candidate.name(pane.evaluation.catalog())) ", " (counted(f.candidate.capacity.pods, "pod")) " a node bound by "
            (f.candidate.capacity.binding().name()) ", " b { (fleet.monthly.cents()) } " a month"
            @if f.candidate.price.confidence == Confidence::WithoutLicence { " without the Windows licence" } ", " (grouped(addresses)) " VPC addresses held. "
            @if f.mode != pane.scenario().mode { (plan_with(pane.scenario(), f.mode, "")) ". " }
            (files_of(pane.scenario(), f.mode))
        }
    }
}

/// Migration from the current CNI.
pub(super) fn migration(from: CurrentCni, to: OptionId) -> Markup {
    let steps = steps(from, to);
    html! {
        @if !steps.is_empty() {
            h3 { (words::MIGRATION) }
            ul.plain { @for step in steps { li { (told(step)) } } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::advice::knowledge::options::OPTIONS;

    #[test]
    fn every_option_has_what_is_shown_of_it() {
        for option in &OPTIONS {
            for aspect in MATURITY {
                assert!(fact(option.id, aspect).is_some(), "{} has no {}", option.code, aspect.name());
            }
        }
    }
}
