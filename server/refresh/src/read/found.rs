//! What a file holds of what Berth uses.

use super::types::Described;
use model::catalog::reserved::Rates;
use model::units::MicroUsd;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Prices per hour by instance type.
pub type TypePrices = BTreeMap<String, MicroUsd>;

/// What a file turned out to be. What AWS's server has can be written down and read again; what the AWS CLI prints cannot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Found {
    /// The `AmazonEC2` offer, or the file of the pricing page.
    Prices(PriceList),
    /// The `AmazonEKS` offer: Auto Mode's fees.
    AutoMode(Fees),
    /// An offer of Savings Plans.
    SavingsPlans(SavingsRates),
    /// `aws ec2 describe-instance-types`.
    #[serde(skip)]
    Types(Vec<Described>),
    /// `aws ec2 describe-spot-price-history`.
    #[serde(skip)]
    Spot(SpotPrices),
    /// A list of other files, which says nothing itself.
    Index,
}

/// What a price list says, region by region.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceList {
    /// Day of its publication, ISO 8601.
    pub published: String,
    /// By region code.
    pub regions: BTreeMap<String, RegionPrices>,
    /// Whether it is all that its regions sell on demand; what AWS's query API gives are the products that were asked for.
    #[serde(default = "yes")]
    pub is_whole: bool,
    /// Whether it has commitments: the pricing page's files have none.
    pub has_commitments: bool,
    /// What was left out, a sentence each.
    pub remarks: Vec<String>,
}

/// What was written down before there were other lists was whole.
fn yes() -> bool {
    true
}

/// Prices of a region: Linux, shared tenancy, no tax.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegionPrices {
    /// On demand.
    pub on_demand: TypePrices,
    /// Reserved Instances without upfront payment.
    pub reserved: BTreeMap<String, Rates>,
}

/// What Auto Mode adds per hour, by region code and type.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fees {
    /// Day of publication.
    pub published: String,
    /// By region code, then type.
    pub regions: BTreeMap<String, TypePrices>,
}

/// Rates of Savings Plans without upfront payment, by region code and type: EC2 Instance Savings Plans where the model has
/// standard, Compute Savings Plans where it has convertible Reserved Instances.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavingsRates {
    /// Day of publication; empty where the file does not say.
    pub published: String,
    /// By region code, then type.
    pub regions: BTreeMap<String, BTreeMap<String, Rates>>,
}

/// Spot prices as they are now: the newest of each zone, averaged over a region's zones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpotPrices {
    /// Day of the newest price.
    pub as_of: String,
    /// By region code, then type.
    pub regions: BTreeMap<String, TypePrices>,
}
