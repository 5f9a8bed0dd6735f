//! The form's elements: read as pairs, written from a scenario, and told what is wrong.

use crate::planner::seen::Seen;
use crate::planner::state::Loading;
use leptos::prelude::document;
use model::catalog::Catalog;
use model::scenario::fields::{NUMBERS, PROFILE_NUMBERS, Slider, amount, bare, decimal_named, number};
use model::scenario::link::{Problem, query_pairs};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, Event, FormData, HtmlFormElement, HtmlInputElement, HtmlSelectElement, UrlSearchParams};

/// The planner's form.
#[derive(Clone)]
pub struct Fields {
    form: HtmlFormElement,
    /// What was read last while a slider is dragged, and where the slider's number is among it.
    sliding: Rc<RefCell<Option<(String, usize, Vec<Pair>)>>>,
    /// No field says that something is wrong with it. The server may have sent one that does.
    all_is_well: Rc<Cell<bool>>,
}

/// A part of the form in which every name is there once: a row of the table of workloads, or all that is in none.
#[derive(Clone, PartialEq)]
pub enum Part {
    /// All but the workloads.
    Settings,
    /// A workload, by its row.
    Workload(Element),
}

/// A row of the table of workloads.
const ROW: &str = ".workload";

/// A control's name and its value.
type Pair = (String, String);

impl Fields {
    /// The form in the page.
    pub fn find() -> Option<Fields> {
        let form = document().get_element_by_id("planner")?.dyn_into().ok()?;
        Some(Fields { form, sliding: Rc::default(), all_is_well: Rc::default() })
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
    pub fn pairs_while_sliding(&self, part: &Part, key: &str) -> Vec<Pair> {
        let Some(number) = self.number_input(part, key) else { return self.pairs() };
        let mut sliding = self.sliding.borrow_mut();
        let id = number.id();
        if let Some((_, at, pairs)) = sliding.as_mut().filter(|(of, ..)| *of == id) {
            pairs[*at].1 = number.value();
            return pairs.clone();
        }
        let pairs = self.as_submitted();
        // Every row has one number of the key.
        let row = self.index(part);
        let at = pairs.iter().enumerate().filter(|(_, (name, _))| name == key).nth(row).map(|(at, _)| at);
        *sliding = at.map(|at| (id, at, pairs.clone()));
        pairs
    }

    /// The rows of workloads.
    pub fn rows(&self) -> Vec<Element> {
        self.all(ROW).collect()
    }

    /// The part that an element is in.
    pub fn part_of(&self, element: &Element) -> Part {
        element.closest(ROW).ok().flatten().map_or(Part::Settings, Part::Workload)
    }

    /// The part of a profile by its index, if it is one's.
    fn part_at(&self, profile: Option<usize>) -> Part {
        profile.and_then(|at| self.rows().into_iter().nth(at)).map_or(Part::Settings, Part::Workload)
    }

    /// The index of a workload's row.
    pub fn index(&self, part: &Part) -> usize {
        let Part::Workload(row) = part else { return 0 };
        self.rows().iter().position(|other| other == row).unwrap_or(0)
    }

    /// They cross from the browser as one text, since each crossing costs as much as reading many pairs.
    fn as_submitted(&self) -> Vec<Pair> {
        let data = FormData::new_with_form(&self.form);
        let text = data.and_then(|data| UrlSearchParams::new_with_str_sequence_sequence(data.as_ref()));
        text.map(|text| query_pairs(&String::from(text.to_string())).collect()).unwrap_or_default()
    }

    /// Brings a control in line with the scenario. What is being typed is left alone.
    pub fn write(&self, part: &Part, key: &str, value: &str) {
        let Some(element) = self.named(part, key) else { return };
        self.sliding.borrow_mut().take_if(|(of, ..)| *of != element.id());
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
            _ => self.write_text(input, part, key, value),
        }
    }

    fn write_text(&self, input: &HtmlInputElement, part: &Part, key: &str, value: &str) {
        let is_typing = document().active_element().is_some_and(|e| e.is_same_node(Some(input)));
        // "0100" and "100" are the same number: do not correct people while they type.
        if input.value() != value
            && !(is_typing
                && (input.get_attribute("aria-invalid").is_some() || is_same_amount(key, &input.value(), value)))
            && bare(&input.value()) != bare(value)
        {
            input.set_value(value);
        }
        if key.ends_with("cpu_m") && input.get_attribute("aria-invalid").is_none() {
            say_at(input, &caution(key, value));
        }
        self.place_slider(part, key, value);
    }

