//! The pool of one node, as VPC CNI's ipamd keeps it: one step of its loop at a time.
//!
//! Source: aws/amazon-vpc-cni-k8s@b52188387f2e, pkg/ipamd/ipamd.go (updateIPPoolIfRequired, isDatastorePoolTooLow,
//! increaseDatastorePool, tryAssignIPs, tryAssignPrefixes, tryAllocateENI, decreaseDatastorePool, shouldRemoveExtraENIs,
//! tryFreeENI), pkg/ipamd/datastore/data_store.go (getDeletableENI, AssignPodIPv4Address, getUnusedIP),
//! pkg/awsutils/awsutils.go (AllocENI, freeENI).

use super::ec2::{Action, Ask, Ec2};
use crate::targets::Targets;
use model::node::addresses::PREFIX_SIZE;
use model::random::Random;
use std::collections::VecDeque;

/// A second, in milliseconds.
pub const SECOND: u32 = 1_000;
/// `ipPoolMonitorInterval`: between two steps.
pub const STEP: u32 = 5 * SECOND;
/// `decreaseIPPoolInterval`: a pool gives addresses back at most as often.
pub const DECREASE: u32 = 30 * SECOND;
/// IP_COOLDOWN_PERIOD: before an address that a pod has left serves another.
pub const COOLDOWN: u32 = 30 * SECOND;
/// `insufficientCidrErrorCooldown`: before a subnet that had nothing is asked again.
pub const INSUFFICIENT: u32 = 120 * SECOND;
/// How long it takes until a new ENI serves: up to 10 seconds, docs/eni-and-ip-target.md.
pub const ATTACH: u32 = 10 * SECOND;
/// `minENILifeTime`.
pub const ENI_LIFE: u32 = 60 * SECOND;
/// freeENI waits as long after detaching an ENI, before it deletes it.
pub const DETACH: u32 = 2 * SECOND;

/// What a type and its settings let a node's pool be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// ENIs that may be attached, the primary one included.
    pub enis: u32,
    /// Addresses or prefixes of an ENI, beside its primary address.
    pub slots: u32,
    /// Whether a slot holds a prefix.
    pub prefixes: bool,
    /// Whether pods have subnets of their own, so that the primary ENI serves none.
    pub custom: bool,
    /// The node's max-pods.
    pub max_pods: u32,
}

impl Shape {
    fn each(&self) -> u32 {
        if self.prefixes { PREFIX_SIZE } else { 1 }
    }

    fn ask(&self, n: u32) -> Ask {
        if self.prefixes { Ask::Blocks(n) } else { Ask::Addresses(n) }
    }
}

/// An ENI.
#[derive(Clone, Debug)]
pub struct Eni {
    id: u32,
    subnet: usize,
    /// Its own address.
    primary: u32,
    /// When it was added.
    since: u32,
    is_primary: bool,
}

/// An address or a prefix on an ENI.
#[derive(Clone, Debug)]
struct Range {
    id: u32,
    eni: u32,
    first: u32,
    /// A bit for each address: pods have it.
    assigned: u16,
    /// A bit for each address: it cools down.
    cooling: u16,
}

/// The address that a pod has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address {
    range: u32,
    bit: u8,
}

impl Address {
    /// Which address or prefix of its node.
    pub fn range(self) -> u32 {
        self.range
    }

    /// Which address of the prefix.
    pub fn bit(self) -> u8 {
        self.bit
    }
}

/// An ENI that was detached, with what it held: it all goes back to the subnet a little later.
#[derive(Clone, Debug)]
pub struct Detached {
    subnet: usize,
    primary: u32,
    ranges: Vec<u32>,
}

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

/// What one step came to, and how long it keeps the loop busy.
#[derive(Debug)]
pub enum Step {
    /// Nothing to do, and nothing will be until a pod comes or goes.
    Quiet,
    /// Nothing that takes time.
    Done,
    /// A new ENI is on its way, see [`Pool::attached`].
    Attaching,
    /// An ENI goes.
    Freed(Detached),
}

