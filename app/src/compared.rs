//! The address that compares types or saved scenarios, by their names.

use model::scenario::Scenario;
use model::scenario::link::{query_pairs, to_query};

/// The key of instance types.
pub const TYPES: &str = "types";
/// The key of saved scenarios, by ID.
pub const SAVED: &str = "saved";
/// Most that are compared.
pub const MOST: usize = 4;

/// More names than this are not looked at.
const MOST_READ: usize = 20;

/// The address that compares types.
pub fn address(names: &[&str], scenario: &Scenario) -> String {
    format!("/compare?{TYPES}={}&{}", names.join(","), to_query(scenario))
}

/// The names of a key, separated by commas or given by repeating the key.
pub fn names(query: &str, key: &str) -> Vec<String> {
    let values: Vec<String> = query_pairs(query).filter(|(k, _)| k == key).map(|(_, value)| value).collect();
    let names = values.iter().flat_map(|value| value.split(',')).map(str::trim).filter(|name| !name.is_empty());
    names.take(MOST_READ).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_by_commas_or_one_by_one_and_not_without_end() {
        assert_eq!(names("saved=a,+b,&saved=&saved=c&types=d", SAVED), ["a", "b", "c"]);
        assert_eq!(names(&format!("types={}", "a,".repeat(100)), TYPES).len(), MOST_READ);
        assert!(names("", TYPES).is_empty());
    }
}
