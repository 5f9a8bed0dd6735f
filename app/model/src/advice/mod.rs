//! Which pod network: advice by the article's rules of 2018 and by today's, each verdict traceable to a
//! rule, its source and the person's own numbers.
//!
//! Entry point: [`advise`]. Knowledge is in tables of its own: [`options`] and [`facts`], hard
//! [`constraints`], [`weights`], [`timeline`], [`rules_2018`]. [`evidence`] turns the scenario's
//! figures into findings, [`decide`] decides by answers and findings alone, [`what_if`] and [`relax`] ask it
//! again with answers changed.

pub mod conflicts;
pub mod decide;
pub mod evidence;
pub mod figures;
pub mod headline;
pub mod knowledge;
pub mod reasons;
pub mod relax;
pub mod what_if;

use crate::catalog::Catalog;
use crate::plan::best::best_by_mode;
use crate::scenario::Scenario;
use crate::scenario::answers::Answers;
use decide::{Decision, decide};
use evidence::{Evidence, weigh};
use figures::{BestOfOptions, OptionFigures};
use knowledge::findings::{Case, Findings};
use knowledge::options::{OPTIONS, OptionId};
use knowledge::weights::Weights;
use what_if::Change;

/// Advice for a scenario. What depends on answers and findings only is worked out from [`Advice::case`]
/// where it is shown.
#[derive(Clone, Debug)]
pub struct Advice {
    /// What was answered.
    pub answers: Answers,
    /// What the figures say.
    pub findings: Findings,
    /// The same for a reader.
    pub evidence: Vec<Evidence>,
    /// What today's rules say.
    pub decision: Decision,
    /// Nodes, money and addresses of each option, in the order of [`OPTIONS`].
    figures: Vec<Option<OptionFigures>>,
}

/// Advises on a scenario by today's rules. The article's verdicts need no figures: see [`rules_2018`].
pub fn advise(catalog: &Catalog, scenario: &Scenario) -> Advice {
    advise_with(catalog, scenario, &BestOfOptions::of(catalog, scenario, || best_by_mode(catalog, scenario)))
}

/// The same with the figures of every option at hand.
pub fn advise_with(catalog: &Catalog, scenario: &Scenario, figures: &BestOfOptions) -> Advice {
    let (findings, evidence) = weigh(catalog, scenario, figures);
    let decision = decide(&Case { answers: &scenario.answers, findings: &findings });
    let figures = OPTIONS.iter().map(|option| figures.of_option(catalog, scenario, option)).collect();
    Advice { answers: scenario.answers, findings, evidence, decision, figures }
}

impl Advice {
    /// Answers and findings, as the rules see them.
    pub fn case(&self) -> Case<'_> {
        Case { answers: &self.answers, findings: &self.findings }
    }

    /// An option in figures; `None` where no type carries the pods, and for Weave Net.
    pub fn figures(&self, option: OptionId) -> Option<&OptionFigures> {
        let index = OPTIONS.iter().position(|row| row.id == option)?;
        self.figures[index].as_ref()
    }

    /// What would make each other option win, where one change does.
    pub fn to_win(&self) -> Vec<(OptionId, Change)> {
        what_if::to_win(&self.case())
    }

    /// Where nothing is left: the smallest sets of answers and figures to give up, as keys.
    pub fn to_relax(&self) -> Vec<Vec<&'static str>> {
        relax::to_relax(&self.case())
    }

    /// Whether nothing has been answered, nor do the figures favour anything: the headline is a default then.
    pub fn is_default(&self) -> bool {
        self.answers == Answers::default() && self.decision.weights == Weights::BASE
    }
}
