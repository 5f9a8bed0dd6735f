//! What happens in a store that several servers share.

use crate::room_id::RoomId;

/// Something that has happened, whoever did it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Another catalogue is current.
    Catalog,
    /// A room has other events.
    Room {
        /// Which.
        id: RoomId,
        /// How many it has by now.
        events: u64,
    },
    /// A server says something of a room that is kept nowhere.
    Said {
        /// Which room.
        room: RoomId,
        /// What, in the words of the servers.
        note: String,
    },
    /// Anything: for a while nobody has listened.
    Missed,
}

impl Change {
    /// Reads what was told: `catalog`, `room ID EVENTS`, `said ID NOTE`. `None`: a later version's words.
    pub(crate) fn of(told: &str) -> Option<Change> {
        let mut words = told.splitn(3, ' ');
        let (what, id, rest) = (words.next()?, words.next(), words.next());
        match (what, id, rest) {
            ("catalog", None, None) => Some(Change::Catalog),
            ("room", Some(id), Some(events)) => {
                Some(Change::Room { id: id.parse().ok()?, events: events.parse().ok()? })
            }
            ("said", Some(room), Some(note)) => Some(Change::Said { room: room.parse().ok()?, note: note.to_owned() }),
            _ => None,
        }
    }

    /// How a note is told.
    pub(crate) fn said(room: RoomId, note: &str) -> String {
        format!("said {room} {note}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_reads_back_and_other_words_are_passed_over() {
        let id = RoomId::random().expect("randomness");
        assert_eq!(Change::of("catalog"), Some(Change::Catalog));
        assert_eq!(Change::of(&format!("room {id} 17")), Some(Change::Room { id, events: 17 }));
        let said = Change::Said { room: id, note: "here 4,5 and more".into() };
        assert_eq!(Change::of(&Change::said(id, "here 4,5 and more")), Some(said));
        for other in ["", "catalog 2", "room", "room x 1", "weather fine today"] {
            assert_eq!(Change::of(other), None, "{other}");
        }
    }
}
