//! Auto Mode's fees taken into their regions. Where none is published the model counts a share of the on-demand price.

use super::some;
use super::sources::{Kind, source};
use crate::read::Fees;
use catalog_files::Figures;
use model::catalog::auto_mode::auto_mode_share;
use model::catalog::instance_type::InstanceType;
use model::catalog::{Offer, OnDemand};
use model::units::MicroUsd;
use std::collections::BTreeMap;

/// How many names a remark shows.
const SHOWN: usize = 8;
/// A fee is the share where it differs by no more than a twentieth of a per cent, and AWS's rounding to five decimals.
const SAME: u64 = 2_000;
const ROUNDING: u64 = 10;

/// Takes the fees of all regions that are wanted and have prices, each as a whole: a type that the list lacks has none.
pub(super) fn take(figures: &mut Figures, fees: &Fees, is_wanted: impl Fn(&str) -> bool, remarks: &mut Vec<String>) {
    let mut seen = Seen::default();
    for (code, fees_of) in fees.regions.iter().filter(|(code, _)| is_wanted(code)) {
        let Some(at) = figures.regions.iter().position(|region| region.region.code == *code) else { continue };
        let there = figures.regions[at].auto_mode.as_ref().map_or("", |dated| dated.as_of.as_str());
        if there > fees.published.as_str() {
            remarks.push(format!(
                "{code}: Auto Mode's fees of {} are older than those of {there} that the catalogue has",
                fees.published
            ));
            continue;
        }
        let dated = source(figures, Kind::AutoMode, &fees.published);
        let region = &mut figures.regions[at];
        for (offer, t) in region.offers.iter_mut().zip(&figures.types) {
            offer.auto_mode = seen.fee(code, t, offer, fees_of);
        }
        region.auto_mode = Some(dated);
    }
    seen.say(&fees.published, remarks);
}

/// Takes from an offer whose price has moved the fee that was for another price.
pub(super) fn forget(offer: &mut Offer, before: Option<&OnDemand>) {
    let hourly = |price: Option<&OnDemand>| price.map(|price| price.hourly);
    offer.auto_mode = offer.auto_mode.filter(|_| hourly(before) == hourly(offer.on_demand.as_ref()));
}

/// Lets the dates of fees go where no fee is left.
pub(super) fn only_dated(figures: &mut Figures) {
    for region in &mut figures.regions {
        region.auto_mode =
            region.auto_mode.take().filter(|_| region.offers.iter().any(|offer| offer.auto_mode.is_some()));
    }
}

/// What is said in the end: how many fees are the share that is counted without them, and which are not taken.
#[derive(Default)]
struct Seen {
    all: usize,
    other: Vec<String>,
    too_high: Vec<String>,
}

impl Seen {
    /// The fee of a type that has a price.
    fn fee(
        &mut self,
        code: &str,
        t: &InstanceType,
        offer: &Offer,
        fees: &BTreeMap<String, MicroUsd>,
    ) -> Option<MicroUsd> {
        let (price, fee) = (offer.on_demand.as_ref()?, *fees.get(&t.name)?);
        if fee >= price.hourly {
            self.too_high.push(format!("{} in {code} {}", t.name, fee.hourly()));
            return None;
        }
        let counted = price.hourly.share(auto_mode_share(t));
        self.all += 1;
        if fee.0.abs_diff(counted.0) > ROUNDING + fee.0 / SAME {
            self.other.push(format!("{} in {code} {} instead of {}", t.name, fee.hourly(), counted.hourly()));
        }
        Some(fee)
    }

    fn say(self, published: &str, remarks: &mut Vec<String>) {
        let Seen { all, other, too_high } = self;
        if all > 0 {
            let equal = all - other.len();
            let but = if other.is_empty() { String::new() } else { format!("; others: {}", some(&other, SHOWN)) };
            remarks.push(format!(
                "Auto Mode's fee of {published} is the share of the price that Berth counts without it for {equal} of {all} prices{but}"
            ));
        }
        if !too_high.is_empty() {
            remarks.push(format!(
                "Auto Mode's fees that are not below the on-demand price are left out: {}",
                some(&too_high, SHOWN)
            ));
        }
    }
}
