//! A price list taken into its regions.

use super::fees::forget;
use super::some;
use super::sources::{Kind, source};
use crate::read::{PriceList, RegionPrices};
use catalog_files::{Dated, Figures, RegionFigures};
use model::catalog::instance_type::InstanceType;
use model::catalog::reserved::Rates;
use model::catalog::{Offer, OnDemand, PriceKind, Region};
use model::units::MicroUsd;

/// How many names a remark shows.
const SHOWN: usize = 12;

/// Takes all regions of a list that are wanted, known and not of an earlier day than what is there.
pub(super) fn take(
    figures: &mut Figures,
    list: &PriceList,
    is_wanted: impl Fn(&str) -> bool,
    remarks: &mut Vec<String>,
) {
    remarks.extend(list.remarks.iter().cloned());
    let mut unknown: Vec<String> = Vec::new();
    let mut taken = 0;
    for (code, prices) in list.regions.iter().filter(|(code, _)| is_wanted(code)) {
        let Some(at) = region(figures, code, list) else {
            unknown.push(code.clone());
            continue;
        };
        let there = &figures.regions[at].region.on_demand_as_of;
        if *there > list.published {
            remarks.push(format!(
                "{code}: the price list of {} is older than the prices of {there} that the catalogue has; it is left out",
                list.published
            ));
            continue;
        }
        match list.is_whole {
            true => {
                let kind = if list.has_commitments { Kind::PriceList } else { Kind::PricingPage };
                let dated = source(figures, kind, &list.published);
                put(figures, at, prices, list.has_commitments, dated);
            }
            false => {
                let dated = source(figures, Kind::QueryApi, &list.published);
                put_some(&mut figures.regions[at], &figures.types, prices, dated);
            }
        }
        taken += 1;
    }
    if !list.is_whole && list.regions.values().any(|prices| !prices.reserved.is_empty()) {
        remarks.push(
            "Reserved Instances are taken of whole price lists only, since all rates of a region have one date; those that get-products prints are left out".into(),
        );
    }
    if !unknown.is_empty() {
        remarks.push(format!("not a region that Berth knows, left out: {}", some(&unknown, SHOWN)));
    }
    if taken > 0 {
        remarks.extend(undescribed(figures, list));
    }
}

/// Where the region is among the figures; one of which no price was known gets its place now.
fn region(figures: &mut Figures, code: &str, list: &PriceList) -> Option<usize> {
    let find = |figures: &Figures| figures.regions.binary_search_by(|region| region.region.code.as_str().cmp(code));
    if let Ok(at) = find(figures) {
        return Some(at);
    }
    let at = figures.unpriced_regions.iter().position(|region| region.code == code)?;
    let unpriced = figures.unpriced_regions.remove(at);
    let region = Region {
        code: unpriced.code,
        location: unpriced.location,
        on_demand_as_of: list.published.clone(),
        availability_known: false,
    };
    let offers = vec![Offer::default(); figures.types.len()];
    let place = find(figures).unwrap_or_else(|place| place);
    let figures_of =
        RegionFigures { region, on_demand_source: String::new(), spot: None, reserved: None, auto_mode: None, offers };
    figures.regions.insert(place, figures_of);
    Some(place)
}

fn put(figures: &mut Figures, at: usize, prices: &RegionPrices, has_commitments: bool, dated: Dated) {
    let region = &mut figures.regions[at];
    for (offer, t) in region.offers.iter_mut().zip(&figures.types) {
        let hourly = prices.on_demand.get(&t.name).copied();
        // where it is not known what is on offer, the price was all that said so
        offer.offered = hourly.is_some() || (offer.offered && region.region.availability_known);
        let price = hourly.map(|hourly| OnDemand { hourly, kind: PriceKind::Published, as_of: None });
        let before = std::mem::replace(&mut offer.on_demand, price);
        forget(offer, before.as_ref());
        if has_commitments {
            offer.reserved = prices.reserved.get(&t.name).map(|rates| Box::new(*rates));
        }
        offer.spot_savings = offer.spot_savings.filter(|_| hourly.is_some());
        offer.reserved = offer.reserved.take().and_then(|rates| cheaper(*rates, hourly));
    }
    if has_commitments {
        region.reserved = Some(dated.clone());
    }
    region.region.on_demand_as_of = dated.as_of;
    region.on_demand_source = dated.source;
}

/// Takes prices of some types: each has its own date, and what is not spoken of stays as it was.
fn put_some(region: &mut RegionFigures, types: &[InstanceType], prices: &RegionPrices, dated: Dated) {
    let own = (region.region.on_demand_as_of != dated.as_of).then_some(dated.as_of);
    if region.on_demand_source.is_empty() {
        region.on_demand_source = dated.source; // of which no price was known
    }
    for (offer, t) in region.offers.iter_mut().zip(types) {
        let Some(hourly) = prices.on_demand.get(&t.name).copied() else { continue };
        offer.offered = true;
        let price = OnDemand { hourly, kind: PriceKind::Published, as_of: own.clone() };
        let before = offer.on_demand.replace(price);
        forget(offer, before.as_ref());
        offer.reserved = offer.reserved.take().and_then(|rates| cheaper(*rates, Some(hourly)));
    }
}

/// The rates that are below the on-demand price: others are of another day, or no bargain.
fn cheaper(rates: Rates, hourly: Option<MicroUsd>) -> Option<Box<Rates>> {
    let rates = rates.map(|rate| rate.filter(|rate| hourly.is_some_and(|hourly| *rate < hourly)));
    rates.iter().any(Option::is_some).then(|| Box::new(rates))
}

/// Types that AWS sells and the catalogue cannot plan with, because nothing describes them.
fn undescribed(figures: &Figures, list: &PriceList) -> Option<String> {
    let is_known = |name: &str| figures.types.binary_search_by(|t| t.name.as_str().cmp(name)).is_ok();
    let mut names: Vec<String> = list
        .regions
        .values()
        .flat_map(|prices| prices.on_demand.keys())
        .filter(|name| !is_known(name))
        .cloned()
        .collect();
    names.sort_unstable();
    names.dedup();
    (!names.is_empty()).then(|| {
        format!(
            "priced, but not described, and left out: {}. Put what aws ec2 describe-instance-types prints into a directory and give it with --from",
            some(&names, SHOWN)
        )
    })
}
