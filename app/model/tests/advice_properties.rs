//! What must hold of every advice, whatever the answers, the figures and the catalogue.

mod generate;

use generate::catalogs::catalog;
use generate::config;
use generate::findings::findings;
use generate::scenarios::Spread::{Anything, Plausible};
use generate::scenarios::{answers, scenario};
use model::advice::advise;
use model::advice::conflicts::{clashes, lost};
use model::advice::decide::{Decision, decide, decide_among};
use model::advice::headline::{because, headline, ways_out};
use model::advice::knowledge::add_ons::add_ons;
use model::advice::knowledge::constraints::CONSTRAINTS;
use model::advice::knowledge::findings::{Case, Findings};
use model::advice::knowledge::options::{DIMENSIONS, Dimension, OPTIONS, OptionId};
use model::advice::knowledge::weights::Weights;
use model::advice::relax::to_relax;
use model::advice::what_if::{Change, Figures, questions, to_win};
use model::evaluation::Evaluation;
use model::scenario::answers::{Answers, Encryption};
use model::scenario::fields::NOT_ASKED;
use model::scenario::owner::Owner;
use model::scenario::{Era, NodeSettings, Scenario};
use model::sources::source;
use proptest::prelude::*;
use proptest::sample::Index;
use std::collections::BTreeSet;
use std::sync::Arc;

fn decided(answers: &Answers, findings: &Findings) -> Decision {
    decide(&Case { answers, findings })
}

fn passing(decision: &Decision) -> BTreeSet<OptionId> {
    decision.ranked.iter().map(|r| r.id).collect()
}

/// These answers with another one to a question.
fn answering(answers: &Answers, key: &str, code: &str) -> Answers {
    let question = questions().find(|q| q.key == key).expect("a question");
    let place = question.options.iter().position(|(c, _)| *c == code).expect("an answer to it");
    let mut scenario = Scenario { answers: *answers, ..Scenario::default() };
    (question.set)(&mut scenario, place);
    scenario.answers
}

/// A few questions answered, the others not: what people do, and few enough to try every way out.
fn few_answers() -> impl Strategy<Value = Answers> {
    proptest::collection::vec((any::<Index>(), any::<Index>()), 1..=5).prop_map(|given| {
        let all: Vec<_> = questions().collect();
        let mut answers = Answers::default();
        for (question, place) in given {
            let question = question.get(&all);
            answers = answering(&answers, question.key, place.get(question.options).0);
        }
        answers
    })
}

proptest! {
    #![proptest_config(config(500))]

    /// A scenario that is answered otherwise comes to what it comes to by itself, whatever had been worked out before.
    #[test]
    fn answered_otherwise_is_evaluated_as_if_alone(
        catalog in catalog(), scenario in scenario(Era::Today, Plausible), others in proptest::collection::vec(answers(), 1..4)
    ) {
        let catalog = Arc::new(catalog);
        let first = Evaluation::of(catalog.clone(), scenario.clone());
        for answers in others {
            let alone = Evaluation::of(catalog.clone(), Scenario { answers, ..scenario.clone() }.settled());
            let shared = first.answered(answers);
            prop_assert_eq!(format!("{:?}", shared.advice()), format!("{:?}", alone.advice()));
            prop_assert_eq!(shared.bests(), alone.bests());
            prop_assert_eq!(shared.own_verdict(), alone.own_verdict());
        }
    }
}

