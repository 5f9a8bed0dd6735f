//! The fleet view over the carried catalogue: every figure of the fleet is there, and in words.

use super::*;
use catalog_files::{Files, parse};
use model::node::limit::Limit;
use model::scenario::link::from_query;
use std::sync::{Arc, OnceLock};

const MIX: &str = "v=2&profile=web&pods=120&cpu_m=500&mem_mib=512&profile=cache&pods=12&cpu_m=250&mem_mib=14000";

fn catalog() -> Arc<Catalog> {
    static CATALOG: OnceLock<Arc<Catalog>> = OnceLock::new();
    let read = || {
        let figures = parse(&Files::embedded()).expect("the carried files are right");
        Arc::new(figures.catalogs().into_iter().find(|c| c.region.code == "us-east-1").expect("us-east-1"))
    };
    CATALOG.get_or_init(read).clone()
}

/// The parts of a query's fleet, and the fleet.
fn found(query: &str, progress: Progress, with_curves: bool) -> (Parts, Result<Fleet, NoFleet>) {
    let (catalog, scenario) = (catalog(), from_query(query).scenario);
    let options = Options::of(&scenario);
    let mut planner = Planner::of(catalog.clone(), scenario.clone(), &options);
    let curves = planner.as_mut().ok().and_then(|planner| {
        planner.run(100_000);
        with_curves.then(|| Curves::worked_out(planner))
    });
    let outcome = planner.and_then(|planner| planner.fleet());
    let shown = Shown {
        catalog: &catalog,
        scenario: &scenario,
        query,
        options: &options,
        outcome: outcome.as_ref(),
        progress,
        curves: curves.as_ref(),
    };
    (shown.parts(), outcome)
}

