//! Amounts beyond what a scenario takes: they count as the nearest that it takes, and that is said.

use crate::notes::{Notes, What};
use crate::quantity::Quantity;
use model::scenario::fields::{DAEMONSET_NUMBERS, Number, PROFILE_NUMBERS};
use model::units::grouped;

/// What a number of a scenario may be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Range {
    label: &'static str,
    unit: &'static str,
    min: u32,
    max: u32,
}

impl Range {
    /// That of a row of fields.
    pub fn of<T>(number: &Number<T>) -> Range {
        Range { label: number.label, unit: number.unit, min: number.min, max: number.max }
    }

    /// That of a number of workloads, by its key; of what runs on every node where that has one of its own.
    pub fn named(key: &str, is_on_every_node: bool) -> Option<Range> {
        let own = DAEMONSET_NUMBERS.iter().find(|number| number.key.strip_prefix("ds_") == Some(key));
        match own.filter(|_| is_on_every_node) {
            Some(number) => Some(Range::of(number)),
            None => PROFILE_NUMBERS.iter().find(|number| number.key == key).map(Range::of),
        }
    }

    /// The nearest that it takes, and a remark where that is another.
    pub fn nearest(self, given: u64, name: &str, notes: &mut Notes) -> u32 {
        self.said(given, "", name, notes)
    }

    /// The same of a quantity in units of so many thousandths, rounded up.
    pub fn of_quantity(self, quantity: Quantity, unit: u64, name: &str, notes: &mut Notes) -> u32 {
        // larger ones are not told apart
        let or_more = if quantity.thousandths() == u64::MAX { " or more" } else { "" };
        self.said(quantity.thousandths().div_ceil(unit), or_more, name, notes)
    }

    fn said(self, given: u64, or_more: &str, name: &str, notes: &mut Notes) -> u32 {
        let near = u32::try_from(given).unwrap_or(u32::MAX).max(self.min).min(self.max);
        if u64::from(near) != given {
            let of = |n: u64| match self.unit {
                "" => grouped(n),
                "m" => format!("{}m", grouped(n)),
                unit => format!("{} {unit}", grouped(n)),
            };
            let text = format!(
                "{}: {}{or_more} is beyond what Berth takes, {} to {}; it counts as {}",
                self.label,
                of(given),
                grouped(self.min.into()),
                of(self.max.into()),
                of(near.into())
            );
            notes.add(What::Wrong, text, name);
        }
        near
    }
}
