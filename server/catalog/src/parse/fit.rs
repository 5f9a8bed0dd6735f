//! Memory of types that nobody measured: what their like of the same generation and size lack, at the least.
//!
//! Alike are types of one maker of processors and of one generation, bare metal apart. The overhead is the largest that any
//! of them of that size has; between two sizes it lies on the line through both, above the largest it stays that
//! share of the memory (shares fall with size), below the smallest it lies on the line through the two smallest. One part
//! in 1,000 of the memory goes on top. How good that is, a test finds by leaving each family out in turn.

use model::catalog::instance_type::{Arch, InstanceType};
use model::units::Mib;
use std::collections::{BTreeMap, HashMap};

/// The part of the memory that is taken off besides.
const MARGIN: u64 = 1_000;

/// The largest overhead by size of memory, MiB both, of each group of types that are alike.
pub(super) struct Fit {
    groups: HashMap<Alike, BTreeMap<u64, u64>>,
}

/// What types that are alike have in common.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Alike {
    maker: Maker,
    generation: u32,
    bare_metal: bool,
}

/// Who makes the processor.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Maker {
    Amd,
    Arm,
    Intel,
}

impl Fit {
    /// From the types that were measured.
    pub fn of<'a>(types: impl IntoIterator<Item = &'a InstanceType>) -> Fit {
        let mut groups: HashMap<Alike, BTreeMap<u64, u64>> = HashMap::new();
        for t in types {
            if let Some(seen) = t.seen {
                let memory = u64::from(t.memory.0);
                let largest = groups.entry(alike(t)).or_default().entry(memory).or_default();
                *largest = (*largest).max(memory.saturating_sub(seen.mib.0.into()));
            }
        }
        Fit { groups }
    }

    /// What a node of the type reports; `None` where nothing like it was measured.
    pub fn memory(&self, t: &InstanceType) -> Option<Mib> {
        let (sizes, memory) = (self.groups.get(&alike(t))?, u64::from(t.memory.0));
        let overhead = overhead(sizes, memory)? + memory.div_ceil(MARGIN);
        // an overhead below the type's memory fits wherever the memory does
        Some(Mib(memory.saturating_sub(overhead).max(1) as u32))
    }
}

fn overhead(sizes: &BTreeMap<u64, u64>, memory: u64) -> Option<u64> {
    if let Some(same) = sizes.get(&memory) {
        return Some(*same);
    }
    let (below, above) = (sizes.range(..memory).next_back(), sizes.range(memory..).next());
    match (below, above) {
        (Some(below), Some(above)) => Some(on_line(below, above, memory)),
        (Some((size, overhead)), None) => Some((overhead * memory).div_ceil(*size)),
        (None, Some(least)) => Some(match sizes.range(memory..).nth(1) {
            Some(second) => on_line(least, second, memory),
            None => *least.1,
        }),
        (None, None) => None,
    }
}

/// The overhead at a size on the line through two others, rounded up; 0 where it would be less.
fn on_line((x1, y1): (&u64, &u64), (x2, y2): (&u64, &u64), x: u64) -> u64 {
    let [x1, y1, x2, y2, x] = [*x1, *y1, *x2, *y2, x].map(i128::from);
    let (rise, run) = ((y2 - y1) * (x - x1), x2 - x1);
    u64::try_from(y1 + rise.div_euclid(run) + i128::from(rise.rem_euclid(run) > 0)).unwrap_or(0)
}

fn alike(t: &InstanceType) -> Alike {
    let digits = t.name.find(|c: char| c.is_ascii_digit()).unwrap_or(t.name.len());
    let after = t.name[digits..].trim_start_matches(|c: char| c.is_ascii_digit());
    let generation = t.name[digits..t.name.len() - after.len()].parse().unwrap_or(0);
    let maker = match t.arch {
        Arch::X86_64 if after.starts_with('a') => Maker::Amd,
        Arch::X86_64 => Maker::Intel,
        Arch::Arm64 | Arch::Mac => Maker::Arm,
    };
    Alike { maker, generation, bare_metal: t.is_bare_metal() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Files, parse};
    use model::catalog::instance_type::SeenBy;

    #[test]
    fn overheads_lie_on_the_lines_between_sizes() {
        let sizes = BTreeMap::from([(4_096, 282), (8_192, 412), (16_384, 680)]);
        let at = |memory| overhead(&sizes, memory);
        assert_eq!(at(8_192), Some(412));
        assert_eq!(at(12_288), Some(546)); // halfway between 412 and 680
        assert_eq!(at(2_048), Some(217)); // 282 - 130 / 2
        assert_eq!(at(32_768), Some(1_360)); // 680 of 16,384 is 4.15 %, as of 32,768
        assert_eq!(overhead(&BTreeMap::from([(16, 3)]), 8), Some(3), "one size: its overhead, whatever the type's");
        assert_eq!(overhead(&BTreeMap::new(), 8), None);
    }

    /// Leaves each family out in turn and fits it from the others. The page on the method says what comes out.
    #[test]
    fn a_family_left_out_is_fitted_on_the_safe_side() {
        let figures = parse(&Files::embedded()).expect("the carried files");
        let measured: Vec<&InstanceType> =
            figures.types.iter().filter(|t| t.seen.is_some_and(|seen| seen.by != SeenBy::Fit)).collect();
        let (mut fitted, mut safe, mut near) = (0, 0, 0);
        for t in measured.iter().filter(|t| alike(t).generation >= 7) {
            let others = measured.iter().filter(|other| other.family() != t.family());
            let Some(fit) = Fit::of(others.copied()).memory(t) else { continue };
            let real = t.seen.map_or(0, |seen| seen.mib.0);
            fitted += 1;
            safe += u32::from(fit.0 <= real);
            near += u32::from(fit.0.abs_diff(real) <= t.memory.0 / 100);
        }
        assert!(fitted > 500, "{fitted}");
        assert!(safe * 100 >= fitted * 99, "{safe} of {fitted} are on the safe side");
        assert!(near * 100 >= fitted * 98, "{near} of {fitted} are within 1 % of the memory");
    }

    #[test]
    fn alike_are_maker_generation_and_bare_metal() {
        let of = |name: &str| {
            let figures = parse(&Files::embedded()).expect("the carried files");
            let a = alike(figures.types.iter().find(|t| t.name == name).expect("a type"));
            (a.maker == Maker::Amd, a.maker == Maker::Arm, a.generation, a.bare_metal)
        };
        assert_eq!(of("m8a.large"), (true, false, 8, false));
        assert_eq!(of("m8azn.large"), (true, false, 8, false));
        assert_eq!(of("c9g.metal-48xl"), (false, true, 9, true));
        assert_eq!(of("c8in.large"), (false, false, 8, false));
        assert_eq!(of("u7in-16tb.224xlarge"), (false, false, 7, false));
    }
}
