//! What servers on one store say to each other of a room: who has a stream open, and to one that has just come, who has left.

use room::SeatId;
use std::collections::{BTreeMap, BTreeSet};

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

/// Who has left, for a server that has not seen it. Seconds before it is said, because clocks differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AwayOf {
    /// Which server says so.
    pub server: String,
    /// For how many seconds it has looked, or heard from one that has.
    pub looked: u64,
    /// For how many seconds seats that it has seen have been away.
    pub away: BTreeMap<SeatId, u64>,
}

impl AwayOf {
    /// In one line: `away SERVER 600 3:45,17:120`.
    pub fn write(&self) -> String {
        let away: Vec<String> = self.away.iter().map(|(seat, seconds)| format!("{}:{seconds}", seat.0)).collect();
        format!("away {} {} {}", self.server, self.looked, away.join(","))
    }

    /// Reads such a line. `None`: it says something else.
    pub fn read(note: &str) -> Option<AwayOf> {
        let (server, rest) = note.strip_prefix("away ")?.split_once(' ')?;
        let (looked, away) = rest.split_once(' ')?;
        let away = away.split(',').filter(|one| !one.is_empty()).map(|one| {
            let (seat, seconds) = one.split_once(':')?;
            Some((SeatId(seat.parse().ok()?), seconds.parse().ok()?))
        });
        Some(AwayOf { server: server.to_owned(), looked: looked.parse().ok()?, away: away.collect::<Option<_>>()? })
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
        for away in [vec![], vec![(3, 45)], vec![(3, 45), (17, 120)]] {
            let away = away.into_iter().map(|(seat, seconds)| (SeatId(seat), seconds)).collect();
            let said = AwayOf { server: "a-1".into(), looked: 600, away };
            assert_eq!((AwayOf::read(&said.write()), SeatsOf::read(&said.write())), (Some(said), None));
        }
        for other in
            ["", "here", "here a", "here a x", "gone a 1", "away", "away a", "away a 1", "away a x ", "away a 1 3"]
        {
            assert_eq!((SeatsOf::read(other), AwayOf::read(other)), (None, None), "{other}");
        }
    }
}
