//! The networks that do not come with EKS: each one's values, by path.

use crate::cluster::{BOTTLEROCKET, KARPENTER, MANAGED, Nodes, SELF_MANAGED, Worked, scenario, with};
use crate::read::{at, documents, just, named, number, text, texts, yaml};
use crate::rules::broken;
use export::{Config, ConfigFile};
use model::advice::decide::Ranked;
use model::advice::knowledge::options::OptionId;
use model::scenario::answers::*;
use model::scenario::network_mode::NetworkMode::{self, *};
use model::scenario::{NodeSettings, Scenario};
use yaml_rust2::Yaml;

fn on(nodes: Nodes, mode: NetworkMode, answers: Answers) -> Scenario {
    let base = scenario();
    Scenario { mode, answers, node: with(nodes, NodeSettings { max_pods: Some(110), ..base.node }), ..base }
}

fn keys() -> Answers {
    Answers { encryption: Encryption::TenantKeys, ..Answers::default() }
}

/// The files with this network advised, whatever the rules say to the answers.
fn advised(scenario: Scenario, network: OptionId) -> Vec<ConfigFile> {
    let Worked(own) = Worked::out(scenario);
    let row = network.row().expect("not Weave Net");
    let mut advice = own.advice().clone();
    let fit = advice.decision.weights.fit(row);
    advice.decision.ranked.insert(0, Ranked { id: network, fit });
    let worked = Worked(own.with_advice(advice));
    assert_eq!(Config::of(worked.subject()).expect("fits").network(), network);
    worked.files()
}

/// VPC CNI is left out, kube-proxy and CoreDNS stay.
#[track_caller]
fn expect_no_vpc_cni(files: &[ConfigFile]) {
    let cluster = &documents(files, "cluster.yaml")[0];
    assert_eq!(at(cluster, &["addonsConfig", "disableDefaultAddons"]).as_bool(), Some(true));
    assert_eq!(at(cluster, &["addons"]).as_vec().map(Vec::len), Some(2));
    assert_eq!(text(cluster, &["addons", "0", "name"]), Some("kube-proxy"));
    assert_eq!(text(cluster, &["addons", "1", "name"]), Some("coredns"));
    assert!(files.iter().all(|f| f.name != "vpc-cni.yaml"));
    // eksctl refuses both together.
    let groups = ["managedNodeGroups", "nodeGroups"];
    assert!(groups.iter().all(|key| at(cluster, &[*key]).is_badvalue()));
    assert_eq!(broken(files), Vec::<String>::new());
}

fn only(files: &[ConfigFile], name: &str) -> Yaml {
    documents(files, name).remove(0)
}

#[test]
fn flannel_for_a_24_a_node() {
    let files = Worked::out(on(SELF_MANAGED, OverlayHostLocal, Answers::default())).files();
    expect_no_vpc_cni(&files);
    let values = only(&files, "flannel-values.yaml");
    assert_eq!(text(&values, &["podCidr"]), Some("TODO-pod-cidr"));
    assert_eq!(text(&values, &["flannel", "backend"]), Some("vxlan"));
    let group = at(&documents(&files, "nodegroup.yaml")[0], &["nodeGroups", "0"]).clone();
    assert_eq!(number(&group, &["maxPodsPerNode"]), Some(110));
    let encrypted = advised(on(SELF_MANAGED, OverlayHostLocal, keys()), OptionId::Flannel);
    assert_eq!(text(&only(&encrypted, "flannel-values.yaml"), &["flannel", "backend"]), Some("wireguard"));
}

#[test]
fn antrea_where_it_is_advised() {
    // The rules advise it for no such answers; a file must not ask for both all the same.
    let answers = Answers { multicast: Multicast::Pods, ..keys() };
    let files = advised(on(KARPENTER, OverlayHostLocal, answers), OptionId::Antrea);
    expect_no_vpc_cni(&files);
    let values = only(&files, "antrea-values.yaml");
    assert_eq!(text(&values, &["trafficEncapMode"]), Some("encap"));
    assert_eq!(text(&values, &["trafficEncryptionMode"]), Some("wireGuard"));
    assert!(at(&values, &["multicast"]).is_badvalue(), "antrea-agent starts with one of them only");
    let one_line = named(&files, "antrea-values.yaml").text.replace("\n# ", " ");
    assert!(one_line.contains("antrea-agent refuses to start with both"), "{one_line}");
    let pods = Answers { multicast: Multicast::Pods, ..Answers::default() };
    let plain = advised(on(KARPENTER, OverlayHostLocal, pods), OptionId::Antrea);
    let plain = only(&plain, "antrea-values.yaml");
    assert_eq!(at(&plain, &["multicast", "enable"]).as_bool(), Some(true));
    assert_eq!(text(&plain, &["trafficEncryptionMode"]), Some("none"));
    assert_eq!(at(&values, &["nodeIPAM", "enable"]).as_bool(), Some(true));
    assert_eq!(number(&values, &["nodeIPAM", "nodeCIDRMaskSizeIPv4"]), Some(24));
    let fips = Answers { compliance: Compliance::Fips, ..keys() };
    let files = advised(on(KARPENTER, OverlayHostLocal, fips), OptionId::Antrea);
    let values = only(&files, "antrea-values.yaml");
    assert_eq!(text(&values, &["trafficEncryptionMode"]), Some("ipsec"));
    assert_eq!(text(&values, &["ipsec", "psk"]), Some("TODO-pre-shared-key"));
    assert!(named(&files, "antrea-values.yaml").text.contains("changeme"));
}

