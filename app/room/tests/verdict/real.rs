//! Verdicts on the carried catalogue of us-east-1: the sentences as people read them.

use crate::support::{basis, given, of};
use catalog_files::{Files, parse};
use model::catalog::Catalog;
use model::evaluation::Evaluation;
use model::scenario::Scenario;
use model::scenario::link::from_query;
use room::verdict::Matters;
use room::{as_advised, questions_that_matter, weigh};
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

fn catalog() -> &'static Arc<Catalog> {
    static CATALOG: OnceLock<Arc<Catalog>> = OnceLock::new();
    CATALOG.get_or_init(|| {
        let catalogs = parse(&Files::embedded()).expect("the catalogue").catalogs();
        Arc::new(catalogs.into_iter().find(|c| c.region.code == "us-east-1").expect("us-east-1"))
    })
}

/// The sentence on one question of a scenario.
fn sentence(scenario: &str, question: &str, answers: &[(&str, usize)]) -> String {
    let verdicts = weigh(catalog(), &basis(scenario, vec![given(question, answers)]));
    of(&verdicts, question).sentence.clone()
}

#[test]
fn it_does_not_matter() {
    let density = weigh(catalog(), &basis("v=2", vec![given("q_density", &[("yes", 3), ("no", 1)])]));
    let verdict = of(&density, "q_density");
    assert_eq!((verdict.matters, &verdict.spread, density.all.as_ref()), (Matters::No, &None, None));
    assert_eq!(
        verdict.sentence,
        "You differ, and it does not matter: every answer leads to VPC CNI, secondary IPs on 2 \u{d7} c6a.4xlarge, $896.72 a month."
    );
}

#[test]
fn it_matters_and_the_difference_is_named() {
    let said = sentence("v=2", "q_encryption", &[("tenant", 2), ("no", 2), ("", 1)]);
    assert_eq!(
        said,
        "It matters: \u{201c}yes, with keys we hold\u{201d} (two of you) leads to VPC CNI with Cilium chained on 2 \u{d7} c6a.4xlarge, $896.72 a month; the other three lead to VPC CNI, secondary IPs on 2 \u{d7} c6a.4xlarge, $896.72 a month. Difference: who supports it; the cost is the same."
    );
    let said = sentence("v=2", "q_runs", &[("auto", 1), ("eks", 4)]);
    assert!(said.ends_with(" Difference: who supports it, $117.46 a month more."), "{said}");
}

#[test]
fn what_custom_networking_spares_the_nodes_subnets_is_not_hidden_by_what_its_pods_take_of_their_own() {
    let said = sentence("v=2", "q_addresses", &[("yes", 1), ("no", 4)]);
    let difference = " Difference: the networking mode, 178 addresses of the nodes\u{2019} subnets fewer, 180 addresses of the pods\u{2019} own subnets more; the cost is the same.";
    assert!(said.ends_with(difference), "{said}");
    let found = questions_that_matter(catalog(), &Scenario::default());
    let asked = found.iter().find(|found| found.question.key() == "q_addresses").expect("it is a question");
    assert_eq!(
        asked.why,
        "\u{201c}yes\u{201d} leads to VPC CNI, custom networking at the same cost, with 178 fewer addresses of the nodes\u{2019} subnets."
    );
}

#[test]
fn a_number_is_named_with_its_workload_where_there_are_several() {
    let two = "v=2&profile=web&pods=100&profile=jobs&pods=40&cpu_m=3000";
    let all = |scenario: &str| {
        let spanned = vec![given("pods", &[("100", 1), ("4000", 1)]), given("q_density", &[("yes", 1), ("no", 1)])];
        weigh(catalog(), &basis(scenario, spanned)).all.expect("two are revealed").sentence
    };
    let hangs = |on: &str| {
        format!(
            " It hangs on \u{201c}{on}\u{201d}. \u{201c}Will many small pods share each node?\u{201d} does not matter."
        )
    };
    let said = all(two);
    assert!(said.ends_with(&hangs("How many pods of \u{2018}web\u{2019} will there be?")), "{said}");
    let said = all("v=2");
    assert!(!said.contains("web"), "{said}");
}

#[test]
fn one_answer_and_none() {
    let to = "leads to VPC CNI, secondary IPs on 2 \u{d7} c6a.4xlarge, $896.72 a month.";
    let no = "\u{201c}no\u{201d}";
    for (answers, expected) in [
        (&[("no", 1)][..], format!("There is one answer, {no}: it {to}")),
        (&[("no", 2)], format!("Both of you say {no}: it {to}")),
        (&[("no", 12)], format!("All 12 of you say {no}: it {to}")),
        (&[("", 2)], format!("Nobody is sure: as it is, that {to}")),
        (&[], format!("Nobody has answered: as it is, that {to}")),
    ] {
        assert_eq!(sentence("v=2", "q_density", answers), expected);
    }
}

