//! What `berth addresses` prints, and what it refuses.

use crate::support::{Said, run};
use serde_json::{Value, json};
use std::fs;

/// S3: 60 m5.xlarge with 20 pods each in three empty /24.
const S3: &str = r#"{ "v": 1, "type": "m5.xlarge", "profiles": [{ "pods": 1200, "cpu_m": 186, "mem_mib": 64 }],
    "subnets": [{ "zone": "a", "free": 251 }, { "zone": "b", "free": 251 }, { "zone": "c", "free": 251 }] }"#;

fn addresses_of(scenario: &str, options: &[&str]) -> Said {
    run(["addresses", "-"].iter().chain(options), scenario.as_bytes())
}

fn as_json(scenario: &str, options: &[&str]) -> Value {
    let said = addresses_of(scenario, &[options, &["--format", "json"]].concat());
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""), "{scenario}");
    serde_json::from_str(&said.out).expect("it prints JSON")
}

#[test]
fn the_text_says_which_zone_is_full_first_and_what_to_try() {
    let said = addresses_of(S3, &["--event", "nothing", "--minutes", "5"]);
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""));
    for words in [
        "1,200 pods on 60 nodes of m5.xlarge in us-east-1",
        "Not every zone has enough addresses, with 30 % surge. Subnets for nodes in zone a are full first, at 300 pods.",
        "Overlay",
        "Simulated: nothing happens, 5 minutes from then on, seed 1",
        "assumed: a is a /24, the smallest with as many free addresses.",
        "recommended: ",
        "kubectl set env daemonset aws-node --namespace kube-system WARM_",
        "Try in order:\n1. A smaller warm pool",
        "2. More subnets: a /22 in a, a /22 in b, a /22 in c: frees nothing where the nodes are, takes 3,057 in new subnets",
        "custom networking): frees 2,640 addresses, takes 2,700 in new subnets, costs no more for nodes. The subnets are enough then.",
    ] {
        assert!(said.out.contains(words), "{words}\n{}", said.out);
    }
}

#[test]
fn the_same_seed_is_the_same_answer() {
    let of = |seed: &str| as_json(S3, &["--event", "burst", "--minutes", "10", "--seed", seed]);
    let (one, again, other) = (of("5"), of("5"), of("6"));
    assert_eq!(one, again);
    assert_ne!(one["simulation"], other["simulation"]);
    assert_eq!(one["modes"], other["modes"]);
    assert_eq!((&one["simulation"]["event"], &one["simulation"]["seed"]), (&"burst".into(), &5.into()));
}

#[test]
fn subnets_come_as_aws_prints_them() {
    let printed = r#"{ "Subnets": [
        { "SubnetId": "subnet-a", "AvailabilityZone": "us-east-1a", "CidrBlock": "10.0.0.0/24", "AvailableIpAddressCount": 201 },
        { "SubnetId": "subnet-p", "AvailabilityZone": "us-east-1a", "CidrBlock": "100.64.0.0/18", "AvailableIpAddressCount": 16379 } ] }"#;
    let file = tempfile::NamedTempFile::new().expect("a file");
    fs::write(file.path(), printed).expect("it is written");
    let scenario = r#"{ "v": 2, "type": "m5.large", "mode": "custom-networking-prefix", "profiles": [{ "pods": 60, "cpu_m": 100, "mem_mib": 64 }] }"#;
    let path = file.path().to_str().expect("a path");
    let of_file = as_json(scenario, &["--subnets", path, "--event", "upgrade", "--minutes", "10"]);
    // the same under the scenario's key vpc
    let with_key = scenario.replacen('{', &format!("{{ \"vpc\": {printed},"), 1);
    let of_key = as_json(&with_key, &["--event", "upgrade", "--minutes", "10"]);
    assert_eq!(of_file, of_key);
    let roles: Vec<_> = of_file["subnets"].as_array().expect("a list").iter().map(|s| s["role"].clone()).collect();
    assert_eq!(roles, ["nodes", "pods"]);
    let own = of_file["modes"].as_array().expect("a list").iter().find(|m| m["mode"] == "custom-networking-prefix");
    let own = own.expect("the scenario's own mode");
    assert_eq!((&own["fits"], own["zones"].as_array().map(Vec::len)), (&true.into(), Some(2)));
    assert_eq!(of_file["fragmentation"][0]["blocks_of_an_empty_subnet"], 1022);
    assert_eq!(of_file["remedies"].as_array().map(Vec::len), Some(0), "all fit");
}

