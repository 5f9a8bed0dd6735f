//! How a pool grows and shrinks, by calls to EC2.
//!
//! Calls that EC2 refuses because the account has made too many end the step: nothing has changed then but what came before,
//! and an ENI that was made and could not be attached is taken back, as VPC CNI does.
//!
//! Source: aws/amazon-vpc-cni-k8s@b52188387f2e, pkg/ipamd/ipamd.go (increaseDatastorePool, tryAssignIPs, tryAssignPrefixes,
//! tryAllocateENI, decreaseDatastorePool, tryFreeENI) and pkg/awsutils/awsutils.go (AllocENI, freeENI).

use super::{Detached, ENI_LIFE, Eni, INSUFFICIENT, Pool, Range, Step, give_range_back};
use crate::simulate::ec2::{Action, Ec2};

impl Pool {
    pub(super) fn increase(&mut self, now: u32, further: usize, may_attach: bool, ec2: &mut Ec2) -> Step {
        let is_waiting = self.last_insufficient.is_some_and(|last| now - last <= INSUFFICIENT);
        if !may_attach || is_waiting {
            return Step::Done;
        }
        if let Some(step) = self.assign_to_eni(now, ec2) {
            return step;
        }
        if self.enis() >= self.shape.enis {
            // full, or its subnets are: with no ENI to add, ipamd asks again at every step
            let is_full = self.enis.iter().all(|eni| self.serves_none(eni) || self.on(eni.id) >= self.shape.slots);
            return if is_full { Step::Quiet } else { Step::Done };
        }
        self.attach_eni(now, further, ec2)
    }

    /// Fills the first ENI that has room and a subnet with some: as many as wanted, else one. `None` where no
    /// ENI has got any.
    fn assign_to_eni(&mut self, now: u32, ec2: &mut Ec2) -> Option<Step> {
        let wanted = self.wanted();
        for i in self.in_random_order(&mut ec2.random) {
            let (id, subnet) = (self.enis[i].id, self.enis[i].subnet);
            let room = self.shape.slots.saturating_sub(self.on(id)).min(wanted);
            if self.serves_none(&self.enis[i]) || room == 0 {
                continue;
            }
            for n in [room, 1] {
                if !ec2.calls(&[Action::Assign], now) {
                    return Some(Step::Throttled);
                }
                if let Some(firsts) = ec2.take(subnet, self.shape.ask(n)) {
                    self.add(id, firsts);
                    return Some(Step::Done);
                }
            }
        }
        None
    }

    fn attach_eni(&mut self, now: u32, further: usize, ec2: &mut Ec2) -> Step {
        let n = self.wanted().min(self.shape.slots);
        if n == 0 {
            return Step::Done;
        }
        let create: &[Action] =
            if self.shape.custom { &[Action::Create] } else { &[Action::DescribeSubnets, Action::Create] };
        if !ec2.calls(create, now) {
            return Step::Throttled;
        }
        let Some((primary, firsts)) = ec2.take_for_eni(further, self.shape.ask(n)) else {
            self.last_insufficient = Some(now);
            return Step::Done;
        };
        if !ec2.calls(&[Action::DescribeInstances, Action::Attach, Action::Modify], now) {
            Detached { subnet: further, primary, ranges: firsts }.give_back(self.shape.prefixes, ec2);
            return Step::Throttled;
        }
        let id = self.id();
        self.attaching = Some((Eni { id, subnet: further, primary, since: now, is_primary: false }, firsts));
        Step::Attaching
    }

    pub(super) fn decrease(&mut self, now: u32, ec2: &mut Ec2) -> Step {
        let mut over = self.over();
        for i in self.in_random_order(&mut ec2.random) {
            let (id, subnet) = (self.enis[i].id, self.enis[i].subnet);
            let unused = self.ranges.iter().filter(|range| range.eni == id && range.assigned == 0);
            let gone: Vec<(u32, u32)> = unused.map(|range| (range.id, range.first)).take(over as usize).collect();
            if gone.is_empty() {
                continue;
            }
            if !ec2.calls(&[Action::Unassign], now) {
                return Step::Throttled;
            }
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
        Step::Done
    }

    /// Frees an ENI that nothing needs and that may go.
    pub(super) fn free_one(&mut self, now: u32, may_attach: bool, ec2: &mut Ec2) -> Freeing {
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
        // all that its going takes; it is deleted two seconds after it was detached
        let gone = [Action::DescribeNetworkInterfaces, Action::Detach, Action::Delete];
        if !ec2.calls(&gone, now) {
            return Freeing::Throttled;
        }
        let eni = self.enis.remove(may_go[ec2.random.below(may_go.len() as u32) as usize]);
        let is_on = |range: &Range| range.eni == eni.id;
        let ranges: Vec<u32> = self.ranges.iter().filter(|range| is_on(range)).map(|range| range.first).collect();
        self.ranges.retain(|range| !is_on(range));
        self.total -= ranges.len() as u32 * self.shape.each();
        Freeing::Now(Detached { subnet: eni.subnet, primary: eni.primary, ranges })
    }
}

/// Whether an ENI goes.
pub(super) enum Freeing {
    None,
    NotYet,
    Now(Detached),
    /// EC2 refused it.
    Throttled,
}
