//! terraform-aws-modules/terraform-aws-eks@bef29c4d9523 (v21.19.0): variables.tf and modules/karpenter/variables.tf (an unknown
//! argument of a module is an error; an unknown attribute of a typed object is dropped without a word), read by an HCL
//! parser. What Terraform itself says is in `validate`.

use super::eks_module::{
    ADD_ON, ANY_MODULE, BOTH_GROUPS, EKS, GROUP_ALONE, KARPENTER, MANAGED, SELF_MANAGED, Takes, wrong,
};
use super::{expect_broken, nodeadm};
use hcl::expr::{Expression, Object, ObjectKey, TemplateExpr};
use hcl::{Block, Body};
use std::collections::BTreeSet;

/// modules/_user_data/main.tf knows a template for these.
const IMAGES: &[&str] = &[
    "AL2023_x86_64_STANDARD",
    "AL2023_ARM_64_STANDARD",
    "AL2023_x86_64_NEURON",
    "AL2023_x86_64_NVIDIA",
    "AL2023_ARM_64_NVIDIA",
    "BOTTLEROCKET_ARM_64",
    "BOTTLEROCKET_x86_64",
    "BOTTLEROCKET_ARM_64_NVIDIA",
    "BOTTLEROCKET_x86_64_NVIDIA",
    "WINDOWS_CORE_2022_x86_64",
];

/// What can be said without Terraform.
pub fn plan(file: &str) -> Vec<String> {
    let body: Body = match hcl::parse(file) {
        Ok(body) => body,
        Err(error) => return vec![format!("no HCL: {error}")],
    };
    let mut broken = variables(file, &body);
    let modules: Vec<&Block> = body.blocks().filter(|b| b.identifier() == "module").collect();
    for module in &modules {
        let label = module.labels().first().map(|l| l.as_str()).unwrap_or_default();
        if let Some(own) = alone(module) {
            broken.extend(group_alone(label, module, own));
            continue;
        }
        let known = if label == "karpenter" { KARPENTER } else { EKS };
        for attribute in module.body().attributes() {
            broken.extend(wrong(attribute.key(), attribute.expr(), &[ANY_MODULE, known], "module"));
            broken.extend(match attribute.key() {
                "addons" => add_ons(attribute.expr()),
                "eks_managed_node_groups" => groups(attribute.expr(), MANAGED),
                "self_managed_node_groups" => groups(attribute.expr(), SELF_MANAGED),
                _ => Vec::new(),
            });
        }
    }
    if modules.is_empty() {
        broken.push("no module".into());
    }
    broken
}

/// What the module of a group alone takes, where it is one.
fn alone(module: &Block) -> Option<Takes> {
    let source = module.body().attributes().find(|attribute| attribute.key() == "source")?.expr().to_string();
    let of = |name: &str| source.contains(&format!("//modules/{name}"));
    let managed = of("eks-managed-node-group").then_some(MANAGED);
    managed.or(of("self-managed-node-group").then_some(SELF_MANAGED))
}

/// A group alone: what a group of the cluster takes, and what it is told of its cluster. The README of
/// modules/eks-managed-node-group: without the cluster's security group "the nodes are empty and thus won't join the cluster".
fn group_alone(label: &str, module: &Block, own: Takes) -> Vec<String> {
    let all: Vec<(String, &Expression)> =
        module.body().attributes().map(|attribute| (attribute.key().to_string(), attribute.expr())).collect();
    let is_there = |name: &str| all.iter().any(|(key, _)| key == name);
    let is_of_group = |key: &str| [BOTH_GROUPS, own].iter().copied().flatten().any(|(known, _)| *known == key);
    let takes = [ANY_MODULE, GROUP_ALONE, BOTH_GROUPS, own];
    let mut broken: Vec<String> = all.iter().filter_map(|(key, value)| wrong(key, value, &takes, "module")).collect();
    let is_managed = own == MANAGED;
    let told = ["name", "cluster_name", "subnet_ids", "cluster_service_cidr", "cluster_primary_security_group_id"];
    let besides = ["cluster_endpoint", "cluster_auth_base64"];
    let besides = besides.iter().filter(|_| !is_managed || is_there("ami_id"));
    broken.extend(told.iter().chain(besides).filter(|name| !is_there(name)).map(|name| format!("{name} is not told")));
    broken.extend(prefixes(label, &all));
    broken.extend(node_group(all.into_iter().filter(|(key, _)| is_of_group(key)).collect(), own));
    broken
}