proptest! {
    #![proptest_config(config(1_000))]

    /// An option passes if every rule in force keeps it, and falls to exactly those that do not. So a rule
    /// more never adds an option, and a rule less never takes one away.
    #[test]
    fn options_pass_that_every_rule_keeps(answers in answers(), findings in findings()) {
        let case = Case { answers: &answers, findings: &findings };
        let decision = decide(&case);
        prop_assert_eq!(decision.ranked.len() + decision.eliminated.len(), OPTIONS.len());
        for option in &OPTIONS {
            let against = CONSTRAINTS.iter().filter(|c| (c.applies)(&case) && !(c.keeps)(&case, option.id));
            let against: Vec<_> = against.map(|c| (c.id, c.key)).collect();
            let found: Vec<_> = decision.eliminated_by(option.id).iter().map(|c| (c.id, c.key)).collect();
            prop_assert_eq!(decision.fit(option.id).is_some(), against.is_empty());
            prop_assert_eq!(found, against);
        }
    }

    /// An answer to a question that was not asked never lets an option in, but for one: that IPv6 is possible
    /// or required lets in the IPv6 cluster, which is not weighed before.
    #[test]
    fn an_answer_more_lets_nothing_in_but_ipv6(answers in answers(), findings in findings()) {
        for question in questions() {
            let open = answering(&answers, question.key, NOT_ASKED);
            let before = passing(&decided(&open, &findings));
            for (code, _) in question.options {
                let after = passing(&decided(&answering(&answers, question.key, code), &findings));
                let added: Vec<_> = after.difference(&before).collect();
                match (question.key, *code) {
                    ("q_ipv6", "ready") => prop_assert!(added.is_empty() || added == [&OptionId::VpcIpv6]),
                    ("q_ipv6", "mandated") => prop_assert!(after.iter().all(|o| *o == OptionId::VpcIpv6)),
                    (key, code) => prop_assert!(added.is_empty(), "{key} {code} adds {added:?}"),
                }
            }
        }
    }

    /// What Auto Mode comes to does not depend on the owner that the nodes have now: its nodes have no warm
    /// targets, no MAX_ENI and no daemonsets for networking.
    #[test]
    fn auto_mode_is_the_same_whoever_owns_the_nodes(catalog in catalog(), s in scenario(Era::Today, Plausible)) {
        let on_auto = NodeSettings { owner: Owner::AutoMode, ..s.node };
        let there = Scenario { node: on_auto, ..s.clone() };
        let of = |s: &Scenario| advise(&catalog, s).figures(OptionId::EksAuto).copied();
        prop_assert_eq!(of(&s), of(&there));
    }

    /// What the evidence says of the subnets is what the rules go by; where it says nothing, they go by the answer.
    #[test]
    fn evidence_of_the_subnets_is_what_counts(catalog in catalog(), s in scenario(Era::Today, Plausible)) {
        let advice = advise(&catalog, &s);
        let says = advice.evidence.iter().find(|e| e.id == "E2").expect("E2 is always there").says;
        let counts = advice.findings.short.as_ref().map(|short| short.contains(&OptionId::VpcSecondary));
        prop_assert_eq!(says, counts);
        // What can be told does not depend on the answer that leaves types out.
        let mut unasked = s.clone();
        unasked.answers.encryption = Encryption::NotSure;
        let advice = advise(&catalog, &unasked);
        let carries = advice.figures(OptionId::VpcSecondary).is_some() || advice.figures(OptionId::VpcPrefix).is_some();
        let is_known = s.subnets.iter().all(|subnet| subnet.free_addresses.is_some());
        if is_known {
            prop_assert_eq!(says.is_some(), carries && !s.subnets.is_empty());
        } else {
            prop_assert!(says != Some(false), "what is not known is never called enough");
        }
    }

    /// Raising what a dimension weighs never moves an option down that no other option passing beats there:
    /// no option that was not ahead of it gets ahead. Ties included: equal scores keep the order of the tie.
    #[test]
    fn more_weight_never_lowers_the_best_of_a_dimension(answers in answers(), findings in findings()) {
        let steps = [
            (Dimension::Vpc, "q_vpc", ["no", "unsure", "yes"].as_slice()),
            (Dimension::Performance, "q_perf", &["no", "unsure", "yes"]),
            (Dimension::Density, "q_density", &["no", "yes"]),
            (Dimension::Policy, "q_policy", &["none", "basic", "advanced"]),
            (Dimension::Portability, "q_portable", &["none", "some", "strong"]),
        ];
        for (dimension, key, codes) in steps {
            for (less, more) in codes.iter().zip(&codes[1..]) {
                let less = decided(&answering(&answers, key, less), &findings);
                let more = decided(&answering(&answers, key, more), &findings);
                prop_assert_eq!(passing(&less), passing(&more), "{} is no hard constraint", key);
                prop_assert!(more.weights.get(dimension) >= less.weights.get(dimension));
                let others = Dimension::ALL.into_iter().filter(|d| *d != dimension);
                prop_assert!(others.clone().all(|d| more.weights.get(d) == less.weights.get(d)));
                let score = |id: OptionId| id.row().expect("a row").score(dimension);
                let most = less.ranked.iter().map(|r| score(r.id)).max();
                let ahead = |decision: &Decision, id: OptionId| -> BTreeSet<OptionId> {
                    decision.ranked.iter().map(|r| r.id).take_while(|other| *other != id).collect()
                };
                for best in less.ranked.iter().map(|r| r.id).filter(|id| Some(score(*id)) == most) {
                    prop_assert!(ahead(&more, best).is_subset(&ahead(&less, best)), "{:?} by {}", best, key);
                }
            }
        }
    }

    /// The same of any weights: what scores as much on a dimension and fits as well still does with more.
    #[test]
    fn more_weight_never_parts_a_pair_the_wrong_way(
        weights in proptest::array::uniform9(0..=3_u8), dimension in 0..DIMENSIONS, one in 0..OPTIONS.len(), other in 0..OPTIONS.len()
    ) {
        let (mut one, mut other) = (&OPTIONS[one], &OPTIONS[other]);
        if one.scores[dimension] < other.scores[dimension] {
            std::mem::swap(&mut one, &mut other);
        }
        let points = |weights: [u8; DIMENSIONS]| {
            let weights = Weights(weights);
            weights.fit(one).points as i64 - weights.fit(other).points as i64
        };
        let mut more = weights;
        more[dimension] += 1;
        prop_assert!(points(more) >= points(weights));
    }

    /// The order of the table shows nowhere.
    #[test]
    fn the_order_of_the_table_does_not_matter(answers in answers(), findings in findings(), order in Just(OPTIONS.to_vec()).prop_shuffle()) {
        let case = Case { answers: &answers, findings: &findings };
        let of = |decision: Decision| {
            let out: Vec<_> = decision.eliminated.iter().map(|e| (e.id, e.by.iter().map(|c| (c.id, c.key)).collect::<Vec<_>>())).collect();
            (decision.weights, decision.ranked, out)
        };
        prop_assert_eq!(of(decide(&case)), of(decide_among(&case, &order)));
    }

    /// Between 0 and 1, exact, and rounded half up. Ranks fall with it.
    #[test]
    fn fits_are_exact(answers in answers(), findings in findings()) {
        let decision = decided(&answers, &findings);
        let weight = |d: &Dimension| u64::from(decision.weights.get(*d));
        let of = 3 * Dimension::ALL.iter().map(weight).sum::<u64>();
        prop_assert!(of >= 6, "operations always count");
        for r in &decision.ranked {
            let row = r.id.row().expect("a row");
            let points: u64 = Dimension::ALL.iter().map(|d| weight(d) * u64::from(row.score(*d))).sum();
            prop_assert!(points <= of);
            prop_assert_eq!((u64::from(r.fit.points), u64::from(r.fit.of)), (points, of));
            let thousandths = (2_000 * points + of) / (2 * of);
            prop_assert_eq!(u64::from(r.fit.thousandths()), thousandths);
            prop_assert_eq!(r.fit.text(), format!("{:.3}", thousandths as f64 / 1_000.0));
        }
        prop_assert!(decision.ranked.windows(2).all(|two| two[0].fit.points >= two[1].fit.points));
        let tied: Vec<_> = decision.tied().collect();
        prop_assert!(tied.iter().all(|id| decision.fit(*id) == decision.ranked.first().map(|r| r.fit)));
    }

    /// What a constraint costs is an option that it ruled out and that fits better than the headline by 0.05
    /// or more, and no other ruled-out option fits better still.
    #[test]
    fn what_is_lost_would_fit_better(answers in answers(), findings in findings()) {
        let decision = decided(&answers, &findings);
        let fit = |id: OptionId| decision.weights.fit(id.row().expect("a row"));
        let most = decision.eliminated.iter().map(|e| fit(e.id).thousandths()).max();
        match (lost(&decision), decision.ranked.first()) {
            (Some(lost), Some(best)) => {
                prop_assert_eq!(decision.fit(lost.option), None);
                prop_assert_eq!(Some(fit(lost.option).thousandths()), most);
                prop_assert!(fit(lost.option).thousandths() >= best.fit.thousandths() + 50);
                prop_assert!(!lost.better_at.is_empty());
            }
            (None, Some(best)) => prop_assert!(most.is_none_or(|most| most < best.fit.thousandths() + 50)),
            (lost, None) => prop_assert!(lost.is_none(), "nothing to compare with"),
        }
    }
}

