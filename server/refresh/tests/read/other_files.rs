//! Everything but the bulk price list: the pricing page, instance types, spot prices, Savings Plans, indexes.

use crate::aws::{m5_large, page};
use crate::{found, places};
use model::catalog::instance_type::{Accelerator, Arch, AttachmentKind, Attachments, Hypervisor};
use model::units::{Mbps, Mib, MicroUsd};
use refresh::read::{Described, Found, SavingsRates, SpotPrices};
use serde_json::{Value, json};

fn types(list: &[Value]) -> Vec<Described> {
    match found(&json!({ "InstanceTypes": list, "NextToken": "more" }).to_string()) {
        Found::Types(types) => types,
        other => unreachable!("{other:?}"),
    }
}

#[test]
fn the_pricing_page_has_on_demand_prices_only() {
    let Found::Prices(list) = found(&page("US East (N. Virginia)", &[("m5.large", "0.0960000000")])) else {
        unreachable!("it has prices")
    };
    assert_eq!((list.published.as_str(), list.has_commitments), ("2026-11-20", false));
    assert_eq!(list.regions["us-east-1"].on_demand["m5.large"], MicroUsd(96_000));
    assert!(places().code("Europe (Frankfurt)").is_some_and(|code| code == "eu-central-1"));
}

#[test]
fn a_type_is_what_ec2_describes() {
    let expected = Described {
        name: "m5.large".into(),
        vcpu: 2,
        memory: Mib(8_192),
        arch: Arch::X86_64,
        hypervisor: Hypervisor::Nitro,
        burstable: false,
        current_generation: false,
        enis: 3,
        enis_all_cards: 3,
        ipv4_per_eni: 10,
        ipv6: true,
        network_performance: "Up to 10 Gigabit".into(),
        bandwidth: Some((Mbps(750), Mbps(10_000))),
        attachments: Some(Attachments { slots: 27, kind: AttachmentKind::Shared }),
        local_nvme_gb: 0,
        gpu_count: 0,
        gpu_name: String::new(),
        accelerator: None,
        encryption_in_transit: false,
        efa: false,
    };
    assert_eq!(types(&[m5_large()]), [expected]);
}

#[test]
fn what_older_versions_of_the_cli_leave_out_is_not_known() {
    let mut older = m5_large();
    for key in ["MaximumEbsAttachments", "AttachmentLimitType"] {
        older["EbsInfo"].as_object_mut().expect("it is there").remove(key);
    }
    older["NetworkInfo"]["NetworkCards"][0].as_object_mut().expect("a card").remove("BaselineBandwidthInGbps");
    let older = types(&[older]).remove(0);
    assert_eq!((older.bandwidth, older.attachments), (None, None));
}

/// A made-up type with several cards of which one is the default, disks and fractional GPUs.
#[test]
fn cards_disks_and_accelerators_are_counted_as_a_node_has_them() {
    let mut info = m5_large();
    info["InstanceType"] = json!("p9.metal");
    info["BareMetal"] = json!(true);
    info.as_object_mut().expect("a type").remove("Hypervisor");
    info["ProcessorInfo"]["SupportedArchitectures"] = json!(["i386", "arm64"]);
    info["InstanceStorageInfo"] = json!({ "TotalSizeInGB": 1900, "Disks": [], "NvmeSupport": "required" });
    info["NetworkInfo"]["MaximumNetworkInterfaces"] = json!(17);
    info["NetworkInfo"]["DefaultNetworkCardIndex"] = json!(1);
    let card = |index: u32, most: u32| {
        json!({ "NetworkCardIndex": index, "NetworkPerformance": "100 Gigabit",
        "MaximumNetworkInterfaces": most, "BaselineBandwidthInGbps": 100.0, "PeakBandwidthInGbps": 100.0 })
    };
    info["NetworkInfo"]["NetworkCards"] = json!([card(0, 2), card(1, 15)]);
    info["NetworkInfo"]["NetworkPerformance"] = json!("2x 100 Gigabit");
    info["GpuInfo"] = json!({ "Gpus": [{ "Name": "L4", "Manufacturer": "NVIDIA", "Count": 0, "LogicalGpuCount": 0.25 },
        { "Name": "L4", "Manufacturer": "NVIDIA", "Count": 2 }], "TotalGpuMemoryInMiB": 24000 });
    let found = types(&[info]).remove(0);
    assert_eq!((found.hypervisor, found.arch, found.local_nvme_gb), (Hypervisor::BareMetal, Arch::Arm64, 1_900));
    assert_eq!((found.enis, found.enis_all_cards), (15, 17));
    assert_eq!(found.bandwidth, Some((Mbps(200_000), Mbps(200_000))));
    assert_eq!((found.gpu_count, found.gpu_name.as_str(), found.accelerator), (3, "L4", Some(Accelerator::Gpu)));
}

#[test]
fn disks_that_are_no_nvme_do_not_count() {
    let mut info = m5_large();
    info["InstanceStorageInfo"] = json!({ "TotalSizeInGB": 160, "NvmeSupport": "unsupported" });
    assert_eq!(types(&[info]).remove(0).local_nvme_gb, 0);
}

