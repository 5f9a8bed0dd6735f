//! Every mode by every owner on every OS, bought every way, with every answer that changes a file: the tools take the files.

use crate::cluster::{
    AUTO_MODE, BOTTLEROCKET, KARPENTER, MANAGED, Nodes, SELF_MANAGED, Worked, catalog, scenario, with,
};
use crate::read::{at, documents, named, text, texts};
use crate::rules::broken;
use crate::rules::validate::validate;
use export::{Config, ConfigFile, Kept, Purpose, Step, Tool, bundle};
use model::advice::decide::Ranked;
use model::advice::knowledge::options::OPTIONS;
use model::catalog::{Catalog, OnDemand};
use model::evaluation::Evaluation;
use model::scenario::answers::*;
use model::scenario::fleet::FleetSettings;
use model::scenario::network_mode::{MODES, ModeFacts, NetworkMode};
use model::scenario::os::Os;
use model::scenario::own_nodes::{OfType, OwnNodes};
use model::scenario::owner::Owner;
use model::scenario::*;
use model::units::{Mib, MicroUsd};
use std::collections::BTreeSet;

const NODES: [Nodes; 9] = [
    MANAGED,
    (Owner::ManagedNodeGroup, Os::Bottlerocket),
    (Owner::ManagedNodeGroup, Os::Windows),
    SELF_MANAGED,
    BOTTLEROCKET,
    (Owner::SelfManaged, Os::Windows),
    KARPENTER,
    (Owner::Karpenter, Os::Bottlerocket),
    AUTO_MODE,
];

fn on(nodes: Nodes, mode: NetworkMode) -> Scenario {
    let base = scenario();
    Scenario { mode, node: with(nodes, base.node), ..base }
}

/// 17 nodes of today.
fn running() -> OwnNodes {
    OwnNodes { on_demand: vec![OfType { name: "m5.large".into(), n: 17 }], ..OwnNodes::default() }
}

/// The modes that these nodes have.
fn modes((owner, os): Nodes) -> impl Iterator<Item = &'static ModeFacts> {
    MODES.iter().filter(move |facts| match (owner, os) {
        (Owner::AutoMode, _) => facts.on_auto_mode(),
        (_, Os::Windows) => facts.mode.is_on_windows(),
        _ => true,
    })
}

/// Answers that change what is in the files.
fn answered() -> Vec<Answers> {
    let none = Answers::default();
    let beside = Answers { windows: Answer::Yes, fargate: Answer::Yes, hybrid: Answer::Yes, ..none };
    let keys =
        Answers { encryption: Encryption::TenantKeys, multicast: Multicast::Pods, policy: Policy::Basic, ..none };
    let fips = Answers { compliance: Compliance::Fips, ..keys };
    vec![none, beside, keys, fips, Answers { operator: Operator::Kops, ..keys }]
}

/// The files for each pod network that has the scenario's mode, whatever the rules say to the answers.
fn for_each_network(asked: &Scenario) -> Vec<Vec<ConfigFile>> {
    let Worked(own) = Worked::out(asked.clone());
    let has_mode = OPTIONS.iter().filter(|option| option.modes.contains(&asked.mode));
    let advised = has_mode.map(|option| {
        let mut advice = own.advice().clone();
        let fit = advice.decision.weights.fit(option);
        advice.decision.ranked.insert(0, Ranked { id: option.id, fit });
        Worked(Evaluation::of(own.catalog().clone(), asked.clone()).with_advice(advice)).files()
    });
    advised.collect()
}

#[test]
fn every_file_passes_its_tools_checks() {
    let mut checked = 0;
    let mut seen = BTreeSet::new();
    for nodes in NODES {
        for facts in modes(nodes) {
            for answers in answered() {
                let bought = [
                    (Purchase::OnDemand, None, false),
                    (Purchase::Spot, Some(60), false),
                    (Purchase::OnDemand, Some(60), true),
                ];
                for (purchase, max_pods, runs) in bought {
                    let mut asked = Scenario { answers, purchase, ..on(nodes, facts.mode) };
                    asked.own = if runs { running() } else { OwnNodes::default() };
                    asked.node.max_pods = max_pods;
                    asked.node.instance_store = true;
                    asked.chosen = None;
                    for files in for_each_network(&asked) {
                        let rules = broken(&files);
                        assert_eq!(rules, Vec::<String>::new(), "{nodes:?} {} {answers:?}", facts.code);
                        checked += files.len();
                        seen.extend(files.iter().map(|f| f.name));
                    }
                }
            }
        }
    }
    assert!(checked > 2_000, "{checked} files");
    assert_eq!(seen.len(), 17, "each file has been seen: {seen:?}");
}

