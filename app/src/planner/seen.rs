//! A number as its field shows it: its name, unit and text, with decimals where people see per cent or dollars.

use model::scenario::fields::{Decimal, decimal};
use model::units::grouped;

/// How a field shows a number.
#[derive(Clone, Copy)]
pub struct Seen {
    /// The field's name.
    pub name: &'static str,
    /// Its unit, empty for a plain count.
    pub unit: &'static str,
    /// With decimals, if people see it so.
    pub decimal: Option<&'static Decimal>,
}

impl Seen {
    /// By the number's key and unit.
    pub fn of(key: &'static str, unit: &'static str) -> Seen {
        match decimal(key) {
            Some(d) => Seen { name: d.name, unit: d.unit, decimal: Some(d) },
            None => Seen { name: key, unit, decimal: None },
        }
    }

    /// The text of a value.
    pub fn text(&self, value: u32) -> String {
        self.decimal.map_or_else(|| value.to_string(), |d| d.text(value))
    }

    /// The value of a slider in words.
    pub fn spoken(&self, value: Option<u32>) -> String {
        let Some(value) = value else { return "automatic".into() };
        let plain = || format!("{} {}", grouped(value.into()), self.unit).trim_end().to_string();
        self.decimal.map_or_else(plain, |d| d.with_unit(value))
    }
}