// ---- what if

/// Findings with some figures otherwise, as their names say.
fn with_figures(figures: Figures, findings: &Findings) -> Findings {
    let mut found = findings.clone();
    match figures {
        Figures::DensityPresses => found.density_presses = Some(true),
        Figures::DensityIsEnough => found.density_presses = Some(false),
        Figures::AddressesFit => found.short = Some(vec![]),
        Figures::TypesEncrypt => found.encrypts = Some(true),
    }
    found
}

const ALL_FIGURES: [Figures; 4] =
    [Figures::DensityPresses, Figures::DensityIsEnough, Figures::AddressesFit, Figures::TypesEncrypt];

/// What leads after a change.
fn best_after(answers: &Answers, findings: &Findings, change: Change) -> Option<OptionId> {
    match change {
        Change::Answer(key, place) => {
            let code = questions().find(|q| q.key == key).expect("a question").options[place].0;
            decided(&answering(answers, key, code), findings).best()
        }
        Change::Figures(figures) => decided(answers, &with_figures(figures, findings)).best(),
    }
}

/// Whatever could be given up, the answers not given with it: each turned to what asks least.
fn without(answers: &Answers, findings: &Findings, keys: &[&str]) -> (Answers, Findings) {
    let (mut answers, mut findings) = (*answers, findings.clone());
    for key in keys {
        match *key {
            "type" => {
                (findings.takes_branch_enis, findings.is_nitro, findings.encrypts) =
                    (Some(true), Some(true), Some(true))
            }
            "subnet" => findings.short = findings.short.map(|_| vec![]),
            "node" => findings.nodes_are_auto = false,
            "os" => findings.nodes_are_windows = false,
            "q_ipv6" => answers = answering(&answers, key, "ready"),
            key => answers = answering(&answers, key, NOT_ASKED),
        }
    }
    (answers, findings)
}

