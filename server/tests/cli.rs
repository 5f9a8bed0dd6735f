//! The command line of the real binary: `berth plan`, `berth catalog`, exit codes and what is said.

mod support;

use catalog_files::{Files, parse};
use model::catalog::Catalog;
use model::node::max_pods::NodeKind;
use model::plan::{Plan, plan};
use model::scenario::network_mode::NetworkMode;
use model::scenario::{
    ArchFilter, ArticleSettings, CapOrder, DaemonSet, DaemonSetNetwork, Era, PodProfile, Purchase, Scenario,
};
use model::summary::headline::headline;
use model::units::{Mbps, Mib, MilliCpu};
use serde_json::{Value, json};
use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use support::{Said, berth, run};
use tempfile::TempDir;

/// `berth plan -` with this scenario on standard input.
fn plan_of(scenario: &str, options: &[&str]) -> Said {
    run(["plan", "-"].iter().chain(options), scenario.as_bytes())
}

/// The same as JSON; it must succeed.
fn planned_json(scenario: &str) -> Value {
    let said = plan_of(scenario, &["--format", "json"]);
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""), "{scenario}");
    serde_json::from_str(&said.out).expect("it prints JSON")
}

fn catalog_of(region: &str) -> Catalog {
    let figures = parse(&Files::embedded()).expect("the embedded catalogue");
    figures.catalogs().into_iter().find(|c| c.region.code == region).expect("a region of the catalogue")
}

// ---- berth plan

/// 400 pods of 50m and 64 MiB on m5.large with prefixes. CPU: (2000 - 70 - 200) / 50 = 34.6 pods; 400 / 34
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
    assert!(said.out.contains("400 pods of 50m and 64 MiB; us-east-1, on demand of 2026-07-20"), "{}", said.out);
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

/// Holds all that `berth plan` prints for a scenario against the model.
#[track_caller]
fn check_against_model(text: &str, scenario: &Scenario) {
    let catalog = catalog_of(&scenario.region);
    let expected: Plan = plan(&catalog, scenario);
    let planned = planned_json(text);
    let row = |c: &Value| {
        let money = ["micro_usd_per_month", "micro_usd_per_hour"].map(|key| c[key].as_u64().expect("a price"));
        (c["type"].to_string(), c["pods_per_node"].to_string(), c["nodes"].to_string(), money)
    };
    let rows: Vec<_> = planned["candidates"].as_array().expect("a list").iter().map(row).collect();
    let wanted = expected.candidates.iter().map(|c| {
        let name = json!(c.name(&catalog)).to_string();
        let money = [c.fleet.monthly.0, c.price.hourly.0];
        (name, c.capacity.pods.to_string(), c.fleet.nodes.to_string(), money)
    });
    assert_eq!(rows, wanted.collect::<Vec<_>>(), "{text}");
    let best = &planned["best"];
    assert_eq!((!best.is_null()).then(|| row(best)), rows.first().cloned(), "{text}");
    let excluded = |r: &Value| r["type"].to_string();
    let excluded: Vec<_> = planned["excluded"].as_array().expect("a list").iter().map(excluded).collect();
    let wanted = expected.rejected.iter().map(|r| json!(r.index.name(&catalog)).to_string());
    assert_eq!(excluded, wanted.collect::<Vec<_>>(), "{text}");
    let sentence = headline(&catalog, scenario, &expected).sentence(scenario.mode, scenario.era);
    assert_eq!(planned["headline"], sentence, "{text}");

    let table = plan_of(text, &["--rows", "0"]);
    assert_eq!(table.code, Some(0), "{}", table.err);
    assert!(table.out.starts_with(&format!("{sentence}\n")), "{}", table.out);
    for (place, c) in expected.candidates.iter().enumerate() {
        let start = format!("{:>5}  {} ", place + 1, c.name(&catalog));
        let line = table.out.lines().find(|line| line.starts_with(&start)).unwrap_or_default();
        assert!(line.contains(&format!(" {} ", c.fleet.monthly.cents())), "{start}: {line:?}");
    }
    // What it says it was asked for is what it was asked for.
    assert_eq!(planned_json(&planned["scenario"].to_string()), planned, "{text}");
}

