//! The rooms that are in use: loaded when somebody asks, let go when nobody has for a while.

use super::clock::now;
use super::elsewhere::{AwayOf, SeatsOf};
use super::here::{Here, Present};
use super::limits::{Limits, WAITING};
use super::live::{Answered, Ask, Elsewhere, Record, Refused, Task};
use super::loaded::{Unread, load};
use super::shown::Shown;
use super::streams::Streams;
use crate::rate_limiter::{ClientLimiter, Limiter};
use room::{Command, Event, KeyHash, SeatId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, SystemTime};
use store::rooms::{Code, NewRoom, RoomError};
use store::{RoomId, RoomStore, StoreError};
use tokio::sync::{OnceCell, mpsc, oneshot, watch};
use tokio::time::{Instant, sleep_until, timeout};

/// How often an id and a code are drawn before that is given up.
const DRAWS: u32 = 5;
/// How long a page waits for the figures that it is to show.
const FIGURES_WITHIN: Duration = Duration::from_secs(1);

/// How long other servers take to say who is in a room that has just been loaded.
const TOLD_WITHIN: Duration = Duration::from_secs(1);

/// All rooms. Clones are the same.
#[derive(Clone)]
pub struct Hub(Arc<Inner>);

struct Inner {
    store: Arc<dyn RoomStore>,
    is_shared: bool,
    limits: Limits,
    live: Mutex<HashMap<RoomId, Arc<Slot>>>,
    /// The open streams.
    streams: Arc<Streams>,
    /// Who opens rooms, who tries codes, who joins, and which seats write.
    opening: ClientLimiter,
    codes: ClientLimiter,
    joining: ClientLimiter,
    writing: Limiter<(RoomId, SeatId)>,
    /// Tells this server from others on the same store.
    me: Arc<str>,
}

/// A room's place: there as soon as it is being loaded, so that nothing that is told meanwhile is lost.
struct Slot {
    live: OnceCell<Live>,
    told: watch::Sender<u64>,
}

impl Default for Slot {
    fn default() -> Slot {
        Slot { live: OnceCell::new(), told: watch::Sender::new(0) }
    }
}

/// A room that is loaded.
struct Live {
    asks: mpsc::Sender<Ask>,
    shown: watch::Receiver<Arc<Shown>>,
    here: Arc<Here>,
    looks: mpsc::Sender<oneshot::Sender<()>>,
    /// When other servers have had the time to say who is there, and who has left.
    heard: Instant,
}

/// A room in use. It stays loaded as long as this is.
#[derive(Clone)]
pub struct Room {
    id: RoomId,
    slot: Arc<Slot>,
    hub: Hub,
}

/// Why there is no room.
#[derive(Debug)]
pub enum NoRoom {
    /// There is none.
    NotFound,
    /// It is past its day.
    Expired,
    /// It cannot be read.
    Unreadable(Unread),
}

impl Hub {
    /// The rooms of a store, which other servers may share.
    pub fn new(store: Arc<dyn RoomStore>, is_shared: bool, limits: Limits) -> Hub {
        Hub(Arc::new(Inner {
            store,
            is_shared,
            limits,
            live: Mutex::default(),
            streams: Arc::new(Streams::new(&limits)),
            opening: ClientLimiter::new("rooms", limits.opening(), limits.opening_of_block()),
            codes: ClientLimiter::new("codes", Limits::codes(), Limits::codes().tenfold()),
            joining: ClientLimiter::new("joining", Limits::joining(), Limits::joining().tenfold()),
            writing: Limiter::new(Limits::writing()),
            me: name(),
        }))
    }

    /// The limits that hold.
    pub fn limits(&self) -> Limits {
        self.0.limits
    }

    /// The open streams.
    pub fn streams(&self) -> &Arc<Streams> {
        &self.0.streams
    }

    /// Who opens rooms, and how often.
    pub fn opening(&self) -> &ClientLimiter {
        &self.0.opening
    }

    /// Who tries codes, and how often.
    pub fn codes(&self) -> &ClientLimiter {
        &self.0.codes
    }

    /// Who writes without a seat, and how often.
    pub fn joining(&self) -> &ClientLimiter {
        &self.0.joining
    }

    /// Which seats write, and how often.
    pub fn writing(&self) -> &Limiter<(RoomId, SeatId)> {
        &self.0.writing
    }

