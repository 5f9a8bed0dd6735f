//! Why nothing was saved or deleted, as sentences for whoever tried.

use super::id::Id;
use crate::error::StoreError;
use catalog_files::Version;
use std::sync::Arc;

/// Nothing was saved or deleted.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SaveError {
    /// A text over its limit.
    #[error("The {what} has {found} {unit}; at most {most} can be saved. Shorten it and save again.")]
    TooLong {
        /// Which text.
        what: &'static str,
        /// What its length is counted in.
        unit: &'static str,
        /// Its length.
        found: usize,
        /// The limit.
        most: usize,
    },
    /// A character that is no text.
    #[error("The {what} holds the control character U+{code:04X}, which cannot be saved. Remove it and save again.")]
    ControlCharacter {
        /// Which text.
        what: &'static str,
        /// The character's code point.
        code: u32,
    },
    /// The store's file may not be written.
    #[error(
        "This site cannot save: its store is read-only. The address of the planner holds the scenario too: copy that."
    )]
    ReadOnly,
    /// The settings allow none.
    #[error(
        "This site saves nothing: its operator has switched that off. The address of the planner holds the scenario: copy that."
    )]
    Off,
    /// More is waiting than the writer can hold, or another process keeps the store to itself.
    #[error("Berth has more to save than it can write at the moment. Try again in a few seconds.")]
    Busy,
    /// The most scenarios that the settings allow.
    #[error(
        "This site holds {most} saved scenarios, its limit. The address of the planner holds the scenario too: copy that."
    )]
    Full {
        /// The limit.
        most: u64,
    },
    /// No room on the disk, or in the size that the settings allow.
    #[error(
        "There is no room left, and nothing was saved. The operator of this site must free disk space; then save again."
    )]
    NoRoom(#[source] Arc<StoreError>),
    /// The edition is not in the store.
    #[error(
        "The store no longer holds the catalogue {version} that these figures come from. Reload the page and save again."
    )]
    UnknownEdition {
        /// The catalogue's version.
        version: Version,
    },
    /// Another content has the same id.
    #[error("Another saved scenario already has the link {id}. Change the title or the note and save again.")]
    Collision {
        /// The id of both.
        id: Id,
    },
    /// The operating system has no randomness for a secret.
    #[error("Berth got no random number for the secret that deletes the scenario, and saved nothing. Try again.")]
    NoRandomness,
    /// The writer died of a fault while it had this; another has taken its place.
    #[error("Berth failed while it saved. Save again: the same content is never saved twice.")]
    Interrupted,
    /// The writer has stopped.
    #[error("Berth is stopping and saves nothing more. Try again when it is back.")]
    Stopping,
    /// Anything else that the database reports.
    #[error("The store failed, and nothing was changed. Try again; if that fails, tell the operator of this site.")]
    Store(#[source] Arc<StoreError>),
}
