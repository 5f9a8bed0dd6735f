//! The task of one room: decides commands one after the other, and answers once their events are on the disk.
//!
//! While a group of events is being written, more commands gather; the next group carries them all. What is shown is
//! only ever what is in the store.

use super::clock::now;
use super::elsewhere::SeatsOf;
use super::here::Here;
use super::loaded::{Loaded, Unread, load, read};
use super::shown::{Moments, Shown};
use super::work::{Work, Worked};
use room::limits::TAKE_OVER_AFTER;
use room::{Command, Event, Moment, Presence, Refusal, SeatId, State};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use store::rooms::{Append, Closing, Code, RoomError};
use store::saved::{Content, Id, Saving};
use store::{RoomId, RoomStore};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::{Instant, MissedTickBehavior, interval, sleep_until};

/// Most commands that are decided together.
const GROUP: usize = 256;
/// How often the task looks at the clock.
const TICK: Duration = Duration::from_secs(1);
/// How long comings and goings gather before they are shown.
const GATHER: Duration = Duration::from_millis(250);
/// How long a room that nobody looks at, on any server, stays in memory.
const REST: Duration = Duration::from_secs(60);
/// How often other servers are told who is here, where that stays the same.
const SAY_AGAIN: Duration = Duration::from_secs(10);
/// How often a command is decided again because another process has written to the room meanwhile.
const TRIES: u32 = 3;

/// A command for a room.
pub struct Ask {
    /// Who asks; `None`: nobody with a seat.
    pub seat: Option<SeatId>,
    /// What.
    pub command: Command,
    /// Makes the record, where the command closes the room.
    pub record: Option<Record>,
    /// Takes the answer.
    pub answer: oneshot::Sender<Answered>,
}

/// Makes the record of a room that is closed, or says why it cannot be saved.
pub type Record = Arc<dyn Fn(&room::state::Closing) -> Result<Content, Vec<String>> + Send + Sync>;

/// What has come of a command.
pub type Answered = Result<Done, Refused>;

/// A command was done, now or before.
#[derive(Clone, Debug, Default)]
pub struct Done {
    /// What saving the record came to, where the room was closed.
    pub saved: Option<Saving>,
}

/// A command was not done.
#[derive(Clone, Debug)]
pub enum Refused {
    /// By the rules of the room.
    Rules(Refusal),
    /// By what a saved scenario may hold, a sentence each.
    Record(Vec<String>),
    /// By the store.
    Store(RoomError),
}

/// What connects a room here with the same room on other servers.
pub struct Elsewhere {
    /// How many events the room has by now, whoever has written them.
    pub told: watch::Receiver<u64>,
    /// Who waits until the store has been looked at.
    pub looks: mpsc::Receiver<oneshot::Sender<()>>,
    /// The name of this server.
    pub me: Arc<str>,
}

/// The task.
pub struct Task {
    id: RoomId,
    code: Option<Code>,
    store: Arc<dyn RoomStore>,
    /// As it is in the store, and while a group is decided, as it will be.
    state: State,
    /// How many events the store has.
    events: u64,
    days: u32,
    here: Arc<Here>,
    presence: Presence,
    may_take_over: bool,
    work: Work,
    shown: watch::Sender<Arc<Shown>>,
    is_broken: bool,
    elsewhere: Elsewhere,
    /// Who is on this server, as other servers have been told last, and when.
    said: Option<(BTreeSet<SeatId>, Instant)>,
}

impl Task {
    /// Of a room that was loaded; what it shows first, too.
    pub fn new(loaded: Loaded, here: Arc<Here>, elsewhere: Elsewhere) -> (Task, watch::Receiver<Arc<Shown>>) {
        let Loaded { id, code, store, state, events, days } = loaded;
        let (presence, work) = (here.presence(now()), Work::default());
        let of = Moments {
            id,
            code,
            presence: &presence,
            now: now(),
            before: None,
            verdicts: None,
            figures: work.figures(),
        };
        let (shown, receiver) = watch::channel(Arc::new(Shown::of(state.clone(), of)));
        let task = Task {
            id,
            code,
            store,
            state,
            events,
            days,
            here,
            presence,
            may_take_over: false,
            work,
            shown,
            is_broken: false,
            elsewhere,
            said: None,
        };
        (task, receiver)
    }

    /// Runs until nobody has looked for a while, and says so; or until the room can no longer be trusted.
    pub async fn run(mut self, mut asks: mpsc::Receiver<Ask>, may_rest: impl Fn() -> bool) {
        let mut ticks = interval(TICK);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut waiting = Vec::new();
        let mut last_asked = Instant::now();
        let mut gathered: Option<Instant> = None;
        let here = self.here.clone();
        self.show();
        while !self.is_broken {
            tokio::select! {
                received = asks.recv_many(&mut waiting, GROUP) => {
                    if received == 0 {
                        return;
                    }
                    last_asked = Instant::now();
                    self.answer(std::mem::take(&mut waiting)).await;
                }
                worked = self.work.done() => self.show_worked(worked),
                Ok(()) = self.elsewhere.told.changed() => self.catch_up().await,
                Some(first) = self.elsewhere.looks.recv() => {
                    let mut waiting = vec![first];
                    while let Ok(next) = self.elsewhere.looks.try_recv() {
                        waiting.push(next);
                    }
                    self.read_on().await;
                    for done in waiting {
                        // whoever has gone away needs nothing any more
                        let _ = done.send(());
                    }
                }
                () = here.changed(), if gathered.is_none() => gathered = Some(Instant::now() + GATHER),
                () = sleep_until(gathered.unwrap_or_else(Instant::now)), if gathered.is_some() => {
                    gathered = None;
                    self.show_presence();
                    self.say_who_is_here().await;
                }
                _ = ticks.tick() => {
                    self.tick().await;
                    if last_asked.elapsed() > REST && self.is_empty() && may_rest() {
                        return;
                    }
                }
            }
        }
        may_rest();
    }

