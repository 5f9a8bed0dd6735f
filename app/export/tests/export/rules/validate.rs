//! What Terraform itself says, where it is on the path: `terraform fmt -check`, `terraform init` and `terraform validate`.
//!
//! The registry cannot be asked here, so the modules are stand-ins with the real ones' variables (`eks_module`), resources
//! are modules with those of the provider (`subnets`), and the provider is left out: every value is held against its type,
//! every reference is resolved.

use super::eks_module::{BOTH_GROUPS, EKS, GROUP_ALONE, KARPENTER, MANAGED, SELF_MANAGED, Takes, variables};
use super::subnets::RESOURCES;
use hcl::expr::Expression;
use hcl::{Block, Body};
use std::fs;
use std::path::Path;
use std::process::Command;

/// The folder of each module, where it is below the module itself, and what it takes.
const MODULES: [(&str, &str, &[Takes]); 4] = [
    ("eks", "", &[EKS]),
    ("karpenter", "//modules/karpenter", &[KARPENTER]),
    ("managed", "//modules/eks-managed-node-group", &[GROUP_ALONE, BOTH_GROUPS, MANAGED]),
    ("self-managed", "//modules/self-managed-node-group", &[GROUP_ALONE, BOTH_GROUPS, SELF_MANAGED]),
];

/// What hashicorp/terraform-provider-aws says of a cluster that is there (website/docs/d/eks_cluster.html.markdown), as far as it is
/// read.
const CLUSTER: &str = r#"
variable "name" {
  type = string
}
output "name" {
  value = var.name
}
output "version" {
  value = "1.37"
}
output "endpoint" {
  value = "a"
}
output "certificate_authority" {
  value = [{ data = "a" }]
}
output "vpc_config" {
  value = [{ cluster_security_group_id = "a" }]
}
output "kubernetes_network_config" {
  value = [{ service_ipv4_cidr = "a", service_ipv6_cidr = "a" }]
}
"#;

/// Terraform's errors for each `main.tf` together with its `subnets.tf`; `None` where there is no Terraform.
pub fn validate(files: &[(String, Option<String>)], place: &Path) -> Option<Result<(), String>> {
    Command::new("terraform").arg("version").output().ok()?;
    write(&place.join("aws_eks_cluster").join("main.tf"), CLUSTER);
    for (module, _, takes) in MODULES {
        let outputs = "output \"cluster_name\" {\n  value = \"a\"\n}\n";
        write(&place.join(module).join("main.tf"), &(variables(takes) + outputs));
    }
    for (resource, takes) in RESOURCES {
        let outputs =
            ["id", "vpc_id", "cidr_block"].map(|name| format!("output \"{name}\" {{\n  value = \"10.0.0.0/16\"\n}}\n"));
        write(&place.join(resource).join("main.tf"), &(variables(&[takes]) + &outputs.concat()));
    }
    let mut root = String::new();
    for (i, (file, beside)) in files.iter().enumerate() {
        for (name, text) in [("main.tf", Some(file)), ("subnets.tf", beside.as_ref())] {
            let Some(text) = text else { continue };
            write(&place.join(format!("as-written/m{i}/{name}")), text);
            write(&place.join(format!("m{i}/{name}")), &with_stand_ins(text));
        }
        root += &call(i, &(file.clone() + beside.as_deref().unwrap_or_default()));
    }
    write(&place.join("main.tf"), &root);
    let steps: [&[&str]; 3] = [
        &["fmt", "-check", "-recursive", "-diff", "as-written"],
        &["init", "-backend=false", "-input=false", "-no-color"],
        &["validate", "-no-color"],
    ];
    Some(steps.iter().try_for_each(|step| terraform(step, place)))
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a directory")).expect("a directory");
    fs::write(path, text).expect("a file");
}

fn terraform(arguments: &[&str], place: &Path) -> Result<(), String> {
    let done = Command::new("terraform").args(arguments).current_dir(place).output().expect("it runs");
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    match done.status.success() {
        true => Ok(()),
        false => Err(format!("terraform {}: {}{}", arguments.join(" "), said(&done.stdout), said(&done.stderr))),
    }
}

/// The file without its provider, and the modules that it calls from a local folder.
fn with_stand_ins(file: &str) -> String {
    let mut out = String::new();
    let mut skipping = false;
    for line in file.lines() {
        skipping |= line.starts_with("terraform {") || line.starts_with("provider ");
        let line_out = MODULES.iter().fold(line.to_string(), |line, (module, below, _)| {
            line.replace(&format!("\"terraform-aws-modules/eks/aws{below}\""), &format!("\"../{module}\""))
        });
        let line_out = match line_out.as_str() {
            "data \"aws_eks_cluster\" \"this\" {" => {
                "module \"aws_eks_cluster\" {\n  source = \"../aws_eks_cluster\"".into()
            }
            line => line.replace("data.aws_eks_cluster.this", "module.aws_eks_cluster"),
        };
        let line_out = RESOURCES.iter().fold(line_out, |line, (resource, _)| as_module(&line, resource));
        if !skipping && !line.trim_start().starts_with("version ") {
            out += &line_out;
            out.push('\n');
        }
        skipping &= line != "}";
    }
    out
}

/// A resource as a call of its stand-in, and references to it.
fn as_module(line: &str, resource: &str) -> String {
    match line.strip_prefix(&format!("resource \"{resource}\" \"")) {
        Some(rest) => format!("module \"{resource}_{rest}\n  source = \"../{resource}\""),
        None => line.replace(&format!("{resource}."), &format!("module.{resource}_")),
    }
}

/// A call of the file as a module, with a value for each of its variables.
fn call(i: usize, file: &str) -> String {
    let body: Body = hcl::parse(file).expect("HCL");
    let mut out = format!("module \"m{i}\" {{\n  source = \"./m{i}\"\n");
    for variable in body.blocks().filter(|block| block.identifier() == "variable") {
        let value = match kind(variable).as_str() {
            "string" => "\"a\"",
            "number" => "1",
            "bool" => "true",
            "list(string)" => "[\"a\"]",
            "map(string)" => "{ a = \"a\" }",
            "map(list(string))" => "{ a = [\"a\"] }",
            other => panic!("no value for {other}"),
        };
        out += &format!("  {} = {value}\n", variable.labels()[0].as_str());
    }
    out + "}\n"
}

fn kind(variable: &Block) -> String {
    let of = variable.body().attributes().find(|attribute| attribute.key() == "type");
    match of.expect("a type").expr() {
        Expression::Variable(name) => name.to_string(),
        other => hcl::format::to_string(other).expect("a type"),
    }
}
