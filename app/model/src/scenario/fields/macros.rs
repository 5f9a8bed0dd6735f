//! How a row is written in one line: its key, its words, its range and the place in the scenario.

use super::NOT_ASKED;
use crate::scenario::names::named;

/// What only a form shows. The browser half and its workers render none, and leave the sentences out.
pub(super) const fn on_forms(help: &'static str) -> &'static str {
    if cfg!(feature = "forms") { help } else { "" }
}

pub(super) const NO_YES: &[(&str, &str)] = &named([("0", "no"), ("1", "yes")]);
pub(super) const ANSWERS: &[(&str, &str); 3] = &[("yes", "yes"), ("no", "no"), (NOT_ASKED, "not sure")];
pub(super) const LATER: &[(&str, &str); 3] = &[(NOT_ASKED, "not asked yet"), ("yes", "yes"), ("no", "no")];

macro_rules! number {
    ($key:literal, $label:literal, $unit:literal, $help:literal, $min:literal..=$max:literal, $slider:literal $scale:ident, $part:ty, $($path:ident).+ $(as $wrap:ident)?) => {
        Number {
            key: $key, label: $label, unit: $unit, help: on_forms($help), min: $min, max: $max,
            slider_max: $slider, scale: Scale::$scale, optional: false,
            get: |s: &$part| Some(number!(@get s.$($path).+ $(, $wrap)?)),
            set: |s: &mut $part, n| if let Some(n) = n { s.$($path).+ = number!(@set n $(, $wrap)?) },
        }
    };
    (@get $place:expr, $wrap:ident) => { $place.0 };
    (@get $place:expr) => { $place };
    (@set $n:expr, $wrap:ident) => { $wrap($n) };
    (@set $n:expr) => { $n };
}

macro_rules! optional {
    ($key:literal, $label:literal, $unit:literal, $help:literal, $min:literal..=$max:literal, $slider:literal $scale:ident, $part:ty, $($path:ident).+ $(as $wrap:ident)?) => {
        Number {
            key: $key, label: $label, unit: $unit, help: on_forms($help), min: $min, max: $max,
            slider_max: $slider, scale: Scale::$scale, optional: true,
            get: |s: &$part| s.$($path).+ $(.map(|$wrap(n)| n))?,
            set: |s: &mut $part, n| s.$($path).+ = n $(.map($wrap))?,
        }
    };
}

macro_rules! flag {
    ($key:literal, $label:literal, $help:literal, $part:ty, $($path:ident).+) => {
        Choice {
            key: $key, label: name($label), help: on_forms($help), options: NO_YES,
            get: |s: &$part| usize::from(s.$($path).+),
            set: |s: &mut $part, i| s.$($path).+ = i == 1,
        }
    };
}

macro_rules! choice {
    ($key:literal, $label:literal, $help:literal, $options:expr, $part:ty, $($path:ident).+, [$($value:expr),+]) => {
        Choice {
            key: $key, label: name($label), help: on_forms($help), options: &named(*$options),
            get: |s: &$part| [$($value),+].iter().position(|v| *v == s.$($path).+).unwrap_or(0),
            set: |s: &mut $part, i| if let Some(v) = [$($value),+].get(i) { s.$($path).+ = *v },
        }
    };
}

macro_rules! question {
    ($key:literal, $label:literal, $help:literal, $($path:ident).+) => {
        choice!($key, $label, $help, ANSWERS, Scenario, $($path).+, [Answer::Yes, Answer::No, Answer::NotSure])
    };
}

/// A yes-or-no question of today, folded away until it is opened.
macro_rules! later {
    ($key:literal, $label:literal, $help:literal, $($path:ident).+) => {
        choice!($key, $label, $help, LATER, Scenario, $($path).+, [Answer::NotSure, Answer::Yes, Answer::No])
    };
}

pub(super) use {choice, flag, later, number, optional, question};