    fn check_radio(&self, key: &str, value: &str) {
        if let Ok(Some(radio)) = self.form.query_selector(&format!("input[name={key}][value={value}]"))
            && let Some(radio) = radio.dyn_ref::<HtmlInputElement>()
        {
            radio.set_checked(true);
        }
    }

    /// The element of a name in a part; of a switch's two, the one that is seen.
    fn named(&self, part: &Part, key: &str) -> Option<Element> {
        let seen = self.found(part, &format!("[name={key}]:not([type=hidden]):not(button)"));
        seen.or_else(|| self.found(part, &format!("input[name={key}]")))
    }

    fn found(&self, part: &Part, selector: &str) -> Option<Element> {
        let within: &Element = if let Part::Workload(row) = part { row } else { &self.form };
        within.query_selector(selector).ok().flatten()
    }

    fn place_slider(&self, part: &Part, key: &str, value: &str) {
        let (Some(slider), Some((row, seen))) = (self.slider(part, key), row(key)) else { return };
        let value = read(seen, value);
        let position = row.position(value.unwrap_or(row.min)).to_string();
        if slider.value() != position && value != Some(row.value(slider.value().parse().unwrap_or(0))) {
            slider.set_value(&position);
        }
        let _ = slider.set_attribute("aria-valuetext", &seen.spoken(value));
    }

    fn slider(&self, part: &Part, key: &str) -> Option<HtmlInputElement> {
        self.found(part, &format!("[data-of={key}]"))?.dyn_into().ok()
    }

    /// The field of a key.
    pub fn number_input(&self, part: &Part, key: &str) -> Option<HtmlInputElement> {
        self.named(part, key)?.dyn_into().ok()
    }

    /// The slider of a key has moved: its number follows.
    pub fn slide(&self, part: &Part, key: &str, position: u32) {
        if let (Some(input), Some((row, seen))) = (self.number_input(part, key), row(key)) {
            input.set_value(&seen.text(row.value(position)));
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
            let (part, key) = (self.part_of(&slider), slider.get_attribute("data-of").unwrap_or_default());
            let is_own = self.number_input(&part, &key).is_some_and(|number| is_input_as_sent(&number));
            if is_own && !is_input_as_sent(&slider) {
                self.slide(&part, &key, slider.value().parse().unwrap_or(0));
            }
        }
    }

    fn all(&self, selector: &str) -> impl Iterator<Item = Element> {
        all(&self.form, selector)
    }

    /// The name of the field that is being typed in.
    pub fn typing(&self) -> Option<String> {
        let input: HtmlInputElement = document().active_element()?.dyn_into().ok()?;
        self.form.contains(Some(&input)).then(|| input.name())
    }

    /// Moves a number by steps of its slider.
    pub fn step(&self, part: &Part, key: &str, steps: i32) {
        if let (Some(input), Some((row, seen))) = (self.number_input(part, key), row(key)) {
            self.in_own_unit(&input);
            let from = read(seen, &input.value()).unwrap_or(row.min);
            input.set_value(&seen.text(row.step(from, steps)));
        }
    }

    /// An amount that was typed with a suffix is shown in the field's unit.
    pub fn in_own_unit(&self, input: &HtmlInputElement) {
        let typed = input.value();
        if let Some(n) = amount(&input.name()).and_then(|amount| amount.read(typed.trim())) {
            let shown = n.to_string();
            if bare(&typed) != shown {
                input.set_value(&shown);
            }
        }
    }

    /// Moves an amount by one, as arrow keys do in a number field; whether it is one.
    pub fn step_amount(&self, input: &HtmlInputElement, up: bool) -> bool {
        let Some(amount) = amount(&input.name()) else { return false };
        let now = amount.read(input.value().trim()).unwrap_or(amount.min);
        let next = if up { now.saturating_add(1) } else { now.saturating_sub(1) };
        input.set_value(&next.clamp(amount.min, amount.max).to_string());
        true
    }

