//! The article's calculator of November 2018, literally.
//!
//! `pods = min(100, E*S - D)` with D = 4 daemonsets that each take an address, on the types, limits
//! and us-east-1 prices of its day: those in the limits table of VPC CNI v1.3.0. What leaves no pod is
//! unusable. CPU and memory are not looked at.

use crate::catalog::{Catalog, HistoryIndex, HistoryType, TypeRef};
use crate::node::capacity::Capacity;
use crate::node::limit::{Limit, PodsByLimit};
use crate::plan::candidate::{Candidate, Plan, Rejected, by_name, ranked};
use crate::plan::cost::{Bill, Confidence, NodePrice, nodes_for};
use crate::plan::eligibility::Reason;
use crate::scenario::{ArticleSettings, CapOrder, Era, Scenario};
use crate::units::MicroUsd;

/// Ranks the table of 2018 by price per pod.
pub fn plan(catalog: &Catalog, scenario: &Scenario) -> Plan {
    let mut candidates = Vec::with_capacity(catalog.history.len());
    let mut rejected = Vec::new();
    for index in catalog.indices_2018() {
        match judge(catalog, scenario, index) {
            Ok(candidate) => candidates.push(candidate),
            Err(reason) => rejected.push(Rejected { index: TypeRef::Of2018(index), reason }),
        }
    }
    let keys = candidates.iter().map(|c| (c.fleet.per_slot, c.fleet.monthly)).collect();
    Plan { era: Era::Article, candidates: ranked(catalog, candidates, keys), rejected: by_name(catalog, rejected) }
}

/// Pods per node as the article counts them, limit by limit.
///
/// m5.large (3 x 10): addresses `3 * 9 - 4 = 23`, cap 100. m5.24xlarge (15 x 50): addresses
/// `15 * 49 - 4 = 731`, cap 100, or 96 where the cap counts daemonsets too.
pub fn pods(t: &HistoryType, settings: &ArticleSettings) -> PodsByLimit {
    let addresses = t.enis * t.ipv4_per_eni.saturating_sub(1);
    let cap = match settings.cap_order {
        CapOrder::AfterDaemonSets => settings.pod_cap,
        CapOrder::BeforeDaemonSets => settings.pod_cap.saturating_sub(settings.daemonsets),
    };
    let mut by = PodsByLimit::unlimited();
    by.set(Limit::Addresses, addresses.saturating_sub(settings.daemonsets));
    by.set(Limit::MaxPods, cap);
    by
}

/// One type of 2018 on its own, whatever its rank: what its page shows.
pub fn judge(catalog: &Catalog, scenario: &Scenario, index: HistoryIndex) -> Result<Candidate, Reason> {
    let t = catalog.type_of_2018(index);
    if !t.in_vpc_cni {
        return Err(Reason::NotInVpcCni2018);
    }
    let hourly = t.hourly.ok_or(Reason::NoPrice)?;
    let by_limit = pods(t, &scenario.article);
    let capacity = Capacity {
        by_limit,
        pods: by_limit.least().unwrap_or(0),
        max_pods: scenario.article.pod_cap,
        addresses: Some(t.enis * t.ipv4_per_eni.saturating_sub(1)),
        allocatable: None,
    };
    if capacity.pods == 0 {
        return Err(Reason::NoRoom(capacity.binding()));
    }
    let pods = scenario.pods();
    // The sheet knows no least number of nodes.
    let nodes = nodes_for(pods, capacity.pods, 1);
    let month = MicroUsd(hourly.0 * u64::from(scenario.hours_per_month));
    let bill = Bill { nodes, pods, per_node: capacity.pods, node_month: month };
    let (fee, disks, billed_hours) = (MicroUsd(0), MicroUsd(0), scenario.hours_per_month);
    let price = NodePrice { hourly, fee, disks, billed_hours, month, confidence: Confidence::Published };
    Ok(Candidate { index: TypeRef::Of2018(index), price, capacity, fleet: bill.fleet(), stranded: None })
}
