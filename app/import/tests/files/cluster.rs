//! Who is what in a cluster, and what becomes of it in a scenario.

use crate::generated::dump;
use crate::{read, rows, said};
use import::imported::Why;
use import::notes::What;
use import::placement::CapacityType;
use import::present::Place;
use import::scenario::{Options, scenario};
use import::{Imported, report};
use model::scenario::answers::CurrentCni;
use model::scenario::link::{encode, from_query, to_query};
use model::scenario::network_mode::NetworkMode;
use model::scenario::owner::Owner;
use model::scenario::{ArchFilter, DaemonSetNetwork, ProfileArch, ZoneSpread};
use proptest::prelude::*;
use serde_json::{Value, json};

pub fn list(items: &[Value]) -> Imported {
    read(json!({"apiVersion": "v1", "kind": "List", "items": items}).to_string())
}

pub fn node(name: &str, labels: Value, more: Value) -> Value {
    let mut all = json!({"node.kubernetes.io/instance-type": "m5.large", "kubernetes.io/arch": "amd64", "kubernetes.io/os": "linux",
        "topology.kubernetes.io/zone": "eu-west-1a", "topology.kubernetes.io/region": "eu-west-1", "eks.amazonaws.com/nodegroup": "a"});
    merge(&mut all, labels);
    let mut node = json!({"kind": "Node", "metadata": {"name": name, "labels": all}, "spec": {"providerID": "aws:///eu-west-1a/i-1"},
        "status": {"capacity": {"cpu": "2", "memory": "7900000Ki", "pods": "29"}, "allocatable": {"cpu": "1930m", "memory": "7200000Ki", "pods": "29"},
                   "nodeInfo": {"osImage": "Amazon Linux 2023.9.20251105"}, "conditions": [{"type": "Ready", "status": "True"}]}});
    merge(&mut node, more);
    node
}

pub fn pod(name: &str, owner: (&str, &str), more: Value) -> Value {
    let mut pod = json!({"kind": "Pod", "metadata": {"name": name, "namespace": "shop", "ownerReferences": [{"kind": owner.0, "name": owner.1, "controller": true}]},
        "spec": {"nodeName": "n1", "containers": [{"name": "c", "resources": {"requests": {"cpu": "100m", "memory": "128Mi"}}}]}, "status": {"phase": "Running"}});
    merge(&mut pod, more);
    pod
}

fn merge(into: &mut Value, more: Value) {
    match (into, more) {
        (Value::Object(into), Value::Object(more)) => {
            more.into_iter().for_each(|(key, value)| merge(into.entry(key).or_insert(Value::Null), value))
        }
        (into, more) => *into = more,
    }
}

#[test]
fn a_dump_of_pods_and_nodes_sums_up() {
    let imported = read(dump(10, 240));
    assert_eq!((imported.pods(), imported.workloads.len()), (240, 12));
    assert!(
        imported
            .workloads
            .iter()
            .all(|w| w.pods == 20 && w.owner.kind == "Deployment" && w.placement == Default::default())
    );
    let present = imported.present.as_ref().expect("nodes");
    assert_eq!((present.count(Place::Ec2), present.nodes.iter().map(|n| n.pods).sum::<u32>()), (10, 240));
    let cpu: u64 = present.nodes.iter().map(|n| n.requested.get("cpu").thousandths()).sum();
    assert_eq!(cpu, (0..240).map(|i| u64::from(crate::generated::requests(i).0)).sum::<u64>());
}

#[test]
fn owners_decide_what_a_pod_is() {
    let hash = json!({"metadata": {"labels": {"pod-template-hash": "6d4cf56db6"}}});
    let imported = list(&[
        node("n1", json!({}), json!({})),
        pod("web-1", ("ReplicaSet", "web-6d4cf56db6"), hash.clone()),
        pod(
            "web-2",
            ("ReplicaSet", "web-7f8b9c5d4f"),
            json!({"metadata": {"labels": {"pod-template-hash": "7f8b9c5d4f"}}}),
        ),
        pod("db-0", ("StatefulSet", "db"), json!({})),
        pod("agent-x", ("DaemonSet", "agent"), json!({"spec": {"hostNetwork": true}})),
        pod("kube-proxy-n1", ("Node", "n1"), json!({"spec": {"hostNetwork": true}})),
        pod("backup-28394720-x", ("Job", "backup-28394720"), json!({})),
        pod("old-1", ("ReplicaSet", "old-6d4cf56db6"), json!({"status": {"phase": "Succeeded"}})),
        pod(
            "new-1",
            ("ReplicaSet", "new-6d4cf56db6"),
            json!({"status": {"phase": "Pending"}, "spec": {"nodeName": null}}),
        ),
        pod("kafka-0", ("StrimziPodSet", "kafka"), json!({})),
    ]);
    let expected = [("db", 1, 100, 128), ("kafka", 1, 100, 128), ("new", 1, 100, 128), ("web", 2, 100, 128)];
    assert_eq!(rows(&imported), expected.map(|(name, pods, cpu, memory)| (name.to_owned(), pods, cpu, memory)));
    let on_nodes: Vec<_> =
        imported.on_nodes.iter().map(|o| (o.owner.name.as_str(), o.nodes, o.needs.host_network)).collect();
    assert_eq!(on_nodes, [("agent", Some(1), true), ("kube-proxy", Some(1), true)]);
    assert_eq!(
        imported.jobs.iter().map(|j| (j.owner.kind.as_str(), j.owner.name.as_str())).collect::<Vec<_>>(),
        [("CronJob", "backup")]
    );
    assert_eq!(imported.apart.iter().map(|a| (a.why, a.pods)).collect::<Vec<_>>(), [(Why::Finished, 1)]);
    assert_eq!(imported.workloads.iter().map(|w| w.pending).sum::<u32>(), 1);
    let with = |jobs| scenario(&imported, &Options { jobs, ..Options::default() }).expect("workloads").scenario;
    assert_eq!((with(false).pods(), with(true).pods()), (5, 6));
}