#[test]
fn spot_prices_are_the_newest_of_each_zone_averaged() {
    let row = |zone: &str, product: &str, usd: &str, moment: &str| {
        json!({ "AvailabilityZone": zone, "InstanceType": "m5.large", "ProductDescription": product, "SpotPrice": usd,
            "Timestamp": moment })
    };
    let history = json!({ "SpotPriceHistory": [
        row("us-east-1a", "Linux/UNIX", "0.030000", "2026-11-27T08:00:00+00:00"),
        row("us-east-1a", "Linux/UNIX", "0.034000", "2026-11-28T08:00:00+00:00"),
        row("us-east-1a", "Linux/UNIX", "0.099000", "2026-11-26T08:00:00+00:00"),
        row("us-east-1b", "Linux/UNIX", "0.037000", "2026-11-20T08:00:00+00:00"),
        row("us-east-1b", "Windows", "0.140000", "2026-11-29T08:00:00+00:00"),
    ]});
    let prices = [("m5.large".to_owned(), MicroUsd(35_500))].into();
    let expected = SpotPrices { as_of: "2026-11-28".into(), regions: [("us-east-1".to_owned(), prices)].into() };
    assert_eq!(found(&history.to_string()), Found::Spot(expected));
}

#[test]
fn savings_plans_without_upfront_payment_are_taken_by_kind_and_term() {
    let plan = |sku: &str, family: &str, term: &str, option: &str| {
        json!({ "sku": sku, "productFamily": family, "serviceCode": "ComputeSavingsPlans", "usageType": "ComputeSP",
            "operation": "", "attributes": { "purchaseOption": option, "granularity": "hourly", "purchaseTerm": term,
            "locationType": "AWS Region", "location": "Any" } })
    };
    let rate = |usage: &str, operation: &str, usd: &str| {
        json!({ "discountedSku": "22CU75SME3BFPJU8", "discountedUsageType": usage, "discountedOperation": operation,
            "discountedServiceCode": "AmazonEC2", "rateCode": "A.B", "unit": "Hrs",
            "discountedRate": { "price": usd, "currency": "USD" }, "discountedRegionCode": "us-east-1",
            "discountedInstanceType": "m5.large" })
    };
    // AWS writes the SKU before the rates
    let term = |sku: &str, rates: Value| {
        format!(
            "{{\"sku\":\"{sku}\",\"description\":\"a plan\",\"effectiveDate\":\"2026-11-01T00:00:00Z\",\
             \"leaseContractLength\":{{\"duration\":1,\"unit\":\"year\"}},\"rates\":{rates}}}"
        )
    };
    let plans = json!([
        plan("P1", "ComputeSavingsPlans", "1yr", "No Upfront"),
        plan("P2", "ComputeSavingsPlans", "3yr", "All Upfront"),
        plan("P3", "EC2InstanceSavingsPlans", "3yr", "No Upfront"),
    ]);
    let terms = [
        term(
            "P1",
            json!([
                rate("BoxUsage:m5.large", "RunInstances", "0.071"),
                rate("BoxUsage:m5.large", "RunInstances:0002", "0.163"),
                rate("DedicatedUsage:m5.large", "RunInstances", "0.075"),
                rate("UnusedBox:m5.large", "RunInstances", "0.072"),
            ]),
        ),
        term("P2", json!([rate("BoxUsage:m5.large", "RunInstances", "0.04")])),
        term("P3", json!([rate("BoxUsage:m5.large", "RunInstances", "0.0415")])),
    ];
    let text = format!(
        "{{\"version\":\"20261101\",\"publicationDate\":\"2026-11-19T21:58:42Z\",\"regionCode\":\"us-east-1\",\
         \"products\":{plans},\"terms\":{{\"savingsPlan\":[{}]}}}}",
        terms.join(",")
    );
    let rates = [None, Some(MicroUsd(41_500)), Some(MicroUsd(71_000)), None];
    let types = [("m5.large".to_owned(), rates)].into();
    let expected = SavingsRates { published: "2026-11-19".into(), regions: [("us-east-1".to_owned(), types)].into() };
    assert_eq!(found(&text), Found::SavingsPlans(expected));
}

#[test]
fn indexes_say_nothing_themselves() {
    let regions = json!({ "formatVersion": "v1.0", "disclaimer": "...", "publicationDate": "2026-11-20T22:53:08Z", "regions":
        { "us-east-1": { "regionCode": "us-east-1", "currentVersionUrl": "/offers/v1.0/aws/AmazonEC2/20261120225308/us-east-1/index.json" } } });
    let plans = json!({ "disclaimer": "...", "publicationDate": "2026-11-20T22:53:08Z",
        "regions": [{ "regionCode": "us-east-1", "versionUrl": "/savingsPlan/v1.0/aws/AWSComputeSavingsPlan/20261120/us-east-1/index.json" }] });
    let offers = json!({ "formatVersion": "v1.0", "offers": { "AmazonEC2": { "offerCode": "AmazonEC2",
        "currentRegionIndexUrl": "/offers/v1.0/aws/AmazonEC2/current/region_index.json" } } });
    for index in [regions, plans, offers] {
        assert_eq!(found(&index.to_string()), Found::Index, "{index}");
    }
}
