//! Table A: 10 Gbit/s, August 2020.

use super::Crypto::{self, *};
use crate::units::Mbps;

/// One configuration of 2020.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row2020 {
    /// Network and how it was set up.
    pub name: &'static str,
    /// Encryption.
    pub crypto: Crypto,
    /// MTU of a pod's interface, bytes.
    pub mtu: u32,
    /// TCP from pod to pod.
    pub tcp: Mbps,
    /// CPU of the server's and the client's node during TCP, tenths of a per cent.
    pub cpu: [u32; 2],
    /// UDP from pod to pod.
    pub udp: Mbps,
    /// Memory in use on an idle node, MB.
    pub idle_mb: u32,
}

const fn row(
    name: &'static str,
    crypto: Crypto,
    mtu: u32,
    (tcp, cpu, udp): (u32, [u32; 2], u32),
    idle_mb: u32,
) -> Row2020 {
    Row2020 { name, crypto, mtu, tcp: Mbps(tcp), cpu, udp: Mbps(udp), idle_mb }
}

/// All of them, in the source's order.
pub const ROWS_2020: [Row2020; 18] = [
    row("flannel VXLAN (auto MTU)", Clear, 8_950, (9_690, [52, 51], 9_846), 596),
    row("canal, default MTU", Clear, 1_450, (8_530, [69, 48], 1_820), 658),
    row("canal, tuned", Clear, 8_940, (9_817, [52, 53], 9_742), 666),
    row("Calico 3.16, default MTU", Clear, 1_440, (8_876, [70, 47], 1_901), 662),
    row("Calico 3.16, tuned", Clear, 8_940, (9_834, [58, 54], 9_757), 662),
    row("Calico 3.16, default MTU, Ubuntu 20.04", Clear, 1_440, (5_596, [221, 142], 1_891), 658),
    row("Calico 3.16, tuned, Ubuntu 20.04", Clear, 8_940, (9_597, [182, 119], 7_882), 707),
    row("Calico 3.16 eBPF, tuned, Ubuntu 20.04", Clear, 8_940, (9_618, [175, 122], 7_963), 931),
    row("Cilium (as shipped)", Clear, 9_000, (9_426, [127, 72], 9_726), 869),
    row("Antrea", Clear, 8_950, (9_826, [76, 60], 9_796), 706),
    row("Kube-OVN", Clear, 8_900, (9_029, [145, 102], 5_833), 793),
    row("kube-router", Clear, 1_500, (8_051, [78, 42], 2_810), 604),
    row("Weave Net, default MTU", Clear, 1_376, (4_880, [154, 69], 1_809), 663),
    row("Weave Net, tuned", Clear, 8_916, (9_759, [110, 56], 9_593), 663),
    row("Weave Net, fast datapath, tuned", Ipsec, 8_876, (1_384, [138, 38], 432), 664),
    row("Antrea", Ipsec, 8_924, (1_392, [138, 40], 742), 738),
    row("Cilium", Ipsec, 9_000, (1_657, [152, 54], 869), 863),
    row("Calico, tuned", WireGuard, 8_940, (9_786, [451, 287], 4_877), 700),
];