/// The pool of a node.
#[derive(Clone, Debug)]
pub struct Pool {
    shape: Shape,
    targets: Targets,
    enis: Vec<Eni>,
    ranges: Vec<Range>,
    /// An ENI on its way, with its addresses or prefixes.
    attaching: Option<(Eni, Vec<u32>)>,
    /// When each address has cooled down, the first to be ready first.
    cooling: VecDeque<(u32, Address)>,
    total: u32,
    assigned: u32,
    next_id: u32,
    last_decrease: Option<u32>,
    last_insufficient: Option<u32>,
}

impl Pool {
    /// Of a node that has just been launched in a subnet with this primary address.
    pub fn launched(shape: Shape, targets: Targets, subnet: usize, primary: u32, now: u32) -> Pool {
        let eni = Eni { id: 0, subnet, primary, since: now, is_primary: true };
        Pool {
            shape,
            targets,
            enis: vec![eni],
            ranges: Vec::new(),
            attaching: None,
            cooling: VecDeque::new(),
            total: 0,
            assigned: 0,
            next_id: 1,
            last_decrease: None,
            last_insufficient: None,
        }
    }

    /// Addresses for pods.
    pub fn total(&self) -> u32 {
        self.total
    }

    /// Addresses that pods have.
    pub fn assigned(&self) -> u32 {
        self.assigned
    }

    /// Addresses that cool down.
    pub fn cooling(&mut self, now: u32) -> u32 {
        self.cool(now);
        self.cooling.len() as u32
    }

    /// ENIs attached.
    pub fn enis(&self) -> u32 {
        self.enis.len() as u32
    }

    /// One step of the loop. `further` is the subnet that new ENIs are made in; `may_attach` is false on a node that is
    /// being drained.
    pub fn step(&mut self, now: u32, further: usize, may_attach: bool, ec2: &mut Ec2) -> Step {
        self.cool(now);
        let mut step = Step::Quiet;
        if self.is_too_low() {
            step = self.increase(now, further, may_attach, ec2);
        } else if self.over() > 0 {
            // too high, and it stays so until the interval is over
            step = Step::Done;
            if self.last_decrease.is_none_or(|last| now - last > DECREASE) {
                self.decrease(now, ec2);
                self.last_decrease = Some(now);
            }
        }
        if matches!(step, Step::Attaching) || !self.has_extra_enis() {
            return step;
        }
        match self.free_one(now, may_attach, ec2) {
            Freeing::None => step,
            Freeing::NotYet => Step::Done,
            Freeing::Now(detached) => Step::Freed(detached),
        }
    }

    /// What a node does before its loop begins: one increase.
    pub fn start(&mut self, now: u32, further: usize, ec2: &mut Ec2) -> Step {
        if self.is_too_low() { self.increase(now, further, true, ec2) } else { Step::Done }
    }

    /// The ENI under way has come.
    pub fn attached(&mut self, now: u32) {
        if let Some((eni, firsts)) = self.attaching.take() {
            self.add(eni.id, firsts);
            self.enis.push(Eni { since: now, ..eni });
        }
    }

    /// An address for a pod; `None` where none is free and cool.
    pub fn assign(&mut self, now: u32, random: &mut Random) -> Option<Address> {
        self.cool(now);
        let enis = self.enis.len();
        let from = random.below(enis as u32) as usize;
        for i in 0..enis {
            let eni = self.enis[(from + i) % enis].id;
            let all: u16 = if self.shape.prefixes { u16::MAX } else { 1 };
            let has_free = |range: &Range| range.eni == eni && (range.assigned | range.cooling) != all;
            let free = self.ranges.iter().filter(|range| has_free(range)).count() as u32;
            let chosen = random.below(free) as usize;
            if let Some(range) = self.ranges.iter_mut().filter(|range| has_free(range)).nth(chosen) {
                let bit = (!(range.assigned | range.cooling)).trailing_zeros() as u8;
                range.assigned |= 1 << bit;
                self.assigned += 1;
                return Some(Address { range: range.id, bit });
            }
        }
        None
    }