/// Every set of so many of these.
fn sets_of<'a>(keys: &[&'a str], size: usize) -> Vec<Vec<&'a str>> {
    if size == 0 {
        return vec![vec![]];
    }
    let with = |i: usize| {
        sets_of(&keys[i + 1..], size - 1).into_iter().map(move |mut set| {
            set.insert(0, keys[i]);
            set
        })
    };
    (0..keys.len()).flat_map(with).collect()
}

proptest! {
    #![proptest_config(config(500))]

    /// Each change that is named makes its option the headline; of the options that are not named no single
    /// change does, and the headline itself is never named.
    #[test]
    fn what_would_make_an_option_win_does(answers in prop_oneof![answers(), few_answers()], findings in findings()) {
        let case = Case { answers: &answers, findings: &findings };
        let (ways, now) = (to_win(&case), decide(&case).best());
        for (option, change) in &ways {
            prop_assert_eq!(best_after(&answers, &findings, *change), Some(*option));
            prop_assert!(Some(*option) != now);
            prop_assert!(!change.text().is_empty());
        }
        let named: BTreeSet<_> = ways.iter().map(|(option, _)| *option).collect();
        prop_assert_eq!(named.len(), ways.len(), "each once");
        let by_answer = questions().flat_map(|q| (0..q.options.len()).map(|place| Change::Answer(q.key, place)));
        let reachable: BTreeSet<_> = by_answer
            .chain(ALL_FIGURES.map(Change::Figures))
            .filter_map(|change| best_after(&answers, &findings, change))
            .filter(|best| Some(*best) != now)
            .collect();
        prop_assert_eq!(named, reachable);
    }

    /// Where nothing is left, each way out leaves something, and by trying every set: no smaller set does.
    /// Where something is left there are none.
    #[test]
    fn ways_out_are_the_smallest(answers in few_answers(), findings in findings()) {
        let ways = to_relax(&Case { answers: &answers, findings: &findings });
        let leaves = |keys: &[&str]| {
            let (answers, findings) = without(&answers, &findings, keys);
            !decided(&answers, &findings).ranked.is_empty()
        };
        if leaves(&[]) {
            prop_assert!(ways.is_empty(), "{:?}", ways);
            return Ok(());
        }
        let size = ways.first().expect("there is always a way out").len();
        prop_assert!(ways.iter().all(|way| way.len() == size && leaves(way)), "{:?}", ways);
        prop_assert!(ways.windows(2).all(|two| two[0] < two[1]), "in order, each once");
        // A type, subnets and nodes can be given up where the figures say something against them.
        let by_type = [findings.takes_branch_enis, findings.is_nitro, findings.encrypts].contains(&Some(false));
        let by_subnet = findings.short.as_ref().is_some_and(|short| !short.is_empty());
        let nodes = [("node", findings.nodes_are_auto), ("os", findings.nodes_are_windows)];
        let figures = [("type", by_type), ("subnet", by_subnet)].into_iter().chain(nodes);
        let figures = figures.filter(|(_, is_against)| *is_against).map(|(key, _)| key);
        let keys: Vec<_> = questions().map(|q| q.key).chain(figures).collect();
        for smaller in 0..size.min(3) {
            for set in sets_of(&keys, smaller) {
                prop_assert!(!leaves(&set), "{:?} is smaller than {:?}", set, ways);
            }
        }
        if size <= 2 {
            let named: BTreeSet<Vec<_>> = ways.iter().cloned().collect();
            for set in sets_of(&keys, size).into_iter().filter(|set| leaves(set)) {
                let mut set = set;
                set.sort_unstable();
                prop_assert!(named.contains(&set), "{:?} is a way out, too: {:?}", set, ways);
            }
        }
    }
}

