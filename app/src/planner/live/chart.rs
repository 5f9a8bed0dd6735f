//! The chart and the table under the pointer and by keys. Browser only.

use crate::planner::panes::with_dots;
use crate::planner::state::State;
use crate::view::table::first_row;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, Event, KeyboardEvent, PointerEvent};

/// Starts listening, where the view has them.
pub fn listen(state: State) {
    on("chart", "pointermove", move |frame, ev| on_pointer(state, frame, ev));
    on("chart", "pointerleave", move |_, _| state.pointed.set(None));
    on("chart", "click", move |_, _| choose_at(state, state.pointed.get_untracked()));
    on("chart", "keydown", move |_, ev| on_key(state, ev));
    on("types-scroll", "scroll", move |table, _| on_scroll(state, table));
}

/// Calls a handler for every such event in an element, for the life of the page.
fn on(id: &str, event: &str, handler: impl Fn(&Element, &Event) + 'static) {
    let Some(element) = document().get_element_by_id(id) else { return };
    let here = element.clone();
    let closure = Closure::<dyn Fn(Event)>::new(move |ev: Event| handler(&here, &ev));
    let _ = element.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
    closure.forget();
}

fn on_scroll(state: State, table: &Element) {
    let first = first_row(table.scroll_top().max(0) as usize);
    if state.first_row.get_untracked() != first {
        state.first_row.set(first);
    }
}

/// The candidate under the pointer is read out.
fn on_pointer(state: State, frame: &Element, ev: &Event) {
    let Some(ev) = ev.dyn_ref::<PointerEvent>() else { return };
    let frame = frame.get_bounding_client_rect();
    let width = frame.width().max(1.0);
    let (x, y) = (f64::from(ev.client_x()) - frame.left(), f64::from(ev.client_y()) - frame.top());
    let index = untrack(|| with_dots(state, |dots| dots.nearest(state.held.get_value(), x / width, y / width)));
    if state.pointed.get_untracked() != index {
        state.pointed.set(index);
    }
}

/// The keys walk the ranking, so that the chart can be read without a pointer.
fn on_key(state: State, ev: &Event) {
    let Some(key) = ev.dyn_ref::<KeyboardEvent>() else { return };
    let ranks = untrack(|| with_dots(state, |dots| dots.ranks.clone()));
    let last = ranks.len().saturating_sub(1);
    let now = state.pointed.get_untracked().and_then(|rank| ranks.iter().position(|other| *other == rank));
    let next = match key.key().as_str() {
        "ArrowRight" | "ArrowDown" => now.map_or(0, |at| (at + 1).min(last)),
        "ArrowLeft" | "ArrowUp" => now.unwrap_or(0).saturating_sub(1),
        "Home" => 0,
        "End" => last,
        "Enter" => {
            ev.prevent_default();
            return choose_at(state, state.pointed.get_untracked());
        }
        _ => return,
    };
    ev.prevent_default();
    state.pointed.set(ranks.get(next).copied());
}

/// Makes the candidate at an index the chosen type.
fn choose_at(state: State, index: Option<usize>) {
    let name =
        state.evaluation.with_untracked(|e| e.plan().candidates.get(index?).map(|c| c.name(e.catalog()).to_string()));
    if let Some(name) = name {
        state.choose(&name);
    }
}
