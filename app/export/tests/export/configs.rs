//! Each mode on some nodes, file by file: max-pods, types, and the mode's own settings, by path.
//!
//! m5.large: 3 ENIs of 10. Secondary addresses `3 * 9 + 2 = 29`, with prefixes 434 under a cap of 110, custom
//! networking `2 * 9 + 2 = 20`, Auto Mode `3 * 9 = 27`.

use crate::cluster::*;
use crate::read::{all_texts, at, documents, just, named, number, text, texts, yaml};
use crate::rules::broken;
use export::{Config, ConfigFile, Kept, NoConfig, Subject, Tool, bundle};
use model::catalog::instance_type::Work;
use model::scenario::answers::Policy;
use model::scenario::fleet::{FleetSettings, Survive};
use model::scenario::network_mode::NetworkMode::{self, *};
use model::scenario::os::Os;
use model::scenario::owner::Owner;
use model::scenario::*;
use model::units::{Mib, MilliCpu};
use yaml_rust2::Yaml;

/// On m5.large in this mode.
fn on(nodes: Nodes, mode: NetworkMode, max_pods: Option<u32>) -> Scenario {
    let base = scenario();
    Scenario { mode, node: with(nodes, NodeSettings { max_pods, ..base.node }), ..base }
}

/// The settings of VPC CNI that eksctl hands over.
fn add_on(files: &[ConfigFile]) -> Option<Yaml> {
    let cluster = &documents(files, "cluster.yaml")[0];
    assert_eq!(text(cluster, &["addons", "0", "name"]), Some("vpc-cni"));
    let values = text(cluster, &["addons", "0", "configurationValues"])?;
    let apart = documents(files, "vpc-cni.yaml");
    assert_eq!(yaml(values), apart, "the add-on\u{2019}s own file says the same");
    apart.into_iter().next()
}

/// Asserts the names of the files for eksctl and for a cluster that is there, in order. Terraform's is always there.
#[track_caller]
fn expect_files(files: &[ConfigFile], names: &[&str]) {
    let others = ["main.tf", "subnets.tf", "eniconfig.yaml", "kops.yaml", "vpc-cni-helm.yaml"];
    let found: Vec<_> = files.iter().map(|f| f.name).filter(|name| !others.contains(name)).collect();
    assert_eq!(found, names);
    assert!(files.iter().any(|f| f.name == "main.tf"));
}

/// The node group, its one type and its max-pods where the file states it.
#[track_caller]
fn expect_group(files: &[ConfigFile], key: &str, nodes: i64, max_pods: Option<i64>) -> Yaml {
    let cluster = &documents(files, "cluster.yaml")[0];
    let group = at(cluster, &[key, "0"]).clone();
    assert_eq!(text(&group, &["instanceType"]), Some("m5.large"));
    assert_eq!(number(&group, &["desiredCapacity"]), Some(nodes));
    assert_eq!(number(&group, &["minSize"]), Some(nodes));
    assert_eq!(number(&group, &["volumeSize"]), Some(20));
    assert_eq!(number(&group, &["maxPodsPerNode"]), max_pods);
    group
}

/// Karpenter's pool and class.
#[track_caller]
fn expect_karpenter(files: &[ConfigFile], max_pods: i64, types: &[&str]) -> (Yaml, Yaml) {
    let [pool, class] = just(files, "karpenter.yaml");
    assert_eq!((text(&pool, &["kind"]), text(&class, &["kind"])), (Some("NodePool"), Some("EC2NodeClass")));
    assert_eq!(text(&pool, &["apiVersion"]), Some("karpenter.sh/v1"));
    assert_eq!(text(&class, &["apiVersion"]), Some("karpenter.k8s.aws/v1"));
    let spec = ["spec", "template", "spec"];
    assert_eq!(text(at(&pool, &spec), &["nodeClassRef", "name"]), text(&class, &["metadata", "name"]));
    let requirement = at(at(&pool, &spec), &["requirements", "0"]);
    assert_eq!(text(requirement, &["key"]), Some("node.kubernetes.io/instance-type"));
    assert_eq!(texts(requirement, &["values"]), types);
    assert_eq!(number(&class, &["spec", "kubelet", "maxPods"]), Some(max_pods));
    (pool, class)
}

/// Of a minimum the files speak where somebody set it, and where the usual one made the plan.
#[test]
fn a_minimum_of_nodes_is_one_that_counts() {
    let said = |min_nodes, pods| {
        let mut asked = Scenario { min_nodes, ..on(KARPENTER, SecondaryIp, None) };
        asked.profiles[0].pods = pods;
        named(&Worked::out(asked).files(), "karpenter.yaml").text.replace("\n  # ", " ")
    };
    assert!(said(5, 400).contains("The scenario wants at least 5 nodes. A pool keeps no minimum"));
    assert!(said(2, 3).contains("at least 2 nodes where nobody sets another minimum. A pool keeps no minimum"));
    assert!(!said(2, 400).contains("A pool keeps no minimum") && !said(1, 3).contains("A pool keeps no minimum"));
}

