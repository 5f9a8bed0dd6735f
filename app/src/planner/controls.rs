//! Controls made from the model's field tables: a number with a slider, a select, a switch.
//!
//! Each knows its field only as a row of the table, so there is one piece of code for all of them.

use super::state::State;
use leptos::ev;
use leptos::prelude::*;
use model::fields::{Choice, Number, Slider};
use model::scenario::{PodProfile, Scenario};
use model::units::grouped;
use std::sync::Arc;

type Reader<V> = Arc<dyn Fn(&Scenario) -> V + Send + Sync>;
type Writer<V> = Arc<dyn Fn(&mut Scenario, V) + Send + Sync>;

/// A number of the scenario, whichever part of it it belongs to.
#[derive(Clone)]
pub struct NumberField {
    pub key: &'static str,
    pub label: &'static str,
    unit: &'static str,
    help: &'static str,
    min: u32,
    max: u32,
    optional: bool,
    slider: Slider,
    pub get: Reader<Option<u32>>,
    pub set: Writer<Option<u32>>,
}

/// A named value of the scenario.
#[derive(Clone)]
pub struct ChoiceField {
    pub key: &'static str,
    pub label: &'static str,
    help: &'static str,
    options: &'static [(&'static str, &'static str)],
    get: Reader<usize>,
    set: Writer<usize>,
}

impl NumberField {
    fn new<T>(n: &'static Number<T>, get: Reader<Option<u32>>, set: Writer<Option<u32>>) -> NumberField {
        let Number { key, label, unit, help, min, max, optional, .. } = *n;
        NumberField { key, label, unit, help, min, max, optional, slider: n.slider(), get, set }
    }

    /// Of the scenario itself.
    pub fn of(n: &'static Number<Scenario>) -> NumberField {
        NumberField::new(n, Arc::new(n.get), Arc::new(n.set))
    }

    /// Of its first profile.
    pub fn of_profile(n: &'static Number<PodProfile>) -> NumberField {
        let get = move |s: &Scenario| s.profiles.first().and_then(n.get);
        let set = move |s: &mut Scenario, v| {
            if let Some(p) = s.profiles.first_mut() {
                (n.set)(p, v)
            }
        };
        NumberField::new(n, Arc::new(get), Arc::new(set))
    }

    /// The typed text as a value, or what is allowed.
    fn parse(&self, text: &str) -> Result<Option<u32>, String> {
        let text = text.trim();
        if text.is_empty() && self.optional {
            return Ok(None);
        }
        match text.parse::<u32>() {
            Ok(v) if (self.min..=self.max).contains(&v) => Ok(Some(v)),
            _ => {
                let (min, max) = (grouped(self.min.into()), grouped(self.max.into()));
                let or = if self.optional { ", or nothing" } else { "" };
                Err(format!("{} takes a whole number from {min} to {max}{or}.", self.label))
            }
        }
    }
}

impl ChoiceField {
    /// Of the scenario itself.
    pub fn of(c: &'static Choice<Scenario>) -> ChoiceField {
        let Choice { key, label, help, options, .. } = *c;
        ChoiceField { key, label, help, options, get: Arc::new(c.get), set: Arc::new(c.set) }
    }

    /// Of its first profile.
    pub fn of_profile(c: &'static Choice<PodProfile>) -> ChoiceField {
        let Choice { key, label, help, options, .. } = *c;
        let get = move |s: &Scenario| s.profiles.first().map_or(0, c.get);
        let set = move |s: &mut Scenario, v| {
            if let Some(p) = s.profiles.first_mut() {
                (c.set)(p, v)
            }
        };
        ChoiceField { key, label, help, options, get: Arc::new(get), set: Arc::new(set) }
    }
}

