//! What Find looks for: a part of a type's name, or a word for what many types are. The same in the planner's table and in
//! the list of all types.
//!
//! `amd` and `intel` go by the letter that AWS puts after the generation (m7a, m7i). Names of accelerated types without
//! that letter do not say who made the CPU, so neither word finds them.

use model::catalog::instance_type::{Accelerator, Arch, InstanceType};
use model::catalog::{Catalog, TypeRef};

/// Whether a type is all that the words ask for, which are in lower case.
pub fn is_found(find: &str, catalog: &Catalog, index: TypeRef) -> bool {
    let name = index.name(catalog);
    find.split(' ').all(|word| match index {
        TypeRef::Today(index) => is_a(word, catalog.instance_type(index)).unwrap_or_else(|| name.contains(word)),
        TypeRef::Of2018(_) => name.contains(word),
    })
}

/// `None` where it is no word of these.
fn is_a(word: &str, t: &InstanceType) -> Option<bool> {
    let is_x86 = t.arch == Arch::X86_64;
    Some(match word {
        "graviton" | "arm" | "arm64" => t.arch == Arch::Arm64,
        "x86" | "amd64" => is_x86,
        "amd" => is_x86 && is_amd(&t.name),
        "intel" => is_x86 && t.accelerator.is_none() && !is_amd(&t.name),
        "gpu" => t.accelerator == Some(Accelerator::Gpu),
        _ => return None,
    })
}

/// Whether the generation is followed by an `a`: m7a, g4ad and c5ad, not g4dn.
fn is_amd(name: &str) -> bool {
    name.as_bytes()
        .windows(2)
        .find(|pair| pair[0].is_ascii_digit() && !pair[1].is_ascii_digit())
        .is_some_and(|pair| pair[1] == b'a')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::catalog;

    const NAMES: [&str; 9] = [
        "c5ad.large",
        "g4ad.xlarge",
        "g4dn.xlarge",
        "g5.xlarge",
        "m5.large",
        "m7a.large",
        "m7g.large",
        "m7i-flex.large",
        "x8aedz.large",
    ];

    fn found(find: &str) -> Vec<String> {
        let mut all = catalog(&NAMES.map(|name| (name, 2, Some(100_000))));
        let mut types = all.types.to_vec();
        for t in &mut types {
            if t.name.starts_with('g') {
                t.accelerator = Some(Accelerator::Gpu);
            }
            if t.name.starts_with("m7g") {
                t.arch = Arch::Arm64;
            }
        }
        all.types = types.into();
        let is_found = |index: &model::catalog::TypeIndex| is_found(find, &all, TypeRef::Today(*index));
        all.indices().filter(is_found).map(|index| all.instance_type(index).name.clone()).collect()
    }

    #[test]
    fn makers_and_kinds_are_words_of_their_own() {
        for word in ["graviton", "arm", "arm64"] {
            assert_eq!(found(word), ["m7g.large"], "{word}");
        }
        assert_eq!(found("amd"), ["c5ad.large", "g4ad.xlarge", "m7a.large", "x8aedz.large"]);
        assert_eq!(
            found("intel"),
            ["m5.large", "m7i-flex.large"],
            "the name of g4dn and g5 does not say who made the CPU"
        );
        assert_eq!(found("gpu"), ["g4ad.xlarge", "g4dn.xlarge", "g5.xlarge"]);
        assert_eq!(found("x86").len(), NAMES.len() - 1);
    }

    #[test]
    fn several_words_all_count_and_others_are_parts_of_names() {
        assert_eq!(found("gpu amd"), ["g4ad.xlarge"]);
        assert_eq!(found("m7 amd"), ["m7a.large"]);
        assert_eq!(found("m7"), ["m7a.large", "m7g.large", "m7i-flex.large"]);
        assert_eq!(found("").len(), NAMES.len());
        assert!(found("armchair").is_empty());
    }
}
