//! What restoring has done.

use crate::checked::Holds;
use std::path::PathBuf;

/// A backup is in the place of a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// What the backup holds.
    pub holds: Holds,
    /// Where what was there before is kept; `None`: nothing was there.
    pub kept: Option<PathBuf>,
}
