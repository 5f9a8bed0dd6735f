//! What is told of a cluster that a plan does not do as it is there: taints, amounts out of range, regions.

use crate::cluster::{list, node, pod};
use crate::{read, said};
use import::conclude::region;
use import::imported::Imported;
use import::notes::{Note, What};
use import::report;
use import::scenario::{Converted, Options, scenario};
use serde_json::{Value, json};

fn converted(imported: &Imported) -> Converted {
    scenario(imported, &Options::default()).expect("workloads")
}

fn of_kind(notes: &[Note], what: What, part: &str) -> Vec<String> {
    notes.iter().filter(|note| note.what == what && note.text.contains(part)).map(Note::words).collect()
}

fn tainted(name: &str, taint: Value) -> Value {
    node(name, json!({}), json!({"spec": {"taints": [taint]}}))
}

fn tolerating(name: &str, key: &str) -> Value {
    let tolerations = json!([{"key": key, "operator": "Exists"}]);
    pod(&format!("{name}-0"), ("StatefulSet", name), json!({"spec": {"tolerations": tolerations}}))
}

#[test]
fn a_taint_that_not_all_tolerate_is_told_with_nodes_workloads_and_what_is_planned() {
    let gpu = json!({"key": "nvidia.com/gpu", "value": "true", "effect": "NoSchedule"});
    let with_gpus = json!({"spec": {"taints": [gpu]}, "status": {"capacity": {"nvidia.com/gpu": "1"}}});
    let mut train = tolerating("train", "nvidia.com/gpu");
    train["spec"]["containers"] = json!([{"resources": {"requests": {"nvidia.com/gpu": "1"}}}]);
    let imported = list(&[
        node("n1", json!({}), json!({})),
        node("gpu-1", json!({}), with_gpus.clone()),
        node("gpu-2", json!({}), with_gpus),
        tainted("odd", json!({"key": "odd", "value": "yes", "effect": "NoExecute"})),
        tainted("team", json!({"key": "team", "effect": "NoSchedule"})),
        tainted("soft", json!({"key": "soft", "effect": "PreferNoSchedule"})),
        train,
        tolerating("web", "team"),
        tolerating("infer", "nvidia.com/gpu"),
        pod("db-0", ("StatefulSet", "db"), json!({})),
    ]);
    let converted = converted(&imported);
    // what needs a GPU runs on the tainted nodes alone; what only tolerates their taint runs elsewhere, too
    let taints = |name: &str| {
        let of = converted.scenario.profiles.iter().find(|profile| profile.name == name).expect("its profile");
        of.taints.clone()
    };
    assert_eq!(taints("train"), "nvidia.com/gpu=true:NoSchedule");
    assert_eq!(["web", "infer", "db"].map(taints), ["", "", ""]);
    let told = of_kind(&converted.notes, What::NotTakenOver, "the taint");
    assert_eq!(
        told,
        [
            "1 node (odd) has the taint odd=yes:NoExecute, which no workload tolerates: no node of a plan has it. To compare \
             without these nodes, leave them out of the input",
            "1 node (team) has the taint team:NoSchedule, which only web tolerates. Their pods can run on other nodes too, and \
             are planned there: no node of a plan has the taint",
        ]
    );
    let planned = of_kind(&converted.notes, What::Counted, "own, tainted");
    assert_eq!(planned, ["1 workload (train) stays on nodes of its own, tainted nvidia.com/gpu=true:NoSchedule"]);
    let text = report::text(&imported, &converted.notes, None);
    assert!(told.iter().chain(&planned).all(|told| text.contains(told.as_str())), "{text}");
    let hidden = imported.without_names();
    let told = of_kind(&self::converted(&hidden).notes, What::NotTakenOver, "the taint");
    assert!(told.len() == 2 && told.iter().all(|told| !told.contains("odd)") && !told.contains("web")), "{told:?}");
}

/// A taint can name a team or a customer: without names it has a number, and what is planned and told stays what it is.
#[test]
fn taints_have_numbers_where_names_are_left_out() {
    let taints =
        json!([{"key": "team", "value": "payments", "effect": "NoExecute"}, {"key": "gpu", "effect": "NoSchedule"}]);
    let tolerates =
        json!([{"key": "gpu", "operator": "Exists"}, {"key": "team", "operator": "Equal", "value": "payments"}]);
    let held = json!({"spec": {"nodeSelector": {"role": "pay"}, "tolerations": tolerates}});
    let imported = list(&[
        tainted("other", json!({"key": "team", "value": "search", "effect": "NoSchedule"})),
        node("n1", json!({}), json!({})),
        node("n2", json!({"role": "pay"}), json!({"spec": {"taints": taints}})),
        pod("ledger-0", ("StatefulSet", "ledger"), held),
        tolerating("web", "team"),
    ]);
    let (named, hidden) = (converted(&imported), imported.clone().without_names());
    let without = converted(&hidden);
    let of = |all: &Converted| all.scenario.profiles.iter().map(|p| p.taints.clone()).collect::<Vec<_>>();
    assert_eq!(of(&named), ["gpu:NoSchedule, team=payments:NoExecute", ""]);
    assert_eq!(of(&without), ["taint-1:NoSchedule, taint-2:NoExecute", ""]);
    let told = of_kind(&without.notes, What::NotTakenOver, "the taint");
    assert_eq!(told.len(), 1);
    assert!(told[0].contains("the taint taint-3:NoSchedule, which only workload 2 tolerates"), "{told:?}");
    let all = format!("{hidden:?}{without:?}{}", report::text(&hidden, &without.notes, None));
    assert!(!["payments", "search", "gpu:", "\"gpu"].iter().any(|name| all.contains(name)), "{all}");
}

