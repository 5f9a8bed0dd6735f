//! The model on the real catalogue, against published figures and sums done by hand.
//!
//! Row ids (1.1, G1 to G33, C1 to C7, S2 to S12) are in each failure. Where a figure is published:
//! aws/amazon-vpc-cni-k8s@b52188387f2e (misc/eni-max-pods.txt, copied to golden/eni_max_pods.csv, and
//! pkg/vpc/vpc_ip_resource_limit.go) for ENIs and max-pods, aws/karpenter-provider-aws@1d927085dd81
//! (website/content/en/docs/reference/instance-types.md, zz_generated.bandwidth.go) for allocatable and
//! bandwidth, kubernetes-sigs/aws-ebs-csi-driver@429e202e5897 (pkg/driver/node.go) for volumes,
//! aws/amazon-vpc-resource-controller-k8s@b8d425119bdb (pkg/aws/vpc/limits.go) for branch ENIs. All else
//! is arithmetic, shown beside the row; it is of instances alone, so scenarios are those of version 1, in which disks
//! have no price (`golden/costs.rs` is about disks and the rest). C rows check what the article of 29 November 2018 claims, S rows
//! are whole scenarios.

#[path = "golden/advice.rs"]
mod advice;
#[path = "golden/article.rs"]
mod article;
#[path = "golden/claims.rs"]
mod claims;
#[path = "golden/costs.rs"]
mod costs;
#[path = "golden/exports.rs"]
mod exports;
#[path = "golden/launchable.rs"]
mod launchable;
#[path = "golden/measured.rs"]
mod measured;
#[path = "golden/modes.rs"]
mod modes;
#[path = "golden/scenarios.rs"]
mod scenarios;
#[path = "golden/stacks.rs"]
mod stacks;
#[path = "golden/sweep.rs"]
mod sweep;

use catalog_files::{Counts, Files, parse};
use model::catalog::instance_type::InstanceType;
use model::catalog::reserved::Commitment;
use model::catalog::{Catalog, Estimate, Offer, PriceKind};
use model::node::addresses::address_capacity;
use model::node::allocatable::{Allocatable, allocatable as of_scenario};
use model::node::bandwidth;
use model::node::capacity::{Capacity, capacity};
use model::node::limit::Limit;
use model::node::max_pods::{by_settings as max_pods, community_threshold, eni_limited, mode_formula};
use model::node::volumes::csi_volumes;
use model::node::warm_pool::{InUse, attached_enis};
use model::node::workload::Workload;
use model::plan::cost::Confidence;
use model::plan::{Candidate, Plan, judge, plan};
use model::scenario::network_mode::NetworkMode;
use model::scenario::os::Os;
use model::scenario::owner::Owner;
use model::scenario::{ArticleSettings, Era, Filters, MemoryFrom, NodeSettings, PodProfile, Scenario};
use model::units::{Mbps, Mib, MicroUsd, MilliCpu};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use NetworkMode::{CustomNetworking, CustomNetworkingPrefix, PrefixDelegation, SecondaryIp};

/// The catalogue of every region, as the binary carries it.
static CATALOGS: LazyLock<Vec<Catalog>> =
    LazyLock::new(|| parse(&Files::embedded()).expect("the embedded catalogue").catalogs());

fn usual() -> NodeSettings {
    NodeSettings::default()
}

fn region(code: &str) -> &'static Catalog {
    CATALOGS.iter().find(|c| c.region.code == code).expect("a region of the catalogue")
}

fn us_east_1() -> &'static Catalog {
    region("us-east-1")
}

fn instance_type(name: &str) -> &'static InstanceType {
    let catalog = us_east_1();
    catalog.instance_type(catalog.find(name).expect("a type of the catalogue"))
}

fn offer(code: &str, name: &str) -> &'static Offer {
    let catalog = region(code);
    catalog.offer(catalog.find(name).expect("a type of the catalogue"))
}

/// The rows of a CSV text as maps from the column's name.
fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(|row| row.expect("a row")).collect()
}

/// AWS's published max-pods, by type.
fn published_max_pods() -> BTreeMap<String, u32> {
    let golden = rows(include_str!("golden/eni_max_pods.csv"));
    golden.iter().map(|row| (row["instance_type"].clone(), row["max_pods"].parse().expect("a number"))).collect()
}

