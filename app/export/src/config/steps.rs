//! The order in which the files are used with eksctl or Terraform: each step a sentence, and the command where there is one.
//!
//! Sources: eksctl userdocs (addons.md, auto-mode.md), tigera/docs calico/getting-started/kubernetes/managed-public-cloud/
//! eks.mdx and network-policy/encrypt-cluster-pod-traffic.mdx, antrea-io/antrea docs/getting-started.md, flannel-io/flannel
//! README.md, Karpenter's getting started.

use super::context::{CLUSTER, Context};
use super::step::{Step, step};
use super::{calico, eksctl, kept_free, moving};
use crate::not_planned::not_planned;
use model::advice::knowledge::options::OptionId;
use model::node::limit::Limit;
use model::node::max_pods::is_custom_networking;
use model::scenario::owner::Owner;
use model::units::counted;
use model::words;

/// What builds the cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// eksctl, and kubectl for the rest.
    Eksctl,
    /// Terraform, and kubectl for the rest.
    Terraform,
    /// kOps: the control plane is one's own.
    Kops,
}

impl Tool {
    /// Every tool, in the order of the list.
    pub const ALL: [Tool; 3] = [Tool::Eksctl, Tool::Terraform, Tool::Kops];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Tool::Eksctl => "eksctl",
            Tool::Terraform => "Terraform",
            Tool::Kops => "kOps",
        }
    }
}

pub(super) fn steps(c: &Context, all: &[Context], tool: Tool) -> Vec<Step> {
    let by_terraform = tool == Tool::Terraform;
    let mut steps = vec![fill_in(c, by_terraform)];
    steps.push(match (by_terraform, c.has_cluster()) {
        (_, true) => moving::into_cluster(c, by_terraform),
        (true, false) => by_modules(c),
        (false, false) => cluster(c),
    });
    steps.extend(network(c));
    if by_terraform && c.waits_for_network() && !c.has_cluster() {
        steps.push(step(
            "Create the nodes, now that the network is there.",
            &["terraform apply -var network_installed=true"],
        ));
    } else if !by_terraform && eksctl::has_own_nodegroup_file(c) {
        let why = match c.waits_for_network() {
            _ if c.has_cluster() => "Add the new node groups beside the old ones.",
            true => {
                "Create the nodes, now that the network is there: eksctl refuses a file that has node groups and no VPC CNI when it creates a cluster."
            }
            false => "Create the nodes, a group for each type of the fleet.",
        };
        steps.push(step(why, &["eksctl create nodegroup -f nodegroup.yaml"]));
    }
    // A node is ready once its network runs, and eksctl waits for that.
    if c.owner() == Owner::Karpenter {
        steps.push(karpenters_own_nodes(c, by_terraform));
    }
    steps.extend(after_the_nodes(c));
    steps.extend(pools(c, all));
    steps.push(check(c, all));
    steps.extend(moving::off_old_nodes(c, by_terraform));
    steps
}

fn fill_in(c: &Context, by_terraform: bool) -> Step {
    let mut text = String::from("Fill in every TODO");
    text += if by_terraform { ", and give each variable of main.tf its value in terraform.tfvars." } else { "." };
    text += " Berth knows neither your account nor your VPC.";
    if is_custom_networking(c.mode()) {
        text += if by_terraform {
            " subnets.tf makes the pods\u{2019} own subnets, unless pod_subnets names some."
        } else {
            " The pods\u{2019} own subnets must exist, one in each zone of the nodes: subnets.tf makes them with Terraform."
        };
    }
    if c.owner() == Owner::AutoMode {
        text += " The role of the nodes must exist before the cluster: its access entry is made with it.";
    }
    step(text, &["grep -n TODO *"])
}

fn cluster(c: &Context) -> Step {
    let text = match c.owner() {
        Owner::AutoMode => "Create the cluster. Auto Mode brings the pod network; there are no node groups.",
        Owner::Karpenter => "Create the cluster, without nodes: Karpenter launches them as pods come.",
        _ if eksctl::has_own_nodegroup_file(c) => "Create the cluster without nodes.",
        _ => "Create the cluster, its add-ons and its node group.",
    };
    step(text, &["eksctl create cluster -f cluster.yaml"])
}

fn by_modules(c: &Context) -> Step {
    let text = match c.waits_for_network() {
        true => "Create the cluster, without nodes at first: they wait for the pod network.",
        false => "Create the cluster, its add-ons and its nodes.",
    };
    let config = format!("aws eks update-kubeconfig --name {CLUSTER} --region {}", c.region());
    step(text, &["terraform init", "terraform apply", &config])
}

