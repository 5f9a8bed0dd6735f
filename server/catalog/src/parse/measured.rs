//! `measured/*.csv`, `baselines.csv` and `efa.csv`: what running machines of a type reported, and two facts that EC2's
//! description does not give in the form needed. Of memory the smaller measurement counts; a type without one gets a fit.

use super::fit::Fit;
use super::types::Types;
use crate::files::{BASELINES, CPU, EFA, Files, MEMORY_BOTTLEROCKET, MEMORY_UBUNTU};
use crate::problem::Problems;
use crate::table::{Row, rows};
use model::catalog::instance_type::{Arch, BENCHMARKS, InstanceType, SeenBy, SeenMemory, Work};
use model::node::memory::NEWER_KERNEL;
use model::units::{Mib, WHOLE_BP};
use std::collections::{HashMap, HashSet};

/// Rows of each kind.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct MeasuredRows {
    /// Memory that Bottlerocket reported.
    pub memory_bottlerocket: usize,
    /// Memory that Ubuntu reported.
    pub memory_ubuntu: usize,
    /// CPU.
    pub cpu: usize,
    /// Baselines of burstable types.
    pub baselines: usize,
    /// Types that take EFA interfaces.
    pub efa: usize,
}

/// Fills in what the files say of each type.
pub(super) fn apply(files: &Files, types: &mut Types, problems: &Problems) -> MeasuredRows {
    let mut found = MeasuredRows::default();
    let mut memory = |file, by| {
        each(files, file, &["instance_type", "memory_mib"], types, problems, |t: &mut _, row: &_| see(t, row, by))
    };
    found.memory_bottlerocket = memory(MEMORY_BOTTLEROCKET, SeenBy::Bottlerocket);
    found.memory_ubuntu = memory(MEMORY_UBUNTU, SeenBy::Ubuntu);
    only_families(&mut types.list);
    let fit = Fit::of(&types.list);
    for t in types.list.iter_mut().filter(|t| t.seen.is_none() && t.arch != Arch::Mac) {
        t.seen = fit.memory(t).map(|mib| seen(mib, SeenBy::Fit));
    }
    const CPU_COLUMNS: [&str; 4] = ["instance_type", "static_web_rps", "passmark_integer", "geekbench_multi"];
    let mut runs: HashMap<String, Run> = HashMap::new();
    found.cpu = each(files, CPU, &CPU_COLUMNS, types, problems, |t, row| {
        let throughput = std::array::from_fn(|i| row.optional_number(CPU_COLUMNS[i + 1], 1..=1_000_000_000));
        runs.insert(t.name.clone(), throughput);
    });
    let mut baselines: HashMap<String, u32> = HashMap::new();
    found.baselines = each(files, BASELINES, &["instance_type", "baseline_bp"], types, problems, |t, row| {
        if !t.burstable {
            row.wrong("instance_type", "is not burstable");
        }
        baselines.insert(t.name.clone(), row.number("baseline_bp", 1..=WHOLE_BP));
    });
    set_work(&mut types.list, &runs, &baselines);
    found.efa = each(files, EFA, &["instance_type"], types, problems, |t, _| t.efa = true);
    found
}

/// Calls `take` with each row's type and gives the number of rows; a type listed twice is noted.
fn each(
    files: &Files,
    file: &'static str,
    columns: &[&'static str],
    types: &mut Types,
    problems: &Problems,
    mut take: impl FnMut(&mut InstanceType, &Row),
) -> usize {
    let rows = rows(files, file, columns, problems);
    let mut seen = HashSet::new();
    for row in &rows {
        let Some(at) = types.find(row) else { continue };
        if !seen.insert(at) {
            row.wrong("instance_type", "is listed twice");
        }
        take(&mut types.list[at], row);
    }
    rows.len()
}

/// Takes a measurement in: the smaller one counts. Bottlerocket ran a kernel from before version 6, Ubuntu a newer one; where
/// the older one saw less by what that makes out, the figure is marked so, and only what is left is laid to the hosts.
fn see(t: &mut InstanceType, row: &Row, by: SeenBy) {
    let mib = Mib(row.number("memory_mib", 1..=t.memory.0.saturating_sub(1).max(1)));
    let this = seen(mib, by);
    t.seen = Some(match t.seen {
        None => this,
        Some(other) => {
            let (smaller, larger) = if mib < other.mib { (this, other) } else { (other, this) };
            let apart = larger.mib.0 - smaller.mib.0;
            let older_kernel = smaller.by == SeenBy::Bottlerocket && apart >= NEWER_KERNEL.0;
            let by_hosts = if older_kernel { apart - NEWER_KERNEL.0 } else { apart };
            SeenMemory { hosts_differ: by_hosts > t.memory.0 / 100, older_kernel, ..smaller }
        }
    });
}

/// What a kernel does not see is missing on a family's other sizes too; on a single one it is the host.
fn only_families(types: &mut [InstanceType]) {
    let mut marked: HashMap<String, u32> = HashMap::new();
    for t in types.iter().filter(|t| t.seen.is_some_and(|seen| seen.older_kernel)) {
        *marked.entry(t.family().to_string()).or_default() += 1;
    }
    for t in types.iter_mut().filter(|t| marked.get(t.family()) == Some(&1)) {
        t.seen = t.seen.map(|seen| SeenMemory { older_kernel: false, ..seen });
    }
}

/// A single measurement.
fn seen(mib: Mib, by: SeenBy) -> SeenMemory {
    SeenMemory { mib, by, hosts_differ: false, older_kernel: false }
}

/// Throughput of a type with all its vCPUs, by benchmark.
type Run = [Option<u32>; BENCHMARKS.len()];

/// What one unit of [`Work`] is in each benchmark's own, so that a figure has three digits: more would be noise.
const UNITS: [u64; BENCHMARKS.len()] = [100, 10, 1];

/// Throughput per vCPU. A figure is left out where a smaller size of the family did as much: beyond that size it shows
/// where the benchmark stops, not the machine. m8g: 1.8 million web requests on 32 vCPUs, 0.3 on 64.
fn set_work(types: &mut [InstanceType], runs: &HashMap<String, Run>, baselines: &HashMap<String, u32>) {
    let mut families: HashMap<&str, Vec<(u32, Run)>> = HashMap::new();
    for t in types.iter() {
        if let Some(run) = runs.get(&t.name) {
            families.entry(t.family()).or_default().push((t.vcpu, *run));
        }
    }
    let work: Vec<Option<Work>> = types
        .iter()
        .map(|t| {
            let (run, family) = (runs.get(&t.name)?, families.get(t.family())?);
            let baseline = match baselines.get(&t.name) {
                Some(baseline) => *baseline,
                None if t.burstable => return None,
                None => WHOLE_BP,
            };
            let per_vcpu = std::array::from_fn(|i| {
                let all = run[i]?;
                let has_stopped = family.iter().any(|(vcpu, smaller)| *vcpu < t.vcpu && smaller[i] >= Some(all));
                let each = u64::from(all) * u64::from(baseline) / (u64::from(t.vcpu) * u64::from(WHOLE_BP) * UNITS[i]);
                u32::try_from(each).ok().filter(|each| !has_stopped && *each > 0)
            });
            Some(Work { per_vcpu }).filter(|work| *work != Work::default())
        })
        .collect();
    for (t, work) in types.iter_mut().zip(work) {
        t.work = work;
    }
}