// ---- counts and prices

#[test]
fn the_catalogue_holds_what_its_documentation_counts() {
    let figures = parse(&Files::embedded()).expect("the embedded catalogue");
    let expected = Counts {
        instance_types: 1_395,
        regions: 34,
        unpriced_regions: 5,
        on_demand_published: 18_024,
        on_demand_estimated: 4_499,
        unpriced: 487,
        spot: 13_921,
        reserved: 14_452,
        history_2018: 168,
        corrections: 62,
        sources: 15,
    };
    assert_eq!(figures.counts(), expected);

    let types = &us_east_1().types;
    let count = |is: fn(&InstanceType) -> bool| types.iter().filter(|t| is(t)).count();
    assert_eq!(count(InstanceType::is_bare_metal), 154, "bare metal");
    assert_eq!(count(|t| t.encryption_in_transit), 1_116, "types that encrypt in transit");
    assert_eq!(count(|t| t.branch_enis.is_none()), 36, "types without a published number of branch ENIs");
    assert_eq!(count(|t| t.in_2018), 135, "types of today that VPC CNI knew in 2018");
    assert_eq!(us_east_1().history.iter().filter(|t| t.in_vpc_cni).count(), 157, "types that VPC CNI knew in 2018");
}

#[test]
fn prices_count_by_kind_region_and_type() {
    let (mut published_types, mut estimates) = (BTreeSet::new(), [0, 0, 0]);
    for catalog in CATALOGS.iter() {
        for (t, offer) in catalog.types.iter().zip(&catalog.offers) {
            match offer.on_demand.as_ref().map(|price| &price.kind) {
                Some(PriceKind::Published) => drop(published_types.insert(&t.name)),
                Some(PriceKind::Estimated(Estimate::SameFamily)) => estimates[0] += 1,
                Some(PriceKind::Estimated(Estimate::NearFamily(_))) => estimates[1] += 1,
                Some(PriceKind::Estimated(Estimate::PriceCut)) => estimates[2] += 1,
                None => {}
            }
        }
    }
    assert_eq!(published_types.len(), 1_357);
    assert_eq!(estimates, [15, 4_478, 6], "same family, near family, price cut"); // 4,499 in all
    let with_spot = |c: &&Catalog| c.offers.iter().any(|o| o.spot_savings.is_some());
    assert_eq!(CATALOGS.iter().filter(with_spot).count(), 32);
    let unknown: Vec<_> =
        CATALOGS.iter().filter(|c| !c.region.availability_known).map(|c| c.region.code.as_str()).collect();
    assert_eq!(unknown, ["ap-southeast-7", "mx-central-1", "us-gov-east-1", "us-gov-west-1"]);
}

#[test]
fn hand_picked_prices_with_their_kind_and_date() {
    #[track_caller]
    fn check(code: &str, name: &str, hourly: u64, kind: PriceKind) {
        let price = offer(code, name).on_demand.as_ref().expect("a price");
        assert_eq!((price.hourly, &price.kind), (MicroUsd(hourly), &kind), "{name} in {code}");
    }
    let estimated = PriceKind::Estimated;
    check("us-east-1", "m5.large", 96_000, PriceKind::Published);
    check("us-east-1", "m5.xlarge", 192_000, PriceKind::Published);
    check("eu-central-1", "m5.large", 115_000, PriceKind::Published);
    check("ap-northeast-1", "i7ie.metal-24xl", 14_683_200, PriceKind::Published);
    check("ap-northeast-2", "c7i-flex.12xlarge", 2_298_240, estimated(Estimate::SameFamily));
    check("af-south-1", "c6gd.12xlarge", 2_472_060, estimated(Estimate::NearFamily("c6g".into())));
    check("ap-northeast-1", "p4d.24xlarge", 30_097_840, PriceKind::Published);
    check("ap-northeast-2", "p4d.24xlarge", 30_410_280, estimated(Estimate::PriceCut));
    assert_eq!(us_east_1().region.on_demand_as_of, "2026-07-20");
    assert_eq!(region("eu-central-1").region.on_demand_as_of, "2026-02-17");
    assert_eq!(region("eu-north-1").region.on_demand_as_of, "2025-04-04");
    let date = |code: &str, name: &str| region(code).price_date(region(code).find(name).expect("a type"));
    // the one published price that the list of 2026-02-17 does not have
    assert_eq!((date("us-east-2", "trn2.48xlarge"), date("us-east-2", "m5.large")), ("2025-04-04", "2026-02-17"));
}

