//! The name of an edition: the hash of what a catalogue says of one region.

use std::fmt;

/// SHA-256 of an edition's bytes. Two editions of one name have the same figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EditionHash(pub [u8; 32]);

impl fmt::Display for EditionHash {
    /// All of it in hex.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}
