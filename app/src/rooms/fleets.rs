//! What the options of a room cost as a fleet of several types, next to what they cost with one type throughout: searched for
//! beside the room, an outcome after the other, and shown as it comes.

use crate::pages::fleet::FleetFound;
use maud::{Markup, html};
use model::units::{MicroUsd, counted};
use room::verdict::{Chosen, Group, Outcome, Verdict};
use std::collections::BTreeMap;

/// By outcome what is said of its fleet, by the numbers that lead to it; none while it is being worked out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fleets(pub BTreeMap<Outcome, Vec<(String, Option<Said>)>>);

/// What is said of a fleet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// What it costs, or why there is none.
    short: String,
    /// How far from the cheapest possible it is, where there is one.
    gap: Option<String>,
}

impl Said {
    /// Of a fleet that was found, or why none was.
    pub fn of(found: &FleetFound) -> Said {
        match (found.fleet(), found.why_none()) {
            (Some(fleet), _) => Said {
                short: format!(
                    "{} for {} of {}",
                    MicroUsd(fleet.cost.total).cents(),
                    counted(fleet.nodes, "node"),
                    counted(fleet.types().len() as u64, "type")
                ),
                gap: Some(fleet.gap()),
            },
            (None, why) => Said::why_none(why.unwrap_or_default()),
        }
    }

    /// Why there is none.
    pub fn why_none(why: impl Into<String>) -> Said {
        Said { short: why.into(), gap: None }
    }

    fn in_full(&self) -> String {
        self.gap.as_ref().map_or(self.short.clone(), |gap| format!("{}, {gap}", self.short))
    }
}

/// Until it is known.
const NOT_YET: &str = "being worked out";

impl Fleets {
    /// Of an outcome; none where the room has one workload, so that it is not compared with a fleet. Where several numbers lead
    /// to it, each fleet with its own, unless all are the same.
    pub(super) fn of(&self, outcome: &Outcome) -> Option<String> {
        self.each(outcome, Said::in_full)
    }

    /// The same without how far from the cheapest possible it is, for the screen.
    pub(super) fn in_short(&self, outcome: &Outcome) -> Option<String> {
        self.each(outcome, |said| said.short.clone())
    }

    fn each(&self, outcome: &Outcome, words: impl Fn(&Said) -> String) -> Option<String> {
        let all = self.0.get(outcome)?;
        let words = |said: &Option<Said>| said.as_ref().map_or(NOT_YET.into(), &words);
        let (_, first) = all.first()?;
        if all.iter().all(|(_, said)| said == first) {
            return Some(words(first));
        }
        let each = all.iter().map(|(numbers, said)| format!("{numbers}: {}", words(said)));
        Some(each.collect::<Vec<_>>().join("; "))
    }

