//! How long a chart of 1,000 types takes, and how long its text is: `cargo bench -p charts`.

use charts::{Picture, Point, Size, cost_per_pod, nearest};
use model::node::limit::Limit;
use model::units::MicroUsd;
use std::hint::black_box;
use std::time::{Duration, Instant};

const TYPES: u32 = 1_000;
const RUNS: u32 = 500;

fn main() {
    let points: Vec<Point> = (0..TYPES).map(spread_out).collect();
    for (name, size) in [("column", Size::COLUMN), ("wide", Size::WIDE)] {
        let picture = Picture { size, title: "Cost per pod", desc: "Every type" };
        let bytes = cost_per_pod(&points, Some(0), &picture).len();
        let draw = best(|| cost_per_pod(black_box(&points), Some(0), &picture).len());
        let find = best(|| nearest(black_box(&points), None, size, (120, 90)).unwrap_or(0));
        println!("{name}: {TYPES} points drawn in {draw:?}, nearest found in {find:?}, {bytes} bytes");
    }
}

/// Pods per node 1 to 250 and costs $0.50 to $80, without a pattern that would share pixels.
fn spread_out(n: u32) -> Point {
    let (a, b) = (n * 7_919 % 1_009, n * 104_729 % 1_013);
    let cost = 500_000 + u64::from(b).pow(3) * 79_500_000 / 1_013_u64.pow(3);
    Point { pods_per_node: 1 + a * 249 / 1_009, cost_per_pod: MicroUsd(cost), binding: Limit::ALL[(n % 5) as usize] }
}

/// The fastest run: what the work takes when nothing else does.
fn best(mut run: impl FnMut() -> usize) -> Duration {
    let mut best = Duration::MAX;
    for _ in 0..RUNS {
        let start = Instant::now();
        black_box(run());
        best = best.min(start.elapsed());
    }
    best
}
