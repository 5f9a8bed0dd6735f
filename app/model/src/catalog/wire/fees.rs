//! Auto Mode's published fees as a column, each as what it differs by from the share of the price that is counted without it.

use super::read::Reader;
use super::zigzag::{difference, figure};
use crate::catalog::auto_mode::auto_mode_share;
use crate::catalog::instance_type::InstanceType;
use crate::catalog::{Catalog, MAX_HOURLY, Offer};
use crate::units::MicroUsd;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Fees {
    /// Empty: no date.
    as_of: String,
    /// A number a type; 0: no fee is published.
    fees: Vec<u64>,
}

impl Fees {
    pub(super) fn read(from: &mut Reader) -> Fees {
        Fees { as_of: from.text(), fees: from.long_numbers() }
    }
}

/// The column of a catalogue; `None` where it has no published fee.
pub(super) fn encode(catalog: &Catalog) -> Option<Fees> {
    let rows = || catalog.types.iter().zip(&catalog.offers);
    if catalog.auto_mode_as_of.is_none() && rows().all(|(_, offer)| offer.auto_mode.is_none()) {
        return None;
    }
    let fee =
        |(t, offer): (&InstanceType, &Offer)| offer.auto_mode.map_or(0, |fee| difference(fee.0, counted(t, offer)));
    Some(Fees { as_of: catalog.auto_mode_as_of.clone().unwrap_or_default(), fees: rows().map(fee).collect() })
}

/// Gives every offer its fee; `None` where the column has too few or too many numbers.
pub(super) fn decode(catalog: &mut Catalog, fees: &Fees) -> Option<()> {
    if fees.fees.len() != catalog.offers.len() {
        return None;
    }
    catalog.auto_mode_as_of = Some(fees.as_of.clone()).filter(|date| !date.is_empty());
    for ((t, offer), number) in catalog.types.iter().zip(&mut catalog.offers).zip(&fees.fees) {
        offer.auto_mode = figure(*number, || counted(t, offer)).map(MicroUsd);
    }
    Some(())
}

fn counted(t: &InstanceType, offer: &Offer) -> u64 {
    offer.on_demand.as_ref().map_or(0, |price| price.hourly.min(MAX_HOURLY).share(auto_mode_share(t)).0)
}
