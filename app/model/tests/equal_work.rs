//! Equal work: a plan with requests sized on a family is, type by type, the plan with the requests that do the same work
//! there. The requests are worked out here anew, in fractions.

mod generate;
#[path = "../src/testing.rs"]
mod testing;

use generate::catalogs::catalog;
use generate::config;
use generate::scenarios::Spread::Plausible;
use generate::scenarios::{of_one_profile, scenario};
use model::catalog::Catalog;
use model::catalog::instance_type::{InstanceType, Work};
use model::node::equal_work::{families, problem};
use model::node::supply::Supply;
use model::node::workload::Workload;
use model::plan::best::{best_by_mode, best_in};
use model::plan::eligibility::Reason;
use model::plan::node_count::NodeCount;
use model::plan::packing::{check, least_nodes, packing};
use model::plan::{Candidate, judge, judge_in_mode, plan};
use model::scenario::link::{from_query, to_query};
use model::scenario::network_mode::MODES;
use model::scenario::{Era, PodProfile, Scenario};
use model::units::{Mib, MilliCpu};
use proptest::prelude::*;

/// A family of the generated catalogue, one that is unknown among them.
fn family() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["m5", "c5", "m8i", "m7i-flex", "nothing"]).prop_map(String::from)
}

/// What a vCPU of a type is worth, hundredths; `None` where it cannot be told. The least over the benchmarks of both,
/// against the reference's nearest virtual size.
fn worth(catalog: &Catalog, family: &str, t: &InstanceType) -> Option<u32> {
    let of_family = |t: &&InstanceType| t.name.split('.').next() == Some(family) && !t.burstable && t.work.is_some();
    let all: Vec<&InstanceType> = catalog.types.iter().filter(of_family).collect();
    let virtual_ones: Vec<&InstanceType> = all.iter().copied().filter(|t| !t.is_bare_metal()).collect();
    let references = if virtual_ones.is_empty() { all } else { virtual_ones };
    let apart = |r: &&InstanceType| {
        let (a, b) = (f64::from(t.vcpu), f64::from(r.vcpu));
        (a / b).max(b / a)
    };
    let nearest = references.iter().min_by(|a, b| apart(a).total_cmp(&apart(b)).then(a.vcpu.cmp(&b.vcpu)))?.vcpu;
    if t.name.split('.').next() == Some(family) {
        return Some(100);
    }
    let best = |i: usize| {
        let same = references.iter().filter(|r| r.vcpu == nearest);
        same.filter_map(|r| r.work.and_then(|work| work.per_vcpu[i])).max()
    };
    let own = t.work?;
    (0..3).filter_map(|i| Some(own.per_vcpu[i]? as u64 * 100 / u64::from(best(i)?))).map(|n| n.max(1) as u32).min()
}

/// The scenario with the requests that do the same work at such a worth, a vCPU counting as a vCPU.
fn with_requests(s: &Scenario, worth: u32) -> Scenario {
    let mut written = Scenario { sized_on: None, ..s.clone() };
    for profile in &mut written.profiles {
        let need = (f64::from(profile.cpu.0) * 100.0 / f64::from(worth)).ceil();
        profile.cpu = MilliCpu(need as u32);
    }
    written
}

proptest! {
    #![proptest_config(config(600))]

    #[test]
    fn one_workload_is_planned_with_the_request_to_write(
        catalog in catalog(), s in of_one_profile(Era::Today, Plausible), family in family()
    ) {
        // Whether hardware must encrypt is a question of all types together, each with its own requests.
        let s = Scenario { sized_on: Some(family.clone()), answers: Default::default(), ..s };
        for index in catalog.indices() {
            let t = catalog.instance_type(index);
            let judged = judge(&catalog, &s, index);
            match (worth(&catalog, &family, t), judged) {
                (None, judged) => {
                    let vcpu_for_vcpu = judge(&catalog, &Scenario { sized_on: None, ..s.clone() }, index);
                    // What the world or a filter rules out keeps its reason.
                    let expected = match vcpu_for_vcpu {
                        Err(reason) if !matches!(reason, Reason::NoRoom(_) | Reason::NoRoomForDaemonSets(_)) => reason,
                        _ => Reason::NotMeasured,
                    };
                    prop_assert_eq!(judged.map(|c| c.fleet), Err(expected), "{:?}", t);
                }
                (Some(worth), judged) => {
                    let written = judge(&catalog, &with_requests(&s, worth), index);
                    prop_assert_eq!(judged, written, "{} {:?}", worth, t);
                }
            }
        }
    }

    #[test]
    fn several_workloads_break_no_limit_and_need_no_fewer_nodes_than_ranked(
        catalog in catalog(), s in scenario(Era::Today, Plausible), family in family()
    ) {
        let s = Scenario { sized_on: Some(family), ..s };
        let workload = Workload::of(&s).sized(&catalog);
        for c in plan(&catalog, &s).candidates.iter().filter_map(Candidate::today) {
            let t = catalog.instance_type(c.index);
            let packed = packing(t, &workload);
            prop_assert_eq!(check(t, &workload, &packed), vec![], "{:?}", t);
            prop_assert_eq!(NodeCount::of(&s).with(packed.nodes()), c.fleet.nodes, "{:?}", t);
            prop_assert!(least_nodes(&workload, &Supply::of(t, &workload)) <= packed.nodes(), "{:?}", t);
        }
    }

    #[test]
    fn the_best_of_every_mode_is_the_plans(catalog in catalog(), s in scenario(Era::Today, Plausible), family in family()) {
        let s = Scenario { sized_on: Some(family), ..s };
        for (facts, best) in MODES.iter().zip(best_by_mode(&catalog, &s)) {
            let in_mode = Scenario { mode: facts.mode, ..s.clone() };
            let first = plan(&catalog, &in_mode).best().and_then(Candidate::today);
            prop_assert_eq!(best, first, "{:?}", facts.mode);
            prop_assert_eq!(best_in(&catalog, &s, facts.mode), first, "{:?}", facts.mode);
            if let Some(best) = best {
                prop_assert_eq!(judge_in_mode(&catalog, &s, facts.mode, best.index), Ok(best));
            }
        }
    }
}

