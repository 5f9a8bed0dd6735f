//! The nodes that a person has today: how many there are, and what they report of themselves.
//!
//! Both come from a dump, are settings like any other, and so travel in links. What nodes report wins over what Berth has
//! measured, fitted or worked out.

use crate::catalog::instance_type::InstanceType;
use crate::units::Mib;

/// A number for an instance type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfType {
    /// `m5.large`. It may be one that the catalogue does not know.
    pub name: String,
    /// The number.
    pub n: u32,
}

/// Most types of a list.
pub const MOST_LISTED: usize = 60;

/// The nodes of today, a list each. A type is in a list at most once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnNodes {
    /// Memory that nodes of a type report, MiB: all of it, before anything is reserved.
    pub memory: Vec<OfType>,
    /// max-pods that nodes of a type report, where the owner's rule leads to another number.
    pub max_pods: Vec<OfType>,
    /// How many nodes of a type there are, bought in any way but as spot.
    pub on_demand: Vec<OfType>,
    /// How many are spot.
    pub spot: Vec<OfType>,
}

impl OwnNodes {
    /// The memory that nodes of a type report.
    pub fn memory_of(&self, t: &InstanceType) -> Option<Mib> {
        of(&self.memory, &t.name).map(Mib)
    }

    /// Whether it is known how many there are.
    pub fn has_nodes(&self) -> bool {
        !self.on_demand.is_empty() || !self.spot.is_empty()
    }

    /// The max-pods that they report.
    pub fn max_pods_of(&self, t: &InstanceType) -> Option<u32> {
        of(&self.max_pods, &t.name)
    }
}

fn of(list: &[OfType], name: &str) -> Option<u32> {
    list.iter().find(|of| of.name == name).map(|of| of.n)
}
