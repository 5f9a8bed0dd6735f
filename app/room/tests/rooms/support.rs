//! A room in the making: commands go in, events are taken in and kept.

use room::view::View;
use room::{
    Around, Command, Event, KeyHash, Moment, Opening, Presence, Refusal, RevealRule, Role, SeatId, State, WhoMay,
};

use std::sync::Arc;

pub const START: Moment = Moment(1_800_000_000);

/// The facilitator's seat.
pub const LEAD: SeatId = SeatId(0);

pub struct Live {
    pub events: Vec<Event>,
    pub state: State,
    pub presence: Presence,
    pub now: Moment,
}

pub fn opening(questions: &[&str]) -> Opening {
    Opening {
        title: "Pod network for shop".into(),
        scenario: "v=2".into(),
        questions: questions.iter().map(ToString::to_string).collect(),
        reveal: RevealRule::default(),
        what_if_by: WhoMay::Everyone,
        name: "Lea".into(),
        role: Role::Answer,
        key: KeyHash("key of Lea".into()),
        supersedes: None,
    }
}

impl Live {
    pub fn open(opening: Opening) -> Live {
        let event = room::open(opening, START).expect("it can be opened");
        let state = State::fold([&event]);
        let presence = Presence { since: START, ..Presence::default() };
        Live { events: vec![event], state, presence, now: START }
    }

    pub fn of(questions: &[&str]) -> Live {
        Live::open(opening(questions))
    }

    /// Decides a command and takes its events in; how many there were.
    pub fn send(&mut self, seat: SeatId, command: Command) -> Result<usize, Refusal> {
        self.send_from(Some(seat), command)
    }

    pub fn send_from(&mut self, seat: Option<SeatId>, command: Command) -> Result<usize, Refusal> {
        let events = self.state.decide(seat, command, self.now, &self.presence)?;
        events.iter().for_each(|event| self.state.apply(event));
        self.events.extend(events.iter().cloned());
        Ok(events.len())
    }

    pub fn join(&mut self, name: &str) -> SeatId {
        self.join_as(name, Role::Answer)
    }

    pub fn join_as(&mut self, name: &str, role: Role) -> SeatId {
        let key = KeyHash(format!("key {} of {name}", self.state.seats().len()));
        let join = Command::Join { key: key.clone(), name: name.into(), role };
        assert_eq!(self.send_from(None, join), Ok(1));
        self.state.seat_of(&key).expect("it has a seat")
    }

    /// Answers against what the seat sees now.
    pub fn answer(&mut self, seat: SeatId, question: &str, value: &str, why: &str) -> Result<usize, Refusal> {
        let asked = room::Question::of_key(question).expect("it is asked");
        let board = self.state.board(asked).expect("it is asked");
        let (round, against) = (board.round, board.answers.get(&seat).map_or(0, |a| a.revision));
        let (question, value, why) = (question.into(), value.into(), why.into());
        self.send(seat, Command::Answer { question, round, against, value, why })
    }

    pub fn reveal(&mut self, question: &str) -> Result<usize, Refusal> {
        let round = self.board(question).round;
        self.send(LEAD, Command::Reveal { question: question.into(), round })
    }

    pub fn settle(&mut self, question: &str, value: &str, reason: &str) -> Result<usize, Refusal> {
        let (round, against) = (self.board(question).round, self.board(question).revision);
        let (question, value, reason) = (question.into(), value.into(), reason.into());
        self.send(
            self.state.facilitator(),
            Command::Settle { question, round, against, value, reason, dissent: vec![] },
        )
    }

    pub fn board(&self, question: &str) -> &room::state::Board {
        self.state.board(room::Question::of_key(question).expect("a question")).expect("it is asked")
    }

    pub fn around(&self) -> Around<'_> {
        Around { presence: &self.presence, now: self.now, verdicts: None }
    }

    /// What a seat receives, as bytes; `None` is the screen.
    pub fn bytes(&self, seat: Option<SeatId>) -> String {
        self.seen(&[seat]).remove(0).1
    }

    /// The version and the bytes that each of these receives; `None` is the screen.
    pub fn seen(&self, seats: &[Option<SeatId>]) -> Vec<(u64, String)> {
        let room = Arc::new(self.state.room(&self.around()));
        let view = |seat: &Option<SeatId>| match seat {
            Some(seat) => self.state.seat_in(room.clone(), *seat),
            None => self.state.screen_in(room.clone()),
        };
        let shown = |view: View| (view.version, serde_json::to_string(&view).expect("it is JSON"));
        seats.iter().map(view).map(shown).collect()
    }

    /// Every seat.
    pub fn seats(&self) -> Vec<Option<SeatId>> {
        (0..self.state.seats().len()).map(|n| Some(SeatId(n as u16))).collect()
    }
}
