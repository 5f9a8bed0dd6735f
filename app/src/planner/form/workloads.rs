//! The table of workloads: a row for each, and more of it behind a fold. Server only: in the browser `live::workloads` makes
//! a new row from one that is there, so every id of a row has the row's own ending.

use super::Form;
use crate::factor;
use crate::glossary::explained;
use crate::planner::seen::Seen;
use crate::view::page_view::kept;
use maud::{Markup, html};
use model::scenario::fields::{Choice, Number, PROFILE_CHOICES, PROFILE_NUMBERS, PROFILE_TEXTS, Slider, Text, number};
use model::scenario::link::{Problem, set_beyond_size};
use model::scenario::{MAX_PROFILES, PodProfile};

/// The name of every button that changes the list; its value says how, and after a hyphen which row or by what.
pub const EDIT: &str = "workload";

/// How many of a profile's numbers are its size, and have a column.
const COLUMNS: usize = 3;
/// Their heads, short enough for a narrow column.
const HEADS: [&str; COLUMNS] = ["Pods", "CPU, m", "MiB"];

impl Form<'_> {
    /// Table, tools, and what its fields mean.
    pub(super) fn workloads(&self) -> Markup {
        let profiles = &self.scenario.profiles;
        html! {
            table.workloads {
                caption.vh { "Workloads: identical pods, planned together" }
                thead { tr { th scope="col" { "Name" } @for head in HEADS { th scope="col" { (head) } } } }
                @for (index, p) in profiles.iter().enumerate() { (self.row(index, p)) }
            }
            (self.list_tools(profiles.len()))
            details.about {
                summary { "What the fields mean" }
                @for n in &PROFILE_NUMBERS { (meaning(n.key, n.label, n.help)) }
                @for c in &PROFILE_CHOICES { (meaning(c.key, c.label, c.help)) }
                @for text in &PROFILE_TEXTS { (meaning(text.key, text.label, text.help)) }
            }
        }
    }

    fn row(&self, index: usize, p: &PodProfile) -> Markup {
        let row = Row { form: self, index, p };
        let (size, rest) = PROFILE_NUMBERS.split_at(COLUMNS);
        html! {
            tbody.workload {
                tr {
                    td { (row.name()) }
                    @for n in size { td { (row.entry(n)) } }
                }
                tr { td colspan=(1 + COLUMNS) {
                    (row.error("profile", "Name"))
                    @for n in size { (row.error(n.key, n.label)) }
                    div.sliders { @for n in size { label { (n.label) (row.slider(n)) } } }
                    div.row-tools {
                        details {
                            summary { "More" span.set { (set_beyond_size(p)) } }
                            @for n in rest { (row.number(n)) }
                            @for c in &PROFILE_CHOICES { @if c.is_flag() { (row.switch(c)) } @else { (row.select(c)) } }
                            @for text in &PROFILE_TEXTS { (row.text(text)) }
                        }
                        button.quiet name=(EDIT) value={ "copy-" (index + 1) } aria-label={ "Copy workload " (index + 1) } { "Copy" }
                        button.quiet name=(EDIT) value={ "remove-" (index + 1) } aria-label={ "Remove workload " (index + 1) } { "Remove" }
                    }
                } }
            }
        }
    }

    /// What is done with the whole list.
    fn list_tools(&self, rows: usize) -> Markup {
        let problem = self.problem(factor::KEY, None);
        html! {
            div.list-tools {
                button name=(EDIT) value="add" disabled[rows >= MAX_PROFILES] { "Add a workload" }
                span role="group" aria-label="Scale the pods of all workloads" {
                    "All pods"
                    button name=(EDIT) value="scale-0.5" aria-label="\u{d7} \u{bd}: half of all pods" { "\u{d7} \u{bd}" }
                    button name=(EDIT) value="scale-2" aria-label="\u{d7} 2: twice all pods" { "\u{d7} 2" }
                    input id={ "f-" (factor::KEY) } name=(factor::KEY) inputmode="decimal" maxlength="6" placeholder="1.5" autocomplete="off"
                        value=[problem.map(|p| &p.value)] aria-invalid=[problem.map(|_| "true")]
                        aria-label="Factor for all pods" aria-describedby={ "e-" (factor::KEY) };
                    button name=(EDIT) value="scale" { "Scale" }
                }
                a href=(kept("/import")) data-here { "Take them from your cluster" }
            }
            (error("e-factor", "Factor", problem, None))
        }
    }
}

/// A row of the table.
struct Row<'a> {
    form: &'a Form<'a>,
    index: usize,
    p: &'a PodProfile,
}

