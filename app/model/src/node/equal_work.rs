//! Equal work: what a request that was sized on one family of types comes to on another, whose vCPUs do more or less.
//!
//! Entry point: [`Reference`]. A vCPU is not a vCPU: eight of m8a do 2.7 times the work of m5's, of m5a three quarters.
//! A pod's CPU need on a type is its request over the type's ratio, the least of all benchmarks that ran on both. One
//! measurement a type, so differences under 10 % are noise. Kubernetes counts vCPUs all the same: the need is what the
//! manifest must ask for on that type. Source: `cpu-measured`.

use crate::catalog::Catalog;
use crate::catalog::instance_type::{BENCHMARKS, InstanceType, Work};
use crate::order::{sort_indices, sort_short_by_key};
use crate::scenario::Scenario;
use crate::scenario::link::Problem;
use crate::units::MilliCpu;

/// Hundredths in a whole: a ratio of 100 is a vCPU for a vCPU.
pub const WHOLE: u32 = 100;

/// Whether requests can be sized on a family: its vCPUs were measured, and it has them all day.
pub fn can_size_on(t: &InstanceType) -> bool {
    t.work.is_some() && !t.burstable
}

/// Families that requests can be sized on, by name.
pub fn families(catalog: &Catalog) -> Vec<&str> {
    let mut all: Vec<&str> = catalog.types.iter().filter(|t| can_size_on(t)).map(InstanceType::family).collect();
    all.dedup();
    let mut order: Vec<usize> = (0..all.len()).collect();
    sort_indices(&mut order, &|a, b| all[a].cmp(all[b]));
    let mut families: Vec<&str> = order.into_iter().map(|i| all[i]).collect();
    families.dedup();
    families
}

/// What is wrong with the family that requests were sized on; only the catalogue can tell.
pub fn problem(catalog: &Catalog, scenario: &Scenario) -> Option<Problem> {
    let family = scenario.sized_on.as_deref()?;
    let known = families(catalog);
    let allowed = match known.as_slice() {
        [] => "nothing: this catalogue has no measured vCPUs".to_string(),
        known => {
            format!("a family whose vCPUs were measured and that has them all day ({}), or nothing", known.join(", "))
        }
    };
    (!known.contains(&family)).then(|| Problem::new("sized_on", family, allowed))
}

/// The family that requests were sized on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    family: String,
    /// Work of a vCPU by size in vCPUs, the smallest first.
    sizes: Vec<(u32, Work)>,
}

/// A type's vCPU against one of the reference, in hundredths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ratio {
    /// By benchmark; `None` where it did not run on both.
    pub by: [Option<u32>; BENCHMARKS.len()],
    /// The least of them: what counts.
    pub least: u32,
    /// The greatest.
    pub most: u32,
}

impl Reference {
    /// A family of the catalogue. Where nothing of it was measured, no type can be compared with it.
    pub fn of(catalog: &Catalog, family: &str) -> Reference {
        let of_family = |t: &&InstanceType| t.family() == family && can_size_on(t);
        let has_virtual = catalog.types.iter().any(|t| of_family(&t) && !t.is_bare_metal());
        let mut sizes: Vec<(u32, Work)> = Vec::new();
        for t in catalog.types.iter().filter(of_family).filter(|t| !(has_virtual && t.is_bare_metal())) {
            let Some(work) = t.work else { continue };
            match sizes.iter_mut().find(|(vcpu, _)| *vcpu == t.vcpu) {
                // of two the better one: what is compared with it does not look better than it is
                Some((_, other)) => {
                    other.per_vcpu.iter_mut().zip(work.per_vcpu).for_each(|(other, this)| *other = (*other).max(this));
                }
                None => sizes.push((t.vcpu, work)),
            }
        }
        sort_short_by_key(&mut sizes, |(vcpu, _)| *vcpu);
        Reference { family: family.into(), sizes }
    }

    /// Its name.
    pub fn family(&self) -> &str {
        &self.family
    }

