//! Files as AWS publishes them, of the carried catalogue's own prices: what a refresh would find if nothing had changed.

#[path = "../../refresh/tests/support/aws.rs"]
pub mod aws;

use aws::{Product, linux};
use std::path::Path;

/// The reserved terms of a row's last four columns.
const TERMS: [(&str, (&str, &str, &str)); 4] = [
    ("4NA7Y494T4", ("1yr", "standard", "No Upfront")),
    ("BPH4J8HBKS", ("3yr", "standard", "No Upfront")),
    ("7NE97W5U4E", ("1yr", "convertible", "No Upfront")),
    ("Z2E3P23VKM", ("3yr", "convertible", "No Upfront")),
];

/// What the carried catalogue publishes of a region, as products of the price list.
pub fn products(region: &'static str, location: &'static str) -> Vec<Product> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("catalog/data/prices/{region}.csv"));
    let text = std::fs::read_to_string(file).expect("the carried prices");
    let rows = text.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>());
    rows.filter(|row| !row[1].is_empty() && row[2].is_empty())
        .enumerate()
        .map(|(at, row)| {
            let product = linux(&format!("{region}{at}"), row[0], row[1]).in_region(region, location);
            TERMS
                .iter()
                .zip(&row[5..])
                .filter(|(_, rate)| !rate.is_empty())
                .fold(product, |product, ((code, term), rate)| product.reserved(code, *term, rate, "0"))
        })
        .collect()
}

/// Gives a type another price.
pub fn reprice(products: &mut [Product], instance_type: &str, usd: &str) {
    let is_it = |product: &&mut Product| product.attributes.contains(&("instanceType", instance_type.to_owned()));
    let product = products.iter_mut().find(is_it).expect("the type");
    product.terms[0].prices[0].1 = usd.to_owned();
}
