//! The id of a planning room: random, so that nobody finds a room by trying.

use crate::base62;
use std::fmt;
use std::str::FromStr;

/// Letters and digits of an id.
const WIDTH: usize = 11;

/// 64 random bits, written as 11 letters and digits like the id of a saved scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoomId(u64);

/// The text is not the id of a room.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("A room's link ends in 11 letters and digits. Check that you copied all of it.")]
pub struct RoomIdError;

impl RoomId {
    /// A new one from the operating system; `None` if that has no randomness to give.
    pub fn random() -> Option<RoomId> {
        let mut bits = [0; 8];
        getrandom::fill(&mut bits).ok()?;
        Some(RoomId(u64::from_be_bytes(bits)))
    }
}

impl fmt::Display for RoomId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base62::encode(u128::from(self.0), WIDTH))
    }
}

impl FromStr for RoomId {
    type Err = RoomIdError;

    fn from_str(text: &str) -> Result<RoomId, RoomIdError> {
        let number = base62::decode(text, WIDTH).ok_or(RoomIdError)?;
        u64::try_from(number).map(RoomId).map_err(|_| RoomIdError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_and_no_two_are_the_same() {
        let ids: std::collections::BTreeSet<RoomId> = (0..1_000).filter_map(|_| RoomId::random()).collect();
        assert_eq!(ids.len(), 1_000);
        assert!(ids.iter().all(|id| id.to_string().len() == 11 && id.to_string().parse() == Ok(*id)));
        for wrong in ["", "short", "0000000000-", "zzzzzzzzzzz", "000000000000"] {
            assert_eq!(wrong.parse::<RoomId>(), Err(RoomIdError), "{wrong}");
        }
    }
}