    /// A pod's address is free again, and cools down.
    pub fn release(&mut self, address: Address, now: u32) {
        if let Some(range) = self.ranges.iter_mut().find(|range| range.id == address.range) {
            range.assigned &= !(1 << address.bit);
            range.cooling |= 1 << address.bit;
            self.assigned -= 1;
            self.cooling.push_back((now + COOLDOWN, address));
        }
    }

    /// The node is terminated: all goes back.
    pub fn terminate(&mut self, ec2: &mut Ec2) {
        let enis = std::mem::take(&mut self.enis);
        for eni in &enis {
            let ranges = self.ranges.iter().filter(|range| range.eni == eni.id).map(|range| range.first).collect();
            Detached { subnet: eni.subnet, primary: eni.primary, ranges }.give_back(self.shape.prefixes, ec2);
        }
        if let Some((eni, ranges)) = self.attaching.take() {
            Detached { subnet: eni.subnet, primary: eni.primary, ranges }.give_back(self.shape.prefixes, ec2);
        }
        self.ranges.clear();
        self.cooling.clear();
        (self.total, self.assigned) = (0, 0);
    }

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

    fn cool(&mut self, now: u32) {
        while let Some((_, address)) = self.cooling.front().copied().filter(|(ready, _)| *ready <= now) {
            self.cooling.pop_front();
            if let Some(range) = self.ranges.iter_mut().find(|range| range.id == address.range) {
                range.cooling &= !(1 << address.bit);
            }
        }
    }

    fn available(&self) -> u32 {
        self.total - self.assigned
    }

    fn free_prefixes(&self) -> u32 {
        self.ranges.iter().filter(|range| range.assigned == 0).count() as u32
    }

    fn on(&self, eni: u32) -> u32 {
        self.ranges.iter().filter(|range| range.eni == eni).count() as u32
    }

    /// Addresses, or prefixes, that the address targets lack.
    fn short(&self) -> u32 {
        let short = self.targets.addresses.saturating_sub(self.available());
        short.max(self.targets.minimum.saturating_sub(self.total)).div_ceil(self.shape.each())
    }

    /// Addresses, or prefixes, beyond the targets.
    fn over(&self) -> u32 {
        let Targets { addresses, minimum, prefixes, .. } = self.targets;
        match (self.targets.is_by_address(), self.shape.prefixes) {
            (true, false) => self.available().saturating_sub(addresses).min(self.total.saturating_sub(minimum)),
            (true, true) => {
                let have = self.ranges.len() as u32;
                let needed = (self.assigned + addresses).div_ceil(PREFIX_SIZE).max(minimum.div_ceil(PREFIX_SIZE));
                self.free_prefixes().min(have.saturating_sub(needed))
            }
            (false, true) => self.free_prefixes().saturating_sub(prefixes),
            (false, false) => 0,
        }
    }

    fn is_too_low(&self) -> bool {
        if self.total >= self.shape.max_pods {
            return false;
        }
        if self.targets.is_by_address() {
            return self.short() > 0;
        }
        let (warm, each) = match self.shape.prefixes {
            true => (self.targets.prefixes, PREFIX_SIZE),
            false => (self.targets.enis, self.shape.slots),
        };
        self.available() < warm * each || (warm == 0 && self.available() == 0)
    }

    /// Addresses, or prefixes, to ask for.
    fn wanted(&self) -> u32 {
        match (self.targets.is_by_address(), self.shape.prefixes) {
            (true, false) => self.short(),
            (false, false) => self.shape.slots,
            (true, true) => self.short().max(1),
            (false, true) => self.targets.prefixes.saturating_sub(self.free_prefixes()).max(1),
        }
    }