/// max-pods counts pods that the plan's figures leave out.
#[test]
fn the_last_step_says_what_max_pods_counts() {
    let worked = Worked::out(on(MANAGED, PrefixDelegation, None));
    let config = Config::of(worked.subject()).expect("fits");
    let (steps, max_pods) = (config.steps(Tool::Eksctl), config.max_pods());
    let last = &steps.last().expect("a step").text;
    let allowed = max_pods - worked.scenario().running_daemonsets().count() as u32;
    let said = format!("max-pods {max_pods} on m5.large. It counts every pod of a node");
    assert!(last.contains(&said) && !last.contains("as planned"), "{last}");
    assert!(last.contains(&format!("the network would allow {allowed} pods of the workloads")), "{last}");
}

/// Nodes of one type are bound to the zones that they are planned for, as a fleet's are, and pods are told to spread.
#[test]
fn a_pool_of_one_type_has_the_zones_that_are_planned() {
    let zones_of = |nodes: Nodes, file: &str, fleet: FleetSettings, subnets: &[&str]| {
        let subnets = subnets.iter().map(|zone| Subnet { zone: zone.to_string(), free_addresses: None }).collect();
        let files = Worked::out(Scenario { fleet, subnets, ..on(nodes, SecondaryIp, None) }).files();
        let pool = &documents(&files, file)[0];
        let found = at(pool, &["spec", "template", "spec", "requirements", "3"]);
        let zones = (!found.is_badvalue()).then(|| {
            assert_eq!(text(found, &["key"]), Some("topology.kubernetes.io/zone"));
            texts(found, &["values"])
        });
        (zones.unwrap_or_default(), named(&files, file).text.contains("topologySpreadConstraints"))
    };
    let (none, three) = (FleetSettings::default(), FleetSettings { zones: 3, ..Default::default() });
    let lost = FleetSettings { survive: Survive::Zone, ..Default::default() };
    for (nodes, file) in [(KARPENTER, "karpenter.yaml"), (AUTO_MODE, "auto-mode.yaml")] {
        assert_eq!(zones_of(nodes, file, none, &["a", "b"]), (vec![], false));
        let named = ["us-east-1a", "us-east-1b", "us-east-1c"];
        assert_eq!(zones_of(nodes, file, three, &named), (named.map(String::from).to_vec(), true));
        let to_fill_in = ["TODO-zone-1", "TODO-zone-2"].map(String::from).to_vec();
        assert_eq!(zones_of(nodes, file, lost, &[]), (to_fill_in, true));
    }
    let told = Worked::out(Scenario { fleet: three, ..on(MANAGED, SecondaryIp, None) }).files();
    for file in ["cluster.yaml", "main.tf"] {
        assert!(named(&told, file).text.contains("planned evenly over 3 zones"), "{file}");
    }
}

#[test]
fn secondary_addresses_need_no_settings() {
    let files = Worked::out(on(MANAGED, SecondaryIp, None)).files();
    expect_files(&files, &["cluster.yaml"]);
    let group = expect_group(&files, "managedNodeGroups", 16, None); // 400 / 25
    assert_eq!(text(&group, &["amiFamily"]), Some("AmazonLinux2023"));
    assert!(at(&group, &["ami"]).is_badvalue(), "EKS sets max-pods itself");
    assert!(named(&files, "cluster.yaml").text.contains("# max-pods: 29. EKS sets it itself"));
    assert_eq!(add_on(&files), None);
}

#[test]
fn prefix_delegation_on_a_managed_node_group() {
    let mut asked = on(MANAGED, PrefixDelegation, None);
    asked.node.warm = WarmTargets { enis: Some(3), prefixes: Some(2), addresses: Some(5), minimum: Some(12) };
    asked.node.max_eni = Some(2);
    asked.answers.policy = Policy::Basic;
    let files = Worked::out(asked).files();
    expect_files(&files, &["cluster.yaml", "vpc-cni.yaml"]);
    expect_group(&files, "managedNodeGroups", 12, None); // 400 / 34
    assert!(named(&files, "cluster.yaml").text.contains("# max-pods: 110. EKS sets it itself"));
    let values = add_on(&files).expect("settings");
    let env = |key: &str| text(&values, &["env", key]).map(str::to_string);
    assert_eq!(env("ENABLE_PREFIX_DELEGATION").as_deref(), Some("true"));
    assert_eq!(env("WARM_PREFIX_TARGET").as_deref(), Some("2"));
    assert_eq!(env("WARM_ENI_TARGET"), None, "not used with prefixes");
    assert_eq!(env("WARM_IP_TARGET").as_deref(), Some("5"));
    assert_eq!(env("MINIMUM_IP_TARGET").as_deref(), Some("12"));
    assert_eq!(env("MAX_ENI").as_deref(), Some("2"));
    assert_eq!(text(&values, &["enableNetworkPolicy"]), Some("true"));
}