/// Families that estimates were off for, as the list of 2026-02-17 has them; and the size that it does not have.
#[test]
fn published_prices_replace_estimates_family_by_family() {
    #[track_caller]
    fn check(code: &str, name: &str, hourly: u64, kind: PriceKind) {
        let price = offer(code, name).on_demand.as_ref().expect("a price");
        assert_eq!((price.hourly, &price.kind), (MicroUsd(hourly), &kind), "{name} in {code}");
    }
    // rhpds/parsec@e5e8a695ad7a data/ec2_pricing.json
    check("ap-south-1", "c8gn.large", 118_500, PriceKind::Published);
    check("eu-central-1", "c8gd.large", 113_300, PriceKind::Published);
    check("eu-west-1", "c8gn.large", 133_900, PriceKind::Published);
    // us-east-1's price by the ratio of the family's other sizes: 16.4736 * 9.6768 / 8.2368 = 19.3536
    check("ap-northeast-1", "i8g.metal-48xl", 19_353_600, PriceKind::Estimated(Estimate::SameFamily));
    // What a source gives of a family in a region, all its sizes follow.
    for catalog in CATALOGS.iter().filter(|c| c.region.on_demand_as_of == "2026-02-17") {
        let priced = || catalog.types.iter().zip(&catalog.offers).filter_map(|(t, o)| Some((t, o.on_demand.as_ref()?)));
        let published: BTreeSet<_> =
            priced().filter(|(_, p)| p.kind == PriceKind::Published).map(|(t, _)| t.family()).collect();
        for (t, price) in priced().filter(|(t, _)| published.contains(t.family())) {
            let fits = matches!(price.kind, PriceKind::Published | PriceKind::Estimated(Estimate::SameFamily));
            assert!(fits, "{} in {}: {:?}", t.name, catalog.region.code, price.kind);
        }
    }
}

/// Reserved Instances, No Upfront, as yeo/ec2.shop@74c9fd8ab5ac has them.
#[test]
fn hand_picked_commitments() {
    #[track_caller]
    fn check(code: &str, name: &str, rates: [Option<u64>; 4]) {
        let found = Commitment::ALL.map(|commitment| offer(code, name).committed(commitment).map(|rate| rate.0));
        assert_eq!(found, rates, "{name} in {code}");
    }
    check("us-east-1", "m5.large", [60_000, 41_000, 71_000, 49_000].map(Some));
    check("us-east-1", "x2iedn.32xlarge", [16_413_740, 8_556_590, 19_718_900, 10_285_200].map(Some));
    check("af-south-1", "c5.12xlarge", [1_724_000, 1_182_000, 2_167_000, 1_507_000].map(Some));
    // launched later; and a family whose price was cut since
    check("us-east-1", "m9g.large", [None; 4]);
    check("us-east-1", "p5.48xlarge", [None; 4]);
}

// ---- ENIs, addresses, max-pods

#[test]
fn max_pods_equal_aws_list_for_every_type_in_both() {
    let published = published_max_pods();
    assert_eq!(published.len(), 1_391, "rows of the published list");
    let in_both: Vec<_> = us_east_1().types.iter().filter(|t| published.contains_key(&t.name)).collect();
    assert_eq!(in_both.len(), 1_368);
    for t in &in_both {
        assert_eq!(eni_limited(t), published[&t.name], "{}", t.name);
    }
    // The list is made from VPC CNI's own table, so the addresses that pods get are two fewer on every type.
    let differ = |t: &&&InstanceType| address_capacity(t, SecondaryIp, &usual()) != Some(published[&t.name] - 2);
    assert_eq!(in_both.iter().filter(differ).map(|t| t.name.as_str()).collect::<Vec<_>>(), [""; 0]);
    // EC2's description has fewer ENIs on the default card of four types: a correction in the catalogue's data.
    let corrected: Vec<_> = in_both.iter().filter(|t| t.enis_max_pods.is_some()).map(|t| t.name.as_str()).collect();
    assert_eq!(corrected, ["i7ie.48xlarge", "i7ie.metal-48xl", "i8ge.48xlarge", "i8ge.metal-48xl"]);
}

