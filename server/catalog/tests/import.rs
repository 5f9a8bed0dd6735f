//! The catalogue's files as they are, and spoilt in every way that a file gets spoilt.

mod common;

use catalog_files::{Counts, Files, MAX_PROBLEMS, parse};
use common::Copy;
use model::catalog::reserved::Commitment;
use model::catalog::{Estimate, MAX_HOURLY, OnDemand, PriceKind, wire};
use model::units::{BasisPoints, MicroUsd};
use std::collections::HashMap;

#[test]
fn the_files_hold_what_their_documentation_says() {
    let figures = parse(&Files::embedded()).expect("the embedded catalogue");
    let counts = figures.counts();
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
    assert_eq!(counts, expected);
    assert_eq!(figures.version.to_string(), "2026-11-28.4");
    assert!(figures.types.is_sorted_by(|a, b| a.name < b.name));
    assert!(figures.regions.is_sorted_by(|a, b| a.region.code < b.region.code));
}

#[test]
fn every_offer_of_the_regions_with_known_availability_stands_there_once() {
    let figures = parse(&Files::embedded()).expect("the embedded catalogue");
    let known: Vec<_> = figures.regions.iter().filter(|r| r.region.availability_known).collect();
    let mut counts = Counts::default();
    known.iter().flat_map(|r| &r.offers).for_each(|offer| counts.add(offer));
    assert_eq!((known.len(), counts.offers()), (30, 21_255));
}

#[test]
fn the_directory_and_the_binary_hold_the_same() {
    assert_eq!(Copy::new().parse(), parse(&Files::embedded()));
}

#[test]
fn hand_picked_rows_are_right() {
    let figures = parse(&Files::embedded()).expect("the embedded catalogue");
    let offer = |region: &str, name: &str| {
        let region = figures.regions.iter().find(|r| r.region.code == region).expect("a region");
        let at = figures.types.iter().position(|t| t.name == name).expect("a type");
        region.offers[at].clone()
    };
    let on_demand = |hourly, kind| Some(OnDemand { hourly: MicroUsd(hourly), kind, as_of: None });
    let near = |family: &str| PriceKind::Estimated(Estimate::NearFamily(family.into()));

    let m5 = offer("us-east-1", "m5.large");
    assert_eq!(m5.on_demand, on_demand(96_000, PriceKind::Published));
    assert_eq!(m5.spot_savings, Some(BasisPoints(6_600)));
    assert_eq!(m5.spot(), Some(MicroUsd(32_640))); // 0.096 * 0.34
    assert_eq!(offer("us-east-1", "c7i.large").on_demand, on_demand(89_250, PriceKind::Published));
    assert_eq!(offer("us-gov-west-1", "p5.48xlarge").on_demand, on_demand(66_048_000, PriceKind::Published));
    assert_eq!(offer("us-gov-west-1", "m5.large").spot_savings, None);
    assert_eq!(offer("af-south-1", "m7g.medium").on_demand, on_demand(53_830, near("m6g")));
    let same = PriceKind::Estimated(Estimate::SameFamily);
    assert_eq!(offer("ap-northeast-2", "c7i-flex.12xlarge").on_demand, on_demand(2_298_240, same));
    let cut = PriceKind::Estimated(Estimate::PriceCut);
    assert_eq!(offer("ap-northeast-2", "p4d.24xlarge").on_demand, on_demand(30_410_280, cut));
    assert_eq!(m5.committed(Commitment::Standard1), Some(MicroUsd(60_000)));
    assert_eq!(offer("us-east-1", "m9g.large").reserved, None);
    let mac = offer("us-east-1", "mac1.metal");
    assert_eq!((mac.offered, mac.on_demand), (true, None));
    assert!(!offer("eu-central-1", "p5.48xlarge").offered);

    let dated = |code: &str| {
        figures
            .regions
            .iter()
            .find(|r| r.region.code == code)
            .map(|r| (r.region.on_demand_as_of.clone(), r.on_demand_source.clone()))
    };
    assert_eq!(dated("us-east-1"), Some(("2026-07-20".into(), "karpenter-prices".into())));
    assert_eq!(dated("eu-central-1"), Some(("2026-02-17".into(), "parsec".into())));
    assert_eq!(dated("eu-north-1"), Some(("2025-04-04".into(), "ec2-shop".into())));
    let older = offer("us-east-2", "trn2.48xlarge").on_demand.and_then(|price| price.as_of);
    assert_eq!(older.as_deref(), Some("2025-04-04"));
    let unpriced: Vec<_> = figures.unpriced_regions.iter().map(|region| region.code.as_str()).collect();
    assert_eq!(unpriced, ["ap-east-2", "ap-southeast-6", "eusc-de-east-1", "me-west-1", "sa-west-1"]);
    assert_eq!((figures.spot_as_of.as_str(), figures.spot_source.as_str()), ("2025-06-28", "spotinfo"));
    let reserved = (figures.reserved_as_of.as_str(), figures.reserved_source.as_str());
    assert_eq!(reserved, ("2025-04-05", "ec2-shop-reserved"));
}