#[test]
fn calico_in_blocks_of_64() {
    let files = Worked::out(on(BOTTLEROCKET, OverlayCalico, keys())).files();
    expect_no_vpc_cni(&files);
    let [installation, server] = just(&files, "calico.yaml");
    assert_eq!(text(&server, &["kind"]), Some("APIServer"));
    let felix = only(&files, "calico-encryption.yaml");
    assert_eq!(text(&installation, &["apiVersion"]), Some("operator.tigera.io/v1"));
    assert_eq!(text(&installation, &["spec", "kubernetesProvider"]), Some("EKS"));
    assert_eq!(text(&installation, &["spec", "cni", "type"]), Some("Calico"));
    let network = at(&installation, &["spec", "calicoNetwork"]);
    assert_eq!(text(network, &["bgp"]), Some("Disabled"));
    assert_eq!(text(network, &["ipPools", "0", "encapsulation"]), Some("VXLAN"));
    assert_eq!(number(network, &["ipPools", "0", "blockSize"]), Some(26)); // 2^(32-26) = 64
    assert_eq!(at(&felix, &["spec", "wireguardEnabled"]).as_bool(), Some(true));
    let settings: toml::Table = named(&files, "bottlerocket.toml").text.parse().expect("TOML");
    assert_eq!(settings["settings"]["kubernetes"]["max-pods"].as_integer(), Some(110));
}

#[test]
fn calico_for_policy_behind_vpc_cni() {
    let answers = Answers { policy: Policy::Basic, ..Answers::default() };
    let files = advised(on(MANAGED, PrefixDelegation, answers), OptionId::VpcCalico);
    let installation = only(&files, "calico.yaml");
    assert_eq!(text(&installation, &["spec", "cni", "type"]), Some("AmazonVPC"));
    assert!(at(&installation, &["spec", "calicoNetwork", "ipPools"]).is_badvalue());
    let values = only(&files, "vpc-cni.yaml");
    assert_eq!(text(&values, &["env", "ANNOTATE_POD_IP"]), Some("true"));
    assert!(at(&values, &["enableNetworkPolicy"]).is_badvalue(), "two engines would clash");
}

#[test]
fn cilium_as_an_overlay() {
    let base = on(MANAGED, OverlayCilium, Answers::default());
    let node = NodeSettings { max_pods: None, ..base.node };
    let files = Worked::out(Scenario { node, ..base }).files();
    expect_no_vpc_cni(&files);
    let values = only(&files, "cilium-values.yaml");
    assert_eq!(text(&values, &["ipam", "mode"]), Some("cluster-pool"));
    assert_eq!(number(&values, &["ipam", "operator", "clusterPoolIPv4MaskSize"]), Some(24));
    assert_eq!(text(&values, &["routingMode"]), Some("tunnel"));
    assert_eq!(text(&values, &["tunnelProtocol"]), Some("vxlan"));
    assert!(at(&values, &["encryption"]).is_badvalue());
    // On another network than VPC CNI the group names its image, so that 110 holds.
    let group = at(&documents(&files, "nodegroup.yaml")[0], &["managedNodeGroups", "0"]).clone();
    assert_eq!(text(&group, &["ami"]), Some("ami-TODO"));
    let config = &yaml(text(&group, &["overrideBootstrapCommand"]).expect("a NodeConfig"))[0];
    assert_eq!(number(config, &["spec", "kubelet", "config", "maxPods"]), Some(110));
    assert_eq!(text(&group, &["taints", "0", "key"]), Some("node.cilium.io/agent-not-ready"));
}