#[test]
fn a_merge_over_node_pools_is_told() {
    let taint = json!({"key": "gpu", "effect": "NoSchedule"});
    let held = json!({"spec": {"nodeSelector": {"role": "ml"}, "tolerations": [{"key": "gpu", "operator": "Exists"}]}});
    let imported = list(&[
        node("n1", json!({}), json!({})),
        node("n2", json!({"role": "ml"}), json!({"spec": {"taints": [taint]}})),
        pod("train-0", ("StatefulSet", "train"), held),
        tolerating("web", "none"),
    ]);
    let merged = Options { merged: vec![vec![0, 1]], ..Options::default() };
    let told = |options| {
        of_kind(&scenario(&imported, options).expect("workloads").notes, What::NotTakenOver, "different node pools")
    };
    assert_eq!(told(&merged).len(), 1);
    assert_eq!(told(&Options::default()), Vec::<String>::new());
}

/// A node with two taints takes pods that tolerate both.
#[test]
fn a_node_pool_can_have_two_taints() {
    let taints = json!([{"key": "team", "value": "ml", "effect": "NoExecute"}, {"key": "gpu", "effect": "NoSchedule"}]);
    let both = json!({"spec": {"nodeSelector": {"role": "ml"}, "tolerations": [{"key": "gpu", "operator": "Exists"}, {"key": "team", "operator": "Equal", "value": "ml"}]}});
    let one = json!({"spec": {"nodeSelector": {"role": "ml"}, "tolerations": [{"key": "gpu", "operator": "Exists"}]}});
    let imported = list(&[
        node("n1", json!({}), json!({})),
        node("n2", json!({"role": "ml"}), json!({"spec": {"taints": taints}})),
        pod("both-0", ("StatefulSet", "both"), both),
        pod("one-0", ("StatefulSet", "one"), one),
    ]);
    let converted = converted(&imported);
    let taints: Vec<_> = converted.scenario.profiles.iter().map(|p| (p.name.as_str(), p.taints.as_str())).collect();
    assert_eq!(taints, [("both", "gpu:NoSchedule, team=ml:NoExecute"), ("one", "")]);
    assert_eq!(
        said(&imported, What::NotUnderstood),
        ["No node of the input is one whose taints would let these pods run"]
    );
}

#[test]
fn taints_of_all_or_more_than_are_shown_are_no_flood() {
    let own = |name: &str| json!({"key": name, "value": "x", "effect": "NoSchedule"});
    let all = list(&[tainted("a", own("team")), tolerating("web", "team"), tolerating("db", "team")]);
    let converted = converted(&all);
    assert_eq!(of_kind(&converted.notes, What::NotTakenOver, "the taint"), Vec::<String>::new());
    assert!(converted.scenario.profiles.iter().all(|profile| profile.taints == "team=x:NoSchedule"));
    let mut many: Vec<Value> = (0..30).map(|i| tainted(&format!("n{i}"), own(&format!("t{i}")))).collect();
    many.push(node("open", json!({}), json!({})));
    many.extend((0..6).map(|i| tolerating(&format!("w{i}"), "t1")));
    many.push(pod("web-0", ("StatefulSet", "web"), json!({})));
    let notes = self::converted(&list(&many)).notes;
    let told = of_kind(&notes, What::NotTakenOver, "the taint");
    assert_eq!(told.len(), 20);
    let first = "1 node (n1) has the taint t1=x:NoSchedule, which only w0, w1, w2 and 3 others tolerate.";
    assert!(told.iter().any(|told| told.starts_with(first)), "{told:?}");
    assert!(of_kind(&notes, What::NotTakenOver, "More taints")[0].contains("(10 times)"), "{notes:?}");
}

