//! The rows of workloads: added, copied, removed and scaled on the spot. Browser only.
//!
//! The rows in the page change first, so that what is typed in the others stays, and are then read like any change. What
//! changes the scenario elsewhere (the address) is written to the rows.

use super::fields::{Fields, Part, all};
use super::read;
use crate::factor;
use crate::planner::edit_words;
use crate::planner::state::State;
use leptos::prelude::*;
use model::scenario::link::{profile_pairs, set_beyond_size};
use model::scenario::{MAX_PROFILES, PodProfile};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// The rows in the page.
#[derive(Clone)]
pub struct Rows {
    fields: Fields,
    /// Rows that were made here: each gets a number of its own for its ids, beyond those of the server.
    made: Rc<Cell<usize>>,
    /// The rows were changed first, so that there is nothing to write to them.
    are_ahead: Rc<Cell<bool>>,
}

impl Rows {
    /// Keeps the rows of the form in step with the scenario.
    pub fn of(state: State, fields: &Fields) -> Rows {
        let rows = Rows { fields: fields.clone(), made: Rc::new(Cell::new(MAX_PROFILES)), are_ahead: Rc::default() };
        let profiles = Memo::new(move |_| state.scenario.with(|s| s.profiles.clone()));
        let written = rows.clone();
        Effect::new(move |last: Option<Vec<PodProfile>>| {
            let now = profiles.get();
            if let Some(last) = last.filter(|_| !written.are_ahead.take()) {
                written.show(&now, &last);
            }
            now
        });
        rows
    }

    fn show(&self, now: &[PodProfile], last: &[PodProfile]) {
        let mut rows = self.fields.rows();
        while rows.len() > now.len() {
            rows.pop().iter().for_each(Element::remove);
        }
        while let Some(after) = rows.last().filter(|_| rows.len() < now.len()) {
            let row = self.insert(after);
            rows.extend(row);
        }
        if now.len() != last.len() {
            number(&rows);
        }
        for (at, (row, profile)) in rows.iter().zip(now).enumerate() {
            self.write(row, profile, last.get(at));
        }
    }

    /// Writes to a row what differs from what it showed before.
    fn write(&self, row: &Element, now: &PodProfile, before: Option<&PodProfile>) {
        if before == Some(now) {
            return;
        }
        let part = Part::Workload(row.clone());
        let shown = before.map(profile_pairs).unwrap_or_default();
        for (key, value) in profile_pairs(now).iter().filter(|pair| !shown.contains(pair)) {
            self.fields.write(&part, key, value);
        }
        if before.is_none_or(|before| before.name != now.name) {
            self.fields.write(&part, "profile", &now.name);
        }
        let set = set_beyond_size(now);
        if before.is_none_or(|before| set_beyond_size(before) != set) {
            all(row, ".set").for_each(|element| element.set_text_content(Some(&set)));
        }
    }

    /// A button of the table or below it was pressed.
    pub fn edit(&self, state: State, button: &Element, what: &str) {
        let rows = self.fields.rows();
        let (what, of) = what.split_once('-').unwrap_or((what, ""));
        let at = match self.fields.part_of(button) {
            Part::Settings => rows.len().saturating_sub(1),
            row => self.fields.index(&row),
        };
        match what {
            "add" => self.add(state, (&rows, at), PodProfile::added(rows.len())),
            "copy" => {
                let source = state.scenario.with_untracked(|s| s.profiles.get(at).map(PodProfile::copied));
                self.add(state, (&rows, at), source.unwrap_or_default());
            }
            "remove" if rows.len() > 1 => {
                rows[at].remove();
                self.changed(state, at, |profiles| drop(profiles.remove(at)));
            }
            "scale" => self.scale(&rows, of),
            _ => {}
        }
        read(state, &self.fields);
    }

    /// A new row after another.
    fn add(&self, state: State, (rows, at): (&[Element], usize), profile: PodProfile) {
        let after = rows.get(at).filter(|_| rows.len() < MAX_PROFILES);
        if let Some(row) = after.and_then(|after| self.insert(after)) {
            self.write(&row, &profile, None);
            self.changed(state, at + 1, |profiles| profiles.insert(at + 1, profile));
        }
    }

    fn changed(&self, state: State, at: usize, change: impl FnOnce(&mut Vec<PodProfile>)) {
        self.are_ahead.set(true);
        state.scenario.update(|s| change(&mut s.profiles));
        let rows = self.fields.rows();
        number(&rows);
        let row = rows.get(at).or(rows.last()).map(|row| Part::Workload(row.clone()));
        let _ = row.and_then(|row| self.fields.number_input(&row, "profile")).map(|name| name.focus());
    }

    fn scale(&self, rows: &[Element], by: &str) {
        let typed =
            self.fields.number_input(&Part::Settings, factor::KEY).map(|input| input.value()).unwrap_or_default();
        let Some(factor) = factor::read(if by.is_empty() { typed.trim() } else { by }) else { return };
        for row in rows {
            if let Some(pods) = self.fields.number_input(&Part::Workload(row.clone()), "pods") {
                pods.set_value(&factor::scaled(&pods.value(), factor));
            }
        }
    }

    /// A copy of a row behind it, with ids of its own and without what was wrong there.
    fn insert(&self, after: &Element) -> Option<Element> {
        let row: Element = after.clone_node_with_deep(true).ok()?.dyn_into().ok()?;
        self.made.set(self.made.get() + 1);
        let own = |id: &str| if id.starts_with("h-") { id.to_string() } else { format!("{id}-{}", self.made.get()) };
        for name in ["id", "for", "aria-describedby"] {
            for element in all(&row, &format!("[{name}]")) {
                let ids = element.get_attribute(name).unwrap_or_default();
                let ids: Vec<_> = ids.split(' ').map(own).collect();
                let _ = element.set_attribute(name, &ids.join(" "));
            }
        }
        all(&row, "[aria-invalid]").for_each(|input| drop(input.remove_attribute("aria-invalid")));
        all(&row, ".error").for_each(|error| error.set_text_content(None));
        all(&row, "details").for_each(|details| drop(details.remove_attribute("open")));
        after.after_with_node_1(&row).ok()?;
        Some(row)
    }
}

/// Tells every row its number, at the end of what is read out, what opens them on a phone how many there are, and the button
/// that adds one whether there is room.
fn number(rows: &[Element]) {
    for (row, number) in rows.iter().zip(1..) {
        for element in all(row, "[aria-label]") {
            let label = element.get_attribute("aria-label").unwrap_or_default();
            if let Some((what, _)) = label.rsplit_once(' ') {
                let _ = element.set_attribute("aria-label", &format!("{what} {number}"));
            }
        }
    }
    if let Ok(Some(edit)) = document().query_selector("#edit summary") {
        edit.set_text_content(Some(&edit_words(rows.len())));
    }
    if let Ok(Some(add)) = document().query_selector("button[value=add]") {
        let _ = add.toggle_attribute_with_force("disabled", rows.len() >= MAX_PROFILES);
    }
}
