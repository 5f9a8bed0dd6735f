//! The decision a second time, from the rules as they stand on paper: tables of text and sets of codes,
//! nothing of the program's own. Every case must come out the same from both.

#[path = "../generate/mod.rs"]
mod generate;
mod rules;
mod rules_2018;
mod tables;

use generate::config;
use generate::findings::findings;
use generate::scenarios::answers;
use model::advice::decide::decide;
use model::advice::knowledge::findings::{Case, Findings};
use model::advice::knowledge::options::OPTIONS;
use model::advice::knowledge::rules_2018::{Headline2018, headline_2018};
use model::advice::what_if::questions;
use model::scenario::Scenario;
use model::scenario::answers::{Answers, CurrentCni, Encryption};
use proptest::prelude::*;
use rules::{Asked, Verdict, verdict};
use std::collections::BTreeMap;

/// The codes of the answers by question, and what the figures say.
fn asked(answers: &Answers, findings: &Findings) -> Asked {
    let scenario = Scenario { answers: *answers, ..Scenario::default() };
    let mut found = BTreeMap::new();
    let told = [
        ("pressure", findings.density_presses),
        ("encrypts", findings.encrypts),
        ("bandwidth", findings.bandwidth_binds),
        ("branch", findings.takes_branch_enis),
        ("nitro", findings.is_nitro),
        ("auto", Some(findings.nodes_are_auto)),
        ("windows", Some(findings.nodes_are_windows)),
    ];
    found.extend(told.into_iter().filter_map(|(name, says)| Some((name, says?))));
    Asked {
        answers: questions().map(|q| (q.key, q.code(&scenario))).collect(),
        found,
        short: findings.short.as_ref().map(|short| short.iter().map(|id| id.code()).collect()),
    }
}

/// What the program decides, in the oracle's words.
fn decided(answers: &Answers, findings: &Findings) -> Verdict {
    let decision = decide(&Case { answers, findings });
    let ranked = decision.ranked.iter().map(|r| (r.id.code(), r.fit.points, r.fit.of)).collect();
    let out = decision.eliminated.iter().map(|e| {
        let mut rules: Vec<_> = e.by.iter().map(|c| c.id).collect();
        rules.sort_unstable();
        rules.dedup();
        (e.id.code(), rules)
    });
    Verdict { ranked, out: out.collect() }
}

#[track_caller]
fn check(answers: &Answers, findings: &Findings) {
    assert_eq!(decided(answers, findings), verdict(&asked(answers, findings)), "{answers:?} {findings:?}");
}

proptest! {
    #![proptest_config(config(5_000))]

    /// Ranks, fits, and the rules that each option falls to.
    #[test]
    fn agrees_with_the_rules_on_paper(answers in answers(), findings in findings()) {
        prop_assert_eq!(decided(&answers, &findings), verdict(&asked(&answers, &findings)));
    }
}

/// Every two answers together, whatever else is not asked, on figures of four kinds.
#[test]
fn agrees_on_every_pair_of_answers() {
    let ids = |codes: &[&str]| OPTIONS.iter().filter(|o| codes.contains(&o.code)).map(|o| o.id).collect::<Vec<_>>();
    let short = ids(&["vpc-sec", "vpc-pd", "eks-auto", "vpc+calico", "vpc+cilium", "cil-eni"]);
    let (yes, no) = (Some(true), Some(false));
    let figures = [
        Findings::default(),
        Findings { density_presses: no, short: Some(vec![]), encrypts: yes, is_nitro: yes, ..Findings::default() },
        Findings { density_presses: yes, short: Some(short), bandwidth_binds: yes, ..Findings::default() },
        Findings { takes_branch_enis: no, encrypts: no, is_nitro: no, nodes_are_auto: true, ..Findings::default() },
    ];
    let all: Vec<_> = questions().flat_map(|q| (0..q.options.len()).map(move |place| (q, place))).collect();
    let mut cases = 0;
    for (i, (one, a)) in all.iter().enumerate() {
        for (other, b) in &all[i..] {
            let mut scenario = Scenario::default();
            (one.set)(&mut scenario, *a);
            (other.set)(&mut scenario, *b);
            figures.iter().for_each(|findings| check(&scenario.answers, findings));
            cases += figures.len();
        }
    }
    assert_eq!(cases, all.len() * (all.len() + 1) / 2 * 4);
    assert!(cases > 8_000, "only {cases} cases");
}

/// The article's headline, on every combination of the answers that its rules look at.
#[test]
fn agrees_with_the_article_on_every_combination_of_answers() {
    let keys = ["q_vpc", "q_perf", "q_density", "q_addresses", "q_encryption", "q_multicast", "q_policy", "q_portable"];
    let asked: Vec<_> = keys.iter().map(|key| questions().find(|q| q.key == *key).expect("a question")).collect();
    let mut cases = vec![Scenario::default()];
    for question in asked {
        let answered = |scenario: &Scenario, place| {
            let mut scenario = scenario.clone();
            (question.set)(&mut scenario, place);
            scenario
        };
        cases = cases.iter().flat_map(|s| (0..question.options.len()).map(move |place| answered(s, place))).collect();
    }
    assert_eq!(cases.len(), 3 * 3 * 3 * 3 * 5 * 4 * 6 * 4);
    for scenario in &cases {
        let codes = questions().map(|q| (q.key, q.code(scenario))).collect();
        assert_eq!(headline_2018(&scenario.answers).code(), rules_2018::headline(&codes), "{codes:?}");
    }
    // What runs already is kept.
    let weave = |current_cni| Answers { encryption: Encryption::Any, current_cni, ..Answers::default() };
    assert_eq!(headline_2018(&weave(CurrentCni::Weave)), Headline2018::WeaveNet { keep: true });
    assert_eq!(headline_2018(&weave(CurrentCni::Calico)), Headline2018::WeaveNet { keep: false });
}

/// The score table, typed in twice.
#[test]
fn the_scores_are_those_on_paper() {
    let ours: Vec<_> = OPTIONS.iter().map(|o| (o.code, o.scores.map(u32::from))).collect();
    assert_eq!(ours, tables::scores());
}
