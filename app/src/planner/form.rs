//! The left side: everything a person can set. Server only: in the browser the form is what the server
//! made, and `live` reads it the way a submit would.

pub mod edit;
mod workloads;

use super::presets::presets;
use super::seen::Seen;
use super::{daemonsets, subnets};
use crate::address::Address;
use crate::glossary::explained;
use crate::saved::{NOTE, NothingSaved, PARENT};
use crate::surroundings::{RegionRef, regions};
use crate::together;
use crate::view::page_view::{View, kept};
use crate::view::state::BROUGHT;
use crate::view::words::changed;
use leptos::prelude::use_context;
use maud::{Markup, html};
use model::advice::what_if::questions;
use model::scenario::fields::{
    BY_TYPE, CHOICES, Choice, FAMILIES, Families, NUMBERS, Number, Slider, WORDS_BY_TYPE, choice, number,
};
use model::scenario::link::{Problem, reset_beyond_first, set_beyond_first};
use model::scenario::{Era, Scenario};
use model::summary::decided::DecidedFor;
use model::words::SIZED_ON;

/// The article's five questions, the fifth in two parts.
const QUESTIONS: [(&str, &str); 6] = [
    ("1", "q_vpc"),
    ("2", "q_perf"),
    ("3", "q_density"),
    ("4", "q_addresses"),
    ("5a", "q_encryption"),
    ("5b", "q_multicast"),
];

/// The controls of a scenario; what was refused keeps what was typed, with the reason.
pub fn form(page: View, scenario: &Scenario, problems: &[Problem], parent: &str) -> Markup {
    let f = Form { scenario, problems };
    let set = set_beyond_first(scenario);
    let questions = html! {
        (section("questions", "Five questions", page == View::Advice, html! {
            @for (number, key) in QUESTIONS { @if let Some(c) = choice(&CHOICES, key) { (f.question(c, number)) } }
        }))
        (section("more-questions", "More questions", false, html! {
            p.help { "Defaults apply until you answer." }
            (f.choices(&later_questions()))
        }))
    };
    let of_fleet = section(
        "fleet-options",
        "Fleet of several types",
        page == View::Fleet,
        html! {
            (f.numbers(&["max_types"])) (f.by_type(&["today", "today_spot"]))
            p.help { "How large a node may be, and whether burstable types count, is set under \u{201c}Which types\u{201d}." }
        },
    );
    html! {
        div.controls {
            input type="hidden" name="v" value=(model::scenario::link::NEWEST);
            input type="hidden" name="type" value=[scenario.chosen.as_deref()];
            input type="hidden" name=(BROUGHT) value=(Address::here().view.brought_value());
            details.sheet id="edit" { summary { (super::edit_words(scenario.profiles.len())) } }
            (presets(page, scenario))
            @if page == View::Advice { (questions) }
            section.first id="workload" aria-labelledby="workload-title" {
                h2 id="workload-title" { "Workloads" }
                (f.workloads())
            }
            section.first id="place" aria-label="Region, zones and purchase" {
                (f.region()) (f.choices(&["arch", "buy", "survive"])) (f.numbers(&["zones"]))
            }
            p.apply { button.primary { "Calculate" } }
            @if page == View::Fleet { (of_fleet) }
            details.more id="more" {
                summary { "More settings" span.set id="more-set" { (changed(set)) } }
                p.more-tools {
                    label { input type="checkbox" id="explain" autocomplete="off"; " Explain each" }
                    a href=(page.address(&reset_beyond_first(scenario))) data-reset { "Reset these" }
                }
                (section("network", "Network and nodes", true, html! {
                    (f.choices(&["mode", "node", "os"])) (f.numbers(&["max_pods", "pods_per_core", "max_eni"]))
                }))
                (section("spare", "Room to spare", true, f.numbers(&["headroom", "min_nodes", "zone_nodes"])))
                @if page != View::Advice { (questions) }
                @if page != View::Fleet { (of_fleet) }
                (section("costs", "Discount, hours, disks, control plane", false, html! {
                    (f.numbers(&["discount_bp", "hours", "gib_mils", "agent_cents"])) (f.choices(&["control_plane"]))
                }))
                (section("subnets", "Subnets and addresses", page == View::Addresses, html! {
                    (f.subnets()) (f.numbers(&["warm_eni", "warm_prefix", "warm_ip", "min_ip", "churn"]))
                }))
                (section("daemonsets", "Daemonsets", false, f.daemonsets()))
                (section("filters", "Which types", false, html! {
                    (f.choices(&["burstable", "flex", "metal", "xen", "current", "accel", "hpc", "estimated"]))
                    @for list in &FAMILIES { (f.families(list)) }
                    (f.numbers(&["max_vcpu"])) (f.sized_on())
                }))
                (section("reserves", "Reserves and disks", false, html! {
                    (f.choices(&["memory"])) (f.by_type(&["seen_mib", "seen_pods"]))
                    (f.numbers(&["overhead_bp", "kube_cpu_m", "kube_mem_mib", "evict_mib", "system_cpu_m", "system_mem_mib", "root_gib", "extra_volumes"])) (f.choices(&["nvme"]))
                }))
                (section("article", "As the article of 2018 counted", scenario.era == Era::Article, html! {
                    (f.choices(&["era"])) (f.numbers(&["cap", "art_ds"])) (f.choices(&["cap_order"]))
                }))
            }
            (section("share", "Save with a note, decide together", false, f.save(page, parent)))
        }
    }
}