#[test]
fn unknown_is_none_and_zero_is_zero() {
    let figures = parse(&Files::embedded()).expect("the embedded catalogue");
    let find = |name: &str| figures.types.iter().find(|t| t.name == name).expect("a type");
    assert_eq!(find("t8i.micro").branch_enis, None);
    assert_eq!(find("t2.micro").branch_enis, Some(0));
    assert_eq!(find("m5.large").branch_enis, Some(9));
    assert_eq!(figures.types.iter().filter(|t| t.branch_enis.is_none()).count(), 36);
    let unsold: Vec<_> = figures.history.iter().filter(|t| t.hourly.is_none()).map(|t| t.name.as_str()).collect();
    assert_eq!(unsold, ["u-12tb1.metal", "u-6tb1.metal", "u-9tb1.metal"]);
}

/// With the corrections, `ENIs * (addresses - 1) + 2` is AWS's published max-pods of every type.
#[test]
fn corrected_types_give_the_published_max_pods() {
    let figures = parse(&Files::embedded()).expect("the embedded catalogue");
    let golden = include_str!("golden/eni_max_pods.csv").lines().skip(1).filter_map(|line| line.split_once(','));
    let golden: HashMap<&str, u32> = golden.map(|(name, pods)| (name, pods.parse().expect("a count"))).collect();
    let both: Vec<_> = figures.types.iter().filter_map(|t| Some((t, *golden.get(t.name.as_str())?))).collect();
    let wrong = both.iter().filter(|(t, pods)| t.enis_for_max_pods() * t.slots_per_eni() + 2 != *pods);
    assert_eq!(both.len(), 1_368);
    assert_eq!(wrong.map(|(t, _)| t.name.as_str()).collect::<Vec<_>>(), [""; 0]);
}

/// Spoils a copy and gives back what the import says.
fn error_of(spoil: impl FnOnce(&Copy)) -> String {
    let copy = Copy::new();
    spoil(&copy);
    copy.parse().expect_err("an import of spoilt files").to_string()
}

