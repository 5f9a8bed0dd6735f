//! Lets the long part of a page wait while a slider moves and nobody sees that part: the figures in view come first.
//! Browser only.

use crate::planner::state::State;
use leptos::prelude::*;
use std::cell::Cell;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{IntersectionObserver, IntersectionObserverEntry};

thread_local! {
    static IS_IN_VIEW: Cell<bool> = const { Cell::new(true) };
}

/// Starts watching whether the long part, marked `.may-wait`, is in view.
pub fn watch(state: State) {
    let seen = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
        let entry = entries.pop().unchecked_into::<IntersectionObserverEntry>();
        IS_IN_VIEW.set(entry.is_intersecting());
        if entry.is_intersecting() {
            go_on(state);
        }
    });
    if let Ok(observer) = IntersectionObserver::new(seen.as_ref().unchecked_ref())
        && let Ok(Some(pane)) = document().query_selector(".may-wait")
    {
        observer.observe(&pane);
        seen.forget();
    }
}

/// A slider moves.
pub fn wait(state: State) {
    if !IS_IN_VIEW.get() && !state.rest_waits.get_untracked() {
        state.rest_waits.set(true);
    }
}

/// No slider moves any more, or the long part has come into view.
pub fn go_on(state: State) {
    if state.rest_waits.get_untracked() {
        state.rest_waits.set(false);
    }
}
