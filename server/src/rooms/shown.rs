//! What everybody's view of a room is made from, at one moment.

use app::rooms::{Figures, Place, ScreenPage, SeatPage};
use room::view::{Asked, Revealed, Room};
use room::{Around, Moment, Presence, SeatId, State, Verdicts, View};
use std::sync::Arc;
use store::RoomId;
use store::rooms::Code;

/// A room as it is shown until the next change. What is the same for all seats is made once.
pub struct Shown {
    /// The end of its address.
    pub id: RoomId,
    /// What people type; `None` where it is closed.
    pub code: Option<Code>,
    /// All that is in the store.
    pub state: State,
    /// When this was made.
    pub now: Moment,
    /// Whether the room is no more: its last view has been shown.
    pub is_gone: bool,
    room: Arc<Room>,
    figures: Arc<Figures>,
}

/// What a moment of a room is made from.
pub struct Moments<'a> {
    /// The end of its address.
    pub id: RoomId,
    /// What people type.
    pub code: Option<Code>,
    /// Who is there.
    pub presence: &'a Presence,
    /// The time.
    pub now: Moment,
    /// What everybody saw until now.
    pub before: Option<&'a Arc<Room>>,
    /// What the answers lead to.
    pub verdicts: Option<&'a Verdicts>,
    /// The same in words.
    pub figures: Arc<Figures>,
}

impl Shown {
    /// The room at this moment.
    pub fn of(state: State, of: Moments) -> Shown {
        let around = Around { presence: of.presence, now: of.now, verdicts: of.verdicts };
        let room = state.room(&around);
        // where nobody sees a difference, there is none to look for
        let room = of.before.filter(|before| ***before == room).cloned().unwrap_or_else(|| Arc::new(room));
        Shown { id: of.id, code: of.code, state, now: of.now, is_gone: false, room, figures: of.figures }
    }

    /// The same, of a room that is no more.
    pub fn gone(self) -> Shown {
        Shown { is_gone: true, ..self }
    }

    /// Its addresses; links begin with `base`.
    pub fn place(&self, base: &str) -> Place {
        let code = self.code.map(|code| code.to_string()).unwrap_or_default();
        Place { id: self.id.to_string(), code, base: base.to_owned() }
    }

    /// What the screen may see.
    pub fn for_screen(&self) -> View {
        self.state.screen_in(self.room.clone())
    }

    /// What a seat may see.
    pub fn for_seat(&self, seat: SeatId) -> View {
        self.state.seat_in(self.room.clone(), seat)
    }

    /// Whether something that is to be shown is still being worked out.
    pub fn is_being_worked_out(&self) -> bool {
        let waits = |asked: &Asked| {
            let has_values = |revealed: &Revealed| revealed.columns.iter().any(|column| column.value.is_some());
            asked.verdict.is_none() && asked.revealed.as_ref().is_some_and(has_values)
        };
        self.room.questions.iter().any(waits) || !self.figures.is_of(&self.room)
    }

    /// How many people are in it.
    pub fn people(&self) -> u32 {
        self.room.people.len() as u32
    }

    /// What everybody sees.
    pub fn room(&self) -> &Arc<Room> {
        &self.room
    }

    /// Whether somebody sees the same as at an earlier moment.
    pub fn is_same(&self, earlier: &Shown, seat: Option<SeatId>) -> bool {
        let is_own = |seat| self.for_seat(seat).version == earlier.for_seat(seat).version;
        Arc::ptr_eq(&self.room, &earlier.room)
            && Arc::ptr_eq(&self.figures, &earlier.figures)
            && (self.is_gone, self.code) == (earlier.is_gone, earlier.code)
            && seat.is_none_or(is_own)
    }

    /// The page of the screen.
    pub fn screen(&self, base: &str) -> ScreenPage {
        ScreenPage { place: self.place(base), view: self.for_screen(), figures: self.figures.clone(), now: self.now }
    }

    /// The page of a seat.
    pub fn seat(&self, seat: SeatId, base: &str) -> SeatPage {
        SeatPage {
            place: self.place(base),
            view: self.for_seat(seat),
            figures: self.figures.clone(),
            now: self.now,
            phone: None,
            problems: Vec::new(),
            typed: Vec::new(),
        }
    }

    /// Whether nothing more will come.
    pub fn is_over(&self) -> bool {
        self.is_gone || self.state.record().is_some()
    }
}