/// ENIs of the default card, addresses of each, cards, then E*S, E*S+2 and E*S*16+2.
#[test]
fn addresses_and_max_pods_of_real_types() {
    struct Row {
        e: u32,
        i: u32,
        /// More than one network card.
        multi_card: bool,
        addresses: u32,
        max_pods: u32,
        with_prefixes: Option<u32>,
    }
    #[track_caller]
    fn check(name: &str, row: Row) {
        let t = instance_type(name);
        assert_eq!((t.enis, t.ipv4_per_eni), (row.e, row.i), "1.1 {name}: E x I");
        assert_eq!(t.enis_all_cards > t.enis, row.multi_card, "1.1 {name}: cards");
        assert_eq!(address_capacity(t, SecondaryIp, &usual()), Some(row.addresses), "1.1 {name}: E*S");
        assert_eq!(eni_limited(t), row.max_pods, "1.1 {name}: E*S+2");
        let with_prefixes = row.with_prefixes.unwrap_or(row.max_pods);
        assert_eq!(mode_formula(t, PrefixDelegation, &usual()), Some(with_prefixes), "1.1 {name}: E*S*16+2");
        assert_eq!(t.is_nitro(), row.with_prefixes.is_some(), "1.1 {name}: Nitro");
    }
    /// A Xen type: without prefixes, so it falls back.
    fn xen(e: u32, i: u32, addresses: u32, max_pods: u32) -> Row {
        Row { e, i, multi_card: false, addresses, max_pods, with_prefixes: None }
    }
    fn nitro(e: u32, i: u32, addresses: u32, max_pods: u32, with_prefixes: u32) -> Row {
        Row { e, i, multi_card: false, addresses, max_pods, with_prefixes: Some(with_prefixes) }
    }
    fn cards(row: Row) -> Row {
        Row { multi_card: true, ..row }
    }
    check("t2.nano", xen(2, 2, 2, 4));
    check("t2.micro", xen(2, 2, 2, 4));
    check("t2.small", xen(3, 4, 9, 11));
    check("t2.medium", xen(3, 6, 15, 17));
    check("t2.large", xen(3, 12, 33, 35));
    check("t2.xlarge", xen(3, 15, 42, 44));
    check("t2.2xlarge", xen(3, 15, 42, 44));
    check("t3.small", nitro(3, 4, 9, 11, 146)); // 9*16+2
    check("t3.medium", nitro(3, 6, 15, 17, 242));
    check("t3.large", nitro(3, 12, 33, 35, 530));
    check("m4.large", xen(2, 10, 18, 20));
    for name in ["m5.large", "m7g.large", "m7i.large"] {
        check(name, nitro(3, 10, 27, 29, 434)); // G1: 3*9+2, G2: 27*16+2
    }
    check("m5.xlarge", nitro(4, 15, 56, 58, 898));
    check("m5.4xlarge", nitro(8, 30, 232, 234, 3_714));
    check("m5.24xlarge", nitro(15, 50, 735, 737, 11_762));
    check("p3dn.24xlarge", nitro(15, 50, 735, 737, 11_762));
    check("m7g.medium", nitro(2, 4, 6, 8, 98));
    check("m8i.large", nitro(3, 20, 57, 59, 914));
    check("m8i.48xlarge", nitro(24, 64, 1_512, 1_514, 24_194));
    check("c8gn.48xlarge", cards(nitro(12, 50, 588, 590, 9_410)));
    check("p4d.24xlarge", cards(nitro(15, 50, 735, 737, 11_762)));
    check("p5.48xlarge", cards(nitro(2, 50, 98, 100, 1_570)));
    // F5: one card with 15 or 24 ENIs of 50 (pkg/vpc/vpc_ip_resource_limit.go): 15*49 = 735, 24*49 = 1176
    for name in ["i7ie.48xlarge", "i7ie.metal-48xl"] {
        check(name, nitro(15, 50, 735, 737, 11_762));
    }
    for name in ["i8ge.48xlarge", "i8ge.metal-48xl"] {
        check(name, nitro(24, 50, 1_176, 1_178, 18_818));
    }
    // The eighth generation breaks the old pattern of sizes, but not everywhere.
    check("m8i.xlarge", nitro(4, 30, 116, 118, 1_858)); // 4*29 = 116, 116*16+2
    check("m8i.4xlarge", nitro(8, 50, 392, 394, 6_274)); // 8*49 = 392
    check("m8a.large", nitro(3, 20, 57, 59, 914));
    check("m8azn.large", nitro(4, 20, 76, 78, 1_218)); // 4*19 = 76
    check("m8g.large", nitro(3, 10, 27, 29, 434));
    check("c8g.xlarge", nitro(4, 15, 56, 58, 898));
}