    fn increase(&mut self, now: u32, further: usize, may_attach: bool, ec2: &mut Ec2) -> Step {
        let is_waiting = self.last_insufficient.is_some_and(|last| now - last <= INSUFFICIENT);
        if !may_attach || is_waiting {
            return Step::Done;
        }
        if self.assign_to_eni(now, ec2) {
            return Step::Done;
        }
        if self.enis() >= self.shape.enis {
            // full, or its subnets are: with no ENI to add, ipamd asks again at every step
            let is_full = self.enis.iter().all(|eni| self.serves_none(eni) || self.on(eni.id) >= self.shape.slots);
            return if is_full { Step::Quiet } else { Step::Done };
        }
        self.attach_eni(now, further, ec2)
    }

    fn serves_none(&self, eni: &Eni) -> bool {
        self.shape.custom && eni.is_primary
    }

    /// Fills the first ENI that has room and a subnet with some: as many as wanted, else one.
    fn assign_to_eni(&mut self, now: u32, ec2: &mut Ec2) -> bool {
        let wanted = self.wanted();
        for i in self.in_random_order(&mut ec2.random) {
            let (id, subnet) = (self.enis[i].id, self.enis[i].subnet);
            let room = self.shape.slots.saturating_sub(self.on(id)).min(wanted);
            if self.serves_none(&self.enis[i]) || room == 0 {
                continue;
            }
            ec2.call(Action::Assign, now);
            let mut firsts = ec2.take(subnet, self.shape.ask(room));
            if firsts.is_none() {
                ec2.call(Action::Assign, now);
                firsts = ec2.take(subnet, self.shape.ask(1));
            }
            if let Some(firsts) = firsts {
                self.add(id, firsts);
                return true;
            }
        }
        false
    }

    fn attach_eni(&mut self, now: u32, further: usize, ec2: &mut Ec2) -> Step {
        let n = self.wanted().min(self.shape.slots);
        if n == 0 {
            return Step::Done;
        }
        if !self.shape.custom {
            ec2.call(Action::DescribeSubnets, now);
        }
        ec2.call(Action::Create, now);
        let Some((primary, firsts)) = ec2.take_for_eni(further, self.shape.ask(n)) else {
            self.last_insufficient = Some(now);
            return Step::Done;
        };
        [Action::DescribeInstances, Action::Attach, Action::Modify]
            .into_iter()
            .for_each(|action| ec2.call(action, now));
        let id = self.id();
        self.attaching = Some((Eni { id, subnet: further, primary, since: now, is_primary: false }, firsts));
        Step::Attaching
    }

    fn decrease(&mut self, now: u32, ec2: &mut Ec2) {
        let mut over = self.over();
        for i in self.in_random_order(&mut ec2.random) {
            let (id, subnet) = (self.enis[i].id, self.enis[i].subnet);
            let unused = self.ranges.iter().filter(|range| range.eni == id && range.assigned == 0);
            let gone: Vec<(u32, u32)> = unused.map(|range| (range.id, range.first)).take(over as usize).collect();
            if gone.is_empty() {
                continue;
            }
            ec2.call(Action::Unassign, now);
            for (range, first) in &gone {
                give_range_back(subnet, *first, self.shape.prefixes, ec2);
                self.ranges.retain(|r| r.id != *range);
                self.cooling.retain(|(_, address)| address.range != *range);
                self.total -= self.shape.each();
            }
            over -= gone.len() as u32;
            if over == 0 {
                break;
            }
        }
    }

    fn has_extra_enis(&self) -> bool {
        if self.targets.is_by_address() {
            return true;
        }
        let (warm, of_eni) = match self.shape.prefixes {
            true => (self.targets.prefixes, self.shape.slots * PREFIX_SIZE),
            false => (self.targets.enis, self.shape.slots),
        };
        self.available() >= (warm + 1) * of_eni
            || (self.shape.prefixes && self.enis.iter().any(|eni| self.is_idle(eni)))
    }

    fn is_idle(&self, eni: &Eni) -> bool {
        !eni.is_primary && self.ranges.iter().all(|range| range.eni != eni.id || range.assigned == 0)
    }