#[test]
fn deployments_are_not_counted_next_to_their_own_pods() {
    let template = json!({"spec": {"containers": [{"resources": {"requests": {"cpu": "100m", "memory": "128Mi"}}}]}});
    let of = |kind: &str, name: &str, replicas: u32, owner: Option<(&str, &str)>| {
        let owners: Vec<_> =
            owner.iter().map(|(kind, name)| json!({"kind": kind, "name": name, "controller": true})).collect();
        json!({"kind": kind, "metadata": {"name": name, "namespace": "shop", "ownerReferences": owners}, "spec": {"replicas": replicas, "template": template}})
    };
    let all = [
        of("Deployment", "web", 2, None),
        of("ReplicaSet", "web-6d4cf56db6", 2, Some(("Deployment", "web"))),
        of("ReplicaSet", "web-5c5d8f5b9c", 0, Some(("Deployment", "web"))),
        of("Rollout", "api", 1, None),
        of("ReplicaSet", "api-7f8b9c5d4f", 1, Some(("Rollout", "api"))),
        of("Deployment", "asleep", 0, None),
    ];
    let pods = [
        pod("web-1", ("ReplicaSet", "web-6d4cf56db6"), json!({})),
        pod("web-2", ("ReplicaSet", "web-6d4cf56db6"), json!({})),
        pod("api-1", ("ReplicaSet", "api-7f8b9c5d4f"), json!({})),
    ];
    let expected = [("api".to_owned(), 1, 100, 128), ("web".to_owned(), 2, 100, 128)];
    assert_eq!(rows(&list(&all)), expected, "manifests alone");
    assert_eq!(rows(&list(&[&all[..], &pods[..]].concat())), expected, "with their pods");
    assert_eq!(rows(&list(&pods)), expected, "pods alone");
}

#[test]
fn nodes_that_are_no_ec2_instances_are_apart() {
    let imported = list(&[
        node("n1", json!({"karpenter.sh/capacity-type": "spot"}), json!({})),
        node(
            "n2",
            json!({"eks.amazonaws.com/capacityType": "ON_DEMAND"}),
            json!({"metadata": {"labels": {"karpenter.sh/capacity-type": null}}}),
        ),
        node("fargate-1", json!({"eks.amazonaws.com/compute-type": "fargate"}), json!({})),
        node(
            "mi-1",
            json!({"eks.amazonaws.com/compute-type": "hybrid"}),
            json!({"spec": {"providerID": "eks-hybrid:///eu-west-1/c/mi-1"}}),
        ),
        node("cp", json!({"node-role.kubernetes.io/control-plane": ""}), json!({})),
        node(
            "gke",
            json!({"node.kubernetes.io/instance-type": "e2-standard-4"}),
            json!({"spec": {"providerID": "gce://p/z/gke"}}),
        ),
        pod("a", ("ReplicaSet", "a-6d4cf56db6"), json!({"spec": {"nodeName": "fargate-1"}})),
        pod("b", ("ReplicaSet", "b-6d4cf56db6"), json!({"spec": {"nodeName": "mi-1"}})),
        pod("c", ("ReplicaSet", "c-6d4cf56db6"), json!({"spec": {"nodeName": "cp"}})),
        pod("w", ("ReplicaSet", "w-6d4cf56db6"), json!({"spec": {"nodeSelector": {"kubernetes.io/os": "windows"}}})),
        pod("d", ("ReplicaSet", "d-6d4cf56db6"), json!({})),
    ]);
    let present = imported.present.as_ref().expect("nodes");
    let places = [Place::Ec2, Place::Fargate, Place::Hybrid, Place::ControlPlane, Place::Elsewhere];
    assert_eq!(places.map(|place| present.count(place)), [2, 1, 1, 1, 1]);
    let bought: Vec<_> = present.ec2().map(|node| node.capacity_type).collect();
    assert_eq!(bought, [Some(CapacityType::Spot), Some(CapacityType::OnDemand)]);
    assert_eq!(imported.pods(), 1);
    let why: Vec<_> = imported.apart.iter().map(|apart| (apart.why, apart.pods, apart.cpu)).collect();
    assert_eq!(
        why,
        [(Why::Fargate, 1, 100), (Why::Hybrid, 1, 100), (Why::ControlPlane, 1, 100), (Why::Windows, 1, 100)]
    );
}

