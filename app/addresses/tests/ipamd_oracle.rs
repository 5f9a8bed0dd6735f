//! Every step of a pool against the rules of VPC CNI's ipamd, written again from its source in another way.
//!
//! Before each step the oracle works out from the books alone what ipamd may do: which call with which count, on which ENIs.
//! ipamd walks Go maps, so the ENI may be any of several; whichever the pool takes must be one of them, and everything else
//! must be as it was. Source: aws/amazon-vpc-cni-k8s@b52188387f2e, pkg/ipamd/ipamd.go and pkg/ipamd/datastore/data_store.go;
//! names here are those of the Go functions.

use addresses::simulate::ec2::Ec2;
use addresses::simulate::pool::{Address, EniBook, Pool, Shape, Step};
use addresses::simulate::subnet::SubnetState;
use addresses::targets::Targets;
use model::random::Random;

/// What ipamd may do in one pass.
#[derive(Debug, Default)]
struct Allowed {
    /// So many addresses or prefixes more on one of these ENIs.
    assign: Option<(u32, Vec<u32>)>,
    /// A new ENI with so many.
    attach: Option<u32>,
    /// So many fewer, none of them in use.
    unassign: Option<u32>,
}

struct Oracle {
    shape: Shape,
    targets: Targets,
    last_decrease: Option<u32>,
}

impl Oracle {
    fn per(&self) -> i64 {
        if self.shape.prefixes { 16 } else { 1 }
    }

    /// updateIPPoolIfRequired.
    fn allowed(&mut self, now: u32, books: &[EniBook]) -> Allowed {
        let per = self.per();
        let ranges: Vec<_> = books.iter().flat_map(|eni| eni.ranges.iter()).collect();
        let total = ranges.len() as i64 * per;
        let assigned: i64 = ranges.iter().map(|(_, assigned, _)| i64::from(assigned.count_ones())).sum();
        let available = total - assigned;
        let free_prefixes = ranges.iter().filter(|(_, assigned, _)| *assigned == 0).count() as i64;
        let Targets { addresses, minimum, enis, prefixes } = self.targets;
        let [warm_ip, min_ip, warm_eni, warm_prefix] = [addresses, minimum, enis, prefixes].map(i64::from);
        let defined = warm_ip > 0 || min_ip > 0;
        // datastoreTargetState
        let short = (warm_ip - available).max(min_ip - total).max(0);
        let over = (available - warm_ip).min(total - min_ip).max(0);
        let up = |n: i64| (n + 15) / 16;
        let (short, over) = match self.shape.prefixes {
            false => (short, over),
            true => {
                let have = ranges.len() as i64;
                let over = free_prefixes.min(have - up(assigned + warm_ip)).max(0).min(have - up(min_ip)).max(0);
                (up(short), over)
            }
        };
        // isDatastorePoolTooLow, isDatastorePoolTooHigh
        let per_eni = i64::from(self.shape.slots) * per;
        let low = total < i64::from(self.shape.max_pods)
            && match (defined, self.shape.prefixes) {
                (true, _) => short > 0,
                (false, true) => available < 16 * warm_prefix || (warm_prefix == 0 && available == 0),
                (false, false) => available < per_eni * warm_eni || (warm_eni == 0 && available == 0),
            };
        let over = match (defined, self.shape.prefixes) {
            (true, _) => over,
            (false, true) => (free_prefixes - warm_prefix).max(0),
            (false, false) => 0,
        };
        let mut allowed = Allowed::default();
        if low {
            // getPrefixesNeeded, tryAssignIPs, GetENIResourcesToAllocate
            let wanted = match (defined, self.shape.prefixes) {
                (true, true) => short.max(1),
                (true, false) => short,
                (false, true) => (warm_prefix - free_prefixes).max(1),
                (false, false) => i64::from(self.shape.slots),
            };
            let room = |eni: &EniBook| i64::from(self.shape.slots) - eni.ranges.len() as i64;
            let serves = |eni: &EniBook| !(self.shape.custom && eni.is_primary);
            let with_room: Vec<&EniBook> = books.iter().filter(|eni| serves(eni) && room(eni) > 0).collect();
            if let Some(most) = with_room.iter().map(|eni| room(eni)).max() {
                let ids = with_room.iter().filter(|eni| room(eni).min(wanted) > 0).map(|eni| eni.id).collect();
                allowed.assign = Some((wanted.min(most) as u32, ids));
            } else if (books.len() as u32) < self.shape.enis {
                allowed.attach = Some(wanted.min(i64::from(self.shape.slots)) as u32);
            }
        } else if over > 0 && self.last_decrease.is_none_or(|last| now - last > 30_000) {
            allowed.unassign = Some(over as u32);
            self.last_decrease = Some(now);
        }
        // shouldRemoveExtraENIs comes after the change, so it is looked at again by the caller
        allowed
    }

