//! How many pods of each profile each zone has room for.

use crate::problem::Pods;

/// Zones whose pods are the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    /// Indices of the zones.
    pub zones: Vec<u32>,
    /// Pods of each profile that each of them has room for.
    pub pods: Pods,
}

/// Pods spread evenly, or so that the others have room for all when a zone is lost.
///
/// Evenly, 5 pods over 3 zones: 2, 2, 1. Of 5 pods, any 2 of 3 zones must have room for all: 3, 3, 2. Which zones have
/// one more goes round from profile to profile.
pub fn spread(demand: &[u32], zones: u32, survives_zone: bool) -> Vec<Alike> {
    let zones = zones.max(1);
    let mut by_zone: Vec<Pods> = vec![vec![0; demand.len()]; zones as usize];
    let mut next = 0;
    for (item, &pods) in demand.iter().enumerate() {
        let parts = if survives_zone { (zones - 1).max(1) } else { zones };
        let (each, over) = (pods / parts, pods % parts);
        // One zone more than pods are over must have one more: a lost zone may be one of them.
        let extra = if survives_zone && zones > 1 && over > 0 { over + 1 } else { over };
        by_zone.iter_mut().for_each(|zone| zone[item] = each);
        for at in 0..extra {
            by_zone[((next + at) % zones) as usize][item] += 1;
        }
        next = (next + extra) % zones;
    }
    let mut alike: Vec<Alike> = Vec::new();
    for (zone, pods) in by_zone.into_iter().enumerate() {
        match alike.iter_mut().find(|known| known.pods == pods) {
            Some(known) => known.zones.push(zone as u32),
            None => alike.push(Alike { zones: vec![zone as u32], pods }),
        }
    }
    alike
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by_zone(alike: &[Alike], zones: u32) -> Vec<Pods> {
        (0..zones).map(|zone| alike.iter().find(|a| a.zones.contains(&zone)).expect("a zone").pods.clone()).collect()
    }

    #[test]
    fn pods_are_spread_evenly_and_all_of_them() {
        for zones in 1..=6 {
            for pods in 1..40 {
                let spread = by_zone(&spread(&[pods, 7, 1], zones, false), zones);
                let of = |item: usize| -> Vec<u32> { spread.iter().map(|zone| zone[item]).collect() };
                assert_eq!(of(0).iter().sum::<u32>(), pods);
                assert_eq!(of(1).iter().sum::<u32>(), 7);
                assert!(of(0).iter().max() <= of(0).iter().min().map(|least| least + 1).as_ref(), "{:?}", of(0));
            }
        }
    }

    #[test]
    fn whichever_zone_is_lost_the_others_have_room_for_all_and_no_more_than_needed() {
        for zones in 2..=6_u32 {
            for pods in 1..40 {
                let spread = by_zone(&spread(&[pods], zones, true), zones);
                let all: u32 = spread.iter().map(|zone| zone[0]).sum();
                let most = spread.iter().map(|zone| zone[0]).max().expect("a zone");
                assert!(all - most >= pods, "{spread:?} without {most} is less than {pods}");
                // The least that can be: with fewer, some zone's loss leaves too little.
                assert_eq!(all, (pods * zones).div_ceil(zones - 1), "{zones} zones, {pods} pods: {spread:?}");
            }
        }
    }
}
