//! The bulk price list, as JSON and as CSV.

use crate::aws::{Product, csv, ec2, get_products, linux, offer};
use crate::{found, places, wrong};
use flate2::Compression;
use flate2::write::GzEncoder;
use model::units::MicroUsd;
use refresh::read::{Fees, Found, PriceList, RegionPrices, read};
use std::io::Write;

fn prices(found: Found) -> PriceList {
    match found {
        Found::Prices(list) => list,
        other => unreachable!("{other:?}"),
    }
}

/// Prices of two types in two regions, one with commitments.
fn products() -> Vec<Product> {
    vec![
        linux("SKU0000000000001", "m5.large", "0.0960000000")
            .reserved("4NA7Y494T4", ("1yr", "standard", "No Upfront"), "0.0605000000", "0")
            .reserved("HU7G6KETJZ", ("1yr", "standard", "Partial Upfront"), "0.0290000000", "252")
            .reserved("7NE97W5U4E", ("1yr", "convertible", "No Upfront"), "0.0710000000", "0")
            .reserved("Z2E3P23VKM", ("3yr", "convertible", "No Upfront"), "0.0490000000", "0"),
        linux("SKU0000000000002", "m7i.metal-24xl", "4.8384000000"),
        linux("SKU0000000000003", "m5.large", "0.1070000000").in_region("eu-west-1", "EU (Ireland)"),
    ]
}

#[test]
fn prices_and_commitments_are_taken_by_region() {
    let list = prices(found(&ec2(&products())));
    assert_eq!((list.published.as_str(), list.has_commitments), ("2026-11-20", true));
    assert_eq!(list.remarks, [""; 0]);
    let region = |code: &str| list.regions.get(code).cloned().unwrap_or_default();
    let us = region("us-east-1");
    assert_eq!(us.on_demand.get("m5.large"), Some(&MicroUsd(96_000)));
    assert_eq!(us.on_demand.get("m7i.metal-24xl"), Some(&MicroUsd(4_838_400)));
    assert_eq!(us.reserved.len(), 1);
    let rates = us.reserved.get("m5.large").expect("its rates");
    assert_eq!(*rates, [Some(MicroUsd(60_500)), None, Some(MicroUsd(71_000)), Some(MicroUsd(49_000))]);
    let ireland = RegionPrices { on_demand: [("m5.large".into(), MicroUsd(107_000))].into(), reserved: [].into() };
    assert_eq!((list.regions.len(), region("eu-west-1")), (2, ireland));
}

#[test]
fn csv_says_what_json_says() {
    let (json, with, without) = (ec2(&products()), csv(&products(), true), csv(&products(), false));
    assert_eq!(found(&with), found(&json));
    assert_eq!(found(&without), found(&json), "a file of 2017 names regions by their location");
}

