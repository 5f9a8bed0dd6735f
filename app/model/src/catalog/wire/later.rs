//! What format 2 adds of the types themselves: memory and CPU as measured, and EFA.

use super::position_in;
use super::read::Reader;
use crate::catalog::instance_type::{BENCHMARKS, InstanceType, SeenBy, SeenMemory, Work};
use crate::units::Mib;
use serde::Serialize;

/// Marks the figure of an older kernel, in format 3.
const OLDER_KERNEL: u32 = 8;
const SEEN_BY: [SeenBy; 3] = [SeenBy::Bottlerocket, SeenBy::Ubuntu, SeenBy::Fit];

/// Columns, each empty where no type has such a figure.
#[derive(Serialize, Default)]
pub(super) struct Later {
    /// Memory that a running node lacks of the type's, MiB; 0 where it is not known.
    unseen: Vec<u32>,
    /// Position in [`SEEN_BY`] times two, plus one where hosts differ, plus [`OLDER_KERNEL`] where it is an older kernel's.
    seen_by: Vec<u32>,
    /// A column a benchmark; 0 for none.
    work: [Vec<u32>; BENCHMARKS.len()],
    /// Positions of types that take EFA interfaces.
    efa: Vec<u32>,
}

impl Later {
    pub(super) fn read(from: &mut Reader) -> Later {
        Later {
            unseen: from.numbers(),
            seen_by: from.numbers(),
            work: std::array::from_fn(|_| from.numbers()),
            efa: from.numbers(),
        }
    }
}

/// The columns of these types.
pub(super) fn encode(types: &[InstanceType]) -> Later {
    let mut later = Later::default();
    if types.iter().any(|t| t.seen.is_some()) {
        later.unseen = types.iter().map(|t| t.seen.map_or(0, |s| t.memory.0.saturating_sub(s.mib.0))).collect();
        let by = |s: SeenMemory| {
            let kernel = if s.older_kernel { OLDER_KERNEL } else { 0 };
            position_in(&SEEN_BY, &s.by) * 2 + u32::from(s.hosts_differ) + kernel
        };
        later.seen_by = types.iter().map(|t| t.seen.map_or(0, by)).collect();
    }
    for (i, column) in later.work.iter_mut().enumerate() {
        let of = |t: &InstanceType| t.work.and_then(|work| work.per_vcpu[i]).unwrap_or(0);
        if types.iter().any(|t| of(t) > 0) {
            *column = types.iter().map(of).collect();
        }
    }
    later.efa = types.iter().enumerate().filter(|(_, t)| t.efa).map(|(i, _)| i as u32).collect();
    later
}

/// Gives the types their figures; `None` where the columns do not fit them.
pub(super) fn decode(types: &mut [InstanceType], later: &Later) -> Option<()> {
    for (i, t) in types.iter_mut().enumerate() {
        let figure = |column: &[u32]| column.get(i).copied().filter(|&n| n > 0);
        if let Some(unseen) = figure(&later.unseen) {
            let marks = *later.seen_by.get(i)?;
            t.seen = Some(SeenMemory {
                mib: Mib(t.memory.0.checked_sub(unseen)?),
                by: *SEEN_BY.get((marks % OLDER_KERNEL / 2) as usize)?,
                hosts_differ: marks & 1 == 1,
                older_kernel: marks >= OLDER_KERNEL,
            });
        }
        let per_vcpu = std::array::from_fn(|benchmark| figure(&later.work[benchmark]));
        t.work = Some(Work { per_vcpu }).filter(|work| *work != Work::default());
        t.efa = later.efa.binary_search(&(i as u32)).is_ok();
    }
    Some(())
}
