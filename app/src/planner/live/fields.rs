//! The form's elements: read as pairs, written from a scenario, and told what is wrong.

use crate::planner::state::Loading;
use leptos::prelude::document;
use model::catalog::Catalog;
use model::scenario::fields::{NUMBERS, PROFILE_NUMBERS, Slider, number};
use model::scenario::link::{Problem, query_pairs};
use model::units::grouped;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, Event, FormData, HtmlFormElement, HtmlInputElement, HtmlSelectElement, UrlSearchParams};

/// The planner's form.
#[derive(Clone)]
pub struct Fields {
    form: HtmlFormElement,
    /// What was read last, while the slider of this key is dragged.
    sliding: Rc<RefCell<Option<(String, Vec<Pair>)>>>,
}

/// A control's name and its value.
type Pair = (String, String);

impl Fields {
    /// The form in the page.
    pub fn find() -> Option<Fields> {
        Some(Fields { form: document().get_element_by_id("planner")?.dyn_into().ok()?, sliding: Rc::default() })
    }

    /// Calls a handler for every such event in the form, for the life of the page.
    pub fn on(&self, event: &str, handler: Box<dyn Fn(&Fields, Event)>) {
        let fields = self.clone();
        let closure = Closure::<dyn Fn(Event)>::new(move |ev| handler(&fields, ev));
        let _ = self.form.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
        closure.forget();
    }

    /// Names and values, in the order of the page: what a submit would send.
    pub fn pairs(&self) -> Vec<Pair> {
        *self.sliding.borrow_mut() = None;
        self.as_submitted()
    }

    /// The same while a slider is dragged: only its number changes, so the rest is not read again and again.
    pub fn pairs_while_sliding(&self, key: &str) -> Vec<Pair> {
        let mut sliding = self.sliding.borrow_mut();
        if let Some((_, pairs)) = sliding.as_mut().filter(|(of, _)| of == key)
            && let Some(number) = self.number_input(key)
        {
            pairs.iter_mut().filter(|(name, _)| name == key).for_each(|(_, value)| *value = number.value());
            return pairs.clone();
        }
        let pairs = self.as_submitted();
        // Where several controls have the name, only the browser can tell which is which.
        let is_only = pairs.iter().filter(|(name, _)| name == key).count() == 1;
        *sliding = is_only.then(|| (key.to_string(), pairs.clone()));
        pairs
    }

    /// They cross from the browser as one text, since each crossing costs as much as reading many pairs.
    fn as_submitted(&self) -> Vec<Pair> {
        let data = FormData::new_with_form(&self.form);
        let text = data.and_then(|data| UrlSearchParams::new_with_str_sequence_sequence(data.as_ref()));
        text.map(|text| query_pairs(&String::from(text.to_string())).collect()).unwrap_or_default()
    }

    /// Brings a control in line with the scenario. What is being typed is left alone.
    pub fn write(&self, key: &str, value: &str) {
        self.sliding.borrow_mut().take_if(|(of, _)| of != key);
        let Some(element) = self.named(key) else { return };
        if let Some(select) = element.dyn_ref::<HtmlSelectElement>() {
            if select.value() != value {
                select.set_value(value);
            }
            return;
        }
        let Some(input) = element.dyn_ref::<HtmlInputElement>() else { return };
        match input.type_().as_str() {
            "checkbox" => input.set_checked(value == "1"),
            "radio" => self.check_radio(key, value),
            _ => self.write_text(input, key, value),
        }
    }

    fn write_text(&self, input: &HtmlInputElement, key: &str, value: &str) {
        let is_typing = document().active_element().is_some_and(|e| e.is_same_node(Some(input)));
        // "0100" and "100" are the same number: do not correct people while they type.
        if input.value() != value
            && !(is_typing && input.get_attribute("aria-invalid").is_some())
            && input.value().trim_start_matches('0') != value
        {
            input.set_value(value);
        }
        self.place_slider(key, value.parse().ok());
    }

