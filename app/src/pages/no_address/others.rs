//! Whether the nodes can be those that run: where their pods use more than is taken, they are not. Where only full pools would
//! take more, the pools may not be full: a subnet that is full gives no more.

use super::running::Running;
use addresses::subnets::Subnets;
use maud::{Markup, html};
use model::scenario::Scenario;
use model::units::grouped;
use model::words::listed;

/// A zone that nodes would take more of than is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Beyond {
    zone: String,
    /// Addresses that are taken there; `None` where it is not known how many are free.
    taken: Option<u64>,
    /// Addresses of its subnets when they are empty.
    size: u64,
}

impl Beyond {
    fn most(&self) -> u64 {
        self.taken.unwrap_or(self.size)
    }
}

/// That the nodes are others than those that run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Others {
    beyond: Vec<Beyond>,
    /// What they hold of each zone, were they spread evenly.
    each: u64,
    /// The least that they hold in all, one address a node and what pods use, and the most that those that run can.
    all: (u64, u64),
    /// Whether nothing explains it: then nothing is known of what would be free without those that run.
    pub is_certain: bool,
}

impl Others {
    /// `None` where nodes that hold so many addresses, and so many at least, can be those that run without a word, or where the
    /// size of a subnet is not known.
    pub fn of(running: Running, asked: &Scenario, held: u64, least: u64) -> Option<Others> {
        let usable = u64::from(running.usable()?);
        let subnets = Subnets::of(asked);
        let zones: Vec<Beyond> = subnets.zones().into_iter().map(|zone| zone_of(asked, zone, usable)).collect();
        let each = u64::from(Running::of_each_zone(held, zones.len()));
        let most = zones.iter().map(Beyond::most).sum();
        let beyond: Vec<Beyond> = zones.into_iter().filter(|zone| each > zone.most()).collect();
        (!beyond.is_empty()).then_some(Others { beyond, each, all: (least, most), is_certain: least > most })
    }

    /// The figures, and what follows.
    pub fn note(&self) -> Markup {
        let in_words = |zone: &Beyond| match zone.taken {
            Some(taken) => format!("{} of {} are taken in {}", grouped(taken), grouped(zone.size), zone.zone),
            None => format!("{} has only {}", zone.zone, grouped(zone.size)),
        };
        let zones: Vec<String> = self.beyond.iter().map(in_words).collect();
        let beyond = html! {
            "With full pools and spread evenly, these nodes would hold " (grouped(self.each)) " addresses of each zone, but " (listed(&zones)) ". "
        };
        html! {
            @if self.is_certain {
                p.problems role="note" {
                    (beyond) "Their pods and the nodes themselves use " (grouped(self.all.0)) " in all, and those that run " (grouped(self.all.1)) " at most. "
                    b { "So these are not the nodes that run." }
                    " Nothing below is checked until those are entered: their type and number, and what pods ask for."
                }
            } @else {
                p.note role="note" {
                    (beyond) "A zone that is full gives pools no more, and nodes may be spread unevenly. If neither is so, these are not the nodes that run: check their type and number, and what pods ask for."
                }
            }
        }
    }
}

fn zone_of(asked: &Scenario, zone: &str, usable: u64) -> Beyond {
    let there = || asked.subnets.iter().filter(|subnet| subnet.zone == zone);
    let taken = there().map(|subnet| Some(usable.saturating_sub(subnet.free_addresses?.into()))).sum();
    Beyond { zone: zone.into(), taken, size: usable * there().count() as u64 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::scenario;

    fn others(query: &str, length: Option<u32>, held: u64, least: u64) -> Option<(Vec<String>, bool)> {
        let others = Others::of(Running { length }, &scenario(query), held, least)?;
        Some((others.beyond.iter().map(|zone| zone.zone.clone()).collect(), others.is_certain))
    }

    #[test]
    fn nodes_whose_pods_use_more_than_is_taken_are_others() {
        // 240 and 111 are taken
        let two = "v=1&subnet=a&subnet_free=11&subnet=b&subnet_free=140";
        assert_eq!(others(two, Some(24), 222, 100), None);
        assert_eq!(
            others(two, Some(24), 224, 100),
            Some((vec!["b".into()], false)),
            "112 of each, but all fit unevenly"
        );
        assert_eq!(
            others(two, Some(24), 540, 351),
            Some((vec!["a".into(), "b".into()], false)),
            "pools that are not full"
        );
        assert_eq!(others(two, Some(24), 540, 352), Some((vec!["a".into(), "b".into()], true)));
        assert_eq!(others(two, None, 1_200, 1_200), None, "a subnet of unknown size");
    }

    #[test]
    fn a_zone_of_unknown_free_addresses_holds_no_more_than_its_subnets() {
        let unknown = "v=1&subnet=a&subnet=a&subnet_free=1";
        assert_eq!(others(unknown, Some(24), 502, 502), None);
        assert_eq!(others(unknown, Some(24), 503, 503), Some((vec!["a".into()], true)));
    }
}
