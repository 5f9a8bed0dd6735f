//! Rows by name, and lists in order, with little code: the standard maps and sorts are compiled again for every type
//! that they hold, 2 to 8 KB each in the browser half. Here each of them is compiled once.

use model::order::sort_indices;
use std::collections::BTreeMap;

/// Rows by name. Reading them goes by name.
#[derive(Clone, Debug)]
pub(crate) struct ByName<T> {
    rows: Vec<Option<T>>,
    names: BTreeMap<String, usize>,
}

impl<T> Default for ByName<T> {
    fn default() -> Self {
        ByName { rows: Vec::new(), names: BTreeMap::new() }
    }
}

/// Between the parts of a name.
const BETWEEN: char = '\u{1}';

/// A name in several parts.
pub(crate) fn name(parts: &[&str]) -> String {
    let mut name = String::new();
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            name.push(BETWEEN);
        }
        name.push_str(part);
    }
    name
}

/// The part of a name, from 0; empty where there is none.
pub(crate) fn part(name: &str, index: usize) -> &str {
    name.split(BETWEEN).nth(index).unwrap_or_default()
}

impl<T> ByName<T> {
    /// Puts a row in. Whether it replaced another.
    pub fn insert(&mut self, name: String, row: T) -> bool {
        let (index, is_new) = place(&mut self.names, name, self.rows.len());
        match is_new {
            true => self.rows.push(Some(row)),
            false => self.rows[index] = Some(row),
        }
        !is_new
    }

    /// The row of a name, made if there is none.
    pub fn get_or(&mut self, name: String, row: impl FnOnce() -> T) -> &mut T {
        let (index, is_new) = place(&mut self.names, name, self.rows.len());
        if is_new {
            self.rows.push(None);
        }
        self.rows[index].get_or_insert_with(row)
    }

    /// The row of a name.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.rows.get(*self.names.get(name)?)?.as_ref()
    }

    /// The same, to be changed.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut T> {
        self.rows.get_mut(*self.names.get(name)?)?.as_mut()
    }

    /// Whether a name has a row.
    pub fn has(&self, name: &str) -> bool {
        self.names.contains_key(name)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Every name with its row.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.names.iter().filter_map(|(name, index)| Some((name.as_str(), self.rows[*index].as_ref()?)))
    }

    /// Takes every name with its row out.
    pub fn take(&mut self) -> Vec<(String, T)> {
        let mut taken = Vec::with_capacity(self.rows.len());
        for (name, index) in std::mem::take(&mut self.names) {
            taken.extend(self.rows[index].take().map(|row| (name, row)));
        }
        self.rows.clear();
        taken
    }
}

/// The index of a name, `next` if it is new.
#[inline(never)]
fn place(names: &mut BTreeMap<String, usize>, name: String, next: usize) -> (usize, bool) {
    match names.get(&name) {
        Some(index) => (*index, false),
        None => {
            names.insert(name, next);
            (next, true)
        }
    }
}

/// In the order of their keys; what has the same key stays in its order.
pub(crate) fn in_order<T>(items: Vec<T>, key: impl Fn(&T) -> u128) -> Vec<T> {
    let order = sorted(items.iter().map(key).collect());
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    order.into_iter().filter_map(|index| items[index].take()).collect()
}

#[inline(never)]
fn sorted(keys: Vec<u128>) -> Vec<usize> {
    let mut order: Vec<usize> = (0..keys.len()).collect();
    sort_indices(&mut order, &|a, b| keys[a].cmp(&keys[b]));
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_by_name_and_in_its_order() {
        let mut rows = ByName::default();
        assert!(!rows.insert(name(&["b", "x"]), 1) && !rows.insert("a".into(), 2) && rows.insert("a".into(), 3));
        *rows.get_or("c".into(), || 7) += 1;
        assert_eq!((rows.get("a"), rows.get("z"), rows.len()), (Some(&3), None, 3));
        assert_eq!(
            rows.iter().map(|(name, row)| (part(name, 0), *row)).collect::<Vec<_>>(),
            [("a", 3), ("b", 1), ("c", 8)]
        );
        assert_eq!(rows.take().len(), 3);
        assert!(rows.is_empty() && part("b\u{1}x", 1) == "x" && part("b", 1).is_empty());
    }

    #[test]
    fn order_is_by_key_and_stable() {
        assert_eq!(in_order(vec!["bb", "a", "cc", "d"], |s| s.len() as u128), ["a", "d", "bb", "cc"]);
    }
}
