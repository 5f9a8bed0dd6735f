//! hashicorp/terraform-provider-aws, website/docs/r/{subnet,vpc_ipv4_cidr_block_association,ec2_subnet_cidr_reservation}
//! .html.markdown, and the resource definition of ENIConfig: aws/amazon-vpc-cni-k8s@b52188387f2e,
//! config/master/aws-k8s-cni.yaml.

use super::eks_module::{Takes, wrong};
use super::expect_broken;
use super::shape::Shape::{Keys, List, OneOf, Text};
use super::shape::{Shape, differences};
use crate::read::{at, yaml};
use hcl::Body;
use hcl::expr::Expression;

/// What each resource takes, of what the files set.
pub const RESOURCES: [(&str, Takes); 3] = [
    ("aws_vpc_ipv4_cidr_block_association", &[("vpc_id", "string"), ("cidr_block", "string")]),
    (
        "aws_subnet",
        &[("vpc_id", "string"), ("availability_zone", "string"), ("cidr_block", "string"), ("tags", "map(string)")],
    ),
    (
        "aws_ec2_subnet_cidr_reservation",
        &[("subnet_id", "string"), ("cidr_block", "string"), ("reservation_type", "string"), ("description", "string")],
    ),
];
/// What any resource takes.
const ANY: Takes = &[("for_each", "map(string)"), ("count", "number")];

/// What can be said without Terraform.
pub fn plan(file: &str) -> Vec<String> {
    let body: Body = match hcl::parse(file) {
        Ok(body) => body,
        Err(error) => return vec![format!("no HCL: {error}")],
    };
    let mut broken = Vec::new();
    for resource in body.blocks().filter(|block| block.identifier() == "resource") {
        let kind = resource.labels()[0].as_str();
        let Some((_, takes)) = RESOURCES.iter().find(|(known, _)| *known == kind) else {
            broken.push(format!("nobody checks {kind}"));
            continue;
        };
        for attribute in resource.body().attributes() {
            broken.extend(wrong(attribute.key(), attribute.expr(), &[ANY, takes], kind));
            let is_type = attribute.key() == "reservation_type";
            if is_type
                && !matches!(attribute.expr(), Expression::String(text) if text == "prefix" || text == "explicit")
            {
                broken.push(format!("reservation_type is {:?}", attribute.expr()));
            }
        }
    }
    if body.blocks().any(|block| matches!(block.identifier(), "terraform" | "provider")) {
        broken.push("main.tf has these blocks already".into());
    }
    broken
}

const ENI_CONFIG: Shape = Keys(&[
    ("apiVersion", OneOf(&["crd.k8s.amazonaws.com/v1alpha1"])),
    ("kind", OneOf(&["ENIConfig"])),
    ("metadata", Keys(&[("name", Text)])),
    ("spec", Keys(&[("subnet", Text), ("securityGroups", List(&Text))])),
]);

/// What the cluster takes of them.
pub fn eni_configs(file: &str) -> Vec<String> {
    let all = yaml(file);
    let mut broken: Vec<String> = all.iter().flat_map(|one| differences(one, &ENI_CONFIG, "eniconfig")).collect();
    let lacks = |path: &[&str]| all.iter().any(|one| at(one, path).as_str().is_none());
    if all.is_empty() || lacks(&["metadata", "name"]) || lacks(&["spec", "subnet"]) {
        broken.push("an ENIConfig without a name or a subnet".into());
    }
    broken
}

#[test]
fn what_aws_and_the_cluster_refuse_is_found() {
    let file = "resource \"aws_ec2_subnet_cidr_reservation\" \"a\" {\n  subnet_id        = \"a\"\n  cidr_block       = \"b\"\n  reservation_type = \"prefix\"\n}\n";
    assert_eq!(plan(file), Vec::<String>::new());
    expect_broken(plan(&file.replace("\"prefix\"", "\"prefixes\"")), "reservation_type is");
    expect_broken(plan(&file.replace("subnet_id ", "subnet ")), "no subnet");
    expect_broken(plan(&file.replace("aws_ec2_subnet_cidr_reservation", "aws_eip")), "nobody checks");
    expect_broken(plan(&(file.to_string() + "terraform {\n}\n")), "has these blocks");
    let config =
        "apiVersion: crd.k8s.amazonaws.com/v1alpha1\nkind: ENIConfig\nmetadata:\n  name: a\nspec:\n  subnet: b\n";
    assert_eq!(eni_configs(config), Vec::<String>::new());
    expect_broken(eni_configs(&config.replace("v1alpha1", "v1")), "apiVersion");
    expect_broken(eni_configs(&config.replace("  subnet: b", "  securityGroups: []")), "without a name or a subnet");
}
