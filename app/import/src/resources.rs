//! Amounts of resources by name, as a list of requests or a node's capacity has them.

use crate::quantity::{Quantity, Refused};
use crate::value::Value;
use model::text::is_hidden;

/// Amounts by resource name. A resource that is named with none of it differs from one that is not named.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Resources(Vec<(String, Quantity)>);

/// CPU's name.
pub const CPU: &str = "cpu";
/// Memory's name.
pub const MEMORY: &str = "memory";
/// Ephemeral storage's name.
pub const EPHEMERAL: &str = "ephemeral-storage";
/// Pod slots' name in a node's capacity.
pub const PODS: &str = "pods";

/// The name of NVIDIA's GPUs.
pub const GPU: &str = "nvidia.com/gpu";
/// The names of whole Neuron devices.
pub const NEURON: [&str; 2] = ["aws.amazon.com/neuron", "aws.amazon.com/neurondevice"];

impl Resources {
    /// From a map of quantities. What cannot be read counts as none of it, and is noted.
    pub fn of(value: &Value, wrong: &mut Vec<String>) -> Resources {
        let mut read = Resources::default();
        for (name, text) in value.texts() {
            let quantity = Quantity::parse(text).unwrap_or_else(|refused| {
                let why = match refused {
                    Refused::Unreadable => "is no quantity such as 250m or 128Mi",
                    Refused::Negative => "is below zero",
                };
                wrong.push(format!("{}: \u{201c}{}\u{201d} {why}; it counts as 0", shown(name), shown(text)));
                Quantity::ZERO
            });
            read.set(name, quantity);
        }
        read
    }

    /// From pairs.
    pub fn from_pairs(pairs: impl IntoIterator<Item = (String, Quantity)>) -> Resources {
        let mut all = Resources::default();
        pairs.into_iter().for_each(|(name, quantity)| all.set(&name, quantity));
        all
    }

    /// How much of one; none where it is not named.
    pub fn get(&self, name: &str) -> Quantity {
        self.named(name).unwrap_or_default()
    }

    /// How much of one, `None` where it is not named.
    pub fn named(&self, name: &str) -> Option<Quantity> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, quantity)| *quantity)
    }

    /// Sets one.
    pub fn set(&mut self, name: &str, quantity: Quantity) {
        let at = self.0.iter().position(|(own, _)| own.as_str() >= name).unwrap_or(self.0.len());
        match self.0.get_mut(at) {
            Some((own, known)) if own == name => *known = quantity,
            _ => self.0.insert(at, (name.to_owned(), quantity)),
        }
    }

    /// Whether nothing is named.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every name with its amount, sorted.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Quantity)> {
        self.0.iter().map(|(name, quantity)| (name.as_str(), *quantity))
    }

    /// Adds all of another.
    pub fn add(&mut self, other: &Resources) {
        for (name, quantity) in other.iter() {
            let sum = self.get(name).plus(quantity);
            self.set(name, sum);
        }
    }

    /// The larger of each.
    pub fn raise_to(&mut self, other: &Resources) {
        for (name, quantity) in other.iter() {
            if self.named(name).is_none_or(|own| own < quantity) {
                self.set(name, quantity);
            }
        }
    }

    /// Those of another that are not named here.
    pub fn fill_from(&mut self, other: &Resources) {
        for (name, quantity) in other.iter() {
            if self.named(name).is_none() {
                self.set(name, quantity);
            }
        }
    }

    /// What is left of those named here after another's, at least none.
    pub fn less(mut self, other: &Resources) -> Resources {
        for (name, quantity) in &mut self.0 {
            *quantity = quantity.less(other.get(name));
        }
        self
    }
}

/// A text short enough for a sentence, without control characters.
pub fn shown(text: &str) -> String {
    const MOST: usize = 60;
    let mut out: String = text.chars().filter(|c| !is_hidden(*c)).take(MOST).collect();
    if text.chars().count() > MOST {
        out.push('\u{2026}');
    }
    out
}
