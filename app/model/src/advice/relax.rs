//! Where nothing is left: the smallest sets of answers and figures to give up.

use super::decide::{decide, decide_among};
use super::knowledge::constraints::{BY_OS, BY_OWNER, BY_SUBNETS, BY_TYPE, Constraint};
use super::knowledge::findings::{Case, Findings};
use super::knowledge::options::{OPTIONS, OptionId, OptionRow};
use super::what_if::questions;
use crate::order::{sort_indices, sort_short_by_key};
use crate::scenario::Scenario;
use crate::scenario::answers::{Answers, Ipv6};
use crate::scenario::fields::{Choice, NOT_ASKED};

/// The smallest sets of things to give up, as keys, each of which leaves an option. Empty while something is
/// left.
pub fn to_relax(case: &Case) -> Vec<Vec<&'static str>> {
    if !decide(case).ranked.is_empty() {
        return Vec::new();
    }
    let keys = held_to(case);
    let ways: Vec<_> = OPTIONS.iter().flat_map(|option| ways_to(case, option, &keys)).collect();
    let mut order: Vec<usize> = (0..ways.len()).collect();
    sort_indices(&mut order, &|a, b| ways[a].cmp(&ways[b]));
    let mut sets: Vec<_> = order.into_iter().map(|i| ways[i].clone()).collect();
    sets.dedup();
    sets.retain(|set| !decide(&relaxed(case, set).case()).ranked.is_empty());
    let least = sets.iter().map(Vec::len).min().unwrap_or(0);
    sets.retain(|set| set.len() == least);
    sets
}

/// What could be given up: answers that were given, IPv6 even where it was not asked, and figures that rule
/// something out.
pub fn held_to(case: &Case) -> Vec<&'static str> {
    let given = Scenario { answers: *case.answers, ..Scenario::default() };
    let is_given = |q: &&Choice<Scenario>| q.key == "q_ipv6" || q.code(&given) != NOT_ASKED;
    let mut keys: Vec<_> = questions().filter(is_given).map(|q| q.key).collect();
    let found = case.findings;
    let by_type = [found.takes_branch_enis, found.is_nitro, found.encrypts].contains(&Some(false));
    keys.extend(by_type.then_some(BY_TYPE));
    keys.extend(found.short.as_ref().is_some_and(|short| !short.is_empty()).then_some(BY_SUBNETS));
    keys.extend(found.nodes_are_auto.then_some(BY_OWNER));
    keys.extend(found.nodes_are_windows.then_some(BY_OS));
    keys
}

/// Answers and findings with some of them given up.
pub struct Relaxed {
    answers: Answers,
    findings: Findings,
}

impl Relaxed {
    /// As a case.
    pub fn case(&self) -> Case<'_> {
        Case { answers: &self.answers, findings: &self.findings }
    }
}

/// A case without these: questions not asked, IPv6 possible, another type, subnets with room, other nodes.
pub fn relaxed(case: &Case, keys: &[&str]) -> Relaxed {
    let mut asked = Scenario { answers: *case.answers, ..Scenario::default() };
    let mut findings = case.findings.clone();
    for key in keys {
        match *key {
            "q_ipv6" => asked.answers.ipv6 = Ipv6::Ready,
            BY_OWNER => findings.nodes_are_auto = false,
            BY_OS => findings.nodes_are_windows = false,
            BY_SUBNETS => findings.short = Some(Vec::new()),
            BY_TYPE => {
                findings.takes_branch_enis = Some(true);
                findings.is_nitro = Some(true);
                findings.encrypts = Some(true);
            }
            key => give_up(&mut asked, key),
        }
    }
    Relaxed { answers: asked.answers, findings }
}

fn give_up(asked: &mut Scenario, key: &str) {
    let Some(question) = questions().find(|q| q.key == key) else { return };
    if let Some(index) = question.options.iter().position(|(code, _)| *code == NOT_ASKED) {
        (question.set)(asked, index);
    }
}

/// Sets of keys that let an option in: for each rule that it falls to, one of the keys that lift it.
fn ways_to(case: &Case, option: &OptionRow, keys: &[&'static str]) -> Vec<Vec<&'static str>> {
    let mut sets = vec![Vec::new()];
    for rule in decide_among(case, &[*option]).eliminated_by(option.id) {
        let lifts: Vec<_> =
            keys.iter().filter(|key| !still_rules_out(rule, &relaxed(case, &[key]).case(), option.id)).collect();
        let with = |set: &Vec<&'static str>, key: &'static str| {
            let mut set = set.clone();
            set.push(key);
            sort_short_by_key(&mut set, |key| *key);
            set.dedup();
            set
        };
        sets = sets.iter().flat_map(|set| lifts.iter().map(move |key| with(set, key))).collect();
    }
    sets
}

/// Whether a rule still rules an option out.
fn still_rules_out(rule: &Constraint, case: &Case, option: OptionId) -> bool {
    (rule.applies)(case) && !(rule.keeps)(case, option)
}
