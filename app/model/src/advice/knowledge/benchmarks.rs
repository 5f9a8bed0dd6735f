//! Published throughput of pod networks, table by table as their authors measured it.
//!
//! None was measured on AWS, where one flow stops at 5 Gbps whatever the network. They are good for
//! the order of networks and for what encryption and MTU cost, not for predictions.

mod cilium_2021;
mod infrabuilder_2020;
mod infrabuilder_2024;

pub use cilium_2021::{ENCRYPTED_STREAMS_2021, EncryptedStream2021, PATHS_2021, Path2021};
pub use infrabuilder_2020::{ROWS_2020, Row2020};
pub use infrabuilder_2024::{ROWS_2024, Row2024};

use super::fact::{Fact, cited, judged};

/// How the traffic of a row was encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Crypto {
    /// Not at all.
    Clear,
    /// By IPsec in the kernel, or in the data plane named.
    Ipsec,
    /// By WireGuard.
    WireGuard,
}

impl Crypto {
    /// Its name in a table.
    pub fn name(self) -> &'static str {
        match self {
            Crypto::Clear => "none",
            Crypto::Ipsec => "IPsec",
            Crypto::WireGuard => "WireGuard",
        }
    }
}

/// Where a table comes from and how it was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setup {
    /// Title on the page.
    pub title: &'static str,
    /// Source ids.
    pub sources: &'static [&'static str],
    /// When it was measured, ISO 8601 to the precision known.
    pub date: &'static str,
    /// Machines, network and software.
    pub setup: &'static str,
    /// How the values got from the source into the table, and what they leave out.
    pub reading: &'static str,
}

/// Table A.
pub const SETUP_2020: Setup = Setup {
    title: "InfraBuilder, August 2020: 10 Gbit/s",
    sources: &["bench-2020"],
    date: "2020-08",
    setup: "Three Supermicro servers on a 10 Gbit/s switch, MTU 9,000; Kubernetes 1.19, Ubuntu 18.04 unless noted.",
    reading: "Mean of three runs in the authors’ raw results. CPU is all of a node’s in per cent, server and client; memory is that of an idle node.",
};

/// Table B.
pub const SETUP_2024: Setup = Setup {
    title: "InfraBuilder, January to April 2024: 40 Gbit/s",
    sources: &["bench-2024"],
    date: "2024-04",
    setup: "Three bare-metal servers on a 40 Gbit/s switch, jumbo frames; Kubernetes 1.26 (RKE2), Ubuntu 22.04, kernel 5.15.",
    reading: "Mean of three runs of 60 seconds in the authors’ raw results. CPU is what their script recorded for user and system with eight streams, client and server, about in cores: work in softirq is missing, so that IPsec in the kernel looks cheaper than it is. Weave Net was left out as unmaintained.",
};

/// Table C.
pub const SETUP_2021: Setup = Setup {
    title: "Cilium project, May 2021: 100 Gbit/s back to back",
    sources: &["bench-cilium-2021", "bench-cilium-charts"],
    date: "2021-05",
    setup: "Two machines with Ryzen 9 3950X and Intel E810, kernel 5.10; Cilium 1.9.6, Calico 3.17.3.",
    reading: "A vendor’s benchmark. Values read off its charts, so approximate.",
};

/// What the tables say.
pub const READINGS: &[(&str, Fact)] = &[
    (
        "mtu",
        cited(
            "The MTU is the largest lever: Weave Net doubles from 4.9 to 9.8 Gbit/s with it.",
            &["bench-2020"],
            "2020-08",
        ),
    ),
    (
        "weave-encrypted",
        cited(
            "Weave Net, the article’s one choice for encryption, is 7 times slower encrypted than in the clear.",
            &["bench-2020"],
            "2020-08",
        ),
    ),
    (
        "crypto-2020",
        cited(
            "IPsec kept to one core and 1.4 to 1.7 Gbit/s; WireGuard took many cores to the line rate, at 5 to 8 times the CPU of Calico in the clear.",
            &["bench-2020"],
            "2020-08",
        ),
    ),
    (
        "clear-2024",
        cited(
            "In the clear the networks tie at the line rate with eight streams (Calico on VPP apart) and differ with one, from 11 to 26 of 31 Gbit/s. Overlays with jumbo frames come within about 2 % of bare metal.",
            &["bench-2024"],
            "2024-04",
        ),
    ),
    (
        "crypto-2024",
        cited(
            "At 40 Gbit/s WireGuard costs 77 to 79 % of the throughput and 1.7 to 3.7 times the recorded CPU; IPsec in the kernel is slower still.",
            &["bench-2024"],
            "2024-04",
        ),
    ),
    (
        "one-flow",
        judged(
            "On AWS one flow stops at 5 Gbps, below all of these in the clear: for one flow the network rarely shows.",
            &["bench-2024", "ec2-bandwidth"],
            "2026-11",
        ),
    ),
    (
        "crypto-2021",
        cited(
            "Jumbo frames make encrypted traffic 3 to 4 times as fast. Here IPsec took less CPU per bit than WireGuard, and peaked lower.",
            &["bench-cilium-2021"],
            "2021-05",
        ),
    ),
    (
        "requests-2021",
        cited(
            "In requests a second, eBPF paths are a quarter to a third ahead of iptables.",
            &["bench-cilium-2021"],
            "2021-05",
        ),
    ),
];

/// Factors on an instance's bandwidth: ours, informed by the tables.
pub const FACTORS: &[(&str, Fact)] = &[
    ("native", judged("No encapsulation: all of it.", &["bench-2024"], "2026-11")),
    (
        "overlay-jumbo",
        judged("Encapsulated, with jumbo frames: 97 to 100 %.", &["bench-2020", "bench-2024"], "2026-11"),
    ),
    (
        "overlay-1500",
        judged(
            "Encapsulated, with an MTU of the 1,500 class: 58 to 90 %, depending on the kernel.",
            &["bench-2020"],
            "2026-11",
        ),
    ),
    ("wireguard", judged("WireGuard in software: 8 to 10 Gbit/s at most.", &["bench-2024"], "2026-11")),
    ("ipsec", judged("IPsec in software: 4.7 to 7 Gbit/s at most.", &["bench-2024"], "2026-11")),
    ("nitro", judged("Nitro’s encryption in hardware: all of it, according to AWS.", &["ec2-encryption"], "2026-11")),
];