#[test]
fn modes_and_owners_set_max_pods_of_m5_large() {
    let m5 = instance_type("m5.large");
    let check = |row: &str, mode, raw, capped| {
        assert_eq!(mode_formula(m5, mode, &usual()), Some(raw), "{row}: before the cap");
        assert_eq!(
            max_pods(m5, mode, &NodeSettings { owner: Owner::ManagedNodeGroup, ..NodeSettings::default() }),
            capped,
            "{row}: capped"
        );
    };
    check("G1", SecondaryIp, 29, 29);
    check("G5", PrefixDelegation, 434, 110);
    check("G6", CustomNetworking, 20, 20); // 2*9+2
    check("G7", CustomNetworkingPrefix, 290, 110); // 2*9*16+2
    assert_eq!(community_threshold(m5), 20, "G10: 10 a core");
    // Above 30 vCPUs the cap is 250; Auto Mode has min(110, E*S) without the 2.
    let m5_24 = instance_type("m5.24xlarge");
    assert_eq!(
        max_pods(m5_24, SecondaryIp, &NodeSettings { owner: Owner::ManagedNodeGroup, ..NodeSettings::default() }),
        250
    );
    assert_eq!(max_pods(m5, SecondaryIp, &NodeSettings { owner: Owner::AutoMode, ..NodeSettings::default() }), 27);
    assert_eq!(max_pods(m5_24, SecondaryIp, &NodeSettings { owner: Owner::AutoMode, ..NodeSettings::default() }), 110);
}

#[test]
fn pods_beside_the_daemonsets() {
    // H = 2 on the host network, N = 2 with addresses: min(E*S - 2, max-pods - 4).
    let slots = |name: &str| light(SecondaryIp).capacity(name).pods;
    assert_eq!(slots("m5.large"), 25, "G3: min(27 - 2, 29 - 4)");
    assert_eq!(slots("t2.micro"), 0, "G4: min(2 - 2, 4 - 4)");
    let by_article = article_plan(ArticleSettings::default());
    assert_eq!(article_row(&by_article, "m5.large").map(|c| c.capacity.pods), Some(23), "G3: 27 - 4");
    assert_eq!(article_row(&by_article, "t2.micro"), None, "G4: 2 - 4 is less than nothing");
}

#[test]
fn branch_enis_of_real_types() {
    #[track_caller]
    fn check(name: &str, branch: u32) {
        assert_eq!(instance_type(name).branch_enis, Some(branch), "1.4 {name}");
    }
    check("m5.large", 9);
    check("m5.xlarge", 18);
    check("c5.4xlarge", 54);
    check("m5.24xlarge", 107);
    check("c5.24xlarge", 107);
    check("p4d.24xlarge", 62);
    check("m7g.medium", 4);
    check("m8i.large", 9);
    for t in us_east_1().types.iter().filter(|t| ["t2", "t3", "t3a", "t4g", "m4"].contains(&t.family())) {
        assert_eq!(t.branch_enis, Some(0), "1.4 {}: no trunk", t.name);
    }
}

#[test]
fn encryption_in_transit_goes_by_family() {
    let of = |family: &str| -> BTreeSet<bool> {
        let types = us_east_1().types.iter().filter(|t| t.family() == family);
        types.map(|t| t.encryption_in_transit).collect()
    };
    for family in ["m5", "c5", "r5", "t2", "t3", "t4g", "m6g", "c6g", "m4", "c4", "a1"] {
        assert_eq!(of(family), BTreeSet::from([false]), "{family}");
    }
    for family in ["m5n", "c5n", "m6i", "m6a", "m7g", "m7i", "m8g", "m8i", "p5"] {
        assert_eq!(of(family), BTreeSet::from([true]), "{family}");
    }
    let families: BTreeSet<_> = us_east_1().types.iter().map(InstanceType::family).collect();
    let mixed: Vec<_> = families.into_iter().filter(|family| of(family).len() > 1).collect();
    assert_eq!(mixed, Vec::<&str>::new(), "families that encrypt in part");
}