// ---- the whole chain

/// Everything that is said by today's rules but of the past.
fn said_today(advice: &model::advice::Advice) -> Vec<String> {
    let case = advice.case();
    let mut said = vec![headline(advice)];
    said.extend(because(advice));
    said.extend(ways_out(advice));
    said.extend(advice.to_win().iter().map(|(option, _)| option.name().to_string()));
    said.extend(advice.evidence.iter().map(|e| e.text.clone()));
    said.extend(clashes(&case).map(|c| c.text.to_string()));
    said.extend(OPTIONS.iter().flat_map(|o| add_ons(&case, o.id)).map(|a| a.text.to_string()));
    said.extend(lost(&advice.decision).map(|lost| lost.option.name().to_string()));
    said
}

proptest! {
    #![proptest_config(config(150))]

    /// Whatever is asked of whatever catalogue, there is advice; no text is empty, every source is known.
    #[test]
    fn anything_gets_advice(catalog in catalog(), s in prop_oneof![
        scenario(Era::Today, Anything), scenario(Era::Article, Anything), scenario(Era::Today, Plausible)
    ]) {
        let advice = advise(&catalog, &s);
        prop_assert!(advice.evidence.len() >= 5);
        for e in &advice.evidence {
            prop_assert!(!e.text.trim().is_empty(), "{} is empty", e.id);
            prop_assert!(!e.sources.is_empty() && e.sources.iter().all(|id| source(id).is_some()), "{:?}", e.sources);
            prop_assert_eq!(e.agrees.is_some() && e.says.is_none(), false, "{} agrees with nothing", e.id);
        }
        prop_assert!(!headline(&advice).is_empty());
        prop_assert_eq!(because(&advice).is_some(), !advice.decision.ranked.is_empty());
        prop_assert_eq!(ways_out(&advice).is_empty(), !advice.decision.ranked.is_empty());
        for option in OPTIONS.iter().filter_map(|o| advice.figures(o.id)) {
            prop_assert!(option.candidate.fleet.nodes > 0);
            prop_assert_eq!(option.fit.is_some(), !s.subnets.is_empty());
        }
    }

    /// Weave Net is archived: it is never an option, and nothing that is advised today names it.
    #[test]
    fn weave_net_is_never_advised(catalog in catalog(), s in scenario(Era::Today, Plausible)) {
        let advice = advise(&catalog, &s);
        let ranked = advice.decision.ranked.iter().map(|r| r.id);
        let all: Vec<_> = ranked.chain(advice.decision.eliminated.iter().map(|e| e.id)).collect();
        prop_assert!(!all.contains(&OptionId::Weave));
        prop_assert!(advice.figures(OptionId::Weave).is_none());
        prop_assert!(advice.to_win().iter().all(|(option, _)| *option != OptionId::Weave));
        for text in said_today(&advice) {
            prop_assert!(!text.contains("Weave"), "{}", text);
        }
    }

    /// Answers are no evidence: what the figures find is the same whatever is answered.
    #[test]
    fn findings_hold_still_while_answers_are_tried(
        catalog in catalog(), s in scenario(Era::Today, Plausible), others in answers()
    ) {
        let other = Scenario { answers: others, ..s.clone() };
        prop_assert_eq!(advise(&catalog, &s).findings, advise(&catalog, &other).findings);
    }

    /// So what would make an option win does so in the whole chain, too.
    #[test]
    fn the_answer_that_would_make_an_option_win_does_when_given(
        catalog in catalog(), s in scenario(Era::Today, Plausible), answers in few_answers()
    ) {
        let s = Scenario { answers, ..s };
        for (option, change) in advise(&catalog, &s).to_win() {
            if let Change::Answer(key, place) = change {
                let code = questions().find(|q| q.key == key).expect("a question").options[place].0;
                let answered = Scenario { answers: answering(&s.answers, key, code), ..s.clone() };
                prop_assert_eq!(advise(&catalog, &answered).decision.best(), Some(option), "{} {}", key, code);
            }
        }
    }
}