#[test]
fn a_managed_node_group_takes_a_number_only_with_an_image_of_its_own() {
    let mut asked = on(MANAGED, PrefixDelegation, Some(60));
    asked.node.system_cpu = MilliCpu(100);
    asked.node.system_memory = Mib(200);
    let files = Worked::out(asked).files();
    expect_files(&files, &["cluster.yaml", "nodeconfig.yaml", "vpc-cni.yaml"]);
    // (1930 - 100 - 200) / 50 = 32; 400 / 32 = 12.5
    let group = expect_group(&files, "managedNodeGroups", 13, None);
    assert_eq!(text(&group, &["ami"]), Some("ami-TODO"));
    assert!(!named(&files, "cluster.yaml").text.contains("eksctl refuses maxPodsPerNode"));
    let inner = &yaml(text(&group, &["overrideBootstrapCommand"]).expect("a NodeConfig"))[0];
    for config in [inner, &documents(&files, "nodeconfig.yaml")[0]] {
        assert_eq!(text(config, &["apiVersion"]), Some("node.eks.aws/v1alpha1"));
        assert_eq!(text(config, &["kind"]), Some("NodeConfig"));
        let kubelet = at(config, &["spec", "kubelet", "config"]);
        assert_eq!(number(kubelet, &["maxPods"]), Some(60));
        assert_eq!(text(kubelet, &["systemReserved", "cpu"]), Some("100m"));
        assert_eq!(text(kubelet, &["systemReserved", "memory"]), Some("200Mi"));
    }
}

#[test]
fn custom_networking_has_a_subnet_for_each_zone() {
    let mut asked = on(KARPENTER, CustomNetworking, None);
    let subnet = |zone: &str| Subnet { zone: zone.into(), free_addresses: Some(4_000) };
    asked.subnets = vec![subnet("us-east-1a"), subnet("us-east-1b"), subnet("us-east-1a")];
    let files = Worked::out(asked).files();
    expect_files(&files, &["cluster.yaml", "karpenter.yaml", "vpc-cni.yaml"]);
    expect_karpenter(&files, 20, &["m5.large"]);
    assert!(named(&files, "karpenter.yaml").text.contains("RESERVED_ENIS=1"));
    let values = add_on(&files).expect("settings");
    assert_eq!(text(&values, &["env", "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG"]), Some("true"));
    assert_eq!(text(&values, &["env", "ENI_CONFIG_LABEL_DEF"]), Some("topology.kubernetes.io/zone"));
    assert!(at(&values, &["env", "ENABLE_PREFIX_DELEGATION"]).is_badvalue());
    let config = at(&values, &["eniConfig"]);
    assert_eq!(at(config, &["create"]).as_bool(), Some(true));
    assert_eq!(text(config, &["region"]), Some("us-east-1"));
    assert_eq!(zones(config), ["us-east-1a", "us-east-1b"]);
    assert_eq!(text(config, &["subnets", "us-east-1b", "id"]), Some("TODO-subnet-id"));
}

/// The zones that have a subnet for the pods.
fn zones(config: &Yaml) -> Vec<&str> {
    at(config, &["subnets"]).as_hash().expect("subnets").keys().filter_map(Yaml::as_str).collect()
}

#[test]
fn custom_networking_with_prefixes_on_nodeadm() {
    let mut asked = on(SELF_MANAGED, CustomNetworkingPrefix, None);
    asked.node.root_gib = Some(20);
    let files = Worked::out(asked).files();
    expect_files(&files, &["cluster.yaml", "nodeconfig.yaml", "vpc-cni.yaml"]);
    expect_group(&files, "nodeGroups", 16, Some(29)); // 29 - 4 = 25; 400 / 25
    let config = &documents(&files, "nodeconfig.yaml")[0];
    assert_eq!(number(config, &["spec", "kubelet", "config", "maxPods"]), Some(29));
    assert!(at(config, &["spec", "instance"]).is_badvalue());
    let values = add_on(&files).expect("settings");
    assert_eq!(text(&values, &["env", "ENABLE_PREFIX_DELEGATION"]), Some("true"));
    assert_eq!(text(&values, &["env", "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG"]), Some("true"));
    assert_eq!(zones(at(&values, &["eniConfig"])), ["TODO-zone"]);
}

