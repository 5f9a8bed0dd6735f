//! Brings the server's form to life. Browser only.
//!
//! The form is the scenario: any event in it reads the whole form, the way a submit would, through the
//! same decoder as links and files. What cannot be used is shown at its field, and the last value
//! that could be used stays in force.

mod address;
mod chart;
mod fields;
mod in_view;
mod patch;
mod slider;
mod workloads;

use super::presets::in_region;
use super::seen::Seen;
use super::state::State;
use super::{daemonsets, subnets};
use crate::address::read_pairs;
use crate::view::state::ViewState;
use crate::view::state::modes::ModeColumn;
use crate::view::state::{BROUGHT, write_query};
use crate::view::words::changed;
use fields::{Fields, Part, is_of_list};
use leptos::prelude::*;
use model::modes::Which;
use model::plan::ways;
use model::scenario::Scenario;
use model::scenario::fields::{Slider, amount};
use model::scenario::link::{self, keep};
use model::scenario::network_mode::MODES;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, KeyboardEvent, MouseEvent, SubmitEvent};
use workloads::Rows;

/// Starts listening, before the page says that it is live: no change made from then on is lost.
/// The form is already rendered by the server; the island takes it over as it is.
pub fn start(state: State) {
    patch::follow_all(state);
    chart::listen(state);
    address::keep_in_step(state);
    if let Some(fields) = Fields::find() {
        listen(state, fields.clone());
        // After the page has come to life, so that all that follows changes sees this one.
        set_timeout(move || catch_up(state, &fields), Duration::ZERO);
    }
}

/// What was typed before anybody listened counts too: the form is read as it is by now. An entry of a list that is
/// still being typed waits for its own change.
fn catch_up(state: State, fields: &Fields) {
    if fields.is_as_sent() || fields.typing().is_some_and(|name| is_of_list(&name)) {
        return;
    }
    fields.slide_those_moved();
    let (decoded, view) = read_pairs(fields.pairs());
    let is_as_shown = decoded.problems.is_empty()
        && state.scenario.with_untracked(|s| *s == decoded.scenario)
        && state.view.with_untracked(|v| *v == view);
    if !is_as_shown {
        read(state, fields);
        state.settle();
    }
}

fn listen(state: State, fields: Fields) {
    let rows = Rows::of(state, &fields);
    let on = |event: &'static str, handler: Box<dyn Fn(&Fields, Event)>| fields.on(event, handler);
    on("input", Box::new(move |f, ev| on_input(state, f, &ev)));
    on("change", Box::new(move |f, ev| on_change(state, f, &ev)));
    on("click", Box::new(move |f, ev| on_click(state, (f, &rows), &ev)));
    on("keydown", Box::new(move |f, ev| on_key(state, f, &ev)));
    on("submit", Box::new(|_, ev| on_submit(&ev)));
    // A link is turned to before it can be followed or copied, by whatever means. Some are above the form.
    for event in ["pointerover", "pointerdown", "focusin", "click"] {
        window_event_listener_untyped(event, move |ev| bring_up_to_date(state, &ev));
    }
    let written = fields.clone();
    // Whatever else changes the scenario (the address, a click in the chart) is written to the form.
    Effect::new(move |last: Option<Vec<Pair>>| {
        let pairs = state.scenario.with(|s| state.view.with(|v| form_pairs(s, v)));
        if let Some(last) = last {
            // The keys are always the same, in the same order.
            let changed = pairs.iter().zip(&last).filter(|(now, then)| now != then);
            changed.for_each(|((key, value), _)| written.write(&Part::Settings, key, value));
        }
        pairs
    });
    let daemonsets = Memo::new(move |_| state.scenario.with(|s| s.daemonsets.clone()));
    write_rows("daemonset-rows", move || daemonsets.with(|all| daemonsets::rows(all).into_string()));
    let subnets = Memo::new(move |_| state.scenario.with(|s| s.subnets.clone()));
    write_rows("subnet-rows", move || subnets.with(|all| subnets::rows(all).into_string()));
    Effect::new(move |_| {
        if let Some(set) = document().get_element_by_id("more-set") {
            set.set_text_content(Some(&changed(state.scenario.with(link::set_beyond_first))));
        }
    });
    let region = fields.clone();
    Effect::new(move |_| region.say_region(&state.catalog.get(), state.loading.get()));
}

/// Re-renders the rows of a list whenever the list changes.
fn write_rows(id: &'static str, markup: impl Fn() -> String + 'static) {
    Effect::new(move |was_there: Option<()>| {
        let markup = markup();
        // After the browser has moved the focus, so that it can be kept.
        if was_there.is_some() {
            set_timeout(move || fields::write_rows(id, &markup), Duration::ZERO);
        }
    });
}

