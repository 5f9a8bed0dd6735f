//! Wrong input: every problem at once, and exit code 2.

use super::plan_of;
use crate::support::run;
use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

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
        r#"{ "min_nodes": 0, "hours": 745, "max_pods": 2001, "overhead_bp": -750, "root_gib": 7.5, "pods_per_core": 0, "discount_bp": 9001,
             "profiles": [{ "pods": 150001, "cpu_m": 256001, "mem_mib": 99999999999999999999, "volumes": 129 }],
             "daemonsets": [{ "cpu_m": 64001 }], "subnets": [{ "free": 65532 }] }"#,
        &[
            &["min_nodes", "“0”", "from 1 to 1,000"],
            &["hours", "“745”", "from 1 to 744"],
            &["max_pods", "“2001”", "from 1 to 2,000, or nothing"],
            &["overhead_bp", "“-750”", "from 0 to 3,000"],
            &["root_gib", "“7.5”", "a whole number from 8 to 16,384"],
            &["pods_per_core", "“0”", "from 1 to 1,000, or nothing"],
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
        r#"{ "mode": "magic", "node": "k3s", "os": "beos", "buy": "barter", "arch": "riscv", "era": 2018, "xen": "maybe", "v": 9,
             "daemonsets": [{ "net": "wifi" }] }"#,
        &[
            &["mode", "“magic”", "secondary-ip", "prefix-delegation", "cilium-eni-prefix"],
            &["node", "“k3s”", "managed, nodeadm, karpenter, auto"],
            &["os", "“beos”", "al2023, bottlerocket, windows"],
            &["buy", "“barter”", "on-demand, spot, discount"],
            &["arch", "“riscv”", "x86, arm, both"],
            &["era", "“2018”", "today, article"],
            &["xen", "“maybe”", "0, 1"],
            &["v", "“9”", "takes 1 or 2"],
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
    check_refused(r#"{ "subnets": [{ "zone": {}, "free": 5 }] }"#, &[&["zone", "{}"]]);
    check_refused(r#"{ "subnets": [{ "zone": "a", "free": "many" }] }"#, &[&["free", "many", "from 0 to 65,531"]]);
}

#[test]
fn unknown_keys_are_refused_wherever_they_stand() {
    check_refused(
        r#"{ "regoin": "eu-west-1", "find": "m5", "profiles": [{ "cpu": 1 }], "daemonsets": [{ "memory": 1 }],
             "subnets": [{ "cidr": "10.0.0.0/24", "free": 5 }] }"#,
        &[
            &["regoin", "unknown setting"],
            &["find", "unknown setting"],
            &["cpu", "unknown setting"],
            &["memory", "unknown setting"],
            &["cidr", "unknown setting"],
        ],
    );
}

/// A setting without effect where it is given is a mistake, and must be reported.
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
    check(&path("missing.json"), &["missing.json", "Give a JSON file"]);
    check(directory.path(), &["directory", "Give a JSON file"]);
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
