//! What is read to be compared only: Auto Mode's fees and Savings Plans.

use crate::{as_published, take};
use model::units::MicroUsd;
use refresh::read::{Fees, Found, SavingsRates};

/// Fees of AWS's EKS price list of 18 September and 1 October 2026, as two public repositories quote them by usage type:
/// `APN1-EKS-Auto:m7i.large-management-hours` and `g6.xlarge`, and `EKS-Auto:c6g.large-management-hours` of Seoul.
#[test]
fn fees_that_aws_publishes_are_the_shares_that_the_model_counts() {
    let tokyo = [("m7i.large".to_owned(), MicroUsd(15_620)), ("m7i.xlarge".to_owned(), MicroUsd(31_250))];
    let gpu = [("g6.xlarge".to_owned(), MicroUsd(91_040))];
    let seoul = [("c6g.large".to_owned(), MicroUsd(9_240))];
    let regions = [
        ("ap-northeast-1".to_owned(), tokyo.into_iter().chain(gpu).collect()),
        ("ap-northeast-2".to_owned(), seoul.into()),
    ];
    let fees = |regions| Found::AutoMode(Fees { published: "2026-09-18".into(), regions });
    let said = take([fees(regions.clone().into())]).remarks;
    assert_eq!(said, ["Auto Mode's fee of 2026-09-18 is what Berth counts for 4 of 4 prices"]);
    let other = [("ap-northeast-1".to_owned(), [("m7i.large".to_owned(), MicroUsd(13_020))].into())];
    let said = take([fees(other.into())]).remarks.join("\n");
    assert!(
        said.ends_with("for 0 of 1 prices; others: m7i.large in ap-northeast-1 $0.01302 instead of $0.015624"),
        "{said}"
    );
}

#[test]
fn savings_plans_are_held_against_reserved_instances() {
    let mut rates = as_published("us-east-1").reserved;
    rates.retain(|name, _| name == "m5.large" || name == "m5.xlarge");
    rates.get_mut("m5.xlarge").expect("m5.xlarge")[2] = Some(MicroUsd(1));
    let regions = [("us-east-1".to_owned(), rates)].into();
    let said = take([Found::SavingsPlans(SavingsRates { published: "2026-11-19".into(), regions })]).remarks;
    assert_eq!(said[0], "EC2 Instance Savings Plans ask what standard Reserved Instances ask in 4 of 4 rates");
    assert!(
        said[1].starts_with(
            "Compute Savings Plans ask what convertible Reserved Instances ask in 3 of 4 rates; others: m5.xlarge"
        ),
        "{said:?}"
    );
}
