//! Seats, and how people of the same name are told apart.

use crate::event::{KeyHash, Role};
use std::collections::BTreeSet;

/// Somebody in a room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// As typed.
    pub name: String,
    /// The name, with a number behind it where an earlier seat has it already.
    pub label: String,
    /// Answers or watches.
    pub role: Role,
    /// Of the seat's key.
    pub key: KeyHash,
    /// Answers that this seat has given, changes included. Nobody else may see it.
    pub(crate) given: u32,
    /// Changes of what this seat sees and nobody else does.
    pub(crate) own: u64,
}

/// Gives every seat a label of its own: `Ana`, `Ana (2)`.
pub(super) fn label(seats: &mut [Seat]) {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for seat in seats {
        let numbered = |n: u32| if n == 1 { seat.name.clone() } else { format!("{} ({n})", seat.name) };
        let label = (1..).map(numbered).find(|label| taken.insert(label.to_lowercase()));
        seat.label = label.unwrap_or_default();
    }
}
