//! How good fleets of 240 random mixes are and how long they take, over the real catalogue of us-east-1.
//!
//! `cargo bench -p fleet` prints gaps and times of both stages. Compare times within one run.

use catalog_files::{Files, parse};
use fleet::curves::{SCALES, by_replicas};
use fleet::offers::offers;
use fleet::options::Options;
use fleet::plan::Planner;
use fleet::problem::Problem;
use fleet::reduce::reduce;
use fleet::search::{Search, Settings};
use model::catalog::Catalog;
use model::random::Random;
use model::scenario::{PodProfile, Scenario};
use model::units::{Mib, MilliCpu};
use std::sync::Arc;
use std::time::Duration;

fn main() {
    let catalogs = parse(&Files::embedded()).map(|figures| figures.catalogs()).unwrap_or_default();
    let Some(catalog) = catalogs.into_iter().find(|c| c.region.code == "us-east-1") else {
        eprintln!("The carried catalogue has no us-east-1.");
        std::process::exit(1);
    };
    let mixes: u64 = std::env::var("MIXES").ok().and_then(|n| n.parse().ok()).unwrap_or(240);
    let seconds: u64 = std::env::var("SECONDS_OF_B").ok().and_then(|n| n.parse().ok()).unwrap_or(1);
    let types = std::env::var("TYPES").unwrap_or("32 3".into());
    for types in types.split(' ').filter_map(|n| n.parse().ok()) {
        many(&catalog, mixes, types, Duration::from_secs(seconds));
    }
    if std::env::var_os("NO_PLANNERS").is_none() {
        planners(&Arc::new(catalog), mixes / 4);
    }
}

/// A mix of 2 to 15 profiles whose sizes and replicas spread over orders of magnitude.
fn mix(seed: u64, profiles: Option<u64>) -> Vec<PodProfile> {
    let mut random = Random::of(seed);
    let count = profiles.unwrap_or(2 + random.modulo(14));
    let pick = |random: &mut Random, from: &[u32]| from[random.modulo(from.len() as u64) as usize];
    (0..count)
        .map(|n| {
            let cpu = pick(&mut random, &[50, 100, 100, 200, 250, 250, 500, 500, 750, 1_000, 1_500, 2_000, 4_000]);
            let per_core = pick(&mut random, &[512, 1_024, 2_048, 2_048, 4_096, 4_096, 8_192, 16_384]);
            let pods = pick(&mut random, &[1, 2, 3, 5, 8, 10, 15, 20, 30, 50, 80, 120, 200, 400]);
            let memory = (u64::from(cpu) * u64::from(per_core) / 1_000).max(64);
            PodProfile {
                name: format!("workload {n}"),
                pods,
                cpu: MilliCpu(cpu),
                memory: Mib((memory as u32).div_ceil(64) * 64),
                ..PodProfile::default()
            }
        })
        .collect()
}

/// Time that this thread has run, which others on the machine do not lengthen.
#[derive(Clone, Copy)]
struct Start(u64);

impl Start {
    fn now() -> Start {
        // Brings the count up to date, which ticks alone do every few milliseconds only.
        std::thread::yield_now();
        let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
        Start(text.split(' ').next().and_then(|ns| ns.parse().ok()).unwrap_or(0))
    }

    fn elapsed(self) -> Duration {
        Duration::from_nanos(Start::now().0 - self.0)
    }
}

/// The parts of what a worker does for a scenario: what is had and compared, stage A, the fleet to be shown.
fn planners(catalog: &Arc<Catalog>, mixes: u64) {
    let options = Options::default();
    let mut parts: [Vec<f64>; 4] = Default::default();
    for seed in 0..mixes {
        let scenario = Scenario { profiles: mix(seed, Some(15)), ..Scenario::default() };
        let mut start = Start::now();
        let mut lap = |part: usize| {
            parts[part].push(start.elapsed().as_secs_f64() * 1e3);
            start = Start::now();
        };
        let Ok(mut planner) = Planner::of(catalog.clone(), scenario.clone(), &options) else { continue };
        lap(0);
        planner.run(0);
        lap(1);
        let _ = planner.fleet();
        lap(2);
        let _ = by_replicas(catalog, &scenario, &options, &SCALES, 0);
        lap(3);
    }
    println!("{mixes} mixes of 15 workloads, as a worker plans them:");
    for (name, values) in ["begun", "stage A", "shown", "curve of 10 points"].iter().zip(&parts) {
        line(&format!("{name}, ms"), values);
    }
}

fn part(share: f64, values: &[f64]) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    values[((values.len() - 1) as f64 * share) as usize]
}

fn line(name: &str, values: &[f64]) {
    let [p50, p90, p95, max] = [0.5, 0.9, 0.95, 1.0].map(|share| part(share, values));
    println!("  {name}: p50 {p50:.3}, p90 {p90:.3}, p95 {p95:.3}, max {max:.3}");
}