#[test]
fn the_first_example_of_a_person_gives_the_models_plan() {
    let text = r#"{
        "v": 1,
        "region": "eu-central-1",
        "mode": "prefix-delegation",
        "arch": "both",
        "min_nodes": 3,
        "profiles": [{ "name": "web", "pods": 400, "cpu_m": 50, "mem_mib": 64 }]
    }"#;
    let mut scenario = Scenario { region: "eu-central-1".into(), min_nodes: 3, ..Scenario::default() };
    scenario.mode = NetworkMode::PrefixDelegation;
    scenario.filters.arch = ArchFilter::Both;
    scenario.profiles = vec![PodProfile { pods: 400, cpu: MilliCpu(50), memory: Mib(64), ..PodProfile::default() }];
    check_against_model(text, &scenario);
}

#[test]
fn an_empty_object_is_the_default_scenario() {
    check_against_model("{}", &Scenario::default());
    check_against_model(r#"{ "v": 1 }"#, &Scenario::default());
}

#[test]
fn every_part_of_a_scenario_is_read() {
    let text = r#"{
        "region": "us-west-2", "mode": "custom-networking", "node": "karpenter", "buy": "spot", "arch": "arm",
        "max_eni": 6, "system_cpu_m": 100, "system_mem_mib": 200, "root_gib": 50, "hours": 744, "burstable": true,
        "families": "t4g, m7g c7g", "max_vcpu": 16, "estimated": 0, "min_nodes": 1,
        "profiles": [
            { "name": "db", "pods": 30, "cpu_m": 500, "mem_mib": 2000, "volumes": 1, "mbps": 40, "disk_mib": 1000 },
            { "name": "web", "pods": 10 }
        ],
        "daemonsets": [
            { "name": "node", "net": "host", "aws": true, "cpu_m": 70 },
            { "name": "logs", "net": "pod", "cpu_m": 30, "mem_mib": 90 }
        ],
        "subnets": [{ "zone": "us-west-2a", "free": 251 }]
    }"#;
    let mut scenario =
        Scenario { region: "us-west-2".into(), min_nodes: 1, hours_per_month: 744, ..Scenario::default() };
    scenario.mode = NetworkMode::CustomNetworking;
    scenario.purchase = Purchase::Spot;
    scenario.node.kind = NodeKind::Karpenter;
    scenario.node.max_eni = Some(6);
    scenario.node.system_cpu = MilliCpu(100);
    scenario.node.system_memory = Mib(200);
    scenario.node.root_gib = 50;
    scenario.filters.arch = ArchFilter::Arm;
    scenario.filters.burstable = true;
    scenario.filters.estimated = false;
    scenario.filters.families = ["t4g", "m7g", "c7g"].map(String::from).to_vec();
    scenario.filters.max_vcpu = 16;
    let db = PodProfile {
        name: "db".into(),
        pods: 30,
        cpu: MilliCpu(500),
        memory: Mib(2_000),
        ephemeral: Mib(1_000),
        volumes: 1,
        bandwidth: Mbps(40),
        own_security_group: true,
    };
    scenario.profiles = vec![db, PodProfile { pods: 10, ..PodProfile::default() }];
    let node = DaemonSet {
        network: DaemonSetNetwork::Host,
        cpu: MilliCpu(70),
        aws_networking: true,
        ..DaemonSet::named("node")
    };
    scenario.daemonsets = vec![node, DaemonSet { cpu: MilliCpu(30), memory: Mib(90), ..DaemonSet::named("logs") }];
    scenario.subnets = vec![model::scenario::Subnet { zone: "us-west-2a".into(), free_addresses: 251 }];
    check_against_model(text, &scenario);
}

