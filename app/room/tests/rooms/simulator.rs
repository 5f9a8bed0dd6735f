//! Two hundred people on a network that drops or doubles three messages in ten, with reconnects, a facilitator who
//! goes away, and a server that is killed in the middle: everybody ends at the same state, no acknowledged answer is
//! lost, none is visible early.
//!
//! `ROOM_SEEDS=20000 cargo test -p room --release --test rooms simulator` searches longer.

use crate::support::{START, opening};
use room::view::{Phase, Room, View};
use room::{Around, Command, Event, Given, KeyHash, Moment, Presence, Question, Refusal, Role, SeatId, State};
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

const CLIENTS: usize = 200;
const QUESTIONS: [&str; 3] = ["q_encryption", "q_density", "pods"];
/// Messages in a thousand that are dropped.
const DROPPED: u64 = 150;
/// The same that come twice.
const DOUBLED: u64 = 150;
/// Ticks, one a second, after which the network loses nothing any more.
const ROUGH: u64 = 280;
/// Ticks until everything must be settled.
const END: u64 = 1_200;
/// Ticks after which a client sends again what was not answered.
const PATIENCE: u64 = 6;

/// Random numbers from a seed: SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }
}

#[derive(Clone)]
enum Message {
    ToServer { client: usize, number: u64, command: Command },
    Reply { client: usize, number: u64, result: Result<(), Refusal>, view: Option<View> },
    Shown { client: usize, view: View },
}

/// What a client still wants to do.
#[derive(Clone)]
enum Wish {
    Join,
    Answer(&'static str, String),
}

struct Client {
    key: KeyHash,
    begins: u64,
    wishes: VecDeque<Wish>,
    view: Option<View>,
    waiting: Option<(u64, u64, Command)>,
    /// For each question and round the last answer that was acknowledged, and what was sent after it: that may have
    /// been taken, too, though its acknowledgement was lost and the round went on.
    acknowledged: BTreeMap<(&'static str, u32), Vec<Given>>,
    /// What the server has sent last, whether it came or not.
    shown: Option<Arc<Room>>,
    is_gone: bool,
}

struct Server {
    /// The disk: events as they are kept.
    log: Vec<String>,
    state: State,
    presence: Presence,
    room: Option<Arc<Room>>,
}

struct World {
    random: Random,
    tick: u64,
    numbers: u64,
    network: BTreeMap<(u64, u64), Message>,
    server: Server,
    clients: Vec<Client>,
}

impl Server {
    fn new() -> Server {
        let opened = room::open(opening(&QUESTIONS), START).expect("it can be opened");
        let log = vec![serde_json::to_string(&opened).expect("JSON")];
        let presence = Presence { since: START, ..Presence::default() };
        Server { log, state: State::fold([&opened]), presence, room: None }
    }

    fn take(&mut self, key: &KeyHash, command: Command, now: Moment) -> Result<(), Refusal> {
        let seat = self.state.seat_of(key);
        let events = self.state.decide(seat, command, now, &self.presence)?;
        for event in &events {
            self.log.push(serde_json::to_string(event).expect("JSON"));
            self.state.apply(event);
            self.room = None;
        }
        Ok(())
    }

    /// Killed and started again: what is not on the disk is gone.
    fn restart(&mut self, now: Moment) {
        let events: Vec<Event> = self.log.iter().map(|text| serde_json::from_str(text).expect("an event")).collect();
        let rebuilt = State::fold(&events);
        assert_eq!(rebuilt, self.state, "the state is not what its events say");
        (self.state, self.room) = (rebuilt, None);
        self.presence = Presence { since: now, ..Presence::default() };
    }

    /// What everybody sees; held against what is still in the dark whenever it is made.
    fn room(&mut self, now: Moment) -> Arc<Room> {
        if let Some(room) = &self.room
            && room.may_take_over == self.may_take_over(now)
        {
            return room.clone();
        }
        let around = Around { presence: &self.presence, now, verdicts: None };
        let room = Arc::new(self.state.room(&around));
        self.nothing_early(&serde_json::to_string(&*room).expect("JSON"), None);
        self.room = Some(room.clone());
        room
    }

    fn may_take_over(&self, now: Moment) -> bool {
        self.state.facilitator_away(&self.presence, now) >= room::limits::TAKE_OVER_AFTER
    }