#[test]
fn an_ipv6_cluster_says_so_and_sets_nothing_of_the_pool() {
    let mut asked = on(MANAGED, Ipv6, None);
    asked.node.warm.addresses = Some(5);
    let files = Worked::out(asked).files();
    expect_files(&files, &["cluster.yaml"]);
    let cluster = &documents(&files, "cluster.yaml")[0];
    assert_eq!(text(cluster, &["kubernetesNetworkConfig", "ipFamily"]), Some("IPv6"));
    assert_eq!(at(cluster, &["iam", "withOIDC"]).as_bool(), Some(true));
    let names: Vec<_> = (0..3).map(|i| text(cluster, &["addons", &i.to_string(), "name"])).collect();
    assert_eq!(names, [Some("vpc-cni"), Some("kube-proxy"), Some("coredns")], "IPv6 wants all three");
    assert_eq!(add_on(&files), None);
    expect_group(&files, "managedNodeGroups", 12, None);
}

#[test]
fn security_groups_for_pods_on_bottlerocket() {
    let mut asked = on(BOTTLEROCKET, SecurityGroups, None);
    asked.node.system_cpu = MilliCpu(50);
    (asked.node.kube_memory, asked.node.eviction_memory) = (Some(Mib(700)), Some(Mib(250)));
    let by_karpenter = Scenario { node: with((Owner::Karpenter, Os::Bottlerocket), asked.node), ..asked.clone() };
    let files = Worked::out(asked).files();
    expect_files(&files, &["cluster.yaml", "bottlerocket.toml", "vpc-cni.yaml"]);
    // 9 branch ENIs a node: 400 / 9
    let group = expect_group(&files, "nodeGroups", 45, Some(29));
    assert_eq!(text(&group, &["amiFamily"]), Some("Bottlerocket"));
    let reserved = ["bottlerocket", "settings", "kubernetes", "system-reserved", "cpu"];
    assert_eq!(text(&group, &reserved), Some("50m"));
    let settings: toml::Table = named(&files, "bottlerocket.toml").text.parse().expect("TOML");
    let kubernetes = &settings["settings"]["kubernetes"];
    assert_eq!(kubernetes["max-pods"].as_integer(), Some(29));
    assert_eq!(kubernetes["system-reserved"]["cpu"].as_str(), Some("50m"));
    assert_eq!(kubernetes["kube-reserved"]["memory"].as_str(), Some("700Mi"));
    assert_eq!(kubernetes["eviction-hard"]["memory.available"].as_str(), Some("250Mi"));
    // The kubelet drops the defaults of thresholds that are left out.
    assert_eq!(kubernetes["eviction-hard"]["nodefs.available"].as_str(), Some("10%"));
    let evict = ["bottlerocket", "settings", "kubernetes", "eviction-hard", "memory.available"];
    assert_eq!(text(&group, &evict), Some("250Mi"));
    let pool = Worked::out(by_karpenter).files();
    expect_files(&pool, &["cluster.yaml", "karpenter.yaml", "vpc-cni.yaml"]);
    let (_, class) = expect_karpenter(&pool, 29, &["m5.large"]);
    assert_eq!(text(&class, &["spec", "kubelet", "kubeReserved", "memory"]), Some("700Mi"));
    assert_eq!(text(&class, &["spec", "kubelet", "evictionHard", "memory.available"]), Some("250Mi"));
    assert_eq!(text(&class, &["spec", "amiSelectorTerms", "0", "alias"]), Some("bottlerocket@TODO"));
    let device = ["spec", "blockDeviceMappings", "1"];
    assert_eq!(text(at(&class, &device), &["deviceName"]), Some("/dev/xvdb"));
    assert_eq!(text(at(&class, &device), &["ebs", "volumeSize"]), Some("20Gi"));
    let values = add_on(&files).expect("settings");
    assert_eq!(text(&values, &["env", "ENABLE_POD_ENI"]), Some("true"));
    assert_eq!(text(&values, &["env", "POD_SECURITY_GROUP_ENFORCING_MODE"]), Some("standard"));
    assert!(at(&values, &["env", "ENABLE_PREFIX_DELEGATION"]).is_badvalue());
}

