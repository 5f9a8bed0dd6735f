//! The family of a type, which is part of its name.

/// The family in a type's name: `m5` of `m5.large`; the whole name where there is no dot.
pub fn family_of(name: &str) -> &str {
    name.split_once('.').map_or(name, |(family, _)| family)
}