#[test]
fn a_wrong_value_is_named_with_file_line_and_field() {
    let cases = [
        (
            "prices/us-east-1.csv",
            "a1.2xlarge,0.204",
            "a1.2xlarge,abc",
            "prices/us-east-1.csv line 2: usd_per_hour \"abc\" is not a price in dollars",
        ),
        ("prices/us-east-1.csv", "a1.2xlarge,0.204", "a1.2xlarge,0", "usd_per_hour \"0\" is not a price"),
        ("prices/us-east-1.csv", "a1.2xlarge,0.204", "a1.2xlarge,-1", "usd_per_hour \"-1\" is not a price"),
        ("prices/us-east-1.csv", "a1.2xlarge,0.204", "a1.2xlarge,0.2040001", "at most 6 decimals"),
        (
            "prices/us-east-1.csv",
            "a1.2xlarge,",
            "z9.huge,",
            "line 2: instance_type \"z9.huge\" is not in instance_types.csv",
        ),
        ("prices/us-east-1.csv", "a1.large,", "a1.2xlarge,", "line 4: instance_type \"a1.2xlarge\" is listed twice"),
        (
            "prices/us-east-1.csv",
            "a1.2xlarge,0.204,,",
            "a1.2xlarge,0.204,guess,",
            "estimate \"guess\" is not empty (published), same, cut or near:FAMILY",
        ),
        (
            "prices/us-east-1.csv",
            "a1.2xlarge,0.204,,",
            "a1.2xlarge,0.204,,100",
            "spot_savings_percent \"100\" is not a figure from 0 to 99.99",
        ),
        (
            "prices/us-east-1.csv",
            "mac1.metal,,,",
            "mac1.metal,,same,50",
            "spot_savings_percent \"50\" is given without a price",
        ),
        (
            "prices/us-east-1.csv",
            "mac1.metal,,,,,,,,",
            "mac1.metal,,,,,0.5,,,",
            "standard_1y \"0.5\" is given without an on-demand price",
        ),
        (
            "prices/us-east-1.csv",
            "0.06,0.041,0.071,0.049",
            "0.06,0.041,0.096,0.049",
            "convertible_1y \"0.096\" is not below the on-demand price",
        ),
        (
            "prices/us-east-1.csv",
            "0.06,0.041,0.071,0.049",
            "0.06,0.041,free,0.049",
            "convertible_1y \"free\" is not a price in dollars",
        ),
        (
            "prices/us-east-1.csv",
            "a1.2xlarge,0.204,,,",
            "a1.2xlarge,0.204,,,2025-04-31x",
            "as_of \"2025-04-31x\" is not a date",
        ),
        ("prices/us-east-1.csv", "a1.2xlarge,0.204,,,", "a1.2xlarge,0.204,,,2026-07-20", "is the region's own date"),
        ("prices/us-east-1.csv", "a1.2xlarge,0.204,,,", "a1.2xlarge,0.204,,,2026-07-19", "is not the date of exactly"),
        ("prices/us-east-1.csv", "mac1.metal,,,,", "mac1.metal,,,,2025-04-04", "is given without a published price"),
        ("unpriced_regions.csv", "ap-east-2", "us-east-2", "region \"us-east-2\" has prices: it is in regions.csv"),
        ("unpriced_regions.csv", "ap-east-2", "me-west-1", "region \"me-west-1\" is listed twice"),
        ("manifest.csv", "2025-04-05", "2025-04-06", "reserved_as_of 2025-04-06 is not the date of one source"),
        (
            "instance_types.csv",
            "a1.large,2,",
            "a1.large,two,",
            "instance_types.csv line 4: vcpu \"two\" is not a whole number from 1 to 4096",
        ),
        ("instance_types.csv", "nitro,false", "kvm,false", "hypervisor \"kvm\" is not one of nitro, xen, none"),
        (
            "instance_types.csv",
            "false,38,false",
            "false,?,false",
            "branch_eni \"?\" is neither empty nor a whole number",
        ),
        (
            "corrections.csv",
            "shared,dedicated",
            "dedicated,dedicated",
            "corrections.csv line 2: published \"dedicated\" is not what instance_types.csv says: shared",
        ),
        (
            "corrections.csv",
            "ebs_attachment_type",
            "colour",
            "field \"colour\" is not one of accelerator_kind, baseline_mbps, ebs_attachment_type, ebs_max_attachments, enis_max_pods, gpu_count, gpu_name",
        ),
        (
            "regions.csv",
            "2026-07-20",
            "2026-07-21",
            "on_demand_as_of \"2026-07-21\" is not the date of exactly one source",
        ),
        (
            "measured/memory_ubuntu.csv",
            "a1.large,3746",
            "a1.large,4096",
            "measured/memory_ubuntu.csv line 4: memory_mib \"4096\" is not a whole number from 1 to 4095",
        ),
        ("measured/cpu.csv", "a1.large,", "a1.larger,", "instance_type \"a1.larger\" is not in instance_types.csv"),
        (
            "measured/cpu.csv",
            "a1.large,22792",
            "a1.large,many",
            "static_web_rps \"many\" is neither empty nor a whole number",
        ),
        ("baselines.csv", "t2.large,", "m5.large,", "instance_type \"m5.large\" is not burstable"),
        ("efa.csv", "c5n.metal\n", "c5n.18xlarge\n", "instance_type \"c5n.18xlarge\" is listed twice"),
        ("regions.csv", "af-south-1", "af-south-9", "prices/af-south-9.csv: is missing"),
        ("regions.csv", "af-south-1", "af-south-9", "prices/af-south-1.csv: belongs to no region"),
        ("manifest.csv", "2026-11-28.4", "yesterday", "manifest.csv line 2: value \"yesterday\" is not a version"),
        ("history_2018.csv", "0.204", "0,204", "history_2018.csv line 2: has 8 fields instead of 7"),
        ("history_2018.csv", "vcpu,", "cpus,", "history_2018.csv: does not start with the header instance_type,vcpu"),
    ];
    for (file, text, with, expected) in cases {
        let error = error_of(|copy| copy.replace(file, text, with));
        assert!(error.contains(expected), "{file}: {with}\n{error}\nholds no\n{expected}");
    }
}

#[test]
fn every_problem_is_reported_at_once() {
    let copy = Copy::new();
    copy.replace("prices/us-east-1.csv", "a1.2xlarge,0.204", "a1.2xlarge,abc");
    copy.replace("prices/us-west-2.csv", "a1.2xlarge,0.204", "a1.2xlarge,def");
    copy.replace("instance_types.csv", "a1.large,2,4096,arm64", "a1.large,two,4096,sparc");
    copy.replace("history_2018.csv", "a1.large,2", "a1.large,0");
    let error = copy.parse().expect_err("spoilt files");
    let places: Vec<_> = error.problems.iter().map(|p| (p.file.as_str(), p.line, p.field.as_deref())).collect();
    let expected = [
        ("instance_types.csv", Some(4), Some("vcpu")),
        ("instance_types.csv", Some(4), Some("arch")),
        ("prices/us-east-1.csv", Some(2), Some("usd_per_hour")),
        ("prices/us-west-2.csv", Some(2), Some("usd_per_hour")),
        ("history_2018.csv", Some(4), Some("vcpu")),
    ];
    assert_eq!(places, expected);
}

