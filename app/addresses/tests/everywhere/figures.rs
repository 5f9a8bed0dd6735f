//! Setups and what they come to: the same on every machine, whatever it is compiled to.

use addresses::simulate::ec2::Action;
use addresses::simulate::pool::Shape;
use addresses::simulate::run;
use addresses::simulate::setup::{Event, GroupSetup, Setup, SubnetSetup, Times, ZoneSetup};
use addresses::simulate::throttle::Throttle;
use addresses::targets::Targets;

/// What a run came to: pods that asked, that waited, how long all of them, calls, least free address and block, refused.
pub type Figures = (u32, usize, u64, u64, u32, u32, u64);

/// How many setups there are.
pub const CASES: usize = 8;

/// The figures of a setup.
pub fn figures(case: u64) -> Figures {
    let Some(report) = run(&setup(case)) else { return Figures::default() };
    let waited: u64 = report.waits.iter().map(|wait| u64::from(*wait)).sum();
    let least = |of: &[u32]| of.iter().min().copied().unwrap_or(0);
    (
        report.asked,
        report.waits.len(),
        waited,
        report.all_calls() * 1_000 + report.calls_of(Action::Create),
        least(&report.least_free),
        least(&report.least_blocks),
        report.throttled,
    )
}

/// Two zones and nodes of one kind, of many sizes.
fn setup(case: u64) -> Setup {
    let pick = |of: &[u32]| of[case as usize % of.len()];
    let prefixes = case % 2 == 1;
    let subnet = |name: &str| SubnetSetup { name: name.into(), length: pick(&[20, 22, 24]), used: pick(&[0, 40, 100]) };
    let zone = |i: usize| ZoneSetup { name: i.to_string(), nodes: vec![i], pods: Vec::new() };
    let shape = Shape { enis: 4, slots: pick(&[9, 14]), prefixes, custom: false, max_pods: 58 };
    let group = GroupSetup {
        name: "node".into(),
        shape,
        nodes: pick(&[5, 20, 60]),
        pods: 20,
        room: 26,
        daemons: 2,
        zone: None,
    };
    let events = [
        Event::Rolling { surge: 25, unavailable: 25 },
        Event::FromZero,
        Event::ZoneLost,
        Event::Upgrade { at_once: 3 },
        Event::Burst { pods: 60, lives: 40, every: 90 },
    ];
    Setup {
        subnets: vec![subnet("a"), subnet("b")],
        zones: vec![zone(0), zone(1)],
        groups: vec![group],
        targets: Targets { addresses: pick(&[0, 2, 0, 5]), ..Targets::default() },
        event: events[case as usize % events.len()],
        churn_per_minute: pick(&[0, 3]),
        times: Times::default(),
        throttle: (case % 3 == 2).then_some(Throttle { tokens: 4, per_second: 1 }),
        seconds: 900,
        seed: case,
    }
}

/// An hour of 1,000 nodes with 30,000 pods: how many asked for an address.
#[allow(dead_code, reason = "the measurement takes it")]
pub fn an_hour() -> u32 {
    let subnet = |name: &str| SubnetSetup { name: name.into(), length: 16, used: 0 };
    let shape = Shape { enis: 4, slots: 14, prefixes: false, custom: false, max_pods: 58 };
    let group = GroupSetup { name: "node".into(), shape, nodes: 1_000, pods: 30, room: 34, daemons: 2, zone: None };
    let all = Setup {
        subnets: ["a", "b", "c"].map(subnet).to_vec(),
        zones: (0..3).map(|i| ZoneSetup { name: i.to_string(), nodes: vec![i], pods: Vec::new() }).collect(),
        groups: vec![group],
        event: Event::Rolling { surge: 25, unavailable: 25 },
        churn_per_minute: 1,
        throttle: None,
        seconds: 3_600,
        seed: 1_000,
        targets: Targets::default(),
        times: Times::default(),
    };
    run(&all).map_or(0, |report| report.asked)
}
