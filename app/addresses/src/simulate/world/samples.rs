//! What is seen of the simulated cluster: a sample every ten seconds, and the report at the end.

use super::pods::State;
use super::{Moment, SAMPLE, SETTLE, World};
use crate::simulate::pool::SECOND;
use crate::simulate::report::{Report, Sample, ZoneSample};
use crate::simulate::subnet::SubnetState;
use model::order::sort_numbers;

impl World {
    pub(super) fn sample(&mut self) {
        let mut zones = vec![ZoneSample::default(); self.setup.zones.len()];
        let mut nodes = 0;
        for node in self.nodes.iter_mut().filter(|node| !node.is_gone) {
            nodes += 1;
            let zone = &mut zones[node.zone as usize];
            zone.held += node.pool.total();
            zone.assigned += node.pool.assigned();
            zone.cooling += node.pool.cooling(self.now);
        }
        let all = |of: fn(&ZoneSample) -> u32| zones.iter().map(of).sum();
        let (held, assigned, cooling): (u32, u32, u32) = (all(|z| z.held), all(|z| z.assigned), all(|z| z.cooling));
        self.report.held += u64::from(held);
        self.report.assigned += u64::from(assigned);
        let calls: u64 = self.ec2.calls.iter().sum();
        self.report.samples.push(Sample {
            second: (self.now - SETTLE) / SECOND,
            nodes,
            waiting: self.waiting,
            unplaced: self.waiting_for_a_node(),
            assigned,
            cooling,
            held,
            calls: (calls - self.calls_before) as u32,
            free: self.ec2.subnets.iter().map(SubnetState::free).collect(),
            blocks: self.ec2.subnets.iter().map(SubnetState::free_blocks).collect(),
            zones,
        });
        self.calls_before = calls;
        self.at(self.now + SAMPLE, Moment::Sample);
    }

    /// What it has come to.
    pub fn report(mut self) -> Report {
        let end = SETTLE + self.setup.seconds * SECOND;
        let asked = self.pods.iter().filter(|pod| pod.state == State::Waiting).filter_map(|pod| pod.asked);
        let waited: Vec<u32> = asked.map(|asked| end - asked.max(SETTLE)).collect();
        self.report.still_waiting = waited.len() as u32;
        self.report.waits.extend(waited);
        sort_numbers(&mut self.report.waits);
        self.report.unplaced = self.waiting_for_a_node();
        self.report.least_free = self.ec2.least_free;
        self.report.least_blocks = self.ec2.least_blocks;
        self.report.calls = self.ec2.calls;
        self.report.refused = self.ec2.refused;
        self.report.throttled = self.ec2.throttled;
        for (subnet, blocks) in self.ec2.subnets.iter().zip(&mut self.report.blocks) {
            blocks[1] = subnet.blocks();
        }
        self.report.busiest_second = self.ec2.busiest_second;
        self.report
    }
}
