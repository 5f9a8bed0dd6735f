//! Table C: 100 Gbit/s back to back, May 2021. Read off charts.

use super::Crypto;
use crate::units::Mbps;

/// One way through the kernel, in the clear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Path2021 {
    /// Network and how it was set up.
    pub name: &'static str,
    /// TCP with one stream.
    pub tcp: Mbps,
    /// Requests a second of one process that waits for each answer.
    pub requests: u32,
}

/// One stream encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EncryptedStream2021 {
    /// Encryption, all by Cilium.
    pub crypto: Crypto,
    /// MTU, bytes.
    pub mtu: u32,
    /// TCP with one stream.
    pub tcp: Mbps,
    /// CPU of client and server for 10 Gbit/s, tenths of a per cent.
    pub cpu: [u32; 2],
}

const fn path(name: &'static str, tcp: u32, requests: u32) -> Path2021 {
    Path2021 { name, tcp: Mbps(tcp), requests }
}

/// In the clear.
pub const PATHS_2021: [Path2021; 5] = [
    path("node to node", 41_700, 47_800),
    path("Cilium, eBPF", 42_300, 45_200),
    path("Cilium, legacy routing", 35_800, 34_000),
    path("Calico", 35_200, 35_900),
    path("Calico, eBPF", 42_600, 45_200),
];

const fn encrypted(crypto: Crypto, mtu: u32, tcp: u32, cpu: [u32; 2]) -> EncryptedStream2021 {
    EncryptedStream2021 { crypto, mtu, tcp: Mbps(tcp), cpu }
}

/// Encrypted.
pub const ENCRYPTED_STREAMS_2021: [EncryptedStream2021; 4] = [
    encrypted(Crypto::Ipsec, 1_500, 3_400, [125, 114]),
    encrypted(Crypto::WireGuard, 1_500, 4_700, [194, 287]),
    encrypted(Crypto::Ipsec, 9_000, 10_400, [40, 29]),
    encrypted(Crypto::WireGuard, 9_000, 17_600, [72, 86]),
];
