//! What a row of the tables holds: a number, a choice, a text, a list.

use super::amount::Amount;
use super::macros::NO_YES;
use super::slider::{Scale, Slider};
use crate::scenario::Scenario;
use crate::scenario::own_nodes::OfType;
use crate::units::grouped;

/// A whole number of a scenario (or of a part of it, `T`).
pub struct Number<T: 'static> {
    /// Key in links, files and forms.
    pub key: &'static str,
    /// Name on the page.
    pub label: &'static str,
    /// Unit on the page, empty for a plain count.
    pub unit: &'static str,
    /// One line: what it does, and a usual value.
    pub help: &'static str,
    /// Least value.
    pub min: u32,
    /// Greatest value.
    pub max: u32,
    /// Where the slider ends; the number field next to it goes on to `max`.
    pub slider_max: u32,
    /// Spread of the slider.
    pub scale: Scale,
    /// May be left empty.
    pub optional: bool,
    /// Reads it.
    pub get: fn(&T) -> Option<u32>,
    /// Writes it; `None` only where it is optional.
    pub set: fn(&mut T, Option<u32>),
}

/// One of several named values.
pub struct Choice<T: 'static> {
    /// Key in links, files and forms.
    pub key: &'static str,
    /// Name on the page.
    pub label: &'static str,
    /// One line: what it does.
    pub help: &'static str,
    /// Code and name of each value.
    pub options: &'static [(&'static str, &'static str)],
    /// Reads the index of the value in `options`.
    pub get: fn(&T) -> usize,
    /// Writes it by index.
    pub set: fn(&mut T, usize),
}

/// A text that is read and written in one way.
pub struct Text<T: 'static> {
    /// Key in links, files and forms.
    pub key: &'static str,
    /// Name on the page.
    pub label: &'static str,
    /// One line: what it does, and a usual value.
    pub help: &'static str,
    /// What an empty one means, in a few words.
    pub empty: &'static str,
    /// What it takes, as the end of a sentence.
    pub allowed: &'static str,
    /// Reads it.
    pub get: fn(&T) -> &str,
    /// Writes it, brought to how it is written; whether it could be used.
    pub set: fn(&mut T, &str) -> bool,
}

/// A list of instance families.
pub struct Families {
    /// Key in links, files and forms.
    pub key: &'static str,
    /// Name on the page.
    pub label: &'static str,
    /// One line: what it does.
    pub help: &'static str,
    /// What an empty list means, in a word.
    pub empty: &'static str,
    /// Reads it.
    pub get: fn(&Scenario) -> &Vec<String>,
    /// Where it is written.
    pub get_mut: fn(&mut Scenario) -> &mut Vec<String>,
}

/// A list of instance types with a number each: `m5.large:12,c7i.xlarge:3`.
pub struct ByType {
    /// Key in links, files and forms.
    pub key: &'static str,
    /// Least number.
    pub min: u32,
    /// Greatest number.
    pub max: u32,
    /// Reads it.
    pub get: fn(&Scenario) -> &Vec<OfType>,
    /// Where it is written.
    pub get_mut: fn(&mut Scenario) -> &mut Vec<OfType>,
}

/// What a list of numbers by type is called. Apart from the list, so that the browser half does not carry it.
pub struct WordsByType {
    /// Name on the page.
    pub label: &'static str,
    /// One line: what it does.
    pub help: &'static str,
    /// What an empty list means, in a few words.
    pub empty: &'static str,
}

impl ByType {
    /// The list of a scenario as it is written: `m5.large:12,c7i.xlarge:3`.
    pub fn written(&self, s: &Scenario) -> String {
        let mut out = String::new();
        for OfType { name, n } in (self.get)(s) {
            out += if out.is_empty() { "" } else { "," };
            out += name;
            out += ":";
            out += &n.to_string();
        }
        out
    }
}

impl<T> Choice<T> {
    /// The code of the value that `part` has.
    pub fn code(&self, part: &T) -> &'static str {
        self.options[(self.get)(part)].0
    }

    /// Whether it is a yes-or-no switch.
    pub fn is_flag(&self) -> bool {
        self.options == NO_YES
    }
}

/// Once for the numbers of every part.
fn allowed([min, max]: [u32; 2], also: &str, optional: bool) -> String {
    let nothing = if optional { ", or nothing" } else { "" };
    format!("a whole number from {} to {}{also}{nothing}", grouped(min.into()), grouped(max.into()))
}

impl<T> Number<T> {
    /// The number of what was typed, in range or not. The browser's workers are given links as Berth writes them, in which an
    /// amount has no suffix.
    pub fn read(&self, typed: &str) -> Option<u32> {
        match self.amount().filter(|_| cfg!(feature = "names")) {
            Some(amount) => amount.read(typed),
            None => typed.parse().ok(),
        }
    }

    /// What it may be, as the end of a sentence.
    pub fn allowed(&self) -> String {
        allowed([self.min, self.max], self.amount().map_or("", Amount::also), self.optional)
    }

    /// The slider of this number.
    pub fn slider(&self) -> Slider {
        Slider { min: self.min, max: self.slider_max, scale: self.scale }
    }
}
