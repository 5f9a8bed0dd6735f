//! The books of a pool, for whoever looks them through.

use super::{Eni, Pool};

/// An ENI as the books have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EniBook {
    /// Which one.
    pub id: u32,
    /// When it was added, milliseconds.
    pub since: u32,
    /// Whether it is the node's own.
    pub is_primary: bool,
    /// Of each address or prefix the first address, a bit for each that a pod has, and a bit for each that cools down.
    pub ranges: Vec<(u32, u16, u16)>,
}

impl Pool {
    /// Every address that the node has in its subnets, by subnet, whether pods may have it or not.
    pub fn holds(&self) -> Vec<(usize, u32)> {
        let mut all = Vec::new();
        let mut with = |eni: &Eni, firsts: &mut dyn Iterator<Item = u32>| {
            all.push((eni.subnet, eni.primary));
            for first in firsts {
                all.extend((first..first + self.shape.each()).map(|address| (eni.subnet, address)));
            }
        };
        for eni in &self.enis {
            with(eni, &mut self.ranges.iter().filter(|range| range.eni == eni.id).map(|range| range.first));
        }
        if let Some((eni, firsts)) = &self.attaching {
            with(eni, &mut firsts.iter().copied());
        }
        all
    }

    /// Its books, ENI by ENI.
    pub fn books(&self) -> Vec<EniBook> {
        let ranges_of = |eni: u32| {
            let of_eni = self.ranges.iter().filter(move |range| range.eni == eni);
            of_eni.map(|range| (range.first, range.assigned, range.cooling)).collect()
        };
        let book =
            |eni: &Eni| EniBook { id: eni.id, since: eni.since, is_primary: eni.is_primary, ranges: ranges_of(eni.id) };
        self.enis.iter().map(book).collect()
    }

    /// What is wrong with its own books; nothing, ever.
    pub fn faults(&self) -> Option<String> {
        let each = self.shape.each();
        let assigned: u32 = self.ranges.iter().map(|range| range.assigned.count_ones()).sum();
        let both = self.ranges.iter().any(|range| range.assigned & range.cooling != 0);
        let crowded = self.enis.iter().any(|eni| self.on(eni.id) > self.shape.slots);
        let homeless = self.ranges.iter().any(|range| self.enis.iter().all(|eni| eni.id != range.eni));
        let on_primary = self.shape.custom && self.ranges.iter().any(|range| range.eni == 0);
        [
            (self.total != self.ranges.len() as u32 * each, "its addresses are miscounted"),
            (self.assigned != assigned, "assigned addresses are miscounted"),
            (both, "an address serves and cools down"),
            (crowded, "an ENI holds more than it has slots"),
            (self.enis.len() as u32 + u32::from(self.attaching.is_some()) > self.shape.enis, "it has too many ENIs"),
            (homeless, "a range is on no ENI"),
            (on_primary, "the node's own ENI serves pods"),
        ]
        .into_iter()
        .find(|(wrong, _)| *wrong)
        .map(|(_, what)| what.into())
    }
}