/// Terraform 1.11 on one file for each mode by each owner on each OS, with what else changes it.
#[test]
fn terraform_validates_what_is_written_for_it() {
    let mut files = BTreeSet::new();
    for nodes in NODES {
        for facts in modes(nodes) {
            for (i, answers) in answered().into_iter().take(3).enumerate() {
                let purchase = if i == 0 { Purchase::OnDemand } else { Purchase::Spot };
                let mut asked = Scenario { answers, purchase, chosen: None, ..on(nodes, facts.mode) };
                asked.node.max_pods = (i > 0).then_some(60);
                asked.node.kube_memory = (i > 1).then_some(Mib(900));
                let running = Scenario { own: running(), ..asked.clone() };
                for asked in std::iter::once(asked).chain((i < 2).then_some(running)) {
                    let written = Worked::out(asked).files();
                    let beside = written.iter().find(|file| file.name == "subnets.tf").map(|file| file.text.clone());
                    files.insert((named(&written, "main.tf").text.clone(), beside));
                }
            }
        }
    }
    assert!(files.len() > 150, "{} different files", files.len());
    let place = tempfile::tempdir().expect("a directory");
    assert!(files.iter().filter(|(_, beside)| beside.is_some()).count() > 40, "subnets.tf is checked too");
    let files: Vec<_> = files.into_iter().collect();
    match validate(&files, place.path()) {
        Some(said) => assert_eq!(said, Ok(())),
        None => eprintln!("terraform is not on the path: its own checks were not made"),
    }
}

/// A value of another type and an unknown argument are refused, so that the stand-ins do check something.
#[test]
fn terraform_refuses_what_the_module_does_not_take() {
    let file = named(&Worked::out(on(MANAGED, NetworkMode::SecondaryIp)).files(), "main.tf").text.clone();
    for (from, to) in [("[\"m5.large\"]", "\"m5.large\""), ("vpc_id", "vpc_ids"), ("var.subnet_ids", "var.subnets")] {
        assert!(file.contains(from), "{from}");
        let place = tempfile::tempdir().expect("a directory");
        if let Some(said) = validate(&[(file.replace(from, to), None)], place.path()) {
            assert!(said.is_err(), "{from} as {to}");
        }
    }
}

/// What the answers ask for besides the plan is in every file, and in the record.
#[test]
fn windows_fargate_and_hybrid_leave_a_trace() {
    let answers = answered().remove(1);
    for nodes in NODES.into_iter().filter(|(_, os)| *os != Os::Windows) {
        let worked = Worked::out(Scenario { answers, ..on(nodes, NetworkMode::SecondaryIp) });
        for file in bundle(worked.subject(), &Kept::default()) {
            let one_line = file.text.replace("\n# ", " ");
            for said in [
                "Windows nodes are not in the plan",
                "Fargate pods are not in the plan",
                "Hybrid nodes are not in the plan",
            ] {
                assert!(one_line.contains(said), "{nodes:?} {}: {said}\n{}", file.name, file.text);
            }
        }
        let cluster = &documents(&worked.files(), "cluster.yaml")[0];
        assert!(!at(cluster, &["fargateProfiles", "0", "selectors"]).is_badvalue(), "{nodes:?}");
        assert!(!at(cluster, &["remoteNetworkConfig", "remoteNodeNetworks"]).is_badvalue(), "{nodes:?}");
        if nodes != AUTO_MODE {
            let values = &documents(&worked.files(), "vpc-cni.yaml")[0];
            assert_eq!(text(values, &["enableWindowsIpam"]), Some("true"), "{nodes:?}");
        }
    }
}

#[test]
fn pods_of_auto_mode_have_subnets_of_their_own() {
    let files = Worked::out(on(AUTO_MODE, NetworkMode::CustomNetworking)).files();
    let class = documents(&files, "auto-mode.yaml").remove(1);
    for key in ["podSubnetSelectorTerms", "podSecurityGroupSelectorTerms"] {
        assert!(!at(&class, &["spec", key, "0", "tags"]).is_badvalue(), "{key}");
    }
    assert_eq!(text(&class, &["spec", "advancedNetworking", "ipv4PrefixSize"]), Some("32"));
}