/// The questions that came after the article's.
fn later_questions() -> Vec<&'static str> {
    let of_article = |key: &str| QUESTIONS.iter().any(|(_, asked)| *asked == key);
    questions().map(|q| q.key).filter(|key| !of_article(key)).collect()
}

/// A part of the form that folds.
fn section(id: &str, title: &str, open: bool, body: Markup) -> Markup {
    html! { details.part id=(id) open[open] { summary { (title) } (body) } }
}

struct Form<'a> {
    scenario: &'a Scenario,
    problems: &'a [Problem],
}

impl Form<'_> {
    /// What is wrong with a field; with one of a profile, by the profile's index.
    fn problem(&self, key: &str, profile: Option<usize>) -> Option<&Problem> {
        self.problems.iter().find(|p| p.field == key && p.profile() == profile)
    }

    fn numbers(&self, keys: &[&str]) -> Markup {
        html! { @for key in keys { @if let Some(n) = number(&NUMBERS, key) { (self.number(n)) } } }
    }

    fn choices(&self, keys: &[&str]) -> Markup {
        html! {
            @for key in keys {
                @if let Some(c) = choice(&CHOICES, key) {
                    @if c.is_flag() { (self.switch(c)) } @else { (self.select(c)) }
                }
            }
        }
    }

    /// A number, with a slider next to it. The slider has no name: it only moves the number.
    fn number(&self, n: &Number<Scenario>) -> Markup {
        let value = (n.get)(self.scenario);
        let seen = Seen::of(n.key, n.unit);
        // What is wrong in a link is not in the unit that people see.
        let typed_wrong = self.problem(seen.name, None);
        let problem = typed_wrong.or_else(|| self.problem(n.key, None));
        let typed = typed_wrong.map(|p| p.value.clone()).or(value.map(|v| seen.text(v)));
        let slider = n.slider();
        let position = slider.position(value.unwrap_or(slider.min));
        // A browser takes the suffix from what is typed into a number field: 6Gi would be 6.
        let is_number = n.amount().is_none();
        html! {
            div.field.number {
                label for={ "f-" (n.key) } { (n.label) }
                span.entry {
                    input id={ "f-" (n.key) } name=(seen.name) type=[is_number.then_some("number")] inputmode=(if seen.decimal.is_some() { "decimal" } else { "numeric" })
                        min=[is_number.then(|| seen.text(n.min))] max=[is_number.then(|| seen.text(n.max))] step=[is_number.then(|| seen.text(1))] autocomplete=[(!is_number).then_some("off")]
                        placeholder=[n.optional.then_some("auto")] value=[typed] aria-invalid=[problem.map(|_| "true")]
                        aria-describedby={ "h-" (n.key) " e-" (n.key) };
                    span.unit aria-hidden="true" { (seen.unit) }
                }
                input.slider type="range" min="0" max=(Slider::STEPS) value=(position) data-of=(seen.name) aria-label=(n.label)
                    aria-valuetext=(seen.spoken(value)) autocomplete="off";
                (help(n.key, n.help))
                p.error id={ "e-" (n.key) } aria-live="polite" {
                    @if let Some(p) = problem { "It takes " (p.allowed) "." }
                    @else if let Some(caution) = n.amount().zip(value).and_then(|(amount, n)| amount.caution(n)) { (caution) }
                }
            }
        }
    }

    fn select(&self, c: &Choice<Scenario>) -> Markup {
        let chosen = (c.get)(self.scenario);
        html! {
            div.field {
                label for={ "f-" (c.key) } { (c.label) }
                select id={ "f-" (c.key) } name=(c.key) aria-describedby={ "h-" (c.key) } {
                    @for (i, (code, name)) in c.options.iter().enumerate() { option value=(code) selected[i == chosen] { (name) } }
                }
                (help(c.key, c.help))
            }
        }
    }

    /// A switch. The hidden 0 before it is what the form sends when it is off.
    fn switch(&self, c: &Choice<Scenario>) -> Markup {
        html! {
            div.field.switch {
                input type="hidden" name=(c.key) value="0";
                input id={ "f-" (c.key) } name=(c.key) type="checkbox" value="1" checked[(c.get)(self.scenario) == 1] aria-describedby={ "h-" (c.key) };
                label for={ "f-" (c.key) } { (c.label) }
                (help(c.key, c.help))
            }
        }
    }

    /// A question, as radio buttons.
    fn question(&self, c: &Choice<Scenario>, number: &str) -> Markup {
        let chosen = (c.get)(self.scenario);
        html! {
            fieldset.question aria-describedby={ "h-" (c.key) } {
                legend { (number) ". " (c.label) }
                p.help id={ "h-" (c.key) } { (c.help) "\u{a0}" (explained(c.key)) }
                @for (i, (code, name)) in c.options.iter().enumerate() {
                    label.answer { input type="radio" name=(c.key) value=(code) checked[i == chosen]; span { (name) } }
                }
            }
        }
    }

    fn region(&self) -> Markup {
        let option = |r: RegionRef| {
            html! {
                option value=(r.code) selected[r.code == self.scenario.region] disabled[r.url.is_none()] { (r.label()) }
            }
        };
        html! {
            div.field {
                label for="f-region" { "Region" }
                select id="f-region" name="region" aria-describedby="h-region" { @for r in regions() { (option(r)) } }
                p.help id="h-region" aria-live="polite" { "Types and prices of this region; us-east-1 until you choose yours." }
            }
        }
    }

    fn families(&self, list: &Families) -> Markup {
        let key = list.key;
        html! {
            div.field {
                label for={ "f-" (key) } { (list.label) }
                input id={ "f-" (key) } name=(key) maxlength="100" placeholder=(list.empty) autocomplete="off"
                    value=((list.get)(self.scenario).join(",")) aria-describedby={ "h-" (key) " e-" (key) };
                p.help id={ "h-" (key) } { (list.help) }
                p.error id={ "e-" (key) } aria-live="polite" {}
            }
        }
    }

    /// Numbers by type; of what was refused the entries that can be used are kept, and the first of the others is named.
    fn by_type(&self, keys: &[&str]) -> Markup {
        html! {
            @for (list, words) in BY_TYPE.iter().zip(&WORDS_BY_TYPE).filter(|(list, _)| keys.contains(&list.key)) {
                @let problem = self.problem(list.key, None);
                div.field {
                    label for={ "f-" (list.key) } { (words.label) }
                    input id={ "f-" (list.key) } name=(list.key) placeholder=(words.empty) autocomplete="off" autocapitalize="none" spellcheck="false"
                        value=(list.written(self.scenario)) aria-invalid=[problem.map(|_| "true")] aria-describedby={ "h-" (list.key) " e-" (list.key) };
                    (help(list.key, words.help))
                    p.error id={ "e-" (list.key) } aria-live="polite" {
                        @if let Some(p) = problem { "\u{201c}" (p.value) "\u{201d} cannot be used. It takes " (p.allowed) "." }
                    }
                }
            }
        }
    }

    fn sized_on(&self) -> Markup {
        let problem = self.problem("sized_on", None);
        let value = problem.map(|p| p.value.clone()).or(self.scenario.sized_on.clone());
        html! {
            div.field {
                label for="f-sized_on" { (SIZED_ON) }
                input id="f-sized_on" name="sized_on" maxlength="100" placeholder="any: a vCPU is a vCPU" autocomplete="off" autocapitalize="none"
                    value=[value] aria-invalid=[problem.map(|_| "true")] aria-describedby="h-sized_on e-sized_on";
                (help("sized_on", "A family such as m5. Then every type is counted with the request that does the same work on it. Empty, as usual: a vCPU counts as a vCPU."))
                p.error id="e-sized_on" aria-live="polite" { @if let Some(p) = problem { "It takes " (p.allowed) "." } }
            }
        }
    }

    /// Saving sends the whole form, to another address and as a post.
    fn save(&self, page: View, parent: &str) -> Markup {
        let of = page.decided_for();
        html! {
            p.help { "A short link that keeps these figures, with the title above. The address bar holds the scenario too, with the prices of the day." }
            @if !parent.is_empty() { p.help { "A copy of " a href={ "/s/" (parent) } { "/s/" (parent) } "." } }
            input type="hidden" name=(PARENT) value=(parent);
            @if use_context::<NothingSaved>().is_none() {
                div.field {
                    label for="f-note" { "Note" }
                    textarea id="f-note" name=(NOTE) maxlength="2000" rows="3" aria-describedby="h-note" {}
                    p.help id="h-note" { "Why you decided this, for the next reader. Optional." }
                }
                p {
                    button.primary formaction="/s" formmethod="post" name=[of.map(|_| DecidedFor::KEY)] value=[of.map(DecidedFor::code)] { "Save" }
                }
            }
            (together::link(self.scenario))
            p.help { a href=(kept("/links")) { "My links" } }
        }
    }

    fn subnets(&self) -> Markup {
        html! {
            table.daemonsets {
                caption.help { "The subnets for nodes and pods, with the IPv4 addresses still free in each. An empty /24 has 251.\u{a0}" (explained("subnets")) }
                thead { tr { th scope="col" { "Zone or name" } th scope="col" { "Free addresses" } th scope="col" { span.vh { "Remove" } } } }
                tbody id="subnet-rows" { (subnets::rows(&self.scenario.subnets)) }
            }
            p.error id="e-subnet" aria-live="polite" {}
        }
    }

    fn daemonsets(&self) -> Markup {
        html! {
            table.daemonsets {
                caption.help { "One pod of each on every node. Those on the host network count towards max-pods only; the others take a pod address too.\u{a0}" (explained("daemonsets")) }
                thead { tr {
                    th scope="col" { "Name" } th scope="col" { "Network" } th scope="col" { "CPU, m" } th scope="col" { "MiB" } th scope="col" { span.vh { "Remove" } }
                } }
                tbody id="daemonset-rows" { (daemonsets::rows(&self.scenario.daemonsets)) }
            }
            p.error id="e-ds" aria-live="polite" {}
        }
    }
}

/// What a control does, and what its words mean where they need it.
fn help(key: &str, text: &str) -> Markup {
    html! { p.help { span id={ "h-" (key) } { (text) } "\u{a0}" (explained(key)) } }
}

#[cfg(test)]
mod tests;