// ---- allocatable, volumes, bandwidth, warm pool

/// What nodes set up so have for pods, where nothing is known of a person's own nodes.
fn allocatable(t: &InstanceType, node: &NodeSettings, max_pods: u32) -> Allocatable {
    of_scenario(t, &Scenario { node: *node, ..Scenario::default() }, max_pods)
}

#[test]
fn allocatable_equals_karpenters_page() {
    #[track_caller]
    fn check(row: &str, name: &str, pods: u32, cpu: u32, memory: u32) {
        let t = instance_type(name);
        let node = NodeSettings { owner: Owner::Karpenter, memory_from: MemoryFrom::Karpenter, ..usual() };
        let set = max_pods(t, SecondaryIp, &node);
        assert_eq!(set, pods, "{row} {name}: max-pods");
        let left = allocatable(t, &node, set);
        assert_eq!((left.cpu, left.memory), (MilliCpu(cpu), Mib(memory)), "{row} {name}");
        assert_eq!(left.ephemeral, Mib(17 * 1024), "{row} {name}: 20 GiB less 1 GiB less 10 %");
    }
    check("G11", "m5.large", 29, 1_930, 6_903); // 8192 - 615 - (255 + 11*29) - 100
    check("G12", "m5.xlarge", 58, 3_920, 14_162); // 16384 - 1229 - (255 + 638) - 100
    check("G13", "t3.small", 11, 1_930, 1_418); // 2048 - 154 - (255 + 121) - 100
    check("G14", "m7g.large", 29, 1_930, 6_844); // 8192 - 64 - 610 - 574 - 100
    check("G15", "m8g.48xlarge", 737, 191_450, 718_928); // 786432 - 64 - 58978 - 8362 - 100
    check("G16", "p5.48xlarge", 100, 191_450, 1_938_410); // 2097152 - 157287 - 1355 - 100

    let bottlerocket = NodeSettings { chosen_os: Os::Bottlerocket, memory_from: MemoryFrom::Karpenter, ..usual() };
    let left = allocatable(instance_type("m5.large"), &bottlerocket, 110);
    assert_eq!((left.cpu, left.memory), (MilliCpu(1_930), Mib(6_012)), "G17"); // 8192 - 615 - (255 + 1210) - 100
}

#[test]
fn volumes_beside_the_root_volume() {
    #[track_caller]
    fn check(row: &str, name: &str, enis: u32, volumes: u32) {
        assert_eq!(
            csi_volumes(instance_type(name), &NodeSettings::default(), enis),
            volumes,
            "{row} {name} with {enis} ENIs"
        );
    }
    check("G18", "m5.large", 3, 24); // 27 - 1 - 2, shared with ENIs
    check("G19", "m7i.large", 3, 31); // 32 - 1
    check("G20", "m7i.48xlarge", 15, 127); // 128 - 1
    check("G21", "m4.large", 2, 38); // 39 - 1, Xen counts as dedicated
    // F4: 64 volumes is what one of their two EBS cards takes (attached by hand in #2888), so the driver overrode EC2's 128 with
    // 64 until it chose cards itself; commit 0163e7b8 (v1.62.0) took the override out, and its table has 128 and two cards.
    for name in ["r8gn.48xlarge", "m8gn.48xlarge", "c8gn.48xlarge"] {
        check("F4", name, 1, 127); // 128 - 1
    }
}

#[test]
fn baseline_bandwidth_of_real_types() {
    #[track_caller]
    fn check(name: &str, baseline: u32) {
        assert_eq!(bandwidth::sustained(instance_type(name), SecondaryIp), Mbps(baseline), "5 {name}");
    }
    check("t3.small", 128);
    check("m5.large", 750);
    check("m7i.large", 781);
    check("m7g.large", 937);
    check("m8i.large", 937);
    check("m5.xlarge", 1_250);
    check("m5n.large", 2_100);
    check("m5.24xlarge", 25_000);
    check("c5n.18xlarge", 100_000);
}

