//! Tells which parts of the page rest while a slider moves: those that nobody sees. Browser only.

use crate::planner::state::State;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry};

/// Whether an element rests by now. What is in view comes first while a slider moves: what is not follows once the
/// slider is let go. What takes too long for every event of a slider, marked `.holds`, rests in view too.
pub fn rests(state: State, element: &Element) -> impl Fn() -> bool + 'static {
    let holds = element.class_list().contains("holds");
    let in_view = watch(element);
    move || state.sliding.get() && (holds || !in_view.get())
}

/// Whether an element is in view: yes, until the browser says otherwise.
fn watch(element: &Element) -> RwSignal<bool> {
    let in_view = RwSignal::new(true);
    let seen = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
        let entry = entries.pop().unchecked_into::<IntersectionObserverEntry>();
        set(in_view, entry.is_intersecting());
    });
    if let Ok(observer) = IntersectionObserver::new(seen.as_ref().unchecked_ref()) {
        observer.observe(element);
        seen.forget();
    }
    in_view
}

/// Tells a signal's readers only where something changes.
fn set(signal: RwSignal<bool>, to: bool) {
    if signal.get_untracked() != to {
        signal.set(to);
    }
}
