//! What was understood of a dump, manifests or a table: the page `/import` once files are read.
//!
//! All of it is one form. Whatever is changed in it is read by [`asked`] and the whole is written again, so nothing else has
//! to remember what a person has merged or renamed. Reading order: this file, [`asked`], `present`, `workloads`, `remarks`.

pub mod asked;
mod present;
mod remarks;
mod workloads;

use ::addresses::standing::{PODS_ON, Standing, merged, to_text};
use ::addresses::which::Which;
use asked::Asked;
use import::Imported;
use import::conclude::{Concluded, conclude, nothing};
pub use import::format::{COMMAND, FILTER};
use import::present::{Present, PresentNode};
use import::words;
use maud::{Markup, html};
use model::catalog::Catalog;
use model::scenario::Scenario;
use model::scenario::link::to_query;
use model::units::counted;

/// The id of the whole, by which a page finds it again.
pub const ID: &str = "understood";

/// What comes of comparing with nodes that do more than is planned.
const SAVES_LESS: &str = "what a fleet saves looks larger than it is.";

/// Everything that is shown.
struct Shown<'a> {
    imported: &'a Imported,
    asked: &'a Asked,
    concluded: &'a Concluded,
}

/// What was understood, as far as a person's form wants it. `form` is what the form sends, empty at first; `catalog` that of
/// [`import::conclude::region`], or the usual region's.
pub fn understood(imported: &Imported, form: &str, catalog: Option<&Catalog>) -> Markup {
    let asked = Asked::of(form);
    let hidden = asked.hides_names.then(|| imported.clone().without_names());
    let imported = hidden.as_ref().unwrap_or(imported);
    let catalog_of = |region: &str| catalog.filter(|catalog| catalog.region.code == region);
    let concluded = conclude(imported, &asked.options, &catalog_of);
    let shown = Shown { imported, asked: &asked, concluded: &concluded };
    html! {
        section id=(ID) aria-labelledby="understood-title" data-say=(shown.say()) data-files=(shown.files()) {
            h2 id="understood-title" tabindex="-1" { (shown.headline()) }
            (shown.what_was_read())
            form id="understood-form" autocomplete="off" {
                (shown.problems())
                (shown.ways_on())
                (shown.present())
                (shown.workloads())
                (shown.on_nodes())
                (shown.jobs())
                (shown.remarks())
            }
        }
    }
}

