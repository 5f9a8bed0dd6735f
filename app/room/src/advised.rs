//! A scenario planned as it is advised: with the network and the mode that a verdict speaks of.

use model::advice::knowledge::options::OptionId;
use model::catalog::Catalog;
use model::evaluation::Evaluation;
use model::scenario::link::{from_query, to_query};
use model::scenario::owner::Owner;
use model::scenario::{Era, Scenario};
use std::sync::Arc;

/// A scenario, as a link's query, in the mode of the pod network that is advised for it, by today's rules. Unchanged
/// where no network meets every answer or no type carries the pods.
///
/// What a team was shown at the reveal is what its record has to plan.
pub fn as_advised(catalog: &Arc<Catalog>, query: &str) -> String {
    let mut scenario = Scenario { era: Era::Today, ..from_query(query).scenario };
    let evaluation = Evaluation::of(catalog.clone(), scenario.clone());
    let advice = evaluation.advice();
    let Some((best, figures)) = advice.decision.best().and_then(|best| Some((best, advice.figures(best)?))) else {
        return query.to_string();
    };
    scenario.mode = figures.mode;
    if best == OptionId::EksAuto {
        scenario.node.owner = Owner::AutoMode;
    }
    to_query(&scenario)
}