#[test]
fn bandwidth_limits_pods() {
    #[track_caller]
    fn check(row: &str, name: &str, each: u32, pods: u32) {
        let asking = Asked { mbps: each, ..light(SecondaryIp) };
        assert_eq!(asking.capacity(name).by_limit.get(Limit::Bandwidth), Some(pods), "{row} {name}");
    }
    check("G22", "m5.large", 30, 25); // 750 / 25 = 30
    check("G22", "m5.large", 31, 24); // 750 / 31 = 24.2
    check("G23", "m5.24xlarge", 100, 250); // 25000 / 250 = 100
}

/// Addresses that the default warm targets take from the subnet, as whole ENIs of I addresses each.
#[test]
fn warm_enis_of_real_types() {
    #[track_caller]
    fn check(row: &str, name: &str, max_pods: u32, pods: u32, addresses: u32) {
        let t = instance_type(name);
        let in_use = InUse { addresses: pods, branch_enis: 0, max_pods, node: &NodeSettings::default() };
        let enis = attached_enis(t, SecondaryIp, in_use);
        assert_eq!(enis * t.ipv4_per_eni, addresses, "{row} {name} with {pods} pods");
    }
    check("G24", "m5.large", 29, 0, 10);
    check("G25", "m5.large", 29, 1, 20); // one warm beside ceil(1/9)
    check("G26", "m5.large", 29, 20, 30); // min(3, 1 + 3)
    check("G27", "m5.xlarge", 58, 20, 45); // 1 + ceil(20/14) = 3
    check("G28", "m5.4xlarge", 234, 100, 150); // 1 + ceil(100/29) = 5
    check("G29", "m5.24xlarge", 250, 50, 150); // 1 + ceil(50/49) = 3
}

// ---- what the rows share

fn article_plan(article: ArticleSettings) -> Plan {
    plan(us_east_1(), &Scenario { era: Era::Article, article, ..Scenario::version_1() })
}

fn article_row(plan: &Plan, name: &str) -> Option<Candidate> {
    plan.candidates.iter().find(|c| c.name(us_east_1()) == name).copied()
}

/// One pod profile on types of us-east-1, whatever the filters say.
#[derive(Clone, Copy)]
struct Asked {
    pods: u32,
    cpu: u32,
    memory: u32,
    mbps: u32,
    own_security_group: bool,
    mode: NetworkMode,
    era: Era,
}

/// Pods that ask for nothing but a place.
fn light(mode: NetworkMode) -> Asked {
    Asked { pods: 100, cpu: 0, memory: 0, mbps: 0, own_security_group: false, mode, era: Era::Today }
}

impl Asked {
    fn scenario(&self) -> Scenario {
        let pod = PodProfile {
            pods: self.pods,
            cpu: MilliCpu(self.cpu),
            memory: Mib(self.memory),
            bandwidth: Mbps(self.mbps),
            own_security_group: self.own_security_group,
            ..PodProfile::default()
        };
        let filters = Filters::open();
        Scenario { profiles: vec![pod], mode: self.mode, era: self.era, filters, ..Scenario::version_1() }
    }

    fn capacity(&self, name: &str) -> Capacity {
        capacity(instance_type(name), &Workload::of(&self.scenario()))
    }

    fn candidate(&self, name: &str) -> Candidate {
        let catalog = us_east_1();
        match self.era {
            Era::Today => {
                let index = catalog.find(name).expect("a type");
                judge(catalog, &self.scenario(), index).expect("a candidate").into()
            }
            Era::Article => article_row(&plan(catalog, &self.scenario()), name).expect("a candidate"),
        }
    }

    #[track_caller]
    fn check(&self, row: &str, name: &str, pods_per_node: u32, nodes: u32, monthly: &str) {
        let c = self.candidate(name);
        let found = (c.capacity.pods, c.fleet.nodes, c.fleet.monthly.cents());
        assert_eq!(found, (pods_per_node, nodes, monthly.to_string()), "{row} {name} {:?} {:?}", self.mode, self.era);
        assert_eq!(c.price.confidence, Confidence::Published, "{row} {name}");
    }
}
