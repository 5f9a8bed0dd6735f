//! Several types in one group: only those that agree, and what the others would cost.

use crate::cluster::{AUTO_MODE, KARPENTER, MANAGED, Nodes, Worked, scenario, with};
use crate::read::{documents, named, texts};
use export::{Config, Kept, Tool, decision_record, mixed};
use model::scenario::network_mode::NetworkMode::{self, *};
use model::scenario::*;
use model::units::{MicroUsd, MilliCpu};

/// With a free choice of types.
fn free(nodes: Nodes, mode: NetworkMode) -> Scenario {
    let base = scenario();
    let filters = Filters { arch: ArchFilter::Both, ..Filters::default() };
    Scenario { chosen: None, mode, filters, node: with(nodes, base.node), ..base }
}

#[test]
fn types_that_agree_share_a_pool() {
    let worked = Worked::out(free(KARPENTER, SecondaryIp));
    let files = worked.files();
    let pool = documents(&files, "karpenter.yaml").remove(0);
    let requirement = |i: &str, path: &str| texts(&pool, &["spec", "template", "spec", "requirements", i, path]);
    // 16 nodes each: m7g at $0.0816, then c5, m5a and m5 within a quarter of it ($0.102); not m5d at $0.113.
    assert_eq!(requirement("0", "values"), ["m7g.large", "c5.large", "m5a.large", "m5.large"]);
    assert_eq!(requirement("1", "values"), ["arm64", "amd64"]);
    // 8 m5.xlarge at $0.192 are within the quarter, too, but their max-pods is 58.
    let config = Config::of(worked.subject()).expect("fits");
    let left_out = config.left_out().expect("m5.xlarge");
    assert_eq!(left_out.by_type, [("m7g.large".to_string(), 29), ("m5.xlarge".to_string(), 58)]);
    assert_eq!(left_out.cost.expect("it carries the pods").name, "m5.xlarge", "the one that loses");
    assert!(named(&files, "karpenter.yaml").text.contains("# Others are left out: types with different max-pods"));
}

/// 16 m7g.large at $0.0816 and as many m5.large at $0.096, 730 hours and a disk of 20 GiB each.
#[test]
fn a_pool_of_several_types_promises_no_plan() {
    let worked = Worked::out(free(KARPENTER, SecondaryIp));
    let config = Config::of(worked.subject()).expect("fits");
    let said = config.as_karpenter_fills().expect("Karpenter launches them");
    assert!(said.contains("of any of the 4 types of its pool"), "{said}");
    assert!(said.contains("16 nodes of m7g.large, as planned."), "{said}");
    let of = |name: &str| {
        let pinned = Worked::out(Scenario { chosen: Some(name.into()), ..free(KARPENTER, SecondaryIp) });
        pinned.subject().shown().expect("fits").fleet.monthly
    };
    let most_expensive = ["c5.large", "m5a.large", "m5.large"].into_iter().max_by_key(|name| of(name)).expect("three");
    let cost = format!(
        "All pods on {most_expensive}, which costs most of them, would be {} a month.",
        of(most_expensive).cents()
    );
    assert!(said.contains(&cost), "{cost}: {said}");
    let record = decision_record(&worked.subject(), &Kept::default());
    for text in [named(&worked.files(), "karpenter.yaml").text.replace("\n# ", " "), record] {
        assert!(text.contains(&cost) && !text.contains("launches the nodes of the plan"), "{text}");
    }
    let steps: Vec<String> = config.steps(Tool::Eksctl).into_iter().map(|step| step.text).collect();
    assert!(
        steps.contains(&"Create the cluster, without nodes: Karpenter launches them as pods come.".into()),
        "{steps:?}"
    );
}

/// Where groups have a size, nobody launches anything else.
#[test]
fn groups_of_a_size_come_to_the_plan() {
    let worked = Worked::out(free(MANAGED, SecondaryIp));
    assert_eq!(Config::of(worked.subject()).expect("fits").as_karpenter_fills(), None);
}