#[test]
fn numbers_have_a_spread() {
    let verdicts =
        weigh(catalog(), &basis("v=2", vec![given("pods", &[("1200", 1), ("100", 1), ("400", 2), ("", 1)])]));
    let verdict = of(&verdicts, "pods");
    let values: Vec<_> = verdict.groups.iter().map(|g| g.answers[0].words.as_str()).collect();
    assert_eq!(values, ["100 pods", "400 pods", "1,200 pods"]);
    let spread = verdict.spread.as_ref().map(|spread| (spread.least.as_str(), spread.greatest.as_str()));
    assert_eq!(spread, Some(("$896.72", "$9,393.16")));
    assert_eq!(verdict.more, ["One of you is not sure: that is no number."]);
    let said = sentence("v=2&type=m6a.4xlarge", "pods", &[("100", 1), ("400", 2)]);
    // 62 pods a node by CPU: 2 nodes and 7, each $0.6912 for 730 hours and 20 GiB at $0.08.
    assert_eq!(
        said,
        "You differ, and it changes nodes, cost or addresses only: 100 pods to 400 pods lead to VPC CNI, secondary IPs on m6a.4xlarge, from $1,012.35 to $3,543.23 a month."
    );
}

#[test]
fn two_questions_together() {
    let encryption = given("q_encryption", &[("tenant", 1), ("no", 2)]);
    let fips = given("q_compliance", &[("fips", 1), ("none", 2)]);
    let verdicts = weigh(catalog(), &basis("v=2", vec![encryption.clone(), fips.clone()]));
    let all = verdicts.all.as_ref().expect("two are revealed");
    assert_eq!((all.matters, all.combinations, all.evaluated, all.groups.len()), (Matters::Yes, 4, 4, 3));
    assert!(all.sentence.starts_with("It matters: the 4 combinations of your answers lead to 3 different"), "{all:?}");
    assert_eq!(
        of(&verdicts, "q_encryption").sentence,
        "It matters, together with the other questions: \u{201c}yes, with keys we hold\u{201d} (one of you) leads to either Cilium, ENI mode, or VPC CNI with Cilium chained, on 2 \u{d7} c6a.4xlarge, $896.72 a month; the other two lead to VPC CNI, secondary IPs on 2 \u{d7} c6a.4xlarge, $896.72 a month."
    );
    // FIPS matters only to those who hold the keys: once that is settled, it does not.
    assert_eq!(of(&verdicts, "q_compliance").matters, Matters::Yes);
    let settled = room::verdict::Spanned { settled: Some("no".into()), ..encryption };
    let verdicts = weigh(catalog(), &basis("v=2&q_encryption=no", vec![settled, fips]));
    assert_eq!(of(&verdicts, "q_compliance").matters, Matters::No);
    assert_eq!(verdicts.all.as_ref().map(|all| all.matters), Some(Matters::No));
    assert_eq!(of(&verdicts, "q_encryption").matters, Matters::Yes);
}

#[test]
fn too_many_combinations_are_looked_at_one_question_at_a_time() {
    let numbers = |from: u32| -> Vec<(String, usize)> { (0..70).map(|n| ((from + n * 10).to_string(), 1)).collect() };
    let as_given = |question, numbers: &[(String, usize)]| {
        given(question, &numbers.iter().map(|(n, people)| (n.as_str(), *people)).collect::<Vec<_>>())
    };
    let spanned = vec![as_given("pods", &numbers(50)), as_given("cpu_m", &numbers(100))];
    let verdicts = weigh(catalog(), &basis("v=2", spanned));
    let all = verdicts.all.as_ref().expect("two are revealed");
    assert!(all.bounded && of(&verdicts, "pods").bounded);
    assert_eq!((all.combinations, all.evaluated), (4_900, 140));
    assert_eq!(
        all.more,
        [
            "Your answers span 4,900 combinations, more than the 4,096 that are evaluated: each question was looked at by itself, the others as most of you answered, numbers at the middle one."
        ]
    );
    assert_eq!(of(&verdicts, "pods").evaluated, 70);
    // The other question is as most people answered it, a number in the middle.
    let middle = vec![as_given("pods", &numbers(50)), given("cpu_m", &[("440", 1)])];
    assert_eq!(of(&verdicts, "pods").groups, of(&weigh(catalog(), &basis("v=2", middle)), "pods").groups);
    // Fewer combinations, but each of them a workload to plan.
    let spanned = vec![as_given("pods", &numbers(50)[..17]), as_given("cpu_m", &numbers(100)[..17])];
    let verdicts = weigh(catalog(), &basis("v=2", spanned));
    let said = verdicts.all.map(|all| (all.combinations, all.evaluated, all.more));
    let more = "Your numbers make 289 different workloads, more than the 256 that are planned: each question was looked at by itself, the others as most of you answered, numbers at the middle one.";
    assert_eq!(said, Some((289, 34, vec![more.to_string()])));
}