    /// Decides a group, writes its events, shows them and answers.
    async fn answer(&mut self, asks: Vec<Ask>) {
        let (closing, group): (Vec<Ask>, Vec<Ask>) =
            asks.into_iter().partition(|ask| matches!(ask.command, Command::Close { .. }));
        if !group.is_empty() {
            let answers = self.group(&group).await;
            group.into_iter().zip(answers).for_each(|(ask, answered)| drop(ask.answer.send(answered)));
        }
        for ask in closing {
            let answered = self.close(&ask).await;
            // whoever has gone away finds the room closed
            let _ = ask.answer.send(answered);
        }
    }

    async fn group(&mut self, asks: &[Ask]) -> Vec<Answered> {
        for _ in 0..TRIES {
            let (events, answers) = self.decide(asks);
            if events.is_empty() {
                return answers;
            }
            match self.write(&events).await {
                Ok(()) => {
                    self.show();
                    return answers;
                }
                // another process was first: decide again, knowing what it has written
                Err(RoomError::Moved { .. }) if self.load().await => {}
                Err(error) => {
                    self.load().await;
                    let refused = |answer: &Answered| match answer {
                        Ok(_) => Err(Refused::Store(error.clone())),
                        Err(refused) => Err(refused.clone()),
                    };
                    return answers.iter().map(refused).collect();
                }
            }
        }
        asks.iter().map(|_| Err(Refused::Store(RoomError::Busy))).collect()
    }

    /// The events of a group, which the state has then; each command is decided after those before it.
    fn decide(&mut self, asks: &[Ask]) -> (Vec<Event>, Vec<Answered>) {
        let (mut all, now) = (Vec::new(), now());
        // whoever has come back a moment ago is not replaced
        let presence = self.here.presence(now);
        let mut answers = Vec::with_capacity(asks.len());
        for ask in asks {
            let decided = self.state.decide(ask.seat, ask.command.clone(), now, &presence);
            answers.push(match decided {
                Ok(events) => {
                    events.iter().for_each(|event| self.state.apply(event));
                    all.extend(events);
                    Ok(Done::default())
                }
                Err(refusal) => Err(Refused::Rules(refusal)),
            });
        }
        (all, answers)
    }

    async fn write(&mut self, events: &[Event]) -> Result<(), RoomError> {
        let append = self.appended(events);
        let count = append.events.len() as u64;
        self.store.append(append).await?;
        self.events += count;
        Ok(())
    }

    fn appended(&self, events: &[Event]) -> Append {
        // an event is plain data: it always becomes JSON
        let texts = events.iter().filter_map(|event| serde_json::to_string(event).ok()).collect();
        Append { room: self.id, expected: self.events, events: texts }
    }

    async fn close(&mut self, ask: &Ask) -> Answered {
        for _ in 0..TRIES {
            match self.try_close(ask).await {
                // another process was first: decide again, knowing what it has written
                Err(Refused::Store(RoomError::Moved { .. })) => {}
                answered => return answered,
            }
        }
        Err(Refused::Store(RoomError::Busy))
    }

    /// Closes the room: its last events and its record are written together.
    async fn try_close(&mut self, ask: &Ask) -> Answered {
        let now = now();
        let by_room = Refused::Rules;
        let mut events = self.state.decide(ask.seat, ask.command.clone(), now, &self.presence).map_err(by_room)?;
        if events.is_empty() {
            return Ok(Done::default());
        }
        let mut after = self.state.clone();
        events.iter().for_each(|event| after.apply(event));
        let (Some(closing), Some(record)) = (after.closing(), &ask.record) else {
            return Err(Refused::Rules(Refusal::Stale));
        };
        let record = record(closing).map_err(Refused::Record)?;
        let record = Content { room: Some(self.id), ..record };
        let saved = Command::Saved { id: record.id().to_string() };
        events.extend(after.decide(None, saved, now, &self.presence).map_err(by_room)?);
        let supersedes: Option<Id> = self.state.supersedes().and_then(|id| id.parse().ok());
        let append = self.appended(&events);
        let closed = self.store.close(Closing { append, record, supersedes }).await;
        match closed {
            Ok(saving) => {
                self.events += events.len() as u64;
                events.iter().for_each(|event| self.state.apply(event));
                self.code = None;
                self.show();
                Ok(Done { saved: Some(saving) })
            }
            Err(error) => {
                self.load().await;
                Err(Refused::Store(error))
            }
        }
    }