#[test]
fn a_fleet_of_several_types_is_looked_at_too() {
    let mix = r#"{ "v": 2, "profiles": [{ "name": "web", "pods": 60, "cpu_m": 500, "mem_mib": 512 },
        { "name": "cache", "pods": 6, "cpu_m": 250, "mem_mib": 14000 }], "subnets": [{ "zone": "a", "free": 4000 }] }"#;
    let of = as_json(mix, &["--fleet", "--minutes", "5"]);
    let own =
        of["modes"].as_array().expect("a list").iter().find(|m| m["mode"] == "secondary-ip").expect("it is there");
    assert!(own["type"].as_str().is_some_and(|types| types.contains(", ")), "{own}");
    assert_eq!(own["fits"], true);
}

/// AWS's own example (aws/aws-eks-best-practices, latest/bpg/networking/vpc-cni.adoc): three c5.large, CoreDNS on two of them.
/// 20, 20 and 10 addresses; what is on the node's network takes none.
#[test]
fn nodes_that_are_there_hold_what_their_own_pods_need() {
    let node = |name: &str| {
        json!({ "kind": "Node", "metadata": { "name": name, "labels": { "node.kubernetes.io/instance-type": "c5.large",
            "topology.kubernetes.io/region": "us-east-1", "topology.kubernetes.io/zone": "us-east-1a" } },
            "spec": { "providerID": format!("aws:///us-east-1a/i-{name}") },
            "status": { "allocatable": { "cpu": "1930m", "memory": "3000Mi", "pods": "29" },
                "capacity": { "cpu": "2", "memory": "3800Mi", "pods": "29" }, "conditions": [{ "type": "Ready", "status": "True" }] } })
    };
    let pod = |name: &str, node: &str, kind: &str, is_host: bool| {
        json!({ "kind": "Pod", "metadata": { "name": name, "namespace": "kube-system",
            "ownerReferences": [{ "kind": kind, "name": "of-all", "controller": true }] },
            "spec": { "nodeName": node, "hostNetwork": is_host,
                "containers": [{ "name": "c", "resources": { "requests": { "cpu": "100m", "memory": "70Mi" } } }] },
            "status": { "phase": "Running" } })
    };
    let mut items: Vec<Value> = ["a", "b", "c"].map(node).to_vec();
    items.extend(["a", "b", "c"].map(|node| pod(&format!("aws-node-{node}"), node, "DaemonSet", true)));
    items.extend(["a", "b"].map(|node| pod(&format!("coredns-{node}"), node, "ReplicaSet", false)));
    let dump = json!({ "kind": "List", "apiVersion": "v1", "items": items }).to_string();
    let said = addresses_of(&dump, &["--cluster", "--format", "json", "--minutes", "5", "--event", "nothing"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    let found: Value = serde_json::from_str(&said.out).expect("it prints JSON");
    assert_eq!(found["tuner"]["shipped"]["addresses"], 50, "{}", found["tuner"]);
    let own = found["modes"].as_array().expect("a list").iter().find(|m| m["mode"] == "secondary-ip").expect("a mode");
    assert_eq!((&own["type"], &own["nodes"]), (&"c5.large".into(), &3.into()));
    // 43 of 45 for pods are warm
    let first = &found["simulation"]["samples"][0];
    assert_eq!((&first["held"], &first["assigned"]), (&45.into(), &2.into()), "{first}");
    // its zone is told, and a node is where it is: with subnets elsewhere only it is not checked
    let subnets = r#"{ "Subnets": [{ "AvailabilityZone": "us-east-1b", "CidrBlock": "10.0.0.0/24", "AvailableIpAddressCount": 200 }] }"#;
    let file = std::env::temp_dir().join(format!("berth-{}-subnets.json", std::process::id()));
    std::fs::write(&file, subnets).expect("there is room for it");
    let path = file.to_str().expect("a path");
    let said = addresses_of(&dump, &["--cluster", "--subnets", path, "--minutes", "1"]);
    std::fs::remove_file(&file).expect("it was written");
    assert!(said.out.contains("Not every node is checked."), "{}", said.out);
    assert!(said.out.contains("Not checked: 3 nodes in zones without a subnet in the list."), "{}", said.out);
    let none = addresses_of(r#"{ "kind": "List", "items": [] }"#, &["--cluster"]);
    assert_eq!(none.code, Some(2), "{}", none.err);
}

/// 12 m5.large with 120 pods on them and two of each daemonset that takes an address: 10 + 2 in use, so 3 ENIs of 10.
#[test]
fn the_nodes_of_today_are_looked_at_with_the_pods_of_the_scenario() {
    let today = r#"{ "v": 1, "profiles": [{ "name": "web", "pods": 120, "cpu_m": 50, "mem_mib": 64 }], "today": "m5.large:12",
        "subnets": [{ "zone": "a", "free": 251 }] }"#;
    let of = as_json(today, &["--nodes", "present", "--minutes", "1"]);
    assert_eq!(of["nodes"]["of"], "present");
    let group = &of["nodes"]["groups"][0];
    assert_eq!(
        [&group["type"], &group["nodes"], &group["pods"], &group["addresses_of_node_subnet"]],
        [&json!("m5.large"), &json!(12), &json!(10), &json!(30)]
    );
    let said = addresses_of(&today.replace(r#""today": "m5.large:12","#, ""), &["--nodes", "present"]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("--nodes") && said.err.contains("today"), "{}", said.err);
    assert_eq!(addresses_of(today, &["--nodes", "all"]).code, Some(2));
}

#[test]
fn everything_wrong_is_named_at_once() {
    let wrong = r#"{ "v": 2, "regoin": "x", "vpc": { "Subnets": [
        { "AvailabilityZone": "a", "CidrBlock": "10.0.0.0/24" }, { "AvailabilityZone": "a", "CidrBlock": "10.0.0.0/25" },
        { "AvailabilityZone": "a", "CidrBlock": "10.0.1.7/24" }, { "AvailabilityZone": "a", "CidrBlock": "10.0.0.0/8" }] } }"#;
    let said = addresses_of(wrong, &["--event", "flood", "--minutes", "0", "--burst", "9999", "--seed", "x"]);
    assert_eq!(said.code, Some(2), "{}", said.err);
    for words in [
        "regoin",
        "here 10.0.1.0/24",
        "from /16 to /28",
        "apart from 10.0.0.0/8",
        "--event",
        "--minutes",
        "from 0 to 250",
        "--seed",
    ] {
        assert!(said.err.contains(words), "{words}\n{}", said.err);
    }
    let many: Vec<String> = (0..10_001).map(|_| r#"{ "AvailabilityZone": "a" }"#.into()).collect();
    let said = addresses_of(&format!(r#"{{ "vpc": {{ "Subnets": [{}] }} }}"#, many.join(",")), &[]);
    assert!(said.err.contains("at most 10,000 subnets"), "{}", said.err);
    assert!(addresses_of("not json", &[]).err.contains("not JSON"));
    assert!(addresses_of(r#"{ "v": 2, "families": "p5", "max_vcpu": 2 }"#, &[]).code != Some(0));
}

#[test]
fn what_is_not_known_is_not_called_enough() {
    let unknown = S3.replacen(", \"free\": 251", "", 1).replace("\"free\": 251", "\"free\": 4000");
    let of = as_json(&unknown, &["--event", "nothing", "--minutes", "1"]);
    let own =
        of["modes"].as_array().expect("a list").iter().find(|m| m["mode"] == "secondary-ip").expect("it is there");
    assert_eq!(
        (&own["fits"], &own["zones"][0]["fits"], &own["zones"][1]["fits"]),
        (&Value::Null, &Value::Null, &true.into())
    );
}
