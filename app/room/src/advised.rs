//! Which network a team is shown for a scenario, and the scenario planned with it.

use model::advice::Advice;
use model::advice::figures::OptionFigures;
use model::advice::knowledge::options::OptionId;
use model::catalog::Catalog;
use model::evaluation::Evaluation;
use model::scenario::link::{from_query, to_query};
use model::scenario::owner::Owner;
use model::scenario::{Era, Scenario};
use std::sync::Arc;

/// The pod network that is shown for a scenario, with its figures: the cheapest of those that meet the answers equally
/// well. Where two are as good, a difference in cost is none that an answer makes. `None` where nothing passes.
pub(crate) fn shown(advice: &Advice) -> Option<(OptionId, Option<&OptionFigures>)> {
    let planned = advice.decision.tied().filter_map(|id| Some((id, advice.figures(id)?)));
    let cheapest = planned.min_by_key(|(_, figures)| figures.candidate.fleet.monthly);
    let of_best = || Some((advice.decision.best()?, None));
    cheapest.map(|(id, figures)| (id, Some(figures))).or_else(of_best)
}

/// A scenario, as a link's query, in the mode of the pod network that is advised for it, by today's rules. Unchanged
/// where no network meets every answer or no type carries the pods.
///
/// What a team was shown at the reveal is what its record has to plan.
pub fn as_advised(catalog: &Arc<Catalog>, query: &str) -> String {
    let scenario = Scenario { era: Era::Today, ..from_query(query).scenario };
    let evaluation = Evaluation::of(catalog.clone(), scenario);
    planned_as_advised(&evaluation).unwrap_or_else(|| query.to_string())
}

/// The same of what is evaluated by today's rules; `None` where it would be unchanged.
pub(crate) fn planned_as_advised(evaluation: &Evaluation) -> Option<String> {
    let (best, figures) = shown(evaluation.advice())?;
    let mut scenario = Scenario { mode: figures?.mode, ..evaluation.scenario().clone() };
    if best == OptionId::EksAuto {
        scenario.node.set_owner(Owner::AutoMode);
    }
    Some(to_query(&scenario))
}