    fn view(&mut self, key: &KeyHash, now: Moment) -> Option<View> {
        let seat = self.state.seat_of(key)?;
        let room = self.room(now);
        let view = self.state.seat_in(room, seat);
        self.nothing_early(&serde_json::to_string(&view.you).expect("JSON"), Some(seat));
        Some(view)
    }

    /// No why of a round in the dark is in what somebody else receives.
    fn nothing_early(&self, bytes: &str, own: Option<SeatId>) {
        for why in bytes.split("secret ").skip(1) {
            let mut words = why.split([' ', '"']);
            let mut number = || words.next().and_then(|word| word.parse::<u32>().ok()).expect("a number");
            let (seat, question, round) = (number(), number(), number());
            let question = Question::of_key(QUESTIONS[question as usize]).expect("a question");
            let board = self.state.board(question).expect("it is asked");
            let is_seen = round < board.round || !board.is_blind();
            assert!(is_seen || own.is_some_and(|own| u32::from(own.0) == seat), "{why:.20} is visible early");
        }
    }
}

impl World {
    fn new(seed: u64) -> World {
        let mut random = Random(seed);
        let client = |n: usize| {
            let answers = QUESTIONS.iter().map(|key| Wish::Answer(key, value(key, &mut random)));
            let mut wishes: VecDeque<Wish> = answers.collect();
            for _ in 0..random.below(3) {
                let key = QUESTIONS[random.below(3) as usize];
                wishes.push_back(Wish::Answer(key, value(key, &mut random)));
            }
            let key = if n == 0 { opening(&QUESTIONS).key } else { KeyHash(format!("key {n}")) };
            if n > 0 {
                wishes.push_front(Wish::Join);
            }
            let begins = if n == 0 { 0 } else { random.below(ROUGH / 4) };
            let acknowledged = BTreeMap::new();
            Client { key, begins, wishes, view: None, waiting: None, acknowledged, shown: None, is_gone: false }
        };
        let clients = (0..CLIENTS).map(client).collect();
        let network = BTreeMap::new();
        World { random, tick: 0, numbers: 0, network, server: Server::new(), clients }
    }

    fn now(&self) -> Moment {
        START.plus(self.tick)
    }

    /// Puts a message on its way: never, once or twice, each time with a delay of its own.
    fn send(&mut self, message: Message) {
        let fate = if self.tick < ROUGH { self.random.below(1_000) } else { 1_000 };
        let copies = if fate < DROPPED { 0 } else { 1 + u64::from(fate < DROPPED + DOUBLED) };
        for _ in 0..copies {
            let delay = 1 + self.random.below(if self.tick < ROUGH { 8 } else { 2 });
            self.numbers += 1;
            self.network.insert((self.tick + delay, self.numbers), message.clone());
        }
    }

    fn deliver(&mut self, message: Message) {
        match message {
            Message::ToServer { client, number, command } => {
                let (key, now) = (self.clients[client].key.clone(), self.now());
                let result = self.server.take(&key, command, now);
                // What was refused comes with the newer view; what was taken is shown by the stream.
                let view = result.is_err().then(|| self.server.view(&key, now)).flatten();
                self.send(Message::Reply { client, number, result, view });
            }
            Message::Reply { client, number, result, view } => {
                let client = &mut self.clients[client];
                view.into_iter().for_each(|view| client.see(view));
                client.answered(number, result);
            }
            Message::Shown { client, view } => self.clients[client].see(view),
        }
    }

    fn step(&mut self) {
        self.tick += 1;
        let now = self.now();
        while let Some(entry) = self.network.first_entry() {
            if entry.key().0 > self.tick {
                break;
            }
            let message = entry.remove();
            self.deliver(message);
        }
        for n in 0..CLIENTS {
            if let Some(message) = self.client_acts(n) {
                self.send(message);
            }
        }
        // Streams: everybody who listens is shown how it is, now and then; a reconnect is the same.
        for n in 0..CLIENTS {
            let listens = !self.clients[n].is_gone && self.clients[n].begins <= self.tick;
            // Once the network is sound, streams are regular: a view that is still missing at the end is lost.
            let is_turn = match self.tick < ROUGH {
                true => self.random.below(8) == 0,
                false => (self.tick + n as u64).is_multiple_of(8),
            };
            if listens && is_turn {
                let room = self.server.room(now);
                let is_news = self.clients[n].shown.as_ref().is_none_or(|shown| !Arc::ptr_eq(shown, &room));
                if self.tick < ROUGH && !is_news && self.random.below(5) > 0 {
                    continue;
                }
                self.clients[n].shown = Some(room);
                let key = self.clients[n].key.clone();
                if let Some(view) = self.server.view(&key, now) {
                    self.server.presence.here.insert(view.you.as_ref().map(|you| you.seat).unwrap_or_default());
                    self.send(Message::Shown { client: n, view });
                }
            }
        }
    }

