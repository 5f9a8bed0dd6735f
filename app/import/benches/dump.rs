//! How fast a dump of 100 MB is read, and how much memory that takes: `cargo bench -p import --bench dump`.

#[path = "../tests/support/generated.rs"]
#[allow(dead_code, reason = "tests take more of it")]
mod generated;

use serde::de::IgnoredAny;
use std::time::{Duration, Instant};

fn main() {
    let dump = generated::dump(100, 8_000);
    let bytes = dump.as_bytes();
    println!("a dump of {:.1} MB, 8,000 pods on 100 nodes", bytes.len() as f64 / 1e6);
    let before = peak_mib();
    let mut calls = 0;
    let (imported, first) = timed(|| import::read(bytes, &mut |_| calls += 1));
    let grown = peak_mib().saturating_sub(before);
    let best = (0..4).map(|_| timed(|| import::read(bytes, &mut |_| {})).1).min().unwrap_or(first).min(first);
    println!(
        "import::read  {} ({calls} calls of progress), {} workloads",
        speed(bytes.len(), best),
        imported.workloads.len()
    );
    println!("memory beyond the dump itself, at its highest: {grown} MiB");
    let skipped = timed(|| serde_json::from_slice::<IgnoredAny>(bytes).is_ok());
    println!("for comparison, serde_json that keeps nothing: {}", speed(bytes.len(), skipped.1));
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let begin = Instant::now();
    (work(), begin.elapsed())
}

fn speed(bytes: usize, time: Duration) -> String {
    let per_100_mb = time.as_secs_f64() * 1e8 / bytes as f64;
    format!("{:.0} MB/s, {:.2} s for 100 MB", bytes as f64 / 1e6 / time.as_secs_f64(), per_100_mb)
}

/// The most memory that this process has held; 0 where the system does not tell.
fn peak_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or(0) / 1024
}