    /// shouldRemoveExtraENIs and getDeletableENI, on the books after the first half of a pass.
    fn deletable(&self, now: u32, books: &[EniBook]) -> Vec<u32> {
        let per = self.per();
        let all =
            |of: &dyn Fn(&EniBook) -> i64, but: u32| -> i64 { books.iter().filter(|e| e.id != but).map(of).sum() };
        let used = |eni: &EniBook| eni.ranges.iter().map(|(_, a, _)| i64::from(a.count_ones())).sum::<i64>();
        let have = |eni: &EniBook| eni.ranges.len() as i64 * per;
        let whole = |eni: &EniBook| eni.ranges.iter().filter(|(_, a, _)| *a == 0).count() as i64;
        let defined = self.targets.addresses > 0 || self.targets.minimum > 0;
        let available = all(&have, u32::MAX) - all(&used, u32::MAX);
        let warm = if self.shape.prefixes { self.targets.prefixes } else { self.targets.enis };
        let is_candidate = |eni: &&EniBook| !eni.is_primary && used(eni) == 0;
        let by_size = available >= i64::from(warm + 1) * i64::from(self.shape.slots) * per;
        if !(defined || by_size || (self.shape.prefixes && books.iter().any(|eni| is_candidate(&eni)))) {
            return Vec::new();
        }
        let rounded = |n: u32| (i64::from(n) + per - 1) / per * per;
        let keeps = |eni: &&EniBook| {
            let (warm, held) = (all(&have, eni.id) - all(&used, eni.id), all(&have, eni.id));
            let by_warm = self.targets.addresses == 0 || warm >= rounded(self.targets.addresses);
            let by_minimum = self.targets.minimum == 0 || held >= rounded(self.targets.minimum);
            let free = all(&whole, eni.id);
            let by_prefix =
                !self.shape.prefixes || self.targets.prefixes == 0 || free >= i64::from(self.targets.prefixes);
            by_warm && by_minimum && by_prefix
        };
        let may_go =
            |eni: &&EniBook| now - eni.since >= 60_000 && eni.ranges.iter().all(|(_, _, cooling)| *cooling == 0);
        books.iter().filter(is_candidate).filter(keeps).filter(may_go).map(|eni| eni.id).collect()
    }
}

fn size(books: &[EniBook]) -> u32 {
    books.iter().map(|eni| eni.ranges.len() as u32).sum()
}

