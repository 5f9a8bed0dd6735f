//! Keeps the address bar and the planner in step. Browser only.
//!
//! The address always holds the whole scenario. While a change goes on, its history entry is rewritten;
//! the first change after a settled one makes a new entry, so that back and forward go from decision
//! to decision.

use super::slider;
use crate::address::Address;
use crate::planner::state::{Loading, State};
use crate::surroundings;
use crate::view::state::write_query;
use leptos::ev;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsValue;

/// How long changes are gathered before the address is written.
const QUIET: Duration = Duration::from_millis(200);

/// Starts both directions.
pub fn keep_in_step(state: State) {
    write_changes(state);
    let _ = window_event_listener(ev::popstate, move |_| restore(state));
    Effect::new(move |_| fetch_region(state, state.scenario.with(|s| s.region.clone())));
}

fn write_changes(state: State) {
    // Worked out when it is written, not at every event.
    let query =
        move || state.scenario.with_untracked(|s| state.view.with_untracked(|v| write_query(s, v))) + &besides();
    let pending = StoredValue::new(None::<TimeoutHandle>);
    // An open entry belongs to a change that still goes on.
    let entry_is_open = StoredValue::new(false);
    let seen_settled = StoredValue::new(0);
    let write = move || {
        let query = query();
        if query != surroundings::search() {
            write_address(&query, !entry_is_open.get_value());
            entry_is_open.set_value(true);
        }
        let settled = state.settled.get_untracked();
        if seen_settled.get_value() != settled {
            seen_settled.set_value(settled);
            entry_is_open.set_value(false);
        }
    };
    write_address(&query(), false);
    Effect::new(move |_| {
        state.scenario.track();
        state.view.track();
        state.settled.track();
        slider::put(pending, QUIET, write);
    });
}

/// What a view's own controls add to the address, `&event=upgrade`: its script keeps them on the page.
pub(super) fn besides() -> String {
    let element = document().query_selector("[data-more]").ok().flatten();
    element.and_then(|element| element.get_attribute("data-more")).unwrap_or_default()
}

fn write_address(query: &str, new_entry: bool) {
    let url = format!("?{query}");
    let Ok(history) = window().history() else { return };
    // Browsers limit how often this may be called; the next change will write again.
    let _ = match new_entry {
        true => history.push_state_with_url(&JsValue::NULL, "", Some(&url)),
        false => history.replace_state_with_url(&JsValue::NULL, "", Some(&url)),
    };
}

fn restore(state: State) {
    let here = Address::of(&surroundings::search());
    state.problems.set(here.problems);
    state.scenario.set(here.scenario);
    state.view.set(here.view);
    state.before.set_value(state.scenario.get_untracked());
}

/// Switches to the region's catalogue, fetching it the first time.
fn fetch_region(state: State, code: String) {
    if state.catalog.with_untracked(|c| c.region.code == code) {
        return state.loading.set(Loading::Done);
    }
    if let Some(catalog) = surroundings::catalog(&code) {
        state.catalog.set(catalog);
        return state.loading.set(Loading::Done);
    }
    let Some(region) = surroundings::regions().into_iter().find(|r| r.code == code) else { return };
    let Some(url) = region.url else { return };
    state.loading.set(Loading::Waiting);
    leptos::task::spawn_local(async move {
        let fetched = surroundings::fetch_catalog(&url).await;
        if state.scenario.with_untracked(|s| s.region != region.code) {
            return; // another region has been chosen since
        }
        state.loading.set(if fetched.is_some() { Loading::Done } else { Loading::Failed });
        if let Some(catalog) = fetched {
            state.catalog.set(catalog);
        }
    });
}
