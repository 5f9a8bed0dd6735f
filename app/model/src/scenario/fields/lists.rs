//! Lists of the scenario: of families, and of numbers by type.

use super::macros::on_forms;
use super::{ByType, Families, WordsByType};

/// Lists of families.
pub static FAMILIES: [Families; 2] = [
    Families {
        key: "families",
        label: "Families",
        help: on_forms("Only these, such as m7i,c7i. Empty: all."),
        empty: "all",
        get: |s| &s.filters.families,
        get_mut: |s| &mut s.filters.families,
    },
    Families {
        key: "without",
        label: "Families left out",
        help: on_forms("None of these, such as t2,m4. Empty: none is left out."),
        empty: "none",
        get: |s| &s.filters.without,
        get_mut: |s| &mut s.filters.without,
    },
];

macro_rules! by_type {
    ($key:literal, $min:literal..=$max:literal, $list:ident) => {
        ByType { key: $key, min: $min, max: $max, get: |s| &s.own.$list, get_mut: |s| &mut s.own.$list }
    };
}

/// Lists of numbers by type.
pub static BY_TYPE: [ByType; 4] = [
    by_type!("today", 1..=9999, on_demand),
    by_type!("today_spot", 1..=9999, spot),
    by_type!("seen_mib", 100..=99999999, memory),
    by_type!("seen_pods", 1..=9999, max_pods),
];

/// What they are called, in their order.
pub static WORDS_BY_TYPE: [WordsByType; 4] = [
    WordsByType {
        label: "Nodes today",
        help: "Types and how many, such as m5.large:12,c7i.xlarge:3: a fleet is compared with them. A dump fills it in.",
        empty: "not known",
    },
    WordsByType { label: "Spot nodes today", help: "The same for nodes on spot.", empty: "none" },
    WordsByType {
        label: "Memory that your nodes report",
        help: "MiB by type, such as m5.large:7624. It wins over every other figure for the type. A dump fills it in.",
        empty: "not known",
    },
    WordsByType {
        label: "max-pods that your nodes report",
        help: "By type, such as m5.large:35, where it is another number than the owner usually sets.",
        empty: "as usual",
    },
];