#[test]
fn a_flood_of_problems_is_cut_off_and_counted() {
    let copy = Copy::new();
    let text = copy.text("prices/us-east-1.csv").replace(",0.", ",x.");
    copy.write("prices/us-east-1.csv", &text);
    let error = copy.parse().expect_err("spoilt files");
    assert_eq!(error.problems.len(), MAX_PROBLEMS);
    assert!(error.more > 100);
    assert!(error.to_string().ends_with(&format!("and {} more", error.more)));
}

/// Every file, cut at every kind of place, is noticed.
#[test]
fn truncated_files_are_noticed() {
    let copy = Copy::new();
    let files = [
        "manifest.csv",
        "sources.csv",
        "instance_types.csv",
        "corrections.csv",
        "regions.csv",
        "unpriced_regions.csv",
        "history_2018.csv",
    ];
    let measured = ["measured/memory_bottlerocket.csv", "measured/memory_ubuntu.csv", "measured/cpu.csv"];
    let others = ["baselines.csv", "efa.csv", "prices/us-east-1.csv", "prices/af-south-1.csv"];
    for file in files.into_iter().chain(measured).chain(others) {
        let whole = copy.text(file);
        let last_line = whole.trim_end().rfind('\n').map_or(0, |at| at + 1);
        let header = whole.find('\n').map_or(0, |at| at + 1);
        let middle = whole[..whole.len() / 2].rfind('\n').map_or(0, |at| at + 1);
        let cuts = [0, header / 2, header, middle, last_line, last_line + 4, whole.len() - 1];
        for cut in cuts {
            copy.write(file, &whole[..cut]);
            let error = copy.parse().expect_err(&format!("{file} cut at {cut}")).to_string();
            let named = error.contains(file) || error.contains("prices/*.csv");
            let said =
                ["truncated", "is empty", "does not start with the header"].iter().any(|text| error.contains(text));
            assert!(named && said, "{file} cut at {cut}: {error}");
        }
        copy.write(file, &whole);
    }
    copy.parse().expect("the files as they were");
}

#[test]
fn missing_and_unreadable_files_are_named() {
    let copy = Copy::new();
    std::fs::remove_file(copy.path("regions.csv")).expect("a file to remove");
    std::fs::remove_file(copy.path("sources.csv")).expect("a file to remove");
    std::fs::write(copy.path("manifest.csv"), [0xff, 0xfe, 0x00]).expect("a written file");
    let error = copy.parse().expect_err("missing files").to_string();
    assert!(error.contains("regions.csv: is missing in") && error.contains("sources.csv: is missing in"), "{error}");
    assert!(error.contains("manifest.csv: is not UTF-8 text"), "{error}");

    std::fs::remove_dir_all(copy.path("prices")).expect("a directory to remove");
    assert!(copy.parse().expect_err("no prices").to_string().contains("prices: is missing in"));
}

#[test]
fn other_content_has_another_hash() {
    let copy = Copy::new();
    let before = copy.parse().expect("the files as they are");
    copy.replace("prices/us-east-1.csv", "a1.2xlarge,0.204", "a1.2xlarge,0.205");
    let after = copy.parse().expect("another price");
    assert_eq!(before.version, after.version);
    assert_ne!(before.content_hash, after.content_hash);
}

/// Files and bytes agree on what a price may be: the highest that the import takes is what a browser reads.
#[test]
fn the_highest_price_that_is_taken_survives_the_wire() {
    let copy = Copy::new();
    copy.replace("prices/us-east-1.csv", "m5.large,0.096", "m5.large,10000");
    let figures = copy.parse().expect("the highest price");
    for catalog in figures.catalogs() {
        let read = wire::decode(&wire::encode(&catalog)).expect("a catalogue");
        assert!(read == catalog, "{}", catalog.region.code);
        if catalog.region.code == "us-east-1" {
            let m5 = read.offer(read.find("m5.large").expect("m5.large"));
            assert_eq!(m5.on_demand.as_ref().map(|price| price.hourly), Some(MAX_HOURLY));
        }
    }

    let copy = Copy::new();
    copy.replace("prices/us-east-1.csv", "m5.large,0.096", "m5.large,10000.000001");
    let error = copy.parse().expect_err("more than the highest price");
    assert!(error.to_string().contains("up to 10000"), "{error}");
}
