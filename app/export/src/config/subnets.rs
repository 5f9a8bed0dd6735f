//! The subnets that the pods' addresses need: subnets of their own with Terraform, CIDR reservations for prefixes, and an
//! `ENIConfig` for each zone.
//!
//! Sized by the plan: what the nodes of a zone hold, with the surge. Sources: hashicorp/terraform-provider-aws,
//! website/docs/r/{subnet,vpc_ipv4_cidr_block_association,ec2_subnet_cidr_reservation}.html.markdown;
//! aws/amazon-vpc-cni-k8s@b52188387f2e, config/master/cni.yaml (the resource definition of ENIConfig);
//! awsdocs/amazon-vpc-user-guide@06e98d972c59, doc_source/subnet-cidr-reservation.md (a prefix reservation's first address is
//! a block's).

use super::context::Context;
use super::{ConfigFile, Language, Purpose, YamlFile};
use crate::fleet_nodes::mix;
use crate::hcl::{Body, Hcl};
use crate::yaml::{Map, comments, is_name};
use addresses::lasts::lasts;
use addresses::mix::Mix;
use addresses::subnets::{Role, Subnet, Subnets};
use model::node::max_pods::is_custom_networking;
use model::scenario::owner::Owner;
use model::units::grouped;
use model::vpc::subnets::{usable_addresses, with_surge};

/// The range that AWS's guide takes for pods; a VPC takes ranges of /16 at most.
const POD_RANGE: &str = "100.64.0.0/16";
const RANGE_LENGTH: u32 = 16;
/// Zones where the scenario names none.
const ZONES: u32 = 3;

/// The files; none where pods take no addresses of the VPC, or find them in the nodes' subnets one by one.
pub(super) fn files(c: &Context, all: &[Context]) -> Vec<ConfigFile> {
    if c.owner() == Owner::AutoMode {
        return Vec::new();
    }
    let (custom, prefixes) = (is_custom_networking(c.mode()), c.mode().uses_prefixes());
    let need = Need::of(c, all);
    match (custom, prefixes && need.addresses > 0) {
        (true, _) => vec![terraform(c, &need), eni_configs(c)],
        (false, true) => vec![terraform(c, &need)],
        (false, false) => Vec::new(),
    }
}

/// What the pods of a zone need.
struct Need {
    /// Addresses, with the surge.
    addresses: u64,
    /// Blocks of 16, with the surge; 0 without prefixes.
    blocks: u64,
    /// Names of the zones, as far as they can name a zone.
    zones: Vec<String>,
}

impl Need {
    fn of(c: &Context, all: &[Context]) -> Need {
        let (catalog, scenario) = (c.subject.catalog(), c.subject.scenario());
        let zones: Vec<String> = c.zones().into_iter().filter(|zone| is_name(zone)).map(str::to_string).collect();
        let mix = match c.fleet() {
            Some(planned) => mix(&c.subject, &planned),
            None => Mix::of(catalog, scenario, scenario.mode, all.first().map_or(&c.candidate, |c| &c.candidate)),
        };
        let role = if is_custom_networking(c.mode()) { Role::Pods } else { Role::Nodes };
        // a zone each, of which nothing else is known
        let names = || zones.iter().cloned().chain((zones.len() as u32..ZONES).map(|i| i.to_string()));
        let names: Vec<String> = if zones.is_empty() { names().collect() } else { zones.clone() };
        let list = names.into_iter().map(|zone| Subnet { zone, ..Subnet::default() }).collect();
        let found = lasts(&mix, &Subnets { vpc: Vec::new(), list });
        let of_role = || found.zones.iter().filter(|zone| zone.role == role);
        Need {
            addresses: of_role().map(|zone| with_surge(zone.need)).max().unwrap_or(0),
            blocks: of_role().filter_map(|zone| zone.blocks).map(|blocks| blocks.need_with_surge).max().unwrap_or(0),
            zones,
        }
    }