    fn client_acts(&mut self, n: usize) -> Option<Message> {
        let (tick, number) = (self.tick, self.numbers + 1);
        let client = &mut self.clients[n];
        if client.is_gone || client.begins > tick {
            return None;
        }
        // A reload: all that was on the page is gone, the key is not.
        if tick < ROUGH && self.random.below(300) == 0 {
            client.view = None;
        }
        if let Some((number, sent, command)) = &mut client.waiting {
            let is_due = tick >= *sent + PATIENCE;
            return is_due.then(|| {
                *sent = tick;
                Message::ToServer { client: n, number: *number, command: command.clone() }
            });
        }
        let command = client.next_command(tick)?;
        self.numbers += 1;
        client.waiting = Some((number, tick, command.clone()));
        Some(Message::ToServer { client: n, number, command })
    }

    /// The end: all that listen have seen the same, and what was acknowledged is there.
    fn check(&mut self, seed: u64) {
        let now = self.now();
        let room = self.server.room(now);
        for (n, client) in self.clients.iter().enumerate().filter(|(_, client)| !client.is_gone) {
            assert!(client.waiting.is_none() && client.wishes.is_empty(), "seed {seed}: client {n} is not done");
            let seat = self.server.state.seat_of(&client.key).expect("it has joined");
            let expected = self.server.state.seat_in(room.clone(), seat);
            let versions = (client.view.as_ref().map(|view| view.version), expected.version);
            let is_same = client.view.as_ref() == Some(&expected);
            assert!(is_same, "seed {seed}: client {n} sees something else, versions {versions:?}");
        }
        for (n, client) in self.clients.iter().enumerate() {
            let seat = self.server.state.seat_of(&client.key);
            for ((key, round), given) in &client.acknowledged {
                let board = self.server.state.board(Question::of_key(key).expect("a question")).expect("asked");
                let answers = if *round == board.round { &board.answers } else { &board.earlier[*round as usize - 1] };
                let kept = seat.and_then(|seat| answers.get(&seat)).map(|answer| &answer.given);
                let is_kept = kept.is_some_and(|kept| given.contains(kept));
                assert!(is_kept, "seed {seed}: client {n} lost its answer to {key}: {kept:?}, not {given:?}");
            }
        }
        assert_eq!(self.server.state.seats().len(), CLIENTS, "seed {seed}: somebody is there twice");
        assert!(room.questions.iter().all(|asked| asked.phase == Phase::Settled), "seed {seed}");
    }
}

fn value(key: &str, random: &mut Random) -> String {
    match key {
        "pods" => (1 + random.below(900)).to_string(),
        "q_density" => ["yes", "no", ""][random.below(3) as usize].into(),
        _ => ["yes", "tenant", "identity", "no", ""][random.below(5) as usize].into(),
    }
}

impl Client {
    /// Takes a view in, if it is newer than what is shown.
    fn see(&mut self, view: View) {
        if self.view.as_ref().is_none_or(|shown| shown.version <= view.version) {
            self.view = Some(view);
        }
    }

    fn answered(&mut self, number: u64, result: Result<(), Refusal>) {
        let Some((_, _, command)) = self.waiting.take_if(|(waiting, ..)| *waiting == number) else { return };
        match (command, result) {
            (Command::Answer { question, round, value, why, .. }, Ok(())) => {
                let (key, given) = given(&question, &value, why);
                self.acknowledged.insert((key, round), vec![given]);
            }
            // Somebody else was quicker, or the round is over: against the newer view, if still wanted.
            (Command::Answer { question, value, .. }, Err(Refusal::Stale)) => {
                let key = QUESTIONS.into_iter().find(|key| *key == question).expect("a question");
                self.wishes.push_front(Wish::Answer(key, value));
            }
            (command, Err(refused)) => {
                let may_fail = matches!(
                    command,
                    Command::TakeOver | Command::Settle { .. } | Command::AskAgain { .. } | Command::Reveal { .. }
                );
                assert!(may_fail, "{command:?}: {refused}");
            }
            _ => {}
        }
    }