#[test]
fn volumes_count_where_they_are_on_ebs() {
    let claims = |names: &[&str]| {
        let volumes: Vec<_> =
            names.iter().map(|name| json!({"name": name, "persistentVolumeClaim": {"claimName": name}})).collect();
        json!({"spec": {"volumes": volumes}})
    };
    let claim = |name: &str, class: &str, volume: &str| json!({"kind": "PersistentVolumeClaim", "metadata": {"name": name, "namespace": "shop"}, "spec": {"storageClassName": class, "volumeName": volume}});
    let volume = |name: &str, driver: &str| json!({"kind": "PersistentVolume", "metadata": {"name": name}, "spec": {"csi": {"driver": driver}}});
    let class = |name: &str, provisioner: &str| json!({"kind": "StorageClass", "metadata": {"name": name}, "provisioner": provisioner});
    let imported = list(&[
        pod("known-0", ("StatefulSet", "known"), claims(&["disk", "shared", "waiting"])),
        pod("guess-0", ("StatefulSet", "guess"), claims(&["nobody-knows", "by-name"])),
        pod(
            "made-0",
            ("ReplicaSet", "made-6d4cf56db6"),
            json!({"spec": {"volumes": [
            {"ephemeral": {"volumeClaimTemplate": {"spec": {"storageClassName": "gp3"}}}}, {"emptyDir": {}}, {"awsElasticBlockStore": {"volumeID": "vol-1"}}]}}),
        ),
        claim("disk", "any", "pv-1"),
        claim("shared", "any", "pv-2"),
        claim("waiting", "gp3", ""),
        claim("by-name", "efs-sc", ""),
        volume("pv-1", "ebs.csi.aws.com"),
        volume("pv-2", "efs.csi.aws.com"),
        class("gp3", "ebs.csi.aws.com"),
    ]);
    let volumes: Vec<_> = imported.workloads.iter().map(|w| (w.owner.name.as_str(), w.needs.volumes)).collect();
    let of = |name: &str| volumes.iter().find(|(own, _)| *own == name).map(|(_, n)| *n);
    assert_eq!([of("known"), of("guess"), of("made")], [Some(2), Some(1), Some(2)]);
    let guessed = imported.notes.iter().find(|note| note.text.starts_with("Volumes of which")).expect("it is said");
    assert_eq!((guessed.count, guessed.what), (2, What::Counted));
}

#[test]
fn extended_resources_are_dimensions_or_named() {
    let requests = json!({"cpu": "4", "memory": "16Gi", "nvidia.com/gpu": "1", "aws.amazon.com/neuron": 2, "vpc.amazonaws.com/pod-eni": "1",
        "ephemeral-storage": "10G", "hugepages-2Mi": "512Mi", "example.com/fpga": "1"});
    let imported =
        list(&[pod("a", ("StatefulSet", "a"), json!({"spec": {"containers": [{"resources": {"limits": requests}}]}}))]);
    let needs = &imported.workloads[0].needs;
    assert_eq!(
        (needs.cpu.0, needs.memory.0, needs.gpus, needs.neuron, needs.own_security_group),
        (4_000, 16_384, 1, 2, true)
    );
    assert_eq!(needs.ephemeral.0, 9_537); // 10^10 / 2^20 = 9536.7
    let converted = scenario(&imported, &Options::default()).expect("a workload");
    assert_eq!(converted.scenario.mode, NetworkMode::SecurityGroups);
    let left: Vec<_> =
        converted.notes.iter().filter(|n| n.what == What::NotTakenOver).map(|n| n.text.as_str()).collect();
    assert!(left.contains(&"Resource hugepages-2Mi") && left.contains(&"Resource example.com/fpga"), "{left:?}");
}

