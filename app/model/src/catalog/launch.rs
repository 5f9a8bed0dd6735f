//! What nodes of an owner and an OS can be, and which types are of a previous generation: one dated
//! table of families, and each type's marks by it.
//!
//! The marks are worked out once, when a type is read: eligibility asks for them of every type at every slider event.
//! Dates are those of the sources. What the table does not mention is started, as the sources say in general: AL2023 runs
//! on every x86-64 type, M1, C1, M2 and T1 included, and on Graviton2 and later; Bottlerocket on both architectures,
//! A1 included (nodes of 2023 ran on it). Which types a managed node group or Karpenter would refuse is not published,
//! nor whether Auto Mode starts bare metal.

use crate::catalog::family::family_of;

/// What can be said of a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// AL2023 does not boot on it.
    NoAl2023,
    /// EKS Auto Mode offers it.
    AutoMode,
    /// A size that Auto Mode never starts.
    SmallSize,
    /// EKS does not support Windows on it, but for m4.16xlarge.
    NoWindows,
    /// On AWS's page of previous generations.
    Previous,
}

/// A row of the table. What it says and its sources are functions, so that only who shows them carries the texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LaunchRow {
    /// What is said of the families.
    pub mark: Mark,
    /// The families, separated by blanks; of [`Mark::SmallSize`] the sizes.
    pub names: &'static str,
}

const fn row(mark: Mark, names: &'static str) -> LaunchRow {
    LaunchRow { mark, names }
}

/// The table.
pub const LAUNCH: [LaunchRow; 5] = [
    row(Mark::NoAl2023, "a1"),
    row(
        Mark::AutoMode,
        "c9g c8a c8g c8gb c8gd c8gn c8i c8i-flex c8id c7a c7g c7gd c7gn c7i c7i-flex c6a c6g c6gd c6gn c6i c6id \
                c6in c5 c5a c5ad c5d c5n c4 m9gd m8a m8azn m8g m8gb m8gd m8gn m8i m8i-flex m8id m7a m7g m7gd m7i \
                m7i-flex m6a m6g m6gd m6i m6id m6idn m6in m5 m5a m5ad m5d m5dn m5n m5zn m4 r8a r8g r8gb r8gd r8gn r8i \
                r8i-flex r8id r7a r7g r7gd r7i r7iz r6a r6g r6gd r6i r6id r6idn r6in r5 r5a r5ad r5b r5d r5dn r5n r4 \
                t4g t3 t3a t2 z1d x8aedz x8g x8i x2gd x2idn x2iedn x2iezn hpc8a i8g i8ge i7i i7ie i4g is4gen im4gn i4i \
                i3 i3en d3 d3en trn2 trn1 trn1n inf2 inf1 p6-b200 p6-b300 p5 p5e p5en p4d p4de p3 p3dn g7e g6 gr6 g6e \
                g5 g5g g4ad g4dn",
    ),
    row(Mark::SmallSize, "nano micro small"),
    row(Mark::NoWindows, "c3 c4 d2 i2 m4 m6a r3"),
    row(Mark::Previous, "a1 c1 c3 c4 g3 i2 m1 m2 m3 m4 p2 r3 r4 t1"),
];

/// What the table says of a type, a bit for each [`Mark`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks(u8);

impl Marks {
    /// Of a type, by its name.
    pub fn of(name: &str) -> Marks {
        Marks::of_family(family_of(name)).and_size(name)
    }

    /// The same where the marks of another type are at hand: sizes of a family follow each other in catalogues, and
    /// looking a family up costs more than all the rest.
    pub fn after(name: &str, before: Option<(&str, Marks)>) -> Marks {
        match before {
            Some((other, marks)) if family_of(other) == family_of(name) => Marks(marks.0 & OF_FAMILY).and_size(name),
            _ => Marks::of(name),
        }
    }

    /// Whether the table says so.
    pub fn has(self, mark: Mark) -> bool {
        self.0 & bit(mark) != 0
    }

    fn of_family(family: &str) -> Marks {
        let marks = LAUNCH.iter().filter(|row| row.mark != Mark::SmallSize && row.has(family));
        Marks(marks.fold(0, |marks, row| marks | bit(row.mark)))
    }

    fn and_size(self, name: &str) -> Marks {
        let size = name.split_once('.').map_or("", |(_, size)| size);
        let is_small = LAUNCH.iter().any(|row| row.mark == Mark::SmallSize && row.has(size));
        Marks(if is_small { self.0 | bit(Mark::SmallSize) } else { self.0 })
    }
}

