//! `berth import`: from a dump, manifests or a table to a scenario that `berth plan` takes.

#[path = "../../../../app/import/tests/support/generated.rs"]
#[allow(dead_code, reason = "the import's own tests take more of it")]
mod generated;

use crate::support::{Said, run};
use serde_json::Value;
use std::fs;

fn import(input: &str, more: &[&str]) -> Said {
    run(["import", "-"].iter().chain(more), input.as_bytes())
}

/// 40 nodes of m5.2xlarge at $0.384 for 730 hours: 280.32 a node and month, and 1.60 for the disk of 20 GiB.
#[test]
fn a_dump_becomes_a_scenario_and_the_present_fleet_has_a_price() {
    let dump = generated::dump(40, 480);
    let said = import(&dump, &[]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert!(!said.err.contains("s3cret") && !said.out.contains("s3cret"));
    let scenario: Value = serde_json::from_str(&said.out).expect("a scenario in JSON");
    assert_eq!(
        (scenario["profiles"].as_array().map(Vec::len), scenario["region"].as_str()),
        (Some(12), Some("us-east-1"))
    );
    let pods: u64 = scenario["profiles"].as_array().into_iter().flatten().filter_map(|p| p["pods"].as_u64()).sum();
    assert_eq!(pods, 480);
    // 32,408,232 KiB are 31,648 MiB
    let own = ["today", "today_spot", "seen_mib", "seen_pods"].map(|key| scenario[key].as_str().expect("a list"));
    assert_eq!(own, ["m5.2xlarge:40", "", "m5.2xlarge:31648", ""]);
    let report = import(&dump, &["--report"]);
    assert_eq!(report.err, "");
    assert!(report.out.contains("Present fleet: 40 EC2 nodes, $11,276.80 a month"), "{}", report.out);
    assert!(report.out.contains("480 pods of 12 workloads"), "{}", report.out);
    assert!(report.out.contains("58, as Berth"), "m5.2xlarge has 4 ENIs of 15 addresses, 4 * 14 + 2: {}", report.out);
    let planned = run(["plan", "-", "--format", "json"], said.out.as_bytes());
    assert_eq!((planned.code, planned.err.as_str()), (Some(0), ""));
}

#[test]
fn the_filter_for_jq_is_printed() {
    let said = run(["import", "--print-filter"], b"");
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""));
    assert!(said.out.contains("ownerReferences") && !said.out.contains("env"), "{}", said.out);
    assert_eq!(run(["import"], b"").code, Some(2));
}

#[test]
fn names_can_be_left_out() {
    let said = import(&generated::dump(2, 24), &["--names", "hide"]);
    assert_eq!(said.code, Some(0));
    for hidden in ["service-", "shop", "ip-10-0"] {
        assert!(!said.out.contains(hidden) && !said.err.contains(hidden), "{hidden}");
    }
    assert!(said.out.contains("\"workload 12\""));
}

#[test]
fn a_folder_of_manifests_and_several_files_are_one_cluster() {
    let folder = tempfile::tempdir().expect("a folder");
    let deployment = |name: &str, cpu: &str| {
        format!(
            "kind: Deployment\nmetadata: {{name: {name}}}\nspec:\n  replicas: 2\n  template:\n    spec:\n      containers:\n      - \
             resources: {{requests: {{cpu: {cpu}}}}}\n"
        )
    };
    fs::create_dir(folder.path().join("apps")).expect("a folder");
    fs::write(folder.path().join("web.yaml"), deployment("web", "250m")).expect("a file");
    fs::write(folder.path().join("apps/api.yml"), deployment("api", "1")).expect("a file");
    fs::write(folder.path().join("README.md"), "no manifest").expect("a file");
    let table = folder.path().join("plan.csv");
    fs::write(&table, "name,pods,cpu,memory\nqueue,3,100m,64Mi\n").expect("a file");
    let said = run(
        [folder.path().as_os_str(), table.as_os_str()].iter().fold(vec!["import".into()], |mut all, path| {
            all.push(path.to_os_string());
            all
        }),
        b"",
    );
    assert_eq!(said.code, Some(0), "{}", said.err);
    let scenario: Value = serde_json::from_str(&said.out).expect("a scenario");
    let names: Vec<_> = scenario["profiles"].as_array().into_iter().flatten().map(|p| p["name"].clone()).collect();
    assert_eq!(names, ["api", "web", "queue"]);
}