    /// Opens a room that begins with these events.
    pub async fn open(&self, events: &[Event]) -> Result<RoomId, RoomError> {
        let events: Vec<String> = events.iter().filter_map(|event| serde_json::to_string(event).ok()).collect();
        for _ in 0..DRAWS {
            let (Some(id), Some(code)) = (RoomId::random(), Code::random()) else { break };
            match self.0.store.open(NewRoom { id, code, events: events.clone() }).await {
                Err(RoomError::Taken) => {}
                Err(error) => return Err(error),
                Ok(()) => return Ok(id),
            }
        }
        Err(RoomError::Taken)
    }

    /// The open room with a code.
    pub async fn by_code(&self, code: Code) -> Result<Option<RoomId>, StoreError> {
        self.0.store.by_code(code).await
    }

    /// A room, loaded, as it is in the store: what somebody was told on another server is seen here too.
    pub async fn room(&self, id: RoomId) -> Result<Room, NoRoom> {
        let room = self.loaded(id).await?;
        if self.0.is_shared {
            room.look().await;
        }
        Ok(room)
    }

    async fn loaded(&self, id: RoomId) -> Result<Room, NoRoom> {
        let slot = self.live().entry(id).or_default().clone();
        let loaded = slot.live.get_or_try_init(|| self.load(id, &slot.told)).await;
        match loaded {
            Ok(live) if !live.asks.is_closed() => Ok(Room { id, slot, hub: self.clone() }),
            // its task has ended just now: load it again
            Ok(_) => {
                self.forget(id, &slot);
                let slot = self.live().entry(id).or_default().clone();
                match slot.live.get_or_try_init(|| self.load(id, &slot.told)).await {
                    Ok(_) => Ok(Room { id, slot, hub: self.clone() }),
                    Err(error) => Err(self.not_loaded(id, &slot, error)),
                }
            }
            Err(error) => Err(self.not_loaded(id, &slot, error)),
        }
    }

    fn not_loaded(&self, id: RoomId, slot: &Arc<Slot>, error: NoRoom) -> NoRoom {
        self.forget(id, slot);
        if let NoRoom::Unreadable(error) = &error {
            tracing::error!("a room cannot be read: {error}");
        }
        error
    }

    fn forget(&self, id: RoomId, slot: &Arc<Slot>) {
        let mut live = self.live();
        if live.get(&id).is_some_and(|there| Arc::ptr_eq(there, slot)) {
            live.remove(&id);
        }
    }

    /// Loads a room and starts its task.
    async fn load(&self, id: RoomId, told: &watch::Sender<u64>) -> Result<Live, NoRoom> {
        let days = self.0.limits.days;
        // before it is read: what is told from here on may not be in it
        let told = told.subscribe();
        let loaded = load(&self.0.store, id, days).await.map_err(NoRoom::Unreadable)?.ok_or(NoRoom::NotFound)?;
        if loaded.state.expires_at(Some(days.into())).is_some_and(|at| at <= now()) {
            return Err(NoRoom::Expired);
        }
        let here = Arc::new(Here::new());
        let (asks, asked) = mpsc::channel(WAITING);
        let (looks, looked) = mpsc::channel(WAITING);
        let elsewhere = Elsewhere { told, looks: looked, me: self.0.me.clone() };
        let (task, shown) = Task::new(loaded, here.clone(), elsewhere);
        let hub = Arc::downgrade(&self.0);
        tokio::spawn(task.run(asked, move || let_go(&hub, id)));
        let patience = if self.0.is_shared { TOLD_WITHIN } else { Duration::ZERO };
        Ok(Live { asks, shown, here, looks, heard: Instant::now() + patience })
    }

    /// Another server has written to a room, or this one: it has so many events by now.
    pub fn told(&self, id: RoomId, events: u64) {
        if let Some(slot) = self.live().get(&id) {
            slot.told.send_replace(events);
        }
    }

    /// Any room may have other events, or be no more.
    pub fn missed(&self) {
        for slot in self.live().values() {
            slot.told.send_replace(u64::MAX);
        }
    }