    fn check_radio(&self, key: &str, value: &str) {
        if let Ok(Some(radio)) = self.form.query_selector(&format!("input[name={key}][value={value}]"))
            && let Some(radio) = radio.dyn_ref::<HtmlInputElement>()
        {
            radio.set_checked(true);
        }
    }

    /// The element of a name; of a switch's two, the one that is seen.
    fn named(&self, key: &str) -> Option<Element> {
        let seen = self.form.query_selector(&format!("[name={key}]:not([type=hidden]):not(button)")).ok().flatten();
        seen.or_else(|| self.form.query_selector(&format!("input[name={key}]")).ok().flatten())
    }

    fn place_slider(&self, key: &str, value: Option<u32>) {
        let (Some(slider), Some((row, unit))) = (self.slider(key), row(key)) else { return };
        let position = row.position(value.unwrap_or(row.min)).to_string();
        if slider.value() != position && value != Some(row.value(slider.value().parse().unwrap_or(0))) {
            slider.set_value(&position);
        }
        let spoken = value.map_or_else(|| "automatic".into(), |v| format!("{} {unit}", grouped(v.into())));
        let _ = slider.set_attribute("aria-valuetext", spoken.trim_end());
    }

    fn slider(&self, key: &str) -> Option<HtmlInputElement> {
        self.form.query_selector(&format!("[data-of={key}]")).ok().flatten()?.dyn_into().ok()
    }

    fn number_input(&self, key: &str) -> Option<HtmlInputElement> {
        self.named(key)?.dyn_into().ok()
    }

    /// The slider of a key has moved: its number follows.
    pub fn slide(&self, key: &str, position: u32) {
        if let (Some(input), Some((row, _))) = (self.number_input(key), row(key)) {
            input.set_value(&row.value(position).to_string());
        }
    }

    /// Whether every control is still as the server sent it.
    pub fn is_as_sent(&self) -> bool {
        self.all("input,select").all(|control| match control.dyn_ref::<HtmlSelectElement>() {
            Some(select) => is_select_as_sent(select),
            None => control.dyn_ref().is_none_or(is_input_as_sent),
        })
    }

    /// Brings the numbers in line whose sliders were moved before anybody listened.
    pub fn slide_those_moved(&self) {
        for slider in self.all("[data-of]").filter_map(|element| element.dyn_into::<HtmlInputElement>().ok()) {
            let key = slider.get_attribute("data-of").unwrap_or_default();
            let is_own = self.number_input(&key).is_some_and(|number| is_input_as_sent(&number));
            if is_own && !is_input_as_sent(&slider) {
                self.slide(&key, slider.value().parse().unwrap_or(0));
            }
        }
    }

    fn all(&self, selector: &str) -> impl Iterator<Item = Element> {
        let found = self.form.query_selector_all(selector).ok();
        let count = found.as_ref().map_or(0, |found| found.length());
        (0..count).filter_map(move |i| found.as_ref()?.item(i)?.dyn_into().ok())
    }

    /// The name of the field that is being typed in.
    pub fn typing(&self) -> Option<String> {
        let input: HtmlInputElement = document().active_element()?.dyn_into().ok()?;
        self.form.contains(Some(&input)).then(|| input.name())
    }

    /// Moves a number by steps of its slider.
    pub fn step(&self, key: &str, steps: i32) {
        if let (Some(input), Some((row, _))) = (self.number_input(key), row(key)) {
            let from = input.value().parse().unwrap_or(row.min);
            input.set_value(&row.step(from, steps).to_string());
        }
    }