/// The text of a piece of HTML.
fn words(html: &str) -> String {
    let text = html.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
    text.collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_answer_says_what_it_costs_of_what_and_how_good_that_is() {
    let (parts, fleet) = found(MIX, Progress::Quick, false);
    let fleet = fleet.expect("a fleet");
    assert_eq!(parts.headline, fleet.headline());
    let answer = words(&parts.html[0]);
    assert!(answer.contains(&format!("{} a month", MicroUsd(fleet.cost.total).cents())), "{answer}");
    for (name, nodes, cost) in fleet.types() {
        assert!(answer.contains(&format!("{nodes} × {name} {}", MicroUsd(cost).cents())), "{answer}");
    }
    let bound = if fleet.is_proved() { "Proved: no fleet".into() } else { MicroUsd(fleet.bound).cents() };
    assert!(answer.contains("at most 3 types") && answer.contains(&bound), "{answer}");
    let description = super::description(&fleet, &Options::default());
    assert!(description.contains("One type: ") && description.contains("Karpenter\u{2019}s rule: "));
    assert!(parts.progress.contains("JavaScript") || fleet.is_proved(), "{}", parts.progress);
}

#[test]
fn the_table_has_every_group_and_all_of_the_cost() {
    let (parts, fleet) = found(MIX, Progress::GoesOn, false);
    let fleet = fleet.expect("a fleet");
    let table = &parts.html[3];
    assert_eq!(table.matches("<tr>").count(), fleet.groups.len() + 2, "a heading, the groups, a sum");
    for group in &fleet.groups {
        assert!(words(table).contains(&MicroUsd(group.node_cost * u64::from(group.nodes)).cents()));
    }
    assert!(!table.contains(">Zone<"));
    // as many boxes as nodes, each with its sentence, and as many cells as pods in those that are drawn
    let picture = &parts.html[2];
    assert_eq!(picture.matches("data-says=").count() as u32, fleet.nodes);
    assert_eq!(picture.matches("<g id=").count(), fleet.groups.len());
    let reserved = picture.matches("class=\"kept\"").count();
    let drawn: u32 = fleet.groups.iter().flat_map(|group| &group.pods).sum();
    let paths = picture.split(" d=\"").skip(1).map(|path| path.split('"').next().unwrap_or_default());
    assert_eq!(paths.map(|d| d.matches('M').count()).sum::<usize>() as u32, drawn + reserved as u32);
}

#[test]
fn the_bound_is_opened_part_by_part() {
    let (parts, fleet) = found(MIX, Progress::Over, false);
    let fleet = fleet.expect("a fleet");
    let proof = words(&parts.html[4]);
    assert!(proof.contains(&format!("Why no fleet costs less than {}", MicroUsd(fleet.bound).cents())), "{proof}");
    for share in &fleet.derivation.profiles {
        assert!(proof.contains(&MicroUsd(share.all).cents()), "{proof}");
    }
    assert!(proof.contains(&format!("No fleet costs less {}", MicroUsd(fleet.bound).cents())), "{proof}");
}

#[test]
fn zones_have_columns_and_the_table_names_them() {
    let (parts, fleet) = found(&format!("{MIX}&zones=3&survive=zone&headroom=10&max_types=2"), Progress::Over, false);
    let fleet = fleet.expect("a fleet");
    assert_eq!(parts.html[2].matches("class=\"zone\"").count(), 3);
    assert!(parts.html[3].contains(">Zone<") && fleet.types().len() <= 2);
    // room for the loss is not taken for pods: said beside the picture, and in the table's heading
    let room: u64 = fleet.groups.iter().map(|group| u64::from(group.nodes) * u64::from(group.pods[0])).sum();
    let said = format!("for {room} of web, of which 120 run");
    assert_eq!(words(&parts.html[2..=3].concat()).matches(&said).count(), 1, "{said}");
    assert!(room > 120 && words(&parts.html[3]).contains("Room on each"));
    let usual = words(&found(MIX, Progress::Over, false).0.html[3]);
    assert!(usual.contains("Pods on each") && !usual.contains("of which"), "{usual}");
    let answer = words(&parts.html[0]);
    for rule in
        ["at most 2 types", "evenly over 3 zones", "any one zone may be lost", "10 % of CPU and memory stay free"]
    {
        assert!(answer.contains(rule), "{rule}: {answer}");
    }
}

#[test]
fn nodes_of_a_node_pool_say_their_taints() {
    let query = format!("{MIX}&pod_taints=team%3Dml:NoSchedule&max_types=1");
    let (parts, fleet) = found(&query, Progress::Quick, false);
    let fleet = fleet.expect("a fleet");
    let page = words(&parts.html.concat());
    let own = fleet.groups.iter().find(|group| group.pods[1] > 0).expect("a group of the pool");
    let row = format!("{} {} team=ml:NoSchedule {} cache", own.instance_type, own.nodes, own.pods[1]);
    assert!(page.contains("Type Nodes Taints Pods on each") && page.contains(&row), "{row}: {page}");
    assert!(parts.html.concat().contains(" tainted team=ml:NoSchedule"), "a box of the picture says it");
    assert!(page.contains("Each of 2 node pools has one type, though only 1 type may be used"), "{page}");
    assert!(fleet.groups.iter().all(|group| group.taints.is_empty() == (group.pods[1] == 0)), "{:?}", fleet.groups);
    // where no node is tainted there is no such column
    assert!(!words(&found(MIX, Progress::Quick, false).0.html.concat()).contains("Taints"));
}

#[test]
fn what_is_not_as_asked_is_said() {
    // each workload is spread, but the one that may be in any zone
    let (parts, _) = found(&format!("{MIX}&pod_zones=any&zones=3"), Progress::Over, false);
    let said = words(&parts.html[0]);
    assert!(said.contains("pods evenly over 3 zones, except those of cache, which may be in any"), "{said}");
    let (parts, _) = found(&format!("{MIX}&survive=zone&zones=1"), Progress::Over, false);
    let said = words(&parts.html[0]);
    assert!(said.contains("pods evenly over 2 zones") && said.contains("Two zones are planned, though"), "{said}");
    // Karpenter's nodes are of more types than one
    let (parts, fleet) = found(&format!("{MIX}&max_types=1&max_vcpu=8"), Progress::Over, false);
    assert!(fleet.expect("a fleet").karpenter.is_some_and(|karpenter| karpenter.types.len() > 1));
    assert!(words(&parts.html[1]).contains("; only 1 type is allowed"), "{}", words(&parts.html[1]));
    // a node without pods
    let (parts, fleet) = found("v=2&pods=2&min_nodes=5&max_types=1&families=m5&max_vcpu=2", Progress::Over, false);
    let empty = fleet.expect("a fleet").groups.into_iter().filter(|group| group.pods == [0]);
    assert!(empty.map(|group| group.nodes).sum::<u32>() > 0);
    for part in [2, 3] {
        let said = &parts.html[part];
        assert!(said.contains("only there because there are to be 5 nodes at least"), "{part}: {said}");
    }
}

/// A workload that asks for nothing has room while nodes have pods to spare: what stops the others is said all the same.
#[test]
fn what_binds_is_said_beside_a_workload_that_asks_for_nothing() {
    let query = "v=2&profile=web&pods=120&cpu_m=500&mem_mib=512&profile=runner&pods=3&cpu_m=0&mem_mib=0&max_types=1";
    let (parts, fleet) = found(query, Progress::Over, false);
    let fleet = fleet.expect("a fleet");
    let group = fleet.groups.iter().find(|group| group.stops[0].is_some() && group.stops[1].is_none()).expect("one");
    let code = group.stops[0].as_deref();
    let limit = Limit::ALL.into_iter().find(|limit| Some(limit.code()) == code).expect("a limit");
    let said = format!("{} ; room for runner", limit.name());
    assert!(words(&parts.html[3]).contains(&said), "{said}: {}", words(&parts.html[3]));
}

#[test]
fn many_nodes_are_one_box_a_group_with_a_count() {
    let (parts, fleet) = found("v=2&profile=web&pods=4000&cpu_m=1000&mem_mib=3000&max_vcpu=8", Progress::Over, false);
    let fleet = fleet.expect("a fleet");
    assert!(fleet.nodes > 48, "{}", fleet.nodes);
    assert_eq!(parts.html[2].matches("data-says=").count(), fleet.groups.len());
    assert!(parts.html[2].contains("class=\"count\""));
}

#[test]
fn both_charts_have_their_tables() {
    let (parts, _) = found(MIX, Progress::Over, true);
    let growth = &parts.html[5];
    assert_eq!((growth.matches("data-places=").count(), growth.matches("<table").count()), (2, 2));
    assert_eq!(growth.matches("aria-current=\"true\"").count(), 2, "the scenario's own point is marked in each");
    assert!(words(growth).contains("Cost as all replicas grow") && growth.contains("3 types: $"), "{growth}");
    let without = |progress| words(&found(MIX, progress, false).0.html[5]);
    assert!(without(Progress::Quick).contains("Work out both charts"));
    assert!(without(Progress::GoesOn).contains("follow when the search has ended"));
}

#[test]
fn a_workload_that_fits_nowhere_is_named() {
    let (parts, outcome) = found("v=2&profile=web&profile=%3Cb%3Ehuge&cpu_m=250000&max_vcpu=8", Progress::Quick, false);
    assert!(outcome.is_err());
    assert_eq!(parts.headline, "No eligible type has room for a pod of \u{201c}<b>huge\u{201d}.");
    assert!(
        words(&parts.html[0]).starts_with("Its requests, its zones or the filters are too narrow."),
        "{}",
        parts.html[0]
    );
    assert!(parts.html[1..].iter().all(String::is_empty));
}

#[test]
fn one_workload_alone_is_a_fleet_too() {
    let (parts, fleet) = found("v=2", Progress::Over, false);
    assert_eq!(fleet.expect("a fleet").next_pod.len(), 1);
    assert!(parts.html.iter().all(|part| !part.is_empty()));
}

#[test]
fn names_are_text() {
    let (parts, _) = found("v=2&profile=%3Cscript%3E%22x&pods=3", Progress::Over, true);
    let all = parts.html.concat();
    assert!(!all.contains("<script") && all.contains("&lt;script&gt;"), "{all}");
}

#[test]
fn nothing_on_the_page_is_cheaper_than_what_it_calls_the_cheapest() {
    let services = "profile=web&pods=40&cpu_m=500&mem_mib=1024&profile=api&pods=60&cpu_m=250&mem_mib=512\
                    &profile=worker&pods=20&cpu_m=1000&mem_mib=2048&profile=cron&pods=10&cpu_m=100&mem_mib=128";
    for rules in ["zones=3", "zones=1", "zones=3&survive=zone", "max_types=2"] {
        let scenario = from_query(&format!("v=2&{services}&{rules}")).scenario;
        let options = Options::of(&scenario);
        let mut planner = Planner::of(catalog(), scenario, &options).expect("types that hold them");
        planner.run(2_000_000);
        let curves = Curves::worked_out(&mut planner);
        let fleet = planner.fleet().expect("a fleet");
        let cheapest = |most: u32| curves.by_types.iter().filter(|p| p.at <= most).map(|p| p.cost).min();
        assert!(
            cheapest(options.types) >= Some(fleet.cost.total),
            "{rules}: {:?} {}",
            curves.by_types,
            fleet.cost.total
        );
        let single = fleet.single.map(|single| single.cost);
        assert!(cheapest(1) >= single, "{rules}: {:?} {single:?}", curves.by_types);
    }
}
