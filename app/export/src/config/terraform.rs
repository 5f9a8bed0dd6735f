//! Terraform: the module terraform-aws-modules/eks, version 21, around the VPC that its variables name.
//!
//! Sources: terraform-aws-modules/terraform-aws-eks@bef29c4d9523 (v21.19.0) variables.tf, main.tf (add-ons before and after
//! compute), modules/_user_data, modules/karpenter, templates/bottlerocket_user_data.tpl, docs/UPGRADE-21.0.md.

use super::context::{Context, NAME, NODE_ROLE};
use super::eksctl::{CILIUM_TAINT, LINUX_NODE, is_cilium};
use super::{ConfigFile, Language, Purpose, moving, nodeadm, vpc_cni};
use crate::hcl::{Body, Hcl};
use crate::network::is_on_vpc_cni;
use crate::not_planned::{wants_fargate, wants_hybrid, wants_windows};
use crate::pools::LABEL;
use model::catalog::instance_type::{Accelerator, Arch};
use model::node::disks::data_gib;
use model::node::max_pods::is_custom_networking;
use model::scenario::network_mode::NetworkMode;
use model::scenario::os::Os;
use model::scenario::owner::Owner;
use model::scenario::taints::Taint;

const MODULE: &str = "terraform-aws-modules/eks/aws";
pub(super) const VERSION: &str = "~> 21.0";

pub(super) fn file(c: &Context, all: &[Context]) -> ConfigFile {
    let mut body = Body::new();
    let mut head = c.head("Terraform: terraform-aws-modules/eks");
    head.splice(1..1, moving::instead_of_new(c));
    body = head.into_iter().fold(body, Body::note);
    body = c.spread().into_iter().fold(body.note(c.room_to_grow()), |body, line| body.note(line));
    body = settings(body.gap(), c);
    body = variables(c, all).into_iter().fold(body, |body, v| body.block("variable", &[v.name], v.body()));
    body = body.block("module", &["eks"], eks(c, all));
    if c.owner() == Owner::Karpenter {
        body = body.block("module", &["karpenter"], karpenter());
    }
    ConfigFile {
        name: "main.tf",
        purpose: Purpose::Terraform,
        title: "Terraform: cluster and nodes",
        language: Language::Hcl,
        text: body.document(),
        why: match c.has_cluster() {
            true => "Only for a new cluster, not for the one that runs: terraform init, then terraform apply.",
            false => {
                "Creates the cluster, its add-ons and its node groups in a VPC of your own: terraform init, then terraform apply."
            }
        },
    }
}

pub(super) fn settings(body: Body, c: &Context) -> Body {
    let aws = Body::new().set("source", "hashicorp/aws").set("version", ">= 6.28");
    let terraform =
        Body::new().set("required_version", ">= 1.5.7").block("required_providers", &[], Body::new().set("aws", aws));
    body.block("terraform", &[], terraform).block("provider", &["aws"], Body::new().set("region", c.region()))
}

/// What Berth does not know.
pub(super) struct Variable {
    pub(super) name: &'static str,
    kind: &'static str,
    about: &'static str,
    default: Option<Hcl>,
}

impl Variable {
    /// One that has no default.
    pub(super) fn asked(name: &'static str, kind: &'static str, about: &'static str) -> Variable {
        Variable { name, kind, about, default: None }
    }

    pub(super) fn body(self) -> Body {
        Body::new().set("description", self.about).set("type", Hcl::Raw(self.kind)).set_some("default", self.default)
    }
}