/// Thirty types of one size, each a cent more expensive than the one before, the last ones small, Arm or with another max-pods.
fn many() -> Catalog {
    let small = catalog();
    let (large, offer) = (small.types[0].clone(), small.offers[0].clone());
    let (mut types, mut offers) = (small.types.to_vec(), small.offers.clone());
    for i in 0..30_u64 {
        let mut t = large.clone();
        t.name = format!("x{i}.large");
        if i % 5 == 4 {
            t.arch = model::catalog::instance_type::Arch::Arm64;
        }
        if i % 5 == 3 {
            t.enis = 2;
        }
        let mut offer = offer.clone();
        offer.on_demand = offer.on_demand.map(|price| OnDemand { hourly: MicroUsd(100_000 + i * 10_000), ..price });
        types.push(t);
        offers.push(offer);
    }
    Catalog { types: types.into(), offers, ..small }
}

#[test]
fn spot_lists_are_long_and_every_type_in_them_carries_the_pods() {
    for (nodes, mode) in [
        (KARPENTER, NetworkMode::SecondaryIp),
        (MANAGED, NetworkMode::SecondaryIp),
        (SELF_MANAGED, NetworkMode::SecondaryIp),
        (AUTO_MODE, NetworkMode::PrefixDelegation),
    ] {
        let base = on(nodes, mode);
        let is_pool = matches!(nodes, KARPENTER | AUTO_MODE);
        let filters =
            Filters { arch: if is_pool { ArchFilter::Both } else { ArchFilter::X86 }, ..base.filters.clone() };
        let asked = Scenario { chosen: None, purchase: Purchase::Spot, filters, ..base };
        let worked = Worked::on(many(), asked);
        let config = Config::of(worked.subject()).expect("fits");
        let types = config.instance_types();
        assert!((15..=20).contains(&types.len()), "{nodes:?}: {types:?}");
        let shown = worked.subject().shown().expect("fits");
        let arches: BTreeSet<_> = types
            .iter()
            .map(|name| {
                let c = worked.plan().candidate(worked.catalog(), name).expect("a candidate can be launched");
                let stated = nodes != AUTO_MODE;
                assert!(
                    !stated || c.capacity.max_pods >= config.max_pods(),
                    "{nodes:?} {name} cannot serve {}",
                    config.max_pods()
                );
                assert!(
                    c.capacity.pods > 0 && (c.capacity.pods >= shown.capacity.pods || nodes == AUTO_MODE),
                    "{nodes:?} {name}"
                );
                worked.catalog().find(name).map(|i| format!("{:?}", worked.catalog().instance_type(i).arch))
            })
            .collect();
        // A group has one image; Karpenter and Auto Mode find one for each architecture.
        assert_eq!(arches.len(), if is_pool { 2 } else { 1 }, "{nodes:?}: {types:?}");
        assert_eq!(broken(&config.files()), Vec::<String>::new());
    }
}

#[test]
fn the_steps_name_files_that_are_there_in_their_order() {
    for nodes in NODES {
        for facts in modes(nodes) {
            let worked = Worked::out(on(nodes, facts.mode));
            let config = Config::of(worked.subject()).expect("m5.large can");
            let files = bundle(worked.subject(), &Kept::default());
            let names: Vec<_> = files.iter().map(|f| f.name).collect();
            let readme = named(&files, "README.md");
            for tool in Tool::ALL {
                let steps = config.steps(tool);
                for word in steps.iter().flat_map(|s| s.commands.iter()).flat_map(|c| c.split_whitespace()) {
                    let is_file = word.ends_with(".yaml") && !word.contains('/');
                    assert!(!is_file || names.contains(&word), "{tool:?}: {word} is not among {names:?}");
                }
                for step in &steps {
                    assert!(step.commands.iter().all(|c| readme.text.contains(c.as_str())), "{tool:?}: {step:?}");
                }
            }
            let (_, steps) = readme.text.split_once("## Steps with eksctl").expect("steps");
            let order = |text: &str| steps.find(text);
            let own = order("eksctl create nodegroup --cluster");
            let waits = names.iter().any(|n| n.ends_with("-values.yaml") || *n == "calico.yaml");
            if own.is_some() && waits {
                assert!(
                    order(" -f ci").or(order("-f calico")).or(order("-f antrea")).or(order("-f flannel")) < own,
                    "{steps}"
                );
            }
            if names.contains(&"nodegroup.yaml") {
                let network = ["cilium-values", "calico.yaml", "flannel-values", "antrea-values"];
                let installs = network.iter().filter_map(|n| order(&format!("-f {n}"))).next();
                let groups = order("eksctl create nodegroup -f nodegroup.yaml");
                assert!(order("eksctl create cluster") < installs && installs < groups, "{}", readme.text);
            }
        }
    }
}

