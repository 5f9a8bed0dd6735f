//! What `aws ec2 describe-subnets` prints, or a list in the same words, as subnets.
//!
//! Only what is named here is read: ids, zones, ranges, counts and the tags that say what a subnet is for.
//! Sources: the EC2 API reference, DescribeSubnets; aws/amazon-vpc-cni-k8s@b52188387f2e, README.md
//! (ENABLE_SUBNET_DISCOVERY: the tag `kubernetes.io/role/cni`).

use crate::cidr::Cidr;
use crate::json::Json;
use crate::subnets::{MOST_SUBNETS, Role, Subnet, Subnets};
use model::scenario::link::Problem;
use model::units::grouped;

/// VPC CNI finds subnets for further ENIs by this tag.
const CNI_TAG: &str = "kubernetes.io/role/cni";
/// Ranges that AWS's guide uses for pods in custom networking.
const POD_RANGES: [&str; 2] = ["100.64.0.0/10", "198.19.0.0/16"];

/// What is read of a subnet.
struct Row {
    subnet_id: String,
    vpc_id: String,
    availability_zone: String,
    cidr_block: Option<String>,
    available_ip_address_count: Option<u32>,
    role: Option<String>,
    is_tagged: bool,
}

/// Subnets from a text: what `aws ec2 describe-subnets` prints. `None` of a blank one.
pub fn from_text(text: &str) -> Option<Result<Subnets, Vec<Problem>>> {
    if text.trim().is_empty() {
        return None;
    }
    Some(from_json(text))
}

/// Subnets from what `aws ec2 describe-subnets` prints, or everything that is wrong with it.
///
/// Besides AWS's own keys it takes `Role` of a subnet, `nodes` or `pods`, and `VpcCidrBlocks` next to `Subnets`. Without a
/// role a subnet is for pods where it has VPC CNI's tag or lies in a range that AWS's guide uses for pods.
pub fn from_json(text: &str) -> Result<Subnets, Vec<Problem>> {
    let not_json = |what: String| {
        let allowed = "what aws ec2 describe-subnets prints, which is JSON";
        vec![Problem::new("The text", &what, allowed)]
    };
    let wrong = |what: String| {
        vec![Problem::new("Subnets", &what, "what aws ec2 describe-subnets prints: an object with a list Subnets")]
    };
    let described = Json::of(text).map_err(not_json)?;
    let rows = match described.under("Subnets") {
        Some(_) => described.list("Subnets").map_err(wrong)?,
        None => return Err(wrong(format!("{} without them", described.kind()))),
    };
    if rows.len() > MOST_SUBNETS {
        let allowed = format!("at most {} subnets", grouped(MOST_SUBNETS as u64));
        return Err(vec![Problem::new("Subnets", &grouped(rows.len() as u64), allowed)]);
    }
    let (mut subnets, mut problems) = (Subnets::default(), Vec::new());
    for text in described.texts("VpcCidrBlocks").map_err(wrong)? {
        match Cidr::parse(text) {
            Ok(cidr) => subnets.vpc.push(cidr),
            Err(allowed) => problems.push(Problem::new("VpcCidrBlocks", text, allowed)),
        }
    }
    let mut vpcs: Vec<String> = Vec::new();
    for (i, row) in rows.iter().enumerate() {
        match Row::of(row) {
            Ok(row) => {
                if !row.vpc_id.is_empty() && !vpcs.contains(&row.vpc_id) {
                    vpcs.push(row.vpc_id.clone());
                }
                subnets.list.push(row.subnet(i, &mut problems));
            }
            Err(what) => problems.push(Problem::new(&format!("subnet {}", i + 1), &what, "an object as AWS prints it")),
        }
    }
    if vpcs.len() > 1 {
        problems.push(Problem::new(
            "VpcId",
            &vpcs.join(", "),
            "subnets of one VPC: add --filters Name=vpc-id,Values=ID",
        ));
    }
    problems.extend(subnets.problems());
    if problems.is_empty() { Ok(subnets) } else { Err(problems) }
}

impl Row {
    fn of(json: &Json) -> Result<Row, String> {
        let Json::Map(_) = json else { return Err(json.kind().into()) };
        let text = |key| json.text(key).map(Option::unwrap_or_default);
        let mut is_tagged = false;
        for tag in json.list("Tags")? {
            let value = tag.text("Value")?;
            is_tagged |= tag.text("Key")?.is_some_and(|key| key == CNI_TAG) && value.is_none_or(|value| value != "0");
        }
        Ok(Row {
            subnet_id: text("SubnetId")?,
            vpc_id: text("VpcId")?,
            availability_zone: text("AvailabilityZone")?,
            cidr_block: json.text("CidrBlock")?,
            available_ip_address_count: json.number("AvailableIpAddressCount")?,
            role: json.text("Role")?,
            is_tagged,
        })
    }

