//! An oracle: the model is asked for every combination by itself, with nothing kept from one to the next.

use crate::generate::catalogs::catalog;
use crate::generate::config;
use crate::generate::scenarios::Spread::Plausible;
use crate::generate::scenarios::scenario;
use model::advice::advise;
use model::advice::knowledge::options::OptionId;
use model::catalog::Catalog;
use model::scenario::fields::{CHOICES, NOT_ASKED};
use model::scenario::link::{from_query, to_query};
use model::scenario::{Era, Scenario};
use model::units::{Mib, MicroUsd, MilliCpu};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};
use room::verdict::{Basis, Matters, Outcome, Spanned, Verdict};
use room::{Question, weigh};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A whole answer: network, mode, type, nodes, cost, addresses.
type Whole = (Option<&'static str>, Option<(&'static str, String, u32, u64, u64)>);
/// Network, mode and type.
type Kind = (Option<&'static str>, Option<(&'static str, String)>);

fn asked(catalog: &Catalog, scenario: &Scenario) -> Whole {
    // An answer to who runs the cluster decides whose the nodes are.
    let scenario = &scenario.clone().settled();
    let advice = advise(catalog, scenario);
    // Of options that meet the answers equally well the cheapest; of those of one cost the first.
    let Some(first) = advice.decision.ranked.first() else { return (None, None) };
    let mut best: Option<(OptionId, u64)> = None;
    for option in advice.decision.ranked.iter().filter(|option| option.fit == first.fit) {
        let Some(cost) = advice.figures(option.id).map(|f| f.candidate.fleet.monthly.0) else { continue };
        if best.is_none_or(|(_, least)| cost < least) {
            best = Some((option.id, cost));
        }
    }
    let best = best.map_or(first.id, |(id, _)| id);
    let figures = advice.figures(best).map(|f| {
        let (fleet, name) = (f.candidate.fleet, &catalog.instance_type(f.candidate.index).name);
        let addresses = u64::from(f.held.subnet_addresses()) * u64::from(fleet.nodes);
        (f.mode.facts().name, name.clone(), fleet.nodes, fleet.monthly.0, addresses)
    });
    (Some(best.code()), figures)
}

fn whole(outcome: &Outcome) -> Whole {
    let nodes = outcome.nodes.as_ref();
    (
        outcome.network,
        nodes.map(|n| (n.mode, n.instance_type.clone(), n.nodes, n.monthly, n.addresses + n.pod_addresses)),
    )
}

fn kind(whole: &Whole) -> Kind {
    (whole.0, whole.1.clone().map(|(mode, name, ..)| (mode, name)))
}

/// Answers one question, by the tables of the scenario alone.
fn answer(scenario: &mut Scenario, key: &str, value: Option<&str>) {
    let number = || value.and_then(|v| v.parse::<u32>().ok());
    match key {
        "pods" => scenario.profiles[0].pods = number().unwrap_or(scenario.profiles[0].pods),
        "cpu_m" => scenario.profiles[0].cpu = number().map_or(scenario.profiles[0].cpu, MilliCpu),
        "mem_mib" => scenario.profiles[0].memory = number().map_or(scenario.profiles[0].memory, Mib),
        _ => {
            let choice = CHOICES.iter().find(|c| c.key == key).expect("a question");
            let code = value.unwrap_or(NOT_ASKED);
            let index = choice.options.iter().position(|(c, _)| *c == code).expect("an option");
            (choice.set)(scenario, index);
        }
    }
}

/// The values that count: all that were given, but "not sure" to a number that somebody is sure of.
fn values(spanned: &Spanned) -> Vec<Option<String>> {
    let sure: Vec<_> = spanned.given.keys().filter(|v| v.is_some()).cloned().collect();
    let is_number = !spanned.question.key().starts_with("q_");
    match (is_number, sure.is_empty()) {
        (true, false) => sure,
        (_, true) => vec![None],
        (false, _) => spanned.given.keys().cloned().collect(),
    }
}

/// For each combination of the answers, in nested loops: the answers, and what they lead to.
fn combinations(catalog: &Catalog, scenario: Scenario, left: &[Spanned]) -> Vec<(Vec<Option<String>>, Whole)> {
    let Some((first, others)) = left.split_first() else { return vec![(Vec::new(), asked(catalog, &scenario))] };
    let mut found = Vec::new();
    for value in values(first) {
        let mut with = scenario.clone();
        answer(&mut with, first.question.key(), value.as_deref());
        for (mut answers, leads_to) in combinations(catalog, with, others) {
            answers.insert(0, value.clone());
            found.push((answers, leads_to));
        }
    }
    found
}