#[test]
fn every_purpose_is_listed_once_and_files_are_the_same_every_time() {
    let asked = on(KARPENTER, NetworkMode::PrefixDelegation);
    let made = |asked: &Scenario| {
        bundle(Worked::out(asked.clone()).subject(), &Kept { date: "2026-11-28", ..Kept::default() })
    };
    let files = made(&asked);
    assert_eq!(files, made(&asked));
    let purposes: BTreeSet<_> = files.iter().map(|f| f.purpose).collect();
    assert!(purposes.len() >= 6 && purposes.iter().all(|p| Purpose::ALL.contains(p)), "{purposes:?}");
    let names: BTreeSet<_> = files.iter().map(|f| f.name).collect();
    assert_eq!(names.len(), files.len(), "a name is one file\u{2019}s");
    let readme = named(&files, "README.md");
    for file in files.iter().filter(|f| f.name != "README.md") {
        assert!(readme.text.contains(file.name), "{}", file.name);
    }
}

#[test]
fn kops_is_for_whoever_runs_the_control_plane() {
    let with = |operator, mode| {
        let answers = Answers { operator, ..Answers::default() };
        Worked::out(Scenario { answers, ..on(SELF_MANAGED, mode) }).files()
    };
    let files = with(Operator::Kops, NetworkMode::OverlayCilium);
    let [_, _, nodes] = crate::read::just(&files, "kops.yaml");
    let kubelet = at(&nodes, &["spec", "kubelet"]);
    // 255 + 11 * 29, and 60 + 10 millicores: what the plan counts.
    assert_eq!(text(kubelet, &["kubeReserved", "memory"]), Some("574Mi"));
    assert_eq!(text(kubelet, &["kubeReserved", "cpu"]), Some("70m"));
    assert_eq!(text(&nodes, &["spec", "machineType"]), Some("m5.large"));
    assert!(with(Operator::Eks, NetworkMode::OverlayCilium).iter().all(|f| f.name != "kops.yaml"));
    let custom = with(Operator::Kops, NetworkMode::CustomNetworking);
    assert!(custom.iter().all(|f| f.name != "kops.yaml"), "kOps makes no ENIConfigs");
}

/// kOps knows Debian, Ubuntu, RHEL and its like, Fedora, AL2023, Flatcar and Container-Optimized OS
/// (util/pkg/distributions/distributions.go), and no other system.
#[test]
fn kops_has_no_file_for_bottlerocket() {
    let with = |operator| {
        let answers = Answers { operator, ..Answers::default() };
        Worked::out(Scenario { answers, ..on(BOTTLEROCKET, NetworkMode::OverlayCilium) })
    };
    let says =
        |worked: &Worked| bundle(worked.subject(), &Kept::default()).iter().all(|f| f.text.contains("no file for"));
    let (kops, not_asked) = (with(Operator::Kops), with(Operator::NotAsked));
    assert!(kops.files().iter().chain(&not_asked.files()).all(|f| f.name != "kops.yaml"));
    assert!(says(&kops), "every file says why");
    assert!(!says(&not_asked), "nobody asked for it");
}

#[test]
fn terraform_states_what_eksctl_states() {
    let mut asked = on(SELF_MANAGED, NetworkMode::PrefixDelegation);
    asked.node.max_pods = Some(110);
    asked.purchase = Purchase::Spot;
    let files = Worked::out(asked).files();
    let main = &named(&files, "main.tf").text;
    for said in [
        "  source  = \"terraform-aws-modules/eks/aws\"\n  version = \"~> 21.0\"\n",
        "ENABLE_PREFIX_DELEGATION = \"true\"",
        "maxPods: 110",
        "instance_type = \"m5.large\"",
        "desired_size = 12",
        "spot_allocation_strategy",
    ] {
        assert!(main.contains(said), "{said}\n{main}");
    }
    assert!(!main.contains("\n\n\n"), "no two blank lines\n{main}");
    let overlay = named(&Worked::out(on(MANAGED, NetworkMode::OverlayCilium)).files(), "main.tf").text.clone();
    assert!(overlay.contains("v if var.network_installed }") && !overlay.contains("vpc-cni"), "{overlay}");
    let helm = documents(&files, "vpc-cni-helm.yaml").remove(0);
    assert_eq!(text(&helm, &["env", "ENABLE_PREFIX_DELEGATION"]), Some("true"));
    assert_eq!(texts(&helm, &["none"]), Vec::<String>::new());
}

