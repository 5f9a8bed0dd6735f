//! Prices that have moved, gathered: the same type by the same share in several regions is one line, and so are the sizes of a
//! family.

use super::Changes;
use model::catalog::family::family_of;
use std::collections::BTreeMap;

/// Types that have moved by the same share in the same regions.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Move {
    /// Tenths of a per cent.
    pub per_mille: i64,
    /// Codes, in order.
    pub regions: Vec<String>,
    /// Types, in name order; all of one family.
    pub types: Vec<String>,
}

/// All moves, the largest first; among equal ones those of most prices.
pub(super) fn moves(changes: &Changes) -> Vec<Move> {
    let mut by_type: BTreeMap<(&str, i64), Vec<String>> = BTreeMap::new();
    for region in &changes.regions {
        for pair in region.on_demand.moved() {
            by_type.entry((&pair.instance_type, pair.per_mille())).or_default().push(region.code.clone());
        }
    }
    let mut by_family: BTreeMap<(&str, i64, Vec<String>), Vec<String>> = BTreeMap::new();
    for ((name, per_mille), regions) in by_type {
        by_family.entry((family_of(name), per_mille, regions)).or_default().push(name.to_owned());
    }
    let mut moves: Vec<Move> =
        by_family.into_iter().map(|((_, per_mille, regions), types)| Move { per_mille, regions, types }).collect();
    moves.sort_by_key(|m| std::cmp::Reverse((m.per_mille.abs(), m.types.len() * m.regions.len())));
    moves
}

impl Move {
    /// `m7i.large -4 % in 3 regions`, `m7i (9 sizes) -4 % in eu-west-1`.
    pub fn says(&self) -> String {
        let what = match self.types.as_slice() {
            [one] => one.clone(),
            several => format!("{} ({} sizes)", family_of(&several[0]), several.len()),
        };
        let place = match self.regions.as_slice() {
            [one] => one.clone(),
            several => format!("{} regions", several.len()),
        };
        format!("{what} {} in {place}", share(self.per_mille))
    }
}

/// `-4 %`, `+0.3 %`; less than a twentieth of a per cent: `by less than 0.1 %`.
pub(super) fn share(per_mille: i64) -> String {
    let sign = if per_mille < 0 { '-' } else { '+' };
    let (whole, tenth) = (per_mille.unsigned_abs() / 10, per_mille.unsigned_abs() % 10);
    match (per_mille, tenth) {
        (0, _) => "by less than 0.1 %".to_owned(),
        (_, 0) => format!("{sign}{whole} %"),
        _ => format!("{sign}{whole}.{tenth} %"),
    }
}
