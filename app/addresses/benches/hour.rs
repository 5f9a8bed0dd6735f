//! Prints how long an hour of 1,000 nodes and 30,000 pods takes to simulate natively: `cargo bench -p addresses --bench hour`.
//! `npm run bench-addresses` in `end2end` prints the same for a browser's worker.

#[path = "../tests/everywhere/figures.rs"]
#[allow(dead_code, reason = "the comparison takes the rest")]
mod figures;

use std::time::Instant;

/// Runs, of which the first warms up.
const RUNS: usize = 6;

fn main() {
    let mut times = Vec::new();
    for _ in 0..RUNS {
        let start = Instant::now();
        let asked = figures::an_hour();
        times.push(start.elapsed());
        assert!(asked > 30_000, "{asked} pods asked for an address");
    }
    times.remove(0);
    times.sort();
    let [half, most] = [times[times.len() / 2], times[times.len() - 1]].map(|time| time.as_secs_f64());
    let what = "an hour of 1,000 nodes and 30,000 pods, native: p50 / most";
    println!("{what:<64}{half:>10.2} / {most:.2} s{:>14}", "1 s");
}