    /// A server says something of a room.
    pub fn said(&self, id: RoomId, note: &str) {
        let slot = self.live().get(&id).cloned();
        if let Some(live) = slot.as_ref().and_then(|slot| slot.live.get()) {
            match (SeatsOf::read(note), AwayOf::read(note)) {
                (Some(seats), _) if seats.server != *self.0.me => live.here.heard(seats),
                (_, Some(away)) if away.server != *self.0.me => live.here.heard_away(&away),
                _ => {}
            }
        }
    }

    fn live(&self) -> MutexGuard<'_, HashMap<RoomId, Arc<Slot>>> {
        self.0.live.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A name that no other server has, nor this one at its next start.
fn name() -> Arc<str> {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    format!("{:x}-{:x}", std::process::id(), since.map_or(0, |since| since.as_nanos())).into()
}

/// Forgets a room that nobody has in use; whether that was so. Nobody can come to it in between: whoever asks for a
/// room takes the same lock.
fn let_go(hub: &Weak<Inner>, id: RoomId) -> bool {
    let Some(hub) = hub.upgrade() else { return true };
    let mut live = hub.live.lock().unwrap_or_else(PoisonError::into_inner);
    let is_free = live.get(&id).is_none_or(|slot| Arc::strong_count(slot) == 1);
    if is_free {
        live.remove(&id);
    }
    is_free
}

impl Room {
    /// The end of its link.
    pub fn id(&self) -> RoomId {
        self.id
    }

    /// Has the store looked at, and waits until that is done; or until the room is no more.
    async fn look(&self) {
        let (done, is_done) = oneshot::channel();
        if let Some(live) = self.slot.live.get()
            && live.looks.send(done).await.is_ok()
        {
            let _ = is_done.await;
        }
    }

    /// As it is now.
    pub fn shown(&self) -> Option<Arc<Shown>> {
        Some(self.slot.live.get()?.shown.borrow().clone())
    }

    /// As it is once its figures are worked out, or a little later: a page without a script stays as it was sent.
    pub async fn shown_with_figures(&self) -> Option<Arc<Shown>> {
        let mut shown = self.slot.live.get()?.shown.clone();
        let known = shown.wait_for(|shown| shown.is_gone || !shown.is_being_worked_out());
        // in time or not, what there is then is shown
        let _ = timeout(FIGURES_WITHIN, known).await;
        self.shown()
    }

    /// Follows what is shown to a seat, or to the screen. Whoever reads slowly gets the newest, never a queue. `None`
    /// where the room or the seat has too many streams.
    pub fn follow(&self, seat: Option<SeatId>) -> Option<(watch::Receiver<Arc<Shown>>, Present)> {
        let live = self.slot.live.get()?;
        Some((live.shown.clone(), live.here.enter(seat)?))
    }

    /// The seat of a key.
    pub fn seat_of(&self, key: &KeyHash) -> Option<SeatId> {
        let shown = self.shown()?;
        let seat = shown.state.seat_of(key)?;
        // only a facilitator's absence has consequences; of others, asking is nobody's business
        if seat == shown.state.facilitator()
            && let Some(live) = self.slot.live.get()
        {
            live.here.seen(seat);
        }
        Some(seat)
    }

    /// The rooms that it is one of.
    pub fn hub(&self) -> &Hub {
        &self.hub
    }

    /// Has a command decided.
    pub async fn ask(&self, seat: Option<SeatId>, command: Command, record: Option<Record>) -> Answered {
        match self.try_ask(seat, command.clone(), record.clone()).await {
            Some(answered) => answered,
            // the room's task has ended just now, having taken nothing: another one has it
            None => {
                let stopping = || Err(Refused::Store(RoomError::Stopping));
                let Ok(room) = self.hub.loaded(self.id).await else { return stopping() };
                room.try_ask(seat, command, record).await.unwrap_or_else(stopping)
            }
        }
    }

    /// `None` where the task has ended before it decided.
    async fn try_ask(&self, seat: Option<SeatId>, command: Command, record: Option<Record>) -> Option<Answered> {
        let live = self.slot.live.get()?;
        if command == Command::TakeOver {
            sleep_until(live.heard).await;
        }
        let (answer, answered) = oneshot::channel();
        let ask = Ask { seat, command, record, answer };
        match live.asks.try_send(ask) {
            Ok(()) => answered.await.ok(),
            Err(mpsc::error::TrySendError::Full(_)) => Some(Err(Refused::Store(RoomError::Busy))),
            Err(mpsc::error::TrySendError::Closed(_)) => None,
        }
    }
}
