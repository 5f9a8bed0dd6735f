//! From the nodes of today to those of the plan, in the cluster that runs: the new ones beside the old, which are emptied a
//! group at a time.
//!
//! Sources: kubernetes/website content/en/docs/tasks/administer-cluster/safely-drain-node.md; eksctl userdocs nodegroups.md.

use super::context::{CLUSTER, Context};
use super::step::{Step, step};
use super::vpc_cni;
use crate::network::is_on_vpc_cni;
use model::node::max_pods::is_custom_networking;
use model::scenario::own_nodes::OfType;
use model::scenario::owner::Owner;
use model::units::{counted, grouped};
use model::words::listed;

/// By which label the nodes of a managed group are found; other groups have another.
const OLD_GROUP: &str = "eks.amazonaws.com/nodegroup=TODO-old-group";

/// Whether Terraform adds node groups to the cluster that runs, instead of making one: where its network stays, and the pods'
/// subnets are none of the files' business.
pub(super) fn adds_groups(c: &Context) -> bool {
    c.has_cluster() && c.has_groups() && is_on_vpc_cni(c.network) && !is_custom_networking(c.mode())
}

/// For the head of a file that makes a cluster, where one runs already: what is for that.
pub(super) fn instead_of_new(c: &Context) -> Option<String> {
    let nodes = match c.owner() {
        Owner::Karpenter => "karpenter.yaml",
        Owner::AutoMode => "auto-mode.yaml, once Auto Mode and the access entry of its nodes are there,",
        Owner::ManagedNodeGroup | Owner::SelfManaged => "nodegroup.yaml",
    };
    c.has_cluster().then(|| {
        format!(
            "This makes a new cluster. One runs already, with {}: for that one {nodes} applies, and not this file.",
            how_many_today(c)
        )
    })
}

/// For the head of a file that adds node groups to the cluster that runs.
pub(super) fn into_that(c: &Context) -> Option<String> {
    c.has_cluster()
        .then(|| format!("Makes no cluster: adds node groups to the one that runs, with {}.", how_many_today(c)))
}

/// Instead of creating a cluster.
pub(super) fn into_cluster(c: &Context, by_terraform: bool) -> Step {
    let mut text = format!(
        "A cluster runs already, with {}, so none is created: give the files its name, its VPC and its subnets.",
        nodes_of_today(c)
    );
    if is_on_vpc_cni(c.network) && c.owner() != Owner::AutoMode {
        text +=
            &format!(" First hold the settings of its VPC CNI against {}: max-pods rests on them.", counted_with(c));
    } else {
        text += &format!(
            " TODO: the plan\u{2019}s network is {}. If another runs, prove the change on a cluster of its own first.",
            c.network.name()
        );
    }
    if by_terraform && adds_groups(c) {
        text += " Then main.tf adds the new node groups beside the old ones.";
        return step(text, &["terraform init", "terraform apply"]);
    }
    if by_terraform {
        let groups = if c.has_groups() { "its node groups" } else { "what it has for the nodes" };
        text += &format!(
            " main.tf would make a new cluster, so take {groups} into the configuration of the cluster that runs."
        );
    }
    text += " The new nodes come beside the old ones.";
    let asks_for_zones = c.pool_zones().iter().any(|zone| zone.starts_with("TODO-"));
    if asks_for_zones && (c.fleet().is_some() || !c.has_groups()) {
        text += " The nodes of today say what its zones are called.";
        return step(text, &["kubectl get nodes -L topology.kubernetes.io/zone"]);
    }
    step(text, &[])
}

/// The settings of VPC CNI that the plan counts with.
pub(super) fn counted_with(c: &Context) -> &'static str {
    if vpc_cni::values(c).is_some() { "vpc-cni.yaml" } else { "its defaults, with which the plan counts" }
}

/// After the new nodes run.
pub(super) fn off_old_nodes(c: &Context, by_terraform: bool) -> Vec<Step> {
    if !c.has_cluster() {
        return Vec::new();
    }
    let delete = format!("eksctl delete nodegroup --cluster {CLUSTER} --region {} --name TODO-old-group", c.region());
    let delete: &[&str] = if by_terraform { &[] } else { &[&delete] };
    vec![
        step(
            "Before pods move from the nodes of today, give each workload a PodDisruptionBudget: draining keeps to it.",
            &["kubectl get poddisruptionbudgets --all-namespaces"],
        ),
        step(
            "Let no new pods onto the old nodes: cordon each old group. The label is that of managed node groups; TODO: for others the one in the list that only they have, and not the type, which new nodes may share.",
            &[
                "kubectl get nodes -L eks.amazonaws.com/nodegroup,alpha.eksctl.io/nodegroup-name,karpenter.sh/nodepool,node.kubernetes.io/instance-type",
                &format!("kubectl cordon -l {OLD_GROUP}"),
            ],
        ),
        step(
            "Drain one old group, and go on to the next once no pod is pending. What pods keep in emptyDir volumes is deleted with them.",
            &[
                &format!("kubectl drain -l {OLD_GROUP} --ignore-daemonsets --delete-emptydir-data"),
                "kubectl get pods --all-namespaces --field-selector status.phase=Pending",
            ],
        ),
        step(
            "Delete the old groups, once they are empty and the workloads are well, with what made them. Until then both are paid for.",
            delete,
        ),
    ]
}

/// `16 nodes`: files that a tool reads name the types of the plan and no others.
fn how_many_today(c: &Context) -> String {
    let own = &c.subject.scenario().own;
    counted(own.on_demand.iter().chain(&own.spot).map(|of| u64::from(of.n)).sum::<u64>(), "node")
}

/// `12 x m5.large and 4 x m5.large on spot`.
fn nodes_of_today(c: &Context) -> String {
    let own = &c.subject.scenario().own;
    let of = |list: &[OfType], how: &str| -> Vec<String> {
        list.iter().map(|of| format!("{} x {}{how}", grouped(of.n.into()), of.name)).collect()
    };
    listed(&[of(&own.on_demand, ""), of(&own.spot, " on spot")].concat())
}