fn variables(c: &Context, all: &[Context]) -> Vec<Variable> {
    let asked = Variable::asked;
    let given = |name, kind, about, default| Variable { name, kind, about, default: Some(default) };
    let scenario = c.subject.scenario();
    let mut out = vec![
        asked("cluster_name", "string", "Name of the cluster"),
        given(
            "kubernetes_version",
            "string",
            "Kubernetes version, such as 1.37; null: the newest of EKS",
            Hcl::Raw("null"),
        ),
        asked("vpc_id", "string", "The VPC"),
        asked("subnet_ids", "list(string)", "Subnets of the nodes, in each zone"),
        given("endpoint_public_access", "bool", "Whether kubectl may come from outside the VPC", false.into()),
    ];
    if is_custom_networking(c.mode()) && c.owner() != Owner::AutoMode {
        let about = "The pods' own subnet of each zone, by the zone's name; null: those that subnets.tf makes";
        out.push(given("pod_subnets", "map(string)", about, Hcl::Raw("null")));
    }
    out.extend(of_groups(c, all));
    if c.waits_for_network() {
        out.push(given(
            "network_installed",
            "bool",
            "Whether the pod network runs: nodes are created then",
            false.into(),
        ));
    }
    match c.owner() {
        Owner::AutoMode => out.push(asked("node_role_arn", "string", "Role of the nodes, which auto-mode.yaml names")),
        Owner::Karpenter => out.push(asked(
            "karpenter_instance_type",
            "string",
            "Type of the two nodes of Karpenter itself, which the plan does not count",
        )),
        Owner::ManagedNodeGroup | Owner::SelfManaged => {}
    }
    if has_fargate(c) {
        out.push(asked("fargate_namespaces", "list(string)", "Namespaces whose pods run on Fargate"));
    }
    if has_hybrid(c) {
        out.push(asked("hybrid_node_cidrs", "list(string)", "Ranges of the machines on your premises"));
        out.push(asked("hybrid_pod_cidrs", "list(string)", "Ranges of their pods"));
    }
    if wants_windows(scenario) && has_windows(c) {
        out.push(asked(
            "windows_instance_types",
            "list(string)",
            "Types of the Windows nodes, which the plan does not count",
        ));
        out.push(asked("windows_nodes", "number", "How many Windows nodes"));
    }
    out
}

/// What groups take.
pub(super) fn of_groups(c: &Context, all: &[Context]) -> Vec<Variable> {
    let mut out = Vec::new();
    if all.iter().any(|c| c.zone().is_some()) && c.has_groups() {
        out.push(Variable::asked(
            "zone_subnet_ids",
            "map(list(string))",
            "Subnets of the nodes by zone, under the names that the groups give",
        ));
    }
    if c.pins_image() {
        out.push(Variable::asked("node_image_id", "string", "EKS image of the nodes for region, version and architecture: with one of its own a group sets max-pods itself"));
    }
    out
}

fn has_fargate(c: &Context) -> bool {
    wants_fargate(c.subject.scenario()) && !c.waits_for_network()
}

fn has_hybrid(c: &Context) -> bool {
    wants_hybrid(c.subject.scenario()) && c.mode() != NetworkMode::Ipv6
}

fn has_windows(c: &Context) -> bool {
    wants_windows(c.subject.scenario())
        && c.owner() != Owner::AutoMode
        && is_on_vpc_cni(c.network)
        && c.mode() != NetworkMode::Ipv6
}

fn eks(c: &Context, all: &[Context]) -> Body {
    let is_ipv6 = c.mode() == NetworkMode::Ipv6;
    let body = Body::new()
        .set("source", MODULE)
        .set("version", VERSION)
        .gap()
        .set("name", Hcl::Raw("var.cluster_name"))
        .set("kubernetes_version", Hcl::Raw("var.kubernetes_version"))
        .set_if(is_ipv6, "ip_family", "ipv6")
        .set_if(is_ipv6, "create_cni_ipv6_iam_policy", true)
        .set("vpc_id", Hcl::Raw("var.vpc_id"))
        .set("subnet_ids", Hcl::Raw("var.subnet_ids"))
        .set("endpoint_public_access", Hcl::Raw("var.endpoint_public_access"))
        .set("enable_cluster_creator_admin_permissions", true)
        .gap();
    let body = match c.owner() {
        Owner::AutoMode => auto_mode(body, c),
        _ => compute(add_ons(body, c), c, all),
    };
    beside(body, c)
}