    /// Takes the room from the store again; without it the task must end.
    async fn load(&mut self) -> bool {
        match load(&self.store, self.id, self.days).await {
            Ok(Some(Loaded { code, state, events, .. })) => {
                (self.code, self.state, self.events) = (code, state, events);
                self.show();
                true
            }
            Ok(None) => {
                self.gone();
                false
            }
            Err(error) => {
                tracing::error!("a room cannot be read: {error}");
                self.is_broken = true;
                false
            }
        }
    }

    /// Reads on where there is something that is not known here.
    async fn catch_up(&mut self) {
        if *self.elsewhere.told.borrow_and_update() > self.events {
            self.read_on().await;
        }
    }

    /// Applies what other servers have written.
    async fn read_on(&mut self) {
        let stored = self.store.read(self.id, self.events).await.map_err(Unread::from);
        let read = stored.and_then(|stored| match stored {
            Some(stored) => Ok(Some((read(self.id, self.events, &stored.events)?, stored.code))),
            None => Ok(None),
        });
        match read {
            Ok(Some((events, _))) if events.is_empty() => {}
            Ok(Some((events, code))) => {
                self.events += events.len() as u64;
                events.iter().for_each(|event| self.state.apply(event));
                self.code = code;
                self.show();
            }
            Ok(None) => self.gone(),
            // whatever comes next finds it out again
            Err(error @ Unread::Store(_)) => tracing::warn!("a room cannot be read: {error}"),
            Err(error) => {
                tracing::error!("a room cannot be read: {error}");
                self.is_broken = true;
            }
        }
    }

    /// Tells other servers who is on this one, where that has changed or one of them cannot know; and now and then, since
    /// whoever says nothing for long is taken to be no more.
    async fn say_who_is_here(&mut self) {
        let seats = self.here.on_this_server(now());
        let is_new = self.here.has_new_listener();
        let is_known = match &self.said {
            Some((said, at)) => *said == seats && (seats.is_empty() || at.elapsed() < SAY_AGAIN) && !is_new,
            None => false,
        };
        if is_known {
            return;
        }
        let said = SeatsOf { server: self.elsewhere.me.to_string(), seats: seats.clone() };
        let mut told = self.store.say(self.id, &said.write()).await;
        if is_new && told.is_ok() {
            told = self.store.say(self.id, &self.here.away(&self.elsewhere.me, now()).write()).await;
        }
        match told {
            Ok(()) => self.said = Some((seats, Instant::now())),
            // the next second tries again
            Err(error) => tracing::debug!("who is in a room was not told: {error}"),
        }
    }

    /// What only time brings.
    async fn tick(&mut self) {
        let now = now();
        if self.state.expires_at(Some(self.days.into())).is_some_and(|at| at <= now) {
            return self.gone();
        }
        if self.state.due_at().is_some_and(|at| at <= now) {
            self.due(now).await;
        }
        self.show_presence();
        self.say_who_is_here().await;
    }

    /// The date has come.
    async fn due(&mut self, now: Moment) {
        let Ok(events) = self.state.decide(None, Command::Due, now, &self.presence) else { return };
        if events.is_empty() {
            return;
        }
        events.iter().for_each(|event| self.state.apply(event));
        match self.write(&events).await {
            Ok(()) => self.show(),
            // the next second tries again
            Err(_) => drop(self.load().await),
        }
    }

    /// Whether nobody is there, on other servers either: a command of theirs may come to this one, which must know then how long
    /// the facilitator has been away, and only whoever was there does.
    fn is_empty(&self) -> bool {
        self.here.presence(now()).here.is_empty()
    }

    /// Shows who is there, where that has changed.
    fn show_presence(&mut self) {
        let now = now();
        let presence = self.here.presence(now);
        let may_take_over = self.state.facilitator_away(&presence, now) >= TAKE_OVER_AFTER;
        let is_same = presence.here == self.presence.here && may_take_over == self.may_take_over;
        (self.presence, self.may_take_over) = (presence, may_take_over);
        if !is_same {
            self.show();
        }
    }

    /// Shows what was worked out. Where that failed, the next change tries again.
    fn show_worked(&mut self, worked: Option<Worked>) {
        if let Some(worked) = worked {
            self.work.take(worked);
            self.show();
        }
    }

    /// Shows the room as it is in the store.
    fn show(&mut self) {
        let shown = self.moment();
        self.work.begin(self.state.basis(), shown.room());
        self.shown.send_replace(Arc::new(shown));
    }

    fn moment(&self) -> Shown {
        let before = self.shown.borrow().room().clone();
        let of = Moments {
            before: Some(&before),
            id: self.id,
            code: self.code,
            presence: &self.presence,
            now: now(),
            verdicts: self.work.verdicts(),
            figures: self.work.figures(),
        };
        Shown::of(self.state.clone(), of)
    }

    /// The room is no more.
    fn gone(&mut self) {
        let shown = self.moment().gone();
        self.shown.send_replace(Arc::new(shown));
        self.is_broken = true;
    }
}
