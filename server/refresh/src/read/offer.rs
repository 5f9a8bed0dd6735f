//! AWS's bulk price list, whatever its form: which products and terms Berth uses.
//!
//! A price list has a type many times over, with other operating systems, tenancies and capacity states; taking a wrong
//! one gives 0 or 6 to 10 % more. So a product is used only where every attribute is known to be the right one.
//! <https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/bulk-api-reading-price-list-files.html>

use super::found::{Fees, Found, PriceList, RegionPrices};
use super::places::Places;
use super::usd::{ALLOWED, usd};
use catalog_files::{Problems, is_date};
use model::catalog::reserved::Commitment;
use model::units::MicroUsd;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The offer of EKS, by its code.
const EKS: &str = "AmazonEKS";

/// What a product is told by.
#[derive(Clone, Copy, Default)]
pub(super) struct Attributes<'a> {
    pub family: &'a str,
    pub operation: &'a str,
    pub usage: &'a str,
    pub instance_type: &'a str,
    pub region: &'a str,
    pub location: &'a str,
    pub location_type: &'a str,
    pub system: &'a str,
    pub tenancy: &'a str,
    pub capacity: &'a str,
    pub software: &'a str,
    pub licence: &'a str,
    pub market: &'a str,
}

/// One price of a term.
#[derive(Clone, Copy)]
pub(super) struct Price<'a> {
    /// Where in the file it stands, for messages.
    pub path: &'a str,
    pub unit: &'a str,
    /// `None`: it is in another currency.
    pub usd: Option<&'a str>,
}

/// What a term is told by.
#[derive(Clone, Copy)]
pub(super) enum Term<'a> {
    OnDemand,
    Reserved { length: &'a str, class: &'a str, option: &'a str },
}

/// What a kept product is the price of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Node,
    AutoModeFee,
}

/// A product that is used.
struct Kept {
    region: String,
    instance_type: String,
    of: Use,
}

/// A price list on its way in.
pub(super) struct Offer<'a> {
    pub code: String,
    pub published: String,
    file: &'a str,
    places: &'a Places,
    problems: &'a Problems,
    kept: HashMap<String, Kept>,
    regions: BTreeMap<String, RegionPrices>,
    fees: BTreeMap<String, BTreeMap<String, MicroUsd>>,
    /// Types with more than one price, by region.
    several: BTreeSet<(String, String)>,
    free: BTreeSet<(String, String)>,
    unknown_places: BTreeSet<String>,
}