fn auto_mode(body: Body, c: &Context) -> Body {
    let policy = format!("arn:{}:eks::aws:cluster-access-policy/AmazonEKSAutoNodePolicy", c.partition());
    let policy = Body::new().set("policy_arn", policy).set("access_scope", Body::new().set("type", "cluster"));
    let entry = Body::new()
        .set("principal_arn", Hcl::Raw("var.node_role_arn"))
        .set("type", "EC2")
        .set("policy_associations", Body::new().set("auto", policy));
    body.note("The built-in general-purpose pool would launch other types; the pool in auto-mode.yaml replaces it.")
        .set("compute_config", Body::new().set("enabled", true).set("node_pools", vec!["system"]))
        .gap()
        .note(format!("Lets nodes of the class in auto-mode.yaml join: {NODE_ROLE} there is this role."))
        .set("access_entries", Body::new().set("auto-nodes", entry))
}

/// VPC CNI comes before the nodes; another network is none of the module's.
fn add_ons(body: Body, c: &Context) -> Body {
    let rest = |body: Body| body.set("kube-proxy", Body::new()).set("coredns", Body::new());
    if c.waits_for_network() {
        return body
            .note(format!("{} replaces VPC CNI.", c.network.name()))
            .set("addons", Hcl::If("var.network_installed", rest(Body::new())));
    }
    let mut values = vpc_cni::settings(c).hcl();
    if is_custom_networking(c.mode()) {
        let subnets =
            Hcl::Raw("{ for zone, id in coalesce(var.pod_subnets, local.pod_subnets) : zone => { id = id } }");
        let config = Body::new().set("create", true).set("region", c.region()).set("subnets", subnets);
        values = values.set("eniConfig", config);
    }
    let vpc_cni = Body::new().set("before_compute", true);
    let vpc_cni = match values.is_empty() {
        true => vpc_cni,
        false => vpc_cni.set("configuration_values", Hcl::Call("jsonencode", Box::new(values.into()))),
    };
    let add_ons = Body::new().set("vpc-cni", vpc_cni);
    let add_ons = match c.owner() {
        Owner::Karpenter => add_ons.set("eks-pod-identity-agent", Body::new().set("before_compute", true)),
        _ => add_ons,
    };
    body.set("addons", rest(add_ons))
}

/// A group of nodes.
pub(super) fn group(c: &Context) -> Body {
    short_names(if c.owner() == Owner::SelfManaged { self_managed(c) } else { managed(c) }, c)
}

/// Each group under its name.
fn named(all: &[Context]) -> Body {
    let described =
        |groups: Body, c: &Context| c.about_group().into_iter().fold(groups, |groups, about| groups.note(about));
    all.iter().fold(Body::new(), |groups, c| described(groups, c).set(c.name(), group(c)))
}

/// The most characters of a role's and of a group's name that are a prefix of it: AWS's provider appends 26, of 64 and 63.
const MOST_OF_ROLE: usize = 38;
const MOST_OF_GROUP: usize = 37;

/// The module makes prefixes of a group's name, `berth-m5a-4xlarge-spot-zone-1-eks-node-group-` for its role, and a plan with a
/// prefix that is too long fails. Then the role has the name of the type alone, and the group its name with nothing behind it.
/// Source: terraform-aws-modules/terraform-aws-eks@bef29c4d9523:modules/eks-managed-node-group/main.tf, and
/// hashicorp/terraform-provider-aws: aws_iam_role and aws_eks_node_group.
fn short_names(body: Body, c: &Context) -> Body {
    let role = format!("{}-eks-node-group-", c.name());
    let of_type = format!("berth-{}", c.t.name.replace('.', "-"));
    let body = body.set_if(role.len() > MOST_OF_ROLE, "iam_role_name", of_type);
    body.set_if(c.name().len() >= MOST_OF_GROUP, "use_name_prefix", false)
}

