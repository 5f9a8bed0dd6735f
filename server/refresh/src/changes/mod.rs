//! What two catalogues differ in, region by region: for a report, and for the gate.

mod gate;
mod moves;
mod report;

pub use gate::{MOST_PERCENT, MOVED_PERCENT, refusals};
pub use report::report;

use catalog_files::{Figures, RegionFigures};
use model::catalog::instance_type::InstanceType;
use model::catalog::{Offer, PriceKind};
use model::units::MicroUsd;

/// What has changed between two catalogues.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes {
    /// Each region whose figures or dates differ, in code order.
    pub regions: Vec<RegionChanges>,
    /// Types that both have, and those among them whose CPU, memory or ENIs differ.
    pub types: usize,
    /// See above.
    pub types_changed: Vec<String>,
    /// Types that only the newer one has.
    pub types_new: usize,
}

/// What has changed in a region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionChanges {
    /// Its code.
    pub code: String,
    /// Date of the on-demand prices before, and after. Before: empty where there was no price.
    pub dates: (String, String),
    /// Published on-demand prices.
    pub on_demand: Pairs,
    /// Estimated prices and the published ones that took their place.
    pub estimates: Pairs,
    /// Spot prices, by their saving at the price of their day.
    pub spot: Pairs,
    /// Spot prices, those among them that are not below the on-demand price.
    pub spot_too_high: usize,
    /// Rates of commitments, all kinds together.
    pub reserved: Pairs,
    /// Auto Mode's fees of types of which one was published, or is: what counted for each before, and what counts now.
    pub fees: Pairs,
}

/// Prices before and after.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pairs {
    /// Types that have both, in name order.
    pub both: Vec<Pair>,
    /// Types whose price has gone.
    pub gone: Vec<String>,
    /// Types whose price is new.
    pub new: Vec<String>,
}

/// A type's price before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// `m5.large`.
    pub instance_type: String,
    /// Before.
    pub before: MicroUsd,
    /// After.
    pub after: MicroUsd,
}

impl Changes {
    /// Between an older and a newer catalogue.
    pub fn between(older: &Figures, newer: &Figures) -> Changes {
        let regions = newer.regions.iter().filter_map(|region| {
            let before = older.regions.iter().find(|other| other.region.code == region.region.code);
            let is_same = before.is_some_and(|before| before == region) && older.types.len() == newer.types.len();
            (!is_same).then(|| RegionChanges::between((older, before), (newer, region)))
        });
        let (mut types, mut types_changed) = (0, Vec::new());
        for t in &newer.types {
            let Ok(at) = older.types.binary_search_by(|other| other.name.cmp(&t.name)) else { continue };
            let size = |figures: &Figures, at: usize| {
                let t = &figures.types[at];
                (t.vcpu, t.memory, t.enis, t.ipv4_per_eni)
            };
            types += 1;
            if size(older, at) != (t.vcpu, t.memory, t.enis, t.ipv4_per_eni) {
                types_changed.push(t.name.clone());
            }
        }
        Changes { regions: regions.collect(), types, types_changed, types_new: newer.types.len() - types }
    }

    /// Whether nothing has changed that a plan could show.
    pub fn is_empty(&self) -> bool {
        self.types_new == 0 && self.types_changed.is_empty() && self.regions.is_empty()
    }
}

impl RegionChanges {
    fn between(
        (older, before): (&Figures, Option<&RegionFigures>),
        (newer, after): (&Figures, &RegionFigures),
    ) -> RegionChanges {
        let nothing = Offer::default();
        let offers = newer.types.iter().zip(&after.offers).map(|(t, after)| {
            let at = older.types.binary_search_by(|other| other.name.cmp(&t.name)).ok();
            let before = before.zip(at).map_or(&nothing, |(before, at)| &before.offers[at]);
            (t, before, after)
        });
        let mut changes = RegionChanges {
            code: after.region.code.clone(),
            dates: (
                before.map(|before| before.region.on_demand_as_of.clone()).unwrap_or_default(),
                after.region.on_demand_as_of.clone(),
            ),
            on_demand: Pairs::default(),
            estimates: Pairs::default(),
            spot: Pairs::default(),
            spot_too_high: 0,
            reserved: Pairs::default(),
            fees: Pairs::default(),
        };
        for (t, before, after) in offers {
            changes.offer(t, before, after);
        }
        changes
    }

    fn offer(&mut self, t: &InstanceType, before: &Offer, after: &Offer) {
        let name = t.name.as_str();
        let (was, is) = (on_demand(before), on_demand(after));
        match was {
            Some((hourly, false)) => self.estimates.add(name, Some(hourly), is.map(|is| is.0)),
            _ => self.on_demand.add(name, was.map(|was| was.0), is.map(|is| is.0)),
        }
        // the same saving of another price is no news of spot
        let same_saving = before.spot_savings == after.spot_savings;
        self.spot.add(name, if same_saving { after.spot() } else { before.spot() }, after.spot());
        self.spot_too_high += usize::from(after.spot_savings.is_some_and(|savings| savings.0 == 0));
        let rates = |offer: &Offer| offer.reserved.as_deref().copied().unwrap_or_default();
        for (before, after) in rates(before).into_iter().zip(rates(after)) {
            self.reserved.add(name, before, after);
        }
        if before.auto_mode.or(after.auto_mode).is_some() {
            self.fees.add(name, before.auto_mode_fee(t), after.auto_mode_fee(t));
        }
    }
}

/// An on-demand price, and whether it is published.
fn on_demand(offer: &Offer) -> Option<(MicroUsd, bool)> {
    offer.on_demand.as_ref().map(|price| (price.hourly, price.kind == PriceKind::Published))
}

impl Pairs {
    fn add(&mut self, name: &str, before: Option<MicroUsd>, after: Option<MicroUsd>) {
        match (before, after) {
            (Some(before), Some(after)) => self.both.push(Pair { instance_type: name.to_owned(), before, after }),
            (Some(_), None) => self.gone.push(name.to_owned()),
            (None, Some(_)) => self.new.push(name.to_owned()),
            (None, None) => {}
        }
    }

    /// How many there were before.
    pub fn before(&self) -> usize {
        self.both.len() + self.gone.len()
    }

    /// Those that have moved.
    pub fn moved(&self) -> impl Iterator<Item = &Pair> {
        self.both.iter().filter(|pair| pair.before != pair.after)
    }
}

impl Pair {
    /// By how much it has moved, in tenths of a per cent, rounded half away from zero: $0.1 to $0.096 is -40.
    pub fn per_mille(&self) -> i64 {
        let (before, after) = (i128::from(self.before.0.max(1)), i128::from(self.after.0));
        let difference = (after - before) * 2_000;
        let half = if difference < 0 { -before } else { before };
        i64::try_from((difference + half) / (2 * before)).unwrap_or(i64::MAX)
    }
}