/// What each answer to a question leads to, by the answers to the others.
type ByAnswer = BTreeMap<Option<String>, BTreeMap<Vec<Option<String>>, Whole>>;

fn by_answer(all: &[(Vec<Option<String>>, Whole)], index: usize) -> ByAnswer {
    let mut found = ByAnswer::new();
    for (answers, leads_to) in all {
        let mut others = answers.clone();
        let own = others.remove(index);
        found.entry(own).or_default().insert(others, leads_to.clone());
    }
    found
}

fn matters(by_answer: &ByAnswer) -> Matters {
    let exact: BTreeSet<_> = by_answer.values().map(|m| m.values().cloned().collect::<Vec<_>>()).collect();
    let kinds: BTreeSet<_> = by_answer.values().map(|m| m.values().map(kind).collect::<Vec<_>>()).collect();
    match (by_answer.len(), exact.len(), kinds.len()) {
        (1, ..) => Matters::Agreed,
        (_, 1, _) => Matters::No,
        (.., 1) => Matters::CostOnly,
        _ => Matters::Yes,
    }
}

/// The sets of answers that lead to the same.
fn groups(by_answer: &ByAnswer, by_kind: bool) -> BTreeSet<BTreeSet<Option<String>>> {
    let mut groups: BTreeMap<String, BTreeSet<Option<String>>> = BTreeMap::new();
    for (value, leads_to) in by_answer {
        let key = match by_kind {
            true => format!("{:?}", leads_to.values().map(kind).collect::<Vec<_>>()),
            false => format!("{:?}", leads_to.values().collect::<Vec<_>>()),
        };
        groups.entry(key).or_default().insert(value.clone());
    }
    groups.into_values().collect()
}

fn in_words(whole: &Whole, name: &str) -> String {
    match (whole.0, &whole.1) {
        (None, _) => "no pod network that meets every answer".into(),
        (_, None) => format!("{name}, for which no instance type carries the pods"),
        (_, Some((_, instance_type, nodes, monthly, _))) => {
            let nodes = model::units::grouped((*nodes).into());
            format!("{name} on {nodes} \u{d7} {instance_type}, {} a month", MicroUsd(*monthly).cents())
        }
    }
}

fn name(code: Option<&str>) -> &'static str {
    let row = model::advice::knowledge::options::OPTIONS.iter().find(|row| Some(row.code) == code);
    row.map_or("", |row| row.name)
}

/// Where an answer stands in the columns of votes: numbers by size, options as they are offered, "not sure" last.
fn place(question: Question, value: Option<&str>) -> usize {
    let Some(value) = value else { return usize::MAX };
    let offered = question.options().iter().position(|(code, _)| *code == value);
    offered.unwrap_or_else(|| value.parse().expect("a number"))
}

/// Holds the verdict on one question against what the oracle found.
fn check(spanned: &Spanned, verdict: &Verdict, found: &ByAnswer) {
    assert_eq!(verdict.matters, matters(found), "{}", verdict.sentence);
    let is_number = !spanned.question.key().starts_with("q_");
    let mut said = BTreeSet::new();
    for group in &verdict.groups {
        let values: BTreeSet<_> = group.answers.iter().map(|a| a.value.clone()).collect();
        let all: BTreeSet<Whole> = values.iter().flat_map(|v| found[v].values().cloned()).collect();
        assert_eq!(group.outcomes_in_all, all.len());
        let shown: BTreeSet<Whole> = group.outcomes.iter().map(whole).collect();
        assert!(shown.is_subset(&all) && (shown.len() == all.len() || shown.len() == 2));
        let cost = |w: &Whole| w.1.as_ref().map_or(u64::MAX, |n| n.3);
        let ends = |set: &BTreeSet<Whole>| (set.iter().map(cost).min(), set.iter().map(cost).max());
        assert_eq!(ends(&shown), ends(&all));
        let people: usize = values.iter().map(|v| spanned.given.get(v).copied().unwrap_or(0)).sum();
        assert_eq!(group.people, people);
        said.insert(values);
    }
    assert_eq!(said, groups(found, is_number));
    assert!(verdict.groups.is_sorted_by_key(|group| place(spanned.question, group.answers[0].value.as_deref())));
    let distinct: BTreeSet<Whole> = found.values().flat_map(|m| m.values().cloned()).collect();
    let starts = match verdict.matters {
        Matters::Agreed => {
            ["All ", "Both ", "There is one answer", "Nobody "].iter().any(|s| verdict.sentence.starts_with(s))
        }
        Matters::No => verdict.sentence.starts_with("You differ, and it does not matter: "),
        Matters::CostOnly => verdict.sentence.contains("nodes, cost or addresses only"),
        Matters::Yes => ["It matters: ", "It matters, together with the other questions: "]
            .iter()
            .any(|s| verdict.sentence.starts_with(s)),
    };
    assert!(starts, "{:?}: {}", verdict.matters, verdict.sentence);
    if let (Matters::No, 1) = (verdict.matters, distinct.len()) {
        let only = distinct.first().expect("one");
        let expected =
            format!("You differ, and it does not matter: every answer leads to {}.", in_words(only, name(only.0)));
        assert_eq!(verdict.sentence, expected);
    }
    if verdict.matters == Matters::Yes && verdict.groups.len() <= 4 {
        for outcome in verdict.groups.iter().filter(|g| g.outcomes_in_all == 1).map(|g| whole(&g.outcomes[0])) {
            let words = in_words(&outcome, name(outcome.0));
            assert!(verdict.sentence.contains(&words), "{words:?} is not in {:?}", verdict.sentence);
        }
    }
}

