//! Events over whole clusters: the books are right at every moment, the same seed gives the same run, and what is known of
//! each event comes out.

#[allow(dead_code, reason = "each test takes what it needs")]
mod common;

use addresses::simulate::ec2::Action;
use addresses::simulate::setup::{Event, GroupSetup, Setup, Times, ZoneSetup};
use addresses::simulate::throttle::Throttle;
use addresses::simulate::{run, run_audited};
use addresses::targets::Targets;
use common::{group, shape, zones};
use model::random::Random;

/// A small cluster of random nodes, subnets, targets and events.
fn random_setup(seed: u64) -> Setup {
    let mut random = Random::of(seed);
    let mut pick = |from: &[u32]| from[random.below(from.len() as u32) as usize];
    let prefixes = pick(&[0, 1]) == 1;
    let custom = pick(&[0, 0, 1]) == 1;
    let count = pick(&[1, 2, 3]) as usize;
    let (mut subnets, mut all) = zones(count, 22);
    for subnet in &mut subnets {
        subnet.length = pick(&[22, 24, 26, 27]);
        subnet.used = pick(&[0, 0, 7, 30]);
    }
    if custom {
        for (i, zone) in all.iter_mut().enumerate() {
            zone.pods.push(count + i);
        }
        let (mut more, _) = zones(count, pick(&[22, 24, 26]));
        subnets.append(&mut more);
    }
    let mut one = || {
        let pods = pick(&[0, 1, 5, 12]);
        let shape = addresses::simulate::pool::Shape {
            custom,
            ..shape(pick(&[2, 3, 4]), pick(&[3, 9, 14]), prefixes, pick(&[11, 29, 58, 110]))
        };
        GroupSetup { room: pods + pick(&[0, 1, 8]), daemons: pick(&[0, 2]), ..group(shape, pick(&[1, 2, 5]), pods) }
    };
    let groups = vec![one(), one()];
    let event = match pick(&[0, 1, 2, 3, 4, 5]) {
        0 => Event::Nothing,
        1 => Event::Rolling { surge: pick(&[0, 25, 100]), unavailable: pick(&[0, 25]) },
        2 => Event::Upgrade { at_once: pick(&[1, 3]) },
        3 => Event::ZoneLost,
        4 => Event::Burst { pods: pick(&[1, 20, 60]), lives: pick(&[5, 40]), every: pick(&[0, 60]) },
        _ => Event::FromZero,
    };
    let targets = Targets {
        addresses: pick(&[0, 0, 1, 5]),
        minimum: pick(&[0, 0, 10]),
        enis: pick(&[0, 1, 2]),
        prefixes: pick(&[0, 1, 2]),
    };
    let times = Times { boot: pick(&[0, 30_000]), ..Times::default() };
    let churn_per_minute = pick(&[0, 0, 6]);
    let throttle = match pick(&[0, 0, 1]) {
        0 => None,
        _ => Some(Throttle { tokens: pick(&[1, 2, 10]), per_second: pick(&[1, 5]) }),
    };
    Setup { subnets, zones: all, groups, targets, event, churn_per_minute, times, throttle, seconds: 400, seed }
}

#[test]
fn no_address_is_used_twice_and_none_is_lost() {
    for seed in 0..400 {
        let setup = random_setup(seed);
        let report = run_audited(&setup)
            .map_err(|fault| format!("seed {seed}: {fault}\n{setup:#?}"))
            .expect("the books are right");
        assert_eq!(report.samples.len(), 41, "seed {seed}");
        for (subnet, least) in setup.subnets.iter().zip(&report.least_free) {
            assert!(*least < 1 << (32 - subnet.length), "seed {seed}");
        }
    }
}

#[test]
fn the_same_seed_is_the_same_run() {
    for seed in 0..40 {
        let setup = random_setup(seed);
        assert_eq!(run(&setup), run(&setup), "seed {seed}");
    }
    let (one, other) = (random_setup(3), Setup { seed: 4, ..random_setup(3) });
    assert_ne!(run(&one), run(&other), "another seed is another run");
}

/// What 20 nodes with 22 of 27 addresses in use do when all pods are replaced: aws/amazon-vpc-cni-k8s issue 2804, where a
/// deployment failed in large subnets.
fn issue_2804(targets: Targets) -> Setup {
    let (subnets, zones) = zones(3, 19);
    let group = GroupSetup { room: 25, daemons: 2, ..group(shape(3, 9, false, 29), 20, 20) };
    let event = Event::Rolling { surge: 25, unavailable: 25 };
    let (churn_per_minute, times) = (0, Times::default());
    Setup {
        subnets,
        zones,
        groups: vec![group],
        targets,
        event,
        churn_per_minute,
        times,
        throttle: None,
        seconds: 900,
        seed: 2_804,
    }
}