    /// Shows at each field what is wrong with it, and nothing where nothing is.
    pub fn say_problems(&self, problems: &[Problem]) {
        let problems: Vec<&Problem> = problems.iter().filter(|p| !p.is_of_later_profile()).collect();
        let Ok(marked) = self.form.query_selector_all("[aria-invalid]") else { return };
        for i in 0..marked.length() {
            let Some(input) = marked.item(i).and_then(|n| n.dyn_into::<HtmlInputElement>().ok()) else { continue };
            if !problems.iter().any(|p| p.field == input.name()) {
                let _ = input.remove_attribute("aria-invalid");
                self.say(&input.name(), "");
            }
        }
        // The rows of a list are not told apart by their keys: what is wrong there is shown below the table.
        for list in ["ds", "subnet"] {
            let of_rows = problems.iter().filter(|p| p.field.starts_with(list)).map(ToString::to_string);
            self.say(list, &of_rows.collect::<Vec<_>>().join(". "));
        }
        for problem in problems.iter().filter(|p| !is_of_list(&p.field)) {
            if let Some(input) = self.named(&problem.field) {
                let _ = input.set_attribute("aria-invalid", "true");
                self.say(&problem.field, &format!("It takes {}.", problem.allowed));
            }
        }
    }

    fn say(&self, key: &str, text: &str) {
        if let Some(element) = document().get_element_by_id(&format!("e-{key}")) {
            element.set_text_content(Some(text));
        }
    }

    /// The state of the region's catalogue.
    pub fn say_region(&self, catalog: &Catalog, loading: Loading) {
        let text = match loading {
            Loading::Done => format!("On-demand prices of {}.", catalog.region.on_demand_as_of),
            Loading::Waiting => "Fetching this region\u{2019}s prices\u{2026}".into(),
            Loading::Failed => "This region\u{2019}s prices could not be loaded; the figures are still for the previous region. Check the connection and choose it again.".into(),
        };
        if let Some(help) = document().get_element_by_id("h-region") {
            help.set_text_content(Some(&text));
            let _ = help.class_list().toggle_with_force("error", loading == Loading::Failed);
        }
    }
}

fn is_input_as_sent(input: &HtmlInputElement) -> bool {
    match input.type_().as_str() {
        "checkbox" | "radio" => input.checked() == input.default_checked(),
        // A browser leaves out of a number field what a wrong link put there.
        "number" if input.value().is_empty() => {
            input.default_value().chars().any(|c| c.is_alphabetic()) || input.default_value().is_empty()
        }
        _ => input.value() == input.default_value(),
    }
}

/// A select without a marked option shows its first.
fn is_select_as_sent(select: &HtmlSelectElement) -> bool {
    let marked = select.query_selector("option[selected]").ok().flatten();
    let sent = marked.or_else(|| select.query_selector("option").ok().flatten());
    sent.is_none_or(|option| select.value() == option.get_attribute("value").unwrap_or_default())
}

/// Re-renders the rows of a list; the focus stays where it was among them.
pub fn write_rows(id: &str, markup: &str) {
    let Some(rows) = document().get_element_by_id(id) else { return };
    let inputs = || rows.query_selector_all("input:not([type=hidden]),select,button").ok();
    let focused = document().active_element();
    let at = inputs().and_then(|all| {
        (0..all.length()).find(|&i| focused.as_ref().is_some_and(|f| f.is_same_node(all.item(i).as_ref())))
    });
    rows.set_inner_html(markup);
    if let (Some(at), Some(inputs)) = (at, inputs())
        && let Some(input) = inputs.item(at).and_then(|n| n.dyn_into::<web_sys::HtmlElement>().ok())
    {
        let _ = input.focus();
    }
}

/// The slider and the unit of a number by its key.
fn row(key: &str) -> Option<(Slider, &'static str)> {
    let of_scenario = number(&NUMBERS, key).map(|n| (n.slider(), n.unit));
    of_scenario.or_else(|| number(&PROFILE_NUMBERS, key).map(|n| (n.slider(), n.unit)))
}

/// Whether a key belongs to an entry of a list, which is read when it is complete.
pub fn is_of_list(key: &str) -> bool {
    key.starts_with("ds") || key.starts_with("subnet")
}