    /// The prefix length of the smallest subnet that is enough, at least half as large again where a half is kept for prefixes.
    fn length(&self) -> Option<u32> {
        let is_enough = |length: &u32| {
            let blocks = if self.blocks > 0 { (1_u64 << (28 - length)) / 2 } else { u64::MAX };
            usable_addresses(*length).is_some_and(|usable| u64::from(usable) >= self.addresses) && blocks >= self.blocks
        };
        (RANGE_LENGTH..=28).rev().find(is_enough)
    }
}

fn terraform(c: &Context, need: &Need) -> ConfigFile {
    let custom = is_custom_networking(c.mode());
    let mut body = Body::new();
    for line in
        c.head(if custom { "Terraform: the pods\u{2019} own subnets" } else { "Terraform: blocks kept for prefixes" })
    {
        body = body.note(line);
    }
    body = body.note(c.surge_is_judgement());
    body = body.note("Beside main.tf, whose VPC and provider it takes.").gap();
    ConfigFile {
        name: "subnets.tf",
        purpose: Purpose::Terraform,
        title: if custom { "Terraform: the pods\u{2019} own subnets" } else { "Terraform: blocks kept for prefixes" },
        language: Language::Hcl,
        text: if custom { own_subnets(body, need) } else { reservations(body, need) }.document(),
        why: if custom {
            "Makes a subnet for the pods of each zone, large enough for the plan, unless main.tf is given some."
        } else {
            "Keeps blocks of the nodes\u{2019} subnets free for prefixes, so that single addresses break no more of them."
        },
    }
}

/// Subnets for pods in a range of their own, and half of each kept for prefixes where pods have them.
fn own_subnets(body: Body, need: &Need) -> Body {
    let length = need.length();
    let size = match length {
        Some(length) => format!(
            "Each zone needs {} addresses{} with the surge: a /{length}.",
            grouped(need.addresses),
            blocks(need),
        ),
        None => format!(
            "Each zone needs {} addresses{} with the surge, more than any subnet has: TODO: several subnets a zone, each found by the tag kubernetes.io/role/cni = 1.",
            grouped(need.addresses),
            blocks(need),
        ),
    };
    let bits = length.unwrap_or(RANGE_LENGTH) - RANGE_LENGTH;
    let zones = Body::new()
        .set("description", "Zones of the nodes, by name")
        .set("type", Hcl::Raw("list(string)"))
        .set_some("default", (!need.zones.is_empty()).then(|| Hcl::from(need.zones.clone())));
    let variable = |about: &str, kind: &'static str, default: Hcl| {
        Body::new().set("description", about).set("type", Hcl::Raw(kind)).set("default", default)
    };
    let subnet = Body::new()
        .set("for_each", Hcl::Raw("{ for i, zone in var.pod_zones : zone => i if var.pod_subnets == null }"))
        .gap()
        .set("vpc_id", Hcl::Raw("aws_vpc_ipv4_cidr_block_association.pods[0].vpc_id"))
        .set("availability_zone", Hcl::Raw("each.key"))
        .set(
            "cidr_block",
            Hcl::Raw(
                "cidrsubnet(aws_vpc_ipv4_cidr_block_association.pods[0].cidr_block, var.pod_subnet_bits, each.value)",
            ),
        )
        .set("tags", Body::new().set("Name", Hcl::Raw("\"pods-${each.key}\"")).set("kubernetes.io/role/cni", "1"));
    let body = body
        .note(size)
        .block(
            "variable",
            &["pod_range"],
            variable("Range of the pods, which the VPC gets besides its own", "string", POD_RANGE.into()),
        )
        .block(
            "variable",
            &["pod_subnet_bits"],
            variable("How many bits longer a zone's part is than the range", "number", bits.into()),
        )
        .block("variable", &["pod_zones"], zones)
        .block("resource", &["aws_vpc_ipv4_cidr_block_association", "pods"], range())
        .block("resource", &["aws_subnet", "pods"], subnet);
    let body = if need.blocks > 0 {
        body.block("resource", &["aws_ec2_subnet_cidr_reservation", "prefixes"], half_for_prefixes())
    } else {
        body
    };
    body.block(
        "locals",
        &[],
        Body::new().set("pod_subnets", Hcl::Raw("{ for zone, subnet in aws_subnet.pods : zone => subnet.id }")),
    )
}

