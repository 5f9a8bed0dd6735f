//! The sources of refreshed figures: one for each file's day, so that a date says where figures are from.

use catalog_files::{Dated, Figures, Source};
use std::collections::BTreeSet;

/// What a source's figures are.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    PriceList,
    QueryApi,
    PricingPage,
    Spot,
    AutoMode,
    Types,
}

/// What the ids of sources begin with that a refresh adds, and may remove.
const ADDED: &str = "aws-";
const TYPES: &str = "aws-instance-types";

/// Whether a refresh has brought figures into a catalogue.
pub fn is_refreshed(figures: &Figures) -> bool {
    figures.sources.iter().any(|source| source.id.starts_with(ADDED))
}

/// The day on which EC2's descriptions last changed a type; `None`: all are as they came with a binary.
pub(super) fn described_on(figures: &Figures) -> Option<&str> {
    let days = figures.sources.iter().filter(|source| source.id.starts_with(TYPES)).map(|source| source.date.as_str());
    days.max()
}

impl Kind {
    fn id(self) -> &'static str {
        match self {
            Kind::PriceList => "aws-price-list",
            Kind::QueryApi => "aws-get-products",
            Kind::PricingPage => "aws-pricing-page",
            Kind::Spot => "aws-spot-history",
            Kind::AutoMode => "aws-auto-mode",
            Kind::Types => TYPES,
        }
    }

    fn source(self) -> &'static str {
        match self {
            Kind::PriceList => {
                "AWS Price List, offer AmazonEC2 (pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonEC2)"
            }
            Kind::QueryApi => "aws pricing get-products, AWS's Price List Query API",
            Kind::PricingPage => "AWS, the file that the page of EC2's on-demand prices loads",
            Kind::Spot => "aws ec2 describe-spot-price-history, newest price of each zone",
            Kind::AutoMode => {
                "AWS Price List, offer AmazonEKS (pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonEKS)"
            }
            Kind::Types => "aws ec2 describe-instance-types",
        }
    }

    fn used_for(self) -> &'static str {
        match self {
            Kind::PriceList => "on-demand prices; Reserved Instances, No Upfront",
            Kind::QueryApi => "on-demand prices of some types",
            Kind::PricingPage => "on-demand prices",
            Kind::Spot => "spot savings, averaged over a region's zones",
            Kind::AutoMode => "fees of Auto Mode",
            Kind::Types => "instance types",
        }
    }
}

/// The source of a kind and day, added where it is not there yet.
pub(super) fn source(figures: &mut Figures, kind: Kind, day: &str) -> Dated {
    let id = format!("{}-{day}", kind.id());
    if !figures.sources.iter().any(|source| source.id == id) {
        figures.sources.push(Source {
            id: id.clone(),
            source: kind.source().to_owned(),
            used_for: kind.used_for().to_owned(),
            date: day.to_owned(),
            licence: "published by AWS for its customers' information".to_owned(),
        });
    }
    Dated { as_of: day.to_owned(), source: id }
}

/// Lets those go that an earlier refresh has added and no figure is from any more.
pub(super) fn only_used(figures: &mut Figures) {
    let mut used: Vec<String> = Vec::new();
    for region in &figures.regions {
        used.push(region.on_demand_source.clone());
        used.extend([figures.spot_of(region).source, figures.reserved_of(region).source]);
        used.extend(region.auto_mode.as_ref().map(|dated| dated.source.clone()));
        let own = region.offers.iter().filter_map(|offer| offer.on_demand.as_ref()?.as_of.as_deref());
        let days: BTreeSet<&str> = own.chain([region.region.on_demand_as_of.as_str()]).collect();
        used.extend(days.into_iter().map(|day| format!("{}-{day}", Kind::QueryApi.id())));
    }
    used.extend(described_on(figures).map(|day| format!("{TYPES}-{day}")));
    figures.sources.retain(|source| !source.id.starts_with(ADDED) || used.contains(&source.id));
}