#[test]
fn the_articles_era_is_planned_too() {
    let article = ArticleSettings { pod_cap: 50, daemonsets: 2, cap_order: CapOrder::BeforeDaemonSets };
    let scenario = Scenario { era: Era::Article, article, ..Scenario::default() };
    check_against_model(r#"{ "era": "article", "cap": 50, "art_ds": 2, "cap_order": "before" }"#, &scenario);
}

/// p2 is in the table of 2018 and not in today's, which the page takes too.
#[test]
fn a_type_of_2018_can_be_chosen_in_the_articles_era() {
    let said = plan_of(r#"{ "era": "article", "type": "p2.xlarge" }"#, &[]);
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""));
}

#[test]
fn a_scenario_that_nothing_fits_is_an_answer() {
    // A node of one vCPU has 940m for pods.
    let text = r#"{ "max_vcpu": 1, "profiles": [{ "cpu_m": 941 }] }"#;
    let mut scenario = Scenario::default();
    scenario.filters.max_vcpu = 1;
    scenario.profiles = vec![PodProfile { cpu: MilliCpu(941), ..PodProfile::default() }];
    check_against_model(text, &scenario);
    assert!(planned_json(text)["best"].is_null());
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

// ---- wrong input

/// The input is refused with exit code 2 and exactly these problems, one line each. Every line holds all
/// the words given for it: the field, its value, what it takes.
#[track_caller]
fn check_refused(input: &str, problems: &[&[&str]]) {
    let said = plan_of(input, &[]);
    let printed = said.out.lines().next();
    assert_eq!((said.code, printed), (Some(2), None), "{input}\n{}", said.err);
    let lines: Vec<_> = said.err.lines().collect();
    for words in problems {
        assert!(
            lines.iter().any(|line| words.iter().all(|w| line.contains(w))),
            "{input}\nno {words:?} in\n{}",
            said.err
        );
    }
    assert_eq!(lines.len(), problems.len(), "{input}\n{}", said.err);
}

#[test]
fn what_is_no_json_is_refused_with_its_place() {
    check_refused("pods: 100", &[&["not JSON", "line 1 column 1", "{\"v\": 1"]]);
    check_refused("{\n\"v\": 1,\n", &[&["not JSON", "line 3"]]);
    check_refused("", &[&["not JSON"]]);
    check_refused("[1, 2]", &[&["not a JSON object"]]);
    check_refused("null", &[&["not a JSON object"]]);
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    check_refused(&deep, &[&["not JSON"]]);
}

#[test]
fn numbers_out_of_range_are_refused_all_at_once() {
    check_refused(
        r#"{ "min_nodes": 0, "hours": 745, "max_pods": 2001, "overhead_bp": -750, "root_gib": 7.5, "discount_bp": 9001,
             "profiles": [{ "pods": 150001, "cpu_m": 256001, "mem_mib": 99999999999999999999, "volumes": 129 }],
             "daemonsets": [{ "cpu_m": 64001 }], "subnets": [{ "free": 65532 }] }"#,
        &[
            &["min_nodes", "“0”", "from 1 to 1,000"],
            &["hours", "“745”", "from 1 to 744"],
            &["max_pods", "“2001”", "from 1 to 2,000, or nothing"],
            &["overhead_bp", "“-750”", "from 0 to 3,000"],
            &["root_gib", "“7.5”", "a whole number from 8 to 16,384"],
            &["discount_bp", "“9001”", "from 0 to 9,000"],
            &["pods", "“150001”", "from 1 to 150,000"],
            &["cpu_m", "“256001”", "from 0 to 256,000"],
            &["mem_mib", "from 0 to 4,194,304"],
            &["volumes", "“129”", "from 0 to 128"],
            &["cpu_m", "“64001”", "from 0 to 64,000"],
            &["free", "“65532”", "from 0 to 65,531"],
        ],
    );
}

