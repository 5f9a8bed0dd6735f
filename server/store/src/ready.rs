//! Why a store is not ready: for whoever watches over it.

use crate::error::StoreError;

/// Something that a store in use lacks.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NotReady {
    /// Another file is at its address, or none.
    #[error("the file of the store has been deleted or replaced while it is in use; restart Berth")]
    Moved,
    /// It cannot be read.
    #[error("the store cannot be read; run `berth check`")]
    Unreadable(#[source] StoreError),
    /// Nobody writes.
    #[error("nothing can be written to the store")]
    Unwritable,
    /// The disk is nearly full.
    #[error("the disk of the store has only {megabytes} MB left")]
    NoRoom {
        /// What is left.
        megabytes: u64,
    },
}