fn compute(body: Body, c: &Context, all: &[Context]) -> Body {
    let groups = match c.owner() {
        Owner::ManagedNodeGroup => named(all),
        Owner::Karpenter => Body::new().set("karpenter", karpenters_own()),
        _ => Body::new(),
    };
    let groups = match has_windows(c) {
        true => groups.set("windows", windows()),
        false => groups,
    };
    let held_back = |groups: Body| match c.waits_for_network() {
        true => Hcl::If("var.network_installed", groups),
        false => groups.into(),
    };
    let body = match c.owner() {
        Owner::Karpenter => body
            .gap()
            .note("Karpenter finds the security group by this tag; TODO: tag the subnets so, too.")
            .set("node_security_group_tags", Body::new().set("karpenter.sh/discovery", Hcl::Raw("var.cluster_name"))),
        _ => body,
    };
    let body = if groups.is_empty() { body } else { body.gap().set("eks_managed_node_groups", held_back(groups)) };
    match c.owner() {
        Owner::SelfManaged => body.gap().set("self_managed_node_groups", held_back(named(all))),
        _ => body,
    }
}

fn windows() -> Body {
    sizes(
        Body::new()
            .set("ami_type", "WINDOWS_CORE_2022_x86_64")
            .set("instance_types", Hcl::Raw("var.windows_instance_types")),
        Hcl::Raw("var.windows_nodes"),
        Hcl::Raw("var.windows_nodes"),
    )
}

fn karpenters_own() -> Body {
    sizes(
        Body::new().set("instance_types", Hcl::List(vec![Hcl::Raw("var.karpenter_instance_type")])),
        2_u32.into(),
        3_u32.into(),
    )
}

fn sizes(body: Body, nodes: Hcl, most: Hcl) -> Body {
    body.set("min_size", nodes.clone()).set("max_size", most).set("desired_size", nodes)
}

fn planned_sizes(body: Body, c: &Context) -> Body {
    let subnets = c.zone().map(|zone| Hcl::Entry("var.zone_subnet_ids", zone.to_string()));
    sizes(body.set_some("subnet_ids", subnets), c.nodes().into(), c.most_nodes().into())
}

fn managed(c: &Context) -> Body {
    let body = Body::new().set("ami_type", ami_type(c)).set("instance_types", c.type_names()).set_if(
        c.is_spot(),
        "capacity_type",
        "SPOT",
    );
    let body = disks(planned_sizes(body, c), c);
    let body = match c.pins_image() {
        true => body
            .gap()
            .note("A group with an image of its own sets max-pods itself; without one EKS appends its number, which wins.")
            .set("ami_id", Hcl::Raw("var.node_image_id"))
            .set("enable_bootstrap_user_data", true),
        false => body.gap().note(format!("max-pods: {}. EKS sets it itself, by the settings of VPC CNI.", c.max_pods())),
    };
    let body = match c.is_bottlerocket() {
        true => managed_bottlerocket(body, c),
        false => body.note_if(c.node().is_windows(), LINUX_NODE),
    };
    let body = match c.sets_node() {
        true => body.set("cloudinit_pre_nodeadm", node_config(c)),
        false => body,
    };
    let body = body.set_some("labels", c.pool().map(|pool| Body::new().set(LABEL, pool.name.as_str())));
    let taints = taints(c);
    let body = if taints.is_empty() { body } else { body.set("taints", taints) };
    if is_cilium(c) { body } else { role(body, c) }
}

/// Each under a name: what keeps pods off until the network is there, and those of the node pool.
fn taints(c: &Context) -> Body {
    let body = if is_cilium(c) { Body::new().set("cilium", taint(UNTIL_READY)) } else { Body::new() };
    c.taints().into_iter().enumerate().fold(body, |body, (i, of)| body.set(&format!("pool-{}", i + 1), taint(of)))
}

/// Kept until Cilium's agent takes it away.
const UNTIL_READY: Taint = Taint { key: CILIUM_TAINT, value: "true", effect: "NoExecute" };

/// EKS merges what a managed group says with settings of its own, so here the table has its name.
fn managed_bottlerocket(body: Body, c: &Context) -> Body {
    let own = c.subject.scenario().fixes_max_pods(c.t) || c.waits_for_network();
    let max_pods = own.then(|| format!("[settings.kubernetes]\nmax-pods = {}\n", c.max_pods()));
    let settings = max_pods.unwrap_or_default() + &super::bottlerocket::beside_max_pods(c);
    match settings.is_empty() {
        true => body,
        false => body.set("bootstrap_extra_args", Hcl::Heredoc(settings.trim_start().into())),
    }
}

