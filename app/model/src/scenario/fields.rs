//! The scenario's fields, one row each: key, words, range, and how to read and write it.
//!
//! Links, files, forms and their messages all come from these tables, so they cannot disagree.

mod amount;
mod choices;
mod decimal;
mod lists;
mod macros;
mod numbers;
mod parts;
mod row;
mod slider;

use crate::scenario::PodProfile;
pub use amount::{Amount, amount};
pub use choices::CHOICES;
pub use decimal::{DECIMALS, Decimal, bare, decimal, decimal_named};
pub use lists::{BY_TYPE, FAMILIES, WORDS_BY_TYPE};
pub use numbers::NUMBERS;
pub use parts::{
    DAEMONSET_CHOICES, DAEMONSET_NUMBERS, PROFILE_CHOICES, PROFILE_NUMBERS, PROFILE_TEXTS, SUBNET_NUMBERS,
};
pub use row::{ByType, Choice, Families, Number, Text, WordsByType};
pub use slider::{Scale, Slider};

/// Longest name of a profile, daemonset, zone, type or list of families.
pub const MAX_TEXT: usize = 100;

/// The code of an answer that has not been given, in every question: the default for ever.
pub const NOT_ASKED: &str = "unsure";

/// A list of families by its key.
pub fn families(key: &str) -> Option<&'static Families> {
    FAMILIES.iter().find(|list| list.key == key)
}

/// A list of numbers by type by its key.
pub fn by_type(key: &str) -> Option<&'static ByType> {
    BY_TYPE.iter().find(|list| list.key == key)
}

/// A text of a profile by its key.
pub fn text(key: &str) -> Option<&'static Text<PodProfile>> {
    PROFILE_TEXTS.iter().find(|text| text.key == key)
}

/// A row of a table by its key.
pub fn number<T>(table: &'static [Number<T>], key: &str) -> Option<&'static Number<T>> {
    table.iter().find(|n| n.key == key)
}

/// A row of a table by its key.
pub fn choice<T>(table: &'static [Choice<T>], key: &str) -> Option<&'static Choice<T>> {
    table.iter().find(|c| c.key == key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;
    use std::collections::HashSet;

    #[test]
    fn keys_are_unique() {
        let mut keys = HashSet::new();
        let all = NUMBERS.iter().map(|n| n.key).chain(CHOICES.iter().map(|c| c.key));
        let parts = PROFILE_NUMBERS.iter().map(|n| n.key).chain(PROFILE_CHOICES.iter().map(|c| c.key));
        let daemonsets = DAEMONSET_NUMBERS.iter().map(|n| n.key).chain(DAEMONSET_CHOICES.iter().map(|c| c.key));
        let parts = parts.chain(PROFILE_TEXTS.iter().map(|text| text.key));
        let families = FAMILIES.iter().map(|list| list.key);
        let by_type = BY_TYPE.iter().map(|list| list.key);
        for key in all
            .chain(parts)
            .chain(daemonsets)
            .chain(families)
            .chain(by_type)
            .chain(SUBNET_NUMBERS.iter().map(|n| n.key))
        {
            assert!(keys.insert(key), "{key} is there twice");
        }
    }

    #[test]
    fn every_row_reads_back_what_it_writes() {
        for n in &NUMBERS {
            let mut s = Scenario::default();
            for value in [n.min, n.max] {
                (n.set)(&mut s, Some(value));
                assert_eq!((n.get)(&s), Some(value), "{}", n.key);
            }
        }
        for c in &CHOICES {
            let mut s = Scenario::default();
            for i in 0..c.options.len() {
                (c.set)(&mut s, i);
                assert_eq!((c.get)(&s), i, "{}", c.key);
            }
        }
    }

    #[test]
    fn sliders_reach_both_ends_and_every_default() {
        let pods = PROFILE_NUMBERS[0].slider();
        assert_eq!((pods.value(0), pods.value(1_000)), (1, 5_000));
        for n in &PROFILE_NUMBERS {
            let value = (n.get)(&PodProfile::default()).unwrap_or(n.min);
            let back = f64::from(n.slider().value(n.slider().position(value)));
            assert!((back - f64::from(value)).abs() <= f64::from(value) * 0.03, "{} {value} {back}", n.key);
        }
    }

    #[test]
    fn every_key_press_moves_a_slider() {
        for n in &PROFILE_NUMBERS {
            let slider = n.slider();
            let mut value = slider.min;
            while value < slider.max {
                let next = slider.step(value, 1);
                assert!(next > value, "{} stops at {value}", n.key);
                value = next;
            }
            assert!(slider.step(slider.max, -50) < slider.max);
            assert_eq!(slider.step(slider.min, -1), slider.min);
        }
    }
}