fn karpenters_own_nodes(c: &Context, by_terraform: bool) -> Step {
    if c.has_cluster() {
        return step(
            "Where Karpenter does not run yet, install it as its guide says, on nodes of today that stay: it runs on none of its own.",
            &[],
        );
    }
    if by_terraform {
        return step(
            "Install Karpenter as its guide says. main.tf has made its two nodes, its roles and its queue; none of them is part of the plan, nor of its cost.",
            &[],
        );
    }
    step(
        "Give Karpenter itself two nodes: they are not part of the plan, nor of its cost. Then install Karpenter with its IAM roles as its guide says.",
        &[&format!(
            "eksctl create nodegroup --cluster {CLUSTER} --region {} --name karpenter --nodes 2 --node-type TODO-small-type",
            c.region()
        )],
    )
}

fn network(c: &Context) -> Vec<Step> {
    use OptionId::*;
    let helm = |text: &str, repo: &str, install: &str| step(text, &[repo, install]);
    match c.network {
        VpcCilium | CiliumEni | CiliumOverlay => vec![helm(
            "Install Cilium. On an empty cluster its pods wait for the nodes, so do not wait for them.",
            "helm repo add cilium https://helm.cilium.io",
            "helm install cilium cilium/cilium --namespace kube-system -f cilium-values.yaml",
        )],
        VpcCalico | Calico => vec![step(
            format!(
                "Install Calico {}: its resource definitions, its operator, then the installation.",
                calico::VERSION
            ),
            &[
                &format!("kubectl create -f {}/v3_projectcalico_org.yaml", calico::manifests()),
                &format!("kubectl create -f {}/tigera-operator.yaml", calico::manifests()),
                "kubectl create -f calico.yaml",
            ],
        )],
        Antrea => vec![helm(
            "Install Antrea.",
            "helm repo add antrea https://charts.antrea.io",
            "helm install antrea antrea/antrea --namespace kube-system -f antrea-values.yaml",
        )],
        Flannel => vec![helm(
            "Install flannel.",
            "helm repo add flannel https://flannel-io.github.io/flannel/",
            "helm install flannel flannel/flannel --namespace kube-flannel --create-namespace -f flannel-values.yaml",
        )],
        Canal | KubeOvn | KubeRouter | Weave => {
            vec![step(format!("Install {} from its own manifests: Berth writes none.", c.network.name()), &[])]
        }
        VpcSecondary | VpcPrefix | VpcCustom | VpcIpv6 | EksAuto => Vec::new(),
    }
}

/// Calico takes its encryption through its API server, which runs on a node.
fn after_the_nodes(c: &Context) -> Option<Step> {
    calico::encrypts(c).then(|| {
        step(
            "Turn encryption on, once kubectl get tigerastatus shows the API server as available.",
            &["kubectl patch felixconfiguration default --type merge --patch-file calico-encryption.yaml"],
        )
    })
}

fn pools(c: &Context, all: &[Context]) -> Option<Step> {
    let (who, file) = match c.owner() {
        Owner::Karpenter => ("Karpenter", "karpenter.yaml"),
        Owner::AutoMode => ("Auto Mode", "auto-mode.yaml"),
        Owner::ManagedNodeGroup | Owner::SelfManaged => return None,
    };
    let pools = if c.fleet().is_some() { "pools" } else { "pool" };
    let room: String = kept_free::said(c, all).iter().map(|said| format!(" {said}")).collect();
    Some(step(format!("Create {who}\u{2019}s {pools}.{room}"), &[&format!("kubectl apply -f {file}")]))
}

/// How max-pods goes with the pods of which the plan says that the network would allow them.
fn what_max_pods_counts(c: &Context) -> String {
    let mut text = String::from(" It counts every pod of a node, those of DaemonSets and on the host network too");
    let by_limit = &c.candidate.capacity.by_limit;
    let allowed = [Limit::Addresses, Limit::MaxPods, Limit::BranchEnis].map(|limit| by_limit.get(limit));
    match allowed.into_iter().flatten().min().filter(|_| c.fleet().is_none()) {
        Some(allowed) => {
            text += &format!("; beside these the network would allow {} of the workloads.", counted(allowed, "pod"))
        }
        None => text.push('.'),
    }
    text
}

fn check(c: &Context, all: &[Context]) -> Step {
    let mut by_type: Vec<String> = Vec::new();
    for text in all.iter().map(|c| format!("{} on {}", c.max_pods(), c.t.name)) {
        if !by_type.contains(&text) {
            by_type.push(text);
        }
    }
    let mut text = format!("See what the nodes report: max-pods {}.", words::listed(&by_type));
    text += &what_max_pods_counts(c);
    for sentence in not_planned(c.subject.scenario()) {
        text += " ";
        text += &sentence;
    }
    step(
        text,
        &[
            "kubectl get nodes -o custom-columns=NAME:.metadata.name,PODS:.status.allocatable.pods,MEMORY:.status.allocatable.memory",
        ],
    )
}