/// As EKS writes it.
fn taint(Taint { key, value, effect }: Taint) -> Body {
    let effect = if effect == "NoExecute" { "NO_EXECUTE" } else { "NO_SCHEDULE" };
    Body::new().set("key", key).set_if(!value.is_empty(), "value", value).set("effect", effect)
}

/// Branch ENIs are made with the nodes' permission.
fn role(body: Body, c: &Context) -> Body {
    if !c.mode().facts().branch_enis {
        return body;
    }
    let policy = format!("arn:{}:iam::aws:policy/AmazonEKSVPCResourceController", c.partition());
    body.set("iam_role_additional_policies", Body::new().set("AmazonEKSVPCResourceController", policy))
}

fn self_managed(c: &Context) -> Body {
    let body = Body::new().set("ami_type", ami_type(c));
    let body = match c.is_spot() {
        true => body.set("use_mixed_instances_policy", true).set("mixed_instances_policy", mixed(c)),
        false => body.set("instance_type", c.t.name.as_str()),
    };
    let body = disks(planned_sizes(body, c), c).gap();
    let body = match c.node().os() {
        Os::Bottlerocket => body.set("bootstrap_extra_args", Hcl::Heredoc(bottlerocket(c))),
        Os::Al2023 => body.set("cloudinit_pre_nodeadm", node_config(c)),
        Os::Windows => {
            let flags: String =
                c.pool().iter().flat_map(|pool| pool.kubelet_flags()).map(|flag| format!(" {flag}")).collect();
            let max_pods = format!("-KubeletExtraArgs '--max-pods={}{flags}'", c.max_pods());
            body.note(LINUX_NODE).set("bootstrap_extra_args", max_pods)
        }
    };
    role(body, c)
}

fn mixed(c: &Context) -> Body {
    let distribution = Body::new()
        .set("on_demand_base_capacity", 0_u32)
        .set("on_demand_percentage_above_base_capacity", 0_u32)
        .set("spot_allocation_strategy", "price-capacity-optimized");
    let types: Vec<Body> = c.type_names().into_iter().map(|name| Body::new().set("instance_type", name)).collect();
    Body::new().set("instances_distribution", distribution).set("launch_template", Body::new().set("override", types))
}

/// Where the module puts it, the settings belong to the table `settings.kubernetes`.
fn bottlerocket(c: &Context) -> String {
    let mut out = format!("max-pods = {}\n", c.max_pods());
    let until_ready = is_cilium(c).then_some(UNTIL_READY);
    let mut by_key: Vec<(&str, Vec<String>)> = Vec::new();
    for Taint { key, value, effect } in until_ready.into_iter().chain(c.taints()) {
        let written = format!("\"{value}:{effect}\"");
        match by_key.iter_mut().find(|(known, _)| *known == key) {
            Some((_, all)) => all.push(written),
            None => by_key.push((key, vec![written])),
        }
    }
    let lines: String = by_key.iter().map(|(key, all)| format!("\"{key}\" = [{}]\n", all.join(", "))).collect();
    if !lines.is_empty() {
        out += &format!("\n[settings.kubernetes.node-taints]\n{lines}");
    }
    if let Some(pool) = c.pool() {
        out += &format!("\n[settings.kubernetes.node-labels]\n\"{LABEL}\" = \"{}\"\n", pool.name);
    }
    out + &super::bottlerocket::beside_max_pods(c)
}

/// nodeadm merges it with the cluster's own.
fn node_config(c: &Context) -> Hcl {
    let content = nodeadm::settings_with_flags(c, kubelet_flags(c)).document();
    let part = Body::new().set("content_type", "application/node.eks.aws").set("content", Hcl::Heredoc(content));
    Hcl::List(vec![part.into()])
}

