//! The price list as JSON: products by SKU, then terms by kind, SKU and offer term.

use super::offer::{Attributes, Offer, Price, Term};
use super::walk::{Takes, Walk, skip};
use serde::Deserialize;
use serde::de::MapAccess;
use std::collections::BTreeMap;

/// The value of `products` in an offer.
pub(super) struct Products<'a, 'o>(pub &'a mut Offer<'o>);

/// The value of `terms.OnDemand` or `terms.Reserved`.
pub(super) struct Terms<'a, 'o> {
    pub offer: &'a mut Offer<'o>,
    /// `OnDemand` or `Reserved`.
    pub kind: &'a str,
}

/// All terms of one SKU.
struct OfSku<'a, 'o> {
    offer: &'a mut Offer<'o>,
    kind: &'a str,
    sku: &'a str,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Product {
    product_family: String,
    attributes: ProductAttributes,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct ProductAttributes {
    operation: String,
    usagetype: String,
    instance_type: String,
    region_code: String,
    location: String,
    location_type: String,
    operating_system: String,
    tenancy: String,
    capacitystatus: String,
    pre_installed_sw: String,
    license_model: String,
    marketoption: String,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct OfferTerm {
    price_dimensions: BTreeMap<String, Dimension>,
    term_attributes: TermAttributes,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Dimension {
    unit: String,
    price_per_unit: PricePerUnit,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct PricePerUnit {
    #[serde(rename = "USD")]
    usd: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct TermAttributes {
    lease_contract_length: String,
    offering_class: String,
    purchase_option: String,
}

impl Takes for Products<'_, '_> {
    fn entry<'de, A: MapAccess<'de>>(&mut self, sku: &str, map: &mut A) -> Result<(), A::Error> {
        let product: Product = map.next_value()?;
        self.0.product(sku, &product.attributes());
        Ok(())
    }
}

impl Product {
    /// What it is told by.
    pub fn attributes(&self) -> Attributes<'_> {
        let a = &self.attributes;
        Attributes {
            family: &self.product_family,
            operation: &a.operation,
            usage: &a.usagetype,
            instance_type: &a.instance_type,
            region: &a.region_code,
            location: &a.location,
            location_type: &a.location_type,
            system: &a.operating_system,
            tenancy: &a.tenancy,
            capacity: &a.capacitystatus,
            software: &a.pre_installed_sw,
            licence: &a.license_model,
            market: &a.marketoption,
        }
    }
}

impl Takes for Terms<'_, '_> {
    fn entry<'de, A: MapAccess<'de>>(&mut self, sku: &str, map: &mut A) -> Result<(), A::Error> {
        if !self.offer.keeps(sku) {
            return skip(map);
        }
        map.next_value_seed(Walk(&mut OfSku { offer: self.offer, kind: self.kind, sku }))
    }
}

impl Takes for OfSku<'_, '_> {
    fn entry<'de, A: MapAccess<'de>>(&mut self, term: &str, map: &mut A) -> Result<(), A::Error> {
        let of: OfferTerm = map.next_value()?;
        take_term(self.offer, self.kind, self.sku, term, &of);
        Ok(())
    }
}

/// Takes the prices of a term of a SKU in; `kind`: `OnDemand` or `Reserved`.
pub(super) fn take_term(offer: &mut Offer, kind: &str, sku: &str, term: &str, of: &OfferTerm) {
    let OfferTerm { price_dimensions, term_attributes: t } = of;
    let is = match kind {
        "OnDemand" => Term::OnDemand,
        _ => Term::Reserved { length: &t.lease_contract_length, class: &t.offering_class, option: &t.purchase_option },
    };
    for (rate, dimension) in price_dimensions {
        let path = format!("terms.{kind}.{sku}.{term}.priceDimensions.{rate}.pricePerUnit.USD");
        let usd = dimension.price_per_unit.usd.as_deref();
        offer.price(sku, is, Price { path: &path, unit: &dimension.unit, usd });
    }
}
