//! What `aws pricing get-products` prints: some products with their terms, each a text of JSON of its own.
//!
//! <https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-price-list-query-api.html>

use super::offer::Offer;
use super::offer_json::{OfferTerm, Product, take_term};
use super::walk::Takes;
use catalog_files::{Problem, Problems};
use serde::Deserialize;
use serde::de::SeqAccess;
use std::collections::BTreeMap;

/// The array `PriceList` of such a file.
pub(super) struct PricedProducts<'a, 'o> {
    pub offer: &'a mut Offer<'o>,
    pub file: &'a str,
    pub problems: &'a Problems,
    /// Of the next text, from 0.
    pub at: usize,
}

/// One text.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Priced {
    product: Sold,
    #[serde(default)]
    service_code: String,
    #[serde(default)]
    publication_date: String,
    /// By kind, then by the name of the term.
    #[serde(default)]
    terms: BTreeMap<String, BTreeMap<String, OfferTerm>>,
}

#[derive(Deserialize)]
struct Sold {
    sku: String,
    #[serde(flatten)]
    product: Product,
}

impl Takes for PricedProducts<'_, '_> {
    fn element<'de, A: SeqAccess<'de>>(&mut self, seq: &mut A) -> Result<bool, A::Error> {
        let Some(text) = seq.next_element::<String>()? else { return Ok(false) };
        match serde_json::from_str(&text) {
            Ok(priced) => self.take(priced),
            Err(error) => self.problems.add(Problem {
                file: self.file.to_owned(),
                line: None,
                field: Some(format!("PriceList[{}]", self.at)),
                value: None,
                what: format!("is not what AWS documents: {error}"),
            }),
        }
        self.at += 1;
        Ok(true)
    }
}

impl PricedProducts<'_, '_> {
    fn take(&mut self, priced: Priced) {
        let Priced { product: Sold { sku, product }, service_code, publication_date, terms } = priced;
        self.offer.code = service_code;
        if !self.offer.product(&sku, &product.attributes()) {
            return;
        }
        // of several days the first: no price is called newer than it is
        if self.offer.published.is_empty() || publication_date < self.offer.published {
            self.offer.published = publication_date;
        }
        for kind in ["OnDemand", "Reserved"] {
            for (term, of) in terms.get(kind).into_iter().flatten() {
                take_term(self.offer, kind, &sku, term, of);
            }
        }
    }
}