#[test]
fn security_groups_with_prefixes_under_karpenter() {
    let mut asked = on(KARPENTER, SecurityGroupsPrefix, Some(110));
    asked.profiles[0].own_security_group = false;
    asked.purchase = Purchase::Spot;
    asked.node.system_memory = Mib(300);
    let files = Worked::out(asked).files();
    expect_files(&files, &["cluster.yaml", "karpenter.yaml", "vpc-cni.yaml"]);
    let (pool, class) = expect_karpenter(&files, 110, &["m5.large"]);
    let requirement = |i: &str| at(&pool, &["spec", "template", "spec", "requirements", i]).clone();
    assert_eq!(texts(&requirement("1"), &["values"]), ["amd64"]);
    assert_eq!(texts(&requirement("2"), &["values"]), ["spot"]);
    assert_eq!(text(&class, &["spec", "kubelet", "systemReserved", "memory"]), Some("300Mi"));
    // 12 nodes and 30 %: 16, of 2 vCPU and 8 GiB
    assert_eq!(text(&pool, &["spec", "limits", "cpu"]), Some("32"));
    assert_eq!(text(&pool, &["spec", "limits", "memory"]), Some("131072Mi"));
    let disruption = at(&pool, &["spec", "disruption"]);
    assert_eq!(text(disruption, &["consolidationPolicy"]), Some("WhenEmptyOrUnderutilized"));
    assert!(!named(&files, "karpenter.yaml").text.contains("A pool keeps no minimum"), "nobody set one");
    let cluster = &documents(&files, "cluster.yaml")[0];
    assert_eq!(text(cluster, &["metadata", "tags", "karpenter.sh/discovery"]), text(cluster, &["metadata", "name"]));
    let values = add_on(&files).expect("settings");
    assert_eq!(text(&values, &["env", "ENABLE_PREFIX_DELEGATION"]), Some("true"));
    assert_eq!(text(&values, &["env", "ENABLE_POD_ENI"]), Some("true"));
    assert!(named(&files, "karpenter.yaml").text.contains("spot savings of 2025-06-01"));
}

#[test]
fn auto_mode_pins_the_types_but_not_max_pods() {
    let mut asked = on(AUTO_MODE, SecondaryIp, None);
    asked.answers.policy = Policy::Basic;
    let files = Worked::out(asked).files();
    expect_files(&files, &["cluster.yaml", "auto-mode.yaml"]);
    let cluster = &documents(&files, "cluster.yaml")[0];
    assert_eq!(at(cluster, &["autoModeConfig", "enabled"]).as_bool(), Some(true));
    assert_eq!(texts(cluster, &["autoModeConfig", "nodePools"]), ["system"]);
    assert!(at(cluster, &["addons"]).is_badvalue());
    let entry = at(cluster, &["accessConfig", "accessEntries", "0"]);
    assert_eq!(text(entry, &["type"]), Some("EC2"));
    let policy = text(entry, &["accessPolicies", "0", "policyARN"]);
    assert_eq!(policy, Some("arn:aws:eks::aws:cluster-access-policy/AmazonEKSAutoNodePolicy"));
    let [pool, class, switch] = just(&files, "auto-mode.yaml");
    let spec = at(&pool, &["spec", "template", "spec"]);
    assert_eq!(text(spec, &["nodeClassRef", "group"]), Some("eks.amazonaws.com"));
    assert_eq!(texts(spec, &["requirements", "0", "values"]), ["m5.large"]);
    assert_eq!(text(&class, &["apiVersion"]), Some("eks.amazonaws.com/v1"));
    assert_eq!(text(&class, &["spec", "ephemeralStorage", "size"]), Some("80Gi"));
    assert_eq!(text(&class, &["spec", "advancedNetworking", "ipv4PrefixSize"]), Some("32"));
    assert_eq!(text(&class, &["spec", "networkPolicy"]), Some("DefaultAllow"));
    assert_eq!(text(&switch, &["data", "enable-network-policy-controller"]), Some("true"));
    assert!(named(&files, "auto-mode.yaml").text.contains("max-pods: 27 on m5.large"));
}

#[test]
fn auto_mode_takes_prefixes_by_itself() {
    let files = Worked::out(on(AUTO_MODE, PrefixDelegation, Some(60))).files();
    let all = documents(&files, "auto-mode.yaml");
    assert_eq!(all.len(), 2, "no policy was asked for");
    assert!(at(&all[1], &["spec", "advancedNetworking"]).is_badvalue());
    let text = &named(&files, "auto-mode.yaml").text;
    assert!(text.contains("No setting of Auto Mode is known"), "{text}");
}