impl Shown<'_> {
    fn headline(&self) -> String {
        let pods = words::pods(self.imported);
        match self.concluded.priced.as_ref().filter(|priced| priced.nodes > 0) {
            Some(priced) => {
                format!("{pods}, on {} for {} a month", counted(priced.nodes, "node"), priced.month.cents())
            }
            None => pods,
        }
    }

    /// What a screen reader is told when it changes.
    fn say(&self) -> String {
        let rows = self.concluded.converted.as_ref().map_or(0, |converted| converted.rows.len());
        format!("{}. {} to plan.", self.headline(), counted(rows as u64, "workload"))
    }

    /// What each file was taken for, a line each, for the list of them: `CSV: 3 rows`, or behind a `!` why it could not be read.
    fn files(&self) -> String {
        let lines = self.imported.recognised.iter().map(|part| match &part.wrong {
            Some(wrong) if part.objects == 0 => format!("!nothing of it is used. {wrong}."),
            Some(wrong) => format!("!not all of it could be read. {wrong}."),
            None => words::taken_for(part),
        });
        lines.map(|line| line.replace('\n', " ")).collect::<Vec<_>>().join("\n")
    }

    fn what_was_read(&self) -> Markup {
        let parts = self.imported.recognised.iter().map(words::recognised);
        html! {
            p.help {
                @for line in parts { (line) ". " }
                @if let Some(kinds) = words::kinds(self.imported) { (kinds) "." }
            }
        }
    }

    fn problems(&self) -> Markup {
        let lines = match self.concluded.converted {
            Some(_) => self.asked.problems.clone(),
            None => nothing(self.imported),
        };
        html! {
            @if !lines.is_empty() { div.problems role="alert" { ul { @for line in lines { li { (line) } } } } }
        }
    }

    fn has_nodes(&self) -> bool {
        self.concluded.priced.as_ref().is_some_and(|priced| priced.nodes > 0)
    }

    /// Whether some workload stays on tainted nodes of its own.
    fn has_taints(&self) -> bool {
        self.imported.workloads.iter().any(|workload| workload.taints.is_some())
    }

    /// Whether there are nodes to compare with that carry Jobs, and these are not planned.
    fn leaves_jobs_out(&self) -> bool {
        self.has_nodes() && !self.asked.options.jobs && !self.imported.jobs.is_empty()
    }

    /// Whether there are nodes in several zones to compare with.
    fn has_zones(&self) -> bool {
        self.imported.present.as_ref().is_some_and(|present| words::zones(present).len() > 1)
    }

    /// Where it goes from here. The addresses hold the workload, so what they hold is said before.
    fn ways_on(&self) -> Markup {
        let Some(converted) = &self.concluded.converted else { return html! {} };
        let scenario = &converted.scenario;
        html! {
            div.ways-on {
                a.button.primary id="plan-fleet" href=(address("/fleet", scenario)) { "Plan a fleet" }
                a.button id="plan-this" href=(address("/", scenario)) { "Plan one type for all" }
                @if self.has_nodes() { a.button id="see-addresses" href=(addresses(self.imported, scenario)) { "Do the addresses last?" } }
                (check("hide", "Leave names out", self.asked.hides_names))
            }
            @if self.leaves_jobs_out() {
                p { "Jobs are not planned, and the nodes of today have room for them too: " a href="#jobs-title" { "count them" }
                    ", or " (SAVES_LESS) }
            }
            @if scenario.fleet.zones < 2 && self.has_zones() {
                p { "Today\u{2019}s nodes are in several zones, and the plan looks at none: " (SAVES_LESS) }
            }
            p.help {
                "A fleet is the cheapest mix of types for the same pods" @if self.has_nodes() { ", compared with the nodes of today" } ". "
                "Nothing has left this browser. The plan\u{2019}s address holds what is planned and nothing else of your files: "
                @if self.asked.hides_names { "numbers for the workloads, " } @else { "the names of the workloads, " }
                "their pods and requests, "
                @if self.has_taints() { "the taints of the nodes that they are held to, " }
                "daemonsets, how many nodes of which type there are and what they report, region and settings"
                @if self.has_nodes() { "; that of the addresses also how many pods with an address are on the nodes of each zone" }
                ". Opening it sends that to this server."
            }
        }
    }
}

/// The nodes that there are, with the pods that are on each.
pub fn standing(imported: &Imported) -> Vec<Standing> {
    let of = |node: &PresentNode| Standing {
        instance_type: node.instance_type.clone(),
        zone: node.zone.clone(),
        addresses: node.with_address,
        daemons: node.with_address_by_node,
        nodes: 1,
    };
    merged(imported.present.iter().flat_map(Present::ec2).map(of).collect())
}

/// Whether the addresses of the nodes that there are last. Where their kinds are too many for a link, the pods are spread.
fn addresses(imported: &Imported, scenario: &Scenario) -> String {
    let mut address = format!("{}&nodes={}", address("/addresses", scenario), Which::Present.code());
    if let Some(text) = to_text(&standing(imported)).filter(|text| !text.is_empty()) {
        address += &format!("&{PODS_ON}={text}");
    }
    address
}

fn address(path: &str, scenario: &Scenario) -> String {
    format!("{path}?{}", to_query(scenario))
}

/// A switch of the form.
fn check(name: &str, label: &str, is_on: bool) -> Markup {
    html! {
        label.switch for={ "u-" (name) } { input type="checkbox" id={ "u-" (name) } name=(name) checked[is_on]; " " (label) }
    }
}

#[cfg(test)]
mod tests;
