//! Instance types as EC2 describes them, taken into the catalogue's.

use crate::aws::m5_large;
use crate::{base, list, offer, take};
use model::units::MicroUsd;
use refresh::edition::say_the_same;
use refresh::read::{Found, Places, RegionPrices, read};
use serde_json::{Value, json};

fn described(types: &[Value]) -> Found {
    let text = json!({ "InstanceTypes": types }).to_string();
    read("types.json", text.as_bytes(), &Places::default()).expect("types")
}

#[test]
fn what_ec2_says_of_a_known_type_is_what_the_catalogue_has() {
    let taken = take([described(&[m5_large()])]);
    assert!(say_the_same(base(), &taken.figures), "{:?}", taken.remarks);
}

#[test]
fn a_new_type_can_be_planned_with_once_it_is_priced() {
    let mut new = m5_large();
    new["InstanceType"] = json!("m99i.large");
    let prices = RegionPrices { on_demand: [("m99i.large".into(), MicroUsd(50_000))].into(), reserved: [].into() };
    let priced = Found::Prices(list([("us-east-1", prices)]));
    let without = take([priced.clone()]);
    assert!(without.remarks.iter().any(|r| r.contains("m99i.large") && r.contains("describe-instance-types")));
    // whatever the order of the files
    for found in [[described(&[new.clone()]), priced.clone()], [priced.clone(), described(&[new.clone()])]] {
        let taken = take(found);
        let at = taken.figures.types.iter().position(|t| t.name == "m99i.large").expect("the new type");
        let t = &taken.figures.types[at];
        assert_eq!((t.vcpu, t.branch_enis, t.seen, t.work), (2, None, None, None), "what nobody says is not known");
        assert_eq!(
            offer(&taken.figures, "us-east-1", "m99i.large").on_demand.as_ref().map(|p| p.hourly),
            Some(MicroUsd(50_000))
        );
        assert!(!offer(&taken.figures, "us-east-2", "m99i.large").offered);
        assert_eq!(offer(&taken.figures, "us-east-2", "m5.large"), offer(base(), "us-east-2", "m5.large"));
        assert!(taken.figures.types.is_sorted_by(|a, b| a.name < b.name));
    }
}

#[test]
fn what_is_corrected_stays_and_an_old_cli_is_named() {
    // EC2 says shared, Berth knows it to be dedicated: corrections.csv
    let mut corrected = m5_large();
    corrected["InstanceType"] = json!("c8gb.metal-24xl");
    let mut incomplete = m5_large();
    incomplete["InstanceType"] = json!("m99i.large");
    incomplete["EbsInfo"].as_object_mut().expect("it is there").remove("MaximumEbsAttachments");
    let taken = take([described(&[corrected, incomplete])]);
    let kind = |figures: &catalog_files::Figures| {
        figures.types.iter().find(|t| t.name == "c8gb.metal-24xl").map(|t| t.attachments.kind).expect("the type")
    };
    assert_eq!(kind(&taken.figures), kind(base()));
    assert!(
        taken.remarks.iter().any(|r| r.contains("m99i.large") && r.contains("Update the AWS CLI")),
        "{:?}",
        taken.remarks
    );
    assert!(!taken.figures.types.iter().any(|t| t.name == "m99i.large"));
}