    /// A type against the size of the reference with as many vCPUs, or the nearest number of them; `None` where no
    /// benchmark ran on both. m8a.2xlarge against m5: web 476, integer 270, Geekbench 356 hundredths, so 2.7.
    pub fn ratio(&self, t: &InstanceType) -> Option<Ratio> {
        let (work, reference) = (t.work, self.nearest(t.vcpu)?);
        if t.family() == self.family {
            return Some(Ratio { by: [None; BENCHMARKS.len()], least: WHOLE, most: WHOLE });
        }
        let work = work?;
        let mut ratio = Ratio { by: [None; BENCHMARKS.len()], least: u32::MAX, most: 0 };
        for (i, by) in ratio.by.iter_mut().enumerate() {
            if let (Some(own), Some(other)) = (work.per_vcpu[i], reference.per_vcpu[i].filter(|n| *n > 0)) {
                let hundredths = u64::from(own) * u64::from(WHOLE) / u64::from(other);
                let hundredths = u32::try_from(hundredths).unwrap_or(u32::MAX).max(1);
                *by = Some(hundredths);
                (ratio.least, ratio.most) = (ratio.least.min(hundredths), ratio.most.max(hundredths));
            }
        }
        (ratio.most > 0).then_some(ratio)
    }

    /// The size with the nearest number of vCPUs, in proportion; of two equally near ones the smaller.
    fn nearest(&self, vcpu: u32) -> Option<Work> {
        let above = self.sizes.partition_point(|(size, _)| *size <= vcpu);
        let below = self.sizes[..above].last();
        match (below, self.sizes.get(above)) {
            (Some(below), Some(above)) => {
                let [vcpu, least, most] = [vcpu, below.0, above.0].map(u64::from);
                Some(if vcpu * vcpu <= least * most { below.1 } else { above.1 })
            }
            (one, other) => one.or(other).map(|(_, work)| *work),
        }
    }
}

impl Ratio {
    /// What a request of so much comes to, rounded up: a request that is there never becomes none. 250m at 2.7: 93m.
    pub fn need(&self, asked: MilliCpu) -> MilliCpu {
        need(asked, self.least)
    }
}

/// The same for a ratio in hundredths.
pub fn need(asked: MilliCpu, hundredths: u32) -> MilliCpu {
    let need = (u64::from(asked.0) * u64::from(WHOLE)).div_ceil(u64::from(hundredths.max(1)));
    MilliCpu(u32::try_from(need).unwrap_or(u32::MAX))
}

/// Hundredths as people read a ratio, to a tenth and no finer, down: `2.7`.
pub fn times(hundredths: u32) -> String {
    format!("{}.{}", hundredths / WHOLE, hundredths % WHOLE / 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::instance_type;

    fn measured(name: &str, vcpu: u32, per_vcpu: [Option<u32>; 3]) -> InstanceType {
        InstanceType { work: Some(Work { per_vcpu }), ..instance_type(name, vcpu, 8_192, 3, 10) }
    }

    fn reference(sizes: &[(u32, [Option<u32>; 3])]) -> Reference {
        Reference {
            family: "m5".into(),
            sizes: sizes.iter().map(|(vcpu, per)| (*vcpu, Work { per_vcpu: *per })).collect(),
        }
    }

    #[test]
    fn the_least_of_the_measures_that_both_have_counts() {
        let m5 = reference(&[(8, [Some(31_455), Some(2_814), Some(496)])]);
        let m8a = m5.ratio(&measured("m8a.2xlarge", 8, [Some(149_770), Some(7_617), Some(1_768)])).expect("measured");
        assert_eq!((m8a.least, m8a.most), (270, 476));
        assert_eq!(m8a.need(MilliCpu(250)), MilliCpu(93)); // 250 / 2.7 = 92.6
        let m8g = m5.ratio(&measured("m8g.2xlarge", 8, [Some(71_405), Some(5_215), None])).expect("measured");
        assert_eq!((m8g.by, m8g.least), ([Some(227), Some(185), None], 185));
        assert_eq!(m5.ratio(&instance_type("m9x.large", 2, 8_192, 3, 10)), None);
        assert_eq!(m5.ratio(&measured("m5.large", 2, [Some(1), Some(1), Some(1)])).map(|r| r.least), Some(100));
    }

    #[test]
    fn the_nearest_size_is_compared() {
        let m5 = reference(&[(2, [Some(20), None, None]), (16, [Some(10), None, None])]);
        let of = |vcpu| m5.ratio(&measured("c7i.large", vcpu, [Some(20), None, None])).map(|r| r.least);
        assert_eq!([of(1), of(2), of(5), of(6), of(192)], [Some(100), Some(100), Some(100), Some(200), Some(200)]);
    }

    #[test]
    fn a_ratio_is_read_to_a_tenth() {
        assert_eq!([times(271), times(75), times(100), times(9)], ["2.7", "0.7", "1.0", "0.0"]);
    }
}
