//! Whether what has changed can be right. A file that is whole and of the right format can still be of another thing: then a
//! large part of a region's prices goes or moves at once, as AWS's never have.

use super::{Changes, Pairs, RegionChanges};

/// Per cent of a region's prices that may go or move by [`MOVED_PERCENT`].
pub const MOST_PERCENT: usize = 20;
/// Per cent by which a price moves that counts.
pub const MOVED_PERCENT: usize = 30;

/// Why a newer catalogue must not go live, a sentence each; nothing: it may.
pub fn refusals(changes: &Changes) -> Vec<String> {
    let mut refusals: Vec<String> = changes.regions.iter().flat_map(of_region).collect();
    if is_too_many(changes.types_changed.len(), changes.types) {
        let (changed, all) = (changes.types_changed.len(), changes.types);
        refusals.push(format!(
            "instance types: {changed} of {all} have another CPU, memory, ENI or address count ({}, ...)",
            changes.types_changed.iter().take(3).cloned().collect::<Vec<_>>().join(", ")
        ));
    }
    refusals
}

fn of_region(region: &RegionChanges) -> Vec<String> {
    let code = &region.code;
    let mut refusals = Vec::new();
    let held = [
        ("on-demand prices", &region.on_demand),
        ("rates of commitments", &region.reserved),
        ("fees of Auto Mode", &region.fees),
    ];
    for (what, pairs) in held {
        let moved = far(pairs);
        if is_too_many(pairs.gone.len() + moved.len(), pairs.before()) {
            refusals.push(format!(
                "{code}: of {} {what} {} are gone{} and {} moved by {MOVED_PERCENT} % or more{}",
                pairs.before(),
                pairs.gone.len(),
                named(&pairs.gone),
                moved.len(),
                named(&moved)
            ));
        }
    }
    // spot prices move by more than that at any time; gone, and none below on demand, can be held against them
    let spot = &region.spot;
    if is_too_many(spot.gone.len(), spot.before()) {
        refusals.push(format!(
            "{code}: of {} spot prices {} are gone{}",
            spot.before(),
            spot.gone.len(),
            named(&spot.gone)
        ));
    }
    let all = spot.both.len() + spot.new.len();
    if is_too_many(region.spot_too_high, all) {
        refusals
            .push(format!("{code}: of {all} spot prices {} are not below the on-demand price", region.spot_too_high));
    }
    refusals
}

fn far(pairs: &Pairs) -> Vec<String> {
    let least = MOVED_PERCENT as u64 * 10;
    let far = pairs.both.iter().filter(|pair| pair.per_mille().unsigned_abs() >= least);
    far.map(|pair| format!("{} {} to {}", pair.instance_type, pair.before.hourly(), pair.after.hourly())).collect()
}

fn is_too_many(some: usize, all: usize) -> bool {
    some * 100 > all * MOST_PERCENT
}

/// The first of them in brackets.
fn named(names: &[String]) -> String {
    match names.first() {
        None => String::new(),
        Some(first) if names.len() == 1 => format!(" ({first})"),
        Some(first) => format!(" ({first}, ...)"),
    }
}