/// One pool through random pods coming and going, every step held against the oracle. How often something was done.
fn one_pool(seed: u64) -> [u32; 4] {
    let mut random = Random::of(seed);
    let mut pick = |from: &[u32]| from[random.below(from.len() as u32) as usize];
    let shape = Shape {
        enis: pick(&[1, 2, 3, 4, 8]),
        slots: pick(&[1, 3, 5, 9, 14]),
        prefixes: pick(&[0, 1]) == 1,
        custom: pick(&[0, 0, 1]) == 1,
        max_pods: pick(&[4, 11, 29, 58, 110]),
    };
    let targets = Targets {
        addresses: pick(&[0, 0, 1, 2, 5, 16]),
        minimum: pick(&[0, 0, 3, 12, 40]),
        enis: pick(&[0, 1, 2]),
        prefixes: pick(&[0, 1, 2]),
    };
    let mut oracle = Oracle { shape, targets, last_decrease: None };
    let mut ec2 = Ec2::of(vec![SubnetState::empty(16).expect("a subnet")], Random::of(seed));
    let mut pool = Pool::launched(shape, targets, 0, 7, 0);
    let mut pods: Vec<Address> = Vec::new();
    let (mut now, mut done) = (0, [0; 4]);
    for _ in 0..200 {
        for _ in 0..random.below(6) {
            let gone = random.below(pods.len() as u32 + 4) as usize;
            match gone < pods.len() {
                true => pool.release(pods.swap_remove(gone), now),
                false => pods.extend(pool.assign(now, &mut random)),
            }
        }
        // cooled addresses are put right by looking
        pool.cooling(now);
        let before = pool.books();
        let allowed = oracle.allowed(now, &before);
        let step = pool.step(now, 0, true, &mut ec2);
        let after = pool.books();
        // the books after the first half of the pass: an ENI that goes leaves after it, with what it still holds
        let mut half = after.clone();
        if let Step::Freed(detached) = &step {
            let held: Vec<u32> = detached.holds(shape.prefixes).map(|(_, address)| address).collect();
            let gone = before.iter().filter(|b| after.iter().all(|a| a.id != b.id)).cloned();
            half.extend(gone.map(|mut eni| {
                eni.ranges.retain(|(first, ..)| held.contains(first));
                eni
            }));
        }
        let at = now;
        let context =
            || format!("seed {seed} at {at}: {shape:?} {targets:?}\n{before:?}\n{after:?}\n{allowed:?} {step:?}");
        // nothing that is in use ever changes
        let in_use = |books: &[EniBook]| {
            let mut all: Vec<_> =
                books.iter().flat_map(|e| e.ranges.iter().filter(|r| r.1 != 0).map(|r| (e.id, *r))).collect();
            all.sort_unstable();
            all
        };
        assert_eq!(in_use(&before), in_use(&after), "{}", context());
        match (&allowed.assign, allowed.attach, allowed.unassign) {
            (Some((most, ids)), ..) => {
                let grown: Vec<&EniBook> = after
                    .iter()
                    .filter(|a| before.iter().any(|b| b.id == a.id && b.ranges.len() < a.ranges.len()))
                    .collect();
                assert_eq!(grown.len(), 1, "{}", context());
                let grew = size(&half) - size(&before);
                let was = before.iter().find(|b| b.id == grown[0].id).map_or(0, |b| b.ranges.len() as u32);
                assert!(ids.contains(&grown[0].id), "{}", context());
                assert_eq!(grew, (*most).min(shape.slots - was), "{}", context());
                done[0] += 1;
            }
            (None, Some(n), _) => {
                assert!(matches!(step, Step::Attaching), "{}", context());
                now += 10_000;
                pool.attached(now);
                assert_eq!(size(&pool.books()) - size(&before), n, "{}", context());
                assert_eq!(pool.books().len(), before.len() + 1, "{}", context());
                done[1] += 1;
            }
            (None, None, Some(n)) => {
                assert_eq!(size(&before) - size(&half), n, "{}", context());
                done[2] += 1;
            }
            (None, None, None) => assert_eq!(size(&before), size(&half), "{}", context()),
        }
        if allowed.attach.is_none() {
            let gone: Vec<&EniBook> = before.iter().filter(|b| after.iter().all(|a| a.id != b.id)).collect();
            let may_go = oracle.deletable(now, &half);
            assert_eq!(gone.is_empty(), may_go.is_empty(), "{may_go:?} {}", context());
            assert!(gone.len() <= 1 && gone.iter().all(|eni| may_go.contains(&eni.id)), "{may_go:?} {}", context());
            done[3] += gone.len() as u32;
        }
        assert_eq!(pool.faults(), None, "{}", context());
        now += 5_000;
    }
    done
}

#[test]
fn every_step_is_one_that_ipamd_may_take() {
    let mut done = [0; 4];
    for seed in 0..1_000 {
        for (all, more) in done.iter_mut().zip(one_pool(seed)) {
            *all += more;
        }
    }
    // each kind of step has been met often
    assert!(done.iter().all(|times| *times > 200), "{done:?}");
}
