//! A look through all books of a simulated cluster: what must hold at every moment, whatever happens.

use super::world::World;
use std::collections::HashSet;

impl World {
    /// Looks through all books: no address twice, none lost, no pod with another's.
    pub fn audit(&self) -> Result<(), String> {
        let prefixes = self.setup.groups.first().is_some_and(|group| group.shape.prefixes);
        let mut seen: Vec<HashSet<u32>> = vec![HashSet::new(); self.setup.subnets.len()];
        let of_nodes = self.nodes.iter().flat_map(|node| node.pool.holds());
        let returning: Vec<_> = self.returning.iter().flatten().flat_map(|d| d.holds(prefixes)).collect();
        for (subnet, address) in of_nodes.chain(returning).chain(self.others.iter().copied()) {
            if !seen[subnet].insert(address) {
                return Err(format!("address {address} of subnet {subnet} is used twice at {}", self.now));
            }
            if self.ec2.subnets[subnet].is_free(address) {
                return Err(format!("address {address} of subnet {subnet} is used and free at {}", self.now));
            }
        }
        for (subnet, seen) in seen.iter().enumerate() {
            let state = &self.ec2.subnets[subnet];
            if seen.len() as u32 + state.free() + model::vpc::subnets::RESERVED_ADDRESSES != state.size() {
                return Err(format!("addresses of subnet {subnet} are lost at {}", self.now));
            }
        }
        for (i, node) in self.nodes.iter().enumerate() {
            if let Some(fault) = node.pool.faults() {
                return Err(format!("node {i}: {fault} at {}", self.now));
            }
            let mut of_pods = HashSet::new();
            let pods = node.pods.iter().chain(&node.daemons).filter_map(|pod| self.pods[*pod as usize].address);
            if !pods.into_iter().all(|address| of_pods.insert((address.range(), address.bit()))) {
                return Err(format!("two pods of node {i} have one address at {}", self.now));
            }
            if of_pods.len() as u32 != node.pool.assigned() {
                return Err(format!("node {i} has assigned {} for {} pods", node.pool.assigned(), of_pods.len()));
            }
        }
        Ok(())
    }
}