#[test]
fn unknown_choices_are_refused_with_the_known_ones() {
    check_refused(
        r#"{ "mode": "magic", "node": "k3s", "buy": "barter", "arch": "riscv", "era": 2018, "xen": "maybe", "v": 2,
             "daemonsets": [{ "net": "wifi" }] }"#,
        &[
            &["mode", "“magic”", "secondary-ip", "prefix-delegation", "cilium-eni-prefix"],
            &["node", "“k3s”", "managed, nodeadm, karpenter, bottlerocket, auto"],
            &["buy", "“barter”", "on-demand, spot, discount"],
            &["arch", "“riscv”", "x86, arm, both"],
            &["era", "“2018”", "today, article"],
            &["xen", "“maybe”", "0, 1"],
            &["v", "“2”", "takes 1"],
            &["net", "“wifi”", "host, pod"],
        ],
    );
}

#[test]
fn wrong_types_are_refused_all_at_once() {
    check_refused(
        r#"{ "profiles": 3, "daemonsets": "none", "subnets": {}, "min_nodes": [2], "region": { "code": "x" },
             "mode": null, "hours": "lots" }"#,
        &[
            &["profiles", "“3”", "list"],
            &["daemonsets", "none", "list"],
            &["subnets", "“{}”", "list"],
            &["min_nodes", "“[2]”", "number"],
            &["region", "code"],
            &["mode", "“”", "secondary-ip"],
            &["hours", "“lots”", "a whole number from 1 to 744"],
        ],
    );
    check_refused(
        r#"{ "profiles": [5, { "pods": [] }], "daemonsets": [[]] }"#,
        &[&["profiles[0]", "“5”", "object"], &["profiles[1].pods", "“[]”"], &["daemonsets[0]", "“[]”", "object"]],
    );
    check_refused(r#"{ "profiles": [] }"#, &[&["profiles", "“[]”", "at least one"]]);
}