#[test]
fn an_amount_out_of_range_counts_the_same_in_report_and_scenario() {
    let asks = |cpu: &str, memory: &str| json!({"spec": {"containers": [{"name": "c", "resources": {"requests": {"cpu": cpu, "memory": memory}}}]}});
    let imported = list(&[
        pod("big-0", ("StatefulSet", "big"), asks("300", "5Ti")),
        pod("huge-0", ("StatefulSet", "huge"), asks("1", "99E")),
        pod("agent-x", ("DaemonSet", "agent"), asks("65", "1Gi")),
        json!({"kind": "Deployment", "metadata": {"name": "many", "namespace": "shop"}, "spec": {"replicas": 4000000000_u32,
            "template": {"spec": {"containers": [{"resources": {"requests": {"cpu": "1m", "memory": "1Mi"}}}]}}}}),
    ]);
    assert_eq!(
        said(&imported, What::Wrong),
        [
            "CPU per pod: 300,000m is beyond what Berth takes, 0 to 256,000m; it counts as 256,000m",
            "CPU: 65,000m is beyond what Berth takes, 0 to 64,000m; it counts as 64,000m",
            "Memory per pod: 17,592,186,045 MiB or more is beyond what Berth takes, 0 to 4,194,304 MiB; it counts as 4,194,304 MiB",
            "Memory per pod: 5,242,880 MiB is beyond what Berth takes, 0 to 4,194,304 MiB; it counts as 4,194,304 MiB",
            "Pods: 4,000,000,000 is beyond what Berth takes, 1 to 150,000; it counts as 150,000",
        ]
    );
    let converted = converted(&imported);
    for workload in &imported.workloads {
        let profile = converted.scenario.profiles.iter().find(|p| p.name == workload.owner.name).expect("its profile");
        let needs = &workload.needs;
        assert_eq!((workload.pods, needs.cpu, needs.memory), (profile.pods, profile.cpu, profile.memory));
    }
    let agent = converted.scenario.daemonsets.iter().find(|d| d.name == "agent").expect("it is there");
    assert_eq!((imported.on_nodes[0].needs.cpu, imported.on_nodes[0].needs.memory), (agent.cpu, agent.memory));
    assert_eq!(of_kind(&converted.notes, What::Wrong, ""), Vec::<String>::new());
}

#[test]
fn a_table_says_what_its_wrong_cells_count_as() {
    let imported = read("name,pods,cpu_m,mem_mib\nweb,-3,abc,5000000\nmany,9000000000,100,100\n");
    assert_eq!(
        said(&imported, What::Wrong),
        [
            "Memory per pod: 5,000,000 MiB is beyond what Berth takes, 0 to 4,194,304 MiB; it counts as 4,194,304 MiB",
            "Pods: 9,000,000,000 is beyond what Berth takes, 1 to 150,000; it counts as 150,000",
            "row 1: \u{201c}-3\u{201d} is not allowed; it takes a whole number from 0 up and counts as 1",
            "row 1: \u{201c}abc\u{201d} is not allowed; it takes millicores such as 250 or 250m and counts as 0",
        ]
    );
    let rows: Vec<_> = imported.workloads.iter().map(|w| (w.pods, w.needs.cpu.0, w.needs.memory.0)).collect();
    assert!(rows.contains(&(1, 0, 4_194_304)) && rows.contains(&(150_000, 100, 100)), "{rows:?}");
}

#[test]
fn a_pod_whose_node_does_not_answer_is_not_pending() {
    let phase = |phase: &str, node: Value| json!({"status": {"phase": phase}, "spec": {"nodeName": node}});
    let imported = list(&[
        node("n1", json!({}), json!({})),
        pod("lost-0", ("StatefulSet", "lost"), phase("Unknown", json!("n1"))),
        pod("new-0", ("StatefulSet", "new"), phase("Pending", Value::Null)),
        pod("odd-0", ("StatefulSet", "odd"), phase("Unknown", Value::Null)),
    ]);
    let pending: Vec<_> = imported.workloads.iter().map(|w| (w.owner.name.as_str(), w.pending)).collect();
    assert_eq!(pending, [("lost", 0), ("new", 1), ("odd", 1)]);
}

#[test]
fn one_pod_and_one_node_have_verbs_of_their_own() {
    let done = json!({"status": {"phase": "Succeeded"}});
    let spot = json!({"eks.amazonaws.com/capacityType": "SPOT"});
    let imported = list(&[
        node("n1", json!({}), json!({})),
        node("n2", spot, json!({})),
        pod("web-0", ("StatefulSet", "web"), json!({})),
        pod("done-0", ("StatefulSet", "done"), done.clone()),
    ]);
    assert!(import::words::left_out(&imported)[0].starts_with("1 pod that has run to its end: "));
    assert_eq!(of_kind(&converted(&imported).notes, What::NotTakenOver, "1 of 2 nodes is spot: ").len(), 1);
    let two = list(&[pod("a-0", ("StatefulSet", "a"), done.clone()), pod("b-0", ("StatefulSet", "b"), done)]);
    assert!(import::words::left_out(&two)[0].starts_with("2 pods that have run to their end: "));
}

