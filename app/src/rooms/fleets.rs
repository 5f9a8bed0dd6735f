//! What the options of a room cost as a fleet of several types, next to what they cost with one type throughout: searched for
//! beside the room, an outcome after the other, and shown as it comes.

use crate::pages::fleet::FleetFound;
use maud::{Markup, html};
use model::units::{MicroUsd, counted};
use room::verdict::{Outcome, Verdict};
use std::collections::BTreeMap;

/// By outcome the cost of its fleet in words; none while it is being worked out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fleets(pub BTreeMap<Outcome, Option<String>>);

/// What is said of a fleet that was found, or why there is none.
pub fn in_words(found: &FleetFound) -> String {
    match (found.fleet(), found.why_none()) {
        (Some(fleet), _) => format!(
            "{} for {} of {}, {}",
            MicroUsd(fleet.cost.total).cents(),
            counted(fleet.nodes, "node"),
            counted(fleet.types().len() as u64, "type"),
            fleet.gap()
        ),
        (None, why) => why.unwrap_or_default(),
    }
}

/// Until it is known.
const NOT_YET: &str = "being worked out";

impl Fleets {
    /// Of an outcome; none where the room has one workload, so that it is not compared with a fleet.
    pub(super) fn of(&self, outcome: &Outcome) -> Option<&str> {
        self.0.get(outcome).map(|words| words.as_deref().unwrap_or(NOT_YET))
    }

    /// Of a verdict whose answers all lead to the same, in a sentence.
    pub(super) fn of_all(&self, verdict: &Verdict) -> Markup {
        let [group] = verdict.groups.as_slice() else { return html! {} };
        let [outcome] = group.outcomes.as_slice() else { return html! {} };
        html! { @if let Some(words) = self.of(outcome) { p.help { "As a fleet of several types: " (words) "." } } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use room::verdict::{Group, Matters};

    fn outcome(network: &'static str) -> Outcome {
        Outcome { network: Some(network), network_name: network, support: "", nodes: None }
    }

    #[test]
    fn what_is_not_there_yet_says_so_and_what_is_not_compared_says_nothing() {
        let [known, open, other] = ["known", "open", "other"].map(outcome);
        let fleets = Fleets([(known.clone(), Some("$5.00".to_string())), (open.clone(), None)].into());
        assert_eq!(fleets.of(&known), Some("$5.00"));
        assert_eq!(fleets.of(&open), Some("being worked out"));
        assert_eq!(fleets.of(&other), None);
        let group = |outcome: &Outcome| Group {
            answers: Vec::new(),
            people: 2,
            outcomes: vec![outcome.clone()],
            outcomes_in_all: 1,
            network_name: None,
        };
        let verdict = |groups: Vec<Group>| Verdict {
            matters: Matters::No,
            sentence: String::new(),
            more: Vec::new(),
            groups,
            spread: None,
            combinations: 2,
            evaluated: 2,
            bounded: false,
        };
        let said = fleets.of_all(&verdict(vec![group(&known)])).into_string();
        assert!(said.contains("As a fleet of several types: $5.00."), "{said}");
        assert_eq!(fleets.of_all(&verdict(vec![group(&other)])).into_string(), "");
        assert_eq!(fleets.of_all(&verdict(vec![group(&known), group(&open)])).into_string(), "", "the table has them");
    }
}