/// Every variable that is used is declared, and every declared one used.
fn variables(file: &str, body: &Body) -> Vec<String> {
    let declared: BTreeSet<String> = body
        .blocks()
        .filter(|b| b.identifier() == "variable")
        .filter_map(|b| b.labels().first().map(|l| l.as_str().to_string()))
        .collect();
    let of_names = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let used: BTreeSet<String> = file
        .lines()
        .filter(|line| !line.trim_start().starts_with('#'))
        .flat_map(|line| line.split("var.").skip(1))
        .map(|rest| rest.chars().take_while(|c| of_names(*c)).collect())
        .collect();
    let not_declared = used.difference(&declared).map(|name| format!("var.{name} is not declared"));
    let not_used = declared.difference(&used).map(|name| format!("var.{name} is not used"));
    not_declared.chain(not_used).collect()
}

/// An object, or the one that a condition holds back.
fn object(expression: &Expression) -> Option<&Object<ObjectKey, Expression>> {
    match expression {
        Expression::Object(object) => Some(object),
        Expression::ForExpr(filtered) => object(&filtered.collection_expr),
        _ => None,
    }
}

fn entries(expression: &Expression) -> Vec<(String, &Expression)> {
    object(expression).into_iter().flatten().map(|(key, value)| (key.to_string(), value)).collect()
}

fn add_ons(expression: &Expression) -> Vec<String> {
    let mut broken = Vec::new();
    for (name, add_on) in entries(expression) {
        let name = name.trim_matches('"').to_string();
        broken.extend(entries(add_on).into_iter().filter_map(|(key, value)| wrong(&key, value, &[ADD_ON], "add-on")));
        let first =
            entries(add_on).iter().any(|(key, value)| key == "before_compute" && **value == Expression::Bool(true));
        if name == "vpc-cni" && !first {
            broken.push("VPC CNI comes before the nodes".into());
        }
        for (key, value) in entries(add_on).iter().filter(|(key, _)| key == "configuration_values") {
            match value {
                Expression::FuncCall(call) if call.args.len() == 1 => broken.extend(configured(&call.args[0])),
                other => broken.push(format!("{key} is {other:?}, no JSON")),
            }
        }
    }
    broken
}

/// The add-on's values: custom networking has its subnets.
fn configured(values: &Expression) -> Vec<String> {
    let keys: Vec<_> = entries(values).into_iter().map(|(key, _)| key).collect();
    let env = entries(values).into_iter().find(|(key, _)| key == "env");
    let env = env.map(|(_, env)| entries(env)).unwrap_or_default();
    let custom = env.iter().any(|(key, _)| key == "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG");
    match custom == keys.iter().any(|key| key == "eniConfig") {
        true => Vec::new(),
        false => vec!["custom networking without an ENIConfig".into()],
    }
}

fn groups(expression: &Expression, own: Takes) -> Vec<String> {
    let groups = entries(expression);
    if groups.is_empty() {
        return vec!["no node group".into()];
    }
    let named = groups.iter().flat_map(|(name, group)| prefixes(name, &entries(group)));
    groups.iter().flat_map(|(_, group)| node_group(entries(group), own)).chain(named).collect()
}

/// What modules/eks-managed-node-group/main.tf makes of a group's name, and hashicorp/terraform-provider-aws v5.100.0 takes:
/// `terraform validate` says "expected length of name_prefix to be in the range (1 - 38)" and "expected length of
/// node_group_name_prefix to be in the range (0 - 37)".
fn prefixes(name: &str, entries: &[(String, &Expression)]) -> Vec<String> {
    let text = |wanted: &str| match entries.iter().find(|(key, _)| key == wanted).map(|(_, value)| *value) {
        Some(Expression::String(text)) => Some(text.clone()),
        _ => None,
    };
    let is_whole = entries.iter().any(|(key, value)| key == "use_name_prefix" && **value == Expression::Bool(false));
    let role = text("iam_role_name").unwrap_or(format!("{name}-eks-node-group")) + "-";
    let of_group = format!("{name}-");
    let mut broken = Vec::new();
    if role.len() > 38 {
        broken.push(format!("the role's prefix {role} has more than 38 characters"));
    }
    if if is_whole { name.len() > 63 } else { of_group.len() > 37 } {
        broken.push(format!("the group's name {name} is too long"));
    }
    broken
}