/// A number, with a slider beside it.
pub fn number(state: State, field: NumberField) -> AnyView {
    let NumberField { key, label, unit, help, min, max, optional, slider, get, set } = field.clone();
    let id = format!("f-{key}");
    let value = Memo::new(move |_| state.scenario.with(|s| get(s)));
    let as_text = move |v: Option<u32>| v.map(|v| v.to_string()).unwrap_or_default();

    // What was typed in a refused link is kept in the field, with the reason beside it.
    let refused = state.problems.with_untracked(|all| all.iter().find(|p| p.field == key).cloned());
    let error = RwSignal::new(refused.as_ref().map(|p| format!("{label} takes {}.", p.allowed)));
    let typed = StoredValue::new(refused.map(|p| p.value));
    let initial = typed.get_value().unwrap_or_else(|| as_text(value.get_untracked()));

    let assign = {
        let set = set.clone();
        move |v: Option<u32>| {
            error.set(None);
            state.scenario.update(|s| set(s, v));
        }
    };
    let on_number = {
        let assign = assign.clone();
        move |ev: ev::Event| match field.parse(&event_target_value(&ev)) {
            Ok(v) => assign(v),
            Err(reason) => error.set(Some(reason)),
        }
    };
    let on_slide = {
        let assign = assign.clone();
        move |ev: ev::Event| {
            if let Ok(place) = event_target_value(&ev).parse() {
                assign(Some(slider.value(place)));
            }
        }
    };
    let on_key = move |ev: ev::KeyboardEvent| {
        let steps = match ev.key().as_str() {
            "ArrowRight" | "ArrowUp" => 1,
            "ArrowLeft" | "ArrowDown" => -1,
            "PageUp" => 100,
            "PageDown" => -100,
            _ => return,
        };
        ev.prevent_default();
        let from = value.get_untracked().unwrap_or(slider.min);
        assign(Some(slider.step(from, steps)));
        state.settle();
    };
    let place = move || slider.place(value.get().unwrap_or(slider.min)).to_string();
    let spoken = move || match value.get() {
        Some(v) => format!("{} {unit}", grouped(v.into())).trim_end().to_string(),
        None => "automatic".into(),
    };
    let (help_id, error_id) = (format!("{id}-help"), format!("{id}-error"));
    let described = format!("{help_id} {error_id}");
    let settle = move |_| state.settle();
    view! {
        <div class="field number">
            <label for=id.clone()>{label}</label>
            <span class="entry">
                <input id=id name=key type="number" inputmode="numeric" min=min max=max step="1"
                    placeholder=optional.then_some("auto") value=initial.clone()
                    prop:value=move || { let v = value.get(); typed.try_update_value(Option::take).flatten().unwrap_or_else(|| as_text(v)) }
                    aria-describedby=described aria-invalid=move || error.with(Option::is_some).then_some("true")
                    on:input=on_number on:change=settle />
                <span class="unit" aria-hidden="true">{unit}</span>
            </span>
            <input class="slider" type="range" min="0" max=Slider::STEPS value=place() prop:value=place
                aria-label=label aria-valuetext=spoken tabindex="0"
                on:input=on_slide on:change=settle on:keydown=on_key />
            <p class="help" id=help_id>{help}</p>
            <p class="error" id=error_id aria-live="polite">{move || error.get()}</p>
        </div>
    }
    .into_any()
}

/// A choice, as a list that drops down.
pub fn select(state: State, field: ChoiceField) -> AnyView {
    let ChoiceField { key, label, help, options, get, set } = field;
    let place = Memo::new(move |_| state.scenario.with(|s| get(s)));
    let on_change = move |ev: ev::Event| {
        let code = event_target_value(&ev);
        if let Some(i) = options.iter().position(|(c, _)| *c == code) {
            state.scenario.update(|s| set(s, i));
            state.settle();
        }
    };
    let option = move |(i, (code, name)): (usize, &(&'static str, &'static str))| {
        view! { <option value=*code selected=move || place.get() == i>{*name}</option> }
    };
    let id = format!("f-{key}");
    let help_id = format!("{id}-help");
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select id=id name=key aria-describedby=help_id.clone() on:change=on_change>
                {options.iter().enumerate().map(option).collect_view()}
            </select>
            <p class="help" id=help_id>{help}</p>
        </div>
    }
    .into_any()
}

/// A switch. The hidden 0 before it is what a form without JavaScript sends when it is off.
pub fn switch(state: State, field: ChoiceField) -> AnyView {
    let ChoiceField { key, label, help, get, set, .. } = field;
    let on = Memo::new(move |_| state.scenario.with(|s| get(s) == 1));
    let on_change = move |ev: ev::Event| {
        let checked = event_target_checked(&ev);
        state.scenario.update(|s| set(s, usize::from(checked)));
        state.settle();
    };
    let id = format!("f-{key}");
    let help_id = format!("{id}-help");
    view! {
        <div class="field switch">
            <input type="hidden" name=key value="0" />
            <input id=id.clone() name=key type="checkbox" value="1" checked=on.get_untracked() prop:checked=move || on.get()
                aria-describedby=help_id.clone() on:change=on_change />
            <label for=id>{label}</label>
            <p class="help" id=help_id>{help}</p>
        </div>
    }
    .into_any()
}

/// A question, as three radio buttons in a row.
pub fn question(state: State, field: ChoiceField, number: usize) -> AnyView {
    let ChoiceField { key, label, help, options, get, set } = field;
    let place = Memo::new(move |_| state.scenario.with(|s| get(s)));
    let answer = move |(i, (code, name)): (usize, &(&'static str, &'static str))| {
        let set = set.clone();
        let on_change = move |_| {
            state.scenario.update(|s| set(s, i));
            state.settle();
        };
        view! {
            <label class="answer">
                <input type="radio" name=key value=*code checked=place.get_untracked() == i
                    prop:checked=move || place.get() == i on:change=on_change />
                <span>{*name}</span>
            </label>
        }
    };
    view! {
        <fieldset class="question" title=help>
            <legend>{format!("{number}. {label}")}</legend>
            {options.iter().enumerate().map(answer).collect_view()}
        </fieldset>
    }
    .into_any()
}
