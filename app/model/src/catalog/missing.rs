//! Types whose names EC2 knows, or knew, and which the catalogue does not have: withdrawn ones, with date and source, and
//! those that no source describes. For their pages; never planned with.

/// Types that are missing for one reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MissingRow {
    /// Their names, separated by blanks.
    pub names: &'static str,
    /// Whether AWS no longer offers them; else nothing is known but the names.
    pub is_withdrawn: bool,
    /// Since when and why, in a sentence or two.
    pub says: &'static str,
    /// Sources by id.
    pub sources: &'static [&'static str],
}

/// The rows; a name is in one of them at most.
pub const MISSING: [MissingRow; 7] = [
    MissingRow {
        names: "p3.2xlarge p3.8xlarge p3.16xlarge",
        is_withdrawn: true,
        says: "AWS asked its users to leave P3 by 20 December 2025. On 25 May 2026 the EC2 API no longer described these types.",
        sources: &["p3-notice", "gpuhunt-p3"],
    },
    MissingRow {
        names: "g4ad.xlarge g4ad.2xlarge g4ad.4xlarge g4ad.8xlarge g4ad.16xlarge",
        is_withdrawn: true,
        says: "On 11 September 2026 none of AWS\u{2019}s lists by Region had G4ad any more. No notice of AWS was found.",
        sources: &["vantage-996"],
    },
    MissingRow {
        names: "dl1.24xlarge",
        is_withdrawn: true,
        says: "DL1 is being withdrawn in 2026: EC2\u{2019}s descriptions of October 2026 no longer have it. No notice of AWS was found.",
        sources: &["vantage-996", "ec2-types"],
    },
    MissingRow {
        names: "f1.2xlarge f1.4xlarge f1.16xlarge",
        is_withdrawn: true,
        says: "AWS retired F1 on 20 December 2025. F2 is its successor.",
        sources: &["f1-notice"],
    },
    MissingRow {
        names: "g3.4xlarge g3.8xlarge g3.16xlarge g3s.xlarge",
        is_withdrawn: true,
        says: "AWS asked its users to leave G3 by 31 October 2025, the day of its retirement.",
        sources: &["g3-notice"],
    },
    MissingRow {
        names: "p2.xlarge p2.8xlarge p2.16xlarge",
        is_withdrawn: true,
        says: "AWS announced before June 2024 that P2 will be retired; the day was not found. EC2\u{2019}s descriptions of October 2026 no longer have it.",
        sources: &["p2-notice", "ec2-types"],
    },
    MissingRow {
        names: "cc1.4xlarge cc2.8xlarge cg1.4xlarge cr1.8xlarge g2.2xlarge g2.8xlarge hi1.4xlarge hs1.8xlarge i3.metal \
                m9g.metal-24xl m9gd.metal-24xl p6e-gb200.36xlarge u-12tb1.112xlarge u-12tb1.metal u-18tb1.112xlarge \
                u-18tb1.metal u-24tb1.112xlarge u-24tb1.metal u-6tb1.metal u-9tb1.112xlarge u-9tb1.metal \
                u7ib-12tb.224xlarge u7inh-32tb.480xlarge",
        is_withdrawn: false,
        says: "The EC2 API of 20 November 2026 has this name, but EC2\u{2019}s descriptions of October 2026, from which the catalogue is made, do not have the type. Whether it is sold is not known.",
        sources: &["ec2-names", "ec2-types"],
    },
];

/// What is known of a type that the catalogue does not have.
pub fn missing(name: &str) -> Option<&'static MissingRow> {
    MISSING.iter().find(|row| row.names.split(' ').any(|listed| listed == name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::source;

    #[test]
    fn a_name_is_in_one_row_and_every_row_has_its_sources() {
        let names: Vec<&str> = MISSING.iter().flat_map(|row| row.names.split(' ')).collect();
        for (i, name) in names.iter().enumerate() {
            assert!(name.contains('.') && !names[..i].contains(name), "{name}");
        }
        for row in MISSING {
            assert!(!row.sources.is_empty() && row.sources.iter().all(|id| source(id).is_some()), "{}", row.names);
        }
    }

    #[test]
    fn what_is_gone_is_told_from_what_is_not_described() {
        assert!(missing("p3.2xlarge").is_some_and(|row| row.is_withdrawn && row.says.contains("2026")));
        assert!(missing("g4ad.xlarge").is_some_and(|row| row.is_withdrawn));
        assert!(missing("dl1.24xlarge").is_some_and(|row| row.is_withdrawn));
        assert!(missing("u-24tb1.metal").is_some_and(|row| !row.is_withdrawn));
        assert_eq!((missing("m5.large"), missing("p3"), missing("")), (None, None, None));
    }
}