#[test]
fn cilium_on_enis() {
    let files = Worked::out(on(KARPENTER, CiliumEni, keys())).files();
    expect_no_vpc_cni(&files);
    let values = only(&files, "cilium-values.yaml");
    assert_eq!(at(&values, &["eni", "enabled"]).as_bool(), Some(true));
    assert_eq!(at(&values, &["eni", "awsEnablePrefixDelegation"]).as_bool(), Some(false));
    assert_eq!(text(&values, &["ipam", "mode"]), Some("eni"));
    assert_eq!(text(&values, &["routingMode"]), Some("native"));
    assert_eq!(text(&values, &["encryption", "type"]), Some("wireguard"));
    let pool = documents(&files, "karpenter.yaml").remove(0);
    let taint = ["spec", "template", "spec", "startupTaints", "0", "key"];
    assert_eq!(text(&pool, &taint), Some("node.cilium.io/agent-not-ready"));
    let files = Worked::out(on(SELF_MANAGED, CiliumEniPrefix, Answers::default())).files();
    let values = only(&files, "cilium-values.yaml");
    assert_eq!(at(&values, &["eni", "awsEnablePrefixDelegation"]).as_bool(), Some(true));
    let config = only(&files, "nodeconfig.yaml");
    assert_eq!(number(&config, &["spec", "kubelet", "config", "maxPods"]), Some(110));
}

#[test]
fn cilium_chained_behind_vpc_cni() {
    // Keys of one's own on m5, which does not encrypt in hardware: chaining keeps VPC CNI's addresses.
    let files = advised(on(MANAGED, PrefixDelegation, keys()), OptionId::VpcCilium);
    let values = only(&files, "cilium-values.yaml");
    assert_eq!(text(&values, &["cni", "chainingMode"]), Some("aws-cni"));
    assert_eq!(at(&values, &["cni", "exclusive"]).as_bool(), Some(false));
    assert_eq!(at(&values, &["cni", "enableRouteMTUForCNIChaining"]).as_bool(), Some(true));
    assert_eq!(at(&values, &["enableIPv4Masquerade"]).as_bool(), Some(false));
    assert_eq!(text(&values, &["encryption", "type"]), Some("wireguard"));
    assert_eq!(text(&only(&files, "vpc-cni.yaml"), &["env", "ENABLE_PREFIX_DELEGATION"]), Some("true"));
}

/// What has no values says so, and Weave Net is in no file.
#[test]
fn the_others_are_left_to_their_own_manifests() {
    for network in [OptionId::Canal, OptionId::KubeOvn, OptionId::KubeRouter] {
        let eks = Answers { operator: Operator::Eks, ..Answers::default() };
        let files = advised(on(KARPENTER, OverlayHostLocal, eks), network);
        assert_eq!(files.iter().map(|f| f.name).collect::<Vec<_>>(), ["cluster.yaml", "karpenter.yaml", "main.tf"]);
        assert!(named(&files, "cluster.yaml").text.contains("Berth writes no values for it"));
    }
    let runs_weave = Answers { current_cni: CurrentCni::Weave, ..keys() };
    for file in Worked::out(on(KARPENTER, OverlayHostLocal, runs_weave)).files() {
        assert!(!file.text.to_lowercase().contains("weave"), "{}", file.name);
    }
}

#[test]
fn a_type_list_is_made_of_texts() {
    let files = Worked::out(on(KARPENTER, OverlayCalico, Answers::default())).files();
    let pool = documents(&files, "karpenter.yaml").remove(0);
    assert_eq!(texts(&pool, &["spec", "template", "spec", "requirements", "0", "values"]), ["m5.large"]);
}

/// FIPS rules WireGuard out; Calico and flannel have nothing else that is ready.
#[test]
fn fips_leaves_wireguard_out_and_says_so() {
    let fips = Answers { compliance: Compliance::Fips, ..keys() };
    for (mode, network, file) in
        [(OverlayCalico, OptionId::Calico, "calico.yaml"), (OverlayHostLocal, OptionId::Flannel, "flannel-values.yaml")]
    {
        let files = advised(on(SELF_MANAGED, mode, fips), network);
        assert!(named(&files, file).text.contains("TODO: traffic is not encrypted"), "{file}");
        for file in &files {
            assert!(
                !file.text.contains("wireguardEnabled") && !file.text.contains("backend: wireguard"),
                "{}",
                file.name
            );
        }
    }
}

#[test]
fn cilium_carries_multicast_over_vxlan() {
    let pods = Answers { multicast: Multicast::Pods, ..Answers::default() };
    let files = advised(on(KARPENTER, OverlayCilium, pods), OptionId::CiliumOverlay);
    assert_eq!(at(&only(&files, "cilium-values.yaml"), &["multicast", "enabled"]).as_bool(), Some(true));
    let fips = Answers { compliance: Compliance::Fips, multicast: Multicast::Pods, ..keys() };
    let files = advised(on(KARPENTER, OverlayCilium, fips), OptionId::CiliumOverlay);
    assert!(at(&only(&files, "cilium-values.yaml"), &["multicast"]).is_badvalue(), "not with IPsec");
}