/// eksctl pkg/nodebootstrap/managed_bottlerocket.go: max-pods goes into the settings, which EKS merges with its own.
#[test]
fn a_managed_group_may_run_bottlerocket_or_windows() {
    let mut asked = on((Owner::ManagedNodeGroup, Os::Bottlerocket), PrefixDelegation, Some(60));
    asked.node.kube_cpu = Some(MilliCpu(200));
    let files = Worked::out(asked).files();
    expect_files(&files, &["cluster.yaml", "vpc-cni.yaml"]);
    // (2000 - 200 - 200) / 50 = 32; 400 / 32 = 12.5
    let group = expect_group(&files, "managedNodeGroups", 13, Some(60));
    assert_eq!(text(&group, &["amiFamily"]), Some("Bottlerocket"));
    let reserved = ["bottlerocket", "settings", "kubernetes", "kube-reserved", "cpu"];
    assert_eq!(text(&group, &reserved), Some("200m"));
    let main = &named(&files, "main.tf").text;
    for said in ["BOTTLEROCKET_x86_64", "[settings.kubernetes]", "max-pods = 60", "[settings.kubernetes.kube-reserved]"]
    {
        assert!(main.contains(said), "{said}: {main}");
    }
    let windows = on((Owner::ManagedNodeGroup, Os::Windows), PrefixDelegation, None);
    let files = Worked::out(windows).files();
    expect_files(&files, &["cluster.yaml", "vpc-cni.yaml"]);
    let cluster = &named(&files, "cluster.yaml").text;
    assert!(cluster.contains("amiFamily: WindowsServer2022CoreContainer"), "{cluster}");
    assert!(cluster.contains("volumeSize: 50"), "{cluster}");
    for said in ["the Windows licence comes on top", "2,048 MiB that AWS advises", "one Linux node as well"] {
        assert!(cluster.replace("\n# ", " ").contains(said), "{said}: {cluster}");
    }
    let values = &documents(&files, "vpc-cni.yaml")[0];
    for key in ["enableWindowsIpam", "enableWindowsPrefixDelegation"] {
        assert_eq!(text(values, &[key]), Some("true"));
    }
    assert!(named(&files, "main.tf").text.contains("WINDOWS_CORE_2022_x86_64"));
}

/// On AL2023 the kubelet takes all four. A managed group leaves max-pods to EKS, and podsPerCore is below it.
#[test]
fn settings_of_the_kubelet_reach_every_tool() {
    let with_settings = |nodes| {
        let mut asked = on(nodes, SecondaryIp, None);
        asked.node.pods_per_core = Some(12);
        (asked.node.kube_cpu, asked.node.kube_memory) = (Some(MilliCpu(200)), Some(Mib(700)));
        asked.node.eviction_memory = Some(Mib(300));
        let worked = Worked::out(asked);
        assert_eq!(broken(&worked.files()), Vec::<String>::new());
        worked.files()
    };
    let expect = |kubelet: &Yaml, max_pods: Option<i64>| {
        assert_eq!(number(kubelet, &["maxPods"]), max_pods);
        assert_eq!(number(kubelet, &["podsPerCore"]), Some(12));
        assert_eq!(text(kubelet, &["kubeReserved", "cpu"]), Some("200m"));
        assert_eq!(text(kubelet, &["kubeReserved", "memory"]), Some("700Mi"));
        assert_eq!(text(kubelet, &["evictionHard", "memory.available"]), Some("300Mi"));
        assert_eq!(text(kubelet, &["evictionHard", "nodefs.inodesFree"]), Some("5%"));
    };
    for (nodes, max_pods) in [(MANAGED, None), (SELF_MANAGED, Some(24))] {
        let files = with_settings(nodes);
        let config = documents(&files, "nodeconfig.yaml").remove(0);
        expect(at(&config, &["spec", "kubelet", "config"]), max_pods); // min(29, 12 * 2)
        assert!(named(&files, "main.tf").text.contains("podsPerCore: 12"));
    }
    let class = documents(&with_settings(KARPENTER), "karpenter.yaml").remove(1);
    expect(at(&class, &["spec", "kubelet"]), Some(24));
    // Bottlerocket has no podsPerCore, and Auto Mode none of them: both say so.
    for (nodes, by) in
        [(BOTTLEROCKET, "Bottlerocket has no such setting"), (AUTO_MODE, "Auto Mode has no such setting")]
    {
        let text = with_settings(nodes)[0].text.replace("\n# ", " ");
        assert!(text.contains(by) && text.contains("podsPerCore"), "{text}");
    }
}

#[test]
fn the_instance_store_is_set_up_by_every_tool() {
    let with_store = |nodes| {
        let mut asked = on(nodes, PrefixDelegation, Some(110));
        asked.chosen = Some("m5d.large".into());
        asked.node.instance_store = true;
        Worked::out(asked).files()
    };
    let strategy = ["spec", "instance", "localStorage", "strategy"];
    let files = with_store(SELF_MANAGED);
    let group = at(&documents(&files, "cluster.yaml")[0], &["nodeGroups", "0"]).clone();
    let inner = &yaml(text(&group, &["overrideBootstrapCommand"]).expect("a NodeConfig"))[0];
    assert_eq!(text(inner, &strategy), Some("RAID0"));
    assert_eq!(number(inner, &["spec", "kubelet", "config", "maxPods"]), Some(110));
    assert_eq!(number(&group, &["maxPodsPerNode"]), Some(110));
    assert_eq!(text(&documents(&files, "nodeconfig.yaml")[0], &strategy), Some("RAID0"));
    let class = documents(&with_store(KARPENTER), "karpenter.yaml").remove(1);
    assert_eq!(text(&class, &["spec", "instanceStorePolicy"]), Some("RAID0"));
    let settings: toml::Table = named(&with_store(BOTTLEROCKET), "bottlerocket.toml").text.parse().expect("TOML");
    let command = &settings["settings"]["bootstrap-commands"]["k8s-ephemeral-storage"];
    assert_eq!(command["mode"].as_str(), Some("always"));
    assert_eq!(command["commands"][0][1].as_str(), Some("ephemeral-storage"));
}

