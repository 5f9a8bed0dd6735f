//! A scenario and the catalogue of its region, with everything computed from the two, each once and only when
//! somebody asks. What every page, file and API operation starts from.

use crate::advice::figures::BestOfOptions;
use crate::advice::{Advice, advise_with};
use crate::catalog::Catalog;
use crate::modes::{ModeRow, Which, modes_with, of_chosen};
use crate::plan::best::{Bests, best_by_mode};
use crate::plan::eligibility::Reason;
use crate::plan::encryption::asks_for_hardware;
use crate::plan::ways::{Costs, costs};
use crate::plan::{Candidate, Plan, plan};
use crate::scenario::answers::Answers;
use crate::scenario::{Era, Scenario};
use crate::verdict::Verdict;
use crate::words;
use std::sync::{Arc, OnceLock};

/// A catalogue, a scenario, and what they come to.
#[derive(Debug)]
pub struct Evaluation {
    catalog: Arc<Catalog>,
    scenario: Scenario,
    plan: OnceLock<Plan>,
    bests: OnceLock<Bests>,
    figures: OnceLock<Arc<BestOfOptions>>,
    advice: OnceLock<Advice>,
    modes: [OnceLock<Vec<ModeRow>>; 2],
    verdicts: [OnceLock<Verdict>; 2],
    ways: [OnceLock<Costs>; 2],
}

impl Evaluation {
    /// Of a scenario in the region of a catalogue. Nothing is computed yet.
    pub fn of(catalog: Arc<Catalog>, scenario: Scenario) -> Evaluation {
        Evaluation {
            catalog,
            scenario,
            plan: OnceLock::new(),
            bests: OnceLock::new(),
            figures: OnceLock::new(),
            advice: OnceLock::new(),
            modes: Default::default(),
            verdicts: Default::default(),
            ways: Default::default(),
        }
    }

    /// The same with this advice instead of its own: what would follow if another pod network had won.
    pub fn with_advice(self, advice: Advice) -> Evaluation {
        Evaluation { advice: OnceLock::from(advice), verdicts: Default::default(), ..self }
    }

    /// The region's catalogue.
    pub fn catalog(&self) -> &Arc<Catalog> {
        &self.catalog
    }

    /// What was asked.
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// Every type, ranked or refused, by the rules of the scenario's era.
    pub fn plan(&self) -> &Plan {
        self.plan.get_or_init(|| plan(&self.catalog, &self.scenario))
    }

    /// The best type of each networking mode, by today's rules.
    pub fn bests(&self) -> &Bests {
        self.bests.get_or_init(|| best_by_mode(&self.catalog, &self.scenario))
    }

    /// Which pod network, by today's rules.
    pub fn advice(&self) -> &Advice {
        self.advice.get_or_init(|| advise_with(&self.catalog, &self.scenario, self.figures()))
    }

    /// The same scenario with other answers. What they do not change, which is every figure but where they decide that
    /// hardware has to encrypt or that Auto Mode owns the nodes, is worked out once for all of them.
    pub fn answered(&self, answers: Answers) -> Evaluation {
        let scenario = Scenario { answers, ..self.scenario.clone() }.settled();
        let same_nodes = scenario.node == self.scenario.node;
        let other = Evaluation::of(self.catalog.clone(), scenario);
        if same_nodes && asks_for_hardware(&answers) == asks_for_hardware(&self.scenario.answers) {
            return Evaluation { figures: OnceLock::from(self.figures().clone()), bests: self.bests.clone(), ..other };
        }
        other
    }

    fn figures(&self) -> &Arc<BestOfOptions> {
        let figures = || BestOfOptions::of(&self.catalog, &self.scenario, || *self.bests());
        self.figures.get_or_init(|| Arc::new(figures()))
    }

    /// The workload under every networking mode, by today's rules.
    pub fn modes(&self, which: Which) -> &[ModeRow] {
        self.modes[which as usize].get_or_init(|| modes_with(&self.catalog, &self.scenario, which, || *self.bests()))
    }

    /// The verdict on the scenario's networking mode, comparing the best type of each mode or the chosen one in all.
    pub fn verdict(&self, which: Which) -> &Verdict {
        self.verdicts[which as usize].get_or_init(|| match (self.scenario.era, which) {
            (Era::Today, Which::Best) => Verdict::of(&self.scenario, self.bests(), self.advice()),
            (Era::Today, Which::Chosen) => {
                let chosen = of_chosen(&self.catalog, &self.scenario).unwrap_or_else(|| *self.bests());
                Verdict::of(&self.scenario, &chosen, self.advice())
            }
            (Era::Article, Which::Best) => Verdict::of_article(&self.scenario, self.plan().best()),
            (Era::Article, Which::Chosen) => Verdict::of(&self.scenario, self.bests(), self.advice()),
        })
    }

    /// The verdict on the type that is shown: of the chosen type in every mode where it is one that carries the pods, else
    /// of the best of each.
    pub fn own_verdict(&self) -> &Verdict {
        let is_pinned = self.scenario.era == Era::Today && self.chosen().is_some();
        self.verdict(if is_pinned { Which::Chosen } else { Which::Best })
    }

    /// What the nodes cost in each of the ways that are one click away, by today's rules; whether one of them `brought` the zones.
    pub fn ways(&self, brought: bool) -> &Costs {
        self.ways[usize::from(brought)].get_or_init(|| costs(&self.catalog, &self.scenario, brought))
    }

    /// The answer in a sentence or two, and whether it is for equal work.
    pub fn headline(&self) -> String {
        let verdict = self.own_verdict().of_nodes();
        match words::equal_work(&self.scenario) {
            Some(equal_work) => format!("{verdict} {equal_work}"),
            None => verdict,
        }
    }

    /// The candidate that pages show, with its rank from 0: the chosen type if it is one, else the best.
    pub fn shown(&self) -> Option<(usize, &Candidate)> {
        let rank = self.rank_of_chosen().unwrap_or(0);
        Some((rank, self.plan().candidates.get(rank)?))
    }

    /// The chosen type, if it is a candidate. Then the nodes are pinned to it.
    pub fn chosen(&self) -> Option<&Candidate> {
        self.plan().candidates.get(self.rank_of_chosen()?)
    }

    /// The chosen type where it cannot be used, and why; pages then show the best one instead.
    pub fn refused_choice(&self) -> Option<(&str, Reason)> {
        let name = self.scenario.chosen.as_deref()?;
        let refused = self.plan().rejected.iter().find(|r| r.index.name(&self.catalog) == name)?;
        Some((name, refused.reason))
    }

    fn rank_of_chosen(&self) -> Option<usize> {
        let name = self.scenario.chosen.as_deref()?;
        self.plan().candidates.iter().position(|c| c.name(&self.catalog) == name)
    }
}