/// A workload that is held to a zone and nothing else tells the region.
#[test]
fn the_region_that_workloads_are_held_to_is_planned_or_told() {
    let held = |name: &str, zone: &str| {
        let spec = json!({"spec": {"nodeSelector": {"topology.kubernetes.io/zone": zone}, "nodeName": null}});
        pod(&format!("{name}-0"), ("StatefulSet", name), spec)
    };
    let free = pod("web-0", ("StatefulSet", "web"), json!({"spec": {"nodeName": null}}));
    let one = list(&[held("db", "us-west-2a"), held("mq", "us-west-2b"), free.clone()]);
    assert_eq!((region(&one), converted(&one).scenario.region), ("us-west-2".into(), "us-west-2".into()));
    let told = "Held to the region us-west-2, which is taken from them (2 times): db, mq";
    assert_eq!(of_kind(&converted(&one).notes, What::Counted, "the region"), [told]);
    // two regions: neither is taken, and it is said of each
    let two = list(&[held("db", "us-west-2a"), held("mq", "eu-west-1b"), free.clone()]);
    assert_eq!(region(&two), "us-east-1");
    assert_eq!(
        of_kind(&converted(&two).notes, What::NotTakenOver, "the region"),
        [
            "Held to the region eu-west-1, and us-east-1 is planned: mq",
            "Held to the region us-west-2, and us-east-1 is planned: db"
        ]
    );
    // nodes tell it better
    let nodes = list(&[node("n1", json!({}), json!({})), held("db", "us-west-2a")]);
    assert_eq!(region(&nodes), "eu-west-1");
    let told = "Held to the region us-west-2, and eu-west-1 is planned: db";
    assert_eq!(of_kind(&converted(&nodes).notes, What::NotTakenOver, "the region"), [told]);
    assert_eq!(of_kind(&converted(&list(&[free])).notes, What::Counted, "the region"), Vec::<String>::new());
}

/// A plan looks at the zones that the nodes are in: one that looks at none puts on one node what is in several zones today.
#[test]
fn the_zones_of_the_nodes_are_planned_where_no_workload_asks_for_any() {
    let of_zones = |letters: &[char]| -> Vec<Value> {
        let labels = |letter| json!({"topology.kubernetes.io/zone": format!("eu-west-1{letter}")});
        letters.iter().map(|letter| node(&format!("n-{letter}"), labels(letter), json!({}))).collect()
    };
    let of = |nodes: Vec<Value>, workload: Value| {
        let converted = converted(&list(&[nodes, vec![workload]].concat()));
        let told = |what| of_kind(&converted.notes, what, "zones");
        (converted.scenario.fleet.zones, told(What::Counted), told(What::NotTakenOver))
    };
    let free = || tolerating("web", "x");
    let counted = |zones: &str| vec![format!("The nodes are in {zones}")];
    let as_many = counted("3 zones: pods are planned evenly over as many");
    assert_eq!(of(of_zones(&['a', 'b', 'c']), free()), (3, as_many, vec![]));
    // a scenario has six at most
    let six = counted("7 zones: pods are planned evenly over 6 of them");
    assert_eq!(of(of_zones(&['a', 'b', 'c', 'd', 'e', 'f', 'g']), free()), (6, six, vec![]));
    assert_eq!(of(of_zones(&['a']), free()), (1, vec![], vec![]));
    // where the nodes do not say in which zones they are, nothing is said of zones
    let unlabelled = |name: &str| {
        let mut node = node(name, json!({}), json!({}));
        node["metadata"]["labels"].as_object_mut().expect("labels").retain(|label, _| !label.contains("zone"));
        node["spec"].as_object_mut().expect("a spec").remove("providerID");
        node
    };
    assert_eq!(of(vec![unlabelled("n1"), unlabelled("n2")], free()), (1, vec![], vec![]));
    // a workload that may not be everywhere is not spread over all zones; it is told in any case
    let (zone, not) = ("topology.kubernetes.io/zone", "eu-west-1a");
    let term = json!([{"matchExpressions": [{"key": zone, "operator": "NotIn", "values": [not]}]}]);
    let kept_off =
        json!({"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": term}}});
    for spec in [json!({"nodeSelector": {zone: not}}), json!({"affinity": kept_off})] {
        let bound = pod("db-0", ("StatefulSet", "db"), json!({"spec": spec}));
        let (zones, counted, told) = of(of_zones(&['a', 'b']), bound);
        assert_eq!((zones, counted), (1, vec![]));
        let left =
            "The nodes are in 2 zones, and not all workloads may be in all: a plan looks at none unless you set zones";
        assert!(told.len() == 2 && told.iter().any(|said| said == left), "{told:?}");
    }
}