    fn next_command(&mut self, tick: u64) -> Option<Command> {
        if let Some(Wish::Join) = self.wishes.front() {
            self.wishes.pop_front();
            let name = format!("Kim {}", self.key.0);
            return Some(Command::Join { key: self.key.clone(), name, role: Role::Answer });
        }
        let (view, you) = (self.view.as_ref()?, self.view.as_ref()?.you.as_ref()?);
        if let Some(Wish::Answer(key, value)) = self.wishes.front().cloned() {
            self.wishes.pop_front();
            let question = Question::of_key(key).expect("a question");
            let (asked, own) = (view.room.questions.iter().find(|a| a.question == question)?, you.own(question)?);
            let place = QUESTIONS.iter().position(|known| *known == key)?;
            let round = asked.round;
            let why = format!("secret {} {place} {} {value}.", you.seat.0, round);
            let against = own.revision;
            if let Some(after) = self.acknowledged.get_mut(&(key, round)) {
                after.push(given(key, &value, why.clone()).1);
            }
            return Some(Command::Answer { question: key.into(), round, against, value, why });
        }
        if you.leads { lead(view, tick) } else { takes_over(view, you.seat) }
    }
}

fn given(question: &str, value: &str, why: String) -> (&'static str, Given) {
    let question = Question::of_key(question).expect("a question");
    (question.key(), Given { value: question.check(value).expect("an answer"), why })
}

/// The one with the lowest number of those left takes over, if it comes to that.
fn takes_over(view: &View, seat: SeatId) -> Option<Command> {
    let next = view.room.people.iter().map(|p| p.seat).find(|s| *s != view.room.facilitator);
    (view.room.may_take_over && next == Some(seat)).then_some(Command::TakeOver)
}

/// What a facilitator does next: reveal what most have answered, ask the first question twice, settle.
fn lead(view: &View, tick: u64) -> Option<Command> {
    view.room.questions.iter().find_map(|asked| {
        let (question, round, against) = (asked.question.key().to_string(), asked.round, asked.revision);
        let most = asked.answered.len() * 3 >= view.room.answering * 2 && view.room.answering > CLIENTS / 2;
        match asked.phase {
            Phase::Open if most || tick > ROUGH + 50 * u64::from(round) => Some(Command::Reveal { question, round }),
            Phase::Revealed if question == QUESTIONS[0] && round == 1 => Some(Command::AskAgain { question, round }),
            Phase::Revealed => {
                let value = asked.question.options().first().map_or("50".into(), |(code, _)| code.to_string());
                let (reason, dissent) = (String::new(), Vec::new());
                Some(Command::Settle { question, round, against, value, reason, dissent })
            }
            _ => None,
        }
    })
}

fn run(seed: u64) {
    let mut world = World::new(seed);
    let leaves = (seed % 2 == 1).then(|| 30 + world.random.below(100));
    let killed = [50 + world.random.below(100), 150 + world.random.below(120)];
    while world.tick < END {
        world.step();
        if leaves == Some(world.tick) {
            world.clients[0].is_gone = true;
            world.server.presence.here.remove(&SeatId(0));
            let now = world.now();
            world.server.presence.last_seen.insert(SeatId(0), now);
        }
        if killed.contains(&world.tick) {
            // Whatever was on its way is lost with the connections.
            world.network.clear();
            let now = world.now();
            world.server.restart(now);
        }
        let is_done = |client: &Client| client.is_gone || (client.waiting.is_none() && client.wishes.is_empty());
        let room = world.server.room(world.now());
        if world.tick > ROUGH + 20
            && world.clients.iter().all(is_done)
            && room.questions.iter().all(|asked| asked.phase == Phase::Settled)
        {
            break;
        }
    }
    // Time for the last views to arrive.
    (0..20).for_each(|_| world.step());
    world.check(seed);
}

#[test]
fn everybody_ends_at_the_same_state() {
    let seeds = std::env::var("ROOM_SEEDS").ok().and_then(|n| n.parse().ok()).unwrap_or(24);
    (0..seeds).for_each(run);
}
