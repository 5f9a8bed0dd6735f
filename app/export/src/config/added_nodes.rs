//! Terraform for node groups beside the nodes of a cluster that runs already: the module's own modules for a group, around the
//! cluster as it is.
//!
//! Sources: terraform-aws-modules/terraform-aws-eks@bef29c4d9523 (v21.19.0) modules/eks-managed-node-group/{README.md,variables.tf},
//! modules/self-managed-node-group/variables.tf; hashicorp/terraform-provider-aws website/docs/d/eks_cluster.html.markdown.

use super::context::Context;
use super::terraform::{VERSION, Variable, group, of_groups, settings};
use super::{ConfigFile, Language, Purpose, moving};
use crate::hcl::{Body, Hcl};
use model::scenario::network_mode::NetworkMode;
use model::scenario::owner::Owner;

/// For [`moving::adds_groups`].
pub(super) fn file(c: &Context, all: &[Context]) -> ConfigFile {
    let mut head = c.head("Terraform: node groups for the EKS cluster that runs");
    head.splice(1..1, moving::into_that(c));
    head.push(format!(
        "The VPC CNI of that cluster stays as it is: hold its settings against {}, because max-pods rests on them.",
        moving::counted_with(c)
    ));
    if c.owner() == Owner::SelfManaged {
        head.push("TODO: the cluster has to take access entries (authentication mode API or API_AND_CONFIG_MAP); with a ConfigMap alone add the role of the nodes to aws-auth yourself.".into());
    }
    head.push(c.room_to_grow());
    head.extend(c.spread());
    let mut body = head.into_iter().fold(Body::new(), Body::note);
    body = settings(body.gap(), c);
    body = variables(c, all).into_iter().fold(body, |body, v| body.block("variable", &[v.name], v.body()));
    body = body.block("data", &["aws_eks_cluster", "this"], Body::new().set("name", Hcl::Raw("var.cluster_name")));
    body = all.iter().fold(body, |body, c| body.block("module", &[c.name()], module(c)));
    ConfigFile {
        name: "main.tf",
        purpose: Purpose::Terraform,
        title: "Terraform: node groups for the cluster that runs",
        language: Language::Hcl,
        text: body.document(),
        why: "Adds the node groups to the cluster that runs already: terraform init, then terraform apply.",
    }
}

fn variables(c: &Context, all: &[Context]) -> Vec<Variable> {
    let mut out = vec![Variable::asked("cluster_name", "string", "Name of the cluster that runs")];
    if all.iter().any(|c| c.zone().is_none()) {
        out.push(Variable::asked("subnet_ids", "list(string)", "Subnets of the nodes, in each zone"));
    }
    out.push(Variable::asked(
        "node_security_group_ids",
        "list(string)",
        "Security groups that the nodes of today have besides the cluster's own; may be empty",
    ));
    out.extend(of_groups(c, all));
    out
}

fn module(c: &Context) -> Body {
    let is_managed = c.owner() == Owner::ManagedNodeGroup;
    let is_ipv6 = c.mode() == NetworkMode::Ipv6;
    let source = match is_managed {
        true => "terraform-aws-modules/eks/aws//modules/eks-managed-node-group",
        false => "terraform-aws-modules/eks/aws//modules/self-managed-node-group",
    };
    let services = match is_ipv6 {
        true => "data.aws_eks_cluster.this.kubernetes_network_config[0].service_ipv6_cidr",
        false => "data.aws_eks_cluster.this.kubernetes_network_config[0].service_ipv4_cidr",
    };
    // without an image of its own a managed group is told of its cluster by EKS
    let is_told = is_managed && !c.pins_image();
    let of_cluster = Body::new()
        .set("source", source)
        .set("version", VERSION)
        .gap()
        .set("name", c.name())
        .set("cluster_name", Hcl::Raw("data.aws_eks_cluster.this.name"))
        .set("kubernetes_version", Hcl::Raw("data.aws_eks_cluster.this.version"))
        .set_if(is_ipv6, "cluster_ip_family", "ipv6")
        .set("cluster_service_cidr", Hcl::Raw(services))
        .set_if(!is_told, "cluster_endpoint", Hcl::Raw("data.aws_eks_cluster.this.endpoint"))
        .set_if(!is_told, "cluster_auth_base64", Hcl::Raw("data.aws_eks_cluster.this.certificate_authority[0].data"))
        .set(
            "cluster_primary_security_group_id",
            Hcl::Raw("data.aws_eks_cluster.this.vpc_config[0].cluster_security_group_id"),
        )
        .set("vpc_security_group_ids", Hcl::Raw("var.node_security_group_ids"))
        .set_if(c.zone().is_none(), "subnet_ids", Hcl::Raw("var.subnet_ids"))
        .gap();
    let of_cluster = c.about_group().into_iter().fold(of_cluster, Body::note);
    of_cluster.and(group(c))
}
