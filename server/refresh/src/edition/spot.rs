//! Spot prices taken in as savings against the on-demand price, which is how the catalogue keeps them.

use super::some;
use super::sources::{Kind, source};
use crate::read::SpotPrices;
use catalog_files::Figures;
use model::units::{BasisPoints, MicroUsd, WHOLE_BP};

/// Takes the spot prices of all regions that are wanted and known, each as a whole: a type that the history lacks has none.
pub(super) fn take(
    figures: &mut Figures,
    spot: &SpotPrices,
    is_wanted: impl Fn(&str) -> bool,
    remarks: &mut Vec<String>,
) {
    let mut unknown = Vec::new();
    for (code, prices) in spot.regions.iter().filter(|(code, _)| is_wanted(code)) {
        let Some(at) = figures.regions.iter().position(|region| region.region.code == *code) else {
            unknown.push(code.clone());
            continue;
        };
        let there = figures.spot_of(&figures.regions[at]).as_of;
        if there > spot.as_of {
            remarks.push(format!(
                "{code}: spot prices of {} are older than those of {there} that the catalogue has",
                spot.as_of
            ));
            continue;
        }
        let dated = source(figures, Kind::Spot, &spot.as_of);
        let region = &mut figures.regions[at];
        for (offer, t) in region.offers.iter_mut().zip(&figures.types) {
            let on_demand = offer.on_demand.as_ref().map(|price| price.hourly);
            offer.spot_savings = on_demand.zip(prices.get(&t.name)).map(|(hourly, spot)| savings(hourly, *spot));
        }
        region.spot = Some(dated);
    }
    if !unknown.is_empty() {
        remarks.push(format!("spot prices of what is not a region with prices, left out: {}", some(&unknown, 12)));
    }
}

/// What a spot price saves of the on-demand price, rounded down so that it is never said to be cheaper than it is; nothing where
/// it is not below. $0.0355 of $0.096: `1 - 0.0355 / 0.096 = 63.02 %`.
fn savings(hourly: MicroUsd, spot: MicroUsd) -> BasisPoints {
    let share = (spot.0 * u64::from(WHOLE_BP)).div_ceil(hourly.0.max(1));
    BasisPoints(WHOLE_BP.saturating_sub(u32::try_from(share).unwrap_or(WHOLE_BP)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn savings_are_never_more_than_they_are() {
        assert_eq!(savings(MicroUsd(96_000), MicroUsd(35_500)), BasisPoints(6_302));
        assert_eq!(savings(MicroUsd(96_000), MicroUsd(96_000)), BasisPoints(0));
        assert_eq!(savings(MicroUsd(96_000), MicroUsd(200_000)), BasisPoints(0));
        assert_eq!(savings(MicroUsd(96_000), MicroUsd(1)), BasisPoints(9_999));
    }
}
