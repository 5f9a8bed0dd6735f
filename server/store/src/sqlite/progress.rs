//! How far a load of the catalogue has come.

use std::fmt;

/// How far a load has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The instance types are in.
    Types {
        /// How many.
        types: usize,
    },
    /// A region's prices are in.
    Region {
        /// Its code.
        code: String,
        /// Regions that are in, this one included.
        done: usize,
        /// All regions.
        of: usize,
    },
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Progress::Types { types } => write!(f, "{types} instance types"),
            Progress::Region { code, done, of } => write!(f, "{code}: region {done} of {of}"),
        }
    }
}