/// The pods' range, where no subnets of theirs are given.
fn range() -> Body {
    Body::new()
        .set("count", Hcl::Raw("var.pod_subnets == null ? 1 : 0"))
        .gap()
        .set("vpc_id", Hcl::Raw("var.vpc_id"))
        .set("cidr_block", Hcl::Raw("var.pod_range"))
}

fn half_for_prefixes() -> Body {
    Body::new()
        .note("The upper half: primary addresses of ENIs are taken from the lower one.")
        .set("for_each", Hcl::Raw("aws_subnet.pods"))
        .gap()
        .set("subnet_id", Hcl::Raw("each.value.id"))
        .set("cidr_block", Hcl::Raw("cidrsubnet(each.value.cidr_block, 1, 1)"))
        .set("reservation_type", "prefix")
        .set("description", "prefixes of pods")
}

/// Reservations in the nodes' subnets, which are there already.
fn reservations(body: Body, need: &Need) -> Body {
    let asked = Body::new()
        .set("description", "Ranges to keep for prefixes, by the ID of their subnet")
        .set("type", Hcl::Raw("map(string)"))
        .set("default", Body::new());
    let reservation = Body::new()
        .set("for_each", Hcl::Raw("var.prefix_ranges"))
        .gap()
        .set("subnet_id", Hcl::Raw("each.key"))
        .set("cidr_block", Hcl::Raw("each.value"))
        .set("reservation_type", "prefix")
        .set("description", "prefixes of pods");
    body.note(format!("Each zone needs {} addresses{} with the surge.", grouped(need.addresses), blocks(need)))
        .note("TODO: the ranges, each in a part of its subnet in which nothing is in use. What is in use there stays, and breaks its blocks.")
        .note("Reports differ on whether primary addresses of ENIs stay out of a reservation: amazon-vpc-cni-k8s issues 2749 and 3087.")
        .block("variable", &["prefix_ranges"], asked)
        .block("resource", &["aws_ec2_subnet_cidr_reservation", "prefixes"], reservation)
}

fn blocks(need: &Need) -> String {
    if need.blocks > 0 { format!(", {} blocks of 16,", grouped(need.blocks)) } else { String::new() }
}

/// An `ENIConfig` for each zone, by the zone's name, for a VPC CNI that is no add-on with values of its own.
fn eni_configs(c: &Context) -> ConfigFile {
    let zones: Vec<&str> = c.zones().into_iter().filter(|zone| is_name(zone)).collect();
    let names = if zones.is_empty() { vec!["TODO-zone"] } else { zones };
    let of = |zone: &&str| {
        let spec = Map::new().set("subnet", "TODO-subnet-id");
        Map::new()
            .set("apiVersion", "crd.k8s.amazonaws.com/v1alpha1")
            .set("kind", "ENIConfig")
            .set("metadata", Map::new().set("name", *zone))
            .set("spec", spec)
            .document()
    };
    let mut head = c.head("ENIConfigs");
    head.push("TODO: the pods\u{2019} own subnet of each zone. A node in a zone that is missing here never becomes ready. Its security groups are the node\u{2019}s, unless spec.securityGroups names others.".into());
    YamlFile {
        name: "eniconfig.yaml",
        purpose: Purpose::Existing,
        title: "VPC CNI: an ENIConfig for each zone",
        why: "Where the add-on\u{2019}s values do not make them: kubectl apply -f eniconfig.yaml.",
    }
    .with(comments(&head) + &names.iter().map(of).collect::<Vec<_>>().join("---\n"))
}