struct Seen {
    prepare: Duration,
    a: Duration,
    b: Duration,
    gap_a: f64,
    gap_b: f64,
    work_a: u64,
    work_b: u64,
    is_proved: bool,
    kinds: usize,
    seed: u64,
    cost: u64,
    cost_a: u64,
    bound_a: u64,
    bound: u64,
    profiles: usize,
    pods: u32,
    phases: Vec<(&'static str, f64)>,
}

fn solve(catalog: &Catalog, profiles: Vec<PodProfile>, types: usize, most: Duration, seed: u64) -> Seen {
    let scenario = Scenario { profiles, ..Scenario::default() };
    let start = Start::now();
    let problem: Problem = {
        let all = offers(catalog, &scenario, &Options::default());
        let demand = all.problem.demand();
        reduce(&all.problem, &demand, all.problem.min_nodes, &|_| true).problem
    };
    let (prepare, kinds) = (start.elapsed(), problem.kinds.len());
    let start = Start::now();
    let mut search = Search::of(problem, Settings { most_kinds: types, enough: 0, seed: 1 });
    let mut phases: Vec<(&'static str, f64)> = Vec::new();
    while !search.is_rounded() {
        let (phase, before) = (search.phase(), search.work());
        search.step();
        let took = (search.work() - before) as f64 / 1e3;
        match phases.iter_mut().find(|(known, _)| *known == phase) {
            Some((_, all)) => *all += took,
            None => phases.push((phase, took)),
        }
    }
    let gap = |search: &Search| {
        let cost = search.best().map_or(0, |best| best.cost) as f64;
        (cost - search.bound() as f64) / search.bound().max(1) as f64
    };
    let (a, gap_a, work_a) = (start.elapsed(), gap(&search), search.work());
    let (cost_a, bound_a) = (search.best().map_or(0, |best| best.cost), search.bound());
    while !search.is_over() && start.elapsed() < most {
        search.step();
    }
    let is_proved = search.best().is_some_and(|best| best.cost == search.bound());
    let cost = search.best().map_or(0, |best| best.cost);
    Seen {
        prepare,
        a,
        b: start.elapsed(),
        gap_a,
        gap_b: gap(&search),
        work_a,
        work_b: search.work(),
        is_proved,
        kinds,
        seed,
        cost,
        cost_a,
        bound_a,
        bound: search.bound(),
        profiles: search.problem().items.len(),
        pods: search.problem().demand().iter().sum(),
        phases,
    }
}

fn many(catalog: &Catalog, mixes: u64, types: usize, most: Duration) {
    let first: u64 = std::env::var("FIRST_MIX").ok().and_then(|n| n.parse().ok()).unwrap_or(0);
    let all: Vec<Seen> =
        (first..first + mixes).map(|seed| solve(catalog, mix(seed, None), types, most, seed)).collect();
    let of = |f: &dyn Fn(&Seen) -> f64| -> Vec<f64> { all.iter().map(f).collect() };
    let ms = |d: Duration| d.as_secs_f64() * 1_000.0;
    let below = |gap: f64, f: &dyn Fn(&Seen) -> f64| {
        100.0 * of(f).iter().filter(|g| **g < gap).count() as f64 / all.len() as f64
    };
    println!("{mixes} mixes, at most {types} types:");
    line("prepare, ms", &of(&|s| ms(s.prepare)));
    line("kinds", &of(&|s| s.kinds as f64));
    line("stage A, ms", &of(&|s| ms(s.a)));
    line("stage A, gap %", &of(&|s| 100.0 * s.gap_a));
    println!("  stage A, gap < 1 %: {:.1} %, < 2 %: {:.1} %", below(0.01, &|s| s.gap_a), below(0.02, &|s| s.gap_a));
    line("stage B, ms", &of(&|s| ms(s.b)));
    line("stage B, gap %", &of(&|s| 100.0 * s.gap_b));
    println!(
        "  stage B, proved: {:.1} %",
        100.0 * all.iter().filter(|s| s.is_proved).count() as f64 / all.len() as f64
    );
    let rate = |time: f64, work: f64| time * 1e6 / work.max(1.0);
    line("ns a unit of work, A", &of(&|s| rate(ms(s.a), s.work_a as f64)));
    line("ns a unit of work, B", &of(&|s| rate(ms(s.b), s.work_b as f64)));
    let mut phases: Vec<(&str, f64)> = Vec::new();
    for (phase, ms) in all.iter().flat_map(|s| &s.phases) {
        match phases.iter_mut().find(|(known, _)| known == phase) {
            Some((_, all)) => *all += ms,
            None => phases.push((phase, *ms)),
        }
    }
    println!("  stage A, thousands of units of work by phase: {phases:.0?}");
    let above = |f: &dyn Fn(&Seen) -> (u64, u64)| -> Vec<f64> {
        all.iter().map(f).map(|(more, less)| 100.0 * (more as f64 - less as f64) / less.max(1) as f64).collect()
    };
    line("stage A, cost above that of B, %", &above(&|s| (s.cost_a, s.cost)));
    line("stage A, bound below that of B, %", &above(&|s| (s.bound, s.bound_a)));
    if std::env::var_os("SHOW").is_some() {
        for s in &all {
            let above = |a: u64, b: u64| 100.0 * (a as f64 - b as f64) / b as f64;
            println!(
                "    {}: {} profiles, {} pods, cost {}; A {:.1} ms {:.3} % (cost +{:.3} %, bound -{:.3} %), B {:.0} ms {:.3} % {} {:.1?}",
                s.seed,
                s.profiles,
                s.pods,
                s.cost,
                ms(s.a),
                100.0 * s.gap_a,
                above(s.cost_a, s.cost),
                above(s.bound, s.bound_a),
                ms(s.b),
                100.0 * s.gap_b,
                s.is_proved,
                s.phases
            );
        }
    }
}
