//! The order in which the files are used with eksctl or Terraform: each step a sentence, and the command where there is one.
//!
//! Sources: eksctl userdocs (addons.md, auto-mode.md), tigera/docs calico/getting-started/kubernetes/managed-public-cloud/
//! eks.mdx and network-policy/encrypt-cluster-pod-traffic.mdx, antrea-io/antrea docs/getting-started.md, flannel-io/flannel
//! README.md, Karpenter's getting started.

use super::context::{CLUSTER, Context};
use super::{calico, eksctl};
use crate::not_planned::not_planned;
use model::advice::knowledge::options::OptionId;
use model::node::max_pods::is_custom_networking;
use model::scenario::owner::Owner;
use model::words;

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What to do, and why.
    pub text: String,
    /// The commands, a line each; may be empty.
    pub commands: Vec<String>,
}

pub(super) fn step(text: impl Into<String>, commands: &[&str]) -> Step {
    Step { text: text.into(), commands: commands.iter().map(|c| c.to_string()).collect() }
}

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
    steps.push(if by_terraform { by_modules(c) } else { cluster(c) });
    steps.extend(network(c));
    if by_terraform && c.waits_for_network() {
        steps.push(step(
            "Create the nodes, now that the network is there.",
            &["terraform apply -var network_installed=true"],
        ));
    } else if !by_terraform && eksctl::has_own_nodegroup_file(c) {
        let why = match c.waits_for_network() {
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
    steps.extend(pools(c));
    steps.push(check(c, all));
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
        Owner::Karpenter => "Create the cluster. Karpenter launches the nodes of the plan.",
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

fn pools(c: &Context) -> Option<Step> {
    let is_fleet = c.fleet().is_some();
    match c.owner() {
        Owner::Karpenter => Some(step(
            if is_fleet { "Create Karpenter\u{2019}s pools." } else { "Create Karpenter\u{2019}s pool." },
            &["kubectl apply -f karpenter.yaml"],
        )),
        Owner::AutoMode => Some(step(
            if is_fleet { "Create Auto Mode\u{2019}s pools." } else { "Create Auto Mode\u{2019}s pool." },
            &["kubectl apply -f auto-mode.yaml"],
        )),
        Owner::ManagedNodeGroup | Owner::SelfManaged => None,
    }
}

fn check(c: &Context, all: &[Context]) -> Step {
    let mut by_type: Vec<String> = Vec::new();
    for text in all.iter().map(|c| format!("{} on {}", c.max_pods(), c.t.name)) {
        if !by_type.contains(&text) {
            by_type.push(text);
        }
    }
    let mut text = format!("See what the nodes report: max-pods {}, as planned.", words::listed(&by_type));
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