#[test]
fn questions_are_preselected_that_can_change_something() {
    let found = questions_that_matter(catalog(), &Scenario::default());
    let of = |key: &str| found.iter().find(|p| p.question.key() == key).expect("every question is there");
    assert!(of("q_encryption").matters && of("q_addresses").matters && of("pods").matters);
    assert_eq!(
        (of("q_density").matters, of("q_density").why.as_str()),
        (
            false,
            "The figures tell, whatever the answer. On c6a.4xlarge, memory stops at 55 pods; secondary IPs allow 106. Addresses are not the limit: prefix delegation would fit no more pods."
        )
    );
    assert_eq!(
        of("q_compliance").why,
        "By itself it changes nothing; it would where \u{201c}Must pod traffic be encrypted\u{201d} is answered \u{201c}yes, with keys we hold\u{201d}."
    );
    assert!(found.iter().all(|p| !p.why.is_empty()));
}

#[test]
fn what_was_shown_is_what_the_record_plans() {
    assert_eq!(as_advised(catalog(), "v=2"), "v=2");
    let auto = as_advised(catalog(), "v=2&q_runs=auto");
    assert!(auto.contains("&node=auto"), "{auto}");
    let custom = as_advised(catalog(), "v=2&q_addresses=yes");
    assert!(custom.contains("&mode=custom-networking"), "{custom}");
    let none = "v=2&q_ipv6=mandated&q_multicast=pods";
    assert_eq!(as_advised(catalog(), none), none);
}

/// Of several workloads each outcome that is shown has the scenario that is planned, for whoever looks for its fleet.
#[test]
fn what_is_planned_of_an_outcome_comes_to_it() {
    let two = "v=2&profile=web&pods=60&cpu_m=500&mem_mib=512&profile=cache&pods=6&cpu_m=250&mem_mib=14000";
    let encryption = || given("q_encryption", &[("tenant", 2), ("no", 1)]);
    let verdicts = weigh(catalog(), &basis(two, vec![encryption(), given("q_addresses", &[("yes", 1), ("no", 1)])]));
    let all = verdicts.all.iter().chain(verdicts.each.values()).flat_map(|verdict| &verdict.groups);
    let shown: BTreeSet<_> = all.flat_map(|group| [group.outcomes.first(), group.outcomes.last()]).flatten().collect();
    assert!(shown.len() > 1 && shown == verdicts.planned.keys().collect(), "{shown:?}");
    for (outcome, planned) in
        verdicts.planned.iter().flat_map(|(outcome, all)| all.iter().map(move |(_, p)| (outcome, p)))
    {
        assert_eq!(&as_advised(catalog(), planned), planned, "it is planned in the mode that is advised");
        let again = Evaluation::of(catalog().clone(), from_query(planned).scenario);
        let nodes = outcome.nodes.as_ref().expect("nodes");
        let monthly = again.plan().candidates[0].fleet.monthly.0;
        assert_eq!((again.scenario().mode.facts().name, monthly), (nodes.mode, nodes.monthly), "{planned}");
    }
    let of_one = weigh(catalog(), &basis("v=2", vec![encryption()]));
    assert!(of_one.planned.is_empty(), "one workload is not compared with a fleet");
}

/// Nodes of one type that have room for both numbers are one outcome; their fleets need not be the same.
#[test]
fn what_is_planned_of_an_outcome_is_told_apart_by_the_numbers_that_lead_to_it() {
    let two = "v=2&profile=web&pods=60&cpu_m=500&mem_mib=512&profile=cache&pods=6&cpu_m=250&mem_mib=14000";
    let verdicts = weigh(catalog(), &basis(two, vec![given("cpu_m", &[("500", 1), ("501", 1)])]));
    let planned: Vec<_> = verdicts.planned.values().flatten().collect();
    let numbers: Vec<_> = planned.iter().map(|(numbers, _)| numbers.as_str()).collect();
    assert_eq!((verdicts.planned.len(), numbers), (1, vec!["500m", "501m"]));
    assert!(planned[0].1 != planned[1].1 && planned[1].1.contains("cpu_m=501&"), "{planned:?}");
}

/// Two answers that lead to the same range, if to other outcomes, are told apart by what differs.
#[test]
fn answers_of_one_range_are_told_apart_by_what_differs() {
    let spanned = vec![
        given("q_addresses", &[("yes", 1), ("no", 2)]),
        given("q_encryption", &[("tenant", 1), ("no", 2)]),
        given("pods", &[("100", 1), ("400", 1), ("1200", 1)]),
    ];
    let verdicts = weigh(catalog(), &basis("v=2", spanned));
    let said = &of(&verdicts, "q_addresses").sentence;
    assert!(said.contains(", though every answer leads to six different outcomes, from $"), "{said}");
    let differs = said.split(" What differs is ").nth(1).unwrap_or_default();
    assert!(differs.contains("network") && differs.contains("addresses of the nodes\u{2019} subnets"), "{said}");
    assert_eq!(said.matches(" a month").count(), 1, "one range is said once: {said}");
}