impl Row<'_> {
    /// The end of every id of the row: nothing in the first.
    fn end(&self) -> String {
        if self.index == 0 { String::new() } else { format!("-{}", self.index + 1) }
    }

    /// The end of every label that is read out. The row's number comes last, where `live` brings it up to date.
    fn of(&self) -> String {
        format!(" of workload {}", self.index + 1)
    }

    fn problem(&self, key: &str) -> Option<&Problem> {
        self.form.problem(key, Some(self.index))
    }

    fn error(&self, key: &str, label: &str) -> Markup {
        let n = number(&PROFILE_NUMBERS, key);
        let caution = n.and_then(|n| n.amount()?.caution((n.get)(self.p)?));
        error(&format!("e-{key}{}", self.end()), label, self.problem(key), caution)
    }

    fn name(&self) -> Markup {
        let problem = self.problem("profile");
        let value = problem.map_or(&self.p.name, |p| &p.value);
        html! {
            input id={ "f-profile" (self.end()) } name="profile" maxlength="100" value=(value) autocomplete="off" required
                aria-label={ "Name" (self.of()) } aria-invalid=[problem.map(|_| "true")] aria-describedby={ "e-profile" (self.end()) };
        }
    }

    fn entry(&self, n: &Number<PodProfile>) -> Markup {
        let problem = self.problem(n.key);
        let typed = problem.map(|p| p.value.clone()).or((n.get)(self.p).map(|v| v.to_string()));
        let (key, end) = (n.key, self.end());
        // A browser takes the suffix from what is typed into a number field: 6Gi would be 6.
        let is_number = n.amount().is_none();
        html! {
            input id={ "f-" (key) (end) } name=(key) type=[is_number.then_some("number")] inputmode="numeric"
                min=[is_number.then_some(n.min)] max=[is_number.then_some(n.max)] step=[is_number.then_some("1")] autocomplete=[(!is_number).then_some("off")]
                placeholder=[n.optional.then_some("any")] value=[typed] aria-label={ (n.label) (self.of()) }
                aria-invalid=[problem.map(|_| "true")] aria-describedby={ "h-" (key) " e-" (key) (end) };
        }
    }

    fn slider(&self, n: &Number<PodProfile>) -> Markup {
        let (value, slider) = ((n.get)(self.p), n.slider());
        html! {
            input.slider type="range" min="0" max=(Slider::STEPS) value=(slider.position(value.unwrap_or(slider.min))) data-of=(n.key)
                aria-label={ (n.label) (self.of()) } aria-valuetext=(Seen::of(n.key, n.unit).spoken(value)) autocomplete="off";
        }
    }

    fn number(&self, n: &Number<PodProfile>) -> Markup {
        html! {
            div.field.number {
                label for={ "f-" (n.key) (self.end()) } { (n.label) }
                span.entry { (self.entry(n)) span.unit aria-hidden="true" { (n.unit) } }
                (self.slider(n))
                (self.error(n.key, ""))
            }
        }
    }

    fn text(&self, text: &Text<PodProfile>) -> Markup {
        let (key, end, problem) = (text.key, self.end(), self.problem(text.key));
        html! {
            div.field {
                label for={ "f-" (key) (end) } { (text.label) }
                input id={ "f-" (key) (end) } name=(key) value=(problem.map_or((text.get)(self.p), |p| &p.value)) placeholder=(text.empty)
                    autocomplete="off" spellcheck="false" autocapitalize="off" aria-label={ (text.label) (self.of()) }
                    aria-invalid=[problem.map(|_| "true")] aria-describedby={ "h-" (key) " e-" (key) (end) };
                (self.error(key, ""))
            }
        }
    }

    fn select(&self, c: &Choice<PodProfile>) -> Markup {
        let (chosen, key, end) = ((c.get)(self.p), c.key, self.end());
        html! {
            div.field {
                label for={ "f-" (key) (end) } { (c.label) }
                select id={ "f-" (key) (end) } name=(key) aria-label={ (c.label) (self.of()) } aria-describedby={ "h-" (key) } {
                    @for (i, (code, name)) in c.options.iter().enumerate() { option value=(code) selected[i == chosen] { (name) } }
                }
            }
        }
    }

    /// The hidden 0 before it is what the form sends when it is off.
    fn switch(&self, c: &Choice<PodProfile>) -> Markup {
        let (key, end) = (c.key, self.end());
        html! {
            div.field.switch {
                input type="hidden" name=(key) value="0";
                input id={ "f-" (key) (end) } name=(key) type="checkbox" value="1" checked[(c.get)(self.p) == 1]
                    aria-label={ (c.label) (self.of()) } aria-describedby={ "h-" (key) };
                label for={ "f-" (key) (end) } { (c.label) }
            }
        }
    }
}

/// What is wrong with a field, or may not be what was meant, below it. Its label comes before that where several fields share the space.
fn error(id: &str, label: &str, problem: Option<&Problem>, caution: Option<String>) -> Markup {
    html! {
        p.error id=(id) data-label=[(!label.is_empty()).then_some(label)] aria-live="polite" {
            @if let Some(p) = problem { "It takes " (p.allowed) "." } @else if let Some(caution) = caution { (caution) }
        }
    }
}

fn meaning(key: &str, label: &str, help: &str) -> Markup {
    html! { p.help { b { (label) ": " } span id={ "h-" (key) } { (help) } "\u{a0}" (explained(key)) } }
}