#[test]
fn large_subnets_do_not_help_where_nodes_are_full() {
    let report = run(&issue_2804(Targets::default())).expect("the setup is sound");
    assert!(report.least_free.iter().all(|free| *free > 7_900), "{:?}", report.least_free);
    assert!(report.waits.len() > 10, "{} of {} waited", report.waits.len(), report.asked);
    assert!(report.wait(50).is_some_and(|wait| wait >= 10_000), "the kubelet tries again after 10 s at the earliest");
    assert_eq!(report.still_waiting, 0);
    // the ENIs are full: no target can add to them
    let more = run(&issue_2804(Targets { addresses: 30, ..Targets::default() })).expect("the setup is sound");
    assert!(more.waits.len() > 10, "{} waited", more.waits.len());
}

#[test]
fn a_burst_within_the_warm_addresses_waits_for_nothing() {
    let (subnets, zones) = zones(1, 22);
    // 5 of 9 addresses in use and a warm ENI: 13 are free
    let of = |pods, targets| {
        let group = GroupSetup { room: 29, ..group(shape(3, 9, false, 29), 1, 5) };
        let event = Event::Burst { pods, lives: 600, every: 0 };
        let (churn_per_minute, times) = (0, Times::default());
        let (subnets, zones) = (subnets.clone(), zones.clone());
        let setup = Setup {
            subnets,
            zones,
            groups: vec![group],
            targets,
            event,
            churn_per_minute,
            times,
            throttle: None,
            seconds: 300,
            seed: 1,
        };
        run(&setup).expect("the setup is sound")
    };
    assert_eq!((of(13, Targets::default()).asked, of(13, Targets::default()).waits.len()), (13, 0));
    assert_eq!(of(14, Targets::default()).waits.len(), 1);
    let tight = Targets { addresses: 2, ..Targets::default() };
    let waited = of(13, tight);
    assert_eq!(waited.waits.len(), 11, "two are warm");
    assert!(waited.wait(99).is_some_and(|wait| (10_000..=60_000).contains(&wait)), "{:?}", waited.waits);
    assert!(waited.calls_of(Action::Assign) + waited.calls_of(Action::Create) >= 2, "{:?}", waited.calls);
}

#[test]
fn nodes_that_are_replaced_need_twice_their_addresses_for_a_while() {
    let (subnets, zones) = zones(1, 22);
    let group = GroupSetup { room: 12, ..group(shape(3, 9, false, 29), 10, 10) };
    let of = |at_once| {
        let event = Event::Upgrade { at_once };
        let setup = Setup {
            subnets: subnets.clone(),
            zones: zones.clone(),
            groups: vec![group.clone()],
            targets: Targets::default(),
            event,
            churn_per_minute: 0,
            times: Times::default(),
            throttle: None,
            seconds: 3_600,
            seed: 7,
        };
        run_audited(&setup).expect("the books are right")
    };
    let (one, all) = (of(1), of(10));
    // 10 nodes with 3 ENIs of 10
    let before = 1_019 - 300;
    assert!(one.least_free[0] < before && one.least_free[0] >= before - 60, "{:?}", one.least_free);
    assert!(all.least_free[0] < one.least_free[0] - 100, "{:?} and {:?}", all.least_free, one.least_free);
    for report in [&one, &all] {
        let last = report.samples.last().expect("there are samples");
        assert_eq!((last.nodes, last.assigned, report.still_waiting), (10, 100, 0));
    }
}

#[test]
fn pods_of_a_lost_zone_find_addresses_in_the_others() {
    let (subnets, zones) = zones(3, 24);
    let group = GroupSetup { room: 20, ..group(shape(3, 9, false, 29), 9, 12) };
    let setup = Setup {
        subnets,
        zones,
        groups: vec![group],
        targets: Targets::default(),
        event: Event::ZoneLost,
        churn_per_minute: 0,
        times: Times::default(),
        throttle: None,
        seconds: 1_200,
        seed: 9,
    };
    let report = run_audited(&setup).expect("the books are right");
    let last = report.samples.last().expect("there are samples");
    assert_eq!((last.nodes, last.assigned, last.free[0]), (9, 108, 251));
    assert!(report.least_free[1] < report.samples[0].free[1] && report.least_free[2] < report.samples[0].free[2]);
}