/// A key of the form and its value.
type Pair = (&'static str, String);

/// What every control must show, but those of lists and workloads.
fn form_pairs(scenario: &Scenario, view: &ViewState) -> Vec<Pair> {
    let mut pairs = link::own_pairs(scenario);
    for (key, value) in &mut pairs {
        let seen = Seen::of(key, "");
        if let Some(n) = value.parse().ok().filter(|_| seen.decimal.is_some()) {
            (*key, *value) = (seen.name, seen.text(n));
        }
    }
    pairs.extend([
        ("sort", view.sort.code().to_string()),
        ("dir", if view.descending { "desc" } else { "asc" }.to_string()),
        ("find", view.find.clone()),
        ("limit", view.limit.map_or("", |l| l.code()).to_string()),
        ("show", if view.excluded { "excluded" } else { "eligible" }.to_string()),
        ("dots", if view.every_dot { "1" } else { "0" }.to_string()),
        ("msort", view.mode_sort.code().to_string()),
        ("mdir", if view.modes_descending { "desc" } else { "asc" }.to_string()),
        (BROUGHT, view.brought_value().to_string()),
        ("which", if view.which == Which::Chosen { "chosen" } else { "best" }.to_string()),
    ]);
    pairs
}

/// Reads the form into the state.
fn read(state: State, fields: &Fields) {
    take_in(state, fields, fields.pairs());
}

/// Takes the form's pairs into the state.
fn take_in(state: State, fields: &Fields, pairs: Vec<(String, String)>) {
    let (mut decoded, view) = read_pairs(pairs);
    // Not what was read last: of 95 that is typed the 9 may be a value, and nobody has asked for it.
    state.before.with_value(|last| {
        decoded.problems.iter().for_each(|problem| keep(problem, last, &mut decoded.scenario));
    });
    fields.say_problems(&decoded.problems);
    if state.view.with_untracked(|v| *v != view) {
        state.view.set(view);
    }
    if state.scenario.with_untracked(|s| *s != decoded.scenario) {
        state.scenario.set(decoded.scenario);
    }
    if state.problems.with_untracked(|p| !p.is_empty()) {
        state.problems.set(Vec::new());
    }
}

/// A slider moves its number; typing is read at once. Lists and names wait until they are complete.
fn on_input(state: State, fields: &Fields, ev: &Event) {
    let Some(input) = target::<HtmlInputElement>(ev) else { return };
    if let Some(key) = input.get_attribute("data-of") {
        slider::moves(state);
        let part = fields.part_of(&input);
        fields.slide(&part, &key, input.value().parse().unwrap_or(0));
        return take_in(state, fields, fields.pairs_while_sliding(&part, &key));
    }
    let is_read_at_once = matches!(input.type_().as_str(), "number" | "search") || amount(&input.name()).is_some();
    if !is_read_at_once || is_of_list(&input.name()) {
        return;
    }
    read(state, fields);
}

fn on_change(state: State, fields: &Fields, ev: &Event) {
    slider::rests(state);
    target::<HtmlInputElement>(ev).iter().for_each(|input| fields.in_own_unit(input));
    read(state, fields);
    state.settle();
}

/// Buttons that a form without JavaScript submits with work here on the spot.
fn on_click(state: State, (fields, rows): (&Fields, &Rows), ev: &Event) {
    let Some(target) = target::<Element>(ev) else { return };
    if let Ok(Some(link)) = target.closest("a[data-type],a[data-set],a[data-reset]") {
        // With a key held, the link opens its page elsewhere.
        let opens_elsewhere = ev.dyn_ref::<MouseEvent>().is_some_and(|m| m.ctrl_key() || m.meta_key() || m.shift_key());
        if opens_elsewhere {
            return;
        }
        ev.prevent_default();
        if let Some(name) = link.get_attribute("data-type") {
            return state.choose(&name);
        }
        let (before, view) = (state.scenario.get_untracked(), state.view.get_untracked());
        let after = set_by(&link, &before, &view);
        state.view.set(view.after_way(&before, &after));
        state.scenario.set(after);
        return state.settle();
    }
    let Ok(Some(button)) = target.closest("button[name]:not([formaction])") else { return };
    ev.prevent_default();
    let value = button.get_attribute("value").unwrap_or_default();
    match button.get_attribute("name").as_deref() {
        Some("type") => return state.choose(&value),
        Some("sort") => state.view.update(|v| {
            let column =
                crate::view::state::COLUMNS.iter().find(|c| c.1 == value).map_or_else(Default::default, |c| c.0);
            *v = v.sorted_by(column);
        }),
        Some("msort") => state.view.update(|v| *v = v.modes_sorted_by(ModeColumn::from_code(&value))),
        Some("remove") => {
            if let Some(row) = button.closest("tr").ok().flatten() {
                row.remove();
            }
            read(state, fields);
        }
        Some("workload") => rows.edit(state, &button, &value),
        _ => return,
    }
    state.settle();
}

/// The scenario as a link sets it that is one of the ways a click away, or that resets what is behind the first settings.
fn set_by(by: &Element, scenario: &Scenario, view: &ViewState) -> Scenario {
    if by.has_attribute("data-reset") {
        return link::reset_beyond_first(scenario);
    }
    let set = by.get_attribute("data-set").unwrap_or_default();
    set.split_once('=').map_or_else(|| scenario.clone(), |(key, code)| ways::with(scenario, key, code, view.brought))
}

/// Links that carry the scenario along: those that say so, and those to pages that keep it for the way back.
const CARRIERS: &str = "a[data-here],a[data-set],a[data-reset],a[data-preset],a[href^='/method'],a[href^='/sources'],a[href^='/glossary'],\
                        a[href^='/article'],a[href^='/links'],a[href^='/instances/']";

/// Gives a link that carries the scenario along what the scenario is now, in the link's own mode if it has one. An
/// example cluster takes only the region along.
fn bring_up_to_date(state: State, ev: &Event) {
    let Some(link) = target::<Element>(ev).and_then(|t| t.closest(CARRIERS).ok().flatten()) else { return };
    let href = match link.get_attribute("data-preset") {
        Some(preset) => {
            state.scenario.with_untracked(|s| format!("{}?{}", state.page.path(), in_region(&preset, &s.region)))
        }
        None => carried(state, &link),
    };
    let _ = link.set_attribute("href", &href);
}

fn carried(state: State, link: &Element) -> String {
    let path = link.get_attribute("href").unwrap_or_default();
    let (path, line) = path.find('#').map_or((path.as_str(), ""), |at| path.split_at(at));
    let path = path.split('?').next().unwrap_or(path);
    let code = link.get_attribute("data-mode");
    let mode = code.and_then(|code| MODES.iter().find(|m| m.code == code)).map(|m| m.mode);
    let query = state.scenario.with_untracked(|s| {
        state.view.with_untracked(|v| {
            let scenario = Scenario { mode: mode.unwrap_or(s.mode), ..set_by(link, s, v) };
            write_query(&scenario, &v.after_way(s, &scenario))
        })
    });
    // A shared view is what is seen: the event that is simulated too.
    let more = if link.has_attribute("data-share") { address::besides() } else { String::new() };
    format!("{path}?{query}{more}{line}")
}

/// Nothing needs submitting here but what has an address of its own, such as saving.
fn on_submit(ev: &Event) {
    let by = ev.dyn_ref::<SubmitEvent>().and_then(SubmitEvent::submitter);
    if by.is_some_and(|button| button.has_attribute("formaction")) {
        return;
    }
    ev.prevent_default();
    // Enter in the title, beside which is what saves: once this event is over, within which a form does not submit again.
    let title = document().active_element().filter(|element| element.id() == "f-title");
    if let Some(save) = title.and_then(|title| title.next_element_sibling()?.dyn_into::<HtmlElement>().ok()) {
        set_timeout(move || save.click(), Duration::ZERO);
    }
}

/// Arrow and page keys move a slider by values, not by positions: every press changes something. In an amount arrows
/// do what they do in a number field.
fn on_key(state: State, fields: &Fields, ev: &Event) {
    let (Some(key), Some(input)) = (ev.dyn_ref::<KeyboardEvent>(), target::<HtmlInputElement>(ev)) else { return };
    let Some(of) = input.get_attribute("data-of") else {
        let up = key.key() == "ArrowUp";
        if (up || key.key() == "ArrowDown") && fields.step_amount(&input, up) {
            ev.prevent_default();
            read(state, fields);
            state.settle();
        }
        return;
    };
    let page = (Slider::STEPS / 10) as i32;
    let steps = match key.key().as_str() {
        "ArrowRight" | "ArrowUp" => 1,
        "ArrowLeft" | "ArrowDown" => -1,
        "PageUp" => page,
        "PageDown" => -page,
        _ => return,
    };
    ev.prevent_default();
    slider::steps(state);
    fields.step(&fields.part_of(&input), &of, steps);
    read(state, fields);
    state.settle();
}

fn target<T: JsCast>(ev: &Event) -> Option<T> {
    ev.target()?.dyn_into().ok()
}