#[test]
fn spot_groups_of_ones_own_are_distributions() {
    let mut asked = on(SELF_MANAGED, SecondaryIp, None);
    asked.purchase = Purchase::Spot;
    let files = Worked::out(asked).files();
    let group = at(&documents(&files, "cluster.yaml")[0], &["nodeGroups", "0"]).clone();
    assert!(at(&group, &["instanceType"]).is_badvalue(), "eksctl takes one or the other");
    assert_eq!(texts(&group, &["instancesDistribution", "instanceTypes"]), ["m5.large"]);
    assert_eq!(number(&group, &["instancesDistribution", "onDemandPercentageAboveBaseCapacity"]), Some(0));
    let strategy = text(&group, &["instancesDistribution", "spotAllocationStrategy"]);
    assert_eq!(strategy, Some("price-capacity-optimized"));
}

#[test]
fn every_file_says_of_which_scenario_and_day_it_is() {
    for nodes in [MANAGED, SELF_MANAGED, KARPENTER, BOTTLEROCKET, AUTO_MODE] {
        for file in Worked::out(on(nodes, PrefixDelegation, None)).files() {
            let text = &file.text;
            for said in [
                format!("# Scenario: {LINK}\n").as_str(),
                "catalogue 2026-11-01.1",
                "on demand of 2026-07-20",
                "x m5.large",
                "TODO",
            ] {
                assert!(text.contains(said), "{}: {said}\n{text}", file.name);
            }
            assert!(!file.title.is_empty() && file.why.ends_with('.'), "{}", file.name);
        }
    }
}

/// What is left to fill in looks like it, and nothing else does.
#[test]
fn placeholders_stand_out() {
    for nodes in [MANAGED, SELF_MANAGED, KARPENTER, BOTTLEROCKET, AUTO_MODE] {
        for file in Worked::out(on(nodes, PrefixDelegation, None)).files() {
            let mut found = Vec::new();
            if file.name.ends_with(".yaml") {
                yaml(&file.text).iter().for_each(|document| all_texts(document, &mut found));
            }
            for text in found.iter().filter(|text| text.contains("TODO")) {
                let is_placeholder = text.starts_with("TODO-")
                    || text.ends_with("@TODO")
                    || text == "ami-TODO"
                    || text.starts_with("arn:aws:iam::TODO-");
                assert!(is_placeholder, "{}: {text}", file.name);
            }
        }
    }
}

#[test]
fn what_people_type_cannot_break_out() {
    let evil = "a: b\n# c\r\u{85}\u{2028}- \"d\" 'e' {f} [g] \u{202e}h \u{1f980} \\ *i &j";
    let mut asked = on(KARPENTER, CustomNetworking, None);
    asked.subnets = vec![
        Subnet { zone: evil.into(), free_addresses: Some(4_000) },
        Subnet { zone: "x\nkind: Evil".into(), free_addresses: Some(4_000) },
    ];
    asked.daemonsets[0].name = evil.into();
    asked.profiles[0].name = evil.into();
    let mut evil_catalog = catalog();
    evil_catalog.region.code = "us: \"east\" #1\n\u{1f980}".into();
    evil_catalog.version = "1\nkind: Evil".into();
    let worked = Worked::on(evil_catalog, asked);
    let files = Config::of(Subject { link: "https://x/?a=1\nkind: Evil", ..worked.subject() }).expect("fits").files();
    assert_eq!(broken(&files), Vec::<String>::new());
    for file in files.iter().filter(|file| file.name.ends_with(".yaml")) {
        for document in yaml(&file.text) {
            let kinds = ["ClusterConfig", "ENIConfig", "NodePool", "EC2NodeClass"];
            let kind = text(&document, &["kind"]);
            assert!(
                file.name.starts_with("vpc-cni") || kind.is_some_and(|k| kinds.contains(&k)),
                "{kind:?}\n{}",
                file.text
            );
        }
    }
    let cluster = &documents(&files, "cluster.yaml")[0];
    assert_eq!(text(cluster, &["metadata", "region"]), Some(worked.catalog().region.code.as_str()), "round trip");
    let values = documents(&files, "vpc-cni.yaml").remove(0);
    assert_eq!(zones(at(&values, &["eniConfig"])), ["TODO-zone"], "no name of a Kubernetes object");
}

