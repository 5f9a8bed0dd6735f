//! The pool of one node, as VPC CNI's ipamd keeps it: one step of its loop at a time.
//!
//! Source: aws/amazon-vpc-cni-k8s@b52188387f2e, pkg/ipamd/ipamd.go (updateIPPoolIfRequired); [`state`] says what is lacking,
//! [`change`] changes it, [`serve`] gives pods their addresses, [`books`] shows it all.

mod books;
mod change;
mod serve;
mod state;

pub use super::clock::SECOND;
use super::ec2::{Ask, Ec2};
use crate::targets::Targets;
pub use books::EniBook;
use change::Freeing;
use model::node::addresses::PREFIX_SIZE;
use model::random::Random;
use std::collections::VecDeque;

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
    /// EC2 refused it, because the account had made too many requests: to be tried again.
    Throttled,
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
                step = self.decrease(now, ec2);
                if !matches!(step, Step::Throttled) {
                    self.last_decrease = Some(now);
                }
            }
        }
        if matches!(step, Step::Attaching | Step::Throttled) || !self.has_extra_enis() {
            return step;
        }
        match self.free_one(now, may_attach, ec2) {
            Freeing::None => step,
            Freeing::NotYet => Step::Done,
            Freeing::Now(detached) => Step::Freed(detached),
            Freeing::Throttled => Step::Throttled,
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

    fn available(&self) -> u32 {
        self.total - self.assigned
    }

    fn free_prefixes(&self) -> u32 {
        self.ranges.iter().filter(|range| range.assigned == 0).count() as u32
    }

    fn on(&self, eni: u32) -> u32 {
        self.ranges.iter().filter(|range| range.eni == eni).count() as u32
    }

    fn serves_none(&self, eni: &Eni) -> bool {
        self.shape.custom && eni.is_primary
    }

    fn is_idle(&self, eni: &Eni) -> bool {
        !eni.is_primary && self.ranges.iter().all(|range| range.eni != eni.id || range.assigned == 0)
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

/// An address or a block goes back to its subnet.
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
