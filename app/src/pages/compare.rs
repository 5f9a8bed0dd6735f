//! Two to four types or saved scenarios side by side: what differs between them, and folded away what does not.

mod asked;
mod form;
mod lines;
mod saved;
#[cfg(test)]
mod tests;

use super::worked_out::by;
use super::{Asked, no_catalogue, problem_list};
use crate::compared::{MOST, SAVED, TYPES, address};
use crate::head::Head;
use crate::saved::SavedSet;
use crate::surroundings::Search;
use crate::view::page_view::with_query;
use crate::view::words::about_licence;
use asked::{Types, named_in};
use form::Form;
use leptos::prelude::*;
use lines::{Line, lines};
use maud::{Markup, html};
use model::catalog::{Catalog, TypeIndex};
use model::plan::plan;
use model::scenario::link::{query_pairs, to_query};
use model::scenario::{Era, Scenario};

/// How many types of the plan are offered to be added.
const OFFERED: usize = 5;

/// The page.
#[component]
pub fn Compare() -> AnyView {
    if let Some(SavedSet(asked)) = use_context::<SavedSet>().filter(|set| !set.0.is_empty()) {
        return saved::page(&asked);
    }
    let query = use_context::<Search>().unwrap_or_default().0;
    // a form of links that were all left empty, or of none that was ticked
    if query_pairs(&query).any(|(key, _)| key == SAVED) {
        return saved::page(&[]);
    }
    let Some(asked) = Asked::from_address() else { return no_catalogue() };
    let Types { found, problems } = named_in(&query, &asked.catalog);
    let problems = [asked.problems.clone(), problems].concat();
    let page = Page { catalog: &asked.catalog, scenario: &asked.scenario, types: found };
    let head = Head::titled(&format!("{}: Berth", page.title()))
        .described("EC2 instance types side by side for one workload: only what differs.");
    head.page(html! {
        article.page.wide.compare {
            h1 { (page.title()) }
            (problem_list(&problems))
            div.compare-parts { (page.markup()) }
        }
    })
}

/// What the page is made of.
struct Page<'a> {
    catalog: &'a Catalog,
    scenario: &'a Scenario,
    /// Those to compare.
    types: Vec<TypeIndex>,
}

impl Page<'_> {
    fn title(&self) -> String {
        match self.names().as_slice() {
            [] | [_] => "Compare instance types".into(),
            [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
        }
    }

    fn names(&self) -> Vec<&str> {
        self.types.iter().map(|&i| self.catalog.instance_type(i).name.as_str()).collect()
    }

    fn markup(&self) -> Markup {
        html! {
            @if self.types.len() < 2 { p.lead { (self.too_few()) } } @else { (self.comparison()) }
            (self.form())
            (self.offers())
            @if self.types.is_empty() { (saved::form(&[])) }
        }
    }

    /// What is missing.
    fn too_few(&self) -> String {
        match self.names().first() {
            Some(name) => format!("Enter at least one more type to compare with {name}."),
            None => "Enter two to four types.".into(),
        }
    }

    fn comparison(&self) -> Markup {
        let scenario = Scenario { era: Era::Today, ..self.scenario.clone() };
        let pods = model::units::counted(scenario.pods(), "pod");
        let headings: Vec<Markup> = self.names().into_iter().map(|name| self.heading(name)).collect();
        html! {
            p.help {
                (pods) " as in " a href={ "/?" (to_query(self.scenario)) } { "your scenario" } ", " (scenario.mode.name_on(scenario.node.owner)) ", "
                (self.catalog.region.location) " (" (self.catalog.region.code) ")."
                @if let Some(text) = model::words::equal_work(&scenario) { " " (text) }
            }
            (about_licence(&scenario))
            (tables(&headings, lines(self.catalog, &scenario, &self.types)))
        }
    }

    fn heading(&self, name: &str) -> Markup {
        let others: Vec<&str> = self.names().into_iter().filter(|other| *other != name).collect();
        html! {
            a href={ "/instances/" (name) "?" (to_query(self.scenario)) } { (name) }
            " " a.remove href=(address(&others, self.scenario)) aria-label={ "Remove " (name) } { "Remove" }
        }
    }

    fn form(&self) -> Markup {
        let form = Form {
            legend: "Types to compare",
            help: "Two to four names such as m6i.large; clear a field to remove its type.",
            label: "Type",
            key: TYPES,
            longest: 40,
            names: self.names(),
            kept: query_pairs(&to_query(self.scenario)).collect(),
            more: html! {},
        };
        form.markup()
    }

    /// The best types of the scenario that are not on the page, each an addition away.
    fn offers(&self) -> Markup {
        let names = self.names();
        let plan = plan(self.catalog, &Scenario { era: Era::Today, ..self.scenario.clone() });
        let others = plan.candidates.iter().map(|c| c.name(self.catalog)).filter(|n| !names.contains(n));
        let others: Vec<&str> = if names.len() < MOST { others.take(OFFERED).collect() } else { Vec::new() };
        html! {
            @if let ([], [first, second, ..]) = (names.as_slice(), others.as_slice()) {
                p { "For example " a href=(address(&[first, second], self.scenario)) { (first) " and " (second) } ", the best two of the scenario." }
            }
            @if !others.is_empty() {
                p { "Add one of the scenario\u{2019}s best: "
                    @for (i, name) in others.iter().enumerate() {
                        @if i > 0 { ", " }
                        a href=(address(&[names.as_slice(), &[name]].concat(), self.scenario)) { (name) }
                    }
                    ". " a href=(with_query("/instances", self.scenario)) { "Every type" } "."
                }
            }
        }
    }
}

/// What differs, and what does not below it.
fn tables(headings: &[Markup], lines: Vec<Line>) -> Markup {
    let (differ, same): (Vec<Line>, Vec<Line>) = lines.into_iter().partition(Line::differs);
    html! {
        @if differ.is_empty() { p { "Nothing differs." } } @else { (table("What differs", headings, &differ)) }
        @if !same.is_empty() {
            details.file {
                summary { "The same in all: " (same.len()) }
                (table("The same in all", headings, &same))
            }
        }
    }
}

fn table(caption: &str, headings: &[Markup], lines: &[Line]) -> Markup {
    html! {
        div.scroll.all tabindex="0" role="region" aria-label=(caption) {
            table.list.comparison {
                caption.help { (caption) }
                thead { tr {
                    th scope="col" { span.vh { "Figure" } }
                    @for heading in headings { th scope="col" { (heading) } }
                } }
                tbody { @for line in lines { (row(line)) } }
            }
        }
    }
}

fn row(line: &Line) -> Markup {
    html! {
        tr {
            th scope="row" { @match &line.method { Some(at) => (by(at, &line.label)), None => (line.label) } }
            @for (index, value) in line.values.iter().enumerate() {
                td.least[line.least.contains(&index)] { @if line.least.contains(&index) { small { "least" } " " } (value) }
            }
        }
    }
}
