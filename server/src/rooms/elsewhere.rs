//! What servers on one store say to each other of a room: who has a stream open.

use room::SeatId;
use std::collections::BTreeSet;

/// The seats of a room that have a stream open on a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatsOf {
    /// Which server.
    pub server: String,
    /// Which seats.
    pub seats: BTreeSet<SeatId>,
}

impl SeatsOf {
    /// In one line: `here SERVER 0,4,17`.
    pub fn write(&self) -> String {
        let seats: Vec<String> = self.seats.iter().map(|seat| seat.0.to_string()).collect();
        format!("here {} {}", self.server, seats.join(","))
    }

    /// Reads such a line. `None`: another version says something else.
    pub fn read(note: &str) -> Option<SeatsOf> {
        let (server, seats) = note.strip_prefix("here ")?.split_once(' ')?;
        let seats = seats.split(',').filter(|seat| !seat.is_empty());
        let seats = seats.map(|seat| seat.parse().map(SeatId)).collect::<Result<_, _>>().ok()?;
        Some(SeatsOf { server: server.to_owned(), seats })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_reads_back_and_other_words_are_passed_over() {
        for seats in [vec![], vec![0], vec![0, 4, 17]] {
            let said = SeatsOf { server: "a-1".into(), seats: seats.into_iter().map(SeatId).collect() };
            assert_eq!(SeatsOf::read(&said.write()), Some(said));
        }
        for other in ["", "here", "here a", "here a x", "gone a 1"] {
            assert_eq!(SeatsOf::read(other), None, "{other}");
        }
    }
}