/// The marks that all sizes of a family share.
const OF_FAMILY: u8 = bit(Mark::NoAl2023) | bit(Mark::AutoMode) | bit(Mark::NoWindows) | bit(Mark::Previous);

const fn bit(mark: Mark) -> u8 {
    1 << mark as u8
}

impl LaunchRow {
    /// What the row says, before the list.
    pub fn says(&self) -> &'static str {
        match self.mark {
            Mark::NoAl2023 => "AL2023 needs Graviton2 or later among Arm types and does not boot on",
            Mark::AutoMode => "EKS Auto Mode starts these families only",
            Mark::SmallSize => "EKS Auto Mode starts no type with a single vCPU, and none of the sizes",
            Mark::NoWindows => "EKS does not support Windows nodes on these families, m4.16xlarge excepted",
            Mark::Previous => "AWS calls these families a previous generation",
        }
    }

    /// Sources by id, the first one with the list.
    pub fn sources(&self) -> &'static [&'static str] {
        match self.mark {
            Mark::NoAl2023 => &["al2023-requirements", "eks-choose", "parallelcluster-a1", "al2023-50"],
            Mark::AutoMode | Mark::SmallSize => &["eks-auto-types"],
            Mark::NoWindows => &["eks-windows"],
            Mark::Previous => &["ec2-previous"],
        }
    }

    fn has(&self, name: &str) -> bool {
        self.names.split(' ').any(|listed| listed == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::source;
    use Mark::*;

    fn marks(name: &str) -> Vec<Mark> {
        let all = [NoAl2023, AutoMode, SmallSize, NoWindows, Previous];
        all.into_iter().filter(|mark| Marks::of(name).has(*mark)).collect()
    }

    /// AL2023: system requirements, "AL2023 doesn't support A1 instances"; Auto Mode: its supported instance reference;
    /// EKS on Windows: "C3, C4, D2, I2, M4 (excluding m4.16xlarge), M6a.x, and R3"; EC2: previous generation instances.
    #[test]
    fn families_and_sizes_have_the_marks_of_their_rows() {
        for (name, expected) in [
            ("m5.large", vec![AutoMode]),
            ("a1.medium", vec![NoAl2023, Previous]),
            ("a1.metal", vec![NoAl2023, Previous]),
            ("t3.nano", vec![AutoMode, SmallSize]),
            ("t3.micro", vec![AutoMode, SmallSize]),
            ("t4g.small", vec![AutoMode, SmallSize]),
            ("t3.medium", vec![AutoMode]),
            ("t1.micro", vec![SmallSize, Previous]),
            ("m1.small", vec![SmallSize, Previous]),
            ("m9gd.large", vec![AutoMode]),
            ("m9g.large", vec![]),
            ("m7i-flex.large", vec![AutoMode]),
            ("c3.large", vec![NoWindows, Previous]),
            ("m4.10xlarge", vec![AutoMode, NoWindows, Previous]),
            ("m4.16xlarge", vec![AutoMode, NoWindows, Previous]),
            ("m6a.large", vec![AutoMode, NoWindows]),
            ("d2.xlarge", vec![NoWindows]),
            ("t8i.small", vec![SmallSize]),
            ("m", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(marks(name), expected, "{name}");
        }
    }

    #[test]
    fn what_was_worked_out_for_another_size_holds() {
        let names = ["m4.large", "m4.16xlarge", "m4.10xlarge", "t3.nano", "t3.large", "a1.metal", "m5.large", "m5"];
        for before in names {
            for name in names {
                assert_eq!(
                    Marks::after(name, Some((before, Marks::of(before)))),
                    Marks::of(name),
                    "{name} after {before}"
                );
            }
            assert_eq!(Marks::after(before, None), Marks::of(before));
        }
    }

    #[test]
    fn no_row_lists_a_name_twice() {
        for row in LAUNCH {
            let names: Vec<_> = row.names.split(' ').collect();
            for (i, name) in names.iter().enumerate() {
                assert!(!name.is_empty() && !names[..i].contains(name), "{name} of {:?}", row.mark);
            }
            assert!(!row.sources().is_empty() && row.sources().iter().all(|id| source(id).is_some()), "{:?}", row.mark);
        }
    }
}