/// Where a cluster runs already, Terraform adds the groups to it and eksctl has them in a file of their own; a file that makes a
/// cluster says so at its head.
#[test]
fn a_running_cluster_gets_node_groups_and_no_second_cluster() {
    let written = |nodes, mode| Worked::out(Scenario { own: running(), ..on(nodes, mode) }).files();
    let one_line = |files: &[ConfigFile], name: &str| named(files, name).text.replace("\n# ", " ");
    let makes_a_new_one = "This makes a new cluster. One runs already, with 17 nodes: for that one ";
    for (nodes, module) in [(MANAGED, "eks-managed-node-group"), (SELF_MANAGED, "self-managed-node-group")] {
        let files = written(nodes, NetworkMode::PrefixDelegation);
        let main = one_line(&files, "main.tf");
        assert!(main.contains("adds node groups to the one that runs, with 17 nodes."), "{main}");
        assert!(main.contains(&format!("modules/{module}\"")) && !main.contains("eks/aws\""), "{main}");
        assert!(main.contains("against vpc-cni.yaml, because"), "{main}");
        let groups = one_line(&files, "nodegroup.yaml");
        assert!(groups.contains("adds node groups to the one that runs, with 17 nodes."), "{groups}");
        assert!(
            groups.contains("where eksctl has not made the cluster") && !groups.contains("a VPC of its own"),
            "{groups}"
        );
        let cluster = one_line(&files, "cluster.yaml");
        assert!(cluster.contains(&format!("{makes_a_new_one}nodegroup.yaml applies")), "{cluster}");
        assert!(!cluster.contains("odeGroups:"), "{cluster}");
        let worked = Worked::out(Scenario { own: running(), ..on(nodes, NetworkMode::PrefixDelegation) });
        let config = Config::of(worked.subject()).expect("fits");
        for (tool, command) in
            [(Tool::Eksctl, "eksctl create nodegroup -f nodegroup.yaml"), (Tool::Terraform, "terraform apply")]
        {
            let steps = config.steps(tool);
            let has = |command: &str| steps.iter().any(|step| step.commands.iter().any(|c| c == command));
            assert!(has(command) && !has("eksctl create cluster -f cluster.yaml"), "{steps:?}");
            assert!(steps.iter().all(|step| !step.text.starts_with("Create the cluster")), "{steps:?}");
        }
        // without settings of its own there is no such file
        let plain = one_line(&written(nodes, NetworkMode::SecondaryIp), "main.tf");
        assert!(
            plain.contains("its defaults, with which the plan counts") && !plain.contains("vpc-cni.yaml"),
            "{plain}"
        );
    }
    for (nodes, mode, file) in [
        (KARPENTER, NetworkMode::SecondaryIp, "karpenter.yaml applies"),
        (AUTO_MODE, NetworkMode::SecondaryIp, "auto-mode.yaml, once"),
        (MANAGED, NetworkMode::CustomNetworking, "nodegroup.yaml applies"),
        (MANAGED, NetworkMode::CiliumEni, "nodegroup.yaml applies"),
    ] {
        let files = written(nodes, mode);
        for name in ["cluster.yaml", "main.tf"] {
            let text = one_line(&files, name);
            assert!(text.contains(&format!("{makes_a_new_one}{file}")), "{name}: {text}");
        }
    }
    // zones that the scenario counts and does not name
    let steps = |subnets: &[&str]| {
        let subnets = subnets.iter().map(|zone| Subnet { zone: (*zone).into(), free_addresses: None }).collect();
        let asked = Scenario { own: running(), subnets, ..on(KARPENTER, NetworkMode::SecondaryIp) };
        let asked = Scenario { fleet: FleetSettings { zones: 2, ..asked.fleet }, ..asked };
        let worked = Worked::out(asked);
        Config::of(worked.subject()).expect("fits").steps(Tool::Eksctl)
    };
    let says_zones =
        |step: &Step| step.commands.iter().any(|c| c == "kubectl get nodes -L topology.kubernetes.io/zone");
    assert!(steps(&[]).iter().any(says_zones) && !steps(&["us-east-1a", "us-east-1b"]).iter().any(says_zones));
    for nodes in [MANAGED, KARPENTER] {
        let new = Worked::out(on(nodes, NetworkMode::SecondaryIp)).files();
        assert!(new.iter().all(|file| !file.text.contains("runs already") && !file.text.contains("akes no cluster")));
    }
}
