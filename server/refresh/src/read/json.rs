//! A JSON file of AWS's: what it is shows by its keys, and only what is used is kept.

use super::ReadError;
use super::error::{of_json, wrong};
use super::found::{Found, PriceList};
use super::get_products::PricedProducts;
use super::offer::Offer;
use super::offer_json::{Products, Terms};
use super::page::Page;
use super::places::Places;
use super::savings::{Plan, Plans, Rates};
use super::spot::Spot;
use super::types::Types;
use super::walk::{Takes, Walk, skip};
use catalog_files::Problems;
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess};
use std::io::Read;

/// The object that the file is.
struct Top<'a> {
    name: &'a str,
    problems: &'a Problems,
    offer: Offer<'a>,
    plans: Plans,
    page: Page<'a>,
    types: Types<'a>,
    spot: Spot<'a>,
    /// Which of these the file is, as far as has been read.
    is: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Unknown,
    Offer,
    Products,
    SavingsPlans,
    Page,
    Types,
    Spot,
    Index,
}

/// Reads the file.
pub(super) fn read(name: &str, input: impl Read, places: &Places) -> Result<Found, ReadError> {
    let problems = Problems::default();
    let mut top = Top {
        name,
        problems: &problems,
        offer: Offer::new(name, places, &problems),
        plans: Plans::default(),
        page: Page::new(name, places, &problems),
        types: Types::new(name, &problems),
        spot: Spot::new(name, &problems),
        is: Kind::Unknown,
    };
    let mut json = serde_json::Deserializer::from_reader(input);
    Walk(&mut top).deserialize(&mut json).map_err(|error| of_json(name, error))?;
    json.end().map_err(|error| of_json(name, error))?;
    let published = std::mem::take(&mut top.plans.published);
    let found = match top.is {
        Kind::Unknown => return Err(unknown(name)),
        Kind::Offer => top.offer.finish(),
        Kind::Products => match top.offer.finish() {
            Found::Prices(list) => Found::Prices(PriceList { is_whole: false, ..list }),
            other => other,
        },
        Kind::SavingsPlans => top.plans.finish(name, published, &problems),
        Kind::Page => top.page.finish(),
        Kind::Types => Found::Types(top.types.finish()),
        Kind::Spot => top.spot.finish(),
        Kind::Index => Found::Index,
    };
    Ok(problems.into_result(found)?)
}

fn unknown(name: &str) -> ReadError {
    wrong(
        name,
        None,
        "is JSON, but none of the files that are read: price lists of AmazonEC2 and AmazonEKS, Savings Plans, the pricing page's files, what aws pricing get-products, aws ec2 describe-instance-types and describe-spot-price-history print",
    )
}

impl Takes for Top<'_> {
    fn entry<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        match key {
            "offerCode" => self.offer.code = map.next_value()?,
            "publicationDate" => {
                let published: String = map.next_value()?;
                self.plans.published.clone_from(&published);
                self.offer.published = published;
            }
            "products" => map.next_value_seed(Walk(&mut OfferOrPlans(self)))?,
            "terms" if matches!(self.is, Kind::Offer | Kind::SavingsPlans) => {
                map.next_value_seed(Walk(&mut AllTerms(self)))?;
            }
            "terms" => return Err(A::Error::custom("the terms come before the products that they are of")),
            "PriceList" => {
                self.is = Kind::Products;
                let Top { name, problems, offer, .. } = self;
                map.next_value_seed(Walk(&mut PricedProducts { offer, file: name, problems, at: 0 }))?;
            }
            "manifest" => self.page.manifest = map.next_value()?,
            "regions" => {
                map.next_value_seed(Walk(&mut self.page))?;
                self.is = if self.page.has_prices() { Kind::Page } else { Kind::Index };
            }
            "InstanceTypes" => {
                self.is = Kind::Types;
                map.next_value_seed(Walk(&mut self.types))?;
            }
            "SpotPriceHistory" => {
                self.is = Kind::Spot;
                map.next_value_seed(Walk(&mut self.spot))?;
            }
            "offers" | "versions" => {
                self.is = Kind::Index;
                skip(map)?;
            }
            _ => skip(map)?,
        }
        Ok(())
    }
}

/// `products`: an object in an offer, an array in one of Savings Plans.
struct OfferOrPlans<'t, 'a>(&'t mut Top<'a>);

impl Takes for OfferOrPlans<'_, '_> {
    fn entry<'de, A: MapAccess<'de>>(&mut self, sku: &str, map: &mut A) -> Result<(), A::Error> {
        self.0.is = Kind::Offer;
        Products(&mut self.0.offer).entry(sku, map)
    }

    fn element<'de, A: SeqAccess<'de>>(&mut self, seq: &mut A) -> Result<bool, A::Error> {
        self.0.is = Kind::SavingsPlans;
        let plan: Option<Plan> = seq.next_element()?;
        Ok(plan.map(|plan| self.0.plans.plan(plan)).is_some())
    }
}

/// `terms`.
struct AllTerms<'t, 'a>(&'t mut Top<'a>);

impl Takes for AllTerms<'_, '_> {
    fn entry<'de, A: MapAccess<'de>>(&mut self, kind: &str, map: &mut A) -> Result<(), A::Error> {
        match kind {
            "OnDemand" | "Reserved" => map.next_value_seed(Walk(&mut Terms { offer: &mut self.0.offer, kind })),
            "savingsPlan" => map.next_value_seed(Walk(&mut Rates(&mut self.0.plans))),
            _ => skip(map),
        }
    }
}
