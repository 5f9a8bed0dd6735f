//! A slider from its first move until it is at rest: what takes long waits, and the chart's axes hold still. Browser only.

use crate::planner::panes::with_dots;
use crate::planner::state::State;
use crate::view::page_view::View;
use leptos::prelude::*;
use std::time::Duration;

/// Keys move a slider until none has come for so long.
const PAUSE: Duration = Duration::from_millis(700);

/// A pointer moves a slider, which has not changed anything yet.
pub fn moves(state: State) {
    take(state.rest);
    if !state.sliding.get_untracked() {
        let corners = untrack(|| (state.page == View::Nodes).then(|| with_dots(state, |dots| dots.corners())));
        state.held.set_value(corners.flatten());
        state.sliding.set(true);
    }
}

/// A key moves it.
pub fn steps(state: State) {
    moves(state);
    put(state.rest, PAUSE, move || rests(state));
}

/// It is let go.
pub fn rests(state: State) {
    take(state.rest);
    if state.sliding.get_untracked() {
        state.held.set_value(None);
        state.sliding.set(false);
    }
}

/// Does something after a while, unless it is put off again or taken away.
pub fn put(later: StoredValue<Option<TimeoutHandle>>, after: Duration, what: impl FnOnce() + 'static) {
    take(later);
    later.set_value(set_timeout_with_handle(what, after).ok());
}

fn take(later: StoredValue<Option<TimeoutHandle>>) {
    if let Some(handle) = later.try_update_value(Option::take).flatten() {
        handle.clear();
    }
}
