//! What `berth fleet` prints, and what it refuses.

use crate::support::{Said, run};
use serde_json::Value;

/// A large workload and a small one that no single type suits both.
const MIX: &str = r#"{ "v": 2, "profiles": [
    { "name": "web", "pods": 120, "cpu_m": 500, "mem_mib": 512 },
    { "name": "cache", "pods": 12, "cpu_m": 250, "mem_mib": 14000 }
] }"#;

fn fleet_of(scenario: &str, options: &[&str]) -> Said {
    run(["fleet", "-", "--work", "200000"].iter().chain(options), scenario.as_bytes())
}

#[test]
fn the_text_says_what_it_costs_how_good_that_is_and_what_else_there_is() {
    let said = fleet_of(MIX, &[]);
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""));
    let first = said.out.lines().next().unwrap_or_default();
    assert!(first.contains(" a month, ") && first.contains("the cheapest possible"), "{first}");
    for words in ["web: 120 pods", "One type: $", "Karpenter\u{2019}s rule: $", "One pod more:", "binds"] {
        assert!(said.out.contains(words), "{words}\n{}", said.out);
    }
    assert!(!said.out.contains("which is more than run"), "{}", said.out);
    // room for the loss of a zone is not taken for pods
    let lost = fleet_of(MIX, &["--zones", "3", "--survive", "zone"]).out;
    assert!(
        lost.contains("note: Pods are counted as room, which is more than run: for ") && lost.contains("which 120 run"),
        "{lost}"
    );
    // All pods are on the nodes that it lists.
    let json = fleet_of(MIX, &["--format", "json"]);
    let fleet: Value = serde_json::from_str(&json.out).expect("it prints JSON");
    let groups = fleet["groups"].as_array().expect("a list");
    let placed = |profile: usize| -> u64 {
        let of = |g: &Value| g["pods"][profile].as_u64().expect("pods") * g["nodes"].as_u64().expect("nodes");
        groups.iter().map(of).sum()
    };
    assert_eq!((placed(0), placed(1)), (120, 12));
    assert_eq!(fleet["headline"].as_str(), Some(first));
    let one = fleet["best_single_type"]["micro_usd_per_month"].as_u64();
    assert!(fleet["micro_usd_per_month"].as_u64() <= one, "{fleet}");
}

#[test]
fn nodes_of_a_node_pool_are_told_in_text_and_json() {
    let pools = MIX.replace("14000 }", "14000, \"pod_taints\": \"team=ml:NoSchedule\" }");
    let text = fleet_of(&pools, &["--types", "1"]).out;
    assert!(text.contains("cache  (tainted team=ml:NoSchedule)") && text.contains("only on nodes tainted"), "{text}");
    assert!(text.contains("note: Each of 2 node pools has one type, though only 1 type may be used"), "{text}");
    let fleet: Value = serde_json::from_str(&fleet_of(&pools, &["--format", "json"]).out).expect("it prints JSON");
    for group in fleet["groups"].as_array().expect("a list") {
        let taints = if group["pods"][1] == 0 { "" } else { "team=ml:NoSchedule" };
        assert_eq!(group["taints"], taints, "{group}");
    }
    let wrong = fleet_of(&pools.replace("NoSchedule", "Never"), &[]);
    let said = "pod_taints of profile 2, \u{201c}cache\u{201d}: \u{201c}team=ml:Never\u{201d} is not allowed; it takes taints such as";
    assert!(wrong.code == Some(2) && wrong.err.contains(said), "{}", wrong.err);
}

#[test]
fn more_types_never_cost_more() {
    let cost = |types: &str| {
        let said = fleet_of(MIX, &["--types", types, "--format", "json"]);
        let fleet: Value = serde_json::from_str(&said.out).expect("it prints JSON");
        fleet["micro_usd_per_month"].as_u64().expect("a cost")
    };
    let costs = [cost("1"), cost("2"), cost("4")];
    assert!(costs.is_sorted_by(|fewer, more| fewer >= more), "{costs:?}");
}

#[test]
fn the_scenario_says_what_the_fleet_is_held_to_and_an_option_overrides_it() {
    let set = MIX.replace("\"v\": 2,", "\"v\": 2, \"max_types\": 1, \"zones\": 2, \"headroom\": 10,");
    let options = |more: &[&str]| {
        let said = fleet_of(&set, &[more, &["--format", "json"]].concat());
        let fleet: Value = serde_json::from_str(&said.out).expect("it prints JSON");
        let of = |key: &str| fleet["options"][key].as_u64().expect("a number");
        (of("types"), of("zones"), of("headroom"), fleet["types"].as_array().map_or(0, Vec::len))
    };
    assert_eq!(options(&[]), (1, 2, 10, 1));
    let (types, zones, headroom, used) = options(&["--headroom", "0", "--types", "2"]);
    assert_eq!((types, zones, headroom), (2, 2, 0));
    assert!((1..=2).contains(&used), "{used} types");
}

/// What is not as asked is next to the figures: the number of zones, Karpenter's types, a node without pods.
#[test]
fn what_differs_from_the_scenario_is_said() {
    let lost = MIX.replace("\"v\": 2,", "\"v\": 2, \"max_types\": 1, \"max_vcpu\": 8, \"survive\": \"zone\",");
    let said = fleet_of(&lost, &[]).out;
    for words in ["pods evenly over 2 zones", "note: Two zones are planned, though", "; only 1 type is allowed"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let json = fleet_of(&lost, &["--format", "json"]).out;
    let fleet: Value = serde_json::from_str(&json).expect("it prints JSON");
    assert_eq!(fleet["options"]["zones"], 2);
    assert!(fleet["notes"][0].as_str().is_some_and(|note| note.starts_with("Two zones are planned")), "{json}");
    assert_eq!(
        (&fleet["karpenter"]["within_types"], &fleet["best_single_type"]["within_types"]),
        (&false.into(), &true.into())
    );
    let any = MIX.replace("\"mem_mib\": 14000", "\"mem_mib\": 14000, \"pod_zones\": \"any\"");
    let said = fleet_of(&any, &["--zones", "3"]).out;
    assert!(said.contains("pods evenly over 3 zones, except those of cache, which may be in any"), "{said}");
    assert!(said.contains("cache: 12 pods of 250m CPU") && said.contains(", in any zone"), "{said}");
    let few =
        r#"{ "v": 2, "min_nodes": 5, "families": "m5", "max_vcpu": 2, "profiles": [{ "name": "web", "pods": 2 }] }"#;
    assert!(fleet_of(few, &[]).out.contains("minimum of 5 nodes"), "{}", fleet_of(few, &[]).out);
}

#[test]
fn options_out_of_range_are_refused_all_at_once() {
    let said = fleet_of(MIX, &["--types", "0", "--zones", "9", "--headroom", "95"]);
    assert_eq!((said.code, said.out.as_str()), (Some(2), ""));
    let lines: Vec<&str> = said.err.lines().collect();
    for (field, value, allowed) in [("types", "0", "1 to 12"), ("zones", "9", "1 to 6"), ("headroom", "95", "0 to 80")]
    {
        let is_about = |line: &&str| line.contains(field) && line.contains(value) && line.contains(allowed);
        assert!(lines.iter().any(is_about), "{field} in {}", said.err);
    }
    let huge = r#"{ "v": 2, "max_vcpu": 2, "profiles": [{ "name": "huge", "cpu_m": 9000 }] }"#;
    let said = fleet_of(huge, &[]);
    assert!(said.code == Some(2) && said.err.contains("\u{201c}huge\u{201d}"), "{}", said.err);
}