impl<'a> Offer<'a> {
    /// Nothing yet.
    pub fn new(file: &'a str, places: &'a Places, problems: &'a Problems) -> Offer<'a> {
        Offer {
            code: String::new(),
            published: String::new(),
            file,
            places,
            problems,
            kept: HashMap::new(),
            regions: BTreeMap::new(),
            fees: BTreeMap::new(),
            several: BTreeSet::new(),
            free: BTreeSet::new(),
            unknown_places: BTreeSet::new(),
        }
    }

    /// Notes the product of a SKU where it is used, and says whether it is.
    pub fn product(&mut self, sku: &str, product: &Attributes) -> bool {
        let (of, instance_type) = if is_node(product) {
            (Use::Node, product.instance_type)
        } else if let Some(instance_type) = auto_mode_type(product) {
            (Use::AutoModeFee, instance_type)
        } else {
            return false;
        };
        let Some(region) = self.region(product) else { return false };
        let instance_type = instance_type.to_owned();
        self.kept.insert(sku.to_owned(), Kept { region, instance_type, of });
        true
    }

    /// Whether the product of a SKU is used.
    pub fn keeps(&self, sku: &str) -> bool {
        self.kept.contains_key(sku)
    }

    /// Takes a price of a SKU in.
    pub fn price(&mut self, sku: &str, term: Term, price: Price) {
        let Some(Kept { region, instance_type, of }) = self.kept.get(sku) else { return };
        let (Some(text), "Hrs" | "hours" | "Hours") = (price.usd, price.unit) else { return };
        let commitment = match term {
            Term::OnDemand => None,
            Term::Reserved { length, class, option: "No Upfront" } => match commitment(class, length) {
                Some(commitment) => Some(commitment),
                None => return,
            },
            Term::Reserved { .. } => return,
        };
        let key = (region.clone(), instance_type.clone());
        let Some(hourly) = usd(text) else { return self.wrong(price.path, text) };
        if hourly == MicroUsd(0) {
            self.free.insert(key);
            return;
        }
        let there = match (of, commitment) {
            (Use::AutoModeFee, None) => self.fees.entry(key.0.clone()).or_default().insert(key.1.clone(), hourly),
            (Use::AutoModeFee, Some(_)) => None,
            (Use::Node, None) => self.regions.entry(key.0.clone()).or_default().on_demand.insert(key.1.clone(), hourly),
            (Use::Node, Some(commitment)) => {
                let rates = &mut self.regions.entry(key.0.clone()).or_default().reserved;
                rates.entry(key.1.clone()).or_default()[commitment as usize].replace(hourly)
            }
        };
        if there.is_some_and(|there| there != hourly) {
            self.several.insert(key);
        }
    }

    /// All that was found, and what was left out.
    pub fn finish(mut self) -> Found {
        let published = self.published.get(..10).filter(|day| is_date(day)).unwrap_or_default().to_owned();
        if published.is_empty() {
            self.problems.value(
                self.file,
                "publicationDate",
                &self.published,
                "is not a date such as 2025-09-12T22:53:08Z",
            );
        }
        // in some regions EKS has no Auto Mode
        if self.regions.is_empty() && (self.code == EKS || !self.fees.is_empty()) {
            self.drop_several();
            return Found::AutoMode(Fees { published, regions: self.fees });
        }
        if self.regions.is_empty() {
            self.problems.file(
                self.file,
                format!(
                    "has no price that Berth uses (Linux, shared tenancy, by the hour, in dollars). Its offer is \"{}\"; AmazonEC2 and AmazonEKS are read",
                    self.code
                ),
            );
        }
        let remarks = self.remarks();
        self.drop_several();
        Found::Prices(PriceList { published, regions: self.regions, is_whole: true, has_commitments: true, remarks })
    }

    /// Which of several prices is right is not known.
    fn drop_several(&mut self) {
        for (region, instance_type) in &self.several {
            if let Some(prices) = self.regions.get_mut(region) {
                prices.on_demand.remove(instance_type);
                prices.reserved.remove(instance_type);
            }
            if let Some(fees) = self.fees.get_mut(region) {
                fees.remove(instance_type);
            }
        }
    }

    fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        for (region, instance_type) in &self.several {
            remarks.push(format!(
                "{}: {instance_type} has two different prices in {region}; it is left out, which is right is not known",
                self.file
            ));
        }
        let priced = |(region, instance_type): &&(String, String)| {
            self.regions.get(region).is_some_and(|prices| prices.on_demand.contains_key(instance_type))
        };
        for (region, instance_type) in self.free.iter().filter(|key| !priced(key)) {
            remarks.push(format!("{}: {instance_type} costs $0 in {region}; it is left out", self.file));
        }
        for location in &self.unknown_places {
            remarks.push(format!("{}: the location \"{location}\" is no region that Berth knows", self.file));
        }
        remarks
    }

    fn region(&mut self, product: &Attributes) -> Option<String> {
        if !product.region.is_empty() {
            return Some(product.region.to_owned());
        }
        let code = self.places.code(product.location).map(str::to_owned);
        if code.is_none() {
            self.unknown_places.insert(product.location.to_owned());
        }
        code
    }

    fn wrong(&self, path: &str, value: &str) {
        self.problems.value(self.file, path, value, ALLOWED);
    }
}

/// The filter. `Used` alone is what a running instance costs; `No License required` leaves out what comes with its own.
fn is_node(p: &Attributes) -> bool {
    matches!(p.family, "Compute Instance" | "Compute Instance (bare metal)")
        && p.system == "Linux"
        && p.tenancy == "Shared"
        && p.capacity == "Used"
        && p.software == "NA"
        && p.location_type == "AWS Region"
        && p.licence == "No License required"
        && p.operation == "RunInstances"
        && matches!(p.market, "" | "OnDemand")
        && p.instance_type.contains('.')
}

/// The type of an Auto Mode fee: usage `APN1-EKS-Auto:m7i.large-management-hours`.
fn auto_mode_type<'p>(p: &Attributes<'p>) -> Option<&'p str> {
    let (_, rest) = p.usage.split_once("EKS-Auto:")?;
    rest.strip_suffix("-management-hours").filter(|name| name.contains('.'))
}

fn commitment(class: &str, length: &str) -> Option<Commitment> {
    match (class, length) {
        ("standard", "1yr") => Some(Commitment::Standard1),
        ("standard", "3yr") => Some(Commitment::Standard3),
        ("convertible", "1yr") => Some(Commitment::Convertible1),
        ("convertible", "3yr") => Some(Commitment::Convertible3),
        _ => None,
    }
}
