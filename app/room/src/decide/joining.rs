//! Seats: taking one, its name, its role, and the facilitator's.

use super::{Asked, Decided, no_problems};
use crate::command::{NAME, Refusal};
use crate::event::{KeyHash, Role, SeatId, What};
use crate::limits::{MAX_SEATS, TAKE_OVER_AFTER};
use crate::text::line;
use model::units::counted;

impl Asked<'_> {
    /// A seat for a key; the key's own seat where it has one, so that a doubled join is one person.
    pub(super) fn join(&self, key: KeyHash, name: &str, role: Role) -> Decided {
        if self.state.seat_of(&key).is_some() {
            return Ok(Vec::new());
        }
        if self.state.closing().is_some() {
            return Err(Refusal::Closed);
        }
        let mut problems = Vec::new();
        let name = NAME.check(line(name), &mut problems);
        no_problems(problems)?;
        let next = self.state.seats().len();
        match u16::try_from(next) {
            Ok(seat) if next < MAX_SEATS => Ok(vec![What::Joined { seat: SeatId(seat), name, role, key }]),
            _ => Err(Refusal::TooMany(format!("This room is full: it has {MAX_SEATS} seats."))),
        }
    }

    pub(super) fn rename(&self, name: &str) -> Decided {
        let seat = self.seated()?;
        let mut problems = Vec::new();
        let name = NAME.check(line(name), &mut problems);
        no_problems(problems)?;
        let is_so = self.state.seat(seat).is_some_and(|s| s.name == name);
        Ok(if is_so { Vec::new() } else { vec![What::Renamed { seat, name }] })
    }

    pub(super) fn take_role(&self, role: Role) -> Decided {
        let seat = self.seated()?;
        let is_so = self.state.seat(seat).is_some_and(|s| s.role == role);
        Ok(if is_so { Vec::new() } else { vec![What::RoleTaken { seat, role }] })
    }

    pub(super) fn take_over(&self) -> Decided {
        let seat = self.seated()?;
        let facilitator = self.state.facilitator();
        if seat == facilitator {
            return Ok(Vec::new());
        }
        let missing = TAKE_OVER_AFTER.saturating_sub(self.state.facilitator_away(self.presence, self.now));
        if missing > 0 {
            let name = self.state.seat(facilitator).map_or("The facilitator", |s| &s.label);
            return Err(Refusal::NotNow(match self.presence.is_here(facilitator) {
                true => format!("{name} is here and leads this room."),
                false => format!("{name} may come back: you can take over in {}.", counted(missing, "second")),
            }));
        }
        Ok(vec![What::TookOver { seat }])
    }
}
