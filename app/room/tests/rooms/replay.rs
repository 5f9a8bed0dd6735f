//! Events are all there is: a room is rebuilt from them, and commands that come twice change nothing.

use crate::generate::config;
use crate::script::{command, room, steps, take};
use crate::support::Live;
use proptest::prelude::*;
use room::limits::MAX_EVENT;
use room::{Event, Moment, State};

proptest! {
    #![proptest_config(config(150))]

    /// Events written and read again fold to the same state, from the start or from any point on.
    #[test]
    fn a_room_is_its_events(opening in room(), steps in steps(), cut in any::<prop::sample::Index>()) {
        let mut live = Live::open(opening);
        for step in &steps {
            live.now = Moment(live.now.0 + 7);
            let _ = take(&mut live, step);
        }
        let text: Vec<String> = live.events.iter().map(|e| serde_json::to_string(e).expect("JSON")).collect();
        prop_assert!(text.iter().all(|text| text.len() <= MAX_EVENT));
        let read: Vec<Event> = text.iter().map(|text| serde_json::from_str(text).expect("an event")).collect();
        prop_assert_eq!(&read, &live.events);
        let (first, rest) = read.split_at(cut.index(read.len() + 1));
        let mut state = State::fold(first);
        rest.iter().for_each(|event| state.apply(event));
        prop_assert_eq!(state, live.state);
    }

    /// A command that was taken is taken again, and nothing comes of it.
    #[test]
    fn doubled_commands_are_harmless(opening in room(), steps in steps()) {
        let mut live = Live::open(opening);
        for step in &steps {
            live.now = Moment(live.now.0 + 60);
            let (seat, command) = command(&live, step);
            let first = live.send_from(seat, command.clone());
            let after = live.state.clone();
            let again = live.send_from(seat, command.clone());
            match first {
                Ok(_) => prop_assert_eq!(again, Ok(0), "{:?}", command),
                Err(refused) => prop_assert_eq!(again, Err(refused), "{:?}", command),
            }
            prop_assert_eq!(&live.state, &after);
        }
    }

    /// A view's version goes up by what its viewer can see: it never goes down, and stays while the bytes do.
    #[test]
    fn versions_follow_what_is_seen(opening in room(), steps in steps()) {
        let mut live = Live::open(opening);
        let seen = |live: &Live| live.seen(&live.seats());
        let mut before = seen(&live);
        for step in &steps {
            let _ = take(&mut live, step);
            let after = seen(&live);
            for ((version_then, then), (version_now, now)) in before.iter().zip(&after) {
                prop_assert!(version_now >= version_then);
                prop_assert_eq!(version_now == version_then, then == now, "{:?}", step);
            }
            before = after;
        }
    }
}