fn measured(name: &str, vcpu: u32, per_vcpu: [u32; 3]) -> InstanceType {
    InstanceType {
        work: Some(Work { per_vcpu: per_vcpu.map(Some) }),
        ..testing::instance_type(name, vcpu, 8_192, 3, 10)
    }
}

/// m5.large, a type worth 2.7 of it, a burstable one, and one that nobody measured.
fn small() -> Catalog {
    use model::catalog::{Offer, OnDemand, PriceKind, Region};
    use model::units::MicroUsd;
    let types = [
        measured("m5.large", 2, [32_000, 2_800, 600]),
        measured("m8a.large", 2, [158_000, 7_600, 2_500]),
        testing::instance_type("m9x.large", 2, 8_192, 3, 10),
        InstanceType { burstable: true, ..measured("t3.large", 2, [9_600, 840, 180]) },
    ];
    let offer = Offer {
        offered: true,
        on_demand: Some(OnDemand { hourly: MicroUsd(100_000), kind: PriceKind::Published, as_of: None }),
        spot_savings: None,
        reserved: None,
        auto_mode: None,
    };
    Catalog {
        version: "2026-11-28.1".into(),
        region: Region {
            code: "us-east-1".into(),
            location: "US East (N. Virginia)".into(),
            on_demand_as_of: "2026-07-20".into(),
            availability_known: true,
        },
        spot_as_of: "2025-06-28".into(),
        reserved_as_of: None,
        auto_mode_as_of: None,
        offers: vec![offer; types.len()],
        types: types.into(),
        history: [].into(),
    }
}

#[test]
fn eight_vcpus_are_not_eight_vcpus() {
    let catalog = small();
    let light = PodProfile { memory: Mib(64), ..PodProfile::default() };
    let counted = Scenario { profiles: vec![light], ..Scenario::default() };
    let asked = Scenario { sized_on: Some("m5".into()), ..counted.clone() };
    let of = |name: &str, s: &Scenario| judge(&catalog, s, catalog.find(name).expect("a type"));
    // 1,730m left: 250m each on m5, ceil(250 / 2.71) = 93m on m8a.
    assert_eq!(of("m5.large", &asked).expect("planned").capacity.pods, 6);
    assert_eq!(of("m8a.large", &asked).expect("planned").capacity.pods, 18);
    assert_eq!(of("m8a.large", &counted).expect("planned").capacity.pods, 6, "off by default");
    assert_eq!(of("m9x.large", &asked).err(), Some(Reason::NotMeasured));
}

#[test]
fn only_families_that_were_measured_and_do_not_burst_can_be_named() {
    let catalog = small();
    assert_eq!(families(&catalog), ["m5", "m8a"]);
    let of = |family: &str| problem(&catalog, &Scenario { sized_on: Some(family.into()), ..Scenario::default() });
    assert_eq!(of("m5"), None);
    let said = of("t3").expect("a problem").to_string();
    assert_eq!(
        said,
        "sized_on: \u{201c}t3\u{201d} is not allowed; it takes a family whose vCPUs were measured and that has them all day (m5, m8a), or nothing"
    );
}

#[test]
fn a_link_keeps_the_family() {
    let s = Scenario { sized_on: Some("m7i-flex".into()), ..Scenario::default() };
    let decoded = from_query(&to_query(&s));
    assert_eq!((decoded.scenario, decoded.problems), (s, vec![]));
    assert_eq!(from_query("v=1&sized_on=").scenario.sized_on, None);
    assert_eq!(from_query("v=1&sized_on=m5%3B").problems.len(), 1, "a family is a word");
}
