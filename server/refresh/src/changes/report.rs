//! What has changed, for who runs a refresh.

use super::moves::moves;
use super::{Changes, RegionChanges};
use model::units::grouped;

/// Most lines about prices that moved.
const MOST_MOVES: usize = 40;

/// Lines: each region, then what moved.
pub fn report(changes: &Changes) -> Vec<String> {
    if changes.is_empty() {
        return vec!["nothing has changed".to_owned()];
    }
    let mut lines: Vec<String> = changes.regions.iter().map(region).collect();
    let moves = moves(changes);
    lines.extend(moves.iter().take(MOST_MOVES).map(super::moves::Move::says));
    if moves.len() > MOST_MOVES {
        lines.push(format!("and {} more such lines", moves.len() - MOST_MOVES));
    }
    if changes.types_new + changes.types_changed.len() > 0 {
        lines.push(format!(
            "instance types: {} new, {} with another CPU, memory, ENI or address count",
            changes.types_new,
            changes.types_changed.len()
        ));
    }
    lines
}

/// `us-east-1: prices of 2026-11-20 (2026-07-20 before): 851 on demand as before, 12 moved, 30 new, 2 gone; ...`
fn region(region: &RegionChanges) -> String {
    let n = |count: usize| grouped(count as u64);
    let (was, is) = &region.dates;
    let dates = match was.as_str() {
        "" => format!("prices of {is}, the first"),
        was if was == is => format!("prices of {is}"),
        was => format!("prices of {is} ({was} before)"),
    };
    let moved = region.on_demand.moved().count();
    let mut line = format!(
        "{}: {dates}: {} on demand as before, {} moved, {} new, {} gone",
        region.code,
        n(region.on_demand.both.len() - moved),
        n(moved),
        n(region.on_demand.new.len()),
        n(region.on_demand.gone.len())
    );
    if region.estimates.before() > 0 {
        let close = region.estimates.both.iter().filter(|pair| pair.per_mille().abs() <= 10).count();
        line += &format!(
            "; of {} estimates {} are published now, {} of them within 1 %, and the others no longer priced",
            n(region.estimates.before()),
            n(region.estimates.both.len()),
            n(close)
        );
    }
    for (what, pairs) in [("spot prices", &region.spot), ("rates of commitments", &region.reserved)] {
        let moved = pairs.moved().count();
        if moved + pairs.new.len() + pairs.gone.len() > 0 {
            line += &format!("; {what}: {} moved, {} new, {} gone", n(moved), n(pairs.new.len()), n(pairs.gone.len()));
        }
    }
    let fees = &region.fees;
    if !fees.both.is_empty() {
        let moved = fees.both.iter().filter(|pair| pair.per_mille() != 0).count();
        let as_before = n(fees.both.len() - moved);
        line += &format!("; Auto Mode's fees: {as_before} as they were counted before, {} others", n(moved));
    }
    line
}