#[test]
fn what_binds_a_pod_to_nodes_is_understood_or_named() {
    let term = |key: &str, operator: &str, values: &[&str]| json!({"key": key, "operator": operator, "values": values});
    let required = |terms: Value| json!({"spec": {"affinity": {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": terms}}}}});
    let with = |more: Value| {
        list(&[
            node("n1", json!({"disk": "ssd"}), json!({})),
            node("n2", json!({}), json!({})),
            pod("a", ("StatefulSet", "a"), more),
        ])
    };
    let unknown = |more: Value| said(&with(more), What::NotUnderstood);
    let left = |more: Value| {
        let imported = with(more);
        let notes = scenario(&imported, &Options::default()).expect("a workload").notes;
        let all = imported.notes.iter().chain(&notes).filter(|note| note.what == What::NotTakenOver);
        all.map(|note| note.text.clone()).collect::<Vec<_>>()
    };
    let none: Vec<String> = Vec::new();
    assert_eq!(
        unknown(json!({"spec": {"nodeSelector": {"kubernetes.io/os": "linux", "kubernetes.io/arch": "amd64"}}})),
        none
    );
    assert_eq!(
        unknown(required(json!([{"matchExpressions": [term("karpenter.k8s.aws/instance-cpu", "Gt", &["8"])]}]))),
        ["Node affinity karpenter.k8s.aws/instance-cpu Gt 8"]
    );
    assert_eq!(
        unknown(required(
            json!([{"matchExpressions": [term("a", "In", &["b"])]}, {"matchExpressions": [term("c", "Exists", &[])]}])
        )),
        ["Node affinity with 2 alternatives"]
    );
    assert_eq!(
        unknown(json!({"spec": {"nodeSelector": {"pool": "gone"}}})),
        ["No node of the input is one whose labels would let these pods run", "Node label pool=gone: no node has it"]
    );
    assert_eq!(
        left(json!({"spec": {"nodeSelector": {"disk": "ssd"}}})),
        ["Node label disk=ssd, which 1 of 2 nodes have"]
    );
    assert_eq!(
        left(required(
            json!([{"matchExpressions": [term("topology.kubernetes.io/zone", "In", &["eu-west-1a"])]}, {"matchExpressions": [term("topology.kubernetes.io/zone", "In", &["eu-west-1b"])]}])
        )),
        ["Held to zones: eu-west-1a, eu-west-1b"]
    );
    assert_eq!(left(json!({"spec": {"nodeSelector": {"eks.amazonaws.com/capacityType": "ON_DEMAND"}}})), none);
    assert_eq!(
        left(json!({"spec": {"hostNetwork": true, "containers": [{"ports": [{"containerPort": 80}]}]}})),
        ["On the host network; planned with an address each"]
    );
    let own = json!({"matchLabels": {"app": "a"}});
    let labelled = |spec: Value| json!({"metadata": {"labels": {"app": "a"}}, "spec": spec});
    assert_eq!(
        left(labelled(
            json!({"topologySpreadConstraints": [{"topologyKey": "kubernetes.io/hostname", "maxSkew": 3, "whenUnsatisfiable": "DoNotSchedule", "labelSelector": own}]})
        )),
        none
    );
    assert_eq!(
        left(labelled(
            json!({"topologySpreadConstraints": [{"topologyKey": "topology.kubernetes.io/zone", "maxSkew": 1, "whenUnsatisfiable": "DoNotSchedule", "labelSelector": own}]})
        )),
        none
    );
    assert_eq!(
        left(labelled(
            json!({"topologySpreadConstraints": [{"topologyKey": "kubernetes.io/hostname", "maxSkew": 1, "whenUnsatisfiable": "ScheduleAnyway", "labelSelector": own}]})
        )),
        none
    );
    let preferred = labelled(
        json!({"topologySpreadConstraints": [{"topologyKey": "kubernetes.io/hostname", "maxSkew": 1, "whenUnsatisfiable": "ScheduleAnyway", "labelSelector": own}]}),
    );
    assert_eq!(said(&with(preferred), What::Counted), ["Preferred, not required, so not planned: topology spread"]);
    let apart = |labels: Value| {
        labelled(
            json!({"affinity": {"podAntiAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [{"topologyKey": "kubernetes.io/hostname", "labelSelector": {"matchLabels": labels}}]}}}),
        )
    };
    assert_eq!(left(apart(json!({"app": "a"}))), none);
    assert_eq!(unknown(apart(json!({"app": "other"}))), ["Pod anti-affinity to other pods by kubernetes.io/hostname"]);
}

/// What a scenario has a setting for is set.
#[test]
fn where_pods_may_run_is_taken_over() {
    let own = json!({"matchLabels": {"app": "a"}});
    let set = |spec: Value| {
        let more = json!({"metadata": {"labels": {"app": "a"}}, "spec": spec});
        let in_zone = |zone: &str| node(zone, json!({"topology.kubernetes.io/zone": zone}), json!({}));
        let nodes = ["eu-west-1a", "eu-west-1b", "eu-west-1c"].map(in_zone);
        let imported = list(&[nodes.to_vec(), vec![pod("a", ("StatefulSet", "a"), more)]].concat());
        let mut scenario = scenario(&imported, &Options::default()).expect("a workload").scenario;
        let p = scenario.profiles.remove(0);
        assert_eq!(
            p.zones,
            ZoneSpread::Even,
            "whoever does not ask for a spread is spread too, where zones are looked at"
        );
        (p.arch, p.most_per_node, scenario.fleet.zones, p.spot)
    };
    let spread = |key: &str, skew: u32| json!({"topologySpreadConstraints": [{"topologyKey": key, "maxSkew": skew, "whenUnsatisfiable": "DoNotSchedule", "labelSelector": own}]});
    // as many zones as the nodes are in, whether or not pods ask for that
    let (any, zones) = (ProfileArch::Any, 3);
    assert_eq!(set(json!({})), (any, None, zones, false));
    assert_eq!(set(spread("kubernetes.io/hostname", 3)), (any, Some(3), zones, false));
    assert_eq!(set(spread("topology.kubernetes.io/zone", 1)), (any, None, zones, false));
    let selector = |key: &str, value: &str| json!({"nodeSelector": {key: value}});
    assert_eq!(set(selector("kubernetes.io/arch", "arm64")), (ProfileArch::Arm64, None, zones, false));
    assert_eq!(set(selector("karpenter.sh/capacity-type", "spot")), (any, None, zones, true));
    assert_eq!(set(selector("eks.amazonaws.com/capacityType", "ON_DEMAND")), (any, None, zones, false));
    let host_port = json!({"containers": [{"ports": [{"hostPort": 80}]}]});
    assert_eq!(set(host_port), (any, Some(1), zones, false));
}

/// What a scenario sets for all: zones, families, security groups.
#[test]
fn what_holds_for_every_workload_becomes_a_setting() {
    let zone = |zone: &str| json!({"topology.kubernetes.io/zone": zone});
    let nodes = || ["a", "b", "c"].map(|letter| node(letter, zone(&format!("eu-west-1{letter}")), json!({}))).to_vec();
    let converted = |pods: Vec<Value>| {
        let imported = list(&[nodes(), pods].concat());
        scenario(&imported, &Options::default()).expect("a workload")
    };
    let set = |name: &str, spec: Value| {
        pod(&format!("{name}-0"), ("StatefulSet", name), json!({"metadata": {"labels": {"app": name}}, "spec": spec}))
    };
    let usual = converted(vec![set("a", json!({}))]);
    assert!(!to_query(&usual.scenario).contains("own_sg"), "{}", to_query(&usual.scenario));
    assert_eq!(usual.scenario.fleet.zones, 3);
    let own = json!({"matchLabels": {"app": "a"}});
    let even = json!({"topologySpreadConstraints": [{"topologyKey": "topology.kubernetes.io/zone", "maxSkew": 1, "whenUnsatisfiable": "DoNotSchedule", "labelSelector": own}]});
    let spread = converted(vec![set("a", even), set("b", json!({}))]).scenario;
    let zones: Vec<_> = spread.profiles.iter().map(|profile| profile.zones).collect();
    assert_eq!((spread.fleet.zones, zones), (3, vec![ZoneSpread::Even; 2]), "both, as the remark says");
    // one in a zone is what an even spread of three pods over three zones is, and not of four
    let apart = json!({"affinity": {"podAntiAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [{"topologyKey": "topology.kubernetes.io/zone", "labelSelector": own}]}}});
    let of = |n: u32| {
        let one = |i: u32| {
            pod(&format!("a-{i}"), ("StatefulSet", "a"), json!({"metadata": {"labels": {"app": "a"}}, "spec": apart}))
        };
        let converted = converted((0..n).map(one).collect());
        let left = converted.notes.iter().filter(|note| note.what == What::NotTakenOver);
        (converted.scenario.fleet.zones, left.map(|note| note.text.clone()).collect::<Vec<_>>())
    };
    assert_eq!(of(3), (3, vec![]));
    let (zones, left) = of(4);
    assert_eq!((zones, left[0].as_str()), (3, "At most 1 in a zone, and more pods than 3 zones take; planned without"));
    let family = |operator: &str| json!({"affinity": {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": [{"matchExpressions": [{"key": "karpenter.k8s.aws/instance-family", "operator": operator, "values": ["m7i", "c7i"]}]}]}}}});
    let filters = |pods: Vec<Value>| converted(pods).scenario.filters;
    let both = |operator: &str| filters(vec![set("a", family(operator)), set("b", family(operator))]);
    assert_eq!(
        (both("In").families, both("NotIn").without),
        (vec!["c7i".into(), "m7i".into()], vec!["c7i".into(), "m7i".into()])
    );
    let mixed = converted(vec![set("a", family("NotIn")), set("b", json!({}))]);
    assert_eq!(mixed.scenario.filters.without, Vec::<String>::new());
    assert!(mixed.notes.iter().any(|note| note.text == "Kept off instance families: c7i, m7i"), "{:?}", mixed.notes);
}

/// Pods that are on spot nodes may be there in a fleet too, unless they say that they may not.
#[test]
fn pods_on_spot_nodes_today_may_run_on_spot() {
    let spot = node("n1", json!({"eks.amazonaws.com/capacityType": "SPOT"}), json!({}));
    let other = node("n2", json!({"eks.amazonaws.com/capacityType": "ON_DEMAND"}), json!({}));
    let on = |name: &str, node: &str, more: Value| {
        let spec = json!({"nodeName": node, "nodeSelector": more});
        pod(&format!("{name}-{node}"), ("StatefulSet", name), json!({"spec": spec}))
    };
    let any = json!({});
    let imported = list(&[
        spot,
        other,
        on("all", "n1", any.clone()),
        on("some", "n1", any.clone()),
        on("some", "n2", any.clone()),
        on("none", "n2", any),
        on("not", "n1", json!({"karpenter.sh/capacity-type": "on-demand"})),
    ]);
    let converted = scenario(&imported, &Options::default()).expect("a workload");
    let spot: Vec<&str> = converted.scenario.profiles.iter().filter(|p| p.spot).map(|p| p.name.as_str()).collect();
    assert_eq!(spot, ["all"]);
    assert!(converted.notes.iter().any(|note| note.text.starts_with("All of their pods are on spot nodes today")));
}

#[test]
fn tainted_nodes_are_a_group_of_their_own() {
    let taint = json!({"spec": {"taints": [{"key": "dedicated", "value": "db", "effect": "NoSchedule"}, {"key": "node.kubernetes.io/not-ready", "effect": "NoExecute"}]}});
    let tolerates = json!([{"key": "dedicated", "operator": "Equal", "value": "db", "effect": "NoSchedule"}]);
    let imported = list(&[
        node("n1", json!({}), json!({})),
        node("n2", json!({"role": "db"}), taint),
        pod(
            "db-0",
            ("StatefulSet", "db"),
            json!({"spec": {"nodeName": "n2", "nodeSelector": {"role": "db"}, "tolerations": tolerates}}),
        ),
        pod("may-0", ("StatefulSet", "may"), json!({"spec": {"tolerations": tolerates}})),
        pod("cannot-0", ("StatefulSet", "cannot"), json!({"spec": {"nodeSelector": {"role": "db"}}})),
    ]);
    let taints = |name: &str| imported.workloads.iter().find(|w| w.owner.name == name).and_then(|w| w.taints.clone());
    assert_eq!(taints("db"), Some("dedicated=db:NoSchedule".into()));
    assert_eq!((taints("may"), taints("cannot")), (None, None));
    let priced = import::price::Priced { nodes: 2, ..Default::default() };
    let text = report::text(&imported, &[], Some(&priced));
    assert!(text.contains("nodes by zone: eu-west-1a: 2\ntainted nodes: dedicated=db:NoSchedule: 1\n"), "{text}");
    assert!(
        said(&imported, What::NotUnderstood)
            .contains(&"No node of the input is one whose taints would let these pods run".to_owned())
    );
}

#[test]
fn a_scenario_takes_over_what_the_nodes_tell() {
    let arm = json!({"kubernetes.io/arch": "arm64", "node.kubernetes.io/instance-type": "m7g.large", "karpenter.sh/nodepool": "a"});
    let mut items = vec![
        node("n1", arm.clone(), json!({"status": {"nodeInfo": {"osImage": "Bottlerocket OS 1.40.0"}}})),
        node("n2", arm, json!({"status": {"nodeInfo": {"osImage": "Bottlerocket OS 1.40.0"}}})),
        pod("web-1", ("ReplicaSet", "web-6d4cf56db6"), json!({})),
        pod("gpu-x", ("DaemonSet", "rare"), json!({"spec": {"nodeName": "nowhere"}})),
    ];
    for (name, host) in [("aws-node", true), ("kube-proxy", true), ("fluent-bit", false)] {
        for node in ["n1", "n2"] {
            items.push(pod(
                &format!("{name}-{node}"),
                ("DaemonSet", name),
                json!({"spec": {"nodeName": node, "hostNetwork": host}}),
            ));
        }
    }
    let converted = scenario(&list(&items), &Options::default()).expect("a workload");
    let s = &converted.scenario;
    assert_eq!((s.region.as_str(), s.node.owner, s.filters.arch), ("eu-west-1", Owner::Karpenter, ArchFilter::Arm));
    assert_eq!((s.node.os(), s.answers.current_cni), (model::scenario::os::Os::Bottlerocket, CurrentCni::VpcCni));
    let of = |name: &str| s.daemonsets.iter().find(|d| d.name == name).map(|d| (d.network, d.aws_networking));
    assert_eq!(of("aws-node"), Some((DaemonSetNetwork::Host, true)));
    assert_eq!(of("fluent-bit"), Some((DaemonSetNetwork::Pod, false)));
    assert_eq!(s.profiles[0].name, "web");
    assert!(s.profiles[0].own_security_group, "as usual, since no pod has one");
}

#[test]
fn more_workloads_than_a_scenario_holds_are_merged_and_it_is_said() {
    let rows: String = (0..75).map(|i| format!("w{i},{},{}m,{}Mi\n", 1 + i % 7, 50 + 10 * i, 64 + 32 * i)).collect();
    let imported = read(format!("name,pods,cpu,memory\n{rows}"));
    assert_eq!(imported.workloads.len(), 75);
    let converted = scenario(&imported, &Options::default()).expect("workloads");
    assert_eq!((converted.scenario.profiles.len(), converted.scenario.pods()), (30, imported.pods()));
    assert!(converted.notes.iter().any(|note| note.text.starts_with("A scenario holds 30 profiles and there are 75")));
}

#[test]
fn every_workload_is_in_one_profile() {
    let rows: String = (0..75).map(|i| format!("w{i},{},{}m,64Mi\n", 1 + i % 7, 50 + 10 * i)).collect();
    let imported = read(format!("name,pods,cpu,memory\n{rows}"));
    let converted = scenario(&imported, &Options::default()).expect("workloads");
    let mut members: Vec<usize> = converted.members.concat();
    members.sort_unstable();
    assert_eq!(members, (0..75).collect::<Vec<_>>());
    for (profile, members) in converted.scenario.profiles.iter().zip(&converted.members) {
        assert_eq!(profile.pods, members.iter().map(|member| imported.workloads[*member].pods).sum::<u32>());
    }
}

#[test]
fn pods_that_ask_for_nothing_get_the_default() {
    let imported = read("name,pods,cpu,memory\na,3,0,0\nb,2,100m,0\n");
    assert_eq!(imported.asking_for_nothing(), 3);
    let options = Options { cpu: model::units::MilliCpu(50), memory: model::units::Mib(64), ..Options::default() };
    let profiles = scenario(&imported, &options).expect("workloads").scenario.profiles;
    assert_eq!(profiles.iter().map(|p| (p.cpu.0, p.memory.0)).collect::<Vec<_>>(), [(100, 64), (50, 64)]);
}

#[test]
fn nothing_of_the_environment_is_kept_and_names_can_be_hidden() {
    let imported = read(dump(3, 24));
    let everything = format!("{imported:?}");
    assert!(
        !everything.contains("s3cret") && !everything.contains("postgres") && !everything.contains("registry.example")
    );
    let hidden = imported.without_names();
    let converted = scenario(&hidden, &Options::default()).expect("workloads");
    let all = format!(
        "{hidden:?}{:?}{}{}",
        converted,
        to_query(&converted.scenario),
        report::text(&hidden, &converted.notes, None)
    );
    assert!(!all.contains("service-") && !all.contains("shop") && !all.contains("ip-10-0"), "{all}");
    assert!(all.contains("workload 12"));
}

/// The filter that the page shows takes away what is secret and nothing that Berth reads.
#[test]
fn the_filter_for_jq_leaves_what_is_read() {
    let whole = dump(2, 24);
    let run = std::process::Command::new("jq")
        .arg(import::format::FILTER)
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn();
    // where jq is not installed, its program can at least be held against what is read
    let Ok(mut jq) = run else {
        assert!(import::format::FILTER.contains("ownerReferences"));
        return;
    };
    std::io::Write::write_all(&mut jq.stdin.take().expect("piped"), whole.as_bytes()).expect("jq reads");
    let output = jq.wait_with_output().expect("jq ends");
    let filtered = String::from_utf8(output.stdout).expect("text");
    assert!(!filtered.contains("s3cret") && filtered.len() < whole.len() / 2);
    let (with, without) = (read(&whole), read(&filtered));
    assert_eq!((with.workloads, with.present, with.on_nodes), (without.workloads, without.present, without.on_nodes));
}

#[test]
fn nodes_that_are_odd_are_named() {
    let imported = list(&[
        node(
            "n1",
            json!({}),
            json!({"spec": {"unschedulable": true}, "status": {"conditions": [{"type": "Ready", "status": "Unknown"}]}}),
        ),
        pod("a", ("StatefulSet", "a"), json!({"spec": {"containers": [{"resources": {"requests": {"cpu": "3"}}}]}})),
    ]);
    assert_eq!(said(&imported, What::Wrong), ["More cpu is requested of a node than it has for pods"]);
    let counted = said(&imported, What::Counted);
    assert_eq!(counted, ["Nodes that are not ready; they count", "Nodes that take no new pods; they count"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// What is understood does not depend on the order of the objects.
    #[test]
    fn the_order_of_objects_is_no_matter(order in Just((0..32_usize).collect::<Vec<_>>()).prop_shuffle()) {
        let whole: Value = serde_json::from_str(&dump(4, 28)).expect("JSON");
        let items = whole["items"].as_array().expect("a list");
        let shuffled: Vec<Value> = order.iter().map(|index| items[*index].clone()).collect();
        let (one, other) = (list(items), list(&shuffled));
        prop_assert_eq!((one.workloads, one.on_nodes, one.present, one.notes), (other.workloads, other.on_nodes, other.present, other.notes));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn every_scenario_is_valid(
        given in prop::collection::vec(("\\PC{0,130}", 0..400_000_u32, "[0-9]{1,9}(m|Gi|k)?", "[0-9]{1,9}(Mi|Gi|Ti|M)?", 0..300_u32), 1..60),
    ) {
        let mut text = String::from("name,pods,cpu,memory,volumes\n");
        for (name, pods, cpu, memory, volumes) in &given {
            text += &format!("\"{}\",{pods},{cpu},{memory},{volumes}\n", name.replace('"', "'"));
        }
        let imported = read(&text);
        if let Some(converted) = scenario(&imported, &Options::default()) {
            let decoded = from_query(&to_query(&converted.scenario));
            prop_assert_eq!(&decoded.problems, &vec![]);
            prop_assert_eq!(encode(&decoded.scenario), encode(&converted.scenario));
        }
    }
}

#[test]
fn rows_are_as_a_person_has_grouped_named_and_scaled_them() {
    let imported = read("name,pods,cpu,memory\nweb,40,500m,512Mi\napi,20,250m,256Mi\ncron,5,100m,64Mi\n");
    let options = Options {
        scale: 1_500,
        // a position that there is not, and one that is in two lists
        merged: vec![vec![2, 1, 99], vec![1, 0]],
        renamed: vec![(1, "backend".into())],
        ..Options::default()
    };
    let converted = scenario(&imported, &options).expect("workloads");
    let rows: Vec<_> =
        converted.rows.iter().map(|row| (row.profile.name.as_str(), row.profile.pods, row.of.len())).collect();
    assert_eq!(rows, [("web", 60, 1), ("backend", 38, 2)]); // 30 + 7.5, rounded up by workload
    let profiles: Vec<_> = converted.scenario.profiles.iter().map(|p| (p.name.as_str(), p.pods, p.cpu.0)).collect();
    assert_eq!(profiles, [("web", 60, 500), ("backend", 38, 219)]); // (30 * 250 + 8 * 100) / 38
}

fn manifest(kind: &str, spec: &Value) -> Value {
    json!({"kind": kind, "metadata": {"name": kind.to_lowercase(), "namespace": "shop"}, "spec": spec})
}

/// A LimitRange's default request for what names nothing, its default limit where it has no request.
#[test]
fn a_limit_range_gives_its_defaults_to_manifests() {
    let containers =
        json!([{"resources": {"requests": {"cpu": "1"}}}, {"resources": {"limits": {"memory": "1Gi"}}}, {}]);
    let deployment = manifest("Deployment", &json!({"replicas": 2, "template": {"spec": {"containers": containers}}}));
    let limits = json!({"limits": [
        {"type": "Pod", "default": {"cpu": "9"}},
        {"type": "Container", "default": {"cpu": "500m", "memory": "256Mi"}, "defaultRequest": {"cpu": "100m"}},
    ]});
    let imported = list(&[deployment.clone(), manifest("LimitRange", &limits)]);
    // CPU 1 + 2 * 100m; memory 1 GiB + 2 * 256 MiB
    assert_eq!(rows(&imported), [("deployment".into(), 2, 1_200, 1_536)]);
    let mut other = manifest("LimitRange", &limits);
    other["metadata"]["namespace"] = "elsewhere".into();
    assert_eq!(rows(&list(&[deployment, other])), [("deployment".into(), 2, 1_000, 1_024)]);
}

#[test]
fn autoscalers_of_keda_count_and_suspended_jobs_do_not() {
    let template =
        json!({"spec": {"containers": [{"resources": {"requests": {"cpu": "1"}}}], "runtimeClassName": "gvisor"}});
    let scaled = json!({"scaleTargetRef": {"name": "deployment"}, "minReplicaCount": 4});
    let imported = list(&[
        manifest("Deployment", &json!({"replicas": 1, "template": template})),
        manifest("ScaledObject", &scaled),
        manifest("Job", &json!({"suspend": true, "template": template})),
    ]);
    assert_eq!((imported.pods(), imported.jobs.len()), (4, 0));
    let unknown = said(&imported, What::NotUnderstood);
    assert!(
        unknown.contains(&"Runtime class gvisor: what it adds to each pod is not in manifests".into()),
        "{unknown:?}"
    );
}