#[test]
fn what_get_products_prints_says_the_same_of_the_products_that_were_asked_for() {
    let list = prices(found(&ec2(&products())));
    let some = prices(found(&get_products("2026-11-20T22:53:08Z", &products())));
    assert_eq!(some, PriceList { is_whole: false, ..list.clone() });
    assert!(list.is_whole);
    let other = products()[0].clone().with("operatingSystem", "Windows");
    let two = prices(found(&get_products("2026-11-20T22:53:08Z", &[other, products()[1].clone()])));
    assert_eq!(two.regions["us-east-1"].on_demand.len(), 1, "of Windows nothing is taken");
    let said =
        wrong(get_products("2026-11-20T22:53:08Z", &products()).replace("publicationDate", "published").as_bytes());
    assert!(said.contains("publicationDate"), "{said}");
    let said = wrong(br#"{"FormatVersion": "aws_v1", "PriceList": ["{}", "no JSON"]}"#);
    assert!(said.contains("PriceList[0]") && said.contains("PriceList[1]"), "{said}");
    let said = wrong(br#"{"FormatVersion": "aws_v1", "PriceList": []}"#);
    assert!(said.contains("has no price that Berth uses"), "{said}");
}

#[test]
fn a_packed_file_and_a_byte_order_mark_change_nothing() {
    for text in [ec2(&products()), csv(&products(), true)] {
        let mut packed = GzEncoder::new(Vec::new(), Compression::default());
        packed.write_all(text.as_bytes()).expect("packed");
        let packed = packed.finish().expect("packed");
        assert_eq!(read("file", packed.as_slice(), places()).expect("read"), found(&text));
        assert_eq!(found(&format!("\u{feff}\r\n{text}")), found(&text));
    }
}

/// Each of these has been taken for the price by somebody.
#[test]
fn other_products_of_a_type_are_never_its_price() {
    let real = || linux("SKU0000000000001", "m5.large", "0.0960000000");
    let other = || linux("SKU0000000000009", "m5.large", "0.1060000000");
    let others = [
        other().with("capacitystatus", "UnusedCapacityReservation"),
        other().with("capacitystatus", "AllocatedCapacityReservation"),
        other().with("capacitystatus", None),
        other().with("tenancy", "Dedicated"),
        other().with("tenancy", "Host"),
        other().with("operatingSystem", "Windows"),
        other().with("operatingSystem", "RHEL"),
        other().with("preInstalledSw", "SQL Web"),
        other().with("licenseModel", "Bring your own license"),
        other().with("operation", "RunInstances:0004"),
        other().with("marketoption", "CapacityBlock"),
        other().with("locationType", "AWS Local Zone"),
        Product { family: "Dedicated Host".into(), ..other() },
    ];
    for other in others {
        for products in [[real(), other.clone()], [other.clone(), real()]] {
            let list = prices(found(&ec2(&products)));
            let price = list.regions["us-east-1"].on_demand.get("m5.large");
            assert_eq!((price, list.remarks.len()), (Some(&MicroUsd(96_000)), 0), "{:?}", other.attributes);
        }
    }
    let mut by_second = other();
    by_second.terms[0].prices[0].0 = "Seconds";
    assert_eq!(prices(found(&ec2(&[real(), by_second]))).regions["us-east-1"].on_demand["m5.large"], MicroUsd(96_000));
    let older = real().with("marketoption", None);
    assert_eq!(prices(found(&ec2(&[older]))).regions["us-east-1"].on_demand["m5.large"], MicroUsd(96_000));
}

#[test]
fn an_old_file_names_its_regions_by_either_spelling() {
    for location in ["EU (Ireland)", "Europe (Ireland)"] {
        let product = linux("SKU0000000000001", "m5.large", "0.1070000000").with("regionCode", None);
        let list = prices(found(&ec2(&[product.with("location", location)])));
        assert_eq!(list.regions.keys().collect::<Vec<_>>(), ["eu-west-1"], "{location}");
    }
}

#[test]
fn what_is_not_certain_is_left_out_and_said() {
    let nowhere = linux("SKU0000000000003", "m5.large", "0.1").with("regionCode", None).with("location", "The Moon");
    let list = prices(found(&ec2(&[
        linux("SKU0000000000001", "m5.large", "0.0960000000"),
        linux("SKU0000000000002", "m5.large", "0.1060000000"),
        linux("SKU0000000000004", "m5.xlarge", "0.1920000000"),
        linux("SKU0000000000005", "u-6tb1.metal", "0.0000000000"),
        nowhere,
    ])));
    assert_eq!(list.regions["us-east-1"].on_demand.keys().collect::<Vec<_>>(), ["m5.xlarge"]);
    let remarks = list.remarks.join("\n");
    for words in ["m5.large has two different prices in us-east-1", "u-6tb1.metal costs $0", "\"The Moon\""] {
        assert!(remarks.contains(words), "no {words:?} in {remarks}");
    }
}

#[test]
fn the_eks_offer_gives_auto_modes_fees() {
    let fee = |sku: &str, usage: &'static str, usd: &str| {
        let product = linux(sku, "m5.large", usd).with("usagetype", usage).with("operation", "EKSAutoUsage");
        let product = product.with("operatingSystem", None).with("tenancy", None);
        Product { family: "Compute".into(), ..product }
    };
    let mut cluster = fee("SKU0000000000003", "USE1-AmazonEKS-Hours:perCluster", "0.1000000000");
    cluster.terms[0].prices[0].0 = "hours";
    let text = offer(
        "AmazonEKS",
        "2026-11-18T00:00:00Z",
        &[
            fee("SKU0000000000001", "USE1-EKS-Auto:c6g.large-management-hours", "0.0081600000"),
            fee("SKU0000000000002", "EKS-Auto:g6.xlarge-management-hours", "0.0628000000"),
            cluster,
        ],
    );
    let fees = [("c6g.large".into(), MicroUsd(8_160)), ("g6.xlarge".into(), MicroUsd(62_800))].into();
    let expected = Fees { published: "2026-11-18".into(), regions: [("us-east-1".into(), fees)].into() };
    assert_eq!(found(&text), Found::AutoMode(expected));
    // two fees of a type: which is right is not known
    let twice = [
        fee("SKU0000000000001", "USE1-EKS-Auto:c6g.large-management-hours", "0.0081600000"),
        fee("SKU0000000000002", "USE1-EKS-Auto:c6g.large-management-hours", "0.0090000000"),
    ];
    let none = |regions| Found::AutoMode(Fees { published: "2026-11-18".into(), regions });
    let text = offer("AmazonEKS", "2026-11-18T00:00:00Z", &twice);
    assert_eq!(found(&text), none([("us-east-1".into(), [].into())].into()));
    // a region in which EKS has no Auto Mode
    let text = offer(
        "AmazonEKS",
        "2026-11-18T00:00:00Z",
        &[fee("SKU0000000000003", "UGW1-AmazonEKS-Hours:perCluster", "0.1")],
    );
    assert_eq!(found(&text), none([].into()));
}
