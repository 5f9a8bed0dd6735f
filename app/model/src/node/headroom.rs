//! Headroom: per cent of the CPU and memory that a node has for pods which stay free.

use crate::node::limit::{Limit, NO_LIMIT};

/// What of a node's room for pods may be filled. 1,730m with 20 %: `floor(1730 * 80 / 100) = 1,384m`; pod slots, addresses
/// and the like may all be used.
pub fn to_fill(limit: Limit, room: u32, headroom: u32) -> u32 {
    match limit {
        Limit::Cpu | Limit::Memory if headroom > 0 => with_headroom(room, headroom),
        _ => room,
    }
}

/// What is left of an amount with so many per cent of it free.
pub fn with_headroom(room: u32, per_cent: u32) -> u32 {
    if room == NO_LIMIT { room } else { (u64::from(room) * u64::from(100 - per_cent.min(100)) / 100) as u32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fifth_of_cpu_and_memory_stays_free() {
        assert_eq!(to_fill(Limit::Cpu, 1_730, 20), 1_384);
        assert_eq!(to_fill(Limit::Memory, 6_703, 20), 5_362); // 5,362.4
        assert_eq!(to_fill(Limit::MaxPods, 29, 20), 29);
        assert_eq!((to_fill(Limit::Cpu, NO_LIMIT, 20), to_fill(Limit::Cpu, 1_730, 0)), (NO_LIMIT, 1_730));
    }
}
