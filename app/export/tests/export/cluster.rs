//! A small catalogue and the scenario that most exports are tested on: 400 pods of 50m and 64 MiB.

use crate::testing;
use export::{Config, ConfigFile, Subject};
use model::catalog::instance_type::*;
use model::catalog::*;
use model::evaluation::Evaluation;
use model::plan::Plan;
use model::scenario::os::Os;
use model::scenario::owner::Owner;
use model::scenario::*;
use model::units::*;
use std::sync::Arc;

/// Owner and OS of the nodes.
pub type Nodes = (Owner, Os);
pub const MANAGED: Nodes = (Owner::ManagedNodeGroup, Os::Al2023);
pub const SELF_MANAGED: Nodes = (Owner::SelfManaged, Os::Al2023);
pub const KARPENTER: Nodes = (Owner::Karpenter, Os::Al2023);
pub const BOTTLEROCKET: Nodes = (Owner::SelfManaged, Os::Bottlerocket);
pub const AUTO_MODE: Nodes = (Owner::AutoMode, Os::Al2023);

/// These settings on such nodes.
pub fn with((owner, chosen_os): Nodes, node: NodeSettings) -> NodeSettings {
    NodeSettings { owner, chosen_os, ..node }
}

/// The link of the scenario in the files.
pub const LINK: &str = "https://berth.example/s/k3x9";

fn instance_type(name: &str, vcpu: u32, memory: u32, enis: u32, ipv4_per_eni: u32) -> InstanceType {
    InstanceType {
        arch: if name.starts_with("m7g") { Arch::Arm64 } else { Arch::X86_64 },
        local_nvme_gb: if name.starts_with("m5d") { 75 } else { 0 },
        encryption_in_transit: name.starts_with("m7"),
        in_2018: false,
        ..testing::instance_type(name, vcpu, memory, enis, ipv4_per_eni)
    }
}

/// Six types as EC2 has them, with us-east-1's prices, and one of the article's day.
pub fn catalog() -> Catalog {
    let listed = [
        ("m5.large", 2, 8_192, 3, 10, 96_000),
        ("m5.xlarge", 4, 16_384, 4, 15, 192_000),
        ("c5.large", 2, 4_096, 3, 10, 85_000),
        ("m5a.large", 2, 8_192, 3, 10, 86_000),
        ("m5d.large", 2, 8_192, 3, 10, 113_000),
        ("m7g.large", 2, 8_192, 3, 10, 81_600),
    ];
    let offer = |hourly| Offer {
        offered: true,
        on_demand: Some(OnDemand { hourly: MicroUsd(hourly), kind: PriceKind::Published, as_of: None }),
        spot_savings: Some(BasisPoints(6_200)),
        reserved: None,
        auto_mode: None,
    };
    Catalog {
        version: "2026-11-01.1".into(),
        region: Region {
            code: "us-east-1".into(),
            location: "US East (N. Virginia)".into(),
            on_demand_as_of: "2026-07-20".into(),
            availability_known: true,
        },
        spot_as_of: "2025-06-01".into(),
        reserved_as_of: None,
        auto_mode_as_of: None,
        types: listed.iter().map(|(name, v, m, e, i, _)| instance_type(name, *v, *m, *e, *i)).collect(),
        offers: listed.iter().map(|(.., hourly)| offer(*hourly)).collect(),
        history: [testing::m5_large_of_2018()].into(),
    }
}

/// 400 pods of 50m and 64 MiB on m5.large, one subnet.
pub fn scenario() -> Scenario {
    let pods = PodProfile { pods: 400, cpu: MilliCpu(50), memory: Mib(64), ..PodProfile::default() };
    Scenario { profiles: vec![pods], chosen: Some("m5.large".into()), ..Scenario::version_1() }
}

/// A scenario with all that is worked out of it.
pub struct Worked(pub Evaluation);

impl Worked {
    pub fn out(scenario: Scenario) -> Worked {
        Worked::on(catalog(), scenario)
    }

    pub fn on(catalog: Catalog, scenario: Scenario) -> Worked {
        Worked(Evaluation::of(Arc::new(catalog), scenario))
    }

    pub fn catalog(&self) -> &Catalog {
        self.0.catalog()
    }

    pub fn scenario(&self) -> &Scenario {
        self.0.scenario()
    }

    pub fn plan(&self) -> &Plan {
        self.0.plan()
    }

    pub fn subject(&self) -> Subject<'_> {
        Subject::of(&self.0, LINK)
    }

    #[track_caller]
    pub fn files(&self) -> Vec<ConfigFile> {
        Config::of(self.subject()).expect("m5.large can").files()
    }
}