/// Taints and labels that a managed group has from EKS, and one of your own from its kubelet.
fn kubelet_flags(c: &Context) -> Vec<String> {
    if c.owner() != Owner::SelfManaged {
        return Vec::new();
    }
    let until_ready = is_cilium(c).then(|| format!("{CILIUM_TAINT}=true:NoExecute"));
    let Some(pool) = c.pool() else {
        return until_ready.into_iter().map(|taint| format!("--register-with-taints={taint}")).collect();
    };
    let [taints, labels] = pool.kubelet_flags();
    vec![until_ready.map_or(taints.clone(), |taint| format!("{taints},{taint}")), labels]
}

/// By architecture, accelerator and system, as EKS names its images.
fn ami_type(c: &Context) -> &'static str {
    let is_arm = c.t.arch == Arch::Arm64;
    let has_nvidia = c.t.accelerator == Some(Accelerator::Gpu) && !c.t.gpu_name.contains("Radeon");
    if c.node().is_windows() {
        return "WINDOWS_CORE_2022_x86_64";
    }
    match (c.is_bottlerocket(), is_arm) {
        (true, true) if has_nvidia => "BOTTLEROCKET_ARM_64_NVIDIA",
        (true, false) if has_nvidia => "BOTTLEROCKET_x86_64_NVIDIA",
        (true, true) => "BOTTLEROCKET_ARM_64",
        (true, false) => "BOTTLEROCKET_x86_64",
        (false, true) if has_nvidia => "AL2023_ARM_64_NVIDIA",
        (false, false) if has_nvidia => "AL2023_x86_64_NVIDIA",
        (false, false) if c.t.accelerator == Some(Accelerator::Neuron) => "AL2023_x86_64_NEURON",
        (false, true) => "AL2023_ARM_64_STANDARD",
        (false, false) => "AL2023_x86_64_STANDARD",
    }
}

/// Bottlerocket keeps images and pods on its second volume.
fn disks(body: Body, c: &Context) -> Body {
    let key = match c.node().os() {
        Os::Al2023 => "xvda",
        Os::Bottlerocket => "xvdb",
        Os::Windows => "sda1",
    };
    let ebs = Body::new().set("volume_size", data_gib(c.node())).set("volume_type", "gp3").set("encrypted", true);
    let device = Body::new().set("device_name", format!("/dev/{key}")).set("ebs", ebs);
    let extra = c.node().extra_volumes;
    body.note_if(
        extra > 0,
        format!("TODO: the plan counts {extra} more block devices at launch; their sizes are not known."),
    )
    .set("block_device_mappings", Body::new().set(key, device))
}

fn beside(body: Body, c: &Context) -> Body {
    let scenario = c.subject.scenario();
    let body = match has_fargate(c) {
        true => {
            let selectors = Hcl::Raw("[for namespace in var.fargate_namespaces : { namespace = namespace }]");
            body.gap().set("fargate_profiles", Body::new().set(NAME, Body::new().set("selectors", selectors)))
        }
        false => body.note_if(
            wants_fargate(scenario),
            "TODO: no Fargate profile. Fargate pods run on VPC CNI only, which this cluster leaves out.",
        ),
    };
    if !has_hybrid(c) {
        return body.note_if(wants_hybrid(scenario), "TODO: no hybrid nodes. They cannot join an IPv6 cluster.");
    }
    let cidrs = |of| Body::new().set("cidrs", Hcl::Raw(of));
    let networks = Body::new()
        .set("remote_node_networks", cidrs("var.hybrid_node_cidrs"))
        .set("remote_pod_networks", cidrs("var.hybrid_pod_cidrs"));
    body.gap().set("remote_network_config", networks)
}

fn karpenter() -> Body {
    Body::new()
        .set("source", "terraform-aws-modules/eks/aws//modules/karpenter")
        .set("version", VERSION)
        .gap()
        .set("cluster_name", Hcl::Raw("module.eks.cluster_name"))
        .gap()
        .note("The role that karpenter.yaml names.")
        .set("node_iam_role_use_name_prefix", false)
        .set("node_iam_role_name", NODE_ROLE)
}
