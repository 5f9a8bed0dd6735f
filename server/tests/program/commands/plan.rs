//! What `berth plan` prints: the table, the JSON, and what the README says of both.

use super::{plan_of, planned_json};
use crate::support::run;
use serde_json::json;
use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// 400 pods of 50m CPU, 64 MiB on m5.large with prefixes. CPU: (2000 - 70 - 200) / 50 = 34.6 pods; 400 / 34
/// = 11.8, so 12 nodes; 12 * 0.096 * 730 = 840.96 a month, 840.96 / 400 = 2.102 a pod.
const SMALL_PODS: &str = r#"{
    "v": 1,
    "region": "us-east-1",
    "mode": "prefix-delegation",
    "families": ["m5"],
    "max_vcpu": 2,
    "profiles": [{ "name": "web", "pods": 400, "cpu_m": 50, "mem_mib": 64 }]
}"#;

#[test]
fn the_table_shows_headline_and_rows() {
    let said = plan_of(SMALL_PODS, &[]);
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""));
    let first = said.out.lines().next().unwrap_or_default();
    assert!(first.contains("is enough: CPU limits a node to 34 pods"), "{first}");
    assert!(said.out.contains("400 pods of 50m CPU, 64 MiB; us-east-1, on demand of 2026-07-20"), "{}", said.out);
    let rows: Vec<Vec<&str>> = said.out.lines().map(|line| line.split_whitespace().collect()).collect();
    let best = ["1", "m5.large", "34", "CPU", "12", "$840.96", "$2.102", "$0.096"];
    assert!(rows.contains(&best.to_vec()), "{}", said.out);
    // The only m5 of two vCPUs: the other 1,394 types are excluded.
    assert!(!rows.iter().any(|row| row.first() == Some(&"2")), "{}", said.out);
    assert!(said.out.contains("1,394 types are excluded"), "{}", said.out);
}

#[test]
fn the_json_holds_the_same_figures_in_whole_units() {
    let planned = planned_json(SMALL_PODS);
    let best = &planned["best"];
    let found = json!([best["type"], best["pods_per_node"], best["nodes"], best["binding"]]);
    assert_eq!(found, json!(["m5.large", 34, 12, ["cpu"]]));
    let money = ["hour", "month", "pod_month", "slot_month"].map(|per| best[format!("micro_usd_per_{per}")].clone());
    // 70.08 / 34 = 2.061176
    assert_eq!(json!(money), json!([96_000, 840_960_000, 2_102_400, 2_061_176]));
    assert_eq!(best["allocatable"], json!({ "cpu_m": 1_930, "memory_mib": 6_903, "ephemeral_mib": 17_408 }));
}

/// The article divides a node by the pods that it has room for, and so do page, table and JSON in its era.
#[test]
fn a_pod_costs_the_same_everywhere_in_the_articles_era() {
    let asked = r#"{ "era": "article", "profiles": [{ "name": "web", "pods": 400, "cpu_m": 50, "mem_mib": 64 }] }"#;
    let best = &planned_json(asked)["best"];
    assert_eq!(best["micro_usd_per_pod_month"], best["micro_usd_per_slot_month"]);
    let nodes = best["micro_usd_per_month"].as_u64().expect("a cost") / 400;
    assert_ne!(best["micro_usd_per_pod_month"], nodes, "the last node is not full");
    let dollars = best["micro_usd_per_pod_month"].as_u64().expect("a cost") as f64 / 1e6;
    let table = plan_of(asked, &[]).out;
    assert!(table.contains(&format!("${dollars:.3}")), "{dollars} is not in {table}");
}

/// The README's first block of JSON is a scenario, and what the README says of it is what comes out.
#[test]
fn the_readme_tells_the_truth() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    let readme = fs::read_to_string(readme).expect("a README");
    let example = readme.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    let planned = planned_json(example);
    let best = &planned["best"];
    assert_eq!(json!([best["type"], best["pods_per_node"], best["nodes"]]), json!(["m5.large", 34, 12]));
    assert_eq!(best["micro_usd_per_month"], 840_960_000);
    for said in ["34 pods", "12 nodes", "$840.96"] {
        assert!(readme.contains(said), "the README does not say {said}");
    }
    // Every key that a scenario has is in its table.
    for key in planned["scenario"].as_object().expect("an object").keys().filter(|key| *key != "v") {
        assert!(readme.contains(&format!("`{key}`")), "the README does not say what {key} is");
    }
}

#[test]
fn a_file_and_standard_input_give_the_same() {
    let directory = TempDir::new().expect("a temporary directory");
    let file = directory.path().join("scenario.json");
    fs::write(&file, SMALL_PODS).expect("a written file");
    for format in ["json", "table"] {
        let by_file = run([OsStr::new("plan"), file.as_os_str(), OsStr::new("--format"), OsStr::new(format)], b"");
        let by_input = plan_of(SMALL_PODS, &["--format", format]);
        assert_eq!((by_file.code, by_input.code), (Some(0), Some(0)), "{}", by_file.err);
        assert_eq!(by_file.out, by_input.out, "{format}");
    }
}

/// p2 is in the table of 2018 and not in today's, which the page takes too.
#[test]
fn a_type_of_2018_can_be_chosen_in_the_articles_era() {
    let said = plan_of(r#"{ "era": "article", "type": "p2.xlarge" }"#, &[]);
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""));
}

#[test]
fn rows_are_cut_where_asked() {
    let all = planned_json("{}")["candidates"].as_array().expect("a list").len();
    for (options, expected) in [(&["--rows", "3"][..], 3), (&[], 20), (&["--rows", "0"], all)] {
        let said = plan_of(r#"{ "v": 1 }"#, options);
        let ranked = said.out.lines().filter(|l| is_ranked(l)).count();
        assert_eq!((said.code, ranked), (Some(0), expected), "{options:?}");
        let more = said.out.lines().find(|line| line.contains("more (--rows 0 prints all)"));
        assert_eq!(more.is_some(), expected < all, "{options:?}");
    }
}

/// A row of the table: a rank first and three prices last.
fn is_ranked(line: &str) -> bool {
    let words: Vec<_> = line.split_whitespace().collect();
    words.len() >= 8
        && words[0].replace(',', "").parse::<u32>().is_ok()
        && words[words.len() - 3..].iter().all(|word| word.starts_with('$'))
}