/// A name or a family that is no text must not silently become another one.
#[test]
fn wrong_types_of_texts_are_refused() {
    check_refused(r#"{ "families": [5] }"#, &[&["families", "5"]]);
    check_refused(r#"{ "families": ["m5", ["c5"]] }"#, &[&["families", "c5"]]);
    check_refused(r#"{ "profiles": [{ "name": ["web"] }] }"#, &[&["name", "web"]]);
    check_refused(r#"{ "daemonsets": [{ "name": 5 }] }"#, &[&["name", "5"]]);
    check_refused(r#"{ "subnets": [{ "zone": {} }] }"#, &[&["zone", "{}"]]);
}

#[test]
fn unknown_keys_are_refused_wherever_they_stand() {
    check_refused(
        r#"{ "regoin": "eu-west-1", "find": "m5", "profiles": [{ "cpu": 1 }], "daemonsets": [{ "memory": 1 }],
             "subnets": [{ "cidr": "10.0.0.0/24" }] }"#,
        &[
            &["regoin", "not a setting"],
            &["find", "not a setting"],
            &["cpu", "not a setting"],
            &["memory", "not a setting"],
            &["cidr", "not a setting"],
        ],
    );
}

/// A setting that stands where it has no effect is a slip, and must not be passed over in silence.
#[test]
fn settings_out_of_place_are_refused() {
    check_refused(r#"{ "pods": 7, "profiles": [{ "cpu_m": 100 }] }"#, &[&["pods"]]);
    check_refused(r#"{ "ds_cpu_m": 5 }"#, &[&["ds_cpu_m"]]);
    check_refused(r#"{ "subnet_free": 5 }"#, &[&["subnet_free"]]);
    check_refused(r#"{ "profiles": [{ "region": "eu-west-1" }] }"#, &[&["region"]]);
}

#[test]
fn unknown_regions_and_types_are_refused() {
    check_refused(
        r#"{ "region": "atlantis-1" }"#,
        &[&["region", "“atlantis-1”", "af-south-1", "us-east-1", "us-west-2"]],
    );
    check_refused(r#"{ "type": "nope.large" }"#, &[&["type", "“nope.large”", "EC2 instance type"]]);
}

/// Whoever mends a file should learn of everything in one run.
#[test]
fn unknown_names_and_wrong_numbers_are_refused_together() {
    check_refused(
        r#"{ "region": "atlantis-1", "type": "nope.large", "min_nodes": 0 }"#,
        &[&["region", "“atlantis-1”"], &["type", "“nope.large”"], &["min_nodes", "“0”", "from 1 to 1,000"]],
    );
}

#[test]
fn files_that_cannot_be_read_are_refused() {
    let directory = TempDir::new().expect("a temporary directory");
    let path = |name: &str| directory.path().join(name);
    fs::write(path("latin1.json"), b"{ \"profiles\": [{ \"name\": \"caf\xe9\" }] }").expect("a written file");
    fs::write(path("empty.json"), b"").expect("a written file");
    let check = |file: &Path, words: &[&str]| {
        let said = run([OsStr::new("plan"), file.as_os_str()], b"");
        assert_eq!((said.code, said.out.as_str()), (Some(2), ""), "{}: {}", file.display(), said.err);
        for word in words {
            assert!(said.err.contains(word), "{}: no {word:?} in {}", file.display(), said.err);
        }
        assert!(!said.err.contains("panicked"), "{}", said.err);
    };
    check(&path("missing.json"), &["missing.json", "Name a JSON file"]);
    check(directory.path(), &["directory", "Name a JSON file"]);
    check(&path("latin1.json"), &["latin1.json", "UTF-8"]);
    check(&path("empty.json"), &["not JSON"]);
}

#[test]
fn standard_input_that_is_no_text_is_wrong_input_too() {
    let said = run(["plan", "-"], b"{ \"profiles\": [{ \"name\": \"caf\xe9\" }] }");
    assert_eq!((said.code, said.out.as_str()), (Some(2), ""), "{}", said.err);
    assert!(said.err.contains("UTF-8"), "{}", said.err);
}

#[test]
fn wrong_arguments_exit_2_and_help_exits_0() {
    for arguments in
        [&["--help"][..], &["plan", "--help"], &["catalog", "--help"], &["serve", "--help"], &["--version"]]
    {
        let said = run(arguments, b"");
        assert_eq!((said.code, said.err.as_str()), (Some(0), ""), "{arguments:?}");
        assert!(!said.out.is_empty(), "{arguments:?}");
    }
    let help = run(["--help"], b"").out;
    for word in ["serve", "plan", "catalog", "--help", "Kubernetes"] {
        assert!(help.contains(word), "no {word} in {help}");
    }
    for arguments in [
        &["sail"][..],
        &["plan"],
        &["plan", "-", "--format", "xml"],
        &["catalog", "drop"],
        &["serve", "--listen", "nowhere"],
    ] {
        let said = run(arguments, b"{}");
        assert_eq!((said.code, said.out.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(said.err.contains("error: "), "{arguments:?} {}", said.err);
    }
}

// ---- berth catalog

/// A store in a directory of its own.
struct Store(TempDir);

impl Store {
    fn new() -> Store {
        Store(TempDir::new().expect("a temporary directory"))
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("berth.db")
    }

    fn catalog(&self, command: &str, options: &[&OsStr]) -> Said {
        let path = self.path();
        let first = [OsStr::new("catalog"), OsStr::new(command), OsStr::new("--store"), path.as_os_str()];
        run(first.iter().chain(options), b"")
    }

    fn import(&self) -> Said {
        self.catalog("import", &[])
    }

    fn import_from(&self, directory: &Path) -> Said {
        self.catalog("import", &[OsStr::new("--dir"), directory.as_os_str()])
    }

    /// What `berth catalog show` prints; it must succeed.
    fn shown(&self) -> String {
        let said = self.catalog("show", &[]);
        assert_eq!((said.code, said.err.as_str()), (Some(0), ""));
        said.out
    }
}

/// A copy of the catalogue's files that a test may spoil.
fn copy_of_the_files() -> TempDir {
    let copy = TempDir::new().expect("a temporary directory");
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalog/data");
    fs::create_dir(copy.path().join("prices")).expect("a directory");
    for directory in ["", "prices"] {
        for entry in fs::read_dir(from.join(directory)).expect("the catalogue") {
            let entry = entry.expect("an entry");
            if entry.path().is_file() {
                fs::copy(entry.path(), copy.path().join(directory).join(entry.file_name())).expect("a copy");
            }
        }
    }
    copy
}

fn spoil(file: &Path, spoil: impl FnOnce(String) -> String) {
    let text = fs::read_to_string(file).expect("a file of the catalogue");
    fs::write(file, spoil(text)).expect("a written file");
}

#[test]
fn show_counts_what_the_catalogue_holds() {
    let store = Store::new();
    let said = store.import();
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert_eq!(said.out, "Catalogue 2026-11-23.1 loaded.\n");
    let shown = store.shown();
    let rows: Vec<Vec<&str>> = shown.lines().map(|line| line.split_whitespace().collect()).collect();
    assert!(rows.contains(&vec!["34", "regions", "15,865", "6,594", "551", "13,921"]), "{shown}");
    assert!(shown.contains("1,395 instance types, 168 of 2018, 57 corrected figures"), "{shown}");
    assert!(shown.starts_with("catalogue 2026-11-23.1, loaded "), "{shown}");
    assert!(shown.contains("spot averages of 2025-06-28"), "{shown}");
    // A row for each region, and their sums are the totals.
    let is_region = |row: &&Vec<&str>| row.len() > 6 && row[0].matches('-').count() >= 2 && !row[0].ends_with(':');
    let of_regions: Vec<_> = rows.iter().filter(is_region).collect();
    assert_eq!(of_regions.len(), 34, "{shown}");
    let mut sums = [0; 4];
    for row in &of_regions {
        for (sum, word) in sums.iter_mut().zip(&row[row.len() - 4..]) {
            *sum += word.replace(',', "").parse::<u32>().expect("a count");
        }
    }
    assert_eq!(sums, [15_865, 6_594, 551, 13_921]);
    let us_east_1 = of_regions.iter().find(|row| row[0] == "us-east-1").expect("us-east-1");
    assert!(us_east_1.contains(&"2026-07-20"), "{us_east_1:?}");
    // Nine sources, each with its licence.
    let sources = shown.lines().filter(|line| line.contains(", for ") && line.contains("; ")).count();
    assert_eq!(sources, 9, "{shown}");
}

#[test]
fn a_second_import_changes_nothing() {
    let store = Store::new();
    assert_eq!(store.import().code, Some(0));
    let before = store.shown();
    let again = store.import();
    assert_eq!((again.code, again.err.as_str()), (Some(0), ""));
    assert_eq!(again.out, "Catalogue 2026-11-23.1 is in the store already; nothing to do.\n");
    let by_files = store.import_from(copy_of_the_files().path());
    assert_eq!((by_files.code, by_files.out), (Some(0), again.out), "the same files from a directory");
    assert_eq!(store.shown(), before);
}

#[test]
fn an_import_from_a_directory_replaces_an_older_catalogue_and_never_a_newer_one() {
    let (store, newer) = (Store::new(), copy_of_the_files());
    assert_eq!(store.import().code, Some(0));
    spoil(&newer.path().join("manifest.csv"), |text| text.replace("2026-11-23.1", "2026-11-24.1"));
    spoil(&newer.path().join("prices/us-east-1.csv"), |text| text.replace("\nm5.large,0.096,", "\nm5.large,0.097,"));
    let said = store.import_from(newer.path());
    assert_eq!(
        (said.code, said.out.as_str()),
        (Some(0), "Catalogue 2026-11-24.1 loaded in the place of 2026-11-23.1.\n")
    );
    let before = store.shown();
    assert!(before.starts_with("catalogue 2026-11-24.1, "), "{before}");
    let said = store.import();
    assert_eq!(said.code, Some(0));
    assert_eq!(said.out, "The store keeps its catalogue 2026-11-24.1, which is newer than 2026-11-23.1.\n");
    assert_eq!(store.shown(), before);
}

#[test]
fn spoilt_files_are_refused_and_leave_the_store_alone() {
    let store = Store::new();
    assert_eq!(store.import().code, Some(0));
    let before = store.shown();
    let check = |spoilt: &Path, words: &[&str]| {
        let said = store.import_from(spoilt);
        assert_eq!((said.code, said.out.as_str()), (Some(2), ""), "{}", said.err);
        for word in words {
            assert!(said.err.contains(word), "no {word:?} in {}", said.err);
        }
        assert_eq!(store.shown(), before);
    };
    let prices = "prices/us-east-1.csv";
    // Cut off within a line.
    let cut = copy_of_the_files();
    spoil(&cut.path().join(prices), |text| {
        text[..text.len() / 2].trim_end_matches('\n').trim_end_matches(',').to_string()
    });
    spoil(&cut.path().join("manifest.csv"), |text| text.replace("2026-11-23.1", "2026-11-24.1"));
    check(cut.path(), &["us-east-1"]);
    // Cut off at the end of a line: only the count can tell.
    let short = copy_of_the_files();
    spoil(&short.path().join(prices), |text| text.lines().take(700).map(|line| format!("{line}\n")).collect());
    spoil(&short.path().join("manifest.csv"), |text| text.replace("2026-11-23.1", "2026-11-24.1"));
    check(short.path(), &["manifest.csv", "15865"]);
    // Two wrong files, told of at once.
    let wrong = copy_of_the_files();
    spoil(&wrong.path().join(prices), |text| text.replace("\nm5.large,0.096,", "\nm5.large,cheap,"));
    fs::remove_file(wrong.path().join("regions.csv")).expect("a removed file");
    check(wrong.path(), &["regions.csv"]);
    check(&wrong.path().join("nowhere"), &["nowhere", "manifest.csv"]);
}

#[test]
fn show_says_what_to_do_where_there_is_no_catalogue() {
    let store = Store::new();
    let said = store.catalog("show", &[]);
    assert_eq!((said.code, said.out.as_str()), (Some(1), ""), "{}", said.err);
    assert!(said.err.contains("berth catalog import"), "{}", said.err);
    let nowhere = run(["catalog", "show", "--store", "no-such-directory/berth.db"], b"");
    assert_eq!((nowhere.code, nowhere.out.as_str()), (Some(1), ""), "{}", nowhere.err);
    assert!(nowhere.err.contains("no-such-directory") && nowhere.err.contains("--store"), "{}", nowhere.err);
}

// ---- pipes

/// `berth ... | head -1`: the reader goes away after the first line.
#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let store = Store::new();
    assert_eq!(store.import().code, Some(0));
    let path = store.path().display().to_string();
    for arguments in [
        &["plan", "-", "--format", "json"][..],
        &["plan", "-", "--rows", "0"],
        &["catalog", "show", "--store", &path],
        &["catalog", "import", "--store", &path],
        &["--help"],
    ] {
        let mut command = berth();
        command.args(arguments).env("BERTH_LOG", "warn");
        let mut process =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("berth starts");
        let mut input = process.stdin.take().expect("its input is piped");
        let mut output = BufReader::new(process.stdout.take().expect("its output is piped"));
        if arguments.contains(&"json") {
            // More than a pipe holds, so it is still writing when the reader leaves.
            input.write_all(b"{}").expect("it reads the scenario");
            drop(input);
            let mut line = String::new();
            output.read_line(&mut line).expect("a first line");
            assert_eq!(line, "{\n");
            drop(output);
        } else {
            // The reader has left before the first word.
            drop(output);
            let _ = input.write_all(b"{}");
            drop(input);
        }
        let output = process.wait_with_output().expect("berth ends");
        let err = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), err.as_ref()), (Some(0), ""), "{arguments:?}");
    }
}