#[test]
fn what_holds_no_workload_is_wrong_input() {
    for (input, words) in [
        ("", "The file is empty."),
        ("Hello", "neither JSON, YAML nor CSV"),
        ("NAME   READY   STATUS   RESTARTS   AGE\nweb   1/1   Running   0   3d\n", "has no requests in it"),
        ("{\"kind\": \"List\", \"items\": [", "cut off"),
        ("kind: Service\nmetadata: {name: web}\n", "no workload"),
    ] {
        let said = import(input, &[]);
        assert_eq!((said.code, said.out.as_str()), (Some(2), ""), "{input}");
        assert!(said.err.contains(words), "{input}: {}", said.err);
    }
    let missing = run(["import", "/nowhere/dump.json"], b"");
    assert!(missing.code == Some(2) && missing.err.contains("/nowhere/dump.json"), "{}", missing.err);
}

#[test]
fn the_report_is_json_too() {
    let said = import(&generated::dump(40, 480), &["--report", "--format", "json"]);
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""));
    let report: Value = serde_json::from_str(&said.out).expect("JSON");
    assert_eq!(report["present"]["nodes"], 40);
    assert_eq!(report["present"]["micro_usd_per_month"], 11_276_800_000_u64);
    assert_eq!(report["present"]["types"][0]["max_pods"]["reported"], 58);
    assert_eq!(report["workloads"].as_array().map(Vec::len), Some(12));
    let planned = run(["plan", "-"], report["scenario"].to_string().as_bytes());
    assert_eq!((planned.code, planned.err.as_str()), (Some(0), ""));
    assert_eq!(import("", &["--format", "json"]).code, Some(2), "only a report has a format");
}

#[test]
fn a_fleet_is_found_for_a_cluster() {
    let said = run(["fleet", "--cluster", "-", "--work", "200000"], generated::dump(10, 120).as_bytes());
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert!(said.err.contains("Present fleet: 10 EC2 nodes"), "{}", said.err);
    assert!(said.out.contains("the cheapest possible"), "{}", said.out);
    let saving = said.out.lines().nth(1).expect("what it saves");
    assert!(
        saving.starts_with("Your cluster today: 10 nodes, $") && saving.contains(" This fleet saves $"),
        "{saving}"
    );
    // the present nodes at the price that the report says, and as many as it counts
    let today = said.out.lines().find_map(|line| line.strip_prefix("Your nodes today: ")).expect("the present nodes");
    let (cost, on) = today.split_once(" a month, ").expect("what they cost");
    assert!(cost.starts_with('$') && said.err.contains(cost), "{cost}: {}", said.err);
    let (_, types) = on.rsplit_once(", on ").expect("their types");
    let nodes = types.split(", ").filter_map(|one| one.split_once(' ')?.0.parse::<u32>().ok());
    assert_eq!(nodes.sum::<u32>(), 10, "{today}");
    // the dump's nodes are in three zones, and a fleet that puts all on one node would be compared with them for nothing
    assert!(said.err.contains("The nodes are in 3 zones: pods are planned evenly over as many"), "{}", said.err);
    assert!(said.out.contains("pods evenly over 3 zones"), "{}", said.out);
    let nothing = run(["fleet", "--cluster", "-"], b"kind: ConfigMap\n");
    assert_eq!((nothing.code, nothing.out.as_str()), (Some(2), ""));
    assert!(nothing.err.contains("no workload"), "{}", nothing.err);
}
