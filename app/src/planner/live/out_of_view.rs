//! Tells whether a slider moves, and whether the long part of the page, marked `.may-wait`, is in view. Browser only.

use crate::planner::state::State;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{IntersectionObserver, IntersectionObserverEntry};

/// Starts watching whether the long part is in view.
pub fn watch(state: State) {
    let seen = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
        let entry = entries.pop().unchecked_into::<IntersectionObserverEntry>();
        set(state.rest_in_view, entry.is_intersecting());
    });
    if let Ok(observer) = IntersectionObserver::new(seen.as_ref().unchecked_ref())
        && let Ok(Some(part)) = document().query_selector(".may-wait")
    {
        observer.observe(&part);
        seen.forget();
    }
}

/// A slider moves, or no longer.
pub fn slide(state: State, moves: bool) {
    set(state.sliding, moves);
}

/// Tells a signal's readers only where something changes.
fn set(signal: RwSignal<bool>, to: bool) {
    if signal.get_untracked() != to {
        signal.set(to);
    }
}