    fn subnet(self, index: usize, problems: &mut Vec<Problem>) -> Subnet {
        let of = |key: &str| match self.subnet_id.is_empty() {
            true => format!("{key} of subnet {}", index + 1),
            false => format!("{key} of subnet {}, {}", index + 1, self.subnet_id),
        };
        let cidr = self.cidr_block.as_deref().map(Cidr::parse).transpose();
        if let Err(allowed) = &cidr {
            problems.push(Problem::new(&of("CidrBlock"), self.cidr_block.as_deref().unwrap_or_default(), allowed));
        }
        let cidr = cidr.unwrap_or_default();
        let role = match self.role.as_deref() {
            None => self.guessed(cidr),
            Some("nodes") => Role::Nodes,
            Some("pods") => Role::Pods,
            Some(other) => {
                problems.push(Problem::new(&of("Role"), other, "nodes or pods"));
                Role::Nodes
            }
        };
        Subnet { name: self.subnet_id, zone: self.availability_zone, cidr, free: self.available_ip_address_count, role }
    }

    fn guessed(&self, cidr: Option<Cidr>) -> Role {
        let is_of_pods =
            |range: &str| Cidr::parse(range).is_ok_and(|range| cidr.is_some_and(|cidr| range.holds(&cidr)));
        if self.is_tagged || POD_RANGES.into_iter().any(is_of_pods) { Role::Pods } else { Role::Nodes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_aws_prints_is_read() {
        let printed = json!({ "Subnets": [
            { "AvailabilityZone": "eu-west-1a", "AvailabilityZoneId": "euw1-az1", "AvailableIpAddressCount": 200, "CidrBlock": "10.0.0.0/24",
              "DefaultForAz": false, "State": "available", "SubnetId": "subnet-0a", "VpcId": "vpc-1", "OwnerId": "111122223333",
              "Ipv6CidrBlockAssociationSet": [], "Tags": [{ "Key": "Name", "Value": "private-a" }] },
            { "AvailabilityZone": "eu-west-1a", "AvailableIpAddressCount": 16379, "CidrBlock": "100.64.0.0/18", "SubnetId": "subnet-0b",
              "VpcId": "vpc-1" },
            { "AvailabilityZone": "eu-west-1a", "AvailableIpAddressCount": 4091, "CidrBlock": "10.0.16.0/20", "SubnetId": "subnet-0c",
              "VpcId": "vpc-1", "Tags": [{ "Key": "kubernetes.io/role/cni", "Value": "1" }] },
        ] });
        let subnets = from_json(&printed.to_string()).expect("AWS prints it so");
        let roles: Vec<_> = subnets.list.iter().map(|s| (s.name.as_str(), s.role, s.used())).collect();
        assert_eq!(
            roles,
            [
                ("subnet-0a", Role::Nodes, Some(51)),
                ("subnet-0b", Role::Pods, Some(0)),
                ("subnet-0c", Role::Pods, Some(0))
            ]
        );
        assert_eq!(subnets.zones(), ["eu-west-1a"]);
    }

    #[test]
    fn a_text_is_read_or_said_to_be_no_json() {
        assert_eq!(from_text(" \n"), None);
        let read = from_text(r#"{ "Subnets": [{ "AvailabilityZone": "a" }] }"#).expect("it is not blank");
        assert_eq!(read.map(|subnets| subnets.list.len()), Ok(1));
        let wrong = from_text("{ \"Subnets\": [").expect("it is not blank").expect_err("it is cut off");
        assert_eq!(wrong.len(), 1);
        let said = wrong[0].to_string();
        assert!(said.contains("it ends within a list at line 1") && said.contains("describe-subnets"), "{said}");
    }

    #[test]
    fn what_is_not_printed_is_not_known() {
        let subnets = from_json(r#"{ "Subnets": [{ "AvailabilityZone": "a" }] }"#).expect("a zone is enough");
        assert_eq!((subnets.list[0].free, subnets.list[0].usable(), subnets.list[0].used()), (None, None, None));
    }

    #[test]
    fn everything_wrong_is_named_at_once() {
        let wrong = json!({ "VpcCidrBlocks": ["10.0.0.0/8", "ten"], "Subnets": [
            { "AvailabilityZone": "a", "CidrBlock": "10.0.0.7/24", "SubnetId": "subnet-1", "VpcId": "vpc-1" },
            { "AvailabilityZone": "a", "CidrBlock": "10.0.0.0/24", "AvailableIpAddressCount": 300, "VpcId": "vpc-2" },
            { "AvailabilityZone": 3 },
            { "AvailabilityZone": "b", "Role": "both" },
        ] });
        let said: Vec<String> =
            from_json(&wrong.to_string()).expect_err("it is wrong").iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), 6, "{said:#?}");
        for part in ["ten", "here 10.0.0.0/24", "subnet 3", "nodes or pods", "vpc-1, vpc-2", "at most 251"] {
            assert!(said.iter().any(|s| s.contains(part)), "{part}: {said:#?}");
        }
        for value in [json!(3), json!({}), json!({ "Subnets": {} }), json!([]), json!(null)] {
            assert_eq!(from_json(&value.to_string()).expect_err("no list").len(), 1, "{value}");
        }
    }
}