    /// Shows at each field what is wrong with it, and nothing where nothing is.
    pub fn say_problems(&self, problems: &[Problem]) {
        // Looking for marks in a form of fifteen workloads takes a quarter of a slider's event.
        if self.all_is_well.replace(problems.is_empty()) && problems.is_empty() {
            return;
        }
        say_last_good(problems.is_empty());
        let wrong = |p: &Problem| self.number_input(&self.part_at(p.profile()), &p.field);
        let wrong: Vec<_> =
            problems.iter().filter(|p| !is_of_list(&p.field)).filter_map(|p| Some((wrong(p)?, p))).collect();
        for input in self.all("[aria-invalid]").filter_map(|marked| marked.dyn_into::<HtmlInputElement>().ok()) {
            if wrong.iter().all(|(other, _)| *other != input) {
                let _ = input.remove_attribute("aria-invalid");
                say_at(&input, &caution(&input.name(), input.value().trim()));
            }
        }
        // The rows of a list are not told apart by their keys: what is wrong there is shown below the table.
        for list in ["ds", "subnet"] {
            let of_rows = problems.iter().filter(|p| p.field.starts_with(list)).map(ToString::to_string);
            say(&format!("e-{list}"), &of_rows.collect::<Vec<_>>().join(". "));
        }
        for (input, problem) in wrong {
            let _ = input.set_attribute("aria-invalid", "true");
            say_at(&input, &format!("It takes {}.", problem.allowed));
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

/// The elements within another that a selector selects.
pub fn all(within: &Element, selector: &str) -> impl Iterator<Item = Element> {
    let found = within.query_selector_all(selector).ok();
    let count = found.as_ref().map_or(0, |found| found.length());
    (0..count).filter_map(move |i| found.as_ref()?.item(i)?.dyn_into().ok())
}

/// Beside the answer, that it is not that of what is typed; nothing once it is.
fn say_last_good(all_is_well: bool) {
    let document = document();
    if !all_is_well
        && document.get_element_by_id(LAST_GOOD).is_none()
        && let Ok(Some(beside)) = document.query_selector(".hand-on")
    {
        // among what stands beside the answer, where it moves nothing that is typed in
        let note = format!("<span id={LAST_GOOD} class=error role=status></span>");
        let _ = beside.insert_adjacent_html("beforeend", &note);
    }
    let note = "Still the answer to the last good values: one in the form cannot be used.";
    say(LAST_GOOD, if all_is_well { "" } else { note });
}

const LAST_GOOD: &str = "last-good";

/// What to say of a value that can be used and may not be what was meant.
fn caution(key: &str, value: &str) -> String {
    amount(key).and_then(|amount| amount.caution(amount.read(value)?)).unwrap_or_default()
}

/// Below a field, in the last of the elements that describe it.
fn say_at(input: &HtmlInputElement, text: &str) {
    let described_by = input.get_attribute("aria-describedby").unwrap_or_default();
    say(described_by.rsplit(' ').next().unwrap_or_default(), text);
}

fn say(id: &str, text: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        element.set_text_content(Some(text));
    }
}

fn is_input_as_sent(input: &HtmlInputElement) -> bool {
    match input.type_().as_str() {
        "checkbox" | "radio" => input.checked() == input.default_checked(),
        // A browser leaves out of a number field what a wrong link put there.
        "number" if input.value().is_empty() => {
            input.default_value().chars().any(|c| c.is_ascii_alphabetic() || !c.is_ascii())
                || input.default_value().is_empty()
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

/// The slider of a number by the name of its field, and how the field shows it.
fn row(name: &str) -> Option<(Slider, Seen)> {
    let key = decimal_named(name).map_or(name, |d| d.key);
    let of_scenario = number(&NUMBERS, key).map(|n| (n.slider(), Seen::of(n.key, n.unit)));
    of_scenario.or_else(|| number(&PROFILE_NUMBERS, key).map(|n| (n.slider(), Seen::of(n.key, n.unit))))
}

/// The value of a field's text.
fn read(seen: Seen, text: &str) -> Option<u32> {
    seen.decimal.map_or_else(|| text.parse().ok(), |d| d.read(text))
}

/// Whether two texts are the same amount of a key, one of them perhaps with a suffix.
fn is_same_amount(key: &str, typed: &str, value: &str) -> bool {
    amount(key).and_then(|amount| amount.read(typed.trim())).is_some_and(|n| n.to_string() == value)
}

/// Whether a key belongs to an entry of a list, which is read when it is complete.
pub fn is_of_list(key: &str) -> bool {
    key.starts_with("ds") || key.starts_with("subnet")
}