#[test]
fn a_pinned_fleet_has_one_type() {
    let worked = Worked::out(Scenario { chosen: Some("m5a.large".into()), ..free(KARPENTER, SecondaryIp) });
    assert_eq!(Config::of(worked.subject()).expect("fits").instance_types(), ["m5a.large"]);
    // A choice that is no candidate pins nothing.
    let worked = Worked::out(Scenario { chosen: Some("x9.huge".into()), ..free(KARPENTER, SecondaryIp) });
    assert_eq!(Config::of(worked.subject()).expect("fits").instance_type(), "m7g.large");
}

#[test]
fn a_managed_group_mixes_only_for_spot() {
    let on_demand = Worked::out(free(MANAGED, SecondaryIp));
    assert_eq!(Config::of(on_demand.subject()).expect("fits").instance_types(), ["m7g.large"]);
    let spot = Scenario { purchase: Purchase::Spot, ..free(MANAGED, SecondaryIp) };
    let config = |asked: &Scenario| Worked::out(asked.clone());
    // A group has one image, and the only other Arm type is none.
    assert_eq!(Config::of(config(&spot).subject()).expect("fits").instance_types(), ["m7g.large"]);
    let spot = Scenario { filters: Filters { arch: ArchFilter::X86, ..spot.filters.clone() }, ..spot };
    let files = config(&spot).files();
    let types = texts(&documents(&files, "cluster.yaml")[0], &["managedNodeGroups", "0", "instanceTypes"]);
    // Spot nodes are bought where they are, so m5d.large is in the list, too; m5.xlarge has another max-pods.
    assert_eq!(types, ["c5.large", "m5a.large", "m5.large", "m5d.large"]);
}

/// m5.xlarge with m5.large in one group: 29 instead of 58. 58 - 4 = 54 pods a node on 8 nodes; 29 - 4 = 25 on 16.
#[test]
fn the_trap_costs_what_the_lowest_leaves_unused() {
    let worked = Worked::out(free(MANAGED, SecondaryIp));
    let place = |name: &str| worked.catalog().find(name).expect("a type");
    let trap = mixed(worked.catalog(), worked.scenario(), &[place("m5.xlarge"), place("m5.large")]).expect("a trap");
    assert_eq!(trap.lowest, 29);
    let cost = trap.cost.clone().expect("m5.xlarge carries the pods");
    assert_eq!((cost.pods, cost.nodes), ((54, 25), (8, 16)));
    // 8 and 16 nodes of 0.192 * 730
    assert_eq!(cost.monthly, (MicroUsd(1_121_280_000), MicroUsd(2_242_560_000)));
    let sentence = trap.sentence();
    for said in ["m5.xlarge 58, m5.large 29", "16 nodes instead of 8 and $2,242.56 a month instead of $1,121.28"] {
        assert!(sentence.contains(said), "{sentence}");
    }
}

#[test]
fn there_is_no_trap_where_all_agree() {
    let worked = Worked::out(free(MANAGED, PrefixDelegation));
    let all: Vec<_> = worked.catalog().indices().collect();
    assert_eq!(mixed(worked.catalog(), worked.scenario(), &all), None, "110 each");
    assert_eq!(mixed(worked.catalog(), worked.scenario(), &[]), None);
    let auto = Worked::out(free(AUTO_MODE, SecondaryIp));
    assert_eq!(mixed(auto.catalog(), auto.scenario(), &all), None, "each node its own");
    let mut heavy = free(MANAGED, SecondaryIp);
    heavy.profiles[0].cpu = MilliCpu(3_800);
    let worked = Worked::out(heavy);
    let place = |name: &str| worked.catalog().find(name).expect("a type");
    let trap = mixed(worked.catalog(), worked.scenario(), &[place("m5.large"), place("m5.xlarge")]).expect("29 and 58");
    assert_eq!(trap.cost, None, "3,720m are left of 4,000m: no pod fits either way");
    assert!(trap.sentence().ends_with("all get the lowest, 29."), "{}", trap.sentence());
}