    /// A group of answers as those that lead to the same, fleets too: one outcome of one type may be two as fleets.
    pub(super) fn apart(&self, group: &Group) -> Vec<(Group, Fleets)> {
        let whole = || vec![(group.clone(), self.clone())];
        let [outcome] = group.outcomes.as_slice() else { return whole() };
        let Some(known) = self.0.get(outcome) else { return whole() };
        let fleet = |answer: &Chosen| known.iter().find(|(numbers, _)| *numbers == answer.words);
        let mut parts: Vec<(Group, Fleets)> = Vec::new();
        for answer in &group.answers {
            let Some((_, said)) = fleet(answer) else { return whole() };
            let fleets = Fleets([(outcome.clone(), vec![(String::new(), said.clone())])].into());
            match parts.iter_mut().find(|(_, known)| *known == fleets) {
                Some((part, _)) => {
                    part.people += answer.people;
                    part.answers.push(answer.clone());
                }
                None => {
                    let own = Group { answers: vec![answer.clone()], people: answer.people, ..group.clone() };
                    parts.push((own, fleets));
                }
            }
        }
        // of all questions together a group has no answers of its own
        if parts.is_empty() { whole() } else { parts }
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
    use room::verdict::Matters;

    fn outcome(network: &'static str) -> Outcome {
        Outcome { network: Some(network), network_name: network, support: "", nodes: None }
    }

    /// Of a fleet that is the cheapest possible.
    fn cheapest(short: &str) -> Said {
        Said { short: short.into(), gap: Some("the cheapest possible of 1 type".into()) }
    }

    #[test]
    fn the_short_form_leaves_out_how_far_from_the_cheapest_it_is() {
        let [known, none] = ["known", "none"].map(outcome);
        let fleet = cheapest("$1,569.58 for 6 nodes of 2 types");
        let why = Said::why_none("$5, or less, buys no such node");
        let of = |outcome: &Outcome, said: &Said| (outcome.clone(), vec![(String::new(), Some(said.clone()))]);
        let fleets = Fleets([of(&known, &fleet), of(&none, &why)].into());
        assert_eq!(fleets.in_short(&known).as_deref(), Some("$1,569.58 for 6 nodes of 2 types"));
        let whole = "$1,569.58 for 6 nodes of 2 types, the cheapest possible of 1 type";
        assert_eq!(fleets.of(&known).as_deref(), Some(whole));
        for said in [fleets.in_short(&none), fleets.of(&none)] {
            assert_eq!(said.as_deref(), Some("$5, or less, buys no such node"), "a reason is said whole");
        }
    }

    #[test]
    fn what_is_not_there_yet_says_so_and_what_is_not_compared_says_nothing() {
        let [known, open, other] = ["known", "open", "other"].map(outcome);
        let fleets = Fleets(
            [
                (known.clone(), vec![(String::new(), Some(Said::why_none("$5.00")))]),
                (open.clone(), vec![(String::new(), None)]),
            ]
            .into(),
        );
        assert_eq!(fleets.of(&known).as_deref(), Some("$5.00"));
        assert_eq!(fleets.of(&open).as_deref(), Some("being worked out"));
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

    /// What all questions together lead to: a group that has outcomes and no answers of its own.
    #[test]
    fn a_group_without_answers_stays_whole() {
        let nodes = outcome("vpc-cni");
        let of = |outcomes: Vec<Outcome>| Group {
            answers: Vec::new(),
            people: 0,
            outcomes_in_all: outcomes.len(),
            outcomes,
            network_name: None,
        };
        let known = Fleets([(nodes.clone(), vec![(String::new(), None)])].into());
        assert_eq!(known.apart(&of(vec![nodes.clone()])).len(), 1);
        assert_eq!(known.apart(&of(vec![nodes.clone(), nodes])).len(), 1);
    }

    /// Three nodes of one type carry 60 pods and 80; the fleets of the two are not the same.
    #[test]
    fn answers_whose_fleets_differ_are_told_apart() {
        let nodes = outcome("vpc-cni");
        let answer = |words: &str, people| Chosen { value: Some(words.into()), words: words.into(), people };
        let group = Group {
            answers: vec![answer("60 pods", 1), answer("70 pods", 2), answer("80 pods", 1)],
            people: 4,
            outcomes: vec![nodes.clone()],
            outcomes_in_all: 1,
            network_name: None,
        };
        let fleets = |of_80: Option<&str>| {
            let said = |short: &str| Said { short: short.into(), gap: None };
            let cheap = || Some(said("$1,569.58 for 6 nodes of 2 types"));
            let all = vec![
                ("60 pods".to_string(), cheap()),
                ("70 pods".to_string(), cheap()),
                ("80 pods".to_string(), of_80.map(said)),
            ];
            Fleets([(nodes.clone(), all)].into())
        };
        let found = fleets(Some("$1,686.72 for 3 nodes of 1 type"));
        let apart = found.apart(&group);
        let said: Vec<_> = apart.iter().map(|(part, own)| (part.people, part.answers.len(), own.of(&nodes))).collect();
        let [few, many] = ["$1,569.58 for 6 nodes of 2 types", "$1,686.72 for 3 nodes of 1 type"].map(str::to_string);
        assert_eq!(said, [(3, 2, Some(few)), (1, 1, Some(many))]);
        assert!(found.of(&nodes).is_some_and(|all| all.contains("80 pods: $1,686.72")), "where they stand in one");
        assert_eq!(fleets(Some("$1,569.58 for 6 nodes of 2 types")).apart(&group).len(), 1, "all the same");
    }
}