/// Questions with random answers of up to four people each.
fn revealed() -> impl Strategy<Value = Vec<Spanned>> {
    let keys: Vec<&'static str> = Question::all().map(Question::key).collect();
    let one = |key: &'static str| {
        let question = Question::of_key(key).expect("a question");
        vec((any::<Index>(), 1..3_usize), 1..4).prop_map(move |given| Spanned {
            question,
            given: given.into_iter().map(|(index, people)| (value(question, index), people)).collect(),
            settled: None,
        })
    };
    subsequence(keys, 1..=3).prop_flat_map(move |keys| keys.into_iter().map(one).collect::<Vec<_>>())
}

/// An answer, or "not sure".
fn value(question: Question, index: Index) -> Option<String> {
    const NUMBERS: [u32; 7] = [1, 10, 60, 100, 250, 800, 4_000];
    let codes: Vec<String> = match question.is_number() {
        true => NUMBERS.iter().map(ToString::to_string).collect(),
        false => question.options().iter().map(|(code, _)| code.to_string()).collect(),
    };
    match index.index(codes.len() + 1) {
        0 => None,
        n => Some(codes[n - 1].clone()),
    }
}

proptest! {
    #![proptest_config(config(600))]

    /// Groups, outcomes and sentence are those of asking the model for every combination by itself.
    #[test]
    fn a_verdict_is_that_of_every_combination(
        catalog in catalog(), scenario in scenario(Era::Today, Plausible), spanned in revealed(), settles in vec(any::<bool>(), 3)
    ) {
        let mut spanned = spanned;
        let mut base = from_query(&to_query(&scenario)).scenario;
        for (s, _) in spanned.iter_mut().zip(settles).filter(|(_, settles)| *settles) {
            let value = s.given.keys().flatten().next().cloned();
            answer(&mut base, s.question.key(), value.as_deref());
            s.settled = value;
        }
        let basis = Basis { scenario: to_query(&base), spanned: spanned.clone() };
        let verdicts = weigh(&Arc::new(catalog.clone()), &basis);
        // What is settled has one answer for the others.
        let fixed: Vec<Spanned> = spanned.iter().map(|s| match &s.settled {
            Some(value) => Spanned { given: [(Some(value.clone()), 1)].into(), ..s.clone() },
            None => s.clone(),
        }).collect();
        let all = combinations(&catalog, base.clone(), &fixed);
        for (index, s) in spanned.iter().enumerate().filter(|(_, s)| s.settled.is_none()) {
            check(s, &verdicts.each[&s.question], &by_answer(&all, index));
        }
        if let Some(verdict) = &verdicts.all {
            prop_assert_eq!((verdict.combinations, verdict.evaluated), (all.len() as u64, all.len()));
            let distinct: BTreeSet<&Whole> = all.iter().map(|(_, w)| w).collect();
            let kinds: BTreeSet<Kind> = all.iter().map(|(_, w)| kind(w)).collect();
            let expected = match (all.len(), distinct.len(), kinds.len()) {
                (1, ..) => Matters::Agreed,
                (_, 1, _) => Matters::No,
                (.., 1) => Matters::CostOnly,
                _ => Matters::Yes,
            };
            prop_assert_eq!(verdict.matters, expected, "{}", verdict.sentence);
            prop_assert_eq!(verdict.groups.len(), kinds.len());
        } else {
            prop_assert_eq!(spanned.len(), 1);
        }
    }
}
