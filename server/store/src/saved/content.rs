//! What somebody saves, and what it may hold.

use super::error::SaveError;
use super::id::Id;
use crate::edition::EditionRef;
use crate::room_id::RoomId;

/// Longest query, in bytes.
pub const MAX_QUERY_BYTES: usize = 8 * 1024;
/// Longest title, in characters.
pub const MAX_TITLE: usize = 100;
/// Longest note, in characters.
pub const MAX_NOTE: usize = 2_000;
/// Longest text of decided figures, in bytes.
pub const MAX_DECIDED_BYTES: usize = 4 * 1024;

/// A scenario to save. Titles and notes are plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// The canonical part of the scenario's link that is not left at its default. The store does not look
    /// into it: that two queries mean the same is for the caller to see, by writing them the same.
    pub query: String,
    /// May be empty.
    pub title: String,
    /// May be empty; may have several lines.
    pub note: String,
    /// The saved scenario that this one was made from. It may be deleted later.
    pub parent: Option<Id>,
    /// The room that it is the record of. Only closing a room sets it.
    pub room: Option<RoomId>,
    /// The edition that the figures come from.
    pub edition: EditionRef,
    /// Version of the model that worked the figures out.
    pub model_version: u32,
    /// The figures as decided, in a form of the caller's choice. Follows from query, edition and model,
    /// and so is no part of the id.
    pub decided: String,
}

impl Content {
    /// The id that it has, saved or not. Links hang on it: what goes in, and how, never changes.
    ///
    /// Each part goes in after its length in bytes, as 32 bits with the highest first: query, version and
    /// hash of the edition, version of the model in decimal, title, note, the parent's id or nothing, and the room's id
    /// where it is the record of one: two meetings that come to the same are two records.
    /// `decided` stays out: it follows from the rest. (Up to schema 2 the hash was that of the catalogue's files;
    /// ids of that time stay as they are.)
    pub fn id(&self) -> Id {
        let version = self.edition.version.to_string();
        let hash = self.edition.hash.to_string();
        let model = self.model_version.to_string();
        let parent = self.parent.map(|id| id.to_string()).unwrap_or_default();
        let room = self.room.map(|id| id.to_string());
        let mut parts = vec![self.query.as_str(), &version, &hash, &model, &self.title, &self.note, &parent];
        parts.extend(room.as_deref());
        Id::of_parts(&parts)
    }

    /// Whether it may be saved: lengths, and no control characters but line breaks and tabs in the note.
    pub fn check(&self) -> Result<(), SaveError> {
        within("scenario", "bytes", self.query.len(), MAX_QUERY_BYTES)?;
        within("title", "characters", self.title.chars().count(), MAX_TITLE)?;
        within("note", "characters", self.note.chars().count(), MAX_NOTE)?;
        within("summary of the figures", "bytes", self.decided.len(), MAX_DECIDED_BYTES)?;
        printable("scenario", &self.query, &[])?;
        printable("title", &self.title, &[])?;
        printable("note", &self.note, &['\n', '\t'])?;
        printable("summary of the figures", &self.decided, &['\n', '\t'])
    }

    /// Whether both would be the same saved scenario: all that goes into the id.
    pub(crate) fn is_same(&self, other: &Content) -> bool {
        Content { decided: String::new(), ..self.clone() } == Content { decided: String::new(), ..other.clone() }
    }
}

fn within(what: &'static str, unit: &'static str, found: usize, most: usize) -> Result<(), SaveError> {
    if found <= most { Ok(()) } else { Err(SaveError::TooLong { what, unit, found, most }) }
}

fn printable(what: &'static str, text: &str, allowed: &[char]) -> Result<(), SaveError> {
    match text.chars().find(|c| c.is_control() && !allowed.contains(c)) {
        Some(found) => Err(SaveError::ControlCharacter { what, code: u32::from(found) }),
        None => Ok(()),
    }
}
