//! Ranges of IPv4 addresses.

use core::net::Ipv4Addr;
use model::order::sort_long_by_key;
use std::fmt;

/// A range such as `10.0.0.0/24`, at its first address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cidr {
    first: u32,
    length: u32,
}

/// Largest and smallest prefix length of a subnet in a VPC.
/// Source: awsdocs/amazon-vpc-user-guide@06e98d972c59, doc_source/subnet-sizing.md.
pub const SUBNET_LENGTHS: std::ops::RangeInclusive<u32> = 16..=28;

impl Cidr {
    /// From text, or what is wrong with it: `it takes a range such as 10.0.0.0/24`.
    pub fn parse(text: &str) -> Result<Cidr, String> {
        let parts = text.split_once('/');
        let address = parts.and_then(|(address, _)| address.trim().parse::<Ipv4Addr>().ok());
        let length = parts.and_then(|(_, length)| length.trim().parse::<u32>().ok()).filter(|length| *length <= 32);
        let (Some(address), Some(length)) = (address, length) else {
            return Err("a range such as 10.0.0.0/24".into());
        };
        let cidr = Cidr { first: u32::from(address) & mask(length), length };
        match cidr.first == u32::from(address) {
            true => Ok(cidr),
            false => Err(format!("a range that starts where it says, here {cidr}")),
        }
    }

    /// How many leading bits its addresses share: 24.
    pub fn length(&self) -> u32 {
        self.length
    }

    /// Its first address as a number.
    pub fn first(&self) -> u32 {
        self.first
    }

    /// Its last address as a number.
    pub fn last(&self) -> u32 {
        self.first | !mask(self.length)
    }

    /// Whether all of another range lies in it.
    pub fn holds(&self, other: &Cidr) -> bool {
        self.first <= other.first && other.last() <= self.last()
    }

    /// Whether a subnet may be as large: /16 to /28.
    pub fn is_subnet_size(&self) -> bool {
        SUBNET_LENGTHS.contains(&self.length)
    }
}

fn mask(length: u32) -> u32 {
    u32::MAX.checked_shl(32 - length).unwrap_or(0)
}

impl fmt::Display for Cidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", Ipv4Addr::from(self.first), self.length)
    }
}

/// Pairs of ranges that share addresses, by index, each later range with one that it runs into. Ranges are nested or apart,
/// so that looking at those that are still open is enough: 10,000 ranges take one sort.
pub fn overlaps(ranges: &[(usize, Cidr)]) -> Vec<(usize, usize)> {
    let mut sorted = ranges.to_vec();
    sort_long_by_key(&mut sorted, |(index, cidr)| (cidr.first, cidr.length, *index));
    let mut found = Vec::new();
    let mut open: Option<(usize, Cidr)> = None;
    for (index, cidr) in sorted {
        match open {
            Some((other, range)) if range.holds(&cidr) => found.push((other, index)),
            _ => open = Some((index, cidr)),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cidr(text: &str) -> Cidr {
        Cidr::parse(text).expect("it is a range")
    }

    #[test]
    fn ranges_are_read_and_written() {
        let range = cidr("10.1.2.0/23");
        assert_eq!((range.to_string(), range.length(), range.last() - range.first()), ("10.1.2.0/23".into(), 23, 511));
        assert_eq!(cidr("0.0.0.0/0").last(), u32::MAX);
        assert_eq!(cidr("255.255.255.255/32").first(), u32::MAX);
        for wrong in ["", "10.0.0.0", "10.0.0/24", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.256/24", "a/b", "::/64"] {
            assert_eq!(Cidr::parse(wrong), Err("a range such as 10.0.0.0/24".into()), "{wrong}");
        }
        assert_eq!(Cidr::parse("10.0.0.9/24"), Err("a range that starts where it says, here 10.0.0.0/24".into()));
    }

    #[test]
    fn what_overlaps_is_found_once_each() {
        let of = |texts: &[&str]| overlaps(&texts.iter().map(|t| cidr(t)).enumerate().collect::<Vec<_>>());
        assert_eq!(of(&["10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/23"]), []);
        assert_eq!(of(&["10.0.1.0/24", "10.0.0.0/22", "10.0.3.0/24"]), [(1, 0), (1, 2)]);
        assert_eq!(of(&["10.0.0.0/24", "10.0.0.0/24"]), [(0, 1)]);
        let many: Vec<(usize, Cidr)> = (0..10_000).map(|i| (i, Cidr { first: (i as u32) << 8, length: 24 })).collect();
        assert_eq!(overlaps(&many), []);
    }
}