#[test]
fn without_a_cluster_of_today_there_is_no_configuration() {
    let why = |worked: Worked| Config::of(worked.subject()).err();
    assert_eq!(why(Worked::out(Scenario { era: Era::Article, ..scenario() })), Some(NoConfig::Article));
    let mut giant = scenario();
    giant.profiles[0].cpu = MilliCpu(256_000);
    assert_eq!(why(Worked::out(giant)), Some(NoConfig::NothingFits));
    assert!(!NoConfig::Article.text().is_empty() && !NoConfig::NothingFits.text().is_empty());
}

#[test]
fn what_pods_must_request_for_equal_work_is_in_the_readme_and_at_every_head() {
    // a vCPU of m5a does 75 hundredths of m5's work: 300m on m5 are 300 / 0.75 = 400m there
    let measured = |name: &str| match name {
        "m5.large" => Some([40_000, 4_000, 800]),
        "m5a.large" => Some([30_000, 3_000, 600]),
        _ => None,
    };
    let mut catalog = catalog();
    let mut types = catalog.types.to_vec();
    types.iter_mut().for_each(|t| t.work = measured(&t.name).map(|by| Work { per_vcpu: by.map(Some) }));
    catalog.types = types.into();
    let pods =
        PodProfile { name: "web".into(), pods: 40, cpu: MilliCpu(300), memory: Mib(64), ..PodProfile::default() };
    let on_m5a = Scenario { profiles: vec![pods], chosen: Some("m5a.large".into()), ..scenario() };
    let equal_work = Scenario { sized_on: Some("m5".into()), ..on_m5a.clone() };
    let says = "on m5a.large a pod of web requests 400m of CPU, not the 300m sized on m5";
    let files = |scenario: Scenario| {
        let worked = Worked::on(catalog.clone(), scenario);
        bundle(worked.subject(), &Kept::default())
    };
    let said = |scenario: Scenario| {
        let of_tools = |name: &str| name.ends_with(".yaml") || name.ends_with(".tf") || name == "README.md";
        let files = files(scenario);
        files
            .iter()
            .filter(|f| of_tools(f.name))
            .map(|f| (f.name, f.text.replace("\n# ", " ").contains(says)))
            .collect::<Vec<_>>()
    };
    let with = said(equal_work);
    assert!(with.len() > 3 && with.iter().all(|(_, is_said)| *is_said), "{with:?}");
    assert!(said(on_m5a).iter().all(|(_, is_said)| !is_said));
}

/// S3 with custom networking: 20 m5.xlarge a zone with 45 addresses of the pods' subnets each, and the surge: 1,170 of a /21.
#[test]
fn the_pods_subnets_are_as_large_as_the_plan_needs() {
    let base = scenario();
    let subnet = |zone: &str| Subnet { zone: zone.into(), free_addresses: Some(251) };
    let asked = |mode| Scenario {
        mode,
        chosen: Some("m5.xlarge".into()),
        profiles: vec![PodProfile { pods: 1_200, cpu: MilliCpu(186), memory: Mib(64), ..PodProfile::default() }],
        subnets: ["us-east-1a", "us-east-1b", "us-east-1c"].map(subnet).to_vec(),
        ..base.clone()
    };
    let files = Worked::out(asked(NetworkMode::CustomNetworking)).files();
    let text = &named(&files, "subnets.tf").text;
    let nodes = named(&files, "main.tf").text.clone();
    assert!(nodes.contains("Planned: 60 x m5.xlarge"), "{nodes}");
    for said in [
        "Each zone needs 1,170 addresses with the surge: a /21.",
        "default     = 5",
        "default     = [\"us-east-1a\", \"us-east-1b\", \"us-east-1c\"]",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
    assert!(!text.contains("aws_ec2_subnet_cidr_reservation"), "no prefixes, no reservation");
    let configs = documents(&files, "eniconfig.yaml");
    let names: Vec<_> = configs.iter().map(|one| at(one, &["metadata", "name"]).as_str().unwrap_or_default()).collect();
    assert_eq!(names, ["us-east-1a", "us-east-1b", "us-east-1c"]);
    // with prefixes half of each is kept for them
    let files = Worked::out(asked(NetworkMode::CustomNetworkingPrefix)).files();
    let text = &named(&files, "subnets.tf").text;
    assert!(text.contains("reservation_type = \"prefix\"") && text.contains(" blocks of 16,"), "{text}");
    // in the nodes' own subnets only reservations, and without prefixes no file
    let files = Worked::out(asked(NetworkMode::PrefixDelegation)).files();
    let text = &named(&files, "subnets.tf").text;
    assert!(text.contains("var.prefix_ranges") && !text.contains("\"aws_subnet\""), "{text}");
    assert!(files.iter().all(|file| file.name != "eniconfig.yaml"));
    let files = Worked::out(asked(NetworkMode::SecondaryIp)).files();
    assert!(files.iter().all(|file| file.name != "subnets.tf"));
}
