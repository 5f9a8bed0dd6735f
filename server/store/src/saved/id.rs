//! The ID of a saved scenario: computed from the content, so that the same content has one link.

use crate::base62;
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

/// Letters and digits of an id.
const WIDTH: usize = 11;

/// The first 64 bits of the content's SHA-256, written as 11 letters and digits: `0Kd6bEUlL2x`.
///
/// Among a million contents, two share an id with a probability of 1 in 37 million; should it happen, the
/// second is refused, see [`SaveError::Collision`](super::SaveError::Collision).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(u64);

/// The text is not the id of a saved scenario.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("A saved scenario's link ends in 11 letters and digits. Check that you copied all of it.")]
pub struct IdError;

impl Id {
    /// The id of a content with these parts, see [`Content::id`](super::Content::id).
    pub(super) fn of_parts(parts: &[&str]) -> Id {
        let mut hash = Sha256::new();
        for part in parts {
            // a text of 4 GiB never gets here: `Content::check` comes first
            hash.update(u32::try_from(part.len()).unwrap_or(u32::MAX).to_be_bytes());
            hash.update(part);
        }
        let digest: [u8; 32] = hash.finalize().into();
        let first = digest.first_chunk::<8>().copied().unwrap_or_default();
        Id(u64::from_be_bytes(first))
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base62::encode(u128::from(self.0), WIDTH))
    }
}

impl FromStr for Id {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Id, IdError> {
        let number = base62::decode(text, WIDTH).ok_or(IdError)?;
        u64::try_from(number).map(Id).map_err(|_| IdError)
    }
}
