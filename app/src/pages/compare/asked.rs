//! Which types an address names, and what is wrong with those that it cannot mean.

use crate::compared::{MOST, TYPES, names};
use model::catalog::{Catalog, TypeIndex};
use model::scenario::link::Problem;

/// The types of an address.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Types {
    /// In the order of the address.
    pub found: Vec<TypeIndex>,
    /// A sentence each for the names that are none.
    pub problems: Vec<Problem>,
}

/// Looks every name up.
pub(super) fn named_in(query: &str, catalog: &Catalog) -> Types {
    let mut types = Types { found: Vec::new(), problems: Vec::new() };
    for name in names(query, TYPES) {
        types.add(&name, catalog);
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
        self.problems.push(Problem::new(TYPES, name, wrong));
    }
}
