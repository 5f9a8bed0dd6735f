//! How long the model takes over the real catalogue of us-east-1: one workload and thirty, a plan and every mode.
//!
//! `cargo bench -p catalog_files --bench plan` prints medians. Compare them within one run.

use catalog_files::{Files, parse};
use model::catalog::Catalog;
use model::evaluation::Evaluation;
use model::modes::Which;
use model::plan::best::best_by_mode;
use model::plan::plan;
use model::scenario::{Filters, MAX_PROFILES, PodProfile, Scenario};
use model::units::{Mib, MilliCpu};
use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

fn main() {
    let catalogs = parse(&Files::embedded()).map(|figures| figures.catalogs()).unwrap_or_default();
    let Some(catalog) = catalogs.into_iter().find(|c| c.region.code == "us-east-1") else {
        eprintln!("The carried catalogue has no us-east-1.");
        std::process::exit(1);
    };
    let catalog = Arc::new(catalog);
    let one = Scenario { filters: Filters::open(), ..Scenario::default() };
    for (name, scenario) in [
        ("one workload", one.clone()),
        ("30 workloads", Scenario { profiles: mix(0), ..one.clone() }),
        ("30 workloads, a third with volumes", Scenario { profiles: mix(1), ..one }),
    ] {
        print(name, &catalog, &scenario);
    }
}

/// Thirty workloads from small to large, each third of them with so many EBS volumes a pod.
fn mix(volumes: u32) -> Vec<PodProfile> {
    let profile = |n: u32| PodProfile {
        name: format!("workload {n}"),
        pods: 5 + n * 37 % 120,
        cpu: MilliCpu(50 + n * n * 3),
        memory: Mib(64 + n * 7_919 % 4_096),
        volumes: if n.is_multiple_of(3) { volumes } else { 0 },
        ..PodProfile::default()
    };
    (0..MAX_PROFILES as u32).map(profile).collect()
}

fn print(name: &str, catalog: &Arc<Catalog>, scenario: &Scenario) {
    let planned = plan(catalog, scenario).candidates.len();
    let plan_time = median(|| {
        black_box(plan(black_box(catalog), black_box(scenario)));
    });
    let bests = median(|| {
        black_box(best_by_mode(black_box(catalog), black_box(scenario)));
    });
    let verdict = median(|| {
        let e = Evaluation::of(catalog.clone(), scenario.clone());
        black_box(e.verdict(Which::Best));
    });
    println!("{name}: plan of {planned} types {plan_time} us, best of every mode {bests} us, verdict {verdict} us");
}

/// Micro-seconds, the median of many runs.
fn median(mut work: impl FnMut()) -> u128 {
    let mut times: Vec<u128> = (0..300)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_micros()
        })
        .collect();
    times.sort_unstable();
    times[times.len() / 2]
}
