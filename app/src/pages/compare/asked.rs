//! Which types an address names, and what is wrong with those that it cannot mean.

use super::{KEY, MOST};
use model::catalog::Catalog;
use model::link::{Problem, query_pairs};

/// More names than this are not looked at.
const MOST_READ: usize = 20;

/// The types of an address.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Types {
    /// Places in the catalogue, in the order of the address.
    pub found: Vec<usize>,
    /// A sentence each for the names that are none.
    pub problems: Vec<Problem>,
}

/// Reads every value of the key, names apart by commas.
pub(super) fn named_in(query: &str, catalog: &Catalog) -> Types {
    let mut types = Types { found: Vec::new(), problems: Vec::new() };
    let values: Vec<String> = query_pairs(query).filter(|(key, _)| key == KEY).map(|(_, value)| value).collect();
    let names = values.iter().flat_map(|value| value.split(',')).map(str::trim).filter(|name| !name.is_empty());
    for name in names.take(MOST_READ) {
        types.add(name, catalog);
    }
    types
}

impl Types {
    fn add(&mut self, name: &str, catalog: &Catalog) {
        let wrong = match catalog.find(&name.to_ascii_lowercase()) {
            None => "names of instance types such as m6i.large",
            Some(index) if self.found.contains(&index) => "each type once",
            Some(_) if self.found.len() == MOST => "four types at most; this one is left out",
            Some(index) => {
                self.found.push(index);
                return;
            }
        };
        self.problems.push(Problem::new(KEY, name, wrong));
    }
}