/// A cluster that starts from nothing, in an account that may make few calls: no action is ever called more often than its
/// bucket allows, all pods get their addresses in the end, and they wait longer than where nothing is refused.
#[test]
fn an_account_that_may_ask_little_starts_later() {
    let (subnets, zones) = zones(2, 20);
    let of = |throttle| {
        let setup = Setup {
            subnets: subnets.clone(),
            zones: zones.clone(),
            groups: vec![GroupSetup { room: 20, daemons: 2, ..group(shape(3, 9, false, 29), 60, 18) }],
            targets: Targets::default(),
            event: Event::FromZero,
            churn_per_minute: 0,
            times: Times::default(),
            throttle,
            seconds: 1_800,
            seed: 60,
        };
        run_audited(&setup).expect("the books are right")
    };
    let (free, tight) = (of(None), of(Some(Throttle { tokens: 5, per_second: 1 })));
    assert_eq!((free.throttled, free.still_waiting, tight.still_waiting), (0, 0, 0));
    assert!(free.busiest_second > 5 * 5, "without a limit all nodes ask at once: {}", free.busiest_second);
    assert!(tight.throttled > 100, "{} were refused", tight.throttled);
    for action in Action::ALL {
        assert!(tight.calls_of(action) <= 5 + 1_800, "{action:?}: {}", tight.calls_of(action));
    }
    // in ten seconds at most a bucket and what comes back, of each of ten actions
    let calls: Vec<u32> = tight.samples.iter().map(|sample| sample.calls).collect();
    assert!(calls.iter().all(|calls| *calls <= 10 * (5 + 10)), "{calls:?}");
    // the last pool is full later: 60 nodes make two ENIs each, five and then one a second
    let full = |report: &addresses::simulate::report::Report| {
        let last = report.samples.last().map(|sample| sample.held);
        report.samples.iter().find(|sample| Some(sample.held) == last).map(|sample| sample.second)
    };
    assert_eq!(free.samples.last().map(|s| s.held), tight.samples.last().map(|s| s.held));
    assert!(full(&tight) >= Some(60 + 115) && full(&tight) > full(&free), "{:?} and {:?}", full(&tight), full(&free));
    assert!(tight.wait(99) > free.wait(99), "{:?} and {:?}", tight.wait(99), free.wait(99));
}

/// A /25 in which 60 addresses are scattered has 63 free ones and hardly a block: nodes with prefixes find none.
#[test]
fn scattered_addresses_leave_no_prefix() {
    let (mut subnets, zones) = zones(1, 25);
    subnets[0].used = 60;
    let setup = Setup {
        subnets,
        zones,
        groups: vec![group(shape(3, 9, true, 110), 2, 3)],
        targets: Targets::default(),
        event: Event::Nothing,
        churn_per_minute: 0,
        times: Times::default(),
        throttle: None,
        seconds: 600,
        seed: 25,
    };
    let report = run_audited(&setup).expect("the books are right");
    assert!(report.least_free[0] >= 60, "{:?} are free", report.least_free);
    assert_eq!((report.least_blocks[0], report.still_waiting), (0, 6));
    // asked at every step: with prefixes that fit no ENI it never waits two minutes
    assert!(report.refused > 5, "{} calls were refused", report.refused);
}

#[test]
fn a_zone_without_subnets_is_no_setup() {
    let (subnets, _) = zones(1, 24);
    let none = Setup { zones: Vec::new(), subnets: subnets.clone(), ..random_setup(1) };
    assert_eq!(run(&none), None);
    let empty = ZoneSetup { name: "a".into(), nodes: Vec::new(), pods: Vec::new() };
    assert_eq!(run(&Setup { zones: vec![empty], subnets, ..random_setup(1) }), None);
}

/// An hour of 1,000 nodes with 30,000 pods. The reach is a second natively; here it only must end soon.
#[test]
fn an_hour_of_a_thousand_nodes_is_simulated_at_once() {
    let (subnets, zones) = zones(3, 16);
    let group = GroupSetup { room: 34, daemons: 2, ..group(shape(4, 14, false, 58), 1_000, 30) };
    let setup = Setup {
        subnets,
        zones,
        groups: vec![group],
        targets: Targets::default(),
        event: Event::Rolling { surge: 25, unavailable: 25 },
        churn_per_minute: 1,
        times: Times::default(),
        throttle: None,
        seconds: 3_600,
        seed: 1_000,
    };
    let report = run(&setup).expect("the setup is sound");
    assert!(report.asked >= 30_000 + 59_000, "{}", report.asked);
    assert_eq!(report.samples.len(), 361);
}
