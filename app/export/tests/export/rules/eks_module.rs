//! What terraform-aws-modules/terraform-aws-eks@bef29c4d9523 (v21.19.0) takes of what the files set: names and types of
//! variables.tf, modules/karpenter/variables.tf and the variables.tf of the modules for a group alone, and of the attributes of
//! groups and add-ons there.

use hcl::expr::Expression;

/// Names and types.
pub type Takes = &'static [(&'static str, &'static str)];

/// Every module's own.
pub const ANY_MODULE: Takes = &[("source", "string"), ("version", "string")];

/// The module itself; lists and maps of typed objects have tables of their own below.
pub const EKS: Takes = &[
    ("name", "string"),
    ("kubernetes_version", "string"),
    ("ip_family", "string"),
    ("create_cni_ipv6_iam_policy", "bool"),
    ("vpc_id", "string"),
    ("subnet_ids", "list(string)"),
    ("endpoint_public_access", "bool"),
    ("enable_cluster_creator_admin_permissions", "bool"),
    ("addons", "map(ADD_ON)"),
    ("compute_config", "object({ enabled = optional(bool), node_pools = optional(list(string)) })"),
    (
        "access_entries",
        "map(object({ principal_arn = string, type = optional(string), policy_associations = optional(map(object({ policy_arn = string, access_scope = object({ type = string }) }))) }))",
    ),
    ("eks_managed_node_groups", "map(MANAGED)"),
    ("self_managed_node_groups", "map(SELF_MANAGED)"),
    ("node_security_group_tags", "map(string)"),
    (
        "fargate_profiles",
        "map(object({ selectors = optional(list(object({ labels = optional(map(string)), namespace = string }))) }))",
    ),
    (
        "remote_network_config",
        "object({ remote_node_networks = object({ cidrs = optional(list(string)) }), remote_pod_networks = optional(object({ cidrs = optional(list(string)) })) })",
    ),
];

/// The module for Karpenter's own permissions.
pub const KARPENTER: Takes =
    &[("cluster_name", "string"), ("node_iam_role_use_name_prefix", "bool"), ("node_iam_role_name", "string")];

/// An add-on.
pub const ADD_ON: Takes = &[("before_compute", "bool"), ("configuration_values", "string")];

/// The module of a group alone, whoever owns it: what it has to be told of its cluster.
pub const GROUP_ALONE: Takes = &[
    ("name", "string"),
    ("cluster_name", "string"),
    ("kubernetes_version", "string"),
    ("cluster_ip_family", "string"),
    ("cluster_service_cidr", "string"),
    ("cluster_endpoint", "string"),
    ("cluster_auth_base64", "string"),
    ("cluster_primary_security_group_id", "string"),
    ("vpc_security_group_ids", "list(string)"),
];

/// A group, whoever owns it.
pub const BOTH_GROUPS: Takes = &[
    ("ami_type", "string"),
    ("subnet_ids", "list(string)"),
    ("min_size", "number"),
    ("max_size", "number"),
    ("desired_size", "number"),
    (
        "block_device_mappings",
        "map(object({ device_name = optional(string), ebs = optional(object({ encrypted = optional(bool), volume_size = optional(number), volume_type = optional(string) })) }))",
    ),
    ("cloudinit_pre_nodeadm", "list(object({ content = string, content_type = optional(string) }))"),
    ("bootstrap_extra_args", "string"),
    ("iam_role_additional_policies", "map(string)"),
    ("iam_role_name", "string"),
    ("use_name_prefix", "bool"),
];

/// A managed group besides.
pub const MANAGED: Takes = &[
    ("instance_types", "list(string)"),
    ("capacity_type", "string"),
    ("ami_id", "string"),
    ("enable_bootstrap_user_data", "bool"),
    ("taints", "map(object({ key = string, value = optional(string), effect = string }))"),
    ("labels", "map(string)"),
];

/// A group of one's own besides.
pub const SELF_MANAGED: Takes = &[
    ("instance_type", "string"),
    ("use_mixed_instances_policy", "bool"),
    (
        "mixed_instances_policy",
        "object({ instances_distribution = optional(object({ on_demand_base_capacity = optional(number), on_demand_percentage_above_base_capacity = optional(number), spot_allocation_strategy = optional(string) })), launch_template = object({ override = optional(list(object({ instance_type = optional(string) }))) }) })",
    ),
];

/// `object({ ... })` of optional attributes.
fn object(tables: &[Takes]) -> String {
    let attributes: Vec<_> =
        tables.iter().copied().flatten().map(|(name, kind)| format!("{name} = optional({kind})")).collect();
    format!("object({{ {} }})", attributes.join(", "))
}

/// A type with the tables that it names put in.
fn whole(kind: &str) -> String {
    kind.replace("SELF_MANAGED", &object(&[BOTH_GROUPS, SELF_MANAGED]))
        .replace("MANAGED", &object(&[BOTH_GROUPS, MANAGED]))
        .replace("ADD_ON", &object(&[ADD_ON]))
}

/// The variables of a module as Terraform has them, each optional.
pub fn variables(takes: &[Takes]) -> String {
    let variable = |(name, kind): &(&str, &str)| {
        format!("variable \"{name}\" {{\n  type    = {}\n  default = null\n}}\n", whole(kind))
    };
    takes.iter().copied().flatten().map(variable).collect()
}

/// What is wrong with the value of an attribute that has to be among these; nothing where it is worked out when it is used.
pub fn wrong(name: &str, value: &Expression, takes: &[Takes], of: &str) -> Option<String> {
    let known = takes.iter().copied().flatten().find(|(known, _)| *known == name);
    let Some((_, kind)) = known else { return Some(format!("the {of} has no {name}")) };
    let is = match value {
        Expression::String(_) | Expression::TemplateExpr(_) => "string",
        Expression::Number(_) => "number",
        Expression::Bool(_) => "bool",
        Expression::Array(_) => "list(",
        Expression::Object(_) if kind.starts_with("map(") => "map(",
        Expression::Object(_) => "object(",
        _ => return None,
    };
    (!kind.starts_with(is)).then(|| format!("{name} of the {of} is {is}, not {kind}"))
}
