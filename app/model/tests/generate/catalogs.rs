//! Random types, offers and catalogues.

use model::catalog::instance_type::*;
use model::catalog::launch::Marks;
use model::catalog::*;
use model::units::*;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

/// Names that every rule about names can be seen on. A catalogue holds each at most once.
pub const NAMES: &[&str] = &[
    "a1.medium",
    "c5.large",
    "c7g.large",
    "hpc7a.12xlarge",
    "i7ie.48xlarge",
    "m3.medium",
    "m4.large",
    "m5.large",
    "m5.metal",
    "m5.xlarge",
    "m7i-flex.large",
    "m8i.large",
    "p4d.24xlarge",
    "t2.micro",
    "t3.small",
    "t8i.large",
];

/// Some of [`NAMES`], in random order, each with random figures and a random offer.
pub fn catalog() -> impl Strategy<Value = Catalog> {
    let some = |names: &[&'static str]| subsequence(names.to_vec(), 2..=6).prop_shuffle();
    (some(NAMES), some(NAMES)).prop_flat_map(|(names, history)| {
        let types: Vec<_> = names.iter().map(|name| instance_type(name)).collect();
        let offers = vec(offer(), names.len());
        let history: Vec<_> = history.iter().map(|name| history_type(name)).collect();
        let twins = proptest::bool::weighted(0.2);
        (types, offers, history, any::<bool>(), twins).prop_map(
            |(mut types, mut offers, history, availability_known, twins)| {
                if twins {
                    // Only their names tell which of them is first.
                    types[1] = InstanceType { name: types[1].name.clone(), marks: types[1].marks, ..types[0].clone() };
                    offers[1] = offers[0].clone();
                }
                Catalog {
                    version: "2026-11-01.1".into(),
                    region: Region {
                        code: "us-east-1".into(),
                        location: "US East (N. Virginia)".into(),
                        on_demand_as_of: "2026-07-20".into(),
                        availability_known,
                    },
                    spot_as_of: "2026-07-20".into(),
                    reserved_as_of: Some("2025-04-05".into()),
                    auto_mode_as_of: None,
                    types: types.into(),
                    offers,
                    history: history.into(),
                }
            },
        )
    })
}

/// E and I: AWS's own pairs, and others.
fn enis() -> impl Strategy<Value = (u32, u32)> {
    let published = [(2, 2), (2, 4), (3, 4), (3, 6), (3, 10), (3, 20), (4, 15), (8, 30), (15, 50), (24, 64), (2, 50)];
    prop_oneof![3 => select(published.to_vec()), 1 => (1..=24_u32, 2..=64_u32)]
}

/// vCPUs on both sides of every band and cap, and MiB for them.
fn size() -> impl Strategy<Value = (u32, u32)> {
    let vcpu = select(vec![1, 2, 3, 4, 5, 7, 8, 16, 29, 30, 31, 32, 48, 96, 192]);
    prop_oneof![
        3 => (vcpu.clone(), select(vec![1024, 2048, 4096, 8192])).prop_map(|(vcpu, each)| (vcpu, vcpu * each)),
        1 => (vcpu, 512..=400_000_u32),
    ]
}

/// A type of this name with random figures.
pub fn instance_type(name: &'static str) -> impl Strategy<Value = InstanceType> {
    let hypervisor = prop_oneof![
        6 => Just(Hypervisor::Nitro),
        2 => Just(Hypervisor::Xen),
        1 => Just(Hypervisor::BareMetal),
    ];
    let arch = prop_oneof![8 => Just(Arch::X86_64), 4 => Just(Arch::Arm64), 1 => Just(Arch::Mac)];
    let attachments = (3..=128_u32, any::<bool>()).prop_map(|(slots, shared)| Attachments {
        slots,
        kind: if shared { AttachmentKind::Shared } else { AttachmentKind::Dedicated },
    });
    let slots_near_enis = (3..=28_u32).prop_map(|slots| Attachments { slots, kind: AttachmentKind::Shared });
    let shape = (enis(), size(), hypervisor, arch, prop_oneof![attachments, slots_near_enis]);
    let published = (
        option::weighted(0.1, 1..=24_u32),
        option::weighted(0.9, prop_oneof![1 => Just(0_u32), 4 => 1..=120_u32]),
        select(vec![0, 64, 128, 750, 781, 1_250, 25_000]),
        select(vec![0, 0, 75, 118, 900, 3_800]),
        proptest::bool::weighted(0.9),
        option::weighted(0.2, select(vec![Accelerator::Gpu, Accelerator::Neuron, Accelerator::Fpga])),
    );
    let seen = option::weighted(
        0.7,
        (1..=180_u32, select(vec![SeenBy::Bottlerocket, SeenBy::Ubuntu, SeenBy::Fit]), any::<[bool; 2]>()),
    );
    let per_vcpu = (
        option::weighted(0.8, 1..=200_000_u32),
        option::weighted(0.9, 1..=8_000_u32),
        option::weighted(0.6, 1..=3_000_u32),
    );
    let measured = (seen, option::weighted(0.8, per_vcpu), any::<bool>());
    (shape, published, any::<[bool; 3]>(), measured).prop_map(
        move |(((enis, ipv4), (vcpu, memory), hypervisor, arch, attachments), published, flags, measured)| {
            let (seen, per_vcpu, efa) = measured;
            // Thousandths of the memory that a running node lacks.
            let seen = seen.map(|(unseen, by, [hosts_differ, older_kernel])| SeenMemory {
                mib: Mib(memory - memory * unseen / 1_000 - 1),
                by,
                hosts_differ,
                older_kernel,
            });
            let work = per_vcpu.map(|(web, integer, geekbench)| Work { per_vcpu: [web, integer, geekbench] });
            let [burstable, in_2018, encryption_in_transit] = flags;
            let (enis_max_pods, branch_enis, baseline, local_nvme_gb, ipv6, accelerator) = published;
            InstanceType {
                name: name.into(),
                vcpu,
                memory: Mib(memory),
                arch,
                hypervisor,
                burstable,
                current_generation: true,
                enis,
                enis_all_cards: enis * 2,
                enis_max_pods,
                ipv4_per_eni: ipv4,
                ipv6,
                network_performance: "Up to 10 Gigabit".into(),
                baseline: Mbps(baseline),
                peak: Mbps(baseline.max(10_000)),
                attachments,
                local_nvme_gb,
                gpu_count: if accelerator.is_some() { vcpu.div_ceil(16) } else { 0 },
                gpu_name: String::new(),
                accelerator,
                encryption_in_transit,
                branch_enis,
                in_2018,
                marks: Marks::of(name),
                efa,
                seen,
                work: work.filter(|work| *work != Work::default()),
            }
        },
    )
}

/// What a region asks; now and then nothing.
pub fn offer() -> impl Strategy<Value = Offer> {
    let kind = prop_oneof![
        8 => Just(PriceKind::Published),
        1 => Just(PriceKind::Estimated(Estimate::SameFamily)),
        1 => Just(PriceKind::Estimated(Estimate::NearFamily("m5".into()))),
        1 => Just(PriceKind::Estimated(Estimate::PriceCut)),
    ];
    // Few distinct prices, so that ties in money happen.
    let hourly = prop_oneof![select(vec![1, 96_000, 192_000]), 1..=40_000_000_u64].prop_map(MicroUsd);
    let on_demand = (hourly, kind).prop_map(|(hourly, kind)| OnDemand { hourly, kind, as_of: None });
    let rate = option::weighted(0.95, prop_oneof![Just(61_000), 1..=40_000_000_u64].prop_map(MicroUsd));
    let rates = [rate.clone(), rate.clone(), rate.clone(), rate];
    let reserved = option::weighted(0.95, rates).prop_map(|rates| rates.filter(|r| r.iter().any(Option::is_some)));
    let spot_savings = prop_oneof![select(vec![0, 6_200, 10_000]), 0..=9_500_u32].prop_map(BasisPoints);
    let fee = option::weighted(0.3, prop_oneof![Just(11_520), 1..=4_000_000_u64].prop_map(MicroUsd));
    let bought = (option::weighted(0.9, spot_savings), reserved, fee);
    (proptest::bool::weighted(0.95), option::weighted(0.95, on_demand), bought)
        // What has a price is on offer.
        .prop_map(|(offered, on_demand, (spot_savings, reserved, fee))| Offer {
            offered: offered || on_demand.is_some(),
            reserved: reserved.filter(|_| on_demand.is_some()).map(Box::new),
            auto_mode: fee.filter(|_| on_demand.is_some()),
            on_demand,
            spot_savings,
        })
}

/// A type of the article's day.
pub fn history_type(name: &'static str) -> impl Strategy<Value = HistoryType> {
    let hourly = option::weighted(0.9, prop_oneof![select(vec![96_000, 192_000]), 1..=40_000_000_u64]);
    (enis(), size(), hourly, any::<bool>()).prop_map(
        move |((enis, ipv4_per_eni), (vcpu, memory), hourly, in_vpc_cni)| HistoryType {
            name: name.into(),
            vcpu,
            memory: Mib(memory),
            enis,
            ipv4_per_eni,
            hourly: hourly.map(MicroUsd),
            in_vpc_cni,
        },
    )
}
