//! Table B: 40 Gbit/s, 2024.

use super::Crypto::{self, *};
use crate::units::Mbps;

/// One configuration of 2024.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row2024 {
    /// Network and how it was set up.
    pub name: &'static str,
    /// Encryption.
    pub crypto: Crypto,
    /// TCP with one stream and with eight.
    pub tcp: [Mbps; 2],
    /// CPU recorded on client and server with eight TCP streams, hundredths of about a core.
    pub cpu: [u32; 2],
    /// UDP with one stream and with eight.
    pub udp: [Mbps; 2],
    /// Memory in use on an idle node, hundredths of a GB.
    pub idle: u32,
}

const fn row(name: &'static str, crypto: Crypto, tcp: [u32; 2], cpu: [u32; 2], udp: [u32; 2], idle: u32) -> Row2024 {
    Row2024 { name, crypto, tcp: [Mbps(tcp[0]), Mbps(tcp[1])], cpu, udp: [Mbps(udp[0]), Mbps(udp[1])], idle }
}

/// All of them, in the source's order.
pub const ROWS_2024: [Row2024; 19] = [
    row("bare metal", Clear, [31_400, 39_500], [95, 174], [7_300, 33_400], 109),
    row("flannel", Clear, [20_000, 38_900], [125, 174], [7_600, 36_800], 126),
    row("canal", Clear, [16_400, 38_700], [119, 170], [6_000, 31_700], 129),
    row("kube-router", Clear, [22_700, 38_700], [122, 181], [9_700, 35_400], 131),
    row("Calico", Clear, [19_700, 39_000], [128, 191], [7_800, 31_800], 146),
    row("Calico eBPF", Clear, [25_900, 39_500], [105, 214], [7_300, 31_700], 160),
    row("Calico VPP", Clear, [8_900, 9_400], [164, 160], [6_200, 6_400], 240),
    row("Cilium", Clear, [21_900, 39_300], [102, 168], [7_200, 32_300], 168),
    row("Cilium, no kube-proxy", Clear, [22_500, 39_200], [96, 172], [7_200, 31_500], 200),
    row("Antrea (encap)", Clear, [21_000, 39_200], [104, 164], [7_200, 33_800], 163),
    row("Antrea (noEncap)", Clear, [20_600, 38_800], [129, 178], [9_000, 32_000], 165),
    row("Kube-OVN", Clear, [11_100, 39_000], [91, 205], [7_200, 30_700], 137),
    row("Calico", WireGuard, [7_900, 8_100], [287, 339], [3_500, 9_100], 148),
    row("Calico eBPF", WireGuard, [8_900, 8_900], [305, 359], [3_600, 10_000], 161),
    row("Cilium", WireGuard, [9_000, 8_400], [378, 331], [4_100, 7_200], 169),
    row("Antrea", WireGuard, [8_500, 8_800], [304, 367], [4_300, 9_400], 166),
    row("Cilium", Ipsec, [4_800, 5_300], [17, 32], [3_500, 4_400], 168),
    row("Antrea", Ipsec, [6_900, 4_700], [19, 40], [3_400, 3_800], 167),
    row("Calico VPP", Ipsec, [7_900, 7_800], [139, 135], [7_500, 6_700], 242),
];
