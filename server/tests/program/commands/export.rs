//! What `berth export` writes, and what it refuses.

use crate::support::{Said, run};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const SMALL_PODS: &str = r#"{ "v": 1, "mode": "overlay-cilium", "type": "m5.large",
    "profiles": [{ "name": "web", "pods": 400, "cpu_m": 50, "mem_mib": 64 }] }"#;

fn export_to(out: &Path, scenario: &str, options: &[&str]) -> Said {
    let arguments = ["export", "-", "--out", out.to_str().expect("a path")];
    run(arguments.iter().chain(options), scenario.as_bytes())
}

fn names(directory: &Path) -> Vec<String> {
    let entries = fs::read_dir(directory).expect("a directory");
    let mut names: Vec<_> = entries.map(|e| e.expect("an entry").file_name().into_string().expect("a name")).collect();
    names.sort();
    names
}

fn new_directory() -> (TempDir, PathBuf) {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let out = directory.path().join("new").join("below");
    (directory, out)
}

#[test]
fn every_file_is_written_and_the_same_twice() {
    let (_kept, out) = new_directory();
    let said = export_to(&out, SMALL_PODS, &[]);
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""));
    let expected = [
        "README.md",
        "cilium-values.yaml",
        "cluster.yaml",
        "decision.md",
        "kops.yaml",
        "main.tf",
        "nodeconfig.yaml",
        "nodegroup.yaml",
        "plan.json",
        "types.csv",
    ];
    assert_eq!(names(&out), expected);
    assert_eq!(said.out.lines().count(), expected.len());
    assert!(said.out.lines().all(|line| line.starts_with("wrote ")), "{}", said.out);
    let (_again, second) = new_directory();
    export_to(&second, SMALL_PODS, &[]);
    for name in expected {
        let [a, b] = [&out, &second].map(|dir| fs::read(dir.join(name)).expect("it is there"));
        assert!(a == b && !a.is_empty(), "{name}");
    }
    let record = fs::read_to_string(out.join("decision.md")).expect("text");
    assert!(record.contains("Status: proposed"), "{record}");
    assert!(fs::read_to_string(out.join("nodegroup.yaml")).expect("text").contains("m5.large"));
}

/// Without a site the link says how to give one; with it, it is whole in every file.
#[test]
fn the_link_has_the_site_that_is_given() {
    let text = |options: &[&str]| {
        let (_kept, out) = new_directory();
        assert_eq!(export_to(&out, SMALL_PODS, options).code, Some(0));
        ["decision.md", "README.md", "nodegroup.yaml"].map(|name| fs::read_to_string(out.join(name)).expect("text"))
    };
    for file in text(&[]) {
        assert!(file.contains("--public-url") && !file.contains("://berth.example"), "{file}");
    }
    for file in text(&["--public-url", "https://berth.example/"]) {
        assert!(file.contains("https://berth.example/?") && !file.contains("--public-url"), "{file}");
    }
    let (_kept, out) = new_directory();
    let said = export_to(&out, SMALL_PODS, &["--public-url", "berth.example"]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("--public-url") && said.err.contains("https://berth.example"), "{}", said.err);
}

#[test]
fn what_is_there_is_not_overwritten_without_saying_so() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let own = directory.path().join("cluster.yaml");
    fs::write(&own, "mine").expect("a file");
    fs::write(directory.path().join("main.tf"), "mine, too").expect("a file");
    let said = export_to(directory.path(), SMALL_PODS, &[]);
    assert_eq!((said.code, said.out.as_str()), (Some(2), ""));
    let lines: Vec<_> = said.err.lines().collect();
    assert_eq!(lines.len(), 2, "every file that is in the way: {}", said.err);
    assert!(lines.iter().all(|line| line.contains("exists") && line.contains("--overwrite")), "{}", said.err);
    assert_eq!(names(directory.path()), ["cluster.yaml", "main.tf"], "nothing else was written");
    assert_eq!(fs::read_to_string(&own).expect("text"), "mine");
    let said = export_to(directory.path(), SMALL_PODS, &["--overwrite"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert_eq!(said.out.lines().filter(|line| line.starts_with("replaced ")).count(), 2, "{}", said.out);
    assert_ne!(fs::read_to_string(&own).expect("text"), "mine");
}

#[test]
fn wrong_input_is_refused_all_at_once() {
    let (_kept, out) = new_directory();
    let said = export_to(&out, r#"{ "min_nodes": 0, "mode": "magic" }"#, &[]);
    assert_eq!((said.code, said.err.lines().count()), (Some(2), 2), "{}", said.err);
    assert!(said.err.contains("min_nodes") && said.err.contains("magic"), "{}", said.err);
    assert!(!out.exists(), "nothing was written");
    let directory = tempfile::tempdir().expect("a temporary directory");
    let file = directory.path().join("a-file");
    fs::write(&file, "").expect("a file");
    let said = export_to(&file, SMALL_PODS, &[]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("--out") && said.err.contains("a-file"), "{}", said.err);
    let said = run(["export", "-"], SMALL_PODS.as_bytes());
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("--out"), "{}", said.err);
}

/// The article's figures build nothing, and neither does a workload that fits nowhere; the rest is written.
#[test]
fn without_configuration_the_rest_is_written() {
    for scenario in [r#"{ "era": "article" }"#, r#"{ "profiles": [{ "volumes": 128 }] }"#] {
        let (_kept, out) = new_directory();
        let said = export_to(&out, scenario, &[]);
        assert_eq!((said.code, said.err.as_str()), (Some(0), ""));
        assert_eq!(names(&out), ["README.md", "decision.md", "plan.json", "types.csv"], "{scenario}");
    }
}

/// With --fleet the nodes' files are those of the mix of types that `berth fleet` prints.
#[test]
fn files_for_a_fleet_are_those_of_its_groups() {
    let scenario = r#"{ "v": 2, "profiles": [{ "name": "web", "pods": 90, "cpu_m": 300, "mem_mib": 400 },
        { "name": "cache", "pods": 5, "cpu_m": 900, "mem_mib": 26000 }] }"#;
    let (_kept, out) = new_directory();
    let said = export_to(&out, scenario, &["--fleet", "--work", "300000", "--types", "2"]);
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""));
    let read = |name: &str| fs::read_to_string(out.join(name)).expect("text");
    let printed = run(["fleet", "-", "--work", "300000", "--types", "2", "--format", "json"], scenario.as_bytes());
    let printed: serde_json::Value = serde_json::from_str(&printed.out).expect("JSON");
    let types = printed["types"].as_array().expect("types");
    assert_eq!(types.len(), 2, "{printed}");
    for t in types {
        let name = t["type"].as_str().expect("a name");
        for file in ["nodegroup.yaml", "main.tf", "decision.md", "placements.csv"] {
            assert!(read(file).contains(name), "{file} has no {name}");
        }
    }
    assert!(read("decision.md").contains(printed["headline"].as_str().expect("a headline").trim_end_matches('.')));
    assert!(
        read("placements.csv")
            .starts_with("group,type,zone,node,workload,room_for_pods,spare,spot,room_in_all,pods_that_run,taints\r\n")
    );
    let said = export_to(&out, scenario, &["--overwrite", "--fleet", "--types", "0", "--headroom", "99"]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("types is 0") && said.err.contains("headroom is 99"), "{}", said.err);
}