    /// Frees an ENI that nothing needs and that may go.
    fn free_one(&mut self, now: u32, may_attach: bool, ec2: &mut Ec2) -> Freeing {
        let spare: Vec<usize> = (0..self.enis.len()).filter(|i| self.is_spare(&self.enis[*i])).collect();
        if spare.is_empty() {
            return Freeing::None;
        }
        let cools = |eni: &Eni| self.ranges.iter().any(|range| range.eni == eni.id && range.cooling != 0);
        let may_go = |i: &usize| now - self.enis[*i].since >= ENI_LIFE && !cools(&self.enis[*i]);
        let may_go: Vec<usize> = spare.into_iter().filter(may_go).collect();
        if may_go.is_empty() || !may_attach {
            return Freeing::NotYet;
        }
        let eni = self.enis.remove(may_go[ec2.random.below(may_go.len() as u32) as usize]);
        let is_on = |range: &Range| range.eni == eni.id;
        let ranges: Vec<u32> = self.ranges.iter().filter(|range| is_on(range)).map(|range| range.first).collect();
        self.ranges.retain(|range| !is_on(range));
        self.total -= ranges.len() as u32 * self.shape.each();
        [Action::DescribeNetworkInterfaces, Action::Detach].into_iter().for_each(|action| ec2.call(action, now));
        ec2.call(Action::Delete, now + DETACH);
        Freeing::Now(Detached { subnet: eni.subnet, primary: eni.primary, ranges })
    }

    /// Whether an ENI has no pods, and the others hold what the targets ask for.
    fn is_spare(&self, eni: &Eni) -> bool {
        if !self.is_idle(eni) {
            return false;
        }
        let Targets { addresses, minimum, prefixes, .. } = self.targets;
        let each = self.shape.each();
        let others = || self.ranges.iter().filter(|range| range.eni != eni.id);
        let warm: u32 = others().map(|range| each - range.assigned.count_ones()).sum();
        let whole = others().filter(|range| range.assigned == 0).count() as u32;
        let by_warm = addresses == 0 || warm >= addresses.next_multiple_of(each);
        let by_minimum = minimum == 0 || others().count() as u32 * each >= minimum.next_multiple_of(each);
        let by_prefixes = !self.shape.prefixes || prefixes == 0 || whole >= prefixes;
        by_warm && by_minimum && by_prefixes
    }

    fn add(&mut self, eni: u32, firsts: Vec<u32>) {
        for first in firsts {
            let id = self.id();
            self.ranges.push(Range { id, eni, first, assigned: 0, cooling: 0 });
            self.total += self.shape.each();
        }
    }

    fn id(&mut self) -> u32 {
        self.next_id += 1;
        self.next_id - 1
    }

    /// As Go walks a small map: in turn, from anywhere.
    fn in_random_order(&self, random: &mut Random) -> impl Iterator<Item = usize> + use<> {
        let enis = self.enis.len();
        let from = random.below(enis as u32) as usize;
        (0..enis).map(move |i| (from + i) % enis)
    }
}

enum Freeing {
    None,
    NotYet,
    Now(Detached),
}

fn give_range_back(subnet: usize, first: u32, prefixes: bool, ec2: &mut Ec2) {
    match prefixes {
        true => ec2.subnets[subnet].give_block_back(first),
        false => ec2.subnets[subnet].give_back(first),
    }
}

impl Detached {
    /// All of it goes back to its subnet.
    pub fn give_back(&self, prefixes: bool, ec2: &mut Ec2) {
        ec2.subnets[self.subnet].give_back(self.primary);
        self.ranges.iter().for_each(|first| give_range_back(self.subnet, *first, prefixes, ec2));
    }

    /// Every address that goes back, by subnet.
    pub fn holds(&self, prefixes: bool) -> impl Iterator<Item = (usize, u32)> + '_ {
        let each = if prefixes { PREFIX_SIZE } else { 1 };
        let ranges = self.ranges.iter().flat_map(move |first| *first..*first + each);
        std::iter::once(self.primary).chain(ranges).map(|address| (self.subnet, address))
    }
}
