//! The offer of Savings Plans: what each plan asks for an hour of a type that runs under it.
//!
//! <https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-service-price-list-file-for-savings-plans.html>

use super::found::{Found, SavingsRates};
use super::usd::{ALLOWED, usd};
use super::walk::{Takes, Walk, skip};
use catalog_files::{Problems, is_date};
use model::catalog::reserved::{Commitment, Rates as RatesOfType};
use model::units::MicroUsd;
use serde::Deserialize;
use serde::de::{MapAccess, SeqAccess};
use std::collections::{BTreeMap, HashMap};

/// A plan, as `products` lists it.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Plan {
    sku: String,
    product_family: String,
    attributes: PlanAttributes,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct PlanAttributes {
    purchase_option: String,
    purchase_term: String,
}

/// A rate, as `terms.savingsPlan[].rates` lists it.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Rate {
    discounted_usage_type: String,
    discounted_operation: String,
    discounted_service_code: String,
    discounted_region_code: String,
    discounted_instance_type: String,
    unit: String,
    discounted_rate: Discounted,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Discounted {
    price: String,
    currency: String,
}

/// Plans and their rates on the way in.
#[derive(Default)]
pub(super) struct Plans {
    pub published: String,
    /// What each plan without upfront payment is like, by SKU.
    kinds: HashMap<String, Commitment>,
    regions: BTreeMap<String, BTreeMap<String, RatesOfType>>,
    /// Texts that are no price, with their rate code.
    wrong: Vec<(String, String)>,
}

impl Plans {
    /// Notes a plan without upfront payment.
    pub fn plan(&mut self, plan: Plan) {
        if plan.attributes.purchase_option != "No Upfront" {
            return;
        }
        let kind = match (plan.product_family.as_str(), plan.attributes.purchase_term.as_str()) {
            ("EC2InstanceSavingsPlans", "1yr") => Commitment::Standard1,
            ("EC2InstanceSavingsPlans", "3yr") => Commitment::Standard3,
            ("ComputeSavingsPlans", "1yr") => Commitment::Convertible1,
            ("ComputeSavingsPlans", "3yr") => Commitment::Convertible3,
            _ => return,
        };
        self.kinds.insert(plan.sku, kind);
    }

    fn rate(&mut self, kind: Commitment, rate: Rate) {
        let is_ours = rate.discounted_service_code == "AmazonEC2"
            && rate.discounted_operation == "RunInstances"
            && rate.discounted_usage_type.contains("BoxUsage:")
            && rate.unit == "Hrs"
            && rate.discounted_rate.currency == "USD";
        if !is_ours {
            return;
        }
        match usd(&rate.discounted_rate.price) {
            Some(MicroUsd(0)) => {}
            Some(hourly) => {
                let types = self.regions.entry(rate.discounted_region_code).or_default();
                types.entry(rate.discounted_instance_type).or_default()[kind as usize] = Some(hourly);
            }
            None => self.wrong.push((rate.discounted_instance_type, rate.discounted_rate.price)),
        }
    }

    /// All rates.
    pub fn finish(self, file: &str, published: String, problems: &Problems) -> Found {
        for (instance_type, price) in self.wrong {
            let path = format!("terms.savingsPlan[].rates[] of {instance_type}: discountedRate.price");
            problems.value(file, &path, &price, ALLOWED);
        }
        let published = published.get(..10).filter(|day| is_date(day)).unwrap_or_default().to_owned();
        Found::SavingsPlans(SavingsRates { published, regions: self.regions })
    }
}

/// `terms.savingsPlan`: an array of plans with their rates.
pub(super) struct Rates<'a>(pub &'a mut Plans);

/// One of them. AWS writes the SKU before the rates.
struct OfPlan<'a> {
    plans: &'a mut Plans,
    kind: Option<Commitment>,
}

impl Takes for Rates<'_> {
    fn element<'de, A: SeqAccess<'de>>(&mut self, seq: &mut A) -> Result<bool, A::Error> {
        Ok(seq.next_element_seed(Walk(&mut OfPlan { plans: self.0, kind: None }))?.is_some())
    }
}

impl Takes for OfPlan<'_> {
    fn entry<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        match (key, self.kind) {
            ("sku", _) => {
                let sku: String = map.next_value()?;
                self.kind = self.plans.kinds.get(&sku).copied();
                Ok(())
            }
            ("rates", Some(_)) => map.next_value_seed(Walk(self)),
            _ => skip(map),
        }
    }

    fn element<'de, A: SeqAccess<'de>>(&mut self, seq: &mut A) -> Result<bool, A::Error> {
        let Some(rate) = seq.next_element::<Rate>()? else { return Ok(false) };
        if let Some(kind) = self.kind {
            self.plans.rate(kind, rate);
        }
        Ok(true)
    }
}