fn node_group(entries: Vec<(String, &Expression)>, own: Takes) -> Vec<String> {
    let get = |name: &str| entries.iter().find(|(key, _)| key == name).map(|(_, value)| *value);
    let takes = [BOTH_GROUPS, own];
    let mut broken: Vec<String> =
        entries.iter().filter_map(|(key, value)| wrong(key, value, &takes, "node group")).collect();
    match get("ami_type") {
        Some(Expression::String(image)) if IMAGES.contains(&image.as_str()) => {}
        // The module's own default.
        None => {}
        other => broken.push(format!("ami_type is {other:?}")),
    }
    if get("use_mixed_instances_policy").is_some() != get("mixed_instances_policy").is_some() {
        broken.push("a policy of mixed instances without its switch".into());
    }
    if get("ami_id").is_some() != get("enable_bootstrap_user_data").is_some() {
        broken.push("an image of one's own is bootstrapped by the module".into());
    }
    let parts = match get("cloudinit_pre_nodeadm") {
        Some(Expression::Array(parts)) => parts.clone(),
        _ => Vec::new(),
    };
    for part in parts.iter().flat_map(self::entries).filter(|(key, _)| key == "content") {
        match part.1 {
            Expression::TemplateExpr(text) => broken.extend(nodeadm::node_config(&content(text))),
            other => broken.push(format!("content is {other:?}")),
        }
    }
    broken
}

/// A heredoc's text, without the indent that Terraform takes off.
fn content(text: &TemplateExpr) -> String {
    let text = text.to_string();
    let blanks = |line: &str| line.len() - line.trim_start().len();
    let indent = text.lines().filter(|line| !line.trim().is_empty()).map(blanks).min().unwrap_or(0);
    text.lines().map(|line| line.get(indent..).unwrap_or_default().to_string() + "\n").collect()
}

#[test]
fn what_terraform_refuses_is_found() {
    let file = "variable \"name\" {\n  type = string\n}\nmodule \"eks\" {\n  source = \"a\"\n  name   = var.name\n  addons = {\n    vpc-cni = { before_compute = true }\n  }\n  eks_managed_node_groups = {\n    a = { ami_type = \"AL2023_x86_64_STANDARD\" }\n  }\n}\n";
    let of = |from: &str, to: &str| plan(&file.replace(from, to));
    assert_eq!(of("", ""), Vec::<String>::new());
    expect_broken(of("  source = \"a\"\n", "  sources = \"a\"\n"), "no sources");
    expect_broken(of("{ before_compute = true }", "{}"), "before the nodes");
    expect_broken(of("STANDARD", "STANDARDS"), "ami_type");
    expect_broken(of("ami_type =", "ami ="), "no ami");
    expect_broken(of("ami_type = \"AL2023_x86_64_STANDARD\"", "min_size = \"2\""), "not number");
    expect_broken(of("  name   = var.name\n", "  name   = var.name\n  subnet_ids = \"a\"\n"), "not list(string)");
    expect_broken(plan(&(file.to_string() + "variable \"x\" {\n}\n")), "not used");
    let long = "berth-m5a-4xlarge-zone-1";
    expect_broken(of(" a = {", &format!(" {long} = {{")), "38 characters");
    let short = format!(" {long} = {{ iam_role_name = \"berth-m5a-4xlarge\"\n     ");
    assert_eq!(of(" a = {", &short), Vec::<String>::new());
    let longer = short.replace(long, &"a".repeat(40));
    expect_broken(of(" a = {", &longer), "too long");
    assert!(plan("module {")[0].contains("no HCL"));
}
