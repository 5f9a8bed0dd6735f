//! What is read to be compared only: Savings Plans.

use crate::{as_published, take};
use model::units::MicroUsd;
use refresh::read::{Found, SavingsRates};

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
