//! Whom an address belongs to: a client, and those who share its block.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Clients are kept apart by their networks: in IPv6 one customer has a whole /64.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Network(IpAddr);

impl From<IpAddr> for Network {
    fn from(address: IpAddr) -> Network {
        Network(beginning(address, 32, 64))
    }
}

/// What one organisation can easily have: a /24 of IPv4, a /48 of IPv6, which is 65,536 networks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Block(IpAddr);

impl From<IpAddr> for Block {
    fn from(address: IpAddr) -> Block {
        Block(beginning(address, 24, 48))
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The address with all but its first bits cleared.
fn beginning(address: IpAddr, bits_of_v4: u32, bits_of_v6: u32) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(v4) => Ipv4Addr::from(u32::from(v4) & (u32::MAX << (32 - bits_of_v4))).into(),
        IpAddr::V6(v6) => Ipv6Addr::from(u128::from(v6) & (u128::MAX << (128 - bits_of_v6))).into(),
    }
}
